"""One neuron alone: large, with its number, or with every edge that leads into it."""

import numpy as np
from manim import DOWN, Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import PICTURE_AT
from scenes.mobjects.neurons.layer import Neuron, NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import note

#: Where the neuron is, its radius, and the thickness of edges.
NEURON_AT, RADIUS, WIDTH = (5.7, 0.3, 0), 0.5, 0.011

#: Where a legend has room.
LEGEND_AT = (1.35, -3.35, 0)

#: Size of the sum in points, and how far below the neuron it stands.
SUM_SIZE, BELOW = 48, 0.35


#: A number in a neuron is no wider than this, as shares of the neuron's radius; and one with a
#: minus, which hangs out at its left.
INSIDE, INSIDE_SIGNED = 5 / 3, 1.25


def lone_neuron(radius: float, decimals: int | None = None, widest: float = 0.0) -> NeuronLayer:
    """Return a layer of one neuron, resting.

    Parameters
    ----------
    radius
        In scene units.
    decimals
        Digits after the decimal point of the number in it; none is written, if left out.
    widest
        The number that takes most room of those it will hold: all have the size at which that
        one fits.
    """
    layer = NeuronLayer(1, 3 * radius, radius, decimals=decimals)
    if widest and layer.figures:
        figure = layer.set_activations(np.array([widest])).figures[0]
        room = (INSIDE_SIGNED if widest < 0 else INSIDE) * radius
        figure.scale(min(1, room / figure.width))
        # Digits are in the middle, with a minus or without.
        figure.set_value(abs(widest)).move_to(layer.neurons)
    return layer.set_activations(np.zeros(1))


def decimals_inside(largest: float) -> int:
    """Return how many decimals leave an activation, the largest one, room inside a neuron."""
    return 2 if largest < 9.995 else 1 if largest < 99.95 else 0


def widest_of(values: NDArray[np.floating]) -> float:
    """Return the number that takes most room of all, or one that takes no less: with a sign."""
    most = float(np.abs(values).max())
    return -most if np.min(values) < 0 else most


class SingleNeuron(Group):
    """A neuron of the first layer, large, the image, and all the edges between.

    Parameters
    ----------
    weights
        Of the edges, shape (pixels,).
    image
        Shape (rows, columns), or flat of a square, 0 to 1.
    scale
        The size of weight that gets a full edge.

    Attributes
    ----------
    picture
        The image, where :class:`~scenes.mobjects.neurons.diagram.NetworkDiagram` has it.
    outline
        All edges alike, without a colour: what they are before they have weights.
    wires
        The edges, each as strong as its weight.
    neuron
        The neuron.
    total
        The weighted sum of the image, below the neuron.
    total_name
        What it is.
    """

    def __init__(
        self, weights: NDArray[np.floating], image: NDArray[np.floating], scale: float
    ) -> None:
        look = theme()
        self.picture = PixelGrid(image, height=4.6).move_to(PICTURE_AT)
        ends = self.picture.pixel_centres(), np.array([NEURON_AT])
        alike = (look.quiet, look.quiet)
        self.outline = EdgeField(*ends, np.full((1, weights.size), 0.25), 0.6 * WIDTH, alike)
        self.wires = EdgeField(*ends, shown_strength(weights, scale)[None], WIDTH)
        self.neuron = Neuron(RADIUS).move_to(NEURON_AT)
        self.total_name = note("weighted sum")
        self.total_name.next_to(self.neuron, DOWN, buff=BELOW)
        self.total = Numeral(
            float(np.dot(weights.astype(float), np.ravel(image))), 2, SUM_SIZE, by_sign, True
        )
        self.total.next_to(self.total_name, DOWN, buff=0.25)
        super().__init__(
            self.picture, self.outline, self.wires, self.neuron, self.total_name, self.total
        )
        for height, part in enumerate((self.outline, self.wires, self.neuron), start=1):
            part.set_z_index(height)
