"""Section 3.4: three steps of the same length, taken again with other code."""

import os

import numpy as np
import pytest
from scipy.optimize import minimize

from network.model.mlp import MLP
from scenes.backprop.three_ways import ThreeWays
from tests import odd_networks
from tests.beats import beat, formulas, said
from tests.scenes.backprop.one_example import ODD_KINDS, answer, matrices, read_again
from tests.scenes.backprop.test_one_wish import outputs
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")

KINDS = some(
    "shipped",
    "784-8-10 relu",
    "784-32-24-10",
    "784-16-16-10 untrained",
    "784-12-11-9-8-10",
    "784-9-9-9-9-9-9-9-10 relu",
)


def hidden(network, pixels):
    """Calculate what the last hidden layer holds."""
    a = np.asarray(pixels, float)
    for weights, biases in list(zip(network.weights, network.biases, strict=True))[:-1]:
        z = weights.astype(float) @ a + biases.astype(float)
        a = np.maximum(z, 0) if network.activation == "relu" else 1 / (1 + np.exp(-z))
    return a


def best_in_reach(weights, before, most, step):
    """Return the activations within a step that raise the sum most: found by a search."""
    found = minimize(
        lambda change: -weights @ change,
        np.zeros(len(before)),
        jac=lambda change: -weights,
        bounds=[(-a, None if np.isinf(most) else most - a) for a in before],
        constraints=[{"type": "ineq", "fun": lambda d: step**2 - d @ d, "jac": lambda d: -2 * d}],
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    return before + found.x


def check_all(scene):
    """Calculate again everything that is said and shown."""
    network = scene.history.network(scene.moment.snapshot)
    label, step = scene.label, 0.5
    pixels = scene.example.picture.ravel().astype(float)
    before = hidden(network, pixels)
    weights = network.weights[-1][label].astype(float)
    bias = float(network.biases[-1][label])
    squish = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    now = squish(weights @ before + bias)
    assert now == pytest.approx(outputs(network, pixels)[label])
    most = np.inf if network.activation == "relu" else 1
    moved = best_in_reach(weights, before, most, step)
    ends = [
        squish(weights @ before + bias + step),
        squish((weights + step * before / (np.linalg.norm(before) or 1)) @ before + bias),
        squish(weights @ moved + bias),
    ]
    assert [each.activation for each in scene.raised] == pytest.approx(ends, abs=2e-5)
    check_the_lines(scene, now, ends, len(before), network.activation)
    check_the_picture(scene, now, ends)
    change = scene.raised.before.before - before
    assert np.linalg.norm(change) <= step + 1e-6
    assert scene.arrows.values == pytest.approx(change, abs=1e-6)


def check_the_lines(scene, now, ends, count, activation):
    told = said(scene)
    assert f"{count} activations, each times its weight" in told
    assert "steps of the same length: 0.5." in told
    lines = [beat(scene, part) for part in ("Raise the bias", "Now all", "Now the activations")]
    for line, end in zip(lines, ends, strict=True):
        stays = f"{end:.2f}" == f"{now:.2f}"
        assert (f"{end:.2f}" if not stays else f"{now:.2f}") in line.text
        assert any(word in line.text for word in ("stays", "leaves")) == stays
        assert line.numbers.count(pytest.approx(end, abs=1e-5)) >= 1
    relu = activation == "relu"
    if "leaves" not in lines[2].text:
        assert ("below 0" in lines[2].text) == relu
        assert ("between 0 and 1" in lines[2].text) == (not relu)
    if f"{max(ends):.2f}" != f"{now:.2f}":
        assert "All three help." in told
        assert min(ends) >= now
    else:
        assert "hardly change this output" in told


def check_the_picture(scene, now, ends):
    """Bars are as long as outputs are high; in the end, the output is back where it was."""
    rises = scene.rises
    for (room, had), (gain, mark), end in zip(rises.rooms, rises.gains, ends, strict=True):
        assert had.width / room.width == pytest.approx(now, abs=1e-6)
        assert gain.width / room.width == pytest.approx(abs(end - now), abs=2e-5)
        assert mark.get_x() == pytest.approx(had.get_right()[0], abs=1e-6)
    assert scene.fan.output.activations[0] == pytest.approx(now, abs=1e-6)
    assert scene.fan.layer.activations == pytest.approx(scene.before, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_said_is_so(stage, models, kind):
    check_all(stage(ThreeWays, models[kind]))


@needs_mnist
def test_everything_said_of_the_shipped_network_is_so_on_mnist(stage):
    scene = stage(ThreeWays, NETWORK_DATA=MNIST, leaping=True)
    check_all(scene)
    assert "from 0.18 to 0.26" in said(scene)


@pytest.mark.parametrize("kind", ODD_KINDS)
def test_an_output_of_softmax_is_tried_among_all_ten(stage, models, kind):
    scene = stage(ThreeWays, models[kind], leaping=True)
    example, raised, after = read_again(scene), scene.raised, []
    held, last = example.layers[-2], matrices(example.early)[-1:]
    for change in ("bias", "weights", "before"):
        (weights, biases, _), before = matrices(example.early)[-1], held
        if change == "bias":
            biases[example.label] += 0.5
        elif change == "weights":
            weights[example.label] += 0.5 * held / np.linalg.norm(held)
        else:
            before = raised.before.before
        after.append(answer([(weights, biases, "softmax")], before)[-1][example.label])
    assert [each.activation for each in raised] == pytest.approx(after, abs=1e-6)
    assert np.linalg.norm(raised.before.before - held) <= 0.5 + 1e-6
    assert np.abs(raised.before.before).max() <= 1
    # To begin with, no way is better.
    way, little = raised.before.before - held, 1e-5
    best = answer(last, held + little * way / np.linalg.norm(way))[-1][example.label]
    draw = np.random.default_rng(1).normal(size=(50, len(held)))
    for other in draw / np.linalg.norm(draw, axis=1, keepdims=True):
        assert answer(last, held + little * other)[-1][example.label] <= best + 1e-9
    second = "Now all" if len(held) > 1 else "Now the weight"
    lines = [beat(scene, part) for part in ("Raise the bias", second, "Now the activations")]
    for line, end in zip(lines, after, strict=True):
        assert f"{end:.2f}" in line.text
    assert "Softmax makes the outputs from all ten" in said(scene)
    assert any('op("softmax")' in each for each in formulas(scene))


@pytest.mark.parametrize("name", ["one neuron", "one tanh neuron, imported softmax"])
def test_a_single_activation_is_told_of_as_one(stage, models, name):
    told = said(stage(ThreeWays, models[name]))
    assert "One activation, times its weight, is added to a bias." in told
    assert "Now the weight" in told
    assert "1 activations" not in told
    assert "1 weights" not in told
    assert ("Softmax makes" in told) == ("softmax" in name)


def deaf(digits):
    """Make a network whose two hidden neurons are dark; its outputs would rather have them so."""
    weights = [np.zeros((2, 784)), np.full((10, 2), -3.0)]
    biases = [np.full(2, -1.0), np.linspace(-2, -0.2, 10)]
    return MLP.from_arrays(weights, biases, "relu", "sigmoid").astype(np.float32)


def test_where_only_one_of_the_ways_helps_that_is_said(stage, models, monkeypatch):
    """Dark neurons make no weight count, and can't get darker: what is left is the bias."""
    made = odd_networks.Odd(deaf, imported=True)
    monkeypatch.setitem(odd_networks.ODD, "deaf", made)
    scene = stage(ThreeWays, models["deaf"])
    now, (bias, weights, before) = scene.start, scene.raised
    assert now.activation == pytest.approx(1 / (1 + np.exp(1.6)))
    assert bias.activation == pytest.approx(1 / (1 + np.exp(1.1)))
    assert weights.activation == before.activation == now.activation
    assert f"from {now.activation:.2f} to {bias.activation:.2f}." in said(scene)
    for part in ("Now all 2 weights", "Now the activations before"):
        assert f"That leaves {now.activation:.2f}." in beat(scene, part).text
    assert "One of them helps. But activations can't be set." in said(scene)
    assert len({round(gain.width, 6) for gain, _ in scene.rises.gains}) == 2
    assert scene.fan.output.activations[0] == pytest.approx(now.activation, abs=1e-6)
