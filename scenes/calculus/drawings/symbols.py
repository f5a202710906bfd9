"""Formulas whose symbols keep their colours, and know what they stand for.

A symbol is written as lecture 1 writes it, in Typst's notation: ``w_(j k)^((L))``, ``a_k^((L-1))``,
``b_j^((L))``, ``z^((L))``, ``y_j``, ``C_0``. An exponent in two pairs of brackets is the number of
a layer; any other exponent is a power.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Self

from manim import DOWN, UP, VGroup

from scenes.look.theme import Theme, theme
from scenes.mobjects.writing.number import Numeral, outline, written
from scenes.mobjects.writing.words import Formula, formula

#: A symbol: its letter, its neurons and its layer. It is no part of a longer word.
SYMBOL = re.compile(
    r"(?<![A-Za-z\"])(?P<letter>[wbzayC])"
    r"(?:_(?:\((?P<neurons>[^()]*)\)|(?P<neuron>\w)))?"
    r"(?:\^\(\((?P<layer>[^()]*)\)\))?(?![A-Za-z(\"])"
)

#: From a symbol to the number below it, and the least room between two numbers, scene units.
BELOW, BETWEEN = 0.22, 0.24


class SymbolFormula(Formula):
    """A formula with one colour a kind of symbol: weight, bias, sum, activation, wish, cost.

    Its symbols are found by how they are written: ``made.symbol("a^((L-1))")``. Each occurrence
    is a part of its own, called :func:`label_of` the symbol and, from the second one on, ``--2``
    and so on; so :class:`~scenes.mobjects.writing.rewrite.Rewrite` moves symbols from formula to
    formula. Other parts may be labelled in the source as in
    :func:`~scenes.mobjects.writing.words.formula`; these go around whole symbols.

    Parameters
    ----------
    source
        In Typst's notation.
    size
        In points; a headline's, if left out.

    Attributes
    ----------
    source
        What was given: tests calculate with it.
    """

    def __init__(self, source: str, size: float | None = None) -> None:
        look = theme()
        super().__init__(marked(source), size or look.headline, look.words)
        self.source = source
        for label in self.parts:
            if label[0] in "wbzayC" and label[1:2] in ("", "-"):
                self.part(label).set_color(colour_of(label[0], look))

    def symbol(self, symbol: str) -> VGroup:
        """Return all glyphs of a symbol, wherever it occurs.

        Raises
        ------
        KeyError
            If it doesn't occur.
        """
        return VGroup(*(glyph for group in self.occurrences(symbol) for glyph in group))

    def occurrences(self, symbol: str) -> list[VGroup]:
        """Return the glyphs of a symbol, one group for each time it occurs, from left to right.

        Raises
        ------
        KeyError
            If it doesn't occur.
        """
        parts, label = self.parts, label_of(symbol)
        found = [group for name, group in parts.items() if name.split("--")[0] == label]
        if not found:
            raise KeyError(f"{symbol} is not in {self.source}")
        return found

    def without(self, *symbols: str) -> VGroup:
        """Return all glyphs but those of some symbols: what is left when these come from elsewhere.

        Raises
        ------
        KeyError
            If one of them doesn't occur.
        """
        gone = {id(glyph) for symbol in symbols for glyph in self.symbol(symbol)}
        return VGroup(*(glyph for glyph in self.submobjects if id(glyph) not in gone))


def symbol_colour(symbol: str) -> str:
    """Return the colour that a symbol has in all formulas, numbers and lines of the lecture."""
    return colour_of(symbol[0], theme())


def colour_of(letter: str, look: Theme) -> str:
    """Return the colour of a kind of symbol: ``w``, ``b``, ``z``, ``a``, ``y`` or ``C``."""
    return {
        "w": look.weight,
        "b": look.bias,
        "z": look.total,
        "a": look.firing,
        "y": look.accent,
        "C": look.wrong,
    }[letter]


def label_of(symbol: str) -> str:
    """Return what a symbol is called as a part of a formula: ``w_(j k)^((L-1))`` is w-jk-Lm1.

    Raises
    ------
    ValueError
        If it isn't one symbol.
    """
    found = SYMBOL.fullmatch(symbol.strip())
    if not found:
        raise ValueError(f"{symbol} is not a symbol of the lecture")
    return _label(found)


def marked(source: str) -> str:
    """Return a formula's source with every symbol labelled."""
    seen: Counter[str] = Counter()

    def mark(found: re.Match[str]) -> str:
        label = _label(found)
        seen[label] += 1
        number = f"--{seen[label]}" if seen[label] > 1 else ""
        return f"{{{{ {found[0]} : {label}{number} }}}}"

    # Texts in quotation marks hold no symbols, nor do labels that are there already.
    pieces = re.split(r'("[^"]*"|:\s*[A-Za-z_][\w-]*\s*}}|#h\([^)]*\))', source)
    return "".join(piece if k % 2 else SYMBOL.sub(mark, piece) for k, piece in enumerate(pieces))


