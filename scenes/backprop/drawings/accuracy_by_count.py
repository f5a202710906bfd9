"""How accurate networks became that learned from few images and from many: a dot a training."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import note
from scenes.script.message import Message, message

Array = NDArray[np.floating]

#: From one dot of a count to the next, from there to the rings' middle, and from the dots to their
#: mean, scene units.
APART, RINGS, BELOW = 0.15, 0.5, 0.2

#: Radius of a dot; free room before the first count and behind the last, in powers of ten.
RADIUS, BEFORE, BEHIND = 0.075, 0.3, 0.2

#: Between the lines of the scale.
STEP = 0.1


class AccuracyByCount(VGroup):
    """Shares over the number of images, which grows tenfold from power to power.

    Parameters
    ----------
    counts
        How many images were learned from, rising, above 0.
    shares
        Shape (counts, trials), 0 to 1.
    others
        The same of other trainings, for some of the first counts: shape (fewer counts, trials).
    width, height
        Of the room for dots, scene units.

    Attributes
    ----------
    chart
        The scale. It begins below the lowest dot, not at 0.
    curve
        Through the means.
    dots, means, others
        One a count: a group of dots, what their mean is, and a group of rings.
    """

    def __init__(
        self,
        counts: Sequence[int],
        shares: Array,
        others: Array,
        width: float = 11,
        height: float = 4.2,
    ) -> None:
        look = theme()
        self.powers = np.log10(counts)
        low, high = _range([shares, others])
        levels = np.arange(round(low / STEP), round(high / STEP) + 1) * STEP
        self.chart = Chart(
            (self.powers[0] - BEFORE, self.powers[-1] + BEHIND),
            (low, high),
            width,
            height,
            {
                float(power): message("{count:,}", count=count)
                for power, count in zip(self.powers, counts, strict=True)
            },
            {float(level): message("{share:.0%}", share=float(level)) for level in levels},
        )
        self.chart.remove(self.chart.grid)  # every mean is written out
        self.dots = self._columns(shares, look.words, 0, hollow=False)
        self.others = self._columns(others, look.positive, -RINGS, hollow=True)
        middles = self.chart.place(self.powers, shares.mean(axis=1))
        self.curve = VMobject(color=look.accent, stroke_width=2.5, stroke_opacity=0.6)
        self.curve.set_points_as_corners(middles)
        self.means = VGroup(
            *(
                _below(note("{mean:.1%}", look.accent, mean=float(row.mean())), column)
                for row, column in zip(shares, self.dots, strict=True)
            )
        )
        super().__init__(self.chart, self.curve, self.dots, self.others, self.means)

    def name_across(self, text: Message) -> VGroup:
        """Return what the counts are of, written below them."""
        return note(text).next_to(self.chart.across, DOWN, buff=0.14)

    def _columns(self, shares: Array, colour: str, aside: float, hollow: bool) -> VGroup:
        style = {"fill_opacity": 0.0, "stroke_width": 2.5} if hollow else {"fill_opacity": 1.0}
        columns = VGroup()
        for power, row in zip(self.powers, shares, strict=False):
            ways = aside + APART * (np.arange(len(row)) - (len(row) - 1) / 2)
            places = self.chart.place(power, row) + ways[:, None] * RIGHT
            columns.add(VGroup(*(Dot(place, RADIUS, color=colour, **style) for place in places)))
        return columns


def _below(text: VMobject, column: VGroup) -> VMobject:
    """Put a mean below the dots that it is of."""
    return text.move_to(column.get_bottom() + BELOW * DOWN, aligned_edge=UP)


def _range(all_shares: Sequence[Array]) -> tuple[float, float]:
    """Return where the scale begins and ends: with free room for a text below the lowest dot."""
    flat = np.concatenate([shares.ravel() for shares in all_shares])
    low = max(0.0, np.floor(flat.min() / STEP - 0.6) * STEP)
    return float(low), float(min(1.0, np.ceil(flat.max() / STEP) * STEP))
