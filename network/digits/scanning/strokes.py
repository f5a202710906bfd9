"""Tell which ink is the digit: without rules, frames, specks, and what comes in from the border."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from network.digits.scanning.planes import NEIGHBOURS, Mask, Plane, convex_hull, otsu, thickest

LEAST_CONTRAST = 0.07
"""Between ink and paper, where 1 is that of black and white."""

LEAST_CLARITY = 4
"""Contrast over the grain of the paper, where less is grain alone."""

GRAIN_STEP = 4
"""Grain is how much the grey usually changes over so many pixels."""

FAINT, FULL = 0.25, 0.75
"""Parts of the usual ink's strength: below the one is paper, above the other full ink."""

WHOLE = 0.5
"""Ink that a stroke must reach somewhere; fainter ones are stains."""

LEAST_HEIGHT = 0.03
"""Of a digit, as a part of the picture's height; less is specks."""

GOOD_HEIGHT = 0.12
"""Of what is a better guess than something at the border, as a part of the picture's height."""

LEAST_HEIGHT_AT_RIM = 0.35
"""Of a digit that runs into the border, as a part of the picture's height. Anything lower is
a shadow, or part of something that isn't in the picture."""

THICKEST_RULE = 0.018
"""Of lines printed on the paper, as a part of the picture's longer side."""

PEN = 0.24
"""Strokes have no room for a disc of such a radius, as a part of the digit's longer side."""

SMALL = 0.25
"""Longer side of a digit as a part of the picture's, from which it is looked at more closely."""

SOLID = 0.9
"""Of its convex hull, what is no stroke fills."""

EDGE = 0.7
"""How far faint ink at a stroke's edge reaches, as a part of half the stroke's width."""

ENCLOSED = 0.3
"""Of a frame's height, by what it is a frame around."""

FRAME = 0.9
"""Of the rectangle around it, what a frame encloses."""


class BlankError(ValueError):
    """Nothing is written on a picture."""

    def __init__(self) -> None:
        super().__init__("nothing on it that is clearly darker or lighter than the rest")


class UnclearError(ValueError):
    """There is something on a picture, but no digit, or more than one.

    Parameters
    ----------
    found, remedy
        What is there, and what to do about it.
    boxes
        Top, bottom, left and right of each thing, as parts of the picture, if there are several.
    """

    def __init__(
        self, found: str, remedy: str, boxes: list[NDArray[np.floating]] | None = None
    ) -> None:
        super().__init__(found)
        self.found, self.remedy, self.boxes = found, remedy, boxes or []

    def on_sheet(self, rows: tuple[float, float], columns: tuple[float, float]) -> "UnclearError":
        """Return it with the boxes as parts of the picture in which the sheet lies.

        Parameters
        ----------
        rows, columns
            Where the sheet begins and ends, as parts of the picture.
        """
        starts = np.array([rows[0], rows[0], columns[0], columns[0]])
        ends = np.array([rows[1], rows[1], columns[1], columns[1]])
        boxes = [starts + box * (ends - starts) for box in self.boxes]
        return UnclearError(self.found, self.remedy, boxes)


@dataclass
class Digit:
    """The ink of a digit.

    Parameters
    ----------
    ink
        0 paper to 1 ink, shape (height, width).
    left_out
        Where there is other ink, which was left out; of the same shape.
    free
        Whether the digit keeps away from the border.
    others
        How many larger things were left out.
    ringed
        Whether a ring around it was left out.
    """

    ink: Plane
    left_out: Mask
    free: bool
    others: int
    ringed: bool


# --- ink -------------------------------------------------------------------------------------


def ink_of(taken: Plane) -> tuple[Plane, float]:
    """Return where ink is, 0 paper to 1 ink, and its contrast.

    Parameters
    ----------
    taken
        Share of the paper's light that is missing.

    Raises
    ------
    BlankError
        If nothing stands out from the paper.
    """
    limit = otsu(taken)
    marks = taken > limit
    strength = float(np.median(taken[marks]) - np.median(taken[~marks])) if marks.any() else 0.0
    grain = min(_usual_change(taken), _usual_change(taken.T))  # not what an upright stroke does
    if strength < max(LEAST_CONTRAST, LEAST_CLARITY * grain):
        raise BlankError
    part = (taken - np.median(taken[~marks])) / strength
    return np.clip((part - FAINT) / (FULL - FAINT), 0, 1), strength


