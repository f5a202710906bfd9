"""Many neurons a layer: two indices tell apart what one neuron a layer had only one of."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    TransformFromCopy,
    VGroup,
)

from network.questions.chain import example as read_by_chain
from network.questions.last_step import LastStep
from scenes.calculus.drawings.few_neurons import FewNeurons
from scenes.calculus.drawings.last_layers import LastLayers
from scenes.calculus.drawings.many_neurons import (
    ALL_COSTS,
    ALL_SUMS,
    ALL_WEIGHTS,
    CALLED,
    ONE_COST,
    ONE_SUM,
    ONE_WEIGHT,
)
from scenes.calculus.drawings.numbers_under import NumbersUnder, decimals_to_multiply
from scenes.calculus.drawings.symbols import LiveFormula, SymbolFormula
from scenes.calculus.drawings.weight_table import WeightTable
from scenes.calculus.drawings.with_indices import WithIndices
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: x of both layers, between which heights they are, and that where only a few are drawn.
LAYERS, SPAN, FEW = (-5.7, -2.9), (-2.55, 2.5), (-1.7, 1.7)

#: Baselines of the layers' names, and of how far their indices go.
NAMES, RANGES = 3.05, -3.08

#: Left end of formulas, their baselines, and points.
LEFT_END, COST, SUM, SLOPE, SIZE = -0.95, 2.55, 0.95, -0.75, 44

#: x of the decimal marks of the terms; where the table is, and the weight's symbol beside it.
TERMS, TABLE, WEIGHT = -1.75, (3.0, -0.95, 0), (0.4, 1.05, 0)

#: By how much the weight is raised when that is tried.
NUDGE = 0.001


class Indices(OneImage):
    """The chain's last neurons become layers; its formulas get indices, and stay as they are."""

    only_sigmoid_outputs = True

    def construct(self):
        self.open_section()
        self.give_them_neighbours()
        self.draw_all()
        self.add_up_the_cost()
        self.name_a_weight()
        self.add_up_a_sum()
        self.keep_the_slope()
        self.try_it()

    def give_them_neighbours(self):
        cost = self.one_cost = self.place(SymbolFormula(ONE_COST, SIZE), COST)
        two, few = self.two, self.few
        line = (
            "So far, one neuron a layer. In real layers, indices tell neurons apart: k in the "
            "layer before, j in the last."
        )
        with self.say(line):
            self.play(FadeIn(two, cost))
            self.rest()
            lift = (
                name.animate.move_to(goal) for name, goal in zip(two.names, few.names, strict=True)
            )
            self.quickly(*lift, FadeOut(two.lines))
            self.remove(two.layers)
            pairs = zip(two.layers, few.layers, strict=True)
            grow = [
                TransformFromCopy(one.neurons[0], n) for one, many in pairs for n in many.neurons
            ]
            self.play(*grow, *(FadeIn(layer.dots) for layer in few.layers))
            self.add(few.layers)
            self.quickly(FadeIn(few.lines))
            pairs = zip(two.names, few.names, strict=True)
            self.play(
                *(WithIndices(one, many, CALLED) for one, many in pairs),
                LaggedStart(*map(FadeIn, few.indices), lag_ratio=0.3),
            )
            self.rest(1.5)

    def draw_all(self):
        layers, few = self.layers, self.few
        line = choose(
            (
                not self.recorded,
                "Here are the last two layers of our network, as they read the {digit} of lecture "
                "3.",
            ),
            otherwise="Here are the last two layers of our half-trained network, as they read the "
            "{digit} of lecture 3.",
        )
        with self.say(line, digit=self.label):
            self.quickly(FadeOut(few.lines, few.indices))
            lift = (name.animate.shift([0, NAMES - name.baseline, 0]) for name in few.names)
            moves = few.become_all((layers.before, layers.outputs))
            self.play(*moves, *(FadeOut(layer.dots) for layer in few.layers), *lift)
            self.add(layers.before, layers.outputs)
            self.play(FadeIn(layers.edges, self.ranges, self.source))
            self.add(layers)
            self.rest(3)

    def add_up_the_cost(self):
        line = "The cost of this image adds up {count} squares, one for each output."
        with self.say(line, count=len(self.trace.wanted)):
            self.play(WithIndices(self.one_cost, self.cost, CALLED))
            self.play(LaggedStart(*map(FadeIn, self.squares), lag_ratio=0.15))
            self.play(TransformFromCopy(VGroup(*self.squares), self.total))
        self.rest()
        self.quickly(FadeOut(self.squares, self.total))

    def name_a_weight(self):
        to, start = self.picked
        table, symbol = self.table, self.weight
        line = (
            "A weight needs both: to j, from k. This one leads to output {to}, from neuron "
            "{start}. In the table of weights: row {to}, column {start}."
        )
        with self.say(line, to=to, start=start):
            self.quickly(FadeIn(symbol.formula, self.reading))
            self.play(Create(self.edge[0]), *map(Create, self.edge[1]))
            self.play(FadeIn(table.grid, table.rows, table.columns))
            self.play(Create(table.row), Create(table.column))
            self.play(FadeIn(symbol.row, shift=0.1 * UP), FadeIn(self.of_table))
            self.rest(1.5)
        self.rest()
        gone = (symbol, self.reading, table, self.of_table)
        self.quickly(FadeOut(*gone))

    def add_up_a_sum(self):
        to, edges = self.picked[0], self.layers.edges
        one = self.place(SymbolFormula(ONE_SUM, SIZE), SUM)
        many = self.place(SymbolFormula(ALL_SUMS, SIZE), SUM)
        line = "The sum of neuron j adds up what comes in along all its edges, and its bias."
        with self.say(line):
            self.quickly(FadeIn(one))
            self.slowly(WithIndices(one, many, CALLED), edges.animate.focus(edges.edges_into(to)))
            self.rest(2)
        self.rest(0.5)

    def keep_the_slope(self):
        one = self.place(SymbolFormula(ONE_WEIGHT, SIZE), SLOPE)
        slope = self.slope
        line = "And the derivative by a weight? The same three factors. Only the indices are new."
        with self.say(line):
            self.quickly(FadeIn(one))
            self.play(WithIndices(one, slope, CALLED))
            self.play(FadeIn(self.under, shift=0.1 * DOWN))
            self.rest(2)
        self.rest()

    def try_it(self):
        ratio = self.change / NUDGE
        told = VGroup(
            note("tried: this weight raised by {nudge:g}", room=6, nudge=NUDGE),
            words(
                "{change:+.6f} / {nudge:g} = {ratio:.3f}",
                change=self.change,
                nudge=NUDGE,
                ratio=ratio,
            ),
        )
        for place, text in enumerate(told):
            text.stand_at(LEFT_END, SLOPE - 1.75 - 0.55 * place, LEFT)
        line = choose(
            (
                abs(ratio) < 0.0005,
                "Tried: raise this weight by {nudge:g}. The cost hardly changes, as calculated.",
            ),
            (
                ratio < 0,
                "Tried: raise this weight by {nudge:g}. The cost falls {ratio:.3f} times as much.",
            ),
            otherwise="Tried: raise this weight by {nudge:g}. The cost rises {ratio:.3f} times as "
            "much.",
        )
        with self.say(line, nudge=NUDGE, ratio=abs(ratio)):
            self.play(FadeIn(told[0]))
            self.play(FadeIn(told[1], shift=0.1 * UP))
            self.rest(2.5)
        self.rest(1.5)

    def place(self, made: SymbolFormula, baseline: float) -> SymbolFormula:
        """Put a formula where formulas of its kind stand."""
        return made.stand_at(LEFT_END, baseline, LEFT)

    @cached_property
    def step(self) -> LastStep:
        """How the cost hangs on the last weights."""
        return LastStep(self.mlp, self.trace)

    @property
    def picked(self) -> tuple[int, int]:
        """The last weight along which the cost changes most: to, from."""
        return self.step.steepest_weight

    @property
    def change(self) -> float:
        """By how much the cost really changes when that weight is raised, as it is shown."""
        return round(self.step.raised_weight(*self.picked, NUDGE), 6) + 0.0

    @cached_property
    def two(self) -> FewNeurons:
        """One neuron a layer: the last two of the chain, as the sections before left them."""
        reading = read_by_chain(self.chain.mlp, self.digits.digits).reading
        held = np.array(reading.a[-2:])[:, None]
        names = "a^((L-1))", "a^((L))"
        return FewNeurons(held, ([0], [0]), names, LAYERS, FEW, SIZE)

    @cached_property
    def few(self) -> FewNeurons:
        """Three neurons of the layer before and two outputs; the picked ones among them."""
        (to, start), last = self.picked, len(self.before) - 1
        shown = sorted({0, min(1, last), min(max(start, 2), last)}), sorted({0, max(to, 1)})
        held, names = (self.before, self.step.output), ("a_k^((L-1))", "a_j^((L))")
        return FewNeurons(held, shown, names, LAYERS, FEW, SIZE)

    @cached_property
    def source(self) -> VGroup:
        """Which image, and which network."""
        network = note(self.when, room=7.4)
        return VGroup(
            note(self.shown_digits.name, room=5.5).stand_at(LEFT_RIM, FOOT, LEFT),
            network.stand_at(LEFT_END, FOOT, LEFT),
        )

    @cached_property
    def cost(self) -> SymbolFormula:
        """The cost of one image."""
        return self.place(SymbolFormula(ALL_COSTS, SIZE), COST)

    @cached_property
    def ranges(self) -> VGroup:
        """How far both indices go."""
        ends = zip("kj", (len(self.before), len(self.trace.wanted)), LAYERS, strict=True)
        return VGroup(
            *(
                note("{index} = 0 … {last}", index=index, last=count - 1).stand_at(x, RANGES)
                for index, count, x in ends
            )
        )

    @cached_property
    def layers(self) -> LastLayers:
        """All neurons and all edges of the last step."""
        held = self.before, self.step.output
        return LastLayers(self.step.weights, *held, LAYERS, SPAN)

    @cached_property
    def squares(self) -> VGroup:
        """The ten terms of the cost beside their outputs; they add up as shown."""
        shown = rounded_to_add_up(self.step.squares.tolist(), 2, self.trace.cost)
        made = VGroup()
        for value, (_, y) in zip(shown, self.layers.outputs.centres(), strict=True):
            number = Numeral(value, 2, self.look.note, self.look.wrong)
            made.add(number.move_point_to(np.array([TERMS, y - 0.1, 0])))
        return made

    @cached_property
    def total(self) -> Numeral:
        """The cost, below its formula."""
        made = Numeral(self.trace.cost, 2, self.look.label, self.look.wrong)
        return made.move_to([self.cost.symbol("C_0").get_x(), COST - 0.9, 0])

    @cached_property
    def weight(self) -> LiveFormula:
        """The weight's symbol, and its number."""
        weight = float(self.step.weights[self.picked])
        return LiveFormula("w_(j k)^((L))", {"w_(j k)^((L))": weight}, 2, 60).move_to(WEIGHT)

    @cached_property
    def reading(self) -> Words:
        """How its indices are read."""
        made = words("to j, from k", room=4.5)
        return made.next_to(self.weight.formula, RIGHT, buff=0.5)

    @cached_property
    def table(self) -> WeightTable:
        """The last matrix as a table, with the weight's row and column."""
        return WeightTable(self.step.weights, *self.picked).move_to(TABLE).keep_off(self.weight)

    @cached_property
    def of_table(self) -> Words:
        """Which weight was chosen."""
        made = note(
            "of {count:,}, the cost is most sensitive to this one",
            room=7.4,
            count=self.step.weights.size,
        )
        return made.stand_at(LEFT_END, RANGES, LEFT)

    @cached_property
    def edge(self) -> VGroup:
        """The edge of the weight, lit."""
        return self.layers.picked(*self.picked, self.look.weight)

    @cached_property
    def slope(self) -> SymbolFormula:
        """The derivative by a weight."""
        return self.place(SymbolFormula(ALL_WEIGHTS, SIZE), SLOPE)

    @cached_property
    def under(self) -> NumbersUnder:
        """Its numbers, for the picked weight."""
        slope = float(self.trace.gradient.weights[-1][self.picked])
        values = (slope, *self.step.weight_factors(*self.picked))
        named = dict(zip(("slope", "held", "squish", "gap"), values, strict=True))
        decimals = decimals_to_multiply([named], dict.fromkeys(named, 3) | {"squish": 4})
        return NumbersUnder(self.slope, named, decimals, {"held": self.look.firing})
