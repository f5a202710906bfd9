"""Watches a scene while it is told: nothing leaves the frame, covers or crosses another thing.

Whatever stands after a play, and whatever is on its way at a quarter, half and three quarters of
it, is looked at. Letters count that were taken out of their text, to come one after another.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import combinations
from typing import Any

from manim import (
    Animation,
    ReplacementTransform,
    Scene,
    TransformFromCopy,
    config,
)
from manim.animation.composition import AnimationGroup
from manim.animation.transform_matching_parts import TransformMatchingAbstractBase

from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import OnALine
from tests.texts import told, visible_texts
from tests.things import OPAQUE, Thing, shared, things

__all__ = ["Watch", "told", "visible_texts"]

#: Boxes may meet by this much, scene units: a comma under a slanted letter is no collision.
SLACK = 0.03

#: On its way, a thing counts from this opacity on.
HALF_SEEN = 1 / 3

#: Animations that turn one thing into another on purpose.
MORPHS = (Rewrite, TransformMatchingAbstractBase, ReplacementTransform, TransformFromCopy)


class Watch:
    """Looks at a scene, again and again, and notes what is wrong: ``problems``, each once.

    Parameters
    ----------
    scene
        The scene.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.problems, self.line = scene, [], ""
        self.standing: list[str] = []

    def after_a_play(self) -> None:
        """Look at what stands now."""
        found = things(self.scene.mobjects)
        for problem in (
            *out_of_frame(self.scene, found),
            *covered_texts(found),
            *hidden(found),
            *written_over(found),
        ):
            self._note(problem)

    def at_the_end_of_a_line(self) -> None:
        """Look at the texts that stand now."""
        found = things(self.scene.mobjects)
        for problem in (*out_of_frame(self.scene, found), *covered_texts(found)):
            self.standing.append(f"{problem}, at the end of: {self.line!r}")

    def during_a_play(self, share: float) -> None:
        """Look at what is on its way; ``share`` of the play is over."""
        moving, morphing = set(), set()
        for animation in each_animation(self.scene.animations):
            parts = {id(part) for part in animation.mobject.get_family()}
            moving |= parts
            if isinstance(animation, MORPHS):
                morphing |= parts
        found = [thing for thing in things(self.scene.mobjects) if thing.opacity > HALF_SEEN]
        for problem in crossings(found, moving, morphing):
            self._note(f"{problem} at {share:.0%} of a play")

    def _note(self, problem: str) -> None:
        told_at = f"{problem}, at {self.scene.clock:.1f} s, after: {self.line[:60]!r}"
        if problem not in {each.partition(", at ")[0] for each in self.problems}:
            self.problems.append(told_at)


def each_animation(animations: list[Animation]) -> Iterator[Animation]:
    """Return animations and those that they consist of."""
    for animation in animations:
        yield animation
        if isinstance(animation, AnimationGroup):
            yield from each_animation(animation.animations)


def out_of_frame(scene: Scene, found: list[Thing]) -> Iterator[str]:
    """Return which texts leave the frame, unless it has zoomed in."""
    frame = scene.camera.frame
    if frame.width <= 0.999 * config.frame_width:
        return
    wide, high = frame.width / 2, frame.height / 2
    x, y = frame.get_center()[:2]
    for thing in found:
        left, bottom, right, top = thing.box
        inside = x - wide <= left and right <= x + wide and y - high <= bottom and top <= y + high
        if thing.kind == "text" and not inside:
            yield f"{thing.name!r} leaves the frame"


def covered_texts(found: list[Thing]) -> Iterator[str]:
    """Return which texts lie on one another."""
    texts = [thing for thing in found if thing.kind == "text"]
    for one, other in combinations(texts, 2):
        if meet(one, other):
            yield f"{other.name!r} covers {one.name!r}"


def hidden(found: list[Thing]) -> Iterator[str]:
    """Return which texts and neurons are partly hidden behind what is drawn later."""
    for place, front in enumerate(found):
        if front.kind not in ("picture", "shape") or front.opacity <= OPAQUE:
            continue
        for thing in found[:place]:
            if thing.kind in ("text", "neuron") and meet(front, thing):
                yield f"{front.name} hides {thing.name!r}"


def written_over(found: list[Thing]) -> Iterator[str]:
    """Return which texts lie on neurons or on the rims of pictures."""
    grounds = [thing for thing in found if thing.kind in ("neuron", "picture")]
    for text in (thing for thing in found if thing.kind == "text"):
        middle = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
        for ground in grounds:
            if meet(text, ground) and not ground.holds(*middle):
                yield f"{text.name!r} lies on {ground.name}"


def crossings(found: list[Thing], moving: set[int], morphing: set[int]) -> Iterator[str]:
    """Return which texts cross others on their way, and which pictures other pictures."""
    for kind in ("text", "picture"):
        for one, other in combinations([each for each in found if each.kind == kind], 2):
            if not any(id(part) in moving for each in (one, other) for part in each.parts):
                continue
            if all(any(id(part) in morphing for part in each.parts) for each in (one, other)):
                continue
            if kind == "text" and one.name.endswith(other.name):
                continue  # a copy on its way from where it was
            if meet(one, other):
                yield f"{other.name!r} crosses {one.name!r}"


def meet(one: Thing, other: Thing) -> bool:
    """Return whether two things share more than a rim."""
    if min(shared(one.box, other.box)) <= SLACK:
        return False
    if {one.kind, other.kind} == {"text"}:
        return any(min(shared(a, b)) > SLACK for a in one.rows for b in other.rows)
    return True


def remember_letters(patch: Any) -> None:
    """From now on every letter knows what text it was made for: ``letter_of``."""
    patch.setattr(OnALine, "_take_away_strut", _and_name_letters(OnALine._take_away_strut))


def _and_name_letters(take_away: Callable[[OnALine], None]) -> Callable[[OnALine], None]:
    @wraps(take_away)
    def named(self: OnALine) -> None:
        take_away(self)
        for letter in self.family_members_with_points():
            letter.letter_of = (id(self), self.typst_code)

    return named
