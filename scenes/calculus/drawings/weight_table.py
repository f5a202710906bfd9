"""A weight matrix as a table of colours, with one row and one column marked."""

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Group, Mobject, Rectangle
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.words import formula

#: Room of the table, scene units, and the side of a cell at most.
WIDE, TALL, CELL = 6.0, 3.2, 0.32

#: Points of the indices beside the table, and how far they keep away from what stands there.
INDEX, AWAY = 32, 0.2


class WeightTable(Group):
    """All weights of a step: row j holds those to neuron j, column k those from neuron k.

    Parameters
    ----------
    weights
        Shape (n[K], n[K - 1]).
    to, start
        Which row and which column are marked.

    Attributes
    ----------
    grid
        The colours.
    row, column
        Frames around both.
    rows, columns
        The marked indices, beside the table and above it.
    """

    def __init__(self, weights: NDArray[np.floating], to: int, start: int) -> None:
        look, (rows, columns) = theme(), weights.shape
        side = min(CELL, WIDE / columns, TALL / rows)
        self.grid = WeightGrid(weights, largest_but_few(weights), side * rows)
        corner = self.grid.get_corner(UP + LEFT)
        x, y = corner[0] + (start + 0.5) * side, corner[1] - (to + 0.5) * side
        frame = {"color": look.weight, "stroke_width": 3}
        self.row = Rectangle(width=side * columns + 0.08, height=side + 0.04, **frame)
        self.row.move_to([self.grid.get_x(), y, 0])
        self.column = Rectangle(width=side + 0.04, height=side * rows + 0.08, **frame)
        self.column.move_to([x, self.grid.get_y(), 0])
        self.rows = formula(f"j = {to}", INDEX).next_to(self.row, LEFT, buff=0.2)
        self.columns = formula(f"k = {start}", INDEX).next_to(self.column, UP, buff=0.15)
        super().__init__(self.grid, self.row, self.column, self.rows, self.columns)

    def keep_off(self, other: Mobject) -> Self:
        """Go to the right as far as it takes for no index to stand on something at the left."""
        low, end = other.get_bottom()[1] - AWAY, other.get_right()[0] + AWAY
        near = [each for each in (self.rows, self.columns) if each.get_top()[1] > low]
        return self.shift(max(0, *(end - each.get_left()[0] for each in near), 0) * RIGHT)
