import numpy as np
import pytest

from network.model.backprop import one_hot, trace
from network.model.mlp import MLP
from network.questions.added_wishes import AddedWishes, small_step


@pytest.fixture
def wishes():
    mlp = MLP.random((784, 6, 5, 10), seed=3, gain=4.0).astype(np.float64)
    pixels = np.random.default_rng(0).random(784)
    return AddedWishes(mlp, trace(mlp, pixels, one_hot(np.array(2))))


def costs(wishes, before):
    """The cost of every single output, from the last hidden layer's activations."""
    mlp = wishes.mlp
    output = 1 / (1 + np.exp(-(mlp.weights[-1] @ before + mlp.biases[-1])))
    return np.square(output - np.eye(10)[2])


def test_every_output_asks_for_what_makes_its_own_square_smaller(wishes):
    before = wishes.trace.forward.a[-2]
    for i, step in enumerate(1e-6 * np.eye(len(before))):
        slopes = (costs(wishes, before + step) - costs(wishes, before - step)) / 2e-6
        assert wishes.sent[:, i] == pytest.approx(-slopes, abs=1e-8)
        assert wishes.total[i] == pytest.approx(-slopes.sum(), abs=1e-8)
    assert wishes.sent.sum(axis=0) == pytest.approx(wishes.total)


def test_the_loudest_ask_for_most(wishes):
    asked = [sum(abs(each) for each in row) for row in wishes.sent]
    assert wishes.loudness == pytest.approx(asked)
    assert sorted(wishes.loudest) == list(range(10))
    assert [asked[k] for k in wishes.loudest] == sorted(asked, reverse=True)


def test_a_neuron_is_torn_if_two_outputs_disagree(wishes):
    one, other = wishes.loudest[:2]
    found = wishes.torn(one, other)
    pairs = list(zip(wishes.sent[one], wishes.sent[other], strict=True))
    apart = [min(abs(a), abs(b)) if (a > 0) != (b > 0) else 0 for a, b in pairs]
    assert apart[found] == max(apart) > 0
    assert wishes.torn(one, one) is None


def test_wishes_are_granted_by_so_much(wishes):
    before = wishes.trace.forward.a[-2]
    got = wishes.granted(wishes.total, 0.2)
    step = got.before - before
    assert np.linalg.norm(step) == pytest.approx(0.2)
    assert got.before.min() >= 0
    free = (got.before > 0) & (got.before < 1)
    assert (step / wishes.total)[free] == pytest.approx((step / wishes.total)[free][0])
    assert got.cost == pytest.approx(costs(wishes, got.before).sum())
    assert np.square(got.output - np.eye(10)[2]).sum() == pytest.approx(got.cost)
    nowhere = wishes.granted(np.zeros(5), 0.2)
    assert nowhere.cost == pytest.approx(wishes.trace.cost)


def test_a_small_step_would_take_a_third_of_the_cost():
    assert small_step(1.2, 4.0) == 0.1
    assert small_step(1.2, 1.88) == 0.2
    assert small_step(3.0, 0.01) == 100
    assert small_step(1.2, 0.0) == 1
