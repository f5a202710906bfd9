"""Text and formulas, set by Typst: its fonts come along, so they look the same everywhere."""

import re
from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from manim import ORIGIN, RIGHT, UL, UP, MathTypst, Mobject, Typst, VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray

from network.files.errors import InputError
from scenes.look.theme import theme
from scenes.script.catalogue import written
from scenes.script.languages import film_language
from scenes.script.letters import letters_for

#: What stands before an opening quotation mark; after anything else a mark closes.
BEFORE_OPENING = r"(^|[\s(\[{‘“–—/-])"

#: The widest that a text may be, scene units, unless it is told another width: the frame is 14.2.
ROOM = 13.4

#: How small a text may become, as a share of its size, where it doesn't fit.
LEAST = 0.8

#: A letter without overshoot, set after every line and taken away again: it ends on the
#: baseline. (Manim's own ``track_baselines`` says the same for every glyph here.)
STRUT = "#box[H]"


class OnALine:
    """What knows its baseline: text and formulas.

    Works as long as it is moved and scaled, not turned.
    """

    def _take_away_strut(self: Any) -> None:
        """Remember where the baseline is, and centre what is left."""
        strut = self.submobjects[-1]
        base, with_strut = strut.get_bottom()[1], self.height
        self.remove(strut)
        for group in self.id_to_vgroup_dict.values():
            group.remove(strut)
        self._forget_origin()
        if self.submobjects:
            self.initial_height *= self.height / with_strut
            self._base_share = (base - self.get_bottom()[1]) / self.height
            self.center()

    def _forget_origin(self: Any) -> None:
        """Drop what nothing shows, but Manim's cache of films looks at before every play.

        The direction is turned only where glyphs are set for the first time: the same words
        would be taken for others. The path that a glyph was made from is larger than the glyph.
        """
        self.sheen_direction = np.array(UL)
        for glyph in self.family_members_with_points():
            if isinstance(glyph, VMobjectFromSVGPath):
                glyph.path_obj = None

    @property
    def baseline(self: Any) -> float:
        """Height in the scene of the line that the letters stand on."""
        return self.get_bottom()[1] + self._base_share * self.height

    def stand_at(self: Any, x: float, y: float, side: NDArray[np.floating] = ORIGIN) -> Self:
        """Put the letters on a line at height ``y``, and an end, or the middle, at ``x``.

        Parameters
        ----------
        side
            What comes to ``x``: ``LEFT``, the left end; ``RIGHT``, the right one; else the middle.
        """
        return self.shift([x - self.get_edge_center(side)[0], y - self.baseline, 0])

    def stand_beside(self: Any, other: Any) -> Self:
        """Put the letters on the line that another text stands on."""
        return self.shift([0, other.baseline - self.baseline, 0])


class Words(OnALine, Typst):
    """Plain text; see :func:`words`.

    Attributes
    ----------
    text
        What was asked for.
    """

    def __init__(self, text: str, size: float, colour: str) -> None:
        literal = typographic(text).replace("\\", "\\\\").replace('"', '\\"')
        self._base_share = 0.0
        letters = letters_for(film_language())
        super().__init__(
            f'#"{literal}"{STRUT}',
            font_size=size,
            color=colour,
            typst_preamble=letters.preamble,
            font_paths=list(letters.folders),
        )
        self._take_away_strut()
        # Manim only shows this in messages; there, too, the text says more than its source.
        self.text = self.typst_code = text


class Formula(OnALine, MathTypst):
    """A formula whose labelled parts can be found again; see :func:`formula`."""

    def __init__(self, source: str, size: float, colour: str) -> None:
        self._base_share = 0.0
        # A formula from Manim's SVG cache wouldn't scale the strokes of its fraction bars.
        super().__init__(f"{source} {STRUT}", font_size=size, color=colour, use_svg_cache=False)
        self._take_away_strut()

    @property
    def parts(self) -> dict[str, VGroup]:
        """The glyphs of every label, in the order of the source."""
        return {label: self.select(label) for label in dict.fromkeys(self._group_labels)}

    def part(self, label: str) -> VGroup:
        """Return the glyphs of one label, wherever it occurs.

        Raises
        ------
        KeyError
            If the formula has no such label.
        """
        return self.select(label)

    def paint_parts(self, colours: Mapping[str, str]) -> "Formula":
        """Colour parts by their labels; can be animated.

        Raises
        ------
        KeyError
            If the formula has no such label.
        """
        for label, colour in colours.items():
            self.part(label).set_color(colour)
        return self


