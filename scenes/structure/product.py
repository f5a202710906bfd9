"""One layer's arithmetic with real numbers, as a picture, as code, and against the clock."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    VGroup,
)
from numpy.lib.stride_tricks import sliding_window_view

from network.digits.digits import SIDE
from network.questions.examples import Example
from scenes.look.places import FOOT
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.source_code import SourceCode
from scenes.mobjects.writing.words import formula, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import shortened
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.layer_numbers import LayerNumbers
from scenes.structure.drawings.layer_symbols import SQUISH, LayerSymbols, step_formula
from scenes.structure.drawings.race import Race

#: Where the real numbers are, their width, and how high it is below them.
NUMBERS_AT, NUMBERS_WIDTH, BELOW = (0, 0.65, 0), 11.4, -2.45

#: Height of the lines that are the whole network, at most.
LINES_HEIGHT = 6.6

#: The same, and how high they stand, where it is told below them what softmax does.
SHARED_HEIGHT, SHARED_Y, SHARES_Y = 4.9, 0.9, -2.75

#: How many neighbouring pixels are drawn with their real numbers.
SOME_PIXELS = 4

#: What the computer is told to do, by the name of the hidden layers' activation function.
SQUISHED = {
    "sigmoid": "1 / (1 + np.exp(-z))",
    "relu": "np.maximum(z, 0)",
    "tanh": "np.tanh(z)",
}
LAYER = "import numpy as np\n\ndef layer(W, a, b):\n    z = W @ a + b\n    return {squished}"

#: The same sums twice, as they are timed in network/measured/trials.py.
PRODUCT = "z = W @ a + b"
LOOPS = """z = []
for row, total in zip(W, b):
    for w, x in zip(row, a):
        total += w * x
    z.append(total)"""

#: A processor's name has at most so many characters on the screen.
LONGEST_PROCESSOR = 36

#: About how long the loops' bar takes to fill.
RACE_SECONDS = 6


class Product(LectureScene):
    """Real numbers take the places of the letters; a computer does the same, and fast."""

    least_hidden_layers = 1

    def construct(self):
        self.short = self.formula_taken_over()
        self.open_section(self.short)
        self.fill_in_real_numbers()
        self.follow_the_rows()
        self.tell_a_computer()
        self.name_the_language()
        self.race_against_loops()
        self.tell_why_it_is_fast()
        self.write_down_the_whole_network()

    def formula_taken_over(self):
        """Return what ``Notation`` ended with."""
        mlp = self.network.mlp
        return LayerSymbols(mlp.sizes[:2], mlp.activation).short()

    def fill_in_real_numbers(self):
        example = self.own_digit or self.digits.clear(3)
        self.choose_numbers(example)
        line = choose(
            (
                example.label is None,
                "Letters stand for numbers. Here is your digit: pixels {first} to {last}.",
            ),
            otherwise="Letters stand for numbers. Here is our {label} again: pixels {first} to "
            "{last}.",
        )
        row, start = divmod(self.pixels[0], SIDE)
        framed = self.picture.animate.set_highlight(row, slice(start, start + SOME_PIXELS))
        with self.say(line, label=example.label, first=self.pixels[0], last=self.pixels[-1]):
            self.play(FadeIn(self.picture), FadeIn(self.source))
            self.play(framed)
            self.play(
                FadeIn(self.numbers.inputs, target_position=self.picture, scale=0.3),
                FadeIn(self.numbers.titles[1]),
            )
        numbers, rows = self.numbers, self.network.mlp.sizes[1]
        drawn = len(numbers.weights.rows)
        line = choose(
            (rows == 1, "Here are the weights that meet them, and the bias."),
            (drawn == rows, "Here are the weights that meet them, and the biases."),
            otherwise="Here are the weights that meet them, in {drawn} of {rows} rows. And here "
            "are the biases.",
        )
        with self.say(line, drawn=drawn, rows=rows):
            self.play(FadeIn(numbers.weights, numbers.row_names, numbers.titles[0]))
            self.play(FadeIn(numbers.plus, numbers.biases, numbers.titles[2]))

    def follow_the_rows(self):
        numbers = self.numbers
        given, made = (numbers.weights, numbers.biases), (numbers.sums, numbers.outputs)
        products, rows = self.network.mlp.sizes[:2]
        line = choose(
            (
                rows == 1,
                "{products} products and a bias make a sum. And the sum makes an activation.",
            ),
            otherwise="Row by row, {products} products and a bias make a sum. And each sum makes "
            "an activation.",
        )
        with self.say(line, products=products):
            self.quickly(
                FadeIn(numbers.equals, numbers.arrow, numbers.titles[3:]),
                *(FadeIn(view.brackets) for view in made),
            )
            for row in numbers.weights.rows:
                self.quickly(*(view.animate.set_highlight(row=row) for view in given))
                for view in made:
                    self.quickly(FadeIn(view.row(row), shift=0.3 * RIGHT))
            self.quickly(
                *(view.animate.set_highlight() for view in given),
                *(FadeIn(view.dots) for view in made),
            )
            self.rest()
            self.add(*made)

    def tell_a_computer(self):
        code = LAYER.format(squished=SQUISHED[self.network.mlp.activation])
        self.code = SourceCode(code).move_to([0, BELOW, 0])
        line = (
            "A computer is told just as briefly. In NumPy, Python's library for numbers, an at "
            "sign is the whole product."
        )
        with self.say(line):
            self.quickly(FadeOut(self.picture, self.source))
            lines = [self.code.line(number) for number in range(len(code.split("\n")))]
            shown = [FadeIn(line, shift=0.1 * RIGHT) for line in lines if len(line)]
            self.slowly(LaggedStart(*shown, lag_ratio=0.5))
            self.add(self.code)

    def name_the_language(self):
        line = (
            "Vectors and matrices are the language of this field. Its books and programs are "
            "written in it."
        )
        with self.say(line):
            self.play(
                *(Indicate(view, 1.08) for view in (self.numbers.weights, self.numbers.inputs))
            )

    def race_against_loops(self):
        timing = self.experiments.timing
        names = message("two loops in plain Python"), message("one matrix product in NumPy")
        seconds = timing.loop_seconds, timing.product_seconds
        self.race = Race((LOOPS, PRODUCT), names, seconds)
        slower = float(f"{RACE_SECONDS / timing.loop_seconds:.1g}")
        self.notes = self.notes_on_the_race(slower)
        self.quickly(FadeOut(self.numbers, self.code))
        line = choose(
            (
                self.network.mlp.sizes[:2] != (timing.columns, timing.rows),
                "It is short, and it is fast. For comparison, {rows} sums of {columns} products: "
                "as two loops, in plain Python, and as one product.",
            ),
            otherwise="It is short, and it is fast. For comparison, here are the same sums as two "
            "loops, in plain Python.",
        )
        with self.say(line, rows=timing.rows, columns=timing.columns):
            for lane in self.race.lanes:
                self.play(FadeIn(lane))
            self.quickly(FadeIn(self.notes))
            self.add(self.race)
        line = "While the loops get done once, the product gets done {ratio:.0f} times."
        with self.say(line, ratio=timing.ratio):
            self.play(self.race.run(slower))
            self.rest()

    def tell_why_it_is_fast(self):
        line = (
            "Python alone is slow at that. NumPy hands the product to a library that is made for "
            "such sums, and has been tuned for decades."
        )
        with self.say(line):
            self.play(Indicate(self.race.lanes[1][0], 1.1))
            self.rest()
        self.play(FadeOut(self.race, self.notes))

    def write_down_the_whole_network(self):
        mlp = self.network.mlp
        activations = [mlp.activation_of(step).name for step in range(mlp.steps)]
        lines = VGroup(*(step_formula(*each, 64) for each in enumerate(activations)))
        lines.arrange(DOWN, buff=0.6, aligned_edge=LEFT)
        shares = mlp.output == "softmax"
        room, y = (SHARED_HEIGHT, SHARED_Y) if shares else (LINES_HEIGHT, 0)
        lines.scale(min(1, room / lines.height)).move_to([-1.6, y, 0])
        sizes = VGroup()
        for weights, each in zip(mlp.weights, lines, strict=True):
            rows, columns = weights.shape
            size = note(
                "{rows} × {columns} weights, {rows} {rows:bias|biases}", rows=rows, columns=columns
            )
            sizes.add(size.next_to(each, RIGHT, buff=0.6))
        for size in sizes:
            size.set_x(sizes.get_right()[0], direction=RIGHT)
        line = "That was one layer. With {lines} such lines, the whole network is written down."
        with self.say(line, lines=mlp.steps):
            self.slowly(Rewrite(self.short, lines[0]))
            self.slowly(
                LaggedStart(*(FadeIn(each, shift=0.3 * DOWN) for each in lines[1:]), lag_ratio=0.6)
            )
            self.play(FadeIn(sizes, shift=0.2 * LEFT))
            self.rest()
        if shares:
            self.tell_how_softmax_shares()

    def tell_how_softmax_shares(self):
        told = formula('op("softmax")(z)_j = e^(z_j) / (sum_i e^(z_i))', self.look.headline)
        told.move_to([0, SHARES_Y, 0])
        line = (
            "Only the last line squishes its sums together. Softmax raises e to the power of each, "
            "and divides by the total. So the ten outputs add up to 1."
        )
        with self.say(line):
            self.play(FadeIn(told, shift=0.2 * UP))
            self.rest()

    def choose_numbers(self, example: Example):
        """Choose inked neighbouring pixels that differ, and some rows; lay out their numbers."""
        mlp, forward = self.network.mlp, example.forward
        ink = sliding_window_view(example.picture, SOME_PIXELS, axis=1)
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
        self.picture = PixelGrid(example.picture, 2.3).move_to([-4.6, BELOW, 0])
        which = note("pixels {first} to {last}", first=self.pixels[0], last=self.pixels[-1])
        self.source = VGroup(which, self.source_of(example)).arrange(
            DOWN, buff=0.2, aligned_edge=LEFT
        )
        self.source.next_to(self.picture, RIGHT, buff=0.25, aligned_edge=DOWN)

    def notes_on_the_race(self, slower: float):
        """Return how much it is slowed down, and what was timed on which machine."""
        timing = self.experiments.timing
        return VGroup(
            note("slowed down {slower:,.0f} times", slower=slower).move_to([3.4, 0.1, 0]),
            note(
                "{rows} sums of {columns} products; {processor}, Python {python}, NumPy {numpy}",
                rows=timing.rows,
                columns=timing.columns,
                processor=shortened(timing.processor, LONGEST_PROCESSOR),
                python=timing.python,
                numpy=timing.numpy,
            ).stand_at(0, FOOT),
        )
