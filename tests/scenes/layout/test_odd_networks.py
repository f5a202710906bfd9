"""All scenes with networks of which there is little, or much, to show."""

from contextlib import nullcontext

import pytest

from tests.conftest import KINDS
from tests.scenes.layout.scenes import SCENES, scene_called


@pytest.mark.parametrize("model", ["784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_collides_with_odd_networks(stage, models, model, name):
    assert model in KINDS
    stage(scene_called(name), models[model], leaping=True)


@pytest.mark.parametrize("name", SCENES)
def test_without_hidden_layers_a_scene_runs_or_says_that_it_needs_some(stage, models, name):
    scene_class = scene_called(name)
    refuses = pytest.raises(SystemExit, match="hidden layers")
    with refuses if scene_class.least_hidden_layers else nullcontext():
        stage(scene_class, models["784-10"], leaping=True)
