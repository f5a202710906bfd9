import numpy as np
import pytest

from network.model.backprop import gradient, one_hot
from network.model.mlp import MLP
from network.questions.mistakes import badness, nudged


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_mistakes_and_cost_are_what_a_loop_over_the_digits_finds(own_digits, activation):
    digits = own_digits[1][:60]
    mlp = MLP.random((784, 12, 10), activation, seed=3)
    mistakes, cost = 0, 0.0
    for k in range(len(digits)):
        output = mlp.forward(digits.image(k)).output
        label = int(digits.labels[k])
        mistakes += int(np.argmax(output)) != label
        cost += sum((float(a) - (j == label)) ** 2 for j, a in enumerate(output))
    found = badness(mlp, digits)
    assert found.mistakes == mistakes
    assert found.cost == pytest.approx(cost / len(digits), abs=1e-5)


@pytest.mark.parametrize("sizes", [(784, 12, 10), (784, 10)])
def test_only_one_weight_is_nudged_and_the_cost_follows_its_slope(own_digits, sizes):
    digits = own_digits[1]
    mlp = MLP.random(sizes, seed=4).astype(np.float64)
    changed = nudged(mlp, 3, 1e-5, digits)
    difference = changed.parameters - mlp.parameters
    (place,) = np.flatnonzero(difference)
    assert difference[place] == pytest.approx(1e-5)
    row, column = np.argwhere(changed.weights[-1] != mlp.weights[-1])[0]
    assert row == 3
    before = mlp.forward(digits.images / 255).a[-2].mean(axis=0)
    assert before[column] == before.max()
    slopes = gradient(mlp, digits.images / 255, one_hot(digits.labels)).vector
    moved = badness(changed, digits).cost - badness(mlp, digits).cost
    assert moved / 1e-5 == pytest.approx(slopes[place], rel=1e-3)
