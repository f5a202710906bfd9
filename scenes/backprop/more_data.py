"""How many labelled images it takes; and all of the lecture in one picture."""

from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, LaggedStart, VGroup

from network.measured.more_data import MoreData as Study
from scenes.backprop.drawings.accuracy_by_count import AccuracyByCount
from scenes.backprop.drawings.backward_network import BackwardNetwork
from scenes.look.places import ABOVE_FOOT, FOOT, HEAD, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.writing.legend import Legend
from scenes.mobjects.writing.words import formula, headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.one_image import OneImage

#: Middle of the chart.
CHART_AT = (0.35, 0.45, 0)

#: Accuracies whose means differ by less are as good as equal.
EQUAL = 0.005

#: Baselines of what stands below the network in the end.
ASKED, ANSWER = -2.85, -3.5


class MoreData(OneImage):
    """The same training with more and more labelled images; then the lecture ends."""

    def construct(self):
        self.open_section()
        self.ask_how_many()
        self.train_with_all_numbers()
        self.compare_tens()
        self.try_fewer_steps()
        self.tell_what_helps()
        self.look_back()
        self.look_ahead()

    def ask_how_many(self):
        self.lay_out()
        line = "One thing all of this needs: images with labels. How many of them?"
        with self.say(line):
            self.play(FadeIn(self.found.chart, self.texts))
        self.rest()

    def train_with_all_numbers(self):
        study = self.study
        line = choose(
            (
                study.activation == "sigmoid" and self.network.mlp.activation != "sigmoid",
                "We train networks of sigmoids, with {hidden:list} hidden neurons: with {first:,} "
                "labelled images, with {second:,}, and so on up to {last:,}. Each takes {steps:,} "
                "steps, and there are {starts} random starts.",
            ),
            otherwise="We train networks with {hidden:list} hidden neurons: with {first:,} "
            "labelled images, with {second:,}, and so on up to {last:,}. Each takes {steps:,} "
            "steps, and there are {starts} random starts.",
        )
        facts = {"hidden": list(study.sizes[1:-1]), "steps": study.steps}
        facts |= {"first": study.counts[0], "second": study.counts[1], "last": study.counts[-1]}
        with self.say(line, starts=len(study.seeds), **facts):
            self.quickly(FadeIn(self.terms))
            self.rest(3)
            come = (FadeIn(each, scale=1.5) for each in self.found.dots)
            self.slowly(LaggedStart(*come, lag_ratio=0.5))
        self.rest()

    def compare_tens(self):
        tens = self.tens
        shares = [float(self.study.on_test[place].mean()) for place in tens]
        line = choose(
            (
                len(tens) == 2,
                "With {few:,} labels, {first:.1%} of the test images are read correctly on "
                "average. With {many:,}, {second:.1%}.",
            ),
            otherwise="With {few:,} labels, {first:.1%} of the test images are read correctly on "
            "average. With ten times as many, {second:.1%}. With ten times as many again, "
            "{third:.1%}.",
        )
        facts = {"few": self.study.counts[tens[0]], "many": self.study.counts[tens[1]]}
        facts |= {"first": shares[0], "second": shares[1], "third": shares[-1]}
        with self.say(line, **facts):
            self.play(Create(self.found.curve))
            come = (FadeIn(each, shift=0.1 * UP) for each in self.found.means)
            self.slowly(LaggedStart(*come, lag_ratio=0.6))
        self.rest(1.5)

    def try_fewer_steps(self):
        study = self.study
        line = (
            "Whoever has few images sees each more often: {few:,} images, {times:,} times. Does "
            "that help? Here is what only {fewer:,} steps bring."
        )
        facts = {"few": study.counts[0], "times": study.times[0], "fewer": study.fewer}
        with self.say(line, **facts):
            self.rest(3)
            self.quickly(FadeIn(self.legend))
            come = (FadeIn(each, scale=1.5) for each in self.found.others)
            self.slowly(LaggedStart(*come, lag_ratio=0.5))
        self.rest()

    def tell_what_helps(self):
        gains = self.gains
        alike = int(np.argmin(gains < EQUAL)) if not (gains < EQUAL).all() else len(gains)
        line = choose(
            (not alike, "Repeating helped here. And so did more images."),
            otherwise="Up to {count:,} images, that is just as good. Once each has been seen "
            "often, seeing it again brings hardly anything. Other images do. But somebody has to "
            "label each.",
        )
        with self.say(line, count=self.study.counts[max(alike, 1) - 1]):
            self.rest(2)
        self.rest(1.5)
        gone = (self.found, self.texts, self.terms, self.legend)
        self.quickly(FadeOut(*gone))

    def look_back(self):
        live, look = self.live, self.look
        line = (
            "In short: wishes go back, layer by layer, to every weight and bias. Averaged over "
            "images, these are the negative gradient. And each batch takes a step."
        )
        with self.say(line):
            self.play(FadeIn(live.picture, *live.layers, live.column, live.arrows, self.source))
            self.add(live)
            self.play(live.sweep_back(look.slow))
            self.play(FadeIn(self.gradient, shift=0.1 * UP))
        self.rest(1.5)

    def look_ahead(self):
        line = "Why these are exactly the slopes of the cost is a matter of calculus: lecture 4."
        with self.say(line):
            self.play(FadeIn(self.answer, shift=0.1 * UP))
        self.rest(2)

    @property
    def study(self) -> Study:
        """What was measured."""
        return self.more_data

    @property
    def tens(self) -> list[int]:
        """The places of counts that are ten times the one before, from the first one on.

        If there are none, those of the first count and the last.
        """
        counts, places = self.study.counts, [0]
        while 10 * counts[places[-1]] in counts:
            places.append(counts.index(10 * counts[places[-1]]))
        return places[:3] if len(places) > 1 else [0, len(counts) - 1]

    @property
    def gains(self) -> np.ndarray:
        """By how much the longer trainings read more than the shorter ones: shape (repeated,)."""
        sooner = self.study.sooner.mean(axis=1)
        return self.study.on_test.mean(axis=1)[: len(sooner)] - sooner

    def lay_out(self):
        """Make the chart and what is written around it; nothing is shown yet."""
        study, look = self.study, self.look
        self.found = AccuracyByCount(study.counts, study.on_test, study.sooner).shift(CHART_AT)
        tested = data_of(study.origin.data, study.tested)
        terms = choose(
            (self.network.recipe is None, message("{steps:,} steps each, images stay in place")),
            otherwise=message(
                "{steps:,} steps each, images stay in place; our own network took {ours:,} steps"
            ),
        )
        self.texts = VGroup(
            words("{counted}: read correctly", room=8.5, counted=tested.counted).stand_at(
                LEFT_RIM, HEAD, LEFT
            ),
            self.found.name_across(message("labelled training images, drawn anew for each start")),
        )
        self.terms = VGroup(
            note(
                "{data}; layers {sizes:commas}; batches of {batch}; rate {rate:g}, falling to 0",
                data=tested.collection,
                sizes=list(study.sizes),
                batch=study.batch,
                rate=study.rate,
            ).stand_at(LEFT_RIM, ABOVE_FOOT, LEFT),
            note(terms, steps=study.steps, ours=self.playback.last_step).stand_at(
                LEFT_RIM, FOOT, LEFT
            ),
        )
        ring = Dot(radius=0.08, color=look.positive, fill_opacity=0, stroke_width=2.5)
        marks = [
            (Dot(radius=0.08, color=look.words), message("{count:,} steps", count=study.steps)),
            (ring, message("{count:,} steps", count=study.fewer)),
        ]
        self.legend = Legend(marks)
        self.legend.move_to([RIGHT_RIM, HEAD + 0.1, 0], RIGHT)
        self.answer = VGroup(headline("calculus", look.accent), note("lecture 4"))
        self.answer.arrange(RIGHT, buff=0.4).move_to([0, ANSWER, 0])
        self.answer[1].stand_beside(self.answer[0])
        averaged = words("averaged over all images:")
        self.gradient = VGroup(averaged, formula("-nabla C", look.headline))
        self.gradient.arrange(RIGHT, buff=0.4).move_to([0, ASKED, 0])
        self.gradient[1].stand_beside(averaged)

    @cached_property
    def live(self) -> BackwardNetwork:
        """The network that has learned half, and what the image asks of it; no light as yet."""
        trace = self.trace
        asked = [-slopes for slopes in trace.gradient.weights]
        return BackwardNetwork(self.mlp.weights, asked, trace.wishes, trace.forward.a, self.label)

    @cached_property
    def source(self):
        """Where the image is from."""
        return self.source_of().next_to(self.live.picture, DOWN, buff=0.2)
