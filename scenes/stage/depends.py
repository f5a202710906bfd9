"""What a picture that is drawn by a function depends on, as one digest."""

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from network.questions.examples import Examples
from scenes.mobjects.painting.painted import source_of_all


def key_of(things: Iterable[Any]) -> str:
    """Return a digest of things, and of the source of every module of the project in use.

    Manim re-uses the film of a play that looks unchanged to it, and it can't look into a
    function.

    Raises
    ------
    TypeError
        If a thing is of a kind that has no digest.
    """
    digest = hashlib.sha256(source_of_all(len(sys.modules)).encode())
    for each in things:
        digest.update(fingerprint(each))
    return digest.hexdigest()


def fingerprint(thing: Any) -> bytes:
    """Return bytes that differ where two things do.

    Arrays, numbers, texts, sequences, tables and data classes have some; so has whatever has an
    attribute ``fingerprint`` or ``key``.

    Raises
    ------
    TypeError
        If it is of another kind.
    """
    if is_dataclass(thing):
        return fingerprint([getattr(thing, field.name) for field in fields(thing)])
    for name in ("fingerprint", "key"):
        if isinstance(known := getattr(thing, name, None), str):
            return known.encode()
    match thing:
        case None | bool() | int() | float() | str() | bytes() | np.generic():
            return f"{type(thing).__name__} {thing!r}".encode()
        case np.ndarray():
            told = f"{thing.dtype} {thing.shape}".encode()
            return hashlib.sha256(told + np.ascontiguousarray(thing).tobytes()).digest()
        case Examples():
            return fingerprint([thing.mlp, thing.digits])
        case dict():
            return fingerprint([part for pair in thing.items() for part in pair])
        case list() | tuple():
            return hashlib.sha256(b"".join(map(fingerprint, thing))).digest()
    raise TypeError(f"no digest of {type(thing).__name__}: name what of it the picture depends on")
