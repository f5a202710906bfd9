"""Section 3.3: the network in the middle of its training, the image, and every gap, by hand."""

import os

import numpy as np
import pytest

from scenes.backprop.one_wish import OneWish
from tests.beats import beat, said
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")

KINDS = some(
    "shipped",
    "784-16-16-10 untrained",
    "784-8-10 relu",
    "784-32-24-10",
    "784-12-11-9-8-10",
    "784-9-9-9-9-9-9-9-10 relu",
)


def outputs(network, pixels):
    """Calculate what a network answers, layer by layer: pixels (n, 784) or (784,)."""
    a = np.asarray(pixels, float)
    for step, (weights, biases) in enumerate(zip(network.weights, network.biases, strict=True)):
        z = a @ weights.astype(float).T + biases.astype(float)
        is_relu = network.activation == "relu" and step < network.steps - 1
        a = np.maximum(z, 0) if is_relu else 1 / (1 + np.exp(-z))
    return a


def check_all(scene):
    """Calculate again everything that is said and shown."""
    history, moment = scene.history, scene.moment
    early = history.network(moment.snapshot)
    pixels = scene.example.picture.ravel().astype(float)
    output = outputs(early, pixels)
    label, answer = scene.label, int(output.argmax())
    check_the_network(scene, history, moment)
    check_the_choice(scene, early, label, output, answer)
    check_the_gaps(scene, output, label)


def check_the_network(scene, history, moment):
    line = beat(scene, "It reads {accuracy")
    assert f"{history.snapshot_accuracy[moment.snapshot]:.0%} of the validation" in line.text
    images = history.snapshot_step[moment.snapshot] * scene.network.recipe.batch
    assert line.shows(f"after {images:,} training images")


def check_the_choice(scene, early, label, output, answer):
    """No other digit of those that are named has an output nearer to 0.2."""
    digits = scene.digits.digits
    some = digits.images[:1000] / 255, digits.labels[:1000]
    now, later = (outputs(each, some[0]) for each in (early, scene.network.mlp))
    of_kind = some[1] == label
    line = beat(scene, "nearest to 0.2")
    if "misreads now" in line.text:
        of_kind &= now.argmax(axis=1) != some[1]
    if "reads later" in line.text:
        of_kind &= later.argmax(axis=1) == some[1]
    nearest = np.abs(now[of_kind, label] - 0.2).min()
    assert abs(output[label] - 0.2) == pytest.approx(nearest, abs=1e-6)
    assert line.shows(f"chosen from the first {len(some[0]):,}")
    assert ("misreads" in line.text) <= (answer != label)
    assert f"It reads this {label} as a{'n' * (answer == 8)} {answer}." in said(scene)


def check_the_gaps(scene, output, label):
    """Beads hang where the outputs are, and arrows lead from there to 0, and to 1 at the label."""
    wanted = np.zeros(10)
    wanted[label] = 1
    levels = scene.levels
    low, high = (level[0].get_y() for level in levels.levels)
    heights = np.array([bead.get_y() for bead in levels.beads])
    assert (heights - low) / (high - low) == pytest.approx(output, abs=1e-6)
    goals = np.array([goal.get_y() for goal in levels.goals])
    assert (goals - low) / (high - low) == pytest.approx(wanted, abs=1e-6)
    for arrow, start, end in zip(levels.arrows, heights, goals, strict=True):
        assert arrow.height == pytest.approx(abs(end - start), abs=1e-6)
        assert arrow.get_y() == pytest.approx((start + end) / 2, abs=1e-6)
        assert np.sign(arrow.value) == np.sign(end - start)
    shown = beat(scene, "Up with the").numbers
    assert shown == pytest.approx(output, abs=1e-6)
    others = np.delete(np.arange(10), label)
    far, near = (int(others[pick(output[others])]) for pick in (np.argmax, np.argmin))
    assert f"The {far}, at {output[far]:.2f}, has far to go." in said(scene)
    line = beat(scene, f"at {output[near]:.2f}" if output[near] > 0.1 else "asks for little")
    assert f"the {near}, at {output[near]:.2f}" in line.text.lower()
    assert ("nearly right" in line.text) == (output[near] <= 0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_said_is_so(stage, models, kind):
    check_all(stage(OneWish, models[kind]))


@needs_mnist
def test_everything_said_of_the_shipped_network_is_so_on_mnist(stage):
    scene = stage(OneWish, NETWORK_DATA=MNIST, leaping=True)
    check_all(scene)
    assert "It reads this 2 as a 3." in said(scene)
    assert "The 3, at 0.71" in said(scene)
