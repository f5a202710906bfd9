"""Slightly moved copies of training images, so that a network can't learn them by heart."""

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE


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
    _, height, width = pictures.shape
    corners = np.floor(np.concatenate([down, across], axis=1)).astype(int)[:, :, 0]
    margin = int(np.abs(corners).max()) + 1
    framed = np.pad(pictures, ((0, 0), (margin, margin), (margin, margin)))
    result = np.empty_like(pictures)
    for top, left in np.unique(corners, axis=0):
        alike = (corners == (top, left)).all(axis=1)
        rows = slice(margin + top, margin + top + height + 1)
        columns = slice(margin + left, margin + left + width + 1)
        block = framed[alike, rows, columns].astype(np.float32)
        block = block[:, :-1] + (down[alike] - top) * (block[:, 1:] - block[:, :-1])
        block = block[:, :, :-1] + (across[alike] - left) * (block[:, :, 1:] - block[:, :, :-1])
        result[alike] = block + 0.5
    return result
