"""Something to turn: a number that a hand could set."""

from typing import Self

from manim import LEFT, RIGHT, Dot, VGroup

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import note

#: From the line to what is written beside it, and the room for the value.
BESIDE, WIDTH = 0.3, 0.95


class Slider(VGroup):
    """A knob on a line, with its name in front and its value behind.

    Parameters
    ----------
    name
        What it sets.
    low, high
        Numbers at the line's ends; 0, if it lies between, has a mark. Where they may be negative,
        positive values carry a sign, too.
    value
        Where the knob is.
    length
        Of the line, scene units.

    Attributes
    ----------
    value
        What is set.
    line, knob, name, figure
        Its parts.
    """

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        value: float,
        length: float = 2.2,
    ) -> None:
        look = theme()
        self.line = NumberLine(low, high, length, {0: ""} if low < 0 < high else {})
        self.knob = Dot(radius=0.12, color=look.accent)
        self.name = note(name)
        self.name.next_to(self.line.line, LEFT, buff=BESIDE)
        self.figure = Figures("0.00", look.note, look.words, side=RIGHT)
        end = self.line.line.get_end()[0] + BESIDE + WIDTH
        self.figure.anchor_at([end, self.name.baseline, 0])
        self.outline_of_knob = self.knob.points.copy()
        super().__init__(self.line, self.name, self.figure, self.knob)
        self.set_value(value)

    def set_value(self, value: float) -> Self:
        """Turn the knob; cheap enough to do in every frame."""
        self.value = float(value)
        # Not moved from where it was: what it looks like must not depend on its way here, or
        # Manim won't recognise the picture.
        self.knob.points = self.outline_of_knob + self.line.place(value)
        text = "{value:+.2f}" if self.line.low < 0 else "{value:.2f}"
        self.figure.set_text(text, value=self.value)
        return self
