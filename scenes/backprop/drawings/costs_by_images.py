"""Costs of several trainings against how many images they have looked at."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, Dot, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart, Curve
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message

Array = NDArray[np.floating]

#: Costs above this aren't drawn.
HIGHEST = 1.0

#: From the chart to what is written beside its lines.
BESIDE = 0.15


class CostsByImages(VGroup):
    """A chart of costs from 0 to 1; each curve begins where its cost is last above that.

    Parameters
    ----------
    trainings
        How many images were looked at, and the cost then: shapes (n,) both, for each training.
    hues
        A colour for each.
    width, height
        Of the room for curves, scene units.

    Attributes
    ----------
    chart, curves, names
        Its parts.
    """

    def __init__(
        self,
        trainings: Sequence[tuple[Array, Array]],
        hues: Sequence[str],
        width: float = 4.6,
        height: float = 2.3,
    ) -> None:
        last = float(max(images[-1] for images, _ in trainings))
        marks = {share * last: message("{n:,}", n=round(share * last)) for share in (0, 0.5, 1)}
        heights = {h: message("{h:g}", h=h) for h in (0, HIGHEST / 2, HIGHEST)}
        self.chart = Chart((0, last), (0, HIGHEST), width, height, marks, heights)
        below = note("images looked at", room=width).next_to(self.chart, DOWN, buff=BESIDE)
        above = note("cost", theme().wrong, room=width)
        above.next_to(self.chart.upward, UP, buff=BESIDE).align_to(self.chart, LEFT)
        self.names = VGroup(below, above)
        self.curves = VGroup()
        for (images, costs), hue in zip(trainings, hues, strict=True):
            self.curves.add(self.chart.curve(*from_below(images, costs, HIGHEST), hue))
        super().__init__(self.chart, self.names, self.curves)

    def set_images(self, count: float) -> Self:
        """Draw the curves as far as they are when so many images were looked at."""
        for curve in self.curves:
            begun = 1.0 if count >= curve.x[0] else 0.0
            curve.set_end(count)
            curve.drawn.set_stroke(opacity=begun)
            curve.dot.set_fill(opacity=begun)
        return self

    def mark(self, images: float, cost: float, hue: str) -> Dot:
        """Return a dot at a place of the chart."""
        return Dot(self.chart.place(images, cost), radius=0.11, color=hue)

    @property
    def changing(self) -> list[Curve]:
        """What :meth:`set_images` changes."""
        return list(self.curves)


def from_below(x: Array, y: Array, highest: float) -> tuple[Array, Array]:
    """Return the part of a curve, both shape (n,), after it was last above a height."""
    above = np.flatnonzero(np.asarray(y) > highest)
    if not len(above) or above[-1] == len(y) - 1:
        return x, y
    k = above[-1]
    start = x[k] + (y[k] - highest) / (y[k] - y[k + 1]) * (x[k + 1] - x[k])
    return np.array([start, *x[k + 1 :]]), np.array([highest, *y[k + 1 :]])
