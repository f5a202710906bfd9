"""Small tools for pictures as planes of numbers: another size, two groups, the nearest value."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

Plane = NDArray[np.floating]
Mask = NDArray[np.bool_]

ALIKE = 1e-4
"""Values that differ less are no two groups."""

NEIGHBOURS = np.ones((3, 3), dtype=bool)


def resized(plane: Plane, scale: float) -> Plane:
    """Return a plane with its sides so many times as long, at least a pixel."""
    return fitted(plane, tuple(max(1, round(side * scale)) for side in plane.shape))


def fitted(plane: Plane, shape: tuple[int, ...]) -> Plane:
    """Return a plane enlarged or shrunk to a shape."""
    smaller = shape[0] < plane.shape[0]
    filter_ = Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC
    image = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(image.resize((shape[1], shape[0]), filter_))


def fitted_mask(mask: Mask, shape: tuple[int, ...]) -> Mask:
    """Return a mask enlarged or shrunk to a shape."""
    return np.asarray(fitted(mask.astype(np.float32), shape) > 0.5)


def otsu(values: NDArray[np.floating]) -> float:
    """Return the limit that divides values into the two most unlike groups (Otsu's method)."""
    lowest, highest = float(values.min()), float(values.max())
    if highest - lowest < ALIKE:
        return highest
    counts, edges = np.histogram(values, bins=256)
    below = np.cumsum(counts)[:-1]
    above = values.size - below
    total = np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    mean_below = total[:-1] / np.maximum(below, 1)
    mean_above = (total[-1] - total[:-1]) / np.maximum(above, 1)
    return float(edges[1 + np.argmax(below * above * (mean_above - mean_below) ** 2)])


def filled_from_nearest(plane: Plane, known: Mask) -> Plane:
    """Return a plane in which unknown pixels take the value of the nearest known one."""
    if known.all():
        return plane
    rows, columns = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    return plane[rows, columns]


def thickest(mask: Mask) -> float:
    """Return the radius in pixels of the largest disc that lies within a mask."""
    return float(ndimage.distance_transform_edt(np.pad(mask, 1)).max())


def box_of(mask: Mask) -> tuple[slice, slice]:
    """Return the smallest rows and columns that hold all of a mask, which has something."""
    return ndimage.find_objects(mask.astype(np.uint8))[0]


def convex_hull(mask: Mask) -> Mask:
    """Return the smallest convex area that holds all of a mask."""
    from scipy.spatial import ConvexHull  # takes a moment to load

    rim = mask & ~ndimage.binary_erosion(mask)
    points = np.argwhere(rim)[:, ::-1]
    if len(np.unique(points[:, 0])) < 2 or len(np.unique(points[:, 1])) < 2:
        return mask
    corners = points[ConvexHull(points).vertices]
    image = Image.new("1", (mask.shape[1], mask.shape[0]))
    ImageDraw.Draw(image).polygon(
        [tuple(map(float, corner)) for corner in corners], fill=1, outline=1
    )
    return np.asarray(image, dtype=bool)
