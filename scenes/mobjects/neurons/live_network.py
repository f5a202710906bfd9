"""A network whose weights may change in every frame."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import Group, VGroup
from numpy.typing import NDArray

from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.neurons.diagram import (
    MANY,
    SIDE,
    THICK,
    THIN,
    shown_strength,
)
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid

#: How visible edges are: where there are many, and where there are few.
MANY_VISIBLE, FEW_VISIBLE = 0.75, 0.55

#: With many edges strength grows as this power of the weight's size: in a crowd, the weak
#: ones would hide the strong.
CROWDED = 1.4

#: So many edges can be told apart, 16 from each pixel of an image.
CROWD = 16 * SIDE * SIDE

#: A column of neurons is no taller than this many units a neuron.
LOOSEST = 0.47


class LiveNetwork(Group):
    """An image, columns of neurons, and every edge between them, as strong as its weight.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]); n[0] is 784.
    image
        Shape (784,), 0 to 1.
    scales
        One a step: the size of weight that gets a full edge.
    width, height
        Of the whole, scene units, from the image's left rim to the output neurons' middles.

    Attributes
    ----------
    picture
        The input layer.
    layers
        The other layers, first hidden one first.
    edges
        One edge field a step.
    """

    def __init__(
        self,
        matrices: Sequence[NDArray[np.floating]],
        image: NDArray[np.floating],
        scales: Sequence[float],
        width: float = 9.4,
        height: float = 4.6,
    ) -> None:
        self.scales = tuple(map(float, scales))
        side = 0.74 * height
        self.picture = PixelGrid(image.reshape(SIDE, SIDE), side).move_to(
            [(side - width) / 2, 0, 0]
        )
        self.layers = self._columns([len(matrix) for matrix in matrices], width, height)
        places = [self.picture.pixel_centres(), *(layer.centres() for layer in self.layers)]
        self.edges = Group(
            *(
                EdgeField(places[k], places[k + 1], matrix, THIN if matrix.size > MANY else THICK)
                for k, matrix in enumerate(matrices)
            )
        )
        for field, matrix in zip(self.edges, matrices, strict=True):
            visible = MANY_VISIBLE if matrix.size > MANY else FEW_VISIBLE
            field.set_light(behind=visible, ahead=visible)
        super().__init__(self.picture, self.edges, *self.layers)
        # Edges come out from behind the image: on top of it they would hide what it shows.
        self.edges.set_z_index(1)
        for part in (self.picture, *self.layers):
            part.set_z_index(2)
        self.set_weights(matrices)

    def set_weights(self, matrices: Sequence[NDArray[np.floating]]) -> Self:
        """Give every edge the strength of its weight: shapes (n[k+1], n[k])."""
        for field, matrix, scale in zip(self.edges, matrices, self.scales, strict=True):
            field.set_strengths(edge_strength(matrix, scale))
        return self

    def set_activations(self, activations: Sequence[NDArray[np.floating]]) -> Self:
        """Fill the neurons behind the input: shapes (n[l],)."""
        for layer, values in zip(self.layers, activations, strict=True):
            layer.set_activations(values)
        return self

    @staticmethod
    def _columns(sizes: Sequence[int], width: float, height: float) -> VGroup:
        """Return the layers behind the input, from left to right."""
        right = width / 2
        left = right - 0.44 * width
        xs = np.linspace(left, right, len(sizes)) if len(sizes) > 1 else [right]
        tallest = [min(height, LOOSEST * (size - 1)) for size in sizes]
        return VGroup(
            *(
                NeuronLayer(size, tall, radius=0.12).move_to([x, 0, 0])
                for size, tall, x in zip(sizes, tallest, xs, strict=True)
            )
        )


def edge_strength(weights: NDArray[np.floating], scale: float) -> NDArray[np.floating]:
    """Return how strongly to draw edges of these weights, -1 to 1: rising with the weight.

    Beyond ``CROWD`` edges, all are drawn weaker, as far as there are more: together they hide
    no more than those would.
    """
    if weights.size <= MANY:
        return shown_strength(weights, scale)
    fullest = min(1, CROWD / weights.size)
    return fullest * np.sign(weights) * np.minimum(np.abs(weights) / scale, 1) ** CROWDED
