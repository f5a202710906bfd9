"""Upright arrows that say which way numbers should go, and how far."""

from typing import Any, Self

import numpy as np
from manim import Mobject, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme

Array = NDArray[np.floating]

#: Half the shaft's width, half the head's, and the head's length, scene units, of an arrow in full
#: size; how many times its head's length an arrow has to be for that.
SHAFT, HEAD, POINT, FULL = 0.055, 0.15, 0.19, 1.7

#: How much of the room between neighbours arrows may fill.
FILLED = 0.92


class WishArrow(VMobject):
    """One arrow: up for a positive number, down for a negative one, nothing for 0.

    Attributes
    ----------
    value
        The number.
    """

    def __init__(self, value: float, scale: float, place: Array, size: float) -> None:
        self.scale_of_value, self.size = scale, size
        super().__init__(fill_opacity=1, stroke_width=0)
        self.value = value
        self._draw(np.array([*place, 0.0]))

    def set_value(self, value: float) -> Self:
        """Say another number; can be animated."""
        place = self.middle
        self.value = float(value)
        return self._draw(place)

    @property
    def middle(self) -> Array:
        """Where its middle is, shape (3,), wherever it was moved to."""
        return (self.points.min(axis=0) + self.points.max(axis=0)) / 2

    @property
    def length(self) -> float:
        """From end to end, scene units."""
        return self.scale_of_value * abs(self.value)

    def interpolate(self, mobject1: Mobject, mobject2: Mobject, alpha: float, *way: Any) -> Self:
        """Take on the state between two others."""
        super().interpolate(mobject1, mobject2, alpha, *way)
        if isinstance(mobject1, WishArrow) and isinstance(mobject2, WishArrow):
            start, end = mobject1.value, mobject2.value
            self.value = end if alpha == 1 else start + (end - start) * alpha
            self._paint()
        return self

    def _draw(self, place: Array) -> Self:
        up, half = np.sign(self.value), self.length / 2
        # What is too short for a whole head keeps its shape and gets smaller.
        size = min(self.size, 2 * half / (FULL * POINT))
        shaft, head, neck = size * SHAFT, size * HEAD, half - size * POINT
        right = [(shaft, -half), (shaft, neck), (head, neck)]
        left = [(-x, y) for x, y in reversed(right)]
        corners = [*right, (0, half), *left, right[0]]
        self.set_points_as_corners([place + np.array([x, up * y, 0]) for x, y in corners])
        return self._paint()

    def _paint(self) -> Self:
        """Take on the colour of the number's sign."""
        look = theme()
        return self.set_fill(look.positive if self.value > 0 else look.negative, family=False)


class WishArrows(VGroup):
    """Arrows beside numbers: each as long, up or down, as its number should change.

    They may be moved, but not scaled: how long they are says something.

    Parameters
    ----------
    values
        Shape (n,): how far each should go; above 0 is up, and in the colour of positive weights.
    scale
        Length of the arrow of 1, scene units.
    places
        Shape (n, 2): the middles of the arrows.
    size
        How large heads and shafts are at most, 1 being the usual.
    """

    def __init__(self, values: Array, scale: float, places: Array, size: float = 1.0) -> None:
        pairs = zip(values, places, strict=True)
        super().__init__(*(WishArrow(float(value), scale, place, size) for value, place in pairs))

    @property
    def arrows(self) -> list[WishArrow]:
        """One a number."""
        return list(self)

    @property
    def values(self) -> NDArray[np.float64]:
        """What the arrows say, shape (n,)."""
        return np.array([arrow.value for arrow in self])

    def set_values(self, values: Array) -> Self:
        """Say other numbers, shape (n,); cheap enough for every frame, and can be animated."""
        for arrow, value in zip(self, values, strict=True):
            arrow.set_value(float(value))
        return self


def scale_without_touching(values: Array, pitch: float, share: float = FILLED) -> float:
    """Return how long an arrow of 1 may be if none touches the next one above or below it.

    Parameters
    ----------
    values
        Shape (n,), one below the other; n is 1 or more.
    pitch
        From one arrow's middle to the next one's, scene units.
    share
        How much of the room between two of them they may fill.
    """
    sizes = np.abs(np.asarray(values, float))
    pairs = (sizes[:-1] + sizes[1:]) / 2 if len(sizes) > 1 else sizes
    fullest = float(pairs.max())
    return share * pitch / fullest if fullest else share * pitch


def pitch_of(centres: NDArray[np.floating], alone: float) -> float:
    """Return how far it is from one neuron of a column down to the next.

    Parameters
    ----------
    centres
        Where neurons are, uppermost first: shape (n, 2).
    alone
        What is returned for a single one.
    """
    return float(centres[0, 1] - centres[1, 1]) if len(centres) > 1 else alone
