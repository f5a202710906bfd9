"""A formula about one neuron a layer becomes one about many: each symbol gets its indices."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Scene,
    Transform,
    VGroup,
    smooth,
    squish_rate_func,
)

from scenes.calculus.drawings.symbols import SymbolFormula, label_of
from scenes.mobjects.writing.words import glyph_shape

#: The label of what only a formula about many neurons has: it arrives as a whole.
NEW = "new"

#: Symbols make room first; then the new ones appear.
FIRST, THEN = squish_rate_func(smooth, 0, 0.6), squish_rate_func(smooth, 0.6, 1)


class WithIndices(AnimationGroup):
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

    def __init__(
        self,
        before: SymbolFormula,
        after: SymbolFormula,
        symbols: Mapping[str, str],
        **timing: Any,
    ) -> None:
        called = {label_of(old): label_of(new) for old, new in symbols.items()}
        old, new = _glyphs(before, called), _glyphs(after, {each: each for each in called.values()})
        _pair_the_rest(old, new)
        changes: list[Animation] = [
            Transform(glyph, new[name], rate_func=FIRST) if name in new else FadeOut(glyph)
            for name, glyph in old.items()
        ]
        self._arriving = VGroup(*(new[name].copy() for name in new if name not in old))
        changes += [FadeIn(glyph, rate_func=THEN) for glyph in self._arriving]
        self._before, self._after = before, after
        super().__init__(*changes, **timing)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Put the second formula in the place of the first."""
        for animation in self.animations:
            animation.interpolate(0)
        scene.remove(self.mobject, self._before, *self._arriving)
        scene.add(self._after)


def _glyphs(formula: SymbolFormula, called: Mapping[str, str]) -> dict[tuple, Any]:
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
    named: dict[tuple, Any] = {}
    for glyph in formula.submobjects:
        kind = owner.get(id(glyph)), glyph_shape(glyph)
        named[*kind, seen[kind]] = glyph
        seen[kind] += 1
    return named


def _pair_the_rest(old: dict[tuple, Any], new: dict[tuple, Any]) -> None:
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
