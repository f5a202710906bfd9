"""What is hoped for, and not measured: always dashed, never in the light of real neurons."""

from typing import Self

import numpy as np
from manim import (
    Circle,
    DashedVMobject,
    Line,
    RoundedRectangle,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words

#: Length of a dash with the gap behind it, scene units.
DASH = 0.17


class HopedNeuron(VGroup):
    """A neuron as one would like it to be: dashed, and if it is to fire, in the accent's colour.

    Parameters
    ----------
    radius
        In scene units.

    Attributes
    ----------
    glow, rim
        What fills it, faintly, and its outline.
    """

    def __init__(self, radius: float = 0.24) -> None:
        look = theme()
        circle = Circle(radius, stroke_width=2.5)
        self.glow = Circle(radius, stroke_width=0, fill_color=look.accent, fill_opacity=0)
        self.rim = dashed(circle, look.quiet, 2 * np.pi * radius)
        super().__init__(self.glow, self.rim)

    def set_lit(self, lit: bool) -> Self:
        """Let it fire, in hope, or not; can be animated."""
        look = theme()
        self.glow.set_fill(opacity=0.28 if lit else 0)
        self.rim.set_stroke(look.accent if lit else look.quiet, 4 if lit else 2.5)
        return self


class HopedLink(VMobject):
    """A dashed connection between two points."""

    def __init__(self, start: NDArray[np.floating], end: NDArray[np.floating]) -> None:
        super().__init__()
        line = Line(start, end, stroke_width=2)
        self.become(dashed(line, theme().quiet, line.get_length()))
        self.set_lit(False)

    def set_lit(self, lit: bool) -> Self:
        """Let it carry something, in hope, or not; can be animated."""
        look = theme()
        colour, width, opacity = (look.accent, 3, 0.9) if lit else (look.quiet, 2, 0.45)
        return self.set_stroke(colour, width, opacity)


class Tag(VGroup):
    """A short text in a frame that says what kind of thing one sees.

    Parameters
    ----------
    text
        What to write.
    hoped
        Whether it is only hoped for: the frame is dashed then.
    size
        Of the text, in points; a note's, if left out.
    """

    def __init__(self, text: str, hoped: bool, size: float | None = None) -> None:
        look = theme()
        colour = look.quiet if hoped else look.accent
        self.text = words(text, size or look.note, colour)
        frame = RoundedRectangle(
            corner_radius=0.12,
            width=self.text.width + 0.5,
            height=1.3 * (size or look.note) / 60,
            color=colour,
            stroke_width=2.5,
        )
        self.frame = dashed(frame, colour, 2 * (frame.width + frame.height)) if hoped else frame
        super().__init__(self.frame, self.text.move_to(frame))

    def stroke_through(self) -> Line:
        """Return the line that crosses the text out."""
        reach = 0.12 * np.array([1, 1, 0])
        left, right = self.text.get_left() - reach, self.text.get_right() + reach
        return Line(left, right, color=theme().wrong, stroke_width=6)


def dashed(outline: VMobject, colour: str, length: float) -> VMobject:
    """Return an outline in dashes, all in one mobject: that is cheaper to draw than many."""
    pieces = DashedVMobject(outline, num_dashes=max(4, round(length / DASH)))
    whole = VMobject(color=colour, stroke_width=outline.get_stroke_width())
    whole.points = np.concatenate([piece.points for piece in pieces])
    return whole
