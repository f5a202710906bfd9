"""A matrix times a vector, so small that it can be calculated by hand."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import Column, MatrixView
from scenes.mobjects.writing.words import formula, words

#: Points of the numbers, and of the sums written out below.
SIZE, WRITTEN = 56, 48

#: Space between parts, between the lines below, and above these, scene units.
SPACE, LEADING, GAP = 0.35, 0.45, 0.7


class SmallProduct(VGroup):
    """A matrix, a vector and their product, all of whole numbers; below, how each is calculated.

    Parameters
    ----------
    matrix, vector
        Shapes (m, n) and (n,).

    Attributes
    ----------
    matrix, vector, product
        The views.
    equals
        What stands between.
    lines
        One a row: its sum, written out.
    remark
        What kind of numbers these are.
    """

    def __init__(self, matrix: NDArray[np.integer], vector: NDArray[np.integer]) -> None:
        self.matrix = MatrixView(matrix, 0, size=SIZE)
        self.vector = Column(vector, 0, size=SIZE)
        self.product = Column(matrix @ vector, 0, size=SIZE)
        self.equals = formula("=", SIZE)
        row = VGroup(self.matrix, self.vector, self.equals, self.product)
        row.arrange(RIGHT, buff=SPACE)
        self.lines = VGroup(*(formula(sum_of(each, vector), WRITTEN) for each in matrix))
        self.lines.arrange(DOWN, buff=LEADING, aligned_edge=LEFT).next_to(row, DOWN, buff=GAP)
        self.remark = words("made-up numbers", colour=theme().quiet).next_to(
            self.lines, DOWN, buff=GAP
        )
        super().__init__(*row, self.lines, self.remark)
        self.center()

    def frame(self, row: int | None = None) -> list:
        """Return the animations that frame a row and the vector it meets, or else the product."""
        both, result = (0, None) if row is not None else (None, 0)
        return [
            self.matrix.animate.set_highlight(row),
            self.vector.animate.set_highlight(column=both),
            self.product.animate.set_highlight(column=result),
        ]


def sum_of(weights: NDArray[np.integer], values: NDArray[np.integer]) -> str:
    """Return the sum of products, and what it is, in Typst's notation."""
    source = ""
    for place, (weight, value) in enumerate(zip(weights, values, strict=True)):
        sign = "-" if weight < 0 else "+" if place else ""
        source += f"{sign} {abs(weight)} dot {value} "
    return f"{source} = {weights @ values}"
