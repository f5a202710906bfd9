"""How far outputs are from what is wanted, squared, row by row, and the sum of it."""

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, Line, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, words
from scenes.script.adding_up import rounded_to_add_up

#: Where the parts of a row are, in scene units right of the column of what is wanted: the decimal
#: points of the output and of the square, and where the bar begins.
OUTPUT, SQUARE, BAR = 0.76, 2.62, 3.3

#: Thickness of a bar, as a share of a row's height; from the last row down to the line below it,
#: and to the baseline of the sum; how far the line reaches to both sides of the decimal point.
THICKNESS, TO_LINE, TO_SUM, REACH = 0.5, 0.36, 0.8, (0.32, 0.5)

#: With how many digits behind the decimal point squares are written; outputs with as many if each
#: row can be calculated again from them, else with one more.
DECIMALS = 2


class SquaredDifferences(VGroup):
    """For each output: what is wanted, (output - wanted)² in numbers and as a bar, and their sum.

    The squares are rounded so that they add up, as they are written, to the sum as it is written.
    Outputs are written so exactly that the squares can be calculated from them, nearly always.

    Parameters
    ----------
    outputs
        Shape (n,), 0 to 1.
    label
        Which one should be 1; all others should be 0.
    heights
        Shape (n,): y of the rows' middles, falling, evenly spread.
    x
        Of the column of what is wanted.
    unit
        Length of the bar of a square of 1, scene units.

    Attributes
    ----------
    wanted
        A layer of neurons that hold what is wanted.
    differences, squares, bars
        One a row: "(output - wanted)² =", the number it gives, and that number as a bar.
    line, caption, sum, cost
        The line below the squares, what their sum is called, how it is written, and the sum.
    values
        The squares themselves, shape (n,).
    """

    def __init__(
        self,
        outputs: NDArray[np.floating],
        label: int,
        heights: NDArray[np.floating],
        x: float,
        unit: float,
    ) -> None:
        look, count = theme(), len(outputs)
        self.goal = np.eye(count)[label]
        pitch = float(heights[0] - heights[-1]) / (count - 1)
        self.x, self.unit, self.thickness = x, unit, THICKNESS * pitch
        self.wanted = NeuronLayer(count, pitch * (count - 1), 0.135)
        self.wanted.move_to([x, float(np.mean(heights)), 0]).set_activations(self.goal)
        base = words("0", look.note)
        base = -(base.get_y() - base.baseline)
        decimals = DECIMALS + (not _can_be_recalculated(outputs, self.goal))
        self.figures = [Numeral(0, decimals, look.note) for _ in heights]
        self.differences, self.squares, self.bars = VGroup(), VGroup(), VGroup()
        for figure, wanted, y in zip(self.figures, self.goal, heights, strict=True):
            self.differences.add(_difference(figure, int(wanted), x, y + base))
            square = Numeral(0, DECIMALS, look.note, look.wrong)
            self.squares.add(square.move_point_to([x + SQUARE, y + base, 0]))
            bar = Rectangle(width=1, height=self.thickness, stroke_width=0)
            self.bars.add(bar.set_fill(look.wrong, 1).move_to([0, y, 0]))
        self._write_the_sum(float(heights[-1]), max(SQUARE - REACH[0], 0))
        parts = (self.wanted, self.differences, self.squares, self.bars)
        super().__init__(*parts, self.line, self.caption, self.sum, self.cost)
        self.set_outputs(outputs)

    def set_outputs(self, outputs: NDArray[np.floating]) -> Self:
        """Show what becomes of other outputs, shape (n,); cheap enough for every frame."""
        outputs = np.asarray(outputs, float)
        self.values = np.square(outputs - self.goal)
        written = rounded_to_add_up(self.values, DECIMALS)
        rows = zip(self.figures, self.squares, self.bars, outputs, written, strict=True)
        for (figure, square, bar, output, shown), value in zip(rows, self.values, strict=True):
            figure.set_value(output)
            square.set_value(shown)
            low = self.x + BAR, bar.get_y() - self.thickness / 2
            set_corners(bar, *low, self.unit * float(value), self.thickness)
        self.cost.set_value(float(self.values.sum()))
        return self

    def _write_the_sum(self, lowest: float, left: float) -> None:
        look = theme()
        start = [self.x + left, lowest - TO_LINE, 0]
        self.line = Line(start, [self.x + SQUARE + REACH[1], start[1], 0])
        self.line.set_stroke(look.quiet, 2)
        self.cost = Numeral(0, DECIMALS, look.headline, look.wrong)
        self.cost.move_point_to([self.x + SQUARE, lowest - TO_SUM, 0])
        base, end = lowest - TO_SUM, self.cost.get_left()[0] - 0.15
        last = len(self.goal) - 1
        self.sum = formula(f"inline(sum_(j=0)^{last}) (a_j - y_j)^2 =", look.label, look.wrong)
        self.sum.stand_at(end, base, RIGHT)
        self.caption = words("cost of this example", look.label, look.wrong)
        self.caption.stand_at(self.sum.get_left()[0] - 0.2, base, RIGHT)


def set_corners(bar: Rectangle, left: float, bottom: float, width: float, height: float) -> None:
    """Give a bar a place and a size, whatever it was before."""
    right, top = left + width, bottom + height
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    bar.set_points_as_corners([(*corner, 0) for corner in corners])


def _can_be_recalculated(outputs: NDArray[np.floating], wanted: NDArray[np.floating]) -> bool:
    """Return whether the squares follow from the outputs if these are rounded as squares are."""
    exact = np.asarray(outputs, float)
    rounded = np.round(exact, DECIMALS)
    ways = (np.round(np.square(each - wanted), DECIMALS) for each in (exact, rounded))
    return bool(np.equal(*ways).all())


def _difference(figure: Numeral, wanted: int, x: float, base: float) -> VGroup:
    """Return "(output - wanted)² =" on a baseline; the output's figure may change."""
    look = theme()
    figure.move_point_to([x + OUTPUT, base, 0])
    opening = formula("\\(", look.note).stand_at(figure.get_left()[0] - 0.04, base, RIGHT)
    rest = formula(f'"" - {wanted} \\)^2 =', look.note)
    return VGroup(opening, figure, rest.stand_at(figure.get_right()[0] + 0.1, base, LEFT))
