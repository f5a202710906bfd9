"""The few lines of 3.9: the code that is shown, the picture beside it, and what it reached."""

import inspect

import numpy as np
import pytest

from network.measured.few_lines import FewLines
from network.measured.study import study_file
from network.training import in_a_few_lines
from network.training.stored import SHIPPED_NETWORK
from scenes.backprop.algorithm import Algorithm
from scenes.backprop.drawings.told_code import ToldCode
from tests.beats import beat, said
from tests.quick_texts import quick_texts
from tests.some_networks import some

SHAPES = some("784-8-10 relu", "784-12-11-9-8-10", "784-16-16-10 untrained", usually=1)


@pytest.fixture
def shipped(stage):
    return stage(Algorithm, SHIPPED_NETWORK)


def test_the_code_that_is_shown_is_that_of_the_project_and_as_long_as_is_said(shipped):
    shown = shipped.code.code.text
    assert beat(shipped, "These very lines").shows(shown)
    lines = shown.split("\n")
    source = inspect.getsource(in_a_few_lines).split("\n")
    assert all(line in source for line in lines)
    count = sum(bool(line.strip()) for line in lines)
    assert beat(shipped, "lines of Python").text.startswith(
        f"To learn from all images once takes {count} lines"
    )


def test_neurons_hold_what_this_image_makes_them_hold(shipped):
    forward = beat(shipped, "Forward: layer by layer")
    mlp, a = shipped.mlp, shipped.example.pixels.astype(float)
    for layer, weights, biases in zip(forward.layers, mlp.weights, mlp.biases, strict=True):
        a = 1 / (1 + np.exp(-(weights @ a + biases)))
        np.testing.assert_allclose(layer, a, atol=1e-6)
    before = beat(shipped, "Shuffle the images")
    assert not any(layer.any() for layer in before.layers)


def test_outputs_wish_for_twice_the_gap(shipped):
    output = shipped.example.pixels.astype(float)
    for weights, biases in zip(shipped.mlp.weights, shipped.mlp.biases, strict=True):
        output = 1 / (1 + np.exp(-(weights @ output + biases)))
    gap = np.eye(10)[shipped.label] - output
    np.testing.assert_allclose(shipped.live.outputs_wish.values, 2 * gap, atol=1e-6)


def test_edges_and_halos_are_what_the_lines_themselves_calculate(shipped):
    mlp, example = shipped.mlp, shipped.example
    W, b = ([each.copy() for each in kind] for kind in (mlp.weights, mlp.biases))
    image, wanted = example.pixels[None].astype(float), np.eye(10)[[shipped.label]]
    in_a_few_lines.learn(W, b, image, wanted, 1.0, 1, np.random.default_rng(0))
    for asked, new, old in zip(shipped.live.matrices, W, mlp.weights, strict=True):
        np.testing.assert_allclose(asked, new - old, atol=1e-7)


def test_what_they_reached_is_told_as_it_was_measured(shipped):
    study = FewLines.load(study_file("few-lines"))
    told = beat(shipped, "These very lines trained a network")
    share = study.on_test[:, -1].mean()
    assert f"50,000 images, {study.epochs} times over" in told.text
    assert (
        f"in {study.seconds:.1f} seconds. From 3 random starts, it reads {share:.0%}" in told.text
    )
    assert told.shows(f"{share:.0%}")
    assert told.shows("read: 10,000 MNIST test images")
    assert told.shows(f"784-16-16-10, step size {study.rate:g}: the best of 3")
    assert told.shows(f"{study.seconds:.1f} s of processor time")
    assert np.ptp(study.on_test[:, -1]) < 0.02


@pytest.mark.parametrize("shape", SHAPES)
def test_other_networks_have_room_and_say_what_they_are(stage, models, shape):
    scene = stage(Algorithm, models[shape])
    relu = beat(scene, "lines of Python").shows("a network with ReLU")
    assert relu == ("relu" in shape)
    assert "These very lines trained a network" in said(scene)


def test_lines_are_found_by_how_they_begin(monkeypatch):
    quick_texts(monkeypatch)
    code = ToldCode("def f(x):\n    y = 2 * x\n    return y", 4)
    assert code.lines_with("return", "def") == [2, 0]
    with pytest.raises(ValueError, match="begins 0 lines"):
        code.lines_with("while")
    code.talk_about([1])
    assert code.bar.get_stroke_opacity() == 1
    assert code.bar.get_y() == pytest.approx(code.code.line(1).get_y(), abs=0.01)
    assert code.code.line(0)[0].get_fill_opacity() < code.code.line(1)[0].get_fill_opacity()
    assert code.let_go().bar.get_stroke_opacity() == 0
