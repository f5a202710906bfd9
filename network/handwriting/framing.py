"""Bring a picture of one digit to the form MNIST gives its digits.

MNIST's digits were black-and-white scans. Each was shrunk, with its proportions kept, until it
just fitted a box of 20x20 pixels (that is where the grey edges come from), and was then shifted
by whole pixels until its centre of mass lay in the middle of a field of 28x28 pixels. A network
trained on MNIST knows digits in this form alone, so every other picture has to take it on first.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FIELD = 28
"""Side of the finished picture, in pixels."""

BOX = 20
"""Longer side of the digit inside the picture, in pixels."""

MIDDLE = 14
"""Row and column the centre of mass is brought to, counting pixel centres from 0.

The 60,000 training digits average 14.00 in both directions, each within half a pixel.
"""

FAINTEST = 0.5 / 255
"""Fainter ink rounds to paper and does not count as part of the digit."""


def frame(ink: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Crop, shrink (or enlarge) and centre one digit as MNIST does.

    Parameters
    ----------
    ink
        Picture of any height and width in pixels: 0 is bare paper, 1 is full ink. Values
        outside that range are cut off. Everything that is not paper counts as the digit, so
        a grey background or specks of dust must have been removed before.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        0 is paper, 255 full ink. The longer side of the digit measures 20 pixels and its
        centre of mass lies within half a pixel of row 14, column 14, unless the digit is so
        lopsided that it would leave the field; then it stops at the border.

    Raises
    ------
    ValueError
        If the picture is not two-dimensional, holds values that are not finite, or has no ink.
    """
    ink = np.asarray(ink, dtype=np.float64)
    if ink.ndim != 2:
        raise ValueError(f"a picture has height and width, not {ink.ndim} dimensions")
    if not np.isfinite(ink).all():
        raise ValueError("the picture holds values that are not finite")
    digit = _shrunk(_cropped(np.clip(ink, 0, 1)))
    top = _start(digit.sum(axis=1, dtype=np.int64))
    left = _start(digit.sum(axis=0, dtype=np.int64))
    height, width = digit.shape
    field = np.zeros((FIELD, FIELD), dtype=np.uint8)
    field[top : top + height, left : left + width] = digit
    return field


def _cropped(picture: NDArray, faintest: float = FAINTEST) -> NDArray:
    """Return the smallest rectangle of `picture` that holds everything from `faintest` up."""
    marked = picture >= faintest
    rows = np.flatnonzero(marked.any(axis=1))
    if not len(rows):
        raise ValueError("the picture is blank: there is no ink to frame")
    columns = np.flatnonzero(marked.any(axis=0))
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _shrunk(ink: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Average the ink over the areas of 20x20 pixels, then drop empty rows and columns again.

    Areas count by the fraction they cover: no hairline falls between two pixels, which does
    happen with Pillow's box filter, and a thin 1 keeps its thickness.
    """
    side = max(ink.shape)
    height, width = ink.shape
    shares = _cover(height, side) @ ink @ _cover(width, side).T
    return _cropped(np.rint(shares * 255).astype(np.uint8), faintest=1)


@lru_cache(maxsize=256)
def _cover(length: int, side: int) -> NDArray[np.float64]:
    """Return how much of each of 20 pixels is covered by each of `length` finer ones.

    `side` of the finer ones would cover all 20; the first begins where the first of the 20
    does, so that a digit that has been framed before stays as it is. The result has shape
    (20, length).
    """
    edges = np.arange(length + 1) * (BOX / side)
    first = np.arange(BOX)[:, None]
    return np.diff(np.clip(edges, first, first + 1), axis=1)


def _start(mass: NDArray[np.int64]) -> int:
    """Return where a digit has to start for its centre of mass to meet the middle.

    `mass` is the ink in each of its rows (or columns), summed.
    """
    centre = mass @ np.arange(len(mass)) / mass.sum()
    return int(np.clip(np.rint(MIDDLE - centre), 0, FIELD - len(mass)))
