"""An activation before reaches the cost along ten paths: what they bring is added up."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from scenes.calculus.drawings.agreeing import AgreeingNumbers
from scenes.calculus.drawings.last_layers import LastLayers
from scenes.calculus.drawings.path_table import Paths, PathTable
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.calculus.drawings.with_indices import WithIndices
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.neurons.diagram import MANY_VISIBLE, Network, Room
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: x of both layers, between which heights they are, and where the cost is.
LAYERS, SPAN, COST = (-6.0, -4.15), (-2.3, 1.6), (-2.35, -0.35)

#: Where the formula begins, its baseline, and points.
LEFT_END, BASELINE, SIZE = -2.75, 2.8, 44

#: x of the terms' decimal mark, baselines of their sum and of what was chosen.
TERMS, SUM, CHOSEN = 6.0, -2.95, -3.15

#: Digits of the weight, of both slopes, and of the term.
DECIMALS = (3, 4, 3, 3)

#: By how much the activation is raised when that is tried, and how many digits are written then.
NUDGE, DIGITS = 0.0001, 6

#: Ends of what is compared, and the first baseline.
COMPARED, FIRST = (-1.0, 6.3), 0.9

#: Room of the whole network at the end.
ROOM = Room((-4.75, -0.7, 3.2), (-0.9, 4.9), 4.0, 0.42, 0.12)

#: The derivative by the activation before, for one neuron a layer and for many.
ONE_PATH = (
    "frac(partial C_0, partial a^((L-1))) = w^((L)) #h(1em) sigma'(z^((L))) #h(1em) 2 (a^((L)) - y)"
)
ALL_PATHS = (
    "{{ frac(partial C_0, partial a_k^((L-1))) : slope }} = {{ sum_(j=0)^(n_L - 1) : new }} "
    "{{ w_(j k)^((L)) : weight }} #h(1em) {{ sigma'(z_j^((L))) : squish }} #h(1em) "
    "{{ 2 (a_j^((L)) - y_j) : gap }}"
)

#: What its symbols are called among many neurons.
CALLED = {
    "w^((L))": "w_(j k)^((L))",
    "z^((L))": "z_j^((L))",
    "a^((L))": "a_j^((L))",
    "a^((L-1))": "a_k^((L-1))",
    "y": "y_j",
    "C_0": "C_0",
}


class AllPaths(OneImage):
    """Paths light one after another; their terms add up to a slope, which is tried."""

    def construct(self):
        self.open_section()
        self.choose_a_neuron()
        self.see_its_paths()
        self.multiply_along_one()
        self.add_up_all()
        self.try_it()
        self.recall_the_wish()
        self.go_one_layer_back()

    def choose_a_neuron(self):
        line = (
            "Now what is new. Take an activation of the layer before: the one that this {digit} "
            "cares about most."
        )
        with self.say(line, digit=self.label):
            self.play(FadeIn(self.layers, self.paths.cost, self.chosen))
            self.play(Create(self.mark))

    def see_its_paths(self):
        paths, count = self.paths.paths, len(self.terms)
        line = "It reaches the cost along {count} paths, one over each output."
        with self.say(line, count=count):
            edges = self.layers.edges
            grow = (
                LaggedStart(*map(Create, path), lag_ratio=1.0, run_time=self.look.normal)
                for path in paths
            )
            self.slowly(edges.animate.set_dimming(0.15), LaggedStart(*grow, lag_ratio=0.12))
        self.rest(0.5)

    def multiply_along_one(self):
        strongest, rows = self.strongest, self.table.rows
        one = SymbolFormula(ONE_PATH, SIZE).stand_at(LEFT_END, BASELINE, LEFT)
        line = (
            "Along one path, slopes multiply, as in the chain. Over the {digit}, that makes "
            "{term:.3f}."
        )
        with self.say(line, digit=strongest, term=self.terms[strongest]):
            self.quickly(*self.light({strongest}), FadeIn(one))
            self.play(LaggedStart(*map(FadeIn, rows[strongest][:-1]), lag_ratio=0.3))
            self.play(FadeIn(rows[strongest][-1], shift=0.2 * RIGHT), FadeIn(self.of_terms))
        self.rest(0.5)
        self.one = one

    def add_up_all(self):
        total, table = self.total, self.table
        others = [each for each in range(len(self.terms)) if each != self.strongest]
        shown, so_far = {self.strongest}, self.terms[self.strongest]
        total.set_value(so_far)
        line = (
            "But a nudge travels all {count} paths at once. So what they bring adds up. That is "
            "the sum over j: {total:.3f}."
        )
        with self.say(line, count=len(self.terms), total=sum(self.terms)):
            self.play(WithIndices(self.one, self.formula, CALLED))
            self.quickly(FadeIn(self.rule, total, self.name_of_sum))
            for each in others:
                shown.add(each)
                so_far += self.terms[each]
                self.play(
                    *self.light({each}),
                    FadeIn(table.rows[each]),
                    total.animate.set_value(so_far),
                    run_time=0.75 * self.look.quick,
                )
            self.quickly(*self.light(shown))
        self.rest()

    def try_it(self):
        compared = self.compared
        line = choose(
            (
                self.agreeing < 2,
                "Tried: this activation really raised by {nudge:g}. The two numbers hardly differ.",
            ),
            otherwise="Tried: this activation really raised by {nudge:g}. The first {count} digits "
            "agree.",
        )
        gone = (self.table, self.rule, self.of_terms, self.name_of_sum)
        with self.say(line, nudge=NUDGE, count=self.agreeing):
            name, number = compared.rows[0]
            self.play(
                FadeOut(*gone), FadeOut(self.total, target_position=number), FadeIn(name, number)
            )
            self.play(FadeIn(compared.rows[1], shift=0.1 * DOWN))
        self.rest()

    def recall_the_wish(self):
        wish = round(-sum(self.terms), 2) + 0.0
        y = self.compared.rows[1][0].baseline - 1.1
        told = VGroup(
            words("lecture 3: its wish", room=4.5).stand_at(COMPARED[0], y, LEFT),
            words("{wish:+.2f}", self.look.headline, wish=wish).stand_at(COMPARED[1], y, RIGHT),
        )
        line = (
            "Lecture 3 called this a wish: {wish:+.2f}. It is the same number with the other sign. "
            "For a wish points downhill."
        )
        with self.say(line, wish=wish):
            self.play(FadeIn(told, shift=0.1 * DOWN))
        self.rest()
        self.told = told

    def go_one_layer_back(self):
        live, layers = self.live, self.layers
        line = (
            "So we know this slope for all {count} neurons. Now they play the part of the outputs. "
            "The same two formulas work one layer back, and so on, to the first."
        )
        gone = (self.told, self.compared, self.mark, self.chosen, self.paths)
        with self.say(line, count=len(self.before)):
            self.quickly(FadeOut(*gone, layers.edges))
            self.play(
                ReplacementTransform(layers.before, live.layers[-2]),
                ReplacementTransform(layers.outputs, live.layers[-1]),
                FadeIn(live.picture, *live.layers[:-2], self.meaning),
            )
            self.add(live)
            runs = (
                field.animate(rate_func=linear, run_time=self.look.slow).set_light(front=1.3)
                for field in reversed(live.weights.submobjects)
            )
            self.play(LaggedStart(*runs, lag_ratio=0.7))
        self.rest(1.5)

    def light(self, lit: set[int]) -> list[Animation]:
        """Return the animations in which only some paths are bright."""
        return [
            path.animate.set_stroke(opacity=1 if each in lit else 0.22)
            for each, path in enumerate(self.paths.paths)
        ]

    @property
    def picked(self) -> int:
        """The neuron before along whose activation the cost changes most."""
        return int(np.abs(self.trace.wishes[-2]).argmax())

    @property
    def factors(self) -> NDArray[np.float64]:
        """The three factors of each path, shape (n[K], 3)."""
        output = self.trace.forward.output
        gaps = 2 * (output - self.trace.wanted)
        return np.column_stack([self.mlp.weights[-1][:, self.picked], output * (1 - output), gaps])

    @property
    def slope(self) -> float:
        """The derivative by the picked activation: what all paths bring."""
        return float(self.factors.prod(axis=1).sum())

    @cached_property
    def terms(self) -> list[float]:
        """What each path brings, as it is shown: it adds up."""
        return rounded_to_add_up(self.factors.prod(axis=1).tolist(), DECIMALS[-1], self.slope)

    @property
    def strongest(self) -> int:
        """The output over which most is brought."""
        return int(np.abs(self.factors.prod(axis=1)).argmax())

    @property
    def measured(self) -> float:
        """By how much the cost really changes, per change of that activation."""
        raised = self.before.copy()
        raised[self.picked] += NUDGE
        outputs = 1 / (1 + np.exp(-(self.mlp.weights[-1] @ raised + self.mlp.biases[-1])))
        costs = (np.square(each - self.trace.wanted).sum() for each in (outputs, self.output))
        after, before = costs
        return float((after - before) / NUDGE)

    @property
    def output(self) -> NDArray[np.float64]:
        """What the outputs hold."""
        return self.trace.forward.output

    @property
    def agreeing(self) -> int:
        """In how many digits both numbers agree, from the first that isn't 0."""
        name = self.compared.rows[0][1].text[: self.compared.agreeing]
        digits = "".join(character for character in name if character.isdigit())
        return len(digits.lstrip("0"))

    @cached_property
    def layers(self) -> LastLayers:
        """The last two layers."""
        return LastLayers(self.mlp.weights[-1], self.before, self.output, LAYERS, SPAN)

    @cached_property
    def paths(self) -> Paths:
        """All ways from the picked neuron to the cost."""
        return Paths(self.layers, self.picked, COST, SIZE)

    @cached_property
    def mark(self) -> Circle:
        """The ring around the picked neuron."""
        return ring(self.layers.before.neurons[self.picked], 0.8).set_z_index(3)

    @cached_property
    def chosen(self) -> VGroup:
        """Which neuron that is, and which image and network."""
        facts = {"data": self.shown_digits.name, "steps": self.moment.step}
        made = VGroup(
            note("k = {index}, the largest wish", room=4.5, index=self.picked),
            note("{data}; after {steps:,} steps", room=6, **facts),
        )
        for place, text in enumerate(made):
            text.stand_at(LEFT_RIM, CHOSEN - 0.5 * place, LEFT)
        return made

    @cached_property
    def formula(self) -> SymbolFormula:
        """The derivative, as a sum."""
        return SymbolFormula(ALL_PATHS, SIZE).stand_at(LEFT_END, BASELINE, LEFT)

    @cached_property
    def table(self) -> PathTable:
        """All factors and terms."""
        xs = [self.formula.part(each).get_x() - 0.1 for each in ("weight", "squish", "gap")]
        heights = self.layers.outputs.centres()[:, 1]
        return PathTable(self.factors, self.terms, heights, [*xs, TERMS], DECIMALS)

    @cached_property
    def of_terms(self):
        """What stands over the terms."""
        return note("product", self.look.wrong, room=1.8).stand_at(TERMS, BASELINE)

    @cached_property
    def rule(self):
        """The line between the terms and their sum."""
        return self.table.rule(SPAN[0] - 0.28)

    @cached_property
    def total(self) -> Numeral:
        """What has been added up so far."""
        made = Numeral(0, DECIMALS[-1], self.look.label, self.look.wrong)
        return made.move_point_to(np.array([TERMS, SUM, 0]))

    @cached_property
    def name_of_sum(self):
        """What that is called."""
        return words("sum over j", room=3.4).stand_at(TERMS - 1.0, SUM, RIGHT)

    @cached_property
    def compared(self) -> AgreeingNumbers:
        """The sum, and what the nudge gives."""
        names = message("sum over all paths"), message("tried, raised by {by:g}", by=NUDGE)
        values = self.slope, self.measured
        return AgreeingNumbers(names, values, DIGITS, COMPARED, FIRST, self.look.wrong)

    @cached_property
    def live(self) -> Network:
        """The whole network; what is asked of weights is dark as yet."""
        slopes = [-each for each in self.trace.gradient.weights]
        made = Network(slopes, self.example.picture, room=ROOM)
        for layer, held in zip(made.layers, self.trace.forward.a[1:], strict=True):
            layer.set_activations(held)
        for field in made.weights:
            field.set_light(front=-0.2, behind=MANY_VISIBLE, ahead=0, crest=1, backward=True)
        return made

    @cached_property
    def meaning(self):
        """What edges mean then."""
        made = note("edges: the negative derivative by each weight", room=9)
        return made.stand_at(LEFT_RIM, FOOT, LEFT)
