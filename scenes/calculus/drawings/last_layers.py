"""The last two layers of a network, and one edge, or all edges, between them."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Group, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring

Array = NDArray[np.floating]

#: Radii of the neurons at most, from one to the next at most, and how thick edges are.
RADII, FURTHEST, THICK = (0.14, 0.17), 0.62, 0.028

#: Radius of a neuron where only a few are drawn.
LARGE = 0.3


class LastLayers(Group):
    """All neurons of the last two layers, and all edges as strong as their weights.

    Parameters
    ----------
    weights
        Shape (n[K], n[K - 1]).
    before, outputs
        What the neurons hold, shapes (n[K - 1],) and (n[K],).
    xs
        Where both layers are.
    span
        Between which heights: low, high.

    Attributes
    ----------
    before, outputs
        The layers.
    edges
        All edges between them.
    """

    def __init__(
        self,
        weights: Array,
        before: Array,
        outputs: Array,
        xs: tuple[float, float],
        span: tuple[float, float],
    ) -> None:
        self.before, self.outputs = (
            _column(len(held), x, span, radius).set_activations(held)
            for held, x, radius in zip((before, outputs), xs, RADII, strict=True)
        )
        strengths = shown_strength(weights, largest_but_few(weights))
        self.edges = EdgeField(self.before.centres(), self.outputs.centres(), strengths, THICK)
        super().__init__(self.edges, self.before, self.outputs)
        self.edges.set_z_index(1)
        for part in (self.before, self.outputs):
            part.set_z_index(2)

    def picked(self, to: int, start: int, colour: str | None = None) -> VGroup:
        """Return a line over one edge, and rings around its neurons."""
        colour = colour or theme().accent
        one, other = self.before.neurons[start], self.outputs.neurons[to]
        line = Line(one.get_center(), other.get_center(), color=colour, stroke_width=5)
        rings = VGroup(ring(one, 0.75, colour), ring(other, 0.75, colour))
        return VGroup(line.set_z_index(1.5), rings.set_z_index(3))


def few_neurons(
    held: Array, shown: Sequence[int], x: float, span: tuple[float, float]
) -> NeuronLayer:
    """Return a layer of which only some neurons are drawn, large, and dots for the others."""
    low, high = span
    layer = NeuronLayer(len(held), high - low, LARGE, shown=shown).set_activations(held)
    return layer.move_to([x, (low + high) / 2, 0])


def lines_between(starts: NeuronLayer, ends: NeuronLayer) -> VGroup:
    """Return a thin line from each drawn neuron to each; they say who is linked, no more."""
    quiet = theme().quiet
    return VGroup(
        *(
            Line(start.get_right(), end.get_left(), color=quiet, stroke_width=2, buff=0.06)
            for end in ends.neurons
            for start in starts.neurons
        )
    ).set_z_index(1)


def _column(count: int, x: float, span: tuple[float, float], radius: float) -> NeuronLayer:
    """Return a layer that fills the room between both heights, or the middle of it."""
    low, high = span
    height = min(high - low, FURTHEST * (count - 1))
    return NeuronLayer(count, height, radius).move_to([x, (low + high) / 2, 0])


def beside(layer: NeuronLayer, index: int) -> NDArray[np.float64]:
    """Return the place of a neuron's right rim."""
    return layer.neurons[index].get_edge_center(RIGHT)
