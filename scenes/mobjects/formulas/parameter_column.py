"""Some entries of a vector that has one for each weight and bias, with their names."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import Column
from scenes.mobjects.writing.words import Formula, formula, note, words
from scenes.script.catalogue import written

#: Digits behind the decimal mark; from names to brackets, and from brackets to titles.
DECIMALS, BESIDE, ABOVE = 4, 0.18, 0.22

#: Room around a sign between two columns.
AROUND = 0.26


class ParameterColumn(VGroup):
    """A vector of all parameters' length, with the names of the entries that are drawn.

    Parameters
    ----------
    values
        Shape (n,).
    rows
        Which are drawn, rising.
    title
        A formula over the column, in Typst's notation.
    decimals
        Digits behind the decimal mark.

    Attributes
    ----------
    names
        w with its number, left of the brackets, one an entry.
    column, title
        What they say.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        rows: Sequence[int],
        title: str,
        decimals: int = DECIMALS,
    ) -> None:
        self.column = Column(values, decimals, rows=rows, signed=True)
        self.names = VGroup(*(self._name(row) for row in self.column.rows))
        self.title = formula(title, theme().note).next_to(self.column, UP, buff=ABOVE)
        super().__init__(self.names, self.column, self.title)

    def entry(self, row: int) -> VGroup:
        """Return the name and the number of an entry that is drawn."""
        return VGroup(self.names[self.column.rows.index(row)], self.column.entry(row))

    def height_of(self, index: int) -> float:
        """Return where an entry lies, or would lie if it were drawn, between its neighbours: y."""
        heights = [entry.get_y() for (entry,) in self.column.entries]
        return float(np.interp(index, self.column.rows, heights))

    def _name(self, row: int) -> Formula:
        number = written("{number:,}", number=row)
        name = formula(f'w_"{number}"', theme().note, theme().quiet)
        right = self.column.brackets.get_left()[0] - BESIDE
        return name.stand_at(right, self.column.entry(row).point[1], RIGHT)


class StepColumns(VGroup):
    """All parameters, plus a multiple of a way to go, equal what they become.

    What is written adds up: the sums are those of the numbers that stand beside them.

    Parameters
    ----------
    parameters, way
        Shape (n,).
    size
        What the way is multiplied by.
    rows
        Which entries are drawn, rising.

    Attributes
    ----------
    start
        The parameters, a :class:`ParameterColumn`.
    way, after
        Columns with their titles.
    plus, equals
        What stands between: the plus sign with the size, and the equals sign.
    """

    def __init__(
        self,
        parameters: NDArray[np.floating],
        way: NDArray[np.floating],
        size: float,
        rows: Sequence[int],
    ) -> None:
        self.start = ParameterColumn(parameters, rows, "bold(W)")
        sums = np.round(parameters, DECIMALS) + size * np.round(way, DECIMALS)
        self.plus = words("+ {step:g} ×", theme().label, theme().accent, step=size)
        self.equals = words("=", theme().label, theme().quiet)
        columns = [Column(each, DECIMALS, rows=rows, signed=True) for each in (way, sums)]
        beside = self.start.column
        for sign, column in zip((self.plus, self.equals), columns, strict=True):
            sign.next_to(beside, RIGHT, buff=AROUND)
            beside = column.next_to(sign, RIGHT, buff=AROUND)
        titles = (
            formula("-nabla C(bold(W))", theme().note),
            note("afterwards", theme().words, room=1.8),
        )
        for title, column in zip(titles, columns, strict=True):
            title.next_to(column, UP).stand_beside(self.start.title)
        self.way, self.after = map(VGroup, columns, titles)
        super().__init__(self.start, self.plus, self.way, self.equals, self.after)
        self.center()


def column_of_words(
    one: ParameterColumn, texts: Sequence[str], colours: Sequence[str], room: float
) -> VGroup:
    """Return texts right of a column, one an entry, flush left.

    Parameters
    ----------
    texts, colours
        Messages, and what colours they have.
    room
        How wide they may be.
    """
    left = one.column.brackets.get_right()[0] + 2 * BESIDE
    made = VGroup()
    for text, colour, row in zip(texts, colours, one.column.rows, strict=True):
        line = words(text, theme().note, colour, room)
        made.add(line.stand_at(left, one.column.entry(row).point[1], LEFT))
    return made
