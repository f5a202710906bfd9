"""A few numbers in rows and columns: what was tried, and what came of it."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note

#: From one column to the next; from a row's title to its numbers, and from row to row.
ACROSS, DOWN_TO_NUMBERS, ROW = 1.75, 0.52, 1.32

#: The middle of the first column, and from the columns' titles down to the first row.
MIDDLE, FIRST = 0.72, 0.75


class FewFigures(VGroup):
    """Rows of numbers, each below its own title, and titles of the columns on top.

    Parameters
    ----------
    columns
        The columns' titles.
    rows
        (title, numbers) of each row; the title is a message.
    room
        How wide a row's title may be, scene units.
    across
        From one column to the next, scene units.

    Attributes
    ----------
    heads
        The columns' titles.
    titles, figures
        Row by row; ``figures[row][column]``.
    """

    def __init__(
        self,
        columns: Sequence[Words],
        rows: Sequence[tuple[str, Sequence[Numeral]]],
        room: float = 5.2,
        across: float = ACROSS,
    ) -> None:
        places = across * np.arange(len(columns)) + MIDDLE
        self.heads, self.titles, self.figures = VGroup(), VGroup(), VGroup()
        for head, x in zip(columns, places, strict=True):
            self.heads.add(head.stand_at(x, 0))
        for index, (title, numbers) in enumerate(rows):
            base = -FIRST - ROW * index
            self.titles.add(note(title, theme().words, room).stand_at(0, base, LEFT))
            for x, number in zip(places, numbers, strict=True):
                number.move_point_to(np.array([x, base - DOWN_TO_NUMBERS, 0]))
                number.set_x(x)
            self.figures.add(VGroup(*numbers))
        super().__init__(self.heads, self.titles, self.figures)

    def row(self, index: int) -> VGroup:
        """Return a row, its title with its numbers."""
        return VGroup(self.titles[index], self.figures[index])
