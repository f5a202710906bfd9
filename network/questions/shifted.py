"""Digits moved sideways, and whether a network still reads them."""

from dataclasses import dataclass

import numpy as np

from network.digits.digits import SIDE, Digits
from network.model.activations import Array
from network.model.mlp import MLP
from network.questions.examples import BRIGHT, Example, Examples

#: How far digits are moved, in pixels, to either side.
FARTHEST = 3


@dataclass(frozen=True)
class ReadWhenMoved:
    """How often digits are read that were moved sideways; each to the left, and to the right.

    Attributes
    ----------
    count
        How many digits: those that lose no ink on either side, however far they are moved.
    shares
        Share read correctly after 0, 1, 2 ... pixels, the mean of both sides.
    """

    count: int
    shares: tuple[float, ...]


def moved(images: Array, right: int) -> Array:
    """Move images to the right, or left if ``right`` is negative; paper comes in at the rim.

    Parameters
    ----------
    images
        Shape (..., 784), 0 to 1.
    right
        Whole pixels, less than 28 of them.
    """
    pictures = images.reshape(*images.shape[:-1], SIDE, SIDE)
    made = np.zeros_like(pictures)
    kept = SIDE - abs(right)
    to, start = max(right, 0), max(-right, 0)
    made[..., to : to + kept] = pictures[..., start : start + kept]
    return made.reshape(images.shape)


def stays_whole(images: Array, farthest: int = FARTHEST) -> Array:
    """Return which images, shape (n, 784), lose no ink on either side: shape (n,), bool."""
    columns = images.reshape(-1, SIDE, SIDE).any(axis=1)
    return ~(columns[:, :farthest].any(axis=1) | columns[:, SIDE - farthest :].any(axis=1))


def read_when_moved(mlp: MLP, digits: Digits, farthest: int = FARTHEST) -> ReadWhenMoved:
    """Let a network read digits that were moved by 0 to ``farthest`` pixels, to either side.

    If none stays whole, all shares are NaN.
    """
    chosen = stays_whole(digits.pixels, farthest)
    images, labels = digits.pixels[chosen], digits.labels[chosen]
    if not len(images):
        return ReadWhenMoved(0, (float("nan"),) * (farthest + 1))

    def share(right: int) -> float:
        return float((mlp.forward(moved(images, right)).answer == labels).mean())

    steps = range(farthest + 1)
    return ReadWhenMoved(len(images), tuple((share(k) + share(-k)) / 2 for k in steps))


def upset(
    examples: Examples, label: int | None = None, by: int = FARTHEST
) -> tuple[Example, int] | None:
    """Return the first digit that is read well, but wrongly when it is moved, and how far right.

    It is read correctly and brightly in place, and it stays whole.

    Parameters
    ----------
    label
        What it is to be; any digit, if left out.
    by
        Pixels to the right or, if that doesn't upset the network, to the left.
    """
    images, labels = examples.digits.pixels, examples.digits.labels
    well = (examples.outputs.argmax(axis=1) == labels) & (examples.outputs.max(axis=1) >= BRIGHT)
    if label is not None:
        well &= labels == label
    well = np.flatnonzero(well & stays_whole(images, by))
    sides = np.array([by, -by])
    wrong = [examples.mlp.forward(moved(images[well], k)).answer != labels[well] for k in sides]
    upset_by = np.stack(wrong, axis=1).reshape(-1, 2)
    if not upset_by.any():
        return None
    first = int(upset_by.any(axis=1).argmax())
    return examples[int(well[first])], int(sides[upset_by[first].argmax()])
