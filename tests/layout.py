"""Watches that no text leaves the frame or covers another one while a scene is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from manim import config
from manim.mobject.mobject import Mobject

from scenes.mobjects.writing.figures import Figures
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.source_code import SourceCode
from scenes.mobjects.writing.words import Formula, Words
from scenes.stage.lecture import LectureScene

TEXTS = (Words, Formula, Numeral, Figures, SourceCode)

#: Boxes may meet by this much, scene units: a comma under a slanted letter is no collision.
SLACK = 0.03


def visible_texts(scene: LectureScene) -> list[Mobject]:
    """Return every text on the stage that can be seen, the innermost texts left out."""
    found: dict[int, Mobject] = {}
    for top in scene.mobjects:
        waiting = [top]
        while waiting:
            mobject = waiting.pop()
            if isinstance(mobject, TEXTS):
                if _can_be_seen(mobject):
                    found[id(mobject)] = mobject
            else:
                waiting += mobject.submobjects
    return list(found.values())


def _can_be_seen(text: Mobject) -> bool:
    glyphs = [glyph for glyph in text.get_family() if len(glyph.points)]
    return any(
        max(glyph.get_fill_opacity(), glyph.get_stroke_opacity() * (glyph.stroke_width > 0)) > 0.05
        for glyph in glyphs
    )


def told(text: Mobject) -> str:
    return getattr(text, "text", "") or getattr(text, "typst_code", "") or repr(text)


def problems(scene: LectureScene) -> list[str]:
    """Return what is wrong with the texts on the stage just now."""
    texts = visible_texts(scene)
    boxes = [(t.get_left()[0], t.get_bottom()[1], t.get_right()[0], t.get_top()[1]) for t in texts]
    frame = scene.camera.frame
    wrong = []
    if frame.width > 0.999 * config.frame_width:
        wide, high = frame.width / 2, frame.height / 2
        x, y = frame.get_center()[:2]
        for text, (left, bottom, right, top) in zip(texts, boxes, strict=True):
            if (
                left - x < -wide
                or right - x > wide
                or abs(bottom - y) > high
                or abs(top - y) > high
            ):
                wrong.append(f"{told(text)!r} leaves the frame")
    for i, (left, bottom, right, top) in enumerate(boxes):
        for j, other in enumerate(boxes[:i]):
            across = min(right, other[2]) - max(left, other[0])
            along = min(top, other[3]) - max(bottom, other[1])
            if min(across, along) > SLACK:
                wrong.append(f"{told(texts[i])!r} covers {told(texts[j])!r}")
    return wrong


@contextmanager
def _say_and_look(self: LectureScene, text: str, **values: Any) -> Iterator[None]:
    with TOLD(self, text, **values):
        yield
        self.layout_problems += [f"{each}, at: {text}" for each in problems(self)]


TOLD = LectureScene.say


def watch(monkeypatch: Any) -> None:
    """From now on, scenes list in ``layout_problems`` what is wrong at the end of each beat."""
    monkeypatch.setattr(LectureScene, "say", _say_and_look)
    monkeypatch.setattr(LectureScene, "layout_problems", [], raising=False)
