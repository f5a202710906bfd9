import os

import numpy as np
import pytest

from scenes.structure.ending import Ending

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")


class Watched(Ending):
    """The film, with a look at the network each time it has read a digit."""

    def read(self, example):
        super().read(example)
        mlp = self.network.mlp
        activations = mlp.forward(example.pixels).a
        assert np.array_equal(self.diagram.picture.values.ravel(), example.pixels)
        for layer, values in zip(self.diagram.layers, activations[1:], strict=True):
            assert np.allclose(layer.activations, values, atol=1e-5)
        answer = self.diagram.layers[-1].neurons[int(activations[-1].argmax())].get_center()
        assert self.box.get_bottom()[1] < answer[1] < self.box.get_top()[1]
        self.has_read = [*getattr(self, "has_read", []), example.label]


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_digits_run_through_and_the_list_is_complete(stage, models, shape):
    scene = stage(Watched, models[shape])
    assert scene.has_read == list(Ending.labels)
    assert f"{scene.network.mlp.parameters.size:,} numbers" in scene.cues[0]["text"]
    told = " ".join(text.text for row in scene.rows for text in row)
    for name in ("Nielsen", "Olah", "Distill", "Goodfellow", "Bengio", "Courville", "Welch Labs"):
        assert name in told
    relu = scene.network.mlp.activation == "relu"
    assert ("and ours" in scene.cues[-1]["text"]) == relu


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_named_where_it_is_shown(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    assert scene.source.text == scene.digits.digits.name
    assert "MNIST" in scene.source.text
