"""A stand-in for Manim's renderer: it lets a scene happen without drawing its frames."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from manim import FadeIn, FadeOut, Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.mobjects.edges.coverage import Coverage
from scenes.mobjects.edges.lines import Lines, View

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
        with rasters_forgotten():
            self.camera.capture_mobjects(scene.mobjects)
        return self.camera.pixel_array.copy()


@contextmanager
def rasters_forgotten() -> Iterator[None]:
    """Forget the rasters of edges that are drawn meanwhile: some 80 MB each."""
    coverage_of, drawn = Lines.coverage, []

    def coverage(self: Lines, view: View) -> Coverage:
        drawn.append(self)
        return coverage_of(self, view)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lines, "coverage", coverage)
        yield
    for lines in drawn:
        lines._last = None


def leap(patch: pytest.MonkeyPatch) -> None:
    """From now on what fades in is there at once, and what fades out is gone: no copies."""
    for fading in (FadeIn, FadeOut):
        for name in ("begin", "finish", "interpolate"):
            patch.setattr(fading, name, lambda self, *_: None)
    patch.setattr(FadeOut, "clean_up_from_scene", lambda self, scene: scene.remove(self.mobject))
    patch.setattr(Moments, "__iter__", lambda self: iter(()))
