"""How many labels: dots and figures are what was measured; the lecture ends with real wishes."""

import os
from dataclasses import replace

import numpy as np
import pytest

from network.measured.more_data import MoreData as Study
from network.measured.study import study_file
from scenes.backprop.more_data import MoreData
from scenes.stage.studied import Studied
from tests.beats import beat, said
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")


@pytest.fixture(scope="module")
def study():
    return Study.load(study_file("more-data"))


def mean(row) -> float:
    return sum(map(float, row)) / len(row)


def percent(share) -> str:
    return f"{100 * share:.1f}%"


def test_what_is_said_was_measured(stage, models, study):
    scene = stage(MoreData, models["shipped"])
    by_count = dict(zip(study.counts, study.on_test, strict=True))
    first, second, third = (percent(mean(by_count[count])) for count in (100, 1000, 10_000))
    assert f"With 100 labels, {first} of the test images" in said(scene)
    assert f"ten times as many, {second}. With ten times as many again, {third}." in said(scene)
    assert "with 100 labelled images, with 300, and so on up to 50,000" in said(scene)
    assert f"100 images, {study.steps * study.batch // 100:,} times" in said(scene)
    shown = beat(scene, "ten times as many")
    for row in study.on_test:
        assert shown.shows(percent(mean(row)))
    assert shown.shows("10,000 MNIST test images: read correctly")
    steps = int(scene.history.steps_per_epoch * scene.network.epochs)
    assert shown.shows(f"{study.steps:,} steps each, images stay in place; our own network took")
    assert shown.shows(f"our own network took {steps:,} steps")


def test_repeating_brings_less_than_half_a_point_up_to_what_is_said(stage, models, study):
    scene = stage(MoreData, models["shipped"])
    gains = [
        mean(longer) - mean(shorter)
        for longer, shorter in zip(study.on_test, study.sooner, strict=False)
    ]
    alike = 0
    while alike < len(gains) and gains[alike] < 0.005:
        alike += 1
    assert f"Up to {study.counts[alike - 1]:,} images, that is just as good" in said(scene)
    more = [mean(row) for row in study.on_test]
    # Other images bring more than repeating did, wherever both were tried.
    assert all(many - few > gain for few, many, gain in zip(more, more[1:], gains, strict=False))


def test_every_training_has_its_dot(stage, models, study):
    scene = stage(MoreData, models["shipped"])
    chart = scene.found.chart
    for columns, measured in (
        (scene.found.dots, study.on_test),
        (scene.found.others, study.sooner),
    ):
        assert len(columns) == len(measured)
        for column, row, count in zip(columns, measured, study.counts, strict=False):
            assert len(column) == len(study.seeds)
            for dot, share in zip(column, row, strict=True):
                wanted = chart.place(np.log10(count), share)
                assert dot.get_center()[1] == pytest.approx(wanted[1], abs=1e-5)
                assert abs(dot.get_center()[0] - wanted[0]) < 0.75


@pytest.mark.parametrize("shape", some("shipped", "784-8-10 relu", "784-16-16-10 untrained"))
def test_the_lecture_ends_with_what_an_image_asks_of_the_weights(stage, models, shape):
    scene = stage(MoreData, models[shape], leaping=shape != "shipped")
    mlp, pixels = scene.moment.mlp, scene.example.pixels.astype(float)
    a = [pixels]
    for k, (weights, biases) in enumerate(zip(mlp.weights, mlp.biases, strict=True)):
        z = weights @ a[-1] + biases
        rectified = mlp.activation == "relu" and k < len(mlp.weights) - 1
        a.append(np.where(z > 0, z, 0) if rectified else 1 / (1 + np.exp(-z)))
    back = 2 * (a[-1] - np.eye(10)[scene.label]) * a[-1] * (1 - a[-1])
    for k in range(len(mlp.weights) - 1, -1, -1):
        asked = -np.outer(back, a[k])
        drawn = scene.live.weights[k].strengths
        assert np.array_equal(np.sign(drawn), np.sign(asked.astype(np.float32)))
        order = np.argsort(np.abs(asked), axis=None)
        assert (np.diff(np.abs(drawn).ravel()[order]) > -1e-6).all()
        slope = a[k] > 0 if mlp.activation == "relu" else a[k] * (1 - a[k])
        back = (mlp.weights[k].T @ back) * slope
    assert scene.ended.shows("lecture 4")
    assert scene.ended.shows("averaged over all images:")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda study: {"sooner": study.sooner - 0.1}, "Repeating helped here."),
        (lambda study: {"sooner": study.on_test[:-1]}, "Up to 10,000 images, that is just as good"),
        (
            lambda study: {
                "counts": study.counts[-2:],
                "on_test": study.on_test[-2:],
                "on_training": study.on_training[-2:],
                "sooner": study.sooner[-1:],
            },
            "With 50,000, ",
        ),
    ],
)
def test_other_measurements_tell_another_story(stage, models, study, monkeypatch, change, told):
    monkeypatch.setattr(Studied, "more_data", replace(study, **change(study)))
    assert told in said(stage(MoreData, models["shipped"], fresh=True, leaping=True))


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_named_where_it_is_shown(stage):
    assert stage(MoreData, NETWORK_DATA=MNIST, leaping=True).ended.shows("MNIST test images")


@pytest.mark.parametrize("name", ["tanh", "shipped"])
def test_other_networks_are_told_that_these_are_of_sigmoids(stage, models, study, name):
    told = said(stage(MoreData, models[name]))
    assert study.activation == "sigmoid"
    assert ("We train networks of sigmoids, with" in told) == (name == "tanh")
