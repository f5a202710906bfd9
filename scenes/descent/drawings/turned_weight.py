"""What an example costs, drawn over one weight; and a ball where the weight is now."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message

#: From the chart to its title, and to what it is over; from one chart to the next.
ABOVE, BELOW, APART = 0.3, 0.22, 1.0


class CostOverWeight(VGroup):
    """A cost over one weight; where it jumps, its line is broken.

    Parameters
    ----------
    title, across
        What stands above it, and below.
    weights, costs
        Shape (n,), weights rising.
    span
        The lowest and the highest cost on the line upward, whole numbers.
    width, height
        Of the room for the curve, scene units.
    x_marks
        Weights with a mark, and what is written there.

    Attributes
    ----------
    chart, title, pieces
        The room, its title, and the curve, one piece from jump to jump.
    ball
        Where the weight is.
    """

    def __init__(
        self,
        title: str,
        across: str,
        weights: NDArray[np.floating],
        costs: NDArray[np.floating],
        span: tuple[int, int],
        width: float = 5.2,
        height: float = 3.6,
        x_marks: Mapping[float, str] | None = None,
    ) -> None:
        look = theme()
        self.weights, self.costs = weights, costs
        marks = {float(each): str(each) for each in range(span[0], span[1] + 1)}
        turned = float(weights[0]), float(weights[-1])
        self.chart = Chart(turned, span, width, height, x_marks, marks)
        self.title = words(title, look.label, room=1.1 * width)
        self.title.next_to(self.chart.upward.line, UP, buff=ABOVE).set_x(self.chart.grid.get_x())
        below = note(across, room=width).next_to(self.chart.across, DOWN, buff=BELOW)
        self.pieces = VGroup(*map(self._piece, self._between_jumps()))
        self.ball = Dot(radius=0.13, color=look.accent)
        super().__init__(self.chart, self.title, below, self.pieces, self.ball)

    def put_ball(self, weight: float) -> Self:
        """Put the ball on the curve at a weight."""
        height = float(np.interp(weight, self.weights, self.costs))
        self.ball.move_to(self.chart.place(weight, height) + self.ball.radius * UP)
        return self

    def _between_jumps(self) -> list[slice]:
        """Return where the curve goes on without jumping: from one point to the next by half."""
        jumps = np.flatnonzero(np.abs(np.diff(self.costs)) > 0.5) + 1
        ends = [0, *jumps.tolist(), len(self.costs)]
        return [slice(start, end) for start, end in pairwise(ends)]

    def _piece(self, which: slice) -> VMobject:
        places = self.chart.place(self.weights[which], self.costs[which])
        line = VMobject(color=theme().wrong, stroke_width=5)
        return line.set_points_as_corners(places if len(places) > 1 else np.repeat(places, 2, 0))


def on_off_and_smooth(
    weights: NDArray[np.floating],
    on_off: NDArray[np.floating],
    smooth: NDArray[np.floating],
    output: int,
) -> VGroup:
    """Return two charts side by side, with the same numbers upward, each named.

    Parameters
    ----------
    weights, on_off, smooth
        Shape (n,): what one example costs with neurons that are on or off, and as they are.
    output
        The number of the output that the weight leads to.
    """
    costs = np.concatenate([on_off, smooth])
    span = int(np.floor(costs.min() - 0.1)), int(np.ceil(costs.max() + 0.3))
    across = message("one weight into output {output}", output=output)
    titles = (message("neurons only on or off"), message("all values between"))
    charts = [
        CostOverWeight(title, across, weights, each, span)
        for title, each in zip(titles, (on_off, smooth), strict=True)
    ]
    return side_by_side(*charts)


def side_by_side(*charts: CostOverWeight) -> VGroup:
    """Return charts in a row, level, their titles on one line."""
    row = VGroup(*charts).arrange(RIGHT, buff=APART)
    base = row[0].chart.across.line.get_y()
    for chart in row[1:]:
        chart.shift([0, base - chart.chart.across.line.get_y(), 0])
        chart.title.stand_beside(row[0].title)
    return row
