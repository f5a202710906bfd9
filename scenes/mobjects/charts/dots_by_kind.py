"""What several trainings gave, kind by kind: every one of them a dot."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import note, words

#: Space between the lines of the scale: the largest that gives at least two of them.
STEPS = (0.2, 0.1, 0.05, 0.02, 0.01)

#: The least distance of a dot from the lowest and the highest of them, in steps.
ROOM = 0.15

#: How far the dots of one kind are apart, scene units.
APART = 0.3

#: How far left of a column's middle one more dot stands.
BEFORE = 0.85


class DotsByKind(VGroup):
    """Shares, one column of dots a kind of trial, each with its mean.

    Parameters
    ----------
    shares
        Shape (kinds, trials), 0 to 1.
    names
        Of the kinds, written below.
    title
        What the shares are, written above.
    notes
        What else there is to say, line by line, written below the names.
    width, height
        Of the room for dots, scene units.

    Attributes
    ----------
    chart
        The scale. It doesn't begin at 0: its lowest line lies just below the lowest dot.
    names
        What is written below the columns.
    title, notes
        See above.
    dots
        One group a kind.
    means
        One group a kind: a line at the mean, and its value.
    """

    def __init__(
        self,
        shares: NDArray[np.floating],
        names: Sequence[str],
        title: str,
        notes: Sequence[str] = (),
        width: float = 8,
        height: float = 3.6,
    ) -> None:
        look = theme()
        shares = np.asarray(shares, float)
        marks = _marks(shares)
        self.chart = Chart(
            (0, len(names)),
            (min(marks), max(marks)),
            width,
            height,
            y_marks={mark: f"{mark:.0%}" for mark in marks},
        )
        self.dots, self.means, self.names = VGroup(), VGroup(), VGroup()
        for kind, (row, name) in enumerate(zip(shares, names, strict=True)):
            x, mean = kind + 0.5, float(row.mean())
            aside = APART * (np.arange(len(row)) - (len(row) - 1) / 2)
            self.dots.add(
                VGroup(
                    *(
                        Dot(self.chart.place(x, share) + away * RIGHT, 0.09, color=look.words)
                        for share, away in zip(row, aside, strict=True)
                    )
                )
            )
            place = self.chart.place(x, mean)
            half = (APART * len(row) / 2 + 0.15) * RIGHT
            level = Line(place - half, place + half, color=look.accent, stroke_width=3)
            value = words("{mean:.1%}", look.label, look.accent, mean=mean)
            value.next_to(level, RIGHT, buff=0.15)
            self.means.add(VGroup(level, value))
            below = self.chart.place(x, min(marks)) + 0.35 * DOWN
            text = words(name, look.label)
            self.names.add(text.move_to(below))
        for text in self.names[1:]:
            text.shift((self.names[0].baseline - text.baseline) * UP)
        columns = VGroup(self.chart, self.dots, self.means, self.names)
        self.title = words(title).next_to(columns, UP, buff=0.4)
        self.notes = VGroup(*(note(text, look.words) for text in notes))
        self.notes.arrange(DOWN, buff=0.2).next_to(columns, DOWN, buff=0.2)
        super().__init__(*columns, self.title, self.notes)
        self.shift([-columns.get_x(), 0.05 - columns.get_y(), 0])

    def one_more(self, kind: int, share: float, name: str) -> VGroup:
        """Return one more dot and its name, left of a kind's; nothing, if the scale ends before."""
        line, colour = self.chart.upward, theme().accent
        if not line.low <= share <= line.high:
            return VGroup()
        place = [self.dots[kind].get_x() - BEFORE, line.place(share)[1], 0]
        dot = Dot(place, 0.11, color=colour)
        return VGroup(dot, note(name, colour).next_to(dot, LEFT, buff=0.15))


def _marks(shares: NDArray[np.floating]) -> list[float]:
    """Return where the scale has lines: round numbers around all shares."""
    for step in STEPS:
        low = np.floor(shares.min() / step - ROOM)
        high = np.ceil(shares.max() / step + ROOM)
        marks = np.clip(np.arange(low, high + 1) * step, 0, 1)
        if len(np.unique(marks)) > 2:
            break
    return [round(float(mark), 2) for mark in np.unique(marks)]
