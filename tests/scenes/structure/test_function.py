import os
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.measured.experiments import (
    SHIPPED_EXPERIMENTS,
    load_experiments,
    save_experiments,
)
from network.model.mlp import MLP, unpack
from network.questions.morph import liveliest
from network.training.stored import load_network, save_network
from scenes.structure.function import TURNS, Function
from tests.beats import beat
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
        self.written = self.alone.given.text

    def show_share(self, share):
        super().show_share(share)
        plot, live = self.plot, self.plot.network
        layers = [layer.activations for layer in live.layers]
        state = share, live.picture.values.ravel().copy(), layers, plot.value.value, plot.graph.end
        self.moments = [*getattr(self, "moments", []), state]


@pytest.fixture(params=["shipped", "784-8-10 relu"])
def scene(request, stage, models):
    return stage(Watched, models[request.param], leaping=False)


def spoken(scene) -> str:
    return " ".join(cue["text"] for cue in scene.cues)


def test_a_function_is_drawn_as_the_network_computes_it(scene):
    check_choice(scene)
    check_readings(scene)
    check_formula(scene)
    check_morph(scene)
    check_sentences(scene)
    check_comparison(scene)
    check_last_picture(scene)


class InStep(Function):
    """The scene, with notes after each play of what the ringed neuron and the large one hold."""

    def change_the_image(self):
        self.held = []
        super().change_the_image()
        self.noted = list(self.held)

    def play(self, *animations, **timing):
        super().play(*animations, **timing)
        if hasattr(self, "held"):
            small = self.diagram.layers[self.step].neurons[self.neuron]
            self.held.append((small.activation, self.large.activations[0]))


@pytest.mark.parametrize("model", ["shipped", "tanh"])
def test_the_large_neuron_holds_what_the_small_one_does(stage, models, model):
    scene = stage(InStep, models[model])
    assert len(scene.noted) >= 6
    for small, large in scene.noted:
        assert large == pytest.approx(small, abs=1e-6)


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
    assert len(scene.moments) >= 5
    for share, shown, layers, value, drawn_to in scene.moments:
        assert np.allclose(shown, (1 - share) * start + share * end, atol=1e-6)
        forward = mlp.forward(shown)
        for drawn, wanted in zip(layers, forward.a[1:], strict=True):
            assert np.allclose(drawn, wanted, atol=1e-5)
        assert value == pytest.approx(forward.a[-2][scene.neuron], abs=1e-5)
        assert drawn_to == share
    assert scene.moments[-1][0] == 1
    shares = np.linspace(0, 1, len(scene.activations))
    for share, place in zip(shares[::20], scene.plot.graph.corners()[::20], strict=True):
        held = mlp.forward((1 - share) * start + share * end).a[-2][scene.neuron]
        assert np.allclose(place, scene.plot.chart.place(share, held), atol=1e-4)


def check_sentences(scene):
    mlp, text = scene.network.mlp, spoken(scene)
    values = [mlp.forward(shown).a[-2][scene.neuron] for shown, _, _ in scene.seen[:3]]
    assert f"Looking at our 3, this one holds {values[0]:.2f}" in text
    others = [scene.digits.clear(label) for label in range(10) if label != 3]
    held = [float(each.forward.a[-2][scene.neuron]) for each in others]
    assert [min(held), max(held)] == pytest.approx(values[1:], abs=1e-5)
    dark, bright = (others[held.index(end)].label for end in (min(held), max(held)))
    assert f"Of 9 other digits, this {dark} leaves it darkest: {values[1]:.2f}." in text
    assert f"And this {bright} lights it most: {values[2]:.2f}. So the number takes both" in text
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
    assert f"Of 9 digits, this {scene.last.label} moves" in text


def check_comparison(scene):
    """Ten sums alone, and the network of those compared that has most nearly as many numbers."""
    experiments = load_experiments(SHIPPED_EXPERIMENTS)
    linear, widths = experiments.linear, experiments.widths
    parameters = [sum((a + 1) * b for a, b in pairwise(sizes)) for sizes in widths.sizes]
    index = np.abs(np.array(parameters) - scene.network.mlp.parameters.size).argmin()
    without, accuracy = np.mean(linear.accuracy), np.mean(widths.accuracy[index])
    assert linear.epochs == widths.epochs
    alone, deep = beat(scene, "Must it be?"), beat(scene, "and as many epochs")
    assert f"{784 * 10 + 10:,} numbers. On MNIST, they still get {without:.1%} right" in alone.text
    assert alone.shows(f"no hidden layer: {without:.1%}")
    neurons = " and ".join(map(str, widths.sizes[index][1:-1]))
    assert f"hidden layers of {neurons} and as many epochs, it is {accuracy:.1%}" in deep.text
    assert deep.shows(f"hidden layers of {neurons}: {accuracy:.1%}")
    assert deep.shows(f"MNIST, {linear.epochs} epochs, mean of {len(linear.seeds)} starts")
    assert ("not even half the mistakes" in deep.text) == ((1 - accuracy) * 2 < 1 - without)


def check_last_picture(scene):
    mlp = scene.network.mlp
    size = beat(scene, "An intricate one")
    assert size.shows(f"{mlp.parameters.size:,} weights and biases")
    assert size.shows("f(a_0, dots, a_783) = (y_0, dots, y_9)")
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


def with_parameters(path, tmp_path, change):
    """Store a network beside whose record nothing fits any more: its parameters are changed."""
    network = load_network(path)
    parameters = network.mlp.parameters.copy()
    change(unpack(network.mlp.sizes, parameters))
    mlp = network.mlp.with_parameters(parameters)
    save_network(tmp_path / "network.npz", replace(network, mlp=mlp))
    return tmp_path / "network.npz"


def test_a_neuron_that_answers_all_images_alike_is_told_as_one(stage, models, tmp_path):
    def deafen(parameters):
        for weights in parameters[0][:-1]:
            weights[:] = 0

    scene = stage(Function, with_parameters(models["784-8-10 relu"], tmp_path, deafen))
    assert "instead: still" in spoken(scene)
    assert "answers all images alike" in spoken(scene)
    assert "takes both" not in spoken(scene)


def test_large_activations_have_room_and_are_said_as_written(stage, models, tmp_path):
    def enlarge(parameters):
        parameters[0][0][:] *= 12

    scene = stage(Function, with_parameters(models["784-8-10 relu"], tmp_path, enlarge))
    plot = scene.plot
    most = scene.activations.max()
    assert most >= 10
    plot.value.set_value(most)
    assert plot.title.get_right()[0] < plot.value.get_left()[0]
    circle, number = scene.large.neurons[0], scene.large.figures[0]
    number.set_value(scene.answer_of(scene.between[-1]))
    assert number.width < 2 * 0.42
    assert circle.get_left()[0] < number.get_left()[0]
    assert number.get_right()[0] < circle.get_right()[0]
    assert f": {number.text}. So the number" in spoken(scene)


def test_without_the_measurement_nothing_is_compared(stage, models):
    path = models["784-32-24-10"]
    beside = path.with_name("experiments.npz")
    save_experiments(beside, replace(load_experiments(SHIPPED_EXPERIMENTS), linear=None))
    try:
        scene = stage(Function, path, fresh=True)
    finally:
        beside.unlink()
    assert "Must it be" not in spoken(scene)


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
