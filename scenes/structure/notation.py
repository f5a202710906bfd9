"""One layer's arithmetic, from a long sum of symbols to one short line."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    SurroundingRectangle,
    TransformFromCopy,
    VGroup,
)

from scenes.mobjects.writing.rewrite import Rewrite
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.layer_pair import LayerPair
from scenes.structure.drawings.layer_symbols import LayerSymbols
from scenes.structure.drawings.small_product import SmallProduct

#: Where the two layers are at first, and how much larger than later, beside the symbols.
CENTRE, LARGER, PAIR_AT = (0, -0.6, 0), 1.3, (-4.85, -0.6, 0)

#: Weights of two neurons and activations of three, for calculating by hand.
SMALL_WEIGHTS, SMALL_ACTIVATIONS = np.array([[2, 4, -1], [3, -2, 5]]), np.array([1, 0, 1])


class Notation(LectureScene):
    """Symbols of a layer gather into a vector and a matrix, and these into one short line."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.draw_two_layers()
        self.name_the_neurons()
        self.count_from_0()
        self.spell_out_one_neuron()
        self.read_the_indices_of_a_weight()
        self.see_that_it_is_too_long()
        self.gather_the_activations()
        self.gather_the_weights()
        self.multiply_small_numbers_by_hand()
        self.multiply_row_by_column()
        self.go_on_to_the_last_row()
        self.add_one_bias_a_row()
        self.wrap_it_all()
        self.collapse_into_one_line()

    def draw_two_layers(self):
        mlp = self.network.mlp
        inputs, neurons = counts = mlp.sizes[:2]
        self.symbols = LayerSymbols(counts, mlp.activation)
        self.pair = LayerPair(counts, (self.symbols.columns, self.symbols.rows), 2.4, 3.4)
        self.pair.scale(LARGER).move_to(CENTRE)
        line = (
            "Two neighbouring layers: {inputs} pixels, and the {neurons} {neurons:neuron|neurons} "
            "they feed. For once, dots stand for what is not drawn."
        )
        with self.say(line, inputs=inputs, neurons=neurons):
            self.play(FadeIn(self.pair.starts), FadeIn(self.pair.ends))
            self.slowly(LaggedStart(*(Create(fan) for fan in self.pair.edges), lag_ratio=0.4))
            self.add(self.pair)

    def name_the_neurons(self):
        self.names = self.pair.symbols(self.symbols)
        line = "Every activation gets a name. The number in brackets tells the layer."
        with self.say(line):
            for names in self.names:
                self.play(LaggedStart(*map(FadeIn, names), lag_ratio=0.3))

    def count_from_0(self):
        counts, symbols = self.network.mlp.sizes[:2], self.symbols
        self.lasts = self.pair.last_indices(symbols)
        line = (
            "The number below counts the neurons, and it starts at 0. So the last of {inputs} "
            "pixels is number {last}. In short, n."
        )
        with self.say(line, inputs=counts[0], last=counts[0] - 1):
            self.play(Indicate(self.names[0][0], 1.3, self.look.accent))
            self.play(Indicate(self.names[0][-1], 1.3, self.look.accent))
            self.play(FadeIn(self.lasts[0], shift=0.1 * UP))
        if symbols.last_name(1):
            line = "In the layer they feed, the last number is {last}. In short, k."
            with self.say(line, last=counts[1] - 1):
                self.play(Indicate(self.names[1][-1], 1.3, self.look.accent))
                self.play(FadeIn(self.lasts[1], shift=0.1 * UP))

    def spell_out_one_neuron(self):
        self.long = self.symbols.long()
        part = self.long.part
        line = "Take the first neuron. Every activation is multiplied by its weight. All is added."
        with self.say(line):
            self.quickly(self.pair.animate.set_highlight(0))
            self.quickly(TransformFromCopy(self.names[1][0], part("out")), FadeIn(part("is")))
            places = zip(self.names[0], self.pair.fan(0), strict=True)
            for number, (name, edge) in enumerate(places):
                between = [FadeIn(part(f"plus{number}"))] if number else []
                self.play(
                    TransformFromCopy(name, part(f"a{number}")),
                    FadeIn(part(f"w{number}"), target_position=edge.get_center()),
                    *between,
                )
        line = choose(
            (self.squish == "relu", "Then comes the bias. And around it all goes ReLU."),
            (self.squish == "tanh", "Then comes the bias. And around it all goes tanh."),
            otherwise="Then comes the bias. And around it all goes the sigmoid.",
        )
        with self.say(line):
            self.play(FadeIn(part("b"), shift=0.2 * DOWN))
            wrap = VGroup(*(part(label) for label in ("squish", "opening", "closing")))
            self.play(FadeIn(wrap, scale=1.1))
            self.add(self.long)

    def read_the_indices_of_a_weight(self):
        start = self.symbols.columns[1]
        weight = self.long.part("w1")
        frame = SurroundingRectangle(weight, color=self.look.accent, buff=0.11, stroke_width=3)
        line = (
            "A weight has two numbers below. The first says where its edge leads to, the second "
            "where it comes from."
        )
        with self.say(line):
            self.play(Create(frame))
        line = "So this weight leads to neuron {to}, and comes from pixel {start}."
        with self.say(line, to=0, start=start):
            self.play(self.pair.animate.set_highlight(0, start))
        self.quickly(FadeOut(frame))

    def see_that_it_is_too_long(self):
        line = (
            "Written out, that is {inputs} products for each neuron. Correct, but nobody wants to "
            "read it."
        )
        with self.say(line, inputs=self.network.mlp.sizes[0]):
            for row in [*self.symbols.rows, None]:
                self.play(self.pair.animate.set_highlight(row))

    def gather_the_activations(self):
        self.symbols.lay(False)
        inputs = self.symbols.inputs
        self.drawing = VGroup(self.pair, self.names, self.lasts)
        line = (
            "So let us sort the symbols. The activations stand in a column. It is called a vector."
        )
        with self.say(line):
            smaller = self.drawing.animate.scale(1 / LARGER, about_point=self.pair.get_center())
            self.play(smaller.shift(np.subtract(PAIR_AT, CENTRE)))
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[0], inputs.entries, strict=True)
            ]
            self.slowly(LaggedStart(*arrive, lag_ratio=0.3))
            self.quickly(FadeIn(inputs.dots, inputs.brackets))
            self.add(inputs)

    def gather_the_weights(self):
        weights = self.symbols.weights
        with self.say("The weights fill a table. It is called a matrix."):
            self.quickly(FadeIn(weights.brackets))
            self.let_weights_arrive(0)
        line = "Each of its rows is the fan of edges into one neuron."
        with self.say(line):
            for row in self.symbols.rows[1:]:
                self.let_weights_arrive(row)
            self.quickly(FadeIn(weights.dots))
            self.rest()
            self.add(weights)

    def let_weights_arrive(self, row: int):
        """Let a row of the matrix come: the first one from the long sum."""
        entries = self.symbols.weights.row(row)
        if row == 0:
            parts = [self.long.part(f"w{k}") for k in range(len(self.symbols.columns))]
            arrive = list(map(TransformFromCopy, parts, entries))
        else:
            arrive = [FadeIn(entry, shift=0.4 * RIGHT) for entry in entries]
        self.play(self.pair.animate.set_highlight(row), LaggedStart(*arrive, lag_ratio=0.2))

    def multiply_small_numbers_by_hand(self):
        stage = self.long, self.drawing, self.symbols.weights, self.symbols.inputs
        small = self.small = SmallProduct(SMALL_WEIGHTS, SMALL_ACTIVATIONS)
        line = (
            "How a row meets the column is best tried by hand. Three activations, two neurons, and "
            "numbers that we made up."
        )
        with self.say(line):
            self.play(self.pair.animate.set_highlight())
            self.quickly(FadeOut(*stage))
            self.play(FadeIn(small.matrix, small.vector, small.remark))
            self.quickly(FadeIn(small.equals, small.product.brackets))
        with self.say("The first row: 2 times 1, plus 4 times 0, minus 1 times 1. That makes 1."):
            self.calculate(0)
        with self.say("The second row: 3 times 1, minus 2 times 0, plus 5 times 1. That makes 8."):
            self.calculate(1)
        line = "Each row goes along the column once, and leaves one number. Two rows, two sums."
        with self.say(line):
            self.play(*small.frame())
            self.rest()
        self.quickly(FadeOut(small))
        self.quickly(FadeIn(*stage))

    def calculate(self, row: int):
        """Let a row of the small matrix run along the column, in numbers."""
        self.play(*self.small.frame(row)[:2])
        self.slowly(FadeIn(self.small.lines[row], shift=0.2 * RIGHT))
        self.play(FadeIn(self.small.product.row(row), shift=0.3 * RIGHT))

    def multiply_row_by_column(self):
        line = (
            "With symbols it goes the same way. The first row times the column is the first "
            "neuron's sum, still without its bias."
        )
        with self.say(line):
            self.quickly(
                FadeIn(self.symbols.equals, self.symbols.sums.brackets),
                self.symbols.inputs.animate.set_highlight(column=0),
            )
            self.multiply(0)
            self.rest()

    def go_on_to_the_last_row(self):
        rows = self.symbols.rows[1:]
        line = choose(
            (len(rows) == 1, "The second row makes the second neuron's sum."),
            otherwise="The next row makes the next neuron's sum, and so on to the last one.",
        )
        if rows:
            with self.say(line):
                for row in rows:
                    self.multiply(row)
                self.quickly(FadeIn(self.symbols.sums.dots))
        self.add(self.symbols.sums)

    def add_one_bias_a_row(self):
        symbols = self.symbols
        line = "Then the biases. Each row belongs to one neuron, so each row gets one bias."
        with self.say(line):
            self.make_room_for_biases()
            self.quickly(FadeIn(symbols.plus, symbols.biases.brackets))
            for row in symbols.rows:
                self.play(
                    FadeIn(symbols.biases.row(row), shift=0.2 * LEFT),
                    symbols.weights.animate.set_highlight(row=row),
                    self.pair.animate.set_highlight(row),
                )
            self.quickly(
                FadeIn(symbols.biases.dots),
                symbols.weights.animate.set_highlight(),
                self.pair.animate.set_highlight(),
            )
            self.add(symbols.biases)

    def wrap_it_all(self):
        line = choose(
            (self.squish == "relu", "Around it all goes ReLU. It takes every entry by itself."),
            (self.squish == "tanh", "Around it all goes tanh. It takes every entry by itself."),
            otherwise="Around it all goes the sigmoid. It takes every entry by itself.",
        )
        symbols, self.remark = self.symbols, self.symbols.entry_by_entry()
        with self.say(line):
            self.play(FadeIn(symbols.opening, symbols.closing))
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[1], symbols.outputs.entries, strict=True)
            ]
            rest = FadeIn(symbols.gives, symbols.outputs.brackets, symbols.outputs.dots)
            self.slowly(LaggedStart(*arrive, rest, lag_ratio=0.2))
            self.play(FadeIn(self.remark, shift=0.1 * UP))
            self.rest()

    def collapse_into_one_line(self):
        symbols = self.symbols
        self.add(symbols.outputs)
        self.short = symbols.short()
        with self.say("Now each block gets one letter. W for the weights, b for the biases."):
            self.slowly(
                Rewrite(self.long, self.short),
                *(
                    FadeOut(block, target_position=self.short.part(label), scale=0.2)
                    for label, block in symbols.blocks.items()
                ),
                FadeOut(symbols.signs, self.remark),
            )
        with self.say("And a whole layer fits into one short line."):
            self.play(FadeOut(self.drawing))
            self.rest()

    @property
    def squish(self) -> str:
        """What the first layer makes of its sums."""
        return self.network.mlp.activation

    def multiply(self, row: int):
        """Let a row of weights and the column of activations light up, and make one sum."""
        symbols = self.symbols
        self.quickly(
            symbols.weights.animate.set_highlight(row=row),
            self.pair.animate.set_highlight(row),
        )
        both = symbols.weights.row(row), symbols.inputs.entries
        self.play(*(Indicate(each, 1, self.look.accent) for each in both))
        self.play(FadeIn(symbols.sums.entry(row), shift=0.3 * RIGHT))

    def make_room_for_biases(self):
        """Take the sums away again, and move matrix and column to where they end up."""
        symbols = self.symbols
        goal = symbols.copy().lay(True)
        self.quickly(
            FadeOut(symbols.equals, symbols.sums),
            symbols.weights.animate.set_highlight(),
            symbols.inputs.animate.set_highlight(),
            self.pair.animate.set_highlight(),
        )
        self.play(
            symbols.weights.animate.move_to(goal.weights),
            symbols.inputs.animate.move_to(goal.inputs),
        )
        symbols.lay(True)
