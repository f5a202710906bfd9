"""The trained network reads handwritten digits."""

import numpy as np
from manim import (
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
)

from network.questions.examples import Example, telling_pixels
from scenes.look.places import FOOT, RIGHT_RIM
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.terms import LargestTerms, SumOfTerms
from scenes.mobjects.neurons.verdict import Verdict, answer_under, two_answers
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.read_off import ReadOff

#: A neuron is bright from this share of the brightest on; who guesses reads one digit in ten
#: correctly, and by luck a few more; the last text has room.
BRIGHT, GUESSING, ROOM = 0.5, 0.15, 8.2


class Forward(LectureScene):
    """A digit's pixels light up layer after layer; the brightest output is the answer."""

    #: Label of the first digit, and of those that follow; a mistake comes in at ``None``.
    first_label = 3
    labels_that_follow = (7, 2, 5, None, 0)

    def construct(self):
        self.choose_digits()
        self.open_section()
        self.chapter("A digit is a list of numbers")
        self.show_a_digit()
        self.make_its_pixels_the_first_layer()
        self.connect_every_neuron()
        self.chapter("Light runs through the network")
        self.light_the_first_step()
        self.fill_the_first_layer()
        self.see_why_one_neuron_lights_up()
        self.light_the_steps_that_follow()
        self.box_the_brightest_output()
        self.chapter("More digits, and a mistake")
        self.read_more_digits()
        self.tell_how_often_it_is_right()

    def choose_digits(self):
        """Choose by what the network does: clear digits, and its surest mistake."""
        first = self.own_digit or self.digits.clear(self.first_label)
        self.telling = self.digits.telling_mistake()
        labels, clear = self.labels_that_follow, self.digits.clear
        follow = (self.telling if label is None else clear(label) for label in labels)
        self.examples = [first, *follow]

    def show_a_digit(self):
        first = self.examples[0]
        self.diagram = NetworkDiagram(self.network.mlp.weights, first.pixels)
        self.picture = self.diagram.picture
        self.place = self.picture.get_center()
        self.picture.scale(1.2).move_to([0, 0.25, 0])
        self.source = self.source_of(first).next_to(self.picture, UP, buff=0.25)
        line = choose(
            (first.label is None, "Here is your digit. The network has never seen it."),
            (
                bool(self.network.classes),
                "Here is {label:a|an} {label}. The network has never seen it.",
            ),
            otherwise="Here is a handwritten {label}. The network has never seen it.",
        )
        with self.say(line, label=first.label):
            self.play(FadeIn(self.picture, scale=0.94))
            self.quickly(FadeIn(self.source, shift=0.1 * UP))

    def make_its_pixels_the_first_layer(self):
        line = (
            "To the network it is {pixels} numbers, one a pixel: 0 where the paper is bare, 1 "
            "where the ink is full. They are the first layer of neurons."
        )
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            above = [self.place[0], self.diagram.counts.get_y() - 0.5, 0]
            smaller = self.picture.animate.scale(1 / 1.2).move_to(self.place)
            self.play(smaller, self.source.animate.move_to(above))
            self.quickly(FadeIn(self.diagram.counts[0]))
            self.read_off_some_pixels()
            self.play(self.picture.animate.as_neurons())

    def connect_every_neuron(self):
        mlp, diagram = self.network.mlp, self.diagram
        line = choose(
            (
                diagram.one_in > 1,
                "They feed {neurons} neurons in {layers} {layers:layer|layers}. The last layer has "
                "one for each digit. There are {edges:,} connections, too many to see: where they "
                "crowd, we draw one in {nth}.",
            ),
            (
                self.network.epochs == 0,
                "They feed {neurons} neurons in {layers} {layers:layer|layers}. The last layer has "
                "one for each digit. All {edges:,} connections are here, each as strong as chance "
                "made it.",
            ),
            otherwise="They feed {neurons} neurons in {layers} {layers:layer|layers}. The last "
            "layer has one for each digit. All {edges:,} connections are here, each as strong as "
            "training left it.",
        )
        facts = {"edges": sum(weights.size for weights in mlp.weights), "nth": diagram.one_in}
        with self.say(line, neurons=sum(mlp.sizes[1:]), layers=mlp.steps, **facts):
            pace = 1.5 * self.look.slow
            self.play(diagram.columns_appear(), run_time=pace)
            self.quickly(FadeIn(diagram.names, shift=0.1 * RIGHT))
            self.play(LaggedStart(*map(FadeIn, diagram.weights), lag_ratio=0.4), run_time=pace)

    def light_the_first_step(self):
        self.legend = SignLegend(message("adds"), message("takes away"))
        self.legend.move_to([3.05, -self.diagram.counts.get_y(), 0])
        self.diagram.load(self.examples[0].forward.a)
        self.add(self.diagram.signals)
        line = (
            "Each connection multiplies its pixel by a number of its own, which is called its "
            "weight. One colour adds, the other takes away."
        )
        with self.say(line):
            self.quickly(FadeIn(self.legend))
            self.play(self.diagram.run_light(0), run_time=2 * self.look.slow)

    def fill_the_first_layer(self):
        line = choose(
            (
                self.squish == "relu",
                "Every neuron adds up what arrives. A sum below 0 leaves it dark. Weights and sums "
                "get sections of their own, soon.",
            ),
            (
                self.squish == "tanh",
                "Every neuron of this layer adds up what arrives. Then it squeezes the sum into a "
                "number from -1 to 1. Below 0, it glows in the colour that takes away. Weights, "
                "sums and squeezing get sections of their own, soon.",
            ),
            (
                self.squish == "softmax",
                "Every neuron adds up what arrives. Then they share out 1: the higher a sum, the "
                "larger its share. Weights and sums get sections of their own, soon.",
            ),
            otherwise="Every neuron adds up what arrives. Then it squeezes the sum into a number "
            "from 0 to 1. Weights, sums and squeezing get sections of their own, soon.",
        )
        with self.say(line):
            self.play(self.diagram.fill_one_by_one(0), run_time=1.5 * self.look.slow)

    def see_why_one_neuron_lights_up(self):
        """Single out the neuron that the pixels, not its bias, make brightest."""
        mlp, forward = self.network.mlp, self.examples[0].forward
        neuron = int((forward.z[0] - mlp.biases[0]).argmax())
        terms = mlp.weights[0][neuron] * forward.a[0]
        largest = np.argsort(-np.abs(terms), kind="stable")[:3]
        centres, side = self.picture.pixel_centres(), self.picture.height / self.picture.rows
        at = self.place[0], -2.75
        framed = self.largest_terms = LargestTerms(centres[largest], side, terms[largest], at, 1.5)
        held = float(forward.a[1][neuron])
        result = self.sum_of_terms = SumOfTerms(terms.sum(), mlp.biases[0][neuron], held)
        mark = ring(self.diagram.layers[0].neurons[neuron], 0.75)
        rims = self.legend.get_top()[1], self.diagram.counts.get_bottom()[1]
        result.stand_beside(mark, self.diagram.layers[1:2], rims)
        line = choose(
            (
                held < BRIGHT * max(1, abs(forward.a[1]).max()),
                "Look at one neuron alone. No other gets so much from the pixels. Three of them "
                "count most.",
            ),
            otherwise="Why is this one so bright? No other gets so much from the pixels. Three of "
            "them count most.",
        )
        with self.say(line):
            self.play(self.diagram.single_out(0, neuron), Create(mark))
            self.slowly(LaggedStart(*map(FadeIn, framed), lag_ratio=0.5))
        line = choose(
            (
                self.squish == "relu",
                "All {pixels} together come to {total:+.2f}. The neuron adds a number of its own, "
                "the bias: {bias:+.2f}. Above 0, that leaves {value:.2f}.",
            ),
            (
                self.squish == "softmax",
                "All {pixels} together come to {total:+.2f}. The neuron adds a number of its own, "
                "the bias: {bias:+.2f}. Beside the other sums, its share is {value:.2f}.",
            ),
            otherwise="All {pixels} together come to {total:+.2f}. The neuron adds a number of its "
            "own, the bias: {bias:+.2f}. Squeezed, that gives {value:.2f}.",
        )
        # Nothing is said to be minus zero.
        told = (round(float(each), 2) + 0.0 for each in (terms.sum(), mlp.biases[0][neuron], held))
        facts = dict(zip(("total", "bias", "value"), told, strict=True))
        with self.say(line, pixels=len(terms), **facts):
            self.play(FadeIn(result, shift=0.1 * RIGHT))
            self.rest()
        self.play(FadeOut(framed, result, mark), self.diagram.show_all(0))

    def light_the_steps_that_follow(self):
        if self.network.mlp.steps == 1:
            return
        with self.say("Whatever lights up is sent on in the same way, layer after layer."):
            for step in range(1, self.network.mlp.steps):
                self.play(self.diagram.light_up(step, self.look.slow))

    def box_the_brightest_output(self):
        first = self.examples[0]
        line = choose(
            (
                first.label is None,
                "The brightest output is the answer: {answer}, at {value:.2f}.",
            ),
            (
                first.misread,
                "The brightest output is the answer: {answer}, at {value:.2f}. But its label, "
                "which says what it is meant to be, is {label}.",
            ),
            otherwise="The brightest output is the answer: {answer}, at {value:.2f}. Its label, "
            "which says what it is meant to be, agrees.",
        )
        with self.say(line, **self.facts(first)):
            self.give_verdict(first)
            self.keep_as_thumbnail(0)

    def read_more_digits(self):
        for index, example in enumerate(self.examples[1:], start=1):
            told, wrong = example is self.telling, example.misread
            line = choose(
                (
                    told and wrong,
                    "Its brightest mistake among {count:,} digits is this {label}. It calls it "
                    "{answer:a|an} {answer}, at {value:.2f}. The {second} came second.",
                ),
                (
                    told,
                    "Of {count:,} digits, this {label} makes no output brighter than {value:.2f}. "
                    "It answers {answer}, which is right.",
                ),
                (wrong, "{label:A|An} {label}. It answers {answer}, at {value:.2f}. Wrong."),
                otherwise="{label:A|An} {label}. It answers {answer}.",
            )
            with self.say(line, **self.facts(example)):
                self.take_next(example)
                self.diagram.load(example.forward.a)
                self.play(self.diagram.light_through(0.55 * self.look.normal))
                self.give_verdict(example)
                self.keep_as_thumbnail(index)

    def tell_how_often_it_is_right(self):
        tested, accuracy = self.tested_on, self.network.test_accuracy
        facts = {"accuracy": accuracy, "data": tested.of}
        remark = note("{accuracy:.1%} {data} read correctly", self.look.words, room=ROOM, **facts)
        remark.stand_at(RIGHT_RIM, FOOT, RIGHT)
        line = choose(
            (
                accuracy < GUESSING,
                "{data:capital}, kept back while it learned, it reads {accuracy:.1%} correctly. "
                "Guessing would do about as well.",
            ),
            (
                tested.kind == "mnist" and self.shows_others,
                "These digits were chosen. MNIST is a collection of digits that people wrote. "
                "{data:capital}, kept back while it learned, it reads {accuracy:.1%} correctly.",
            ),
            otherwise="These digits were chosen. {data:capital}, kept back while it learned, it "
            "reads {accuracy:.1%} correctly.",
        )
        with self.say(line, **facts):
            self.quickly(FadeOut(self.legend, shift=0.2 * UP))
            self.play(FadeIn(remark, shift=0.2 * UP))
            self.wait(self.look.slow)

    @property
    def squish(self) -> str:
        """What the neurons after the pixels make of their sums."""
        return self.network.mlp.activation_of(0).name

    def facts(self, example: Example) -> dict:
        """Return what a line of narration may say about a digit."""
        digits = {"answer": example.answer, "second": example.runner_up, "label": example.label}
        return digits | {"value": example.confidence, "count": len(self.digits.digits)}

    def read_off_some_pixels(self):
        """Point at a full pixel, a grey one and a bare one, one after the other."""
        callouts = ReadOff(self.picture, telling_pixels(self.examples[0].pixels))
        for callout in callouts:
            self.quickly(Create(callout.frame), Create(callout.line))
            self.quickly(FadeIn(callout.text, shift=0.1 * RIGHT))
        self.quickly(FadeOut(callouts))

    def give_verdict(self, example: Example):
        """Box the answer; where it is wrong, the second choice too."""
        self.verdict = self.verdict_on(example)
        verdict, *second = self.verdict
        self.quickly(Create(verdict.box))
        self.quickly(FadeIn(verdict.figures, shift=0.1 * RIGHT), *map(FadeIn, second))

    def verdict_on(self, example: Example) -> VGroup:
        """Return the box around the answer; where it is wrong, the second choice's too."""
        outputs, label = list(map(self.diagram.output, range(10))), example.label
        if example.misread:
            return two_answers(outputs, example.forward.output, example.runner_up, label)
        answer = example.answer
        return VGroup(Verdict(outputs[answer], answer, example.confidence, label))

    def keep_as_thumbnail(self, index: int):
        """Let a small copy of the picture drop into the row below, with its answer."""
        example, small = self.examples[index], self.picture.copy()
        self.add(small)
        below = [self.place[0] + 0.83 * (index - (len(self.examples) - 1) / 2), -2.75, 0]
        self.quickly(small.animate.as_pixels().scale(0.66 / small.height).move_to(below))
        caption = answer_under(small, example.answer, example.label)
        self.play(FadeIn(caption), run_time=self.look.quick / 2)

    def take_next(self, example: Example):
        """Put the next digit in the place of the last; all light goes out."""
        changes = [FadeOut(self.verdict), self.diagram.rest()]
        if self.examples[0].label is None and example is self.examples[1]:
            self.play(FadeOut(self.source), run_time=self.look.quick / 2)
            self.source = self.source_of(example).move_to(self.source)
            changes.append(FadeIn(self.source))
        self.quickly(self.picture.animate.set_values(example.picture), *changes)
