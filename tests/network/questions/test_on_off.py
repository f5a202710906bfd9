"""A weight that is turned, in a network of sigmoids and in one of switches."""

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.on_off import turn_weight


def read(mlp, image, on_off):
    a = np.asarray(image, float)
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        z = weights.astype(float) @ a + biases
        if on_off:
            a = np.where(z > 0, 1.0, 0.0)
        elif k < len(mlp.weights) - 1 and mlp.activation != "sigmoid":
            a = np.where(z > 0, z, 0.0) if mlp.activation == "relu" else np.tanh(z)
        elif k == len(mlp.weights) - 1 and mlp.output == "softmax":
            a = np.exp(z) / np.exp(z).sum()
        else:
            a = 1 / (1 + np.exp(-z))
    return a


@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 7, 10), (784, 10)])
@pytest.mark.parametrize(
    ("activation", "output"), [("sigmoid", "sigmoid"), ("relu", "sigmoid"), ("tanh", "softmax")]
)
def test_costs_are_those_of_networks_with_another_weight(sizes, activation, output):
    mlp = MLP.random(sizes, activation, output=output, seed=5, gain=4)
    image = np.random.default_rng(2).random(784)
    found = turn_weight(mlp, image, 3, count=41)
    outputs = read(mlp, image, on_off=False)
    assert outputs[found.output] == np.delete(outputs, 3).max()
    assert found.value == pytest.approx(mlp.weights[-1][found.output, found.source])
    wanted = np.eye(10)[3]
    for weight, smooth, on_off in zip(found.weights, found.smooth, found.on_off, strict=True):
        matrices = [matrix.astype(float) for matrix in mlp.weights]
        matrices[-1][found.output, found.source] = weight
        biases = [b.astype(float) for b in mlp.biases]
        changed = MLP.from_arrays(matrices, biases, activation, output)
        assert smooth == pytest.approx(((read(changed, image, False) - wanted) ** 2).sum())
        assert on_off == ((read(changed, image, True) - wanted) ** 2).sum()
    steps = np.flatnonzero(np.diff(found.on_off))
    assert len(steps) == (found.switch is not None)
    if found.switch is not None:
        before, after = found.weights[steps[0]], found.weights[steps[0] + 1]
        assert before <= found.switch <= after


def test_where_all_is_off_nothing_switches():
    mlp = MLP.from_arrays(
        [np.full((4, 784), -1.0), np.ones((10, 4))], [np.zeros(4), np.zeros(10)], "sigmoid"
    )
    found = turn_weight(mlp, np.ones(784), 3)
    assert found.switch is None
    assert np.ptp(found.on_off) == 0
