"""The landscape as it is painted, against rays that are followed one by one."""

import copy

import numpy as np
import pytest

from scenes.descent.drawings.journey import Journey
from scenes.mobjects.charts.landscape import Landscape, round_step
from scenes.mobjects.charts.relief import FINE, Relief, View, between, facing_uphill
from scenes.mobjects.charts.trail import Slopes, Trail
from scenes.mobjects.painting.painted import StageCamera

AXIS = np.linspace(-2, 2, 9)
X, Y = np.meshgrid(AXIS, AXIS)

#: A hill to the left of a slope that rises to the back.
HILL = 1 + 0.15 * Y + 0.9 * np.exp(-((X + 0.8) ** 2 + Y**2) / 0.4)

TALL = 0.4

VIEWS = [View(0, 90, 0), View(0, 90, 1), View(25, 35, 1), View(-140, 20, 1), View(90, 50, 0.5)]


def height(relief, p, q):
    """Return how high the land is, as a share of a side, from its fine points."""
    column, row = (np.rint((each + 0.5) * (FINE - 1)).astype(int) for each in (p, q))
    return relief._heights.reshape(FINE, FINE)[row, column]


def first_hit(relief, view, x, up):
    """Follow a ray from the eye: return the point of the ground above which it meets the land.

    ``None`` if it meets none; the text "side" if it meets the land's near side.
    """
    turn, tilt = np.radians(view.azimuth), np.radians(view.elevation)
    away = np.linspace(-0.72, 0.72, 1441)
    p = x * np.cos(turn) - away * np.sin(turn)
    q = x * np.sin(turn) + away * np.cos(turn)
    over = np.maximum(np.abs(p), np.abs(q)) <= 0.5
    away, p, q = away[over], p[over], q[over]
    land = height(relief, p, q) * view.rise * np.cos(tilt) + away * np.sin(tilt)
    met = np.flatnonzero(land >= up)
    if not len(met):
        return None
    return (p[met[0]], q[met[0]]) if met[0] else "side"


@pytest.mark.parametrize("view", VIEWS)
def test_each_pixel_shows_what_its_ray_meets_first(view):
    relief = Relief(HILL, TALL, 0.2)
    side = 60
    picture = relief.picture(view, side)
    rows, columns, _ = picture.pixels.shape
    colours = relief._averaged.view(np.uint8).reshape(FINE, FINE, 4)[..., :3].astype(int)
    checked = wrong = 0
    for row in range(2, rows - 2, 5):
        for column in range(2, columns - 2, 5):
            x, up = picture.left + (column + 0.5) / side, picture.top - (row + 0.5) / side
            hit = first_hit(relief, view, x, up)
            pixel = picture.pixels[row, column].astype(int)
            if hit in (None, "side"):
                continue
            beside, behind = (
                np.clip(round((each + 0.5) * (FINE - 1)) + np.arange(-18, 19, 3), 0, FINE - 1)
                for each in hit
            )
            near = colours[behind[:, None], beside]
            checked += 1
            wrong += pixel[3] != 255 or np.abs(near - pixel[:3]).max(axis=2).min() > 12
    assert checked > 25
    assert wrong <= 0.05 * checked


def test_what_is_seen_from_above_is_a_map(small_frames):
    land = Landscape(AXIS, AXIS, HILL, side=4).move_to([1, 0.5, 0])
    assert land.side == pytest.approx(4)
    corners = land.place([(-2, -2), (2, 2), (0, 0)])
    assert corners == pytest.approx(np.array([(-1, -1.5, 0), (3, 2.5, 0), (1, 0.5, 0)]))
    camera = StageCamera()
    camera.capture_mobjects([land])
    stage = camera.background[0, 0, :3]
    drawn = (camera.pixel_array[..., :3] != stage).any(axis=(0, 2)).nonzero()[0]
    unit = camera.pixel_width / camera.frame_width
    assert np.ptp(drawn) == pytest.approx(4 * unit, abs=3)


