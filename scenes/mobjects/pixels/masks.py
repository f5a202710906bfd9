"""Shapes of pixels as masks: what lets colours through, and where.

Cairo resamples slowly and copies fast. So where pixels stand upright on the frame, one row of
shapes is drawn and copied for the others; only where they are turned, a tile is resampled.
"""

from functools import cache, lru_cache

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.mobjects.writing.number import outline

#: Places of copies are rounded to this share of the frame's pixel.
PHASES = 4


def blank(width: int, height: int) -> NDArray[np.uint8]:
    """Return an empty mask, as wide as cairo wants it: shape (height, at least width)."""
    return np.zeros(
        (height, cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_A8, width)), np.uint8
    )


def as_surface(mask: NDArray[np.uint8]) -> cairo.ImageSurface:
    """Return a mask of :func:`blank` as something cairo can paint through."""
    rows, stride = mask.shape
    return cairo.ImageSurface.create_for_data(
        memoryview(mask.reshape(-1)), cairo.FORMAT_A8, stride, rows, stride
    )


def phase(place: float) -> tuple[int, float]:
    """Return the frame's pixel that a place lies in, and how far into it, rounded."""
    steps = round(place * PHASES)
    return steps // PHASES, (steps % PHASES) / PHASES


def tile(size: tuple[int, int], roundness: float, gaps: float, rim: float) -> cairo.SurfacePattern:
    """Return the shape of one pixel, or of its rim if that has a width, to be repeated."""
    mask = cairo.ImageSurface(cairo.FORMAT_A8, *size)
    context = cairo.Context(mask)
    context.scale(*size)
    _draw(context, 1, roundness, gaps, rim)
    pattern = cairo.SurfacePattern(mask)
    pattern.set_extend(cairo.EXTEND_REPEAT)
    pattern.set_matrix(cairo.Matrix(size[0], 0, 0, size[1], 0, 0))
    return pattern


@lru_cache(maxsize=8)
def upright(
    shape: tuple[int, int],
    start: tuple[float, float],
    sides: tuple[float, float],
    look: tuple[float, float, float],
) -> cairo.ImageSurface:
    """Return the shapes of all pixels on the frame.

    Parameters
    ----------
    shape
        Rows and columns of the image.
    start
        Where its upper left corner lies in the frame's pixel, each 0 to 1.
    sides
        Width and height of a pixel of the image on the frame.
    look
        Roundness, gaps, and the width of the rim, or 0 for what it surrounds.
    """
    rows, columns = shape
    wide, tall = int(np.ceil(start[0] + columns * sides[0])) + 1, int(np.ceil(sides[1])) + 2
    mask = blank(wide, int(np.ceil(start[1] + rows * sides[1])) + 3)
    strips: dict[float, NDArray[np.uint8]] = {}
    for row in range(rows):
        top, rest = phase(start[1] + row * sides[1])
        if rest not in strips:
            strips[rest] = blank(wide, tall)
            context = cairo.Context(as_surface(strips[rest]))
            context.translate(start[0], rest)
            context.scale(*sides)
            _draw(context, columns, *look)
        here = mask[top : top + tall]
        np.maximum(here, strips[rest], out=here)
    return as_surface(mask)


def _draw(context: cairo.Context, columns: int, roundness: float, gaps: float, rim: float) -> None:
    """Draw a row of pixels, at (0, 0) to (columns, 1), or of their rims."""
    half = (1 - gaps - rim) / 2
    radius = max(roundness, 0.0) * half
    for column in range(columns):
        x = column + 0.5
        context.new_sub_path()
        for quarter, (right, down) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
            corner = x + right * (half - radius), 0.5 + down * (half - radius)
            context.arc(*corner, radius, quarter * np.pi / 2, (quarter + 1) * np.pi / 2)
        context.close_path()
    if rim:
        context.set_line_width(rim)
        context.stroke()
    else:
        context.fill()


@lru_cache(maxsize=512)
def stamp(text: str, width: float, inset: tuple[float, float]) -> NDArray[np.uint8]:
    """Return a written number, ``width`` wide on the frame, in the middle of a mask.

    ``inset``, 0 to 1 each, moves it right and down. What is returned is shared: don't change it.
    """
    path, (left, right, height) = _number_path(text)
    scale = width / (right - left)
    half_wide, half_tall = int(width / 2) + 2, int(scale * height / 2) + 2
    mask = blank(2 * half_wide, 2 * half_tall)
    context = cairo.Context(as_surface(mask))
    context.translate(half_wide + inset[0], half_tall + inset[1])
    context.scale(scale, -scale)
    context.translate(-(left + right) / 2, -height / 2)
    context.append_path(path)
    context.fill()
    return mask[:, : 2 * half_wide]


@cache
def _number_path(text: str) -> tuple[cairo.Path, tuple[float, float, float]]:
    """Return a number's outline, scaled up, as cairo's path; where it begins, ends, its height.

    Cairo keeps paths on a grid of 1/256 unit, hence the scaling.
    """
    kept = outline(text, 1)
    large = 1000.0
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    before = None
    for start, one, two, end in large * kept.points[:, :2].reshape(-1, 4, 2):
        if before is None or np.abs(start - before).max() > 0.01:
            context.move_to(*start)
        context.curve_to(*one, *two, *end)
        before = end
    extent = kept.left * large, kept.right * large, kept.points[:, 1].max() * large
    return context.copy_path(), extent
