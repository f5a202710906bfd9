"""What 3.9 says of batches and of two ways down one land, found again with plain numpy."""

import re

import numpy as np
import pytest

from network.digits.sources import own_digits
from network.measured.batch_angles import SEED, BatchAngles
from network.measured.small_steps import FULL, SMALL, SmallSteps
from network.measured.study import study_file
from network.training.stored import SHIPPED_NETWORK, load_network
from scenes.backprop.batches import Batches
from scenes.backprop.drawings.costs_by_images import from_below
from scenes.backprop.drawings.two_paths import TwoPaths
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from tests.beats import beat, said
from tests.some_networks import some


@pytest.fixture
def shipped(stage):
    return stage(Batches, SHIPPED_NETWORK)


def gradient(mlp, digits):
    """Return the gradient of the mean cost: layer by layer, from the last one back."""
    a = [digits.images / 255]
    relu = mlp.activation == "relu"
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        z = a[-1] @ weights.T.astype(float) + biases
        hidden = relu and k < len(mlp.weights) - 1
        a.append(np.maximum(z, 0) if hidden else 1 / (1 + np.exp(-z)))
    slope = 2 * (a[-1] - np.eye(10)[digits.labels]) / len(digits)
    matrices, vectors = [], []
    for k in range(len(mlp.weights) - 1, -1, -1):
        hidden = relu and k < len(mlp.weights) - 1
        slope = slope * ((a[k + 1] > 0) if hidden else a[k + 1] * (1 - a[k + 1]))
        matrices.insert(0, (slope.T @ a[k]).ravel())
        vectors.insert(0, slope.sum(axis=0))
        slope = slope @ mlp.weights[k].astype(float)
    return np.concatenate([*matrices, *vectors])


def angle(one, other):
    size = np.linalg.norm(one) * np.linalg.norm(other)
    return np.degrees(np.arccos(one @ other / size)) if size else 90.0


