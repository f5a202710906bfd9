"""A bias shifts the point from which on a neuron is active; then it is looked up in a real one."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    AnimationGroup,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Indicate,
    LaggedStart,
    Line,
    SurroundingRectangle,
    VGroup,
)

from network.digits.digits import SIDE
from scenes.look.places import LEFT_RIM
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.neurons.layer import Neuron, NeuronLayer
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import formula, note
from scenes.script.catalogue import message
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.neuron_curve import (
    CHART,
    CORNER,
    FORMULA,
    SMALL_GRID,
    NeuronCurve,
)
from scenes.structure.drawings.sliding_curve import Slide, Threshold
from scenes.structure.drawings.through_the_curve import round_marks

#: The chart of the hand-made neuron: the sums it shows, and its size.
SUMS, WIDTH, HEIGHT = (-5.0, 28.0), 11.0, 3.1

#: Heights of the four pictures below it and of their names, and the pictures' size.
PICTURES, NAMES, SIZE = -2.4, -3.22, 1.0

#: Height of the name of what the digits are from.
SOURCE = -3.68

#: Where the real neuron's weights are, and their size.
GRID, LARGE = (-4.75, 0.35, 0), 3.8

#: The columns beside it: digit, sum, bias, both together, and the neuron; the rows' middles.
COLUMNS, ROWS = (-1.6, 0.6, 2.3, 4.15, 6.0), (2.1, 0.7, -0.7, -2.1)

#: A neuron this dark is off; its counterpart is on.
OFF = 0.05

#: Height of the columns' names.
HEADS = 3.0

#: How many images are shown that excite the neuron most: so many rows of so many.
FAVOURITES = 3


class Bias(OneNeuron):
    """A hand-made threshold, a learned one, and what a neuron answers to most."""

    def construct(self):
        self.take_over_the_curve()
        self.make_a_neuron_by_hand()
        self.see_that_it_lights_up_too_easily()
        self.ask_for_a_sum_above_a_threshold()
        self.see_who_passes()
        self.look_at_the_learned_bias()
        self.work_out_three_digits()
        self.show_what_excites_it_most()
        self.tell_weights_and_bias_apart()

    def take_over_the_curve(self):
        self.grid, self.passage, self.formula = NeuronCurve(
            self.weight_picture,
            self.function,
            self.curve_formula,
            self.histograms,
            self.histogram_titles,
        )
        self.open_section(self.grid, self.passage, self.formula)

    def make_a_neuron_by_hand(self):
        self.make_four_pictures()
        chart = self.chart_of_sums()
        self.threshold = Threshold(self.function, chart, list(self.totals.values()))
        weights = self.detector.weights.reshape(SIDE, SIDE)
        self.made = WeightGrid(weights, 1, SMALL_GRID).move_to(CORNER)
        self.tag = note("hand-made")
        self.tag.next_to(self.made, RIGHT, buff=0.2)
        self.source = self.source_of()
        self.source.stand_at(LEFT_RIM, SOURCE, LEFT)
        line = (
            "Here is another neuron, set by hand. It looks for one short stroke: ink there adds, "
            "ink above and below takes away."
        )
        with self.say(line):
            self.play(
                FadeOut(self.passage, self.grid, self.formula),
                FadeIn(chart, self.made, self.tag, self.source),
            )
            self.play(Create(self.threshold.curve), FadeIn(self.formula_before))
            drops = [
                AnimationGroup(FadeIn(card, shift=0.2 * UP), FadeIn(neuron, scale=0.3))
                for card, neuron in zip(self.cards, self.threshold.neurons, strict=True)
            ]
            self.play(LaggedStart(*drops, lag_ratio=0.5), run_time=1.5 * self.look.slow)

    def see_that_it_lights_up_too_easily(self):
        line = "But it lights up too easily: even bare paper, with a sum of 0, leaves it half lit."
        if not self.is_sigmoid:
            line = "But it lights up too easily: even the blot, with a sum of {blot:.0f}, does it."
        cards, neurons = self.cards, self.threshold.neurons
        weak = 0 if self.is_sigmoid else 1
        with self.say(line, blot=self.totals["a blot"]):
            mark = ring(neurons[weak], 0.85)
            frame = SurroundingRectangle(cards[weak][1], color=self.look.accent, stroke_width=4)
            self.play(Create(mark), Create(frame))
            self.rest()
            self.quickly(FadeOut(mark, frame))

    def ask_for_a_sum_above_a_threshold(self):
        chart, level = self.threshold.chart, -self.detector.bias
        top = chart.place(level, chart.upward.high)
        self.level = DashedLine(chart.place(level, 0), top, color=self.look.quiet, stroke_width=3)
        line = (
            "Say it should be active only when the sum exceeds {level:.0f}. Then take {level:.0f} "
            "off first, and the whole curve slides to the right."
        )
        with self.say(line, level=level):
            self.play(Create(self.level))
            self.play(Rewrite(self.formula_before, self.formula_after))
            self.play(Slide(self.threshold, self.detector.bias), run_time=1.5 * self.look.slow)

    def see_who_passes(self):
        chart, level = self.threshold.chart, -self.detector.bias
        half = self.function(np.array(0.0))
        self.values = VGroup(*map(self.value_beside, self.threshold.neurons))
        self.crossing = Dot(chart.place(level, half), 0.09, color=self.look.words)
        line = (
            "This number is called the bias: {bias:.0f} here. Now the stroke lights the neuron, "
            "the blot does not, and the 7 does."
        )
        if self.totals["the 7"] < level:
            line = (
                "This number is called the bias: {bias:.0f} here. Now the stroke lights the "
                "neuron; neither the blot nor this 7 does."
            )
        with self.say(line, bias=self.detector.bias):
            self.quickly(FadeIn(self.crossing, scale=2))
            for number, neuron in zip(self.values, self.threshold.neurons, strict=True):
                self.play(
                    Indicate(neuron, 1.4, neuron.get_fill_color()),
                    FadeIn(number),
                )

    def look_at_the_learned_bias(self):
        self.play(
            FadeOut(self.threshold.chart, self.threshold, self.cards, self.level, self.crossing),
            FadeOut(self.made, self.tag, self.formula_after, self.values),
            FadeIn(self.grid.move_to(GRID).scale(LARGE / SMALL_GRID)),
        )
        bias = self.bias
        self.title = note("the weights of a trained neuron")
        self.title.next_to(self.grid, UP, buff=0.2)
        names = message("sum"), message("bias"), message("sum + bias"), message("activation")
        heads = zip(names, COLUMNS[1:], strict=True)
        self.heads = VGroup(*(note(name).stand_at(x, HEADS) for name, x in heads))
        images = [np.zeros(SIDE**2, np.float32), *self.digits.digits.pixels[self.chosen]]
        self.rows = [self.row_of(image, y) for image, y in zip(images, ROWS, strict=True)]
        held = float(self.function(np.array(bias)))
        line = (
            "In the trained network biases are learned, too. Our neuron's is {bias:+.2f}: bare "
            "paper leaves it at {held:.2f}."
        )
        with self.say(line, bias=bias, held=held):
            self.play(FadeIn(self.title, self.heads))
            self.fill_in(self.rows[0])

    def work_out_three_digits(self):
        line = (
            "Sum and bias together decide: this {off} leaves it dark, this {edge} undecided, this "
            "{on} lights it."
        )
        labels = [int(self.digits.digits.labels[index]) for index in self.chosen]
        with self.say(line, **dict(zip(("off", "edge", "on"), labels, strict=True))):
            for row in self.rows[1:]:
                self.fill_in(row)

    def fill_in(self, row: Group):
        """Let a row appear: picture, sum, bias, both, and the neuron that fills."""
        picture, *numbers, neuron = row
        held = neuron.activations
        neuron.set_activations(0 * held)
        self.quickly(FadeIn(picture, shift=0.2 * RIGHT), FadeIn(neuron))
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.4))
        self.quickly(neuron.animate.set_activations(held))

    def show_what_excites_it_most(self):
        look, count = self.look, FAVOURITES**2
        best = np.argsort(-self.sums, kind="stable")[:count]
        labels = self.digits.digits.labels[best]
        self.wall = Group(*(PixelGrid(self.digits[index].picture, 1.25) for index in best))
        self.wall.arrange_in_grid(FAVOURITES, FAVOURITES, buff=0.1).move_to([2.7, GRID[1], 0])
        facts = {"count": count, "all": len(self.sums)}
        self.wall_note = note("the {count} of {all:,} images with the largest sum", **facts)
        self.wall_note.move_to([self.wall.get_x(), self.title.get_y(), 0])
        line = (
            "Of {all:,} images, these {count} excite it most: {kinds} different digits. It goes by "
            "a pattern, not by a name."
        )
        if len(set(labels)) == 1:
            line = "Of {all:,} images, these {count} excite it most. Each of them is a {label}."
        with self.say(line, kinds=len(set(labels)), label=int(labels[0]), **facts):
            self.quickly(FadeOut(*self.rows, self.heads))
            shown = [FadeIn(picture, scale=0.8) for picture in self.wall]
            self.play(
                FadeIn(self.wall_note), LaggedStart(*shown, lag_ratio=0.4), run_time=1.5 * look.slow
            )

    def tell_weights_and_bias_apart(self):
        bias = self.bias
        sign = "+" if bias >= 0 else "-"
        terms = "w_0 a_0 + w_1 a_1 + dots.c + w_783 a_783"
        source = self.squished(
            f'underbrace({{{{ {terms} : weights }}}}, "which pattern") {sign} '
            f'underbrace({{{{ {abs(bias):.2f} : bias }}}}, "how much of it")'
        )
        self.summary = formula(source, self.look.label, colours={"bias": self.look.accent})
        self.summary.move_to([1.2, -2.75, 0])
        line = (
            "So a neuron's weights say which pattern it looks for; its bias says how much of it "
            "there must be."
        )
        with self.say(line):
            self.play(FadeIn(self.summary, shift=0.1 * UP))
            self.play(Indicate(self.grid, 1.06))
            bright = self.summary.part("bias")
            self.play(Indicate(bright, 1.3, self.look.accent))
            self.rest()

    def make_four_pictures(self):
        """Make the pictures that the hand-made neuron is tried on, each with its sum."""
        detector, seven = self.detector, self.digits.clear(7).pixels
        images = {
            message("bare paper"): np.zeros(SIDE**2),
            message("a blot"): detector.blot,
            message("a stroke"): detector.stroke,
            message("the 7"): seven,
        }
        self.totals = {name: float(detector.weights @ image) for name, image in images.items()}
        self.cards = Group()
        chart = self.chart_of_sums()
        for name, image in images.items():
            foot = chart.place(self.totals[name], 0)
            picture = PixelGrid(image.reshape(SIDE, SIDE), SIZE)
            picture.move_to([foot[0], PICTURES, 0])
            told = note(name).stand_at(foot[0], NAMES)
            below_numbers = foot + 0.52 * DOWN
            string = Line(below_numbers, picture.get_top(), color=self.look.quiet, stroke_width=1.5)
            self.cards.add(Group(string, picture, told))
        self.formula_before, self.formula_after = (
            formula(self.squished(inside), self.look.label).move_to(FORMULA)
            for inside in (
                "{{ w_0 a_0 + w_1 a_1 + dots.c + w_783 a_783 : sum }}",
                "{{ w_0 a_0 + w_1 a_1 + dots.c + w_783 a_783 : sum }} - {{ 10 : bias }}",
            )
        )

    def value_beside(self, neuron: Neuron) -> Numeral:
        """Return what a neuron on the curve holds, written where there is room."""
        chart = self.threshold.chart
        low = neuron.get_y() < chart.place(0, chart.upward.high / 2)[1]
        number = Numeral(neuron.activation, 2, self.look.note)
        return number.next_to(neuron, UL if low else DR, buff=0.05)

    def chart_of_sums(self) -> Chart:
        """Return the chart on which the hand-made neuron is drawn."""
        top = 1.0 if self.is_sigmoid else SUMS[1]
        marks = round_marks(*SUMS, most=7), round_marks(0, top, most=3)
        chart = Chart(SUMS, (0, top), WIDTH, HEIGHT, *marks)
        return chart.shift(CHART - chart.place(SUMS[0], 0))

    def squished(self, inside: str) -> str:
        """Return the formula of what a neuron makes of a sum, in Typst's notation."""
        return f"a = sigma({inside})" if self.is_sigmoid else f"a = max(0, {inside})"

    @cached_property
    def sums(self) -> np.ndarray:
        """What the neuron adds up for every image, bias included: shape (n,)."""
        return self.network.mlp.forward(self.digits.digits.pixels).z[0][:, self.neuron]

    @cached_property
    def chosen(self) -> list[int]:
        """The first image that leaves the neuron dark, the least decided, the first to light it."""
        held = self.function(self.sums)
        bright = 1 - OFF if self.is_sigmoid else np.quantile(held, 1 - OFF)
        off = np.argmax(held < OFF) if held.min() < OFF else held.argmin()
        on = np.argmax(held > bright) if held.max() > bright else held.argmax()
        return [int(index) for index in (off, np.abs(self.sums).argmin(), on)]

    def row_of(self, image: np.ndarray, y: float) -> Group:
        """Return an image, what the neuron adds up of it, its bias, both, and what it holds."""
        mlp, look = self.network.mlp, self.look
        forward, bias = mlp.forward(image), float(mlp.biases[0][self.neuron])
        together, held = (float(layer[self.neuron]) for layer in (forward.z[0], forward.a[1]))
        picture = PixelGrid(image.reshape(SIDE, SIDE), 1.15).move_to([COLUMNS[0], y, 0])
        numbers = (
            Numeral(value, 2, look.label, by_sign, plus=True).move_to([x, y, 0])
            for x, value in zip(COLUMNS[1:4], (together - bias, bias, together), strict=True)
        )
        neuron = NeuronLayer(1, 1.2, 0.45, decimals=2).move_to([COLUMNS[4], y, 0])
        return Group(picture, *numbers, neuron.set_activations(np.array([held])))
