"""What a neural network is made of, where the lectures lead, and what to expect."""

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Line,
    ReplacementTransform,
    SurroundingRectangle,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
)

from network.questions.examples import Example
from network.training.playback import Moment, Playback
from scenes.mobjects.neurons.diagram import PICTURE_AT, NetworkDiagram, largest_but_few
from scenes.mobjects.neurons.live_network import LiveNetwork
from scenes.mobjects.neurons.verdict import Verdict, answer_under
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import Words, formula, headline, note, words
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.other_networks import ConvolutionSketch, MemorySketch

#: Middle of each half of the map, and of each of the three kinds of networks.
HALVES, THIRDS = (-3.5, 3.5), (-4.65, 0, 4.65)

#: Height of a map's networks, and of the lines of titles above and of notes below.
NETWORKS_AT, TITLES_AT, NOTES_AT = 0, 2.4, -2.6


class Preview(LectureScene):
    """A network unfolds, its training passes in fast motion, and it reads; once wrongly."""

    least_hidden_layers = 1

    #: Labels of the digits that are read; a mistake comes last.
    labels = (4, 1, 8)

    def construct(self):
        self.examples = [self.digits.clear(label) for label in self.labels]
        self.mistake = self.digits.telling_mistake()
        self.open_section()
        self.unfold_the_network()
        self.promise_one_formula()
        self.map_the_structure()
        self.map_the_learning()
        self.introduce_two_cousins()
        self.say_why_the_plain_one_comes_first()
        self.read_some_digits()
        self.show_a_mistake()
        self.count_the_mistakes()

    def unfold_the_network(self):
        mlp, first = self.network.mlp, self.examples[0]
        self.diagram = NetworkDiagram(mlp.weights, first.pixels).load(first.forward.a)
        self.title = words("neural network", 2 * self.look.headline)
        line = "The program we need has a famous name. Behind it are {neurons:,} neurons in layers."
        with self.say(line, neurons=sum(mlp.sizes)):
            self.play(FadeIn(self.title, scale=0.9))
            above = [PICTURE_AT[0], 3.2, 0]
            smaller = self.title.animate.scale(0.6).move_to(above)
            self.quickly(smaller)
            self.quickly(FadeIn(self.diagram.picture, scale=0.5))
            self.unfold()

    def unfold(self):
        """Let layer after layer come out of the one before, with all edges between."""
        diagram = self.diagram
        before = diagram.picture
        for step, (edges, layer) in enumerate(zip(diagram.weights, diagram.layers, strict=True)):
            shown = layer.copy().move_to([before.get_x(), layer.get_y(), 0]).set_opacity(0)
            changes = [ReplacementTransform(shown, layer)]
            if step == len(diagram.layers) - 1:
                changes.append(FadeIn(diagram.names))
            self.play(*changes, FadeIn(edges))
            before = layer

    def promise_one_formula(self):
        self.formula = formula("a^((l+1)) = sigma(W a^((l)) + b)", self.look.headline)
        self.formula.move_to([PICTURE_AT[0], -2.85, 0])
        self.add(self.diagram.signals)
        line = "All it ever computes fits in one line. By the end, you will be able to read it."
        with self.say(line):
            self.quickly(FadeIn(self.formula, shift=0.2 * UP))
            for step in range(self.network.mlp.steps):
                self.play(self.diagram.light_up(step, self.look.normal))

    def map_the_structure(self):
        mlp, first = self.network.mlp, self.examples[0]
        self.trained = self.live_network(HALVES[0]).set_activations(first.forward.a[1:])
        self.parts = VGroup(
            self.part_of_map(HALVES[0], "1  structure", "this lecture: what it is"),
            self.part_of_map(HALVES[1], "2  learning", "the next ones: how it got there"),
        )
        self.divide = Line(2.7 * UP, 2.7 * DOWN, color=self.look.quiet, stroke_width=1.5)
        line = (
            "There are two parts to this. First the structure: how {edges:,} connections turn "
            "pixels into an answer."
        )
        with self.say(line, edges=sum(weights.size for weights in mlp.weights)):
            shown = [part for part in self.diagram if part is not self.diagram.counts]
            self.quickly(FadeOut(*shown, self.title, self.formula))
            self.play(FadeIn(self.trained, scale=0.9), FadeIn(self.parts[0], shift=0.15 * UP))
            for example in (*self.examples[1:3], first):
                layers = zip(self.trained.layers, example.forward.a[1:], strict=True)
                self.play(
                    self.trained.picture.animate.set_values(example.picture),
                    *(layer.animate.set_activations(values) for layer, values in layers),
                )

    def map_the_learning(self):
        playback = Playback(self.history, self.network.mlp)
        self.learning = self.live_network(HALVES[1])
        self.show_moment(playback.at(0))
        line = (
            "Then learning: how {parameters:,} random numbers become good ones. This is its own "
            "training, in fast motion."
        )
        with self.say(line, parameters=self.network.mlp.parameters.size):
            self.quickly(FadeIn(self.learning, self.divide))
            self.quickly(FadeIn(self.parts[1], shift=0.15 * UP))
            self.drive(
                lambda share: self.show_moment(playback.at(share)),
                [self.learning],
                2 * self.look.slow,
                self.examples[0],
                rate_func=linear,
            )

    def introduce_two_cousins(self):
        image = self.examples[0].picture
        self.convolution = ConvolutionSketch(image, height=2.0).move_to([THIRDS[1], 0, 0])
        self.memory = MemorySketch().move_to([THIRDS[2], 0, 0])
        self.kinds = VGroup(
            *(
                VGroup(
                    on_line(words(title, self.look.note), x, 1.95),
                    on_line(note(below), x, -2.15),
                )
                for x, (title, below) in zip(
                    THIRDS,
                    (
                        ("multilayer perceptron", "the plain one"),
                        ("convolutional network", "for images (sketch)"),
                        ("long short-term memory", "for sound and text (sketch)"),
                    ),
                    strict=True,
                )
            )
        )
        line = (
            "Ours is the plain kind, a multilayer perceptron. It has cousins: one made for "
            "images, one for sequences such as speech."
        )
        with self.say(line):
            self.quickly(FadeOut(self.learning, self.divide, self.parts))
            smaller = self.trained.animate.scale(0.64).move_to([THIRDS[0], 0, 0])
            self.play(smaller, FadeIn(self.kinds[0]))
            for sketch, texts in ((self.convolution, 1), (self.memory, 2)):
                self.quickly(FadeIn(sketch, self.kinds[texts]))
                self.slowly(progress(sketch))

    def say_why_the_plain_one_comes_first(self):
        line = (
            "They are built from the same parts. In the plain one, every part can be seen, so "
            "we begin there."
        )
        box = SurroundingRectangle(
            Group(self.trained, self.kinds[0]),
            color=self.look.accent,
            buff=0.25,
            stroke_width=3,
            corner_radius=0.12,
        )
        with self.say(line):
            self.quickly(FadeIn(box))
            both = progress(self.convolution), progress(self.memory)
            self.play(*both, run_time=2 * self.look.slow)
        leaving = Group(self.trained, self.kinds, self.convolution, self.memory, box)
        self.quickly(FadeOut(leaving))

    def read_some_digits(self):
        diagram, first = self.diagram, self.examples[0]
        diagram.load(first.forward.a)
        for layer in diagram.layers:
            layer.set_activations(np.zeros(layer.count))
        self.source = self.source_of().next_to(diagram.picture, UP, buff=0.2)
        line = "Plain as it is, it reads. It has never seen any of these digits."
        if any(example.misread for example in self.examples):
            line = "Plain as it is, it tries to read. It has never seen any of these digits."
        self.small = Group()
        with self.say(line):
            self.quickly(FadeIn(diagram, self.source))
            for example in self.examples:
                self.read(example)

    def show_a_mistake(self):
        wrong = self.mistake
        line = "Of all digits at hand, this {label} leaves it least sure. It answers {answer}."
        if wrong.misread:
            line = "But look at this {label}: it answers {answer}, at {value:.2f}, and is wrong."
        with self.say(line, label=wrong.label, answer=wrong.answer, value=wrong.confidence):
            self.read(wrong)
            self.verdict = Verdict(
                self.diagram.output(wrong.answer), wrong.answer, wrong.confidence, wrong.label
            )
            self.quickly(
                ReplacementTransform(self.box, self.verdict.box),
                FadeIn(self.verdict.figures, shift=0.1 * RIGHT),
            )

    def count_the_mistakes(self):
        network = self.network
        count = int(network.confusion.sum())
        facts = {
            "count": count,
            "wrong": count - int(np.trace(network.confusion)),
            "data": network.data.name,
            "accuracy": network.test_accuracy,
        }
        self.on_screen = words(
            "{accuracy:.1%} of {count:,} {data} test images right, {wrong:,} wrong".format(**facts),
            self.look.note,
        )
        line = (
            "So expect no magic: of {count:,} {data} test images it reads {accuracy:.1%} "
            "correctly, and {wrong:,} wrongly."
        )
        with self.say(line, **facts):
            self.on_screen.move_to([6.8, -3.52, 0], aligned_edge=RIGHT)
            self.play(FadeIn(self.on_screen, shift=0.2 * UP))
            frame = SurroundingRectangle(
                self.small[-1][0], buff=0.05, color=self.verdict.box.get_color()
            )
            self.play(Create(frame.set_stroke(width=3)))

    def read(self, example: Example):
        """Let a digit run through all layers, box the answer, and keep a small copy with it."""
        diagram = self.diagram
        is_first = not self.small
        image = example.picture
        if not is_first:
            self.play(
                diagram.picture.animate.set_values(image),
                diagram.rest(),
                run_time=self.look.quick / 2,
            )
        diagram.load(example.forward.a)
        self.play(diagram.light_through(self.look.quick, lag_ratio=0.4))
        small = PixelGrid(image, 0.66)
        small.move_to([PICTURE_AT[0] + 0.83 * (len(self.small) - len(self.labels) / 2), -2.6, 0])
        small = Group(small, answer_under(small, example.answer, example.label))
        box = Verdict(diagram.output(example.answer), example.answer, 0, example.label).box
        arrive = FadeIn(box) if is_first else ReplacementTransform(self.box, box)
        self.play(AnimationGroup(arrive, FadeIn(small, shift=0.2 * DOWN)), run_time=0.3)
        self.box = box
        self.small.add(small)

    def show_moment(self, moment: Moment):
        """Bring the network that learns to a moment of its training."""
        activations = moment.mlp.forward(self.examples[0].pixels).a
        self.learning.set_weights(moment.mlp.weights).set_activations(activations[1:])

    def live_network(self, x: float) -> LiveNetwork:
        """Return the network, smaller, in one half of the map."""
        weights = self.network.mlp.weights
        scales = [largest_but_few(matrix) for matrix in weights]
        live = LiveNetwork(weights, self.examples[0].pixels, scales, width=6.0, height=3.4)
        return live.move_to([x, NETWORKS_AT, 0])

    def part_of_map(self, x: float, title: str, below: str) -> VGroup:
        """Return what stands above and below one half of the map."""
        return VGroup(
            on_line(headline(title), x, TITLES_AT),
            on_line(note(below), x, NOTES_AT),
        )


def on_line(text: Words, x: float, base: float) -> Words:
    """Put a text's middle at x, and its letters on a line."""
    return text.shift([x - text.get_x(), base - text.baseline, 0])


def progress(sketch: ConvolutionSketch | MemorySketch) -> UpdateFromAlphaFunc:
    """Return the animation in which a sketch does what it stands for."""
    return UpdateFromAlphaFunc(sketch, lambda it, share: it.set_progress(share), rate_func=linear)
