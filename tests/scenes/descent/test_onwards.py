import os

import numpy as np
import pytest

from scenes.descent.onwards import Onwards
from scenes.mobjects.pixels.filtered_picture import filtered
from scenes.mobjects.writing.number import written
from tests.beats import beat, said
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained", "784-10")

KERNEL = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def shifted(images, right):
    """Move images, shape (n, 784): none of them may have ink where it would come round."""
    return np.roll(images.reshape(-1, 28, 28), right, axis=2).reshape(-1, 784)


def whole(images):
    columns = images.reshape(-1, 28, 28).sum(axis=1)
    return (columns[:, [0, 1, 2, 25, 26, 27]] == 0).all(axis=1)


def answers(scene, images):
    relu = scene.network.mlp.activation == "relu"
    return read(matrices(scene.network.mlp), images.astype(float), relu)[-1]


def check_shares(scene):
    """Move all digits again, and count."""
    digits = scene.digits.digits
    kept = whole(digits.pixels)
    images, labels = digits.pixels[kept], digits.labels[kept]
    shares = []
    for by in range(4):
        right = [answers(scene, shifted(images, k)).argmax(axis=1) == labels for k in (by, -by)]
        shares.append(np.mean(right))
    told = next(each for each in scene.beats if "last" in each.values)
    assert told.values["first"] == pytest.approx(shares[0], abs=2e-4)
    assert told.values["last"] == pytest.approx(shares[3], abs=2e-4)
    for share in scene.found.shares:
        assert told.shows(f"{share:.0%}")
    assert scene.found.shares == pytest.approx(shares, abs=2e-4)
    assert told.shows(f"{kept.sum():,}")
    assert f"of {kept.sum():,} digits" in told.text.lower()
    minds = shares[0] >= 0.5 and shares[3] < shares[0] - 0.05
    assert ("only" in told.text) == minds
    return told


def check_the_moved_digit(scene):
    told = next(each for each in scene.beats if "answer" in each.values)
    example, by = scene.example, scene.right
    image = shifted(example.pixels[None], by) if whole(example.pixels[None])[0] else None
    assert abs(by) == told.values["by"] == 3
    assert f"Move this {example.label} sideways by 3 pixels" in told.text
    if image is not None:
        output = answers(scene, image)[0]
        assert told.values["answer"] == output.argmax()
        assert told.shows(f"{output.max():.2f}")
        assert np.array_equal(told.grids[0].ravel(), image[0])
        assert told.layers[-1] == pytest.approx(output, abs=1e-4)
    first = scene.beats[0]
    assert first.shows(f"{answers(scene, example.pixels[None]).max():.2f}")
    return told


def weighted_sums(picture):
    """Return what a filter gives, away from the rim: shape (26, 26)."""
    return np.array(
        [
            [
                sum(KERNEL[i][j] * picture[y + i, x + j] for i in range(3) for j in range(3))
                for x in range(26)
            ]
            for y in range(26)
        ]
    )


def check_the_map(scene):
    """The map is that of the filter, and that of the moved digit is the same map, moved."""
    picture = scene.example.picture.astype(float)
    there = beat(scene, "slides over the whole image")
    wanted = weighted_sums(picture)
    assert there.weights[-1][1:-1, 1:-1] == pytest.approx(wanted, abs=1e-4)
    later = beat(scene, "map simply moves along")
    by = scene.right
    moved = np.roll(wanted, by, axis=1)[:, 3:-3]
    assert later.weights[-1][1:-1, 1:-1][:, 3:-3] == pytest.approx(moved, abs=1e-4)
    assert np.array_equal(later.grids[0][:, 3:-3], np.roll(picture, by, axis=1)[:, 3:-3])
    for each in KERNEL:
        for weight in each:
            assert there.shows(written(weight, 0))
    assert later.shows("9 weights, the same at every place")
    assert later.shows("784 into each neuron of the first hidden layer")


@pytest.mark.parametrize("shape", SHAPES)
def test_all_that_is_said_is_so(stage, models, shape):
    scene = stage(Onwards, models[shape])
    check_shares(scene)
    check_the_moved_digit(scene)
    check_the_map(scene)
    assert scene.ended.shows("How would you change our network?")
    assert scene.ended.shows("What would you measure")


def test_the_shipped_network_is_upset_by_a_3(stage):
    scene = stage(Onwards)
    assert scene.example.label == 3
    told = check_the_moved_digit(scene)
    assert told.values["answer"] != 3
    assert "and it answers" in told.text
    shares = check_shares(scene)
    assert "We picked one that fails" in shares.text
    assert shares.shows("in training: moved by 1 pixel at most")
    assert "became known in 1986" in said(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_named(stage):
    scene = stage(Onwards, NETWORK_DATA=MNIST, leaping=True)
    told = check_shares(scene)
    assert told.shows("MNIST test images")
    check_the_moved_digit(scene)
    check_the_map(scene)


def test_a_filter_goes_on_beyond_the_rim():
    picture = np.random.default_rng(0).random((6, 6))
    found = filtered(picture, np.array(KERNEL))
    assert found[0, 0] == pytest.approx(
        3 * picture[0, 0] + picture[0, 1] - 3 * picture[1, 0] - picture[1, 1]
    )
