"""How much weights look like an edge at any angle, and what chance and true edges would get."""

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.questions.edge_detector import AGAINST, MARGIN

Array = NDArray[np.float64]

#: Angles at which an edge is laid over weights, degrees.
ANGLES = tuple(range(0, 180, 15))

#: Length and thickness of the edge that is laid over them, pixels.
LENGTH, THICKNESS = 8, 3

#: Lengths and thicknesses of edges drawn by hand, to see what true edges get.
LENGTHS, THICKNESSES = (6, 8, 10, 12), (2, 3, 4, 5)

#: Radii of round spots and how wide a ring counts against each, and spreads of soft ones, pixels.
RADII, RINGS, SPREADS = (1.5, 2.0, 2.5, 3.0), (1, 2, 3), (1.0, 1.5, 2.0, 3.0)

#: Side of the square that holds an edge at any angle, pixels, and how far weights are continued
#: with zeros, so that a level edge gets everywhere.
BOX, ROUND = 14, (3, 4)

#: Every pixel of a turned edge is the mean of so many points each way.
FINE = 8


def likeness_at_any_angle(matrix: NDArray[np.floating]) -> Array:
    """Return how much each row of weights, shape (n, 784), looks like an edge: shape (n,).

    It is the size of the cosine between the weights and a short hand-made edge, wherever and at
    whatever angle it fits best: 1 if they are alike but for their size, 0 if they have nothing in
    common. Signs may be swapped.
    """
    rows = np.asarray(matrix, np.float64).reshape(-1, SIDE, SIDE)
    padded = np.pad(rows, ((0, 0), ROUND, ROUND))
    windows = sliding_window_view(padded, (BOX, BOX), axis=(1, 2)).reshape(len(rows), -1, BOX**2)
    best = np.abs(windows @ _edges_at_all_angles().T).max(axis=(1, 2))
    sizes = np.linalg.norm(rows, axis=(1, 2))
    return np.divide(best, sizes, out=np.zeros(len(rows)), where=sizes > 0)


def best_edge(weights: NDArray[np.floating]) -> tuple[float, float, float]:
    """Return where an edge fits weights, shape (784,), best: its angle, and its middle's place.

    Returns
    -------
    tuple[float, float, float]
        Degrees, row and column; these count pixels from the upper left one's middle.
    """
    padded = np.pad(np.asarray(weights, np.float64).reshape(SIDE, SIDE), ROUND)
    windows = sliding_window_view(padded, (BOX, BOX))
    fits = np.abs(np.einsum("ijkl,akl->aij", windows, _edges_at_all_angles().reshape(-1, BOX, BOX)))
    which, row, column = np.unravel_index(int(fits.argmax()), fits.shape)
    middle = _middle(BOX, ANGLES[which])
    return (
        float(ANGLES[which]),
        float(row - ROUND[0] + middle[0]),
        float(column - ROUND[0] + middle[1]),
    )


def compared(matrix: NDArray[np.floating], start: NDArray[np.floating]) -> list[Array]:
    """Return weights to be compared with trained ones, and these at last: shapes (n, 784).

    They are the trained ones shuffled, those of the random start, soft patches of chance, round
    spots, and edges.

    Parameters
    ----------
    matrix, start
        What the training ended with, and what it began with: shapes (neurons, 784).
    """
    by_hand = spots_by_hand(), edges_by_hand()
    return [shuffled(matrix), np.asarray(start), soft_patches(matrix), *by_hand, np.asarray(matrix)]


def shuffled(matrix: NDArray[np.floating], seed: int = 0) -> Array:
    """Return the same weights, each row in an order of chance: shape (n, 784)."""
    return np.random.default_rng(seed).permuted(np.asarray(matrix, np.float64), axis=1)


def soft_patches(matrix: NDArray[np.floating], seed: int = 0) -> Array:
    """Return patches of chance, each as soft as a row of weights: shape (n, 784).

    Size and fineness of the patches are those of the row, as its Fourier coefficients keep their
    sizes; where they lie is left to chance, as these get the phases of noise.
    """
    rows = np.asarray(matrix, np.float64).reshape(-1, SIDE, SIDE)
    noise = np.fft.fft2(np.random.default_rng(seed).normal(size=rows.shape))
    turned = np.abs(np.fft.fft2(rows)) * noise / np.abs(noise)
    return np.fft.ifft2(turned).real.reshape(len(rows), -1)


def edges_by_hand() -> Array:
    """Return edges of several lengths and thicknesses, each at its own angle: shape (16, 784)."""
    sizes = [(length, thickness) for length in LENGTHS for thickness in THICKNESSES]
    steps = 5  # from one angle to the next, so that no length has all level ones
    angles = [180 * (steps * place % len(sizes)) / len(sizes) for place in range(len(sizes))]
    return np.stack(
        [
            edge(SIDE, angle, length, thickness).ravel()
            for (length, thickness), angle in zip(sizes, angles, strict=True)
        ]
    )


def spots_by_hand() -> Array:
    """Return round spots, most with a ring that counts against ink: shape (16, 784)."""
    down, across = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    away = np.hypot(down, across).ravel()
    ringed = [
        np.where(away < radius, 1, AGAINST * (away < radius + ring))
        for radius in RADII
        for ring in RINGS
    ]
    return np.stack([*ringed, *(np.exp(-((away / spread) ** 2) / 2) for spread in SPREADS)])


def edge(side: int, angle: float, length: float = LENGTH, thickness: float = THICKNESS) -> Array:
    """Return the weights of a stroke with an edge on both sides, shape (side, side).

    Parameters
    ----------
    angle
        Of the stroke: degrees, 0 is level.
    length, thickness
        Of the stroke, pixels; beside it, two pixels on each side count against it.
    """
    turned = np.deg2rad(angle)
    middle = _middle(side, angle)
    points = (np.arange(side * FINE) + 0.5) / FINE - 0.5
    down, across = np.meshgrid(points - middle[0], points - middle[1], indexing="ij")
    along = np.abs(across * np.cos(turned) - down * np.sin(turned)) < length / 2
    away = np.abs(across * np.sin(turned) + down * np.cos(turned))
    stroke = np.where(away < thickness / 2, 1.0, AGAINST * (away < thickness / 2 + MARGIN))
    return (along * stroke).reshape(side, FINE, side, FINE).mean(axis=(1, 3))


def _middle(side: int, angle: float) -> tuple[float, float]:
    """Return row and column of an edge's middle in a square of even side: none is blurred."""
    is_steep = abs(np.sin(np.deg2rad(angle))) > np.sqrt(0.5) + 1e-9
    middle = (side - 1) // 2, side / 2 - 0.5
    return middle[::-1] if is_steep else middle


@cache
def _edges_at_all_angles() -> Array:
    """Return the edges that are laid over weights, each of length 1: shape (angles, BOX ** 2)."""
    edges = np.stack([edge(BOX, angle).ravel() for angle in ANGLES])
    return edges / np.linalg.norm(edges, axis=1, keepdims=True)
