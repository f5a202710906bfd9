"""Counting: every number is a shape of the network's arrays."""

import numpy as np
import pytest

from scenes.structure.counting import Counting


@pytest.mark.parametrize("model", ["shipped", "784-8-10 relu", "784-12-11-9-8-10"])
def test_all_weights_and_biases_are_counted(stage, models, model):
    scene = stage(Counting, models[model])
    mlp = scene.network.mlp
    weights, biases = (sum(part.size for part in parts) for parts in (mlp.weights, mlp.biases))
    told = " ".join(cue["text"] for cue in scene.cues)
    assert f"{weights:,} weights and {biases} biases" in told
    assert f"{weights + biases:,} numbers" in told
    assert weights + biases == mlp.parameters.size
    assert scene.total.text == f"{mlp.parameters.size:,}"
    assert [counter.text for counter in scene.counters] == [f"{weights:,}", f"{biases}"]
    products = [f"{matrix.shape[1]} times {matrix.shape[0]}" for matrix in mlp.weights]
    assert [sources(row) for row in scene.terms] == [
        products,
        [str(len(vector)) for vector in mlp.biases],
    ]
    assert [len(dots) for dots in scene.dots] == [len(vector) for vector in mlp.biases]
    assert f"The other {mlp.sizes[1] - 1} have as many each: 784 weights" in told
    seconds = mlp.parameters.size
    wanted = f"{seconds / 3600:.1f} hours" if seconds >= 7200 else f"{seconds / 60:.0f} minutes"
    assert wanted in told


def sources(row) -> list[str]:
    return [term[-1].typst_code.removeprefix("$ ").split(" #box")[0] for term in row]


def test_the_lecture_s_network_has_13_002(stage):
    scene = stage(Counting)
    assert scene.total.text == "13,002"
    assert sources(scene.terms[0]) == ["784 times 16", "16 times 16", "16 times 10"]


def test_knobs_are_really_turned_and_turned_back(stage):
    scene = stage(Counting)
    before = [field.strengths.copy() for field in scene.live.weights]
    held = scene.example.forward.a[1:]
    for layer, activations in zip(scene.live.layers, held, strict=True):
        assert np.allclose(layer.activations, activations, atol=1e-5)
    scene.turn(0.4)
    for field, trained in zip(scene.live.weights, before, strict=True):
        assert not np.allclose(field.strengths, trained, atol=0.05)
    turned = scene.live.layers[-1].activations
    assert not np.allclose(turned, held[-1], atol=0.01)
