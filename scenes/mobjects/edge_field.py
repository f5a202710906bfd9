"""All edges between two layers of points, each with its own sign and strength."""

import hashlib
from functools import cache
from typing import Self

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.mobjects import coverage as coverage_module
from scenes.mobjects.colours import rgb, surface
from scenes.mobjects.coverage import Coverage, coverage_of
from scenes.mobjects.painted import PaintedMobject, source_digest
from scenes.theme import theme

#: An edge of full strength hides this much of what lies behind it.
STRONGEST_ALPHA = 0.8

#: Optical depths up to this are told apart; exp(-6) lets nothing through that could be seen.
DEEPEST = 6.0

#: Shades of each sign in the table of colours.
SHADES = 512


class EdgeField(PaintedMobject):
    """Every edge from one set of points to another, drawn as it really is, none left out.

    Edges overlap like tinted glass, whatever their order: their optical depths add up. Light
    can run along them; ``front`` says how far it has come.

    Parameters
    ----------
    starts
        Where edges begin: shape (m, 2), scene units.
    ends
        Where they end: shape (n, 2).
    strengths
        Shape (n, m), -1 to 1: sign gives the hue, size how opaque an edge is. Row j belongs to
        the edges that end at ``ends[j]``, as in a weight matrix.
    width
        Thickness in scene units.

    Attributes
    ----------
    front
        Where the light is: 0 at the starts, 1 at the ends. Beyond 0 and 1 it isn't seen.
    behind, ahead
        How visible edges are, 0 to 1, where the light has been and where it has not.
    crest
        How bright the light itself is.
    """

    animated = ("opacity", "strengths", "front", "behind", "ahead", "crest")

    def __init__(
        self,
        starts: NDArray[np.floating],
        ends: NDArray[np.floating],
        strengths: NDArray[np.floating],
        width: float = 0.0075,
    ) -> None:
        starts, ends = np.asarray(starts, float)[:, :2], np.asarray(ends, float)[:, :2]
        a, b = np.tile(starts, (len(ends), 1)), np.repeat(ends, len(starts), axis=0)
        self.coverage = coverage_of(a, b, width)
        self.canvas = _Canvas(self.coverage)
        # Manim can't look into the two above: this tells it which edges they draw.
        geometry = hashlib.sha256(a.tobytes() + b.tobytes()).hexdigest()
        look = theme()
        code = source_digest(__file__, coverage_module.__file__)
        self.key = f"{geometry} {width} {look} {code}"
        self.front, self.behind, self.ahead, self.crest = 2.0, 1.0, 1.0, 0.0
        self.adds_light = look.adds_light
        self.set_strengths(strengths)
        super().__init__(self.coverage.columns, self.coverage.rows, *self.coverage.size)
        self._span = self._light_s_way(starts, ends)
        self.shift([*(self.coverage.corner - self.points[0, :2]), 0])

    def set_strengths(self, strengths: NDArray[np.floating]) -> Self:
        """Give every edge a strength, shape (n, m), -1 to 1; can be animated."""
        self.strengths = np.clip(strengths, -1, 1).astype(np.float32)
        return self

    def set_light(
        self,
        *,
        front: float | None = None,
        behind: float | None = None,
        ahead: float | None = None,
        crest: float | None = None,
    ) -> Self:
        """Move or change the light; what isn't named stays. Can be animated."""
        given = {"front": front, "behind": behind, "ahead": ahead, "crest": crest}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, float(value))
        return self

    def _light_s_way(self, starts: NDArray, ends: NDArray) -> tuple[float, float]:
        """Return the raster columns where the light starts and where it arrives."""
        scale = self.coverage.columns / self.coverage.size[0]
        left = self.coverage.corner[0]
        return (starts[:, 0].min() - left) * scale, (ends[:, 0].max() - left) * scale

    def paint_on(self, context: cairo.Context) -> None:
        """Paint all edges, then the light on top."""
        context.set_source_surface(self.canvas.painted(self.strengths))
        if self.ahead == self.behind:
            context.paint_with_alpha(self.opacity * self.behind)
        else:
            context.mask(self._wake())
        if self.crest > 0 and -0.5 < self.front < 1.5:
            operator = cairo.OPERATOR_ADD if self.adds_light else cairo.OPERATOR_OVER
            context.set_operator(operator)
            context.mask(self._crest())
            context.set_operator(cairo.OPERATOR_OVER)

    def _wake(self) -> cairo.LinearGradient:
        """Return how visible the edges are, along the light's way."""
        position = _smooth_step(np.linspace(0, 1, 9))
        return self._gradient(0.12, self.behind + (self.ahead - self.behind) * position)

    def _crest(self) -> cairo.LinearGradient:
        """Return the bright front of the light."""
        return self._gradient(0.3, self.crest * np.exp(-(np.linspace(-2.4, 2.4, 13) ** 2)))

    def _gradient(self, reach: float, alphas: NDArray[np.floating]) -> cairo.LinearGradient:
        """Return a gradient over ``reach``, a share of the way, around the front."""
        start, end = self._span
        middle, half = start + self.front * (end - start), reach * (end - start) / 2
        gradient = cairo.LinearGradient(middle - half, 0, middle + half, 0)
        for place, alpha in zip(np.linspace(0, 1, len(alphas)), alphas, strict=True):
            gradient.add_color_stop_rgba(place, 0, 0, 0, self.opacity * alpha)
        return gradient


def _smooth_step(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return x * x * (3 - 2 * x)


class _Canvas:
    """The picture of an edge field, kept until the strengths change.

    Manim copies mobjects for every play; copies share the canvas.
    """

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.table = _colour_table(theme().positive, theme().negative)
        self.strengths: NDArray[np.float32] | None = None
        self.surface: cairo.ImageSurface | None = None

    def __deepcopy__(self, memo: dict) -> "_Canvas":
        return self

    def painted(self, strengths: NDArray[np.float32]) -> cairo.ImageSurface:
        """Return the picture of edges of these strengths."""
        if self.surface is None or not np.array_equal(strengths, self.strengths):
            self.surface = self._paint(strengths)
            self.strengths = strengths.copy()
        return self.surface

    def _paint(self, strengths: NDArray[np.float32]) -> cairo.ImageSurface:
        depth = -np.log1p(-STRONGEST_ALPHA * np.abs(strengths.ravel()))
        sides = (
            np.where(strengths.ravel() > 0, depth, 0),
            np.where(strengths.ravel() < 0, depth, 0),
        )
        total = self.coverage.matrix @ np.stack(sides, axis=1).astype(np.float32)
        shade = np.minimum(np.sqrt(total * (1 / DEEPEST)) * (SHADES - 1), SHADES - 1).astype(
            np.intp
        )
        rgba = self.table[shade[:, 0], shade[:, 1]]
        return surface(rgba.reshape(self.coverage.rows, self.coverage.columns, 4))


@cache
def _colour_table(positive: str, negative: str) -> NDArray[np.uint8]:
    """Return premultiplied colours by optical depth of each sign: (SHADES, SHADES, 4).

    Depths lie on a square-root scale, finer where edges are faint. A pixel's hue is the mean
    of both, weighted by depth; its alpha is 1 - exp(-total depth).
    """
    depth = np.linspace(0, 1, SHADES) ** 2 * DEEPEST
    plus, minus = depth[:, None, None], depth[None, :, None]
    total = plus + minus
    alpha = 1 - np.exp(-total)
    hue = (plus * rgb(positive) + minus * rgb(negative)) / np.maximum(total, 1e-9)
    table = np.concatenate([hue * alpha, alpha], axis=2)
    return np.round(table * 255).astype(np.uint8)
