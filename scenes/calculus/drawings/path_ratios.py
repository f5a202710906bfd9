"""Changes along a path in one row, and what each is for the one before it, on their link."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Self

from manim import UP, VGroup

from scenes.calculus.drawings.slope_product import quotient
from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: Points of formulas; digits behind the decimal mark: of changes, and of their ratios.
SIZE, CHANGE, RATIO = 38, 9, 6

#: From the line of writing of the path's symbols: middle of ratios, numbers below the links,
#: changes and their numbers.
RATIO_UP, RATIO_NUMBER, CHANGES, CHANGES_NUMBER = 0.9, -0.55, -1.65, -2.2


class PathRatios(VGroup):
    """What is written around a path whose symbols stand in one row.

    Parameters
    ----------
    path
        Symbols, from what is nudged to the cost: m + 1.
    columns
        x of each: m + 1.
    height
        The line of writing that they stand on.
    changes
        By how much each changes: m + 1.

    Attributes
    ----------
    changes, change_numbers
        Below the symbols.
    ratios, slopes, ratio_numbers
        On the links, as ratios of changes, with the parts ``top`` and ``bottom``, and as
        derivatives; and below them, m each.
    """

    def __init__(
        self,
        path: Sequence[str],
        columns: Sequence[float],
        height: float,
        changes: Sequence[float],
    ) -> None:
        look, middles = theme(), [sum(pair) / 2 for pair in pairwise(columns)]
        links = [(after, before) for before, after in pairwise(path)]
        self.changes = VGroup(
            *(
                SymbolFormula(f"Delta {name}", SIZE).stand_at(x, height + CHANGES)
                for name, x in zip(path, columns, strict=True)
            )
        )
        self.ratios = _row(
            (
                f"frac({{{{ Delta {after} : top }}}}, {{{{ Delta {before} : bottom }}}})"
                for after, before in links
            ),
            middles,
            height + RATIO_UP,
        )
        self.slopes = _row((quotient(*link) for link in links), middles, height + RATIO_UP)
        self.change_numbers = VGroup(
            *(
                _number(value, CHANGE, x, height + CHANGES_NUMBER, symbol_colour(name))
                for value, x, name in zip(changes, columns, path, strict=True)
            )
        )
        self.ratio_numbers = VGroup(
            *(
                _number(value, RATIO, x, height + RATIO_NUMBER, look.words)
                for value, x in zip(ratios_of(changes), middles, strict=True)
            )
        )
        super().__init__(self.changes, self.change_numbers, self.ratios, self.ratio_numbers)

    def set_changes(self, changes: Sequence[float]) -> Self:
        """Let changes be others, and ratios with them; cheap enough for every frame."""
        for number, change in zip(self.change_numbers, changes, strict=True):
            number.set_value(change)
        for number, ratio in zip(self.ratio_numbers, ratios_of(changes), strict=True):
            number.set_value(ratio)
        return self

    def between(self) -> VGroup:
        """Return what the ratios' product is without: above and below, one for the other."""
        above = (each.part("top") for each in self.ratios[:-1])
        return VGroup(*above, *(each.part("bottom") for each in self.ratios[1:]))


def ratios_of(changes: Sequence[float]) -> list[float]:
    """Return each change for the one before it: 0 if that is none."""
    return [after / before if before else 0.0 for before, after in pairwise(changes)]


def _row(sources: Iterable[str], middles: Sequence[float], y: float) -> VGroup:
    pairs = zip(sources, middles, strict=True)
    return VGroup(*(SymbolFormula(source, SIZE).move_to([x, y, 0]) for source, x in pairs))


def _number(value: float, decimals: int, x: float, y: float, colour: str) -> Numeral:
    """Return a number with its middle at x, on a line at y."""
    made = Numeral(value, decimals, theme().note, colour)
    made.set_x(x)
    return made.shift((y - made.point[1]) * UP)
