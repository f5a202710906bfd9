"""A plane of two numbers: a square with a faint grid and an arrow for each number."""

import numpy as np
from manim import LEFT, RIGHT, UP, Arrow, Line, Square, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import note

#: Faint lines each way; from the square to its arrows, and from there to their names.
LINES, AWAY, BELOW, ABOVE = 9, 0.12, 0.36, 0.14

#: How far an arrow's name stands from the end of the arrow.
GAP = 0.2


class PlaneWindow(VGroup):
    """A part of a plane, seen from above.

    Parameters
    ----------
    first, second
        Names of the numbers: messages. The first one grows to the right, the second one upward.
    side
        Of the square, scene units.

    Attributes
    ----------
    square, grid, arrows, names
        Its parts: ``arrows`` and ``names`` have one for each number.
    """

    def __init__(self, first: str, second: str, side: float) -> None:
        look = theme()
        half = side / 2
        self.square = Square(side, color=look.quiet, stroke_width=1.5)
        self.grid = VGroup()
        for share in np.linspace(-half, half, LINES + 2)[1:-1]:
            for ends in (
                ([share, -half, 0], [share, half, 0]),
                ([-half, share, 0], [half, share, 0]),
            ):
                self.grid.add(Line(*ends, color=look.quiet, stroke_width=1, stroke_opacity=0.3))
        corner = np.array([-half - AWAY, -half - AWAY, 0])
        ways = (corner, corner + (side + AWAY) * RIGHT), (corner, corner + (side + AWAY) * UP)
        how = {"buff": 0, "color": look.quiet, "stroke_width": 3, "tip_length": 0.18}
        self.arrows = VGroup(*(Arrow(*way, **how) for way in ways))
        self.names = VGroup(note(first), note(second))
        self.names[0].stand_at(half, -half - AWAY - BELOW, RIGHT)
        self.names[1].stand_at(-half - AWAY, half + ABOVE + GAP / 2, LEFT)
        super().__init__(self.square, self.grid, self.arrows, self.names)
