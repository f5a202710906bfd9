"""How an image unrolls into one column, and what the column collapses to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.look.ellipsis import places

#: Width of the column of all pixels, in widths of a drawn cell.
STRIP = 0.6

#: Share of the time that one row needs, of the time that all need.
ONE_ROW = 0.35


@dataclass(frozen=True)
class PixelColumn:
    """Places of pixels in and on the way to a column. The unit is one pixel of the image.

    Attributes
    ----------
    rows, columns
        Shape of the image.
    middle
        Of the column, (x, y), from the image's upper left corner.
    height
        From the first drawn pixel's middle to the last one's.
    shown
        Indices of the pixels that stay when it collapses.
    cell
        Largest room for each of these.
    """

    rows: int
    columns: int
    middle: tuple[float, float]
    height: float
    shown: tuple[int, ...]
    cell: float

    def __deepcopy__(self, _: Any) -> Self:
        """Return itself: nothing of it changes, and every play copies every image."""
        return self

    @property
    def count(self) -> int:
        """How many pixels there are."""
        return self.rows * self.columns

    @property
    def pitch(self) -> float:
        """Distance of neighbours in the collapsed column."""
        things, dots = places(self.shown, self.count, self.height)
        return self.height / max(len(things) + len(dots) - 1, 1)

    @property
    def end(self) -> tuple[float, float]:
        """The lower end of the column."""
        return self.middle[0], self.middle[1] + self.height / 2 + min(self.cell, self.pitch) / 2

    def turns(self, unrolled: float) -> NDArray[np.float64]:
        """Return how far each row is on its way, 0 to 1; the first row goes first."""
        starts = np.linspace(0, 1 - ONE_ROW, self.rows)
        x = np.clip((unrolled - starts) / ONE_ROW, 0, 1)
        return x * x * (3 - 2 * x)

    def row_matrix(self, row: int, turn: float) -> cairo.Matrix:
        """Return where a row's own pixels, (0, 0) to (columns, 1), are on their way.

        A row swings down as a whole, its left end to the top, and is squeezed together.
        """
        step = self.height / (self.count - 1)
        length, width = step**turn, (STRIP * self.cell) ** turn
        angle = turn * np.pi / 2
        along = length * np.array([np.cos(angle), np.sin(angle)])
        across = width * np.array([-np.sin(angle), np.cos(angle)])
        home = np.array([self.columns / 2, row + 0.5])
        top = self.middle[1] - self.height / 2 + step * (row * self.columns - 0.5)
        goal = np.array([self.middle[0], top + step * self.columns / 2])
        origin = home + turn * (goal - home) - along * self.columns / 2 - across / 2
        return cairo.Matrix(*along, *across, *origin)

    def cell_matrix(self, index: int, collapsed: float) -> cairo.Matrix:
        """Return where one of the pixels that stay is while the column collapses."""
        step = self.height / (self.count - 1)
        side = min(self.cell, self.pitch)
        width = STRIP * self.cell + collapsed * (side - STRIP * self.cell)
        tall = step + collapsed * (side - step)
        start = self.middle[1] - self.height / 2 + step * index
        end = self.shown_centres()[self.shown.index(index), 1]
        y = start + collapsed * (end - start)
        return cairo.Matrix(width, 0, 0, tall, self.middle[0] - width / 2, y - tall / 2)

    def shown_centres(self) -> NDArray[np.float64]:
        """Return where the pixels that stay end: shape (len(shown), 2)."""
        things, _ = places(self.shown, self.count, self.height)
        top = self.middle[1] - self.height / 2
        return np.stack([np.full(len(things), self.middle[0]), top + things], axis=1)

    def dots(self) -> Sequence[tuple[float, float, float]]:
        """Return the dots for what is left out: (x, y, radius)."""
        _, gaps = places(self.shown, self.count, self.height)
        top, room = self.middle[1] - self.height / 2, self.pitch - min(self.cell, self.pitch) / 2
        return [
            (self.middle[0], top + gap + k * 0.4 * room, 0.064 * room)
            for gap in gaps
            for k in (-1, 0, 1)
        ]
