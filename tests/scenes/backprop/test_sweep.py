"""Section 3.7: the way back through all layers, and steps for one image, in plain formulas."""

import os

import numpy as np
import pytest

from network.digits.sources import load
from scenes.backprop.adding_wishes import AddingWishes
from scenes.backprop.sweep import Sweep
from tests.beats import beat, said
from tests.scenes.backprop.one_example import answer, matrices, read_again
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")
KINDS = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", *(["MNIST"] if MNIST else []))


@pytest.fixture(params=KINDS)
def told(request, stage, models):
    """A scene that was run, its image as read again, and all digits that it shows."""
    more = {"NETWORK_DATA": MNIST} if request.param == "MNIST" else {}
    scene = stage(Sweep, models["shipped" if more else request.param], **more)
    digits = load(MNIST).test if more else scene.digits.digits
    return scene, read_again(scene), digits


def read_all(steps, images):
    """Return the activations of every layer, each of shape (n, n[l])."""
    layers = [images / 255]
    for weights, biases, kind in steps:
        z = layers[-1] @ weights.T + biases
        layers.append(np.maximum(z, 0) if kind == "relu" else 1 / (1 + np.exp(-z)))
    return layers


def way_back(steps, layers, labels):
    """Return ∂C/∂a of each layer, and ∂C/∂z of each step, of every example for itself."""
    by_a, by_z = [2 * (layers[-1] - np.eye(10)[labels])], []
    for (weights, _, kind), a in zip(steps[::-1], layers[:0:-1], strict=True):
        by_z.insert(0, by_a[0] * ((a > 0) if kind == "relu" else a * (1 - a)))
        by_a.insert(0, by_z[0] @ weights)
    return by_a, by_z


def cost_with(steps, example, change):
    """Return what the image costs when steps were changed."""
    changed = [(w.copy(), b.copy(), relu) for w, b, relu in steps]
    change(changed)
    return ((answer(changed, example.pixels)[-1] - np.eye(10)[example.label]) ** 2).sum()


def test_every_edge_is_as_bright_as_its_slope_is_large(told):
    scene, example, _ = told
    steps = matrices(example.early)
    scales = []
    random = np.random.default_rng(1)
    # After ten steps the later edges show another network; what is drawn at first is asked here.
    asked = [-slopes for slopes in scene.trace.gradient.weights]
    for step, matrix in enumerate(asked):
        largest = np.unravel_index(np.abs(matrix).argmax(), matrix.shape)
        some = [tuple(random.integers(matrix.shape)) for _ in range(20)]
        for place in (largest, *some):

            def wiggle(changed, by, step=step, place=place):
                changed[step][0][place] += by

            low, high = (
                cost_with(steps, example, lambda c, by=by: wiggle(c, by)) for by in (-1e-5, 1e-5)
            )
            assert matrix[place] == pytest.approx(-(high - low) / 2e-5, rel=1e-4, abs=1e-8)
        scales.append(np.quantile(np.abs(matrix), 0.995) or 1.0)
    assert scene.live.full == pytest.approx(max(scales[1:]))
    drawn = np.sign(asked[0]) * np.minimum(np.abs(asked[0]) / scene.live.full, 1) ** 0.8
    assert scene.live.weights[0].strengths == pytest.approx(drawn, abs=1e-5)
    assert scene.live.weights[0].backward


def test_edges_of_blank_pixels_stay_dark(told):
    scene, example, _ = told
    line = beat(scene, "we are at the pixels")
    blank = example.pixels == 0
    hidden = len(example.layers[1])
    assert not scene.live.weights[0].strengths[:, blank].any()
    assert line.values["edges"] == 784 * hidden
    off = int((np.asarray(example.layers[1]) == 0).sum())
    if not off:
        assert line.values["zeros"] == blank.sum() * hidden
    assert ("pixels are blank" in line.text) == (line.values["zeros"] == blank.sum() * hidden)
    assert scene.live.weights[0].strengths.size - line.values["zeros"] == np.count_nonzero(
        scene.trace.gradient.weights[0]
    )


