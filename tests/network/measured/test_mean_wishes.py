"""What single images want of a half-learned network, against slopes that are tried one by one."""

from dataclasses import replace

import numpy as np
import pytest

from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.mean_wishes import MeanWishes
from network.measured.study import Origin
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network
from tests.network.measured.test_mean_gradient import costs

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "training", 40)


@pytest.fixture(scope="module")
def asked(own_digits):
    """Forty digits, the half-learned network's parameters, and what was measured."""
    mlp = load_network(SHIPPED_NETWORK).mlp
    playback = Playback(load_history(history_beside(SHIPPED_NETWORK)), mlp)
    digits = own_digits[1][:40]
    found = MeanWishes.measure(playback, digits, ORIGIN)
    snapshot = int(np.flatnonzero(playback.history.snapshot_step == found.step)[0])
    assert snapshot == sum(playback.chapters) // 2
    return digits, playback.network(snapshot).parameters.astype(float), found


def slopes(parameters, digits, index):
    """Return how steep each digit's cost is along one parameter: tried on both sides."""
    little = np.zeros(len(parameters))
    little[index] = 1e-5
    up, down = (costs(parameters + way * little, digits) for way in (1, -1))
    return (up - down) / 2e-5


def test_means_and_counts_are_those_of_every_digit_tried_alone(asked):
    digits, parameters, found = asked
    drawn = np.random.default_rng(1).integers(0, 13002, 12)
    for index in (*drawn, 12600, 12900, 12970, 13001, *found.weights):
        alone = slopes(parameters, digits, index)
        assert found.gradient[index] == pytest.approx(alone.mean(), abs=1e-8)
        # Slopes too small to be told from rounding are left out.
        unsure = (np.abs(alone) < 1e-8).sum()
        assert 0 <= found.raised[index] - (alone < -1e-8).sum() <= unsure
        assert 0 <= found.lowered[index] - (alone > 1e-8).sum() <= unsure
    blank = np.tile(~digits.images.any(axis=0), 16)
    assert not found.raised[:12544][blank].any()
    assert not found.lowered[:12544][blank].any()
    assert not found.gradient[:12544][blank].any()
    # A bias leaves no digit cold.
    assert (found.raised + found.lowered)[12960:] == pytest.approx(40)


def test_wishes_turn_round_where_activations_are_below_0(models, own_digits):
    path = models["tanh, softmax"]
    playback = Playback(load_history(history_beside(path)), load_network(path).mlp)
    digits = own_digits[1][:20]
    found = MeanWishes.measure(playback, digits, ORIGIN)
    mlp = playback.network(playback.halfway).astype(float)
    images, wanted = digits.images / 255, np.eye(10)[digits.labels]
    assert mlp.forward(images).a[1].min() < 0

    def costs_with(index, by):
        parameters = mlp.parameters.copy()
        parameters[index] += by
        output = mlp.with_parameters(parameters).forward(images).output
        return np.square(output - wanted).sum(axis=1)

    for index in (12544, 12700, 12799, 12800, 12900, 12959, 12970, 13001, *found.weights):
        alone = (costs_with(index, 1e-5) - costs_with(index, -1e-5)) / 2e-5
        assert found.gradient[index] == pytest.approx(alone.mean(), abs=1e-8)
        unsure = (np.abs(alone) < 1e-8).sum()
        assert 0 <= found.raised[index] - (alone < -1e-8).sum() <= unsure
        assert 0 <= found.lowered[index] - (alone > 1e-8).sum() <= unsure


def test_the_step_and_the_two_weights_are_tried(asked):
    digits, parameters, found = asked
    assert found.before == pytest.approx(costs(parameters, digits).mean())
    after = costs(parameters - found.step_size * found.gradient, digits).mean()
    assert found.after == pytest.approx(after)
    sizes = np.abs(found.gradient[:12960])
    largest, middle = found.weights
    assert sizes[largest] == sizes.max()
    assert (sizes > sizes[middle]).sum() <= 6480 <= (sizes >= sizes[middle]).sum()
    for index, nudged in zip(found.weights, found.nudged, strict=True):
        changed = parameters.copy()
        changed[index] -= found.nudge * np.sign(found.gradient[index])
        assert nudged == pytest.approx(costs(changed, digits).mean(), abs=1e-12)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"before": 11.0}, "from 0 to 10"),
        ({"raised": np.full(13002, 41)}, "wishes of 40"),
        ({"weights": np.array([3, 13002])}, "weights below"),
    ],
)
def test_what_can_not_be_right_is_refused(asked, tmp_path, other, said):
    replace(asked[2], **other).save(tmp_path / "study.npz")
    with pytest.raises(InputError, match=said):
        MeanWishes.load(tmp_path / "study.npz")
