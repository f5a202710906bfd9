"""Mobjects that are copied quickly: Manim copies everything that a play changes."""

from copy import deepcopy
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from manim import ManimColor, Mobject

#: What can't change, or never does: a copy of it may be the thing itself.
FIXED = (str, int, float, bool, bytes, type(None), Enum, Path, ManimColor, FunctionType)


def copy_quickly(patch: pytest.MonkeyPatch) -> None:
    """From now on mobjects are copied in a third of the time, with the same result.

    Manim asks :mod:`copy` about every number and every colour of every letter, and half of the
    time that a scene takes without drawing goes there.
    """
    patch.setattr(Mobject, "__deepcopy__", copied)


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
        if isinstance(value, FIXED) or name == "path_obj":  # what a letter was made from
            made[name] = value
        elif type(value) is list and not value:
            made[name] = []
        elif type(value) is np.ndarray and value.dtype != object:
            if id(value) not in memo:
                memo[id(value)] = value.copy()
            made[name] = memo[id(value)]
        else:
            made[name] = deepcopy(value, memo)
