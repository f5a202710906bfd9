"""Read a picture of one digit - a scan, a drawing, a photo of paper - the way MNIST shows digits.

The steps: open the file, whatever its format; find the sheet, if a desk or a frame is around it;
tell what the paper looks like under the ink, whatever light and shadow fall on it, and whether
ink is darker or lighter; leave out specks, rules, frames and what comes in from the border;
bring the pen to a thickness that MNIST's writers used; and frame the digit
(`network.handwriting.framing`). The rooms of `network.digits.scanning` hold all but the last two.
"""

import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from network.digits.scanning.layers import Layers, layers_of
from network.digits.scanning.opening import opened, refuse
from network.digits.scanning.paper import best_paper
from network.digits.scanning.planes import Mask, Plane, box_of, fitted, resized
from network.digits.scanning.sheet import sheets
from network.digits.scanning.strokes import (
    SMALL,
    BlankError,
    UnclearError,
    digit_in,
    evened,
    ink_of,
)
from network.files.errors import InputError
from network.handwriting.framing import BOX, frame

SHORTEST, LONGEST = 256, 768
"""Pictures are enlarged or shrunk until their longer side has so many pixels."""

DEEPEST = 3
"""A box on a sheet on a desk: so many grounds within each other are looked into."""

MARGIN = 0.6
"""Around a digit that is looked at more closely, as a part of its size."""

WEAK = 0.15
"""Contrast below which colours are asked, and ink may have been missed."""

DOUBTFUL = 0.6
"""What light and paper leave unexplained, from which ink may be something else."""

FINEST = 320
"""Longer side in pixels of a digit whose pen is measured and changed."""

USUAL_BLUR, STRONG_BLUR = 1 / 500, 1 / 120
"""Deviation, as a part of the picture's longer side, of the blur that takes away grain."""

THINNEST, THICKEST = 1.9, 3.6
"""Thickness of a pen, in pixels of the finished picture, that is left as it is.

Eight in ten of MNIST's digits lie between, by the measure of `_thickness`.
"""

PAPER, INK, LEFT_OUT, AROUND = range(4)
"""What a `Reading` says of each place of a picture."""


class PictureWarning(UserWarning):
    """What was read of a picture may not be what is written."""


class SeveralError(InputError):
    """A picture shows several digits.

    Parameters
    ----------
    path
        The picture.
    boxes
        Top, bottom, left and right of each, as parts of the picture.
    told
        As for every `InputError`.
    """

    def __init__(self, path: Path, boxes: list[NDArray[np.floating]], **told: str) -> None:
        super().__init__(path, **told)
        self.boxes = boxes


@dataclass(frozen=True)
class Reading:
    """What was made of a picture.

    Parameters
    ----------
    image
        The digit as MNIST shows digits, shape (784,), uint8: 0 paper to 255 ink.
    places
        What was taken for what, shape (height, width), uint8: `PAPER`, `INK`, `LEFT_OUT` (other
        ink) or `AROUND` (the paper). Smaller than the picture may be.
    notes
        What was done besides the usual, in words.
    doubts
        Why the image may not be what is written, in words.
    """

    image: NDArray[np.uint8]
    places: NDArray[np.uint8]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_picture(path: str | Path) -> NDArray[np.uint8]:
    """Read one digit from a picture file.

    Parameters
    ----------
    path
        PNG, JPEG, HEIC, SVG, PDF or another format; grey, coloured or transparent; the ink dark
        on light or light on dark, or of another colour.

    Returns
    -------
    ndarray of uint8, shape (784,)
        The digit as MNIST shows digits: row by row, 0 paper to 255 ink.

    Raises
    ------
    InputError
        If the file can't be read as a picture, is too large or too small, or shows no digit or
        more than one.

    Warns
    -----
    PictureWarning
        If there is a reason to doubt it.
    """
    reading = look(path)
    for doubt in reading.doubts:
        warnings.warn(f"{path}: {doubt}", PictureWarning, stacklevel=2)
    return reading.image


