"""Numbers of very different sizes, side by side: bars on a scale of powers of ten."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.mobjects.charts.chart import Chart

#: Middles of a group's bars left and right of the group's middle, and the width of a bar.
ASIDE, WIDTH = 0.19, 0.5


class PowerBars(VGroup):
    """Groups of two bars on a logarithmic scale that ends at 1.

    Parameters
    ----------
    values
        Shape (2, groups), above 0 and at most 1: one row a colour.
    colours
        Of the two.
    width, height
        Of the room for bars, scene units.

    Attributes
    ----------
    chart
        The scale, with the powers of ten, and the groups' numbers from 1 on below them.
    bars
        One group of two a place.
    """

    def __init__(
        self,
        values: Sequence[NDArray[np.floating]],
        colours: Sequence[str],
        width: float = 10.5,
        height: float = 4.3,
    ) -> None:
        values = np.asarray(values, float)
        count, low = values.shape[1], int(np.floor(np.log10(values.min())))
        marks = {power: f"{10.0**power:.{-power}f}" for power in range(low, 1)}
        names = {place + 0.5: str(place + 1) for place in range(count)}
        self.chart = Chart((0, count), (low, 0), width, height, names, marks)
        self.bars = VGroup()
        for place in range(count):
            pair = VGroup()
            for row, colour, shift in zip(values, colours, (-ASIDE, ASIDE), strict=True):
                foot = self.chart.place(place + 0.5 + shift, low)
                top = self.chart.place(0, np.log10(row[place]))[1]
                bar = Rectangle(height=top - foot[1], width=WIDTH, fill_color=colour)
                bar.set_fill(opacity=1).set_stroke(width=0)
                pair.add(bar.move_to(foot, aligned_edge=DOWN))
            self.bars.add(pair)
        super().__init__(self.chart, self.bars)
