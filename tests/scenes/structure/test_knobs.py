import os

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.model.mlp import MLP
from network.training.stored import load_network
from scenes.mobjects.neurons.terms import LargestTerms, TermTag
from scenes.structure.knobs import Knobs

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")


class Watched(Knobs):
    """The film, with notes of what the bench and the erasing showed."""

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

    def show_erased(self, share):
        super().show_erased(share)
        state = self.ink.picture.values.ravel().copy(), self.ink.count.text, self.bars.values.copy()
        self.shown_erased = [*getattr(self, "shown_erased", []), state]


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
    check_hand(scene)
    check_traces(scene)
    check_erasing(scene)


def check_hand(scene):
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
    assert ("no harm" in spoken["text"]) == (after >= before)
    assert f"{before:.1%}" in scene.was.text


def check_traces(scene):
    """Walk from the wrong answer to the pixels by hand, and compare."""
    mlp, a = scene.network.mlp, scene.mistake.forward.a
    neuron = int(a[-1].argmax())
    tags = [trace for trace in scene.traces if isinstance(trace, TermTag)]
    assert len(tags) == mlp.steps - 1
    for step, tag in zip(range(mlp.steps - 1, 0, -1), tags, strict=True):
        terms = mlp.weights[step][neuron] * a[step]
        assert number(tag.number.text) == pytest.approx(terms.max(), abs=0.0051)
        neuron = int(terms.argmax())
        ringed = scene.diagram.layers[step - 1].neurons[neuron]
        assert np.allclose(tag.ring.get_center(), ringed.get_center())
    (pixels,) = (trace for trace in scene.traces if isinstance(trace, LargestTerms))
    terms = np.sort(mlp.weights[0][neuron] * a[0])[::-1][:3]
    assert sorted((number(part[2].text) for part in pixels), reverse=True) == pytest.approx(
        terms, abs=0.0051
    )


def check_erasing(scene):
    mlp, image = scene.network.mlp, scene.example.pixels
    for shown, count, outputs in scene.shown_erased:
        assert np.array_equal(shown[shown > 0], image[shown > 0])
        assert int(count) == np.count_nonzero(shown)
        assert np.allclose(outputs, mlp.forward(shown).output, atol=1e-6)
        assert outputs.argmax() == scene.example.label
        assert outputs[scene.example.label] >= min(0.8, scene.example.confidence) - 1e-6
    left = min(scene.shown_erased, key=lambda state: np.count_nonzero(state[0]))
    kept, inked = np.count_nonzero(left[0]), np.count_nonzero(image)
    said = next(c["text"] for c in scene.cues if "are left" in c["text"])
    assert said.startswith(f"{kept} of {inked} pixels")
    assert f"at {left[2][scene.example.label]:.2f}." in said
    assert ("no reader would accept" in said) == (kept <= 0.1 * inked)
    if kept > 1:  # then not one more can go
        for pixel in np.flatnonzero(left[0]):
            without = left[0].copy()
            without[pixel] = 0
            output = mlp.forward(without).output
            label = scene.example.label
            assert output.argmax() != label or output[label] < scene.firm
    assert np.array_equal(scene.ink.picture.values.ravel(), image)


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_all_that_is_shown_is_calculated(stage, models, shape):
    scene = stage(Watched, models[shape])
    check(scene)
    network = load_network(models[shape]) if models[shape] else scene.network
    assert f"all {network.mlp.parameters.size:,} knobs" in scene.cues[0]["text"]


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_with_mnist_the_findings_say_the_same(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST)
    check(scene)
    assert scene.digits.digits.sha256 == find_mnist_test().sha256
    found = scene.findings
    assert found.data.sha256 == scene.digits.digits.sha256
    said = next(c["values"] for c in scene.cues if "read correctly" in c["text"])
    assert said["after"] == pytest.approx(found.hand_set.accuracy, abs=2e-4)
    assert said["before"] == pytest.approx(found.hand_set.accuracy_before, abs=2e-4)
