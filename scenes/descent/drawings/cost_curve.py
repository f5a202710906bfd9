"""A curve that one can stand on: its slope at a place, and balls that go downhill step by step."""

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import RIGHT, UP, Arrow, Dot, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.writing.words import formula

Function = Callable[[NDArray], NDArray]

#: Width and height of the chart, and how much room the curve leaves below and above it.
SIZE, ROOM = (11.4, 4.9), (0.12, 0.16)

#: Numbers on a line, at most.
MARKS = 8, 6

#: From how many places the curve is drawn, from one mark on it to the next.
SAMPLES = 400

#: Of a ball, and of what it leaves behind at each step, scene units.
BALL, PRINT = 0.13, 0.06

#: Half the length of a tangent; length of the arrow that says where to go, and how far above it is.
TANGENT, WAY, ABOVE = 0.95, 0.9, 0.27

#: How high a ball jumps, as a share of how far.
JUMP = 0.3


class CostCurve(VGroup):
    """A curve over one number, on a chart that fits it.

    Parameters
    ----------
    x, y
        Shape (n,), ``x`` rising: points that it goes through.
    height, slope
        Functions of arrays: how high the curve is at places, and how steep.
    symbol
        Of the number, in Typst's notation; nothing, if it is empty.
    size
        Of the chart, scene units.
    colour
        Of the curve; that of mistakes, if left out.

    Attributes
    ----------
    chart, curve, symbol
        Its parts.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        height: Function,
        slope: Function,
        symbol: str = "w",
        size: tuple[float, float] = SIZE,
        colour: str | None = None,
    ) -> None:
        look = theme()
        self.height_of, self.slope_of = height, slope
        x, y = np.asarray(x, float), np.asarray(y, float)
        low, high = float(y.min()), float(y.max())
        spread = (high - low) or max(0.01 * high, 1e-3)
        y_range = low - ROOM[0] * spread, high + ROOM[1] * spread
        x_range = float(x[0]), float(x[-1])
        marks = round_marks(*x_range, MARKS[0]), round_marks(*y_range, MARKS[1])
        self.chart = Chart(x_range, y_range, *size, *marks)
        places = np.linspace(*x_range, SAMPLES)
        self.curve = self.chart.curve(places, height(places), colour or look.wrong)
        self.curve.dot.set_opacity(0)
        super().__init__(self.chart, self.curve)
        self.symbol = VGroup()
        if symbol:
            written = formula(symbol).next_to(self.chart.across.line, RIGHT, buff=0.2)
            self.symbol.add(written)
            self.add(self.symbol)

    def at(self, x: ArrayLike) -> NDArray[np.float64]:
        """Return where the curve is in the scene at places: shape (..., 3) for (...)."""
        return self.chart.place(x, self.height_of(np.asarray(x, float)))

    def direction(self, x: float) -> NDArray[np.float64]:
        """Return which way the curve goes at a place, to the right: shape (3,), of length 1."""
        reach = 1e-3 * (self.chart.across.high - self.chart.across.low)
        rise = float(self.slope_of(np.array(x))) * reach
        base = float(self.height_of(np.array(x)))
        way = self.chart.place(x + reach, base + rise) - self.chart.place(x, base)
        return way / np.linalg.norm(way)


class Slope(VGroup):
    """How steep a curve is at a place: a dot, a tangent, and an arrow downhill.

    Parameters
    ----------
    ground
        The curve.
    x
        The place.
    pointing
        Whether there is an arrow; on level ground there is none. Without it, it can be moved.

    Attributes
    ----------
    dot, tangent, arrow
        Its parts.
    """

    def __init__(self, ground: CostCurve, x: float, pointing: bool = True) -> None:
        look = theme()
        self.ground = ground
        self.dot = Dot(radius=BALL, color=look.accent).set_z_index(3)
        self.outline = self.dot.points.copy()
        self.tangent = VMobject(color=look.words, stroke_width=4).set_z_index(2)
        self.arrow = VGroup()
        super().__init__(self.tangent, self.dot, self.arrow)
        self.set_place(x)
        if pointing and self.downhill:
            # Clear of the tangent, whichever way it leans.
            start = np.array([self.dot.get_x(), self.tangent.get_top()[1] + ABOVE, 0])
            end = start + WAY * self.downhill * RIGHT
            arrow = Arrow(start, end, buff=0, color=look.accent, stroke_width=6)
            self.arrow.add(arrow.set_z_index(3))

    def set_place(self, x: float) -> Self:
        """Show another place; cheap enough to do in every frame."""
        self.x = float(x)
        place, way = self.ground.at(x), self.ground.direction(x)
        self.dot.points = self.outline + place
        self.tangent.set_points_as_corners(np.array([place - TANGENT * way, place + TANGENT * way]))
        return self

    @property
    def downhill(self) -> int:
        """1 where the curve falls to the right, -1 where it rises, 0 where it is level."""
        return -int(np.sign(float(self.ground.slope_of(np.array(self.x)))))

    @property
    def text_at(self) -> NDArray[np.float64]:
        """Where to put the middle of what is written above it."""
        top = (self.arrow if len(self.arrow) else self.tangent).get_top()[1]
        return np.array([self.dot.get_x() + self.downhill * WAY / 2, top + 0.3, 0])


class Balls(VGroup):
    """Balls on a curve, each on its way; where one has been, a print stays.

    Parameters
    ----------
    ground
        The curve.
    ways
        For each ball where it is after each step, shape (steps + 1,); they need not be equally
        many.
    jumps
        Whether they jump from place to place; otherwise they roll along the curve.
    colour
        Of all of them; the accent, if left out.

    Attributes
    ----------
    taken
        How many steps are shown.
    balls, prints, trail
        Their parts; a trail only those have that jump.
    """

    def __init__(
        self,
        ground: CostCurve,
        ways: list[NDArray[np.floating]],
        jumps: bool = False,
        colour: str | None = None,
    ) -> None:
        colour = colour or theme().accent
        self.ground, self.jumps = ground, jumps
        self.ways = [np.asarray(way, float) for way in ways]
        self.balls = VGroup(*(Dot(radius=BALL, color=colour) for _ in ways)).set_z_index(4)
        self.outline = self.balls[0].points.copy()
        self.prints = VMobject(fill_color=colour, fill_opacity=0.75, stroke_width=0)
        self.prints.set_z_index(3)
        self.print = Dot(radius=PRINT).points.copy()
        self.trail = VMobject(color=colour, stroke_width=2.5, stroke_opacity=0.6).set_z_index(2)
        super().__init__(self.trail, self.prints, self.balls)
        self.set_taken(0)

    @property
    def steps(self) -> int:
        """How many steps the longest way has."""
        return max(len(way) for way in self.ways) - 1

    def set_taken(self, taken: float) -> Self:
        """Show so many steps; 2.5 is half-way through the third."""
        self.taken = float(np.clip(taken, 0, self.steps))
        prints, trail = [], []
        for ball, way in zip(self.balls, self.ways, strict=True):
            done = min(int(self.taken), len(way) - 1)
            ball.points = self.outline + self._between(way, self.taken)
            prints += [self.print + place for place in self.ground.at(way[: done + 1])]
            if self.jumps:
                trail += self._arcs(way)
        self.prints.points = np.concatenate(prints)
        self.trail.points = np.concatenate(trail) if trail else np.zeros((0, 3))
        return self

    def _between(self, way: NDArray[np.floating], taken: float) -> NDArray[np.float64]:
        """Return where a ball is: shape (3,)."""
        last = len(way) - 1
        if taken >= last:
            return self.ground.at(way[-1])
        step, share = int(taken), taken - int(taken)
        if not self.jumps:
            return self.ground.at(way[step] + share * (way[step + 1] - way[step]))
        start, end = self.ground.at(way[step]), self.ground.at(way[step + 1])
        lift = 4 * share * (1 - share) * JUMP * np.linalg.norm(end - start)
        return start + share * (end - start) + lift * UP

    def _arcs(self, way: NDArray[np.floating]) -> list[NDArray[np.float64]]:
        """Return the jumps so far, as a ball has flown: cubic curves, shape (4 m, 3)."""
        fine = np.arange(0, min(self.taken, len(way) - 1) + 1e-9, 1 / 12)
        places = np.array([self._between(way, float(t)) for t in fine])
        if len(places) < 2:
            return []
        start, end = places[:-1], places[1:]
        shares = np.array([0, 1 / 3, 2 / 3, 1])[:, None]
        return [(start[:, None] + shares * (end - start)[:, None]).reshape(-1, 3)]


def round_marks(low: float, high: float, most: int) -> dict[float, str]:
    """Return round numbers between two, at most so many steps apart, and how they are written."""
    size = 10 ** np.floor(np.log10((high - low) / most))
    step = next(size * k for k in (1, 2, 5, 10) if (high - low) / (size * k) <= most)
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    numbers = np.arange(np.ceil(low / step), np.floor(high / step + 1e-9) + 1)
    return {
        float(number * step): f"{number * step + 0.0:.{decimals}f}".replace("-", "\N{MINUS SIGN}")
        for number in numbers
    }
