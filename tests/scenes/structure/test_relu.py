import os
from dataclasses import replace

import numpy as np
import pytest

from network.measured.experiments import SHIPPED_EXPERIMENTS, load_experiments, save_experiments
from scenes.structure.relu import Relu

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")


class Watched(Relu):
    """The film, with notes of every slope that is shown."""

    def drive(self, show, parts, *way, **timing):
        def noted(share):
            show(share)
            if show == self.pair.touch_at:
                ends = [tangent.get_start_and_end() for tangent in self.pair.tangents]
                self.touched.append((ends, [value.text for value in self.pair.values]))

        self.touched = getattr(self, "touched", [])
        super().drive(noted, parts, *way, **timing)


def test_the_curves_are_the_functions(stage, models):
    scene = stage(Watched, models["784-8-10 relu"])
    chart = scene.pair.chart
    for curve, function in zip(scene.pair.curves, SQUISHES, strict=True):
        x = curve.x
        assert np.allclose(curve.corners(), chart.place(x, function(x)), atol=1e-5)
    unit = np.linalg.norm(chart.place(1, 0) - chart.place(0, 0))
    assert np.linalg.norm(chart.place(0, 1) - chart.place(0, 0)) == pytest.approx(unit)
    assert len(scene.touched) > 10
    steepest = 0
    for ends, texts in scene.touched:
        middles = []
        for (start, end), text in zip(ends, texts, strict=True):
            across, up, _ = end - start
            assert float(text) == pytest.approx(up / across, abs=0.0051)
            middles.append((start + end) / 2)
        assert middles[0][0] == pytest.approx(middles[1][0])
        x = (middles[0][0] - chart.place(0, 0)[0]) / unit
        for middle, function in zip(middles, SQUISHES, strict=True):
            assert np.allclose(middle, chart.place(x, function(x)), atol=1e-5)
        steepest = max(steepest, float(texts[0]))
    assert steepest <= 0.25
    assert "uses ReLU in its hidden layers" in scene.cues[-1]["text"]


SQUISHES = (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.maximum(0, x))


def check_measurements(scene):
    depth = scene.experiments.depth
    chart = scene.slopes.chart
    low, high = chart.upward.low, chart.upward.high
    assert high == 0
    foot = scene.slopes.bars[0][0].get_bottom()[1]
    unit = chart.upward.line.get_length() / (high - low)
    for step, pair in enumerate(scene.slopes.bars):
        for bar, run in zip(pair, (depth.sigmoid, depth.relu), strict=True):
            value = 10 ** (low + (bar.get_top()[1] - foot) / unit)
            assert value == pytest.approx(run.slopes[step], rel=1e-3)
    runs = (depth.sigmoid, depth.relu, depth.fitted)
    for graph, run, figure in zip(scene.race.curves, runs, scene.race.percents, strict=True):
        corners = graph.corners()
        room = scene.race.chart
        bottom, top = room.place(0, 0)[1], room.place(0, 1)[1]
        assert np.allclose((corners[:, 1] - bottom) / (top - bottom), run.accuracy, atol=1e-5)
        assert np.allclose(np.expm1(graph.x), depth.step)
        assert figure.text == f"{run.accuracy[-1]:.1%}"
        assert graph.end == graph.x[-1]
    products = [1 / eval_fraction(column[2].text) for column in scene.passed.columns]
    assert products == [4**k for k in range(len(depth.sizes) - 1)]


def eval_fraction(text):
    over, _, under = text.replace(",", "").partition("/")
    return float(over) / float(under or 1)


def test_what_is_drawn_and_said_was_measured(stage):
    scene = stage(Relu)
    check_measurements(scene)
    depth = scene.experiments.depth
    spoken = {cue["message"][:12]: cue["text"] for cue in scene.cues}
    lost = [run.slopes[-1] / run.slopes[0] for run in (depth.sigmoid, depth.relu)]
    assert all(f"{each:,.0f}" in spoken["So we measur"] for each in lost)
    assert f"1/{4 ** (len(depth.sizes) - 2):,}" in spoken["Learning wor"]
    race = spoken["Now both lea"]
    slower = depth.relu.accuracy[-1] > depth.sigmoid.accuracy[-1] + 0.02
    if "never get going" in race:
        assert slower
        assert depth.sigmoid.accuracy[-1] < 0.2
        assert f"{depth.sigmoid.accuracy[-1]:.0%}" in race
    assert f"{depth.fitted.accuracy[-1]:.0%}" in spoken["In fairness:"]
    assert f"{scene.network.test_accuracy:.1%}" in scene.cues[-1]["text"]


def turned_round(depth):
    """Return a measurement in which the sigmoids were the better ones."""
    return replace(depth, sigmoid=depth.relu, relu=depth.sigmoid)


def late(depth):
    """Return one in which the sigmoids learned, but later."""
    wait = len(depth.step) // 4
    accuracy = np.concatenate([np.full(wait, 0.1), depth.relu.accuracy[:-wait]])
    accuracy[-1] = depth.relu.accuracy[-1]
    return replace(depth, sigmoid=replace(depth.sigmoid, accuracy=accuracy))


@pytest.mark.parametrize(("change", "says"), [(turned_round, "no slower"), (late, "halfway after")])
def test_other_results_are_told_otherwise(stage, tmp_path, models, change, says):
    stored = load_experiments(SHIPPED_EXPERIMENTS)
    folder = models["784-8-10 relu"].parent
    save_experiments(folder / "experiments.npz", replace(stored, depth=change(stored.depth)))
    try:
        scene = stage(Relu, models["784-8-10 relu"])
    finally:
        (folder / "experiments.npz").unlink()
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert says in spoken
    assert "never get going" not in spoken
    check_measurements(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_it_ends_with_our_network(stage):
    scene = stage(Relu, NETWORK_DATA=MNIST)
    forward = scene.network.mlp.forward(scene.digits.clear(3).pixels)
    for layer, values in zip(scene.diagram.layers, forward.a[1:], strict=True):
        assert np.allclose(layer.activations, values, atol=1e-5)
    assert scene.verdict.figures[0].text == f"{forward.output.max():.2f}"
