"""Slightly moved copies of training images, so that a network can't learn them by heart."""

import numpy as np
from numpy.typing import NDArray

from network.digits.digits import SIDE

#: Pictures moved at a time: many enough that calls don't matter, few enough to stay in the cache.
TOGETHER = 128

#: Nearer to the middle of two whole numbers, single precision is not trusted to round.
DOUBT = 2e-4

#: Added to all pixels before they are mixed; then, fractions are cut off.
ALMOST_HALF = np.float32(0.5 - DOUBT)


def shift(images: NDArray[np.uint8], limit: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return the images, each moved by its own random amount.

    Amounts are uniform up to ``limit`` in both directions. Pixels in between are interpolated
    linearly, and what comes in from outside is paper.

    Parameters
    ----------
    images
        Shape (n, 784).
    limit
        In pixels.
    rng
        Where chance comes from.

    Returns
    -------
    NDArray[np.uint8]
        Shape (n, 784), new.
    """
    count = len(images)
    down, across = rng.uniform(-limit, limit, (2, count, 1, 1)).astype(np.float32)
    return moved(images.reshape(count, SIDE, SIDE), down, across).reshape(count, SIDE * SIDE)


def moved(
    pictures: NDArray[np.uint8], down: NDArray[np.float32], across: NDArray[np.float32]
) -> NDArray[np.uint8]:
    """Return pictures whose every pixel comes from so far down and across.

    Pictures are mixed many at a time, those whose shifts have the same whole part then moved
    together: that is far faster than a general interpolation.

    Parameters
    ----------
    pictures
        Shape (n, rows, columns).
    down, across
        Shape (n, 1, 1), in pixels.

    Returns
    -------
    NDArray[np.uint8]
        Shape (n, rows, columns), new.
    """
    count, height, width = pictures.shape
    corners = np.floor(np.concatenate([down, across], axis=1)).astype(int)
    down, across = down - corners[:, :1], across - corners[:, 1:]  # what is left: 0 to 1
    result = np.empty_like(pictures)
    mixing = _Mixing(min(count, TOGETHER), height, width)
    places, group = np.unique(corners[:, :, 0], axis=0, return_inverse=True)
    for number, corner in enumerate(places.tolist()):
        mixing.begin_at(*corner)
        alike = np.flatnonzero(group.reshape(-1) == number)
        for some in np.split(alike, range(TOGETHER, len(alike), TOGETHER)):
            result[some] = mixing(pictures[some], down[some], across[some])
    return result


class _Mixing:
    """Means of neighbouring pixels, in memory that is used again.

    New memory for every step would cost the system as much time as the steps themselves.

    Parameters
    ----------
    count
        How many pictures every call brings at most.
    height, width
        Of the pictures.
    """

    def __init__(self, count: int, height: int, width: int) -> None:
        shape = count, height + 1, width + 1  # the last row and column have neighbours, too
        self.pixels, self.lines, self.mixed = np.zeros((3, *shape), np.float32)
        self.low, self.high = np.empty((2, *shape), np.uint8)
        self.begin_at(0, 0)

    def begin_at(self, top: int, left: int) -> None:
        """Say which of a picture's pixels is the first one; what lies outside is paper."""
        # Almost a half is added from the start: what is mixed has only to be cut off then.
        self.pixels[:] = ALMOST_HALF
        height, width = self.pixels.shape[1:]
        ways = ((top, height), (left, width))
        self.seen = (slice(None), *(slice(max(0, first), max(0, first + n)) for first, n in ways))
        self.inside = self.pixels[:, max(0, -top) : height, max(0, -left) : width]

    def __call__(
        self, pictures: NDArray[np.uint8], down: NDArray[np.float64], across: NDArray[np.float64]
    ) -> NDArray[np.uint8]:
        """Return what lies so far, 0 to 1, between pixels and their lower and right neighbours.

        Single precision does, but where it could round to another whole number than double.

        Parameters
        ----------
        pictures
            Shape (n, rows, columns).
        down, across
            Shape (n, 1, 1).

        Returns
        -------
        NDArray[np.uint8]
            Shape (n, rows, columns); overwritten by the next call.
        """
        seen, (height, width) = pictures[self.seen], self.pixels.shape[1:]
        count, rows, columns = seen.shape
        np.add(seen, ALMOST_HALF, out=self.inside[:count, :rows, :columns])
        every = (self.pixels, self.lines, self.mixed, self.low, self.high)
        pixels, lines, mixed, low, high = (memory[:count].reshape(-1) for memory in every)

        # Rows and pictures follow each other in memory; what the last ones of each get from the
        # next is of no use, and cut off in the end.
        lines[-width:], mixed[-1:] = 0, 0
        np.subtract(pixels[width:], pixels[:-width], out=lines[:-width])
        self.lines[:count] *= down.astype(np.float32)
        lines += pixels
        np.subtract(lines[1:], lines[:-1], out=mixed[:-1])
        self.mixed[:count] *= across.astype(np.float32)
        mixed += lines

        low[:] = mixed
        mixed += np.float32(2 * DOUBT)
        high[:] = mixed
        doubtful = np.flatnonzero(low != high)
        shares = (share[doubtful // (height * width), 0, 0] for share in (down, across))
        low[doubtful] = _between(pixels, width, doubtful, *shares) + 0.5
        return self.low[:count, :-1, :-1]


def _between(
    pixels: NDArray[np.float32],
    width: int,
    places: NDArray[np.intp],
    down: NDArray[np.float64],
    across: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the means around these places, (m,), in double precision."""
    steps = (0, width, 1, width + 1)
    near = (pixels.take(places + step, mode="clip") for step in steps)
    here, below, right, corner = (np.floor(each, dtype=float) for each in near)
    here += down * (below - here)
    right += down * (corner - right)
    return here + across * (right - here)
