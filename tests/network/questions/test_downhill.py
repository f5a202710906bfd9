"""Descent on a plane, on a bowl whose slopes are known, and on the shipped landscape."""

import numpy as np
import pytest

from network.measured.cost_plane import TRIED, CostPlane
from network.measured.study import Origin, study_file
from network.questions.downhill import Downhill, changes_around, gradient_at_start, nearest_way


def bowl(a, b, start=(-3.0, 2.0)):
    """Return the plane with the cost a x² + b y², and a path that begins at a place."""
    axis = np.linspace(-5, 5, 21)
    x, y = np.meshgrid(axis, axis)
    angles = np.radians(np.arange(0, 360, 45))
    around = [
        a * (start[0] + c) ** 2 + b * (start[1] + s) ** 2
        for c, s in zip(np.cos(angles), np.sin(angles), strict=True)
    ]
    path = np.array([start, (0, 0)])
    costs = a * path[:, 0] ** 2 + b * path[:, 1] ** 2
    origin = Origin("", None, "test", 1)
    cost = a * x**2 + b * y**2
    return CostPlane(
        origin, True, 1.0, 0.0, 1.0, 1.0, axis, axis, cost, path, costs, costs, np.array(around)
    )


def test_slopes_are_differences_of_neighbours_and_steps_follow_them():
    plane = bowl(0.05, 0.02)
    downhill = Downhill(plane)
    assert len(plane.around) == TRIED
    place = np.array([-3.0, 2.0])
    assert downhill.gradient(place) == pytest.approx([2 * 0.05 * -3, 2 * 0.02 * 2])
    assert gradient_at_start(plane) == pytest.approx([-0.3, 0.08])
    assert nearest_way(-gradient_at_start(plane)) == 0
    assert changes_around(plane)[0] == pytest.approx(0.05 * (4 - 9))
    walk = downhill.walk(place, 5, first=0.5)
    assert np.linalg.norm(walk.places[1] - place) == pytest.approx(0.5)
    assert len(walk.places) == 6
    for before, after in zip(walk.places[:-1], walk.places[1:], strict=True):
        slope = np.array([0.1 * before[0], 0.04 * before[1]])
        assert after == pytest.approx(before - walk.rate * slope, abs=1e-3)
    assert walk.costs == pytest.approx(
        0.05 * walk.places[:, 0] ** 2 + 0.02 * walk.places[:, 1] ** 2
    )
    lengths = np.linalg.norm(np.diff(walk.places, axis=0), axis=1)
    assert (np.diff(lengths) < 0).all(), "steps get shorter where it gets flatter"


def test_a_step_that_is_too_long_is_shortened_and_level_land_is_not_left():
    plane = bowl(0.5, 0.5)
    walk = Downhill(plane).walk(np.array([-3.0, 2.0]), 8, first=40.0)
    assert (np.diff(walk.costs) <= 0).all()
    assert len(walk.places) > 1
    level = Downhill(bowl(0, 0)).walk(np.array([1.0, 1.0]), 3, first=0.5)
    assert (level.places == (1, 1)).all()


def test_it_ends_where_the_land_does():
    tilted = bowl(0, 0)
    tilted.cost[:] = 1 - 0.1 * tilted.across
    walk = Downhill(tilted).walk(np.array([0.0, 0.0]), 50, first=0.8)
    assert walk.places[-1] == pytest.approx([4.8, 0])


def test_on_the_shipped_plane_it_goes_down_to_where_the_training_ended():
    plane = CostPlane.load(study_file(CostPlane.name))
    downhill = Downhill(plane)
    assert downhill.cost(plane.path[0]) == pytest.approx(plane.plane_cost[0], rel=0.01)
    along = gradient_at_start(plane)
    grid = downhill.gradient(plane.path[0])
    cosine = along @ grid / np.linalg.norm(along) / np.linalg.norm(grid)
    assert cosine > 0.99
    for toward, most in ((along, np.argmax), (-along, np.argmin)):
        beside = (nearest_way(toward) - most(changes_around(plane))) % TRIED
        assert beside in (0, 1, TRIED - 1)
