"""Where two images differ."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.look.colours import rgb
from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid


def disagreeing(
    first: NDArray[np.floating], second: NDArray[np.floating], threshold: float = 0.5
) -> NDArray[np.bool_]:
    """Return which pixels are lit in only one of two images.

    Parameters
    ----------
    first, second
        Shape (rows, columns), 0 to 1.
    threshold
        A pixel is lit from this value on.

    Returns
    -------
    NDArray
        Shape (rows, columns); its sum is their number.

    Raises
    ------
    ValueError
        If the images differ in shape.
    """
    if np.shape(first) != np.shape(second):
        raise ValueError(f"images of shapes {np.shape(first)} and {np.shape(second)}")
    return (np.asarray(first) >= threshold) != (np.asarray(second) >= threshold)


class PixelDifference(PixelGrid):
    """Two images over each other; pixels lit in only one of them show in two hues.

    Parameters
    ----------
    first, second
        Shape (rows, columns), 0 to 1.
    height
        In scene units.
    threshold
        A pixel is lit from this value on.

    Attributes
    ----------
    values
        The first image; ``second`` is the other.
    contrast
        How far the difference shows: the two images laid over each other (0) to hues (1).
    only_first, only_second
        Which pixels are lit in only one, shape (rows, columns).
    count
        How many these are.

    Raises
    ------
    ValueError
        If the images differ in shape.
    """

    animated = (*PixelGrid.animated, "contrast")

    def __init__(
        self,
        first: NDArray[np.floating],
        second: NDArray[np.floating],
        height: float = 4.0,
        threshold: float = 0.5,
    ) -> None:
        apart = disagreeing(first, second, threshold)
        lit = np.asarray(first) >= threshold
        self.only_first, self.only_second = apart & lit, apart & ~lit
        self.count = int(apart.sum())
        self.second, self.contrast = np.array(second, np.float32), 1.0
        look = theme()
        self.hues = rgb(look.positive), rgb(look.negative)
        super().__init__(first, height)

    def set_contrast(self, strength: float) -> Self:
        """Show the difference, from not at all (0) to in full (1)."""
        self.contrast = float(strength)
        return self

    def colours(self) -> NDArray[np.float64]:
        """Return what pixels are painted with: shape (rows, columns, 3)."""
        both = np.clip((self.values + self.second) / 2, 0, 1)[..., None]
        plain = self.paper + both * (self.ink - self.paper)
        # What both have in common steps back, so that the hues stand out.
        apart = self.paper + 0.4 * both * (self.ink - self.paper)
        for mask, hue in zip((self.only_first, self.only_second), self.hues, strict=True):
            apart = np.where(mask[..., None], hue, apart)
        return plain + self.contrast * (apart - plain)
