"""Lecture 1 of a network from elsewhere, with tanh in its hidden layers and softmax at its end."""

import numpy as np
import pytest

from network.questions.measures import outputs_between
from network.questions.straight_way import on_the_way
from network.training.stored import load_network
from scenes.forward import Forward
from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import edge_strength, largest_but_few
from scenes.structure.knobs import Knobs
from scenes.structure.layers import Layers
from scenes.structure.preview import Preview
from scenes.structure.squish import Squish
from tests.beats import beat, said


@pytest.fixture
def mlp(models):
    return load_network(models["imported"]).mlp


def test_a_neuron_below_0_glows_in_the_colour_that_takes_away(stage, models, mlp):
    scene = stage(Forward, models["imported"])
    told = beat(scene, "squeezes the sum into a number from -1 to 1")
    first = scene.examples[0]
    held = mlp.forward(first.pixels).a[1]
    assert held.min() < -0.5
    assert "Below 0, it glows" in told.text
    most = held[int((mlp.weights[0] @ first.pixels).argmax())]  # gets most from the pixels
    assert f"Squeezed, that gives {most:.2f}" in said(scene)
    look, last = theme(), scene.examples[-1].forward.a[1]
    for neuron, value in zip(scene.diagram.layers[0].neurons, last, strict=True):
        colour = look.firing if value >= 0 else look.negative
        assert neuron.get_fill_color() == mixed(look.resting, colour, abs(value))


def test_the_curve_is_that_of_tanh(stage, models, mlp):
    scene = stage(Squish, models["imported"])
    chart = scene.passage.chart
    assert (chart.upward.low, chart.upward.high) == (-1, 1)
    for example, dot in zip(scene.examples, scene.fallen, strict=True):
        total = float(scene.weights @ example.pixels)
        assert np.allclose(dot.get_center(), chart.place(total, np.tanh(total)), atol=1e-4)
    held = np.tanh(mlp.forward(scene.digits.digits.pixels).z[0][:, scene.neuron])
    dark, bright = (held < -0.95).mean(), (held > 0.95).mean()
    told = beat(scene, "drive the neuron below").values
    assert (told["dark"], told["bright"]) == pytest.approx((dark, bright), abs=0.02)


def test_softmax_is_told_by_what_it_does(stage, models, mlp):
    scene = stage(Layers, models["imported"])
    outputs = mlp.forward(scene.digits.digits.pixels).output
    assert outputs.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert "All ten together hold 1" in said(scene)
    pale = outputs_between(outputs, scene.digits.digits.labels, 0.1, 0.3)
    fits = abs(pale.share - pale.mean) <= 3 * pale.doubt
    if pale.count < 100:
        assert "look like probabilities" in said(scene)
    else:
        assert ("That fits here" in said(scene)) == fits
    assert "epoch" not in scene.beats[-1].text


@pytest.mark.parametrize("scene_class", [Preview, Knobs])
def test_a_training_that_nobody_recorded_is_a_sketch(stage, models, mlp, scene_class):
    scene = stage(scene_class, models["imported"], fresh=True)
    assert "sketch" in " ".join([said(scene), *scene.messages])
    assert "never saw" not in said(scene)  # nobody here knows that, nor what it learned from
    assert "It learned from" not in said(scene)
    learning = scene.learning if scene_class is Preview else scene.live
    scene.show_training(0)
    start = on_the_way(mlp, 0)
    for field, matrix, end in zip(learning.weights, start.weights, mlp.weights, strict=True):
        wanted = edge_strength(matrix, largest_but_few(end))
        assert np.allclose(field.strengths, wanted, atol=1e-5)
