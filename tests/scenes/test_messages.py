"""Every word that a film shows or says is a message: nothing is left in English by mistake."""

import ast
import importlib
import inspect

import pytest

from scenes.script.contents import SCENES, lectures
from scenes.script.message import is_for_people
from scenes.stage.lecture import LectureScene
from tests.conftest import known_lines

SECTIONS = [section.scene for lecture in lectures() for section in lecture.sections]


def scene_class(name: str) -> type[LectureScene]:
    """Return the class in a scene's file."""
    module = importlib.import_module("scenes." + name.replace("/", "."))
    scenes = [each for each in vars(module).values() if inspect.isclass(each)]
    (found,) = [
        each for each in scenes if each.__module__ == module.__name__ and "construct" in vars(each)
    ]
    return found


@pytest.mark.parametrize("name", [*SECTIONS, "descent/learning"])
def test_what_is_written_and_said_can_be_translated(stage, name):
    scene = stage(scene_class(name))
    asked = {text for text in scene.messages if is_for_people(text)}
    asked |= {cue["message"] for cue in scene.cues}
    assert asked - known_lines() == set(), "no translator sees these; see scenes/script/message.py"


#: Measures characters between zeros: none of them is read by anybody.
PROBES = "mobjects/writing/number.py"

FILES = [each.relative_to(SCENES).as_posix() for each in sorted(SCENES.rglob("*.py"))]


@pytest.mark.parametrize("file", [each for each in FILES if each != PROBES])
def test_no_text_is_put_together_before_it_is_written(file):
    """What is handed to ``words`` and ``say`` are messages with fields, never f-strings."""
    writes = {"words", "note", "headline", "message", "row_of_words", "say"}
    for node in ast.walk(ast.parse((SCENES / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [each for each in node.args if isinstance(each, ast.JoinedStr)]
            assert name not in writes or not told, f"scenes/{file}:{node.lineno}"
