"""Bias: the hand-made neuron, the learned one, and what excites it."""

import os

import numpy as np
import pytest
from scipy.special import expit

from network.questions.measures import telling_neuron
from scenes.structure.bias import Bias

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


def said(scene) -> str:
    return " ".join(cue["text"] for cue in scene.cues).replace("\N{MINUS SIGN}", "-")


def check(scene) -> None:
    """Work out anew whatever the scene shows and says."""
    mlp, told = scene.network.mlp, said(scene)
    relu = mlp.activation == "relu"
    squish = (lambda z: np.maximum(z, 0)) if relu else expit
    # Made by hand: 24 pixels of weight 1, 32 of weight -1/2, in the blot; a threshold of 10.
    seven = scene.digits.clear(7).pixels
    totals = [0, 24 - 16, scene.detector.weights.astype(float) @ seven, 24]
    shown = dict(zip(("bare paper", "a blot", "the 7", "a stroke"), totals, strict=True))
    assert {name: pytest.approx(value, abs=1e-3) for name, value in shown.items()} == scene.totals
    for total, neuron, number in zip(
        scene.totals.values(), scene.threshold.neurons, scene.values, strict=True
    ):
        assert neuron.activation == pytest.approx(squish(total - 10), abs=1e-6)
        assert number.text == f"{squish(total - 10):.2f}"
        place = scene.threshold.chart.place(total, squish(total - 10))
        assert np.allclose(neuron.get_center(), place, atol=1e-5)
    assert ("and the 7 does" in told) == (shown["the 7"] > 10)
    assert "the bias: -10 here" in told
    assert scene.tag.text == "hand-made"

    index = telling_neuron(mlp)
    weights, bias = mlp.weights[0][index].astype(float), float(mlp.biases[0][index])
    pixels = scene.digits.digits.pixels
    images = [np.zeros(784), *pixels[scene.chosen]]
    for image, row in zip(images, scene.rows, strict=True):
        total = weights @ image
        written = [number.value for number in row[1:4]]
        assert written == pytest.approx([total, bias, total + bias], abs=1e-4)
        assert row[4].activations[0] == pytest.approx(squish(total + bias), abs=1e-4)
    assert f"{bias:+.2f}: bare paper leaves it at {squish(np.array(bias)):.2f}" in told
    z = pixels @ weights + bias
    assert np.abs(z[scene.chosen[1]]) == pytest.approx(np.abs(z).min(), abs=1e-4)
    off, edge, on = scene.digits.digits.labels[scene.chosen]
    assert f"this {off} leaves it dark, this {edge} undecided, this {on} lights it" in told

    best = np.argsort(-z)[:9]
    assert [tuple(picture.values.ravel()) for picture in scene.wall] == [
        tuple(pixels[each]) for each in best
    ]
    kinds = len(set(scene.digits.digits.labels[best]))
    assert (f"{kinds} different digits" in told) == (kinds > 1)
    assert f"Of {len(pixels):,} images, these 9" in told
    assert scene.wall_note.text == f"the 9 of {len(pixels):,} images with the largest sum"
    assert f"{abs(bias):.2f}" in scene.summary.typst_code


@pytest.mark.parametrize("model", ["shipped", "784-8-10 relu"])
def test_everything_is_what_the_neuron_holds(stage, models, model):
    scene = stage(Bias, models[model])
    check(scene)
    assert ("sigma" in scene.summary.typst_code) == (model == "shipped")
    assert ("half lit" in said(scene)) == (model == "shipped")


@needs_mnist
def test_on_mnist_the_three_digits_are_clearly_dark_undecided_and_lit(stage):
    scene = stage(Bias, NETWORK_DATA=MNIST)
    check(scene)
    off, edge, on = (row[4].activations[0] for row in scene.rows[1:])
    assert off < 0.05
    assert edge == pytest.approx(0.5, abs=0.01)
    assert on > 0.95
    assert scene.source.text == scene.digits.digits.name
