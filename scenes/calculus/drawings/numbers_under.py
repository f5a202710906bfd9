"""Numbers under the factors of a formula, with the signs between them."""

from collections.abc import Mapping, Sequence
from math import prod

from manim import DOWN, VGroup

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: From the formula's lowest glyph to the numbers' line.
BELOW = 0.5

#: How many more decimals factors may get, so that they multiply as they are shown.
MORE = 4


class NumbersUnder(VGroup):
    """The value of each labelled part of a formula, below it, all on one line.

    Parameters
    ----------
    formula
        Where it stands.
    values
        By label.
    decimals
        Of the numbers, by label, or of all of them.
    colours
        By label; words' where none is named.
    size
        In points; a note's, if left out.

    Attributes
    ----------
    numbers
        By label.
    """

    def __init__(
        self,
        formula: SymbolFormula,
        values: Mapping[str, float],
        decimals: Mapping[str, int] | int = 3,
        colours: Mapping[str, str] | None = None,
        size: float | None = None,
    ) -> None:
        look, colours = theme(), colours or {}
        line = formula.get_bottom()[1] - BELOW
        self.numbers = {}
        for label, value in values.items():
            digits = decimals if isinstance(decimals, int) else decimals[label]
            made = Numeral(value, digits, size or look.note, colours.get(label, look.words))
            made.next_to([formula.part(label).get_x(), line, 0], DOWN, buff=0)
            self.numbers[label] = made.shift([0, line - made.point[1], 0])
        super().__init__(*self.numbers.values())


def decimals_to_multiply(
    products: Sequence[Mapping[str, float]], decimals: Mapping[str, int], whole: str = "slope"
) -> dict[str, int]:
    """Return how many decimals numbers get so that, as written, factors give their product.

    Rounded each to three, 0.397 x 0.951 x 0.306 may read 0.001 off. Then factors get more.

    Parameters
    ----------
    products
        The product and its factors, by label; factors may be shared.
    decimals
        How many decimals each has at least; the product keeps its own.
    whole
        The product's label.
    """
    tried = dict(decimals)
    for more in range(MORE + 1):
        tried = {label: n + (more if label != whole else 0) for label, n in decimals.items()}
        if all(_multiply(values, tried, whole) for values in products):
            break
    return tried


def _multiply(values: Mapping[str, float], decimals: Mapping[str, int], whole: str) -> bool:
    """Return whether factors, as they are written, give the product as that is written."""
    shown = {label: round(value, decimals[label]) for label, value in values.items()}
    given = prod(value for label, value in shown.items() if label != whole)
    return abs(round(given, decimals[whole]) - shown[whole]) < 10.0 ** -(decimals[whole] + 1)
