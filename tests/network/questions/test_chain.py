"""A chain's factors and products, held against formulas written out and against nudges."""

import math

import numpy as np
import pytest

from network.digits.digits import Digits
from network.files.errors import InputError
from network.model.backprop import trace
from network.model.mlp import MLP
from network.questions import chain
from network.questions.chain import KINDS, example, read_chain
from tests.bars import bars


def of(steps, activation="sigmoid", seed=3):
    rng = np.random.default_rng(seed)
    parameters = np.concatenate([rng.uniform(0.5, 3, steps), rng.uniform(-1, 1, steps)])
    return MLP((1,) * (steps + 1), parameters, activation)


CHAINS = [of(3), of(1), of(4, "relu", 10), of(2)]
each_chain = pytest.mark.parametrize("mlp", CHAINS, ids=lambda mlp: repr(mlp))


@each_chain
def test_it_holds_what_the_network_holds(mlp):
    reading, passed = read_chain(mlp, 0.31, 1.0), mlp.forward(np.array([0.31]))
    assert reading.a == pytest.approx([each.item() for each in passed.a], rel=1e-14)
    assert reading.z == pytest.approx([each.item() for each in passed.z], rel=1e-14)
    assert (reading.ink, reading.wanted, reading.steps) == (0.31, 1.0, mlp.steps)
    assert reading.output == reading.a[-1]
    assert reading.cost == (reading.a[-1] - 1.0) ** 2


@each_chain
def test_slopes_are_those_of_backpropagation(mlp):
    reading, found = read_chain(mlp, 0.31, 1.0), trace(mlp, np.array([0.31]), np.array([1.0]))
    assert reading.dc_dw + reading.dc_db == pytest.approx(tuple(found.gradient.vector))
    assert reading.dc_dz == pytest.approx([each.item() for each in found.delta])
    assert reading.dc_da == pytest.approx([-each.item() for each in found.wishes])


def test_every_factor_of_the_last_step_is_its_formula():
    mlp, ink = of(3), 0.2
    (w0, w1, w2), (b0, b1, b2) = mlp.parameters[:3], mlp.parameters[3:]
    a2 = squash(w1 * squash(w0 * ink + b0) + b1)
    z2 = w2 * a2 + b2
    reading = read_chain(mlp, ink, 1.0)
    assert reading.dc_da[3] == pytest.approx(2 * (squash(z2) - 1))
    assert reading.da_dz[2] == pytest.approx(math.exp(-z2) / (1 + math.exp(-z2)) ** 2)
    assert reading.dz_dw[2] == pytest.approx(a2)
    assert (reading.dz_db[2], reading.dz_da[2]) == (1, w2)


def squash(z):
    return 1 / (1 + math.exp(-z))


@each_chain
@pytest.mark.parametrize("kind", KINDS)
def test_products_along_a_path_are_what_a_nudge_does(mlp, kind):
    reading = read_chain(mlp, 0.31, 1.0)
    for place in range(mlp.steps + (kind == "a")):
        up, down = (reading.nudged(kind, place, by).cost for by in (1e-6, -1e-6))
        slope = reading.slope(kind, place)
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-7)
        assert math.prod(reading.factors(kind, place)) == pytest.approx(slope)


@each_chain
@pytest.mark.parametrize("kind", KINDS)
def test_every_link_is_the_slope_of_the_next_number_along_the_one_before(mlp, kind):
    reading = read_chain(mlp, 0.31, 1.0)
    for place in range(mlp.steps + (kind == "a")):
        path, factors = reading.path(kind, place), reading.factors(kind, place)
        assert path[0] == (kind, place)
        assert path[-1] == ("C", 0)
        up, down = (reading.nudged(kind, place, by) for by in (1e-6, -1e-6))
        changes = [up.held(node) - down.held(node) for node in path]
        ratios = [new / old for new, old in zip(changes[1:], changes, strict=False)]
        assert factors == pytest.approx(ratios, rel=1e-7)


def test_a_nudge_changes_what_comes_after_and_nothing_before():
    mlp, x = of(3), 0.4
    reading = read_chain(mlp, x, 0.0)
    moved = reading.nudged("w", 1, 0.5)
    parameters = mlp.parameters.copy()
    parameters[1] += 0.5
    other = read_chain(MLP(mlp.sizes, parameters), x, 0.0)
    assert moved == other
    assert moved.a[:2] == reading.a[:2]
    moved = reading.nudged("a", 2, -0.1)
    assert moved.a[2] == reading.a[2] - 0.1
    assert (moved.a[:2], moved.z[:2]) == (reading.a[:2], reading.z[:2])
    assert moved.z[2] == reading.w[2] * moved.a[2] + reading.b[2]
    assert moved.a[3] == pytest.approx(squash(moved.z[2]))
    assert reading.nudged("a", 0, 0.1) == read_chain(mlp, x + 0.1, 0.0)
    assert reading.nudged("a", 3, 0.1).cost == (reading.a[3] + 0.1) ** 2
    assert reading.nudged("b", 2, 0.0) == reading


def test_the_long_path_goes_through_every_layer_in_between():
    reading = read_chain(of(3), 0.4, 0.0)
    assert reading.path("w", 1) == (
        ("w", 1),
        ("z", 1),
        ("a", 2),
        ("z", 2),
        ("a", 3),
        ("C", 0),
    )
    assert reading.path("a", 2) == (("a", 2), ("z", 2), ("a", 3), ("C", 0))
    assert reading.path("a", 3) == (("a", 3), ("C", 0))


def test_what_is_not_there_can_not_be_moved():
    reading = read_chain(of(3), 0.4, 0.0)
    for kind, place in (("w", 3), ("b", -1), ("a", 4), ("z", 0), ("C", 0)):
        for ask in (reading.path, reading.factors, reading.slope):
            with pytest.raises(ValueError, match="in a chain of 3 steps"):
                ask(kind, place)
        with pytest.raises(ValueError, match="in a chain of 3 steps"):
            reading.nudged(kind, place, 0.1)
    with pytest.raises(ValueError, match="one neuron a layer"):
        read_chain(MLP.random((1, 2, 1)), 0.4, 0.0)


def test_the_example_is_the_0_that_comes_nearest(monkeypatch):
    digits, mlp = bars(400, 5), of(3, seed=8)
    zeros = [k for k in range(400) if digits.labels[k] == 0]
    far = {}
    for k in zeros:
        ink = (digits.images[k] / 255).mean()
        far[k] = abs(float(mlp.forward(np.array([ink])).output[0]) - 0.66)
    best = min(zeros, key=far.__getitem__)
    found = example(mlp, digits)
    np.testing.assert_array_equal(found.pixels, digits.image(best))
    assert found.picture.shape == (28, 28)
    assert (found.label, found.reading.wanted) == (0, 1.0)
    assert found.looked_at == np.sum(digits.labels < 2)
    assert found.reading.ink == pytest.approx(found.pixels.mean(), rel=1e-6)
    monkeypatch.setattr(chain, "LOOKED_AT", 10)
    few = [k for k in range(400) if digits.labels[k] < 2][:10]
    best = min((k for k in few if digits.labels[k] == 0), key=far.__getitem__)
    found = example(mlp, digits)
    np.testing.assert_array_equal(found.pixels, digits.image(best))
    assert found.looked_at == 10


def test_without_a_0_there_is_no_example():
    digits = bars(50, 5)
    with pytest.raises(InputError, match="label 0"):
        example(of(3), Digits(digits.images, np.maximum(digits.labels, 1), "no zeros"))
