"""How steep the cost is along sums, held against changed biases and products written out."""

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.steepness import mean_slopes, slopes_left_out, steepness
from tests.bars import bars


@pytest.fixture(scope="module", params=["sigmoid", "relu"])
def asked(request):
    """A small network in double precision, and a few digits."""
    return MLP.random((784, 4, 3, 10), request.param, seed=4, gain=2.0).astype(float), bars(6, 9)


def costs(mlp, digits, biases):
    """Return what each digit costs with other biases."""
    a = digits.images / 255
    for k, (weights, bias) in enumerate(zip(mlp.weights, biases, strict=True)):
        z = a @ weights.T + bias
        a = np.maximum(z, 0) if mlp.activation == "relu" and k < 2 else 1 / (1 + np.exp(-z))
    return ((a - np.eye(10)[digits.labels]) ** 2).sum(axis=1)


def test_every_neuron_has_the_mean_of_what_its_bias_does(asked):
    mlp, digits = asked
    found = steepness(mlp, digits)
    assert [len(each) for each in found] == [4, 3, 10]
    for step, layer in enumerate(found):
        for neuron, slope in enumerate(layer):
            ways = []
            for little in (1e-6, -1e-6):
                biases = [bias.copy() for bias in mlp.biases]
                biases[step][neuron] += little
                ways.append(costs(mlp, digits, biases))
            assert slope == pytest.approx(np.abs(ways[0] - ways[1]).mean() / 2e-6, rel=1e-5)
    assert mean_slopes(mlp, digits) == pytest.approx([each.mean() for each in found])


def test_without_slopes_only_weights_act_on_the_way_back(asked):
    mlp, digits = asked
    sizes = np.zeros((3, len(digits)))
    for i, (image, label) in enumerate(zip(digits.images, digits.labels, strict=True)):
        a = mlp.forward(image / 255).output
        back = np.array([2 * (a[j] - (j == label)) * a[j] * (1 - a[j]) for j in range(10)])
        for layer in (2, 1, 0):
            sizes[layer, i] = np.mean(np.abs(back))
            matrix = mlp.weights[layer]
            back = np.array([sum(matrix[:, k] * back) for k in range(matrix.shape[1])])
    assert slopes_left_out(mlp, digits) == pytest.approx(sizes.mean(axis=1))
    assert slopes_left_out(mlp, digits)[-1] == pytest.approx(mean_slopes(mlp, digits)[-1])
