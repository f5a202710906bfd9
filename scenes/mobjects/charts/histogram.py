"""How many numbers lie where, as bars on a number line."""

from typing import Self

import numpy as np
from manim import DOWN, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.charts.chart import NumberLine

#: The share of its bin that a bar leaves free, half of it on either side.
GAP = 0.14

#: How many points Manim keeps for each side of a bar, and for each bar.
SIDE, BAR = 4, 16


class Histogram(VMobject):
    """Bars that stand on a number line, or hang from it: one a bin, as long as its count.

    Parameters
    ----------
    edges
        Shape (bins + 1,), rising: where bins begin and end.
    counts
        Shape (bins,).
    line
        The numbers; bars are put where it is now.
    length
        Of the longest bar, scene units.
    side
        Where bars grow to: ``UP``, ``DOWN``, ``LEFT`` or ``RIGHT``.
    colour
        Of all bars.
    buff
        Space between the line and the bars.

    Attributes
    ----------
    counts
        What is shown.
    """

    def __init__(
        self,
        edges: ArrayLike,
        counts: ArrayLike,
        line: NumberLine,
        length: float,
        side: NDArray[np.floating] = DOWN,
        *,
        colour: str,
        buff: float = 0,
    ) -> None:
        super().__init__(fill_color=colour, fill_opacity=1, stroke_width=0)
        places = line.place(edges) + buff * np.asarray(side)
        inset = GAP / 2 * np.diff(places, axis=0)
        starts, ends = places[:-1] + inset, places[1:] - inset
        self.unit = np.asarray(side) * length / max(float(np.max(counts)), 1)
        self._lay(starts, ends, np.asarray(counts, float))

    def set_counts(self, counts: ArrayLike) -> Self:
        """Show other counts to the same scale, shape (bins,); can be animated."""
        bars = self.points.reshape(-1, BAR, 3)
        return self._lay(bars[:, 0], bars[:, SIDE - 1], np.asarray(counts, float))

    def _lay(self, starts: NDArray, ends: NDArray, counts: NDArray) -> Self:
        """Draw all bars, given the two ends of each on the line."""
        self.counts = counts.copy()
        up = counts[:, None] * self.unit
        corners = np.stack([starts, ends, ends + up, starts + up], axis=1)
        share = np.linspace(0, 1, SIDE)[:, None]
        way = np.roll(corners, -1, axis=1) - corners
        self.points = (corners[:, :, None] + share * way[:, :, None]).reshape(-1, 3)
        return self


def first_of(counts: ArrayLike, number: float) -> NDArray[np.float64]:
    """Return the counts of the lowest ``number`` of all that are counted: shape (bins,)."""
    counts = np.asarray(counts, float)
    before = np.cumsum(counts) - counts
    return np.clip(number - before, 0, counts)
