"""A neuron's sum may be any number: a curve squeezes it into what the neuron holds."""

import numpy as np
from manim import (
    DR,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    ReplacementTransform,
    VGroup,
    linear,
)

from network.questions.examples import Example
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import Words, formula, words
from scenes.script.catalogue import message
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.neuron_curve import CORNER, SMALL_GRID, NeuronCurve
from scenes.structure.drawings.squeeze import Squeeze
from scenes.structure.drawings.through_the_curve import PassAll, round_marks
from scenes.structure.drawings.weighing import SUM_SIZE, Weighing

#: Heights of the digits, of what their sums are, and of the two number lines.
DIGITS, SUMS, BEFORE, AFTER = 2.85, 2.15, 0.85, -2.5

#: Height of the first line at the beginning, below what it takes over.
FIRST = -2.55

#: Size of the digits, and from one to the next.
SMALL, APART = 0.78, 1.1

#: Activations below this are told as dark, and those above its counterpart as bright.
DARK = 0.05

#: Length of the line that the numbers are squeezed into.
SHORT = 5.0


class Squish(OneNeuron):
    """Sums on a number line, the line squeezed, the curve that does it, and what it does."""

    def construct(self):
        self.take_over_the_sum()
        self.let_the_sum_slide_onto_a_line()
        self.drop_the_sums_of_all_digits()
        self.squeeze_the_line()
        self.see_where_numbers_pile_up()
        self.turn_the_squeeze_into_a_curve()
        self.follow_the_curve()
        self.collect_the_sums_of_all_images()
        self.let_them_pass()
        self.tell_how_many_are_decided()

    def sum_of(self, example: Example) -> float:
        """Return what the neuron adds up of a digit, without its bias."""
        return float(self.weights @ example.pixels)

    def take_over_the_sum(self):
        curve = NeuronCurve(
            self.weight_picture,
            self.function,
            self.curve_formula,
            self.histograms,
            self.histogram_titles,
        )
        self.grid, self.passage, self.formula = curve
        self.examples = [self.digits.clear(label) for label in range(10)]
        self.examples.sort(key=self.sum_of)
        seven = self.digits.clear(7)
        titles = message("a {label}", label=7), message("learned weights"), message("weighted sum")
        self.weighing = Weighing(seven.pixels, self.weights, self.largest_weight, titles)
        across, upward = self.passage.chart.across, self.passage.chart.upward
        length = across.line.get_length()
        self.before = NumberLine(across.low, across.high, length, self.passage.x_marks)
        self.before.shift([across.line.get_x(), BEFORE, 0] - self.before.line.get_center())
        marks = round_marks(upward.low, upward.high, most=3)
        self.after = NumberLine(upward.low, upward.high, SHORT, marks)
        self.after.shift([across.line.get_x(), AFTER, 0] - self.after.line.get_center())
        self.open_section(self.weighing)

    def let_the_sum_slide_onto_a_line(self):
        stage, value = self.weighing, self.weighing.total.value
        self.before.shift((FIRST - BEFORE) * UP)
        self.dots = {7: Dot(self.before.place(self.before.low), color=self.look.accent)}
        self.tag = stage.total.copy()
        line = "The sum can be any number, far below 0 or far above. For this 7 it is {total:+.2f}."
        with self.say(line, total=value):
            self.quickly(Create(self.before.line))
            self.play(FadeIn(self.before.marks, self.before.numbers, self.dots[7]))
            place = self.before.place(value)
            self.slowly(
                self.dots[7].animate.move_to(place),
                self.tag.animate.scale(self.look.label / SUM_SIZE).move_to(place + 0.45 * UP),
            )

    def drop_the_sums_of_all_digits(self):
        self.clear_the_stage_for_others()
        self.row = Group()
        drops = []
        for example in self.examples:
            if example.label == 7:
                continue
            at, total = self.place_in_row(example.label), self.sum_of(example)
            digit = PixelGrid(example.picture, SMALL).move_to(at)
            number = Numeral(total, 2, self.look.note, by_sign, plus=True)
            number.move_to([at[0], SUMS, 0])
            dot = self.dots[example.label] = Dot(self.before.place(total), color=self.look.words)
            string = self.string_from(at[0], dot)
            self.row.add(digit, number)
            self.strings.add(string)
            drops.append(AnimationGroup(FadeIn(digit), FadeIn(number), Create(string), FadeIn(dot)))
        lowest, highest = self.examples[0], self.examples[-1]
        line = (
            "Other digits give it other sums: this {low} brings {least:+.2f}, this {high} "
            "{most:+.2f}."
        )
        facts = {"low": lowest.label, "least": self.sum_of(lowest)}
        facts |= {"high": highest.label, "most": self.sum_of(highest)}
        with self.say(line, **facts):
            self.play(LaggedStart(*drops, lag_ratio=0.3), run_time=2 * self.look.slow)

    def squeeze_the_line(self):
        whole = np.arange(np.ceil(self.before.low), np.floor(self.before.high) + 1)
        self.squeeze = Squeeze(self.before, self.after, whole, self.function)
        line = "But a neuron is to hold a number from 0 to 1. So squeeze the whole line in between."
        if not self.is_sigmoid:
            line = (
                "This neuron is not to hold anything below 0. So fold the line: all that is "
                "negative becomes 0."
            )
        with self.say(line):
            self.play(Create(self.after.line), FadeIn(self.after.marks, self.after.numbers))
            self.add(self.squeeze)
            self.fallen = VGroup(*(self.dots[example.label].copy() for example in self.examples))
            falls = [
                dot.animate.move_to(self.after.place(self.squish(self.sum_of(example))))
                for dot, example in zip(self.fallen, self.examples, strict=True)
            ]
            self.play(self.squeeze.animate.set_share(1), *falls, run_time=1.5 * self.look.slow)

    def see_where_numbers_pile_up(self):
        line = "The far left piles up at 0, the far right at 1. Only near 0 do sums stay apart."
        if not self.is_sigmoid:
            line = "Everything negative piles up at 0. What is positive stays as it is."
        below, above = self.squeeze.strings
        with self.say(line):
            for strings in (below, above):
                self.play(strings.animate.set_stroke(width=4, opacity=1))
                self.quickly(strings.animate.set_stroke(width=1.5, opacity=0.7))

    def turn_the_squeeze_into_a_curve(self):
        chart, stage = self.passage.chart, self.weighing
        line = "Now turn the short line upright. The same squeeze becomes a curve."
        with self.say(line):
            self.play(
                FadeOut(self.squeeze, self.row, self.strings, *self.dots.values()),
                FadeOut(stage.picture, self.tag, self.source),
            )
            ups = [
                dot.animate.move_to(chart.upward.place(self.squish(self.sum_of(example))))
                for dot, example in zip(self.fallen, self.examples, strict=True)
            ]
            self.slowly(
                self.before.animate.shift(
                    chart.across.line.get_start() - self.before.line.get_start()
                ),
                ReplacementTransform(self.after.line, chart.upward.line),
                ReplacementTransform(self.after.marks, chart.upward.marks),
                FadeOut(self.after.numbers),
                FadeIn(chart.upward.numbers),
                *ups,
            )
            self.remove(self.before, chart.upward.line, chart.upward.marks, chart.upward.numbers)
            self.add(chart.across, chart.upward, self.fallen)
            outs = [
                dot.animate.move_to(chart.place(self.sum_of(e), self.squish(self.sum_of(e))))
                for dot, e in zip(self.fallen, self.examples, strict=True)
            ]
            self.play(FadeIn(chart.grid), *outs)

    def follow_the_curve(self):
        half = self.passage.chart.place(0, self.squish(0))
        self.middle = VGroup(
            Dot(half, 0.09, color=self.look.words),
            formula("sigma(0) = 1/2" if self.is_sigmoid else "f(0) = 0", self.look.label),
        )
        self.middle[1].next_to(half, DR, buff=0.2)
        line = "It is the sigmoid: near 0 on the left, near 1 on the right. At 0 it is one half."
        if not self.is_sigmoid:
            line = "It is called a ReLU: flat at 0 on the left, and from 0 on a straight line."
        with self.say(line):
            self.play(Create(self.passage.curve, run_time=1.5 * self.look.slow, rate_func=linear))
            self.play(FadeIn(self.formula, shift=0.1 * UP))
            self.quickly(FadeIn(self.middle))

    def collect_the_sums_of_all_images(self):
        passage = self.passage
        counts = passage.going_in.counts
        line = (
            "These are its sums for {count:,} images. (Its bias, which is our next topic, is in "
            "them already.)"
        )
        with self.say(line, count=self.findings.count):
            self.quickly(FadeOut(self.middle, self.fallen))
            self.add(passage.going_in.set_counts(0 * counts))
            self.slowly(
                FadeIn(passage.titles[0]),
                passage.going_in.animate.set_counts(counts),
            )

    def let_them_pass(self):
        passage = self.passage
        line = "Each goes up to the curve, and left to what the neuron makes of it."
        with self.say(line):
            self.quickly(FadeIn(passage.titles[1]))
            self.add(passage.coming_out, passage.ray)
            self.play(PassAll(passage, run_time=2.5 * self.look.slow, rate_func=linear))

    def tell_how_many_are_decided(self):
        dark, bright = self.passage.share_below(DARK), self.passage.share_above(1 - DARK)
        facts = {"dark": dark, "bright": bright, "between": 1 - dark - bright}
        facts |= {"low": DARK, "high": 1 - DARK}
        line = (
            "{dark:.0%} of all images leave this neuron below {low}, {bright:.0%} drive it above "
            "{high}. For the other {between:.0%} it is in between."
        )
        notes = {DARK: dark, 0.5: facts["between"], 1 - DARK: bright}
        if not self.is_sigmoid:
            low = float(self.passage.out_edges[1])
            facts = {"low": low, "dark": self.passage.share_below(low)}
            line = "{dark:.0%} of all images leave this neuron below {low:.2f}."
            notes = {low: facts["dark"]}
        self.notes = VGroup(*(self.note_beside(y, share) for y, share in notes.items()))
        with self.say(line, **facts):
            self.slowly(
                FadeOut(self.passage.ray),
                LaggedStart(
                    *(FadeIn(remark, shift=0.2 * RIGHT) for remark in self.notes), lag_ratio=0.5
                ),
            )
            self.rest()
        self.quickly(FadeOut(self.notes))

    def clear_the_stage_for_others(self):
        """Make the 7 the first of a row of digits, above the line."""
        stage, at = self.weighing, self.place_in_row(7)
        self.source = self.source_of()
        self.source.move_to([6.5, 3.6, 0], aligned_edge=RIGHT)
        up = (BEFORE - FIRST) * UP
        self.strings = VGroup(self.string_from(at[0], self.dots[7].copy().shift(up)))
        self.play(
            FadeOut(stage.times, stage.equals, stage.titles, stage.total),
            stage.grid.animate.scale(SMALL_GRID / stage.grid.height).move_to(CORNER),
            stage.picture.animate.scale(SMALL / stage.picture.height).move_to(at),
            self.tag.animate.scale(self.look.note / self.look.label).move_to([at[0], SUMS, 0]),
            self.before.animate.shift(up),
            self.dots[7].animate.shift(up),
            FadeIn(self.source, self.strings),
        )

    def note_beside(self, y: float, share: float) -> Words:
        """Return a share of all images, to stand where their activations are."""
        chart = self.passage.chart
        remark = words(f"{share:.0%}", self.look.label, self.look.firing)
        remark.next_to(chart.upward.place(y), RIGHT, buff=0.25)
        return remark.shift(max(0, chart.place(0, 0)[1] + 0.12 - remark.get_bottom()[1]) * UP)

    def place_in_row(self, label: int) -> np.ndarray:
        """Return where a digit stands above the line: those with the lower sums at the left."""
        index = [example.label for example in self.examples].index(label)
        return np.array([self.before.line.get_x() + APART * (index - 4.5), DIGITS, 0])

    def string_from(self, x: float, dot: Dot) -> Line:
        """Return the string by which a sum hangs on the line."""
        look = self.look
        return Line([x, SUMS - 0.22, 0], dot.get_center(), color=look.quiet, stroke_width=1.5)
