"""Slopes along a path, and their product: the chain rule, with a number below each slope."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

from manim import DOWN, UP, VGroup

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: From a formula to the numbers below it.
BELOW = 0.3

#: How the slope of the whole path is labelled in the formula; those of links are link0, link1 ...
WHOLE = "whole"


def quotient(top: str, bottom: str, sign: str = "partial") -> str:
    """Return the source of the change of one symbol for that of another: ``partial`` or Delta."""
    return f"frac({sign} {top}, {sign} {bottom})"


class SlopeProduct(VGroup):
    """The slope of the last quantity of a path along the first: a product, and all its numbers.

    Parameters
    ----------
    path
        Symbols, from what is nudged to the cost.
    slopes
        Of each link of the path, one fewer.
    decimals
        Of the numbers.
    size
        In points; a headline's, if left out.

    Attributes
    ----------
    formula
        A :class:`SymbolFormula`; its parts ``whole`` and ``link0``, ``link1`` ... are the slopes.
    whole, numbers
        The number below the whole slope, and a group of those below the links'.
    """

    def __init__(
        self,
        path: Sequence[str],
        slopes: Sequence[float],
        decimals: int = 4,
        size: float | None = None,
    ) -> None:
        look = theme()
        links = [
            f"{{{{ {quotient(after, before)} : link{k} }}}}"
            for k, (before, after) in enumerate(pairwise(path))
        ]
        whole = f"{{{{ {quotient(path[-1], path[0])} : {WHOLE} }}}}"
        between = " quad dot quad ".join(links)
        self.formula = SymbolFormula(f"{whole} quad = quad {between}", size or look.headline)
        self.formula.source = f"{quotient(path[-1], path[0])} = " + " dot ".join(
            quotient(after, before) for before, after in pairwise(path)
        )
        self.whole = Numeral(0, decimals, look.label)
        self.numbers = VGroup(*(Numeral(each, decimals, look.label) for each in slopes))
        self._lay()
        super().__init__(self.formula, self.whole, self.numbers)
        self.set_slopes(slopes)
        self.center()

    def set_slopes(self, slopes: Sequence[float]) -> Self:
        """Write other numbers; animated, they count."""
        product = 1.0
        for number, slope in zip(self.numbers, slopes, strict=True):
            number.set_value(slope)
            product *= slope
        self.whole.set_value(product)
        return self

    def link(self, number: int) -> VGroup:
        """Return the glyphs of the slope of one link, from 0."""
        return self.formula.part(f"link{number}")

    def _lay(self) -> None:
        """Put each number below its slope, all on one line."""
        line = self.formula.get_bottom()[1] - BELOW
        parts = [self.formula.part(WHOLE), *map(self.link, range(len(self.numbers)))]
        for part, number in zip(parts, [self.whole, *self.numbers], strict=True):
            number.next_to([part.get_x(), line, 0], DOWN, buff=0)
        lowest = min(each.point[1] for each in (self.whole, *self.numbers))
        for each in (self.whole, *self.numbers):
            each.shift((lowest - each.point[1]) * UP)
