"""A curve, a dot on it, and the straight line that touches it there."""

from collections.abc import Callable, Mapping
from typing import Self

import numpy as np
from manim import RIGHT, UP, Dot, VGroup, VMobject
from numpy.typing import NDArray

from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart

Function = Callable[[NDArray], NDArray]

#: Radius of the dot, scene units; half the length of the tangent, in widths of the chart; points of
#: the curve.
BALL, REACH, SAMPLES = 0.11, 0.3, 240

#: Over so small a share of the chart's width the curve's own slope is measured.
FINE = 1e-5

#: From the chart to the symbols of its axes, and their size in points.
BESIDE, SIZE = 0.22, 34


class TangentCurve(VGroup):
    """What hangs on a number, as a curve; where the number is now; and how steep the curve is.

    The curve has the colour of the symbol that depends, dot and number line that of the other.

    Parameters
    ----------
    function
        Of arrays.
    symbols
        What is moved, and what depends on it: see :mod:`scenes.calculus.drawings.symbols`.
    x_range, y_range
        (lowest, highest) number of each.
    x
        Where the dot is.
    size
        Width and height of the chart, scene units.
    x_marks, y_marks
        As in :class:`~scenes.mobjects.charts.chart.Chart`.

    Attributes
    ----------
    chart, curve, tangent, dot
        Its parts.
    names
        The symbols at the ends of both axes.
    x
        Where the dot is.
    """

    def __init__(
        self,
        function: Function,
        symbols: tuple[str, str],
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        x: float,
        size: tuple[float, float] = (4.8, 3.2),
        x_marks: Mapping[float, str] | None = None,
        y_marks: Mapping[float, str] | None = None,
    ) -> None:
        look, (moved, depends) = theme(), symbols
        self.function = function
        self.chart = Chart(x_range, y_range, *size, x_marks, y_marks)
        self.curve = self.chart.plot(function, symbol_colour(depends), SAMPLES).drawn
        across, upward = self.chart.across.line, self.chart.upward.line
        self.names = VGroup(
            SymbolFormula(moved, SIZE).next_to(across.get_end(), RIGHT, buff=BESIDE),
            SymbolFormula(depends, SIZE).next_to(upward.get_end(), UP, buff=BESIDE),
        )
        self.tangent = VMobject(color=look.quiet, stroke_width=5)
        self.dot = Dot(radius=BALL, color=symbol_colour(moved))
        self._outline = self.dot.points.copy()
        super().__init__(self.chart, self.names, self.curve, self.tangent, self.dot)
        self.set_x(x)

    def set_x(self, x: float) -> Self:
        """Put the dot elsewhere; the tangent turns. Cheap enough for every frame."""
        self.x = float(x)
        place, way = self.at(self.x), self.direction
        # Not moved from where it was: Manim must recognise the picture, whatever came before.
        self.dot.points = self._outline + place
        reach = REACH * self.chart.across.line.get_length() * way
        ends = np.array([place - reach, place + reach])
        self.tangent.set_points_as_corners(ends)
        return self

    @property
    def slope(self) -> float:
        """How steep the curve is at the dot: measured on the curve itself."""
        step = FINE * (self.chart.across.high - self.chart.across.low)
        low, high = self.function(np.array([self.x - step, self.x + step]))
        return float(high - low) / (2 * step)

    @property
    def direction(self) -> NDArray[np.float64]:
        """Which way the curve goes at the dot, to the right: shape (3,), of length 1."""
        place = self.at(self.x)
        way = self.chart.place(self.x + 1, self.value + self.slope) - place
        return way / np.linalg.norm(way)

    @property
    def value(self) -> float:
        """What the function makes of the number."""
        return float(self.function(np.array([self.x]))[0])

    def at(self, x: float) -> NDArray[np.float64]:
        """Return where the curve is in the scene: shape (3,)."""
        return self.chart.place(x, float(self.function(np.array([x]))[0]))
