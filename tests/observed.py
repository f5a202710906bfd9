"""A scene that is looked at while it is told: what can be seen, beat by beat, and what is wrong."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
from manim import Animation

from scenes.mobjects.painting.painted import StageCamera
from scenes.script.catalogue import Message, written
from scenes.stage.lecture import LectureScene
from tests.beats import Beat, Picture, picture
from tests.layout import Watch
from tests.stand_in import Moments, NoFrames


class Observed(LectureScene):
    """Notes what can be seen: ``beats``, ``ended``, ``watch.problems``.

    ``messages`` are those that were written. Unless it makes a film, it draws no frames, but the
    last if that is asked for: ``last_frame``.
    """

    def __init__(self, film: bool = False) -> None:
        super().__init__(**({} if film else {"renderer": NoFrames(camera_class=StageCamera)}))
        self.watch, self.beats = Watch(self), []

    def play(self, *animations: Any, **timing: Any) -> None:
        """Look at what stands after the play."""
        super().play(*animations, **timing)
        self.watch.after_a_play()
        self.watch.passed |= self.watch.texts()

    def look_on(self, share: float) -> None:
        """Look at what is on its way."""
        self.watch.during_a_play(share)

    @contextmanager
    def say(self, text: str, **values: Any) -> Iterator[None]:
        """Note what can be seen when the line ends."""
        with super().say(text, **values):
            # Only now: until here, the picture stood for the line before.
            self.watch.line, self.watch.passed, self.watch.formulas = text, set(), {}
            yield
        self.watch.after_a_play()
        told = self.cues[-1]
        seen = {name: told[name] for name in ("message", "values", "text", "start", "end")}
        came = {"passed": self.watch.passed, "formulas": list(self.watch.formulas)}
        self.beats.append(Beat(**picture(self), **seen, **came))

    def tear_down(self) -> None:
        """Note what can be seen at the end, and how that looks."""
        super().tear_down()
        self.ended = Picture(**picture(self))

    @cached_property
    def last_frame(self) -> np.ndarray:
        """How it looks at the end: drawn when it is asked for, shape (height, width, 4)."""
        return self.renderer.picture_of(self)

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> Any:
        """Ask what moves and what doesn't only if frames are drawn."""
        if isinstance(self.renderer, NoFrames):
            return [], []
        return super().get_moving_and_static_mobjects(animations)

    def _get_animation_time_progression(self, animations: list[Animation], duration: float) -> Any:
        """Go through a play in a few steps, if no frames are drawn."""
        if isinstance(self.renderer, NoFrames):
            return Moments(duration)
        return super()._get_animation_time_progression(animations, duration)


def observed(scene_class: type[LectureScene], film: bool = False) -> Observed:
    """Return a scene of this class that notes what can be seen."""
    bases = {"__module__": scene_class.__module__}
    return type(scene_class.__name__, (Observed, scene_class), bases)(film)


def note_messages(patch: Any) -> set[str]:
    """Return a set that fills with every message that is written on the stage from now on.

    Messages among the values of others count, too: labels, names.

    Parameters
    ----------
    patch
        Pytest's, which ends that again.
    """
    asked: set[str] = set()

    def note(value: Any) -> None:
        if isinstance(value, Message):
            asked.add(str(value))
            note(list(value.values.values()))
        elif isinstance(value, list | tuple):
            for each in value:
                note(each)

    def noted(text: str, **values: Any) -> str:
        asked.add(str(text))
        note([text, *values.values()])
        return written(text, **values)

    patch.setattr("scenes.mobjects.writing.words.written", noted)
    return asked
