"""All training images, a point each, which light up as they are used."""

from math import isqrt
from typing import Self

import numpy as np
from manim import DOWN, Group
from numpy.typing import NDArray

from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note

#: How bright a point is that wasn't used yet, and one that was; those of the last batch shine.
UNUSED, USED = 0.13, 0.5

#: The number of rows may differ by this share from what suits the room, so that all are full.
STRETCH = 0.3


class WallOfImages(Group):
    """A point for each image; those that were used are brighter, and those of one batch shine.

    Parameters
    ----------
    order
        Shape (n,): which image is used when.
    batch
        How many are used together.
    width, height
        Room for the points, scene units.

    Attributes
    ----------
    points_of_images
        The points, row by row.
    used
        How many were used: the first ones of the order.
    """

    def __init__(self, order: NDArray[np.integer], batch: int, width: float, height: float) -> None:
        self.order, self.batch = order, batch
        rows = full_rows(len(order), height / width)
        self.shape = rows, -(-len(order) // rows)
        self.points_of_images = PixelGrid(np.zeros(self.shape), 1)
        self.points_of_images.scale(min(height, width * rows / self.shape[1]))
        told = note("each point is one training image")
        told.next_to(self.points_of_images, DOWN, buff=0.2)
        super().__init__(self.points_of_images, told)
        self.set_used(0)

    def set_used(self, count: int) -> Self:
        """Show the first so many images of the order as used, the last batch of them brightest."""
        self.used = int(count)
        lit = np.zeros(self.shape[0] * self.shape[1])
        lit[: len(self.order)] = UNUSED
        lit[self.order[: self.used]] = USED
        lit[self.order[max(0, self.used - self.batch) : self.used]] = 1
        self.points_of_images.set_values(lit.reshape(self.shape))
        return self


def full_rows(count: int, ratio: float) -> int:
    """Return in how many rows to put so many points: all full, if such a number is near by.

    Parameters
    ----------
    ratio
        Of the height of their room to its width.
    """
    fitting = max(1, isqrt(int(count * ratio)))
    near = range(max(1, int((1 - STRETCH) * fitting)), int((1 + STRETCH) * fitting) + 1)
    full = [rows for rows in near if count % rows == 0]
    return min(full, key=lambda rows: abs(rows - fitting), default=fitting)
