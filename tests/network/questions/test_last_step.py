"""Slopes of the last step, and nudges, against a network that is run again."""

import numpy as np
import pytest

from network.model.backprop import cost, one_hot, trace
from network.model.mlp import MLP, parameter_count
from network.questions.last_step import LastStep


@pytest.fixture(params=["sigmoid", "relu", "tanh"])
def step(request):
    """The last step of a small network, for some image."""
    sizes, random = (5, 4, 3), np.random.default_rng(1)
    mlp = MLP(sizes, random.normal(size=parameter_count(sizes)), request.param)
    return LastStep(mlp, trace(mlp, random.random(5), one_hot(np.array(1), 3)))


def test_factors_multiply_to_the_slopes(step):
    for to, start in np.ndindex(3, 4):
        slope = step.trace.gradient.weights[-1][to, start]
        assert np.prod(step.weight_factors(to, start)) == pytest.approx(slope, abs=1e-12)
    for start in range(4):
        paths = step.paths(start)
        assert paths.prod(axis=1).sum() == pytest.approx(-step.trace.wishes[-2][start], abs=1e-12)
    assert step.squares.sum() == pytest.approx(step.trace.cost)


def test_the_steepest_are_found(step):
    to, start = step.steepest_weight
    slopes = np.abs(step.trace.gradient.weights[-1])
    assert slopes[to, start] == slopes.max()
    wishes = np.abs(step.trace.wishes[-2])
    assert wishes[step.steepest_before] == wishes.max()


def test_a_raised_weight_changes_the_cost_as_in_another_network(step):
    mlp = step.mlp
    for to, start in ((0, 0), (2, 3)):
        vector = mlp.parameters.copy()
        vector[5 * 4 + to * 4 + start] += 0.3
        other = mlp.with_parameters(vector)
        after = cost(other.forward(step.trace.forward.a[0]).output, step.trace.wanted)
        assert step.raised_weight(to, start, 0.3) == pytest.approx(after - step.trace.cost)


def test_a_raised_activation_changes_the_cost_as_if_set_by_hand(step):
    raised = step.before.copy()
    raised[2] += 0.1
    sums = step.weights @ raised + step.mlp.biases[-1]
    after = float(((1 / (1 + np.exp(-sums)) - step.trace.wanted) ** 2).sum())
    assert step.raised_before(2, 0.1) == pytest.approx(after - step.trace.cost)
