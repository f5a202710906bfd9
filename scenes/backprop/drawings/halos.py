"""Rims of light around neurons: which way each is to go, and how much is asked of it."""

from typing import Self

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.painting.painted import PaintedMobject, source_digest

Array = NDArray[np.floating]

#: Space between a neuron and its halo, and how wide a full halo is, as shares of the radius.
APART, WIDEST = 0.18, 0.6

#: Units of the raster in a scene unit, and free room around the halos in these.
FINENESS, MARGIN = 100, 2


class Halos(PaintedMobject):
    """A halo around each neuron of a layer; the wider, the more is asked of it.

    Parameters
    ----------
    layer
        The neurons, where they stand.
    values
        What is asked of each, shape (n,): above 0 is up, in the colour of positive numbers.
    full
        The size of a number with a full halo.

    Attributes
    ----------
    values
        See above.
    """

    animated = ("opacity", "values")

    def __init__(self, layer: NeuronLayer, values: Array, full: float) -> None:
        look = theme()
        self.full, self.values = full or 1.0, np.array(values, float)
        self.colours = rgb(look.positive), rgb(look.negative)
        centres = layer.centres()
        self.radius = FINENESS * layer.neurons[0].width / 2
        reach = self.radius * (1 + APART + WIDEST) + MARGIN
        low, high = centres.min(axis=0), centres.max(axis=0)
        columns, rows = np.ceil(FINENESS * (high - low) + 2 * reach).astype(int).tolist()
        super().__init__(columns, rows, columns / FINENESS, rows / FINENESS)
        middle = (low + high) / 2
        self.places = (columns, rows) / np.array(2) + FINENESS * (centres - middle) * (1, -1)
        # Manim can't look into how it is painted: this tells it.
        self.key = f"{look} {source_digest(__name__)}"
        self.move_to([*middle, 0])

    def set_values(self, values: Array) -> Self:
        """Ask for other things, shape (n,); can be animated."""
        self.values = np.array(values, float)
        return self

    @property
    def widths(self) -> NDArray[np.float64]:
        """How wide each halo is, as a share of a full one: shape (n,), 0 to 1."""
        return np.minimum(np.abs(self.values) / self.full, 1)

    def paint_on(self, context: cairo.Context) -> None:
        """Paint all halos."""
        inner = self.radius * (1 + APART)
        for place, value, share in zip(self.places, self.values, self.widths, strict=True):
            width = WIDEST * self.radius * share
            if width <= 0:
                continue
            colour = self.colours[0 if value > 0 else 1]
            context.set_source_rgba(*colour[::-1], self.opacity)
            context.set_line_width(width)
            context.arc(*place, inner + width / 2, 0, 2 * np.pi)
            context.stroke()
