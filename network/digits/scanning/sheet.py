"""Find the paper where a picture shows more than that: a desk, a frame, the bar of a window."""

import numpy as np
from scipy import ndimage

from network.digits.scanning.planes import (
    Mask,
    Plane,
    box_of,
    convex_hull,
    fitted_mask,
    otsu,
    resized,
    thickest,
)

SIZE = 192
"""Longer side in pixels at which paper is looked for: a frame of a 200th of it is still seen."""

LEAST_AREA = 0.12
"""Of a sheet, as a part of the picture."""

WHOLE = 0.995
"""Share of the picture from which there is nothing around the sheet."""

PLAIN = 0.5
"""Of a sheet, by its paper; a ring around a digit is no sheet."""

SOLID = 0.9
"""Least share of its convex hull that a sheet fills."""

WIDE = 0.14
"""A sheet has room for a disc of such a radius, as a part of its longer side."""

BROAD, CLEAR = 0.35, 0.18
"""A sheet that covers less than the one, a part of the picture, has room for a disc as large as
the other beside what is written on it: else it may be a digit of a broad pen."""

SHARP = 0.5
"""Least part of the change at a sheet's edge that happens within a few pixels: lamp light
falls off slowly."""

LEAST_RIM = 0.1
"""Of the picture's rim, by what lies around a sheet."""

RIM = 0.02
"""Of the sheet's longer side: so much is left out along its edge."""


def sheets(grey: Plane) -> list[Mask]:
    """Return where sheets of paper or boards may lie in a picture, the likelier first.

    Parameters
    ----------
    grey
        How bright the picture is, shape (height, width), 0 to 1.

    Returns
    -------
    list of ndarray of bool, each of the same shape
        Each inside a sheet without its edge; nothing if the picture shows nothing but paper.
    """
    small = resized(grey, min(1, SIZE / max(grey.shape)))
    limit = otsu(small)
    found = []
    for level in (small > limit, small <= limit):
        names, count = ndimage.label(level)
        areas = np.bincount(names.ravel(), minlength=count + 1)[1:]
        for name in 1 + np.flatnonzero(areas > LEAST_AREA / 2 * small.size):
            hull = _hull_if_sheet(names == name, small)
            if hull is not None and _rim_around(hull, ~level) > LEAST_RIM:
                found.append(hull)
    found.sort(key=lambda hull: -int(hull.sum()))
    return [fitted_mask(_inside(hull), grey.shape) for hull in found]


def _hull_if_sheet(part: Mask, grey: Plane) -> Mask | None:
    """Return the convex hull of a part of the picture if it looks like a sheet."""
    filled = ndimage.binary_fill_holes(part)
    if not LEAST_AREA < filled.mean() < WHOLE or part.sum() < PLAIN * filled.sum():
        return None
    hull = convex_hull(filled)
    rows, columns = box_of(filled)
    longer = max(rows.stop - rows.start, columns.stop - columns.start)
    wide = thickest(filled[rows, columns]) > WIDE * longer
    wide &= filled.mean() > BROAD or thickest(part[rows, columns]) > CLEAR * longer
    solid = filled.sum() > SOLID * hull.sum()
    good = solid and wide and hull.mean() < WHOLE and _is_sharp(hull, grey)
    return hull if good else None


def _rim_around(hull: Mask, other: Mask) -> float:
    """Return how much of the picture's rim is of what lies around a sheet.

    A digit's stroke lies around what it encloses, too, but hardly comes to the rim.
    """
    names, _ = ndimage.label(other)
    beside = np.unique(names[ndimage.binary_dilation(hull, iterations=3) & other & ~hull])
    rim = np.concatenate([names[0], names[-1], names[:, 0], names[:, -1]])
    return float(np.isin(rim, beside[beside > 0]).mean())


def _is_sharp(hull: Mask, grey: Plane) -> bool:
    """Say whether the picture changes at once, not little by little, at the edge of a part."""
    inside = ndimage.distance_transform_edt(hull)
    outside = ndimage.distance_transform_edt(~hull)

    def between(near: float, far: float) -> float:
        within = grey[(inside > near) & (inside <= far)]
        beyond = grey[(outside > near) & (outside <= far)]
        return float(np.median(within) - np.median(beyond)) if within.size and beyond.size else 0

    near, far = between(0.5, 3), between(3, 12) or between(0.5, 3)
    return near * far > 0 and abs(near) > SHARP * abs(far)


def _inside(hull: Mask) -> Mask:
    """Leave out the edge, which is neither paper nor what is around it."""
    rows, columns = box_of(hull)
    edge = RIM * max(rows.stop - rows.start, columns.stop - columns.start)
    depth = ndimage.distance_transform_edt(np.pad(hull, 1, mode="edge"))[1:-1, 1:-1]
    return np.asarray(depth > max(2, edge))
