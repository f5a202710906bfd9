"""Valleys of a curve, and balls that roll on it."""

import numpy as np
import pytest

from network.questions.valleys import SmoothCurve, Valley, depths_of, valleys

X = np.linspace(-3, 3, 601)
#: Two valleys, at about -1.47 and 1.35; the left one is lower.
TWO = X**4 / 4 - X**2 + 0.35 * X


def test_valleys_are_lowest_points_and_as_deep_as_one_has_to_climb():
    left, right = valleys(TWO)
    assert (X[left.index], X[right.index]) == pytest.approx((-1.50, 1.32), abs=0.02)
    hill = TWO[left.index : right.index].max()
    assert right.depth == pytest.approx(hill - TWO[right.index])
    assert left.depth == pytest.approx(TWO[[0, -1]].min() - TWO[left.index])
    assert depths_of(TWO) == (left.depth, right.depth)


@pytest.mark.parametrize("heights", [X, -X, 0 * X, -(X**2), 1e-5 * np.cos(9 * X)])
def test_a_slope_a_plain_a_hill_and_ripples_have_no_valley(heights):
    assert valleys(heights) == []
    assert depths_of(heights) == (0.0, 0.0)


def test_one_valley_has_no_second():
    assert valleys(X**2) == [Valley(300, pytest.approx(9))]
    assert depths_of(X**2) == (pytest.approx(9), 0.0)


def test_slopes_between_points_are_those_of_the_curve():
    curve = SmoothCurve(X, TWO)
    between = np.linspace(-2.9, 2.9, 77)
    assert curve.slope(between) == pytest.approx(between**3 - 2 * between + 0.35, abs=1e-4)
    assert curve.height(between) == pytest.approx(between**4 / 4 - between**2 + 0.35 * between)


def test_each_step_is_the_slope_times_the_rate():
    curve = SmoothCurve(X, X**2)
    rolled = curve.roll(2.0, rate=0.1, steps=5)
    assert rolled.places == pytest.approx(2 * 0.8 ** np.arange(6))
    assert not rolled.left
    over = curve.roll(1.0, rate=0.9, steps=3)
    assert over.places == pytest.approx([1, -0.8, 0.64, -0.512])
    rests = curve.roll(2.0, 0.1)
    assert rests.rests
    # Its slope is 2 x, at most 6: it is at rest where x is at most 0.06.
    assert (np.abs(rests.places) <= 0.06).tolist() == [False] * 16 + [True]
    assert not over.rests


def test_a_ball_starts_high_on_the_outer_side_of_the_higher_valley():
    curve = SmoothCurve(X, TWO)
    _, right = curve.valleys
    assert curve.valley_of_ball() == right
    assert curve.start_of_ball() == pytest.approx(3 + 0.1 * (X[right.index] - 3))
    assert SmoothCurve(X, -TWO).valley_of_ball()
    falls = SmoothCurve(X, -X)
    assert falls.valley_of_ball() is None
    assert falls.start_of_ball() == pytest.approx(-2.4)


def test_a_fitting_step_size_never_goes_back_and_a_too_large_one_does_not_end_there():
    curve = SmoothCurve(X, TWO)
    start = curve.start_of_ball()
    rate = curve.fitting_rate(start)
    rolled = curve.roll(start, rate)
    assert rolled.rests
    assert len(rolled.places) > 8
    assert (np.diff(rolled.places) <= 0).all()
    assert f"{rate:.0e}"[0] in "125"
    larger = curve.overshoot(start, rate)
    again = curve.roll(start, larger.factor * rate, 40)
    assert larger.rolled.places == pytest.approx(again.places)
    match larger.outcome:
        case "leaves":
            assert again.left
        case "goes on":
            assert np.ptp(again.places[-10:]) > 0.05 * 6
        case "elsewhere":
            assert abs(again.places[-1] - rolled.places[-1]) > 0.1
    assert larger.outcome != "rests"


def test_with_no_valley_the_ball_leaves_and_a_plain_is_no_trouble():
    curve = SmoothCurve(X, X)
    assert curve.roll(curve.start_of_ball(), curve.fitting_rate(curve.start_of_ball())).left
    plain = SmoothCurve(X, 0 * X)
    assert plain.roll(0.0, plain.fitting_rate(0.0)).rests


def test_a_ball_that_leaves_the_curve_stops_at_its_end():
    rolled = SmoothCurve(X, X).roll(0.5, rate=1.0, steps=9)
    assert rolled.places == pytest.approx([0.5, -0.5, -1.5, -2.5, -3])
    assert rolled.left
    assert not SmoothCurve(X, X).roll(0.5, rate=1.0, steps=3).left


def test_balls_end_in_the_valley_on_whose_side_they_start():
    curve = SmoothCurve(X, TWO)
    for start, valley in ((-2.0, 0), (0.0, 0), (0.4, 1), (2.0, 1)):
        bottom = curve.valleys[valley].index
        assert curve.bottom_below(start) == bottom
        assert curve.roll(start, 0.05, 300).places[-1] == pytest.approx(X[bottom], abs=0.2)
