"""Bias: the hand-made neuron, the learned one, and what excites it."""

import os

import numpy as np
import pytest
from scipy.special import expit

from network.questions.measures import telling_neuron
from scenes.mobjects.neurons.single_neuron import decimals_inside
from scenes.structure.bias import Bias
from scenes.structure.drawings.tried_on import spread_out
from tests.beats import beat, said, seen, with_hyphens
from tests.odd_networks import changed

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

#: What a neuron makes of a sum.
SQUISHES = {"sigmoid": expit, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


def check(scene) -> None:
    """Work out anew whatever the scene shows and says."""
    told = said(scene)
    squish = SQUISHES[scene.network.mlp.activation]
    check_who_passes(scene, squish, told)
    check_the_learned_one(scene, squish, told)
    check_the_favourites(scene, told)


def check_who_passes(scene, squish, told) -> None:
    """Work out what the neuron makes of paper, blot, stroke and 7: nothing else may be said."""
    # Made by hand: 24 pixels of weight 1, 32 of weight -1/2, in the blot; a threshold of 10.
    seven = scene.digits.clear(7).pixels
    totals = [0, 24 - 16, 24, float(scene.detector.weights.astype(float) @ seven)]
    assert scene.totals == pytest.approx(totals, abs=1e-3)
    beside = [card[1] for card in scene.tried.cards]
    for total, neuron, number, picture in zip(
        totals, scene.threshold.neurons, scene.values, beside, strict=True
    ):
        assert neuron.activation == pytest.approx(squish(total - 10), abs=1e-6)
        assert with_hyphens(number.text) == f"{squish(total - 10):.2f}"
        assert 0 < number.get_left()[0] - picture.get_right()[0] < 0.2
        place = scene.threshold.chart.place(total, squish(total - 10))
        assert np.allclose(neuron.get_center(), place, atol=1e-5)
    blot, stroke, seven = (squish(total - 10) for total in totals[1:])
    assert stroke > 0.99
    hardly = 0 < blot < 0.125
    assert ("The blot hardly does" in told) == (hardly and (seven < 0.125 or totals[3] >= 12))
    assert ("and so does the 7" in told) == (hardly and totals[3] >= 12)
    assert ("nor does this 7" in told) == (hardly and seven < 0.125)
    leaves = f"The blot leaves it at {blot:.2f}, and this 7 at {seven:.2f}."
    assert (leaves in told) == (not hardly or (seven >= 0.125 and totals[3] < 12))
    assert "the bias: -10 here" in told
    assert "in the place that suits 7s best" in told
    passes = beat(scene, "the bias: -10")
    assert passes.shows("hand-made")
    shown = set(map(with_hyphens, passes.texts))
    assert {f"{squish(total - 10):.2f}" for total in totals} <= shown


def check_the_learned_one(scene, squish, told) -> None:
    mlp = scene.network.mlp
    index = telling_neuron(mlp)
    weights, bias = mlp.weights[0][index].astype(float), float(mlp.biases[0][index])
    pixels = scene.digits.digits.pixels
    images = [np.zeros(784), *pixels[scene.chosen]]
    for image, row in zip(images, scene.table.rows, strict=True):
        total = weights @ image
        written = [float(number.text.replace("\N{MINUS SIGN}", "-")) for number in row[1:4]]
        assert written[:2] == pytest.approx([total, bias], abs=0.0051)
        assert written[0] + written[1] == pytest.approx(written[2], abs=1e-9)
        assert row[4].activations[0] == pytest.approx(squish(total + bias), abs=1e-4)
    assert f"{bias:+.2f}: bare paper leaves it at {squish(np.array(bias)):.2f}" in told
    assert ("lit until something speaks against it" in told) == (bias > 0.5)
    assert ("dark until something speaks for it" in told) == (bias < -0.5)
    z = pixels @ weights + bias
    assert np.abs(z[scene.chosen[1]]) == pytest.approx(np.abs(z).min(), abs=1e-4)
    off, edge, on = scene.digits.digits.labels[scene.chosen]
    held = squish(z[scene.chosen])
    decided = f"this {off} leaves it dark, this {on} lights it. This {edge}, of all images"
    assert (decided in told) == (held[0] < 0.05 and held[2] > 0.95)
    assert f"from which sum on it lights up: here, from {0.0 - bias:+.2f}." in told
    assert {"which pattern", "from which sum on"} <= set(scene.ended.texts)
    assert f"{abs(bias):.2f}" in scene.summary.typst_code


def check_the_favourites(scene, told) -> None:
    mlp, pixels = scene.network.mlp, scene.digits.digits.pixels
    index = telling_neuron(mlp)
    best = np.argsort(-(pixels @ mlp.weights[0][index].astype(float)))[:9]
    assert [tuple(picture.values.ravel()) for picture in scene.wall] == [
        tuple(pixels[each]) for each in best
    ]
    kinds = len(set(scene.digits.digits.labels[best]))
    assert ("Each is a " in told) == (kinds == 1)
    assert f"These 9 of {len(pixels):,} images excite it most" in told
    check_whom_it_answers(scene, told)
    assert scene.ended.shows(f"the 9 of {len(pixels):,} images with the largest sum")


def check_whom_it_answers(scene, told) -> None:
    """Count for each digit how often the sum is above 0."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    index = telling_neuron(mlp)
    lit = [
        float(mlp.weights[0][index].astype(float) @ image) + float(mlp.biases[0][index]) > 0
        for image in digits.pixels
    ]
    shares = {int(k): np.mean(np.array(lit)[digits.labels == k]) for k in set(digits.labels)}
    low, high = min(shares.values()), max(shares.values())
    mostly = sorted(label for label, share in shares.items() if share > 0.5)
    if high - low < 0.1:
        assert "about as often as the others" in told
    elif high <= 0.9 or low >= 0.1:
        assert "light it most often" in told
    else:
        often, seldom = (next(k for k, v in shares.items() if v == end) for end in (high, low))
        assert f"Nearly all {often}s light it, and hardly any {seldom}." in told
        assert ("But it stands for no single digit" in told) == (len(mostly) > 1)
        assert all(str(label) in told.split("no single digit:")[-1] for label in mostly[1:])
    answers = scene.ended
    assert {f"{share:.2f}" for share in shares.values()} <= set(answers.texts)


@pytest.mark.parametrize("model", ["shipped", "784-8-10 relu"])
def test_everything_is_what_the_neuron_holds(stage, models, model):
    scene = stage(Bias, models[model])
    check(scene)
    assert ("sigma" in scene.summary.typst_code) == (model == "shipped")
    assert "-0.00" not in said(scene)
    assert ("half lit" in said(scene)) == (model == "shipped")


def test_below_0_a_neuron_is_not_said_to_be_hardly_lit(stage, models):
    scene = stage(Bias, models["tanh"])
    check_who_passes(scene, np.tanh, said(scene))
    assert "The blot leaves it at -0.96" in said(scene)
    assert "hardly does" not in said(scene)


@needs_mnist
def test_on_mnist_the_three_digits_are_clearly_dark_undecided_and_lit(stage):
    scene = stage(Bias, NETWORK_DATA=MNIST, leaping=True)
    check(scene)
    off, edge, on = (row[4].activations[0] for row in scene.table.rows[1:])
    assert off < 0.05
    assert edge == pytest.approx(0.5, abs=0.01)
    assert on > 0.95
    assert seen(scene, scene.digits.digits.name)


def test_what_no_image_does_is_not_said(stage, tmp_path):
    """A neuron that stays dark whatever it sees; its bias is far below 0."""
    scene = stage(Bias, changed(tmp_path, biases=lambda b: b - 200))
    told = said(scene)
    assert "dark until something speaks for it" in told
    assert "No image lights it" in told
    assert "Here, all images leave it at 0.00." in told
    assert "from +19" in told or "from +20" in told


@pytest.mark.parametrize(
    ("sums", "wanted"),
    [
        ([0, 8, 24, 14], [0, 8, 24, 14]),
        ([0, 8, 24, 8.1], [0, 6.95, 24, 9.15]),
        ([0, 8, 24, -0.1], [1.05, 8, 24, -1.15]),
        ([0, 8, 24, 30], [0, 8, 22, 24.2]),
    ],
)
def test_pictures_of_nearly_the_same_sum_stand_side_by_side(sums, wanted):
    places = spread_out(np.array(sums, float), 2.2, -3, 24.2)
    assert places == pytest.approx(wanted, abs=0.11)
    assert np.min(np.diff(np.sort(places))) > 2.19
    assert list(np.argsort(places)) == list(np.argsort(sums))


def test_neurons_have_room_for_what_is_written_in_them():
    assert [decimals_inside(value) for value in (0.5, 9.99, 9.999, 13.75, 123)] == [2, 2, 1, 1, 0]
