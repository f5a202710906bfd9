"""A formula whose symbols get other indices: their letters stay the same, and move."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import glyph_shape

#: So much do outlines of equal glyphs differ at most, as shares of their size.
ROUNDED = 0.015


class Renaming(Rewrite):
    """A formula turns into the same one with other indices.

    A symbol's letter goes to the letter of the symbol that takes its part; only its neurons and
    its layer fade over, on their way. All else goes by shape.

    Parameters
    ----------
    before, after
        The formulas.
    names
        Which symbol of ``after`` each symbol of ``before`` becomes, as sources write them.
    """

    def __init__(
        self,
        before: SymbolFormula,
        after: SymbolFormula,
        names: Mapping[str, str],
        **timing: Any,
    ) -> None:
        self.names = names
        super().__init__(before, after, **timing)

    def _named(
        self, before: SymbolFormula, after: SymbolFormula
    ) -> tuple[dict[Hashable, VGroup], dict[Hashable, VGroup]]:
        """Return the glyphs of both by what they are matched by."""
        old, new = by_role(before, self.names), by_role(after, self.names.values())
        left = others(before, old)
        for place, glyph in enumerate(others(after, new)):
            new["other", place] = VGroup(glyph)
            like = next((each for each in left if same_shape(each, glyph)), None)
            if like is not None:
                left.remove(like)
                old["other", place] = VGroup(like)
        return old | {("gone", place): VGroup(glyph) for place, glyph in enumerate(left)}, new

    def _alike(self, one: VGroup, other: VGroup) -> bool:
        """Return whether both consist of the same glyphs."""
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same_shape(*pair) for pair in pairs)


def by_role(formula: SymbolFormula, symbols: Iterable[str]) -> dict[Hashable, VGroup]:
    """Return the letters and the indices of symbols, by which symbol it is and how manieth."""
    named: dict[Hashable, VGroup] = {}
    for role, symbol in enumerate(symbols):
        for time, glyphs in enumerate(formula.occurrences(symbol)):
            named["letter", role, time] = VGroup(glyphs[0])
            named["indices", role, time] = VGroup(*glyphs[1:])
    return named


def others(formula: SymbolFormula, named: Mapping[Hashable, VGroup]) -> list[VMobject]:
    """Return the glyphs that are no part of such symbols."""
    taken = {id(glyph) for group in named.values() for glyph in group}
    return [glyph for glyph in formula.submobjects if id(glyph) not in taken]


def same_shape(one: VMobject, other: VMobject) -> bool:
    """Return whether two glyphs differ in place and size only, but for rounding."""
    shapes = [np.frombuffer(glyph_shape(each)) for each in (one, other)]
    return shapes[0].shape == shapes[1].shape and np.allclose(*shapes, atol=ROUNDED)
