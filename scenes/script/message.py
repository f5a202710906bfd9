"""A text for people that carries its values until it is written, in whatever language."""

import re
import string
from collections.abc import Mapping
from typing import Any

import numpy as np

#: What texts are messages for: two letters side by side. Symbols are alike in all languages.
WORD = re.compile(r"[^\W\d_]{2}")


class Message(str):
    """A text for people, in English, that waits to be written in the film's language.

    Attributes
    ----------
    values
        What its ``{fields}`` stand for.
    """

    values: dict[str, Any]

    def __new__(cls, text: str, values: dict[str, Any]) -> "Message":
        """Keep a text and its values."""
        made = super().__new__(cls, text)
        made.values = values
        return made


def message(text: str, **values: Any) -> Message:
    """Return a text for people that is handed on before it is written: a label, a name.

    What is written at once, by :func:`~scenes.mobjects.writing.words.words` or ``say``, needs no
    such mark.

    Parameters
    ----------
    text
        With ``{fields}`` in Python's format notation; translators see it so.
    values
        What the fields stand for: numbers, other messages, or lists of these.
    """
    return Message(text, values)


def is_for_people(text: str) -> bool:
    """Return whether a text has words; if not, it is the same in every language.

    What its fields will hold doesn't count, but words that are chosen by a number do.
    """
    told = [
        literal + (spec or "" if "|" in (spec or "") else "")
        for literal, _, spec, _ in string.Formatter().parse(text)
    ]
    return bool(WORD.search(" ".join(told)))


def fields_in(text: str) -> list[tuple[str, str]]:
    """Return the fields of a message: the name of each and how it is to be written.

    Raises
    ------
    ValueError
        If its braces don't match.
    """
    return [
        (re.split(r"[.\[]", name)[0], spec or "")
        for _, name, spec, _ in string.Formatter().parse(text)
        if name is not None
    ]


def plain(value: Any) -> Any:
    """Return a value, or a table of values, as Python's own numbers and lists; messages stay."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def stored(value: Any) -> Any:
    """Return a value, or a table of values, as JSON can hold it; see :func:`restored`."""
    value = plain(value)
    if isinstance(value, Message):
        return {"message": str(value), "values": stored(value.values)}
    if isinstance(value, dict):
        return {name: stored(each) for name, each in value.items()}
    return [stored(each) for each in value] if isinstance(value, list) else value


def restored(value: Any) -> Any:
    """Return what :func:`stored` was given."""
    if isinstance(value, list):
        return [restored(each) for each in value]
    if isinstance(value, dict) and value.keys() == {"message", "values"}:
        return Message(value["message"], restored(value["values"]))
    if isinstance(value, dict):
        return {name: restored(each) for name, each in value.items()}
    return value
