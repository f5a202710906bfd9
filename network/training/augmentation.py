"""Slightly moved copies of training images, so that a network can't learn them by heart."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

#: Pictures moved at a time: many enough that calls don't matter, few enough to stay in the cache.
TOGETHER = 128

#: Nearer to the middle of two whole numbers, single precision is not trusted to round.
DOUBT = 2e-4

#: Added to all pixels before they are mixed; then, fractions are cut off.
ALMOST_HALF = np.float32(0.5 - DOUBT)


class Moving:
    """Moves pictures, each by its own amount, as often as it is asked.

    Paper is paper wherever it goes. So of each picture only a window is moved that holds its ink;
    all are as large as the largest has to be: 20 by 20 of MNIST's 28 by 28 pixels.

    Parameters
    ----------
    pictures
        Shape (n, rows, columns).
    farthest
        No amount is larger than this, in pixels.
    """

    def __init__(self, pictures: NDArray[np.uint8], farthest: float) -> None:
        count, self.rows, self.columns = pictures.shape
        self.top, height = _inked(pictures.any(axis=2))
        self.left, width = _inked(pictures.any(axis=1))
        windows = sliding_window_view(pictures, (height, width), axis=(1, 2))
        # Their neighbours on all sides are paper.
        self.ink = np.zeros((count, height + 2, width + 2), np.uint8)
        self.ink[:, 1:-1, 1:-1] = windows[np.arange(count), self.top, self.left]
        self.margin = int(farthest) + 2
        self.mixing = _Mixing(TOGETHER, height + 2, width + 2)
        shape = TOGETHER, self.rows + 2 * self.margin, self.columns + 2 * self.margin
        self.room = np.empty(shape, np.uint8)
        self.places = sliding_window_view(
            self.room, (height + 1, width + 1), axis=(1, 2), writeable=True
        )

    def __call__(
        self,
        which: NDArray[np.intp],
        down: NDArray[np.float32],
        across: NDArray[np.float32],
        out: NDArray[np.uint8],
    ) -> NDArray[np.uint8]:
        """Write pictures whose every pixel comes from so far down and across.

        Pixels in between are interpolated linearly, and what comes in from outside is paper.

        Parameters
        ----------
        which
            Shape (m,): which pictures.
        down, across
            Shape (m,), in pixels.
        out
            Shape (m, rows, columns): where to.
        """
        for start in range(0, len(which), TOGETHER):
            some = slice(start, start + TOGETHER)
            out[some] = self._moved(which[some], down[some], across[some])
        return out

    def _moved(
        self, which: NDArray[np.intp], down: NDArray[np.float32], across: NDArray[np.float32]
    ) -> NDArray[np.uint8]:
        """Return a few of them, (m, rows, columns); overwritten by the next call."""
        lower, righter = (np.floor(amount).astype(int) for amount in (down, across))
        # Where a window's first pixel gets to: one more, as its neighbours reach into the paper.
        top, left = self.top[which] - lower - 1, self.left[which] - righter - 1
        margin, count = self.margin, len(which)
        self.room[:count] = 0
        self.places[np.arange(count), top + margin, left + margin] = self.mixing(
            self.ink[which], down - lower, across - righter
        )
        return self.room[:count, margin : margin + self.rows, margin : margin + self.columns]


def _inked(lines: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Return where windows begin, (n,), and how long all are, so that each holds all its ink.

    Parameters
    ----------
    lines
        Shape (n, m): which rows, or columns, of each picture are inked.
    """
    most = lines.shape[1]
    first, last = lines.argmax(axis=1), most - lines[:, ::-1].argmax(axis=1)
    length = int(np.max(last - first, where=lines.any(axis=1), initial=1))
    return np.minimum(first, most - length), length


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
        shape = count, height, width
        self.pixels, self.lines, self.mixed = np.zeros((3, *shape), np.float32)
        self.low, self.high = np.empty((2, *shape), np.uint8)

    def __call__(
        self, pictures: NDArray[np.uint8], down: NDArray[np.float64], across: NDArray[np.float64]
    ) -> NDArray[np.uint8]:
        """Return what lies so far, 0 to 1, between pixels and their lower and right neighbours.

        Single precision does, but where it could round to another whole number than double.

        Parameters
        ----------
        pictures
            Shape (n, rows + 1, columns + 1).
        down, across
            Shape (n,).

        Returns
        -------
        NDArray[np.uint8]
            Shape (n, rows, columns); overwritten by the next call.
        """
        count, height, width = pictures.shape
        every = (self.pixels, self.lines, self.mixed, self.low, self.high)
        pixels, lines, mixed, low, high = (memory[:count].reshape(-1) for memory in every)
        # Almost a half is added from the start: what is mixed has only to be cut off then.
        np.add(pictures.reshape(-1), ALMOST_HALF, out=pixels)

        # Rows and pictures follow each other in memory; what the last ones of each get from the
        # next is of no use, and cut off in the end.
        lines[-width:], mixed[-1:] = 0, 0
        np.subtract(pixels[width:], pixels[:-width], out=lines[:-width])
        self.lines[:count] *= _each(down)
        lines += pixels
        np.subtract(lines[1:], lines[:-1], out=mixed[:-1])
        self.mixed[:count] *= _each(across)
        mixed += lines

        low[:] = mixed
        mixed += np.float32(2 * DOUBT)
        high[:] = mixed
        doubtful = np.flatnonzero(low != high)
        shares = (share[doubtful // (height * width)] for share in (down, across))
        low[doubtful] = _between(pixels, width, doubtful, *shares) + 0.5
        return self.low[:count, :-1, :-1]


def _each(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return a picture's share for all its pixels: (n, 1, 1)."""
    return shares.astype(np.float32)[:, None, None]


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
