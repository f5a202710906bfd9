import os
from dataclasses import replace

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.measured.experiments import SHIPPED_EXPERIMENTS, load_experiments
from network.measured.trials import looped_sums
from scenes.structure.notation import Notation
from scenes.structure.product import LOOPS, PRODUCT, Product
from tests.beats import beat, said
from tests.texts import told

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def scene(request, stage, models):
    return stage(Product, models[request.param])


def test_real_numbers_take_the_places_of_letters(scene):
    check_numbers(scene)
    check_code(scene)
    check_race(scene)
    check_sentences(scene)
    check_last_picture(scene)


def test_it_takes_over_the_formula_that_notation_ends_with(stage):
    before, after = stage(Notation).short, stage(Product).formula_taken_over()
    assert told(before) == told(after)
    assert np.allclose(before.get_center(), after.get_center())
    assert before.height == pytest.approx(after.height)


def test_one_neuron_has_one_bias_and_makes_one_sum(stage, models):
    text = said(stage(Product, models["one neuron"]))
    assert "the weights that meet them, and the bias." in text
    assert "784 products and a bias make a sum. And the sum makes an activation." in text
    assert "Row by row" not in text


def check_numbers(scene):
    mlp, numbers = scene.network.mlp, scene.numbers
    example = scene.digits.clear(3)
    forward = mlp.forward(example.pixels)
    rows, pixels = numbers.weights.rows, numbers.weights.columns
    assert rows[-1] == mlp.sizes[1] - 1
    assert numbers.inputs.rows == pixels
    assert np.all(example.pixels[pixels] > 0.05)
    assert np.allclose(numbers.weights.values, mlp.weights[0][np.ix_(rows, pixels)])
    for view, wanted in (
        (numbers.inputs, forward.a[0][pixels]),
        (numbers.biases, mlp.biases[0][rows]),
        (numbers.sums, (mlp.weights[0] @ example.pixels + mlp.biases[0])[rows]),
        (numbers.outputs, forward.a[1][rows]),
    ):
        assert np.allclose(view.values[:, 0], wanted, atol=1e-4)
    top, left, bottom, right = scene.picture.region.astype(int)
    assert [28 * top + column for column in range(left, right)] == pixels
    assert bottom == top + 1
    shown = beat(scene, "Letters stand for numbers").texts
    assert f"pixels {pixels[0]} to {pixels[-1]}" in shown
    assert scene.digits.digits.name in shown


def check_code(scene):
    """The code that is shown runs, and gives what the network itself gives."""
    mlp, image = scene.network.mlp, scene.digits.clear(3).pixels
    names: dict = {}
    exec(scene.code.text, names)
    made = names["layer"](mlp.weights[0], image, mlp.biases[0])
    assert np.allclose(made, mlp.forward(image).a[1], atol=1e-5)
    looped = {"W": mlp.weights[0].tolist(), "a": image.tolist(), "b": mlp.biases[0].tolist()}
    exec(LOOPS, looped)
    product = {"W": mlp.weights[0], "a": image, "b": mlp.biases[0]}
    exec(PRODUCT, product)
    assert np.allclose(looped["z"], product["z"], atol=1e-4)
    assert np.allclose(product["z"], mlp.forward(image).z[0], atol=1e-4)
    # It is the loop that was timed.
    assert looped["z"] == looped_sums(looped["W"], looped["b"], looped["a"])
    assert [lane[0].text for lane in scene.race.lanes] == [LOOPS, PRODUCT]
    # Nothing else is left beside the code for it to run into.
    with_code = beat(scene, "A computer is told")
    assert with_code.shows("def layer")
    assert not with_code.shows("pixels")
    assert not with_code.grids


def check_race(scene):
    timing = load_experiments(SHIPPED_EXPERIMENTS).timing
    ratio = timing.loop_seconds / timing.product_seconds
    race = beat(scene, "get done once")
    assert f"done {ratio:.0f} times" in race.text
    assert race.shows(f"{ratio:.0f}")
    assert race.shows(f"plain Python  ·  {timing.loop_seconds * 1e6:.0f} µs")
    assert race.shows(f"in NumPy  ·  {timing.product_seconds * 1e6:.1f} µs")
    assert race.shows(f"{timing.rows} sums of {timing.columns} products")
    for bar, lane in zip(scene.race.bars, scene.race.lanes, strict=True):
        assert bar.width == pytest.approx(lane[2].width, rel=1e-3)


def check_sentences(scene):
    mlp, text = scene.network.mlp, said(scene)
    timing = load_experiments(SHIPPED_EXPERIMENTS).timing
    pixels = scene.numbers.inputs.rows
    assert f"our 3 again: pixels {pixels[0]} to {pixels[-1]}" in text
    assert f"in {len(scene.numbers.weights.rows)} of {mlp.sizes[1]} rows" in text
    assert f"{mlp.steps} such lines" in text
    # The same sums are only those that were timed.
    timed = mlp.weights[0].shape == (timing.rows, timing.columns)
    assert ("the same sums" in text) == timed
    assert (f"{timing.rows} sums of {timing.columns} products" in text) != timed


def check_last_picture(scene):
    mlp = scene.network.mlp
    ended = scene.ended
    ordered = sorted(zip(ended.texts, ended.places, strict=True), key=lambda each: -each[1][1])
    formulas = [text for text, _ in ordered if "out" in text]
    sizes = [text for text, _ in ordered if "weights" in text]
    assert sizes == [
        f"{m} × {n} weights, {m} {'bias' if m == 1 else 'biases'}"
        for m, n in (w.shape for w in mlp.weights)
    ]
    for step, line in enumerate(formulas):
        assert f'"out", a^(({step + 1}))' in line
        assert ("ReLU" in line) == (mlp.activation_of(step).name == "relu")
    assert len(formulas) == mlp.steps


@needs_mnist
def test_mnist_is_shown_where_it_is(stage):
    scene = stage(Product, NETWORK_DATA=MNIST, leaping=True)
    assert find_mnist_test().name in beat(scene, "Letters stand for numbers").texts
    check_numbers(scene)


@pytest.mark.parametrize("sizes", [(784, 1, 10), (784, 3, 5, 5, 5, 5, 5, 5, 10)])
def test_other_shapes_stay_in_the_frame(stage, trained, sizes):
    """With one neuron, and with seven hidden layers; the stage watches the layout."""
    scene = stage(Product, trained(*sizes))
    check_last_picture(scene)
    drawn = len(scene.numbers.weights.rows)
    assert (f"in {drawn} of" in said(scene)) == (drawn < sizes[1])


def test_a_processor_s_long_name_is_shortened(stage, monkeypatch):
    timing = replace(load_experiments(SHIPPED_EXPERIMENTS).timing, processor="processor " * 20)
    experiments = replace(load_experiments(SHIPPED_EXPERIMENTS), timing=timing)
    monkeypatch.setattr(Product, "experiments", experiments)
    assert beat(stage(Product, fresh=True), "get done once").shows("processor processo…ocessor")
