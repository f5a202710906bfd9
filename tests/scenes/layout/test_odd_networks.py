"""All scenes with networks of which there is little, or much, to show, or that came from elsewhere.

Usually each scene is tried with one of them, which one goes round, and all its ways are looked at;
their own tests try others, leaping. All scenes with all of these:
``LAYOUT_NETWORKS=all pytest tests/scenes/layout/test_odd_networks.py``. And each is tried, leaping,
with one that is odd in several ways at once; for one odd thing at a time, see
``tests/scenes/matrix.py``.
"""

import os
from contextlib import nullcontext

import pytest

from tests.conftest import KINDS
from tests.odd_networks import AT_ONCE
from tests.scenes.layout.odd import told_or_refused
from tests.scenes.layout.scenes import SCENES, scene_called

ODD = ("784-16-16-10 untrained", "784-9-9-9-9-9-9-9-10 relu", "784-10")

#: Each scene once, the networks in turn.
IN_TURN = [(name, ODD[place % len(ODD)]) for place, name in enumerate(SCENES)]

ALL = [(name, model) for name in SCENES for model in ODD]

TRIED = ALL if os.environ.get("LAYOUT_NETWORKS") == "all" else IN_TURN


@pytest.mark.parametrize(("name", "model"), TRIED)
def test_a_scene_has_room_for_odd_networks_or_says_what_it_needs(stage, models, name, model):
    scene_class = scene_called(name)
    hidden = len(model.split()[0].split("-")) - 2
    refuses = pytest.raises(SystemExit, match="hidden layers")
    with refuses if hidden < scene_class.least_hidden_layers else nullcontext():
        stage(scene_class, models[model], leaping=False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, AT_ONCE[place % len(AT_ONCE)]) for place, name in enumerate(SCENES)],
)
def test_what_is_odd_in_several_ways_is_told_or_refused(stage, models, name, kind):
    told_or_refused(stage, models, name, kind)


def test_all_networks_have_their_turn():
    assert set(ODD) <= set(KINDS)
    assert {model for _, model in TRIED} == set(ODD)
    assert {name for name, _ in TRIED} == set(SCENES)
