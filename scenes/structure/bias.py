"""A bias shifts the point from which on a neuron is active; then it is looked up in a real one."""

import numpy as np
from manim import (
    LEFT,
    RIGHT,
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
    SurroundingRectangle,
    VGroup,
)

from network.digits.digits import SIDE
from network.questions.measures import share_lighting
from scenes.look.places import LEFT_RIM
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_neuron import OFF, OneNeuron
from scenes.structure.drawings.neuron_curve import CORNER, FORMULA, SMALL_GRID, NeuronCurve
from scenes.structure.drawings.sliding_curve import Slide, SlidingCurve, chart_of_sums
from scenes.structure.drawings.sum_and_bias import SumAndBias
from scenes.structure.drawings.tried_on import TriedOn

#: Baseline of the note on what the digits are from.
SOURCE = -3.72

#: Where the real neuron's weights are, and their size.
GRID, LARGE = (-4.75, 0.35, 0), 3.8

#: A sum this far beyond its threshold lights the hand-made neuron; one that holds less hardly is.
CLEARLY, HARDLY = 2, 0.125

#: A bias this small leans to neither side.
SMALL_BIAS = 0.5

#: So many of a kind are nearly all; shares that differ by less are about the same.
MOSTLY, ALIKE = 0.9, 0.1

#: How many images are shown that excite the neuron most: so many rows of so many.
FAVOURITES = 3

#: What a neuron adds up, in Typst's notation.
TERMS = "w_0 a_0 + w_1 a_1 + dots.c + w_783 a_783"


