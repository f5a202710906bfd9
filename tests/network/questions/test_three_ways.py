"""Steps that make an output brighter, against a search of their own."""

import numpy as np
import pytest
from scipy.optimize import minimize

from network.model.mlp import MLP
from network.questions.three_ways import OutputNeuron, output_neuron, three_ways


def neuron(seed, n=9):
    draw = np.random.default_rng(seed)
    return OutputNeuron(float(draw.normal()), draw.normal(size=n), draw.random(n))


def squished(bias, weights, before):
    return 1 / (1 + np.exp(-(sum(w * a for w, a in zip(weights, before, strict=True)) + bias)))


@pytest.mark.parametrize("seed", range(8))
def test_each_way_changes_one_thing_by_a_step_of_the_same_length(seed):
    start, step = neuron(seed), 0.5
    ways = three_ways(start, step)
    assert ways.bias.bias - start.bias == pytest.approx(step)
    assert np.linalg.norm(ways.weights.weights - start.weights) == pytest.approx(step)
    assert np.linalg.norm(ways.before.before - start.before) == pytest.approx(step)
    kept_by_way = {"weights", "before"}, {"bias", "before"}, {"bias", "weights"}
    for way, kept in zip(ways, kept_by_way, strict=True):
        for name in kept:
            assert np.array_equal(getattr(way, name), getattr(start, name))
        assert way.activation == pytest.approx(squished(way.bias, way.weights, way.before))
        assert way.activation > start.activation


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("step", [0.2, 0.8, 1.5])
def test_no_other_step_of_that_length_gets_farther(seed, step):
    start = neuron(seed)
    ways = three_ways(start, step)
    limits = list(zip(-start.before, 1 - start.before, strict=True))
    short = {"type": "ineq", "fun": lambda d: step**2 - d @ d, "jac": lambda d: -2 * d}
    best = minimize(
        lambda d: -start.weights @ d,
        np.zeros(len(start.before)),
        jac=lambda d: -start.weights,
        bounds=limits,
        constraints=[short],
        method="SLSQP",
    )
    moved = ways.before.before - start.before
    assert start.weights @ moved == pytest.approx(-best.fun, rel=1e-4)
    assert moved.min() >= -1
    assert ways.before.before.min() >= 0
    assert ways.before.before.max() <= 1
    assert np.linalg.norm(moved) <= step + 1e-9
    draw = np.random.default_rng(seed)
    for _ in range(200):
        other = draw.normal(size=len(moved))
        other *= step / np.linalg.norm(other)
        assert start.before @ other <= start.before @ (ways.weights.weights - start.weights) + 1e-9


def test_a_step_longer_than_all_ranges_ends_at_their_ends():
    start = OutputNeuron(0.0, np.array([2.0, -1.0, 0.0]), np.array([0.5, 0.25, 0.5]))
    assert three_ways(start, 10).before.before.tolist() == [1, 0, 0.5]


def test_without_a_limit_activations_change_in_proportion_to_weights():
    start = OutputNeuron(0.0, np.array([3.0, 4.0]), np.array([7.0, 2.0]))
    assert three_ways(start, 0.5, np.inf).before.before == pytest.approx([7.3, 2.4])


def test_a_silent_layer_gives_weights_nothing_to_gain():
    start = OutputNeuron(0.3, np.ones(3), np.zeros(3))
    assert three_ways(start, 0.5).weights.activation == start.activation
    without = OutputNeuron(0.3, np.zeros(3), np.ones(3))
    assert three_ways(without, 0.5).before.activation == without.activation


def test_a_share_of_the_way():
    start = neuron(1)
    end = three_ways(start, 0.5).before
    assert start.towards(end, 0).activation == start.activation
    assert start.towards(end, 1).activation == pytest.approx(end.activation)
    halfway = start.towards(end, 0.5).activation
    assert start.activation < halfway < end.activation


def test_an_output_of_softmax_hangs_on_all_sums():
    mlp = MLP.random((20, 6, 10), "tanh", output="softmax", seed=3, gain=4).astype(float)
    passed = mlp.forward(np.random.default_rng(1).random(20))
    start = output_neuron(mlp, passed, 4)
    assert start.activation == pytest.approx(passed.output[4])

    def held(before):
        powers = np.exp(mlp.weights[-1] @ before + mlp.biases[-1])
        return powers[4] / powers.sum()

    slopes = [
        (held(start.before + way) - held(start.before - way)) / 2e-6 for way in 1e-6 * np.eye(6)
    ]
    assert start.activation * start.uphill == pytest.approx(slopes, abs=1e-8)
    ways = three_ways(start, 0.1, 1.0, -1.0)
    assert all(way.activation > start.activation for way in ways)
    assert ways.before.activation == pytest.approx(held(ways.before.before))
    # Of steps so short, in the range of tanh, none is much better.
    assert np.abs(ways.before.before).max() <= 1
    draw = np.random.default_rng(2)
    for _ in range(200):
        other = draw.normal(size=6)
        tried = np.clip(start.before + 0.1 * other / np.linalg.norm(other), -1, 1)
        assert held(tried) <= ways.before.activation + 1e-3
