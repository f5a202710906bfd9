import os

import numpy as np
import pytest

from scenes.descent.ahead import Ahead
from tests.beats import beat, said
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained", "784-10")


def check_all(scene):
    """Let both networks read again, and compare with what is said and shown."""
    example = scene.digits.familiar(3)
    relu = scene.network.mlp.activation == "relu"
    answers = [
        read(matrices(mlp), example.pixels[None], relu)[-1][0]
        for mlp in (scene.history.network(0), scene.network.mlp)
    ]
    first, second = (int(answer.argmax()) for answer in answers)
    line = beat(scene, "Two networks")
    assert f"the same {example.label}." in line.text
    assert second == example.label
    if first == second:
        assert f"Both say {second}, the left one by luck." in line.text
    else:
        assert f"The left one says {first}, the right one {second}." in line.text
    steps = len(scene.network.mlp.sizes) - 1
    assert line.layers[steps - 1] == pytest.approx(answers[0], abs=1e-5)
    assert line.layers[2 * steps - 1] == pytest.approx(answers[1], abs=1e-5)
    for grid in line.grids:
        assert np.array_equal(grid.ravel(), example.pixels)
    assert scene.networks[0].get_x() < scene.networks[1].get_x()
    assert len(line.grids) == 2


@pytest.mark.parametrize("shape", SHAPES)
def test_both_networks_say_what_they_say(stage, models, shape):
    check_all(stage(Ahead, models[shape]))


def test_both_are_drawn_by_one_measure(stage):
    scene = stage(Ahead)
    first, second = scene.networks
    assert first.scales == second.scales


def test_the_plan_is_there_before_it_ends(stage):
    scene = stage(Ahead)
    for question in ("How wrong is it?", "How does it get better?", "What has it learned?"):
        assert scene.ended.shows(question)
    assert scene.ended.shows("lecture 1")
    assert "learning" in said(scene)
    # These words are introduced later.
    for word in ("cost", "gradient", "slope", "backpropagation", "epoch"):
        assert word not in said(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_named_where_it_is_shown(stage):
    scene = stage(Ahead, NETWORK_DATA=MNIST, leaping=True)
    check_all(scene)
    assert scene.ended.shows("MNIST test images")
