"""Formulas evaluated from their own source: what was typeset, with numbers, gives a number.

Written for the tests, and independent of what the films calculate with. A formula's source in
Typst's notation is read as it looks on the screen::

    value("(a^((L)) - y)^2", {"a^(L)": 0.25, "y": 1})                          # 0.5625
    check("z^((L)) = w^((L)) a^((L-1)) + b^((L))", {"z^(L)": ..., "w^(L)": ..., ...})

- An exponent in double parentheses is a layer's mark, ``a^((L))``; anything else is a power. An
  expression that would look different from what it means is refused: ``a/b(c)``,
  ``sigma'(z)/2``, whose parentheses Typst leaves away.
- Labels, ``{{ a : label }}``, and spacing change nothing. ``sources``, as a formula on the stage
  remembers them, are read, too.
- Keys of ``numbers`` are symbols with single parentheses around a layer: ``y``, ``a^(L)``,
  ``a^(L-1)``, ``a_j^(L)``, ``w_jk^(L)``, ``a_3^(3)``, ``w_(2,5)^(3)``, ``n_L``, ``Δw^(L)``,
  ``∂C_0/∂w^(L)``, ``∂z_j^(L)/∂a_k^(L-1)``. Greek letters are written as such, or by name.
- Values are numbers; or arrays with an axis for each *letter* among the key's indices, from left to
  right (``w_jk^(L)``: shape (n_j, n_k); ``∂C_k/∂w^(L)``: shape (n,)). These letters stand for any
  others: ``a_j^(L)`` as an array is read for ``a_k^((L))`` and for ``a_3^((L))``. A letter that no
  sum counts is given as a whole number: ``"j": 3``.
- ``range(16)`` for a letter says where it runs in a sum without bounds, ``sum_j``, and in
  ``dots.c + w_(j k) a_k + dots.c``. What dots stand for between ``x_0 + dots.c + x_n`` follows from
  both sides, if ``n`` is known; else an :class:`ElidedError` is raised.
- A function as a value makes ``C(w + Delta w)`` its value; otherwise that is a product.
- ``sigma``, ``sigma'``, ``op("ReLU")`` and its slope ``op("ReLU")'``, ``exp``, ``sqrt``, ``max``,
  ``e`` and ``pi`` are known.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tests.typeset.errors import ElidedError, UnknownError, UnreadableError
from tests.typeset.known import Known
from tests.typeset.parser import BETWEEN, RELATIONS, Parser
from tests.typeset.reader import BRACKETS
from tests.typeset.terms import Terms
from tests.typeset.tokens import plain, tokens
from tests.typeset.tree import Derivative, Node, Number, Power, Product, Symbol, Where

__all__ = [
    "ElidedError",
    "UnknownError",
    "UnreadableError",
    "check",
    "equations",
    "plain",
    "sides",
    "symbols",
    "value",
]


def value(source: str, numbers: Mapping[str, Any] | None = None) -> float:
    """Return what an expression, without ``=``, is worth.

    Raises
    ------
    UnreadableError
        If it can't be evaluated, or looks different from what it would mean.
    UnknownError
        If a symbol isn't among the numbers.
    ElidedError
        If it isn't clear what dots stand for.
    """
    known = Known(numbers or {})
    try:
        return float(_tree(source).value(Where(known, {})))
    except (UnknownError, ElidedError) as error:
        raise type(error)(f"{error.args[0]}; in {plain(source)!r}") from None


def sides(source: str) -> list[str]:
    """Return what stands between the ``=`` and ``approx`` of a formula, without labels."""
    return [side for side, _ in _apart(plain(source), RELATIONS)]


def equations(source: str) -> list[str]:
    """Return the formulas that a source consists of, at commas and arrows apart."""
    return [each for each, _ in _apart(plain(source), BETWEEN)]


def symbols(source: str) -> list[str]:
    """Return the symbols of a formula as keys, each once, in order; a derivative is one."""
    found = {}
    for side in (each for one in equations(source) for each in sides(one)):
        for node in _tree(side).parts():
            if isinstance(node, Symbol | Derivative):
                found[node.text] = True
    return list(found)


def check(source: str, numbers: Mapping[str, Any], rel: float = 1e-9, abs: float = 0.0) -> None:
    """Assert that all sides of an equation, or of several, are worth the same.

    A side that is a number written with decimals, or that follows ``approx``, may be rounded to
    the digits that it has.

    Parameters
    ----------
    source
        Of the formula.
    numbers
        By their symbols.
    rel, abs
        How far sides may differ: as a share of the larger one, or absolutely.

    Raises
    ------
    ValueError
        If something in it is no equation.
    """
    for equation in equations(source):
        found = _apart(equation, RELATIONS)
        if len(found) < 2:
            raise ValueError(f"{equation!r} is no equation")
        worth = [value(side, numbers) for side, _ in found]
        slack = [_rounding(side, relation) for side, relation in found]

        def agree(one: int, other: int, worth: Any = worth, slack: Any = slack) -> bool:
            room = abs + 1.000001 * (slack[one] + slack[other])
            return math.isclose(worth[one], worth[other], rel_tol=rel, abs_tol=room)

        places = range(len(found))
        most = max(places, key=lambda one: sum(agree(one, other) for other in places))
        if not all(agree(most, other) for other in places):
            lines = [
                f"  {side} is {number!r}" + ("" if agree(most, place) else "  <- differs")
                for place, ((side, _), number) in enumerate(zip(found, worth, strict=True))
            ]
            given = ", ".join(f"{name}: {number!r}" for name, number in numbers.items())
            raise AssertionError(
                "\n".join([f"not the same: {equation}", *lines, f"with {given or 'no numbers'}"])
            )


def _tree(source: str) -> Node:
    return Parser(plain(source)).whole()


def _apart(source: str, separators: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what stands between separators outside all brackets, and the one before each."""
    return [(source[a:b].strip(), before) for a, b, before in _spans(source, separators)]


def _spans(source: str, separators: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    depth, start, before = 0, 0, ""
    for token in tokens(source):
        depth += (token.text in BRACKETS) - (token.text in BRACKETS.values())
        if depth == 0 and token.text in separators:
            yield start, token.start, before
            start, before = token.end, token.text
    yield start, len(source), before


def _rounding(side: str, relation: str) -> float:
    """Return by how much a side may be rounded: nothing, unless it is a number."""
    return _slack(_tree(side), relation == "approx")


def _slack(node: Node, always: bool) -> float:
    match node:
        case Number(text=text):
            decimals = len(text.partition(".")[2])
            return 0.5 * 10**-decimals if decimals or always else 0.0
        case Terms(terms=((_, term),)):
            return _slack(term, always)
        case Product(factors=(Number() as number, Power(Number() as ten, exponent))):
            power = Power(ten, exponent).value(Where(Known({}), {}))
            return _slack(number, always) * power
    return 0.0
