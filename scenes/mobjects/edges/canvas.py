"""Pictures of lines in two hues, made from their optical depths."""

from functools import cache
from typing import NamedTuple

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.look.colours import rgb, surface
from scenes.mobjects.edges.lines import Lines, View

#: A line of full strength hides this much of what lies behind it.
STRONGEST_ALPHA = 0.8

#: Optical depths up to this are told apart; exp(-6) lets nothing through that could be seen.
DEEPEST = 6.0

#: Shades of each sign in the table of colours.
SHADES = 512

#: Pixels coloured in one go; few enough for the processor's cache.
CHUNK = 1 << 15

#: Pictures kept: a copy of a field may look different, and the camera may go back and forth.
KEPT = 3

Strengths = NDArray[np.float32]


class _Picture(NamedTuple):
    view: View
    strengths: Strengths
    surface: cairo.ImageSurface


class Canvas:
    """Pictures of lines, kept until their strengths change.

    Manim copies mobjects for every play; copies share the canvas.
    """

    # The key of a play isn't to hold what is kept here; see Lines.
    __slots__ = ("_lines", "_pictures", "_table")

    def __init__(self, lines: Lines, positive: str, negative: str) -> None:
        self._lines = lines
        self._table = _colour_table(positive, negative)
        self._pictures: list[_Picture] = []

    def __deepcopy__(self, memo: dict) -> "Canvas":
        return self

    def picture(self, view: View, strengths: Strengths) -> cairo.ImageSurface:
        """Return the picture of lines of these strengths, each -1 to 1, shape (m,)."""
        for picture in self._pictures:
            if picture.view == view and np.array_equal(picture.strengths, strengths):
                return picture.surface
        self._pictures = self._pictures[: KEPT - 1]  # before there is a new one: less memory
        painted = self._paint(view, strengths)
        self._pictures.insert(0, _Picture(view, strengths.copy(), painted))
        return painted

    def _paint(self, view: View, strengths: Strengths) -> cairo.ImageSurface:
        size = -np.log1p(-STRONGEST_ALPHA * np.abs(strengths))
        plus, minus = self._lines.coverage(view).depths(np.copysign(size, strengths))
        pixels = np.empty(len(plus), np.uint32)
        for start in range(0, len(pixels), CHUNK):
            part = slice(start, start + CHUNK)
            shade = _shades(plus[part])
            shade *= SHADES
            shade += _shades(minus[part])
            # "clip" never clips here; it only spares a copy that the other modes make.
            np.take(self._table, shade, out=pixels[part], mode="clip")
        return surface(pixels.view(np.uint8).reshape(view.rows, view.columns, 4))


def _shades(depth: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return the place of optical depths in the table of colours."""
    place = np.sqrt(depth)
    place *= np.float32((SHADES - 1) / np.sqrt(DEEPEST))
    place += np.float32(0.5)
    np.minimum(place, np.float32(SHADES - 1), out=place)
    return place.astype(np.int32)


@cache
def _colour_table(positive: str, negative: str) -> NDArray[np.uint32]:
    """Return premultiplied colours by optical depth of each sign: (SHADES * SHADES,).

    Depths lie on a square-root scale, finer where lines are faint. A pixel's hue is the mean
    of both, weighted by depth; its alpha is 1 - exp(-total depth).
    """
    depth = np.linspace(0, 1, SHADES) ** 2 * DEEPEST
    plus, minus = depth[:, None, None], depth[None, :, None]
    total = plus + minus
    alpha = 1 - np.exp(-total)
    hue = (plus * rgb(positive) + minus * rgb(negative)) / np.maximum(total, 1e-9)
    table = np.round(np.concatenate([hue * alpha, alpha], axis=2) * 255).astype(np.uint8)
    return table.view(np.uint32).ravel()