def test_a_point_behind_the_hill_is_hidden_and_one_before_it_is_not(small_frames):
    land = Landscape(AXIS, AXIS, HILL).set_view(0, 20, 1)
    behind, before, beside = (-0.8, 0.9), (-0.8, -0.9), (1.2, 0.9)
    assert land.hidden([behind, before, beside]).tolist() == [True, False, False]
    assert not land.set_view(180).hidden([behind])[0]
    assert not land.set_view(0, 90).hidden([behind])[0]
    top = land.set_view(0, 20).hidden([behind], [3.5])
    assert not top[0], "what is high enough is seen over the hill"


def test_heights_are_values_and_rise_in_proportion(small_frames):
    land = Landscape(AXIS, AXIS, HILL, side=5, tall=TALL).set_view(0, 30, 1)
    place = np.array([AXIS[2], AXIS[5]])
    assert land.value_at(place) == pytest.approx(HILL[5, 2], abs=0.01)
    low, high = land.place([place, place], [0, HILL.max()])
    assert high[0] == pytest.approx(low[0])
    assert high[1] - low[1] == pytest.approx(5 * TALL * np.cos(np.radians(30)))
    assert between(HILL)[0, -1] == pytest.approx(HILL[0, -1])


def test_copies_share_the_land_and_other_land_has_another_key(small_frames):
    land = Landscape(AXIS, AXIS, HILL)
    assert copy.deepcopy(land).relief is land.relief
    assert copy.deepcopy(land).key == land.key != Landscape(AXIS, AXIS, HILL + X).key


def test_land_that_rises_to_the_right_is_looked_at_from_the_left():
    assert facing_uphill(1 + Y) == pytest.approx(0)
    assert facing_uphill(3 + X) == pytest.approx(-90)
    view = View(facing_uphill(3 + X), 40, 0)
    assert view.project(np.array([(1.0, 0.0)]), np.zeros(1))[0][1] > 0


def test_steps_are_round():
    assert [round_step(each) for each in (0.11, 0.2, 0.021, 3, 7, 0)] == [0.2, 0.2, 0.05, 5, 10, 1]


def test_a_trail_is_drawn_as_far_as_it_should_be_and_faint_where_it_is_hidden(small_frames):
    land = Landscape(AXIS, AXIS, HILL).set_view(0, 20, 1)
    places = np.array([(-0.8, -1.2), (-0.8, 1.2), (1.5, 1.2)])
    trail = Trail(land, places)
    assert trail.tip.get_center() == pytest.approx(land.place(places[-1]), abs=1e-6)
    assert len(trail.behind.points)
    trail.set_end(0.5)
    assert trail.tip.get_center() == pytest.approx(land.place([-0.8, 0]), abs=1e-6)
    assert len(trail.marks.points) == 16
    land.set_view(0, 90)
    assert not len(trail.set_end(2).lie().behind.points)
    assert trail.seen.points[-1] == pytest.approx(land.place(places[-1]))


def test_a_journey_keeps_what_is_shown_on_the_land(small_frames):
    slopes = np.array([(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)]), np.eye(4, 2)
    path, heights = np.array([(-1.0, 1.0), (1.0, 1.0)]), np.array([9.0, HILL.min()])
    journey = Journey((AXIS, AXIS, HILL), slopes, path, path, heights)
    journey.follow(1).show(journey.path, journey.posts)
    turn = journey.turning(30, 40, 1)
    turn(0.5)
    assert journey.land.moving
    turn(1)
    assert journey.land.view == pytest.approx((journey.land.back + 30, 40, 1))
    assert not journey.land.moving
    assert journey.posts.points[3] == pytest.approx(journey.land.place(path[0], 9.0))
    start = journey.path.seen.points[0]
    assert start == pytest.approx(journey.land.place(path[0], 9.0))
    assert [each.text for each in journey.two_heights(1.234)] == ["9.00", "1.23"]


def test_arrows_on_the_land_are_as_long_as_they_are_said_to_be(small_frames):
    land = Landscape(AXIS, AXIS, HILL, side=4)
    arrows = Slopes(land, np.array([(0.0, 0.0)]), np.array([(0.5, 0.0)]))
    assert arrows.points[0] == pytest.approx(land.place([0, 0]))
    assert arrows.points[3] - arrows.points[0] == pytest.approx([0.5, 0, 0])
