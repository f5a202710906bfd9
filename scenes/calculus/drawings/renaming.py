"""A formula whose symbols get other indices: their letters stay the same, and move."""

from collections.abc import Hashable, Mapping

from manim import VGroup

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.mobjects.writing.rewrite import Rewrite, named_parts


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
        self, before: SymbolFormula, after: SymbolFormula, names: Mapping[str, str], **timing
    ) -> None:
        self.names = names
        super().__init__(before, after, **timing)

    def _named(
        self, before: SymbolFormula, after: SymbolFormula
    ) -> tuple[dict[Hashable, VGroup], dict[Hashable, VGroup]]:
        """Return the glyphs of both by what they are matched by."""
        return _by_role(before, self.names), _by_role(after, self.names.values())


def _by_role(formula: SymbolFormula, symbols) -> dict[Hashable, VGroup]:
    """Return a formula's glyphs: letters and indices of the symbols by number, others by shape."""
    named: dict[Hashable, VGroup] = {}
    for role, symbol in enumerate(symbols):
        for time, glyphs in enumerate(formula.occurrences(symbol)):
            named["letter", role, time] = VGroup(glyphs[0])
            named["indices", role, time] = VGroup(*glyphs[1:])
    taken = {id(glyph) for group in named.values() for glyph in group}
    others = named_parts(formula, [])
    return named | {name: group for name, group in others.items() if id(group[0]) not in taken}
