"""Section 2.6: everything that is said and shown of the cost along one number, calculated anew."""

import os
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.signal import find_peaks

from network.digits.sources import load
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history
from scenes.descent.drawings.cost_curve import Balls, CostCurve, Slope
from scenes.descent.drawings.curve_wall import CurveWall
from scenes.descent.one_input import OneInput
from scenes.stage.one_slice import OneSlice
from tests.beats import beat, said
from tests.some_networks import some

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some(
    "shipped",
    "784-8-10 relu",
    "784-10",
    "784-12-11-9-8-10",
    "784-16-16-10 untrained",
    "784-32-24-10",
    "784-9-9-9-9-9-9-9-10 relu",
)


@pytest.mark.parametrize("model", SHAPES)
def test_it_tells_what_was_measured(stage, models, model):
    scene = stage(OneInput, models[model])
    study, told = scene.cost_slices, said(scene)
    count = scene.network.mlp.parameters.size
    assert f"depends on {count:,} numbers" in told
    assert f"{study.cost.min():.4f}" in told
    assert f"from {study.place[0]:+.0f} to {study.place[-1]:+.0f}." in told
    assert f"Of {len(study.depths):,} weights" in told
    check_valleys(study, beat(scene, "drawn by chance").text)
    check_balls(scene, study)
    check_line(scene, study)


def check_valleys(study, text):
    """Count the slices with valleys; ours is looked at more closely than when it was chosen."""
    one, two = (int((depths > 0).sum()) for depths in study.depths.T)
    ours = find_peaks(-study.cost, prominence=1e-4)[1]["prominences"]
    if two:
        assert (f" {two} have a second valley" if two > 1 else "only ours has") in text
        assert len(ours) > 1
    elif one:
        assert "none has two valleys." in text
        assert (f"{one:,} have one, and ours is" if one > 1 else "Only ours has one.") in text
        assert max(ours) > study.depths.max() - 1e-6
    else:
        assert "none has a second valley" in text


@pytest.mark.parametrize(
    ("one", "two", "others", "kept", "told"),
    [
        (0, 0, 5, 0, "none has a second valley."),
        (1, 0, 5, 0, "none has two valleys. Only ours has one."),
        (40, 0, 5, 0, "none has two valleys. {one:,} have one, and ours is the deepest."),
        (40, 1, 5, 0, "only ours has a second valley. With other images, it has none that deep."),
        (
            40,
            1,
            5,
            1,
            "only ours has a second valley. With other images, it has one that deep, too.",
        ),
        (40, 1, 0, 0, "only ours has a second valley."),
        (40, 3, 5, 0, "none of them has one that deep."),
        (40, 3, 5, 2, "{kept} of them {kept:has|have} one that deep."),
        (40, 30, 5, 2, "Ours was the clearest."),
    ],
)
def test_no_more_is_said_of_valleys_than_slices_show(one, two, others, kept, told):
    study = SimpleNamespace(tried=132, with_two=two, others=others, kept=kept)
    line = OneSlice.line_on_others(SimpleNamespace(study=study, with_one=one))
    assert line.endswith(told)
    assert ("Such a curve is rare" in line) == (0 < two < 13 and others > 0)


def check_balls(scene, study):
    """The balls go by slopes of the measured curve, calculated from its neighbouring points."""
    slopes = np.gradient(study.cost, study.place)
    steepest = np.abs(slopes).max()
    for rolled in (scene.rolled, *scene.many_rolled):
        before, steps = rolled.places[:-1], np.diff(rolled.places)
        if rolled.left:
            before, steps = before[:-1], steps[:-1]
        wanted = -scene.rate * np.interp(before, study.place, slopes)
        assert steps == pytest.approx(wanted, abs=0.03 * scene.rate * steepest)
        if rolled.rests:
            last = np.interp(rolled.places[-1], study.place, slopes)
            assert abs(last) < 0.05 * steepest
    if "different bottoms" in said(scene):
        bottoms = beat(scene, "different bottoms").values["bottoms"]
        ends = np.sort([each.places[-1] for each in scene.many_rolled if each.rests])
        # Between two bottoms the curve is higher than both.
        cost = np.interp(ends, study.place, study.cost)
        hills = 0
        for (a, one), (b, other) in pairwise(zip(ends, cost, strict=True)):
            between = study.cost[(study.place >= a) & (study.place <= b)].max(initial=0)
            hills += between > max(one, other) + 1e-7
        assert bottoms == 1 + hills


def check_line(scene, study):
    inside = (study.share > -1e-6) & (study.share < 1 + 1e-6)
    way = study.line[inside]
    line = beat(scene, "if all numbers change together")
    assert f"from {way[0]:.2f} to {way[-1]:.2f}" in line.text
    rises = np.maximum(0, [way[i:].max() - way[i] for i in range(len(way))]).max()
    if "without a bump" in line.text:
        assert rises <= 0.001
    elif "rises once" in line.text:
        assert f"by {rises:.3f}" in line.text


