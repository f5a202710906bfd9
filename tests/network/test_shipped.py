"""The network that comes with the project."""

import os

import numpy as np
import pytest

from network.digits.sources import find_mnist, own_digits
from network.model.mlp import MLP
from network.questions.measures import examine
from network.training.recipe import Recipe
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network
from network.training.training import start_of
from scenes.stage.shown import OWN_DIGITS, OWN_SEED

needs_mnist = pytest.mark.skipif(
    not os.environ.get("NETWORK_DATA"), reason="NETWORK_DATA names no MNIST"
)


@pytest.fixture(scope="module")
def shipped():
    return load_network(SHIPPED_NETWORK)


@pytest.fixture(scope="module")
def history():
    return load_history(history_beside(SHIPPED_NETWORK))


def test_it_is_the_lecture_s_network(shipped):
    assert shipped.mlp.sizes == (784, 16, 16, 10)
    assert shipped.mlp.activation == "sigmoid"
    assert shipped.mlp.parameters.size == 13_002
    assert shipped.complete


def test_it_is_made_by_the_recipe_that_train_follows_by_itself(shipped):
    assert shipped.recipe == Recipe()


def test_it_reads_test_images_as_well_as_it_should(shipped):
    assert shipped.test_accuracy >= 0.967
    assert shipped.confusion.sum() == 10_000
    assert np.trace(shipped.confusion) == round(shipped.test_accuracy * 10_000)


@needs_mnist
def test_its_figures_are_true(shipped):
    mnist = find_mnist()
    assert (shipped.data.name, shipped.data.sha256) == (mnist.name, mnist.sha256)
    on_test = examine(shipped.mlp, mnist.test)
    assert np.array_equal(on_test.confusion, shipped.confusion)
    assert on_test.accuracy == shipped.test_accuracy
    assert examine(shipped.mlp, mnist.validation).accuracy == shipped.validation_accuracy


def test_it_reads_our_own_handwriting(shipped, cache, monkeypatch):
    monkeypatch.setenv("NETWORK_CACHE", str(cache))
    digits = own_digits(OWN_DIGITS, OWN_SEED)  # those that films show; drawn once a test run
    assert examine(shipped.mlp, digits).accuracy >= 0.95


def test_its_history_is_its_own(shipped, history):
    assert history.fingerprint == shipped.mlp.fingerprint
    assert len(history.epoch_cost) == shipped.epochs
    assert np.array_equal(history.snapshots[0], start_of(shipped.recipe).parameters.astype("f2"))
    assert np.array_equal(history.snapshots[-1], shipped.mlp.parameters.astype("f2"))
    assert history.snapshot_step[-1] == shipped.epochs * history.steps_per_epoch
    assert history.snapshot_accuracy[-1] == pytest.approx(shipped.validation_accuracy)
    assert history_beside(SHIPPED_NETWORK).stat().st_size <= 4_000_000


@needs_mnist
def test_its_history_can_be_played_back(shipped, history):
    validation = find_mnist().validation
    for index in (0, len(history.snapshots) // 2, len(history.snapshots) - 1):
        network = history.network(index)
        assert isinstance(network, MLP)
        accuracy = examine(network, validation).accuracy
        assert accuracy == pytest.approx(history.snapshot_accuracy[index], abs=0.003)
