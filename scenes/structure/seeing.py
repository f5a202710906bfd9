"""Reading a digit is easy, and saying how one does it is not."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    Square,
    VGroup,
    linear,
)

from network.digits.digits import SIDE
from network.questions.examples import Example
from network.questions.lookalikes import Lookalikes
from scenes.mobjects.neurons.verdict import Verdict, box_around
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.side_braces import SideBraces
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.count_bars import FarAndNear
from scenes.structure.drawings.level_arrow import level_arrow
from scenes.structure.drawings.pixel_difference import PixelDifference
from scenes.structure.drawings.told_share import ToldShare

#: A pixel counts as lit from this value on; pixels are a poor guide if the nearest digit is the
#: same one less often than this.
LIT, FAIR = 0.5, 0.5

#: Where the two pictures are that are compared, and what lies over each other between them.
LEFT_AT, MIDDLE_AT, RIGHT_AT, COMPARED = (-4.5, 1.87, 0), (0, 1.87, 0), (4.5, 1.87, 0), 3.4


class Seeing(LectureScene):
    """A 3 is read at once; pixel by pixel, two 3s can be further apart than a 3 and a 5."""

    least_hidden_layers = 1

    #: The digit that is looked at, and those it is compared with.
    label, others = 3, (8, 7, 6, 5)

    def construct(self):
        self.choose_digits()
        self.open_section()
        self.let_a_digit_appear()
        self.count_its_pixels()
        self.say_where_it_comes_from()
        self.name_it()
        self.draw_it_differently()
        self.lay_two_over_each_other()
        self.trade_one_for_other_digits()
        self.compare_the_counts()
        self.say_how_far_pixels_lead()
        self.see_what_a_program_gets()
        self.ask_for_one_of_ten_answers()
        self.show_the_network_s_answer()
        self.say_why_it_matters()

    def choose_digits(self):
        """Choose 3s that differ most in their pixels, and other digits that differ least."""
        self.example = self.digits.clear(self.label)
        self.lookalikes = Lookalikes(self.digits, LIT)
        self.alike = [self.example]
        for _ in range(2):
            self.alike.append(self.lookalikes.furthest(self.label, self.alike))
        self.unlike = [self.lookalikes.nearest(label, self.example) for label in self.others]

    def let_a_digit_appear(self):
        self.picture = PixelGrid(self.example.picture, 5.4).set_revealed(0)
        line = "Watch a picture appear, pixel by pixel. When do you know what it shows?"
        with self.say(line):
            self.quickly(FadeIn(self.picture))
            reveal = self.picture.animate(rate_func=linear).set_revealed(1)
            self.play(reveal, run_time=1.7 * self.look.slow)

    def count_its_pixels(self):
        self.source = self.source_of().next_to(self.picture, UP, buff=0.2)
        self.braces = SideBraces(self.picture)
        line = (
            "It is coarse, only {side} by {side} pixels, with the ink shown white. Yet you see "
            "{label:a|an} {label} at once."
        )
        with self.say(line, side=SIDE, label=self.label):
            for brace, shift in zip(self.braces, (LEFT, DOWN), strict=True):
                self.play(FadeIn(brace, shift=0.15 * shift), run_time=self.look.normal / 2)

    def say_where_it_comes_from(self):
        digits = self.shown_digits
        line = choose(
            (
                digits.kind == "mnist",
                "It is from MNIST: 70,000 digits that people wrote by hand, so that programs can "
                "learn to read them.",
            ),
            (digits.kind == "other", "It is one of {counted}."),
            otherwise="It is one of {count:,} that a program of ours wrote, much as a hand would.",
        )
        with self.say(line, count=digits.count, counted=digits.counted):
            self.quickly(FadeIn(self.source))

    def name_it(self):
        self.name = label_of(self.label, 220, self.look.accent, 5.5).move_to([3.4, 0, 0])
        self.arrow = level_arrow(-0.6, 2.2)
        line = "From picture to number in the blink of an eye. How you do it, you can't say."
        with self.say(line):
            self.quickly(FadeOut(self.braces, self.source))
            self.play(self.picture.animate.scale(3.6 / self.picture.height).move_to([-3.4, 0, 0]))
            self.quickly(GrowArrow(self.arrow))
            self.quickly(FadeIn(self.name, shift=0.3 * RIGHT))

    def draw_it_differently(self):
        places = [(-4.5, 1.7, 0), (0, 1.7, 0), (4.5, 1.7, 0)]
        others = zip(self.alike[1:], places[1:], strict=True)
        grids = (PixelGrid(each.picture, 3.2).move_to(place) for each, place in others)
        self.threes = [self.picture, *grids]
        line = (
            "Here are two more. Other pens, other strokes, other pixels: all of them "
            "{label:a|an} {label}."
        )
        with self.say(line, label=self.label):
            self.play(
                self.picture.animate.scale(3.2 / self.picture.height).move_to(places[0]),
                self.name.animate.scale(0.7).move_to([0, -2.6, 0]),
                FadeOut(self.arrow),
            )
            self.play(LaggedStart(*(FadeIn(new, shift=0.3 * UP) for new in self.threes[1:])))
            ends = (([x, -0.15, 0], [0.18 * x, -1.75 - 0.08 * abs(x), 0]) for x, _, _ in places)
            self.arrows = VGroup(*(Arrow(*each, buff=0, color=self.look.quiet) for each in ends))
            self.play(LaggedStart(*map(GrowArrow, self.arrows)))

    def lay_two_over_each_other(self):
        first, second, third = self.threes
        self.overlay = self.difference_to(self.alike[1]).set_contrast(0)
        self.legend = SignLegend(message("lit only on the left"), message("lit only on the right"))
        threshold = note("lit: at least {limit:.1f}", limit=LIT)
        threshold.next_to(self.legend, RIGHT, buff=0.6).stand_beside(self.legend[0][1])
        self.legend = VGroup(self.legend, threshold).move_to([0, -0.2, 0])
        self.bars = self.make_bars()
        line = choose(
            (
                not self.lookalikes.only_clear,
                "Of {asked:,} digits, take the {label} that differs most from ours, drawn about as "
                "boldly. Lay one over the other: {count} pixels are lit in only one of them.",
            ),
            otherwise="Of {asked:,} digits, take the clear {label} that differs most from ours, "
            "drawn about as boldly. Lay one over the other: {count} pixels are lit in only one of "
            "them.",
        )
        facts = {"asked": self.lookalikes.asked, "label": self.label, "count": self.overlay.count}
        with self.say(line, **facts):
            self.play(
                FadeOut(third, self.name, self.arrows),
                first.animate.scale(COMPARED / first.height).move_to(LEFT_AT),
                second.animate.scale(COMPARED / second.height).move_to(RIGHT_AT),
            )
            copies = [first.copy().set_opacity(0.5), second.copy().set_opacity(0.5)]
            self.play(*(copy.animate.move_to(MIDDLE_AT) for copy in copies))
            self.quickly(FadeIn(self.overlay))
            self.remove(*copies)
            self.play(self.overlay.animate.set_contrast(1), FadeIn(self.legend))
            self.quickly(FadeIn(self.bars.heading, self.bars.which), self.bars.grow(0))

    def trade_one_for_other_digits(self):
        line = choose(
            (
                not self.lookalikes.only_clear,
                "Now trade the right one for other digits, each the nearest of its kind: "
                "{digits:list}. To you, each one is different.",
            ),
            otherwise="Now trade the right one for other digits, each the nearest clear one of its "
            "kind: {digits:list}. To you, each one is different.",
        )
        with self.say(line, digits=list(self.others)):
            for place, other in enumerate(self.unlike, start=1):
                self.compare_with(other)
                self.quickly(self.bars.grow(place))

    def compare_the_counts(self):
        far, *counts = self.bars.counts
        line = choose(
            (
                min(counts) >= far,
                "Counted in pixels, too, the other {label} is the closest here. But you did not "
                "count pixels.",
            ),
            (
                max(counts) >= far,
                "Counted in pixels, the {nearest} is closer to our {label} than the other {label} "
                "is. Being close is not being the same.",
            ),
            otherwise="Counted in pixels, all of them are closer to our {label} than the other "
            "{label} is. Being close is not being the same.",
        )
        nearest = int(np.argmin(counts))
        with self.say(line, label=self.label, nearest=self.others[nearest]):
            self.quickly(Create(self.bars.limit))
            for place, other in ((0, self.alike[1]), (1 + nearest, self.unlike[nearest])):
                self.compare_with(other, Indicate(self.bars.figures[place], 1.5))
                self.wait(self.look.quick)

    def say_how_far_pixels_lead(self):
        """Own up to what was chosen: mostly, the nearest digit is the same one."""
        asked, share = self.lookalikes.asked, self.lookalikes.share_read_by_nearest()
        line = choose(
            (
                share < FAIR,
                "And that is no exception. Only for {share:.0%} of {asked:,} digits, the nearest "
                "of all others is the same digit.",
            ),
            (
                min(self.bars.counts[1:]) >= self.bars.counts[0],
                "Mostly, that is so. For {share:.0%} of {asked:,} digits, the nearest of all "
                "others is the same digit. Pixels do help. They just don't settle it.",
            ),
            otherwise="We picked these pictures for that. For {share:.0%} of {asked:,} digits, the "
            "nearest of all others is the same digit. Pixels do help. They just don't settle it.",
        )
        what = message("the nearest of all others is the same digit:")
        how = message(
            "{asked:,} digits, each compared with {count:,}; ties shared evenly",
            asked=asked,
            count=len(self.digits.digits) - 1,
        )
        self.nearest_share = ToldShare(share, what, how).move_to([0, -2.3, 0])
        with self.say(line, share=share, asked=asked):
            self.quickly(FadeOut(self.bars))
            self.play(FadeIn(self.nearest_share, shift=0.1 * UP))
            self.rest()

    def see_what_a_program_gets(self):
        line = (
            "A program sees no strokes. To it, a picture is {pixels} numbers, from 0 for paper "
            "to 1 for full ink."
        )
        first, second, _ = self.threes
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            self.quickly(FadeOut(second, self.overlay, self.legend, self.nearest_share))
            self.slowly(first.animate.set_numbers(1).scale(15 / COMPARED).move_to([0, 0, 0]))
            self.wait(self.look.quick)
            self.slowly(first.animate.scale(7.1 / 15).move_to([-3.0, 0, 0]))

    def ask_for_one_of_ten_answers(self):
        self.candidates = VGroup()
        for digit in range(10):
            name = label_of(digit, self.look.headline, room=1.9)
            candidate = VGroup(Square(0.46, stroke_width=0), name)
            self.candidates.add(candidate.move_to([4.5, 0.7 * (4.5 - digit), 0]))
        arrow = level_arrow(0.95, 3.7)
        question = words("?", 110, self.look.accent).next_to(arrow, UP, buff=0.25)
        self.question = VGroup(arrow, question)
        line = "Which program turns these {pixels} numbers into one of {answers} answers?"
        with self.say(line, pixels=self.network.mlp.sizes[0], answers=len(self.candidates)):
            self.quickly(GrowArrow(arrow), FadeIn(question))
            self.play(LaggedStart(*map(FadeIn, self.candidates), lag_ratio=0.2))
            self.let_a_marker_wander()

    def let_a_marker_wander(self):
        """Visit all candidates, those first that the network's outputs are against most."""
        ranking = self.example.forward.ranking[::-1]
        self.marker = box_around(self.candidates[ranking[0]], self.look.quiet)
        pace = self.look.quick / 2
        self.play(Create(self.marker), run_time=pace)
        for digit in ranking[1:-1]:
            self.play(self.marker.animate.move_to(self.candidates[digit]), run_time=pace)

    def show_the_network_s_answer(self):
        first = self.example
        line = choose(
            (
                first.misread,
                "The program of this lecture has tried to learn it. It answers {answer}, with "
                "{value:.2f} where 1 is the most. That is wrong.",
            ),
            otherwise="The program of this lecture has learned it. It answers {answer}, with "
            "{value:.2f} where 1 is the most.",
        )
        answer = self.candidates[first.answer]
        self.verdict = Verdict(answer, first.answer, first.confidence, first.label)
        with self.say(line, answer=first.answer, value=first.confidence):
            boxed = ReplacementTransform(self.marker, self.verdict.box)
            self.quickly(boxed, FadeOut(self.question[1]))
            self.quickly(FadeIn(self.verdict.figures, shift=0.1 * RIGHT))
            others = [c for digit, c in enumerate(self.candidates) if digit != first.answer]
            self.play(*(c[1].animate.set_opacity(0.35) for c in others))

    def say_why_it_matters(self):
        fields = [message("pictures"), message("speech"), message("language")]
        self.fields = VGroup(*map(headline, fields)).arrange(DOWN, buff=0.7, aligned_edge=LEFT)
        self.fields.move_to([4.1, 0, 0], aligned_edge=LEFT)
        line = (
            "Reading digits is a small task. But machines that know a face, follow speech or "
            "translate are built on the same idea."
        )
        with self.say(line):
            self.quickly(FadeOut(self.candidates, self.verdict))
            self.slowly(LaggedStart(*(FadeIn(field, shift=0.2 * RIGHT) for field in self.fields)))

    def compare_with(self, other: Example, *along: Animation):
        """Put another digit in the place of the right one."""
        pace = self.look.normal if along else self.look.quick
        trade = self.threes[1].animate.set_values(other.picture)
        self.play(FadeOut(self.overlay), trade, *along, run_time=pace)
        self.overlay = self.difference_to(other)
        self.quickly(FadeIn(self.overlay))

    def make_bars(self) -> FarAndNear:
        """Return the counts of all comparisons, one bar each."""
        compared, looked = [self.alike[1], *self.unlike], self.lookalikes
        counts = [self.difference_to(other).count for other in compared]
        bars = FarAndNear(self.label, self.others, counts, looked.asked, looked.only_clear)
        return bars.shift([-3.2, -1.55, 0])

    def difference_to(self, other: Example) -> PixelDifference:
        """Return our digit and another one over each other."""
        images = (example.picture for example in (self.example, other))
        return PixelDifference(*images, COMPARED, LIT).move_to(MIDDLE_AT)
