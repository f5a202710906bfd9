"""Arrows beside a column of neurons, with what they say in numbers."""

from typing import Self

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.backprop.drawings.wish_arrows import WishArrows
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral, by_sign

Array = NDArray[np.floating]

#: From an arrow to the decimal mark of its number; the least way from one number to the next.
BESIDE, READABLE = 0.62, 0.3

#: How far below an arrow's middle the line is that its number stands on.
BELOW = 0.1


class WishColumn(VGroup):
    """Wishes, one below the other: arrows, and numbers where there is room for them.

    Parameters
    ----------
    values
        Shape (n,).
    scale
        Length of the arrow of 1, scene units.
    heights
        Shape (n,): how high the arrows' middles are, the highest first.
    x
        Where they are.
    numbered
        Whether to write numbers; they stand at the left. Where they would stand too close, none
        are written.
    size
        How large the arrows' heads are.

    Attributes
    ----------
    arrows, figures
        Its parts.
    """

    def __init__(
        self,
        values: Array,
        scale: float,
        heights: Array,
        x: float,
        numbered: bool = False,
        size: float = 1.0,
    ) -> None:
        places = np.column_stack([np.full(len(heights), x), heights])
        self.arrows = WishArrows(values, scale, places, size)
        self.figures = VGroup()
        if numbered and (len(heights) == 1 or heights[0] - heights[1] >= READABLE):
            for value, (_, height) in zip(values, places, strict=True):
                self.figures.add(self.figure(float(value), x, float(height)))
        super().__init__(self.arrows, self.figures)

    @staticmethod
    def figure(value: float, x: float, height: float) -> Numeral:
        """Return the number of an arrow that has its middle at these coordinates."""
        made = Numeral(value, 2, theme().note, by_sign, plus=True)
        return made.move_point_to(np.array([x - BESIDE, height - BELOW, 0]))

    @property
    def values(self) -> NDArray[np.float64]:
        """What it says, shape (n,)."""
        return self.arrows.values

    def set_values(self, values: Array) -> Self:
        """Say other numbers, shape (n,); can be animated."""
        self.arrows.set_values(values)
        for figure, value in zip(self.figures, values, strict=False):
            figure.set_value(float(value))
        return self
