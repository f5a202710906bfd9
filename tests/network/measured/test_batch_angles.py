"""Angles between gradients, against slopes by another formula."""

from dataclasses import replace

import numpy as np
import pytest

from network.files.archive import Provenance
from network.measured import batch_angles
from network.measured.batch_angles import BatchAngles, angle_between
from network.measured.study import Origin
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "training", 40)


@pytest.fixture(scope="module")
def asked(own_digits):
    """Forty digits, the playback, and what was measured."""
    mlp = load_network(SHIPPED_NETWORK).mlp
    playback = Playback(load_history(history_beside(SHIPPED_NETWORK)), mlp)
    digits = own_digits[1][:40]
    return digits, playback, BatchAngles.measure(playback, digits, ORIGIN)


def slopes(mlp, images, labels):
    """Return the gradient of the mean cost, example after example, by the chain rule."""
    total = np.zeros(mlp.parameters.size)
    for image, label in zip(images / 255, labels, strict=True):
        a = [image]
        for weights, biases in zip(mlp.weights, mlp.biases, strict=True):
            a.append(1 / (1 + np.exp(-(weights.astype(float) @ a[-1] + biases))))
        push = 2 * (a[-1] - np.eye(10)[label])
        matrices, vectors = [], []
        for k in range(len(mlp.weights) - 1, -1, -1):
            push = push * a[k + 1] * (1 - a[k + 1])
            matrices.insert(0, np.outer(push, a[k]).ravel())
            vectors.insert(0, push)
            push = mlp.weights[k].T.astype(float) @ push
        total += np.concatenate([*matrices, *vectors])
    return total / len(labels)


def degrees(one, other):
    return np.degrees(np.arccos(one @ other / np.sqrt((one @ one) * (other @ other))))


def test_angles_are_those_of_batches_of_the_stated_sizes(asked):
    digits, playback, found = asked
    assert found.sizes == (1, 10)
    rng = np.random.default_rng(batch_angles.SEED)
    halfway = playback.network(sum(playback.chapters) // 2)
    whole = slopes(halfway, digits.images, digits.labels)
    assert found.step == playback.history.snapshot_step[sum(playback.chapters) // 2]
    for place, size in enumerate(found.sizes):
        for k in range(batch_angles.BATCHES):
            chosen = rng.choice(40, size, replace=False)
            if k < 3:
                part = slopes(halfway, digits.images[chosen], digits.labels[chosen])
                assert found.angles[1, place, k] == pytest.approx(degrees(part, whole), abs=1e-5)
    assert found.angles[1].mean(axis=1)[0] > found.angles[1].mean(axis=1)[1]
    assert np.abs(found.random - 90).max() < 5


def test_nothing_has_no_direction():
    assert angle_between(np.zeros(3), np.ones(3)) == 90
    assert angle_between(np.ones(3), -np.ones(3)) == 180
    assert angle_between(np.array([1.0, 0]), np.array([1.0, 1])) == pytest.approx(45)


def test_it_comes_back_and_knows_when_it_can_not_be_right(asked, tmp_path):
    study = asked[-1]
    study.save(tmp_path / "angles.npz")
    back = BatchAngles.load(tmp_path / "angles.npz")
    np.testing.assert_array_equal(back.angles, study.angles)
    assert back.sizes == study.sizes
    assert replace(study, sizes=(1,)).contradiction()
    assert replace(study, random=study.random + 180).contradiction()
