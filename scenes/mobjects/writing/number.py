"""Numbers that change while a film runs: their glyphs are set by Typst once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import numpy as np
from manim import LEFT, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.writing.words import words
from scenes.script.catalogue import written as put

Points = NDArray[np.float64]

#: What numbers are written with besides digits and spaces; the minus sign is no hyphen.
SIGNS = "1.,−+"

#: The size in points that outlines are kept in.
SIZE = 48

#: How many points begin the outline of :class:`Figures` only to say where it is anchored.
ANCHOR = 4


@dataclass(frozen=True)
class Outline:
    """The outline of a written number.

    Attributes
    ----------
    points
        Bézier curves as Manim keeps them, shape (n, 3); the decimal mark, or where it would
        stand, begins at the origin, on the baseline. Scene units at ``SIZE`` points.
    left, right
        Where its type begins and ends.
    inverse
        Pseudo-inverse of the points, shape (3, n): it tells where the outline was moved to.
    """

    points: Points
    left: float
    right: float
    inverse: Points


def written(value: float, decimals: int, plus: bool = False, commas: bool = False) -> str:
    """Return a number as it is drawn, in the film's language: no minus sign before a zero."""
    style = f"{'+' if plus else ''}{',' if commas else ''}.{decimals}f"
    return put(f"{{value:{style}}}", value=round(float(value), decimals) + 0.0)


@cache
def outline(text: str, decimals: int) -> Outline:
    """Return the outline of a number with so many digits behind its decimal mark.

    What is kept is shared, so don't change it.
    """
    x, placed = 0.0, []
    for character in text:
        points, width = _glyph(character)
        placed.append(points + np.array([x, 0, 0]))
        x += width
    whole = text[: -decimals - 1] if decimals else text
    before_mark = sum(_glyph(character)[1] for character in whole)
    points = np.concatenate(placed) - (before_mark, 0, 0)
    homogeneous = np.column_stack([points[:, :2], np.ones(len(points))])
    return Outline(points, -before_mark, x - before_mark, np.linalg.pinv(homogeneous))


@cache
def _glyph(character: str) -> tuple[Points, float]:
    """Return a character's curves and width, its own origin at (0, 0); spaces have no curves."""
    if not character.isspace():
        return _glyphs()[character]
    before, after = words(f"0{character}0", SIZE)
    zero = _glyphs()["0"][1]
    return np.zeros((0, 3)), after.get_left()[0] - before.get_left()[0] - zero


@cache
def _glyphs() -> dict[str, tuple[Points, float]]:
    """Return the curves and the width of every character, its own origin at (0, 0).

    All are typeset in one line, each between two zeros: what the font has in mind between
    neighbours shows in the distance of the zeros.
    """
    characters = "0" + SIGNS + "23456789%"
    line = words("00" + "".join(character + "0" for character in characters), SIZE)
    zeros, between = line[1::2], line[2::2]
    zero = line[1].get_left()[0] - line[0].get_left()[0]
    glyphs = {}
    for character, glyph, before, after in zip(characters, between, zeros, zeros[1:], strict=False):
        start = before.get_left()[0] + zero
        width = after.get_left()[0] - before.get_left()[0] - zero
        glyphs[character] = (glyph.points - (start, line.baseline, 0), width)
    return glyphs


