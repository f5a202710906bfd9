"""Colours as numbers."""

import cairo
import numpy as np
from manim import ManimColor
from numpy.typing import NDArray


def rgb(colour: str) -> NDArray[np.float64]:
    """Return red, green and blue, shape (3,), each 0 to 1."""
    return ManimColor(colour).to_rgb()


def mixed(low: str, high: str, share: float) -> ManimColor:
    """Return the colour that lies at ``share``, 0 to 1, between two."""
    return ManimColor(low).interpolate(ManimColor(high), float(np.clip(share, 0, 1)))


def surface(rgba: NDArray[np.uint8]) -> cairo.ImageSurface:
    """Return pixels, shape (rows, columns, 4), premultiplied, as something cairo can paint.

    Manim keeps its frames as red, green, blue, alpha and lets cairo believe they were in its
    own order; these pixels follow the same order.
    """
    rows, columns, _ = rgba.shape
    data = memoryview(np.ascontiguousarray(rgba).reshape(rows, columns * 4))
    return cairo.ImageSurface.create_for_data(data, cairo.FORMAT_ARGB32, columns, rows)
