import os

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.model.mlp import MLP
from network.questions.morph import liveliest
from scenes.structure.function import TURNS, Function
from tests.layout import told, visible_texts

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


class Watched(Function):
    """The scene, with notes of what was drawn on the way."""

    def read(self, example=None):
        super().read(example)
        shown = self.diagram.picture.values.ravel()
        layers = [layer.activations for layer in self.diagram.layers]
        large = float(self.large.activations[0]) if example else None
        self.seen = [*getattr(self, "seen", []), (shown, layers, large)]

    def keep_only_what_it_takes(self):
        self.sentence_on_screen = [told(text) for text in visible_texts(self)]
        super().keep_only_what_it_takes()
        self.written = self.given.text

    def show_share(self, share):
        super().show_share(share)
        live = self.live
        layers = [layer.activations for layer in live.layers]
        state = share, live.picture.values.ravel().copy(), layers, self.value.value, self.graph.end
        self.moments = [*getattr(self, "moments", []), state]


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def scene(request, stage, models):
    return stage(Watched, models[request.param])


def spoken(scene) -> str:
    return " ".join(cue["text"] for cue in scene.cues)


def test_a_function_is_drawn_as_the_network_computes_it(scene):
    check_choice(scene)
    check_readings(scene)
    check_formula(scene)
    check_morph(scene)
    check_sentences(scene)
    check_last_picture(scene)


def check_choice(scene):
    """Of all neurons and all digits to end with, this pair varies most on the way."""
    mlp, start = scene.network.mlp, scene.digits.clear(3).pixels
    most = 0.0
    for label in (0, 1, 2, 4, 5, 6, 7, 8, 9):
        end = scene.digits.clear(label).pixels
        mixed = np.array([(1 - t) * start + t * end for t in np.linspace(0, 1, 65)])
        hidden = mlp.forward(mixed).a[-2]
        ways = np.abs(np.diff(hidden, axis=0)).sum(axis=0)
        if ways.max() > most:
            most, chosen = float(ways.max()), (label, int(ways.argmax()))
    assert (scene.last.label, scene.neuron) == chosen


def check_readings(scene):
    mlp = scene.network.mlp
    assert np.array_equal(scene.seen[0][0], scene.digits.clear(3).pixels)
    for shown, layers, large in scene.seen:
        forward = mlp.forward(shown)
        for drawn, wanted in zip(layers, forward.a[1:], strict=True):
            assert np.allclose(drawn, wanted, atol=1e-5)
        if large is not None:
            assert large == pytest.approx(forward.a[-2][scene.neuron], abs=1e-5)
    held = mlp.forward(scene.seen[2][0]).a[-2][scene.neuron]
    assert scene.written == f"{held:.2f}"
    assert {"number", "function", "A neuron is a"} <= set(scene.sentence_on_screen)


def check_morph(scene):
    mlp = scene.network.mlp
    start, end = scene.digits.clear(3).pixels, scene.last.pixels
    assert len(scene.moments) > 20
    for share, shown, layers, value, drawn_to in scene.moments:
        assert np.allclose(shown, (1 - share) * start + share * end, atol=1e-6)
        forward = mlp.forward(shown)
        for drawn, wanted in zip(layers, forward.a[1:], strict=True):
            assert np.allclose(drawn, wanted, atol=1e-5)
        assert value == pytest.approx(forward.a[-2][scene.neuron], abs=1e-5)
        assert drawn_to == share
    assert scene.moments[-1][0] == 1
    shares = np.linspace(0, 1, len(scene.activations))
    for share, place in zip(shares[::20], scene.graph.corners()[::20], strict=True):
        held = mlp.forward((1 - share) * start + share * end).a[-2][scene.neuron]
        assert np.allclose(place, scene.chart.place(share, held), atol=1e-4)


def check_sentences(scene):
    mlp, text = scene.network.mlp, spoken(scene)
    values = [mlp.forward(shown).a[-2][scene.neuron] for shown, _, _ in scene.seen[:3]]
    assert f"Looking at our 3, this one holds {values[0]:.2f}" in text
    assert f"it holds {values[1]:.2f}" in text
    assert f": {values[2]:.2f}. The number belongs to the image" in text
    assert f"all {mlp.weights[-2].shape[1]} neurons before it" in text
    curve = scene.activations
    assert f"From {curve[0]:.2f} it" in text
    assert f"to {curve[-1]:.2f}" in text
    falls = curve.min() < min(curve[0], curve[-1]) - TURNS
    rises = not falls and curve.max() > max(curve[0], curve[-1]) + TURNS
    assert ("climbs back" in text) == falls
    assert ("falls back" in text) == rises
    assert (f"{curve.min():.2f}, and climbs" in text) == falls
    assert "784 numbers go in, 10 come out" in text
    assert f"{sum(w.size + b.size for w, b in zip(mlp.weights, mlp.biases, strict=True)):,}" in text
    assert ("squished" in text) == (mlp.activation == "sigmoid")
    assert ("cut off below 0" in text) == (mlp.activation == "relu")
    assert max(len(cue["text"]) for cue in scene.cues) < 150


def check_last_picture(scene):
    mlp = scene.network.mlp
    texts = [told(text) for text in visible_texts(scene)]
    assert f"{mlp.parameters.size:,} weights and biases" in texts
    assert any("f(a_0, dots, a_783) = (y_0, dots, y_9)" in text for text in texts)
    on_stage = {id(part) for top in scene.mobjects for part in top.get_family()}
    diagram = scene.diagram
    parts = [diagram.picture, *diagram.weights, *diagram.signals, *diagram.layers]
    assert {id(part) for part in parts} <= on_stage
    for field, matrix, a in zip(diagram.signals, mlp.weights, scene.last.forward.a, strict=False):
        assert field.front > 1
        assert np.array_equal(np.sign(field.strengths), np.sign(matrix * a))


def check_formula(scene):
    """The squish is that of the neuron's own layer."""
    assert ("ReLU" in told(scene.formula)) == (scene.network.mlp.activation == "relu")
    assert ("sigma" in told(scene.formula)) == (scene.network.mlp.activation == "sigmoid")
    last = scene.network.mlp.weights[-2].shape[1] - 1
    assert f"w_({scene.neuron}, {last})" in told(scene.formula)


def test_it_goes_for_deeper_networks(stage, models):
    scene = stage(Function, models["784-12-11-9-8-10"])
    assert f"a_{scene.neuron}^((4))" in told(scene.formula)


def test_the_liveliest_neuron_is_found_in_a_toy():
    """Two hidden neurons: one answers to the first pixel, one, more strongly, to the second."""
    weights = [np.array([[1.0, 0, 0], [0, 4, 0]]), np.ones((1, 2))]
    mlp = MLP.from_arrays(weights, [np.zeros(2), np.zeros(1)])
    ends = [np.array([1.0, 0, 0]), np.array([0, 1.0, 0]), np.array([0, 0, 1.0])]
    assert liveliest(mlp, np.zeros(3), ends) == (1, 1)


@needs_mnist
def test_mnist_is_shown_where_it_is(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST)
    assert told(scene.source) == find_mnist_test().name
    check_morph(scene)
    check_readings(scene)