def _label(found: re.Match[str]) -> str:
    neurons = found["neurons"] or found["neuron"]
    parts = [found["letter"], *(each for each in (neurons, found["layer"]) if each is not None)]
    plain = (part.replace("-", "m").replace("+", "p") for part in parts)
    return "-".join(re.sub(r"[^A-Za-z0-9]", "", part) for part in plain)


class LiveFormula(VGroup):
    """A formula, and below each of its symbols the number that it stands for now.

    Symbols move apart until their numbers have room.

    Parameters
    ----------
    source
        See :class:`SymbolFormula`; what has a number stands on the line, not in a fraction.
    values
        By symbol, as the source writes it. A symbol that occurs twice has its number twice.
    decimals
        Of the numbers; whole ones (of type ``int``) have none.
    size
        Of the formula, in points; a headline's, if left out.

    Attributes
    ----------
    formula
        The symbols, a :class:`SymbolFormula`.
    numbers
        The numbers, by symbol: a group with one for each occurrence.
    """

    def __init__(
        self,
        source: str,
        values: Mapping[str, float],
        decimals: int = 2,
        size: float | None = None,
    ) -> None:
        look = theme()
        size = size or look.headline
        self.formula = SymbolFormula(_roomy(source, values, decimals, size), size)
        self.formula.source = source
        self.numbers = {
            symbol: VGroup(
                *(
                    Numeral(value, _decimals(value, decimals), look.note, symbol_colour(symbol))
                    for _ in self.formula.occurrences(symbol)
                )
            )
            for symbol, value in values.items()
        }
        super().__init__(self.formula, *self.numbers.values())
        self._hang_numbers()
        self.center()

    @property
    def row(self) -> VGroup:
        """All numbers."""
        return VGroup(*(number for group in self.numbers.values() for number in group))

    def set_values(self, values: Mapping[str, float]) -> Self:
        """Write other numbers, by symbol; animated, they count."""
        for symbol, value in values.items():
            for number in self.numbers[symbol]:
                number.set_value(value)
        return self

    def _hang_numbers(self) -> None:
        """Put each number below its symbol, all on one line."""
        top = min(part.get_bottom()[1] for part in self.formula.submobjects) - BELOW
        for symbol, numbers in self.numbers.items():
            for part, number in zip(self.formula.occurrences(symbol), numbers, strict=True):
                number.next_to([part.get_x(), top, 0], DOWN, buff=0)
        line = min(number.point[1] for number in self.row)
        for number in self.row:
            number.shift((line - number.point[1]) * UP)


def _roomy(source: str, values: Mapping[str, float], decimals: int, size: float) -> str:
    """Return a formula with as much room around its symbols as their numbers need."""
    shape, unit = SymbolFormula(source, size), _em() * size
    rooms = {}
    for symbol, value in values.items():
        digits = _decimals(value, decimals)
        kept = outline(written(-abs(value) if digits else value, digits), digits)
        needed = (kept.right - kept.left) * theme().note / 48 + BETWEEN
        width = min(part.width for part in shape.occurrences(symbol))
        rooms[label_of(symbol)] = max(0.0, (needed - width) / 2 / unit)

    def widen(found: re.Match[str]) -> str:
        room = rooms.get(_label(found), 0)
        return f"#h({room:.3f}em) {found[0]} #h({room:.3f}em)" if room else found[0]

    return SYMBOL.sub(widen, source)


def _decimals(value: float, decimals: int) -> int:
    return 0 if isinstance(value, int) else decimals


@cache
def _em() -> float:
    """Return how wide an em is at a size of 1 point, scene units."""
    near, far = (formula(f"x {gap} x", 48) for gap in ("", "#h(10em)"))
    return (far.width - near.width) / 480
