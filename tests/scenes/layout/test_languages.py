"""All scenes in other languages, and in the light theme.

Setting hundreds of texts anew takes its time: usually each scene is tried in one language, which
one goes round, and all languages have their turn. All scenes in all languages, before a release
or after translating: ``LAYOUT_LANGUAGES=all pytest tests/scenes/layout/test_languages.py``.
They are told in the light theme: it changes no place, and any scene has to be told in it, too.
"""

import os

import pytest

from scenes.script.languages import LANGUAGES, SOURCE, VARIABLE
from tests.scenes.layout.scenes import SCENES, scene_called

OTHERS = [code for code, language in LANGUAGES.items() if language is not SOURCE]
ALL = [(name, language) for name in SCENES for language in OTHERS]

#: Each scene once, the languages in turn.
IN_TURN = [(name, OTHERS[place % len(OTHERS)]) for place, name in enumerate(SCENES)]

TRIED = ALL if os.environ.get("LAYOUT_LANGUAGES") == "all" else IN_TURN


@pytest.mark.parametrize(("name", "language"), TRIED)
def test_nothing_collides_in_other_languages_and_the_light_theme(stage, name, language):
    settings = {VARIABLE: language, "LECTURE_THEME": "light"}
    scene = stage(scene_called(name), leaping=True, **settings)
    read_in = LANGUAGES[language]
    for cue in scene.cues:
        room = cue["end"] - cue["start"] + 1 / 3  # tests make three frames a second
        assert read_in.length(cue["text"]) / room <= read_in.speed, cue["text"]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_collides_in_other_languages_of_an_odd_network(stage, models, language):
    model = models["784-9-9-9-9-9-9-9-10 relu"]
    name = SCENES[1 + OTHERS.index(language)]
    stage(scene_called(name), model, leaping=True, **{VARIABLE: language})


def test_all_languages_have_their_turn():
    assert {language for _, language in TRIED} == set(OTHERS)
    assert {name for name, _ in TRIED} == set(SCENES)
