"""All images that were read, a point each; those that were misread stand out."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.descent.drawings.wall_of_images import full_rows
from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid

#: How far the colour of a point that was read correctly is from the stage's, 0 to 1, and that of
#: one that was not yet read.
RIGHT, UNREAD = 0.55, 0.12


class ReadWall(PixelGrid):
    """A point an image, row by row; misread ones have the colour of mistakes.

    Parameters
    ----------
    right
        Shape (n,), bool: which are read correctly.
    width, height
        Room for the points, scene units.

    Attributes
    ----------
    read
        How many have been read: the first ones.
    """

    def __init__(self, right: NDArray[np.bool_], width: float, height: float) -> None:
        self.right, self.read = np.asarray(right), 0
        rows = full_rows(len(right), height / width)
        self.layout = rows, -(-len(right) // rows)
        self.wrong_colour = rgb(theme().wrong)
        super().__init__(np.zeros(self.layout), min(height, width * rows / self.layout[1]))
        self.set_read(0)

    def set_read(self, count: int) -> Self:
        """Show how the first so many were read."""
        self.read = int(count)
        values = np.zeros(self.layout[0] * self.layout[1])
        values[: len(self.right)] = UNREAD
        values[: self.read] = np.where(self.right[: self.read], RIGHT, 1)
        return self.set_values(values.reshape(self.layout))

    def colours(self) -> NDArray[np.float64]:
        """Return red, green and blue of every point, 0 to 1: shape (rows, columns, 3)."""
        share = self.values[..., None]
        quiet = self.stage + np.minimum(share, RIGHT) * (self.quiet - self.stage)
        wrong = np.clip((share - RIGHT) / (1 - RIGHT), 0, 1)
        return quiet + wrong * (self.wrong_colour - quiet)
