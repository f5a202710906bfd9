"""All scenes in all languages."""

import pytest

from scenes.script.languages import LANGUAGES, SOURCE, VARIABLE
from tests.scenes.layout.scenes import SCENES, scene_called

OTHERS = [code for code, language in LANGUAGES.items() if language is not SOURCE]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", SCENES)
def test_nothing_collides_in_other_languages(stage, name, language):
    scene = stage(scene_called(name), leaping=True, **{VARIABLE: language})
    assert scene.cues


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["forward", "structure/bias", "structure/function"])
def test_nothing_collides_in_other_languages_of_an_odd_network(stage, models, name, language):
    model = models["784-9-9-9-9-9-9-9-10 relu"]
    stage(scene_called(name), model, leaping=True, **{VARIABLE: language})
