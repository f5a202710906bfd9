"""Section 1.3: the neuron that is pulled out holds what its pixel does."""

import os

import numpy as np
import pytest
from manim import Wait

from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.structure.neurons import Neurons
from tests.beats import beat

MNIST = os.environ.get("NETWORK_DATA")


class Watched(Neurons):
    """The scene, comparing the neuron with its pixel after each play of the trial."""

    def try_it_out(self):
        tried, play = [], self.play

        def noted(*animations, **timing):
            play(*animations, **timing)
            if isinstance(animations[0], Wait):
                return
            shown = self.picture.values.ravel()
            activation = self.large.activations[0]
            tried.append(float(activation))
            assert shown[self.pixel] == pytest.approx(activation, abs=1e-6)
            others = np.arange(784) != self.pixel
            assert np.array_equal(shown[others], self.image.ravel()[others])
            assert self.large.figures[0].text == f"{activation:.2f}"

        self.play = noted
        super().try_it_out()
        self.play, self.tried = play, tried


def check(scene):
    image = scene.digits.clear(9).pixels
    grey = np.sort(np.abs(image - 0.5))[0]
    value = float(image[scene.pixel])
    assert abs(value - 0.5) == pytest.approx(grey)
    assert 0 < value < 1
    assert scene.tried[:3] == pytest.approx([0, 1, value])
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"it holds {value:.2f}" in spoken
    assert "comes from the brain" in spoken
    assert f"make {28 * 28} neurons" in spoken
    assert f"These {len(image)} activations" in spoken
    handed_on = NetworkDiagram(scene.network.mlp.weights, image).picture.as_neurons()
    assert np.allclose(scene.picture.points, handed_on.points, atol=1e-6)
    assert np.array_equal(scene.picture.values, handed_on.values)
    for name in ("roundness", "gaps", "numbers", "revealed", "emphasis", "opacity"):
        assert getattr(scene.picture, name) == pytest.approx(getattr(handed_on, name)), name


def check_brain(scene):
    """The cells that fire are the last hidden layer and the outputs, reading our 9."""
    forward = scene.network.mlp.forward(scene.digits.clear(9).pixels)
    fired = beat(scene, "comes from the brain").layers
    for activations in forward.a[-2:]:
        assert any(
            np.allclose(held, activations) for held in fired if len(held) == len(activations)
        )


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_the_neuron_holds_what_its_pixel_does(stage, models, shape):
    scene = stage(Watched, models[shape])
    check(scene)
    check_brain(scene)
    assert "our own handwriting" in scene.source.text


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_on_mnist_too(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    check(scene)
    assert scene.source.text == "MNIST test images"


def test_the_frame_lies_around_the_chosen_pixel(stage):
    scene = stage(Neurons)
    row, column = divmod(scene.pixel, 28)
    side = 6.1 / 28
    wanted = (-2.6 + (column - 13.5) * side, 0.1 + (13.5 - row) * side)
    assert np.allclose(scene.frame.get_center()[:2], wanted, atol=1e-6)
