"""What the landscape's film says and draws, found again with plain numpy."""

import re
from itertools import pairwise

import numpy as np
import pytest

from network.digits.sources import own_digits
from scenes.descent.two_inputs import TwoInputs
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from tests.beats import beat, said, seen
from tests.conftest import STUDIED_ON
from tests.some_networks import some

SHAPES = some("784-8-10 relu", "784-10", "784-12-11-9-8-10", usually=1)


def snapshots_of(scene):
    """Return all stored parameters, the exact trained ones last."""
    stored = scene.history.snapshots.astype(np.float64)
    stored[-1] = scene.network.mlp.parameters
    return stored


def plane_of(scene):
    """Return the trained parameters, and the two main directions of the path from there."""
    away = snapshots_of(scene) - snapshots_of(scene)[-1]
    u, v = np.linalg.svd(away, full_matrices=False)[2][:2]
    u, v = u * -np.sign(u @ away[0]), v * np.sign(v @ away[0])
    return away, np.stack([u, v])


def cost(mlp, parameters, digits):
    """Return the mean cost of a network of this shape, layer by layer."""
    sizes, start, matrices = mlp.sizes, 0, []
    for before, to in pairwise(sizes):
        matrices.append(parameters[start : start + to * before].reshape(to, before))
        start += to * before
    a = digits.images / 255
    for k, matrix in enumerate(matrices):
        z = a @ matrix.T + parameters[start : start + sizes[k + 1]]
        start += sizes[k + 1]
        relu = mlp.activation == "relu" and k < len(matrices) - 1
        a = np.maximum(z, 0) if relu else 1 / (1 + np.exp(-z))
    return ((a - np.eye(10)[digits.labels]) ** 2).sum(axis=1).mean()


def numbers(text):
    return [float(each) for each in re.findall(r"-?\d+\.\d+", text.replace(",", ""))]


@pytest.mark.parametrize("shape", SHAPES)
def test_costs_that_are_said_are_those_of_networks_on_the_plane(stage, models, shape):
    scene = stage(TwoInputs, models[shape])
    digits, mlp = own_digits(OWN_DIGITS, OWN_SEED)[:STUDIED_ON], scene.network.mlp
    away, directions = plane_of(scene)
    end = snapshots_of(scene)[-1]
    start = away[0] @ directions.T
    at_start = cost(mlp, end + start @ directions, digits)
    assert numbers(beat(scene, "Stand at the point").text) == [round(at_start, 2)]
    side = 1.3 * np.ptp(away @ directions.T, axis=0).max()
    angles = np.radians(np.arange(0, 360, 45))
    ring = start + side / 16 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    changes = np.array([cost(mlp, end + each @ directions, digits) for each in ring]) - at_start
    drawn = [float(each.text.replace("\N{MINUS SIGN}", "-")) for each in scene.ways.changes]
    assert drawn == pytest.approx(changes, abs=0.0006)
    told = beat(scene, "the cost rises most")
    assert numbers(told.text) == pytest.approx([changes.max(), -changes.min()], abs=0.0006)
    steep = np.array([changes[0] - changes[4], changes[2] - changes[6]])
    for arrow, sign in ((scene.up[0], 1), (scene.down[0], -1)):
        way = (arrow.get_end() - arrow.get_start())[:2]
        assert sign * way @ steep == pytest.approx(
            np.linalg.norm(way) * np.linalg.norm(steep), rel=1e-3
        )
    real = cost(mlp, snapshots_of(scene)[0], digits)
    assert numbers(beat(scene, "The path begins").text) == pytest.approx(
        [real, at_start], abs=0.006
    )


@pytest.mark.parametrize("shape", ["shipped", *SHAPES])
def test_shares_and_counts_are_the_path_s(stage, models, shape):
    scene = stage(TwoInputs, models[shape])
    away, directions = plane_of(scene)
    moves = np.diff(snapshots_of(scene), axis=0)
    between = float(((moves @ directions.T) ** 2).sum() / (moves**2).sum())
    last = beat(scene, "directions that we don't see").text
    assert f"{between:.0%} of the squared distance lies in this plane" in last
    assert ("only" in last) == (between <= 0.5)
    assert f"{away.shape[1] - 2:,} directions" in last
    line = beat(scene, "Here is where it was").text
    assert f"at {len(away)} of its {int(scene.history.snapshot_step[-1]):,} steps" in line
    assert f"all {away.shape[1]:,} together" in said(scene)


def test_the_shipped_descent_ends_where_the_trained_network_lies(stage):
    scene = stage(TwoInputs)
    plane, walk = scene.cost_plane, scene.walk
    node = walk.rate * np.stack(np.gradient(plane.cost, plane.upward, plane.across)[::-1], -1)
    column = (walk.places[:-1, 0] - plane.across[0]) / np.diff(plane.across)[0]
    row = (walk.places[:-1, 1] - plane.upward[0]) / np.diff(plane.upward)[0]
    i, j = row.astype(int), column.astype(int)
    up, right = (row - i)[:, None], (column - j)[:, None]
    slope = (1 - up) * ((1 - right) * node[i, j] + right * node[i, j + 1])
    slope += up * ((1 - right) * node[i + 1, j] + right * node[i + 1, j + 1])
    assert walk.places[1:] == pytest.approx(walk.places[:-1] - slope)
    assert len(walk.places) == 401
    assert np.linalg.norm(walk.places[-1]) < 0.05 * np.ptp(plane.across)
    line = beat(scene, "With the right step size").text
    assert f"{walk.costs[-1]:.2f} after 400 steps, where the trained network lies" in line
    lengths = np.linalg.norm(np.diff(walk.places, axis=0), axis=1)
    assert lengths[0] == lengths.max()


def test_the_land_is_drawn_from_the_grid_and_says_what_it_is_of(stage):
    scene = stage(TwoInputs)
    plane, land = scene.cost_plane, scene.journey.land
    for i, j in ((0, 0), (30, 30), (12, 47)):
        place = np.array([plane.across[j], plane.upward[i]])
        assert land.value_at(place) == pytest.approx(plane.cost[i, j], abs=0.01)
    assert seen(scene, "of 5,000 MNIST training images")
    lines = beat(scene, "becomes a landscape")
    assert lines.shows(f"a line every {land.step:g}")
    assert lines.shows(f"lowest down every {land.step / 5:g}")
    ends = scene.journey.path
    assert ends.values == pytest.approx(plane.path_cost)
    assert ends.places == pytest.approx(plane.path)


def test_a_training_that_hardly_moved_is_no_path(stage, models):
    scene = stage(TwoInputs, models["784-16-16-10 untrained"])
    told = said(scene)
    assert "in a direction that we drew at random" in told
    assert "It hardly moved at all" in told
    assert "of the squared distance" not in told
    assert "13,000 more that we don't see" in told


def test_the_eye_looks_down_at_the_end(stage):
    scene = stage(TwoInputs)
    assert scene.journey.land.view == pytest.approx((0, 90, 1))
    assert scene.ended.shows("random start")
    assert scene.ended.shows("trained")
