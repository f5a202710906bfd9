from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.model.mlp import MLP
from network.questions.attribution import order_of_erasing, traced_back


def network_of(sizes, activation, seed):
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0, 1, (m, n)) for n, m in pairwise(sizes)]
    return MLP.from_arrays(weights, [rng.normal(0, 0.5, m) for m in sizes[1:]], activation)


cases = given(
    hidden=st.lists(st.integers(1, 6), max_size=3),
    activation=st.sampled_from(["sigmoid", "relu"]),
    seed=st.integers(0, 10_000),
)


@settings(deadline=None, max_examples=40)
@cases
def test_the_largest_terms_are_followed_to_the_input(hidden, activation, seed):
    mlp = network_of((9, *hidden, 4), activation, seed)
    forward = mlp.forward(np.random.default_rng(seed).random(9))
    links = traced_back(mlp, forward, 3)
    assert [link.step for link in links] == list(reversed(range(mlp.steps)))
    neuron = 3
    for link in links:
        assert link.neuron == neuron
        total = link.terms.sum() + mlp.biases[link.step][neuron]
        assert total == pytest.approx(forward.z[link.step][neuron], abs=1e-4)
        assert link.terms[link.largest] == link.terms.max()
        neuron = link.largest


@settings(deadline=None, max_examples=40)
@cases
def test_no_more_ink_can_go_than_is_erased(hidden, activation, seed):
    mlp = network_of((9, *hidden, 4), activation, seed)
    rng = np.random.default_rng(seed)
    image = rng.random(9) * (rng.random(9) < 0.7)
    output = mlp.forward(image).output
    answer = int(output.argmax())
    firm = 0.9 * float(output[answer])

    def stays_firm(picture):
        after = mlp.forward(picture).output
        return after.argmax() == answer and after[answer] >= firm

    order = order_of_erasing(mlp, image, answer, firm)
    assert len(set(order)) == len(order)
    left = np.array(image, mlp.parameters.dtype)
    for pixel in order:
        assert left[pixel] > 0
        left[pixel] = 0
        assert stays_firm(left)
    ink = np.flatnonzero(left)
    if len(ink) > 1:
        for pixel in ink:
            without = left.copy()
            without[pixel] = 0
            assert not stays_firm(without)


def test_what_speaks_against_the_answer_goes_first():
    weights = np.array([[1.0, 2.0, -3.0, 0.5], [0.0, 0.0, 0.0, 0.0]])
    mlp = MLP.from_arrays([weights], [np.zeros(2)], "sigmoid")
    assert order_of_erasing(mlp, np.ones(4), 0, 0.4) == [2, 3, 0]
    assert order_of_erasing(mlp, np.zeros(4), 0, 0.4) == []
    assert order_of_erasing(mlp, np.ones(4), 0, 0.99) == []
