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
    Mobject,
    ReplacementTransform,
    SurroundingRectangle,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
)

from network.questions.examples import Example
from network.questions.straight_way import on_the_way
from scenes.look.places import LEFT_HALF, RIGHT_HALF
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import PICTURE_AT, Network, NetworkDiagram
from scenes.mobjects.neurons.other_networks import (
    AttentionSketch,
    ConvolutionSketch,
    MemorySketch,
)
from scenes.mobjects.neurons.verdict import Verdict, answer_under
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import formula, headline, note, words
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.layer_symbols import SQUISH

#: Lines of titles above the halves of the map, and of notes below.
TITLES_AT, NOTES_AT = 2.4, -2.6

#: Middles of the four kinds of networks, lines of their titles and of what they are for, and how
#: much smaller than on the map ours is.
KINDS, KINDS_AT, PURPOSES_AT, SMALLER = (-5.2, -1.75, 1.75, 5.2), 1.75, -2.0, 0.46

#: Their titles, and what they are for.
NAMES_OF_KINDS = (
    (message("multilayer\nperceptron"), message("the plain one")),
    (message("convolutional\nnetwork"), message("for images (sketch)")),
    (message("long short-term\nmemory"), message("for speech (sketch)")),
    (message("transformer"), message("for text (sketch)")),
)


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
        self.introduce_the_cousins()
        self.say_why_the_plain_one_comes_first()
        self.read_some_digits()
        self.show_a_mistake()
        self.count_the_mistakes()

    def unfold_the_network(self):
        mlp, first = self.network.mlp, self.examples[0]
        self.diagram = NetworkDiagram(mlp.weights, first.pixels).load(first.forward.a)
        self.title = words("neural network", 2 * self.look.headline)
        line = (
            "The program we need has a famous name: a neural network. Ours has {neurons:,} "
            "neurons, in layers."
        )
        with self.say(line, neurons=sum(mlp.sizes)):
            self.play(FadeIn(self.title, scale=0.9))
            above = [PICTURE_AT[0], 3.2, 0]
            self.quickly(self.title.animate.scale(0.6).move_to(above))
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
        mlp = self.network.mlp
        squishes = {mlp.activation_of(step).name for step in range(mlp.steps)}
        squish = SQUISH[squishes.pop()] if len(squishes) == 1 else "f"
        self.formula = formula(f"a^((l+1)) = {squish}(W a^((l)) + b)", self.look.headline)
        self.formula.move_to([PICTURE_AT[0], -2.85, 0])
        self.add(self.diagram.signals)
        line = (
            "All it ever computes fits in one line. You need no background: by the end, you can "
            "read it."
        )
        with self.say(line):
            self.quickly(FadeIn(self.formula, shift=0.2 * UP))
            for step in range(mlp.steps):
                self.play(self.diagram.light_up(step, self.look.normal))

    def map_the_structure(self):
        mlp, first = self.network.mlp, self.examples[0]
        self.trained = self.live_network(LEFT_HALF).set_activations(first.forward.a[1:])
        learning = message("the next ones: how it got there")
        if not self.recorded:
            learning = message("the next ones: how they learn (sketch)")
        self.parts = VGroup(
            part_of_map(LEFT_HALF, message("1  structure"), message("this lecture: what it is")),
            part_of_map(RIGHT_HALF, message("2  learning"), learning),
        )
        self.divide = Line(2.7 * UP, 2.7 * DOWN, color=self.look.quiet, stroke_width=1.5)
        line = (
            "There are two parts to this. First, structure: how {edges:,} connections turn pixels "
            "into an answer."
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
        first = self.examples[0]
        self.learning = self.live_network(RIGHT_HALF)
        self.show_training(0)
        line = choose(
            (
                not self.recorded,
                "Then learning: how the connections, random at first, become good ones. This "
                "network learned elsewhere, and nobody recorded it. So here is just a sketch.",
            ),
            (
                not self.playback.last_step,
                "Then learning: how random connections become good ones. This network has not "
                "been trained yet.",
            ),
            otherwise="Then learning: how the connections, random at first, become good ones. "
            "Here is its own training, in fast motion.",
        )
        with self.say(line):
            self.quickly(FadeIn(self.learning, self.divide))
            self.quickly(FadeIn(self.parts[1], shift=0.15 * UP))
            shown = [self.learning]
            self.drive(self.show_training, shown, 2 * self.look.slow, first, rate_func=linear)

    def introduce_the_cousins(self):
        image = self.examples[0].picture
        self.sketches = Group(ConvolutionSketch(image, height=1.5), MemorySketch(width=3.0))
        self.sketches.add(AttentionSketch(width=2.7))
        for sketch, x in zip(self.sketches, KINDS[1:], strict=True):
            sketch.move_to([x, 0, 0])
        self.kinds = VGroup(*map(named_kind, KINDS, NAMES_OF_KINDS))
        line = (
            "Ours is the plain kind, a multilayer perceptron. It has cousins for images, for "
            "speech and for text."
        )
        with self.say(line):
            self.quickly(FadeOut(self.learning, self.divide, self.parts))
            smaller = self.trained.animate.scale(SMALLER).move_to([KINDS[0], 0, 0])
            self.play(smaller, FadeIn(self.kinds[0]))
            for sketch, kind in zip(self.sketches, self.kinds[1:], strict=True):
                self.quickly(FadeIn(sketch, kind))
                self.play(progress(sketch))

    def say_why_the_plain_one_comes_first(self):
        line = (
            "They are built from much the same parts. In the plain one, every part can be seen, "
            "so we begin there."
        )
        box = SurroundingRectangle(
            Group(self.trained, self.kinds[0]),
            color=self.look.accent,
            buff=0.2,
            stroke_width=3,
            corner_radius=0.12,
        )
        with self.say(line):
            self.quickly(FadeIn(box))
            self.slowly(*map(progress, self.sketches))
        self.quickly(FadeOut(Group(self.trained, self.kinds, self.sketches, box)))

    def read_some_digits(self):
        diagram, first = self.diagram, self.examples[0]
        diagram.load(first.forward.a)
        for layer in diagram.layers:
            layer.set_activations(np.zeros(layer.count))
        self.source = self.source_of().next_to(diagram.picture, UP, buff=0.2)
        elsewhere = bool(self.network.source)  # then nobody here knows what it saw
        line = choose(
            (elsewhere, "It learned elsewhere. Here is what it makes of test images."),
            (self.fails, "It tries to read. It never saw these test images while it learned."),
            (self.shows_others, "Plain as it is, it reads, even digits in our own handwriting."),
            otherwise="Plain as it is, it reads. It never saw these test images while it learned.",
        )
        self.small = Group()
        with self.say(line):
            self.quickly(FadeIn(diagram, self.source))
            for example in self.examples:
                self.read(example)

    def show_a_mistake(self):
        wrong = self.mistake
        line = choose(
            (
                not wrong.misread,
                "Of all digits at hand, this {label} leaves it least sure. It answers {answer}.",
            ),
            (self.fails, "And this {label}: it answers {answer}, and is sure of it. It is wrong."),
            otherwise="But look at this {label}: it answers {answer}, and is wrong.",
        )
        with self.say(line, label=wrong.label, answer=wrong.answer):
            self.read(wrong)
            self.verdict = Verdict(
                self.diagram.output(wrong.answer), wrong.answer, wrong.confidence, wrong.label
            )
            self.quickly(
                ReplacementTransform(self.box, self.verdict.box),
                FadeIn(self.verdict.figures, shift=0.1 * RIGHT),
            )

    def count_the_mistakes(self):
        network, tested = self.network, self.tested_on
        wrong = tested.count - int(np.trace(network.confusion))
        facts = {"count": tested.count, "wrong": wrong, "data": tested.of}
        facts |= {"accuracy": network.test_accuracy}
        self.on_screen = words(
            "{accuracy:.1%} {data} right, {wrong:,} wrong", self.look.note, **facts
        )
        line = choose(
            (not facts["wrong"], "It can be tested, too: {data} it reads every single one."),
            (
                tested.kind == "mnist" and not network.source,
                "So expect no magic. It learned from MNIST, a well-known collection. Of {count:,} "
                "test images there, it reads {accuracy:.1%} correctly, and {wrong:,} wrongly.",
            ),
            otherwise="So expect no magic: {data} it reads {accuracy:.1%} correctly, and {wrong:,} "
            "wrongly.",
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

    def show_training(self, clock: float):
        """Bring the network that learns to a moment of its training; or of a sketch of one."""
        mlp = self.playback.at(clock).mlp if self.recorded else on_the_way(self.network.mlp, clock)
        activations = mlp.forward(self.examples[0].pixels).a
        self.learning.set_weights(mlp.weights).set_activations(activations[1:])

    @property
    def fails(self) -> bool:
        """Whether one of the digits that it is to read well is misread."""
        return any(example.misread for example in self.examples)

    def live_network(self, x: float) -> Network:
        """Return the network, smaller, in one half of the map."""
        weights = self.network.mlp.weights
        scales = [largest_but_few(matrix) for matrix in weights]
        live = Network(weights, self.examples[0].pixels, scales, width=6.0, height=3.4)
        return live.move_to([x, 0, 0])


def part_of_map(x: float, title: Message, below: Message) -> VGroup:
    """Return what stands above and below one half of the map."""
    return VGroup(headline(title).stand_at(x, TITLES_AT), note(below).stand_at(x, NOTES_AT))


def named_kind(x: float, texts: tuple[Message, Message]) -> VGroup:
    """Return the title of a kind of network, and below its place what it is for."""
    title, purpose = texts
    return VGroup(
        words(title, theme().note).stand_at(x, KINDS_AT), note(purpose).stand_at(x, PURPOSES_AT)
    )


def progress(sketch: Mobject) -> UpdateFromAlphaFunc:
    """Return the animation in which a sketch does what it stands for."""
    return UpdateFromAlphaFunc(sketch, lambda it, share: it.set_progress(share), rate_func=linear)
