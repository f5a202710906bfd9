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
from numpy.lib.stride_tricks import sliding_window_view

from network.digits import SIDE
from network.examples import Example
from scenes.lecture import LectureScene
from scenes.mobjects.layer_numbers import LayerNumbers
from scenes.mobjects.layer_pair import LayerPair
from scenes.mobjects.layer_symbols import SQUISH, LayerSymbols, step_formula
from scenes.mobjects.pixel_grid import PixelGrid
from scenes.mobjects.race import Race
from scenes.mobjects.rewrite import Rewrite
from scenes.mobjects.source_code import SourceCode
from scenes.mobjects.words import formula, words

#: Where the two layers are at first, and how much larger than later, beside the symbols.
CENTRE, LARGER, PAIR_AT = (0, -0.6, 0), 1.3, (-4.85, -0.6, 0)

#: The line above everything, and the middle of the symbols.
TOP, SYMBOLS_AT = 2.95, (2.3, -0.45, 0)

#: Room for the symbols, scene units.
SYMBOLS_WIDTH = 9.1

#: Where the real numbers are, their width, and the picture they come from.
NUMBERS_AT, NUMBERS_WIDTH, PICTURE_AT = (0, 0.65, 0), 11.4, (-4.6, -2.45, 0)

#: How many neighbouring pixels are drawn with their real numbers.
SOME_PIXELS = 4

#: What the computer is told to do, by the name of the hidden layers' activation function.
SQUISHED = {"sigmoid": "1 / (1 + np.exp(-z))", "relu": "np.maximum(z, 0)"}
LAYER = "import numpy as np\n\ndef layer(W, a, b):\n    z = W @ a + b\n    return {squished}"

#: The same sums twice, as they are timed in network/trials.py.
PRODUCT = "z = W @ a + b"
LOOPS = """z = []
for row, total in zip(W, b):
    for w, x in zip(row, a):
        total += w * x
    z.append(total)"""

#: About how long the loops' bar takes to fill.
RACE_SECONDS = 6


