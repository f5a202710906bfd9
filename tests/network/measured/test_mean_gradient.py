"""The mean gradient, its step and its controls, against plain formulas and slopes tried."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.mean_gradient import MeanGradient
from network.measured.study import Origin
from network.training.playback import Playback
from network.training.stored import (
    SHIPPED_NETWORK,
    history_beside,
    load_history,
    load_network,
)

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "training", 40)


@pytest.fixture(scope="module")
def asked(own_digits):
    """Forty digits, the random start, and what was measured."""
    mlp = load_network(SHIPPED_NETWORK).mlp
    playback = Playback(load_history(history_beside(SHIPPED_NETWORK)), mlp)
    digits = own_digits[1][:40]
    return digits, playback, MeanGradient.measure(playback, digits, ORIGIN)


def costs(parameters, digits, sizes=(784, 16, 16, 10)):
    """Return what each digit costs: sigmoids, sums, squares."""
    a, start = digits.images / 255, 0
    biases = sum(n * m for n, m in pairwise(sizes))
    for n, m in pairwise(sizes):
        weights = parameters[start : start + n * m].reshape(m, n)
        a = 1 / (1 + np.exp(-(a @ weights.T + parameters[biases : biases + m])))
        start, biases = start + n * m, biases + m
    return ((a - np.eye(10)[digits.labels]) ** 2).sum(axis=1)


def test_entries_are_the_slopes_of_the_mean_cost(asked):
    digits, playback, found = asked
    start = playback.network(0).parameters.astype(float)
    assert found.gradient.shape == start.shape == (13002,)
    drawn = np.random.default_rng(1).integers(0, 13002, 20)
    for index in (*drawn, *found.edges, 13001):
        little = np.zeros(13002)
        little[index] = 1e-5
        up, down = (costs(start + way * little, digits).mean() for way in (1, -1))
        assert found.gradient[index] == pytest.approx((up - down) / 2e-5, abs=1e-8)
    blank = np.tile(~digits.images.any(axis=0), 16)
    assert not found.gradient[:12544][blank].any()
    assert 16 * found.blank == blank.sum()


def test_steps_are_tried_from_both_moments(asked):
    digits, playback, found = asked
    steps = playback.history.snapshot_step
    late = playback.network(int(np.flatnonzero(steps == found.step)[0])).parameters.astype(float)
    start = playback.network(0).parameters.astype(float)
    before = costs(start, digits)
    assert found.before == pytest.approx([before.mean(), costs(late, digits).mean()])
    for k, size in enumerate(found.sizes):
        after = costs(start - size * found.gradient, digits)
        assert found.after[0, k] == pytest.approx(after.mean())
        assert found.cheaper[0, k] == (after < before).mean()
    assert 0.1 in found.sizes
    # From the second moment, a little leads down and a lot leads up.
    assert found.after[1, 0] < found.before[1] < found.after[1, -1]


def test_random_steps_are_as_long_and_two_edges_are_nudged(asked):
    digits, playback, found = asked
    start = playback.network(0).parameters.astype(float)
    slope, size = found.gradient, found.step_size
    # To first order, a random step changes the cost by length * |gradient| / sqrt(n) or so.
    usual = size * (slope @ slope) / np.sqrt(slope.size)
    changes = found.random - found.before[0]
    assert len(changes) == 100
    assert changes.std() == pytest.approx(usual, rel=0.3)
    most, hardly = found.edges
    assert abs(slope[most]) == np.abs(slope[:12960]).max()
    beside = slice(12800, 12960) if most >= 12800 else slice(12544, 12800)
    ratio = np.abs(slope[beside]) / abs(slope[most])
    distance = np.abs(np.log(ratio[ratio > 0] * 1000))
    assert abs(np.log(abs(slope[hardly] / slope[most]) * 1000)) == pytest.approx(distance.min())
    for edge, after in zip(found.edges, found.nudged, strict=True):
        changed = start.copy()
        changed[edge] -= found.nudge * np.sign(slope[edge])
        assert after == pytest.approx(costs(changed, digits).mean())


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"before": np.array([4.0, 11.0])}, "from 0 to 10"),
        ({"step_size": 0.3}, "0.3 among them"),
        ({"edges": np.array([3, 13002])}, "edges below"),
    ],
)
def test_what_can_not_be_right_is_refused(asked, tmp_path, other, said):
    replace(asked[2], **other).save(tmp_path / "study.npz")
    with pytest.raises(InputError, match=said):
        MeanGradient.load(tmp_path / "study.npz")
