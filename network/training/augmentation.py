"""Slightly moved copies of training images, so that a network can't learn them by heart."""

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE

#: Pictures moved at a time: many enough that calls don't matter, few enough to stay in the cache.
TOGETHER = 128


def shift(images: NDArray[np.uint8], limit: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return the images, each moved by its own random amount.

    Amounts are uniform up to ``limit`` in both directions. Pixels in between are interpolated
    linearly, and what comes in from outside is paper.

    Parameters
    ----------
    images
        Shape (n, 784).
    limit
        In pixels.
    rng
        Where chance comes from.

    Returns
    -------
    NDArray[np.uint8]
        Shape (n, 784), new.
    """
    count = len(images)
    down, across = rng.uniform(-limit, limit, (2, count, 1, 1)).astype(np.float32)
    return moved(images.reshape(count, SIDE, SIDE), down, across).reshape(count, SIDE * SIDE)


def moved(
    pictures: NDArray[np.uint8], down: NDArray[np.float32], across: NDArray[np.float32]
) -> NDArray[np.uint8]:
    """Return pictures whose every pixel comes from so far down and across.

    Pictures whose shifts have the same whole part are moved together: that is twenty times as
    fast as a general interpolation.

    Parameters
    ----------
    pictures
        Shape (n, rows, columns).
    down, across
        Shape (n, 1, 1), in pixels.

    Returns
    -------
    NDArray[np.uint8]
        Shape (n, rows, columns), new.
    """
    count, height, width = pictures.shape
    corners = np.floor(np.concatenate([down, across], axis=1)).astype(int)[:, :, 0]
    margin = int(np.abs(corners).max()) + 1
    framed = np.pad(pictures, ((0, 0), (margin, margin), (margin, margin)))
    result = np.empty_like(pictures)
    mixing = _Mixing(min(count, TOGETHER), height, width)
    for top, left in np.unique(corners, axis=0):
        alike = np.flatnonzero((corners == (top, left)).all(axis=1))
        rows = slice(margin + top, margin + top + height + 1)
        columns = slice(margin + left, margin + left + width + 1)
        for start in range(0, len(alike), TOGETHER):
            some = alike[start : start + TOGETHER]
            shares = down[some] - top, across[some] - left
            result[some] = mixing(framed[some, rows, columns], *shares)
    return result


class _Mixing:
    """Means of neighbouring pixels, in memory that is used again.

    New memory for every step would cost the system as much time as the steps themselves.

    Parameters
    ----------
    count
        How many pictures every call brings at most.
    height, width
        Of the pictures returned.
    """

    def __init__(self, count: int, height: int, width: int) -> None:
        self.pixels = np.empty((count, height + 1, width + 1), np.float32)
        self.steps = np.empty((count, height, width + 1), np.float32)
        self.lines = np.empty((count, height, width + 1))
        self.mixed = np.empty((count, height, width))

    def __call__(
        self, pictures: NDArray[np.uint8], down: NDArray[np.float64], across: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what lies so far, 0 to 1, between pixels and their lower and right neighbours.

        A half is added, for rounding. The result is overwritten by the next call.

        Parameters
        ----------
        pictures
            Shape (n, height + 1, width + 1).
        down, across
            Shape (n, 1, 1).

        Returns
        -------
        NDArray[np.float64]
            Shape (n, height, width).
        """
        each = slice(len(pictures))
        pixels, lines, mixed = self.pixels[each], self.lines[each], self.mixed[each]
        pixels[:] = pictures
        np.subtract(pixels[:, 1:], pixels[:, :-1], out=self.steps[each])
        np.multiply(down, self.steps[each], out=lines)
        lines += pixels[:, :-1]
        np.subtract(lines[:, :, 1:], lines[:, :, :-1], out=mixed)
        mixed *= across
        mixed += lines[:, :, :-1]
        mixed += 0.5
        return mixed
