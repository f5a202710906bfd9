"""What an image asks of each weight, over the activation that the weight is multiplied by."""

import numpy as np
from manim import DOWN, LEFT, UP, Dot, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message, message

#: Room for the points, scene units; radius of a point; how many marks a line has at most.
WIDTH, HEIGHT, DOT, MOST = 5.0, 3.0, 0.075, 3

#: How far beyond the largest value the lines go.
BEYOND = 1.08


class EntriesOverActivations(VGroup):
    """A point for each weight into an output, and the line through 0 on which they lie.

    Parameters
    ----------
    activations
        Of the neurons the weights come from: shape (n,).
    factor
        By what an activation is multiplied to give its weight's entry; 0 or more.

    Attributes
    ----------
    chart, titles
        The room, and what is written at its two lines.
    dots
        One a weight.
    line
        From 0 through all of them.
    told
        How an entry comes about; written into the corner that stays free.
    """

    def __init__(self, activations: NDArray[np.floating], factor: float) -> None:
        look = theme()
        most = max(1.0, float(np.abs(activations).max()))
        top, share = factor * most or 1.0, BEYOND if activations.min() < 0 else 0
        ranges = (-share * most, BEYOND * most), (-share * top, BEYOND * top)
        marks = [round_marks(end, both=share > 0) for end in (most, top)]
        self.chart = Chart(*ranges, WIDTH, HEIGHT, *marks)
        upward = note("entry in the negative gradient", room=1.3 * WIDTH)
        upward.next_to(self.chart.upward.line, UP, buff=0.2)
        upward.align_to(self.chart.upward.numbers, LEFT)
        across = note("activation", room=WIDTH).next_to(self.chart.across, DOWN, buff=0.12)
        self.titles = VGroup(upward, across.set_x(self.chart.grid.get_x()))
        ends = np.array([ranges[0][0], BEYOND * most])
        ends = self.chart.place(ends, factor * ends)
        self.line = Line(*ends, color=look.positive, stroke_width=4)
        places = self.chart.place(activations, factor * activations)
        self.dots = VGroup(*(Dot(place, DOT, color=look.words) for place in places))
        self.told = note("activation × {factor:.2g}", look.positive, 0.56 * WIDTH, factor=factor)
        self.told.move_to(self.chart.place(ranges[0][0] + 0.05 * most, 0.86 * top), LEFT)
        super().__init__(self.chart, self.titles, self.line, self.dots, self.told)


def round_marks(end: float, both: bool = False) -> dict[float, Message]:
    """Return round numbers from 0 to ``end``, larger than 0, and how they are written.

    Parameters
    ----------
    both
        Whether those below 0 are wanted, too; then there are fewer to either side.
    """
    size = 10 ** np.floor(np.log10(end))
    most = MOST // 2 + 1 if both else MOST
    step = next(size * k for k in (0.1, 0.2, 0.5, 1, 2, 5) if end / (size * k) <= most)
    count = int(end / step * (1 + 1e-9))
    values = [float(step * k) for k in range(-count if both else 0, count + 1)]
    return {value: message("{value:g}", value=round(value, 12)) for value in values}
