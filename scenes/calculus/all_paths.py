"""An activation before reaches the cost along ten paths: what they bring is added up."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
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

from network.questions.last_step import LastStep
from scenes.calculus.drawings.agreeing import AgreeingNumbers
from scenes.calculus.drawings.last_layers import LastLayers
from scenes.calculus.drawings.many_neurons import (
    ALL_PATHS,
    BY_ACTIVATION,
    BY_WEIGHT,
    CALLED,
    ONE_PATH,
)
from scenes.calculus.drawings.path_table import Paths, PathTable
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.calculus.drawings.with_indices import WithIndices
from scenes.look.places import FOOT, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.neurons.diagram import MANY_VISIBLE, Network, Room
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import note, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.catalogue import message
from scenes.script.variants import choose, squish_name
from scenes.stage.one_image import OneImage

#: x of both layers, between which heights they are, and where the cost is.
LAYERS, SPAN, COST = (-6.2, -4.45), (-2.3, 1.6), (-2.85, -0.35)

#: Where the formula begins, its baseline, and points.
LEFT_END, BASELINE, SIZE = -4.1, 2.8, 44

#: Points of both formulas at the end.
SMALL = 38

#: x of the terms' decimal mark, baseline of what was chosen.
TERMS, CHOSEN = 5.85, -3.05

#: Digits of the weight, of both slopes, and of the term.
DECIMALS = (3, 4, 3, 3)

#: By how much the activation is raised when that is tried, and how many digits are written then.
NUDGE, DIGITS = 0.0001, 6

#: Ends of what is compared, and the first baseline.
COMPARED, FIRST = (-1.0, 6.0), 0.9

#: Room of the whole network at the end.
ROOM = Room((-4.75, -0.85, 3.2), (-0.9, 4.9), 4.0, 0.42, 0.12)


class AllPaths(OneImage):
    """Paths light one after another; their terms add up to a slope, which is tried."""

    only_sigmoid_outputs = True

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
            "Now what is new. Take an activation of the layer before: the one of which this "
            "{digit} asks most."
        )
        with self.say(line, digit=self.label):
            self.play(FadeIn(self.layers, self.paths.cost, self.chosen))
            self.rest()
            self.play(Create(self.mark))
            self.rest(3)

    def see_its_paths(self):
        edges = self.layers.edges
        line = "It reaches the cost along {count} paths, one over each output."
        with self.say(line, count=len(self.terms)):
            self.quickly(edges.animate.set_dimming(0.15))
            self.play(self.paths.grow(2 * self.look.slow))
        self.rest()

    def multiply_along_one(self):
        strongest, rows = self.strongest, self.table.rows
        self.one = SymbolFormula(ONE_PATH, SIZE).stand_at(LEFT_END, BASELINE, LEFT)
        line = (
            "Along one path, slopes multiply, as in the chain. Over the {digit}, that makes "
            "{term:.3f}."
        )
        with self.say(line, digit=strongest, term=self.terms[strongest]):
            self.play(*self.paths.light(strongest), FadeIn(self.one))
            self.slowly(LaggedStart(*map(FadeIn, rows[strongest][:-1]), lag_ratio=0.5))
            self.play(FadeIn(rows[strongest][-1], shift=0.2 * RIGHT), FadeIn(self.of_terms))
            self.rest(1.5)
        self.rest()

    def add_up_all(self):
        table, paths = self.table, self.paths
        so_far = self.terms[self.strongest]
        table.total.set_value(so_far)
        line = (
            "But a nudge travels all {count} paths at once. So what they bring adds up. That is "
            "the sum over j: {total:.3f}."
        )
        with self.say(line, count=len(self.terms), total=self.shown_slope):
            self.play(WithIndices(self.one, self.formula, CALLED))
            self.quickly(FadeIn(table.rule, table.total, table.named))
            for each, term in enumerate(self.terms):
                if each == self.strongest:
                    continue
                so_far += term
                self.quickly(
                    *paths.light(each),
                    FadeIn(table.rows[each]),
                    table.total.animate.set_value(so_far),
                )
            self.play(*paths.light(*range(len(self.terms))))
        self.rest(1.5)

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
        table = self.table
        gone = (table.rows, table.rule, table.named, self.of_terms)
        with self.say(line, nudge=NUDGE, count=self.agreeing):
            name, number = compared.rows[0]
            self.quickly(FadeOut(*gone))
            self.play(FadeOut(table.total, target_position=number), FadeIn(name, number))
            self.rest(0.5)
            self.play(FadeIn(compared.rows[1], shift=0.1 * DOWN))
        self.rest(1.5)

    def recall_the_wish(self):
        wish = round(-self.slope, 2) + 0.0
        y = self.compared.rows[1][0].baseline - 1.1
        told = VGroup(
            words("lecture 3: its wish", room=4.5).stand_at(COMPARED[0], y, LEFT),
            words("{wish:+.2f}", self.look.headline, wish=wish).stand_at(COMPARED[1], y, RIGHT),
        )
        self.compared.align(told[1])
        line = (
            "Lecture 3 called this a wish: {wish:+.2f}. It is the same number with the other sign. "
            "For a wish points downhill."
        )
        with self.say(line, wish=wish):
            self.play(FadeIn(told, shift=0.1 * DOWN))
            self.rest(6.5)
        self.rest()
        self.told = told

    def go_one_layer_back(self):
        live, layers = self.live, self.layers
        line = choose(
            (
                self.mlp.activation != "sigmoid",
                "All {count} neurons have such a slope. One layer back, it takes the place of the "
                "last factor, and the same two formulas work again, with the slope of {kind}. And "
                "so on, to the first layer.",
            ),
            otherwise="All {count} neurons have such a slope. One layer back, it takes the place "
            "of the last factor, and the same two formulas work again. And so on, to the first "
            "layer.",
        )
        gone = (self.told, self.compared, self.mark, self.chosen, self.paths)
        with self.say(line, count=len(self.before), kind=squish_name(self.mlp.activation)):
            self.play(FadeOut(*gone, layers.edges))
            self.rest()
            self.slowly(Rewrite(self.formula, self.by_activation))
            self.play(FadeIn(self.by_weight, shift=0.2 * LEFT))
            self.remove(layers.before, layers.outputs)
            self.play(
                ReplacementTransform(layers.before.copy(), live.layers[-2]),
                ReplacementTransform(layers.outputs.copy(), live.layers[-1]),
                FadeIn(live.picture, *live.layers[:-2], self.meaning),
            )
            self.add(live)
            runs = (
                field.animate(rate_func=linear, run_time=self.look.slow).set_light(front=1.3)
                for field in reversed(live.weights.submobjects)
            )
            self.play(LaggedStart(*runs, lag_ratio=0.7))
            self.rest()
        self.rest(1.5)

    @cached_property
    def step(self) -> LastStep:
        """How the cost hangs on the activations before."""
        return LastStep(self.mlp, self.trace)

    @property
    def picked(self) -> int:
        """The neuron before along whose activation the cost changes most."""
        return self.step.steepest_before

    @property
    def factors(self) -> NDArray[np.float64]:
        """The three factors along each path, shape (n[K], 3)."""
        return self.step.paths(self.picked)

    @property
    def slope(self) -> float:
        """The derivative by the picked activation: what all paths bring."""
        return float(self.factors.prod(axis=1).sum())

    @cached_property
    def terms(self) -> list[float]:
        """What each path brings, as it is shown: it adds up."""
        return rounded_to_add_up(self.factors.prod(axis=1).tolist(), DECIMALS[-1], self.slope)

    @property
    def shown_slope(self) -> float:
        """The sum of the terms, as it is shown."""
        return round(self.slope, DECIMALS[-1]) + 0.0

    @property
    def strongest(self) -> int:
        """The output over which most is brought."""
        return int(np.abs(self.factors.prod(axis=1)).argmax())

    @property
    def agreeing(self) -> int:
        """In how many digits both numbers agree, from the first that isn't 0."""
        name = self.compared.rows[0][1].text[: self.compared.agreeing]
        digits = "".join(character for character in name if character.isdigit())
        return len(digits.lstrip("0"))

    @cached_property
    def layers(self) -> LastLayers:
        """The last two layers."""
        return LastLayers(self.mlp.weights[-1], self.before, self.step.output, LAYERS, SPAN)

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
        which = {"index": self.picked, "count": len(self.before)}
        made = VGroup(
            note("k = {index}: the largest of {count} wishes", room=5, **which),
            note(self.shown_digits.name, room=5.5),
        )
        for place, text in enumerate(made):
            text.stand_at(LEFT_RIM, CHOSEN - 0.5 * place, LEFT)
        return made

    @cached_property
    def formula(self) -> SymbolFormula:
        """The derivative, as a sum."""
        return SymbolFormula(ALL_PATHS, SIZE).stand_at(LEFT_END, BASELINE, LEFT)

    @cached_property
    def by_activation(self) -> SymbolFormula:
        """The same, smaller, with a name for the last factor."""
        return SymbolFormula(BY_ACTIVATION, SMALL).stand_at(LEFT_RIM, BASELINE, LEFT)

    @cached_property
    def by_weight(self) -> SymbolFormula:
        """The derivative by a weight, beside it."""
        return SymbolFormula(BY_WEIGHT, SMALL).stand_at(RIGHT_RIM, BASELINE, RIGHT)

    @cached_property
    def table(self) -> PathTable:
        """All factors and terms."""
        xs = [self.formula.part(each).get_x() - 0.1 for each in ("weight", "squish", "gap")]
        heights = self.layers.outputs.centres()[:, 1]
        return PathTable(self.factors, self.terms, heights, [*xs, TERMS], DECIMALS)

    @cached_property
    def of_terms(self):
        """What stands over the terms."""
        return note("product", self.look.words, room=1.8).stand_at(TERMS, BASELINE)

    @cached_property
    def compared(self) -> AgreeingNumbers:
        """The sum, and what the nudge gives."""
        names = message("sum over all paths"), message("tried, raised by {by:g}", by=NUDGE)
        values = self.slope, self.step.raised_before(self.picked, NUDGE) / NUDGE
        return AgreeingNumbers(names, values, DIGITS, COMPARED, FIRST)

    @cached_property
    def live(self) -> Network:
        """The whole network; what is asked of weights is dark as yet."""
        made = Network(self.trace.gradient.weights, self.example.picture, room=ROOM)
        for layer, held in zip(made.layers, self.trace.forward.a[1:], strict=True):
            layer.set_activations(held)
        for field in made.weights:
            field.set_light(front=-0.2, behind=MANY_VISIBLE, ahead=0, crest=1, backward=True)
        return made

    @cached_property
    def meaning(self):
        """What edges mean then."""
        made = note("edges: the derivative by each weight; a scale of its own in each step")
        return made.stand_at(LEFT_RIM, FOOT, LEFT)
