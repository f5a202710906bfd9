"""The chain rule along a path: a row of fractions, what each of them is, and its number."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, FadeIn, Mobject, Transform, VGroup

from scenes.calculus.drawings.symbols import SymbolFormula, label_of
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import formula, note
from scenes.script.catalogue import message
from scenes.script.message import Message
from scenes.script.variants import choose

#: Points of fractions, of what they are, and of the numbers.
FRACTION, MEANING, NUMBER = 42, 37, 34

#: Middle of the fractions; baselines of what they are, and of the numbers.
ROWS = (3.02, 1.87, 1.22)

#: From the middle of the derivative on the left to the sign of equality.
EQUALS = 1.0


class ProductOfSlopes(VGroup):
    """A derivative as the product of the slopes along a path, each in a column of its own.

    Parameters
    ----------
    path
        Symbols from what is moved to the cost; m + 1 of them.
    meanings
        What each slope is, in Typst's notation; m of them.
    factors, product
        The slopes in numbers, and what their product is.
    columns
        x of each slope; m of them.
    left
        x of the derivative.

    Attributes
    ----------
    path
        As given.
    slopes
        The row of fractions, a :class:`~scenes.calculus.drawings.symbols.SymbolFormula` with the
        sign of equality.
    meanings
        What they are, one formula: a product.
    numbers
        A number for each slope.
    product
        The number of the derivative.
    equals
        Signs of equality of the lower rows.
    between
        Dots between numbers.
    """

    def __init__(
        self,
        path: Sequence[str],
        meanings: Sequence[str],
        factors: Sequence[float],
        product: float,
        columns: Sequence[float],
        left: float,
    ) -> None:
        self.path = tuple(path)
        self.links = [_link(bottom, top) for bottom, top in pairwise(path)]
        self.slopes = self._fractions(path, columns, left)
        self.meanings = self._meant(meanings, columns)
        baseline = ROWS[2]
        placed = zip(factors, columns, strict=True)
        self.numbers = VGroup(*(_number(value, x) for value, x in placed))
        self.product = _number(product, left)
        sizes = ((MEANING, ROWS[1]), (NUMBER, baseline))
        self.equals = VGroup(*(formula("=", size).stand_at(left + EQUALS, y) for size, y in sizes))
        middles = [(x + other) / 2 for x, other in pairwise(columns)]
        self.between = VGroup(*(formula("dot", NUMBER).stand_at(x, baseline) for x in middles))
        super().__init__(
            self.slopes, self.meanings, self.numbers, self.product, self.equals, self.between
        )

    @property
    def head(self) -> VGroup:
        """The derivative, its number, and all signs of equality."""
        return VGroup(*map(self.slopes.part, ("whole", "equals")), self.product, self.equals)

    @property
    def dots(self) -> VGroup:
        """All dots between columns."""
        count = len(self.links) - 1
        return VGroup(*(self.meanings.part(f"times{k}") for k in range(count)), self.between)

    def slope(self, number: int) -> VGroup:
        """Return the glyphs of one fraction."""
        return self.slopes.part(self.links[number])

    def meaning(self, number: int) -> VGroup:
        """Return the glyphs of what one fraction is."""
        return self.meanings.part(self.links[number])

    def but(self, first: bool) -> VGroup:
        """Return all but the derivative's number, and what the first slope is if that is asked."""
        kept = range(int(first), len(self.links))
        parts = [part for k in kept for part in (self.meaning(k), self.numbers[k])]
        return VGroup(self.slopes, self.equals, self.dots, *parts)

    def column(self, number: int) -> VGroup:
        """Return all that stands in one column."""
        return VGroup(self.slope(number), self.meaning(number), self.numbers[number])

    def rewritten(self, after: "ProductOfSlopes", source: Mobject) -> Rewrite:
        """Return the animation in which the fractions turn into those of another path.

        Parameters
        ----------
        after
            The other path's.
        source
            From where the symbol comes that the other path begins with.
        """
        return _Brought(self.slopes, after.slopes, after.path[0], source)

    def _fractions(
        self, path: Sequence[str], columns: Sequence[float], left: float
    ) -> SymbolFormula:
        """Return the derivative, the sign of equality and all fractions, each in its place."""
        factors = " ".join(
            f"{{{{ {_fraction(top, bottom)} : {label} }}}}"
            for (bottom, top), label in zip(pairwise(path), self.links, strict=True)
        )
        whole = _fraction(path[-1], path[0])
        made = SymbolFormula(f"{{{{ {whole} : whole }}}} {{{{ = : equals }}}} {factors}", FRACTION)
        made.set_y(ROWS[0])
        parts = ("whole", left), ("equals", left + EQUALS), *zip(self.links, columns, strict=True)
        for label, x in parts:
            made.part(label).set_x(x)
        return made

    def _meant(self, meanings: Sequence[str], columns: Sequence[float]) -> SymbolFormula:
        """Return what the fractions are, each below its own."""
        pieces = [
            f"{{{{ {each} : {label} }}}}" for each, label in zip(meanings, self.links, strict=True)
        ]
        for number in range(len(pieces) - 1):
            pieces[number] += f" {{{{ dot : times{number} }}}}"
        made = SymbolFormula(" ".join(pieces), MEANING).stand_at(0, ROWS[1])
        for label, x in zip(self.links, columns, strict=True):
            made.part(label).set_x(x)
        for number, both in enumerate(pairwise(columns)):
            made.part(f"times{number}").set_x(sum(both) / 2)
        return made


