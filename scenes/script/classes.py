"""What the classes of a film's network are called, if they are no digits: an ankle boot, not 9.

A network knows the names of its classes; reading it names them for the film. Then every message
says the name wherever it has a class in one of its fields: scenes hand on numbers, as ever.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scenes.script.message import Message, fields_in

#: Fields that hold a class wherever they hold a whole number, and such that may hold a list.
FIELDS = frozenset(
    (
        *("label", "answer", "digit", "rival", "watched", "second", "other", "now"),
        *("seldom", "often", "nearest", "near", "far", "off", "on", "edge", "end", "a", "b"),
    )
)
LISTS = frozenset(("digits", "others"))

#: How a field is written that holds a count or a measure: ``,`` ``.2f`` ``.0%``.
MEASURED = re.compile(r"[-+]?,?(\.\d+)?[dfg%]?")

_names: tuple[str, ...] = ()


def name_classes(names: Sequence[str] | None) -> None:
    """Say what the classes are called from now on; ``None``: they are digits."""
    global _names
    _names = tuple(names or ())


def have_names() -> bool:
    """Return whether classes are called by names, not digits."""
    return bool(_names)


def all_names() -> tuple[str, ...]:
    """Return the names of all classes; none, if they are digits."""
    return _names


def class_name(label: int) -> str:
    """Return what a class is called: a name, or its digit."""
    return _names[label] if _names else str(int(label))


def called(value: Any) -> Any:
    """Return the name of a class; the number itself, if classes are digits, or it is none."""
    if not _names or not _is_class(value):
        return value
    return _names[int(value)]


def named(text: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands for the fields of a message, with names for classes.

    Parameters
    ----------
    text
        The message, in English: how a field is written tells classes from counts.
    values
        By field; messages among them are looked into.
    """
    if not _names:
        return dict(values)
    specs: dict[str, list[str]] = {}
    for name, spec in fields_in(text):
        specs.setdefault(name, []).append(spec)
    return {name: _named(name, specs.get(name, []), value) for name, value in values.items()}


def _named(name: str, specs: Sequence[str], value: Any) -> Any:
    if isinstance(value, Message):
        return Message(str(value), named(value, value.values))
    if isinstance(value, list | tuple):
        return [called(each) if name in LISTS else _named("", [], each) for each in value]
    measured = any(spec and MEASURED.fullmatch(spec) for spec in specs)
    return called(value) if name in FIELDS and not measured else value


def _is_class(value: Any) -> bool:
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    return whole and 0 <= value < len(_names)
