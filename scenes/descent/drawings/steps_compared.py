"""One step among many as long: how far each leads up or down."""

from typing import Self

import numpy as np
from manim import Dot, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.script.catalogue import message

#: How much of the heights' range is left free below and above.
FREE = 0.12


class StepsCompared(VGroup):
    """Steps of one length from one height, drawn as lines to the heights that they lead to.

    Parameters
    ----------
    before
        The height they start from.
    after
        The height that the step leads to which they are compared with.
    others
        Shape (n,): the heights that the others lead to.
    width, height
        Of the room for steps, scene units.

    Attributes
    ----------
    chart
        Heights upward: those before and after have marks.
    others, step
        Lines with dots at their ends.
    """

    def __init__(
        self,
        before: float,
        after: float,
        others: NDArray[np.floating],
        width: float = 4.4,
        height: float = 3.6,
    ) -> None:
        look = theme()
        heights = np.array([before, after, *others])
        free = FREE * np.ptp(heights) or 1.0
        marked = (before, after) if abs(before - after) > free else (before,)
        marks = {each: message("{cost:.3f}", cost=each) for each in marked}
        room = (float(heights.min() - free), float(heights.max() + free))
        self.chart = Chart((0, 1), room, width, height, y_marks=marks)
        self.start = Dot(self.chart.place(0, before), radius=0.07, color=look.words)
        self.others = VGroup(*(self._leading_to(each, 1.5, 0.035, look.quiet) for each in others))
        self.step = self._leading_to(after, 5, 0.09, look.accent)
        super().__init__(self.chart, self.others, self.step, self.start)

    def _leading_to(self, height: float, stroke: float, radius: float, colour: str) -> VGroup:
        end = self.chart.place(1, height)
        line = Line(self.start.get_center(), end, color=colour, stroke_width=stroke)
        return VGroup(line, Dot(end, radius=radius, color=colour))

    def put_at(self, x: float, y: float) -> Self:
        """Bring the middle of the room for steps to a place."""
        middle = (self.chart.across.line.get_center()[0], self.chart.upward.line.get_center()[1])
        return self.shift([x - middle[0], y - middle[1], 0])
