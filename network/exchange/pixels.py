"""Which numbers a network takes for pixels, and how its first layer comes to take ours.

Here a pixel is 0 for paper and 1 for ink, row by row from the top left. A network that was
trained on others, x' = factor * x + offset, reads ours when its first layer does that sum:
W x' + b = (factor W) x + (b + offset Σ W). So it is with pictures that were turned or inverted.
Everything is calculated in double precision.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from network.digits.digits import CLASSES, SIDE
from network.exchange.layers import Layers
from network.files.errors import InputError


@dataclass(frozen=True)
class Pixels:
    """Numbers that stand for pixels: x' = factor * x + offset, of x from 0 to 1.

    Attributes
    ----------
    name
        As the command line takes it.
    factor, offset
        See above.
    """

    name: str
    factor: float
    offset: float

    @classmethod
    def parse(cls, text: str, subject: str | Path = "--pixels") -> Self:
        """Read ``0..255``, from paper to ink; or ``0.1307,0.3081``, mean and deviation.

        Raises
        ------
        InputError
            If it is neither.
        """
        by_range = ".." in text
        try:
            first, second = map(float, text.split(".." if by_range else ","))
        except ValueError:
            first = second = math.nan
        fits = math.isfinite(first) and math.isfinite(second)
        if not fits or (first == second if by_range else second <= 0):
            raise InputError(
                subject,
                expected="pixels from paper to ink, as 0..1, 0..255 or -1..1; or the mean and the "
                "deviation that they are normalised by, as 0.1307,0.3081",
                found=text,
                remedy="write the two numbers with two dots, or a comma, between them",
            )
        if by_range:
            return cls(text, second - first, first)
        return cls(text, 1 / second, -first / second)

    def folded_into(self, layers: Layers) -> Layers:
        """Return layers that take pixels from 0 to 1, and do what these do with theirs."""
        if (self.factor, self.offset) == (1, 0):
            return layers
        weights = layers.weights[0].astype(np.float64)
        biases = layers.biases[0] + self.offset * weights.sum(axis=1)
        return layers.with_first(self.factor * weights, biases)


#: What networks usually expect: as they are; bytes; from -1; by MNIST's mean and deviation.
USUAL = tuple(map(Pixels.parse, ("0..1", "0..255", "-1..1", "0.1307,0.3081")))

#: How pictures may have lain before a network: in this order, if several are given.
VIEWS = ("transposed", "mirrored", "upside-down", "inverted")


def seen_as(layers: Layers, views: Sequence[str]) -> Layers:
    """Return layers for upright pictures, of layers that were trained on pictures seen otherwise.

    Parameters
    ----------
    layers
        They take pixels from 0 to 1.
    views
        Out of :data:`VIEWS`.
    """
    for view in sorted(views, key=VIEWS.index, reverse=True):
        weights, biases = layers.weights[0], layers.biases[0]
        pictures = weights.reshape(-1, SIDE, SIDE)
        if view == "inverted":  # they took 1 - x for x
            weights = weights.astype(np.float64)
            layers = layers.with_first(-weights, biases + weights.sum(axis=1))
            continue
        moved = {
            "transposed": pictures.swapaxes(1, 2),
            "mirrored": pictures[:, :, ::-1],
            "upside-down": pictures[:, ::-1],
        }[view]
        layers = layers.with_first(moved.reshape(weights.shape), biases)
    return layers


def parse_order(text: str) -> tuple[int, ...]:
    """Read which digit each output stands for: ``1,2,3,4,5,6,7,8,9,0``.

    Raises
    ------
    InputError
        If it isn't each digit once.
    """
    parts = text.replace(",", " ").split()
    if sorted(parts) != [str(digit) for digit in range(CLASSES)]:
        raise InputError(
            "--order",
            expected="every digit once, as the outputs have them: 1,2,3,4,5,6,7,8,9,0",
            found=text,
            remedy="leave it out, if output 0 stands for 0, and so on",
        )
    return tuple(map(int, parts))


def in_order(layers: Layers, order: Sequence[int]) -> Layers:
    """Return layers whose output d stands for digit d; ``order`` tells what each stood for."""
    places = np.argsort(order)
    return replace(
        layers,
        weights=(*layers.weights[:-1], layers.weights[-1][places]),
        biases=(*layers.biases[:-1], layers.biases[-1][places]),
    )
