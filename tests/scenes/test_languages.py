"""Every section in every language: the layout watch looks on, and lines have their time."""

import pytest

from scenes.script.languages import LANGUAGES, SOURCE
from tests.scenes.test_messages import SECTIONS, scene_class


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != SOURCE.code])
@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_fits_in_every_language(stage, name, code):
    scene = stage(scene_class(name), LECTURE_LANGUAGE=code)
    language, rate = LANGUAGES[code], 3  # frames a second, of tests
    for cue in scene.cues:
        room = cue["end"] - cue["start"] + 1 / rate
        assert language.length(cue["text"]) / room <= language.speed, cue["text"]
