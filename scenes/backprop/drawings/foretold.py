"""What the gradient foretold of single changes, beside what really happened."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from manim import LEFT, RIGHT, Line, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, formula, note, words
from scenes.script.catalogue import written

#: Left ends of names, where the decimal marks of both columns are, and from row to row.
NAMES, MARKS, PITCH = 0.0, (2.75, 4.95), 0.9

#: Room for a column's title, and for what stands below it.
TITLE = 2.1

#: Digits behind the decimal mark, at most; numbers are told in millionths.
MOST, UNIT = 4, 1e-6


class Change(NamedTuple):
    """A number that is changed, and what comes of it.

    Attributes
    ----------
    index
        Its place among all parameters.
    colour
        Of its name.
    foretold, happened
        Changes of the cost.
    """

    index: int
    colour: str
    foretold: float
    happened: float


class Foretold(VGroup):
    """A table: a row for each change, two columns for what was foretold and what happened.

    Parameters
    ----------
    changes
        Two.
    titles
        Of the columns: messages.

    Attributes
    ----------
    titles, names, foretold, happened
        Its parts; the latter are :class:`Numeral`, in millionths.
    ratios
        How many times as large the first change is as the second, one a column; empty, if the
        second is too small to be written.
    line
        Above the ratios.
    decimals
        How many digits behind the mark are written.
    """

    def __init__(self, changes: Sequence[Change], titles: tuple[str, str]) -> None:
        look = theme()
        smallest = min(abs(each) for change in changes for each in change[2:]) / UNIT
        self.decimals = decimals_for(smallest)
        self.names = VGroup(*map(self._name, range(1, len(changes) + 1), changes))
        columns = (
            VGroup(*(self._number(row, x, change[k]) for row, change in enumerate(changes, 1)))
            for k, x in zip((2, 3), MARKS, strict=True)
        )
        self.foretold, self.happened = columns
        self.titles = VGroup(
            *(
                note(title, room=TITLE).stand_at(column.get_right()[0], 0, RIGHT)
                for title, column in zip(titles, (self.foretold, self.happened), strict=True)
            )
        )
        base, end = -PITCH * (len(changes) + 1), self.happened.get_right()
        self.line = Line([NAMES, 0, 0], [end[0], 0, 0], color=look.quiet, stroke_width=2)
        self.line.set_y(base + 0.62 * PITCH)
        self.ratios = VGroup()
        if self.can_be_compared:
            columns = self.foretold, self.happened
            self.ratios.add(*(self._ratio(column, base) for column in columns))
        super().__init__(
            self.titles, self.names, self.foretold, self.happened, self.line, self.ratios
        )

    @property
    def can_be_compared(self) -> bool:
        """Whether both changes of both columns can be told from nothing."""
        shown = (*self.foretold, *self.happened)
        return all(round(each.value, self.decimals) for each in shown)

    def _name(self, row: int, change: Change) -> VGroup:
        number = written("{number:,}", number=change.index)
        name = formula(f'w_"{number}"', theme().label, change.colour)
        return name.stand_at(NAMES, -PITCH * row, LEFT)

    def _number(self, row: int, x: float, change: float) -> Numeral:
        number = Numeral(change / UNIT, self.decimals, plus=True, commas=True)
        return number.move_point_to(np.array([x, -PITCH * row, 0]))

    def _ratio(self, column: VGroup, base: float) -> Words:
        first, second = (each.value for each in column)
        text = words(
            "{ratio:,} times", colour=theme().accent, room=TITLE, ratio=times(first, second)
        )
        return text.stand_at(column.get_right()[0], base, RIGHT)


def times(first: float, second: float) -> int | float:
    """Return how many times as large one number is as another, to three digits."""
    ratio = abs(first / second)
    digits = 2 - int(np.floor(np.log10(ratio)))
    return round(ratio, digits) if digits > 0 else int(round(ratio, digits))


def decimals_for(smallest: float) -> int:
    """Return with how many decimals a number has three digits, from 1 to as many as fit."""
    if not smallest:
        return 1
    return int(np.clip(2 - np.floor(np.log10(smallest)), 1, MOST))
