"""What lies where on a stage: texts, letters taken out of them, neurons, pictures, shapes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

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


@dataclass
class Thing:
    """Something that is seen on the stage.

    Attributes
    ----------
    kind
        "text", "neuron", "picture", or "shape" for anything else that is filled.
    name
        A text as it was asked for; else what it is.
    box
        Where it is.
    opacity
        Of its most opaque part.
    parts
        What draws it.
    whole
        What it is, if that is on the stage; else None: loose letters.
    """

    kind: str
    name: str
    box: Box
    opacity: float
    parts: list[Mobject] = field(repr=False)
    whole: Mobject | None = field(repr=False, default=None)

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

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in the box."""
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


def box_of(outlines: list[np.ndarray]) -> Box:
    """Return the box around points: arrays of shape (n, 3)."""
    points = outlines[0] if len(outlines) == 1 else np.concatenate(outlines)
    left, bottom = points[:, :2].min(axis=0)
    right, top = points[:, :2].max(axis=0)
    return float(left), float(bottom), float(right), float(top)


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


def size(box: Box) -> float:
    """Return a box's area."""
    return (box[2] - box[0]) * (box[3] - box[1])


def things(mobjects: Iterable[Mobject]) -> list[Thing]:
    """Return all that can be seen, in the order it is drawn in: what comes later covers more."""
    found = list(_things(mobjects))
    # What has a higher z_index is drawn later; sorting keeps the order of all others.
    return sorted(found, key=lambda thing: thing.parts[0].z_index)


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
        elif isinstance(mobject, VMobject) and mobject.fill_rgbas[0, 3] > OPAQUE:
            yield _thing("shape", f"a {type(mobject).__name__}", [mobject], mobject)


def _loose_letters(group: Mobject, met: set[int]) -> Iterator[Thing]:
    """Return the texts whose letters are in a group without their text."""
    of: dict[tuple[int, str] | None, list[Mobject]] = {}
    fresh = [group, *(part for part in group.submobjects if id(part) not in met)]
    for part in filter(is_letter, fresh):
        of.setdefault(getattr(part, "letter_of", None), []).append(part)
    for text, letters in of.items():
        met.update(map(id, letters))
        parts = [letter for letter in letters if opacity(letter) > FAINT]
        if parts:
            yield _thing("text", f"letters of {text[1]}" if text else "letters", parts, None)


def is_letter(mobject: Mobject) -> bool:
    """Return whether it is a glyph of a text."""
    return (
        isinstance(mobject, VMobjectFromSVGPath)
        and not isinstance(mobject, Brace)
        and len(mobject.points) > 0
    )


def _thing(kind: str, name: str, parts: list[Mobject], whole: Mobject | None) -> Thing:
    box = box_of([part.points for part in parts])
    return Thing(kind, name, box, max(map(opacity, parts)), parts, whole)
