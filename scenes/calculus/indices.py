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
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
)
from numpy.typing import NDArray

from scenes.calculus.drawings.last_layers import LastLayers, few_neurons, lines_between
from scenes.calculus.drawings.numbers_under import NumbersUnder
from scenes.calculus.drawings.symbols import LiveFormula, SymbolFormula
from scenes.calculus.drawings.weight_table import WeightTable
from scenes.calculus.drawings.with_indices import WithIndices
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, note, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: x of both layers, between which heights they are, and that where only a few are drawn.
LAYERS, SPAN, FEW = (-5.7, -2.9), (-2.75, 2.5), (-1.7, 1.7)

#: Baselines of the layers' names, and of how far their indices go.
NAMES, RANGES = 3.05, -3.3

#: Left end of formulas, their baselines, and points.
LEFT_END, COST, SUM, SLOPE, SIZE = -0.95, 2.55, 0.95, -0.75, 44

#: x of the decimal marks of the terms; where the table is, and the weight's symbol beside it.
TERMS, TABLE, WEIGHT = -1.75, (3.0, -1.3, 0), (0.4, 1.05, 0)

#: By how much the weight is raised when that is tried.
NUDGE = 0.001

#: What the symbols of one neuron a layer are called among many.
CALLED = {
    "w^((L))": "w_(j k)^((L))",
    "b^((L))": "b_j^((L))",
    "z^((L))": "z_j^((L))",
    "a^((L))": "a_j^((L))",
    "a^((L-1))": "a_k^((L-1))",
    "y": "y_j",
    "C_0": "C_0",
}

#: The formulas of one neuron a layer, and those of many.
ONE_COST = "C_0 = (a^((L)) - y)^2"
ALL_COSTS = "C_0 = {{ sum_(j=0)^(n_L - 1) : new }} (a_j^((L)) - y_j)^2"
ONE_SUM = "z^((L)) = w^((L)) a^((L-1)) + b^((L))"
ALL_SUMS = "z_j^((L)) = {{ sum_(k=0)^(n_(L-1) - 1) : new }} w_(j k)^((L)) a_k^((L-1)) + b_j^((L))"
ONE_SLOPE = (
    "frac(partial C_0, partial w^((L))) = "
    "a^((L-1)) #h(0.5em) sigma'(z^((L))) #h(0.5em) 2 (a^((L)) - y)"
)
ALL_SLOPES = (
    "{{ frac(partial C_0, partial w_(j k)^((L))) : slope }} = "
    "{{ a_k^((L-1)) : held }} #h(0.5em) {{ sigma'(z_j^((L))) : squish }} #h(0.5em) "
    "{{ 2 (a_j^((L)) - y_j) : gap }}"
)


