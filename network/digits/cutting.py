"""Cutting a handwritten digit into parts, as a person might: loops, strokes, little edges.

The rules are ours and simple; no network has anything to do with them. They look at the ink and
at its holes. Where a digit is written so that a rule finds nothing to cut, it says so with
``None``, and one asks for another digit.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from network.digits.digits import SIDE, Digits
from network.files.errors import InputError

Image = NDArray[np.floating]
Mask = NDArray[np.bool_]

#: From which value on a pixel is ink, and encloses what it surrounds.
INK, WALL = 0.1, 0.3

#: A part has at least so many pixels, and a hole that isn't an accident of the pen.
LEAST, LEAST_HOLE = 6, 4

#: Into how many little edges a loop and a long stroke are cut.
ARCS, PIECES = 5, 3


class Loop(NamedTuple):
    """A hole, and the ink around it: shape (rows, columns) both."""

    hole: Mask
    ring: Mask

    @property
    def centre(self) -> NDArray[np.float64]:
        """The hole's middle: (row, column)."""
        return np.argwhere(self.hole).mean(axis=0)


def loops(image: Image) -> list[Loop]:
    """Return the loops of an image, shape (rows, columns), uppermost first.

    The ring of a loop is the ink nearer to its hole than a stroke is thick, and nearer than to
    any other hole.
    """
    regions, count = ndimage.label(image < WALL)
    outside = regions[0, 0]
    holes = [regions == k for k in range(1, count + 1) if k != outside]
    holes = [hole for hole in holes if hole.sum() >= LEAST_HOLE]
    if not holes:
        return []
    distances = np.stack([ndimage.distance_transform_edt(~hole) for hole in holes])
    near = (distances.min(axis=0) <= _thickness(image) + 0.5) & (image > INK)
    nearest = distances.argmin(axis=0)
    found = [Loop(hole, near & (nearest == k)) for k, hole in enumerate(holes)]
    return sorted(found, key=lambda loop: loop.centre[0])


def loop_on_top(image: Image) -> Loop | None:
    """Return the uppermost loop if it lies in the upper half of the ink."""
    found, (top, bottom) = loops(image), _reach(image)
    if not found or found[0].centre[0] > (top + bottom) / 2:
        return None
    return found[0]


def nine(image: Image) -> tuple[Mask, Mask] | None:
    """Cut a 9: its loop, and the stroke from the loop's right side downward; they share pixels."""
    loop = loop_on_top(image)
    if loop is None or len(loops(image)) != 1:
        return None
    right = np.arange(image.shape[1]) > np.argwhere(loop.hole)[:, 1].max()
    stroke = (image > INK) & (~loop.ring | right)
    return _if_all_there(loop.ring, stroke)


def eight(image: Image) -> tuple[Mask, Mask] | None:
    """Cut an 8 into its upper and its lower loop: every pixel goes to the nearer hole."""
    found = loops(image)
    if len(found) != 2:
        return None
    far = [ndimage.distance_transform_edt(~loop.hole) for loop in found]
    ink, upper = image > INK, far[0] <= far[1]
    return _if_all_there(ink & upper, ink & ~upper)


def four(image: Image) -> tuple[Mask, Mask, Mask] | None:
    """Cut a 4: the left stroke above its bar, the bar, and the long stroke at the right."""
    ink = image > INK
    if loops(image):
        return None
    bar = _bar(image, low=0.35, high=0.8)
    above, below = ink.copy(), ink.copy()
    above[bar.start :], below[: bar.stop] = False, False
    regions, count = ndimage.label(above)
    if count < 2 or not below.any():
        return None
    columns = ndimage.center_of_mass(above, regions, range(1, count + 1))
    right = 1 + int(np.argmax([column for _, column in columns]))
    long = _along(image, below | (regions == right))
    band = np.zeros_like(ink)
    band[bar] = True
    return _if_all_there(ink & ~long & ~band & above, ink & ~long & band, long)


def seven(image: Image) -> tuple[Mask, Mask] | None:
    """Cut a 7: its bar, and the long stroke below it."""
    ink, bar = image > INK, _bar(image, low=0, high=0.3)
    below = ink.copy()
    below[: bar.stop] = False
    if not below.any():
        return None
    long = _along(image, below)
    return _if_all_there(ink & ~long, long)


def arcs(loop: Loop, count: int = ARCS) -> list[Mask]:
    """Cut a ring into arcs, as many as asked for, by the direction from the hole's middle."""
    rows, columns = np.indices(loop.ring.shape)
    row, column = loop.centre
    turn = (np.arctan2(columns - column, row - rows) / (2 * np.pi) + 0.5 / count) % 1
    return [loop.ring & ((turn * count).astype(int) == k) for k in range(count)]


