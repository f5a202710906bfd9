"""Mobjects that are copied and gone through quickly: Manim does both before every play."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from enum import Enum
from functools import cache, wraps
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from manim import CapStyleType, LineJointType, ManimColor, Mobject, VMobject
from manim._config import ManimConfig
from manim.constants import RendererType

#: What can't change: a copy of it is the thing itself.
PLAIN = frozenset(
    {str, int, float, bool, bytes, type(None), np.float32, np.float64, np.int64, np.bool_}
    | {ManimColor, FunctionType, LineJointType, CapStyleType}
)

#: Nor do these, and their many kinds.
FIXED = (Enum, Path)


def quick_mobjects(patch: pytest.MonkeyPatch) -> None:
    """From now on mobjects are copied and gone through in a third of the time, the result the same.

    Manim asks :mod:`copy` about every number and every colour of every letter, and goes through
    all parts of everything, again and again: most of the time that a scene takes without drawing
    went there.
    """
    patch.setattr(Mobject, "__deepcopy__", copied)
    patch.setattr(Mobject, "get_family", family)
    for place in ("manim.mobject.mobject", "manim.utils.family"):
        patch.setattr(f"{place}.remove_list_redundancies", _each_once)
    measure_at_once(patch)
    colour_once(patch)
    patch.setattr(VMobject, "interpolate_color", _ends_copied(VMobject.interpolate_color))


def one_renderer(patch: pytest.MonkeyPatch) -> None:
    """From now on what is to be drawn with Cairo as before isn't made over for that again.

    Manim gives all kinds of mobjects their bases anew whenever settings change or change back.
    """
    known = ManimConfig.renderer

    def choose(self: ManimConfig, renderer: str | RendererType) -> None:
        if renderer != self._d["renderer"]:
            known.fset(self, renderer)

    patch.setattr(ManimConfig, "renderer", known.setter(choose))


# --- copies ----------------------------------------------------------------------------------


def copied(mobject: Mobject, memo: dict[int, Any] | None = None) -> Mobject:
    """Return a copy of a mobject, as deep as Manim's."""
    memo = {} if memo is None else memo
    made = type(mobject).__new__(type(mobject))
    memo[id(mobject)] = made
    copy_into(vars(made), vars(mobject), memo)
    made.original_id = str(id(mobject))
    return made


def copy_into(made: dict[str, Any], known: dict[str, Any], memo: dict[int, Any]) -> None:
    """Copy all attributes of a mobject.

    Parameters
    ----------
    made, known
        The attributes of the copy, and what they are copied from.
    memo
        What was copied before, by its id.
    """
    for name, value in known.items():
        if type(value) in PLAIN or name == "path_obj":  # what a letter was made from
            made[name] = value
        elif type(value) is list and not value:
            made[name] = []
        else:
            made[name] = _copy(value, memo)


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    kind = type(value)
    if kind in PLAIN:
        return value
    if id(value) in memo:
        return memo[id(value)]
    if kind is list:
        made = memo[id(value)] = []
        made += [_copy(each, memo) for each in value]
        return made
    if kind is dict:
        made = memo[id(value)] = {}
        made.update((_copy(name, memo), _copy(each, memo)) for name, each in value.items())
        return made
    if kind is np.ndarray and value.dtype != object:
        made = memo[id(value)] = value.copy()
        return made
    if kind is tuple and PLAIN.issuperset(map(type, value)):
        return value
    if isinstance(value, Mobject):
        return value.__deepcopy__(memo)
    return value if isinstance(value, FIXED) else deepcopy(value, memo)


# --- where they are ---------------------------------------------------------------------------

#: What Manim asks of the places along one dimension, and numpy's word for it.
EXTREMES = {max: np.max, min: np.min, np.max: np.max, np.min: np.min}


