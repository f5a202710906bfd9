"""A formula about one neuron a layer becomes one about many: each symbol gets its indices."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from manim import VGroup, smooth, squish_rate_func

from scenes.calculus.drawings.symbols import SymbolFormula, label_of
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import glyph_shape

#: The label of what only a formula about many neurons has: it arrives as a whole.
NEW = "new"


class WithIndices(Rewrite):
    """Every symbol of a formula moves, glyph by glyph, to where it stands with its indices.

    Brackets grow. Indices, and what is labelled ``new``, appear in their places. Afterwards the
    scene holds ``after`` in place of ``before``, and ``before`` is as it was.

    Parameters
    ----------
    before, after
        The formulas.
    symbols
        What each symbol of ``before`` is called in ``after``.
    timing
        ``run_time``, ``rate_func`` and so on.
    """

    #: Symbols make room first; then the new ones appear.
    moving = staticmethod(squish_rate_func(smooth, 0, 0.6))
    arriving = staticmethod(squish_rate_func(smooth, 0.6, 1))

    def __init__(
        self,
        before: SymbolFormula,
        after: SymbolFormula,
        symbols: Mapping[str, str],
        **timing: Any,
    ) -> None:
        self._called = {label_of(old): label_of(new) for old, new in symbols.items()}
        super().__init__(before, after, **timing)

    def _named(
        self, before: SymbolFormula, after: SymbolFormula
    ) -> tuple[dict[Hashable, VGroup], dict[Hashable, VGroup]]:
        """Return the glyphs of both by what they are matched by, each on its own."""
        old = _glyphs(before, self._called)
        new = _glyphs(after, {each: each for each in self._called.values()})
        _pair_the_rest(old, new)
        return old, new

    def _alike(self, one: VGroup, other: VGroup) -> bool:
        """Every glyph goes where its like stands; brackets grow on the way."""
        return True


def _glyphs(formula: SymbolFormula, called: Mapping[str, str]) -> dict[Hashable, VGroup]:
    """Return a formula's glyphs by what they are matched by.

    A glyph of a symbol goes by what that symbol is called and by its shape, each other one by its
    shape; and both by how many of the kind came before.
    """
    owner: dict[int, str] = {}
    for label, group in formula.parts.items():
        symbol, _, occurrence = label.partition("--")
        if label == NEW or symbol in called:
            name = called.get(symbol, NEW)
            owner |= {id(glyph): f"{name}--{occurrence}" for glyph in group if name != NEW}
            owner |= {id(glyph): NEW for glyph in group if name == NEW and id(glyph) not in owner}
    seen: Counter[tuple] = Counter()
    named: dict[Hashable, VGroup] = {}
    for glyph in formula.submobjects:
        kind = owner.get(id(glyph)), glyph_shape(glyph)
        named[*kind, seen[kind]] = VGroup(glyph)
        seen[kind] += 1
    return named


def _pair_the_rest(old: dict[Any, VGroup], new: dict[Any, VGroup]) -> None:
    """Let glyphs that are left over in both go by their order, if these are as many.

    Brackets are drawn anew for what they hold, so that their shape differs.
    """
    left, goals = (
        [name for name in one if name not in other and name[0] is None]
        for one, other in ((old, new), (new, old))
    )
    if len(left) == len(goals):
        for name, goal in zip(left, goals, strict=True):
            new[name] = new.pop(goal)
