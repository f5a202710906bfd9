"""A value that is read off a point."""

import numpy as np
from manim import RIGHT, Line, Square, VGroup

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words


class Callout(VGroup):
    """A frame around one pixel, a line to the side, and the pixel's value at its end.

    Parameters
    ----------
    centre
        The pixel's middle in the scene, (x, y).
    side
        Its width in scene units.
    text
        What to write.
    end
        Where the line ends, (x, y), right of the pixel.
    """

    def __init__(self, centre: np.ndarray, side: float, text: str, end: np.ndarray) -> None:
        look = theme()
        self.frame = Square(side * 1.25, color=look.accent, stroke_width=3)
        self.frame.move_to([*centre, 0])
        start = self.frame.get_right()
        self.line = Line(start, [*end, 0], color=look.accent, stroke_width=2)
        self.text = words(text, look.label).next_to([*end, 0], RIGHT, buff=0.2)
        super().__init__(self.frame, self.line, self.text)
