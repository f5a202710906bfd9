"""A picture whose ink goes, pixel by pixel."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, Group, Square, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.terms import ABOVE_ALL
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import words

#: Middles and heights of the picture and of the small one that keeps all ink.
PICTURE_AT, LARGE, WHOLE_AT, SMALL = (-1.6, 0.45, 0), 5.2, (-5.6, 2.25, 0), 1.6

#: Where the count ends, the line it stands on, and the space to the words behind it.
COUNT_TO, BASE, SPACE = -2.0, -2.9, 0.2


class InkLeft(Group):
    """An image that can lose ink, a small copy that keeps it, and how many pixels have some.

    Parameters
    ----------
    values
        The image, shape (rows, columns), 0 to 1.

    Attributes
    ----------
    picture, whole
        The image, large, and the copy.
    count
        Pixels with ink, in figures.
    """

    def __init__(self, values: NDArray[np.floating]) -> None:
        look = theme()
        self.picture = PixelGrid(values, LARGE).move_to(PICTURE_AT)
        self.whole = PixelGrid(values, SMALL).move_to(WHOLE_AT)
        self.count = Figures("0", look.label, side=RIGHT).anchor_at([COUNT_TO, BASE, 0])
        beside = words("pixels with ink", colour=look.words)
        beside.stand_at(COUNT_TO + SPACE, BASE, LEFT)
        super().__init__(self.whole, self.picture, VGroup(self.count, beside))
        self.set_values(values)

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Show what is left: shape (rows, columns). Cheap enough to do in every frame."""
        self.picture.set_values(values)
        self.count.set_text(str(np.count_nonzero(values)))
        return self

    def rings(self, pixels: Sequence[int]) -> VGroup:
        """Return frames around some pixels; they aren't shown yet."""
        side, centres = self.picture.height / self.picture.rows, self.picture.pixel_centres()
        frame = Square(1.5 * side, color=theme().accent, stroke_width=4).set_z_index(ABOVE_ALL)
        return VGroup(*(frame.copy().move_to([*centres[pixel], 0]) for pixel in pixels))


def changed_between(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """Return which pixels come back and which go, one by one, from some that are gone to others.

    First those come back that are to stay, the last that went before the others.
    """
    back = [pixel for pixel in reversed(before) if pixel not in after]
    return back + [pixel for pixel in after if pixel not in before]
