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
    LaggedStart,
    Rectangle,
    TransformFromCopy,
    VGroup,
)

from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import formula
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.layer_pair import LayerPair
from scenes.structure.drawings.layer_symbols import LayerSymbols

#: Where the two layers are at first, and how much larger than later, beside the symbols.
CENTRE, LARGER, PAIR_AT = (0, -0.6, 0), 1.3, (-4.85, -0.6, 0)

#: The line above everything, and the middle of the symbols.
TOP, SYMBOLS_AT = 2.95, (2.3, -0.45, 0)

#: Room for the symbols, scene units.
SYMBOLS_WIDTH = 9.1


class Notation(LectureScene):
    """Symbols of a layer gather into a vector and a matrix, and these into one short line."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.draw_two_layers()
        self.name_the_neurons()
        self.spell_out_one_neuron()
        self.read_the_indices_of_a_weight()
        self.see_that_it_is_too_long()
        self.gather_the_activations()
        self.gather_the_weights()
        self.multiply_row_by_column()
        self.go_on_to_the_last_row()
        self.add_one_bias_a_row()
        self.wrap_it_all()
        self.collapse_into_one_line()

    def draw_two_layers(self):
        inputs, neurons = counts = self.network.mlp.sizes[:2]
        self.symbols = LayerSymbols(counts, self.network.mlp.activation, SYMBOLS_WIDTH)
        shown = self.symbols.columns, self.symbols.rows
        self.pair = LayerPair(counts, shown, 2.4, 3.4).scale(LARGER).move_to(CENTRE)
        line = "Two neighbouring layers: {inputs} pixels, and the {neurons} neurons they feed."
        with self.say(line, inputs=inputs, neurons=neurons):
            self.play(FadeIn(self.pair.starts), FadeIn(self.pair.ends))
            self.slowly(
                LaggedStart(*(Create(fan) for fan in self.pair.edges), lag_ratio=0.4),
            )
        self.add(self.pair)

    def name_the_neurons(self):
        look, layers = self.look, (self.pair.starts, self.pair.ends)
        self.names, self.lasts = VGroup(), VGroup()
        for number, layer in enumerate(layers):
            names = [formula(self.symbols.activation(number, i), 36) for i in layer.shown]
            self.names.add(layer.labels(names, (LEFT, RIGHT)[number], buff=0.18))
            last = formula(f"{'nk'[number]} = {layer.count - 1}", 36, look.quiet)
            self.lasts.add(last.move_to([layer.get_x(), self.pair.get_bottom()[1] - 0.4, 0]))
        line = (
            "Every activation gets a name. The number in brackets is the layer; the index below "
            "counts its neurons, from 0."
        )
        with self.say(line):
            for names, last in zip(self.names, self.lasts, strict=True):
                self.play(LaggedStart(*map(FadeIn, names), lag_ratio=0.3))
                self.quickly(FadeIn(last, shift=0.1 * UP))

    def spell_out_one_neuron(self):
        self.long = self.symbols.long(40).move_to([0, TOP, 0])
        part, quick = self.long.part, self.look.quick
        line = (
            "Take the first neuron. Every activation times its weight, all added up, plus a bias; "
            "and the sigmoid of that."
        )
        if self.network.mlp.activation == "relu":
            line = (
                "Take the first neuron. Every activation times its weight, all added up, plus a "
                "bias; and ReLU of that."
            )
        with self.say(line):
            self.play(self.pair.animate.set_highlight(0), run_time=quick)
            self.play(
                TransformFromCopy(self.names[1][0], part("out")), FadeIn(part("is")), run_time=quick
            )
            places = zip(self.names[0], self.pair.fan(0), strict=True)
            for number, (name, edge) in enumerate(places):
                between = [FadeIn(part(f"plus{number}"))] if number else []
                self.play(
                    TransformFromCopy(name, part(f"a{number}")),
                    FadeIn(part(f"w{number}"), target_position=edge.get_center()),
                    *between,
                )
            self.play(FadeIn(part("b"), shift=0.2 * DOWN), run_time=quick)
            wrap = VGroup(*(part(label) for label in ("squish", "opening", "closing")))
            self.play(FadeIn(wrap, scale=1.1), run_time=quick)
        self.add(self.long)

    def read_the_indices_of_a_weight(self):
        start = self.symbols.columns[1]
        weight = self.long.part("w1")
        frame = Rectangle(color=self.look.accent, stroke_width=3).move_to(weight)
        frame.stretch_to_fit_width(weight.width + 0.2).stretch_to_fit_height(weight.height + 0.25)
        line = "A weight has two indices: first where its edge leads to, then where it comes from."
        with self.say(line):
            self.play(Create(frame), self.pair.animate.set_highlight(0, start))
        self.quickly(FadeOut(frame))

    def see_that_it_is_too_long(self):
        inputs, neurons = self.network.mlp.sizes[:2]
        line = (
            "Written out, that is {inputs} products, for one neuron of {neurons}. Correct, but "
            "nobody wants to read it."
        )
        with self.say(line, inputs=inputs, neurons=neurons):
            for row in [*self.symbols.rows, None]:
                self.play(self.pair.animate.set_highlight(row))

    def gather_the_activations(self):
        self.symbols.lay(False, SYMBOLS_AT)
        inputs = self.symbols.inputs
        drawing = VGroup(self.pair, self.names, self.lasts)
        with self.say("So let us sort the symbols. The activations line up in a column: a vector."):
            self.play(
                drawing.animate.scale(1 / LARGER, about_point=self.pair.get_center()).shift(
                    np.subtract(PAIR_AT, CENTRE)
                ),
            )
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[0], inputs.entries, strict=True)
            ]
            self.slowly(LaggedStart(*arrive, lag_ratio=0.3))
            self.quickly(FadeIn(inputs.dots, inputs.brackets))
        self.add(inputs)

    def gather_the_weights(self):
        weights, columns = self.symbols.weights, range(len(self.symbols.columns))
        line = (
            "The weights fill a table, a matrix. Each of its rows is the fan of edges into one "
            "neuron."
        )
        with self.say(line):
            self.quickly(FadeIn(weights.brackets))
            for row in self.symbols.rows:
                arrive = [
                    FadeIn(entry, target_position=edge.get_center())
                    for entry, edge in zip(weights.row(row), self.pair.fan(row), strict=True)
                ]
                if row == 0:
                    parts = [self.long.part(f"w{k}") for k in columns]
                    arrive = list(map(TransformFromCopy, parts, weights.row(row)))
                self.play(
                    self.pair.animate.set_highlight(row),
                    LaggedStart(*arrive, lag_ratio=0.2),
                )
            self.quickly(FadeIn(weights.dots))
        self.add(weights)

    def multiply_row_by_column(self):
        line = "A row times the column: multiply in pairs and add. That is the first neuron's sum."
        with self.say(line):
            self.quickly(
                FadeIn(self.symbols.equals, self.symbols.sums.brackets),
                self.symbols.inputs.animate.set_highlight(column=0),
            )
            self.multiply(0, self.look.slow)

    def go_on_to_the_last_row(self):
        with self.say("The next row makes the next neuron's sum, and so on to the last one."):
            for row in self.symbols.rows[1:]:
                self.multiply(row, self.look.normal)
            self.quickly(FadeIn(self.symbols.sums.dots))
        self.add(self.symbols.sums)

    def add_one_bias_a_row(self):
        symbols, quick = self.symbols, self.look.quick
        line = (
            "Then the biases: one for each row. So their column ends with index {last}, as the "
            "rows do."
        )
        with self.say(line, last=symbols.index_name(1, symbols.rows[-1])):
            self.make_room_for_biases()
            self.play(FadeIn(symbols.plus, symbols.biases.brackets), run_time=quick)
            for row in symbols.rows:
                self.play(
                    FadeIn(symbols.biases.row(row), shift=0.2 * LEFT),
                    symbols.weights.animate.set_highlight(row=row),
                    self.pair.animate.set_highlight(row),
                )
            self.play(
                FadeIn(symbols.biases.dots),
                symbols.weights.animate.set_highlight(),
                self.pair.animate.set_highlight(),
                run_time=quick,
            )
        self.add(symbols.biases)

    def wrap_it_all(self):
        line = "The sigmoid goes around it all. Of a column it is taken entry by entry."
        if self.network.mlp.activation == "relu":
            line = "ReLU goes around it all. Of a column it is taken entry by entry."
        symbols, self.note = self.symbols, self.symbols.entry_by_entry()
        self.note.move_to([SYMBOLS_AT[0], -2.95, 0])
        with self.say(line):
            self.play(FadeIn(symbols.opening, symbols.closing))
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[1], symbols.outputs.entries, strict=True)
            ]
            rest = FadeIn(symbols.gives, symbols.outputs.brackets, symbols.outputs.dots)
            self.slowly(LaggedStart(*arrive, rest, lag_ratio=0.2))
            self.quickly(FadeIn(self.note, shift=0.1 * UP))

    def collapse_into_one_line(self):
        symbols = self.symbols
        self.add(symbols.outputs)
        self.short = symbols.short(56).move_to([0, TOP, 0])
        blocks = {
            "out": symbols.outputs,
            "W": symbols.weights,
            "in": symbols.inputs,
            "b": symbols.biases,
        }
        signs = VGroup(symbols.opening, symbols.closing, symbols.plus, symbols.gives)
        with self.say("Now give each block one letter. A whole layer fits into a short line."):
            self.slowly(
                Rewrite(self.long, self.short),
                *(
                    FadeOut(block, target_position=self.short.part(label), scale=0.2)
                    for label, block in blocks.items()
                ),
                FadeOut(signs, self.note),
            )
            self.play(FadeOut(self.pair, self.names, self.lasts))

    def multiply(self, row: int, run_time: float):
        """Let a row of weights and the column of activations run together into one sum."""
        symbols = self.symbols
        entry = symbols.sums.entry(row)
        self.quickly(
            symbols.weights.animate.set_highlight(row=row),
            self.pair.animate.set_highlight(row),
        )
        leaving = [symbols.weights.row(row).copy(), symbols.inputs.entries.copy()]
        self.play(
            *(FadeOut(each, target_position=entry, scale=0.6) for each in leaving),
            FadeIn(entry, shift=0.3 * RIGHT),
            run_time=run_time,
        )

    def make_room_for_biases(self):
        """Take the sums away again, and move matrix and column to where they end up."""
        symbols = self.symbols
        goal = symbols.copy().lay(True, SYMBOLS_AT)
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
        symbols.lay(True, SYMBOLS_AT)
