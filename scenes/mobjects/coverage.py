"""How much of each pixel each line covers: thousands of lines rasterised once, drawn at will.

A drawing of m lines on p pixels is linear in the lines' optical depths, so it can be kept as
a sparse matrix of shape (p, m). Changing the strength of every line is then one product of
that matrix and a vector, some hundred times cheaper than drawing m lines.
"""

from functools import lru_cache

import numpy as np
from manim import config
from numpy.typing import NDArray
from scipy import sparse

#: Coverages below this can't be seen.
FAINTEST = 1 / 64

#: Lines rasterised at a time; keeps the working memory small.
CHUNK = 1024

Points = NDArray[np.float64]


class Coverage:
    """Lines on a raster that has exactly the pixels of the frame.

    It may take a hundred megabytes, so it is shared by everything that draws the same lines,
    and never copied.

    Attributes
    ----------
    matrix
        Shape (rows * columns, m): which share of a pixel a line covers.
    rows, columns
        Size of the raster.
    corner
        Scene coordinates of its upper left corner.
    size
        Width and height in scene units.
    """

    def __init__(self, starts: Points, ends: Points, width: float) -> None:
        pixels = np.array([config.pixel_width, config.pixel_height])
        # In 480p pixels are not quite square, so there is a scale for each axis.
        scale = pixels / (config.frame_width, -config.frame_height)
        a, b = (pixels / 2 + points * scale for points in (starts, ends))
        low = np.floor(np.minimum(a, b).min(axis=0)).astype(int) - MARGIN
        high = np.ceil(np.maximum(a, b).max(axis=0)).astype(int) + MARGIN
        self.columns, self.rows = (high - low).tolist()
        self.corner = (low - pixels / 2) / scale
        self.size = (self.columns / scale[0], self.rows / -scale[1])
        self.matrix = _rasterised(a - low, b - low, width * scale[0], (self.rows, self.columns))

    def __deepcopy__(self, memo: dict) -> "Coverage":
        return self


#: Empty pixels around the lines, for their thickness.
MARGIN = 4


def coverage_of(starts: Points, ends: Points, width: float) -> Coverage:
    """Return the coverage of lines, made once for the same lines at the same quality.

    Parameters
    ----------
    starts, ends
        Shape (m, 2), scene units.
    width
        Thickness in scene units.
    """
    frame = (config.pixel_width, config.pixel_height, config.frame_height)
    return _cached_coverage(_bytes(starts), _bytes(ends), width, frame)


@lru_cache(maxsize=8)
def _cached_coverage(starts: bytes, ends: bytes, width: float, frame: tuple) -> Coverage:
    points = (np.frombuffer(part, np.float64).reshape(-1, 2) for part in (starts, ends))
    return Coverage(*points, width)


def _bytes(points: Points) -> bytes:
    return np.ascontiguousarray(points, np.float64).tobytes()


def _rasterised(
    starts: Points, ends: Points, width: float, shape: tuple[int, int]
) -> sparse.csr_array:
    """Return the coverage matrix of lines given in pixels, y downward."""
    along = ends - starts
    steep = np.abs(along[:, 1]) > np.abs(along[:, 0])
    parts = []
    for chosen, swapped in ((np.flatnonzero(~steep), False), (np.flatnonzero(steep), True)):
        for chunk in np.array_split(chosen, max(1, -(-len(chosen) // CHUNK))):
            if len(chunk):
                parts.append(_rasterise_chunk(starts, ends, width, chunk, swapped))
    major, minor, line, value, swapped = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    rows, columns = np.where(swapped, major, minor), np.where(swapped, minor, major)
    inside = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
    pixels = rows[inside] * shape[1] + columns[inside]
    return sparse.csr_array(
        (value[inside], (pixels, line[inside])), shape=(shape[0] * shape[1], len(starts))
    )


def _rasterise_chunk(
    starts: Points, ends: Points, width: float, chunk: NDArray[np.intp], swapped: bool
) -> tuple[NDArray, NDArray, NDArray, NDArray, NDArray]:
    """Return major and minor pixel coordinate, line and coverage of lines, one entry a pixel.

    The major axis is the one along which the line is longer: x, or y if ``swapped``. In every
    pixel column the line is a slanted band; its coverage of a pixel is the band's overlap
    with it, averaged over the column's width.
    """
    a, b = starts[chunk], ends[chunk]
    if swapped:
        a, b = a[:, ::-1], b[:, ::-1]
    backward = a[:, 0] > b[:, 0]
    a, b = np.where(backward[:, None], b, a), np.where(backward[:, None], a, b)
    first = int(np.floor(a[:, 0].min()))
    column = np.arange(first, int(np.ceil(b[:, 0].max())) + 1)
    length = np.maximum(b[:, 0] - a[:, 0], 1e-9)
    slope = ((b[:, 1] - a[:, 1]) / length)[:, None]
    centre = a[:, 1:] + slope * (column + 0.5 - a[:, :1])
    within = np.minimum(column + 1, b[:, :1]) - np.maximum(column, a[:, :1])
    within = np.clip(within, 0, 1)
    half = width / 2 * np.sqrt(1 + slope**2)
    top = np.floor(centre - half - np.abs(slope) / 2).astype(np.int32)
    deepest = int(np.ceil((2 * half + np.abs(slope)).max())) + 1
    pieces = []
    for offset in range(deepest):
        value = within * _overlap(top + offset - centre, half, slope)
        line, index = np.nonzero(value > FAINTEST)
        pieces.append(
            (
                column[index].astype(np.int32),
                top[line, index] + offset,
                chunk[line].astype(np.int32),
                value[line, index].astype(np.float32),
                np.full(len(line), swapped),
            )
        )
    return tuple(np.concatenate(column) for column in zip(*pieces, strict=True))


def _overlap(top: NDArray, half: NDArray, slope: NDArray) -> NDArray:
    """Return how much of the pixel from ``top`` to ``top + 1`` a band of ±half around 0 covers.

    The band's middle moves by ``slope`` across the pixel; four samples of it are averaged.
    """
    total = np.zeros(np.broadcast_shapes(top.shape, half.shape, slope.shape))
    for share in (-0.375, -0.125, 0.125, 0.375):
        edge = top - share * slope
        total += np.clip(np.minimum(edge + 1, half) - np.maximum(edge, -half), 0, 1)
    return total / 4