class Notation(LectureScene):
    """Symbols of a layer gather into a vector and a matrix; then real numbers take their place."""

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
        self.fill_in_real_numbers()
        self.follow_the_rows()
        self.tell_a_computer()
        self.race_against_loops()
        self.write_down_the_whole_network()

    def draw_two_layers(self):
        inputs, neurons = counts = self.network.mlp.sizes[:2]
        self.symbols = LayerSymbols(counts, self.network.mlp.activation, SYMBOLS_WIDTH)
        shown = self.symbols.columns, self.symbols.rows
        self.pair = LayerPair(counts, shown, 2.4, 3.4).scale(LARGER).move_to(CENTRE)
        line = "Two neighbouring layers: {inputs} pixels, and the {neurons} neurons they feed."
        with self.say(line, inputs=inputs, neurons=neurons):
            self.play(FadeIn(self.pair.starts), FadeIn(self.pair.ends), run_time=self.look.normal)
            self.play(
                LaggedStart(*(Create(fan) for fan in self.pair.edges), lag_ratio=0.4),
                run_time=self.look.slow,
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
                self.play(LaggedStart(*map(FadeIn, names), lag_ratio=0.3), run_time=look.normal)
                self.play(FadeIn(last, shift=0.1 * UP), run_time=look.quick)

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
                    run_time=self.look.normal,
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
            self.play(
                Create(frame), self.pair.animate.set_highlight(0, start), run_time=self.look.normal
            )
        self.play(FadeOut(frame), run_time=self.look.quick)

    def see_that_it_is_too_long(self):
        inputs, neurons = self.network.mlp.sizes[:2]
        line = (
            "Written out, that is {inputs} products, for one neuron of {neurons}. Correct, but "
            "nobody wants to read it."
        )
        with self.say(line, inputs=inputs, neurons=neurons):
            for row in [*self.symbols.rows, None]:
                self.play(self.pair.animate.set_highlight(row), run_time=self.look.normal)

    def gather_the_activations(self):
        self.symbols.lay(False, SYMBOLS_AT)
        inputs = self.symbols.inputs
        drawing = VGroup(self.pair, self.names, self.lasts)
        with self.say("So let us sort the symbols. The activations line up in a column: a vector."):
            self.play(
                drawing.animate.scale(1 / LARGER, about_point=self.pair.get_center()).shift(
                    np.subtract(PAIR_AT, CENTRE)
                ),
                run_time=self.look.normal,
            )
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[0], inputs.entries, strict=True)
            ]
            self.play(LaggedStart(*arrive, lag_ratio=0.3), run_time=self.look.slow)
            self.play(FadeIn(inputs.dots, inputs.brackets), run_time=self.look.quick)
        self.add(inputs)

    def gather_the_weights(self):
        weights, columns = self.symbols.weights, range(len(self.symbols.columns))
        line = (
            "The weights fill a table, a matrix. Each of its rows is the fan of edges into one "
            "neuron."
        )
        with self.say(line):
            self.play(FadeIn(weights.brackets), run_time=self.look.quick)
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
                    run_time=self.look.normal,
                )
            self.play(FadeIn(weights.dots), run_time=self.look.quick)
        self.add(weights)

    def multiply_row_by_column(self):
        line = "A row times the column: multiply in pairs and add. That is the first neuron's sum."
        with self.say(line):
            self.play(
                FadeIn(self.symbols.equals, self.symbols.sums.brackets),
                self.symbols.inputs.animate.set_highlight(column=0),
                run_time=self.look.quick,
            )
            self.multiply(0, self.look.slow)

    def go_on_to_the_last_row(self):
        with self.say("The next row makes the next neuron's sum, and so on to the last one."):
            for row in self.symbols.rows[1:]:
                self.multiply(row, self.look.normal)
            self.play(FadeIn(self.symbols.sums.dots), run_time=self.look.quick)
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
                    run_time=self.look.normal,
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
            self.play(FadeIn(symbols.opening, symbols.closing), run_time=self.look.normal)
            arrive = [
                TransformFromCopy(name, row[0])
                for name, row in zip(self.names[1], symbols.outputs.entries, strict=True)
            ]
            rest = FadeIn(symbols.gives, symbols.outputs.brackets, symbols.outputs.dots)
            self.play(LaggedStart(*arrive, rest, lag_ratio=0.2), run_time=self.look.slow)
            self.play(FadeIn(self.note, shift=0.1 * UP), run_time=self.look.quick)

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
            self.play(
                Rewrite(self.long, self.short),
                *(
                    FadeOut(block, target_position=self.short.part(label), scale=0.2)
                    for label, block in blocks.items()
                ),
                FadeOut(signs, self.note),
                run_time=self.look.slow,
            )
            self.play(FadeOut(self.pair, self.names, self.lasts), run_time=self.look.normal)

    def fill_in_real_numbers(self):
        example = self.own_digit or self.digits.clear(3)
        self.choose_numbers(example)
        line = "Letters stand for numbers. Here is our {label} again: pixels {first} to {last}."
        if example.label is None:
            line = "Letters stand for numbers. Here is your digit: pixels {first} to {last}."
        row, start = divmod(self.pixels[0], SIDE)
        framed = self.picture.animate.set_highlight(row, slice(start, start + SOME_PIXELS))
        with self.say(line, label=example.label, first=self.pixels[0], last=self.pixels[-1]):
            self.play(FadeIn(self.picture), FadeIn(self.source), run_time=self.look.normal)
            self.play(framed, run_time=self.look.normal)
            self.play(
                FadeIn(self.numbers.inputs, target_position=self.picture, scale=0.3),
                FadeIn(self.numbers.titles[1]),
                run_time=self.look.normal,
            )
        line = "Here are the weights that meet them, in {drawn} of {rows} rows, and the biases."
        drawn, numbers = len(self.numbers.weights.rows), self.numbers
        with self.say(line, drawn=drawn, rows=self.network.mlp.sizes[1]):
            self.play(
                FadeIn(numbers.weights, numbers.row_names, numbers.titles[0]),
                run_time=self.look.normal,
            )
            self.play(
                FadeIn(numbers.plus, numbers.biases, numbers.titles[2]), run_time=self.look.normal
            )

    def follow_the_rows(self):
        numbers, quick = self.numbers, self.look.quick
        given, made = (numbers.weights, numbers.biases), (numbers.sums, numbers.outputs)
        line = "Row by row, {products} products and a bias make a sum, and the sum an activation."
        with self.say(line, products=self.network.mlp.sizes[0]):
            self.play(
                FadeIn(numbers.equals, numbers.arrow, numbers.titles[3:]),
                *(FadeIn(view.brackets) for view in made),
                run_time=quick,
            )
            for row in numbers.weights.rows:
                self.play(*(view.animate.set_highlight(row=row) for view in given), run_time=quick)
                for view in made:
                    self.play(FadeIn(view.row(row), shift=0.3 * RIGHT), run_time=quick)
            self.play(
                *(view.animate.set_highlight() for view in given),
                *(FadeIn(view.dots) for view in made),
                run_time=quick,
            )
        self.add(*made)

    def tell_a_computer(self):
        code = LAYER.format(squished=SQUISHED[self.network.mlp.activation])
        self.code = SourceCode(code).move_to([2.2, PICTURE_AT[1], 0])
        line = "A computer is told just as briefly. To NumPy, W @ a is the whole matrix product."
        with self.say(line):
            lines = [self.code.line(number) for number in range(len(code.split("\n")))]
            shown = [FadeIn(line, shift=0.1 * RIGHT) for line in lines if len(line)]
            self.play(LaggedStart(*shown, lag_ratio=0.5), run_time=self.look.slow)
        self.add(self.code)

    def race_against_loops(self):
        timing = self.experiments.timing
        self.race = Race(
            (LOOPS, PRODUCT),
            ("two loops in plain Python", "one matrix product in NumPy"),
            (timing.loop_seconds, timing.product_seconds),
        )
        slower = float(f"{RACE_SECONDS / timing.loop_seconds:.1g}")
        notes = self.notes_on_the_race(slower)
        line = "Is that worth a thought? Here are the same sums as two loops, in plain Python."
        with self.say(line):
            self.play(
                FadeOut(self.numbers, self.picture, self.source, self.code),
                run_time=self.look.normal,
            )
            for lane in self.race.lanes:
                self.play(FadeIn(lane), run_time=self.look.normal)
            self.play(FadeIn(notes), run_time=self.look.quick)
        self.add(self.race)
        line = "While the loops get done once, the product gets done {ratio:.0f} times."
        with self.say(line, ratio=timing.ratio):
            self.play(self.race.run(slower))
        self.wait(self.look.quick)
        self.play(FadeOut(self.race, notes), run_time=self.look.normal)

    def write_down_the_whole_network(self):
        mlp = self.network.mlp
        activations = [mlp.activation_of(step).name for step in range(mlp.steps)]
        lines = VGroup(*(step_formula(*each, 64) for each in enumerate(activations)))
        lines.arrange(DOWN, buff=0.6, aligned_edge=LEFT).move_to([-1.6, 0, 0])
        sizes = VGroup(
            *(
                words(
                    "{0} × {1} weights, {0} biases".format(*weights.shape),
                    self.look.note,
                    self.look.quiet,
                ).next_to(line, RIGHT, buff=0.6)
                for weights, line in zip(mlp.weights, lines, strict=True)
            )
        )
        for size in sizes:
            size.set_x(sizes.get_right()[0], direction=RIGHT)
        line = "That was one layer. {lines} such lines, and the whole network is written down."
        with self.say(line, lines=mlp.steps):
            self.play(Rewrite(self.short, lines[0]), run_time=self.look.slow)
            self.play(
                LaggedStart(*(FadeIn(each, shift=0.3 * DOWN) for each in lines[1:]), lag_ratio=0.6),
                run_time=self.look.slow,
            )
            self.play(FadeIn(sizes, shift=0.2 * LEFT), run_time=self.look.normal)
            self.wait(self.look.normal)

    def multiply(self, row: int, run_time: float):
        """Let a row of weights and the column of activations run together into one sum."""
        symbols = self.symbols
        entry = symbols.sums.entry(row)
        self.play(
            symbols.weights.animate.set_highlight(row=row),
            self.pair.animate.set_highlight(row),
            run_time=self.look.quick,
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
        self.play(
            FadeOut(symbols.equals, symbols.sums),
            symbols.weights.animate.set_highlight(),
            symbols.inputs.animate.set_highlight(),
            self.pair.animate.set_highlight(),
            run_time=self.look.quick,
        )
        self.play(
            symbols.weights.animate.move_to(goal.weights),
            symbols.inputs.animate.move_to(goal.inputs),
            run_time=self.look.normal,
        )
        symbols.lay(True, SYMBOLS_AT)

    def choose_numbers(self, example: Example):
        """Choose inked neighbouring pixels that differ, and some rows; lay out their numbers."""
        mlp, forward = self.network.mlp, example.forward
        ink = sliding_window_view(example.image.reshape(SIDE, SIDE), SOME_PIXELS, axis=1)
        # Where nowhere so many neighbours are inked, those with most ink will do.
        telling = np.where(ink.min(axis=2) > 0.05, ink.std(axis=2), 0) + 1e-3 * ink.sum(axis=2)
        row, start = np.unravel_index(int(telling.argmax()), telling.shape)
        self.pixels = [int(SIDE * row + start) + k for k in range(SOME_PIXELS)]
        last = mlp.sizes[1] - 1
        self.numbers = LayerNumbers(
            mlp.weights[0],
            forward.a[0],
            mlp.biases[0],
            forward.z[0],
            forward.a[1],
            rows=sorted({0, min(1, last), min(2, last), last}),
            columns=self.pixels,
            squish=SQUISH[mlp.activation],
        )
        self.numbers.scale_to_fit_width(NUMBERS_WIDTH).move_to(NUMBERS_AT)
        self.picture = PixelGrid(example.image.reshape(SIDE, SIDE), 2.3).move_to(PICTURE_AT)
        which = f"pixels {self.pixels[0]} to {self.pixels[-1]}"
        self.source = VGroup(
            words(which, self.look.note, self.look.quiet), self.source_of(example)
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.source.next_to(self.picture, RIGHT, buff=0.25, aligned_edge=DOWN)

    def notes_on_the_race(self, slower: float):
        """Return how much it is slowed down, and what was timed on which machine."""
        timing = self.experiments.timing
        machine = "{rows} sums of {columns} products; {processor}, Python {python}, NumPy {numpy}"
        notes = (f"slowed down {slower:,.0f} times", machine.format(**vars(timing)))
        made = [words(note, self.look.note, self.look.quiet) for note in notes]
        made[0].move_to([3.4, 0.1, 0])
        made[1].move_to([0, -3.5, 0])
        return VGroup(*made)
