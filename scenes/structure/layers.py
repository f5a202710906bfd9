"""Neurons form layers: pixels first, answers last, and something hidden between."""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Brace,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Restore,
    VGroup,
)

from network.questions.examples import Example, telling_run
from network.questions.measures import Between, outputs_between
from scenes.mobjects.neurons.diagram import PICTURE_AT, RESTING, NetworkDiagram
from scenes.mobjects.neurons.sealed_box import SealedBox
from scenes.mobjects.writing.words import words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene
from scenes.stage.pale_outputs import FEW, PALE, line_on
from scenes.structure.drawings.list_brace import ListBrace
from scenes.structure.drawings.split_bar import SplitBar
from scenes.structure.drawings.watched_output import WatchedOutput
from scenes.structure.drawings.widths_tried import hidden_neurons, widths_tried

#: Where the column is, how tall, what room a pixel gets in it, and how many stay drawn.
COLUMN_AT, COLUMN_HEIGHT, CELL, DRAWN = (0.0, 0.2), 5.6, 0.3, 16

#: The digit whose output neuron is looked at.
WATCHED = 9

#: Where the boxes of the hidden layers wait beside the chart, and the room they have there.
BESIDE_CHART, ROOM = (-5.95, 0.3, 0), (1.5, 3.4)

#: Accuracies that differ by less than this count as the same; from this one on they are good.
ALIKE, GOOD = 0.005, 0.9

