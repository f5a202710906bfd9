"""Counting: every number is a shape of the network's arrays."""

import numpy as np
import pytest

from scenes.structure.counting import Counting
from tests.beats import beat, said
from tests.some_networks import some
from tests.texts import told


@pytest.mark.parametrize("model", some("shipped", "784-12-11-9-8-10", "784-8-10 relu"))
def test_all_weights_and_biases_are_counted(stage, models, model):
    scene = stage(Counting, models[model])
    mlp = scene.network.mlp
    weights, biases = (sum(part.size for part in parts) for parts in (mlp.weights, mlp.biases))
    text = said(scene)
    assert f"{weights:,} weights and {biases} biases" in text
    assert f"{weights + biases:,} numbers" in text
    assert weights + biases == mlp.parameters.size
    assert beat(scene, "is made of").shows(f"{mlp.parameters.size:,}")
    counted = beat(scene, "So it goes on")
    assert counted.shows(f"{weights:,}")
    assert f"{biases}" in counted.texts
    for matrix in mlp.weights:
        assert counted.shows(f"{matrix.shape[1]} times {matrix.shape[0]}")
    assert [sources(row) for row in scene.tally.terms] == [
        [f"{matrix.shape[1]} times {matrix.shape[0]}" for matrix in mlp.weights],
        [str(len(vector)) for vector in mlp.biases],
    ]
    assert [len(dots) for dots in scene.dots] == [len(vector) for vector in mlp.biases]
    assert f"The other {mlp.sizes[1] - 1} have as many each: 784 weights" in text
    seconds = mlp.parameters.size
    wanted = f"{seconds / 3600:.1f} hours" if seconds >= 7200 else f"{seconds / 60:.0f} minutes"
    assert wanted in text


def sources(row) -> list[str]:
    return [told(term[-1]).removeprefix("$ ").split(" #box")[0] for term in row]


def test_the_lecture_s_network_has_13_002(stage):
    scene = stage(Counting)
    assert "13,002" in scene.ended.texts
    assert sources(scene.tally.terms[0]) == ["784 times 16", "16 times 16", "16 times 10"]


@pytest.mark.parametrize(
    ("sizes", "line"),
    [((784, 1, 10), "It is the only one"), ((784, 2, 2, 2, 2, 2, 2, 2, 10), "The other one has")],
)
def test_other_shapes_are_counted_too(stage, trained, sizes, line):
    """One neuron, and seven hidden layers; the stage watches the layout."""
    scene = stage(Counting, trained(*sizes))
    assert line in said(scene)
    assert scene.ended.shows(f"{scene.network.mlp.parameters.size:,}")


def test_knobs_are_really_turned_and_turned_back(stage):
    scene = stage(Counting, fresh=True)
    before = [field.strengths.copy() for field in scene.live.weights]
    held = scene.example.forward.a[1:]
    for layer, activations in zip(scene.live.layers, held, strict=True):
        assert np.allclose(layer.activations, activations, atol=1e-5)
    scene.turn(0.4)
    for field, trained in zip(scene.live.weights, before, strict=True):
        assert not np.allclose(field.strengths, trained, atol=0.05)
    turned = scene.live.layers[-1].activations
    assert not np.allclose(turned, held[-1], atol=0.01)
