"""Tell where a picture shows anything at all, how bright it is there, and of which colour."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from network.digits.scanning.planes import Mask, Plane, box_of, filled_from_nearest, thickest

LUMINANCE = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""How bright red, green and blue look."""

OPEN = 0.002
"""Share of transparent pixels from which transparency says something."""

THICK = 0.12
"""Of the longer side: a ground has room for a disc of such a radius, strokes do not."""

TWO_COLOURS = 0.03
"""Deviation of brightness, or of a colour, where there is more than one."""


@dataclass(frozen=True)
class Layers:
    """A picture in two planes.

    Parameters
    ----------
    grey
        How bright it is, shape (height, width), 0 black to 1 white.
    colour
        Where the colours lie on the line along which they differ most, whatever the brightness;
        about 0.5 in the middle. None if there are no colours.
    rows, columns
        Where these planes begin and end in the picture, as parts of it.
    """

    grey: Plane
    colour: Plane | None = None
    rows: tuple[float, float] = (0.0, 1.0)
    columns: tuple[float, float] = (0.0, 1.0)

    def cut(self, rows: slice, columns: slice, known: Mask | None = None) -> "Layers":
        """Return a part of it, with what isn't known there filled up from what is nearest."""
        planes = (self.grey, self.colour)
        grey, colour = (None if p is None else p[rows, columns] for p in planes)
        assert grey is not None
        if known is None:
            return Layers(grey, colour)
        filled = filled_from_nearest(grey, known)
        return Layers(filled, None if colour is None else filled_from_nearest(colour, known))


def layers_of(pixels: NDArray[np.uint8]) -> Layers:
    """Return brightness and colour of a picture.

    Parameters
    ----------
    pixels
        Red, green, blue and opacity, shape (height, width, 4), 0 to 255.

    Returns
    -------
    Layers
        Where a ground with something on it is cut out, what is transparent is filled up from the
        ground; where ink alone was drawn, the ink is black on white, whatever its colour.
    """
    opaque = pixels[..., 3] > 127
    if (~opaque).mean() < OPEN:
        return _seen(pixels)
    if not opaque.any() or not _is_ground(pixels, opaque):
        alpha = pixels[..., 3].astype(np.float32)
        return Layers(1 - alpha / max(float(alpha.max()), 1))
    rows, columns = box_of(opaque)
    inside = ndimage.binary_erosion(opaque[rows, columns], iterations=2, border_value=1)
    ground = _seen(pixels[rows, columns]).cut(np.s_[:], np.s_[:], inside)
    height, width = opaque.shape
    return replace(
        ground,
        rows=(rows.start / height, rows.stop / height),
        columns=(columns.start / width, columns.stop / width),
    )


def _is_ground(pixels: NDArray[np.uint8], opaque: Mask) -> bool:
    """Say whether what is opaque is paper with ink on it, not ink itself."""
    rows, columns = box_of(opaque)
    part = opaque[rows, columns]
    if thickest(part) < THICK * max(part.shape):
        return False
    inside = ndimage.binary_erosion(part, iterations=2)
    colours = pixels[rows, columns][inside][:, :3]
    return bool(len(colours)) and float((colours / 255).std(axis=0).max()) > TWO_COLOURS


def _seen(pixels: NDArray[np.uint8]) -> Layers:
    """Return brightness and colour of an opaque picture."""
    rgb = pixels[..., :3].astype(np.float32) / 255
    grey = rgb @ LUMINANCE
    beside = (rgb - grey[..., None])[..., [0, 2]]  # green follows from these and the brightness
    if np.abs(beside).max() < TWO_COLOURS:
        return Layers(grey)
    flat = beside.reshape(-1, 2)
    _, directions = np.linalg.eigh(np.cov(flat.T))
    along = (flat - flat.mean(axis=0)) @ directions[:, -1]
    return Layers(grey, 0.5 + along.reshape(grey.shape).astype(np.float32))
