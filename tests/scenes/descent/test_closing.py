import os

import numpy as np
import pytest

from scenes.descent.closing import Closing
from tests.beats import beat, said
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")


def check_all(scene):
    """What both networks hold, and where the way leads, is calculated again."""
    example = scene.digits.familiar(3)
    relu = scene.network.mlp.activation == "relu"
    before, after = (
        read(matrices(mlp), example.pixels[None], relu)[-1][0]
        for mlp in (scene.history.network(0), scene.network.mlp)
    )
    steps = len(scene.network.mlp.sizes) - 1
    assert scene.ended.layers[steps - 1] == pytest.approx(before, abs=1e-5)
    assert scene.ended.layers[2 * steps - 1] == pytest.approx(after, abs=1e-5)
    assert after.argmax() == example.label
    last = scene.networks[1]
    for drawn, start, trained in zip(
        last.weights, scene.history.network(0).weights, scene.network.mlp.weights, strict=True
    ):
        assert np.shape(trained) == np.shape(start)
        assert drawn.strengths.shape == trained.shape
    assert scene.trail.end == len(scene.history.snapshots) - 1
    assert np.allclose(scene.trail.places[-1], 0, atol=1e-6)
    count = sum(each.size for each in (*scene.network.mlp.weights, *scene.network.mlp.biases))
    assert f"{count:,} slopes" in said(scene)
    assert scene.ended.shows("backpropagation")
    assert scene.ended.shows("lecture 3")


@pytest.mark.parametrize("shape", some("shipped", "784-8-10 relu", "784-10"))
def test_the_picture_is_of_this_network(stage, models, shape):
    check_all(stage(Closing, models[shape]))


def test_a_network_that_hardly_moved_is_told_so(stage, models):
    scene = stage(Closing, models["784-16-16-10 untrained"])
    assert not scene.cost_plane.by_path
    assert beat(scene, "hardly moved")
    assert "until it reads" not in said(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_named_where_it_is_shown(stage):
    assert stage(Closing, NETWORK_DATA=MNIST, leaping=True).ended.shows("MNIST test images")
