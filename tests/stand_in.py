"""A stand-in for Manim's renderer: it lets a scene happen without drawing its frames."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from manim import FadeIn, FadeOut, ManimColor, Mobject, Scene, SVGMobject
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.mobjects.writing.words import Formula

#: The moments of a play that are looked at, as shares of its length; its end is, anyway.
MOMENTS = (0.25, 0.5, 0.75)


class Moments:
    """The times at which a play is looked at; Manim takes it for its progress bar."""

    def __init__(self, duration: float) -> None:
        self.duration = duration

    def __iter__(self) -> Iterator[float]:
        return iter(share * self.duration for share in MOMENTS)

    def close(self) -> None:
        """Do nothing: no bar was opened."""


class NoFrames(CairoRenderer):
    """Goes through every play of a scene, and draws only what it is asked to draw."""

    def play(self, scene: Scene, *animations: Any, **timing: Any) -> None:
        """Go through a play; the clock goes on by its length."""
        start = self.time
        super().play(scene, *animations, **timing)
        self.time = start + scene.duration

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        """Let the scene look at itself in place of drawing it."""
        scene.look_on(time / scene.duration)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Keep no picture."""

    def update_frame(self, *_: Any, **__: Any) -> None:
        """Draw nothing."""

    def add_frame(self, *_: Any, **__: Any) -> None:
        """Write nothing."""

    def get_frame(self) -> None:
        """Return nothing."""

    def picture_of(self, scene: Scene) -> np.ndarray:
        """Draw what is on the stage now: red, green, blue and alpha, (height, width, 4)."""
        self.camera.reset()
        self.camera.capture_mobjects(scene.mobjects)
        return self.camera.pixel_array.copy()


#: What can't change, or never does: a copy of it may be the thing itself.
FIXED = (str, int, float, bool, bytes, type(None), Enum, Path, ManimColor, FunctionType)


def copy_quickly(patch: pytest.MonkeyPatch) -> None:
    """From now on mobjects are copied in a third of the time, with the same result.

    Manim asks :mod:`copy` about every number and every colour of every letter, and half of the
    time that a scene takes without drawing goes there.
    """
    patch.setattr(Mobject, "__deepcopy__", _copied)


def _copied(self: Mobject, memo: dict[int, Any]) -> Mobject:
    made = type(self).__new__(type(self))
    memo[id(self)] = made
    for name, value in vars(self).items():
        if isinstance(value, FIXED) or name == "path_obj":  # what a letter was made from
            made.__dict__[name] = value
        elif type(value) is list and not value:
            made.__dict__[name] = []
        elif type(value) is np.ndarray and value.dtype != object:
            if id(value) not in memo:
                memo[id(value)] = value.copy()
            made.__dict__[name] = memo[id(value)]
        else:
            made.__dict__[name] = deepcopy(value, memo)
    made.original_id = str(id(self))
    return made


#: The glyphs of formulas that were read in this process.
READ: dict[tuple[Any, ...], dict[str, Any]] = {}


def keep_glyphs(patch: pytest.MonkeyPatch) -> None:
    """From now on a formula that was read before is copied, as other texts are anyway."""
    read = SVGMobject.generate_mobject

    def generate_mobject(self: SVGMobject) -> SVGMobject:
        if not isinstance(self, Formula):
            return read(self)
        plain = {k: v for k, v in vars(self).items() if isinstance(v, str | int | float | None)}
        key = str(self.svg_default), str(vars(self).get("color")), str(plain)  # its size, too
        if key not in READ:
            read(self)
            READ[key] = deepcopy({**vars(self)})
        else:
            vars(self).update(deepcopy(READ[key]))
        return self

    patch.setattr(SVGMobject, "generate_mobject", generate_mobject)


def leap(patch: pytest.MonkeyPatch) -> None:
    """From now on what fades in is there at once, and what fades out is gone: no copies."""
    for fading in (FadeIn, FadeOut):
        for name in ("begin", "finish", "interpolate"):
            patch.setattr(fading, name, lambda self, *_: None)
    patch.setattr(FadeOut, "clean_up_from_scene", lambda self, scene: scene.remove(self.mobject))
    patch.setattr(Moments, "__iter__", lambda self: iter(()))
