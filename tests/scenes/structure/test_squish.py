"""Squish: the sums, the curve, and what it makes of all test images."""

import os
import re

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP
from scipy.special import expit

from network.digits.sources import find_mnist_test
from network.questions.measures import telling_neuron
from network.training.stored import SHIPPED_NETWORK, load_network
from scenes.structure.drawings.squeeze import marks_between
from scenes.structure.squish import Squish
from tests.beats import beat, said, seen
from tests.odd_networks import changed

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


@pytest.mark.parametrize("model", ["shipped", "784-8-10 relu"])
def test_every_sum_is_where_it_belongs(stage, models, model):
    scene = stage(Squish, models[model])
    mlp = load_network(models[model] or SHIPPED_NETWORK).mlp
    weights = mlp.weights[0][telling_neuron(mlp)].astype(float)
    relu = mlp.activation == "relu"
    totals = []
    for example, dot in zip(scene.examples, scene.fallen, strict=True):
        total = float(weights @ example.pixels)
        made = max(total, 0) if relu else expit(total)
        place = scene.passage.chart.place(total, made)
        assert np.allclose(dot.get_center(), place, atol=1e-4)
        totals.append(total)
    assert totals == sorted(totals)
    assert sorted(example.label for example in scene.examples) == list(range(10))
    assert scene.weighing.total.value == pytest.approx(
        weights @ scene.digits.clear(7).pixels, abs=1e-4
    )
    assert f"For this 7, it is {weights @ scene.digits.clear(7).pixels:+.2f}" in said(scene)
    first, last = (scene.examples[end].label for end in (0, -1))
    assert f"from {totals[0]:+.2f} for this {first} to {totals[-1]:+.2f} for this {last}" in said(
        scene
    )
    hung = beat(scene, "Ten digits")
    assert hung.numbers == pytest.approx(totals, abs=1e-4)


def test_the_line_is_squeezed_as_the_function_says(stage):
    scene = stage(Squish)
    squeeze = scene.squeeze
    middle = scene.passage.chart.across.line.get_x()
    assert np.allclose(squeeze.ends[:, 0], middle + 5 * (expit(squeeze.values) - 0.5))
    assert np.allclose(squeeze.strings[1].get_start(), squeeze.starts[squeeze.values >= 0][0])
    assert np.allclose(np.diff(squeeze.values), 1)
    assert {0.0, -8.0, 8.0} <= set(squeeze.values)
    assert "the sigmoid, or the logistic curve" in said(scene)


def test_strings_of_the_squeeze_cross_no_number(stage):
    scene = stage(Squish)
    numbers, grounds = scene.before.numbers, scene.grounds
    for number, ground in zip(numbers, grounds, strict=True):
        for side in (LEFT, RIGHT, UP, DOWN):
            beyond = ground.get_edge_center(side) - number.get_edge_center(side)
            assert beyond @ side > 0.04
        assert ground.get_fill_opacity() == 1
        assert scene.squeeze.z_index < ground.z_index < number.z_index
    # The grounds went where the numbers went, and hide no mark of the line.
    assert grounds.get_top()[1] < scene.before.marks.get_bottom()[1] + 0.04
    assert not {id(each) for each in scene.mobjects} & {id(grounds), *map(id, grounds)}


def test_a_long_line_has_no_more_marks_than_can_be_told_apart():
    assert list(marks_between(-2.5, 3.2)) == [-2, -1, 0, 1, 2, 3]
    many = marks_between(-900.0, 45.0)
    assert len(many) <= 60
    assert 0 in many
    assert np.ptp(np.diff(many)) == 0


def test_sums_far_from_0_leave_room_for_what_becomes_of_0(stage, tmp_path):
    # Nearly all sums are far below 0: the curve rises at the chart's right end.
    path = changed(tmp_path, weights=lambda w: -25 * np.abs(w))
    scene = stage(Squish, path)
    assert scene.middle[0].get_x() > 5
    assert scene.middle.get_right()[0] < 6.7
    assert "Every single one of these images leaves the neuron below 0.05" in said(scene)


def test_equal_sums_are_not_called_lowest_and_highest(stage, tmp_path):
    scene = stage(Squish, changed(tmp_path, weights=lambda w: 0 * w))
    assert "ten times the same sum, +0.00." in said(scene)
    assert "-0.00" not in said(scene)


def test_a_relu_is_told_and_drawn_as_one(stage, models):
    scene = stage(Squish, models["784-8-10 relu"])
    told = said(scene)
    assert "sigmoid" not in told
    assert "0 to 1" not in told
    assert "ReLU" in told
    assert "max" in scene.formula.typst_code
    # Its own measurements: what comes out is what went in, cut off at 0.
    neuron = telling_neuron(scene.network.mlp)
    z = scene.network.mlp.astype(float).forward(scene.digits.digits.images / 255).z[0][:, neuron]
    edge = scene.passage.out_edges[1]
    assert f"Of these images, {np.mean(np.maximum(z, 0) < edge):.0%} leave the neuron" in told
    assert scene.passage.coming_out.counts.sum() == len(z)


def test_no_string_leads_beyond_the_short_line(stage, models):
    scene = stage(Squish, models["relu"])
    assert scene.after.high < scene.before.high - 1
    assert 0 < scene.squeeze.values.max() <= scene.after.high


@needs_mnist
def test_what_is_told_of_all_images_is_counted_anew(stage):
    scene = stage(Squish, NETWORK_DATA=MNIST, leaping=True)
    mlp, mnist = scene.network.mlp, find_mnist_test()
    neuron = telling_neuron(mlp)
    z = mnist.images / 255 @ mlp.weights[0][neuron].astype(float) + mlp.biases[0][neuron]
    held = expit(z)
    dark, bright = (held < 0.05).mean(), (held >= 0.95).mean()
    told = said(scene)
    assert f"Now its sums for {len(z):,} MNIST test images" in told
    shown = [int(share) for share in re.findall(r"(\d+)%", told)]
    assert sum(shown) == 100
    assert f"{shown[0]}% leave the neuron below 0.05, and {shown[1]}% drive it above 0.95" in told
    assert shown == pytest.approx(100 * np.array([dark, bright, 1 - dark - bright]), abs=1)
    assert seen(scene, f"{shown[2]}%")
    assert np.array_equal(scene.passage.going_in.counts, np.histogram(z, scene.passage.edges)[0])
    assert np.array_equal(
        scene.passage.coming_out.counts, np.histogram(held, np.linspace(0, 1, 41))[0]
    )
    assert seen(scene, f"{len(z):,} sums: {mnist.name}")
    assert seen(scene, mnist.name)
