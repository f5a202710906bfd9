"""What a film depends on tells plays apart, and nothing else does."""

import functools
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, FadeIn, ManimColor, Scene, Square, Text, VGroup
from manim.utils.hashing import get_json

from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.painting.play_key import digest, play_key

#: Values as attributes have them, some in each other.
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


class Side(Enum):
    """Two members of equal names elsewhere would have other values."""

    LEFT = 1
    RIGHT = 2


@dataclass
class Thing:
    """Something with attributes."""

    value: object


class Other(Thing):
    """Something else."""


class Opaque:
    """Something that keeps its attributes to itself."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def follows(number: float):
    """Return a function that refers to a number around it."""

    def follow(mobject):
        return mobject.shift(number * RIGHT)

    return follow


def by_default(number: float):
    """Return a function with a number as its default."""

    def follow(mobject, far=number):
        return mobject.shift(far * RIGHT)

    return follow


def itself(value: object) -> list:
    """Return a list that contains itself."""
    made = [value]
    made.append(made)
    return made


#: Pairs that draw different pictures.
DIFFERENT = {
    "numbers": (1, 2),
    "kinds of numbers": (1, 1.0),
    "a number and a word": (1, "1"),
    "truth": (True, 1),
    "nothing": (None, "None"),
    "lists": ([1, 2], [2, 1]),
    "depths": ([[1], 2], [[1, 2]]),
    "a list and a tuple": ([1], (1,)),
    "neighbours": (["a", "bc"], ["ab", "c"]),
    "names": ({"a": 1}, {"b": 1}),
    "inner values": ({"a": [1]}, {"a": [2]}),
    "arrays": (np.zeros(3), np.array([0, 0, 1.0])),
    "arrays' attributes": (Thing(np.zeros(3)), Thing(np.array([0, 0, 1.0]))),
    "shapes": (np.zeros((2, 3)), np.zeros((3, 2))),
    "kinds of arrays": (np.zeros(2, np.float32), np.zeros(2, np.float64)),
    "arrays of objects": (np.array([1, "a"], object), np.array([1, "b"], object)),
    "fields": (np.zeros(1, [("x", "f4")]), np.zeros(1, [("y", "f4")])),
    "numpy's numbers": (np.float32(0.5), np.float32(0.25)),
    "sets": ({1, 2}, {1, 3}),
    "members": (Side.LEFT, Side.RIGHT),
    "classes": (Thing, Other),
    "attributes": (Thing(1), Thing(2)),
    "kinds of things": (Thing(1), Other(1)),
    "kinds without attributes": (Opaque(1), Path("a")),
    "colours": (ManimColor("#102030"), ManimColor("#102031")),
    "functions": (lambda x: x + 1, lambda x: x + 2),
    "what a function refers to": (follows(1), follows(2)),
    "defaults": (by_default(1), by_default(2)),
    "arguments kept": (functools.partial(max, 1), functools.partial(max, 2)),
    "lists in themselves": (itself(1), itself(2)),
}

#: What makes the same picture, made twice.
SAME = {
    "arrays": lambda: np.arange(6.0).reshape(2, 3).T,
    "sets": lambda: {"some", "words", "in", "any", "order"},
    "sets of objects": lambda: {frozenset({"a", "b"}), frozenset({"c"})},
    "colours": lambda: [ManimColor("#102030")] * 2,
    "functions": lambda: follows(3),
    "a list in itself": lambda: itself(1),
    "what keeps to itself": lambda: Opaque(object()),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_has_other_digests(one, other):
    assert digest(one) != digest(other)
    assert digest([one]) != digest([other])
    assert digest(Thing(one)) != digest(Thing(other))


@pytest.mark.parametrize("make", SAME.values(), ids=SAME)
def test_what_is_the_same_has_one_digest(make):
    assert digest(make()) == digest(make())


def test_equal_colours_are_the_same_whether_copies_or_not():
    colour = ManimColor("#102030")
    assert digest([colour, colour]) == digest([colour, ManimColor("#102030")])


@given(VALUES, VALUES)
def test_values_are_told_apart_as_they_are_written(one, other):
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


def test_a_digest_is_the_same_in_another_process():
    code = (
        "from tests.scenes.mobjects.painting.test_play_key import SAME, digest\n"
        "print(*(digest(make()) for make in SAME.values()))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == [digest(make()) for make in SAME.values()]


def key_of(scene: Scene, *animations, camera: StageCamera | None = None, **how: str) -> str:
    """Return the key of a play."""
    return play_key(scene, camera or StageCamera(), animations, scene.mobjects, **how)


def test_whatever_moves_the_picture_has_another_key():
    def build(change=lambda parts: None, **how):
        scene, parts = Scene(), VGroup(Square(), Square().shift(UP))
        scene.add(parts)
        change(parts)
        camera = StageCamera()
        camera.frame.shift(how.pop("pan", 0) * RIGHT)
        return key_of(scene, FadeIn(Square(), run_time=how.pop("pace", 1)), camera=camera, **how)

    keys = [
        build(),
        build(lambda parts: parts[1].shift(0.001 * UP)),
        build(lambda parts: parts[0].set_fill("#123456", 0.5)),
        build(lambda parts: parts[0].set_stroke(width=3)),
        build(lambda parts: parts[0].set_z_index(1)),
        build(lambda parts: parts.submobjects.reverse()),
        build(lambda parts: parts[0].add_updater(follows(1), call_updater=False)),
        build(pan=1),
        build(pace=2),
        build(encoder_fingerprint="another"),
    ]
    assert len(set(keys)) == len(keys)
    assert build() == keys[0]


def test_a_scene_isn_t_looked_into_and_what_was_drawn_isn_t_either():
    scene, camera = Scene(), StageCamera()
    square = Square().add_updater(lambda _: scene, call_updater=False)
    scene.add(square)
    before = key_of(scene, camera=camera)
    scene.anything = np.ones(9)
    camera.capture_mobjects([square])
    assert key_of(scene, camera=camera) == before
    assert np.ptp(camera.pixel_array) > 0


def test_it_tells_as_much_apart_as_manim_s_own():
    glyphs = Text("some")
    states = [glyphs.copy().shift(i * RIGHT).set_opacity(1 - i / 10) for i in range(4)]
    assert len(set(map(get_json, states))) == len(set(map(digest, states))) == 4
