"""Texts that are set once: Manim reads every letter of every text anew, and that takes its time.

Three quarters of what a scene takes without drawing went there. On the tests' stage

- Typst looks for its fonts once, not before every text (``find_fonts_once``);
- a letter that was read before is copied (``read_letters_once``);
- and so is a whole text, or a formula, if the same one was set before (``set_texts_once``);
- the places of a formula's letters, from which Manim finds its parts, are multiplied as plain
  numbers (``place_letters_quickly``);
- every letter knows what text it was made for (``tests.layout.remember_letters``): what is copied
  later must know it, whoever set it first.

What comes out is the same, but for groups that Manim makes of single letters and that can't be
asked for: see ``tests/test_quick_texts.py``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import svgelements as se
import typst
from manim import RIGHT, SVGMobject, Typst, VGroup, VMobject, config
from manim.mobject.text import typst_mobject
from manim.utils.space_ops import rotate_vector

from scenes.mobjects.writing.words import Formula, OnALine, Words
from scenes.script.languages import film_language
from tests.layout import remember_letters
from tests.quick_mobjects import copied, copy_into

#: Where SVG says that a drawing is used.
LINK = "{http://www.w3.org/1999/xlink}href"

#: What parts of a drawing take over from those that they are in.
STYLE = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width")

compiled = typst.compile


def quick_texts(patch: pytest.MonkeyPatch) -> None:
    """From now on texts are set quickly."""
    remember_letters(patch)
    find_fonts_once(patch)
    read_letters_once(patch)
    set_texts_once(patch)
    place_letters_quickly(patch)


# --- fonts -----------------------------------------------------------------------------------


def find_fonts_once(patch: pytest.MonkeyPatch) -> None:
    """From now on Typst remembers which fonts it has found where."""

    def compile_with(source: str, *, font_paths: Iterable[str | Path] = (), **how: Any) -> bytes:
        return compiled(source, font_paths=_fonts(tuple(map(str, font_paths))), **how)

    patch.setattr(typst, "compile", compile_with)


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(font_paths=list(folders))


# --- letters ---------------------------------------------------------------------------------


class UnfamiliarError(Exception):
    """Something in a drawing that only Manim can read."""


@dataclass
class Place:
    """Where in a drawing we are.

    Attributes
    ----------
    scale, shift
        Where points come to: what they are multiplied by, and what is added; (x, y).
    style
        What is taken over from the outside.
    groups
        Names of the groups that this is in.
    """

    scale: np.ndarray = field(default_factory=lambda: np.ones(2))
    shift: np.ndarray = field(default_factory=lambda: np.zeros(2))
    style: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ("root",)

    def inside(self, element: ET.Element) -> "Place":
        """Return the place inside an element."""
        step, offset = _moves(element.get("transform", ""))
        offset = offset + step * [float(element.get(each, 0)) for each in ("x", "y")]
        style = {name: element.get(name) for name in STYLE if element.get(name)}
        name = element.get("id")
        return Place(
            self.scale * step,
            self.shift + self.scale * offset,
            {**self.style, **style},
            (*self.groups, name) if name and element.tag.endswith("g") else self.groups,
        )


@cache
def _moves(transform: str) -> tuple[np.ndarray, np.ndarray]:
    """Return what points are multiplied by, and what is added; shapes (2,)."""
    matrix = se.Matrix(transform)
    if matrix.b or matrix.c or abs(matrix.a) != 1 or abs(matrix.d) != 1:
        raise UnfamiliarError(transform)
    return np.array([matrix.a, matrix.d]), np.array([matrix.e, matrix.f])


def read_letters_once(patch: pytest.MonkeyPatch) -> None:
    """From now on a letter that was read before is copied."""
    read = SVGMobject.generate_mobject

    def generate_mobject(self: SVGMobject) -> SVGMobject:
        if not isinstance(self, Typst) or self.track_baselines:
            return read(self)
        tree = self.modify_xml_tree(ET.parse(self.get_file_path()))
        root = tree.getroot()
        drawings = {each.get("id"): each for each in root.iter() if each.tag.endswith("symbol")}
        groups: dict[str, VGroup] = {"root": VGroup()}
        try:
            letters = list(_letters(self, root, Place(), drawings, groups))
        except UnfamiliarError:
            self._stroke_width_tracked_submobjects.clear()
            return read(self)
        self.add(*letters)
        self.id_to_vgroup_dict = groups
        return _upside_down(self)

    patch.setattr(SVGMobject, "generate_mobject", generate_mobject)
    # Manim keeps what it has read, and copies it at once: with its letters known, for nothing.
    keep = SVGMobject.init_svg_mobject
    patch.setattr(
        SVGMobject,
        "init_svg_mobject",
        lambda self, use_svg_cache: keep(self, use_svg_cache and not isinstance(self, Typst)),
    )


def _upside_down(text: Typst) -> Typst:
    """Flip a text: drawings have y grow downwards."""
    middle = text.get_center()[1]
    for part in text.get_family():
        if len(part.points):
            part.points[:, 1] = 2 * middle - part.points[:, 1]
        part.sheen_direction = _turned(tuple(part.sheen_direction)).copy()
    return text


@cache
def _turned(direction: tuple[float, ...]) -> np.ndarray:
    """Turn a direction as Manim's ``flip`` does."""
    return rotate_vector(np.array(direction), np.pi, RIGHT)