#: An output below this is dark.
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
        self.see_that_they_add_up()
        self.say_that_it_is_no_probability()
        self.chapter("Hidden layers")
        self.box_the_hidden_layers()
        self.compare_other_widths()
        self.keep_these_sizes()

    def choose_digits(self):
        """Choose by the watched output: a clear digit, another one, and the most doubtful."""
        doubtful = self.digits.nearest_to(0.5, WATCHED)
        self.examples = [self.digits.clear(WATCHED), self.digits.clear(3), doubtful]

    def show_the_pixels_as_neurons(self):
        nine = self.examples[0]
        self.diagram = NetworkDiagram(self.network.mlp.weights, nine.pixels)
        self.picture = self.diagram.picture.as_neurons()
        self.source = self.source_of().next_to(self.picture, DOWN, buff=0.2)
        line = "Here is our {label} again: {pixels} neurons, each as bright as its pixel."
        with self.say(line, label=nine.label, pixels=self.network.mlp.sizes[0]):
            self.play(FadeIn(self.picture, self.source, self.diagram.counts[0]))

    def unroll_them_into_a_column(self):
        nine = self.examples[0].picture
        self.picture.lay_column(COLUMN_AT, COLUMN_HEIGHT, telling_run(nine, DRAWN), CELL)
        line = "To the network they are no picture. They are one long list: row after row."
        with self.say(line):
            self.play(
                self.picture.animate.set_unrolled(1),
                FadeOut(self.source, self.diagram.counts[0]),
                run_time=2 * self.look.slow,
            )

    def collapse_the_column(self):
        pixels = self.network.mlp.sizes[0]
        brace = ListBrace(pixels, COLUMN_AT, COLUMN_HEIGHT, CELL)
        label = self.picture.column_label()
        line = (
            "Often such a layer is drawn as a few neurons, {shown} perhaps, with dots for the "
            "other {hidden}."
        )
        with self.say(line, shown=DRAWN, hidden=pixels - DRAWN):
            self.slowly(FadeIn(brace, shift=0.1 * LEFT), self.picture.animate.set_collapsed(1))
            self.quickly(FadeIn(label, shift=0.1 * RIGHT))
            self.rest()
        self.column_notes = VGroup(brace, label)

    def go_back_to_the_picture(self):
        line = (
            "Wherever there is room, we draw all {pixels}. And a list is hard to read, so we keep "
            "them in place."
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
                appear = (FadeIn(neuron, shift=0.15 * RIGHT) for neuron in layer.neurons)
                self.play(FadeIn(count), LaggedStart(*appear, lag_ratio=0.1))
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
        self.watched = WatchedOutput(output)
        line = (
            "Take the output of the {watched}. It tells how much the network takes a picture for "
            "{watched:a|an} {watched}. Here: {value:.2f}."
        )
        value = float(self.examples[0].forward.output[WATCHED])
        with self.say(line, watched=WATCHED, value=value):
            self.quickly(Create(self.watched.box))
            grow = FadeIn(self.watched.neuron, scale=0.3, target_position=output[0].get_center())
            self.quickly(grow)
            self.add(self.diagram.signals)
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
        facts = {"label": doubtful.label, "answer": doubtful.answer}
        value = float(doubtful.forward.output[WATCHED])
        line = choose(
            (
                doubtful.misread,
                "Of all {count:,} digits, this {label} brings it nearest to one half: {value:.2f}. "
                "The network takes it for {answer:a|an} {answer}, which is wrong.",
            ),
            otherwise="Of all {count:,} digits, this {label} brings it nearest to one half: "
            "{value:.2f}.",
        )
        with self.say(line, count=len(self.digits.digits), value=value, **facts):
            self.read(doubtful)
            self.keep_result()

    def see_that_they_add_up(self):
        """Tell what softmax does to the outputs; sigmoids do no such thing."""
        if not self.is_softmax:
            return
        brace = Brace(self.diagram.names, RIGHT, buff=0.15, color=self.look.quiet)
        told = words("1").next_to(brace, RIGHT, buff=0.12)
        line = (
            "All ten together hold 1. The last step sees to that: it is called softmax, and shares "
            "1 out among them. If one of them rises, others have to fall."
        )
        with self.say(line):
            self.quickly(FadeOut(self.watched))
            self.play(FadeIn(brace, told, shift=0.1 * RIGHT))
            self.rest()
            self.quickly(FadeOut(brace, told))

    def say_that_it_is_no_probability(self):
        """Try it: if outputs were probabilities, as many would be right as they say."""
        pale = outputs_between(self.digits.outputs, self.digits.digits.labels, *PALE)
        nine = self.picture.animate.set_values(self.examples[0].picture)
        with self.say(line_on(pale, self.is_softmax), **vars(pale), share=pale.share):
            self.play(FadeOut(self.watched), self.diagram.rest(), nine)
            if pale.count >= FEW:
                self.show_pale_outputs(pale)

    def show_pale_outputs(self, pale: Between):
        self.pale = SplitBar(
            message("outputs from {low:.1f} to {high:.1f}", low=pale.low, high=pale.high),
            (message("of the digit that is shown"), message("of another digit")),
            (pale.right, pale.count - pale.right),
            message("{data}, ten outputs each", data=self.shown_digits.counted),
            pale.mean,
            message("their mean: {mean:.2f}", mean=pale.mean),
        )
        self.quickly(FadeOut(self.diagram, self.source))
        self.play(FadeIn(self.pale))
        self.rest(2)
        self.quickly(FadeOut(self.pale))
        self.play(FadeIn(self.diagram, self.source))

    def box_the_hidden_layers(self):
        self.boxes = VGroup()
        between = self.diagram.layers[-1].get_x() - self.diagram.layers[-2].get_x()
        for layer in self.diagram.layers[:-1]:
            size = min(0.8, 0.7 * between), layer.height + 0.4
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
        aside = boxes.animate.scale(smaller).move_to(BESIDE_CHART)
        self.play(FadeOut(self.diagram, self.source), aside)
        line = (
            "And nobody says how many to take. So we tried. Each dot is one network that went "
            "through all training images {epochs:,} {epochs:time|times}: that makes {epochs:,} "
            "{epochs:epoch|epochs} of training."
        )
        with self.say(line, epochs=widths.epochs):
            self.show_the_chart()
        ranked = sorted(zip(widths.mean_accuracy.tolist(), widths.sizes, strict=True))
        (least, worst), (most, best) = ranked[0], ranked[-1]
        names = {"worst": hidden_neurons(worst), "best": hidden_neurons(best)}
        line = choose(
            (
                most - least < ALIKE,
                "It hardly matters. After the same training, all of them read from {least:.1%} to "
                "{most:.1%} of the test images, on average.",
            ),
            otherwise="It does matter. After the same training, {worst} hidden neurons read "
            "{least:.1%} of the test images on average, and {best} read {most:.1%}.",
        )
        with self.say(line, least=least, most=most, **names):
            for mean in self.trials.means:
                self.quickly(FadeIn(mean, shift=0.15 * UP))

    def show_the_chart(self):
        widths = self.experiments.widths
        data = data_of(widths.data).collection
        trials = widths_tried(widths.accuracy, widths.sizes, data, widths.epochs)
        self.trials = trials
        self.play(FadeIn(trials.title, trials.chart, trials.names, trials.notes))
        for dots in trials.dots:
            drop = (FadeIn(dot, shift=0.4 * DOWN) for dot in dots)
            self.play(LaggedStart(*drop, lag_ratio=0.4))

    def keep_these_sizes(self):
        network = self.network
        line = choose(
            (self.diagram.one_in > 1, "We stay with {hidden}."),
            (
                network.epochs is None and network.test_accuracy >= GOOD,
                "We stay with {hidden}: few enough to show every connection. Ours reads "
                "{accuracy:.1%} {data} correctly.",
            ),
            (
                network.test_accuracy < GOOD,
                "We stay with {hidden}: few enough to show every connection.",
            ),
            otherwise="We stay with {hidden}: few enough to show every connection. After "
            "{epochs:,} {epochs:epoch|epochs}, ours reads {accuracy:.1%} {data} correctly.",
        )
        facts = {"hidden": hidden_neurons(network.mlp.sizes), "data": self.tested_on.of}
        with self.say(line, accuracy=network.test_accuracy, epochs=network.epochs, **facts):
            self.quickly(FadeOut(self.trials))
            self.play(FadeIn(self.diagram), Restore(self.boxes))
            lights = []
            for field in self.diagram.weights:
                field.set_light(front=-0.2, behind=RESTING, ahead=RESTING, crest=0.6)
                lights.append(field.animate.set_light(front=1.3))
            self.quickly(FadeOut(self.boxes))
            self.play(LaggedStart(*lights, lag_ratio=0.6), run_time=1.5 * self.look.slow)

    @property
    def is_softmax(self) -> bool:
        """Whether the outputs are made to add up to 1."""
        return self.network.mlp.output == "softmax"

    def read(self, example: Example):
        """Let the network read a digit, and the enlarged neuron take on its output."""
        dark = self.diagram.rest(), self.watched.hold(0)
        self.quickly(self.picture.animate.set_values(example.picture), *dark)
        self.diagram.load(example.forward.a)
        self.play(self.diagram.light_through(0.7 * self.look.normal))
        self.quickly(self.watched.hold(example.forward.output[WATCHED]))

    def keep_result(self):
        """Leave a small copy of the picture below, with the watched output beside it."""
        small, place = self.picture.copy(), len(self.watched.results) // 2
        goal = [PICTURE_AT[0] + 1.65 * (place - 1) - 0.4, -3.05, 0]
        self.add(small)
        self.quickly(small.animate.as_pixels().scale(0.66 / small.height).move_to(goal))
        figure = self.watched.figure_beside(small)
        self.play(FadeIn(figure), run_time=self.look.quick / 2)
        self.watched.results.add(small, figure)
