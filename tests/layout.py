"""Watches a scene while it is told: nothing leaves the frame, covers or crosses another thing.

Whatever stands after a play, and whatever is on its way at a quarter, half and three quarters of
it, is looked at. Letters count that were taken out of their text, to come one after another.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    Scene,
    TransformFromCopy,
    config,
)
from manim.animation.composition import AnimationGroup
from manim.animation.transform_matching_parts import TransformMatchingAbstractBase

from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import Formula, OnALine
from tests.texts import told, visible_formulas, visible_texts
from tests.things import OPAQUE, Look, Thing, shared

__all__ = ["Watch", "told", "visible_texts"]

#: Boxes may meet by this much, scene units: a comma under a slanted letter is no collision.
SLACK = 0.03

#: On its way, a thing counts from this opacity on.
HALF_SEEN = 1 / 3

#: What is less wide is a symbol, not a text to be read.
SYMBOL = 0.9

#: Animations that turn one thing into another on purpose.
MORPHS = (Rewrite, TransformMatchingAbstractBase, ReplacementTransform, TransformFromCopy)


#: How wide the frame is and where its middle is, scene units.
Frame = tuple[float, ...]


class Watch:
    """Looks at a scene, again and again, and notes what is wrong: ``problems``, each once.

    Parameters
    ----------
    scene
        The scene.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.problems, self.line = scene, [], ""
        self.passed: set[str] = set()
        self.formulas: dict[str, None] = {}
        self.all_formulas: dict[str, None] = {}
        self._seen: tuple[Look, Frame] | None = None
        self._seen_formulas: dict[str, None] = {}

    def after_a_play(self) -> None:
        """Look at what stands now, unless it stood there after the play before."""
        frame = self.scene.camera.frame
        seen = Look(self.scene.mobjects), (frame.width, *frame.get_center())
        if seen != self._seen:
            self._seen = seen
            self._seen_formulas = dict.fromkeys(visible_formulas(self.scene.mobjects))
            self._judge(seen[0].things)
        self.formulas |= self._seen_formulas
        self.all_formulas |= self._seen_formulas

    def texts(self) -> set[str]:
        """Return the texts that could be seen after the last play."""
        found = self._seen[0].things if self._seen else []
        return {
            told(thing.whole) for thing in found if thing.kind == "text" and thing.whole is not None
        }

    def _judge(self, found: list[Thing]) -> None:
        """Note what is wrong with what stands now."""
        for problem in (
            *out_of_frame(self.scene, found),
            *covered_texts(found),
            *hidden(found),
            *written_over(found),
        ):
            self._note(problem)

    def during_a_play(self, share: float) -> None:
        """Look at what is on its way; ``share`` of the play is over."""
        moving = parts_of(self.scene.animations)
        morphing = parts_of(each for each in self.scene.animations if isinstance(each, MORPHS))
        fading = parts_of(each for each in each_of(self.scene.animations) if is_fading(each))
        found = [each for each in Look(self.scene.mobjects).things if each.opacity > HALF_SEEN]
        texts = [thing for thing in found if thing.kind == "text"]
        pictures = [thing for thing in found if thing.kind == "picture"]
        fade = [thing for thing in pictures if is_in(thing, fading)]
        for problem in (*crossings(texts, moving, morphing), *crossings(fade, fading, set())):
            self._note(f"{problem} at {share:.0%} of a play")

    def _note(self, problem: str) -> None:
        told_at = f"{problem}, at {self.scene.clock:.1f} s, after: {self.line[:60]!r}"
        if problem not in {each.partition(", at ")[0] for each in self.problems}:
            self.problems.append(told_at)


def each_of(animations: Iterable[Animation]) -> Iterator[Animation]:
    """Return animations and those that they consist of."""
    for animation in animations:
        yield animation
        if isinstance(animation, AnimationGroup):
            yield from each_of(animation.animations)


def parts_of(animations: Iterable[Animation]) -> set[int]:
    """Return the ids of all that animations, and those they consist of, change."""
    return {id(part) for each in each_of(animations) for part in each.mobject.get_family()}


def is_fading(animation: Animation) -> bool:
    """Return whether an animation lets something appear or disappear."""
    return isinstance(animation, FadeIn | FadeOut)


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
    for one, other in meeting([thing for thing in found if thing.kind == "text"]):
        if not (one.whole is other.whole is None and one.name == other.name):
            yield f"{other.name!r} covers {one.name!r}"


def hidden(found: list[Thing]) -> Iterator[str]:
    """Return which texts and neurons are hidden behind what is drawn later, in part at least.

    A neuron may be hidden entirely: that is what sealed boxes are for.
    """
    for thing, front in meeting(found):
        if front.kind not in ("picture", "shape") or front.opacity <= OPAQUE:
            continue
        if thing.kind not in ("text", "neuron"):
            continue
        inside = front.holds(thing.samples())
        if inside.any() and not (thing.kind == "neuron" and inside.all()):
            yield f"{front.name} hides {thing.name!r}"


def written_over(found: list[Thing]) -> Iterator[str]:
    """Return which texts lie on neurons, or on the rims of pictures."""
    for pair in meeting(found):
        for text, ground in (pair, pair[::-1]):
            if text.kind != "text" or ground.kind not in ("neuron", "picture"):
                continue
            on_it = ground.holds(text.samples()).any()
            meant = ground.holds(np.array([text.middle])).all()
            if on_it and not meant and not behind(ground, found[: found.index(text)]):
                yield f"{text.name!r} lies on {ground.name}"


def behind(thing: Thing, found: list[Thing]) -> bool:
    """Return whether a thing is hidden behind anything that is drawn later."""
    later = found[found.index(thing) + 1 :] if thing in found else []
    return any(
        front.kind == "shape" and meet(front, thing) and front.holds(thing.samples()).all()
        for front in later
    )


def crossings(found: list[Thing], moving: set[int], morphing: set[int]) -> Iterator[str]:
    """Return which things cross others of their kind on their way, texts or pictures."""
    for one, other in meeting(found):
        if not (is_in(one, moving) or is_in(other, moving)):
            continue
        if is_in(one, morphing) and is_in(other, morphing):
            continue
        # A copy on its way from where it was, or letters of one text, may be where they are.
        same = one.kind == "text" and one.name.endswith(other.name)
        if not same and not stays_sharp(one, other):
            yield f"{other.name!r} crosses {one.name!r}"


def is_in(thing: Thing, parts: set[int]) -> bool:
    """Return whether any part of a thing is among these, given by id."""
    return any(id(part) in parts for part in thing.parts)


def stays_sharp(one: Thing, other: Thing) -> bool:
    """Return whether one may pass the other.

    Pictures and symbols may, while they don't fade; parts of formulas always: they come together.
    """
    texts = one.kind == "text" and min(width(one), width(other)) >= SYMBOL
    if texts:
        return False
    formulas = isinstance(one.whole, Formula) and isinstance(other.whole, Formula)
    return formulas or min(one.opacity, other.opacity) > 0.95


def width(thing: Thing) -> float:
    """Return how wide a thing is, scene units."""
    return thing.box[2] - thing.box[0]


def meeting(found: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Return which two things share more than a rim: the one that is drawn first, first.

    Of hundreds, few do: boxes are compared all at once.
    """
    if not found:
        return
    boxes = np.array([thing.box for thing in found])
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    near = np.triu((high - low > SLACK).all(axis=-1), 1)
    for i, j in np.argwhere(near).tolist():
        if meet(found[i], found[j]):
            yield found[i], found[j]


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
