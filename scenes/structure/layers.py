"""Neurons form layers: pixels first, answers last, and something hidden between."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Brace,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Line,
    Restore,
    SurroundingRectangle,
    VGroup,
)

from network.digits.digits import SIDE
from network.questions.examples import Example
from scenes.mobjects.neurons.diagram import PICTURE_AT, RESTING, NetworkDiagram
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.sealed_box import SealedBox
from scenes.mobjects.neurons.verdict import box_around
from scenes.mobjects.writing.words import note, words
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.dots_by_kind import TrialsChart

#: How many pixels stay in the column when it collapses.
DRAWN = 16

#: Where the column is, how tall, and what room a pixel gets in it.
COLUMN_AT, COLUMN_HEIGHT, CELL = (0.0, 0.2), 5.6, 0.3

#: The digit whose output neuron is looked at.
WATCHED = 9

#: Where the boxes of the hidden layers wait beside the chart, and the room they have there.
BESIDE_CHART, ROOM = (-5.95, 0.3, 0), (1.5, 3.4)

#: Accuracies that differ by less than this count as the same; from this one on they are good.
ALIKE, GOOD = 0.005, 0.9

#: An output below this is called dark.
DARK = 0.1


class Layers(LectureScene):
    """From 784 pixels to ten outputs: the layers appear, and what an output means."""

    least_hidden_layers = 1

    def construct(self):
        self.choose_digits()
        self.open_section()
        self.chapter("The first layer")
        self.show_the_pixels_as_neurons()
        self.unroll_them_into_a_column()
        self.collapse_the_column()
        self.go_back_to_the_picture()
        self.chapter("The other layers")
        self.add_the_other_layers()
        self.connect_layer_to_layer()
        self.chapter("What an output means")
        self.enlarge_one_output()
        self.show_it_other_digits()
        self.say_that_it_is_no_probability()
        self.chapter("Hidden layers")
        self.box_the_hidden_layers()
        self.compare_other_widths()
        self.keep_these_sizes()

    def choose_digits(self):
        """Choose by the watched output: a clear digit, another one, and the most doubtful."""
        nine, three = self.digits.clear(WATCHED), self.digits.clear(3)
        outputs = self.network.mlp.forward(self.digits.digits.pixels).output
        doubtful = self.digits[int(np.abs(outputs[:, WATCHED] - 0.5).argmin())]
        self.examples = [nine, three, doubtful]

    def show_the_pixels_as_neurons(self):
        nine = self.examples[0]
        self.diagram = NetworkDiagram(self.network.mlp.weights, nine.pixels)
        self.picture = self.diagram.picture.as_neurons()
        self.source = self.source_of().next_to(self.picture, DOWN, buff=0.2)
        line = "Here is our {label} again: {pixels} neurons, each as bright as its pixel."
        with self.say(line, label=nine.label, pixels=self.network.mlp.sizes[0]):
            self.play(FadeIn(self.picture, self.source, self.diagram.counts[0]))

    def unroll_them_into_a_column(self):
        self.picture.lay_column(COLUMN_AT, COLUMN_HEIGHT, self.telling_run, CELL)
        line = "To the network they are no picture. They are one long list: row after row."
        with self.say(line):
            self.play(
                self.picture.animate.set_unrolled(1),
                FadeOut(self.source, self.diagram.counts[0]),
                run_time=2 * self.look.slow,
            )

    def collapse_the_column(self):
        left = [COLUMN_AT[0] - CELL, COLUMN_AT[1], 0]
        span = Line(COLUMN_HEIGHT / 2 * UP, COLUMN_HEIGHT / 2 * DOWN).move_to(left)
        brace = Brace(span, LEFT, buff=0.12, color=self.look.quiet)
        count = words(str(self.network.mlp.sizes[0])).next_to(brace, LEFT, buff=0.15)
        label = self.picture.column_label()
        line = (
            "Usually such a layer is drawn as {shown} neurons, with dots for the other "
            "{hidden}. We won't do that."
        )
        facts = {"shown": DRAWN, "hidden": self.network.mlp.sizes[0] - DRAWN}
        with self.say(line, **facts):
            self.slowly(
                FadeIn(brace, count, shift=0.1 * LEFT),
                self.picture.animate.set_collapsed(1),
            )
            self.quickly(FadeIn(label, shift=0.1 * RIGHT))
            self.rest()
        self.column_notes = VGroup(brace, count, label)

    def go_back_to_the_picture(self):
        line = (
            "This film draws all {pixels}. And a list is hard to read, so it keeps them in place."
        )
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            self.play(FadeOut(self.column_notes), self.picture.animate.set_collapsed(0))
            self.play(
                self.picture.animate.set_unrolled(0),
                FadeIn(self.source, self.diagram.counts[0]),
                run_time=1.3 * self.look.slow,
            )

    def add_the_other_layers(self):
        line = "More layers follow: {sizes:list} neurons. The last has one for each digit."
        with self.say(line, sizes=list(self.network.mlp.sizes[1:])):
            for layer, count in zip(self.diagram.layers, self.diagram.counts[1:], strict=True):
                appear = LaggedStart(
                    *(FadeIn(neuron, shift=0.15 * RIGHT) for neuron in layer.neurons), lag_ratio=0.1
                )
                self.play(FadeIn(count), appear)
            names = (FadeIn(name, shift=0.1 * RIGHT) for name in self.diagram.names)
            self.play(LaggedStart(*names, lag_ratio=0.2))

    def connect_layer_to_layer(self):
        line = (
            "Each neuron is connected with every neuron of the layer before. That is the network."
        )
        with self.say(line):
            for field in self.diagram.weights:
                field.set_light(front=-0.2, behind=RESTING, ahead=0, crest=0.6)
                self.add(field)
                grow = field.animate.set_light(front=1.3)
                self.play(grow, run_time=0.6 * self.look.slow)
                field.set_light(front=2, ahead=RESTING, crest=0)

    def enlarge_one_output(self):
        output = self.diagram.output(WATCHED)
        self.box = box_around(output, self.look.accent)
        self.enlarged = NeuronLayer(1, height=1.0, radius=0.42, decimals=2)
        self.enlarged.next_to(self.box, RIGHT, buff=0.24)
        line = (
            "Take the output of the {watched}. It tells how much the network takes a picture for "
            "a {watched}. Here: {value:.2f}."
        )
        value = float(self.examples[0].forward.output[WATCHED])
        with self.say(line, watched=WATCHED, value=value):
            self.quickly(Create(self.box))
            grow = FadeIn(self.enlarged, scale=0.3, target_position=output[0].get_center())
            self.quickly(grow)
            self.add(self.diagram.signals)
            self.results = Group()
            self.read(self.examples[0])
            self.keep_result()

    def show_it_other_digits(self):
        _, three, doubtful = self.examples
        value = float(three.forward.output[WATCHED])
        line = choose(
            (value < DARK, "Our {label} leaves it dark: {value:.2f}."),
            otherwise="For our {label}, it holds {value:.2f}.",
        )
        with self.say(line, label=three.label, value=value):
            self.read(three)
            self.keep_result()
        value = float(doubtful.forward.output[WATCHED])
        line = choose(
            (
                abs(value - 0.5) > 0.25,
                "And this {label} brings it as near to one half as any: {value:.2f}.",
            ),
            otherwise="And of this {label} it can't be sure: {value:.2f}.",
        )
        with self.say(line, label=doubtful.label, value=value):
            self.read(doubtful)
            self.keep_result()

    def say_that_it_is_no_probability(self):
        total = float(self.examples[-1].forward.output.sum())
        line = choose(
            (
                f"{total:.2f}" == "1.00",
                "It is not a probability: the ten outputs need not add up to 1.",
            ),
            otherwise="It is not a probability: these ten outputs add up to {total:.2f}.",
        )
        outputs = self.diagram.layers[-1]
        frame = SurroundingRectangle(
            Group(outputs, self.diagram.names),
            color=self.look.quiet,
            buff=0.16,
            stroke_width=2,
            corner_radius=0.12,
        )
        self.total = words("all ten: {total:.2f}", self.look.note, total=total)
        self.total.next_to(frame, DOWN, buff=0.15)
        with self.say(line, total=total):
            self.quickly(Create(frame))
            self.quickly(FadeIn(self.total, shift=0.1 * UP))
            self.rest()
        notes = (frame, self.total, self.box, self.enlarged, *self.results)
        nine = self.examples[0].picture
        self.play(FadeOut(*notes), self.diagram.rest(), self.picture.animate.set_values(nine))

    def box_the_hidden_layers(self):
        self.boxes = VGroup()
        for layer in self.diagram.layers[:-1]:
            size = 0.8, layer.height + 0.4
            self.boxes.add(SealedBox(layer, *size, self.look.stage, 0.85, colour=self.look.accent))
        self.boxes.set_z_index(4)
        line = "What lies between is hidden: nobody says what these neurons should stand for."
        with self.say(line):
            for box, mark in self.boxes:
                self.play(FadeIn(box), FadeIn(mark, scale=1.4))

    def compare_other_widths(self):
        """Show what other sizes of the hidden layers gave, each dot one training."""
        widths, boxes = self.experiments.widths, self.boxes
        boxes.save_state()
        smaller = min(ROOM[0] / boxes.width, ROOM[1] / boxes.height)
        self.play(
            FadeOut(self.diagram, self.source),
            boxes.animate.scale(smaller).move_to(BESIDE_CHART),
        )
        line = "And nobody says how many to take. So we tried: each dot is one training."
        with self.say(line):
            self.show_the_chart()
        names = [hidden_neurons(sizes) for sizes in widths.sizes]
        ranked = np.argsort(widths.mean_accuracy)
        low, high = int(ranked[0]), int(ranked[-1])
        facts = {
            "worst": names[low],
            "least": float(widths.mean_accuracy[low]),
            "best": names[high],
            "most": float(widths.mean_accuracy[high]),
        }
        line = choose(
            (
                facts["most"] - facts["least"] < ALIKE,
                "It hardly matters: all of them read from {least:.1%} to {most:.1%}.",
            ),
            otherwise="It does matter: {worst} hidden neurons read {least:.1%} of the test images, "
            "{best} read {most:.1%}.",
        )
        with self.say(line, **facts):
            for mean in self.means:
                self.quickly(FadeIn(mean, shift=0.15 * UP))

    def show_the_chart(self):
        widths = self.experiments.widths
        names = [hidden_neurons(sizes) for sizes in widths.sizes]
        chart = TrialsChart(widths.accuracy, names)
        chart.move_to([0, 0.05, 0])
        title = words("test images read correctly").next_to(chart, UP, buff=0.4)
        kinds = note("neurons in the hidden layers")
        kinds.next_to(chart, DOWN, buff=0.2)
        how = choose(
            (
                widths.epochs < self.network.epochs,
                "{data}, {epochs} epochs of training; our network had {ours}",
            ),
            otherwise="{data}, {epochs} epochs of training",
        )
        facts = {"data": widths.data.name, "epochs": widths.epochs, "ours": self.network.epochs}
        source = note(how, **facts)
        source.next_to(kinds, DOWN, buff=0.2)
        self.play(FadeIn(title, chart.chart, chart.names, kinds, source))
        for dots in chart.dots:
            drop = (FadeIn(dot, shift=0.4 * DOWN) for dot in dots)
            self.play(LaggedStart(*drop, lag_ratio=0.4))
        self.means = chart.means
        self.trials = VGroup(chart, title, kinds, source)

    def keep_these_sizes(self):
        hidden = hidden_neurons(self.network.mlp.sizes)
        line = choose(
            (
                self.network.test_accuracy < GOOD,
                "We stay with {hidden}: few enough to show every connection.",
            ),
            otherwise="We stay with {hidden}: few enough to show every connection, and enough to "
            "read {accuracy:.1%} correctly.",
        )
        with self.say(line, hidden=hidden, accuracy=self.network.test_accuracy):
            self.quickly(FadeOut(self.trials))
            self.play(FadeIn(self.diagram), Restore(self.boxes))
            for field in self.diagram.weights:
                field.set_light(front=-0.2, behind=RESTING, ahead=RESTING, crest=0.6)
            lights = [field.animate.set_light(front=1.3) for field in self.diagram.weights]
            self.quickly(FadeOut(self.boxes))
            self.play(LaggedStart(*lights, lag_ratio=0.6), run_time=1.5 * self.look.slow)

    @cached_property
    def telling_run(self) -> range:
        """The pixels that stay in the column: side by side in a row, dark and bright ones."""
        image = self.examples[0].picture
        runs = np.lib.stride_tricks.sliding_window_view(image, DRAWN, axis=1)
        row, column = np.unravel_index(int(runs.std(axis=2).argmax()), runs.shape[:2])
        start = int(row) * SIDE + int(column)
        return range(start, start + DRAWN)

    def read(self, example: Example):
        """Let the network read a digit, and the enlarged neuron take on its output."""
        self.quickly(
            self.picture.animate.set_values(example.picture),
            self.diagram.rest(),
            self.enlarged.animate.set_activations(np.zeros(1)),
        )
        self.diagram.load(example.forward.a)
        self.play(self.diagram.light_through(0.7 * self.look.normal))
        value = example.forward.output[WATCHED : WATCHED + 1]
        self.quickly(self.enlarged.animate.set_activations(value))

    def keep_result(self):
        """Leave a small copy of the picture below, with the watched output beside it."""
        small, place = self.picture.copy(), len(self.results) // 2
        goal = [PICTURE_AT[0] + 1.65 * (place - 1) - 0.4, -3.05, 0]
        self.add(small)
        self.quickly(small.animate.as_pixels().scale(0.66 / small.height).move_to(goal))
        value = float(self.enlarged.activations[0])
        figure = words("{value:.2f}", self.look.label, self.look.accent, value=value)
        figure.next_to(small, RIGHT, buff=0.12)
        self.play(FadeIn(figure), run_time=self.look.quick / 2)
        self.results.add(small, figure)


def hidden_neurons(sizes: Sequence[int]) -> str:
    """Return how many neurons the hidden layers have, one after the other: 16 + 16."""
    return " + ".join(map(str, sizes[1:-1]))
