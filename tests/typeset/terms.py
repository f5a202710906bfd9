"""Terms with their signs; what dots among them stand for follows from their neighbours."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.typeset.errors import ElidedError
from tests.typeset.tree import Dots, Index, Node, Number, Symbol, Total, Where, running

#: What counts where dots are; no formula has such a letter.
COUNTER = "·"

#: Terms with their signs.
Signed = tuple[tuple[int, Node], ...]


@dataclass(frozen=True)
class Terms(Node):
    """Terms with their signs, 1 or -1."""

    terms: tuple[tuple[int, Node], ...]

    def value(self, where: Where) -> float:
        return math.fsum(sign * term.value(where) for sign, term in written_out(self.terms, where))

    def parts(self) -> Iterator[Node]:
        yield self
        for _, term in self.terms:
            yield from term.parts()


def written_out(terms: Signed, where: Where) -> Signed:
    """Return terms with a sum over an index in place of dots and the terms beside them.

    Between ``x_0 + dots.c + x_9`` an index counts from the one to the other. Between dots and dots,
    as in ``dots.c + w_k a_k + dots.c + b``, a letter that a range is known for runs through it.

    Raises
    ------
    ElidedError
        If that isn't clear.
    """
    places = [k for k, (_, term) in enumerate(terms) if isinstance(term, Dots)]
    if not places:
        return terms
    first = places[0]
    if first + 2 in places:
        start, end, total = _around(terms, first, where)
    else:
        start, end, total = _between(terms, first, first, where)
    return written_out((*terms[:start], (1, total), *terms[end:]), where)


def _between(terms: Signed, first: int, last: int, where: Where) -> tuple[int, int, Node]:
    """Return which terms an index counts through, from before dots to after dots, and their sum."""
    if first == 0 or last + 1 == len(terms):
        raise ElidedError("dots at an end of a sum: from where to where isn't known")
    signs = {sign for sign, _ in terms[first - 1 : last + 2]}
    counts: set[tuple[int, int]] = set()
    body = _merged(terms[first - 1][1], terms[last + 1][1], where, counts)
    if body is None or len(counts) != 1 or signs != {1}:
        raise ElidedError("the terms beside the dots differ by more than one index")
    start, end = (Number("", number) for number in counts.pop())
    return first - 1, last + 2, Total(COUNTER, start, end, body)


def _around(terms: Signed, first: int, where: Where) -> tuple[int, int, Node]:
    """Return the same for a term between dots and dots."""
    middle = terms[first + 1][1]
    letters = sorted(
        {each for each in _letters(middle) if running(each, where) is not None},
    )
    if len(letters) != 1:
        return _between(terms, first, first + 2, where)
    start, end = first, first + 3
    if start and _same_kind(terms[start - 1][1], middle):
        start -= 1
    if end < len(terms) and _same_kind(middle, terms[end][1]):
        end += 1
    return start, end, Total(letters[0], None, None, middle)


def _letters(value: Any) -> set[str]:
    """Return the indices of all symbols in something."""
    if isinstance(value, Index):
        return {value.text}
    if isinstance(value, tuple):
        return set().union(*map(_letters, value))
    if isinstance(value, Node):
        return set().union(*(_letters(getattr(value, each.name)) for each in fields(value)))
    return set()


def _same_kind(one: Any, other: Any) -> bool:
    """Return whether two things are the same but for indices."""
    if isinstance(one, Index) and isinstance(other, Index):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_same_kind, one, other))
    if isinstance(one, Node):
        return all(
            _same_kind(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
        )
    return one == other


def _merged(one: Any, other: Any, where: Where, counts: set[tuple[int, int]]) -> Any:
    """Return what two things have in common, with the counter where their indices differ.

    ``None`` if they differ in anything else. ``counts`` fills with the numbers that differ.
    """
    if not _same_kind(one, other):
        return None
    if isinstance(one, Index):
        if one.text == other.text:
            return one
        start, end = one.number(where), other.number(where)
        if start is None or end is None:
            raise ElidedError(f"from {one.text} to {other.text}: which numbers these are is needed")
        counts.add((start, end))
        return Index(COUNTER, Symbol(COUNTER))
    if isinstance(one, tuple):
        return tuple(_merged(a, b, where, counts) for a, b in zip(one, other, strict=True))
    if isinstance(one, Node):
        names = [each.name for each in fields(one)]
        merged = {n: _merged(getattr(one, n), getattr(other, n), where, counts) for n in names}
        return replace(one, **merged)
    return one
