"""What a neuron is: something that holds a number."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Line,
    ReplacementTransform,
    Square,
    VGroup,
)

from network.digits.digits import SIDE
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.neurons.diagram import COUNTS_AT, PICTURE_AT, THICK
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.single_neuron import lone_neuron
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.side_braces import SideBraces
from scenes.mobjects.writing.words import formula, note, words
from scenes.stage.lecture import LectureScene

#: Where the picture is while its neurons are counted and looked at, and its height.
LATTICE_AT, LATTICE = (-2.6, 0.1, 0), 6.1

#: Height of the picture as the next section takes it over.
HANDED_ON = 4.6


class Neurons(LectureScene):
    """A circle holds a number; an image becomes 784 of them; one of these is tried out."""

    least_hidden_layers = 1

    def construct(self):
        self.choose_a_neuron()
        self.open_section()
        self.split_the_name()
        self.think_of_the_brain()
        self.let_a_circle_hold_a_number()
        self.turn_a_picture_into_neurons()
        self.count_them()
        self.pull_one_out()
        self.try_it_out()
        self.go_below_0()
        self.hand_it_on()

    def choose_a_neuron(self):
        """Choose the pixel of the 9 that is nearest to halfway between paper and ink."""
        self.example = self.digits.clear(9)
        self.image = self.example.picture
        self.pixel = int(np.abs(self.image - 0.5).argmin())
        self.value = float(self.image.flat[self.pixel])

    def split_the_name(self):
        size = 2 * self.look.headline
        self.name = VGroup(words("neural", size), words("network", size)).arrange(buff=0.45)
        self.name[0].stand_beside(self.name[1])
        self.questions = VGroup(
            words("What is a neuron?").move_to([-3.4, 0.9, 0]),
            words("How are they linked?").move_to([3.4, 0.9, 0]),
        )
        self.questions[0].stand_beside(self.questions[1])
        self.neuron = lone_neuron(0.8).move_to([-3.4, -1.1, 0])
        self.links = self.last_step().move_to([3.4, -1.1, 0])
        line = "The name holds two questions. What is a neuron, and how are neurons linked?"
        with self.say(line):
            self.quickly(FadeIn(self.name, scale=0.9))
            self.play(
                self.name[0].animate.move_to([-3.4, 2.3, 0]),
                self.name[1].animate.move_to([3.4, 2.3, 0]),
            )
            for question, drawn in zip(self.questions, (self.neuron, self.links), strict=True):
                self.play(FadeIn(question, shift=0.15 * DOWN), FadeIn(drawn))

    def think_of_the_brain(self):
        """Let the last hidden layer fire, and then the outputs, as they do for our 9."""
        line = (
            "The name comes from the brain. There, when some cells fire, they make others fire. "
            "We take over that much, and no more."
        )
        _, before, after = self.links
        with self.say(line):
            for layer, fired in zip((before, after), self.example.forward.a[-2:], strict=True):
                self.slowly(layer.animate.set_activations(fired))

    def let_a_circle_hold_a_number(self):
        small, self.neuron = self.neuron, lone_neuron(1.5, 2).move_to([0, 0.7, 0])
        self.scale_of_values = NumberLine(0, 1, 5, {0: "0", 1: "1"}).move_to([0, -2.2, 0])
        self.mark = Dot(self.scale_of_values.place(0), radius=0.1, color=self.look.accent)
        line = "For now, a neuron is a thing that holds a number. Here: a number from 0 to 1."
        with self.say(line):
            self.play(
                FadeOut(self.name, self.questions, self.links),
                ReplacementTransform(small.neurons, self.neuron.neurons),
            )
            self.remove(small)
            self.quickly(FadeIn(self.neuron, self.scale_of_values, self.mark))
            for value in (1, 0.3, self.value):
                self.play(
                    self.neuron.animate.set_activations(np.array([value])),
                    self.mark.animate.move_to(self.scale_of_values.place(value)),
                )

    def turn_a_picture_into_neurons(self):
        self.picture = PixelGrid(self.image, LATTICE).move_to(LATTICE_AT)
        self.source = self.source_of().next_to(self.picture, UP, buff=0.15)
        place = [*self.picture.pixel_centres()[self.pixel], 0]
        line = "Where do the numbers come from? From a picture: every pixel becomes a neuron."
        with self.say(line):
            self.quickly(FadeOut(self.scale_of_values, self.mark))
            self.play(
                FadeIn(self.picture, self.source),
                FadeOut(self.neuron, scale=0.05, target_position=place),
            )
            self.slowly(self.picture.animate.as_neurons())

    def count_them(self):
        pixels = self.network.mlp.sizes[0]
        self.braces = SideBraces(self.picture)
        self.product = formula(f"{SIDE} dot {SIDE} = {pixels}", self.look.headline)
        self.product.move_to([4.0, 0, 0])
        line = "{side} rows of {side} make {pixels} neurons, and each one holds its pixel's number."
        with self.say(line, side=SIDE, pixels=pixels):
            for brace, shift in zip(self.braces, (LEFT, DOWN), strict=True):
                self.play(FadeIn(brace, shift=0.15 * shift), run_time=self.look.normal / 2)
            self.quickly(FadeIn(self.product, shift=0.2 * RIGHT))
            self.slowly(self.picture.animate.set_numbers(1))

    def pull_one_out(self):
        centre = [*self.picture.pixel_centres()[self.pixel], 0]
        side = LATTICE / SIDE
        self.frame = Square(1.25 * side, color=self.look.accent, stroke_width=3).move_to(centre)
        widest = -1.0 if self.is_tanh else 1.0
        self.large = lone_neuron(1.3, 2, widest).move_to([4.2, 0.4, 0])
        self.large.set_activations(np.array([self.value]))
        rim = self.large.neurons[0]
        self.rays = VGroup(
            *(
                Line(self.frame.get_corner(corner), rim.get_center() + 1.3 * end)
                for corner, end in ((UP + RIGHT, UP), (DOWN + RIGHT, DOWN))
            )
        )
        self.rays.set_stroke(self.look.accent, 1.5, 0.5)
        self.label = words("activation", self.look.headline, self.look.accent)
        self.label.next_to(self.large, UP, buff=0.35)
        line = "Pull a grey one out: it holds {value:.2f}. That number is called its activation."
        with self.say(line, value=self.value):
            self.quickly(FadeOut(self.braces, self.product, self.source), Create(self.frame))
            grow = FadeIn(self.large, scale=0.1, target_position=centre)
            self.play(grow, *map(Create, self.rays))
            self.quickly(FadeIn(self.label, shift=0.1 * UP))

    def try_it_out(self):
        line = (
            "At 0 it is dark, like bare paper. At 1 it is white, like full ink. In between lies "
            "every shade."
        )
        with self.say(line):
            for value in (0, 1, self.value):
                image = self.image.copy()
                image.flat[self.pixel] = value
                self.play(
                    self.large.animate.set_activations(np.array([value])),
                    self.picture.animate.set_values(image),
                )

    def go_below_0(self):
        """Show what a tanh may hold, before the first one is met."""
        if not self.is_tanh:
            return
        line = (
            "Further in, neurons of this network may hold less than 0, down to -1. Those glow in "
            "another colour: the further below 0, the brighter."
        )
        with self.say(line):
            for value in (-0.5, -1):
                self.play(self.large.animate.set_activations(np.array([value])))
            self.rest()
            self.play(self.large.animate.set_activations(np.array([self.value])))

    def hand_it_on(self):
        pixels = self.network.mlp.sizes[0]
        count = note("{pixels} pixels", pixels=pixels).move_to([PICTURE_AT[0], COUNTS_AT, 0])
        line = "These {pixels} activations are all the network ever gets to see of a picture."
        with self.say(line, pixels=pixels):
            self.play(
                FadeOut(self.large, scale=0.1, target_position=self.frame),
                FadeOut(self.rays, self.frame, self.label),
            )
            handed_on = self.picture.animate.set_numbers(0).scale(HANDED_ON / LATTICE)
            self.slowly(handed_on.move_to(PICTURE_AT))
            self.source.next_to(self.picture, DOWN, buff=0.2)
            self.quickly(FadeIn(count, self.source))

    @property
    def is_tanh(self) -> bool:
        """Whether neurons further in may hold less than 0."""
        return self.network.mlp.activation == "tanh"

    def last_step(self) -> Group:
        """Return the last two layers with all edges between them, as strong as their weights."""
        weights = self.network.mlp.weights[-1]
        layers = [
            NeuronLayer(size, min(2.8, 0.25 * (size - 1))).move_to([x, 0, 0])
            for size, x in zip(weights.shape[::-1], (-1.3, 1.3), strict=True)
        ]
        strengths = shown_strength(weights, largest_but_few(weights))
        edges = EdgeField(layers[0].centres(), layers[1].centres(), strengths, THICK)
        return Group(edges, *layers)
