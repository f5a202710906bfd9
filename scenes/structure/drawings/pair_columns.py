"""All pairs of digits, piled up where their shares lie: what one pair is to be compared with."""

from collections.abc import Sequence

import numpy as np
from manim import UP, RoundedRectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.number import Figures

#: How much of the line a column stands for; a chip's greatest height, and how much of it it fills.
STEP, HIGH, FILLED = 0.025, 0.36, 0.86

#: How far above the line columns begin.
ABOVE = 0.12


class PairColumns(VGroup):
    """One chip a pair of digits, with both written on it, in columns over a number line.

    In a column, the chips rise with their shares.

    Parameters
    ----------
    pairs
        (one digit, another) of each.
    shares
        Shape (n,): where each lies on the line.
    line
        From the lowest share there may be to the highest.
    marked
        The pair whose chip has the accent's colour.
    height
        Of the tallest column at most, scene units.

    Attributes
    ----------
    chips
        In the order of the pairs; a chip is made of its ground and its digits.
    marked
        The chip in the accent's colour.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[int, int]],
        shares: NDArray[np.floating],
        line: NumberLine,
        marked: tuple[int, int],
        height: float,
    ) -> None:
        columns = round((line.high - line.low) / STEP)
        column = np.minimum(((np.asarray(shares) - line.low) / STEP).astype(int), columns - 1)
        high = min(HIGH, height / np.bincount(column).max())
        wide = FILLED * np.ptp(line.place([line.low, line.low + STEP])[:, 0])
        self.chips = VGroup(*(_chip(pair, pair == marked, wide, FILLED * high) for pair in pairs))
        self.marked = self.chips[list(pairs).index(marked)]
        for each in range(columns):
            middle = line.place(line.low + (each + 0.5) * STEP) + (ABOVE + high / 2) * UP
            inside = np.flatnonzero(column == each)
            for row, k in enumerate(inside[np.argsort(shares[inside], kind="stable")]):
                self.chips[k].move_to(middle + row * high * UP)
        super().__init__(self.chips)


def _chip(pair: tuple[int, int], marked: bool, width: float, height: float) -> VGroup:
    """Return a chip with two digits on it."""
    look = theme()
    ground = RoundedRectangle(corner_radius=0.25 * height, width=width, height=height)
    ground.set_stroke(width=0)
    ground.set_fill(look.accent if marked else look.outline, 1 if marked else 0.16)
    digits = Figures("{} {}".format(*pair), look.note, look.stage if marked else look.words)
    digits.scale(min(1, 0.62 * height / digits.height))
    return VGroup(ground, digits.move_to(ground))
