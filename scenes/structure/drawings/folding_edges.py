"""Edges that fold into the picture of their weights."""

from typing import Self

import cairo
import numpy as np
from manim import config
from numpy.typing import NDArray

from scenes.mobjects.edges.canvas import STRONGEST_ALPHA
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.painting.painted import PaintedMobject, source_digest
from scenes.mobjects.pixels.cells import set_colour
from scenes.mobjects.pixels.weights import WeightGrid

#: Units of the raster in a scene unit.
FINENESS = 100

#: The share of the time that one edge takes; the uppermost row of pixels begins.
ONE_EDGE = 0.55


class FoldingEdges(PaintedMobject):
    """The edges into one neuron on their way into a grid of weights, each to its own cell.

    It covers the frame. Unfolded, it looks like an ``EdgeField``, except that edges cover one
    another; folded, like the grid.

    Parameters
    ----------
    starts
        Where edges begin: shape (n, 2), scene units.
    end
        Where all of them end, (x, y).
    grid
        Where they go, and their weights.
    width
        Thickness of an edge, scene units.

    Attributes
    ----------
    folded
        How far they are on their way, 0 to 1.
    """

    animated = ("opacity", "folded")

    def __init__(
        self,
        starts: NDArray[np.floating],
        end: NDArray[np.floating],
        grid: WeightGrid,
        width: float,
    ) -> None:
        self.folded = 0.0
        self.hues = grid.hues
        weights = grid.weights.ravel().astype(float)
        self.shares = np.clip(weights / grid.scale_of_colours, -1, 1)
        strengths = np.abs(shown_strength(weights, grid.scale_of_colours))
        self.alphas = np.stack([STRONGEST_ALPHA * strengths, np.abs(self.shares)])
        self.side, self.thickness = grid.height / grid.rows, width
        down, across = np.mgrid[: grid.rows, : grid.columns] + 0.5
        x = grid.get_left()[0] + self.side * across.ravel()
        y = grid.get_top()[1] - self.side * down.ravel()
        cells = np.stack([x - self.side / 2, y, x + self.side / 2, y], axis=1)
        edges = np.column_stack([starts[:, :2], np.tile(np.asarray(end)[:2], (len(starts), 1))])
        self.ends = np.stack([edges, cells])
        self.key = source_digest(__name__)
        size = config.frame_width, config.frame_height
        super().__init__(*(round(FINENESS * side) for side in size), *size)

    def set_folded(self, share: float) -> Self:
        """Move the edges, row after row, from where they are (0) into the grid (1)."""
        self.folded = float(share)
        return self

    def paint_on(self, context: cairo.Context) -> None:
        """Paint every edge as a line that becomes as thick as it is long."""
        turns = self._turns()
        ends = self.ends[0] + turns[:, None] * (self.ends[1] - self.ends[0])
        alphas = self.alphas[0] + turns * (self.alphas[1] - self.alphas[0])
        widths = self.thickness + turns * (self.side - self.thickness)
        middle = np.array([config.frame_width, -config.frame_height] * 2) / 2
        ends = (ends + middle) * ([FINENESS, -FINENESS] * 2)
        for k in np.flatnonzero(alphas > 1 / 255).tolist():
            set_colour(context, self.hues[int(self.shares[k] < 0)], self.opacity * alphas[k])
            context.set_line_width(FINENESS * widths[k])
            context.new_path()
            context.move_to(*ends[k, :2])
            context.line_to(*ends[k, 2:])
            context.stroke()

    def _turns(self) -> NDArray[np.float64]:
        """Return how far each edge is on its way, 0 to 1."""
        starts = np.linspace(0, 1 - ONE_EDGE, len(self.shares))
        x = np.clip((self.folded - starts) / ONE_EDGE, 0, 1)
        return x * x * (3 - 2 * x)
