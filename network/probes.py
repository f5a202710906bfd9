"""What a network does when it is tried: measurements, not opinions."""

from dataclasses import dataclass

import numpy as np

from network.activations import Array
from network.digits import Digits
from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class Examination:
    """How a network reads a set of labelled digits.

    Attributes
    ----------
    confusion
        Shape (classes, classes), counts: [true label, answer].
    """

    confusion: Array

    @property
    def count(self) -> int:
        """How many digits were read."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """Share read correctly, 0 to 1."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def accuracy_by_digit(self) -> Array:
        """Share read correctly of each true label, shape (classes,); NaN where there is none."""
        with np.errstate(invalid="ignore"):
            return np.diag(self.confusion) / self.confusion.sum(axis=1)


def examine(mlp: MLP, digits: Digits) -> Examination:
    """Let the network read all digits and count its answers."""
    answers = mlp.forward(digits.pixels).answer
    confusion = np.zeros((mlp.sizes[-1], mlp.sizes[-1]), np.int64)
    np.add.at(confusion, (digits.labels, answers), 1)
    return Examination(confusion)