def pieces(stroke: Mask, count: int = PIECES) -> list[Mask]:
    """Cut a stroke across into pieces of equal length, the uppermost first."""
    places = np.argwhere(stroke)
    middle = places.mean(axis=0)
    _, _, (along, _) = np.linalg.svd(places - middle, full_matrices=False)
    way = (np.moveaxis(np.indices(stroke.shape), 0, -1) - middle) @ (along * np.sign(along[0] or 1))
    marks = np.linspace(way[stroke].min(), way[stroke].max() + 1e-6, count + 1)
    return [stroke & (way >= low) & (way < high) for low, high in pairwise(marks)]


def around(mask: Mask, margin: int = 1) -> tuple[slice, slice]:
    """Return the rows and columns of the smallest square around a part, with a margin."""
    places = np.argwhere(mask)
    low, high = places.min(axis=0), places.max(axis=0) + 1
    side = min(int((high - low).max()) + 2 * margin, *mask.shape)
    starts = np.clip((low + high - side) // 2, 0, np.array(mask.shape) - side)
    return tuple(slice(int(start), int(start) + side) for start in starts)


def _thickness(image: Image) -> float:
    """Return how thick the stroke is: twice what is usual in its middle."""
    depth = ndimage.distance_transform_edt(image >= WALL)
    ridge = (depth > 0) & (depth == ndimage.maximum_filter(depth, 3))
    return float(2 * np.median(depth[ridge]))


def _reach(image: Image) -> tuple[int, int]:
    """Return the first and the last row with ink."""
    rows = np.flatnonzero((image > INK).any(axis=1))
    return int(rows[0]), int(rows[-1])


def _bar(image: Image, low: float, high: float) -> slice:
    """Return the rows of the bar: those around the fullest one between two shares of the height."""
    top, bottom = _reach(image)
    tall = bottom - top
    allowed = slice(top + round(low * tall), top + round(high * tall) + 1)
    totals = image.sum(axis=1)
    middle = allowed.start + int(totals[allowed].argmax())
    half = max(1, round(_thickness(image) / 2))
    return slice(max(middle - half, 0), middle + half + 1)


def _along(image: Image, seed: Mask) -> Mask:
    """Return the ink along the straight line through some of it, from its first row to its last."""
    rows, columns = np.nonzero(seed)
    slope, start = np.polyfit(rows, columns, 1) if np.ptp(rows) else (0.0, columns.mean())
    down, across = np.indices(image.shape)
    away = np.abs(across - start - slope * down) / np.hypot(1, slope)
    within = away <= _thickness(image) / 2 + 1.2
    below = down > rows.max() - 1
    return (image > INK) & ((within & (down >= rows.min() - 3)) | seed | (below & within))


def _if_all_there(*parts: Mask) -> tuple[Mask, ...] | None:
    """Return the parts, or ``None`` if one of them is hardly there."""
    return parts if all(part.sum() >= LEAST for part in parts) else None


# --- asking a set of digits for some that can be cut --------------------------------------------


def first_cut(
    digits: Digits, label: int, cut: Callable[[Image], tuple | None], liked: Mask
) -> tuple[Image, tuple]:
    """Return the first digit of a label that a rule can cut, shape (28, 28), and its parts.

    Parameters
    ----------
    digits
        From where to choose.
    label
        What it must be.
    cut
        The rule: :func:`nine`, :func:`eight` ...
    liked
        Shape (n,): digits that are asked first.

    Raises
    ------
    InputError
        If there is none.
    """
    wanted = digits.labels == label
    for index in [*np.flatnonzero(wanted & liked), *np.flatnonzero(wanted & ~liked)]:
        image = digits.image(int(index)).reshape(SIDE, SIDE)
        if found := cut(image):
            return image, found
    raise InputError(
        digits.name,
        expected=f"a {label} that can be cut into its parts",
        found=f"none among {int(wanted.sum()):,}",
        remedy="use more digits, or MNIST",
    )


def looped(digits: Digits, labels: Sequence[int]) -> dict[int, Loop]:
    """Return the loops on top of all digits of some labels that have a closed one, by place."""
    found = {}
    for index in map(int, np.flatnonzero(np.isin(digits.labels, labels))):
        if loop := loop_on_top(digits.image(index).reshape(SIDE, SIDE)):
            found[index] = loop
    return found


class Blur(NamedTuple):
    """Many loops laid over each other.

    Attributes
    ----------
    ink
        Shape (28, 28), 0 to 1: the mean ink of the loops.
    middle
        The pixel, (row, column), that lies in the hole of more loops than any other does.
    inked
        The share of the loops that have ink there, all the same.
    """

    ink: NDArray[np.float64]
    middle: tuple[int, int]
    inked: float


def laid_over(digits: Digits, found: dict[int, Loop]) -> Blur:
    """Return what the loops of some digits leave, laid over each other; see :func:`looped`."""
    rings, holes = (np.stack([loop[part] for loop in found.values()]) for part in (1, 0))
    ink = np.stack([digits.image(index).reshape(SIDE, SIDE) for index in found])
    row, column = np.unravel_index(int(holes.sum(axis=0).argmax()), holes.shape[1:])
    mean = np.where(rings, ink, 0).mean(axis=0, dtype=float)
    return Blur(mean, (int(row), int(column)), float(rings[:, row, column].mean()))
