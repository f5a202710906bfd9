"""What lecture 2 tells of a network that was trained elsewhere, and what it can't tell."""

import pytest

from scenes.descent.judged import Judged
from scenes.descent.learning import Learning
from scenes.descent.looking import Looking
from scenes.descent.nonsense import Nonsense
from scenes.descent.one_input import OneInput
from scenes.descent.onwards import Onwards
from tests.beats import beat, said

KIND = "imported"


def test_nothing_is_said_of_how_it_was_trained(stage, models):
    assert "Ours was trained elsewhere." in said(stage(Judged, models[KIND]))
    told = said(stage(Onwards, models[KIND]))
    assert "in training" not in told
    assert "of its first weights belongs to one pixel" in told


def test_its_start_is_any_random_one(stage, models):
    scene = stage(Looking, models[KIND])
    assert beat(scene, "What would chance give?").shows("random weights")


def test_outputs_that_add_up_to_1_cant_all_be_dark(stage, models):
    scene = stage(Nonsense, models[KIND])
    assert "have to add up to 1" in said(scene)
    assert "a tenth at each output" in said(scene)
    assert "ten zeros" not in said(scene)


@pytest.mark.parametrize(
    ("scene", "missing"), [(Learning, "batches, rate and shifts"), (OneInput, "recorded")]
)
def test_what_plays_its_training_back_says_that_there_is_none(stage, models, scene, missing):
    with pytest.raises(SystemExit, match=missing):
        stage(scene, models[KIND])
