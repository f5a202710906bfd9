"""All scenes with networks of which there is little, or much, to show, or that came from elsewhere.

Usually each scene is tried with one of them, which one goes round, leaping from what stands after
one play to what stands after the next; their own tests try others. All scenes with all of these:
``LAYOUT_NETWORKS=all pytest tests/scenes/layout/test_odd_networks.py``, and ``LAYOUT_WAYS=all``
looks at what is on its way, too. For one odd thing at a time, see ``tests/scenes/matrix.py``.
"""

import os

import pytest

from tests.conftest import KINDS
from tests.odd_networks import AT_ONCE, ODD
from tests.scenes.layout.odd import told_or_refused
from tests.scenes.layout.scenes import SCENES

#: Some were trained, others made: these are odd in several ways at once.
TRIED_WITH = (
    "784-16-16-10 untrained",
    AT_ONCE[0],
    "784-9-9-9-9-9-9-9-10 relu",
    AT_ONCE[1],
    "784-10",
    AT_ONCE[2],
)

#: Each scene once, the networks in turn.
IN_TURN = [(name, TRIED_WITH[place % len(TRIED_WITH)]) for place, name in enumerate(SCENES)]

ALL = [(name, model) for name in SCENES for model in TRIED_WITH]

TRIED = ALL if os.environ.get("LAYOUT_NETWORKS") == "all" else IN_TURN


@pytest.mark.parametrize(("name", "model"), TRIED)
def test_a_scene_has_room_for_odd_networks_or_says_what_it_needs(stage, models, name, model):
    told_or_refused(stage, models, name, model)


def test_all_networks_have_their_turn():
    assert set(TRIED_WITH) <= {*KINDS, *ODD}
    assert set(AT_ONCE) <= set(TRIED_WITH)
    assert {model for _, model in TRIED} == set(TRIED_WITH)
    assert {name for name, _ in TRIED} == set(SCENES)