def typographic(text: str) -> str:
    """Return text with the language's quotation marks and apostrophes for straight ones."""
    *quotes, apostrophe = film_language().quotes
    text = re.sub(r"(?<=\w)'(?=\w)", apostrophe, text)
    for straight, opening, closing in (('"', *quotes[:2]), ("'", *quotes[2:])):
        text = re.sub(BEFORE_OPENING + straight, r"\1" + opening, text)
        text = text.replace(straight, closing)
    return text


def words(
    text: str,
    size: float | None = None,
    colour: str | None = None,
    room: float = ROOM,
    **values: Any,
) -> Words:
    """Return plain text in the film's language, centred.

    Parameters
    ----------
    text
        A message with ``{fields}`` in Python's format notation, never a sentence that was already
        put together. No other character has a special meaning. Straight quotation marks become
        typographic ones; a line break starts a new line.
    size
        In points; a label's, if left out.
    colour
        That of words, if left out.
    room
        How wide it may be, scene units. What is wider gets smaller, a little.
    values
        What the fields stand for: numbers, other messages, or lists of these.

    Raises
    ------
    InputError
        If the text doesn't fit into its room.
    """
    look = theme()
    size, colour = size or look.label, colour or look.words
    told = written(text, **values)
    made = Words(told, size, colour)
    share = room / made.width if made.submobjects else 1.0
    if share >= 1:
        return made
    if share < LEAST:
        raise InputError(
            f'"{text}" in {film_language().name}',
            expected=f"a text not wider than {room:.2f}, or {room / LEAST:.2f} before it is shrunk",
            found=f'"{told}", {made.width:.2f} wide',
            remedy="say it in fewer words" + _where_to_say_it(),
        )
    return Words(told, share * size, colour)


def _where_to_say_it() -> str:
    code = film_language().code
    return "" if code == "en" else f", in assets/locale/{code}.po"


def note(text: str, colour: str | None = None, room: float = ROOM, **values: Any) -> Words:
    """Return a remark: small text, quiet unless it gets another colour; see :func:`words`."""
    look = theme()
    return words(text, look.note, colour or look.quiet, room, **values)


def headline(text: str, colour: str | None = None, room: float = ROOM, **values: Any) -> Words:
    """Return what stands over a picture, large; see :func:`words`."""
    return words(text, theme().headline, colour, room, **values)


def formula(
    source: str,
    size: float | None = None,
    colour: str | None = None,
    colours: Mapping[str, str] | None = None,
) -> Formula:
    """Return a formula, centred.

    Parameters
    ----------
    source
        In Typst's notation. What stands in ``{{ ... : label }}`` can be found again by that
        label: ``formula("a^((1)) = sigma({{ W : weights }} a^((0)) + {{ b : bias }})")`` has
        ``part("weights")``. A label may occur more than once; labelled parts may lie in one
        another.
    size
        In points; a label's, if left out.
    colour
        That of words, if left out.
    colours
        Colours of parts, by label.

    Raises
    ------
    KeyError
        If ``colours`` names a label that the formula doesn't have.
    """
    look = theme()
    made = Formula(source, size or look.label, colour or look.words)
    return made.paint_parts(colours or {})


def row_of_words(*items: str | Mobject, buff: float = 0.2, size: float | None = None) -> VGroup:
    """Return texts and formulas side by side on one baseline, the row centred.

    Parameters
    ----------
    items
        Text, or what :func:`words` and :func:`formula` return. Any other mobject is placed
        with its middle at half the height of capitals.
    buff
        Space between them, scene units.
    size
        Of the items that are text.
    """
    row = VGroup(*(words(item, size) if isinstance(item, str) else item for item in items))
    row.arrange(RIGHT, buff=buff)
    capitals = 0.5 * words("H", size).height
    for item in row:
        base = item.baseline if isinstance(item, OnALine) else item.get_y() - capitals
        item.shift(-base * UP)
    return row.center()


def glyph_shape(glyph: VMobject) -> bytes:
    """Return what two glyphs have in common that differ in place and size only."""
    points = glyph.points - glyph.get_center()
    size = max(np.ptp(points[:, 0]), np.ptp(points[:, 1])) or 1.0
    return (np.round(points / size, 2) + 0.0).tobytes()
