"""Smaller and smaller nudges of one number in a chain: what the cost really does, link by link.

A ratio of two changes nears the slope as the nudge shrinks, until numbers of 53 binary digits
cannot hold the changes any more: then it strays, and at last nothing moves at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from network.model.activations import Array
from network.questions.chain import ChainReading, Node
from network.questions.checked_slopes import relative_difference

#: From 1 down to where nothing moves: each a tenth of the one before.
NUDGES = tuple(float(f"1e-{power}") for power in range(17))


@dataclass(frozen=True, eq=False)
class Nudges:
    """What nudges of one number of a chain did; n of them, along a path of m + 1 numbers.

    Attributes
    ----------
    path
        What changes, from what was nudged to the cost: see
        :meth:`network.questions.chain.ChainReading.path`.
    by
        Shape (n,): the nudges that were asked for.
    changes
        Shape (n, m + 1): by how much each number of the path really changed, exactly 0 where it
        did not move.
    factors
        Shape (m,): the slope of each link, from the formulas.
    slope
        The slope of the cost along what was nudged, by the chain rule: the product of ``factors``.
    """

    path: tuple[Node, ...]
    by: Array
    changes: Array
    factors: Array
    slope: float

    @property
    def moved(self) -> Array:
        """Shape (n,): whether the number itself moved; a nudge can be too small for that."""
        return self.changes[:, 0] != 0

    @property
    def ratios(self) -> Array:
        """Shape (n, m): the change of each number for that of the one before; 0 if neither moved.

        Their product is ``quotient``, but for rounding, unless a number in between did not move.
        """
        return ratio(self.changes[:, 1:], self.changes[:, :-1])

    @property
    def quotient(self) -> Array:
        """Shape (n,): the change of the cost for that of the number; 0 if it did not move."""
        return ratio(self.changes[:, -1], self.changes[:, 0])

    @property
    def differences(self) -> Array:
        """Shape (n,): how far ``quotient`` is from ``slope``, for the larger of both; 0 to 2.

        It is 1 where nothing moved.
        """
        return relative_difference(self.quotient, np.full(len(self.by), self.slope))

    @property
    def best(self) -> int:
        """Which nudge comes nearest to the slope."""
        return int(self.differences.argmin())


def nudges(reading: ChainReading, kind: str, place: int, by: Sequence[float] = NUDGES) -> Nudges:
    """Nudge one number of a chain, by more and by less, and see what follows.

    Changes are divided by what the number has really changed by, which is not quite the nudge: a
    sum is rounded, too.

    Parameters
    ----------
    reading
        Where the chain is.
    kind, place
        What is nudged: see :mod:`network.questions.chain`.
    by
        How much is added, n times, always to the number as it is.

    Raises
    ------
    ValueError
        If there is nothing of that name.
    """
    path = reading.path(kind, place)
    before = np.array([reading.held(node) for node in path])
    after = [reading.nudged(kind, place, each) for each in by]
    held = np.array([[each.held(node) for node in path] for each in after])
    factors = np.array(reading.factors(kind, place))
    return Nudges(path, np.array(by), held - before, factors, reading.slope(kind, place))


def ratio(change: Array, of: Array) -> Array:
    """Return one change for another, and 0 for one that is none: all of the same shape."""
    return np.divide(change, of, out=np.zeros_like(change), where=of != 0)
