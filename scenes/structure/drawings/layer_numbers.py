"""What one layer calculates, in numbers."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.formulas.vectors import Column, MatrixView
from scenes.mobjects.writing.words import formula, note

Array = NDArray[np.floating]

#: Space between parts, and between a view and its title, scene units.
SPACE, TITLE = 0.22, 0.22


class LayerNumbers(VGroup):
    """W a + b = z, and what becomes of z, for a few rows and columns of one layer.

    Parameters
    ----------
    weights
        Shape (m, n).
    inputs, biases, sums, outputs
        Shapes (n,), (m,), (m,), (m,).
    rows, columns
        Which are drawn, rising.
    squish
        The activation function in Typst's notation, for the arrow from z to the outputs.

    Attributes
    ----------
    weights, inputs, biases, sums, outputs
        The views.
    titles
        Their symbols, above them, in this order.
    row_names
        Indices of the rows, at their left.
    plus, equals, arrow
        What stands between.
    """

    def __init__(
        self,
        weights: Array,
        inputs: Array,
        biases: Array,
        sums: Array,
        outputs: Array,
        *,
        rows: Sequence[int],
        columns: Sequence[int],
        squish: str,
    ) -> None:
        look = theme()
        self.weights = MatrixView(weights, rows=rows, columns=columns)
        self.inputs = Column(inputs, rows=columns)
        self.biases = Column(biases, rows=rows, signed=True)
        self.sums = Column(sums, rows=rows, signed=True)
        self.outputs = Column(outputs, rows=rows)
        self.plus, self.equals = formula("+"), formula("=")
        line = Arrow(
            0.5 * DOWN,
            0.5 * DOWN + 0.9 * RIGHT,
            buff=0,
            color=look.quiet,
            stroke_width=3,
            tip_length=0.18,
        )
        name = formula(squish, look.note)
        self.arrow = VGroup(line, name.next_to(line, UP, buff=0.12))
        row = VGroup(
            self.weights,
            self.inputs,
            self.plus,
            self.biases,
            self.equals,
            self.sums,
            self.arrow,
            self.outputs,
        ).arrange(RIGHT, buff=SPACE)
        self.arrow.shift((row.get_y() - line.get_y()) * UP)
        top = max(view.get_top()[1] for view in row)
        symbols = ("W", "a^((0))", "b", "z", "a^((1))")
        views = (self.weights, self.inputs, self.biases, self.sums, self.outputs)
        self.titles = VGroup()
        for symbol, view in zip(symbols, views, strict=True):
            title = formula(symbol, look.label, look.quiet).move_to([view.get_x(), 0, 0])
            self.titles.add(title.shift((top + TITLE - title.baseline) * UP))
        self.row_names = VGroup(
            *(
                note(str(index))
                .next_to(self.weights, LEFT, buff=SPACE)
                .set_y(self.weights.row(index).get_y())
                for index in self.weights.rows
            )
        )
        super().__init__(self.titles, self.row_names, *row)
        self.center()
