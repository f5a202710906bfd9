"""A training, played back from its record: from random weights to a network that reads."""

from functools import cached_property
from typing import Any

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, LaggedStart, VGroup, linear, smooth

from network.digits.digits import SIDE
from network.questions.fading_weights import fade_of
from network.training.playback import Moment, neighbours_agree
from scenes.descent.drawings.training_curves import WIDTH, NamedFigures, TrainingCurves
from scenes.descent.drawings.wall_of_images import WallOfImages
from scenes.look.places import HEAD
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import Message, message, times_of
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: Left and right rim of everything; the height of what is counted; the network's middle.
RIM, COUNTS, NETWORK_Y = 6.75, HEAD + 0.2, 1.1

#: The network's size, and middle and size of the picture of weights.
NETWORK, WEIGHTS_AT, WEIGHTS = (8.4, 4.2), (4.75, 1.1, 0), 3.5

#: Middle of the wall of training images and its room; where its facts begin.
WALL_AT, WALL, FACTS_AT = (-2.9, 0.1, 0), (7.4, 5.6), (1.5, 1.2)

#: Plays last a multiple of this part of a second, which is whole frames at any usual rate.
WHOLE_FRAMES = 15

#: The least distance of two numbers below a chart.
APART = 1.3

#: Accuracy must rise by so much to be told as a success; neighbouring weights must agree by so
#: much more than at the start for a picture to be spoken of.
SUCCESS, PICTURE = 0.2, 0.15


