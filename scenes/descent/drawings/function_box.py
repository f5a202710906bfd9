"""A function as a box: what goes in, what comes out, and what it is made with."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Arrow, RoundedRectangle, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words

#: Size of the box, length of an arrow, and space between that and its text.
BOX, WAY, SPACE = (3.4, 1.05), 0.85, 0.18

#: How wide what goes in may be, and what comes out.
ROOMS = (4.7, 2.9)


class FunctionBox(VGroup):
    """A box with its name; an arrow leads in, one out, and one from below.

    Parameters
    ----------
    name, given, result, shaped_by
        Texts: what it is, what goes in, what comes out, and what decides which function it is.
    colour
        Of its rim and name; the words', if left out.
    room
        Height of the room for a picture of it, below its name.

    Attributes
    ----------
    box, title, given, result, shaped_by
        Its parts.
    into, out, upward
        The arrows.
    """

    def __init__(
        self,
        name: str,
        given: str,
        result: str,
        shaped_by: str,
        colour: str | None = None,
        room: float = 0,
    ) -> None:
        look = theme()
        colour = colour or look.words
        self.box = RoundedRectangle(corner_radius=0.15, width=BOX[0], height=BOX[1] + room)
        self.box.set_stroke(colour, 3).set_fill(look.stage, 1)
        self.title = words(name, look.label, colour, room=BOX[0] - 0.3)
        self.title.move_to([0, room / 2, 0])
        rims = self.box.get_left(), self.box.get_right(), self.box.get_bottom()
        left, right, below = rims
        self.into = _arrow(left + WAY * LEFT, left)
        self.out = _arrow(right, right + WAY * RIGHT)
        self.upward = _arrow(below + 0.6 * WAY * DOWN, below)
        self.given = words(given, room=ROOMS[0]).next_to(self.into, LEFT, buff=SPACE)
        self.result = words(result, room=ROOMS[1]).next_to(self.out, RIGHT, buff=SPACE)
        self.shaped_by = words(shaped_by).next_to(self.upward, DOWN, buff=SPACE)
        super().__init__(self.box, self.title, self.into, self.out, self.upward)
        self.add(self.given, self.result, self.shaped_by)

    @property
    def place(self) -> NDArray[np.float64]:
        """Middle of the room for a picture."""
        return self.box.get_center() + (BOX[1] / 2 - 0.12) * DOWN


def _arrow(start: NDArray[np.floating], end: NDArray[np.floating]) -> Arrow:
    """Return a quiet arrow."""
    look = theme()
    return Arrow(start, end, buff=0.06, color=look.quiet, stroke_width=4, tip_length=0.2)