class Numeral(VMobject):
    """A number that counts when it is animated to another value.

    However it is moved and scaled, its decimal mark stays where it is when the value changes.

    Parameters
    ----------
    value
        What to write.
    decimals
        How many digits after the decimal point.
    size
        In points; a label's, if left out.
    colour
        One colour, or a function that gives the numeral its colour by ``value`` or ``shade``;
        words', if left out.
    plus
        Whether positive numbers carry a sign, too.
    commas
        Whether thousands are set apart.

    Attributes
    ----------
    value
        What is shown, before rounding.
    shade
        How bright what it stands on is, -1 to 1, for colours that depend on it.
    """

    def __init__(
        self,
        value: float,
        decimals: int = 2,
        size: float | None = None,
        colour: "str | Callable[[Numeral], str] | None" = None,
        plus: bool = False,
        commas: bool = False,
    ) -> None:
        look = theme()
        self.value, self.shade, self.decimals = float(value), 0.0, decimals
        self.plus, self.commas = plus, commas
        self.colour = colour or look.words
        super().__init__(fill_opacity=1, stroke_width=0)
        self.points = outline(self.text, self.decimals).points.copy()
        self.scale((size or look.label) / SIZE, about_point=np.zeros(3))
        self._recolour()
        if isinstance(self.colour, str):
            self.set_fill(self.colour)

    @property
    def text(self) -> str:
        """What stands there."""
        return written(self.value, self.decimals, self.plus, self.commas)

    @property
    def point(self) -> Points:
        """Where the decimal point begins, or would begin: shape (3,)."""
        return self._place()[2]

    def set_value(self, value: float, shade: float | None = None) -> Self:
        """Write another number; animated, it counts there."""
        place = self._place()
        self.value = float(value)
        self.shade = self.shade if shade is None else float(shade)
        return self._put(place)

    def move_point_to(self, place: NDArray[np.floating]) -> Self:
        """Put the decimal point, or where it would be, on a place: shape (3,)."""
        return self.shift(np.asarray(place) - self.point)

    def interpolate(self, mobject1: VMobject, mobject2: VMobject, alpha: float, *way: Any) -> Self:
        """Take on the state between two others; between two numbers, count."""
        if not (isinstance(mobject1, Numeral) and isinstance(mobject2, Numeral)):
            return super().interpolate(mobject1, mobject2, alpha, *way)
        start, end = mobject1._place(), mobject2._place()
        for name in ("value", "shade"):
            low, high = getattr(mobject1, name), getattr(mobject2, name)
            setattr(self, name, high if alpha == 1 else low + (high - low) * alpha)
        self.interpolate_color(mobject1, mobject2, alpha)
        return self._put(start + (end - start) * alpha)

    def align_points(self, vmobject: VMobject) -> Self:
        """Add no points for the sake of another number: the outline is written anew anyway."""
        return self if isinstance(vmobject, Numeral) else super().align_points(vmobject)

    def _place(self) -> Points:
        """Return the affine map from the outline to here, shape (3, 3)."""
        kept = outline(self.text, self.decimals)
        if len(kept.points) != len(self.points):
            raise ValueError(f"the outline of {self.text} was changed: it can't count any more")
        return kept.inverse @ self.points

    def _put(self, place: Points) -> Self:
        kept = outline(self.text, self.decimals).points
        self.points = np.column_stack([kept[:, :2], np.ones(len(kept))]) @ place
        self._recolour()
        return self

    def _recolour(self) -> None:
        """Give it the colour of its value, if that decides; keep its opacity."""
        if callable(self.colour):
            self.set_fill(self.colour(self), family=False)


def by_sign(numeral: Numeral) -> str:
    """Return the colour of a number's sign; what is written as zero has none."""
    look = theme()
    shown = round(numeral.value, numeral.decimals)
    return look.quiet if shown == 0 else look.positive if shown > 0 else look.negative


def on_neuron(numeral: Numeral) -> str:
    """Return a colour that can be read on a neuron of the numeral's shade."""
    look = theme()
    # The colour of what is negative is darker than the other of the same shade.
    is_bright = numeral.shade > 0.45 or numeral.shade < -0.68
    return look.resting if is_bright else look.firing


class Figures(VMobject):
    """A number, or whatever consists of digits, their signs and ``%``, that may be any other soon.

    A new text costs no more than putting outlines side by side, so it may change in every
    frame. It can be moved and faded; scaled only once it has stopped changing.

    Parameters
    ----------
    text
        What to write: a message with ``{fields}``, put in the film's language.
    size, colour
        As in :func:`scenes.mobjects.writing.words.words`.
    side
        Which end stays in place when the text changes: ``LEFT`` or ``RIGHT``.
    values
        What the fields stand for.

    Attributes
    ----------
    text
        What stands there.
    """

    def __init__(
        self,
        text: str,
        size: int | None = None,
        colour: str | None = None,
        side: NDArray[np.floating] = LEFT,
        **values: Any,
    ) -> None:
        look = theme()
        self.size, self.flush_left = size or look.label, bool(side[0] < 0)
        super().__init__(color=colour or look.words, fill_opacity=1, stroke_width=0)
        self.points = np.zeros((ANCHOR, 3))
        self.set_text(text, **values)

    def set_text(self, text: str, **values: Any) -> Self:
        """Write something else in the same place."""
        self.text = put(text, **values)
        glyphs, share = [_glyph(character) for character in self.text], self.size / SIZE
        starts = np.cumsum([0.0, *(width for _, width in glyphs)])
        if not self.flush_left:
            starts -= starts[-1]
        # Figures stand on the lowest point of a zero, a trifle below the baseline.
        lowest = _glyph("0")[0][:, 1].min()
        # An outline of no size keeps the place on the line, whatever moves this mobject.
        anchor = self.points[:ANCHOR]
        outlines = [
            share * (points + np.array([start, -lowest, 0])) + anchor[0]
            for (points, _), start in zip(glyphs, starts, strict=False)
        ]
        self.points = np.concatenate([anchor, *outlines])
        return self

    def anchor_at(self, point: NDArray[np.floating]) -> Self:
        """Put the end that stays in place, on the line the figures stand on, at a point."""
        return self.shift(np.asarray(point, float) - self.points[0])
