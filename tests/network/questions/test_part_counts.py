from dataclasses import replace

import numpy as np
import pytest

from network.digits.digits import Digits, Split
from network.files.archive import Provenance
from network.questions.part_counts import part_counts
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network


@pytest.fixture(scope="module")
def stored():
    return load_network(SHIPPED_NETWORK), load_history(history_beside(SHIPPED_NETWORK))


def some(count):
    return Digits(np.zeros((count, 784), np.uint8), np.zeros(count, np.uint8), "blank")


def test_mnist_is_known_by_its_fingerprint(stored):
    assert part_counts(*stored) == (50_000, 10_000, 10_000)
    network, history = stored
    assert history.steps_per_epoch * network.recipe.batch == 50_000


def test_what_is_here_is_counted(stored):
    network, history = stored
    other = replace(network, data=Provenance("digits of mine", "0" * 64))
    parts = Split(some(7), some(3), some(2), "digits of mine")
    assert part_counts(other, history, parts) == (7, 3, 10_000)


def test_what_is_not_here_is_known_from_the_training_alone(stored):
    network, history = stored
    other = replace(network, data=Provenance("digits of mine", "0" * 64))
    assert part_counts(other, replace(history, steps_per_epoch=12)) == (120, None, 10_000)
