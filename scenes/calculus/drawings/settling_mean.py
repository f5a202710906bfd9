"""Slopes of single images as lines up and down, and their average so far."""

from typing import Self

import numpy as np
from manim import RIGHT, UP, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import formula, words
from scenes.script.catalogue import message

#: The average's curve has at most so many corners; each is exact. How far above and below the
#: longest lines the chart reaches; a line's width.
CORNERS, BEYOND, STROKE = 400, 1.12, 2.0

#: Points that Manim keeps for a straight line.
POINTS = 4

#: From the chart up to the baseline of its title, and from there to the number; its decimals.
TITLE, BESIDE, DECIMALS = 0.4, 0.25, 5


class SettlingMean(VGroup):
    """One line a slope, up or down from 0, and the average of all so far; the axis is logarithmic.

    Parameters
    ----------
    slopes
        Shape (n,), in the order of their images.
    width, height
        Of the room for lines, scene units.
    title
        Of the average: a message.

    Attributes
    ----------
    chart, curve, title, value
        The room, the average's curve, its name, and its number.
    up, down
        The lines.
    means
        Shape (n,): the averages of the first 1, 2, 3 ... slopes.
    """

    def __init__(
        self, slopes: NDArray[np.floating], width: float, height: float, title: str
    ) -> None:
        look, count = theme(), len(slopes)
        self.slopes, self.means = slopes, np.cumsum(slopes) / np.arange(1, count + 1)
        top = BEYOND * (float(np.abs(slopes).max()) or 1.0)
        level = next(each for each in (1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.0) if each < top)
        marks = {
            float(value): message("{level:+g}", level=value) if value else "0"
            for value in sorted({-level, 0.0, level})
        }
        powers = [10**power for power in range(6) if 10**power < count]
        steps = {float(np.log10(n)): str(n) if n < count / 10 else "" for n in powers}
        steps[float(np.log10(count))] = message("{number:,}", number=count)
        across = 0.0, float(np.log10(count))
        self.chart = Chart(across, (-top, top), width, height, steps, marks)
        self.up, self.down = (
            VMobject(color=colour, stroke_width=STROKE) for colour in (look.positive, look.negative)
        )
        self._lines = [self._lay(slopes > 0), self._lay(slopes < 0)]
        counts = np.unique(np.round(np.geomspace(1, count, CORNERS)).astype(int))
        self.curve = self.chart.curve(np.log10(counts), self.means[counts - 1], look.words)
        corner = self.chart.grid.get_corner(UP)
        corner = np.array([self.chart.across.line.get_start()[0], corner[1], 0]) + TITLE * UP
        self.title = words(title, look.label, look.words, room=width - 2.2)
        self.title.stand_at(corner[0], corner[1]).shift(
            (corner[0] - self.title.get_left()[0], 0, 0)
        )
        self.value = Figures("0", look.label, look.words)
        self.value.anchor_at([self.title.get_right()[0] + BESIDE, corner[1], 0])
        name = formula("n", look.label).next_to(self.chart.across.line, RIGHT, buff=0.2)
        self.name = name
        lines = self.up, self.down
        super().__init__(self.chart, self.name, *lines, self.curve, self.title, self.value)
        self.set_count(1)

    def set_count(self, count: int) -> Self:
        """Show the slopes of so many images, from 1; cheap enough for every frame."""
        self.count = int(np.clip(count, 1, len(self.slopes)))
        for made, (places, points) in zip((self.up, self.down), self._lines, strict=True):
            here = int(np.searchsorted(places, self.count))
            shift = self.chart.across.line.get_start()
            made.points = points[: POINTS * here] + shift
        self.curve.set_end(float(np.log10(self.count)))
        self.value.set_text(f"{{mean:.{DECIMALS}f}}", mean=float(self.means[self.count - 1]) + 0.0)
        return self

    def _lay(self, chosen: NDArray[np.bool_]) -> tuple[NDArray, NDArray]:
        """Return which slopes these are, and their lines, from the chart's corner: (4 m, 3)."""
        places = np.flatnonzero(chosen)
        x = np.log10(places + 1.0)
        start, end = self.chart.place(x, np.zeros(len(x))), self.chart.place(x, self.slopes[chosen])
        shares = np.linspace(0, 1, POINTS)[:, None]
        points = start[:, None] + shares * (end - start)[:, None]
        return places, points.reshape(-1, 3) - self.chart.across.line.get_start()
