import os

import numpy as np
import pytest

from scenes.descent.drawings.squared_differences import SquaredDifferences
from scenes.descent.one_cost import OneCost
from tests.beats import beat, said
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")

SHAPES = some("shipped", "784-10", "784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained")


def outputs(mlp, pixels):
    """Calculate what a network answers, layer by layer."""
    a = np.asarray(pixels, float)
    for step, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        z = weights.astype(float) @ a + biases.astype(float)
        is_relu = mlp.activation == "relu" and step < mlp.steps - 1
        a = np.maximum(z, 0) if is_relu else 1 / (1 + np.exp(-z))
    return a


def check_all(scene):
    """Calculate again everything that is said and shown."""
    example = scene.digits.familiar(3)
    wanted = np.zeros(10)
    wanted[example.label] = 1
    start = scene.history.network(0)
    before, after = (outputs(mlp, example.pixels) for mlp in (start, scene.network.mlp))
    costs = [float(((answer - wanted) ** 2).sum()) for answer in (before, after)]
    check_the_start(scene, start, before, example.label)
    check_the_sum(scene, before, wanted)
    check_the_comparison(scene, costs[0])
    check_the_end(scene, costs, after, wanted)


def check_the_start(scene, start, answer, label):
    line = beat(scene, "At the start")
    assert f"{sum(w.size for w in start.weights):,} weights" in line.text
    assert not any(np.any(b) for b in start.biases)
    assert f"The {sum(b.size for b in start.biases)} biases begin at 0" in line.text
    line = beat(scene, f"A{'n' * (label == 8)} {label} goes in.")
    best, bright = int(answer.argmax()), int((answer > 0.5).sum())
    assert line.layers[-1] == pytest.approx(answer, abs=1e-5)
    if best == label:
        assert f"that of the {best}" in line.text
        assert "chance" in line.text
    elif bright > 1:
        assert f"{bright} of the ten outputs are above one half" in line.text
        assert line.text.endswith(f"says {best}.")
    else:
        assert f"at {answer.max():.2f}, says {best}." in line.text


def check_the_sum(scene, answer, wanted):
    """What is written in ten rows are the real numbers, and they add up as they stand there."""
    line = beat(scene, "Add up the ten squares")
    squares = (answer - wanted) ** 2
    assert f"The sum, {squares.sum():.2f}," in line.text
    shown = sorted(line.numbers)
    assert len(shown) == 21
    cost = shown.pop()
    assert cost == pytest.approx(squares.sum(), abs=1e-5)
    rows = scene.rows
    written = [float(square.text) for square in rows.squares]
    assert sum(written) == pytest.approx(round(cost, 2), abs=1e-9)
    assert any(layer.tolist() == wanted.tolist() for layer in line.layers)


def check_the_comparison(scene, cost):
    wanted = np.eye(10)[3]
    assert ((0 - wanted) ** 2).sum() == 1
    assert ((0.5 - wanted) ** 2).sum() == 2.5
    line = beat(scene, "is worse than" if cost > 1 else "is no worse than")
    assert ("worse than either" in line.text) == (cost > 2.5)
    assert ("is worse than all zeros" in line.text) == (1 < cost <= 2.5)
    assert beat(scene, "Is that much").shows("all ½")
    for place, value in zip(scene.marks, (1, 2.5), strict=True):
        start, end = scene.ruler.line.line.get_start()[0], scene.ruler.line.line.get_end()[0]
        assert (place[0].get_x() - start) / (end - start) == pytest.approx(value / 10, abs=1e-3)


def check_the_end(scene, costs, answer, wanted):
    line = beat(scene, "while training changes the network")
    assert max(line.numbers) == pytest.approx(max(costs[1], answer.max()), abs=1e-4)
    if costs[1] < 0.005:
        assert "less than a hundredth" in line.text
    else:
        assert f"the cost is {costs[1]:.2f}." in line.text
    assert ("hardly" in line.text) == (costs[1] > costs[0] - 0.005)
    assert beat(scene, "And back to the start").shows(f"{costs[0]:.2f}")
    assert scene.ended.numbers == pytest.approx([costs[0]], abs=1e-5)


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_said_is_so(stage, models, shape):
    check_all(stage(OneCost, models[shape]))


@needs_mnist
def test_everything_said_of_the_shipped_network_is_so_on_mnist(stage):
    scene = stage(OneCost, NETWORK_DATA=MNIST, leaping=True)
    check_all(scene)
    assert "4.52" in said(scene)


@pytest.mark.parametrize("seed", range(5))
def test_squares_add_up_as_they_are_written_whatever_the_outputs(seed):
    answer = np.random.default_rng(seed).random(10)
    rows = SquaredDifferences(answer, seed % 10, np.linspace(2, -2, 10), 0, 1)
    assert sum(round(each.value, 2) for each in rows.squares) == pytest.approx(
        round(rows.cost.value, 2), abs=1e-9
    )
    assert rows.values.sum() == rows.cost.value
    widths = [bar.width for bar in rows.bars]
    assert widths == pytest.approx(rows.values, abs=1e-9)


def test_outputs_that_add_up_to_1_cost_2_at_most(stage, models):
    scene = stage(OneCost, models["tanh, softmax"])
    example = scene.digits.familiar(3)
    wanted = np.eye(10)[example.label]
    assert ((0.1 - wanted) ** 2).sum() == pytest.approx(0.9)
    assert ((np.roll(wanted, 1) - wanted) ** 2).sum() == 2
    assert beat(scene, "So at 2").shows("the most")
    line = beat(scene, "a tenth everywhere")
    assert "costs 0.9" in line.text
    assert line.shows("all 0.1")
    a = example.pixels
    for k, (weights, biases) in enumerate(
        zip((start := scene.history.network(0)).weights, start.biases, strict=True)
    ):
        z = weights @ a + biases
        a = np.tanh(z) if k < start.steps - 1 else np.exp(z) / np.exp(z).sum()
    worse = ((a - wanted) ** 2).sum() > 0.9
    assert ("is worse than that" in said(scene)) == worse
    assert "all zeros" not in said(scene)
