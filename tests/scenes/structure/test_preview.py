"""Section 1.2: what is said of the network, its training and its mistakes."""

import os

import numpy as np
import pytest

from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network
from scenes.mobjects.edges.strength import edge_strength, largest_but_few
from scenes.mobjects.neurons.other_networks import ConvolutionSketch, changes
from scenes.script.catalogue import written
from scenes.structure.preview import Preview

MNIST = os.environ.get("NETWORK_DATA")


class Watched(Preview):
    """The scene, with a look at the network that learns and at each digit that was read."""

    def show_training(self, clock):
        super().show_training(clock)
        self.moments = [*getattr(self, "moments", []), clock]

    def map_the_learning(self):
        super().map_the_learning()
        mlp = self.network.mlp
        for field, matrix in zip(self.learning.weights, mlp.weights, strict=True):
            wanted = edge_strength(matrix, largest_but_few(matrix))
            assert np.allclose(field.strengths, wanted, atol=1e-5)

    def read(self, example):
        super().read(example)
        output = self.network.mlp.forward(example.pixels).output
        shown = self.diagram.layers[-1].activations
        assert np.allclose(shown, output, atol=1e-6)
        answer = self.diagram.layers[-1].neurons[int(output.argmax())]
        assert abs(self.box.get_y() - answer.get_y()) < 0.1
        assert self.small[-1][1][0].text == str(output.argmax())
        assert np.array_equal(self.diagram.picture.values.ravel(), example.pixels)


def check(scene, path):
    network = load_network(path)
    spoken = " ".join(cue["text"] for cue in scene.cues)
    weights = sum(matrix.size for matrix in network.mlp.weights)
    assert not any(vector.any() for vector in scene.history.network(0).biases)  # only weights are
    right, count = int(np.diag(network.confusion).sum()), int(network.confusion.sum())
    assert f"{sum(network.mlp.sizes):,} neurons" in spoken
    assert f"{weights:,} connections" in spoken
    assert f"it reads {right / count:.1%} correctly" in spoken
    assert written(scene.tested_on.of) in scene.on_screen.text
    assert f"f {count:,} test" in spoken
    assert f"and {count - right:,} wrongly" in spoken
    assert f"{right / count:.1%} of {count:,}" in scene.on_screen.text
    assert f"{count - right:,} wrong" in scene.on_screen.text
    answer = network.mlp.forward(scene.mistake.pixels).output.argmax()
    assert ("is wrong" in spoken) == (answer != scene.mistake.label)
    assert f"answers {answer}" in spoken
    assert len(scene.small) == 4
    # All of the recorded training passes, from its random start to the trained network.
    assert scene.moments[0] == 0
    assert scene.moments[-1] == 1
    assert scene.moments == sorted(scene.moments)
    assert len(scene.moments) > 5


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_it_says_what_the_network_is_and_does(stage, models, shape):
    check(stage(Watched, models[shape], leaping=False), models[shape] or SHIPPED_NETWORK)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_on_mnist_it_errs_once_and_says_so(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST)
    check(scene, SHIPPED_NETWORK)
    assert scene.mistake.misread
    assert scene.source.text == scene.digits.digits.name == "MNIST test images"


def test_the_training_starts_where_the_record_does(stage):
    scene = stage(Preview)
    history = load_history(history_beside(SHIPPED_NETWORK))
    scene.show_training(0)
    for field, matrix, trained in zip(
        scene.learning.weights, history.network(0).weights, scene.network.mlp.weights, strict=True
    ):
        assert np.allclose(
            field.strengths, edge_strength(matrix, largest_but_few(trained)), atol=1e-5
        )


def test_the_window_finds_changes_from_left_to_right():
    image = np.zeros((8, 8))
    image[:4, 2:] = 1  # an edge in the upper left window's middle, none in the others
    assert np.array_equal(changes(image, 4), [[1, 0], [0, 0]])
    sketch = ConvolutionSketch(image).set_progress(0.6)
    assert np.array_equal(sketch.picture.region, [4, 0, 8, 4])
    assert sketch.found.revealed == pytest.approx(0.85)
    assert not np.any(changes(np.zeros((8, 8)), 4))
