"""Images that take turns in one place, each with what is wanted and the slope of its cost."""

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, Group, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message

#: Side of the image; half the width of the rows below it; from the image to the first one's
#: baseline, and from one to the next; the most that a pixel can hold; decimals of slopes.
SIDE, HALF, BELOW, LEADING, INK, DECIMALS = 2.3, 1.75, 0.65, 0.5, 255, 4


class PassingSlopes(Group):
    """An image and three rows below it: its number, what is wanted, the slope of its cost.

    Parameters
    ----------
    images
        Shape (n, 784), 0 to 255.
    wanted, slopes
        Shape (n,).

    Attributes
    ----------
    grid
        The image.
    names, figures
        What the rows are called, and their numbers.
    shown
        Which image is shown.
    """

    def __init__(
        self,
        images: NDArray[np.uint8],
        wanted: NDArray[np.floating],
        slopes: NDArray[np.floating],
    ) -> None:
        look = theme()
        self.images, self.wanted, self.slopes = images, wanted, slopes
        self.grid = PixelGrid(images[0] / INK, SIDE)
        self.names, self.figures = VGroup(), VGroup()
        titles = message("image"), message("wanted"), message("its slope")
        colours = look.words, look.accent, look.words
        for row, (title, colour) in enumerate(zip(titles, colours, strict=True)):
            y = self.grid.get_bottom()[1] - BELOW - row * LEADING
            self.names.add(note(title, room=2.0).stand_at(-HALF, y, LEFT))
            figure = Figures("0", look.note, colour, RIGHT)
            self.figures.add(figure.anchor_at([HALF, y, 0]))
        super().__init__(self.grid, self.names, self.figures)
        self.set_passed(0)

    def set_passed(self, shown: int) -> Self:
        """Show another image, by its place; cheap enough for every frame."""
        self.shown = shown
        self.grid.set_values((self.images[shown] / INK).reshape(self.grid.values.shape))
        self.figures[0].set_text("{number:,}", number=shown)
        self.figures[1].set_text("{wanted:.0f}", wanted=float(self.wanted[shown]))
        slope = round(float(self.slopes[shown]), DECIMALS) + 0.0
        self.figures[2].set_text(f"{{slope:.{DECIMALS}f}}", slope=slope)
        return self
