import os
from dataclasses import replace

import numpy as np
import pytest

from network.measured.experiments import SHIPPED_EXPERIMENTS, load_experiments, save_experiments
from scenes.structure.relu import Relu
from tests.beats import beat, said

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

SQUISHES = (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.maximum(0, x))


def test_the_curves_are_the_functions(stage, models):
    scene = stage(Relu, models["784-8-10 relu"])
    chart = scene.pair.chart
    for curve, function in zip(scene.pair.curves, SQUISHES, strict=True):
        x = curve.x
        assert np.allclose(curve.corners(), chart.place(x, function(x)), atol=1e-5)
    unit = np.linalg.norm(chart.place(1, 0) - chart.place(0, 0))
    assert np.linalg.norm(chart.place(0, 1) - chart.place(0, 0)) == pytest.approx(unit)
    assert "uses ReLU in its hidden layers" in scene.cues[-1]["text"]
    assert "Our own network began like that" not in said(scene)
    # Nothing before it has told what a sigmoid is.
    assert "a curve from 0 to 1, the sigmoid" in scene.cues[0]["text"]
    assert beat(scene, "The name is short").shows("rectified linear unit")


def runs_of(scene):
    depth = scene.experiments.depth
    return depth.sigmoid, depth.relu, depth.fitted


def check_race(scene):
    """Curves, figures, and the settings that decide about them."""
    depth, again = scene.experiments.depth, scene.experiments.again
    rows = zip(scene.race.curves, runs_of(scene), scene.race.percents, strict=True)
    for graph, run, figure in rows:
        corners, room = graph.corners(), scene.race.chart
        bottom, top = room.place(0, 0)[1], room.place(0, 1)[1]
        assert np.allclose((corners[:, 1] - bottom) / (top - bottom), run.accuracy, atol=1e-5)
        assert np.allclose(graph.x / depth.epochs, depth.step / depth.step[-1])
        assert figure.text == f"{run.accuracy[-1]:.1%}"
        assert graph.end == graph.x[-1]
    seen = beat(scene, "times as large at the start")
    assert seen.shows(f"layers {', '.join(map(str, depth.sizes))}; batches of {depth.batch}")
    assert seen.shows(", ".join(f"{rate:g}" for rate in depth.rates))
    assert f"{len(depth.sizes) - 2} hidden layers" in said(scene)
    assert f"the best of {len(depth.rates)} speeds" in said(scene)
    if again:
        for name, remark in zip(("sigmoid", "relu", "fitted"), scene.race.remarks, strict=True):
            shares = ", ".join(f"{share:.1%}" for share in getattr(again, name))
            assert remark.text == f"other starts: {shares}"


def test_what_is_drawn_and_said_was_measured(stage):
    scene = stage(Relu)
    check_race(scene)
    assert scene.cues[0]["text"].startswith("The sigmoid is what early networks used.")
    depth, again = scene.experiments.depth, scene.experiments.again
    sigmoid, relu, fitted = (float(run.accuracy[-1]) for run in runs_of(scene))
    race = beat(scene, "After {epochs} epochs, ReLU")
    assert f"After {depth.epochs} epochs, ReLU reads {relu:.0%}" in race.text
    assert f"{sigmoid:.0%}" in race.text
    assert ("still guess" in race.text) == (sigmoid < 0.2)
    if "still guess" in race.text:
        assert f"with each of the {len(depth.rates)} speeds" in race.text
        assert max(depth.sigmoid.rate_accuracy) < 0.2
    late = beat(scene, "only late")
    assert (
        f"In {again.epochs} epochs, at a speed chosen anew, they read {again.patient[-1]:.0%}"
        in late.text
    )
    assert late.shows(f"sigmoid, {again.epochs} epochs: {again.patient[-1]:.1%}")
    better = beat(scene, "times as large at the start").text
    times = depth.fitted.gain / depth.sigmoid.gain
    assert f"weights {times:g} times as large at the start, they keep up: {fitted:.0%}" in better
    assert fitted > relu - 0.02
    assert ("began like that" in better) == (scene.network.recipe.gain == depth.fitted.gain)
    right, count = np.trace(scene.network.confusion), scene.network.confusion.sum()
    assert f"reads {right / count:.1%} of {count:,} MNIST test images" in scene.cues[-1]["text"]


def test_other_starts_tell_the_same():
    """What is said of one start holds for the others that were tried."""
    again = load_experiments(SHIPPED_EXPERIMENTS).again
    assert max(again.sigmoid) < 0.2
    assert min(again.relu) > 0.95
    assert min(again.fitted) > min(again.relu) - 0.02


def turned_round(experiments):
    """Return a measurement in which the sigmoids were the better ones."""
    depth = experiments.depth
    depth = replace(depth, sigmoid=depth.relu, relu=depth.sigmoid)
    return replace(experiments, depth=depth)


def without_more(experiments):
    """Return one in which nothing was run again."""
    return replace(experiments, again=None)


@pytest.mark.parametrize(
    ("change", "says", "says_not"),
    [(turned_round, "no worse", "still guess"), (without_more, "still guess", "only late")],
)
def test_other_results_are_told_otherwise(stage, models, change, says, says_not):
    shape = "784-32-24-10" if change is without_more else "784-12-11-9-8-10"
    folder = models[shape].parent
    save_experiments(folder / "experiments.npz", change(load_experiments(SHIPPED_EXPERIMENTS)))
    try:
        scene = stage(Relu, models[shape], fresh=True)
    finally:
        (folder / "experiments.npz").unlink()
    assert says in said(scene)
    assert says_not not in said(scene)
    check_race(scene)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_it_ends_with_our_network(stage):
    scene = stage(Relu, NETWORK_DATA=MNIST, leaping=True)
    forward = scene.network.mlp.forward(scene.digits.clear(3).pixels)
    for layer, values in zip(scene.diagram.layers, forward.a[1:], strict=True):
        assert np.allclose(layer.activations, values, atol=1e-5)
    assert scene.verdict.figures[0].text == f"{forward.output.max():.2f}"
