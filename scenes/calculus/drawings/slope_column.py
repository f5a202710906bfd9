"""The gradient of a small network, written out: its slopes as symbols and as numbers."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, VGroup
from numpy.typing import NDArray

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.formulas.bracketed import Bracketed
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula

#: Points of fractions and numbers; how much more room fractions get; between columns and signs.
SIZE, LEADING, BETWEEN, DECIMALS = 30, 2.5, 0.35, 5


class SlopeColumn(VGroup):
    """The gradient as a column of derivatives, and beside it the column of their numbers.

    Parameters
    ----------
    symbols
        What the cost is derived by.
    values
        Shape (n,): the slopes.

    Attributes
    ----------
    name
        What it is called.
    slopes, numbers
        Both columns.
    """

    def __init__(self, symbols: Sequence[str], values: NDArray[np.floating]) -> None:
        look, shape = theme(), (len(symbols), 1)
        slopes = [[SymbolFormula(f"frac(partial C, partial {each})", SIZE)] for each in symbols]
        numbers = [[Numeral(float(each), DECIMALS, look.note)] for each in values]
        rows = range(len(symbols))
        self.slopes = Bracketed(slopes, shape, rows, [0], LEADING * SIZE)
        self.numbers = Bracketed(numbers, shape, rows, [0], LEADING * SIZE)
        self.name = formula("nabla C", look.headline, look.words)
        signs = [formula("=", look.headline) for _ in range(2)]
        super().__init__(self.name, signs[0], self.slopes, signs[1], self.numbers)
        self.arrange(RIGHT, buff=BETWEEN)
        for slope, number in zip(self.slopes.entries, self.numbers.entries, strict=True):
            number.set_y(slope.get_y())
