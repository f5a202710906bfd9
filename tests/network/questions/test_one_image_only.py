import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.one_image_only import asked_of_layers, listen_to


@pytest.fixture
def mlp():
    return MLP.random((784, 6, 5, 10), seed=3, gain=4.0).astype(np.float64)


def squared(mlp, images, labels):
    """The costs of digits, in plain formulas."""
    a = images
    for matrix, bias in zip(mlp.weights, mlp.biases, strict=True):
        a = 1 / (1 + np.exp(-(a @ matrix.T + bias)))
    return np.square(a - np.eye(10)[labels]).sum(axis=-1), a.argmax(axis=-1)


def test_steps_for_one_image_are_told_of_it_and_of_many(mlp, own_digits):
    digits = own_digits[1]
    pixels, label = digits.images[0] / 255, digits.labels[0]
    told = listen_to(mlp, pixels, np.eye(10)[label], digits, 0.1, (0, 1, 3))
    assert [each.steps for each in told] == [0, 1, 3]
    for each in told:
        costs, answers = squared(each.mlp, digits.images / 255, digits.labels)
        assert each.mean_cost == pytest.approx(costs.mean())
        assert each.accuracy == pytest.approx((answers == digits.labels).mean())
        assert each.cost == pytest.approx(costs[0])
        assert each.answer == answers[0]
    assert told[0].cost > told[1].cost > told[2].cost
    # A step is the slope along some parameters, measured by wiggling them.
    moved = told[1].mlp.parameters - told[0].mlp.parameters
    for index in np.argsort(-np.abs(moved))[:5]:
        nudge = np.zeros(len(moved))
        nudge[index] = 1e-5
        low, high = (
            squared(MLP(mlp.sizes, mlp.parameters + sign * nudge), pixels, label)[0]
            for sign in (-1, 1)
        )
        assert moved[index] == pytest.approx(-0.1 * (high - low) / 2e-5, rel=1e-4)


@pytest.mark.parametrize("at_a_time", [7, 500])
def test_what_is_asked_of_layers_is_what_their_activations_do_to_the_cost(
    mlp, own_digits, monkeypatch, at_a_time
):
    monkeypatch.setattr("network.questions.one_image_only.AT_A_TIME", at_a_time)
    some = own_digits[1][:10]
    asked = asked_of_layers(mlp, some)
    for layer in (1, 2, 3):
        slopes = []
        for image, label in zip(some.images / 255, some.labels, strict=True):
            held = mlp.forward(image).a[layer]
            for nudge in 1e-6 * np.eye(len(held)):
                sides = [cost_from(mlp, layer, held + sign * nudge, label) for sign in (-1, 1)]
                slopes.append((sides[1] - sides[0]) / 2e-6)
        assert asked[layer - 1] == pytest.approx(np.abs(slopes).mean(), rel=1e-6)


def cost_from(mlp, layer, a, label):
    """The cost when a layer holds these activations."""
    for matrix, bias in list(zip(mlp.weights, mlp.biases, strict=True))[layer:]:
        a = 1 / (1 + np.exp(-(matrix @ a + bias)))
    return np.square(a - np.eye(10)[label]).sum()
