"""Small pictures in a row, each with its name and its score."""

import numpy as np
from manim import DOWN, LEFT, FadeIn, Group
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import note
from scenes.script.message import Message

#: The row's middle, the pictures' height, from one place to the next, and how many places.
ROW_AT, SIZE, FROM_TO, PLACES = -2.98, 1.05, 3.5, 4

#: From the middle of a place to its picture and to where its texts begin.
PICTURE, TEXTS = -1.05, -0.3

#: From there to the decimal point: room for two digits and a sign.
BEFORE_POINT = 0.66


class RowOfScores(Group):
    """A row that is filled place by place.

    Attributes
    ----------
    images, totals
        What stands in the row, by name: the image, and the number that is its score.
    """

    def __init__(self) -> None:
        self.images: dict[str, NDArray[np.floating]] = {}
        self.totals: dict[str, Numeral] = {}
        super().__init__()

    def put(self, image: NDArray[np.floating], place: int, name: Message, score: float) -> FadeIn:
        """Return the animation in which another picture appears.

        Parameters
        ----------
        image
            Shape (rows, columns), 0 to 1.
        place
            From 0, the leftmost.
        """
        look, middle = theme(), FROM_TO * (place - (PLACES - 1) / 2)
        small = PixelGrid(image, SIZE).move_to([middle + PICTURE, ROW_AT, 0])
        left = middle + TEXTS
        total = Numeral(score, 2, look.label, by_sign, plus=True)
        total.move_point_to(np.array([left + BEFORE_POINT, ROW_AT - 0.38, 0]))
        text = note(name).stand_at(left, ROW_AT + 0.13, LEFT)
        self.images[str(name)], self.totals[str(name)] = image, total
        entry = Group(small, text, total)
        self.add(entry)
        return FadeIn(entry, shift=0.3 * DOWN)
