"""How opaque an edge is: what is shown of a weight, or of a weight times an activation."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

#: From so many edges of a step on they are many: drawn thinner, and further apart in strength.
MANY = 4000

#: With many edges strength grows as this power of the weight's size: in a crowd, the weak
#: ones would hide the strong.
CROWDED = 1.4

#: So many edges can be told apart, 16 from each pixel of an image.
CROWD = 16 * 28 * 28

#: From one end to the next, the edges that are drawn move on by about this share of their distance.
GOLDEN = 0.618

#: More edges of a step than four times as many are not all drawn: one by one they can't be seen,
#: and films would take hours.
MOST_DRAWN = 4 * CROWD


def one_in(count: int) -> int:
    """Return n, if of so many edges of a step one in n is drawn."""
    return -(-count // MOST_DRAWN)


@cache
def drawn(shape: tuple[int, int]) -> NDArray[np.intp]:
    """Return which edges of a step are drawn, as places in the flat matrix, shape (ends, starts).

    They are chosen by place, not by strength: where there are more than ``MOST_DRAWN``, as many
    from each start as from any other, and evenly spread.
    """
    ends, starts = shape
    nth = one_in(ends * starts)
    step = next(k for k in range(round(GOLDEN * nth), nth + 1) if math.gcd(k, nth) == 1)
    places = np.arange(starts) + step * np.arange(ends)[:, None]
    chosen = np.flatnonzero(places % nth == 0)
    chosen.setflags(write=False)
    return chosen


def largest_but_few(weights: Array) -> float:
    """Return the size that all but the largest half percent of the weights stay below."""
    return float(np.quantile(np.abs(weights), 0.995)) or 1.0


def shown_strength(values: Array, scale: float) -> Array:
    """Return edge strengths, -1 to 1, of weights or of weights times activations.

    Strength grows a little slower than the value, so that weak edges can be seen beside
    strong ones: (value / scale) ** 0.8, at most 1.
    """
    return np.sign(values) * np.minimum(np.abs(values) / scale, 1) ** 0.8


def edge_strength(weights: Array, scale: float) -> Array:
    """Return how strongly to draw edges where weights are all there is to see, -1 to 1.

    Few are drawn as by :func:`shown_strength`; with many, the weak ones step back. Beyond
    ``CROWD`` edges, all are drawn weaker, as far as more are drawn: together they hide no more
    than those would.
    """
    if weights.size <= MANY:
        return shown_strength(weights, scale)
    fullest = min(1, CROWD / len(drawn(weights.shape)))
    return fullest * np.sign(weights) * np.minimum(np.abs(weights) / scale, 1) ** CROWDED
