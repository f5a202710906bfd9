"""Lecture 1 in one minute: what the network does, what one neuron does, and what was hoped for."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    Create,
    DashedVMobject,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Line,
    Succession,
    VGroup,
    Wait,
    linear,
)

from network.questions.examples import Example
from scenes.descent.drawings.neuron_formula import NeuronFormula
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import headline, note, row_of_words, words
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digit that stays with us.
LABEL = 3

#: Room of the network, the height of its middle, and of how many neurons there are in each layer.
ROOM, MIDDLE, COUNTS = Room((-4.45, 0, 3.5), (-0.4, 5.1), 3.9, 0.42, 0.12), 0.95, 3.4

#: Middle of what stands below the network: the formula, the numbers, and what was hoped for.
FORMULA, NUMBERS, HOPED = -2.45, -2.4, -2.75

#: Middle of sketches of what was hoped for, and their size, scene units.
SKETCHES, SKETCH = -1.85, 0.75

#: Which neuron is looked at.
NEURON = 0

#: A neuron of the last hidden layer stands for a loop, as lecture 1 has it, from this share of
#: pairs on, if so few pairs of digits at most are told apart as well.
CLEAR, FEW = 0.95, 4


class Recap(LectureScene):
    """A digit runs through; one neuron's formula; the count of all numbers; an open question."""

    def construct(self):
        self.open_section()
        self.let_an_image_in()
        self.light_layer_after_layer()
        self.write_what_one_neuron_does()
        self.count_the_numbers()
        if self.network.mlp.steps > 1:
            self.recall_the_hope()
            self.recall_the_doubt()

    def let_an_image_in(self):
        mlp, example = self.network.mlp, self.example
        scales = [largest_but_few(weights) for weights in mlp.weights]
        self.live = NamedNetwork(mlp.weights, example.pixels, scales, ROOM).shift(MIDDLE * UP)
        live = self.live
        self.source = self.source_of().next_to(live.picture, DOWN, buff=0.15)
        self.counts = VGroup(
            *(
                note("{count:,}", count=count).move_to([place.get_x(), COUNTS, 0])
                for count, place in zip(mlp.sizes, [live.picture, *live.layers], strict=True)
            )
        )
        line = (
            "Lecture 1 in one minute. An image is {pixels} numbers, one a pixel: the activations "
            "of the first layer."
        )
        with self.say(line, pixels=mlp.sizes[0]):
            live.picture.set_revealed(0)
            self.quickly(FadeIn(live.picture, self.source, self.counts[0]))
            self.slowly(live.picture.animate(rate_func=linear).set_revealed(1))

    def light_layer_after_layer(self):
        live, forward = self.live, self.example.forward
        line = choose(
            (
                self.network.mlp.steps == 1,
                "They light up the ten outputs. The brightest one is the answer: {answer}.",
            ),
            otherwise="They light up the next layer, that one lights up the next, and so on to the "
            "ten outputs. The brightest output is the answer: {answer}.",
        )
        with self.say(line, answer=self.example.answer):
            self.play(FadeIn(live.weights, live.names, *live.layers, self.counts[1:]))
            self.play(live.light_through(forward.a, 1.2 * self.look.normal))
            self.box = live.answer(self.example.answer, self.example.label)
            self.quickly(Create(self.box))
            self.add(live)
        self.rest()

    def write_what_one_neuron_does(self):
        live, mlp = self.live, self.network.mlp
        written = NeuronFormula(mlp.sizes[0], mlp.activation_of(0).name)
        self.written = written.shift((FORMULA - written.formula.get_y()) * UP)
        self.ring = ring(live.layers[0].neurons[NEURON])
        fields, names = live.weights, written.names
        others = (field.animate.set_opacity(0.15) for field in fields[1:])
        line = choose(
            (
                len({each.name for each in mlp.functions}) > 1 and sum(mlp.sizes[1:-1]) == 1,
                "Look at the hidden neuron.",
            ),
            (
                len({each.name for each in mlp.functions}) > 1,
                "Look at one neuron. All hidden ones work alike.",
            ),
            otherwise="Look at one neuron. All others work alike.",
        )
        with self.say(line):
            focus = fields[0].animate.focus(fields[0].edges_into(NEURON), 0.03)
            self.play(focus, *others, Create(self.ring))
            self.play(FadeIn(written.formula))
        line = (
            "It multiplies each activation of the layer before by a weight, and adds the products. "
            "Then it adds its bias."
        )
        with self.say(line):
            come = (FadeIn(names[each]) for each in ("activations", "weights", "bias"))
            self.play(
                LaggedStart(*(Succession(each, Wait(1)) for each in come), lag_ratio=0.9),
                run_time=2 * self.look.slow,
            )
        kind = mlp.activation_of(0).name
        line = choose(
            (
                kind == "relu",
                "What comes out below 0, ReLU makes 0. That is its activation.",
            ),
            (
                kind == "tanh",
                "A curve called tanh squeezes that into a number from -1 to 1: its activation.",
            ),
            (
                kind == "softmax",
                "Softmax turns that and the nine other sums into ten numbers from 0 to 1 that add "
                "up to 1: their activations.",
            ),
            otherwise="The sigmoid squeezes that into a number from 0 to 1: its activation.",
        )
        with self.say(line):
            if kind == "sigmoid":
                self.play(FadeIn(names["squish"]))
            else:  # the formula has its name already
                written.remove(names["squish"])
                self.play(Indicate(written.formula.part("squish"), 1, self.look.accent))
        self.rest(0.7)

    def count_the_numbers(self):
        live, mlp = self.live, self.network.mlp
        weights, biases = (sum(each.size for each in all_) for all_ in (mlp.weights, mlp.biases))
        facts = {"weights": weights, "biases": biases, "count": mlp.parameters.size}
        self.sum = row_of_words(
            words("{weights:,} weights", **facts),
            words("+"),
            words("{biases} biases", colour=self.look.accent, **facts),
            words("="),
            headline("{count:,}", **facts),
        ).shift(NUMBERS * UP)
        line = (
            "Each edge has a weight, each neuron behind the pixels a bias: together, {count:,} "
            "numbers. They decide what the network does."
        )
        with self.say(line, **facts):
            self.play(
                FadeOut(self.written, self.ring),
                live.weights[0].animate.unfocus(),
                *(field.animate.set_opacity(1) for field in live.weights[1:]),
            )
            self.quickly(FadeIn(self.sum[0]))
            for field in live.weights:
                field.set_light(front=-0.2, crest=1)
            runs = (field.animate(rate_func=linear).set_light(front=1.3) for field in live.weights)
            self.play(LaggedStart(*runs, lag_ratio=0.5))
            self.play(FadeIn(self.sum[1:], shift=0.1 * RIGHT))
        self.rest()

    def recall_the_hope(self):
        hidden = self.live.layers[:-1]
        self.hoped, sketches = VGroup(words("edges")), VGroup(edges_sketched())
        if len(hidden) > 1:
            self.hoped.add(words("loops"))
            sketches.add(loop_sketched())
        places = (hidden[0].get_x(), hidden[-1].get_x())[: len(self.hoped)]
        for text, sketch, x in zip(self.hoped, sketches, places, strict=True):
            text.stand_at(x, HOPED)
            sketch.move_to([x, SKETCHES, 0])
        title = note("hoped for").stand_at(self.live.picture.get_x(), HOPED)
        line = choose(
            (
                len(hidden) == 1,
                "And there was a hope: that hidden neurons look for little edges.",
            ),
            otherwise="And there was a hope: that the first hidden neurons look for little edges, "
            "and later ones for loops made of them.",
        )
        with self.say(line):
            self.quickly(FadeOut(self.sum, self.source), FadeIn(title))
            come = map(VGroup, sketches, self.hoped)
            self.slowly(LaggedStart(*map(FadeIn, come), lag_ratio=0.8))

    def recall_the_doubt(self):
        asked = VGroup(
            *(
                words("?", self.look.headline, self.look.accent).next_to(each, RIGHT, buff=0.12)
                for each in self.hoped
            )
        )
        line = choose(
            (
                self.has_a_loop_detector,
                "For a loop on top, lecture 1 did find a neuron. What do the others look for?",
            ),
            otherwise="What lecture 1 measured made us doubt it. What do they look for, then?",
        )
        with self.say(line):
            self.play(FadeIn(asked, shift=0.15 * RIGHT))
        self.rest(0.7)

    @cached_property
    def example(self) -> Example:
        """A 3, or another digit that the network reads correctly."""
        return self.digits.familiar(LABEL)

    @property
    def has_a_loop_detector(self) -> bool:
        """Whether lecture 1 came to say so."""
        found = self.findings.loops
        return bool(found.folded[found.best] >= CLEAR and found.rank <= FEW)


def edges_sketched() -> VGroup:
    """Return little edges, dashed as all is that is only hoped for."""
    size, look = 0.5 * SKETCH, theme()
    turns = np.radians([20, 75, 130])
    strokes = VGroup()
    for place, turn in zip((-1.2 * size, 0, 1.2 * size), turns, strict=True):
        end = 0.7 * size * np.array([np.cos(turn), np.sin(turn), 0])
        line = Line(-end, end, color=look.quiet, stroke_width=3).shift(place * RIGHT)
        strokes.add(DashedVMobject(line, num_dashes=3))
    return strokes


def loop_sketched() -> DashedVMobject:
    """Return a loop, dashed likewise."""
    circle = Circle(0.5 * SKETCH, color=theme().quiet, stroke_width=3)
    return DashedVMobject(circle, num_dashes=14)
