"""What depends on what, as a tree with a little number line at every symbol.

It grows from left to right, as networks do here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, CubicBezier, Dot, Line, VGroup, VMobject

from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.number import Figures

#: Points of a symbol; length of a number line, and how long the marks at its ends are; from the
#: symbol's line of writing to the number line below it, and from there to the number's.
SIZE, LENGTH, MARK, DROP, LOWER = 40, 1.5, 0.1, 0.4, 0.48

#: How far links stay away from what they join, and how far below a symbol's line of writing.
AWAY, DOWNWARD = 0.16, 0.1


@dataclass(frozen=True)
class Quantity:
    """What stands at one place of a tree.

    Attributes
    ----------
    symbol
        How it is written: see :mod:`scenes.calculus.drawings.symbols`.
    place
        Where the middle of the symbol's line of writing is: x and y.
    low, high
        Numbers at the ends of its line.
    value
        What it is now.
    decimals
        Digits of the number below the line.
    """

    symbol: str
    place: tuple[float, float]
    low: float
    high: float
    value: float
    decimals: int = 2


class LiveQuantity(VGroup):
    """A symbol, a dot on a little number line below it, and the number below that.

    Attributes
    ----------
    symbol
        The symbol, a :class:`SymbolFormula`.
    line, dot
        The number line, and where the number is on it.
    figure
        The number.
    half_width
        From the middle to the farther end of symbol or line.
    value
        What is shown.
    """

    def __init__(self, quantity: Quantity) -> None:
        look, colour = theme(), symbol_colour(quantity.symbol)
        self.decimals, (x, y) = quantity.decimals, quantity.place
        self.symbol = SymbolFormula(quantity.symbol, SIZE).stand_at(x, y)
        self.half_width = max(self.symbol.width, LENGTH) / 2
        # Its middle would jump with every sign that comes and goes: its end stays.
        room = Figures(self._text, look.note, value=quantity.value).width
        self.figure = Figures(self._text, look.note, colour, RIGHT, value=quantity.value)
        self.figure.anchor_at([x + room / 2, y - DROP - LOWER, 0])
        self.line = NumberLine(quantity.low, quantity.high, LENGTH)
        self.line.shift([x, y - DROP, 0])
        ends = VGroup(
            *(
                Line(end + MARK / 2 * DOWN, end + MARK / 2 * UP, color=look.quiet, stroke_width=2)
                for end in (self.line.line.get_start(), self.line.line.get_end())
            )
        )
        self.line.add(ends)
        self._home = [(each, each.points - np.array([x, y, 0])) for each in self._standing()]
        self.dot = Dot(radius=0.085, color=colour)
        self._round = self.dot.points.copy()
        self._beside = room / 2
        super().__init__(self.line, self.symbol, self.figure, self.dot)
        self.set_value(quantity.value)

    def set_place(self, x: float, y: float) -> Self:
        """Put the middle of the symbol's line of writing there; cheap enough for every frame.

        For one that was moved in no other way.
        """
        # Not moved from where it was either: see below.
        for each, points in self._home:
            each.points = points + np.array([x, y, 0])
        self.figure.points[:] = [x + self._beside, y - DROP - LOWER, 0]
        return self.set_value(self.value)

    def set_value(self, value: float) -> Self:
        """Let it be another number; cheap enough for every frame.

        A number beyond the ends of its line stays at that end.
        """
        self.value = float(value)
        place = self.line.place(min(max(self.value, self.line.low), self.line.high))
        share = self.line.line.get_length() / LENGTH
        # Not moved from where it was: Manim must recognise the picture, whatever came before.
        self.dot.points = share * self._round + place
        self.figure.set_text(self._text, value=self.value)
        return self

    def _standing(self) -> list[VMobject]:
        """Return all that has a fixed place around the symbol."""
        return [each for part in (self.symbol, self.line) for each in part.get_family()]

    @property
    def _text(self) -> str:
        return f"{{value:.{self.decimals}f}}"


class DependencyTree(VGroup):
    """Quantities, and lines from each to what depends on it.

    It can be moved and faded. What stands on it may change in every frame.

    Parameters
    ----------
    quantities
        By a name of one's own.
    links
        Pairs of names: the second depends on the first and stands right of it.

    Attributes
    ----------
    quantities
        :class:`LiveQuantity` by name.
    links
        The lines, by pair of names.
    places
        Where the quantities are, by name.
    """

    def __init__(
        self, quantities: Mapping[str, Quantity], links: Sequence[tuple[str, str]]
    ) -> None:
        self.quantities = {name: LiveQuantity(each) for name, each in quantities.items()}
        self.places = {name: each.place for name, each in quantities.items()}
        self.links = {pair: self._link(*pair) for pair in links}
        super().__init__(*self.links.values(), *self.quantities.values())

    def set_places(self, places: Mapping[str, tuple[float, float]]) -> Self:
        """Put quantities somewhere else, by name; links follow. Cheap enough for every frame.

        For a tree that was moved in no other way.
        """
        self.places = {**self.places, **places}
        for name, place in places.items():
            self.quantities[name].set_place(*place)
        for pair, link in self.links.items():
            if not places.keys().isdisjoint(pair):
                link.points = self._link(*pair).points
        return self

    def set_values(self, values: Mapping[str, float]) -> Self:
        """Let quantities be other numbers, by name; cheap enough for every frame."""
        for name, value in values.items():
            self.quantities[name].set_value(value)
        return self

    def path(self, *names: str) -> VGroup:
        """Return the lines along a way through the tree, from left to right.

        Raises
        ------
        KeyError
            If two names that follow each other aren't linked.
        """
        return VGroup(*(self.links[pair] for pair in pairwise(names)))

    def part(self, names: Iterable[str]) -> VGroup:
        """Return quantities, and the lines between them."""
        chosen = set(names)
        lines = (line for pair, line in self.links.items() if chosen.issuperset(pair))
        return VGroup(*lines, *(each for name, each in self.quantities.items() if name in chosen))

    def _link(self, start: str, end: str) -> CubicBezier:
        """Return the line between two places; it leaves and arrives level."""
        (from_x, from_y), (to_x, to_y) = self.places[start], self.places[end]
        from_x += self.quantities[start].half_width + AWAY
        to_x -= self.quantities[end].half_width + AWAY
        from_y, to_y, middle = from_y - DOWNWARD, to_y - DOWNWARD, (from_x + to_x) / 2
        corners = ((from_x, from_y), (middle, from_y), (middle, to_y), (to_x, to_y))
        points = [np.array([x, y, 0]) for x, y in corners]
        return CubicBezier(*points, color=theme().quiet, stroke_width=3)
