"""What excites a neuron of the first layer: images that do, and the most that any could."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import CLASSES, Digits
from network.model.mlp import MLP

Array = NDArray[np.float64]

#: A neuron is said to look for more than one digit if its likest images show several.
FIRST = 8


@dataclass(frozen=True, eq=False)
class Excitement:
    """What the sums of a neuron of the first layer are, bias included, in double precision.

    Attributes
    ----------
    mlp, digits
        The network, and the images that it reads.
    neuron
        Which neuron.
    """

    mlp: MLP
    digits: Digits
    neuron: int

    @cached_property
    def sums(self) -> Array:
        """Of every image: shape (n,)."""
        return self.digits.images @ (self._weights / 255) + self._bias

    @property
    def likest(self) -> NDArray[np.int64]:
        """The images with the highest sums, the highest first; of equals, the first one."""
        return np.argsort(-self.sums, kind="stable")[:FIRST]

    @property
    def best_image(self) -> Array:
        """The image with the highest sum there can be, shape (784,): ink where weights are above 0.

        A pixel is 0 to 1, so that no other can add more: neither more ink on a weight above 0, nor
        less on one below.
        """
        return (self._weights > 0).astype(float)

    @property
    def best_sum(self) -> float:
        """That image's sum."""
        return float(self.best_image @ self._weights + self._bias)

    @property
    def label(self) -> int | None:
        """What all of :attr:`likest` show, or ``None`` if they show several digits."""
        labels = np.unique(self.digits.labels[self.likest])
        return int(labels[0]) if len(labels) == 1 else None

    def shares_lit(self) -> list[float]:
        """Return how often the sum is above 0 for each digit, from 0 to 9; 0 for one not there."""
        lit, labels = self.sums > 0, self.digits.labels
        counts = np.bincount(labels, minlength=CLASSES), np.bincount(labels[lit], minlength=CLASSES)
        return (counts[1] / np.maximum(counts[0], 1)).tolist()

    @property
    def _weights(self) -> Array:
        return self.mlp.weights[0][self.neuron].astype(np.float64)

    @property
    def _bias(self) -> float:
        return float(self.mlp.biases[0][self.neuron])