class _Brought(Rewrite):
    """A formula turns into another, and one of its new symbols comes from somewhere else.

    Parameters
    ----------
    before, after
        The formulas.
    symbol
        A symbol of ``after``.
    source
        What is copied wherever it stands, if it was not there before.
    """

    def __init__(
        self, before: SymbolFormula, after: SymbolFormula, symbol: str, source: Mobject
    ) -> None:
        super().__init__(before, after)
        places = [each.get_center() for each in after.occurrences(symbol)]

        def comes(change: Animation) -> bool:
            here = change.mobject.get_center()
            return isinstance(change, FadeIn) and any(np.allclose(here, at) for at in places)

        changes = [
            Transform(source.copy(), each.mobject.copy()) if comes(each) else each
            for each in self.animations
        ]
        AnimationGroup.__init__(self, *changes)


def shown_decimals(value: float) -> int:
    """Return with how many decimals a slope is written: none for 1, three for what is below it."""
    size = abs(value)
    return 0 if value == 1 else 3 if size < 1 else 2 if size < 10 else 1


def real_nudge(by: float, tried: float, slope: float) -> VGroup:
    """Return what a real nudge gives, as precise as a slope is shown; it ends at the origin."""
    number = Numeral(tried, shown_decimals(slope), NUMBER, theme().words)
    number.shift([-number.get_right()[0], -number.point[1], 0])
    told = note("really nudged by {by:g}:", room=4.2, by=by)
    return VGroup(told.stand_at(number.get_left()[0] - 0.2, 0, RIGHT), number)


def as_shown(value: float, slope: float) -> Message:
    """Return a number with as many decimals as a slope has on the screen."""
    decimals = shown_decimals(slope)
    return choose(
        (decimals == 3, message("{value:.3f}", value=value)),
        (decimals == 2, message("{value:.2f}", value=value)),
        (decimals == 1, message("{value:.1f}", value=value)),
        otherwise=message("{value:.0f}", value=value),
    )


def _number(value: float, x: float) -> Numeral:
    """Return a number with its middle at x, on the line of numbers."""
    made = Numeral(value, shown_decimals(value), NUMBER, theme().words)
    return made.shift([x - made.get_x(), ROWS[2] - made.point[1], 0])


def _fraction(top: str, bottom: str) -> str:
    return f"frac(partial {top}, partial {bottom})"


def _link(bottom: str, top: str) -> str:
    return f"slope-{label_of(top)}-per-{label_of(bottom)}"
