"""All edges between two layers of points, each with its own sign and strength."""

from typing import Self

import cairo
import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.canvas import Canvas
from scenes.mobjects.edges.lines import View, lines_between
from scenes.mobjects.edges.strength import drawn
from scenes.mobjects.painting.painted import PaintedMobject, source_digest

#: How long the light's front is and how far its crest reaches, as shares of its way.
FRONT_REACH, CREST_REACH = 0.12, 0.3

#: What is left of edges that are not in focus.
OUT_OF_FOCUS = 0.06


class EdgeField(PaintedMobject):
    """Every edge from one set of points to another, drawn as it really is, none left out.

    But from some tens of thousands on, one in so many is drawn: see
    :func:`scenes.mobjects.edges.strength.drawn`, and say so.

    Edges overlap like tinted glass, whatever their order: their optical depths add up. Light
    can run along them; ``front`` says how far it has come. Where the camera moves in, or the
    field is scaled, it is rasterised again at the size it is seen at.

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
    colours
        Of positive and of negative edges; those of weights, if left out.

    Attributes
    ----------
    strengths
        Of each edge, shape (n, m).
    dimming
        What each edge's strength is multiplied by, shape (n, m), 0 to 1.
    front
        Where the light is: 0 at the starts, 1 at the ends. Beyond 0 and 1 it isn't seen.
    backward
        Whether light runs from the ends to the starts; ``front`` is 0 at the ends then.
    behind, ahead
        How visible edges are, 0 to 1, where the light has been and where it has not.
    crest
        How bright the light itself is.
    """

    animated = ("opacity", "strengths", "dimming", "front", "behind", "ahead", "crest")
    switched = ("backward",)

    def __init__(
        self,
        starts: NDArray[np.floating],
        ends: NDArray[np.floating],
        strengths: ArrayLike,
        width: float = 0.0075,
        colours: tuple[str, str] | None = None,
    ) -> None:
        starts, ends = (np.asarray(points, float)[:, :2] for points in (starts, ends))
        look = theme()
        self._shape = len(ends), len(starts)
        into, out_of = np.divmod(drawn(self._shape), len(starts))
        self.lines = lines_between(starts[out_of], ends[into], width)
        colours = colours or (look.positive, look.negative)
        self.canvas = Canvas(self.lines, *colours)
        # Manim can't look into the two above: this tells it what they draw.
        self.key = f"{self.lines.key} {look} {colours} {source_digest(__name__)}"
        self.front, self.behind, self.ahead, self.crest = 2.0, 1.0, 1.0, 0.0
        self.backward, self.adds_light = False, look.adds_light
        self.set_strengths(strengths)
        self.dimming = np.ones(self._shape, np.float32)
        super().__init__(self.lines.columns, self.lines.rows, *self.lines.size)
        self._way = self._light_s_way(starts, ends)
        self.shift([*(self.lines.corner - self.points[0, :2]), 0])

    def set_strengths(self, strengths: ArrayLike) -> Self:
        """Give every edge a strength, shape (n, m), -1 to 1; can be animated."""
        self.strengths = self._for_each_edge(np.clip(strengths, -1, 1))
        return self

    def set_dimming(self, dimming: ArrayLike) -> Self:
        """Multiply every edge's strength, shape (n, m) or a number, 0 to 1; can be animated."""
        self.dimming = self._for_each_edge(np.clip(dimming, 0, 1))
        return self

    def focus(self, edges: NDArray[np.bool_], others: float = OUT_OF_FOCUS) -> Self:
        """Dim all edges but some, see :meth:`edges_into`; can be animated.

        Parameters
        ----------
        edges
            Which ones stay as they are: shape (n, m).
        others
            What is left of the strength of all others.
        """
        return self.set_dimming(np.where(self._for_each_edge(edges) > 0, 1, others))

    def unfocus(self) -> Self:
        """Let all edges be seen again; can be animated."""
        return self.set_dimming(1)

    def edges_into(self, *ends: int) -> NDArray[np.bool_]:
        """Tell which edges end at any of these points: shape (n, m)."""
        chosen = np.zeros(self._shape, bool)
        chosen[list(ends)] = True
        return chosen

    def edges_out_of(self, *starts: int) -> NDArray[np.bool_]:
        """Tell which edges begin at any of these points: shape (n, m)."""
        chosen = np.zeros(self._shape, bool)
        chosen[:, list(starts)] = True
        return chosen

    def set_light(
        self,
        *,
        front: float | None = None,
        behind: float | None = None,
        ahead: float | None = None,
        crest: float | None = None,
        backward: bool | None = None,
    ) -> Self:
        """Move or change the light; what isn't named stays. Can be animated."""
        given = {"front": front, "behind": behind, "ahead": ahead, "crest": crest}
        for name, value in given.items():
            if value is not None:
                setattr(self, name, float(value))
        if backward is not None:
            self.backward = backward
        return self

    def _for_each_edge(self, values: ArrayLike) -> NDArray[np.float32]:
        return np.broadcast_to(np.asarray(values, np.float32), self._shape).copy()

    def _light_s_way(self, starts: NDArray, ends: NDArray) -> NDArray[np.float64]:
        """Return two points of the raster, shape (2, 2): where light sets out, and arrives.

        It runs straight to the right, the left, up or down, whichever leads from the starts
        to the ends.
        """
        scale = np.array([self.columns, -self.rows]) / self.lines.size
        starts, ends = ((points - self.lines.corner) * scale for points in (starts, ends))
        between = ends.mean(axis=0) - starts.mean(axis=0)
        axis = np.argmax(np.abs(between))
        sign = -1 if between[axis] < 0 else 1
        way = np.zeros((2, 2))
        way[0, axis] = sign * (sign * starts[:, axis]).min()
        way[1, axis] = sign * (sign * ends[:, axis]).max()
        return way

    def paint_on(self, context: cairo.Context) -> None:
        """Paint all edges, then the light on top."""
        lit = self.crest > 0 and abs(self.front - 0.5) < 0.5 + CREST_REACH
        if not lit and max(self.ahead, self.behind) <= 0:
            return
        view = self.lines.seen_by(context)
        if view is None:
            return
        self._take_edges_as_source(context, view)
        if self.ahead == self.behind:
            context.paint_with_alpha(self.opacity * self.behind)
        else:
            context.mask(self._wake())
        if lit:
            self._paint_crest(context)

    def _take_edges_as_source(self, context: cairo.Context, view: View) -> None:
        """Let the context paint with the picture of a view, in its place."""
        strengths = (self.strengths * self.dimming).ravel()
        if len(drawn(self._shape)) < strengths.size:
            strengths = strengths[drawn(self._shape)]
        picture = self.canvas.picture(view, strengths)
        units = context.get_matrix()
        context.scale(1 / view.zoom, 1 / view.zoom)
        _fit_to_pixels(context)
        context.set_source_surface(picture, view.left, view.top)
        context.set_matrix(units)  # the source keeps its place; restore() would forget it

    def _wake(self) -> cairo.LinearGradient:
        """Return how visible the edges are, along the light's way."""
        position = _smooth_step(np.linspace(0, 1, 9))
        return self._gradient(FRONT_REACH, self.behind + (self.ahead - self.behind) * position)

    def _paint_crest(self, context: cairo.Context) -> None:
        """Paint the bright front of the light."""
        alphas = self.crest * np.exp(-(np.linspace(-2.4, 2.4, 13) ** 2))
        context.save()
        if self.adds_light:
            context.set_operator(cairo.OPERATOR_ADD)
        (x0, y0), (x1, y1) = self._around_front(CREST_REACH)
        # Beyond its reach the gradient goes on, faintly; and it needn't be looked at there.
        left, right = (0, self.columns) if x0 == x1 else sorted((x0, x1))
        top, bottom = (0, self.rows) if y0 == y1 else sorted((y0, y1))
        context.rectangle(left, top, right - left, bottom - top)
        context.clip()
        context.mask(self._gradient(CREST_REACH, alphas))
        context.restore()

    def _around_front(self, reach: float) -> NDArray[np.float64]:
        """Return two points, shape (2, 2), ``reach`` apart, a share of the way."""
        start, end = self._way[::-1] if self.backward else self._way
        return start + np.outer([self.front - reach / 2, self.front + reach / 2], end - start)

    def _gradient(self, reach: float, alphas: NDArray[np.floating]) -> cairo.LinearGradient:
        """Return a gradient over ``reach``, a share of the way, around the front."""
        before, after = self._around_front(reach)
        gradient = cairo.LinearGradient(*before, *after)
        for place, alpha in zip(np.linspace(0, 1, len(alphas)), alphas, strict=True):
            gradient.add_color_stop_rgba(place, 0, 0, 0, self.opacity * alpha)
        return gradient


def _smooth_step(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return x * x * (3 - 2 * x)


def _fit_to_pixels(context: cairo.Context) -> None:
    """Remove what rounding has left of a step between pixels, where units are the pixels'.

    Cairo then copies pixels, which is faster than to blend each from four, and sharper.
    """
    matrix = context.get_matrix()
    scaled = max(abs(matrix.xx - 1), abs(matrix.yy - 1), abs(matrix.xy), abs(matrix.yx))
    place = np.array([matrix.x0, matrix.y0])
    if scaled < 1e-5 and np.abs(place - np.round(place)).max() < 1e-2:
        context.set_matrix(cairo.Matrix(1, 0, 0, 1, *np.round(place)))
