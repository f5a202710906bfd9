"""Numbers under the factors of a formula, with the signs between them."""

from collections.abc import Mapping

from manim import DOWN, VGroup

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral

#: From the formula's lowest glyph to the numbers' line.
BELOW = 0.5


class NumbersUnder(VGroup):
    """The value of each labelled part of a formula, below it, all on one line.

    Parameters
    ----------
    formula
        Where it stands.
    values
        By label.
    decimals
        Of all numbers.
    colours
        By label; words' where none is named.

    Attributes
    ----------
    numbers
        By label.
    """

    def __init__(
        self,
        formula: SymbolFormula,
        values: Mapping[str, float],
        decimals: int = 3,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        look, colours = theme(), colours or {}
        line = formula.get_bottom()[1] - BELOW
        self.numbers = {}
        for label, value in values.items():
            made = Numeral(value, decimals, look.note, colours.get(label, look.words))
            made.next_to([formula.part(label).get_x(), line, 0], DOWN, buff=0)
            self.numbers[label] = made.shift([0, line - made.point[1], 0])
        super().__init__(*self.numbers.values())
