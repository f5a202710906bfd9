"""A training, played back from its record: from random weights to a network that reads."""

from functools import cached_property
from typing import Any

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
    VGroup,
    linear,
    smooth,
)

from network.digits.digits import SIDE
from network.training.playback import Moment, Playback, neighbours_agree
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.pixels.weights import WeightLegend, WeightWall
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import headline, note
from scenes.script.catalogue import Message, message, seconds_for
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: Heights of the rows: what is counted, the network, titles of charts, and charts.
HEAD, MIDDLE, TITLES, CHARTS = 3.52, 1.05, -1.66, -2.62

#: The left and right rim of everything.
RIM = 6.75

#: Room for a chart's curves, and the least distance of two numbers below it.
CHART_WIDTH, CHART_HEIGHT, APART = 5.2, 1.35, 1.4

#: What happens before this time on the clock, 0 to 1, is over too soon to be told.
EARLY = 0.3

#: Plays last a multiple of this part of a second, which is whole frames at any usual rate.
WHOLE_FRAMES = 15

#: Accuracy must rise by at least this for a training to be told as a success.
SUCCESS = 0.2


class Learning(LectureScene):
    """Edges, outputs, cost and accuracy change together; then the first layer's weights."""

    #: Whether the pictures of weights are in the place of the network.
    looks_inside = False

    def construct(self):
        self.choose_a_digit()
        self.chapter("A random start")
        self.show_the_random_start()
        self.keep_an_eye_on_one_digit()
        self.start_two_curves()
        self.chapter("Learning, step by step")
        self.train_until_it_begins_to_read()
        self.train_until_it_reads_well()
        self.train_to_the_end()
        self.chapter("What the weights turn into")
        self.go_back_and_look_inside()
        self.let_weights_take_shape()
        self.let_weights_fade()
        self.tell_how_it_ended()

    def choose_a_digit(self):
        """Choose by what the training did: a digit that was learned late."""
        late = None if self.own_digit else self.playback.late_digit(self.digits.digits)
        self.settled = late and self.images_at(self.playback.clocks[late.settled])
        if late:
            self.example = self.digits[late.index]
        else:
            self.example = self.own_digit or self.digits.clear(3)

    def show_the_random_start(self):
        self.set_the_stage()
        network, start = self.live, self.playback.at(0)
        line = (
            "At first every weight is random. All {edges:,} connections are here; none of them "
            "knows anything yet."
        )
        with self.say(line, edges=sum(weights.size for weights in start.mlp.weights)):
            self.play(
                FadeIn(network.picture, scale=0.94),
                FadeIn(self.source),
            )
            self.play(LaggedStart(*map(FadeIn, network.layers), lag_ratio=0.3))
            self.play(
                LaggedStart(*map(FadeIn, network.weights), lag_ratio=0.4),
                run_time=1.5 * self.look.slow,
            )

    def keep_an_eye_on_one_digit(self):
        line = choose(
            (
                self.example.label is None,
                "Watch your digit: the untrained network reads it as {answer}.",
            ),
            (
                self.bars.answer == self.example.label,
                "Watch this {label}: by luck, the untrained network reads it as {answer}.",
            ),
            otherwise="Watch this {label}: the untrained network reads it as {answer}.",
        )
        with self.say(line, label=self.example.label, answer=self.bars.answer):
            rows = [self.bars.row(digit) for digit in range(len(self.bars.values))]
            self.slowly(
                LaggedStart(*(FadeIn(row, shift=0.2 * RIGHT) for row in rows), lag_ratio=0.15),
            )

    def start_two_curves(self):
        line = (
            "Two curves keep count: the cost, and the share of digits read correctly. Time runs "
            "in powers of ten."
        )
        with self.say(line):
            for chart, title, graph in zip(self.charts, self.titles, self.curves, strict=True):
                self.play(FadeIn(chart), FadeIn(title, shift=0.1 * UP))
                self.play(Create(graph.dot), run_time=self.look.quick / 2)
            self.play(FadeIn(self.counter, self.time_note))

    def train_until_it_begins_to_read(self):
        start, end = self.playback.at(0), self.playback.at(self.takeoff)
        if not self.succeeds:
            return
        line = choose(
            (
                self.outputs_sink(start, end),
                "First it learns caution: its outputs sink. The cost drops from {before:.2f} "
                "to {after:.2f}, but the answers are still guesses.",
            ),
            otherwise="In the first {images:,} images the cost goes from {before:.2f} to "
            "{after:.2f}, but the answers are still guesses.",
        )
        images = self.images_at(end.clock)
        self.say_and_replay(0, end.clock, line, images=images, before=start.cost, after=end.cost)

    def train_until_it_reads_well(self):
        if not self.succeeds:
            return
        start, end = self.playback.at(self.takeoff), self.playback.at(self.arrival)
        line = (
            "Then digits come apart: from image {first:,} to image {last:,}, accuracy climbs from "
            "{low:.0%} to {high:.0%}."
        )
        facts = {"first": self.images_at(start.clock), "last": self.images_at(end.clock)}
        facts |= {"low": start.accuracy, "high": end.accuracy}
        self.say_and_replay(start.clock, end.clock, line, **facts)

    def train_to_the_end(self):
        start, end = self.playback.at(self.arrival if self.succeeds else 0), self.playback.at(1)
        facts = {
            "images": self.images_at(1),
            "different": self.history.steps_per_epoch * self.batch,
            "epochs": self.network.epochs,
            "low": start.accuracy,
            "high": end.accuracy,
        }
        if self.settled:
            facts |= {"settled": self.settled, "label": self.example.label}
        line = choose(
            (
                not self.playback.last_step,
                "No training is on record: this network is as random as it was at the start.",
            ),
            (
                not self.succeeds,
                "After {images:,} images, accuracy has gone from {low:.0%} to {high:.0%}.",
            ),
            (
                bool(self.settled),
                "The rest is patience: {different:,} images, {epochs:,} times over. From image "
                "{settled:,} on, our {label} is read correctly.",
            ),
            (
                self.network.recipe.shift > 0,
                "The rest is patience: {different:,} images, {epochs:,} times over, each time a "
                "little shifted.",
            ),
            otherwise="The rest is patience: {different:,} images, {epochs:,} times over.",
        )
        self.say_and_replay(start.clock, 1, line, **facts)

    def go_back_and_look_inside(self):
        line = (
            "Back to the start, to look inside. All {pixels} weights into one neuron, laid out "
            "like the pixels, make a picture."
        )
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            for graph in self.curves:
                graph.track.set_stroke(opacity=0.3)
            self.replay(1, 0, run_time=self.look.slow, rate_func=smooth)
            self.turn_neurons_into_pictures()

    def let_weights_take_shape(self):
        before, after = (
            neighbours_agree(self.playback.at(clock).mlp.weights[0], SIDE)
            for clock in (0, self.peak)
        )
        line = choose(
            (
                after > before + 0.15,
                "Noise at first. Then neighbouring weights come to agree: their correlation rises "
                "from {before:.2f} to {after:.2f}, and patches form.",
            ),
            otherwise="Noise at first. The weights change step by step, and to the eye they stay "
            "noise.",
        )
        self.say_and_replay(0, self.peak, line, before=before, after=after)

    def let_weights_fade(self):
        if self.peak == 1:
            return
        line = (
            "After {images:,} images they fade again: each step takes a little off every weight, "
            "and what is not renewed goes."
        )
        self.say_and_replay(self.peak, 1, line, images=self.images_at(self.peak))

    def tell_how_it_ended(self):
        network = self.network
        facts = {
            "parameters": network.mlp.parameters.size,
            "steps": self.playback.last_step,
            "of": self.tested_on.of,
            "accuracy": network.test_accuracy,
        }
        line = (
            "Learning was only this: {parameters:,} numbers, moved a little {steps:,} times. It "
            "has never seen the test images, and reads {accuracy:.1%} {of} correctly."
        )
        with self.say(line, **facts):
            self.turn_pictures_into_neurons()
            self.show_the_result(facts)
            self.rest()

    @cached_property
    def playback(self) -> Playback:
        """The training as a film."""
        return Playback(self.history, self.network.mlp)

    @property
    def batch(self) -> int:
        """How many images make a step."""
        return self.network.recipe.batch

    @property
    def takeoff(self) -> float:
        """When the network began to read, on the clock."""
        return float(self.playback.clocks[self.playback.chapters.takeoff])

    @property
    def arrival(self) -> float:
        """When it had almost learned to."""
        return float(self.playback.clocks[self.playback.chapters.arrival])

    @cached_property
    def peak(self) -> float:
        """When the first layer's weights were largest; 1, if they did not fade a lot since.

        That they fade is the work of weight decay: without it, it isn't told.
        """
        snapshots = range(len(self.playback.clocks))
        spreads = [self.playback.network(k).weights[0].std() for k in snapshots]
        peak = float(self.playback.clocks[np.argmax(spreads)])
        fade = self.network.recipe.decay > 0 and spreads[-1] < 0.8 * max(spreads)
        return peak if fade and peak > EARLY else 1.0

    @property
    def succeeds(self) -> bool:
        """Whether there are chapters to tell."""
        rise = self.playback.at(1).accuracy - self.playback.at(0).accuracy
        return rise >= SUCCESS and 0 < self.takeoff < self.arrival < 1

    def images_at(self, clock: float) -> int:
        """Return how many images had been used up, each as often as it was."""
        return round(self.playback.at(clock).step * self.batch)

    def outputs_sink(self, start: Moment, end: Moment) -> bool:
        """Return whether cost falls because the network answers nothing firmly any more."""
        outputs = [moment.mlp.forward(self.example.pixels).output for moment in (start, end)]
        lower = outputs[1].mean() < 0.7 * outputs[0].mean() and outputs[1].max() < 0.5
        return bool(lower) and end.cost < start.cost

    def set_the_stage(self):
        """Make everything, as it is at the start; nothing is shown yet."""
        mlp, start = self.network.mlp, self.playback.at(0)
        scales = [largest_but_few(weights) for weights in mlp.weights]
        image = self.example.pixels
        self.live = Network(start.mlp.weights, image, scales, width=9.1, height=4.35)
        self.live.shift([-RIM - self.live.get_left()[0], MIDDLE, 0])
        self.source = self.source_of(self.example).next_to(self.live.picture, DOWN, buff=0.2)
        self.bars = OutputBars(np.zeros(mlp.sizes[-1]), self.example.label)
        self.bars.shift([RIM - self.bars.get_right()[0], MIDDLE, 0])
        self.make_charts()
        self.counter = named_figures(message("images seen"), self.look.accent, -RIM, HEAD)
        self.images = self.counter[1]
        self.time_note = note("each mark: ten times as many").stand_at(RIM, HEAD, RIGHT)
        scale = largest_but_few(mlp.weights[0])
        room = {"width": 2 * RIM, "height": 4.35}
        self.wall = WeightWall(start.mlp.weights[0], scale, (SIDE, SIDE), **room)
        self.wall.shift([0, MIDDLE, 0])
        self.legend = WeightLegend(scale).move_to([0, HEAD + 0.1, 0]).align_to([RIM, 0, 0], RIGHT)
        self.show_network(start)
        self.show_curves(start)

    def make_charts(self):
        """Make the charts of cost and accuracy, with their titles and curves."""
        look, history = self.look, self.history
        top = max(1, int(np.ceil(history.snapshot_cost.max())))
        costs = {value: str(value) for value in range(0, top + 1, -(-top // 3))}
        shares = {0.0: "0%", 0.5: "50%", 1.0: "100%"}
        cost = self.chart_at(-RIM + 0.5, top, costs)
        accuracy = self.chart_at(RIM - 0.15 - CHART_WIDTH, 1, shares)
        clocks = self.playback.clocks
        self.charts = [cost, accuracy]
        self.curves = [
            cost.curve(clocks, history.snapshot_cost, look.wrong),
            accuracy.curve(clocks, history.snapshot_accuracy, look.accent),
        ]
        self.titles = [
            named_figures(message("validation cost"), look.wrong, cost.place(0, 0)[0], TITLES),
            named_figures(
                message("validation accuracy"), look.accent, accuracy.place(0, 0)[0], TITLES
            ),
        ]
        self.values = [title[1] for title in self.titles]

    def chart_at(self, left: float, top: float, y_marks: dict[float, str]) -> Chart:
        """Return a chart over the clock, its number line upward at ``left``."""
        size = {"width": CHART_WIDTH, "height": CHART_HEIGHT}
        chart = Chart((0, 1), (0, top), x_marks=self.marks_of_images(), y_marks=y_marks, **size)
        return chart.shift(np.array([left, CHARTS - CHART_HEIGHT / 2, 0]) - chart.place(0, 0))

    def marks_of_images(self) -> dict[float, str]:
        """Return where the clock shows powers of ten of images; as many named as have room."""
        images, marks, last = 10.0, {0.0: "0"}, 0.0
        while images <= self.images_at(1):
            clock = self.playback.clock_after(images / self.batch)
            has_room = (clock - last) * CHART_WIDTH > APART
            if clock * CHART_WIDTH > 0.4:
                marks[clock] = short_number(int(images)) if has_room else ""
                last = clock if has_room else last
            images *= 10
        return marks

    def show_network(self, moment: Moment) -> None:
        """Bring the network and what it makes of the digit to a moment."""
        activations = moment.mlp.forward(self.example.pixels).a
        self.live.set_weights(moment.mlp.weights)
        self.live.set_activations(activations[1:])
        self.bars.set_values(activations[-1])

    def show_curves(self, moment: Moment) -> None:
        """Bring the curves and all figures to a moment."""
        for graph in self.curves:
            graph.set_end(moment.clock)
        self.values[0].set_text("{cost:.3f}", cost=moment.cost)
        self.values[1].set_text("{share:.1%}", share=moment.accuracy)
        self.images.set_text("{count:,}", count=round(moment.step * self.batch))

    def show_all(self, moment: Moment) -> None:
        """Bring all that is on the stage to a moment."""
        self.show_curves(moment)
        if self.looks_inside:
            self.wall.set_weights(moment.mlp.weights[0])
        else:
            self.show_network(moment)

    def replay(self, start: float, end: float, run_time: float, rate_func: Any = linear):
        """Let the clock run."""
        shown = [self.wall] if self.looks_inside else [self.live, self.bars]
        parts = [*shown, *self.curves, *self.values, self.images]
        self.drive(
            lambda clock: self.show_all(self.playback.at(clock)),
            parts,
            run_time,
            self.example,
            start=start,
            end=end,
            rate_func=rate_func,
        )

    def say_and_replay(self, start: float, end: float, line: str, **values: Any):
        """Let the clock run for as long as it takes to read a line."""
        with self.say(line, **values):
            seconds = seconds_for(line, values)
            self.replay(start, end, run_time=np.ceil(seconds * WHOLE_FRAMES) / WHOLE_FRAMES)

    def turn_neurons_into_pictures(self):
        """Let the pictures of weights grow in place of the neurons they belong to."""
        self.play(
            FadeOut(self.live.weights, self.bars, self.source, self.time_note, self.live.picture),
            *(FadeOut(layer) for layer in self.live.layers[1:]),
        )
        self.quickly(FadeOut(self.live.layers[0]))
        # Each where it stays: on their way from the neurons they would cross one another.
        grow = [FadeIn(grid, scale=0.4) for grid in self.wall.grids]
        self.slowly(LaggedStart(*grow, lag_ratio=0.1))
        self.looks_inside = True
        self.quickly(FadeIn(self.legend))

    def turn_pictures_into_neurons(self):
        """Let the network, now trained, come back in place of the pictures and charts."""
        self.show_network(self.playback.at(1))
        shrink = [FadeOut(grid, scale=0.4) for grid in self.wall.grids]
        self.slowly(
            LaggedStart(*shrink, lag_ratio=0.05),
            FadeOut(self.legend, self.counter, *self.charts, *self.titles, *self.curves),
        )
        self.quickly(FadeIn(self.live.layers[0]))
        self.looks_inside = False
        rest = [self.live.picture, self.live.weights, *self.live.layers[1:], self.bars, self.source]
        self.slowly(*map(FadeIn, rest))

    def show_the_result(self, facts: dict[str, Any]):
        """Put the measured accuracy below the network."""
        self.result = VGroup(
            headline("{accuracy:.1%} {of} read correctly", **facts),
            note(
                "{parameters:,} weights and biases, {steps:,} steps, played back from {snapshots} "
                "snapshots",
                snapshots=len(self.playback.clocks),
                **facts,
            ),
        ).arrange(DOWN, buff=0.3)
        self.result.move_to([0, CHARTS, 0])
        for line in self.result:
            self.play(FadeIn(line, shift=0.2 * UP))


def named_figures(name: Message, colour: str, left: float, base: float) -> VGroup:
    """Return a name with figures behind it, on one line of that height."""
    look = theme()
    label = note(name).stand_at(left, base, LEFT)
    value = Figures("0", look.label, colour)
    return VGroup(label, value.anchor_at([label.get_right()[0] + 0.25, base, 0]))


def short_number(number: int) -> Message:
    """Return a power of ten as one reads it."""
    if number < 10**6:
        return message("{number:,}", number=number)
    return message("{millions:,} million", millions=number // 10**6)
