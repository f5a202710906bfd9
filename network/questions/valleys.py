"""A curve over one number: where its valleys are, how deep, and where a ball rolls on it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from network.model.activations import Array

#: What is less deep is no valley, as a difference of costs.
LEAST_DEPTH = 1e-4

#: A ball is at rest where the curve is no steeper than this share of its steepest, and bends
#: upward; how many steps the ball has for it.
STILL, STEPS = 0.02, 300

#: A step size that fits lets the ball take at least so many steps.
FEWEST_STEPS = 8

#: A ball is put down so far from the end of its valley's side, as a share of that side.
FROM_END = 0.1

#: Step sizes so many times as large are tried, to see what comes of it; with so many steps. The
#: ball is on its way as long as it swings by more than this share of the curve's width.
FACTORS, MORE_STEPS, SWING = (2, 3, 5, 10, 20, 50, 100), 40, 0.05


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
    from scipy.signal import find_peaks  # takes most of a second to import

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
    rests
        Whether it came to rest.
    """

    places: Array
    left: bool
    rests: bool


class SmoothCurve:
    """A curve through points, with a slope everywhere: cubic splines between them.

    Parameters
    ----------
    x, y
        Shape (n,), ``x`` rising.
    """

    def __init__(self, x: Array, y: Array) -> None:
        from scipy.interpolate import CubicSpline  # takes a third of a second to import

        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        self._spline = CubicSpline(self.x, self.y)

    def height(self, x: Array) -> Array:
        """Return how high it is at places."""
        return self._spline(x)

    def slope(self, x: Array) -> Array:
        """Return how steep it is at places: negative where it falls to the right."""
        return self._spline(x, 1)

    @cached_property
    def steepest(self) -> float:
        """The size of its largest slope at its points."""
        return float(np.abs(self.slope(self.x)).max())

    def _is_still(self, x: float) -> bool:
        flat = abs(float(self.slope(x))) <= STILL * self.steepest
        return flat and float(self._spline(x, 2)) >= 0

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

    def valley_of_ball(self) -> Valley | None:
        """Return the valley that a ball is shown in: the second deepest, or else the only one."""
        by_depth = sorted(self.valleys, key=lambda valley: -valley.depth)
        return by_depth[min(1, len(by_depth) - 1)] if by_depth else None

    def sides(self, bottom: int) -> tuple[int, int]:
        """Return the indices of the points up to which it rises from a bottom, left and right."""
        left = right = bottom
        while left > 0 and self.y[left - 1] >= self.y[left]:
            left -= 1
        while right < len(self.y) - 1 and self.y[right + 1] >= self.y[right]:
            right += 1
        return left, right

    def start_of_ball(self) -> float:
        """Return where to put a ball down: high on its valley's side, away from other valleys.

        Where there is no valley, near the higher end.
        """
        valley = self.valley_of_ball()
        if not valley:
            ends = self.x[0], self.x[-1]
            high, low = ends if self.y[0] > self.y[-1] else ends[::-1]
            return float(high + FROM_END * (low - high))
        left, right = self.sides(valley.index)
        others = [each.index for each in self.valleys if each != valley]
        if others:
            outer = left if others[0] > valley.index else right
        else:
            outer = max(left, right, key=lambda index: abs(self.x[index] - self.x[valley.index]))
        high, low = self.x[outer], self.x[valley.index]
        return float(high + FROM_END * (low - high))

    def fitting_rate(self, start: float) -> float:
        """Return a step size, 1, 2 or 5 times a power of ten, for a ball that starts at a place.

        It is the largest with which it comes to rest after so many steps that one sees them, and
        never turns back; if there is none, the largest with which it never turns back.
        """
        width = float(self.x[-1] - self.x[0])
        power = int(np.ceil(np.log10(width / (self.steepest or 1.0))))
        rates = [float(f"{k}e{e}") for e in range(power, power - 6, -1) for k in (5, 2, 1)]
        straight = []
        for rate in rates:
            rolled = self.roll(start, rate)
            steps = np.diff(rolled.places)
            if (steps >= 0).all() or (steps <= 0).all():
                straight.append((rolled.rests and len(steps) >= FEWEST_STEPS, rate))
        return max(straight)[1] if straight else rates[-1]

    def overshoot(self, start: float, rate: float) -> "Overshoot":
        """Return what comes of a step size that is too large, the first of ``FACTORS`` that is."""
        usual = self.bottom_below(self.roll(start, rate).places[-1])
        for factor in FACTORS:
            rolled = self.roll(start, factor * rate, MORE_STEPS)
            if rolled.left:
                return Overshoot(factor, rolled, "leaves")
            if not rolled.rests and np.ptp(rolled.places[-10:]) > SWING * (self.x[-1] - self.x[0]):
                return Overshoot(factor, rolled, "goes on")
            if self.bottom_below(rolled.places[-1]) != usual:
                return Overshoot(factor, rolled, "elsewhere")
        return Overshoot(factor, rolled, "rests")

    def roll(self, start: float, rate: float, steps: int = STEPS) -> Rolling:
        """Let a ball go downhill: each step is ``-rate`` times the slope.

        Parameters
        ----------
        start
            Where it is put down.
        rate
            The step size, or learning rate.
        steps
            At most so many.
        """
        places, left, rests = [float(start)], False, False
        low, high = self.x[0], self.x[-1]
        while len(places) <= steps and not left and not rests:
            there = places[-1] - rate * float(self.slope(places[-1]))
            left = not low <= there <= high
            places.append(float(np.clip(there, low, high)))
            rests = not left and self._is_still(places[-1])
        return Rolling(np.array(places), left, rests)


@dataclass(frozen=True)
class Overshoot:
    """A ball with too large a step size.

    Attributes
    ----------
    factor
        How many times as large as the usual one it is.
    rolled
        Where the ball went.
    outcome
        "leaves" the curve, "goes on" jumping, comes to rest "elsewhere", or "rests" all the same.
    """

    factor: int
    rolled: Rolling
    outcome: str
