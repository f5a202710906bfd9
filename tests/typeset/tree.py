"""What a formula consists of, and what that is worth."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from scipy.special import expit

from tests.typeset.errors import ElidedError, UnknownError, UnreadableError
from tests.typeset.known import Asked, Known, canonical


@dataclass(frozen=True)
class Where:
    """What is known where something is evaluated: numbers, and what sums count just now."""

    known: Known
    counted: Mapping[str, int]

    def at(self, letter: str, number: int) -> "Where":
        """Return the same with a letter counted."""
        return replace(self, counted={**self.counted, letter: number})


class Node:
    """A part of a formula."""

    def value(self, where: Where) -> float:
        """Return what it is worth."""
        raise NotImplementedError

    def parts(self) -> Iterator["Node"]:
        """Return this node and all below it, but no indices of symbols."""
        yield self
        for each in fields(self):  # type: ignore[arg-type]
            yield from _nodes(getattr(self, each.name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield from value.parts()
    elif isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)


@dataclass(frozen=True)
class Number(Node):
    """A number as it was written."""

    text: str
    number: float

    def value(self, where: Where) -> float:
        return self.number


@dataclass(frozen=True)
class Index:
    """What stands below a symbol."""

    text: str
    node: Node

    def number(self, where: Where) -> int | None:
        """Return which number it is, ``None`` if that isn't known."""
        try:
            number = self.node.value(where)
        except (UnknownError, UnreadableError):
            return None
        return round(number) if math.isclose(number, round(number)) else None


@dataclass(frozen=True)
class Word(Node):
    """A word as an index: it is no number."""

    text: str

    def value(self, where: Where) -> float:
        raise UnreadableError(f"{self.text!r} is no number")


@dataclass(frozen=True)
class Symbol(Node):
    """A letter with what belongs to it: ``w_(j k)^((L))``."""

    base: str
    indices: tuple[Index, ...] = ()
    layer: str | None = None

    @property
    def text(self) -> str:
        """The symbol as a key."""
        return canonical(self.base, [index.text for index in self.indices], self.layer)

    def value(self, where: Where) -> float:
        if self.text in where.counted:
            return where.counted[self.text]
        found = self.found(where)
        if callable(found) or isinstance(found, range):
            raise UnknownError(f"{self.text} is a function or a range, not one number")
        return found

    def found(self, where: Where) -> float | Callable[..., float] | range:
        """Return what is known for it."""
        return _found(self.text, (self,), where)


@dataclass(frozen=True)
class Partial(Node):
    """∂ and a symbol: half a derivative."""

    symbol: Symbol

    def value(self, where: Where) -> float:
        raise UnreadableError(f"∂{self.symbol.text} stands alone")


@dataclass(frozen=True)
class Derivative(Node):
    """∂C/∂w: one value, whatever C and w are."""

    of: Symbol
    by: Symbol

    @property
    def text(self) -> str:
        """The derivative as a key."""
        return f"∂{self.of.text}/∂{self.by.text}"

    def value(self, where: Where) -> float:
        found = _found(self.text, (self.of, self.by), where)
        if callable(found) or isinstance(found, range):
            raise UnknownError(f"{self.text} isn't one number")
        return found

    def parts(self) -> Iterator[Node]:
        yield self


def _found(text: str, symbols: tuple[Symbol, ...], where: Where) -> Any:
    indices = [index for symbol in symbols for index in symbol.indices]
    return where.known.find(
        Asked(
            text,
            tuple((each.base, each.layer, len(each.indices)) for each in symbols),
            tuple(index.text for index in indices),
            tuple(index.number(where) for index in indices),
            frozenset(where.counted),
        )
    )


@dataclass(frozen=True)
class Applied(Node):
    """A symbol before parentheses: a function's value if it is one, else a product."""

    symbol: Symbol
    arguments: tuple[Node, ...]
    exponent: Node | None

    def value(self, where: Where) -> float:
        power = 1.0 if self.exponent is None else self.exponent.value(where)
        function = None if self.symbol.text in where.counted else self.symbol.found(where)
        if callable(function):
            return float(function(*(each.value(where) for each in self.arguments))) ** power
        if len(self.arguments) != 1:
            raise UnknownError(f"{self.symbol.text} is no function of {len(self.arguments)}")
        return self.symbol.value(where) * self.arguments[0].value(where) ** power


@dataclass(frozen=True)
class Product(Node):
    """Factors."""

    factors: tuple[Node, ...]

    def value(self, where: Where) -> float:
        return math.prod(factor.value(where) for factor in self.factors)


@dataclass(frozen=True)
class Quotient(Node):
    """A fraction."""

    above: Node
    below: Node

    def value(self, where: Where) -> float:
        return self.above.value(where) / self.below.value(where)


@dataclass(frozen=True)
class Power(Node):
    """A base and its exponent."""

    base: Node
    exponent: Node

    def value(self, where: Where) -> float:
        power = self.base.value(where) ** self.exponent.value(where)
        if isinstance(power, complex):
            raise UnreadableError("a root of a negative number")
        return power


#: Functions and, with a prime, their slopes.
FUNCTIONS: dict[str, Callable[..., float]] = {
    "sigma": lambda z: float(expit(z)),
    "sigma'": lambda z: float(expit(z) * expit(-z)),
    "ReLU": lambda z: max(z, 0.0),
    "ReLU'": lambda z: float(z > 0),
    "exp": math.exp,
    "sqrt": math.sqrt,
    "abs": abs,
    "ln": math.log,
    "max": max,
    "min": min,
}


@dataclass(frozen=True)
class Call(Node):
    """A function of that name of something."""

    name: str
    arguments: tuple[Node, ...]

    def value(self, where: Where) -> float:
        return FUNCTIONS[self.name](*(each.value(where) for each in self.arguments))


@dataclass(frozen=True)
class Total(Node):
    """A sum with an index; without bounds the index's range must be known."""

    letter: str
    first: Node | None
    last: Node | None
    body: Node

    def value(self, where: Where) -> float:
        return math.fsum(self.body.value(where.at(self.letter, k)) for k in self._range(where))

    def _range(self, where: Where) -> range:
        if self.first is None or self.last is None:
            return running(self.letter, where) or _no_range(self.letter)
        first, last = (Index("", each).number(where) for each in (self.first, self.last))
        if first is None or last is None:
            raise UnknownError(f"from where to where {self.letter} runs isn't known")
        return range(first, last + 1)


def _no_range(letter: str) -> range:
    raise UnknownError(f"the sum over {letter} has no bounds, and no range is known for it")


def running(letter: str, where: Where) -> range | None:
    """Return the range that is known for a letter."""
    if letter in where.counted:
        return None
    try:
        found = Symbol(letter).found(where)
    except UnknownError:
        return None
    return found if isinstance(found, range) else None


@dataclass(frozen=True)
class Dots(Node):
    """Dots in place of what isn't written."""

    def value(self, where: Where) -> float:
        raise ElidedError("dots stand for something that can't be told from what is beside them")
