"""The average cost of thousands of examples: a function of all weights and biases."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    TransformFromCopy,
    VGroup,
    linear,
)

from network.digits.digits import Digits
from network.files.archive import Provenance
from network.measured.example_costs import ExampleCosts
from network.measured.study import Origin
from network.questions.examples import Example
from network.questions.mistakes import badness, nudged
from scenes.descent.drawings.function_box import FunctionBox
from scenes.descent.drawings.reading_network import ExampleCost, ReadingNetwork
from scenes.descent.drawings.running_means import RunningMeans
from scenes.descent.drawings.two_measures import TwoMeasures
from scenes.look.places import LEFT_RIM
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import formula, headline, note
from scenes.script.catalogue import message, written
from scenes.script.variants import choose
from scenes.stage.data import Data
from scenes.stage.lecture import LectureScene

#: The digit that stays with us.
LABEL = 3

#: Middle of the chart's room for curves; seconds in which all examples go by.
CHART, SECONDS = (3.85, 0.1), (5.4, 3.0)

#: Baseline of the number of the example.
NUMBER = -2.85

#: Middles of the two functions: x of both, and heights.
BOXES, NETWORK_AT, COST_AT = 0.95, 2.12, -1.32

#: Height of the network in its box; height of the images below the other box, and how many stand
#: for all.
SMALL, THUMBNAIL, SHOWN = 1.45, 0.5, 7

#: Columns, rows and how far apart they are, of what is compared.
COLUMNS, ROWS = (-1.3, 1.1, 4.5), (2.9, 2.1, 1.35)

#: So much is added to one weight.
NUDGE = 0.001


class MeanCost(LectureScene):
    """Costs of example after example are averaged; the average is a function of the network."""

    plays_back = True

    def construct(self):
        self.open_section(*self.stage_taken_over())
        self.see_that_one_image_is_not_enough()
        self.read_them_all()
        self.let_the_trained_network_read_them()
        self.recall_that_a_network_is_a_function()
        self.put_a_function_on_top()
        self.see_what_counting_mistakes_would_miss()
        self.ask_which_way()

    def stage_taken_over(self) -> list:
        """Return what ``OneCost`` ended with."""
        start, example = self.playback.network(0), self.example
        scales = [largest_but_few(weights) for weights in self.network.mlp.weights]
        a = start.forward(example.pixels).a
        self.live = ReadingNetwork(start.weights, example.pixels, scales)
        self.live.read(example.picture, a)
        self.live.names[example.label].set_color(self.look.accent)
        self.source = self.live.source(self.shown_digits.name)
        wanted = np.eye(10)[example.label]
        self.cost = ExampleCost(float(np.square(a[-1] - wanted).sum()))
        return [self.live, self.source, self.cost]

    def see_that_one_image_is_not_enough(self):
        line = (
            "That was one image. A network that answered {label} to everything would cost nothing "
            "here, and read no other digit."
        )
        with self.say(line, label=self.example.label):
            self.rest()

    def read_them_all(self):
        look, live, data, costs = self.look, self.live, self.read_on, self.costs
        names = message("random start"), message("trained")
        self.means = RunningMeans((costs.start, costs.trained), names)
        self.means.shift([*CHART, 0] - self.means.chart.grid.get_center())
        source = live.source(data.name)
        caption = note("example").stand_at(LEFT_RIM, NUMBER, LEFT)
        self.number = Figures("1", look.note, look.words)
        self.number.anchor_at([caption.get_right()[0] + 0.2, NUMBER, 0])
        self.caption = VGroup(caption, self.number)
        line = "So take many: {counted}. Of all their costs, take the average."
        with self.say(line, counted=data.counted):
            self.quickly(FadeOut(self.source), live.names.animate.set_color(look.words))
            self.play(FadeIn(source, self.caption), *self.turn_to_the_first())
            self.play(FadeIn(self.means.chart, self.means.title[0]))
        self.source = source
        line = "The more there are, the less one more can move it. It settles near {cost:.2f}."
        with self.say(line, cost=self.averages[0]):
            self.add(self.means.value)
            self.let_examples_go_by(0, SECONDS[0])
            self.quickly(FadeIn(self.means.names[0]))

    def let_the_trained_network_read_them(self):
        live, weights = self.live, self.network.mlp.weights
        line = "The trained network reads the same images. Its average cost is {cost:.3f}."
        with self.say(line, cost=self.averages[1]):
            matrices = zip(live.weights, weights, live.scales, strict=True)
            self.play(*(one.animate.set_strengths(live.strength(*how)) for one, *how in matrices))
            self.let_examples_go_by(1, SECONDS[1])
            self.quickly(FadeIn(self.means.names[1]))
            self.rest(1.5)

    def recall_that_a_network_is_a_function(self):
        mlp = self.network.mlp
        facts = {"pixels": mlp.sizes[0], "outputs": mlp.sizes[-1]}
        facts["parameters"] = mlp.parameters.size
        knobs = message("{parameters:,} weights and biases", **facts)
        self.inner = FunctionBox(
            message("network"),
            message("{pixels} pixels", **facts),
            message("{outputs} outputs", **facts),
            knobs,
            room=SMALL + 0.1,
        ).shift([BOXES, NETWORK_AT, 0])
        self.outer = FunctionBox(
            message("average cost"),
            knobs,
            message("one number"),
            self.read_on.counted,
            self.look.wrong,
        ).shift([BOXES, COST_AT, 0])
        self.wall = Group(*(PixelGrid(self.read.image(k), THUMBNAIL) for k in range(SHOWN)))
        self.wall.arrange(buff=0.12).next_to(self.outer.upward, DOWN, buff=0.12)
        self.outer.shaped_by.next_to(self.wall, DOWN, buff=0.15)
        inner = self.inner
        line = (
            "The network is a function: {pixels} numbers in, {outputs} out. Its {parameters:,} "
            "weights and biases decide which function it is."
        )
        live = self.live
        gone = (self.source, self.cost, self.caption, self.means, live.names)
        with self.say(line, **facts):
            self.play(FadeOut(*gone))
            live.remove(live.names)
            self.play(live.animate.scale(SMALL / live.height).move_to(inner.place))
            self.play(FadeIn(inner.box, inner.title))
            self.play(FadeIn(inner.into, inner.given, inner.out, inner.result))
            self.play(FadeIn(inner.upward, inner.shaped_by, shift=0.2 * UP))

    def put_a_function_on_top(self):
        mlp, inner, outer = self.network.mlp, self.inner, self.outer
        last = written("{number:,}", number=mlp.parameters.size - 1)
        self.symbol = formula(f'C(w_0, dots, w_"{last}")', self.look.note, self.look.wrong)
        self.symbol.next_to(outer.result, DOWN, buff=0.2).align_to(outer.result, LEFT)
        line = (
            "On top of it stands the cost function. All weights and biases go in, and one number "
            "comes out. Now images and labels decide which."
        )
        with self.say(line):
            self.play(FadeIn(outer.box, outer.title))
            self.slowly(
                TransformFromCopy(inner.shaped_by, outer.given), FadeIn(outer.into, outer.out)
            )
            self.play(FadeIn(outer.result, self.symbol))
            self.play(FadeIn(outer.upward))
            come = (FadeIn(each, shift=0.2 * UP) for each in self.wall)
            self.slowly(LaggedStart(*come), FadeIn(outer.shaped_by))
        self.rest(0.5)

    def see_what_counting_mistakes_would_miss(self):
        start, read = self.playback.network(0), self.read
        changed = nudged(start, self.example.label, NUDGE, read)
        before, after = badness(start, read), badness(changed, read)
        self.compared = TwoMeasures(*zip(before, after, strict=True), NUDGE)
        same = before.mistakes == after.mistakes
        line = choose(
            (
                same and after.cost > before.cost,
                "Why not count misread images instead? Make one weight larger by a thousandth: the "
                "count stays the same. The cost rises, a little: that was the wrong way.",
            ),
            (
                same,
                "Why not count misread images instead? Make one weight larger by a thousandth: the "
                "count stays the same. The cost falls, a little: that was the right way.",
            ),
            otherwise="Why not count misread images instead? Make one weight larger by a "
            "thousandth: the count jumps. The cost only moves a little, as the weight did.",
        )
        with self.say(line):
            self.quickly(FadeOut(self.inner, self.live))
            for part in self.compared:
                self.play(FadeIn(part, shift=0.1 * DOWN))
        self.rest()

    def ask_which_way(self):
        outer = self.outer
        shown = Group(outer, self.wall, self.symbol)
        asked = headline("which way?", self.look.accent)
        line = (
            "But telling a network that it is bad does not make it better. It has to be told which "
            "way to change."
        )
        with self.say(line):
            self.quickly(FadeOut(self.compared))
            self.play(shown.animate.shift(-COST_AT * UP))
            self.rest()
            asked.next_to(outer.given, UP, buff=0.5)
            self.play(
                FadeIn(asked, shift=0.2 * UP), outer.given.animate.set_color(self.look.accent)
            )
        self.rest()

    def turn_to_the_first(self) -> list[Animation]:
        """Return the animations in which the random start reads the first of the examples."""
        live, image = self.live, self.read.image(0)
        held = self.playback.network(0).forward(image).a[1:]
        layers = zip(live.layers, held, strict=True)
        return [
            live.picture.animate.set_values(image),
            self.cost.number.animate.set_value(float(self.costs.start[0])),
            *(layer.animate.set_activations(values) for layer, values in layers),
        ]

    def let_examples_go_by(self, which: int, run_time: float) -> None:
        """Let one of the two networks read all examples, ever faster, while its curve is drawn."""
        mlp = (self.playback.network(0), self.network.mlp)[which]
        costs = (self.costs.start, self.costs.trained)[which]
        count = len(costs)

        def show(share: float) -> None:
            number = max(1, round(count**share))
            image = self.read.image(number - 1)
            self.live.read(image.reshape(28, 28), mlp.forward(image).a)
            self.number.set_text("{number:,}", number=number)
            self.cost.number.set_value(float(costs[number - 1]))
            self.means.set_read(which, number)

        self.add(self.means.curves[which])
        means = self.means
        parts = [self.live, self.number, self.cost.number, means.curves[which], means.value]
        self.drive(show, parts, run_time, costs, which, rate_func=linear)

    @cached_property
    def example(self) -> Example:
        """The digit that stays with us."""
        return self.digits.familiar(LABEL)

    @cached_property
    def studied_read(self) -> Digits | None:
        """The digits that costs were studied on, if they can be shown."""
        return self.studied_digits(self.example_costs)

    @property
    def read(self) -> Digits:
        """The digits that go by."""
        return self.digits.digits if self.studied_read is None else self.studied_read

    @cached_property
    def costs(self) -> ExampleCosts:
        """What each of them costs: measured now, if others had been studied."""
        if self.studied_read is not None:
            return self.example_costs
        shown = self.digits.digits
        data = Provenance(shown.name, shown.sha256)
        origin = Origin(self.network.mlp.fingerprint, data, "test", len(shown))
        return ExampleCosts.measure(self.playback, shown, origin)

    @property
    def read_on(self) -> Data:
        """How to speak of the digits that go by."""
        return self.studied_on(self.costs)

    @property
    def averages(self) -> tuple[float, float]:
        """What the examples cost on average, at the start and after training."""
        return float(self.costs.start.mean()), float(self.costs.trained.mean())
