"""The last hidden layer, one output, large, and the edges that lead into it."""

from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, VGroup
from numpy.typing import NDArray

from scenes.look.places import FOOT, LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.single_neuron import lone_neuron
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message

Array = NDArray[np.floating]

#: Middle of the image and its height; x of the layer, and how tall it is; x of the output.
PICTURE, COLUMN, TALL, OUTPUT = (-5.8, 2.3, 1.5), -4.2, 5.7, -1.55

#: The name of a class beside the output is so wide at most.
NAME = 0.75

#: Radius of the layer's neurons and of the output, and how thick edges are.
SMALL, LARGE, WIDTH = 0.15, 0.42, 0.028


class IntoOneOutput(Group):
    """In the left half of the frame: an image, the last hidden layer, and one of the outputs.

    Parameters
    ----------
    image
        Shape (rows, columns), 0 to 1.
    before
        Activations of the hidden layer, shape (n,).
    output
        That of the one output, 0 to 1; written into it.
    digit
        Which output it is.

    Attributes
    ----------
    picture, layer, output, named
        The image, the hidden layer, the output, and its digit beside it.
    edges
        From the layer to the output; none of them can be seen before :meth:`set_edges`.
    """

    def __init__(self, image: Array, before: Array, output: float, digit: int) -> None:
        self.digit = digit
        *middle, side = PICTURE
        self.picture = PixelGrid(image, side).move_to([*middle, 0])
        self.layer = NeuronLayer(len(before), TALL, SMALL).move_to([COLUMN, 0, 0])
        self.output = lone_neuron(LARGE, decimals=2).move_to([OUTPUT, 0, 0])
        ends = self.layer.centres(), self.output.centres()
        self.edges = EdgeField(*ends, np.zeros((1, len(before))), WIDTH)
        look = theme()
        self.named = label_of(digit, look.headline, look.accent, NAME)
        self.named.next_to(self.output, RIGHT, buff=0.2)
        super().__init__(self.picture, self.edges, self.layer, self.output, self.named)
        self.edges.set_z_index(1)
        for part in (self.picture, self.layer, self.output, self.named):
            part.set_z_index(2)
        self.set_held(before, output)

    def set_held(self, before: Array, output: float) -> Self:
        """Fill the hidden layer, shape (n,), and the output."""
        self.layer.set_activations(before)
        self.output.set_activations(np.array([output]))
        return self

    def set_edges(self, values: Array) -> Self:
        """Draw every edge as strongly as its value, shape (n,), is large beside the largest."""
        self.edges.set_strengths(in_proportion(values))
        return self

    def remarks(self, whose: Message) -> VGroup:
        """Return what is written below the image, and at the foot of the frame.

        Parameters
        ----------
        whose
            Where the image comes from, and which network that is.
        """
        same = note("the same {digit}", room=2, digit=self.digit)
        same.next_to(self.picture, DOWN, buff=0.15)
        return VGroup(same, note(whose, room=6.5).stand_at(LEFT_RIM, FOOT, LEFT))


def in_proportion(values: Array) -> Array:
    """Return what is in proportion to values, shape (n,), for a row of edges: shape (1, n).

    The largest, whatever its sign, becomes 1 or -1; where all are 0, so are these.
    """
    return values[None] / (np.abs(values).max() or 1)
