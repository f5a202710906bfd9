"""Many straight lines, rasterised at the size they are seen at."""

import hashlib
import math
from typing import NamedTuple
from weakref import WeakValueDictionary

import cairo
import numpy as np
from manim import config
from numpy.typing import NDArray

from scenes.mobjects.edges.coverage import Coverage

#: Empty pixels around the lines, for their thickness.
MARGIN = 4

#: Magnifications are rounded to steps, two for each doubling: a raster serves for a while
#: when the camera moves in, and is never stretched or shrunk by more than 19 %.
STEPS_PER_DOUBLING = 2

#: The smallest and largest magnification that has a raster of its own.
SMALLEST_ZOOM, LARGEST_ZOOM = 1 / 4, 64

#: What is seen of a magnified raster is rounded to tiles, this many in a frame's width: it
#: serves for a while when the camera pans.
TILES = 8

Points = NDArray[np.float64]


class View(NamedTuple):
    """A part of the lines, magnified.

    Attributes
    ----------
    zoom
        1 is the size at which the lines were made.
    left, top, columns, rows
        Magnified pixels, counted from the upper left corner of all lines.
    """

    zoom: float
    left: int
    top: int
    columns: int
    rows: int

    def holds(self, box: Points) -> bool:
        """Tell if a box, shape (2, 2), upper left and lower right corner, is all in view."""
        (left, top), (right, bottom) = box
        across = self.left <= left and right <= self.left + self.columns
        return bool(across and self.top <= top and bottom <= self.top + self.rows)


class Lines:
    """Lines on a raster that has exactly the pixels of the frame.

    Shared by everything that draws the same lines, and never copied. They are rasterised when
    they are first drawn: a film that Manim has kept from before doesn't need them.

    Attributes
    ----------
    columns, rows
        Size of the raster.
    corner
        Scene coordinates of its upper left corner.
    size
        Width and height in scene units.
    key
        Tells these lines from all others.
    """

    # Without a __dict__, the key of a play leaves out what has been rasterised: it may differ
    # between two runs that draw the same. It is to look at the key.
    __slots__ = (
        "__weakref__",
        "_ends",
        "_last",
        "_starts",
        "_width",
        "columns",
        "corner",
        "key",
        "rows",
        "size",
    )

    def __init__(self, starts: Points, ends: Points, width: float, key: str) -> None:
        self.key = key
        pixels = np.array([config.pixel_width, config.pixel_height])
        # In 480p pixels are not quite square, so there is a scale for each axis.
        scale = pixels / (config.frame_width, -config.frame_height)
        a, b = (pixels / 2 + points * scale for points in (starts, ends))
        low = np.floor(np.minimum(a, b).min(axis=0)) - MARGIN
        high = np.ceil(np.maximum(a, b).max(axis=0)) + MARGIN
        self.columns, self.rows = (high - low).astype(int).tolist()
        self.corner = (low - pixels / 2) / scale
        self.size = (self.columns / scale[0], self.rows / -scale[1])
        self._starts, self._ends, self._width = a - low, b - low, width * scale[0]
        self._last: tuple[View, Coverage] | None = None

    def __deepcopy__(self, memo: dict) -> "Lines":
        return self

    @property
    def whole(self) -> View:
        """All lines, as large as they were made."""
        return View(1.0, 0, 0, self.columns, self.rows)

    def coverage(self, view: View) -> Coverage:
        """Return the coverage of a view's pixels; the last one is kept."""
        if self._last is None or self._last[0] != view:
            self._last = None  # before there is a new one: less memory
            offset = (view.left, view.top)
            a, b = (points * view.zoom - offset for points in (self._starts, self._ends))
            width = self._width * view.zoom
            self._last = view, Coverage(a, b, width, view.columns, view.rows)
        return self._last[1]

    def seen_by(self, context: cairo.Context) -> View | None:
        """Return the view that suits a context whose units are this raster's pixels.

        ``None`` if nothing of it is in the frame.
        """
        matrix = context.get_matrix()
        zoom = math.sqrt(abs(matrix.xx * matrix.yy - matrix.xy * matrix.yx))
        if zoom * max(self.columns, self.rows) < 1:
            return None
        doublings = round(math.log2(zoom) * STEPS_PER_DOUBLING) / STEPS_PER_DOUBLING
        step = min(max(2.0**doublings, SMALLEST_ZOOM), LARGEST_ZOOM)
        if step <= 1:
            return View(step, 0, 0, math.ceil(self.columns * step), math.ceil(self.rows * step))
        box = self._box_of_frame(context, step)
        if min(box[1] - box[0]) <= 0:
            return None
        if self._last is not None and self._last[0].zoom == step and self._last[0].holds(box):
            return self._last[0]
        return self._with_room(box, step, zoom, context.get_target().get_width())

    def _box_of_frame(self, context: cairo.Context, zoom: float) -> Points:
        """Return the part of all lines that a frame shows: upper left and lower right corner.

        Shape (2, 2), magnified pixels.
        """
        matrix, target = context.get_matrix(), context.get_target()
        matrix.invert()
        corners = [(x, y) for x in (0, target.get_width()) for y in (0, target.get_height())]
        seen = zoom * np.array([matrix.transform_point(*corner) for corner in corners])
        box = np.array([seen.min(axis=0), seen.max(axis=0)])
        return np.clip(box, 0, np.ceil(zoom * np.array([self.columns, self.rows])))

    def _with_room(self, box: Points, step: float, zoom: float, width: int) -> View:
        """Return a view that holds a box, and what surrounds it at the step's lowest zoom."""
        grown = min(zoom / step * 2 ** (0.5 / STEPS_PER_DOUBLING), 2.0)
        middle, half = box.mean(axis=0), grown * (box[1] - box[0]) / 2
        tile = width / TILES
        size = np.ceil(step * np.array([self.columns, self.rows]))
        low = np.round(np.floor((middle - half) / tile) * tile).clip(0, size).astype(int)
        high = np.round(np.ceil((middle + half) / tile) * tile).clip(0, size).astype(int)
        return View(step, *low.tolist(), *(high - low).tolist())


def lines_between(starts: Points, ends: Points, width: float) -> Lines:
    """Return lines, the same object as long as the same lines are in use at the same quality.

    Parameters
    ----------
    starts, ends
        Shape (m, 2), scene units.
    width
        Thickness in scene units.
    """
    frame = (config.pixel_width, config.pixel_height, config.frame_width, config.frame_height)
    digest = hashlib.sha256(repr((starts.shape, width, frame)).encode())
    for points in (starts, ends):
        digest.update(np.ascontiguousarray(points, np.float64))
    key = digest.hexdigest()
    lines = _in_use.get(key)
    if lines is None:
        lines = _in_use[key] = Lines(starts, ends, width, key)
    return lines


_in_use: WeakValueDictionary[str, Lines] = WeakValueDictionary()
