import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import expit

from network.model.activations import ACTIVATIONS, OUTPUTS
from network.model.backprop import cost, gradient, one_hot, trace
from network.model.mlp import MLP
from tests.scalars import gradient_by_scalars

SHAPES = [(5, 4, 3), (6, 5, 4, 3), (3, 2), (7, 3, 4, 2, 5)]


def example(sizes, seed, count=None):
    rng = np.random.default_rng(seed)
    shape = (sizes[0],) if count is None else (count, sizes[0])
    labels = rng.integers(sizes[-1], size=None if count is None else count)
    return rng.random(shape), one_hot(labels, sizes[-1]).astype(float)


def network(sizes, activation, seed, output="sigmoid"):
    mlp = MLP.random(sizes, activation, seed=seed, output=output)
    rng = np.random.default_rng(seed + 1)
    noise = 0.3 * rng.standard_normal(mlp.parameters.size)
    return mlp.with_parameters(mlp.parameters.astype(float) + noise)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SHAPES)
def test_the_gradient_is_the_slope_of_the_cost(sizes, activation, output):
    mlp = network(sizes, activation, 3, output)
    x, wanted = example(sizes, 4, count=6)

    def cost_at(parameters):
        return cost(mlp.with_parameters(parameters).forward(x).output, wanted)

    by_difference = approx_fprime(mlp.parameters, cost_at, 1e-7)
    assert np.allclose(gradient(mlp, x, wanted).vector, by_difference, atol=2e-6)


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5).map(tuple),
    activation=st.sampled_from(list(ACTIVATIONS)),
    output=st.sampled_from(list(OUTPUTS)),
    seed=st.integers(0, 1000),
)
def test_a_trace_agrees_with_differentiation_number_by_number(sizes, activation, output, seed):
    mlp = network(sizes, activation, seed, output)
    x, wanted = example(sizes, seed)
    traced = trace(mlp, x, wanted)
    slow_cost, slow_gradient, slow_inputs = gradient_by_scalars(mlp, x, wanted)
    assert traced.cost == pytest.approx(slow_cost)
    assert np.allclose(traced.gradient.vector, slow_gradient, atol=1e-12)
    assert np.allclose(traced.wishes[0], -np.array(slow_inputs), atol=1e-12)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_batch_has_the_mean_of_its_examples_gradients(activation, output):
    mlp = network((6, 5, 4, 3), activation, 5, output)
    x, wanted = example(mlp.sizes, 6, count=7)
    each = [trace(mlp, a, b).gradient.vector for a, b in zip(x, wanted, strict=True)]
    assert np.allclose(gradient(mlp, x, wanted).vector, np.mean(each, axis=0))


def test_a_trace_tells_what_the_example_wishes_for():
    mlp = network((6, 5, 4, 3), "sigmoid", 7)
    x, wanted = example(mlp.sizes, 8)
    traced = trace(mlp, x, wanted)
    # Changing the activations of a layer and running only the rest gives the same slopes.
    for layer in (1, 2):

        def cost_from(a, layer=layer):
            for W, b in zip(mlp.weights[layer:], mlp.biases[layer:], strict=True):
                a = expit(W @ a + b)
            return cost(a, wanted)

        by_difference = approx_fprime(traced.forward.a[layer], cost_from, 1e-7)
        assert np.allclose(traced.wishes[layer], -by_difference, atol=1e-6)
    assert np.allclose(traced.wishes[-1], -2 * (traced.forward.output - wanted))
    for k, delta in enumerate(traced.delta):
        outer = np.outer(delta, traced.forward.a[k])
        assert np.allclose(traced.gradient.weights[k], outer)
        assert np.allclose(traced.gradient.biases[k], delta)


def test_a_small_step_against_the_gradient_lowers_the_cost_as_foretold():
    mlp = network((6, 5, 4, 3), "sigmoid", 9)
    x, wanted = example(mlp.sizes, 10, count=5)
    slopes = gradient(mlp, x, wanted).vector
    moved = MLP(mlp.sizes, mlp.parameters - 1e-4 * slopes)
    change = cost(moved.forward(x).output, wanted) - cost(mlp.forward(x).output, wanted)
    assert change == pytest.approx(-1e-4 * slopes @ slopes, rel=1e-2)


def test_the_lecture_s_cost_has_no_half():
    assert cost(np.array([0.5, 0.2]), np.array([1.0, 0.0])) == pytest.approx(0.29)
    assert cost(np.array([[1.0, 0.0], [0.5, 0.0]]), np.zeros((2, 2))) == pytest.approx(0.625)


def test_shapes_that_don_t_fit_are_refused():
    mlp = network((6, 5, 3), "sigmoid", 1)
    with pytest.raises(ValueError, match=r"\(n, 6\)"):
        gradient(mlp, np.zeros((2, 5)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="one example"):
        trace(mlp, np.zeros((2, 6)), np.zeros((2, 3)))
