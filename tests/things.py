"""What lies where on a stage: texts, letters taken out of them, neurons, pictures, shapes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from manim import Brace, Mobject, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from tests.texts import FAINT, is_text, opacity, told

#: Left, bottom, right and top, scene units.
Box = tuple[float, float, float, float]

#: Mobjects that are pictures made of pixels.
PICTURES = (PixelGrid, WeightGrid)

#: What is more opaque hides what is behind it.
OPAQUE = 0.6


@dataclass(eq=False)
class Thing:
    """Something that is seen on the stage.

    Attributes
    ----------
    kind
        "text", "neuron", "picture", or "shape" for anything else that is filled.
    name
        A text as it was asked for; else what it is.
    opacity
        Of its most opaque part.
    parts
        What draws it.
    whole
        What it is, if that is on the stage; else None: loose letters.
    """

    kind: str
    name: str
    opacity: float
    parts: list[Mobject] = field(repr=False)
    whole: Mobject | None = field(repr=False, default=None)

    @cached_property
    def box(self) -> Box:
        """Where it is."""
        return box_of([part.points for part in self.parts])

    @cached_property
    def rows(self) -> list[Box]:
        """Boxes of what stands in one row each: only a text has more than one."""
        if self.kind != "text" or len(self.parts) == 1:
            return [self.box]
        rows: list[Box] = []
        for box in sorted((box_of([p.points]) for p in self.parts), key=lambda box: -box[3]):
            if rows and rows[-1][1] < (box[1] + box[3]) / 2:
                rows.append(around(rows.pop(), box))
            else:
                rows.append(box)
        return rows

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        left, bottom, right, top = self.box
        return (left + right) / 2, (bottom + top) / 2

    @cached_property
    def outline(self) -> np.ndarray:
        """Points around what is filled, one after the other: shape (n, 2)."""
        if self.kind == "picture":
            return corners(self.box)
        curves = self.parts[0].points[:, :2].reshape(-1, 4, 2)
        t = np.array([0, 0.25, 0.5, 0.75])[:, None]
        weights = np.concatenate(
            [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1
        )
        return (weights @ curves).reshape(-1, 2)

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Return which of the points, shape (n, 2), lie inside what is filled: shape (n,)."""
        start, (x, y) = self.outline, points.T[:, :, None]
        end = np.roll(start, -1, axis=0)
        between = (start[:, 1] > y) != (end[:, 1] > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (y - start[:, 1]) / (end[:, 1] - start[:, 1])
            right = x < start[:, 0] + share * (end[:, 0] - start[:, 0])
        return (between & right).sum(axis=1) % 2 == 1

    def samples(self) -> np.ndarray:
        """Return points all over a text's rows, or on the rim of anything else: shape (n, 2)."""
        if self.kind != "text":
            return self.outline + 0.1 * (np.array(self.middle) - self.outline)
        return np.concatenate([spread(box) for box in self.rows])


def box_of(outlines: list[np.ndarray]) -> Box:
    """Return the box around points: arrays of shape (n, 3)."""
    points = outlines[0] if len(outlines) == 1 else np.concatenate(outlines)
    left, bottom = points[:, :2].min(axis=0)
    right, top = points[:, :2].max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def corners(box: Box) -> np.ndarray:
    """Return a box's corners, one after the other: shape (4, 2)."""
    left, bottom, right, top = box
    return np.array([(left, bottom), (right, bottom), (right, top), (left, top)])


def spread(box: Box) -> np.ndarray:
    """Return points all over a box, not on its rim: shape (n, 2)."""
    left, bottom, right, top = box
    across = left + (right - left) * np.linspace(0.05, 0.95, 13)
    along = bottom + (top - bottom) * np.linspace(0.1, 0.9, 4)
    return np.stack(np.meshgrid(across, along), axis=-1).reshape(-1, 2)


def around(one: Box, other: Box) -> Box:
    """Return the box that holds both."""
    left, bottom, right, top = zip(one, other, strict=True)
    return min(left), min(bottom), max(right), max(top)


def shared(one: Box, other: Box) -> tuple[float, float]:
    """Return width and height of what two boxes share; one is negative if they share nothing."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]),
        min(one[3], other[3]) - max(one[1], other[1]),
    )


def things(mobjects: Iterable[Mobject]) -> list[Thing]:
    """Return all that can be seen, in the order it is drawn in: what comes later covers more."""
    found = list(_things(mobjects))
    # What has a higher z_index is drawn later; sorting keeps the order of all others.
    return sorted(found, key=lambda thing: thing.parts[0].z_index)


class Look:
    """All that can be seen at one moment: ``things``; it equals another if nothing has changed.

    Parameters
    ----------
    mobjects
        What is on the stage.
    """

    def __init__(self, mobjects: Iterable[Mobject]) -> None:
        self.things = things(mobjects)
        self._parts = [part for thing in self.things for part in thing.parts]
        self._points = np.concatenate([np.empty((0, 3)), *(part.points for part in self._parts)])
        self._measure()

    def _measure(self) -> None:
        """Find all boxes at once: a thing's own way takes ten times as long."""
        if not self.things:
            return
        lengths = [sum(len(part.points) for part in thing.parts) for thing in self.things]
        starts = np.cumsum([0, *lengths[:-1]])
        low = np.minimum.reduceat(self._points[:, :2], starts).tolist()
        high = np.maximum.reduceat(self._points[:, :2], starts).tolist()
        for thing, (left, bottom), (right, top) in zip(self.things, low, high, strict=True):
            thing.box = left, bottom, right, top

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Look)
            and list(map(id, self._parts)) == list(map(id, other._parts))
            and list(map(_shown, self.things)) == list(map(_shown, other.things))
            and np.array_equal(self._points, other._points)
        )

    __hash__ = None


