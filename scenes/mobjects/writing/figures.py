"""Numbers that change while a film runs: their glyphs are set by Typst once."""

from functools import cache
from typing import NamedTuple, Self

import numpy as np
from manim import LEFT, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words

#: How many points begin a number's outline only to say where it is anchored.
ANCHOR = 4


class Figures(VMobject):
    """A number, or whatever consists of digits and ``. , %`` and spaces.

    A new text costs no more than putting outlines side by side, so it may change in every
    frame. It can be moved and faded; scaled only once it has stopped changing.

    Parameters
    ----------
    text
        What to write.
    size, colour
        As in :func:`scenes.mobjects.writing.words.words`.
    side
        Which end stays in place when the text changes: ``LEFT`` or ``RIGHT``.
    """

    def __init__(
        self,
        text: str,
        size: int | None = None,
        colour: str | None = None,
        side: NDArray[np.floating] = LEFT,
    ) -> None:
        look = theme()
        self.size, self.flush_left = size or look.label, bool(side[0] < 0)
        super().__init__(color=colour or look.words, fill_opacity=1, stroke_width=0)
        self.points = np.zeros((ANCHOR, 3))
        self.set_text(text)

    def set_text(self, text: str) -> Self:
        """Write something else in the same place."""
        self.text = text
        glyphs = [_glyph(character, self.size) for character in text]
        starts = np.cumsum([0.0, *(glyph.advance for glyph in glyphs)])
        if not self.flush_left:
            starts -= starts[-1]
        # An outline of no size keeps the place on the line, whatever moves this mobject.
        anchor = self.points[:ANCHOR]
        outlines = [
            glyph.outline + (anchor[0] + (start, 0, 0))
            for glyph, start in zip(glyphs, starts, strict=False)
        ]
        self.points = np.concatenate([anchor, *outlines])
        return self

    def anchor_at(self, point: NDArray[np.floating]) -> Self:
        """Put the end that stays in place, on the line the figures stand on, at a point."""
        return self.shift(np.asarray(point, float) - self.points[0])


class _Glyph(NamedTuple):
    """A character's outline, shape (n, 3), from where it starts, and where the next does."""

    outline: NDArray[np.floating]
    advance: float


@cache
def _glyph(character: str, size: int) -> _Glyph:
    """Return a character's glyph, measured between two zeros, which stand on the line."""
    left, *between, right = _outlines(f"0{character}0", size)
    origin = np.array([left[:, 0].min(), left[:, 1].min(), 0])
    # Digits are all equally wide, so that a running number doesn't tremble.
    zero = _width_of_zero(size)
    outline = np.concatenate([np.zeros((0, 3)), *between]) - origin - (zero, 0, 0)
    return _Glyph(outline, float(right[:, 0].min() - origin[0] - zero))


@cache
def _width_of_zero(size: int) -> float:
    left, right = _outlines("00", size)
    return float(right[:, 0].min() - left[:, 0].min())


def _outlines(text: str, size: int) -> list[NDArray[np.floating]]:
    return [part.points for part in words(text, size).family_members_with_points()]