def test_wishes_of_layers_are_means_over_the_image_and_over_all_digits(told):
    scene, example, digits = told
    steps = matrices(example.early)
    by_a, _ = way_back(steps, [x[None] for x in example.layers], np.array([example.label]))
    line = beat(scene, "average")
    here = [np.abs(x).mean() for x in by_a[1:]]
    many, _ = way_back(steps, read_all(steps, digits.images), digits.labels)
    everywhere = [np.abs(x).mean() for x in many[1:]]
    for value in (*here, *everywhere):
        assert line.shows(f"{value:.2f}")
    assert line.values["last"] == pytest.approx(everywhere[-2])
    if "first" in line.message:
        assert line.values["first"] == pytest.approx(everywhere[0])


def test_ten_steps_for_one_image_are_told_of_it_and_of_all(told):
    scene, example, digits = told
    steps, size = matrices(example.early), beat(scene, "Try it").values["size"]
    found = []
    for number in range(11):
        layers = answer(steps, example.pixels)
        if number in (0, 1, 10):
            output = read_all(steps, digits.images)[-1]
            costs = ((output - np.eye(10)[digits.labels]) ** 2).sum(axis=1)
            own = ((layers[-1] - np.eye(10)[example.label]) ** 2).sum()
            found.append((own, costs.mean(), (output.argmax(axis=1) == digits.labels).sum()))
        _, by_z = way_back(steps, [x[None] for x in layers], np.array([example.label]))
        if not number:
            total = sum(
                (z**2).sum() * (1 + (a**2).sum()) for z, a in zip(by_z, layers, strict=False)
            )
            assert size == pytest.approx(found[0][0] / 3 / total, rel=0.34)
        steps = [
            (w - size * np.outer(z[0], a), b - size * z[0], relu)
            for (w, b, relu), z, a in zip(steps, by_z, layers, strict=False)
        ]
    tried, all_of_them = beat(scene, "Try it"), scene.beats[-1]
    own, mean, right = zip(*found, strict=True)
    said_of = (tried.values[name] for name in ("before", "after", "last"))
    assert list(said_of) == pytest.approx(list(own), abs=1e-4)
    for cost in own:
        assert tried.shows(f"{cost:.2f}")
    for cost in mean:
        assert all_of_them.shows(f"{cost:.3f}")
    for count in right:
        assert all_of_them.shows(f"{count:,}")
    assert (all_of_them.values["before"], all_of_them.values["after"]) == (right[0], right[2])
    assert ("must not decide alone" in all_of_them.text) == (right[2] < right[0])
    assert ("instead of" in tried.text) == (own[1] < own[0])
    assert scene.ended.layers[-1] == pytest.approx(layers[-1], abs=1e-5)


@pytest.mark.parametrize("name", some("784-8-10 relu", "shipped", "784-32-24-10", usually=1))
def test_it_goes_on_where_the_sums_were_made(stage, models, name):
    before, scene = (stage(each, models[name]) for each in (AddingWishes, Sweep))
    ended, goes_on = before.step, scene.last_step
    assert goes_on.total.values == pytest.approx(ended.total.values)
    assert goes_on.halos.values == pytest.approx(ended.halos.values)
    for one, other in zip(ended.fans, goes_on.fans, strict=True):
        assert (one.front, one.behind, one.ahead) == (other.front, other.behind, other.ahead)
        assert np.array_equal(one.strengths, other.strengths)
    assert set(before.ended.texts) <= scene.beats[0].passed


@pytest.mark.parametrize(
    "name", some("784-9-9-9-9-9-9-9-10 relu", "784-16-16-10 untrained", usually=1)
)
def test_other_networks_are_swept_through(stage, models, name):
    assert "This is backpropagation" in said(stage(Sweep, models[name]))


@pytest.mark.parametrize("hidden", [(16, 16), (12,)])
def test_below_0_a_weight_counts_by_how_far_its_neuron_is_from_0(stage, trained, hidden):
    scene = stage(Sweep, trained(784, *hidden, 10, activation="tanh", rate=0.05))
    told = said(scene)
    assert "The further from 0 the neuron it comes from, the more a weight counts." in told
    assert ("each neuron before adds up" in told) == (len(hidden) > 1)
    assert "is active" not in told
    held, slopes = scene.trace.forward.a[-2], np.abs(scene.trace.gradient.weights[-1])
    assert (held < 0).any()
    for row in slopes:
        assert (np.diff(row[np.argsort(np.abs(held))]) >= 0).all()


def test_a_single_neuron_is_asked_for_as_one(stage, models):
    told = said(stage(Sweep, models["one neuron"]))
    assert "Nobody can set this neuron by hand." in told
    assert "1 neurons" not in told