def _shown(thing: Thing) -> tuple[str, str, float, int, int]:
    return thing.kind, thing.name, thing.opacity, len(thing.parts), id(thing.whole)


def _things(mobjects: Iterable[Mobject]) -> Iterator[Thing]:
    waiting, met = list(mobjects)[::-1], set()
    while waiting:
        mobject = waiting.pop()
        if id(mobject) in met:
            continue
        met.add(id(mobject))
        if is_text(mobject):
            parts = [part for part in mobject.get_family() if opacity(part) > FAINT]
            if parts:
                yield _thing("text", told(mobject), parts, mobject)
            continue
        yield from _loose_letters(mobject, met)
        waiting += mobject.submobjects[::-1]
        if opacity(mobject) <= FAINT:
            continue
        if isinstance(mobject, Neuron):
            yield _thing("neuron", "a neuron", [mobject], mobject)
        elif isinstance(mobject, PICTURES):
            yield _thing("picture", type(mobject).__name__, [mobject], mobject)
        elif is_filled(mobject) and not is_letter(mobject):
            yield _thing("shape", f"a {type(mobject).__name__}", [mobject], mobject)


def _loose_letters(group: Mobject, met: set[int]) -> Iterator[Thing]:
    """Return the texts whose letters are in a group without their text."""
    of: dict[tuple[int, str] | None, list[Mobject]] = {}
    letters = filter(is_letter, (group, *group.submobjects))
    for part in (each for each in letters if each is group or id(each) not in met):
        of.setdefault(getattr(part, "letter_of", None), []).append(part)
    for text, letters in of.items():
        met.update(map(id, letters))
        parts = [letter for letter in letters if opacity(letter) > FAINT]
        if parts:
            yield _thing("text", f"letters of {text[1]}" if text else "letters", parts, None)


def is_filled(mobject: Mobject) -> bool:
    """Return whether a mobject is a surface that hides what is behind it."""
    return isinstance(mobject, VMobject) and mobject.fill_rgbas[0, 3] > OPAQUE


def is_letter(mobject: Mobject) -> bool:
    """Return whether it is a glyph of a text."""
    return _draws_letters(type(mobject)) and len(mobject.points) > 0


@cache
def _draws_letters(kind: type[Mobject]) -> bool:
    return issubclass(kind, VMobjectFromSVGPath) and not issubclass(kind, Brace)


@cache
def short(name: str) -> str:
    """Return a name as short as a report wants it: a formula without what groups its parts."""
    name = re.sub(r'manimgrp\("[^"]*", |#box\[H\]|\$', "", name)
    return " ".join(name.split())


def _thing(kind: str, name: str, parts: list[Mobject], whole: Mobject | None) -> Thing:
    return Thing(kind, short(name), max(map(opacity, parts)), parts, whole)
