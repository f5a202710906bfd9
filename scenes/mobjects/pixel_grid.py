"""An image as the network gets it: 28 by 28 numbers."""

from typing import Self

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.mobjects.colours import rgb, surface
from scenes.mobjects.painted import PaintedMobject, source_digest
from scenes.theme import theme


class PixelGrid(PaintedMobject):
    """An image drawn as crisp pixels in a thin frame.

    Parameters
    ----------
    values
        Shape (rows, columns), 0 (paper) to 1 (ink).
    height
        In scene units.
    """

    animated = ("opacity", "values")

    def __init__(self, values: NDArray[np.floating], height: float = 4.0) -> None:
        rows, columns = np.shape(values)
        look = theme()
        self.paper, self.ink, self.outline = map(rgb, (look.paper, look.ink, look.outline))
        self.key = source_digest(__file__)
        self.set_values(values)
        super().__init__(columns, rows, height * columns / rows, height)

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Show another image of the same shape; can be animated."""
        self.values = np.array(values, np.float32)
        return self

    def pixel_centres(self) -> NDArray[np.float64]:
        """Return where each pixel lies in the scene, row by row: shape (rows * columns, 2)."""
        upper_left, upper_right, lower_left, _ = self.points[:, :2]
        across = (np.arange(self.columns) + 0.5)[None, :, None] / self.columns
        down = (np.arange(self.rows) + 0.5)[:, None, None] / self.rows
        centres = (
            upper_left + across * (upper_right - upper_left) + down * (lower_left - upper_left)
        )
        return centres.reshape(-1, 2)

    def paint_on(self, context: cairo.Context) -> None:
        """Paint pixels and frame."""
        colours = self.paper + np.clip(self.values, 0, 1)[..., None] * (self.ink - self.paper)
        pixels = np.full((self.rows, self.columns, 4), 255, np.uint8)
        pixels[..., :3] = np.round(colours * 255)
        context.set_source_surface(surface(pixels))
        context.get_source().set_filter(cairo.FILTER_NEAREST)
        context.paint_with_alpha(self.opacity)
        context.rectangle(0, 0, self.columns, self.rows)
        context.set_source_rgba(*self.outline, 0.6 * self.opacity)
        context.set_line_width(0.1)
        context.stroke()
