"""How much ink an image has, all in all: the one number that the smallest network is told."""

import numpy as np

from network.digits.digits import PIXELS, Digits
from network.files.errors import InputError
from network.model.activations import Array

#: The two digits that are to be told apart by it.
ZERO, ONE = 0, 1

#: What a pixel of nothing but ink is stored as.
INK = 255


def mean_ink(images: Array) -> Array:
    """Return the mean of the pixels, 0 paper to 1 ink, float64.

    Parameters
    ----------
    images
        Shape (..., 784), 0 to 255, as digits are stored.

    Returns
    -------
    Array
        Shape (...); the sum is exact, and rounded once.
    """
    return images.sum(axis=-1, dtype=np.int64) / (INK * PIXELS)


def wanted_of(labels: Array) -> Array:
    """Return what is asked for: 1 for a 0, and 0 for all else; float64, the same shape."""
    return (labels == ZERO).astype(np.float64)


def zeros_and_ones(digits: Digits) -> Digits:
    """Return the digits that are a 0 or a 1, in their order.

    Raises
    ------
    InputError
        If there is not at least one of each.
    """
    for label in (ZERO, ONE):
        if not (digits.labels == label).any():
            raise InputError(
                digits.name,
                expected=f"digits with the labels {ZERO} and {ONE}",
                found=f"no {label} among {len(digits):,}",
                remedy="use digits that have both",
            )
    return digits[np.isin(digits.labels, (ZERO, ONE))]
