"""Pictures that are no digits, and what a network takes them for."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, UP, FadeIn, Group, LaggedStart, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import note, words

#: Height of a picture, and from one's middle to the next one's; from its rim down to the texts.
HEIGHT, PITCH, ANSWER, VALUE = 1.62, 1.93, 0.52, 1.12


class Strangers(Group):
    """Pictures in a row; below each the answer, and the activation of that output.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    answers
        One a picture.
    values
        The activations of these outputs.

    Attributes
    ----------
    pictures, answers
        From left to right; an answer is the digit with its activation below it.
    """

    def __init__(
        self,
        pictures: Sequence[NDArray[np.floating]],
        answers: Sequence[int],
        values: Sequence[float],
    ) -> None:
        self.pictures, self.answers = Group(), VGroup()
        for place, (image, answer, value) in enumerate(zip(pictures, answers, values, strict=True)):
            x = PITCH * (place - (len(pictures) - 1) / 2)
            picture = PixelGrid(image, HEIGHT).move_to([x, 0.6, 0])
            foot = picture.get_bottom()[1]
            told = VGroup(
                words("{answer}", theme().headline, theme().wrong, answer=int(answer)),
                note("{value:.2f}", value=float(value)),
            )
            told[0].move_to([x, foot - ANSWER, 0])
            told[1].move_to([x, foot - VALUE, 0])
            self.pictures.add(picture)
            self.answers.add(told)
        super().__init__(self.pictures, self.answers)

    def appear(self) -> LaggedStart:
        """Return the animation in which the pictures come, one after the other."""
        come = (FadeIn(picture, shift=0.2 * UP) for picture in self.pictures)
        return LaggedStart(*come, lag_ratio=0.2)

    def answer(self) -> LaggedStart:
        """Return the animation in which the answers come."""
        come = (FadeIn(told, shift=0.2 * DOWN) for told in self.answers)
        return LaggedStart(*come, lag_ratio=0.3)
