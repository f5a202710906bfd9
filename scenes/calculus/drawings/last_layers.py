"""The last two layers of a network, and one edge, or all edges, between them."""

import numpy as np
from manim import Group, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring

Array = NDArray[np.floating]

#: Radii of the neurons at most, from one to the next at most, and how thick edges are.
RADII, FURTHEST, THICK = (0.14, 0.17), 0.62, 0.028


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


def _column(count: int, x: float, span: tuple[float, float], radius: float) -> NeuronLayer:
    """Return a layer that fills the room between both heights, or the middle of it."""
    low, high = span
    height = min(high - low, FURTHEST * (count - 1))
    return NeuronLayer(count, height, radius).move_to([x, (low + high) / 2, 0])
