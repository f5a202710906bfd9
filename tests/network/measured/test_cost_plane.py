"""The plane of networks, its costs and the path on it, found again with plain numpy."""

import numpy as np
import pytest

from network.files.archive import Provenance
from network.measured.cost_plane import CostPlane, held_without_aim, main_directions
from network.measured.study import Origin, study_file
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "test", 60)


def playback_of(model=None):
    path = model or SHIPPED_NETWORK
    return Playback(load_history(history_beside(path)), load_network(path).mlp)


def snapshots_of(playback):
    """Return all parameters that were stored, the exact trained ones last."""
    stored = playback.history.snapshots.astype(np.float64)
    stored[-1] = playback.mlp.parameters
    return stored


def squash(z, activation):
    return np.maximum(z, 0) if activation == "relu" else 1 / (1 + np.exp(-z))


def cost(parameters, mlp, digits):
    """Return the mean cost of a network with these parameters, layer by layer."""
    sizes, start, matrices = mlp.sizes, 0, []
    for k in range(len(sizes) - 1):
        count = sizes[k] * sizes[k + 1]
        matrices.append(parameters[start : start + count].reshape(sizes[k + 1], sizes[k]))
        start += count
    a = digits.images / 255
    for k, matrix in enumerate(matrices):
        z = a @ matrix.T + parameters[start : start + sizes[k + 1]]
        start += sizes[k + 1]
        a = squash(z, mlp.activation if k < len(matrices) - 1 else "sigmoid")
    return ((a - np.eye(10)[digits.labels]) ** 2).sum(axis=1).mean()


@pytest.fixture(params=["shipped", "784-8-10 relu", "784-10"])
def measured(request, models, own_digits):
    playback = playback_of(models[request.param])
    digits = own_digits[1][:60]
    return playback, digits, CostPlane.measure(playback, digits, ORIGIN)


def test_the_plane_holds_most_of_the_path_and_its_costs_are_its_networks_(measured):
    playback, digits, plane = measured
    snapshots = snapshots_of(playback)
    end = snapshots[-1]
    away = snapshots - end
    _, sizes, rows = np.linalg.svd(away, full_matrices=False)
    u, v = (
        row * sign for row, sign in zip(rows, np.sign(rows[:2] @ away[0]) * (-1, 1), strict=False)
    )
    assert plane.by_path
    assert plane.path == pytest.approx(np.stack([away @ u, away @ v], axis=1), abs=1e-6)
    assert plane.held == pytest.approx((sizes[:2] ** 2).sum() / (sizes**2).sum())
    moves = np.diff(snapshots, axis=0)
    between = ((moves @ u) ** 2 + (moves @ v) ** 2).sum() / (moves**2).sum()
    assert plane.held_between == pytest.approx(between, rel=1e-6)
    for i, j in ((0, 0), (3, 17), (24, 24)):
        at = end + plane.across[j] * u + plane.upward[i] * v
        assert plane.cost[i, j] == pytest.approx(cost(at, playback.mlp, digits))
    for k in (0, 2, len(snapshots) // 2, len(snapshots) - 1):
        x, y = plane.path[k]
        assert plane.path_cost[k] == pytest.approx(cost(snapshots[k], playback.mlp, digits))
        assert plane.plane_cost[k] == pytest.approx(cost(end + x * u + y * v, playback.mlp, digits))
    for k, angle in enumerate(np.radians(np.arange(0, 360, 45))):
        x, y = plane.path[0] + plane.distance * np.array([np.cos(angle), np.sin(angle)])
        assert plane.around[k] == pytest.approx(cost(end + x * u + y * v, playback.mlp, digits))


def test_the_start_lies_up_and_to_the_left_and_all_is_on_the_grid(measured):
    plane = measured[2]
    x, y = plane.path[0]
    assert x < 0 < y
    assert plane.path[-1] == pytest.approx([0, 0])
    assert np.ptp(np.diff(plane.across)) == pytest.approx(0, abs=1e-9)
    assert np.ptp(plane.across) == pytest.approx(np.ptp(plane.upward))
    for values, axis in zip(plane.path.T, (plane.across, plane.upward), strict=True):
        assert axis[0] + plane.distance < values.min()
        assert values.max() < axis[-1] - plane.distance


def test_paths_without_aim_are_about_as_flat():
    """Even steps, so many that it is as known of Brownian motion: near 8 / pi^2 + 8 / (9 pi^2)."""
    path = np.cumsum(np.full((400, 300), 0.1), axis=0)
    assert held_without_aim(path) == pytest.approx(8 / np.pi**2 * (1 + 1 / 9), abs=0.02)
    assert held_without_aim(np.zeros((5, 7))) == 0


def test_a_network_that_hardly_moved_gets_a_plane_by_chance(models, own_digits):
    playback = playback_of(models["784-16-16-10 untrained"])
    plane = CostPlane.measure(playback, own_digits[1][:30], ORIGIN)
    assert not plane.by_path
    assert plane.contradiction() is None
    assert np.abs(plane.path).max() < 0.01 * np.ptp(plane.across)


def test_a_straight_path_has_no_second_direction():
    line = np.linspace(1, 0, 9)[:, None] * np.arange(20.0)
    assert not main_directions(line, 3.0)[1]
    assert not main_directions(line[-1:], 3.0)[1]


def test_the_shipped_plane_is_the_finer_one_and_its_path_ends_as_the_training_did():
    plane = CostPlane.load(study_file(CostPlane.name))
    assert plane.cost.shape == (61, 61)
    assert plane.plane_cost[-1] == pytest.approx(plane.path_cost[-1], abs=1e-9)
    assert plane.path_cost[0] > plane.path_cost[-1]
