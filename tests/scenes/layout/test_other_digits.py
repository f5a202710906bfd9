"""Scenes whose placement depends on the digits that are chosen, with other digits.

To try many sets of digits in place of a few:
``LAYOUT_DIGITS=300 pytest tests/scenes/layout/test_other_digits.py``.
"""

import os

import pytest

from scenes.stage import shown
from tests.scenes.layout.scenes import scene_called

SCENES = [
    "forward",
    "structure/bias",
    "structure/function",
    "structure/knobs",
    "structure/pattern",
    "structure/seeing",
    "structure/squish",
    "structure/weights",
]

#: How many sets of digits are tried, and how many digits each has.
SETS, OF = int(os.environ.get("LAYOUT_DIGITS", "2")), 300


@pytest.mark.parametrize("seed", range(1000, 1000 + SETS))
@pytest.mark.parametrize("name", SCENES)
def test_nothing_collides_with_other_digits(stage, monkeypatch, name, seed):
    monkeypatch.setattr(shown, "OWN_SEED", seed)
    monkeypatch.setattr(shown, "OWN_DIGITS", OF)
    stage(scene_called(name), leaping=True, fresh=True)
