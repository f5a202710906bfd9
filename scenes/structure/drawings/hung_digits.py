"""Digits that hang their sums on a number line."""

from collections.abc import Sequence

import numpy as np
from manim import AnimationGroup, Create, Dot, FadeIn, Group, LaggedStart, Line, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.number import Numeral, by_sign

#: From the line up to the numbers and to the digits; their size, and from one to the next.
NUMBERS, DIGITS, SIZE, APART = 1.3, 2.0, 0.78, 1.1

#: From the middle of a number down to its string.
BELOW_NUMBER = 0.22


class HungDigits(Group):
    """A row of digits above a number line, each with its sum, and a string to that place.

    Parameters
    ----------
    pictures
        Shape (rows, columns) each, 0 to 1.
    sums
        Of each; rising, so that no two strings cross.
    line
        The line.
    marked
        Which of them gets a dot in the accent's colour.

    Attributes
    ----------
    hung
        For each, its digit, its sum, the string, and the dot on the line.
    dots
        The dots.
    """

    def __init__(
        self,
        pictures: Sequence[NDArray[np.floating]],
        sums: Sequence[float],
        line: NumberLine,
        marked: int,
    ) -> None:
        look = theme()
        middle, height = line.line.get_center()[:2]
        self.hung, self.dots = [], VGroup()
        for place, (picture, total) in enumerate(zip(pictures, sums, strict=True)):
            x = middle + APART * (place - (len(pictures) - 1) / 2)
            digit = PixelGrid(picture, SIZE).move_to([x, height + DIGITS, 0])
            number = Numeral(total, 2, look.note, by_sign, plus=True)
            number.move_to([x, height + NUMBERS, 0])
            dot = Dot(line.place(total), color=look.accent if place == marked else look.words)
            top = [x, height + NUMBERS - BELOW_NUMBER, 0]
            string = Line(top, dot.get_center(), color=look.quiet, stroke_width=1.5)
            self.hung.append(Group(digit, number, string, dot))
            self.dots.add(dot)
        super().__init__(*self.hung)

    def drop(self) -> LaggedStart:
        """Return the animation in which they come, one after the other."""
        drops = [
            AnimationGroup(FadeIn(digit), FadeIn(number), Create(string), FadeIn(dot))
            for digit, number, string, dot in self.hung
        ]
        return LaggedStart(*drops, lag_ratio=0.3)
