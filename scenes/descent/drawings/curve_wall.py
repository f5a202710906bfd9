"""Many small curves side by side."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme

#: Curves below each other, and the share of its cell that a curve fills, across and upward.
ROWS, FILLED = 4, (0.8, 0.62)


class CurveWall(VGroup):
    """Curves, each as high as its cell allows; they go from top to bottom, column by column.

    Parameters
    ----------
    curves
        Shape (n, p): each over places spread evenly.
    width, height
        Of the wall, scene units.
    least
        A curve that rises and falls by less is drawn level.
    colour
        Of all of them; that of mistakes, if left out.
    """

    def __init__(
        self,
        curves: NDArray[np.floating],
        width: float = 12.6,
        height: float = 4.8,
        least: float = 0.0,
        colour: str | None = None,
    ) -> None:
        curves = np.asarray(curves, float)
        columns = -(-len(curves) // ROWS)
        cell = np.array([width / columns, height / ROWS])
        super().__init__()
        for index, curve in enumerate(curves):
            column, row = divmod(index, ROWS)
            middle = (column + 0.5) * cell[0] - width / 2, height / 2 - (row + 0.5) * cell[1]
            spread = max(float(np.ptp(curve)), least) or 1.0
            up = (curve - (curve.min() + curve.max()) / 2) / spread
            across = np.linspace(-0.5, 0.5, len(curve))
            x, y = (
                at + share * size * values
                for at, share, size, values in zip(middle, FILLED, cell, (across, up), strict=True)
            )
            line = VMobject(color=colour or theme().wrong, stroke_width=2)
            self.add(line.set_points_as_corners(np.stack([x, y, 0 * x], axis=1)))
