"""Straight lines turned into pixels, with the exact share of each pixel that they cover."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

#: Coverages below this can't be seen.
FAINTEST = 1 / 64

#: Pixels looked at in one go; few enough for the processor's cache.
CHUNK = 1 << 16

Points = NDArray[np.float64]


class Bands:
    """Lines as slanted bands, each along the axis on which it is longer.

    That axis is called major; in every step of one pixel along it, a band crosses a few
    pixels along the other, the minor one. All attributes have one entry a line.

    Attributes
    ----------
    slope
        Change of the minor coordinate with the major one, -1 to 1.
    at_zero
        Minor coordinate of the band's middle where the major one is 0.
    start, end
        Major coordinates.
    thickness
        Along the minor axis.
    major_stride, minor_stride
        By how much a pixel's number grows in one step along each axis.
    first, last
        The range of steps that lie on the raster.
    most
        No more than this many pixels are covered.

    Parameters
    ----------
    starts, ends, width, size
        See :func:`rasterise`.
    """

    def __init__(self, starts: Points, ends: Points, width: float, size: tuple[int, int]) -> None:
        steep = np.abs(ends - starts) @ (-1, 1) > 0
        a, b = (np.where(steep[:, None], points[:, ::-1], points) for points in (starts, ends))
        backward = (a[:, 0] > b[:, 0])[:, None]
        a, b = np.where(backward, b, a), np.where(backward, a, b)
        self.start, self.end = a[:, 0], b[:, 0]
        self.slope = (b[:, 1] - a[:, 1]) / np.maximum(b[:, 0] - a[:, 0], 1e-9)
        self.at_zero = a[:, 1] - self.slope * a[:, 0]
        self.thickness = width * np.sqrt(1 + self.slope**2)
        self.major_stride = np.where(steep, size[0], 1)
        self.minor_stride = np.where(steep, 1, size[0])
        self.minor_size = np.where(steep, size[0], size[1])
        self._cut(np.where(steep, size[1], size[0]))
        across = np.ceil(self.thickness + np.abs(self.slope)).astype(np.int64) + 1
        self.most = (self.last - self.first) * across

    def _cut(self, major_size: NDArray[np.integer]) -> None:
        """Find out which steps lie on the raster."""
        reach = self.thickness + 1
        with np.errstate(divide="ignore", invalid="ignore"):
            enter = (-reach - self.at_zero) / self.slope
            leave = (self.minor_size + reach - self.at_zero) / self.slope
        level = np.abs(self.slope) < 1e-6
        off = level & ((self.at_zero < -reach) | (self.at_zero > self.minor_size + reach))
        low = np.where(level, -np.inf, np.minimum(enter, leave))
        high = np.where(level, np.inf, np.maximum(enter, leave))
        first = np.maximum(np.floor(np.maximum(self.start, low)), 0)
        last = np.minimum(np.ceil(np.minimum(self.end, high)), major_size)
        self.first = first.astype(np.int64)
        self.last = np.where(off, self.first, np.maximum(last, first)).astype(np.int64)


def rasterise(
    starts: Points, ends: Points, width: float, size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int32]]:
    """Find the pixels that lines cover.

    Parameters
    ----------
    starts, ends
        Shape (m, 2): column and row, in pixels; whole numbers are the edges between pixels.
    width
        Thickness in pixels.
    size
        Columns and rows of the raster; what lies outside is left out.

    Returns
    -------
    coverages, pixels
        Of one line after the other. Pixels are numbered row by row.
    bounds
        Shape (m + 1,): where those of each line begin, and where those of the last one end.
    """
    bands = Bands(starts, ends, width, size)
    work = np.concatenate([[0], np.cumsum(bands.most)])
    # Room for the worst case: the system gives memory only to what is written to.
    values, pixels = np.empty(work[-1], np.float32), np.empty(work[-1], np.int32)
    per_line = np.zeros(len(starts) + 1, np.int32)
    filled = line = 0
    while line < len(starts):
        stop = max(line + 1, int(np.searchsorted(work, work[line] + CHUNK, "right")) - 1)
        value, pixel, counts = _rasterise_lines(bands, slice(line, stop))
        values[filled : filled + len(value)] = value
        pixels[filled : filled + len(value)] = pixel
        per_line[line + 1 : stop + 1] = counts
        filled, line = filled + len(value), stop
    return values[:filled], pixels[:filled], np.cumsum(per_line, dtype=np.int32)


def _rasterise_lines(
    bands: Bands, lines: slice
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Return coverages and pixels of some lines, one after the other, and how many each has.

    In every step along the major axis, a band's share of the minor axis is a trapezoid: its
    thickness, blurred by how much it moves within the step. A pixel's coverage is the part
    of the trapezoid that falls on it.
    """
    steps = bands.last[lines] - bands.first[lines]
    slope, thickness = bands.slope[lines], bands.thickness[lines]
    until = np.cumsum(steps)
    major = np.arange(until[-1]) + np.repeat(bands.first[lines] - until + steps, steps)

    outermost = bands.at_zero[lines] + (slope - thickness - np.abs(slope)) / 2
    begin = np.repeat(outermost, steps) + np.repeat(slope, steps) * major
    top = np.floor(begin)
    begin = (begin - top).astype(np.float32)
    top = top.astype(np.int32)

    within = _within(bands, lines, steps, major)
    count = int(np.ceil((thickness + np.abs(slope)).max(initial=0))) + 1
    value = np.empty((len(major), count), np.float32)
    below = np.float32(0)
    for offset, covered in enumerate(_cumulated(slope, thickness, steps, begin, count)):
        np.subtract(covered, below, out=value[:, offset])
        below = covered
    value *= within[:, None]

    minor_stride = np.repeat(bands.minor_stride[lines], steps).astype(np.int32)
    pixel = (major * np.repeat(bands.major_stride[lines], steps)).astype(np.int32)
    pixel = (pixel + top * minor_stride)[:, None] + minor_stride[:, None] * np.arange(
        count, dtype=np.int32
    )
    kept = value > FAINTEST
    if len(top) and (top.min() < 0 or top.max() + count > bands.minor_size[lines].min()):
        minor = top[:, None] + np.arange(count, dtype=np.int32)
        kept &= (minor >= 0) & (minor < np.repeat(bands.minor_size[lines], steps)[:, None])
    kept_until = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    return value[kept], pixel[kept], np.diff(kept_until[np.concatenate([[0], until])])


