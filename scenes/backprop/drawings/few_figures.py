"""A few numbers in rows and columns: what was tried, and what came of it."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note

#: From one column to the next; from a row's title to its numbers, and from row to row.
ACROSS, DOWN_TO_NUMBERS, ROW = 1.75, 0.52, 1.32

#: From the decimal mark of a column to its title's middle, and from there down to the first row.
TITLE, FIRST = 0.12, 0.75


class FewFigures(VGroup):
    """Rows of numbers, each below its own title, and titles of the columns on top.

    Parameters
    ----------
    columns
        The columns' titles, as they are to be written.
    rows
        (title, numbers) of each row; the title is a message.
    decimals
        How many digits each column has behind the decimal mark.
    colours
        Of each column's numbers.
    room
        How wide a row's title may be, scene units.

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
        rows: Sequence[tuple[str, Sequence[float]]],
        decimals: Sequence[int],
        colours: Sequence[str],
        room: float = 5.2,
    ) -> None:
        look = theme()
        places = ACROSS * np.arange(len(columns)) + 0.6
        self.heads, self.titles, self.figures = VGroup(), VGroup(), VGroup()
        for head, x in zip(columns, places, strict=True):
            self.heads.add(head.stand_at(x + TITLE, 0))
        for index, (title, values) in enumerate(rows):
            base = -FIRST - ROW * index
            self.titles.add(note(title, look.words, room).stand_at(0, base, LEFT))
            numbers = VGroup()
            for x, value, digits, colour in zip(places, values, decimals, colours, strict=True):
                number = Numeral(value, digits, look.label, colour)
                numbers.add(number.move_point_to(np.array([x, base - DOWN_TO_NUMBERS, 0])))
            self.figures.add(numbers)
        super().__init__(self.heads, self.titles, self.figures)

    def row(self, index: int) -> VGroup:
        """Return a row, its title with its numbers."""
        return VGroup(self.titles[index], self.figures[index])
