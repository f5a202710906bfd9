"""How far a ratio of changes is from the slope, for nudges down to those that are lost."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, UP, Dot, VGroup

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import formula, note
from scenes.script.catalogue import written as put

#: Powers of ten between two marks on either line; the upward one reaches down as far as this.
MARKS, LOW = 4, -8

RADIUS = 0.07


class NudgeChart(VGroup):
    """A dot for each nudge, both axes in powers of ten; nudges shrink to the right.

    Parameters
    ----------
    nudges
        Shape (n,): powers of ten from 1 down.
    off
        Shape (n,): shares, how far each ratio is off.
    moved
        Shape (n,): whether the nudge moved anything; the dots of the others are rings.
    width, height
        Of the room for dots, scene units.
    titles
        What is nudged by, and what is off: messages.

    Attributes
    ----------
    chart
        Its axes.
    titles
        Theirs.
    dots
        One for each nudge.
    """

    def __init__(
        self,
        nudges: Sequence[float],
        off: Sequence[float],
        moved: Sequence[bool],
        width: float,
        height: float,
        titles: tuple[str, str],
    ) -> None:
        look = theme()
        powers = np.round(np.log10(nudges)).astype(int)
        share = np.log10(np.maximum(off, 1e-16))
        low, end = min(LOW, int(np.floor(share.min()))), int(powers.min())
        marks = dict.fromkeys(range(0, end - 1, -MARKS), "")
        percents = {
            power: put(f"{{share:.{max(0, -power - 2)}%}}", share=10.0**power)
            for power in range(0, low - 1, -MARKS)
        }
        self.chart = Chart((0, end), (low, 0.3), width, height, marks, percents)
        numbers = VGroup()
        for power in marks:
            made = formula("1" if power == 0 else f"10^({power})", look.note, look.quiet)
            place = self.chart.place(power, low)
            numbers.add(made.stand_at(place[0], place[1] - 0.4))
        self.titles = VGroup(
            note(titles[0]).stand_at(0, numbers[0].baseline - 0.5),
            note(titles[1]).next_to(self.chart.upward.line, UP, buff=0.15, aligned_edge=LEFT),
        )
        self.dots = VGroup(
            *(
                Dot(
                    self.chart.place(x, y),
                    radius=RADIUS,
                    color=look.accent,
                    fill_opacity=float(there),
                    stroke_width=2,
                )
                for x, y, there in zip(powers, share, moved, strict=True)
            )
        )
        self.axes = VGroup(self.chart, numbers, self.titles)
        super().__init__(self.axes, self.dots)
