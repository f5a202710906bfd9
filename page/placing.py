"""What a digit's place means to a network: it is pushed into a corner, and read again."""

from dataclasses import dataclass

import numpy as np

from network.digits.digits import SIDE, Digits
from network.model.mlp import MLP

#: How far the page pushes a digit, in pixels: up, and as far to the left.
PUSH = 4


@dataclass(frozen=True)
class Pushed:
    """How often digits are read in their place, and pushed into the upper left corner.

    Attributes
    ----------
    count
        How many digits: those that lose no ink on the way.
    by
        How far, in pixels: up, and as far to the left.
    before, after
        Share read correctly; NaN, if there are no digits.
    """

    count: int
    by: int
    before: float
    after: float


def read_when_pushed(mlp: MLP, digits: Digits, by: int = PUSH) -> Pushed:
    """Let a network read digits in their place, and moved ``by`` pixels up and to the left."""
    pictures = digits.pixels.reshape(-1, SIDE, SIDE)
    whole = ~(pictures[:, :by].any(axis=(1, 2)) | pictures[:, :, :by].any(axis=(1, 2)))
    pictures, labels = pictures[whole], digits.labels[whole]
    moved = np.zeros_like(pictures)
    moved[:, : SIDE - by, : SIDE - by] = pictures[:, by:, by:]

    def share(images: np.ndarray) -> float:
        if not len(images):
            return float("nan")
        return float((mlp.forward(images.reshape(len(images), -1)).answer == labels).mean())

    return Pushed(len(labels), by, share(pictures), share(moved))
