"""What lies on a landscape, or over it: a path with its points, posts, and arrows downhill."""

from typing import Self

import numpy as np
from manim import Dot, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.landscape import Landscape

#: A path is followed in pieces, at most this share of the land's side each.
PIECE = 1 / 150

#: How opaque what the land hides is.
BEHIND = 0.22

#: Radius of a path's points, of those where they are many, and of the one at its end, scene units.
POINT, SMALL, TIP = 0.045, 0.028, 0.11

#: The length of an arrow's head, at most and as a share of the arrow; half its opening, degrees.
HEAD, HEAD_SHARE, OPENING = 0.11, 0.45, 26

#: A quarter of a unit circle as a cubic curve: how long its handles are.
HANDLE = 4 / 3 * np.tan(np.pi / 8)


class Trail(VGroup):
    """A path over a landscape, drawn as far as one likes; what the land hides is faint.

    Call :meth:`lie` after the land has been turned.

    Parameters
    ----------
    land
        The landscape.
    places
        Shape (k, 2): x and y of the path's points.
    values
        Shape (k,): how high they are; on the land, if left out.
    colour
        Of the path, its points and the dot at its end.
    width
        Of its line.
    point
        Radius of its points, scene units; 0 for none.

    Attributes
    ----------
    end
        How far it is drawn: 2.5 is half-way from the third point to the fourth.
    seen, behind, marks, tip
        Its parts: the line, what the land hides of it, the points, and the dot at the end.
    """

    def __init__(
        self,
        land: Landscape,
        places: NDArray[np.floating],
        values: NDArray[np.floating] | None = None,
        colour: str | None = None,
        width: float = 4,
        point: float = POINT,
    ) -> None:
        look = theme()
        colour = colour or look.accent
        self.land, self.places, self.point = land, np.asarray(places, float), point
        self.values = None if values is None else np.asarray(values, float)
        self.legs = pieces(self.places, PIECE * land.reach)
        self.seen = VMobject(color=colour, stroke_width=width)
        self.behind = VMobject(color=colour, stroke_width=width, stroke_opacity=BEHIND)
        self.marks = VMobject(color=colour, fill_opacity=1, stroke_width=0)
        self.tip = Dot(radius=TIP, color=colour)
        self.outline_of_tip = self.tip.points.copy()
        super().__init__(self.behind, self.seen, self.marks, self.tip)
        self.set_end(len(self.places) - 1)

    def soften(self, share: float) -> Self:
        """Let its line be less opaque; can be animated."""
        for part, opacity in ((self.seen, 1), (self.behind, BEHIND)):
            part.set_stroke(opacity=share * opacity)
        for part in (self.marks, self.tip):
            part.set_fill(opacity=share)
        return self

    def set_end(self, end: float) -> Self:
        """Draw it from its first point as far as this."""
        self.end = float(np.clip(end, 0, len(self.places) - 1))
        return self.lie()

    def lie(self) -> Self:
        """Lie on the land as it is seen now."""
        legs = np.append(self.legs[self.legs < self.end], self.end)
        places, values = self.at(legs)
        corners = self.land.place(places, values)
        dark = self.land.hidden(places, values)
        dark = dark[:-1] | dark[1:] if len(dark) > 1 else dark[:0]
        set_lines(self.seen, corners[:-1][~dark], corners[1:][~dark])
        set_lines(self.behind, corners[:-1][dark], corners[1:][dark])
        self.tip.points = self.outline_of_tip + corners[-1]
        if self.point:
            done = np.arange(int(self.end) + 1, dtype=float)
            points = self.at(done)
            shown = self.land.place(*points)[~self.land.hidden(*points)]
            self.marks.points = (shown[:, None] + self.point * circle()).reshape(-1, 3)
        return self

    def at(self, legs: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """Return x, y and height of the path at some ways along it: shapes (m, 2) and (m,)."""
        count = np.arange(len(self.places))
        places = np.stack([np.interp(legs, count, axis) for axis in self.places.T], axis=-1)
        return places, None if self.values is None else np.interp(legs, count, self.values)


class Posts(VMobject):
    """Upright lines from the land up to heights over it. Call :meth:`lie` as for a trail.

    Parameters
    ----------
    land
        The landscape.
    places
        Shape (k, 2): where they stand.
    values
        Shape (k,): how high they reach.
    """

    def __init__(
        self, land: Landscape, places: NDArray[np.floating], values: NDArray[np.floating]
    ) -> None:
        super().__init__(color=theme().quiet, stroke_width=1.5)
        self.land, self.places, self.values = land, places, values
        self.shown = len(places)
        self.lie()

    def set_shown(self, shown: int) -> Self:
        """Draw only the first ones."""
        self.shown = int(np.clip(shown, 0, len(self.places)))
        return self.lie()

    def lie(self) -> Self:
        """Stand on the land as it is seen now."""
        places = self.places[: self.shown]
        feet, heads = self.land.place(places), self.land.place(places, self.values[: self.shown])
        set_lines(self, feet, heads)
        return self


class Slopes(VMobject):
    """Arrows that lie on the land, each as long as the land is steep there.

    Parameters
    ----------
    land
        The landscape.
    places
        Shape (k, 2): where they begin.
    ways
        Shape (k, 2): from there to their tips.
    colour, width
        Of their lines.
    """

    def __init__(
        self,
        land: Landscape,
        places: NDArray[np.floating],
        ways: NDArray[np.floating],
        colour: str | None = None,
        width: float = 2.5,
    ) -> None:
        super().__init__(color=colour or theme().words, stroke_width=width)
        self.land, self.places, self.ways = land, np.asarray(places), np.asarray(ways)
        self.lie()

    def lie(self) -> Self:
        """Lie on the land as it is seen now."""
        starts, ends = self.land.place(self.places), self.land.place(self.places + self.ways)
        length = np.linalg.norm(ends - starts, axis=1, keepdims=True)
        back = (starts - ends) / np.maximum(length, 1e-9) * np.minimum(HEAD, HEAD_SHARE * length)
        heads = [ends + turned(back, angle) for angle in (-OPENING, OPENING)]
        set_lines(self, np.concatenate([starts, ends, ends]), np.concatenate([ends, *heads]))
        return self


def circle() -> NDArray[np.float64]:
    """Return a unit circle of four curves, as Manim keeps them: shape (16, 3)."""
    quarter = np.array([(1, 0, 0), (1, HANDLE, 0), (HANDLE, 1, 0), (0, 1, 0)])
    return np.concatenate([turned(quarter, 90 * k) for k in range(4)])


def pieces(places: NDArray[np.floating], longest: float) -> NDArray[np.float64]:
    """Return ways along a path, shape (m,), rising, its points among them, none far apart."""
    lengths = np.linalg.norm(np.diff(places, axis=0), axis=1)
    counts = np.maximum(1, np.ceil(lengths / longest)).astype(int)
    legs = [k + np.arange(count) / count for k, count in enumerate(counts)]
    return np.concatenate([*legs, [float(len(places) - 1)]])


def set_lines(
    mobject: VMobject, starts: NDArray[np.floating], ends: NDArray[np.floating]
) -> VMobject:
    """Let a mobject be straight lines, from and to points of shape (m, 3)."""
    share = np.array([0, 1 / 3, 2 / 3, 1])[:, None]
    mobject.points = (starts[:, None] + share * (ends - starts)[:, None]).reshape(-1, 3)
    return mobject


def turned(vectors: NDArray[np.floating], degrees: float) -> NDArray[np.float64]:
    """Return vectors of the frame, shape (m, 3), turned to the left."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return vectors @ np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
