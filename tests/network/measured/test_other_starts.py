"""Networks from other random starts: how they are trained, and what is counted of them."""

from dataclasses import replace

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.measured.other_starts import SEEDS, OtherStarts
from network.measured.study import study_file
from network.questions.strange import answers, liked_best
from network.training.recipe import Recipe
from network.training.stored import SHIPPED_NETWORK, load_network
from network.training.training import train
from tests.bars import bars_split


@pytest.fixture(scope="module")
def stored_study():
    return OtherStarts.load(study_file("other-starts"))


def test_each_start_is_trained_as_the_shipped_network_but_for_a_shorter_time():
    split, trainings = bars_split(200), []

    def run(name, recipe, snapshots=None, of=None):
        training = train(recipe, split.train, split.validation, snapshots=snapshots)
        trainings.append((recipe, training.mlp))
        return training

    study = OtherStarts.measure(split, run, quick=True)
    assert len(trainings) == len(study.seeds) == 1
    for (recipe, mlp), seed, back, accuracy in zip(
        trainings, study.seeds, study.networks, study.accuracy, strict=True
    ):
        assert recipe == replace(Recipe(), epochs=study.epochs, seed=seed)
        assert np.array_equal(back.parameters, mlp.parameters)
        right = mlp.forward(split.test.images / np.float32(255)).answer == split.test.labels
        assert accuracy == right.sum() / study.tested
    assert study.origin.data.sha256 == split.sha256
    assert (study.origin.part, study.origin.count) == ("training", len(split.train))


def test_what_does_not_fit_together_is_noticed(stored_study):
    assert stored_study.contradiction() is None
    assert replace(stored_study, sizes=(784, 15, 10)).contradiction()
    assert replace(stored_study, seeds=(1, 2)).contradiction()


def test_the_shipped_study_is_of_other_starts_than_the_shipped_network(stored_study):
    network = load_network(SHIPPED_NETWORK)
    assert stored_study.sizes == network.mlp.sizes
    assert stored_study.seeds == SEEDS
    assert network.recipe.seed not in stored_study.seeds
    assert stored_study.origin.data.sha256 == network.data.sha256
    assert stored_study.accuracy.min() > 0.94
    digits = find_mnist_test()
    if digits is not None:
        for mlp, accuracy in zip(stored_study.networks, stored_study.accuracy, strict=True):
            answer = mlp.forward(digits.pixels).answer
            assert accuracy == pytest.approx(np.mean(answer == digits.labels), abs=3e-4)


def test_they_see_the_5_that_the_shipped_network_was_asked_for_and_none_in_a_blank_page(
    stored_study,
):
    """It takes the picture: on blank paper, none of them lights its 5 up."""
    mlp, five = load_network(SHIPPED_NETWORK).mlp, 5
    page = liked_best(mlp, five)[-1:]
    for each in stored_study.networks:
        assert answers(each, page).outputs[0, five] > 0.9
        assert answers(each, np.zeros_like(page)).outputs[0, five] < 0.5
