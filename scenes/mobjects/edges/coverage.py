"""How much of each pixel each line covers: thousands of lines rasterised once, drawn at will.

A drawing of m lines on p pixels is linear in the lines' optical depths, so it can be kept as
a sparse matrix with a row for each pixel and a column for each line. Changing the strength of
every line is then one product of that matrix and a vector, some forty times cheaper than
drawing m lines.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scenes.mobjects.edges.rasterise import Bands, Points, rasterise

#: A matrix is kept if it can't have more entries than this: some 600 MB.
MOST_KEPT = 100_000_000

#: Entries at a time where it isn't kept.
AT_A_TIME = 8_000_000

#: Where fewer than this share of the lines are to be seen, theirs are picked out first.
FEW = 0.4

Depths = NDArray[np.float32]


class Coverage:
    """Lines on a raster.

    It may take hundreds of megabytes, so it is shared by everything that draws the same lines,
    and never copied.

    Parameters
    ----------
    starts, ends
        Shape (m, 2): column and row, in pixels; whole numbers are the edges between pixels.
        What lies outside the raster is left out.
    width
        Thickness in pixels.
    columns, rows
        Size of the raster.
    """

    # Without a __dict__, the key of a play leaves it out: reading through it would take long.
    __slots__ = ("_lines", "_matrix", "_most", "_negative", "columns", "rows")

    def __init__(self, starts: Points, ends: Points, width: float, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._lines = starts, ends, width
        self._most = Bands(starts, ends, width, (columns, rows)).most
        self._matrix: sparse.csc_array | None = None
        if self._most.sum() <= MOST_KEPT:
            # It has two rows for each pixel: one counts what is positive there, and after all
            # of these come those for what is negative. A line is in one of the two halves.
            self._matrix = self._rasterised(slice(None), halves=2)
            self._negative = np.zeros(len(starts), bool)

    def __deepcopy__(self, memo: dict) -> "Coverage":
        return self

    @property
    def pixels(self) -> int:
        """How many pixels the raster has."""
        return self.columns * self.rows

    def depths(self, depths: Depths) -> tuple[Depths, Depths]:
        """Return the optical depth of each pixel, of positive and of negative lines.

        Parameters
        ----------
        depths
            Of each line, shape (m,), with the line's sign.

        Returns
        -------
        positive, negative
            Shape (rows * columns,), at least 0.
        """
        if self._matrix is None:
            return self._depths_made_afresh(depths)
        self._tell_signs(depths)
        size, seen = np.abs(depths), depths != 0
        if np.count_nonzero(seen) < FEW * len(size):
            total = self._matrix[:, seen] @ size[seen]
        else:
            total = self._matrix @ size
        return total[: self.pixels], total[self.pixels :]

    def _tell_signs(self, depths: Depths) -> None:
        """Move lines whose sign has changed to the other half of the rows."""
        bounds = self._matrix.indptr
        negative = np.where(depths == 0, self._negative, depths < 0)
        changed = np.flatnonzero(negative ^ self._negative)
        for line in changed:
            pixels = self._matrix.indices[bounds[line] : bounds[line + 1]]
            pixels += -self.pixels if self._negative[line] else self.pixels
        self._negative = negative

    def _depths_made_afresh(self, depths: Depths) -> tuple[Depths, Depths]:
        """Return the same where the matrix would be too large: it is made in parts."""
        positive, negative = np.zeros((2, self.pixels), np.float32)
        seen = np.flatnonzero(depths)
        for lines in np.array_split(seen, self._most[seen].sum() // AT_A_TIME + 1):
            matrix = self._rasterised(lines)
            positive += matrix @ np.maximum(depths[lines], 0)
            negative += matrix @ np.maximum(-depths[lines], 0)
        return positive, negative

    def _rasterised(self, lines: slice | NDArray[np.intp], halves: int = 1) -> sparse.csc_array:
        """Return which share of a pixel a line covers: shape (halves * pixels, lines)."""
        starts, ends, width = self._lines
        parts = rasterise(starts[lines], ends[lines], width, (self.columns, self.rows))
        return sparse.csc_array(parts, shape=(halves * self.pixels, len(parts[2]) - 1))
