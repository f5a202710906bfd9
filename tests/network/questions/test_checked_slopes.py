"""The check of gradients is checked: right ones pass, a wrong one is found."""

import numpy as np
import pytest

from network.model import backprop
from network.model.mlp import MLP
from network.questions import checked_slopes as checks
from network.questions.checked_slopes import checked_slopes, relative_difference

SIZES = (5, 4, 3, 2)


@pytest.fixture(scope="module")
def example():
    x = np.random.default_rng(1).uniform(0.2, 1, 5)
    x[3] = 0
    return x, np.array([1.0, 0.0])


def network(activation="sigmoid", output="sigmoid"):
    rng = np.random.default_rng(2)
    return MLP(SIZES, rng.normal(0.2, 0.5, 24 + 15 + 8), activation, output)


def cost(mlp, parameters, x, wanted):
    a, start, matrices = x, 0, []
    for before, to in ((5, 4), (4, 3), (3, 2)):
        matrices.append(parameters[start : start + to * before].reshape(to, before))
        start += to * before
    for k, (to, weights) in enumerate(zip((4, 3, 2), matrices, strict=True)):
        z = weights @ a + parameters[start : start + to]
        start += to
        if k < 2 and mlp.activation != "sigmoid":
            a = np.maximum(z, 0) if mlp.activation == "relu" else np.tanh(z)
        elif k == 2 and mlp.output == "softmax":
            a = np.exp(z) / np.exp(z).sum()
        else:
            a = 1 / (1 + np.exp(-z))
    return ((a - wanted) ** 2).sum()


@pytest.mark.parametrize(
    "functions", [("sigmoid", "sigmoid"), ("relu", "sigmoid"), ("tanh", "softmax")]
)
@pytest.mark.parametrize("at_once", [500, 3])
def test_every_slope_is_what_the_cost_does(example, functions, at_once, monkeypatch):
    monkeypatch.setattr(checks, "AT_ONCE", at_once)
    mlp = network(*functions)
    found = checked_slopes(mlp, *example)
    assert found.indices.tolist() == list(range(len(mlp.parameters)))
    for k, measured in enumerate(found.measured):
        by = 1e-4 * max(1, abs(mlp.parameters[k]))
        ways = []
        for sign in (1, -1):
            moved = mlp.parameters.copy()
            moved[k] += sign * by
            ways.append(cost(mlp, moved, *example))
        assert measured == pytest.approx((ways[0] - ways[1]) / (2 * by), rel=1e-6, abs=1e-10)
    np.testing.assert_array_equal(found.exact, backprop.trace(mlp, *example).gradient.vector)
    assert found.largest < 1e-6


def test_faint_slopes_are_told_apart_and_the_rest_is_held_to_more(example):
    exact = np.array([2.0, 1e-3, 1.9e-6, -3e-6, 0.0])
    measured = exact * [1 + 1e-8, 1, 2, 1 - 1e-4, 1]
    found = checks.CheckedSlopes(np.arange(5) + 7, exact, measured, 1e-4, 2.0)
    assert found.clear.tolist() == [True, True, False, True, False]
    assert found.largest_clear == pytest.approx(1e-4, rel=1e-3)
    assert (found.largest, found.worst, found.still) == (0.5, 9, 1)
    assert found.overall == pytest.approx(1.9e-6 / 2, rel=1e-3)
    nothing = checks.CheckedSlopes(np.arange(2), np.zeros(2), np.zeros(2), 1e-4, 0.0)
    assert (nothing.largest, nothing.largest_clear, nothing.overall) == (0, 0, 0)
    whole = checked_slopes(network(), *example)
    assert whole.steepest == np.abs(whole.exact).max()
    assert whole.clear.sum() <= whole.compared


def test_what_a_bare_pixel_feeds_is_still_and_counted_apart(example):
    found = checked_slopes(network(), *example)
    assert found.still == 4
    assert found.compared == len(found.indices) - 4
    assert np.flatnonzero(~found.moving).tolist() == [3, 8, 13, 18]
    assert not found.differences[~found.moving].any()


def test_a_mistake_in_the_way_back_is_found(example, monkeypatch):
    right = backprop.trace(network(), *example)
    wrong = right.gradient.vector.copy()
    wrong[30] *= 1.01
    broken = type(right)(
        right.forward,
        right.wanted,
        right.cost,
        right.delta,
        right.wishes,
        backprop.Gradient(SIZES, wrong),
    )
    monkeypatch.setattr(checks, "trace", lambda *_: broken)
    found = checked_slopes(network(), *example)
    assert found.worst == 30
    assert found.largest == pytest.approx(0.01 / 1.01, rel=1e-3)


def test_parameters_are_drawn_without_putting_back_and_the_same_for_a_seed(example):
    mlp = network()
    found, again, other = (checked_slopes(mlp, *example, 20, seed=s) for s in (1, 1, 2))
    assert len(set(found.indices.tolist())) == 20
    assert (np.diff(found.indices) > 0).all()
    np.testing.assert_array_equal(found.indices, again.indices)
    assert found.indices.tolist() != other.indices.tolist()
    everything = checked_slopes(mlp, *example)
    np.testing.assert_allclose(found.measured, everything.measured[found.indices], rtol=1e-9)
    assert len(checked_slopes(mlp, *example, 1000).indices) == len(mlp.parameters)


def test_it_is_done_in_double_precision_whatever_the_network_is(example):
    mlp = network().astype(np.float32)
    found = checked_slopes(mlp, *example)
    assert found.exact.dtype == found.measured.dtype == np.float64
    assert found.largest < 1e-6


def test_an_example_that_does_not_fit_is_refused(example):
    with pytest.raises(ValueError, match="expected shapes"):
        checked_slopes(network(), example[0][:4], example[1])


def test_differences_are_for_the_larger_one_and_0_where_there_is_nothing():
    one, other = np.array([1.0, 0, 2, -1, 0]), np.array([2.0, 3, 2, 1, 0])
    with np.errstate(all="raise"):
        assert relative_difference(one, other).tolist() == [0.5, 1, 0, 2, 0]
