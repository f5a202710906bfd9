"""A curve over one number: where its valleys are, how deep, and where a ball rolls on it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import find_peaks

from network.model.activations import Array

#: What is less deep is no valley, as a difference of costs.
LEAST_DEPTH = 1e-4


@dataclass(frozen=True)
class Valley:
    """A lowest point of a curve that rises on both sides.

    Attributes
    ----------
    index
        Of the point.
    depth
        How far one has to climb to get out: to come to a lower point, or to the curve's end. On
        the side where that is less.
    """

    index: int
    depth: float


def valleys(heights: Array, least: float = LEAST_DEPTH) -> list[Valley]:
    """Return the valleys of a curve, from left to right.

    Parameters
    ----------
    heights
        Shape (n,): of points side by side. Neither end is a valley.
    least
        The depth that makes one.
    """
    heights = np.asarray(heights, float)
    found, about = find_peaks(-heights, prominence=least)
    depths = about["prominences"]
    return [Valley(int(i), float(d)) for i, d in zip(found, depths, strict=True)]


def depths_of(heights: Array) -> tuple[float, float]:
    """Return the depths of a curve's deepest valley and of its second deepest; 0 for none."""
    depths = sorted((each.depth for each in valleys(heights)), reverse=True)
    return tuple([*depths, 0.0, 0.0][:2])


@dataclass(frozen=True)
class Rolling:
    """Where a ball is, step by step.

    Attributes
    ----------
    places
        Shape (steps + 1,): the first is where it was put down.
    left
        Whether it went beyond an end of the curve; the last place is that end then.
    """

    places: Array
    left: bool


class SmoothCurve:
    """A curve through points, with a slope everywhere: cubic splines between them.

    Parameters
    ----------
    x, y
        Shape (n,), ``x`` rising.
    """

    def __init__(self, x: Array, y: Array) -> None:
        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        self._spline = CubicSpline(self.x, self.y)

    def height(self, x: Array) -> Array:
        """Return how high it is at places."""
        return self._spline(x)

    def slope(self, x: Array) -> Array:
        """Return how steep it is at places: negative where it falls to the right."""
        return self._spline(x, 1)

    @cached_property
    def valleys(self) -> list[Valley]:
        """Its valleys, from left to right."""
        return valleys(self.y)

    def bottom_below(self, x: float) -> int:
        """Return the index of the point from which there is no way down, downhill from a place."""
        index = int(np.abs(self.x - x).argmin())
        while True:
            sides = [i for i in (index - 1, index + 1) if 0 <= i < len(self.x)]
            lower = min(sides, key=lambda i: self.y[i])
            if self.y[lower] >= self.y[index]:
                return index
            index = lower

    def roll(self, start: float, rate: float, steps: int, still: float = 0.0) -> Rolling:
        """Let a ball go downhill: each step is ``-rate`` times the slope.

        Parameters
        ----------
        start
            Where it is put down.
        rate
            The step size, or learning rate.
        steps
            At most so many.
        still
            A step shorter than this is the last one.
        """
        places, left = [float(start)], False
        low, high = self.x[0], self.x[-1]
        while len(places) <= steps and not left:
            step = -rate * float(self.slope(places[-1]))
            there = places[-1] + step
            left = not low <= there <= high
            places.append(float(np.clip(there, low, high)))
            if abs(step) < still:
                break
        return Rolling(np.array(places), left)
