"""Numbers by the symbols that they are written for."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.typeset.errors import UnknownError

#: A symbol as a key: what it is called, its indices, its layer.
KEY = re.compile(
    r"""(?P<base>[ΔΔ∇]?[A-Za-zα-ω]+'*)
    (?:_(?P<indices>\([^()]*\)|"[^"]*"|[A-Za-z0-9]+))?
    (?:\^\((?P<layer>[^()]+)\))?$""",
    re.VERBOSE,
)

#: Typst's names of Greek letters that symbols are called by.
GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
}

#: Symbols that mean the same everywhere, unless they are given.
CONSTANTS = {"e": math.e, "pi": math.pi}

#: What a symbol is called, its layer, and how many indices it has; two of these for a derivative.
Heads = tuple[tuple[str, str | None, int], ...]


@dataclass(frozen=True)
class Key:
    """A symbol that numbers are known for."""

    text: str
    heads: Heads
    indices: tuple[str, ...]
    value: Any

    @property
    def letters(self) -> list[int]:
        """Which indices are letters, in place of any number."""
        return [k for k, index in enumerate(self.indices) if re.fullmatch("[A-Za-z]", index)]

    @property
    def is_array(self) -> bool:
        """Whether it holds a number for each value of its letters."""
        return not callable(self.value) and np.ndim(self.value) > 0


@dataclass(frozen=True)
class Asked:
    """A symbol that a number is wanted for.

    Attributes
    ----------
    text
        As a key would be.
    heads
        What it is called.
    indices
        As they are written.
    at
        Which numbers they are, ``None`` if that isn't known.
    running
        The letters that a sum runs over just now.
    """

    text: str
    heads: Heads
    indices: tuple[str, ...]
    at: tuple[int | None, ...]
    running: frozenset[str]


class Known:
    """Numbers by symbols; see :mod:`tests.typeset` for how keys are written.

    Raises
    ------
    ValueError
        If a key is no symbol.
    """

    def __init__(self, numbers: Mapping[str, Any]) -> None:
        self.keys = [_key(text, value) for text, value in numbers.items()]

    def find(self, asked: Asked) -> float | Callable[..., float] | range:
        """Return the number that was asked for.

        Raises
        ------
        UnknownError
            If there is none, or not just one.
        """
        fitting = [(likeness, key) for key in self.keys if (likeness := _likeness(key, asked)) >= 0]
        best = [key for likeness, key in fitting if likeness == max(fitting, key=_first)[0]]
        if not best and asked.text in CONSTANTS:
            return CONSTANTS[asked.text]
        if len(best) != 1:
            names = ", ".join(key.text for key in self.keys) or "nothing"
            which = f"may be {' or '.join(k.text for k in best)}" if best else "is unknown"
            raise UnknownError(f"{asked.text} {which}; known are: {names}")
        return _entry(best[0], asked)


def _first(pair: tuple[int, Key]) -> int:
    return pair[0]


def _likeness(key: Key, asked: Asked) -> int:
    """Return how many indices are the same; -1 if the key is of something else."""
    if key.heads != asked.heads:
        return -1
    same = 0
    for place, (of_key, written, at) in enumerate(
        zip(key.indices, asked.indices, asked.at, strict=True)
    ):
        if of_key in (written, str(at)):
            same += 1
        elif not (key.is_array and place in key.letters and at is not None):
            return -1
    return same


def _entry(key: Key, asked: Asked) -> float | Callable[..., float] | range:
    """Return the one number of a key that was asked for."""
    if callable(key.value) or (isinstance(key.value, range) and not key.indices):
        return key.value
    if not key.is_array:
        still = [k for k in key.letters if asked.indices[k] in asked.running]
        if still:
            raise UnknownError(f"{key.text} is one number, but {key.indices[still[0]]} runs")
        return float(key.value)
    values, where = np.asarray(key.value, float), [asked.at[k] for k in key.letters]
    if values.ndim != len(where):
        raise UnknownError(f"{key.text} takes {len(where)} indices, its array {values.ndim}")
    for place, at, length in zip(key.letters, where, values.shape, strict=True):
        if at is None:
            raise UnknownError(f"{asked.text}: which {asked.indices[place]}? It isn't known")
        if not 0 <= at < length:
            raise UnknownError(f"{asked.text}: {at} is none of {key.text}'s 0 to {length - 1}")
    return float(values[tuple(where)])


def canonical(base: str, indices: Sequence[str], layer: str | None) -> str:
    """Return a symbol as a key: ``w_jk^(L)``, ``w_(2,5)^(3)``, ``C_0``."""
    below = indices[0] if len(indices) == 1 else f"({','.join(indices)})" if indices else ""
    if len(indices) > 1 and all(len(each) == 1 and each.isalpha() for each in indices):
        below = "".join(indices)
    return base + (f"_{below}" if below else "") + (f"^({layer})" if layer else "")


def _key(text: str, value: Any) -> Key:
    """Read a key."""
    symbols = [each.strip() for each in text.split("/")]
    if len(symbols) == 2 and all(each.startswith("∂") for each in symbols):
        symbols = [each.removeprefix("∂") for each in symbols]
    elif len(symbols) != 1:
        symbols = [""]
    heads, indices = [], []
    for symbol in symbols:
        read = KEY.match(symbol.replace("^((", "^(").replace("))", ")"))
        if read is None:
            raise ValueError(f"{text!r} is no symbol; write a_j^(L-1), w_jk^(L), ∂C_0/∂w^(L)")
        own = _indices(read["indices"] or "")
        layer = read["layer"] and read["layer"].replace(" ", "")
        heads.append((_greek(read["base"]), layer, len(own)))
        indices += own
    return Key(text, tuple(heads), tuple(indices), value)


def _indices(text: str) -> list[str]:
    """Return the single indices of a key."""
    if text.startswith('"'):
        return [text.strip('"')]
    if text.startswith("("):
        return text[1:-1].replace(",", " ").split()
    return re.findall(r"\d+|[A-Za-z]", text)


def _greek(base: str) -> str:
    bare = base.rstrip("'").removeprefix("Delta")
    if base.startswith("Delta"):
        return "Δ" + _greek(base.removeprefix("Delta"))
    return base.replace(bare, GREEK.get(bare, bare))
