"""Slopes that were found in two ways, side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from manim import LEFT, RIGHT, VGroup

from scenes.calculus.drawings.agreeing import quieten, shared_start
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.places import LEFT_RIM, RIGHT_RIM
from scenes.look.theme import theme
from scenes.mobjects.writing.number import written
from scenes.mobjects.writing.words import Words, note, words

#: Right ends of symbols and of the first numbers; from line to line; decimals.
SYMBOLS, FIRST, LEADING, DECIMALS = -0.4, 3.1, 0.66, 11

#: Room for what a parameter is called, and for what stands over the numbers.
NAME_ROOM, HEAD_ROOMS = 4.6, (6.0, 3.35)


class Pair(NamedTuple):
    """A parameter, and its slope in two ways.

    Attributes
    ----------
    name
        What it is: a message.
    symbol
        How it is written.
    exact, measured
        Its slope by backpropagation, and by nudging.
    """

    name: str
    symbol: str
    exact: float
    measured: float


class CheckedPairs(VGroup):
    """A few parameters, and below two headings their slopes; digits that differ are quiet.

    Parameters
    ----------
    heads
        What stands over the numbers: two messages.
    pairs
        The parameters.
    baseline
        Of the headings.

    Attributes
    ----------
    heads
        Both headings.
    rows
        Line by line: what it is, its symbol, both numbers.
    """

    def __init__(self, heads: tuple[str, str], pairs: Sequence[Pair], baseline: float) -> None:
        ends = (FIRST, RIGHT_RIM)
        self.heads = VGroup(
            *(
                note(head, room=room).stand_at(x, baseline, RIGHT)
                for head, x, room in zip(heads, ends, HEAD_ROOMS, strict=True)
            )
        )
        self.rows = VGroup(
            *(_row(pair, baseline - (k + 1) * LEADING) for k, pair in enumerate(pairs))
        )
        super().__init__(self.heads, self.rows)


def _row(pair: Pair, baseline: float) -> VGroup:
    look = theme()
    name = note(pair.name, room=NAME_ROOM).stand_at(LEFT_RIM, baseline, LEFT)
    symbol = SymbolFormula(pair.symbol, look.label).stand_at(SYMBOLS, baseline, RIGHT)
    numbers = [_number(value) for value in (pair.exact, pair.measured)]
    agreeing = shared_start(*numbers)
    for number, x in zip(numbers, (FIRST, RIGHT_RIM), strict=True):
        quieten(number, agreeing)
        number.stand_at(x, baseline, RIGHT)
    return VGroup(name, symbol, *numbers)


def _number(value: float) -> Words:
    look = theme()
    return words("{number}", look.label, number=written(value, DECIMALS))