@pytest.mark.parametrize("shape", some("784-8-10 relu", "784-10", usually=1))
def test_angles_are_those_of_batches_of_this_network(stage, models, shape):
    scene = stage(Batches, models[shape])
    count = scene.batch_angles.origin.count
    digits = own_digits(OWN_DIGITS, OWN_SEED)[:count]
    mlp = scene.playback.network(sum(scene.playback.chapters) // 2)
    whole, rng = gradient(mlp, digits), np.random.default_rng(SEED)
    sizes = [size for size in (1, 10, 100, 1000) if size <= count / 4]
    means = [
        np.mean(
            [
                angle(gradient(mlp, digits[rng.choice(count, size, replace=False)]), whole)
                for _ in range(200)
            ]
        )
        for size in sizes
    ]
    first = beat(scene, "Does a batch point the right way?")
    assert first.values["size"] == sizes[-1]
    assert f"{means[-1]:.0f} degrees off the gradient of all {count:,}" in first.text
    for size, mean in list(zip(sizes, means, strict=True))[1:-1]:
        assert f"Batches of {size}: {mean:.0f} degrees" in said(scene)
    assert f"A single image: {means[0]:.0f}" in said(scene)
    assert "And random directions: 90" in said(scene)


def test_the_shipped_network_is_asked_where_it_has_learned_half(shipped):
    network, study = load_network(SHIPPED_NETWORK), BatchAngles.load(study_file("batch-angles"))
    seen = study.step * network.recipe.batch
    assert f"has seen {seen:,} images" in said(shipped)
    tens = study.angles[1, study.sizes.index(10)]
    told = beat(shipped, "such batches lead downhill")
    assert f"But {(tens < 90).sum()} of {len(tens)} such" in told.text
    assert told.shows(f"{(tens < 90).sum()} of {len(tens)}: less than 90°")
    for place, size in enumerate(study.sizes):
        assert told.shows(f"{study.angles[1, place].mean():.0f}°"), size


def test_images_are_divided_as_the_network_was_trained(shipped):
    network = load_network(SHIPPED_NETWORK)
    told = beat(shipped, "Nobody waits")
    assert (
        f"all 50,000 training images. They are shuffled and divided into batches of "
        f"{network.recipe.batch}." in told.text
    )
    pictures = [grid for grid in told.grids if grid.shape == (28, 28)]
    digits = own_digits(OWN_DIGITS, OWN_SEED)
    known = {image.tobytes() for image in digits.images[:40]}
    shown = {(np.round(grid * 255)).astype(np.uint8).tobytes() for grid in pictures}
    assert len(pictures) == 40
    assert shown == known
    assert [text for text in told.texts if text.startswith("step")] == [
        f"step {k}" for k in (1, 2, 3, 4)
    ]


def test_both_ways_are_told_as_they_were_measured(shipped):
    study = SmallSteps.load(study_file("small-steps"))
    full, small = study.full_cost[0], study.small_cost[0]
    text = beat(shipped, "Are small steps better?").text
    assert f"train twice with {study.origin.count:,} images" in text
    assert f"batches of {study.batch}" in text
    assert f"the best of {len(study.rates)} step sizes" in text
    assert beat(shipped, "Are small steps better?").shows("best from here: 4 and 1")
    assert study.chosen == (4.0, 1.0)
    once = beat(shipped, "one full step")
    assert f"or {study.origin.count // study.batch:,} small ones" in once.text
    within = np.interp(study.origin.count / study.batch, study.steps, small)
    assert once.numbers[:4] == pytest.approx(
        [1, full[1], study.origin.count // study.batch, within]
    )
    end = beat(shipped, f"After {study.epochs} times")
    assert f"reached a cost of {full[-1]:.2f}, and small ones of {small[-1]:.2f}" in end.text
    assert end.numbers[:4] == pytest.approx([study.epochs, full[-1], study.steps[-1], small[-1]])


def test_seconds_count_too(shipped):
    study = SmallSteps.load(study_file("small-steps"))
    a_full, a_small = study.seconds
    steps = int(study.epochs * a_full / a_small)
    cost = np.interp(steps, study.steps, study.small_cost[0])
    told = beat(shipped, "times as long")
    times = a_small * study.origin.count / study.batch / a_full
    assert f"took {times:.1f} times as long" in told.text
    assert f"still reach {cost:.2f}" in told.text
    assert cost < study.full_cost[0, -1]
    assert told.numbers[4:6] == pytest.approx([steps, cost])
    assert told.shows(f"a full step: {1000 * a_full:.1f} ms")


def test_the_conclusion_holds_from_all_starts(shipped):
    study = SmallSteps.load(study_file("small-steps"))
    assert (study.small_cost[:, -1] < study.full_cost[:, -1]).all()
    assert "beat few exact ones, from each of 3 random starts" in said(shipped)
    assert (study.unseen[SMALL] > study.unseen[FULL]).all()


def test_paths_lie_where_they_were_measured(shipped):
    study = SmallSteps.load(study_file("small-steps"))
    paths = shipped.paths
    np.testing.assert_array_equal(paths.small.places, study.small_path)
    np.testing.assert_array_equal(paths.full.places, study.full_path)
    assert paths.full.end == study.epochs
    assert paths.small.end == len(study.steps) - 1


def test_a_full_step_waits_for_all_images():
    axis, full = np.array([0.0, 1, 2, 3]), np.array([[0.0, 0], [1, 1]])
    small = np.array([[0.0, 0], [1, 0], [2, 0]])
    seen = np.array([0, 50]), np.array([0, 10, 50])
    paths = TwoPaths((axis, axis, np.ones((4, 4))), full, small, seen)
    for count, ends in ((0, (0, 0)), (5, (0, 0.5)), (30, (0, 1.5)), (50, (1, 2))):
        paths.set_images(count)
        assert (paths.full.end, paths.small.end) == ends


def test_a_curve_begins_where_it_is_last_above_the_chart():
    x, y = from_below(np.array([0, 1, 2, 3]), np.array([3.0, 0.5, 2.0, 0.0]), 1.0)
    np.testing.assert_allclose(x, [2.5, 3])
    np.testing.assert_allclose(y, [1, 0])
    for y in ([0.2, 0.1], [2.0, 3.0]):
        np.testing.assert_array_equal(from_below(np.array([0, 1]), np.array(y), 1.0)[1], y)


@pytest.mark.parametrize(
    "shape", some("784-16-16-10 untrained", "784-10", "784-12-11-9-8-10", usually=1)
)
def test_other_networks_are_told_of_truly(stage, models, shape):
    text = said(stage(Batches, models[shape]))
    assert ("random start. Batches" in text) == ("untrained" in shape)
    assert not re.search("nan|inf ", text)