def evened(ink: Plane, taken: Plane) -> Plane:
    """Return the ink of a digit as if the pen had been pressed everywhere alike.

    Parameters
    ----------
    ink
        The digit alone, 0 paper to 1 ink.
    taken
        Share of the paper's light that is missing, of the same shape.
    """
    taken = taken - np.median(taken[taken <= otsu(taken)])
    marks = ink > WHOLE
    around = _strength_around(taken, marks, float(np.median(taken[marks])))
    return np.where(ink > 0, np.clip((taken / around - FAINT) / (FULL - FAINT), 0, 1), 0)


def _usual_change(plane: Plane) -> float:
    return float(np.median(np.abs(plane[GRAIN_STEP:] - plane[:-GRAIN_STEP])))


def _strength_around(taken: Plane, marks: Mask, strength: float) -> Plane:
    """Return how strong the ink is around each point: a pen is not pressed equally everywhere."""
    step = max(1, max(taken.shape) // 96)
    part, weight = (taken * marks)[::step, ::step], marks[::step, ::step].astype(np.float32)
    reach = max(part.shape) / 12
    near = ndimage.gaussian_filter(part, reach)
    mass = ndimage.gaussian_filter(weight, reach)
    local = (near + 1e-4 * strength) / (mass + 1e-4)
    local = np.clip(local, strength / 2, 2 * strength)
    return local.repeat(step, 0).repeat(step, 1)[: taken.shape[0], : taken.shape[1]]


# --- the digit -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pieces:
    """Pieces of ink that hang together, each with what tells it from others."""

    names: NDArray[np.int32]
    boxes: list[tuple[slice, slice]]
    mass: NDArray[np.floating]
    whole: Mask
    strong: NDArray[np.floating]
    free: Mask
    heights: NDArray[np.int_]
    widths: NDArray[np.int_]

    @classmethod
    def of(cls, ink: Plane) -> "_Pieces":
        names, count = ndimage.label(ink > 0, NEIGHBOURS)
        everything = np.arange(1, count + 1)
        edge = np.unique(np.r_[names[0], names[-1], names[:, 0], names[:, -1]])
        strong = np.bincount(names[ink > WHOLE], minlength=count + 1)[1:]
        boxes = ndimage.find_objects(names)
        sides = np.array([[part.stop - part.start for part in box] for box in boxes])
        return cls(
            names,
            boxes,
            np.asarray(ndimage.sum_labels(ink, names, everything)),
            strong > 0,
            strong / np.bincount(names.ravel(), minlength=count + 1)[1:],
            ~np.isin(everything, edge),
            *sides.T,
        )

    @property
    def sizes(self) -> NDArray[np.int_]:
        return np.maximum(self.heights, self.widths)

    def mask(self, chosen: Mask) -> Mask:
        """Return where the chosen pieces are."""
        return np.r_[False, chosen][self.names]

    def radius(self, piece: int) -> float:
        """Return the radius of the largest disc that lies within a piece, about."""
        part = self.names[self.boxes[piece]] == piece + 1
        step = max(1, max(part.shape) // 128)
        return step * thickest(part[::step, ::step])

    def is_solid(self, piece: int) -> bool:
        """Say whether a piece is an area, not drawn with lines."""
        if self.radius(piece) < PEN * self.sizes[piece]:
            return False
        part = self.names[self.boxes[piece]] == piece + 1
        return bool(part.sum() > SOLID * convex_hull(part).sum())

    def gap(self, one: int, other: int) -> float:
        """Return the gap between the boxes of two pieces, in pixels; 0 if they overlap."""
        return float(np.hypot(*(max(gap, 0) for gap in self.gaps(one, other))))

    def gaps(self, one: int, other: int) -> tuple[int, int]:
        """Return the gaps between two pieces' boxes down and across; below 0 if they overlap."""
        pairs = zip(self.boxes[one], self.boxes[other], strict=True)
        down, across = (max(a.start - b.stop, b.start - a.stop) for a, b in pairs)
        return down, across

    def are_two_digits(self, one: int, other: int) -> bool:
        """Say whether two large pieces lie as two digits do, and not as the strokes of one."""
        down, across = self.gaps(one, other)
        sizes, heights = (each[[one, other]] for each in (self.sizes, self.heights))
        narrower = min(self.widths[one], self.widths[other])
        beside = across > -0.2 * narrower and sizes.min() > 0.5 * sizes.max()
        above = down > 0.15 * heights.max() and heights.min() > 0.5 * heights.max()
        return bool(beside or above)


def digit_in(ink: Plane) -> Digit:
    """Return the digit among all ink.

    Parameters
    ----------
    ink
        0 paper to 1 ink, shape (height, width).

    Raises
    ------
    BlankError
        If there is nothing but specks, rules and frames.
    UnclearError
        If there are several digits, or something that no pen draws.
    """
    rest = without_rules(without_rules(ink).T).T
    if not (rest > WHOLE).any():
        raise BlankError
    pieces = _Pieces.of(rest)
    frames, ringed = _frames(pieces, rest.shape)
    possible = pieces.whole & ~frames
    if not possible.any():
        raise BlankError
    main = _main(pieces, possible, rest.shape)
    kept = _with_main(pieces, possible, main)
    _refuse_several(pieces, possible & ~kept, kept, rest.shape)
    large = pieces.sizes[main] > SMALL * max(ink.shape)  # a small digit is looked at more closely
    if large and pieces.is_solid(main):
        raise UnclearError(
            "a solid area, which is no stroke of a pen",
            "draw the digit with lines; in an outlined digit leave no part filled",
        )
    others = possible & ~kept & (pieces.mass > 0.15 * pieces.mass[main])
    mask = pieces.mask(kept)
    mask &= _near_full_ink(rest * mask, pieces.radius(main))
    left_out = (ink > WHOLE) & ~mask
    free = bool(pieces.free[kept].all())
    return Digit(rest * mask, left_out, free, int(others.sum()), ringed)


def _near_full_ink(ink: Plane, pen: float) -> Mask:
    """Say which pixels are so near full ink that they can be the edge of a stroke, not a stain."""
    reach = max(2, round(EDGE * pen))
    return np.asarray(ndimage.maximum_filter(ink, 2 * reach + 1) > WHOLE)


def _main(pieces: _Pieces, possible: Mask, shape: tuple[int, ...]) -> int:
    """Return the heaviest piece, and one inside rather than at the border."""
    free = possible & pieces.free
    inside = (free & (pieces.heights > GOOD_HEIGHT * shape[0])).any()
    main = int(np.where(free if inside else possible, pieces.mass, 0).argmax())
    least = LEAST_HEIGHT if pieces.free[main] else LEAST_HEIGHT_AT_RIM
    if pieces.heights[main] < least * shape[0]:
        raise BlankError
    return main


def _with_main(pieces: _Pieces, possible: Mask, main: int) -> Mask:
    """Return which pieces belong to the digit: such as are near it and drawn by the same pen."""
    size = pieces.sizes[main]
    kept = np.zeros_like(possible)
    kept[main] = True
    pen = pieces.radius(main)
    for other in np.flatnonzero(possible & (pieces.mass > 0.03 * pieces.mass[main])):
        gap = pieces.gap(other, main)
        if pieces.free[other] or not pieces.free[main]:
            kept[other] |= gap < 0.4 * size
        else:
            same_pen = pieces.strong[other] > WHOLE and pieces.radius(other) < 1.6 * pen
            kept[other] |= gap < 0.2 * size and same_pen
    return kept


def _refuse_several(pieces: _Pieces, rest: Mask, kept: Mask, shape: tuple[int, ...]) -> None:
    """Raise an error if what is there are several digits."""
    main = int(np.where(kept, pieces.mass, 0).argmax())
    several = [main]
    for other in np.flatnonzero((rest | kept) & (pieces.mass > 0.25 * pieces.mass[main])):
        clear = pieces.free[other] or not pieces.free[main]
        if other == main or not clear or not pieces.are_two_digits(main, int(other)):
            continue
        if not pieces.is_solid(int(other)):
            several.append(int(other))
    if len(several) == 1:
        return
    raise UnclearError(
        f"{len(several)} things that could be digits",
        "crop the picture to one of them, or cut it up: python -m network read PICTURE --split "
        "FOLDER",
        [_parts(pieces.boxes[one], shape) for one in several],
    )


def _parts(box: tuple[slice, slice], shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Return top, bottom, left and right of a box as parts of the picture."""
    rows, columns = box
    return np.array([rows.start, rows.stop, 0, 0]) / shape[0] + (
        np.array([0, 0, columns.start, columns.stop]) / shape[1]
    )


def _frames(pieces: _Pieces, shape: tuple[int, ...]) -> tuple[Mask, bool]:
    """Return which pieces enclose something, or run along the border, and if one is no rectangle.

    What is no rectangle may be a ring around a digit, or a zero with a stroke in it.
    """
    found, round_ = np.zeros(len(pieces.boxes), dtype=bool), False
    for piece in np.flatnonzero(np.minimum(pieces.heights, pieces.widths) > 0.3 * min(shape)):
        names = pieces.names[pieces.boxes[piece]]
        line = names == piece + 1
        filled = ndimage.binary_fill_holes(np.pad(line, 1))[1:-1, 1:-1]
        within = np.unique(names[filled & ~line & (names > 0)]) - 1
        tall = pieces.heights[within] > ENCLOSED * pieces.heights[piece]
        encloses = bool((pieces.whole[within] & tall).any())
        rectangle = filled.mean() > FRAME and line.mean() < 0.4
        along = line.shape[0] > 0.85 * shape[0] and line.shape[1] > 0.85 * shape[1]
        found[piece] = encloses or (rectangle and along)
        round_ |= encloses and not rectangle
    return found, round_


# --- rules -----------------------------------------------------------------------------------

TILTS = np.linspace(-0.06, 0.06, 49)
"""How far rules climb or fall: rows a column."""

COVERED, COVERED_AT_LEAST = 0.5, 0.3
"""Of the width, by a rule; strokes may lie over the rest, and over some rules over more."""

REACH = 0.12
"""A rule comes so near both sides of the picture, as a part of its width."""


def without_rules(ink: Plane) -> Plane:
    """Take away thin lines that run across the whole width, a little tilted perhaps.

    Where strokes cross a rule, the ink is thicker than the rule, and stays. A single line is only
    taken away where it can't be a part of the digit: far wider than all the rest.
    """
    height, width = ink.shape
    most = max(2, round(THICKEST_RULE * max(height, width)))
    marks = ink > 0
    thin = marks & ~_long_runs(np.ascontiguousarray(marks.T), most + 1).T
    lines = _lines(thin)
    if not lines:
        return ink
    y, x = np.nonzero(thin)
    ruled = np.zeros_like(marks)
    for tilt, row in lines:
        near = np.abs(y - row - tilt * (x - width / 2)) <= most / 2 + 1
        ruled[y[near], x[near]] = True
    rest = np.where(ruled, 0, ink)
    return ink if len(lines) == 1 and not _far_narrower(rest) else rest


def _far_narrower(rest: Plane) -> bool:
    """Say whether ink is far narrower than the picture, and clear of its sides."""
    width = rest.shape[1]
    columns = np.flatnonzero((rest > WHOLE).any(axis=0))
    if not len(columns):
        return False
    clear = columns[0] > 0.04 * width and columns[-1] < 0.96 * width
    return bool(clear and columns[-1] - columns[0] < 0.75 * width)


def _lines(thin: Mask) -> list[tuple[float, float]]:
    """Return the lines in a mask of thin ink: the tilt of each, and its row in the middle."""
    height, width = thin.shape
    y, x = np.nonzero(thin)
    if len(y) < COVERED * width:
        return []
    step = max(1, width // 192)
    best: tuple[float, float, NDArray[np.intp]] = (0.0, 0.0, np.empty(0, np.intp))
    for tilt in TILTS:
        rows = np.rint(y - tilt * (x - width / 2)).astype(int)
        inside = (rows >= 0) & (rows < height)
        covered = np.zeros((height, -(-width // step)), dtype=bool)
        covered[rows[inside], x[inside] // step] = True
        covered[1:-1] |= covered[:-2] | covered[2:]
        share = covered.mean(axis=1)
        enough = np.flatnonzero(share > COVERED)
        total = float((share[enough] ** 2).sum())
        if total > best[0]:
            some = np.flatnonzero(share > COVERED_AT_LEAST)
            best = total, tilt, np.array([k for k in some if _reaches_both(covered[k])], int)
    _, tilt, rows = best
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1) if len(rows) else []
    return [(float(tilt), float(group.mean())) for group in groups]


def _reaches_both(columns: Mask) -> bool:
    filled = np.flatnonzero(columns)
    return filled[0] < REACH * len(columns) and filled[-1] >= (1 - REACH) * len(columns)


def _long_runs(marks: Mask, least: int) -> Mask:
    """Keep what lies in level runs of at least so many pixels: a binary opening."""
    height, width = marks.shape
    steps = np.diff(np.pad(marks.view(np.int8), ((0, 0), (1, 1)))).ravel()
    starts, ends = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
    short = ends - starts < least
    steps[starts[short]] = steps[ends[short]] = 0
    return np.cumsum(steps, dtype=np.int8).reshape(height, width + 1)[:, :-1].astype(bool)
