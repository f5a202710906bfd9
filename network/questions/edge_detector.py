"""Weights that were not learned but set by hand: a neuron that looks for one short edge.

Films show it beside what training really made, and say each time that it is hand-made.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from network.digits.digits import SIDE

#: Rows above and below the bar whose ink counts against it, and the weight of their pixels.
MARGIN, AGAINST = 2, -0.5

#: From this likeness on, weights are called an edge; shuffled ones reach a quarter of it.
EDGE_LIKE = 0.6

#: The sum has to exceed this for the neuron to become active.
THRESHOLD = 10


@dataclass(frozen=True)
class EdgeDetector:
    """A neuron that answers to a short horizontal stroke in one place.

    Its weights are 1 in a bar, -1/2 in two rows above it and two below, and 0 elsewhere. A
    blot that covers all of it still gets a sum above 0, but a clean stroke gets three times as
    much.

    Attributes
    ----------
    row, column
        The bar's upper left pixel.
    rows, columns
        Its size in pixels.
    """

    row: int
    column: int
    rows: int = 3
    columns: int = 8

    @property
    def bias(self) -> float:
        """What is added to the sum: minus the threshold."""
        return -float(THRESHOLD)

    @cached_property
    def bar(self) -> NDArray[np.bool_]:
        """Which pixels are the bar's: shape (784,)."""
        return self._block(self.row, self.row + self.rows)

    @cached_property
    def margin(self) -> NDArray[np.bool_]:
        """Which pixels lie just above and below the bar: shape (784,)."""
        return self._block(self.row - MARGIN, self.row + self.rows + MARGIN) & ~self.bar

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """All weights, shape (784,)."""
        return (self.bar + AGAINST * self.margin).astype(np.float32)

    @cached_property
    def stroke(self) -> NDArray[np.float64]:
        """A clean stroke right under the bar, a little longer than it: shape (784,), 0 or 1."""
        picture = np.zeros((SIDE, SIDE))
        start, end = max(self.column - 4, 0), self.column + self.columns + 4
        picture[self.row : self.row + self.rows, start:end] = 1
        return picture.ravel()

    @cached_property
    def blot(self) -> NDArray[np.float64]:
        """A round blot of ink that covers bar and margin: shape (784,), 0 or 1."""
        down, across = np.mgrid[:SIDE, :SIDE]
        middle = self.row + (self.rows - 1) / 2, self.column + (self.columns - 1) / 2
        reach = np.hypot(self.rows / 2 + MARGIN, self.columns / 2)
        return (np.hypot(down - middle[0], across - middle[1]) < reach).astype(float).ravel()

    def _block(self, top: int, bottom: int) -> NDArray[np.bool_]:
        pixels = np.zeros((SIDE, SIDE), bool)
        pixels[max(top, 0) : bottom, self.column : self.column + self.columns] = True
        return pixels.ravel()


def detector_for(image: NDArray[np.floating]) -> EdgeDetector:
    """Return the detector placed where an image gives it its largest sum.

    Parameters
    ----------
    image
        Shape (784,), 0 to 1.
    """
    pattern = _pattern(EdgeDetector(MARGIN, 0))
    windows = sliding_window_view(image.reshape(SIDE, SIDE), pattern.shape)
    sums = np.einsum("ijkl,kl->ij", windows, pattern)
    row, column = np.unravel_index(int(sums.argmax()), sums.shape)
    return EdgeDetector(int(row) + MARGIN, int(column))


def wishes(detector: EdgeDetector) -> list[NDArray[np.floating]]:
    """Return patterns that one might wish a neuron to look for, shape (28, 28) each, 0 and 1.

    They are the detector's bar, a stem through it, a ring around it, and a bar further down.
    """
    down, across = np.mgrid[:SIDE, :SIDE]
    middle = detector.column + detector.columns / 2 - 0.5
    distance = np.hypot(across - middle, down - 13.5)
    shapes = (
        detector.bar.reshape(SIDE, SIDE),
        (abs(across - middle) < 2) & (abs(down - 17) < 6),
        (distance > 4) & (distance < 6.6),
        (abs(down - 22) < 2) & (abs(across - middle) < 4),
    )
    return [shape.astype(float) for shape in shapes]


def likeness(weights: NDArray[np.floating]) -> float:
    """Return how much weights, shape (784,), look like a detector, wherever it fits best.

    It is the size of the cosine between the two: 1 if they are alike but for their size, 0 if
    they have nothing in common. Level and upright edges are tried, ink on paper and paper on ink.
    """
    return abs(signed_likeness(weights))


def signed_likeness(weights: NDArray[np.floating]) -> float:
    """Return that cosine with its sign: below 0, if the detector fits best with signs swapped."""
    picture = weights.reshape(SIDE, SIDE).astype(float)
    pattern = _pattern(EdgeDetector(MARGIN, 0))
    size = np.linalg.norm(picture) * np.linalg.norm(pattern)
    fits = [
        np.einsum("ijkl,kl->ij", sliding_window_view(picture, turned.shape), turned).ravel()
        for turned in (pattern, pattern.T)
    ]
    best = max(np.concatenate(fits), key=abs)
    return float(best / size) if size else 0.0


def like_edges(matrix: NDArray[np.floating]) -> dict[int, float]:
    """Return which rows of a matrix, shape (n, 784), look like a detector, the likest first.

    Returns
    -------
    dict[int, float]
        Their signed likeness, by their place; its size is at least :data:`EDGE_LIKE`.
    """
    found = {place: signed_likeness(row) for place, row in enumerate(matrix)}
    order = sorted(found, key=lambda place: -abs(found[place]))
    return {place: found[place] for place in order if abs(found[place]) >= EDGE_LIKE}


def _pattern(detector: EdgeDetector) -> NDArray[np.float32]:
    """Return the weights that aren't 0, shape (rows + 2 * MARGIN, columns)."""
    high = detector.rows + 2 * MARGIN
    return detector.weights.reshape(SIDE, SIDE)[:high, : detector.columns]
