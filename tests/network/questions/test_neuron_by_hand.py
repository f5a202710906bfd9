from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.digits.digits import Digits
from network.handwriting import pen
from network.model.mlp import MLP
from network.questions.edge_detector import EdgeDetector
from network.questions.measures import with_neuron
from network.questions.neuron_by_hand import Knobs, NeuronByHand

DIGITS = Digits(*pen.draw(120, seed=60), "handwriting")
NEURON = 2


def some_network(activation: str) -> MLP:
    rng = np.random.default_rng(1)
    sizes = (784, 6, 5, 10)
    weights = [rng.normal(0, 1 / np.sqrt(n), (m, n)) for n, m in pairwise(sizes)]
    return MLP.from_arrays(weights, [rng.normal(0, 1, m) for m in sizes[1:]], activation)


HANDS = {
    name: NeuronByHand(some_network(name), NEURON, EdgeDetector(8, 10), DIGITS)
    for name in ("sigmoid", "relu")
}

each_hand = pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)


@each_hand
def test_as_trained_nothing_changes(hand):
    mlp, same = hand.mlp, hand.network(hand.trained)
    assert np.allclose(same.parameters, mlp.parameters, atol=1e-7)
    right = mlp.forward(DIGITS.pixels).output.argmax(axis=1) == DIGITS.labels
    assert hand.accuracy(hand.trained) == right.mean()


@each_hand
def test_hand_made_it_is_the_detector(hand):
    made = hand.network(hand.handmade)
    assert np.array_equal(made.weights[0][NEURON], hand.detector.weights)
    assert made.biases[0][NEURON] == hand.detector.bias


@each_hand
def test_shuffled_it_has_the_same_weights_elsewhere(hand):
    row, bias = hand.mlp.weights[0][NEURON], hand.mlp.biases[0][NEURON]
    rng = np.random.default_rng(1)
    for share in hand.accuracies_shuffled(3):
        other = with_neuron(hand.mlp, NEURON, rng.permutation(row), bias)
        right = other.forward(DIGITS.pixels).output.argmax(axis=1) == DIGITS.labels
        assert share == right.mean()


@each_hand
def test_held_still_it_tells_nothing(hand):
    mean = hand.mlp.forward(DIGITS.pixels).a[1][:, NEURON].mean()
    before = hand.mlp.forward(DIGITS.pixels).a[1].copy()
    before[:, NEURON] = mean
    rest = MLP.from_arrays(hand.mlp.weights[1:], hand.mlp.biases[1:], hand.mlp.activation)
    right = rest.forward(before).output.argmax(axis=1) == DIGITS.labels
    assert hand.accuracy_still() == right.mean()


finite = st.floats(-2, 2, width=32)


@each_hand
@settings(deadline=None, max_examples=30)
@given(
    knobs=st.builds(Knobs, st.floats(0, 1, width=32), finite, finite, st.floats(-9, 9, width=32))
)
def test_only_the_knobs_change_anything(hand, knobs):
    mlp, made = hand.mlp, hand.network(knobs)
    others = np.arange(6) != NEURON
    assert np.array_equal(made.weights[0][others], mlp.weights[0][others])
    assert np.array_equal(made.biases[0][others], mlp.biases[0][others])
    for step in (1, 2):
        assert np.array_equal(made.weights[step], mlp.weights[step])
    row, bar, margin = made.weights[0][NEURON], hand.detector.bar, hand.detector.margin
    assert row[bar].mean() == pytest.approx(knobs.bar, abs=1e-5)
    assert row[margin].mean() == pytest.approx(knobs.margin, abs=1e-5)
    elsewhere = ~(bar | margin)
    trained = mlp.weights[0][NEURON][elsewhere]
    assert np.allclose(row[elsewhere], knobs.learned * trained, atol=1e-5)
    # The short way must count as many digits as the long one, but for one on the brink.
    right = made.forward(DIGITS.pixels).output.argmax(axis=1) == DIGITS.labels
    assert hand.accuracy(knobs) == pytest.approx(right.mean(), abs=1.5 / len(DIGITS))


@each_hand
def test_knobs_reach_as_far_as_is_needed(hand):
    for image in DIGITS.pixels[:20]:
        reach = hand.reach(image)
        for knobs in (hand.trained, hand.handmade):
            assert all(low <= knob <= high for (low, high), knob in zip(reach, knobs, strict=True))
        dark = hand.network(hand.trained._replace(bias=reach[3][0])).forward(image)
        assert dark.a[1][NEURON] < 0.02