def look(path: str | Path) -> Reading:
    """Read one digit from a picture file, and say what was made of the picture.

    Parameters
    ----------
    path
        As `read_picture`.

    Raises
    ------
    InputError
        As `read_picture`.
    """
    path = Path(path)
    file = opened(path)
    layers = layers_of(file.pixels)
    try:
        reading = _reading(layers)
    except BlankError as error:
        refuse(
            path,
            "a digit that stands out from the paper",
            str(error),
            "write it with a darker pen, with more light, and with the paper filling the picture",
        )
    except UnclearError as error:
        told = {"expected": "a picture of one digit", "found": error.found, "remedy": error.remedy}
        if not error.boxes:
            raise InputError(path, **told) from None
        boxes = error.on_sheet(layers.rows, layers.columns).boxes
        raise SeveralError(path, boxes, **told) from None
    if file.frames > 1:
        note = f"frame {file.frame} of {file.frames} was taken: it shows most"
        reading = replace(reading, notes=(note, *reading.notes))
    return reading


def read_grey(grey: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Read one digit from an array of greys.

    Parameters
    ----------
    grey
        Shape (height, width), 0 black to 1 white.

    Returns
    -------
    ndarray of uint8, shape (784,)
        As `read_picture`.

    Raises
    ------
    BlankError
        If nothing is written there.
    UnclearError
        If there is something else than one digit.
    """
    return _reading(Layers(np.asarray(grey, dtype=np.float32))).image


# --- from the picture to its ink -------------------------------------------------------------


@dataclass
class _Found:
    """A digit in a part of a picture; `places` as in `Reading`."""

    ink: Plane
    places: NDArray[np.uint8]
    free: bool
    strength: float
    unexplained: float
    others: int
    ringed: bool
    notes: list[str] = field(default_factory=list)


def _reading(layers: Layers) -> Reading:
    found = _found(layers)
    return Reading(
        frame(_with_usual_pen(found.ink)).ravel(),
        found.places,
        tuple(found.notes),
        tuple(_doubts(found)),
    )


def _doubts(found: _Found) -> list[str]:
    reasons = {
        "the digit touches the picture's edge: part of it may be missing": not found.free,
        "ink and paper hardly differ": found.strength < WEAK,
        "light, or something on the paper, may have been taken for ink": (
            found.unexplained > DOUBTFUL
        ),
        "a ring around it was left out": found.ringed,
        f"other things on the paper were left out: {found.others}": found.others > 0,
    }
    return [words for words, holds in reasons.items() if holds]


def _found(layers: Layers, depth: int = 0) -> _Found:
    """Find the digit, on a sheet that lies in the picture or in the picture as a whole."""
    grey = _at_working_size(layers.grey)
    if depth < DEEPEST:
        for sheet in sheets(grey):
            found = _on_sheet(layers, sheet, depth)
            if found:
                return found
    found = _in_light_or_colour(layers)
    return _closer(layers, found) or found


def _on_sheet(layers: Layers, sheet: Mask, depth: int) -> _Found | None:
    """Find a digit on a sheet, clear of its edges; a mask of the working size says where it is."""
    rows, columns = box_of(sheet)
    scale = layers.grey.shape[0] / sheet.shape[0], layers.grey.shape[1] / sheet.shape[1]
    large = [
        slice(
            int(np.ceil(part.start * k)), max(int(part.stop * k), int(np.ceil(part.start * k)) + 1)
        )
        for part, k in zip((rows, columns), scale, strict=True)
    ]
    shape = tuple(part.stop - part.start for part in large)
    known = fitted(sheet[rows, columns].astype(np.float32), shape) > 0.5
    if min(shape) < 8 or not known.any():
        return None
    try:
        found = _found(layers.cut(large[0], large[1], known), depth + 1)
    except BlankError:
        return None
    except UnclearError as error:
        if not error.boxes:
            return None
        top, left = (part.start / side for part, side in zip(large, layers.grey.shape, strict=True))
        end = (part.stop / side for part, side in zip(large, layers.grey.shape, strict=True))
        bottom, right = end
        raise error.on_sheet((top, bottom), (left, right)) from None
    taken = found.places == INK
    tall = box_of(taken)[0]
    if found.unexplained > DOUBTFUL or not found.free:
        return None
    if tall.stop - tall.start < 0.12 * taken.shape[0]:
        return None
    places = np.full(sheet.shape, AROUND, np.uint8)
    part = found.places[_nearest(found.places.shape, (rows, columns))]
    places[rows, columns] = np.where(sheet[rows, columns], part, AROUND)
    found.places = places
    if "only what lies within the sheet, or the frame, was looked at" not in found.notes:
        found.notes.insert(0, "only what lies within the sheet, or the frame, was looked at")
    return found


def _nearest(shape: tuple[int, ...], box: tuple[slice, slice]) -> tuple[NDArray, NDArray]:
    """Return the indices that bring a plane of a shape to the shape of a box."""
    rows, columns = (
        np.arange(part.stop - part.start) * side // (part.stop - part.start)
        for part, side in zip(box, shape, strict=True)
    )
    return np.ix_(rows, columns)


def _in_light_or_colour(layers: Layers) -> _Found:
    """Find the digit by brightness, or by colour if that says more."""
    try:
        found = _in_plane(layers.grey)
        if layers.colour is None or found.strength >= WEAK:
            return found
    except (BlankError, UnclearError):
        if layers.colour is None:
            raise
        return _by_colour(layers.colour)
    try:
        coloured = _by_colour(layers.colour)
    except (BlankError, UnclearError):
        return found
    return coloured if coloured.strength > 1.5 * found.strength else found


def _by_colour(colour: Plane) -> _Found:
    found = _in_plane(colour)
    found.notes.append("ink and paper were told apart by their colours")
    return found


def _in_plane(plane: Plane) -> _Found:
    """Find the digit in one plane, which is paper all over.

    Raises
    ------
    BlankError, UnclearError
        If there is none, or more than one.
    """
    grey = _at_working_size(plane)
    try:
        return _in_blurred(ndimage.gaussian_filter(grey, max(grey.shape) * USUAL_BLUR))
    except BlankError:  # perhaps there is only too much grain
        return _in_blurred(ndimage.gaussian_filter(grey, max(grey.shape) * STRONG_BLUR))


def _in_blurred(grey: Plane) -> _Found:
    paper = best_paper(grey)
    taken = paper.fitted(grey.shape).ink(grey)
    ink, strength = ink_of(taken)
    digit = digit_in(ink)
    if not digit.free and paper.unexplained > DOUBTFUL:
        raise BlankError
    places = np.where(digit.ink > 0.5, INK, np.where(digit.left_out, LEFT_OUT, PAPER))
    return _Found(
        evened(digit.ink, taken),
        places.astype(np.uint8),
        digit.free,
        strength,
        paper.unexplained,
        digit.others,
        digit.ringed,
    )


def _closer(layers: Layers, found: _Found) -> _Found | None:
    """Look once more at a digit that takes up little of the picture."""
    box = box_of(found.places == INK)
    size = max(part.stop - part.start for part in box)
    if not found.free or size > SMALL * max(found.places.shape):
        return None
    around = [
        slice(max(0, int(part.start - MARGIN * size)), int(part.stop + MARGIN * size) + 1)
        for part in box
    ]
    scale = layers.grey.shape[0] / found.places.shape[0]
    large = [slice(int(part.start * scale), int(part.stop * scale) + 1) for part in around]
    try:
        closer = _in_light_or_colour(layers.cut(large[0], large[1]))
    except BlankError:
        return None
    except UnclearError as error:
        if error.boxes:
            return None
        raise
    if not closer.free:
        return None
    return replace(
        closer, places=found.places, others=found.others, ringed=found.ringed, notes=found.notes
    )


def _at_working_size(grey: Plane) -> Plane:
    """Shrink or enlarge a picture so that a digit has enough pixels but not needlessly many."""
    longer = max(grey.shape)
    goal = np.clip(longer, SHORTEST, LONGEST)
    return grey if goal == longer else resized(grey, goal / longer)


# --- the pen ---------------------------------------------------------------------------------


def _with_usual_pen(ink: Plane) -> Plane:
    """Make a very thin pen thicker and a very thick one thinner."""
    digit = ink[box_of(ink > 0)]
    digit = resized(digit, min(1, FINEST / max(digit.shape)))
    longer = max(digit.shape)
    digit = np.pad(digit, longer // 4)
    drawn = digit >= 0.5
    inside = ndimage.distance_transform_edt(drawn)
    thickness = _thickness(inside[drawn]) * BOX / longer
    wanted = float(np.clip(thickness, THINNEST, THICKEST))
    if wanted == thickness:
        return digit
    change = (wanted - thickness) / 2 * longer / BOX
    depth = inside - ndimage.distance_transform_edt(~drawn)
    return np.clip(depth + change + 0.5, 0, 1).astype(np.float32)


def _thickness(depths: NDArray[np.floating]) -> float:
    """Return how thick the pen was, in pixels: the points in a line lie w/4 from its edge."""
    return 4 * float(depths.mean()) if depths.size else 0.0
