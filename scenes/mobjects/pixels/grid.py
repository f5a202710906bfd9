"""An image as the network gets it: 28 by 28 numbers."""

from collections.abc import Sequence
from typing import Self

import cairo
import numpy as np
from manim import RIGHT, VGroup
from numpy.typing import NDArray

from scenes.look.colours import rgb
from scenes.look.ellipsis import checked_indices
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import PaintedMobject, source_digest
from scenes.mobjects.pixels.cells import (
    overlap,
    paint_cells,
    paint_frame,
    paint_numbers,
    set_colour,
    tinted,
)
from scenes.mobjects.pixels.rows import in_rows
from scenes.mobjects.pixels.unrolled import PixelColumn
from scenes.mobjects.writing.words import note, words

Array = NDArray[np.float64]

#: How much of a colour goes over to the stage's where a highlight dims it.
DIMMED = 0.72


class PixelGrid(PaintedMobject):
    """An image drawn as crisp pixels in a thin frame; the pixels can become neurons.

    Everything that a ``set_`` method changes can be animated. ``points`` are the corners of the
    image, wherever its pixels have gone.

    Parameters
    ----------
    values
        Shape (rows, columns), or flat of a square image, 0 (paper) to 1 (ink).
    height
        In scene units.

    Attributes
    ----------
    values
        What is shown.
    roundness
        Shape of the pixels: squares (0) to circles with rims (1).
    gaps
        Share of the room between neighbours that stays free.
    numbers
        How visible the printed values are, 0 to 1.
    revealed
        Share of the pixels that are there, in reading order.
    unrolled
        How far the rows have gone into one column, 0 to 1; see :meth:`lay_column`.
    collapsed
        How far that column has shrunk to the pixels that ``lay_column`` was told, 0 to 1.
    region
        What is highlighted: first row, first column, row and column behind the last.
    emphasis
        How strong the highlight is, 0 to 1.
    """

    animated = (
        "opacity",
        "values",
        "roundness",
        "gaps",
        "numbers",
        "revealed",
        "unrolled",
        "collapsed",
        "region",
        "emphasis",
    )

    def __init__(self, values: NDArray[np.floating], height: float = 4.0) -> None:
        rows, columns = in_rows(values).shape
        look = theme()
        self.paper, self.ink, self.outline = map(rgb, (look.paper, look.ink, look.outline))
        self.stage, self.accent, self.quiet = map(rgb, (look.stage, look.accent, look.quiet))
        self.key = source_digest(__name__)
        self.roundness, self.gaps, self.numbers, self.revealed = 0.0, 0.0, 0.0, 1.0
        self.unrolled, self.collapsed, self.emphasis = 0.0, 0.0, 0.0
        self.region = np.array([0.0, 0.0, rows, columns])
        self.set_values(values)
        super().__init__(columns, rows, height * columns / rows, height)
        self.lay_column([0.9 * height * columns / rows, 0], height)

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Show another image of the same shape; can be animated, printed values count along."""
        self.values = in_rows(values).astype(np.float32)
        return self

    def set_shape(self, roundness: float, gaps: float = 0.0) -> Self:
        """Draw pixels from square (0) to round (1), with this share of their room left free."""
        self.roundness, self.gaps = float(roundness), float(gaps)
        return self

    def as_neurons(self) -> Self:
        """Draw every pixel as a neuron: a circle with a rim."""
        return self.set_shape(1, 0.16)

    def as_pixels(self) -> Self:
        """Draw every pixel as a square again."""
        return self.set_shape(0)

    def set_numbers(self, strength: float) -> Self:
        """Print its value in each pixel, to one decimal, as visible as ``strength``, 0 to 1.

        Values appear where pixels are large enough to read them: from 1/50 of the frame's
        height, entirely from 1/42. Scale the grid to zoom in.
        """
        self.numbers = float(strength)
        return self

    def set_revealed(self, share: float) -> Self:
        """Show only this share of the pixels, 0 to 1, in reading order."""
        self.revealed = float(share)
        return self

    def set_highlight(
        self,
        rows: int | slice | None = None,
        columns: int | slice | None = None,
        strength: float = 1,
    ) -> Self:
        """Frame rows, columns or where they meet, and dim the other pixels.

        Animated, the frame slides there from what was highlighted before, at first from all.

        Parameters
        ----------
        rows, columns
            One, or a slice of neighbours; all, if left out.
        strength
            0 (no highlight) to 1.

        Raises
        ------
        ValueError
            If nothing lies there.
        """
        top, bottom = _reach(rows, self.rows)
        left, right = _reach(columns, self.columns)
        self.region, self.emphasis = np.array([top, left, bottom, right], float), float(strength)
        return self

    def clear_highlight(self) -> Self:
        """Let the highlight go out where it is."""
        self.emphasis = 0.0
        return self

    def lay_column(
        self,
        at: Sequence[float] | NDArray[np.floating],
        height: float,
        shown: Sequence[int] | None = None,
        cell: float = 0.27,
    ) -> Self:
        """Say where the pixels go when they are unrolled. Not animated; moves with the grid.

        Parameters
        ----------
        at
            The column's middle in the scene.
        height
            From the first drawn pixel's middle to the last one's, scene units.
        shown
            Indices, rising, of the pixels that stay when the column collapses; wherever some
            are left out, dots stand. None collapses, if left out.
        cell
            Room for each of these, scene units.

        Raises
        ------
        ValueError
            If ``shown`` doesn't rise or names pixels that don't exist.
        """
        unit = self.height / self.rows
        middle = (np.asarray(at, float)[:2] - self.points[0, :2]) * (1, -1) / unit
        count = self.rows * self.columns
        chosen = checked_indices(shown, count)
        self.column = PixelColumn(
            self.rows, self.columns, tuple(middle), height / unit, tuple(chosen), cell / unit
        )
        return self

    def set_unrolled(self, share: float) -> Self:
        """Move the pixels, row after row, from the image (0) into one column (1)."""
        self.unrolled = float(share)
        return self

    def set_collapsed(self, share: float) -> Self:
        """Let the column of all pixels (0) shrink to the few that were chosen (1), and dots."""
        self.collapsed = float(share)
        return self

    def pixel_centres(self) -> Array:
        """Return where each pixel lies in the image, row by row: shape (rows * columns, 2)."""
        down, across = np.mgrid[: self.rows, : self.columns] + 0.5
        return self._in_scene(np.stack([across.ravel(), down.ravel()], axis=1))

    def column_centres(self) -> Array:
        """Return where the pixels lie that stay when the column collapses: (len(shown), 2)."""
        return self._in_scene(self.column.shown_centres())

    def column_label(self) -> VGroup:
        """Return names of the pixels that stay, beside them, and below how many these are.

        Nothing is thinned out silently: show it together with the collapsed column.
        """
        look, centres = theme(), self.column_centres()
        unit, count = self.height / self.rows, self.rows * self.columns
        side = 0.6 * self.column.cell * unit
        size = min(look.note, 100 * 0.9 * self.column.pitch * unit)
        names = VGroup(
            *(
                words(str(index), size, look.quiet).next_to([x + side, y, 0], RIGHT, buff=0.06)
                for index, (x, y) in zip(self.column.shown, centres, strict=True)
            )
        )
        below = self._in_scene(np.array([self.column.end]))[0] - (0, 0.35)
        told = note("{shown} of {count} pixels", shown=len(centres), count=count)
        return VGroup(names, told.move_to([*below, 0]))

    def colours(self) -> Array:
        """Return what pixels are painted with, before any highlight: (rows, columns, 3)."""
        return self.paper + np.clip(self.values, 0, 1)[..., None] * (self.ink - self.paper)

    def paint_on(self, context: cairo.Context) -> None:
        """Paint pixels, what they print, and frames."""
        rgba = self._rgba()
        rims = tinted(self.outline, rgba[..., 3] * self.roundness * self._light()[..., 0])
        turns = self.column.turns(self.unrolled)
        bare = max(self.roundness, min(1, 8 * self.gaps), min(1, 12 * self.unrolled))
        paint_frame(
            context, (0, 0, self.rows, self.columns), self.outline, 0.6 * self.opacity * (1 - bare)
        )
        if self.unrolled <= 0:
            self._paint_image(context, rgba, rims)
        else:
            self._paint_rows(context, rgba, rims, turns)

    def _paint_image(self, context: cairo.Context, rgba: Array, rims: Array) -> None:
        """Paint all rows where they are in the image."""
        paint_cells(context, rgba, rims, self.roundness, self.gaps)
        paint_numbers(context, self.values, self.numbers * rgba[..., 3], self.paper, self.ink)
        paint_frame(context, self.region, self.accent, self.emphasis * self.opacity, bold=True)

    def _paint_rows(
        self, context: cairo.Context, rgba: Array, rims: Array, turns: Sequence[float]
    ) -> None:
        """Paint every row on its way into the column, then what the column collapses to."""
        there = 1 - self.collapsed
        moving = int(np.count_nonzero(turns))
        if moving < self.rows:  # the rows below are still where they were
            context.save()
            context.translate(0, moving)
            paint_cells(context, rgba[moving:], rims[moving:], self.roundness, self.gaps)
            context.restore()
        for row, turn in enumerate(turns[:moving]):
            context.save()
            context.transform(self.column.row_matrix(row, turn))
            strips = rgba[row : row + 1].copy(), rims[row : row + 1].copy()
            for strip in strips:
                strip[..., 3] *= there
            paint_cells(context, *strips, self.roundness, self.gaps)
            top, left, bottom, right = self.region - (row, 0, row, 0)
            if bottom > 0.5 and top < 0.5:
                share = self.emphasis * self.opacity * there
                paint_frame(context, (0, left, 1, right), self.accent, share, bold=True)
            context.restore()
        if self.collapsed > 0:
            self._paint_shown(context, rgba, rims)

    def _paint_shown(self, context: cairo.Context, rgba: Array, rims: Array) -> None:
        """Paint the pixels that stay when the column collapses, and dots for the others."""
        for index in self.column.shown:
            context.save()
            context.transform(self.column.cell_matrix(index, self.collapsed))
            place = divmod(index, self.columns)
            paint_cells(
                context,
                rgba[place][None, None],
                rims[place][None, None],
                self.roundness,
                self.gaps,
            )
            context.restore()
        set_colour(context, self.quiet, self.collapsed * self.opacity)
        for x, y, radius in self.column.dots():
            context.new_path()
            context.arc(x, y, radius, 0, 2 * np.pi)
            context.fill()

    def _rgba(self) -> Array:
        """Return colour and opacity of every pixel: shape (rows, columns, 4)."""
        light = self._light()
        count = self.rows * self.columns
        there = np.clip(self.revealed * count - np.arange(count), 0, 1) * self.opacity
        colours = self.stage + light * (self.colours() - self.stage)
        return np.concatenate([colours, there.reshape(self.rows, self.columns, 1)], axis=2)

    def _light(self) -> Array:
        """Return how much of its colour the highlight leaves each pixel: (rows, columns, 1)."""
        lit = overlap(self.region, self.rows, self.columns)
        return (1 - DIMMED * self.emphasis * (1 - lit))[..., None]

    def _in_scene(self, places: NDArray[np.floating]) -> Array:
        """Return where places given in pixels, shape (n, 2), from the upper left, lie."""
        upper_left, upper_right, lower_left, _ = self.points[:, :2]
        across, down = (
            (upper_right - upper_left) / self.columns,
            (lower_left - upper_left) / self.rows,
        )
        return upper_left + places[:, :1] * across + places[:, 1:] * down


def _reach(chosen: int | slice | None, count: int) -> tuple[int, int]:
    """Return the first of the chosen and the one behind the last."""
    if isinstance(chosen, int):
        chosen = slice(chosen, chosen + 1)
    reach = range(count)[chosen or slice(None)]
    if not reach or reach.step != 1:
        raise ValueError(f"expected neighbours from 0 to {count - 1}, got {chosen}")
    return reach[0], reach[-1] + 1