def _within(
    bands: Bands, lines: slice, steps: NDArray[np.int64], major: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return which share of each step lies between a line's two ends."""
    start, end = np.repeat(bands.start[lines], steps), np.repeat(bands.end[lines], steps)
    return np.clip(np.minimum(major + 1, end) - np.maximum(major, start), 0, 1).astype(np.float32)


def _cumulated(
    slope: Points,
    thickness: Points,
    steps: NDArray[np.int64],
    begin: NDArray[np.float32],
    count: int,
) -> Iterator[NDArray[np.float32]]:
    """Yield how much of each trapezoid lies before the end of its first, second ... pixel.

    The trapezoid starts ``begin`` after its first pixel does; it rises for as long as it
    falls, and its area is the thickness.
    """
    ramp = np.maximum(np.minimum(thickness, np.abs(slope)), 1e-3)
    height = thickness / np.maximum(np.maximum(thickness, np.abs(slope)), 1e-9)
    fall = np.maximum(thickness, np.abs(slope))
    ramp, height, fall, area = (
        np.repeat(each.astype(np.float32), steps) for each in (ramp, height, fall, thickness)
    )
    curve = 0.5 / ramp
    for offset in range(1, count):
        place = np.float32(offset) - begin
        covered = _ramped(place, ramp, curve)
        place -= fall
        covered -= _ramped(place, ramp, curve)
        covered *= height
        yield covered
    yield area


def _ramped(
    x: NDArray[np.float32], ramp: NDArray[np.float32], curve: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the integral up to x of what rises from 0 to 1 between 0 and ``ramp``."""
    rising = np.clip(x, 0, ramp)
    beyond = np.maximum(x - ramp, 0)
    rising *= rising
    rising *= curve
    rising += beyond
    return rising
