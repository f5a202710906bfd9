import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.excitement import FIRST, Excitement


@pytest.fixture
def excitement(own_digits):
    return Excitement(MLP.random((784, 5, 10), "sigmoid", seed=3), own_digits[1], 2)


def test_sums_are_those_of_the_forward_pass(excitement):
    wide = excitement.mlp.astype(np.float64)
    sums = wide.forward(excitement.digits.images / 255).z[0][:, 2]
    assert np.allclose(excitement.sums, sums)
    assert excitement.likest.tolist() == np.argsort(-sums, kind="stable")[:FIRST].tolist()


def test_no_image_outdoes_the_best(excitement):
    weights = excitement.mlp.weights[0][2].astype(float)
    bias = float(excitement.mlp.biases[0][2])
    rng = np.random.default_rng(0)
    for image in rng.random((200, 784)):
        assert image @ weights + bias < excitement.best_sum
    nearly = excitement.best_image.copy()
    nearly[int(weights.argmax())] = 0.5
    assert nearly @ weights + bias < excitement.best_sum


def test_shares_are_of_each_label(excitement):
    labels, lit = excitement.digits.labels, excitement.sums > 0
    for digit, share in enumerate(excitement.shares_lit()):
        assert share == pytest.approx(lit[labels == digit].mean())


def test_a_label_is_told_if_all_of_the_likest_have_it(excitement):
    labels = set(excitement.digits.labels[excitement.likest].tolist())
    assert (excitement.label is None) == (len(labels) > 1)
