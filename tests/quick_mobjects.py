"""Mobjects that are copied and gone through quickly: Manim does both before every play."""

from collections.abc import Iterable
from copy import deepcopy
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from manim import CapStyleType, LineJointType, ManimColor, Mobject

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
