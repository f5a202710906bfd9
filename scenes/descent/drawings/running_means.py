"""How the average of costs settles while more and more examples are read."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message

#: A curve has at most so many corners; the averages there are exact.
CORNERS = 400

#: From a curve up to its name, and as much of the height as curves need to have a name between.
ABOVE, APART = 0.16, 0.2

#: From the chart up to the baseline of its title.
TITLE = 0.35


class RunningMeans(VGroup):
    """The average of the first n costs against n, whose axis is logarithmic, for two networks.

    Parameters
    ----------
    costs
        Two arrays of shape (examples,).
    names
        Of the networks.
    width, height
        Of the room for curves, scene units.

    Attributes
    ----------
    chart, curves
        The room, and one curve a network.
    title, value
        What stands above the chart, with the average that was reached last; that number.
    names
        At each curve's end: whose it is.
    means
        All averages: two arrays of shape (examples,).
    """

    def __init__(
        self,
        costs: Sequence[NDArray[np.floating]],
        names: Sequence[str],
        width: float = 4.7,
        height: float = 4.3,
    ) -> None:
        look, count = theme(), len(costs[0])
        self.means = [np.cumsum(each) / np.arange(1, count + 1) for each in costs]
        self.counts = np.unique(np.round(np.geomspace(1, count, CORNERS)).astype(int))
        top = max(float(each.max()) for each in self.means)
        step = next(step for step in (0.1, 0.2, 0.5, 1, 2, 5) if top / step <= 4)
        levels = step * np.arange(int(np.ceil(top / step)) + 1)
        powers = [10**power for power in range(6) if 10**power <= count]
        marks = {float(np.log10(n)): str(n) if n < count / 10 else "" for n in powers}
        marks[float(np.log10(count))] = message("{number:,}", number=count)
        decimals = int(step < 1)
        heights = {
            float(level): message("{level:.{decimals}f}", level=float(level), decimals=decimals)
            for level in levels
        }
        across = 0.0, float(np.log10(count))
        self.chart = Chart(across, (0, float(levels[-1])), width, height, marks, heights)
        where = np.log10(self.counts)
        corners = [means[self.counts - 1] for means in self.means]
        self.curves = [self.chart.curve(where, each, look.wrong) for each in corners]
        self.names = self._names(names, float(levels[-1]))
        title = words("average cost", look.label, look.wrong, room=width - 1.4)
        corner = self.chart.grid.get_corner(UP + LEFT) + TITLE * UP
        title.stand_at(corner[0], corner[1], LEFT)
        self.value = Figures("{mean:.3f}", look.headline, look.wrong, mean=0)
        self.value.anchor_at([title.get_right()[0] + 0.3, corner[1], 0])
        self.title = VGroup(title, self.value)
        super().__init__(self.title, self.chart, *self.curves, self.names)

    def set_read(self, index: int, count: int) -> Self:
        """Draw a network's curve as far as so many examples go, from 1; for every frame."""
        self.curves[index].set_end(float(np.log10(count)))
        self.value.set_text("{mean:.3f}", mean=float(self.means[index][count - 1]))
        return self

    def _names(self, names: Sequence[str], top: float) -> VGroup:
        """Return the curves' names, each above its curve; the lower one's below, if they meet."""
        look, ends = theme(), [float(means[-1]) for means in self.means]
        together = abs(ends[0] - ends[1]) < APART * top
        made = VGroup()
        for index, (name, end) in enumerate(zip(names, ends, strict=True)):
            place = self.chart.place(self.chart.across.high, end)
            below = together and end <= ends[1 - index] and index == int(np.argmin(ends))
            text = note(name, look.words, room=3.2)
            made.add(text.next_to(place, DOWN if below else UP, buff=ABOVE))
            text.shift((place[0] - text.get_right()[0]) * RIGHT)
        return made
