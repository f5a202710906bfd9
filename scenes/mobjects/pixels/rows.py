"""Rows and columns of what belongs to the pixels of an image."""

from math import isqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray


def in_rows(values: ArrayLike) -> NDArray[np.floating]:
    """Return values by rows and columns, shape (rows, columns).

    Parameters
    ----------
    values
        Shape (rows, columns), or flat, (n * n,), row by row of a square.

    Raises
    ------
    ValueError
        If they are flat, but of no square.
    """
    array = np.asarray(values)
    if array.ndim == 2:
        return array
    side = isqrt(array.size)
    if array.shape != (side * side,):
        raise ValueError(f"expected rows and columns, or a square's values, not {array.shape}")
    return array.reshape(side, side)
