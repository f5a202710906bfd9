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
