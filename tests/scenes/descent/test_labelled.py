import os

import numpy as np
import pytest

from network.digits.sources import load
from scenes.descent.labelled import Labelled
from tests.beats import beat, said
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")

SHAPES = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained", "784-10")


def answers_of(scene, mlp, images):
    """Return what a network answers, in plain formulas: shape (n,)."""
    return read(matrices(mlp), images, mlp.activation == "relu")[-1].argmax(axis=1)


def check_the_marks(scene):
    """Ticks and crosses are those of the first digits that are shown, in their order."""
    digits = scene.digits.digits
    images, labels = digits.images[:40] / 255, digits.labels[:40]
    right = answers_of(scene, scene.network.mlp, images) == labels
    line = beat(scene, "The trained network reads")
    if right.all() and not scene.shows_others:
        assert "reads all of them correctly" in line.text
    else:
        assert f"reads {right.sum()} of them correctly" in line.text
    assert f"{len(labels)} " in line.text
    assert line.shows(f"{right.sum()} of {len(labels)}")
    for grid, image in zip(line.grids, images, strict=True):
        assert np.allclose(grid.ravel(), image, atol=1e-6)
    assert line.shows(scene.shown_digits.name.format(**scene.shown_digits.name.values))


def check_the_preview(scene):
    """The network is that of its recorded training, after as many images as are named."""
    seen = scene.stops
    steps = scene.history.snapshot_step[seen]
    assert steps[0] == 0
    line = beat(scene, "This is how it learns")
    assert line.shows(f"{steps[-1] * scene.network.recipe.batch:,}")
    shown = scene.preview
    last = len(seen) - 1
    assert np.allclose(line.grids[-1].ravel(), shown.images[last] / 255, atol=1e-6)
    held = read(
        matrices(
            scene.history.network(seen[-1])
            if seen[-1] < len(scene.history.snapshots) - 1
            else scene.network.mlp
        ),
        shown.images[last : last + 1] / 255,
        scene.network.mlp.activation == "relu",
    )
    assert line.layers[-1] == pytest.approx(held[-1][0], abs=1e-3)
    count = scene.network.mlp.parameters.size
    assert f"its {count:,} numbers" in line.text


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_said_is_so(stage, models, shape):
    scene = stage(Labelled, models[shape])
    check_the_marks(scene)
    check_the_preview(scene)
    if shape == "shipped":  # on our own handwriting: MNIST's counts, other pictures
        assert "From 50,000 of them" in said(scene)
        assert beat(scene, "Ours are from MNIST").shows("shown: our own handwriting")
    else:
        assert "From 1,000 of them" in said(scene)
        assert "Some were kept back" in said(scene)
        assert "And 200 wait" in said(scene)
        assert "MNIST" not in said(scene)


@needs_mnist
def test_each_part_of_mnist_is_shown_by_its_own_images(stage):
    scene = stage(Labelled, NETWORK_DATA=MNIST, leaping=True)
    check_the_marks(scene)
    check_the_preview(scene)
    parts = load(MNIST)
    line = beat(scene, "were kept back")
    for text in ("50,000", "10,000", "learned from", "kept back to choose by", "judged on"):
        assert line.shows(text)
    assert [len(each) for each in (parts.train, parts.validation, parts.test)] == [
        50_000,
        10_000,
        10_000,
    ]
    walls = iter(line.grids)
    for part, count in zip((parts.train, parts.validation, parts.test), (35, 15, 15), strict=True):
        for image in part.images[:count]:
            assert np.allclose(next(walls).ravel(), image / 255, atol=1e-6)
    for wall, part in zip(scene.walls, (parts.train, parts.validation, parts.test), strict=True):
        assert wall.told == part.labels[: len(wall.told)].tolist()
    told = "Yann LeCun, Corinna Cortes and Christopher Burges"
    assert told in said(scene)
    assert line.shows(told)
    assert beat(scene, "This is how it learns").shows("MNIST training images")
