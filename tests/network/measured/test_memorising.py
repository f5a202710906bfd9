"""True labels and shuffled ones: what is trained on which, and what is counted."""

from dataclasses import replace

import numpy as np
import pytest

from network.measured import memorising
from network.measured.memorising import SHUFFLED, TRUE, Memorising, shuffled
from network.measured.study import study_file
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.training import train
from tests.bars import bars_split


@pytest.fixture(scope="module")
def split():
    return bars_split(120)


@pytest.fixture(scope="module")
def measured(split):
    """The study of these digits in little time, and every training: name, recipe, result."""
    trainings = []

    def run(name, recipe, snapshots, of):
        training = train(recipe, of.train, of.validation, snapshots=snapshots)
        trainings.append((name, recipe, of, training))
        return training

    return Memorising.measure(split, run, quick=True), trainings


def test_shuffled_labels_are_the_same_labels_of_the_same_images(split):
    digits = split.train
    once, again, other = shuffled(digits, 4), shuffled(digits, 4), shuffled(digits, 5)
    assert np.array_equal(once.images, digits.images)
    assert np.array_equal(np.bincount(once.labels), np.bincount(digits.labels))
    assert np.array_equal(once.labels, again.labels)
    assert not np.array_equal(once.labels, other.labels)
    assert np.mean(once.labels == digits.labels) < 0.4


def test_both_labellings_are_learned_from_the_same_start_with_the_same_images(split, measured):
    study, trainings = measured
    few = split.train[: memorising.QUICK_IMAGES]
    assert study.origin.count == len(few)
    assert study.origin.data.sha256 == split.sha256
    assert len(trainings) == 2 * 2 * len(study.seeds)
    for (_, one, true, first), (name, other, false, second) in zip(
        trainings[::2], trainings[1::2], strict=True
    ):
        assert "shuffled" in name
        assert one == other
        assert (one.shift, one.decay, one.epochs) == (0, 0, study.epochs)
        assert np.array_equal(true.train.images, false.train.images)
        assert np.array_equal(true.train.labels, few.labels)
        assert np.array_equal(false.train.labels, shuffled(few, one.seed).labels)
        starts = (each.history.network(0).parameters for each in (first, second))
        assert np.array_equal(*starts)
    assert study.still_right == pytest.approx(
        [np.mean(shuffled(few, seed).labels == few.labels) for seed in study.seeds]
    )


def test_what_is_counted_after_each_epoch_are_right_answers(split, measured):
    study, trainings = measured
    for network in range(2):
        for labels in (TRUE, SHUFFLED):
            *_, recipe, of, training = trainings[2 * network + labels]
            assert study.sizes[network] == recipe.sizes == training.mlp.sizes
            assert study.rates[network] == recipe.rate
            steps = len(of.train) // recipe.batch
            history = training.history
            assert list(history.snapshot_step) == [steps * k for k in range(study.epochs + 1)]
            learned, unseen = (getattr(study, name) for name in ("on_training", "on_test"))
            kept = [history.network(k) for k in range(study.epochs)] + [training.mlp]
            for moment, mlp in enumerate(kept):
                for digits, found in ((of.train, learned), (split.test, unseen)):
                    assert found[network, labels, 0, moment] == by_hand(mlp, digits)


def by_hand(mlp: MLP, digits) -> float:
    """Return the share of digits read as labelled, with code of its own."""
    a = digits.images.astype(np.float32) / 255
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        z = a @ weights.T + biases
        last = k == len(mlp.weights) - 1
        a = np.maximum(z, 0) if mlp.activation == "relu" and not last else z
        if mlp.activation == "sigmoid" and not last:
            a = 1 / (1 + np.exp(-z))
    return np.mean(a.argmax(axis=1) == digits.labels)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(measured, tmp_path):
    study, _ = measured
    study.save(tmp_path / "memorising.npz")
    back = Memorising.load(tmp_path / "memorising.npz")
    assert np.array_equal(back.on_test, study.on_test)
    assert (back.sizes, back.parameters) == (study.sizes, study.parameters)
    assert study.contradiction() is None
    assert replace(study, epochs=7).contradiction()
    assert replace(study, seeds=(1, 2)).contradiction()


def test_the_stored_study_is_of_the_networks_that_are_named():
    study = Memorising.load(study_file("memorising"))
    assert study.sizes == (memorising.WIDE.sizes, Recipe().sizes)
    assert study.seeds == memorising.SEEDS
    assert (study.epochs, study.tested) == (memorising.EPOCHS, memorising.TESTED)
    assert (study.origin.count, study.origin.part) == (memorising.IMAGES, "training")
    assert study.parameters[0] == 784 * 512 + 512 + 512 * 10 + 10
