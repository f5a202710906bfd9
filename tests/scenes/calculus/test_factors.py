"""Section 4.4: three slopes, from small steps on both sides and from plain formulas."""

import numpy as np
import pytest
from scipy.special import expit

from scenes.calculus.drawings.three_slopes import WEIGHT_REACH
from scenes.calculus.factors import NUDGE, Factors
from tests.beats import beat, formulas, said
from tests.scenes.calculus.one_chain import DATA, nudged, numbers_of, run_chain
from tests.typeset import check, sides, value


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    return run_chain(Factors, request.param, stage, models)


def slope(function, x, step=1e-5):
    return (function(x + step) - function(x - step)) / (2 * step)


def measured(here):
    """Return the three slopes, from small steps to both sides."""
    return (
        slope(lambda w: w * here.a[2] + here.b[2], here.w[2]),
        slope(expit, here.z[2]),
        slope(lambda a: (a - 1) ** 2, here.a[3]),
    )


def whole(here, by=1e-5):
    """Return what the cost does when the weight moves, both ways."""
    return (nudged(here, 2, by).cost - nudged(here, 2, -by).cost) / (2 * by)


def numbers(here):
    """Return what all symbols stand for."""
    of_sum, of_squish, of_cost = measured(here)
    return numbers_of(here) | {
        "∂z^(L)/∂w^(L)": of_sum,
        "∂a^(L)/∂z^(L)": of_squish,
        "∂C_0/∂a^(L)": of_cost,
        "∂C_0/∂w^(L)": whole(here),
    }


def test_every_formula_says_the_same_on_both_sides(ran):
    scene, here = ran
    known, checked = numbers(here), 0
    for each in formulas(scene):
        if each.strip() != "=" and len(sides(each)) > 1:
            check(each, known, rel=1e-6)
            checked += 1
    # The product as fractions and as it ends; three formulas, their slopes, and a fact.
    assert checked == 2 + 3 + 3 + 1


def test_what_the_slopes_are_gives_the_slope_of_the_cost(ran):
    scene, here = ran
    meanings = next(each for each in formulas(scene) if "dot" in each and "=" not in each)
    assert value(meanings, numbers_of(here)) == pytest.approx(whole(here), rel=1e-6)


def test_slopes_are_said_and_shown_and_multiply_as_they_are_written(ran):
    scene, here = ran
    of_sum, of_squish, of_cost = measured(here)
    lines = "multiplied by", "read off the curve", "the steeper"
    for part, each in zip(lines, measured(here), strict=True):
        line = beat(scene, part)
        assert line.values["slope"] == pytest.approx(each, rel=1e-6)
        assert line.shows(f"{each:.3f}")
    end = beat(scene, "Put them in")
    shown = [round(each, 3) for each in (of_sum, of_squish, of_cost)]
    for each in (*shown, whole(here)):
        assert end.shows(f"{each:.3f}")
    assert np.prod(shown) == pytest.approx(round(whole(here), 3), abs=1.01e-3)


def test_what_is_tried_gives_the_product(ran):
    scene, here = ran
    ratio = (nudged(here, 2, NUDGE).cost - here.cost) / NUDGE
    line = beat(scene, "what the nudge gave")
    assert line.values["ratio"] == pytest.approx(ratio, rel=1e-6)
    assert f"{ratio:.3f}" == f"{whole(here):.3f}"
    assert line.shows(f"{NUDGE:g}; the cost changes {ratio:.3f} times as much")


def test_curves_are_true_and_tangents_touch(ran):
    scene, here = ran
    curves = (
        (scene.drawn.parabola, lambda a: (a - 1) ** 2, here.a[3]),
        (scene.drawn.sigmoid, expit, here.z[2]),
        (scene.drawn.line, lambda w: w * here.a[2] + here.b[2], here.w[2]),
    )
    for curve, function, x in curves:
        assert curve.x == pytest.approx(x)
        for place in np.linspace(curve.chart.across.low, curve.chart.across.high, 7):
            curve.set_x(place)
            touched = curve.chart.place(place, function(place))
            assert curve.dot.get_center() == pytest.approx(touched, abs=1e-6)
            start, end = curve.tangent.get_start(), curve.tangent.get_end()
            assert (start + end) / 2 == pytest.approx(touched, abs=1e-6)
            rise = curve.chart.place(place + 1, function(place) + slope(function, place)) - touched
            (right, high), (along, up) = rise[:2], (end - start)[:2]
            assert right * up == pytest.approx(high * along, abs=1e-4)
            assert curve.slope == pytest.approx(slope(function, place), abs=1e-6)
        curve.set_x(x)


def test_the_slope_of_the_sigmoid_is_the_activation_times_the_rest_everywhere(ran):
    scene, _ = ran
    for z in np.linspace(-6, 6, 25):
        scene.drawn.sigmoid.set_x(z)
        told = scene.squish_numbers(scene.drawn.sigmoid)
        assert told["slope"] == pytest.approx(told["held"] * told["rest"], abs=1e-7)
    scene.drawn.sigmoid.set_x(scene.reading.z[-1])


def test_the_sum_is_a_straight_line(ran):
    scene, here = ran
    for w in here.w[2] + WEIGHT_REACH * np.linspace(-0.9, 0.9, 5):
        scene.drawn.line.set_x(w)
        assert scene.sum_numbers(scene.drawn.line)["slope"] == pytest.approx(here.a[2], abs=1e-7)
    scene.drawn.line.set_x(here.w[2])
    assert "wherever we are" in said(scene)
