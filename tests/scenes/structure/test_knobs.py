import os

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.model.mlp import MLP
from network.training.stored import load_network
from scenes.structure.knobs import Knobs
from tests.beats import beat

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")


class Watched(Knobs):
    """The film, with notes of what the bench showed."""

    def turn_to(self, knobs, run_time):
        super().turn_to(knobs, run_time)
        shown = {
            "weights": self.bench.grid.weights.ravel().copy(),
            "sliders": [each.figure.text for each in self.bench.sliders],
            "outputs": self.bars.values.copy(),
            "activations": self.bench.layer.activations,
            "percent": self.bench.percent.text,
        }
        self.turned = [*getattr(self, "turned", []), (knobs, shown)]


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-"))


def replaced(mlp, neuron, weights, bias):
    """Return a network with another neuron, put together from its arrays."""
    matrices, biases = [w.copy() for w in mlp.weights], [b.copy() for b in mlp.biases]
    matrices[0][neuron], biases[0][neuron] = weights, bias
    return MLP.from_arrays(matrices, biases, mlp.activation)


def share_read(mlp, digits):
    return float(np.mean(mlp.forward(digits.pixels).output.argmax(axis=1) == digits.labels))


def check(scene):
    mlp, digits, image = scene.network.mlp, scene.digits.digits, scene.example.pixels
    neuron = scene.findings.hand_set.neuron
    detector = scene.findings.hand_set.detector
    assert len(scene.turned) == 5
    for knobs, shown in scene.turned:
        other = replaced(mlp, neuron, shown["weights"], knobs.bias)
        forward = other.forward(image)
        assert np.allclose(shown["outputs"], forward.output, atol=1e-5)
        assert np.allclose(shown["activations"], forward.a[1], atol=1e-4)
        said, read = number(shown["percent"][:-1]) / 100, share_read(other, digits)
        # A rounding error may turn a digit that is on the brink.
        assert abs(said - read) <= 0.0005 + 1.5 / len(digits)
        for text, value in zip(shown["sliders"], knobs, strict=True):
            assert number(text) == pytest.approx(value, abs=0.0051)
        assert shown["weights"][detector.bar].mean() == pytest.approx(knobs.bar, abs=1e-5)
        assert shown["weights"][detector.margin].mean() == pytest.approx(knobs.margin, abs=1e-5)
    (_, dark), (_, back) = scene.turned[:2]
    assert dark["activations"][neuron] < 0.05
    assert np.allclose(back["weights"], mlp.weights[0][neuron], atol=1e-6)
    knobs, made = scene.turned[-1]
    assert np.array_equal(made["weights"], detector.weights)
    assert knobs.bias == detector.bias
    spoken = next(c for c in scene.cues if "read correctly" in c["text"])
    after = share_read(replaced(mlp, neuron, detector.weights, detector.bias), digits)
    assert f"{spoken['values']['after']:.1%}" in spoken["text"]
    assert spoken["values"]["after"] == pytest.approx(after, abs=1.5 / len(digits))
    before = share_read(mlp, digits)
    assert f"{len(digits):,}" in spoken["text"]
    assert ("No: of" in spoken["text"]) == (f"{after:.1%}" > f"{before:.1%}")
    said = next(c["text"] for c in scene.cues if "our own edge detector" in c["text"])
    assert f"And the bias: \N{MINUS SIGN}{-detector.bias:.0f}." in said
    assert np.count_nonzero(made["weights"][~detector.bar & ~detector.margin]) == 0
    assert set(made["weights"][detector.bar]) == {1}
    assert set(made["weights"][detector.margin]) == {-0.5}
    assert f"{before:.1%}" in scene.was.text
    check_against_chance(scene, after)
    check_the_dark_one(scene, dark)


def check_the_dark_one(scene, dark):
    """Without its neuron, our digit is still read, or it is not."""
    label, outputs = scene.example.label, dark["outputs"]
    told = beat(scene, "Turn its bias down")
    fallen = scene.example.forward.output[label] - outputs[label] > 0.1
    assert ("still the brightest" in told.text) == (fallen and outputs.argmax() == label)
    assert ("needs it" in told.text) == (fallen and outputs.argmax() != label)


def check_against_chance(scene, after):
    """The hand-made edge against shuffled weights and against a neuron that holds its mean."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    neuron = scene.findings.hand_set.neuron
    row, bias = mlp.weights[0][neuron], float(mlp.biases[0][neuron])
    rng = np.random.default_rng(5)
    shuffled = [
        share_read(replaced(mlp, neuron, row[rng.permutation(784)], bias), digits)
        for _ in range(40)
    ]
    held = mlp.forward(digits.pixels).a[1].astype(float)
    held[:, neuron] = held[:, neuron].mean()
    rest = MLP.from_arrays(mlp.weights[1:], mlp.biases[1:], mlp.activation)
    still = float(np.mean(rest.forward(held).output.argmax(axis=1) == digits.labels))
    told = beat(scene, "Does the edge help?")
    assert told.values["still"] == pytest.approx(still, abs=1.5 / len(digits))
    near = 4 * np.std(shuffled) * np.sqrt(1 / 40 + 1 / 50) + 0.001
    assert told.values["shuffled"] == pytest.approx(np.mean(shuffled), abs=near)
    assert f"{told.values['still']:.1%}" in told.text
    assert told.shows(f"held still at its mean: {told.values['still']:.1%}")
    if after <= still - 1.5 / len(digits):
        assert "makes nothing of our edge" in told.text


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_all_that_is_shown_is_calculated(stage, models, shape):
    scene = stage(Watched, models[shape])
    check(scene)
    network = load_network(models[shape]) if models[shape] else scene.network
    assert f"all {network.mlp.parameters.size:,} knobs" in scene.cues[0]["text"]


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_with_mnist_the_findings_say_the_same(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    check(scene)
    assert scene.digits.digits.sha256 == find_mnist_test().sha256
    found = scene.findings
    assert found.data.sha256 == scene.digits.digits.sha256
    said = next(c["values"] for c in scene.cues if "read correctly" in c["text"])
    assert said["after"] == pytest.approx(found.hand_set.accuracy, abs=2e-4)
    assert said["before"] == pytest.approx(found.hand_set.accuracy_before, abs=2e-4)
