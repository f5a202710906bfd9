"""From no cost to the highest one: squares laid end to end on a line."""

from typing import Self

import numpy as np
from manim import UP, DashedLine, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.descent.drawings.squared_differences import set_corners
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.words import note

#: Height of the bars, their space to the line, and between each other, scene units.
HEIGHT, ABOVE, BETWEEN = 0.26, 0.09, 0.025

#: From the line up to the end of a mark, and to the text that stands on it.
MARK, TEXT = 0.52, 0.62


class CostLine(VGroup):
    """A line from 0 to the highest cost there can be; on it bars, end to end, that add up.

    Parameters
    ----------
    squares
        Shape (n,), 0 to 1: what is added.
    unit
        Length of a bar of 1, scene units.

    Attributes
    ----------
    line, bars
        Its parts.
    """

    def __init__(self, squares: NDArray[np.floating], unit: float) -> None:
        look, most = theme(), len(squares)
        middle = {} if most % 2 else {most / 2: str(most // 2)}
        self.line = NumberLine(0, most, unit * most, {0: "0", **middle, most: str(most)})
        self.bars = VGroup(*(Rectangle(stroke_width=0) for _ in squares))
        self.bars.set_fill(look.wrong, 1)
        super().__init__(self.line, self.bars)
        self.set_squares(squares)

    def set_squares(self, squares: NDArray[np.floating]) -> Self:
        """Give every bar its length, shape (n,); cheap enough for every frame."""
        ends = self.line.place(np.cumsum([0, *squares]))
        for bar, start, end in zip(self.bars, ends, ends[1:], strict=False):
            width = float(end[0] - start[0])
            gap = min(BETWEEN, 0.3 * width)
            set_corners(bar, float(start[0]), float(start[1]) + ABOVE, width - gap, HEIGHT)
        return self

    def mark(self, cost: float, text: str, colour: str | None = None) -> VGroup:
        """Return a mark at a cost, with a text on it; the line doesn't hold it."""
        look, foot = theme(), self.line.place(cost)
        stroke = DashedLine(foot, foot + MARK * UP, dash_length=0.07)
        stroke.set_stroke(colour or look.words, 3)
        told = note(text, colour or look.words)
        return VGroup(stroke, told.stand_at(foot[0], foot[1] + TEXT))
