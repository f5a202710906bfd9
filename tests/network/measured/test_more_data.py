"""Few labelled images and many: what is learned from, for how long, and what is counted."""

from dataclasses import replace

import numpy as np
import pytest

from network.files.errors import InputError
from network.measured import more_data
from network.measured.more_data import MoreData, chosen
from network.measured.study import study_file
from network.training.recipe import Recipe
from tests.bars import bars_split
from tests.network.measured.kept import few_bars, measured_quickly


@pytest.fixture(scope="module")
def split():
    return few_bars()


@pytest.fixture(scope="module")
def measured():
    """The study of these digits in little time, and every training."""
    return measured_quickly(MoreData)


def by_hand(mlp, digits) -> float:
    """Return the share of digits read as labelled: sigmoids and sums."""
    a = digits.images.astype(np.float32) / 255
    for weights, biases in zip(mlp.weights, mlp.biases, strict=True):
        a = 1 / (1 + np.exp(-(a @ weights.T + biases)))
    return np.mean(a.argmax(axis=1) == digits.labels)


def test_all_trainings_have_the_same_terms_but_for_what_is_compared(split, measured):
    study, trainings = measured
    assert study.counts == more_data.QUICK_COUNTS
    assert len(trainings) == len(study.counts) + len(study.sooner)
    usual = Recipe()
    for recipe, _, training in trainings:
        assert replace(recipe, epochs=usual.epochs, shift=usual.shift) == usual
        assert recipe.shift == 0
        assert training.epochs == recipe.epochs
    steps = [recipe.epochs * (len(of.train) // recipe.batch) for recipe, of, _ in trainings]
    assert steps == [study.steps, study.fewer] * 2
    assert [len(of.train) for _, of, _ in trainings] == [50, 50, 100, 100]
    assert study.times == (20, 10)


def test_images_are_drawn_at_random_and_fewer_are_among_more(split):
    few, many, other = (chosen(split.train, *how) for how in ((30, 0), (60, 0), (60, 1)))
    assert np.array_equal(many.images[:30], few.images)
    assert np.array_equal(many.labels[:30], few.labels)
    assert len(np.unique(many.images, axis=0)) == 60
    assert not np.array_equal(many.images, other.images)
    assert not np.array_equal(many.images, split.train.images[:60])


def test_what_is_counted_are_right_answers(split, measured):
    study, trainings = measured
    longer, shorter = trainings[::2], trainings[1::2]
    for k, (_, of, training) in enumerate(longer):
        assert study.on_training[k, 0] == by_hand(training.mlp, of.train)
        assert study.on_test[k, 0] == by_hand(training.mlp, split.test)
    for k, (_, _, training) in enumerate(shorter):
        assert study.sooner[k, 0] == by_hand(training.mlp, split.test)
    assert study.tested == len(split.test)


def test_too_few_images_are_refused(split):
    with pytest.raises(InputError, match="100 training images, at least"):
        MoreData.measure(bars_split(80), None, quick=True)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(measured, tmp_path):
    study, _ = measured
    study.save(tmp_path / "more-data.npz")
    back = MoreData.load(tmp_path / "more-data.npz")
    assert np.array_equal(back.on_test, study.on_test)
    assert (back.counts, back.steps, back.rate) == (study.counts, study.steps, study.rate)
    assert study.contradiction() is None
    assert replace(study, counts=(100, 50)).contradiction()
    assert replace(study, seeds=(0, 1)).contradiction()


def test_the_stored_study_is_of_what_is_named():
    study = MoreData.load(study_file("more-data"))
    assert study.counts == more_data.COUNTS
    assert (study.steps, study.fewer) == (more_data.STEPS, more_data.FEWER)
    assert study.seeds == more_data.SEEDS
    assert (study.sizes, study.gain) == (Recipe().sizes, Recipe().gain)
    assert study.tested == 10_000
    assert all(study.steps * study.batch % count == 0 for count in study.counts)
    assert len(study.sooner) == sum(study.fewer * study.batch % n == 0 for n in study.counts)
