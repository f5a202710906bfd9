"""A neuron's sum may be any number: a curve squeezes it into what the neuron holds."""

import numpy as np
from manim import (
    DR,
    RIGHT,
    UL,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from scenes.look.places import RIGHT_RIM
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.words import Words, formula, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.hung_digits import HungDigits
from scenes.structure.drawings.neuron_curve import CORNER, SMALL_GRID, NeuronCurve
from scenes.structure.drawings.squeeze import Squeeze, marks_between, on_grounds
from scenes.structure.drawings.through_the_curve import PassAll, round_marks
from scenes.structure.drawings.weighing import SUM_SIZE, Weighing

#: The digit whose sum is taken over.
LABEL = 7

#: Heights of the number line: below what it is taken from, then above the one it is squeezed to.
FIRST, BEFORE, AFTER = -2.55, 0.85, -2.5

#: Length of the line that the numbers are squeezed into.
SHORT = 5.0

#: Activations that are so near to the least that a neuron can hold are told as dark, and those so
#: near to 1 as bright.
DARK = 0.05

#: What becomes of 0, in Typst's notation.
AT_0 = {"sigmoid": "sigma(0) = 1/2", "relu": "f(0) = 0", "tanh": "tanh(0) = 0"}


class Squish(OneNeuron):
    """Sums on a number line, the line squeezed, the curve that does it, and what it does."""

    def construct(self):
        self.take_over_the_sum()
        self.let_the_sum_slide_onto_a_line()
        self.hang_up_the_sums_of_all_digits()
        self.squeeze_the_line()
        self.see_where_numbers_pile_up()
        self.turn_the_squeeze_into_a_curve()
        self.follow_the_curve()
        self.collect_the_sums_of_all_images()
        self.let_them_pass()
        self.tell_how_many_are_decided()

    def take_over_the_sum(self):
        self.examples = [self.digits.clear(label) for label in range(10)]
        self.examples.sort(key=lambda example: float(self.weights @ example.pixels))
        #: What the neuron adds up of each, without its bias, and what it makes of that.
        self.sums = [float(self.weights @ example.pixels) for example in self.examples]
        self.held = [self.squish(total) for total in self.sums]
        curve = NeuronCurve(*self.curve_parts)
        self.passage, self.formula = curve.passage, curve.formula
        self.lay_two_lines()
        titles = (
            message("this {label}", label=LABEL),
            message("learned weights"),
            message("weighted sum"),
        )
        image = self.digits.clear(LABEL).pixels
        self.weighing = Weighing(image, self.weights, self.largest_weight, titles)
        self.open_section(self.weighing)

    def let_the_sum_slide_onto_a_line(self):
        stage, total = self.weighing, self.weighing.total
        place = self.before.place(total.value)
        VGroup(self.before, self.grounds).shift((FIRST - BEFORE) * UP)
        self.dot = Dot(self.before.place(self.before.low), color=self.look.accent)
        line = (
            "A weighted sum can be any number, far below 0 or far above. For this {label}, it is "
            "{total:+.2f}."
        )
        with self.say(line, label=LABEL, total=total.value):
            self.quickly(Create(self.before.line), FadeOut(stage.equals, stage.titles[2]))
            above = [total.get_x(), FIRST + 0.45, 0]
            self.play(
                FadeIn(self.before.marks, self.grounds, self.before.numbers, self.dot),
                total.animate.scale(self.look.label / SUM_SIZE).move_to(above),
            )
            self.slowly(
                self.dot.animate.move_to(self.before.place(total.value)),
                total.animate.set_x(place[0]),
            )

    def hang_up_the_sums_of_all_digits(self):
        stage, up = self.weighing, (BEFORE - FIRST) * UP
        self.quickly(FadeOut(stage.picture, stage.times, *stage.titles[:2], stage.total, self.dot))
        self.source = self.source_of().stand_at(RIGHT_RIM, 3.5, RIGHT)
        self.play(
            stage.grid.animate.scale(SMALL_GRID / stage.grid.height).move_to(CORNER),
            self.before.animate.shift(up),
            self.grounds.animate.shift(up),
            FadeIn(self.source),
        )
        pictures = [example.picture for example in self.examples]
        labels = [example.label for example in self.examples]
        self.hung = HungDigits(pictures, self.sums, self.before, labels.index(LABEL))
        alike = f"{self.sums[0]:.2f}" == f"{self.sums[-1]:.2f}"
        line = choose(
            (alike, "Ten digits give it ten times the same sum, {least:+.2f}."),
            otherwise="Ten digits give it ten sums, from {least:+.2f} for this {low} to "
            "{most:+.2f} for this {high}.",
        )
        facts = {"low": labels[0], "least": self.sums[0]}
        with self.say(line, **facts, high=labels[-1], most=self.sums[-1]):
            self.play(self.hung.drop(), run_time=2 * self.look.slow)

    def squeeze_the_line(self):
        whole = marks_between(self.before.low, self.before.high)
        whole = whole[self.function(whole) <= self.after.high]  # a ReLU's may lead beyond the line
        self.squeeze = Squeeze(self.before, self.after, whole, self.function)
        line = choose(
            (
                self.is_relu,
                "This neuron is not to hold anything below 0. So fold the line: all that is "
                "negative becomes 0.",
            ),
            (
                self.is_tanh,
                "But this neuron is to hold a number from -1 to 1. So squeeze the whole line in "
                "between.",
            ),
            otherwise="But a neuron is to hold a number from 0 to 1. So squeeze the whole line "
            "in between.",
        )
        with self.say(line):
            self.play(Create(self.after.line), FadeIn(self.after.marks, self.after.numbers))
            self.fallen = self.hung.dots.copy()
            self.add(self.squeeze, self.fallen)
            self.play(
                self.squeeze.animate.set_share(1),
                *self.move_dots(self.after.place(self.held)),
                run_time=1.5 * self.look.slow,
            )

    def see_where_numbers_pile_up(self):
        line = choose(
            (
                self.is_relu,
                "Everything negative piles up at 0. What is positive stays as it is.",
            ),
            (
                self.is_tanh,
                "The far left piles up at -1, the far right at 1. Only near 0 do sums stay apart.",
            ),
            otherwise="The far left piles up at 0, the far right at 1. Only near 0 do sums stay "
            "apart.",
        )
        with self.say(line):
            for strings in self.squeeze.strings:
                self.play(strings.animate.set_stroke(width=4, opacity=1))
                self.quickly(strings.animate.set_stroke(width=1.5, opacity=0.7))

    def turn_the_squeeze_into_a_curve(self):
        chart = self.passage.chart
        line = "Now turn the short line upright. The same squeeze becomes a curve."
        with self.say(line):
            self.play(FadeOut(self.squeeze, self.hung, self.source, self.after.numbers))
            way = chart.across.line.get_start() - self.before.line.get_start()
            self.slowly(
                self.before.animate.shift(way),
                self.grounds.animate.shift(way),
                ReplacementTransform(self.after.line, chart.upward.line),
                ReplacementTransform(self.after.marks, chart.upward.marks),
                FadeIn(chart.upward.numbers),
                *self.move_dots(chart.upward.place(self.held)),
            )
            self.remove(self.before, self.grounds, *chart.upward)
            self.add(chart.across, chart.upward, self.fallen)
            self.play(FadeIn(chart.grid), *self.move_dots(chart.place(self.sums, self.held)))

    def follow_the_curve(self):
        self.middle = self.what_becomes_of_0()
        line = choose(
            (
                self.is_relu,
                "It is called a ReLU: flat at 0 on the left, and from 0 on a straight line.",
            ),
            (
                self.is_tanh,
                "It is called the hyperbolic tangent, tanh for short. Far left it nears -1, far "
                "right it nears 1. And 0 stays 0.",
            ),
            otherwise="It is called the sigmoid, or the logistic curve. Far left it nears 0, far "
            "right it nears 1. At 0 it is one half.",
        )
        with self.say(line):
            self.play(Create(self.passage.curve, run_time=1.5 * self.look.slow, rate_func=linear))
            self.play(FadeIn(self.formula, shift=0.1 * UP))
            self.quickly(FadeIn(self.middle))

    def collect_the_sums_of_all_images(self):
        passage = self.passage
        counts = passage.going_in.counts
        line = (
            "Now its sums for {data}. One more number is in them already: its bias, which comes "
            "next."
        )
        with self.say(line, data=self.found_on.counted):
            self.quickly(FadeOut(self.middle, self.fallen))
            self.add(passage.going_in.set_counts(0 * counts))
            self.slowly(FadeIn(passage.titles[0]), passage.going_in.animate.set_counts(counts))

    def let_them_pass(self):
        passage = self.passage
        line = "Each goes up to the curve, and left to what the neuron makes of it."
        with self.say(line):
            self.quickly(FadeIn(passage.titles[1]))
            self.add(passage.coming_out, passage.ray)
            self.play(PassAll(passage, run_time=2.5 * self.look.slow, rate_func=linear))

    def tell_how_many_are_decided(self):
        low = self.function.lowest + DARK
        if self.is_relu:
            low = float(self.passage.out_edges[1])
        dark, bright = self.passage.share_below(low), self.passage.share_above(1 - DARK)
        shares = rounded_to_add_up([dark, 1 - dark - bright, bright], 2)
        facts = dict(zip(("dark", "between", "bright"), shares, strict=True))
        line = choose(
            (dark == 1, "Every single one of these images leaves the neuron below {low:.2f}."),
            (self.is_relu, "Of these images, {dark:.0%} leave the neuron below {low:.2f}."),
            (bright == 1, "Every single one of these images drives the neuron above {high:.2f}."),
            (
                dark == bright == 0,
                "Every single one of these images leaves the neuron between {low:.2f} and "
                "{high:.2f}.",
            ),
            (
                self.is_tanh,
                "Of these images, {dark:.0%} drive the neuron below {low:.2f}, and {bright:.0%} "
                "above {high:.2f}. The other {between:.0%} lie in between.",
            ),
            otherwise="Of these images, {dark:.0%} leave the neuron below {low:.2f}, and "
            "{bright:.0%} drive it above {high:.2f}. The other {between:.0%} lie in between.",
        )
        heights = (low,) if self.is_relu else (low, (low + 1 - DARK) / 2, 1 - DARK)
        told = [self.share_beside(y, share) for y, share in zip(heights, shares, strict=False)]
        with self.say(line, **facts, low=low, high=1 - DARK):
            self.slowly(
                FadeOut(self.passage.ray),
                LaggedStart(*(FadeIn(each, shift=0.2 * RIGHT) for each in told), lag_ratio=0.5),
            )
            self.rest()
        self.quickly(FadeOut(*told))

    def lay_two_lines(self):
        """Make the line of all numbers, as long as the chart, and the one that a neuron holds."""
        across, upward = self.passage.chart.across, self.passage.chart.upward
        x, length = across.line.get_x(), across.line.get_length()
        marks = round_marks(upward.low, upward.high, most=3)
        self.before = NumberLine(across.low, across.high, length, self.passage.x_marks)
        self.before.shift([x, BEFORE, 0] - self.before.line.get_center())
        self.grounds = on_grounds(self.before)
        self.after = NumberLine(upward.low, upward.high, SHORT, marks)
        self.after.shift([x, AFTER, 0] - self.after.line.get_center())

    def move_dots(self, places: NDArray[np.floating]) -> list:
        """Return the animations in which the digits' dots go to places: shape (10, 3)."""
        return [dot.animate.move_to(at) for dot, at in zip(self.fallen, places, strict=True)]

    def what_becomes_of_0(self) -> VGroup:
        """Return a dot where the curve passes 0, and what it makes of it, where there is room."""
        place = self.passage.chart.place(0, self.squish(0))
        told = formula(AT_0[self.function.name], self.look.label).next_to(place, DR, buff=0.2)
        if self.is_relu or told.get_right()[0] > RIGHT_RIM:
            told.next_to(place, UL, buff=0.2)
        return VGroup(Dot(place, 0.09, color=self.look.words), told)

    def share_beside(self, y: float, share: float) -> Words:
        """Return a share of all images, to stand where their activations are."""
        chart = self.passage.chart
        told = words("{share:.0%}", colour=self.look.firing, share=share)
        told.next_to(chart.upward.place(y), RIGHT, buff=0.25)
        too_low = chart.across.place(0)[1] + 0.12 - told.get_bottom()[1]
        return told.shift(max(0, too_low) * UP)
