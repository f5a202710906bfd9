"""Nothing covers, crosses or leaves: whatever the digits, the network and the language are.

What stands after each play, and what is on its way, is watched whenever a scene runs on the
tests' stage; here scenes run that depend on other things. To try many sets of digits in place of
a few: ``LAYOUT_DIGITS=300 pytest tests/scenes/test_layout.py -k digits``.
"""

import importlib
import inspect
import os

import pytest

from scenes.script.contents import lectures
from scenes.script.languages import LANGUAGES, SOURCE, VARIABLE
from scenes.stage import shown
from scenes.stage.lecture import LectureScene

SCENES = [section.scene for lecture in lectures() for section in lecture.sections]

#: Scenes whose placement depends on the digits that are chosen.
BY_DIGITS = [
    "forward",
    *(
        f"structure/{name}"
        for name in ("bias", "squish", "function", "knobs", "seeing", "weights", "pattern")
    ),
]

#: How many sets of digits are tried, and how many digits each has.
SETS, OF = int(os.environ.get("LAYOUT_DIGITS", "2")), 300

ODD = ["784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu"]


def scene_called(name: str) -> type[LectureScene]:
    """Return the scene of a file."""
    module = importlib.import_module("scenes." + name.replace("/", "."))
    (found,) = (
        each
        for each in vars(module).values()
        if inspect.isclass(each)
        and each.__module__ == module.__name__
        and issubclass(each, LectureScene)
        and "construct" in vars(each)
    )
    return found


@pytest.mark.parametrize("name", SCENES)
def test_nothing_collides_on_the_way(stage, name):
    assert stage(scene_called(name)).watch.problems == []


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("model", ODD)
def test_nothing_collides_with_odd_networks(stage, models, model, name):
    assert stage(scene_called(name), models[model], leaping=True).watch.problems == []


@pytest.mark.parametrize("name", BY_DIGITS)
@pytest.mark.parametrize("seed", range(1000, 1000 + SETS))
def test_nothing_collides_with_other_digits(stage, monkeypatch, name, seed):
    monkeypatch.setattr(shown, "OWN_SEED", seed)
    monkeypatch.setattr(shown, "OWN_DIGITS", OF)
    assert stage(scene_called(name), leaping=True, fresh=True).watch.problems == []


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE.code])
def test_nothing_collides_in_other_languages(stage, name, language):
    scene = stage(scene_called(name), leaping=True, **{VARIABLE: language})
    assert scene.watch.problems == []
