"""What images want of a network's numbers: a column for each image, and the mean of each row."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, RoundedRectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.ellipsis import three_dots
from scenes.look.theme import theme
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula
from scenes.script.catalogue import written

Array = NDArray[np.floating]

#: From column to column and from row to row, and the size of a cell.
ACROSS, PITCH, CELL = 1.32, 0.72, (1.22, 0.54)

#: From names to the first column, and from the last one to the means, in columns.
BESIDE, TO_MEANS = 0.26, 1.75

#: Digits behind the decimal mark; how visible the fullest cell's colour is.
DECIMALS, FULL = 4, 0.62

#: From cells to brackets, how far these reach inwards, and around a row that is framed.
MARGIN, LIP, AROUND = 0.08, 0.14, 0.09

#: From dot to dot.
DOT = 0.075


class WishTable(VGroup):
    """Signed numbers in rows and columns; each row is coloured by its own largest number.

    Parameters
    ----------
    rows
        Which of all parameters the rows are, rising.
    wishes
        Shape (images, rows).
    means
        Shape (rows,): of more images than have a column.

    Attributes
    ----------
    names, gaps
        The rows' names, and dots where some are left out.
    columns
        Cell by cell, one group an image.
    others
        Dots for the images that have no column.
    means, brackets
        The last column.
    """

    def __init__(self, rows: Sequence[int], wishes: Array, means: Array) -> None:
        self.largest = np.abs(np.vstack([wishes, means])).max(axis=0)
        count = len(wishes)
        self.columns = VGroup(*(self._column(k, values) for k, values in enumerate(wishes)))
        self.means = self._column(count - 1 + TO_MEANS, means)
        self.brackets = brackets_around(self.means)
        self.others = VGroup()
        for cell in self.means:
            dots = three_dots(RIGHT, DOT).move_to([ACROSS * (count - 1 + TO_MEANS / 2), 0, 0])
            self.others.add(dots.set_y(cell.get_y()))
        self.names, self.gaps = VGroup(), VGroup()
        right = -CELL[0] / 2 - BESIDE
        for row, cell in zip(rows, self.means, strict=True):
            name = formula(f'w_"{written("{number:,}", number=row)}"', theme().note, theme().quiet)
            self.names.add(name.stand_at(right, cell[1].point[1], RIGHT))
        middle = np.mean([name.get_x() for name in self.names])
        for (one, other), (upper, lower) in zip(pairwise(rows), pairwise(self.names), strict=True):
            if other > one + 1:
                dots = three_dots(UP, DOT).move_to(VGroup(upper, lower)).set_x(middle)
                self.gaps.add(dots)
        super().__init__(
            self.names, self.gaps, self.columns, self.others, self.means, self.brackets
        )

    def place_above(self, column: int) -> Array:
        """Return the middle of a column's upper end: shape (3,)."""
        return self.columns[column].get_top()

    def frame(self, row: int, to_means: bool = False) -> Rectangle:
        """Return what surrounds a row's cells, those of the images or the means as well."""
        cells = [column[row] for column in self.columns]
        around = VGroup(*cells, self.means[row]) if to_means else VGroup(*cells)
        frame = Rectangle(theme().accent, around.height + AROUND, around.width + 2 * AROUND)
        return frame.set_stroke(width=3).move_to(around)

    def _column(self, place: float, values: Array) -> VGroup:
        return VGroup(
            *(
                cell(value, largest).move_to([ACROSS * place, -PITCH * row, 0])
                for row, (value, largest) in enumerate(zip(values, self.largest, strict=True))
            )
        )


def cell(value: float, largest: float) -> VGroup:
    """Return a number on a patch of its sign's colour, full where it is the largest."""
    look, shown = theme(), round(float(value), DECIMALS)
    colour = look.positive if value > 0 else look.negative
    share = abs(value) / largest if largest else 0.0
    patch = RoundedRectangle(0.08, height=CELL[1], width=CELL[0])
    patch.set_stroke(look.quiet, 1, 0.35).set_fill(colour, FULL * share)
    decimals = DECIMALS if value else 0
    ink = look.words if shown else look.quiet
    number = Numeral(shown, decimals, 0.86 * look.note, ink, plus=bool(shown))
    return VGroup(patch, number.move_to(patch))


def brackets_around(cells: VGroup) -> VGroup:
    """Return square brackets left and right of a column."""
    made = VGroup()
    for side in (LEFT, RIGHT):
        x, inwards = cells.get_edge_center(side)[0] + MARGIN * side[0], -LIP * side[0]
        top, bottom = cells.get_top() + MARGIN * UP, cells.get_bottom() + MARGIN * DOWN
        corners = [(x + inwards, top[1]), (x, top[1]), (x, bottom[1]), (x + inwards, bottom[1])]
        bracket = VMobject(color=theme().words, stroke_width=3)
        made.add(bracket.set_points_as_corners([np.array([*corner, 0]) for corner in corners]))
    return made
