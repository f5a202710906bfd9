"""The ten outputs as bars: which digit the network holds a picture for, and how firmly."""

from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.neurons.verdict import answer_colour
from scenes.mobjects.writing.class_label import extra_room, label_of
from scenes.mobjects.writing.number import Figures

#: Size of a bar's room, between 0 and 1, in gaps between rows; and the way to the texts.
THICKNESS, BESIDE = 0.5, 0.2

#: Names of classes are so wide at most, and as a share of a full bar's length; they take it from
#: the bar.
NAME, SHARE = 1.1, 0.6


class OutputBars(VGroup):
    """One bar a digit, from 0 to 1, with its name in front and its value behind.

    The longest bar is the answer. It has the accent's colour, or, where the label is known and
    says otherwise, that of a mistake.

    Parameters
    ----------
    values
        Shape (n,), 0 to 1.
    label
        What the picture really shows: that name has the accent's colour. ``None`` if nobody
        said.
    length
        Of a full bar, scene units.
    gap
        From one bar's middle to the next one's.

    Attributes
    ----------
    names, rooms, bars, figures
        The digits, faint bars of length 1, the bars, and their values; each from the top.
    """

    def __init__(
        self,
        values: NDArray[np.floating],
        label: int | None = None,
        length: float = 2.4,
        gap: float = 0.47,
    ) -> None:
        look = theme()
        self.label = label
        width = min(NAME, SHARE * length)
        length -= extra_room(look.label, width)
        self.names, self.rooms, self.bars, self.figures = (VGroup() for _ in range(4))
        for digit in range(len(values)):
            size = {"width": length, "height": THICKNESS * gap, "stroke_width": 0}
            room = Rectangle(fill_color=look.outline, fill_opacity=0.1, **size)
            room.move_to(digit * gap * DOWN)
            colour = look.accent if digit == label else look.words
            name = label_of(digit, look.label, colour, width).next_to(room, LEFT, buff=BESIDE)
            figure = Figures("0.00", look.note, look.words)
            half = figure.height / 2
            figure.anchor_at(room.get_right() + BESIDE * RIGHT + half * DOWN)
            self.names.add(name)
            self.rooms.add(room)
            self.bars.add(Rectangle(fill_opacity=1, **size))
            self.figures.add(figure)
        super().__init__(self.rooms, self.bars, self.names, self.figures)
        self.center()
        self.set_values(values)

    def set_values(self, values: NDArray[np.floating]) -> Self:
        """Give every bar its length, shape (n,), 0 to 1."""
        look = theme()
        self.values = np.array(values, np.float32)
        self.answer = int(self.values.argmax())
        rows = zip(self.rooms, self.bars, self.figures, self.values, strict=True)
        for digit, (room, bar, figure, value) in enumerate(rows):
            is_answer = digit == self.answer
            colour = answer_colour(digit, self.label) if is_answer else look.outline
            low, high = room.get_corner(LEFT + DOWN), room.get_corner(RIGHT + UP)
            right = low[0] + float(value) * (high[0] - low[0])
            corners = [low, (right, low[1], 0), (right, high[1], 0), (low[0], high[1], 0), low]
            bar.set_points_as_corners(corners)
            bar.set_fill(colour, 1 if is_answer else 0.7)
            figure.set_text("{value:.2f}", value=value)
            figure.set_fill(colour if is_answer else look.quiet)
        return self

    def row(self, digit: int) -> VGroup:
        """Return everything that belongs to one output."""
        parts = (self.names, self.rooms, self.bars, self.figures)
        return VGroup(*(part[digit] for part in parts))
