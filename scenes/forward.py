"""The trained network reads handwritten digits."""

import numpy as np
from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
)

from network.questions.examples import Example, telling_pixels
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.terms import LargestTerms, SumOfTerms
from scenes.mobjects.neurons.verdict import RunnerUp, Verdict, answer_under
from scenes.mobjects.pixels.callout import Callout
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene


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
        self.examples = [first]
        for label in self.labels_that_follow:
            chosen = self.digits.telling_mistake() if label is None else self.digits.clear(label)
            self.examples.append(chosen)

    def show_a_digit(self):
        first = self.examples[0]
        self.diagram = NetworkDiagram(self.network.mlp.weights, first.pixels)
        self.picture = self.diagram.picture
        self.place = self.picture.get_center()
        self.picture.scale(1.2).move_to([0, 0.25, 0])
        self.source = self.source_of(first).next_to(self.picture, UP, buff=0.25)
        line = choose(
            (first.label is None, "Here is your digit. The network has never seen it."),
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
            self.play(
                self.picture.animate.scale(1 / 1.2).move_to(self.place),
                self.source.animate.move_to([self.place[0], self.diagram.counts.get_y() - 0.5, 0]),
            )
            self.quickly(FadeIn(self.diagram.counts[0]))
            self.read_off_some_pixels()
            self.play(self.picture.animate.as_neurons())

    def connect_every_neuron(self):
        mlp, diagram = self.network.mlp, self.diagram
        line = (
            "They feed {neurons} neurons in {layers} layers. The last layer has one for each "
            "digit. All {edges:,} connections are here, each as strong as training left it."
        )
        edges = sum(weights.size for weights in mlp.weights)
        with self.say(line, neurons=sum(mlp.sizes[1:]), layers=mlp.steps, edges=edges):
            columns = [
                AnimationGroup(FadeIn(count), LaggedStart(*map(FadeIn, layer.neurons)))
                for layer, count in zip(diagram.layers, diagram.counts[1:], strict=True)
            ]
            self.play(LaggedStart(*columns, lag_ratio=0.4), run_time=1.5 * self.look.slow)
            self.quickly(FadeIn(diagram.names, shift=0.1 * RIGHT))
            self.play(
                LaggedStart(*map(FadeIn, diagram.weights), lag_ratio=0.4),
                run_time=1.5 * self.look.slow,
            )

    def light_the_first_step(self):
        self.legend = SignLegend(message("adds"), message("takes away"))
        self.legend.move_to([3.05, -self.diagram.counts.get_y(), 0])
        self.diagram.load(self.examples[0].forward.a)
        self.add(self.diagram.signals)
        line = (
            "Each connection carries its pixel times its weight. One colour adds, the other takes "
            "away."
        )
        with self.say(line):
            self.quickly(FadeIn(self.legend))
            self.play(self.diagram.run_light(0), run_time=2 * self.look.slow)

    def fill_the_first_layer(self):
        is_relu = self.network.mlp.activation == "relu" and self.network.mlp.steps > 1
        line = choose(
            (is_relu, "Every neuron adds up what arrives. A sum below 0 leaves it dark."),
            otherwise="Every neuron adds up what arrives, and squeezes the sum into a number from "
            "0 to 1.",
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
        framed = self.largest_terms = LargestTerms(
            centres[largest], side, terms[largest], (self.place[0], -2.75), gap=1.5
        )
        result = self.sum_of_terms = SumOfTerms(
            terms.sum(), mlp.biases[0][neuron], forward.a[1][neuron]
        )
        circle = self.diagram.layers[0].neurons[neuron]
        mark = ring(circle, 0.75)
        result.next_to(mark, RIGHT, buff=0.2)
        with self.say("Why is this one so bright? Look at it alone. Three pixels weigh in most."):
            self.play(self.diagram.single_out(0, neuron), Create(mark))
            self.slowly(LaggedStart(*map(FadeIn, framed), lag_ratio=0.5))
        line = "All {pixels} together come to {total:+.2f}. With its bias, that makes {value:.2f}."
        facts = {"pixels": len(terms), "total": float(terms.sum())}
        with self.say(line, **facts, value=float(forward.a[1][neuron])):
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
                "The brightest output is the answer: {answer}, with an activation of {value:.2f}.",
            ),
            (
                first.misread,
                "The brightest output is the answer: {answer}, at {value:.2f}. But it is a "
                "{label}.",
            ),
            otherwise="The brightest output is the answer: {answer}, at {value:.2f}. The label "
            "says so, too.",
        )
        with self.say(line, **self.facts(first)):
            self.give_verdict(first)
            self.keep_as_thumbnail(0)

    def read_more_digits(self):
        for index, example in enumerate(self.examples[1:], start=1):
            line = choose(
                (
                    example.misread,
                    "This is a {label}, and it answers {answer}, at {value:.2f}. It does err. "
                    "Its second choice was {second}.",
                ),
                otherwise="A {label}. It answers {answer}.",
            )
            with self.say(line, **self.facts(example)):
                self.take_next(example)
                self.read_quickly(example)
                self.give_verdict(example)
                self.keep_as_thumbnail(index)

    def tell_how_often_it_is_right(self):
        network = self.network
        facts = {
            "count": int(network.confusion.sum()),
            "data": network.data.name,
            "accuracy": network.test_accuracy,
        }
        on_screen = words("{accuracy:.1%} of {count:,} {data} test images read correctly", **facts)
        line = (
            "Of {count:,} {data} test images that it never saw, it reads {accuracy:.1%} correctly."
        )
        with self.say(line, **facts):
            self.play(
                FadeOut(self.legend, shift=0.2 * UP),
                FadeIn(on_screen.move_to(self.legend), shift=0.2 * UP),
            )
            self.wait(self.look.slow)

    def facts(self, example: Example) -> dict:
        """Return what a line of narration may say about a digit."""
        return {
            "answer": example.answer,
            "second": example.runner_up,
            "value": example.confidence,
            "label": example.label,
        }

    def read_off_some_pixels(self):
        """Point at a full pixel, a grey one and a bare one, one after the other."""
        values = self.examples[0].pixels
        centres = self.picture.pixel_centres()
        side = self.picture.height / self.picture.rows
        callouts = VGroup()
        for number, pixel in enumerate(telling_pixels(values)):
            end = [self.picture.get_right()[0] + 1.2, 1.6 - 1.3 * number]
            callouts.add(Callout(centres[pixel], side, f"{values[pixel]:.2f}", end))
        for callout in callouts:
            self.quickly(Create(callout.frame), Create(callout.line))
            self.quickly(FadeIn(callout.text, shift=0.1 * RIGHT))
        self.quickly(FadeOut(callouts))

    def give_verdict(self, example: Example):
        """Box the answer; where it is wrong, the second choice too."""
        output = self.diagram.output(example.answer)
        crowded = example.misread and example.runner_up == example.answer + 1
        verdict = Verdict(output, example.answer, example.confidence, example.label, crowded)
        self.verdict = VGroup(verdict)
        self.quickly(Create(self.verdict[0].box))
        shown = [FadeIn(self.verdict[0].figures, shift=0.1 * RIGHT)]
        if example.misread:
            second = self.diagram.output(example.runner_up)
            activation = float(example.forward.output[example.runner_up])
            self.verdict.add(RunnerUp(second, activation))
            shown.append(FadeIn(self.verdict[1]))
        self.quickly(*shown)

    def keep_as_thumbnail(self, index: int):
        """Let a small copy of the picture drop into the row below, with its answer."""
        example, small = self.examples[index], self.picture.copy()
        self.add(small)
        spread = 0.83 * (index - (len(self.examples) - 1) / 2)
        below = [self.place[0] + spread, -2.75, 0]
        moved = small.animate.as_pixels().scale(0.66 / small.height).move_to(below)
        self.quickly(moved)
        caption = answer_under(small, example.answer, example.label)
        self.play(FadeIn(caption), run_time=self.look.quick / 2)

    def take_next(self, example: Example):
        """Put the next digit in the place of the last; all light goes out."""
        changes = [FadeOut(self.verdict), self.diagram.rest()]
        if self.examples[0].label is None and example is self.examples[1]:
            changes += self.name_other_source(example)
        self.quickly(
            self.picture.animate.set_values(example.picture),
            *changes,
        )

    def name_other_source(self, example: Example) -> list:
        """Return the animations by which the note says where this digit comes from."""
        before, self.source = self.source, self.source_of(example).move_to(self.source)
        return [FadeOut(before), FadeIn(self.source)]

    def read_quickly(self, example: Example):
        """Let the light run through all layers in one go."""
        self.diagram.load(example.forward.a)
        self.play(self.diagram.light_through(0.55 * self.look.normal))
