"""A picture of our own that is no digit."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

#: Pixels are drawn so many times finer, for soft outlines.
FINER = 8

#: What is drawn: corners as shares of the side, and how bright.
SAILS = (
    (((0.45, 0.12), (0.45, 0.64), (0.12, 0.64)), 230),
    (((0.5, 0.24), (0.5, 0.64), (0.74, 0.64)), 160),
)
HULL = ((0.1, 0.7), (0.84, 0.7), (0.7, 0.86), (0.24, 0.86))
SUN = ((0.7, 0.08), (0.9, 0.28))


def draw_boat(side: int = 56) -> NDArray[np.float64]:
    """Return a boat under the sun: shape (side, side), 0 to 1."""
    canvas = Image.new("L", (side * FINER, side * FINER), 0)
    draw = ImageDraw.Draw(canvas)

    def at(corners: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
        return [(x * side * FINER, y * side * FINER) for x, y in corners]

    draw.ellipse(at(SUN), fill=255)
    for corners, brightness in SAILS:
        draw.polygon(at(corners), fill=brightness)
    draw.polygon(at(HULL), fill=255)
    small = canvas.resize((side, side), Image.Resampling.BOX)
    return np.asarray(small, float) / 255