def _letters(
    text: Typst,
    element: ET.Element,
    outside: Place,
    drawings: Mapping[str, ET.Element],
    groups: dict[str, VGroup],
) -> Iterator[VMobject]:
    """Return everything that is drawn in an element, in order, and fill the groups with it."""
    tag = element.tag.rpartition("}")[2]
    if tag in ("defs", "symbol"):
        return
    place = outside.inside(element)
    for name in place.groups:
        if name not in groups:
            groups[name] = VGroup()
    if tag in ("svg", "g"):
        inside = list(element)
    elif tag == "use" and element.get(LINK, "")[1:] in drawings:
        inside = list(drawings[element.get(LINK)[1:]])
    elif tag == "path":
        letter = _letter(text, element.get("d", ""), place)
        if letter is not None:
            for name in place.groups:
                groups[name].add(letter)
            yield letter
        return
    else:
        raise UnfamiliarError(tag)
    for each in inside:
        yield from _letters(text, each, place, drawings, groups)


def _letter(text: Typst, path: str, place: Place) -> VMobject | None:
    """Return a letter, or whatever a path draws, where it belongs; ``None`` if that is nothing."""
    known, stroke_width = _read(path, tuple(sorted(place.style.items())))
    if known is None:
        return None
    letter = copied(known)
    letter.points[:, :2] = known.points[:, :2] * place.scale + place.shift
    if text._preserve_svg_stroke_widths and stroke_width:
        size = max(letter.width, letter.height)
        if size > 0:
            letter._typst_reference_size = size
            letter._typst_source_stroke_width = stroke_width
            text._stroke_width_tracked_submobjects.append(letter)
    return letter


@cache
def _read(path: str, style: tuple[tuple[str, str], ...]) -> tuple[VMobject | None, float]:
    """Let Manim read a path: what it draws, and how wide its strokes are in the drawing."""
    reader = SVGMobject.__new__(SVGMobject)
    reader.path_string_config = {
        "should_subdivide_sharp_curves": True,
        "should_remove_null_curves": True,
    }
    drawing = ET.Element("svg")
    ET.SubElement(drawing, "path", {"d": path, **dict(style)})
    (shape,) = se.SVG.parse(StringIO(ET.tostring(drawing, encoding="unicode")))
    return reader.get_mob_from_shape_element(shape), shape.stroke_width or 0


# --- texts -----------------------------------------------------------------------------------


#: Texts that were set in this process, by all that they depend on.
SET: dict[tuple[Any, ...], OnALine] = {}


def set_texts_once(patch: pytest.MonkeyPatch) -> None:
    """From now on a text that was set before is copied."""
    for kind in (Words, Formula):
        patch.setattr(kind, "__init__", _copying(kind.__init__))


def _copying(set_anew: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_anew)
    def set_once(self: OnALine, text: str, size: float, colour: str) -> None:
        look = size, str(colour), config.pixel_width, config.frame_width
        key = type(self), text, *look, film_language().code
        if key not in SET:
            set_anew(self, text, size, colour)
            SET[key] = copied(self)
            return
        copy_into(vars(self), vars(SET[key]), {id(SET[key]): self})
        for letter in self.family_members_with_points():
            letter.letter_of = (id(self), letter.letter_of[1])

    return set_once


# --- parts of formulas -----------------------------------------------------------------------


class Matrix(NamedTuple):
    """Where SVG moves things to: ``svgelements.Matrix``, but plain numbers."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


UNMOVED = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@cache
def _matrix(transform: str) -> Matrix:
    matrix = se.Matrix(transform)
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(m: Matrix, s: Matrix) -> Matrix:
    """Multiply as ``svgelements`` does."""
    return Matrix(
        s.a * m.a + s.c * m.b,
        s.b * m.a + s.d * m.b,
        s.a * m.c + s.c * m.d,
        s.b * m.c + s.d * m.d,
        s.a * m.e + s.c * m.f + s.e,
        s.b * m.e + s.d * m.f + s.f,
    )


def place_letters_quickly(patch: pytest.MonkeyPatch) -> None:
    """From now on what is drawn in a formula is found without copying a matrix for each letter."""

    def leaves(
        parent: ET.Element, outside: Matrix = UNMOVED, defined: bool = False
    ) -> Iterator[tuple[ET.Element, int, ET.Element, Matrix]]:
        for index, element in enumerate(parent):
            tag = typst_mobject._svg_tag_name(element)
            inside = defined or tag == "defs"
            moved = element.get("transform")
            place = outside if moved is None else _product(outside, _matrix(moved))
            if not inside and tag in typst_mobject._SVG_LEAF_TAGS:
                yield parent, index, element, place
            yield from leaves(element, place, inside)

    patch.setattr(typst_mobject, "_iter_svg_leaves", leaves)
