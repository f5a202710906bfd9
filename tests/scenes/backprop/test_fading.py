"""How much arrives: dots, shares and light are what was measured, and what our network says."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from network.measured.fading import LARGER, RELU, SIGMOID
from network.measured.fading import Fading as Study
from network.measured.study import study_file
from scenes.backprop.fading import Fading
from scenes.stage.studied import Studied
from tests.beats import beat, said
from tests.some_networks import some

COUNTED = 1000


@pytest.fixture(scope="module")
def study():
    return Study.load(study_file("fading"))


def shares(study, kind, left_out=False):
    """What arrives in each layer as a share of what the outputs get: means of its neurons."""
    if left_out:
        rows = study.left_out[kind]
    else:
        ends = np.cumsum((0, *study.sizes[1:]))
        layers = [study.neurons[kind, :, a:b].mean(axis=1) for a, b in pairwise(ends)]
        rows = np.transpose(layers)
    return rows / rows[:, -1:]


def first(study, kind, left_out=False):
    """The middle of all starts' shares in the first layer."""
    ordered = sorted(shares(study, kind, left_out)[:, 0])
    return (ordered[len(ordered) // 2 - 1] + ordered[len(ordered) // 2]) / 2


def own_share(scene):
    """What arrives at our network's start, image by image, with code of its own."""
    mlp, digits = scene.history.network(0), scene.digits.digits[:COUNTED]
    matrices = [weights.astype(float) for weights in mlp.weights]
    a = [digits.images / 255]
    for k, (weights, biases) in enumerate(zip(matrices, mlp.biases, strict=True)):
        z = a[-1] @ weights.T + biases
        rectified = mlp.activation == "relu" and k < len(matrices) - 1
        a.append(np.where(z > 0, z, 0) if rectified else 1 / (1 + np.exp(-z)))
    back = 2 * (a[-1] - np.eye(10)[digits.labels]) * a[-1] * (1 - a[-1])
    outputs = np.abs(back).mean()
    for k in range(len(matrices) - 1, 0, -1):
        slope = a[k] > 0 if mlp.activation == "relu" else a[k] * (1 - a[k])
        back = (back @ matrices[k]) * slope
    return np.abs(back).mean() / outputs


def percent(share, digits=0):
    return f"{100 * share:.{digits}f}%"


def test_shares_that_are_said_were_measured(stage, models, study):
    scene = stage(Fading, models["shipped"])
    told = {
        "only {} of what the outputs get reaches": percent(first(study, SIGMOID), 3),
        "just these slopes, and {} arrives": percent(first(study, SIGMOID, True)),
        "With the same weights, {} arrives": percent(first(study, RELU), 1),
        "4 times as large, {} arrives": percent(first(study, LARGER), 1),
    }
    for line, share in told.items():
        assert line.format(share) in said(scene)
        assert scene.ended.shows(share)
    assert f"From {len(study.seeds)} random starts" in said(scene)
    assert f"Here are {len(study.sizes) - 2} hidden layers" in said(scene)
    assert scene.ended.shows("1,000 MNIST training images; layers 784, 32")


def test_the_reason_holds_in_every_start(study):
    kept, without = shares(study, SIGMOID), shares(study, SIGMOID, left_out=True)
    # Behind the outputs, no step back keeps more than some 30 %: a quarter times the weights.
    assert (kept[:, :-2] < 0.3 * kept[:, 1:-1]).all()
    assert (without[:, 0] > 0.3).all()
    assert (without[:, 0] > 1000 * kept[:, 0]).all()
    for kind in (RELU, LARGER):
        assert (shares(study, kind)[:, 0] > 100 * kept[:, 0]).all()


def test_every_start_has_its_dot_in_every_layer(stage, models, study):
    scene = stage(Fading, models["shipped"])
    chart = scene.arriving.chart
    kinds = {kind: shares(study, kind) for kind in (SIGMOID, RELU, LARGER)}
    drawn = {**scene.dots, "left out": scene.left_out}
    for kind, measured in {**kinds, "left out": shares(study, SIGMOID, True)}.items():
        assert len(drawn[kind]) == measured.shape[1]
        for layer, (group, column) in enumerate(zip(drawn[kind], measured.T, strict=True)):
            assert len(group) == len(study.seeds)
            for dot, share in zip(group, column, strict=True):
                x, y, _ = dot.get_center()
                assert y == pytest.approx(chart.place(1, np.log10(share))[1], abs=1e-5)
                assert abs(x - chart.place(layer + 1, 0)[0]) < 0.4


def test_light_runs_through_one_of_the_networks(stage, models, study):
    scene = stage(Fading, models["shipped"])
    weights = study.network(LARGER, 0).weights[1:]
    sizes = np.split(study.neurons[LARGER, 0], np.cumsum(study.sizes[1:-1]))
    carried = [np.abs(w) * size[:, None] for w, size in zip(weights, sizes[1:], strict=True)]
    for field, values in zip(scene.deep.light, carried, strict=True):
        strengths = field.strengths
        assert strengths.shape == values.shape
        order = np.argsort(values, axis=None)
        assert (np.diff(strengths.ravel()[order]) >= 0).all()
    means = [field.strengths.mean() for field in scene.deep.light]
    assert means == sorted(means)
    for layer, size in zip(scene.deep.layers, sizes, strict=True):
        assert np.corrcoef(np.argsort(layer.activations), np.argsort(size))[0, 1] > 0.99


@pytest.mark.parametrize(
    ("shape", "line"),
    some(
        ("shipped", "That is how our own network began. It has only 2 hidden layers: {} arrived."),
        ("784-8-10 relu", "Our own network has 1 hidden layer. At its start, {} arrived."),
        ("784-9-9-9-9-9-9-9-10 relu", "Our own network has 7 hidden layers. At its start, {}"),
        ("784-12-11-9-8-10", "It has only 4 hidden layers: {} arrived."),
        usually=3,
    ),
)
def test_our_own_network_is_asked(stage, models, shape, line):
    scene = stage(Fading, models[shape], leaping=shape != "shipped")
    share = own_share(scene)
    digits = next(k for k, least in enumerate((0.0995, 0.00995, 0.000995, 0)) if share >= least)
    assert line.format(percent(share, digits)) in said(scene)
    assert len(scene.ours) == min(len(scene.network.mlp.sizes) - 1, 7)
    assert beat(scene, "arrived").shows("our own handwriting (seed 20)")


def test_other_measurements_tell_of_no_race(stage, models, study, monkeypatch):
    assert "In lecture 1, such a network was late" in said(stage(Fading, models["shipped"]))
    other = replace(study, seeds=study.seeds[:3], neurons=study.neurons[:, :3])
    other = replace(other, left_out=study.left_out[:, :3])
    monkeypatch.setattr(Studied, "fading", other)
    monkeypatch.setattr(Fading, "raced", False)
    scene = stage(Fading, models["shipped"], fresh=True, leaping=True)
    assert "late to learn" not in said(scene)
    assert "From 3 random starts" in said(scene)
