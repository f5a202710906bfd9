"""Rows of dots over one number line: what was measured, and what it is to be compared with."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Dot, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.words import note
from scenes.script.message import Message

#: A dot's radius, and from one dot to the one above it, in radii.
RADIUS, STEP = 0.085, 2.1

#: How much of the way from one row to the next dots may take.
FULL = 0.8

#: From the line up to the lowest row's middle, and from the names to where the line begins.
ABOVE, BESIDE = 0.55, 0.35


class DotRows(VGroup):
    """Numbers as dots, a row for each group, its name at the left; equals lie on one another.

    Parameters
    ----------
    groups
        Numbers of each group, the upper row first.
    names
        One a group.
    colours
        One a group.
    line
        The numbers' line, below all rows.
    pitch
        From one row to the next, scene units.
    room
        How wide a name may be.

    Attributes
    ----------
    line
        See above.
    names, dots
        One a row; the dots in the order of the numbers.
    """

    def __init__(
        self,
        groups: Sequence[NDArray[np.floating]],
        names: Sequence[Message],
        colours: Sequence[str],
        line: NumberLine,
        pitch: float,
        room: float,
    ) -> None:
        self.line, self.pitch, self.count = line, pitch, len(groups)
        self.names, self.dots = VGroup(), VGroup()
        left = line.line.get_start()[0] - BESIDE
        for row, (numbers, name, colour) in enumerate(zip(groups, names, colours, strict=True)):
            y = self.height_of(row)
            text = note(name, colour, room=room)
            self.names.add(text.stand_at(left, y - 0.1, RIGHT))
            places = self._spread(np.asarray(numbers, float))
            self.dots.add(VGroup(*(Dot(each + y * UP, RADIUS, color=colour) for each in places)))
        super().__init__(line, self.names, self.dots)

    def height_of(self, row: int) -> float:
        """Return the height of a row's middle, as long as nothing was moved."""
        return self.line.line.get_y() + ABOVE + self.pitch * (self.count - 1 - row)

    def row(self, row: int) -> VGroup:
        """Return a row's name and its dots."""
        return VGroup(self.names[row], self.dots[row])

    def level(self, value: float, name: Message) -> VGroup:
        """Return a dashed line across all rows at a number, with its name above."""
        look, foot = theme(), self.line.place(value)
        top = [foot[0], self.height_of(0) + 0.6 * self.pitch, 0]
        dashes = DashedLine(foot, top, color=look.quiet, stroke_width=2)
        text = note(name, look.words).stand_at(foot[0], top[1] + 0.15, LEFT)
        return VGroup(dashes, text)

    def _spread(self, numbers: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return where dots go in a row at height 0: those side by side get above one another."""
        places = self.line.place(numbers)
        places[:, 1] = 0
        column = np.floor(places[:, 0] / (STEP * RADIUS)).astype(int)
        for each in np.unique(column):
            inside = np.flatnonzero(column == each)
            step = min(STEP * RADIUS, FULL * self.pitch / len(inside))
            places[inside, 1] = step * (np.arange(len(inside)) - (len(inside) - 1) / 2)
        return places
