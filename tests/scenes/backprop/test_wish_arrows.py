import numpy as np
import pytest
from manim import GrowFromPoint

from scenes.backprop.drawings.wish_arrows import WishArrows, scale_without_touching
from scenes.look.theme import theme

VALUES = np.array([0.8, -0.5, 0.0, -0.004, 0.3])
PLACES = np.column_stack([np.full(5, 1.5), 2 - 0.6 * np.arange(5)])


def ends(arrow):
    """Lowest and highest y of an arrow, and y where it is pointed: at its middle, x-wise."""
    points = arrow.points
    tip = points[np.isclose(points[:, 0], arrow.middle[0], atol=1e-9)]
    return points[:, 1].min(), points[:, 1].max(), tip[:, 1]


def test_arrows_are_as_long_as_their_numbers_and_point_the_right_way():
    arrows = WishArrows(VALUES, 0.7, PLACES)
    for arrow, value, place in zip(arrows, VALUES, PLACES, strict=True):
        low, high, tip = ends(arrow)
        assert high - low == pytest.approx(0.7 * abs(value), abs=1e-9)
        assert (low + high) / 2 == pytest.approx(place[1])
        assert max(tip, key=lambda y: abs(y - place[1])) == pytest.approx(
            high if value > 0 else low
        )


def test_animated_arrows_pass_through_the_values_between():
    arrows = WishArrows(VALUES, 0.7, PLACES)
    other = arrows.copy().set_values(-VALUES)
    between = arrows.copy()
    for each, start, end in zip(between, arrows, other, strict=True):
        each.interpolate(start, end, 0.25)
    assert between.values == pytest.approx(0.5 * VALUES)
    assert between[0].height == pytest.approx(0.7 * 0.4)
    colours = {each.get_fill_color().to_hex() for each in between if each.value > 0}
    assert colours == {theme().positive}


def test_arrows_can_grow_from_a_point():
    arrow = WishArrows(VALUES, 0.7, PLACES)[0]
    grown = GrowFromPoint(arrow, arrow.get_bottom())
    grown.begin()
    grown.interpolate(0.5)
    share = grown.rate_func(0.5)
    assert arrow.height == pytest.approx(0.7 * 0.8 * share)
    assert arrow.get_bottom()[1] == pytest.approx(PLACES[0, 1] - 0.7 * 0.4)


@pytest.mark.parametrize("seed", range(5))
def test_the_scale_keeps_neighbours_apart_and_uses_the_room(seed):
    values = np.random.default_rng(seed).uniform(-1, 1, 10)
    scale = scale_without_touching(values, 0.5, 1)
    gaps = 0.5 - scale * (np.abs(values[:-1]) + np.abs(values[1:])) / 2
    assert gaps.min() == pytest.approx(0, abs=1e-12)


def test_nothing_asked_for_has_a_scale_too():
    assert scale_without_touching(np.zeros(4), 0.5) > 0
    assert scale_without_touching(np.array([2.0]), 0.5, 1) == 0.25
