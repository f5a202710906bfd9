"""The straight way from random numbers to a network."""

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.straight_way import on_the_way


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_it_is_straight_and_ends_at_the_network(activation):
    mlp = MLP.random((6, 3, 2), activation, output="softmax", seed=5, gain=4)
    start, half, end = (on_the_way(mlp, share) for share in (0, 0.5, 1))
    assert end is mlp
    assert (half.activation, half.output) == (activation, "softmax")
    middle = (start.parameters + mlp.parameters) / 2
    assert np.allclose(half.parameters, middle, atol=1e-6)
    assert np.corrcoef(start.parameters, mlp.parameters)[0, 1] < 0.6, "it begins elsewhere"