def test_what_the_shipped_network_shows(stage):
    scene = stage(OneInput)
    study = scene.cost_slices
    assert study.is_of(scene.network.mlp)
    assert beat(scene, "Give it any value").shows("5,000 MNIST training images")
    # Its valleys: points of the curve that are lower than all others nearby.
    cost = study.cost
    low = [i for i in range(10, len(cost) - 10) if cost[i] == cost[i - 10 : i + 11].min()]
    assert f"at {len(low)} different bottoms" in said(scene)
    assert scene.bottoms == low
    # It is the second valley that rises most, for how high its curve is.
    first = beat(scene, "Here it is negative")
    shown = next(text for text in first.texts if text.startswith("slope"))
    falling = scene.flanks[0]
    slope = np.interp(falling, study.place, np.gradient(cost, study.place))
    assert float(shown.split()[1].replace("\N{MINUS SIGN}", "-")) == pytest.approx(slope, abs=1e-5)
    assert slope < 0 < np.interp(scene.flanks[1], study.place, np.gradient(cost, study.place))
    images = study.step * scene.network.recipe.batch
    assert f"early in its training, after {images:,} images" in said(scene)
    assert study.step < 0.1 * scene.history.snapshot_step[-1]


def test_too_large_a_step_size_does_what_is_told(stage):
    scene = stage(OneInput)
    study, found = scene.cost_slices, scene.overshoot
    slopes = np.gradient(study.cost, study.place)
    at, ways = scene.start, [scene.start]
    for _ in range(10):
        at -= found.factor * scene.rate * np.interp(at, study.place, slopes)
        ways.append(at)
    # So large steps make much of little: the first few are compared.
    assert found.rolled.places[:3] == pytest.approx(ways[:3], abs=0.3)
    assert f"{found.factor} times as large" in said(scene)
    bottom = scene.rolled.places[-1]
    assert np.sign(found.rolled.places - bottom).min() < 0 < np.max(found.rolled.places - bottom)
    assert found.outcome == "elsewhere"
    assert abs(found.rolled.places[-1] - bottom) > 5


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_its_second_valley_is_one_on_these_images_and_whether_on_others_is_told(stage):
    scene = stage(OneInput)
    study, history = scene.cost_slices, load_history(history_beside(SHIPPED_NETWORK))
    mlp = history.network(int(np.flatnonzero(history.snapshot_step == study.step)[0]))
    step, to, before = study.edge
    train, two = load(MNIST).train, []
    for digits in (train[:5000], train[5000:10000]):
        wanted, costs = np.eye(10)[digits.labels], []
        weights = [matrix.astype(float) for matrix in mlp.weights]
        for place in study.place[::6]:
            weights[step][to, before] = place
            a = digits.images / 255
            for matrix, bias in zip(weights, mlp.biases, strict=True):
                a = 1 / (1 + np.exp(-(a @ matrix.T + bias)))
            costs.append(((a - wanted) ** 2).sum(axis=1).mean())
        low = [i for i in range(1, len(costs) - 1) if costs[i] == min(costs[i - 1 : i + 2])]
        hills = [max(costs[i : j + 1]) - max(costs[i], costs[j]) for i, j in pairwise(low)]
        two.append(any(hill > 1e-4 for hill in hills))
    assert two == [True, False]
    assert study.kept == 0
    assert "With other images, none of them has one that deep." in said(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_the_stored_curve_is_the_cost_of_networks_with_that_weight(stage):
    digits = load(MNIST).train[:5000]
    scene = stage(OneInput)
    study, history = scene.cost_slices, load_history(history_beside(SHIPPED_NETWORK))
    (index,) = np.flatnonzero(history.snapshot_step == study.step)
    mlp = history.network(int(index))
    step, to, before = study.edge
    wanted = np.eye(10)[digits.labels]
    for at in (0, 120, 200, 360):
        weights = [matrix.astype(float) for matrix in mlp.weights]
        weights[step][to, before] = study.place[at]
        a = digits.images / 255
        for matrix, bias in zip(weights, mlp.biases, strict=True):
            a = 1 / (1 + np.exp(-(a @ matrix.T + bias)))
        assert study.cost[at] == pytest.approx(((a - wanted) ** 2).sum(axis=1).mean(), abs=1e-9)


def test_balls_lie_on_the_curve_and_the_wall_shows_the_sample(stage):
    scene = stage(OneInput)
    ground = CostCurve(scene.smooth.x, scene.smooth.y, scene.smooth.height, scene.smooth.slope)
    balls = Balls(ground, [each.places for each in scene.many_rolled])
    for taken in (0, 2, 2.5, balls.steps):
        balls.set_taken(taken)
        for ball in balls.balls:
            x, y, _ = ball.get_center()
            there = ground.chart.across
            share = (x - there.line.get_start()[0]) / there.line.get_length()
            assert y == pytest.approx(
                ground.at(there.low + share * (there.high - there.low))[1], abs=1e-6
            )
    wall = CurveWall(scene.cost_slices.sample)
    assert len(wall) == len(scene.cost_slices.sample)
    assert beat(scene, "drawn by chance").shows(f"{len(wall)} of them")


def test_a_slope_that_slides_shows_each_place(stage):
    scene = stage(OneInput)
    smooth = scene.smooth
    ground = CostCurve(smooth.x, smooth.y, smooth.height, smooth.slope)
    probe = Slope(ground, smooth.x[40], pointing=False)
    for x in scene.rims:
        probe.set_place(x)
        assert probe.dot.get_center() == pytest.approx(ground.at(x), abs=1e-6)
        start, end = probe.tangent.get_start(), probe.tangent.get_end()
        per_unit = np.diff(ground.chart.place([0, 1], [0, 1]), axis=0)[0]
        rise = (end - start)[1] / per_unit[1] / ((end - start)[0] / per_unit[0])
        assert rise == pytest.approx(float(smooth.slope(x)), rel=1e-3)
    assert not len(probe.arrow)
    for place, side in zip(scene.flanks, (1, -1), strict=True):
        assert Slope(ground, place).downhill == side