class Learning(LectureScene):
    """Batches and epochs; then edges, a neuron's weights, cost and accuracy change together."""

    plays_back = only_trained_here = True

    def construct(self):
        self.open_section()
        self.chapter("Batches and epochs")
        self.see_what_one_step_would_take()
        self.take_a_batch()
        self.use_all_images_once()
        self.chapter("Watching it learn")
        self.show_the_random_start()
        self.train_until_it_begins_to_read()
        self.train_until_it_reads_well()
        self.train_to_the_end()
        self.tell_how_it_ended()

    def see_what_one_step_would_take(self):
        self.place_the_wall()
        line = (
            "In full, the cost is an average over all {images:,} training images. One step would "
            "have to look at all of them."
        )
        with self.say(line, images=self.images_an_epoch):
            self.play(FadeIn(self.wall))

    def take_a_batch(self):
        line = (
            "Real training is less patient. It measures the gradient on a batch of {batch} "
            "{batch:image|images}, drawn at random, and takes its step at once. This is called "
            "stochastic gradient descent."
        )
        with self.say(line, batch=self.batch):
            for step in range(1, min(4, self.history.steps_per_epoch + 1)):
                self.wall.set_used(step * self.batch)
                self.play(FadeIn(self.facts[0], shift=0.2 * UP)) if step == 1 else self.rest()
            self.first_steps = step

    def use_all_images_once(self):
        steps, images = self.history.steps_per_epoch, self.images_an_epoch
        line = choose(
            (
                self.network.epochs == 0,
                "After {steps:,} such steps, each image has been used once: that is an epoch.",
            ),
            otherwise="After {steps:,} such steps, each image has been used once: that is an "
            "epoch. This network was trained for {epochs:,} {epochs:epoch|epochs}.",
        )
        with self.say(line, steps=steps, epochs=self.network.epochs):
            self.play(FadeIn(self.facts[1], shift=0.2 * UP))
            self.drive(
                lambda share: self.wall.set_used(round(share * steps) * self.batch),
                [self.wall],
                self.look.slow,
                images,
                start=self.first_steps / steps,
                rate_func=smooth,
            )
            self.play(FadeIn(self.facts[2], shift=0.2 * UP))

    def show_the_random_start(self):
        self.set_the_stage()
        live = self.live
        line = (
            "Now watch all {edges:,} connections, and the weights into one neuron as a picture. "
            "Below are cost and accuracy, on images that are never learned from."
        )
        self.quickly(FadeOut(self.wall, self.facts))
        with self.say(line, edges=sum(weights.size for weights in self.network.mlp.weights)):
            self.play(FadeIn(live.picture, self.source), LaggedStart(*map(FadeIn, live.layers)))
            edges = LaggedStart(*map(FadeIn, live.weights), lag_ratio=0.4)
            self.play(edges, FadeIn(self.digits_named))
            self.play(FadeIn(self.marked, self.grid, self.names_of_grid))
            self.play(FadeIn(self.curves, self.counts))

    def train_until_it_begins_to_read(self):
        if not self.succeeds:
            return
        start, end = self.playback.at(0), self.playback.at(self.takeoff)
        line = choose(
            (
                self.sinks(start, end),
                "First the cost falls, from {before:.2f} to {after:.2f}. That is mostly by turning "
                "outputs down: ten zeros alone cost 1. Only {share:.0%} are read correctly.",
            ),
            otherwise="In {steps:,} steps, the cost goes from {before:.2f} to {after:.2f}. Only "
            "{share:.0%} are read correctly.",
        )
        facts = {"before": start.cost, "after": end.cost, "share": end.accuracy}
        self.say_and_replay(0, end.clock, line, steps=round(end.step), **facts)

    def train_until_it_reads_well(self):
        if not self.succeeds:
            return
        start, end = self.playback.at(self.takeoff), self.playback.at(self.arrival)
        line = (
            "Then digits come apart: the share that is read correctly climbs from {low:.0%} to "
            "{high:.0%}."
        )
        self.say_and_replay(start.clock, end.clock, line, low=start.accuracy, high=end.accuracy)

    def train_to_the_end(self):
        start, end = self.playback.at(self.arrival if self.succeeds else 0), self.playback.at(1)
        agree = [self.agreement(clock) for clock in (0, start.clock)]
        line = choose(
            (
                not self.playback.last_step,
                "No training is on record: this network is as random as it was at the start.",
            ),
            (
                not self.succeeds,
                "After {steps:,} {steps:step|steps}, the share that is read correctly has gone "
                "from {low:.0%} to {high:.0%}.",
            ),
            (
                agree[1] < agree[0] + PICTURE,
                "The rest is patience. The weights change a little with every step, and to the "
                "eye they stay noise.",
            ),
            (
                fade_of(self.playback, self.network.recipe, self.neuron).by_decay,
                "The rest is patience. There are patches in the picture by now. Later they fade: "
                "each step also makes all weights a little smaller.",
            ),
            otherwise="The rest is patience. In the picture there are patches by now: "
            "neighbouring weights agree.",
        )
        facts = {"low": start.accuracy, "high": end.accuracy, "steps": self.playback.last_step}
        self.say_and_replay(start.clock, 1, line, **facts)

    def tell_how_it_ended(self):
        network = self.network
        facts = {
            "parameters": network.mlp.parameters.size,
            "steps": self.playback.last_step,
            "of": self.tested_on.of,
            "accuracy": network.test_accuracy,
        }
        line = "That is learning: {parameters:,} numbers, each moved a little, {steps:,} times."
        with self.say(line, **facts):
            self.quickly(FadeOut(self.curves, self.counts))
            self.result = headline("{accuracy:.1%} {of} read correctly", **facts)
            self.play(FadeIn(self.result.move_to([0, -2.5, 0]), shift=0.2 * UP))
        self.rest()

    @property
    def batch(self) -> int:
        """How many images make a step."""
        return self.network.recipe.batch

    @property
    def images_an_epoch(self) -> int:
        """How many images are used in an epoch."""
        return self.history.steps_per_epoch * self.batch

    @property
    def takeoff(self) -> float:
        """When the network began to read, on the clock."""
        return float(self.playback.clocks[self.playback.chapters.takeoff])

    @property
    def arrival(self) -> float:
        """When it had almost learned to."""
        return float(self.playback.clocks[self.playback.chapters.arrival])

    @property
    def succeeds(self) -> bool:
        """Whether there are chapters to tell."""
        rise = self.playback.at(1).accuracy - self.playback.at(0).accuracy
        return rise >= SUCCESS and 0 < self.takeoff < self.arrival < 1

    @cached_property
    def neuron(self) -> int:
        """Whose weights are shown: the one whose picture is the smoothest in the end."""
        rows = self.network.mlp.weights[0]
        return int(np.argmax([neighbours_agree(row[None], SIDE) for row in rows]))

    def sinks(self, start: Moment, end: Moment) -> bool:
        """Whether the cost falls mostly because the outputs get dark."""
        pixels, fall = self.digits.digits.pixels[:1000], start.cost - end.cost
        before, after = (each.mlp.forward(pixels).output.mean() for each in (start, end))
        return bool(after < before / 2 and start.cost - 1 > fall / 2)

    def agreement(self, clock: float) -> float:
        """Return how much neighbouring weights agree in the picture at a time."""
        return neighbours_agree(self.weights_at(self.playback.at(clock))[None], SIDE)

    def weights_at(self, moment: Moment) -> np.ndarray:
        """Return the weights in the picture: shape (784,)."""
        return moment.mlp.weights[0][self.neuron]

    def place_the_wall(self):
        """Make the wall of training images, and what a batch and an epoch are."""
        steps, images = self.history.steps_per_epoch, self.images_an_epoch
        order = np.random.default_rng(self.network.recipe.seed).permutation(images)
        self.wall = WallOfImages(order, self.batch, *WALL).move_to(WALL_AT)
        epochs = self.network.epochs
        self.facts = VGroup(
            words("a batch: {batch} {batch:image|images}, one step", room=5.2, batch=self.batch),
            words("an epoch: {steps:,} {steps:step|steps}", room=5.2, steps=steps),
            words("in all: {epochs:,} {epochs:epoch|epochs}", room=5.2, epochs=epochs),
        )
        for place, fact in enumerate(self.facts):
            fact.stand_at(FACTS_AT[0], FACTS_AT[1] - 1.1 * place, LEFT)

    def set_the_stage(self):
        """Make everything, as it is at the start; nothing is shown yet."""
        mlp, start = self.network.mlp, self.playback.at(0)
        self.example = self.own_digit or self.digits.familiar(3)
        scales = [largest_but_few(weights) for weights in mlp.weights]
        width, height = NETWORK
        self.live = Network(start.mlp.weights, self.example.pixels, scales, width, height)
        self.live.shift([-RIM - self.live.get_left()[0], NETWORK_Y, 0])
        self.source = self.source_of(self.example).next_to(self.live.picture, DOWN, buff=0.2)
        self.source.shift([max(0, -RIM - self.source.get_left()[0]), 0, 0])
        look = self.look
        names = [label_of(digit, look.note, look.quiet, room=1.0) for digit in range(10)]
        self.digits_named = self.live.layers[-1].labels(names, buff=0.15)
        self.marked = ring(self.live.layers[0].neurons[self.neuron]).set_z_index(4)
        self.grid = WeightGrid(self.weights_at(start), scales[0], WEIGHTS).move_to(WEIGHTS_AT)
        title = note("weights into this neuron", self.look.accent, room=4.2)
        chosen = note("the smoothest of {count} pictures", room=4.2, count=len(mlp.weights[0]))
        self.names_of_grid = VGroup(
            title.next_to(self.grid, UP, buff=0.16), chosen.next_to(self.grid, DOWN, buff=0.16)
        )
        history = self.history
        self.curves = TrainingCurves(
            self.playback.clocks,
            history.snapshot_cost,
            history.snapshot_accuracy,
            self.marks_of_steps(),
        )
        self.counts = VGroup(
            NamedFigures(message("steps"), -RIM, COUNTS, self.look.words),
            NamedFigures(message("epochs"), -RIM + 3.2, COUNTS, self.look.words),
        )
        self.show(start)

    def marks_of_steps(self) -> dict[float, str]:
        """Return where the clock shows powers of ten of steps; as many named as have room."""
        steps, marks, last = 1, {0.0: "0"}, 0.0
        while steps <= self.playback.last_step:
            clock = self.playback.clock_after(steps)
            has_room = (clock - last) * WIDTH > APART
            marks[clock] = short_number(steps) if has_room else ""
            last = clock if has_room else last
            steps *= 10
        return marks

    def show(self, moment: Moment) -> None:
        """Bring all that is on the stage to a moment."""
        self.live.set_weights(moment.mlp.weights)
        self.live.set_activations(moment.mlp.forward(self.example.pixels).a[1:])
        self.grid.set_weights(self.weights_at(moment))
        self.curves.set_clock(moment.clock, moment.cost, moment.accuracy)
        steps, epochs = (each.figures for each in self.counts)
        steps.set_text("{count:,}", count=round(moment.step))
        epochs.set_text("{count:.1f}", count=moment.step / self.history.steps_per_epoch)

    def say_and_replay(self, start: float, end: float, line: str, **values: Any):
        """Let the clock run for as long as it takes to tell a line."""
        with self.say(line, **values):
            seconds = np.ceil(times_of(line, values).lasts * WHOLE_FRAMES) / WHOLE_FRAMES
            self.replay(start, end, run_time=seconds)

    def replay(self, start: float, end: float, run_time: float):
        """Let the clock run."""
        counts = (each.figures for each in self.counts)
        self.drive(
            lambda clock: self.show(self.playback.at(clock)),
            [self.live, self.grid, *self.curves.changing, *counts],
            run_time,
            *(self.example, self.neuron),
            start=start,
            end=end,
            rate_func=linear,
        )


def short_number(number: int) -> Message:
    """Return a power of ten as one reads it."""
    if number < 10**6:
        return message("{number:,}", number=number)
    return message("{millions:,} million", millions=number // 10**6)
