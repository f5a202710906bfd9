"""What the few lines reach: other trainings by them, judged by code of its own."""

from dataclasses import replace

import numpy as np
import pytest

from network.measured import few_lines
from network.measured.few_lines import FewLines
from network.measured.study import study_file
from network.training.in_a_few_lines import learn
from network.training.recipe import Recipe
from network.training.training import start_of
from tests.bars import bars_split


@pytest.fixture(scope="module")
def split():
    return bars_split(120)


@pytest.fixture(scope="module")
def measured(split):
    def train(*_):
        raise AssertionError("the few lines train")

    return FewLines.measure(split, train, quick=True)


def test_shares_are_of_unseen_images_after_each_epoch(split, measured):
    mlp = start_of(replace(Recipe(), seed=few_lines.QUICK_SEEDS[0]))
    W, b = ([each.copy() for each in kind] for kind in (mlp.weights, mlp.biases))
    images = split.train.images.astype(np.float32) / np.float32(255)
    wanted, rng = np.eye(10, dtype=np.float32)[split.train.labels], np.random.default_rng([0, 2])
    shares = [read(W, b, split.test)]
    for _ in range(measured.epochs):
        learn(W, b, images, wanted, few_lines.QUICK_RATES[0], measured.batch, rng)
        shares.append(read(W, b, split.test))
    assert measured.on_test[0] == pytest.approx(shares, abs=0.011)
    assert measured.tried == pytest.approx(read(W, b, split.validation), abs=0.011)
    assert measured.seconds > 0


def read(W, b, digits):
    a = digits.images / 255
    for weights, biases in zip(W, b, strict=True):
        a = 1 / (1 + np.exp(-(a @ weights.T + biases)))
    return np.mean(a.argmax(axis=1) == digits.labels)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(measured, tmp_path):
    measured.save(tmp_path / "few-lines.npz")
    back = FewLines.load(tmp_path / "few-lines.npz")
    np.testing.assert_array_equal(back.on_test, measured.on_test)
    assert (back.rate, back.seconds, back.seeds) == (
        measured.rate,
        measured.seconds,
        measured.seeds,
    )
    assert replace(measured, epochs=7).contradiction()
    assert replace(measured, rate=7.0).contradiction()


def test_the_stored_study_is_of_all_training_images_and_chose_by_validation():
    study = FewLines.load(study_file("few-lines"))
    assert study.sizes == Recipe().sizes
    assert (study.origin.count, study.tested) == (50000, 10000)
    assert (study.epochs, study.seeds, study.rates) == (10, (0, 1, 2), few_lines.RATES)
    assert study.rate == study.rates[int(study.tried.argmax())]