class Bias(OneNeuron):
    """A hand-made threshold, a learned one, and what a neuron answers to most."""

    def construct(self):
        self.take_over_the_curve()
        self.make_a_neuron_by_hand()
        self.see_that_it_lights_up_too_easily()
        self.ask_for_a_sum_above_a_threshold()
        self.see_who_passes()
        self.look_at_the_learned_bias()
        self.tell_what_its_sign_means()
        self.work_out_three_digits()
        self.show_what_excites_it_most()
        self.ask_whom_it_answers()
        self.tell_weights_and_bias_apart()

    def take_over_the_curve(self):
        curve = NeuronCurve(*self.curve_parts)
        self.grid, self.leaving = curve.grid, [curve.passage, curve.formula]
        self.open_section(curve.grid, curve.passage, curve.formula)

    def make_a_neuron_by_hand(self):
        self.choose_four_pictures()
        chart = chart_of_sums(self.totals, self.function)
        self.threshold = SlidingCurve(self.function, chart, self.totals)
        self.tried = TriedOn(self.pictures, self.totals, chart.across)
        weights = self.detector.weights.reshape(SIDE, SIDE)
        self.made = WeightGrid(weights, 1, SMALL_GRID).move_to(CORNER)
        self.tag = note("hand-made").next_to(self.made, RIGHT, buff=0.2)
        self.source = self.source_of().stand_at(LEFT_RIM, SOURCE, LEFT)
        self.before = self.squished(f"{{{{ {TERMS} : sum }}}}").move_to(FORMULA)
        line = (
            "Here is another neuron, set by hand. It looks for one short stroke, in the place that "
            "suits 7s best: ink there adds, ink above and below takes away."
        )
        with self.say(line):
            self.quickly(FadeOut(self.grid, *self.leaving))
            self.play(FadeIn(chart, self.made, self.tag, self.source))
            self.play(Create(self.threshold.curve), FadeIn(self.before))
            drops = [
                AnimationGroup(FadeIn(card, shift=0.2 * UP), FadeIn(neuron, scale=0.3))
                for card, neuron in zip(self.tried.cards, self.threshold.neurons, strict=True)
            ]
            self.play(LaggedStart(*drops, lag_ratio=0.5), run_time=1.5 * self.look.slow)

    def see_that_it_lights_up_too_easily(self):
        line = choose(
            (
                self.squish(0) == 0,
                "But it lights up too easily: even a blot, with a sum of {blot:.0f}, does it.",
            ),
            otherwise="But it lights up too easily: even bare paper, with a sum of 0, leaves it "
            "half lit.",
        )
        weak = int(self.squish(0) == 0)
        mark = ring(self.threshold.neurons[weak], 0.85)
        picture = self.tried.cards[weak][1]
        frame = SurroundingRectangle(picture, color=self.look.accent, stroke_width=4, buff=0.03)
        with self.say(line, blot=self.totals[1]):
            self.play(Create(mark), Create(frame))
            self.rest()
            self.quickly(FadeOut(mark, frame))

    def ask_for_a_sum_above_a_threshold(self):
        chart, bias = self.threshold.chart, self.detector.bias
        ends = chart.across.place(-bias), chart.place(-bias, chart.upward.high)
        self.level = DashedLine(*ends, color=self.look.quiet, stroke_width=3)
        inside = f"{{{{ {TERMS} : sum }}}} - {{{{ {-bias:.0f} : bias }}}}"
        self.after = self.squished(inside).move_to(FORMULA)
        line = (
            "Say it should be active only when the sum exceeds {level:.0f}. Then take {level:.0f} "
            "off first, and the whole curve slides to the right."
        )
        with self.say(line, level=-bias):
            self.play(Create(self.level))
            self.play(Rewrite(self.before, self.after))
            self.play(Slide(self.threshold, bias), run_time=1.5 * self.look.slow)

    def see_who_passes(self):
        threshold, bias = self.threshold, self.detector.bias
        held = [self.squish(total + bias) for total in self.totals]
        self.values = self.tried.values(held)
        blot, seven = (0 < held[each] < HARDLY for each in (1, 3))  # whether it hardly lights it
        line = choose(
            (
                blot and seven,
                "This number is called the bias: {bias:.0f} here. Now the stroke lights the "
                "neuron. The blot hardly does, nor does this 7.",
            ),
            (
                not blot or self.totals[3] + bias < CLEARLY,
                "This number is called the bias: {bias:.0f} here. Now the stroke lights the "
                "neuron. The blot leaves it at {blot:.2f}, and this 7 at {seven:.2f}.",
            ),
            otherwise="This number is called the bias: {bias:.0f} here. Now the stroke lights the "
            "neuron, and so does the 7. The blot hardly does.",
        )
        self.crossing = Dot(threshold.chart.place(-bias, self.squish(0)), 0.09)
        self.crossing.set_color(self.look.words)
        with self.say(line, bias=bias, blot=held[1], seven=held[3]):
            self.quickly(FadeIn(self.crossing, scale=2))
            for number, neuron in zip(self.values, threshold.neurons, strict=True):
                self.play(Indicate(neuron, 1.4, neuron.get_fill_color()), FadeIn(number))

    def look_at_the_learned_bias(self):
        self.quickly(
            FadeOut(self.threshold.chart, self.threshold, self.tried, self.values),
            FadeOut(self.level, self.crossing, self.made, self.tag, self.after),
        )
        self.grid.move_to(GRID).scale(LARGE / SMALL_GRID)
        self.title = note("the weights of our neuron").next_to(self.grid, UP, buff=0.2)
        pixels = [np.zeros(SIDE**2), *self.digits.digits.pixels[self.chosen]]
        sums = [float(self.weights @ image) for image in pixels]
        held = [self.squish(total + self.bias) for total in sums]
        pictures = [image.reshape(SIDE, SIDE) for image in pixels]
        self.table = SumAndBias(pictures, sums, self.bias, held)
        line = choose(
            (
                self.network.epochs == 0,
                "Our network has learned nothing yet: its biases are still where they began. With "
                "{bias:+.2f}, bare paper leaves our neuron at {held:.2f}.",
            ),
            otherwise="In the trained network, biases are learned, too. Our neuron's is "
            "{bias:+.2f}: bare paper leaves it at {held:.2f}.",
        )
        with self.say(line, bias=self.bias, held=held[0]):
            self.play(FadeIn(self.grid, self.title, self.table.heads))
            self.fill_in(self.table.rows[0])

    def tell_what_its_sign_means(self):
        line = choose(
            (
                self.bias > SMALL_BIAS,
                "A positive bias means: it is lit until something speaks against it.",
            ),
            (
                self.is_tanh and self.bias < -SMALL_BIAS,
                "A negative bias means: it stays below 0 until something speaks for it.",
            ),
            (
                self.bias < -SMALL_BIAS,
                "A negative bias means: it stays dark until something speaks for it.",
            ),
            otherwise="A bias near 0 means: without any ink, it leans to neither side.",
        )
        with self.say(line):
            self.play(Indicate(self.table.rows[0][2], 1.3, self.look.accent))
            self.rest()

    def work_out_three_digits(self):
        labels = self.digits.digits.labels[self.chosen]
        off, _, on = self.held[self.chosen]
        facts = dict(zip(("off", "edge", "on"), map(int, labels), strict=True))
        line = choose(
            (
                f"{off:.2f}" == f"{on:.2f}",
                "Sum and bias together decide. Here, all images leave it at {least:.2f}.",
            ),
            (
                off >= self.function.lowest + OFF or on < 1 - OFF,
                "Sum and bias together decide. Of all images, one leaves it at {least:.2f}, the "
                "least, and one at {most:.2f}, the most.",
            ),
            (
                self.is_tanh,
                "Sum and bias together decide: this {off} takes it down to {least:.2f}, this {on} "
                "up to {most:.2f}. This {edge}, of all images, is the closest call.",
            ),
            otherwise="Sum and bias together decide: this {off} leaves it dark, this {on} lights "
            "it. This {edge}, of all images, is the closest call.",
        )
        with self.say(line, **facts, least=float(off), most=float(on)):
            for row in (self.table.rows[1], self.table.rows[3], self.table.rows[2]):
                self.fill_in(row)

    def fill_in(self, row: Group):
        """Let a row of the table appear: picture, sum, bias, both, and the neuron that fills."""
        picture, *numbers, neuron = row
        held = neuron.activations
        neuron.set_activations(0 * held)
        self.quickly(FadeIn(picture, shift=0.2 * RIGHT), FadeIn(neuron))
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.4))
        self.quickly(neuron.animate.set_activations(held))

    def show_what_excites_it_most(self):
        count, digits = FAVOURITES**2, self.digits.digits
        best = np.argsort(-self.held_sums, kind="stable")[:count]
        self.wall = Group(*(PixelGrid(self.digits[index].picture, 1.25) for index in best))
        self.wall.arrange_in_grid(FAVOURITES, FAVOURITES, buff=0.1).move_to([0.15, GRID[1], 0])
        facts = {"count": count, "all": len(digits)}
        self.wall_note = note("the {count} of {all:,} images with the largest sum", **facts)
        self.wall_note.stand_at(self.wall.get_x(), self.title.baseline)
        line = choose(
            (
                self.held[best[0]] < 0.5,
                "No image lights it. These {count} of {all:,} come closest.",
            ),
            (
                len(set(digits.labels[best])) == 1,
                "These {count} of {all:,} images excite it most. Each is {label:a|an} {label}.",
            ),
            otherwise="These {count} of {all:,} images excite it most.",
        )
        with self.say(line, label=int(digits.labels[best[0]]), **facts):
            self.quickly(FadeOut(self.table))
            self.play(
                FadeIn(self.wall_note),
                LaggedStart(*(FadeIn(each, scale=0.8) for each in self.wall), lag_ratio=0.4),
                run_time=1.5 * self.look.slow,
            )

    def ask_whom_it_answers(self):
        """Count how often each digit lights it: a pattern may belong to several of them."""
        shares = share_lighting(self.held_sums, self.digits.digits.labels)
        seldom, often = min(shares, key=shares.get), max(shares, key=shares.get)
        others = [label for label, share in shares.items() if share > 0.5 and label != often]
        sorts = shares[often] > MOSTLY and shares[seldom] < 1 - MOSTLY
        line = choose(
            (
                shares[often] - shares[seldom] < ALIKE,
                "Each kind of digit lights it about as often as the others.",
            ),
            (
                not sorts,
                "Of all digits, {often}s light it most often, and {seldom}s least often.",
            ),
            (
                not others,
                "Nearly all {often}s light it, and hardly any {seldom}. No other digit mostly "
                "does.",
            ),
            otherwise="Nearly all {often}s light it, and hardly any {seldom}. But it stands for "
            "no single digit: {others:list} mostly light it, too.",
        )
        bars = OutputBars(np.array([shares.get(digit, 0) for digit in range(10)]), often, 1.5, 0.4)
        bars.move_to([4.9, GRID[1], 0])
        title = note("share of each that lights it").stand_at(4.9, self.title.baseline)
        with self.say(line, often=often, seldom=seldom, others=others):
            self.play(FadeIn(bars, title))
            self.rest()

    def tell_weights_and_bias_apart(self):
        sign = "+" if self.bias >= 0 else "-"
        self.summary = self.squished(
            f"underbrace({{{{ {TERMS} : weights }}}}) {sign} "
            f"underbrace({{{{ {abs(self.bias):.2f} : bias }}}})"
        )
        self.summary.paint_parts({"bias": self.look.accent}).move_to([1.2, -2.65, 0])
        places = [self.summary.part(name).get_x() for name in ("weights", "bias")]
        foot = self.summary.get_bottom()[1] - 0.3
        from_where = message("which pattern"), message("from which sum on")
        named = zip(from_where, places, strict=True)
        names = VGroup(*(note(name).stand_at(x, foot) for name, x in named))
        line = (
            "So a neuron's weights say which pattern it looks for. Its bias says from which sum "
            "on it lights up: here, from {level:+.2f}."
        )
        with self.say(line, level=-self.bias):
            self.play(FadeIn(self.summary, names, shift=0.1 * UP))
            self.play(Indicate(self.grid, 1.06))
            self.play(Indicate(self.summary.part("bias"), 1.3, self.look.accent))
            self.rest()

    def choose_four_pictures(self):
        """Choose what the hand-made neuron is tried on, and work out the sum of each."""
        detector = self.detector
        names = message("bare paper"), message("a blot"), message("a stroke"), message("the 7")
        images = [np.zeros(SIDE**2), detector.blot, detector.stroke, self.digits.clear(7).pixels]
        self.pictures = dict(zip(names, (each.reshape(SIDE, SIDE) for each in images), strict=True))
        self.totals = [float(detector.weights.astype(float) @ image) for image in images]
