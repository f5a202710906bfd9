"""One formula turns into another."""

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from manim import Animation, AnimationGroup, FadeIn, FadeOut, Scene, Transform, VGroup, smooth

from scenes.mobjects.writing.words import Formula, glyph_shape


class Rewrite(AnimationGroup):
    """A formula turns into another: parts of the same label move, and so do equal glyphs.

    A part that consists of other glyphs then fades over on its way. What only one of the two has
    fades where it is. Afterwards the scene holds ``after`` in place of ``before``, and ``before``
    is as it was.

    Parameters
    ----------
    before, after
        The formulas.
    timing
        ``run_time``, ``rate_func`` and so on; ``path_arc`` bends the ways.

    Attributes
    ----------
    moving, arriving
        When glyphs move, and when new ones appear: rate functions. Kinds of rewriting have their
        own.
    """

    moving: Callable[[float], float] = staticmethod(smooth)
    arriving: Callable[[float], float] = staticmethod(smooth)

    def __init__(self, before: Formula, after: Formula, path_arc: float = 0, **timing: Any) -> None:
        old, new = self._named(before, after)
        leaving = [(group, new.get(name)) for name, group in old.items()]
        changes: list[Animation] = []
        self._arriving = VGroup()
        for group, goal in leaving:
            if goal is not None and self._alike(group, goal):
                changes.append(Transform(group, goal, path_arc=path_arc, rate_func=self.moving))
            else:
                changes.append(FadeOut(group, target_position=goal or group))
        for name, group in new.items():
            source = old.get(name)
            if source is None or not self._alike(source, group):
                self._arriving.add(group.copy())
                come = {"target_position": source or group, "rate_func": self.arriving}
                changes.append(FadeIn(self._arriving[-1], **come))
        self._before, self._after = before, after
        super().__init__(*changes, **timing)

    def _named(
        self, before: Formula, after: Formula
    ) -> tuple[dict[Hashable, VGroup], dict[Hashable, VGroup]]:
        """Return the glyphs of both by what they are matched by."""
        shared = [label for label in before.parts if label in after.parts]
        return named_parts(before, shared), named_parts(after, shared)

    def _alike(self, one: VGroup, other: VGroup) -> bool:
        """Return whether one group moves to the other as it is."""
        return look_alike(one, other)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Put the second formula in the place of the first."""
        for animation in self.animations:
            animation.interpolate(0)
        scene.remove(self.mobject, self._before, *self._arriving)
        scene.add(self._after)


def look_alike(one: VGroup, other: VGroup) -> bool:
    """Return whether two groups consist of the same glyphs."""
    return list(map(glyph_shape, one)) == list(map(glyph_shape, other))


def named_parts(formula: Formula, labels: list[str]) -> dict[Hashable, VGroup]:
    """Return a formula's glyphs by what they are matched by.

    Those of a label in ``labels`` belong together; each other glyph goes by its shape and by how
    many of that shape came before.
    """
    label_of = {id(glyph): label for label in reversed(labels) for glyph in formula.parts[label]}
    named: dict[Hashable, VGroup] = {}
    seen: Counter[bytes] = Counter()
    for glyph in formula.submobjects:
        name: Hashable = label_of.get(id(glyph))
        if name is None:
            shape = glyph_shape(glyph)
            name = (shape, seen[shape])
            seen[shape] += 1
        named.setdefault(name, VGroup()).add(glyph)
    return named
