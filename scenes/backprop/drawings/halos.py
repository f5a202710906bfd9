"""Rims of light around neurons: which way each is to go, and how much is asked of it."""

from typing import Any, Self

import numpy as np
from manim import Circle, Mobject, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer

Array = NDArray[np.floating]

#: Space between a neuron and its halo, and how wide a full halo is, as shares of the radius.
APART, WIDEST = 0.18, 0.6

#: Stroke widths a scene unit.
STROKES = 100


class Halo(Circle):
    """One neuron's halo, as wide as the number it stands for is large.

    Attributes
    ----------
    value
        The number, in shares of a full halo's.
    """

    def __init__(self, radius: float) -> None:
        self.room = radius
        super().__init__(radius * (1 + APART + WIDEST / 2), fill_opacity=0)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Stand for another number; can be animated."""
        look = theme()
        self.value = float(np.clip(value, -1, 1))
        colour = look.positive if value > 0 else look.negative
        width = STROKES * WIDEST * self.room * abs(self.value)
        return self.set_stroke(colour, width, opacity=1 if width else 0)

    def interpolate(self, mobject1: Mobject, mobject2: Mobject, alpha: float, *way: Any) -> Self:
        """Take on the state between two others."""
        super().interpolate(mobject1, mobject2, alpha, *way)
        if isinstance(mobject1, Halo) and isinstance(mobject2, Halo):
            start, end = mobject1.value, mobject2.value
            if start != end:
                self.set_value(end if alpha == 1 else start + (end - start) * alpha)
        return self


class Halos(VGroup):
    """A halo around each neuron of a layer; the wider, the more is asked of it.

    Parameters
    ----------
    layer
        The neurons, where they stand.
    values
        What is asked of each, shape (n,): above 0 is up, in the colour of positive numbers.
    full
        The size of a number with a full halo.
    """

    def __init__(self, layer: NeuronLayer, values: Array, full: float) -> None:
        self.full = full or 1.0
        neurons = layer.neurons
        super().__init__(*(Halo(each.width / 2).move_to(each) for each in neurons))
        self.set_values(values)

    def set_values(self, values: Array) -> Self:
        """Ask for other things, shape (n,); can be animated."""
        for halo, value in zip(self, values, strict=True):
            halo.set_value(float(value) / self.full)
        return self
