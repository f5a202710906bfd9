"""How opaque an edge is: what is shown of a weight, or of a weight times an activation."""

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
    ``CROWD`` edges, all are drawn weaker, as far as there are more: together they hide no more
    than those would.
    """
    if weights.size <= MANY:
        return shown_strength(weights, scale)
    fullest = min(1, CROWD / weights.size)
    return fullest * np.sign(weights) * np.minimum(np.abs(weights) / scale, 1) ** CROWDED
