import os

import numpy as np
import pytest

from network.digits.sources import find_mnist
from scenes.descent.mean_cost import NUDGE, MeanCost
from tests.beats import beat, said, seen
from tests.conftest import STUDIED_ON
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")

SHAPES = some("shipped", "784-10", "784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained")


def outputs(weights, biases, activation, images):
    """Calculate what a network answers to all images: shape (n, 10)."""
    a = images / 255
    for step, (matrix, bias) in enumerate(zip(weights, biases, strict=True)):
        z = a @ np.asarray(matrix, float).T + np.asarray(bias, float)
        is_relu = activation == "relu" and step < len(weights) - 1
        a = np.maximum(z, 0) if is_relu else 1 / (1 + np.exp(-z))
    return a


def costs_of(mlp, images, labels):
    """Calculate what each image costs: shape (n,)."""
    answers = outputs(mlp.weights, mlp.biases, mlp.activation, images)
    return ((answers - np.eye(10)[labels]) ** 2).sum(axis=1)


def check_all(scene, images, labels):
    """Calculate again everything that is said and shown of these images."""
    start, trained = scene.history.network(0), scene.network.mlp
    costs = [costs_of(mlp, images, labels) for mlp in (start, trained)]
    for mine, theirs in zip(costs, (scene.costs.start, scene.costs.trained), strict=True):
        assert theirs == pytest.approx(mine, abs=1e-6)
    assert f"It settles near {costs[0].mean():.2f}." in said(scene)
    assert f"Its average cost is {costs[1].mean():.3f}." in said(scene)
    check_the_curves(scene, costs)
    check_the_functions(scene, trained)
    check_the_nudge(scene, start, images, labels)


def check_the_curves(scene, costs):
    """Each curve is the average of the first n costs."""
    for curve, each in zip(scene.means.curves, costs, strict=True):
        counts = np.round(10**curve.x).astype(int)
        wanted = [each[:count].mean() for count in counts]
        assert curve.corners() == pytest.approx(scene.means.chart.place(curve.x, wanted), abs=1e-4)


def check_the_functions(scene, mlp):
    numbers = f"{mlp.parameters.size:,} weights and biases"
    line = beat(scene, "The network is a function")
    assert "784 numbers in, 10 out" in line.text
    assert f"Its {numbers}" in line.text
    line = beat(scene, "On top of it stands the cost function")
    assert line.shows(numbers)
    assert line.shows(f'C(w_0, dots, w_"{mlp.parameters.size - 1:,}")')
    assert line.shows("one number")


def check_the_nudge(scene, mlp, images, labels):
    """One weight alone is turned: mistakes are counted, and costs averaged, by hand."""
    line = beat(scene, "Why not count")
    label = scene.example.label
    weights = [np.array(matrix, float) for matrix in mlp.weights]
    hidden = images / 255
    for step in range(mlp.steps - 1):
        hidden = hidden @ weights[step].T + mlp.biases[step].astype(float)
        hidden = np.maximum(hidden, 0) if mlp.activation == "relu" else 1 / (1 + np.exp(-hidden))
    counts, costs = [], []
    for nudge in (0, NUDGE):
        weights[-1][label, hidden.mean(axis=0).argmax()] += nudge
        answers = outputs(weights, mlp.biases, mlp.activation, images)
        counts.append(int((answers.argmax(axis=1) != labels).sum()))
        costs.append(float(((answers - np.eye(10)[labels]) ** 2).sum(axis=1).mean()))
    assert all(line.shows(f"{count:,}") for count in counts)
    assert all(line.shows(f"{cost:.5f}") for cost in costs)
    assert ("stays the same" in line.text) == (counts[0] == counts[1])
    assert f"{costs[0]:.5f}" != f"{costs[1]:.5f}"
    assert ("rises" in line.text) == (counts[0] == counts[1] and costs[1] > costs[0])
    assert ("falls" in line.text) == (counts[0] == counts[1] and costs[1] < costs[0])


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_said_of_one_s_own_digits_is_so(stage, models, shape):
    scene = stage(MeanCost, models[shape])
    digits = scene.digits.digits[: 2000 if shape == "shipped" else STUDIED_ON]
    assert seen(scene, f"{len(digits):,} test digits in our own handwriting")
    check_all(scene, digits.images.astype(float), digits.labels)


@needs_mnist
def test_everything_said_of_training_images_is_so(stage):
    scene = stage(MeanCost, NETWORK_DATA=MNIST, leaping=True)
    digits = find_mnist().train[:5000]
    assert scene.costs is scene.example_costs
    assert seen(scene, "5,000 MNIST training images")
    check_all(scene, digits.images.astype(float), digits.labels)


def test_it_goes_on_where_the_section_before_ended(stage, models):
    from scenes.descent.one_cost import OneCost

    before, after = (stage(each, models["784-10"]) for each in (OneCost, MeanCost))
    first = after.beats[0]
    assert set(before.ended.texts) == set(first.texts)
    ended = dict(zip(before.ended.texts, before.ended.places, strict=True))
    begins = dict(zip(first.texts, first.places, strict=True))
    assert all(begins[text] == pytest.approx(place, abs=0.02) for text, place in ended.items())