class Indices(OneImage):
    """The chain's last neurons become layers; its formulas get indices, and stay as they are."""

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
        cost = self.place(SymbolFormula(ONE_COST, SIZE), COST)
        self.cost = self.place(SymbolFormula(ALL_COSTS, SIZE), COST)
        singles, few = self.singles, self.few
        names = [SymbolFormula(each, SIZE) for each in ("a^((L-1))", "a^((L))")]
        for name, single in zip(names, singles, strict=True):
            name.next_to(single, UP, buff=0.3)
        self.source = note("{data}; the network after {steps:,} steps", **self.origin, room=6)
        self.source.stand_at(LEFT_RIM, FOOT - 0.2, LEFT)
        line = (
            "So far, one neuron a layer. Real layers have many. So an index tells them apart: "
            "k in the layer before, j in the last one."
        )
        with self.say(line):
            self.play(FadeIn(*singles, self.link, cost), *map(FadeIn, names))
            self.rest(0.5)
            grow = [
                TransformFromCopy(single.neurons[0], neuron)
                for single, layer in zip(singles, few, strict=True)
                for neuron in layer.neurons
            ]
            self.remove(*(single for single in singles))
            self.play(*grow, FadeOut(self.link), FadeIn(*(layer.dots for layer in few)))
            self.add(*few)
            self.quickly(
                FadeIn(self.lines),
                *(
                    WithIndices(name, heading, CALLED)
                    for name, heading in zip(names, self.headings, strict=True)
                ),
                LaggedStart(*map(FadeIn, self.numbers), lag_ratio=0.2),
            )
        self.one_cost = cost

    def draw_all(self):
        layers, few = self.layers, self.few
        counts = {"before": len(self.before), "last": len(self.trace.wanted)}
        line = (
            "These are the last two layers of our half-trained network: {before} neurons and "
            "{last}, as they read the {digit} of lecture 3."
        )
        chosen = zip(few, (layers.before, layers.outputs), strict=True)
        with self.say(line, **counts, digit=self.label):
            self.quickly(FadeOut(self.lines, self.numbers))
            moves = [
                ReplacementTransform(neuron, column.neurons[index])
                for layer, column in chosen
                for index, neuron in zip(layer.shown, layer.neurons, strict=True)
            ]
            others = [
                FadeIn(neuron, scale=0.5)
                for layer, column in zip(few, (layers.before, layers.outputs), strict=True)
                for index, neuron in enumerate(column.neurons)
                if index not in layer.shown
            ]
            self.play(*moves, *others, *(FadeOut(layer.dots) for layer in few), *self.lift())
            self.add(layers.before, layers.outputs)
            self.play(FadeIn(layers.edges), FadeIn(self.ranges, self.source))
            self.add(layers)

    def lift(self) -> list:
        """Return the animations of both names to where they stay, over their columns."""
        return [
            name.animate.shift([x - name.get_x(), NAMES - name.baseline, 0])
            for name, x in zip(self.headings, LAYERS, strict=True)
        ]

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
        facts = {"to": to, "start": start, "weight": float(self.weights[to, start])}
        line = (
            "A weight needs both: to j, from k. This one leads to output {to}, from neuron "
            "{start}. So it stands in row {to}, column {start}: {weight:.2f}."
        )
        with self.say(line, **facts):
            self.quickly(FadeIn(symbol.formula, self.reading))
            self.play(Create(self.edge[0]), *map(Create, self.edge[1]))
            self.play(FadeIn(table.grid, table.rows, table.columns))
            self.play(Create(table.row), Create(table.column))
            self.play(FadeIn(symbol.row, shift=0.1 * UP), FadeIn(self.of_table))
        self.rest()
        gone = (symbol, self.reading, table, self.of_table)
        self.quickly(FadeOut(*gone))

    def add_up_a_sum(self):
        to, edges = self.picked[0], self.layers.edges
        one = self.place(SymbolFormula(ONE_SUM, SIZE), SUM)
        many = self.place(SymbolFormula(ALL_SUMS, SIZE), SUM)
        line = "The sum of neuron j adds up what comes in along all its edges."
        with self.say(line):
            self.quickly(FadeIn(one))
            self.play(WithIndices(one, many, CALLED), edges.animate.focus(edges.edges_into(to)))
        self.rest(0.5)

    def keep_the_slope(self):
        one = self.place(SymbolFormula(ONE_SLOPE, SIZE), SLOPE)
        slope = self.slope
        line = "And the derivative by a weight? The same three factors. Only the indices are new."
        with self.say(line):
            self.quickly(FadeIn(one))
            self.play(WithIndices(one, slope, CALLED))
            self.play(FadeIn(self.under, shift=0.1 * DOWN))
        self.rest()

    def try_it(self):
        ratio = self.change / NUDGE
        told = VGroup(
            note("tried: this weight raised by {nudge:g}", room=6, nudge=NUDGE),
            words(
                "{change:+.6f} / {nudge:g} = {ratio:.3f}",
                colour=self.look.wrong,
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
        self.rest(1.5)

    def place(self, made: SymbolFormula, baseline: float) -> SymbolFormula:
        """Put a formula where formulas of its kind stand."""
        return made.stand_at(LEFT_END, baseline, LEFT)

    @property
    def weights(self) -> NDArray[np.float64]:
        """The last matrix, shape (n[K], n[K - 1])."""
        return self.mlp.weights[-1]

    @property
    def picked(self) -> tuple[int, int]:
        """The last weight along which the cost changes most: to, from."""
        slopes = np.abs(self.trace.gradient.weights[-1])
        to, start = np.unravel_index(int(slopes.argmax()), slopes.shape)
        return int(to), int(start)

    @property
    def change(self) -> float:
        """By how much the cost really changes when the weight is raised."""
        to, start = self.picked
        sums = self.trace.forward.z[-1].copy()
        sums[to] += NUDGE * self.before[start]
        outputs = 1 / (1 + np.exp(-sums))
        cost = float(np.square(outputs - self.trace.wanted).sum())
        return round(cost - self.trace.cost, 6) + 0.0

    @property
    def origin(self) -> dict:
        """Which image, and which network."""
        return {"data": self.shown_digits.name, "steps": self.moment.step}

    @cached_property
    def singles(self) -> list[NeuronLayer]:
        """One neuron a layer: the two at the ends of the picked weight."""
        to, start = self.picked
        held = self.before[start : start + 1], self.trace.forward.output[to : to + 1]
        pairs = zip(held, LAYERS, strict=True)
        return [few_neurons(each, [0], x, FEW) for each, x in pairs]

    @cached_property
    def link(self) -> VGroup:
        """The line between these two."""
        return lines_between(*self.singles)

    @cached_property
    def few(self) -> list[NeuronLayer]:
        """Three neurons of the layer before and two outputs; the picked ones among them."""
        to, start = self.picked
        shown = sorted({0, 1, max(start, 2)}), sorted({0, max(to, 1)})
        held = self.before, self.trace.forward.output
        triples = zip(held, shown, LAYERS, strict=True)
        return [few_neurons(each, indices, x, FEW) for each, indices, x in triples]

    @cached_property
    def lines(self) -> VGroup:
        """The lines between these few."""
        return lines_between(*self.few)

    @cached_property
    def numbers(self) -> VGroup:
        """The indices of these few, beside them."""
        made = VGroup()
        for layer, side in zip(self.few, (LEFT, RIGHT), strict=True):
            made.add(*layer.labels([formula(str(each), SIZE) for each in layer.shown], side))
        return made

    @cached_property
    def headings(self) -> list[SymbolFormula]:
        """The names of both layers' activations; over the few neurons at first."""
        names = [SymbolFormula(each, SIZE) for each in ("a_k^((L-1))", "a_j^((L))")]
        for name, layer in zip(names, self.few, strict=True):
            name.next_to(layer, UP, buff=0.35)
        return names

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
        held = self.before, self.trace.forward.output
        return LastLayers(self.weights, *held, LAYERS, SPAN)

    @cached_property
    def squares(self) -> VGroup:
        """The ten terms of the cost beside their outputs; they add up as shown."""
        terms = np.square(self.trace.forward.output - self.trace.wanted)
        shown = rounded_to_add_up(terms.tolist(), 2, self.trace.cost)
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
        weight = float(self.weights[self.picked])
        return LiveFormula("w_(j k)^((L))", {"w_(j k)^((L))": weight}, 2, 60).move_to(WEIGHT)

    @cached_property
    def reading(self):
        """How its indices are read."""
        made = words("to j, from k", room=4.5)
        return made.next_to(self.weight.formula, RIGHT, buff=0.5)

    @cached_property
    def table(self) -> WeightTable:
        """The last matrix as a table, with the weight's row and column."""
        return WeightTable(self.weights, *self.picked).move_to(TABLE)

    @cached_property
    def of_table(self):
        """Which weight was chosen."""
        made = note(
            "of {count:,}, the one that the cost hangs on most", room=7, count=self.weights.size
        )
        return made.stand_at(LEFT_END, FOOT, LEFT)

    @cached_property
    def edge(self) -> VGroup:
        """The edge of the weight, lit."""
        return self.layers.picked(*self.picked, self.look.weight)

    @cached_property
    def slope(self) -> SymbolFormula:
        """The derivative by a weight."""
        return self.place(SymbolFormula(ALL_SLOPES, SIZE), SLOPE)

    @cached_property
    def under(self) -> NumbersUnder:
        """Its numbers, for the picked weight."""
        to, start = self.picked
        output = float(self.trace.forward.output[to])
        values = {
            "slope": float(self.trace.gradient.weights[-1][to, start]),
            "held": float(self.before[start]),
            "squish": output * (1 - output),
            "gap": 2 * (output - float(self.trace.wanted[to])),
        }
        return NumbersUnder(self.slope, values, 3, {"held": self.look.firing})