def measure_at_once(patch: pytest.MonkeyPatch) -> None:
    """From now on places are compared by numpy, all parts' together, not one by one."""
    one_by_one, each_point = Mobject.reduce_across_dimension, VMobject.get_points_defining_boundary

    def reduce_across_dimension(self: Mobject, reduce: Callable, dim: int) -> float | None:
        if reduce not in EXTREMES:
            return one_by_one(self, reduce, dim)
        points = [part.points for part in family(self) if len(part.points)]
        return EXTREMES[reduce](np.concatenate(points)[:, dim]) if points else None

    def get_points_defining_boundary(self: VMobject) -> np.ndarray:
        found = []
        for part in family(self):
            points, a_curve = part.points, getattr(part, "n_points_per_cubic_curve", 0)
            if type(part).get_anchors is not VMobject.get_anchors or a_curve != 4:
                return each_point(self)
            if len(points) == 1:
                found.append(points)
            elif len(points) % 4:
                return each_point(self)
            elif len(points):
                found.append(points.reshape(-1, 4, 3)[:, ::3].reshape(-1, 3))
        return np.concatenate(found) if found else np.array(())

    patch.setattr(Mobject, "reduce_across_dimension", reduce_across_dimension)
    patch.setattr(VMobject, "get_points_defining_boundary", get_points_defining_boundary)


# --- colours ---------------------------------------------------------------------------------

#: What every animation of a letter changes, or may change.
COLOURS = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "sheen_direction",
    "sheen_factor",
)


def colour_once(patch: pytest.MonkeyPatch) -> None:
    """From now on a colour that was turned to numbers before is copied."""
    made_anew = VMobject.generate_rgbas_array

    def generate_rgbas_array(self: VMobject, colour: Any, opacity: Any) -> np.ndarray:
        single = opacity is None or type(opacity) in (int, float)
        if self.get_sheen_factor() or not single:
            return made_anew(self, colour, opacity)
        if type(colour) is ManimColor:
            return _rgbas_of(colour._internal_value.tobytes(), opacity).copy()
        if colour is None or type(colour) is str:
            return _rgbas_of(colour, opacity).copy()
        return made_anew(self, colour, opacity)

    @cache
    def _rgbas_of(colour: str | bytes | None, opacity: float | None) -> np.ndarray:
        if type(colour) is bytes:
            colour = ManimColor(tuple(np.frombuffer(colour)))
        return made_anew(PLAIN_LETTER, colour, opacity)

    def is_same(self: ManimColor, other: ManimColor) -> bool:
        pairs = zip(self._internal_value.tolist(), other._internal_value.tolist(), strict=True)
        return all(abs(a - b) <= 1e-8 + 1e-5 * abs(b) for a, b in pairs)  # as numpy's allclose

    patch.setattr(VMobject, "generate_rgbas_array", generate_rgbas_array)
    patch.setattr(ManimColor, "__eq__", is_same)


#: Something with no sheen.
PLAIN_LETTER = VMobject()


def _ends_copied(interpolate: Callable[..., VMobject]) -> Callable[..., VMobject]:
    @wraps(interpolate)
    def interpolated(self: VMobject, start: VMobject, end: VMobject, share: float) -> VMobject:
        if share not in (0, 1):
            return interpolate(self, start, end, share)
        known = end if share else start
        for name in COLOURS:
            value = getattr(known, name)
            setattr(self, name, value.copy() if isinstance(value, np.ndarray) else value)
        return self

    return interpolated


# --- families --------------------------------------------------------------------------------


def family(mobject: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return a mobject and all its parts, in order, each once."""
    found = [mobject]
    if mobject.submobjects:
        _add_parts(mobject, found)
    return found if len(set(map(id, found))) == len(found) else _each_once(found)


def _add_parts(mobject: Mobject, found: list[Mobject]) -> None:
    for part in mobject.submobjects:
        found.append(part)
        if part.submobjects:
            _add_parts(part, found)


def _each_once(mobjects: Iterable[Any]) -> list[Any]:
    """Return each once: the last of those that are met more than once."""
    return list(dict.fromkeys(reversed(list(mobjects))))[::-1]
