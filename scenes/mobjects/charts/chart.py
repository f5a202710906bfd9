"""Number lines, charts, and curves that are drawn as far as one likes."""

from collections.abc import Callable, Mapping
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note

#: Half the length of a mark on a line, and how far its number stays away.
MARK, AWAY = 0.06, 0.14


class NumberLine(VGroup):
    """A line that stands for the numbers between two.

    Parameters
    ----------
    low, high
        Numbers at its ends.
    length
        In scene units.
    marks
        Where to put a mark, and what to write there; nothing, if the text is empty.
    upright
        Whether it runs upward, with what is written at its left, instead of to the right.

    Attributes
    ----------
    line, marks, numbers
        Its parts; ``numbers`` are the texts that aren't empty.
    """

    def __init__(
        self,
        low: float,
        high: float,
        length: float,
        marks: Mapping[float, str] | None = None,
        upright: bool = False,
    ) -> None:
        look = theme()
        self.low, self.high = low, high
        along, beside = (UP, LEFT) if upright else (RIGHT, DOWN)
        half = length / 2 * along
        self.line = Line(-half, half, color=look.quiet, stroke_width=2)
        self.marks, self.numbers = VGroup(), VGroup()
        for value, text in (marks or {}).items():
            place = self.place(value)
            ends = place - MARK * beside, place + MARK * beside
            self.marks.add(Line(*ends, color=look.quiet, stroke_width=2))
            if text:
                number = note(text).next_to(place, beside, buff=AWAY)
                if not upright and self.numbers:  # all stand on one line
                    number.shift((self.numbers[0].baseline - number.baseline) * UP)
                self.numbers.add(number)
        super().__init__(self.line, self.marks, self.numbers)

    def place(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return where numbers lie: shape (..., 3) for shape (...)."""
        share = (np.asarray(values, float) - self.low) / (self.high - self.low)
        start, end = self.line.get_start(), self.line.get_end()
        return start + share[..., None] * (end - start)


class Chart(VGroup):
    """A number line to the right, one upward, and room for curves between.

    Parameters
    ----------
    x_range, y_range
        (lowest, highest) number on each.
    width, height
        Of the room for curves, scene units.
    x_marks, y_marks
        As in :class:`NumberLine`. Each mark has a faint line through the chart.

    Attributes
    ----------
    across, upward
        The number lines.
    grid
        The faint lines.
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        width: float,
        height: float,
        x_marks: Mapping[float, str] | None = None,
        y_marks: Mapping[float, str] | None = None,
    ) -> None:
        look = theme()
        self.across = NumberLine(*x_range, width, x_marks)
        self.upward = NumberLine(*y_range, height, y_marks, upright=True)
        self.across.shift(-self.across.line.get_start())
        self.upward.shift(-self.upward.line.get_start())
        starts = [(self.across.place(x), height * UP) for x in x_marks or {}]
        starts += [(self.upward.place(y), width * RIGHT) for y in y_marks or {}]
        self.grid = VGroup(
            *(
                Line(start, start + way, color=look.quiet, stroke_width=1, stroke_opacity=0.25)
                for start, way in starts
            )
        )
        super().__init__(self.grid, self.across, self.upward)
        self.shift(-(width * RIGHT + height * UP) / 2)

    def place(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return where points lie in the scene: shape (..., 3)."""
        return self.across.place(x) + self.upward.place(y) - self.across.line.get_start()

    def curve(self, x: ArrayLike, y: ArrayLike, colour: str) -> "Curve":
        """Return the curve through points, x rising: both shape (n,)."""
        return Curve(np.asarray(x, float), self.place(x, y), colour)

    def plot(
        self, function: Callable[[NDArray], NDArray], colour: str, samples: int = 200
    ) -> "Curve":
        """Return the graph of a function of arrays, over the whole width."""
        x = np.linspace(self.across.low, self.across.high, samples)
        return self.curve(x, function(x), colour)


class Curve(VGroup):
    """Straight lines from point to point, drawn as far as ``set_end`` says.

    Parameters
    ----------
    x
        Shape (n,), rising: what ``set_end`` is measured in.
    points
        Shape (n, 3): where the curve runs in the scene.
    colour
        Of the curve.

    Attributes
    ----------
    track
        All of the curve, invisible unless someone gives it a stroke.
    drawn
        What is drawn of it.
    dot
        Marks the end of what is drawn; always of one size.
    """

    def __init__(self, x: NDArray[np.floating], points: NDArray[np.floating], colour: str) -> None:
        look = theme()
        self.x = x
        # One point alone makes no line: it is taken twice.
        corners = points if len(points) > 1 else np.repeat(points, 2, axis=0)
        self.track = VMobject(color=colour, stroke_width=3, stroke_opacity=0)
        self.track.set_points_as_corners(corners)
        self.drawn = VMobject(color=colour, stroke_width=4)
        self.dot = Dot(radius=0.07, color=look.words)
        self.outline_of_dot = self.dot.points.copy()
        super().__init__(self.track, self.drawn, self.dot)
        self.set_end(float(x[-1]))

    def set_end(self, end: float) -> Self:
        """Draw the curve from its first point to the one at x = ``end``."""
        self.end = float(np.clip(end, self.x[0], self.x[-1]))
        corners = self.corners()
        count = int(np.searchsorted(self.x, self.end, side="right"))
        tip = np.array([np.interp(self.end, self.x, column) for column in corners.T])
        self.drawn.set_points_as_corners([*corners[:count], tip])
        # Not moved from where it was: what it looks like must not depend on its way here, or
        # Manim won't recognise the picture.
        self.dot.points = self.outline_of_dot + tip
        return self

    def corners(self) -> NDArray[np.float64]:
        """Return where its points are in the scene now: shape (n, 3)."""
        points = self.track.points
        return np.concatenate([points[::4], points[-1:]])[: len(self.x)]
