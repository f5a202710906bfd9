"""Section 3.1: light forward, wishes back; told truly whatever the network is."""

import numpy as np
import pytest

from scenes.backprop.overview import Overview
from tests.beats import beat, said
from tests.scenes.backprop.one_example import cost, matrices, read_again
from tests.some_networks import some

KINDS = some("784-8-10 relu", "784-16-16-10 untrained", "784-12-11-9-8-10")


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_the_image_and_counts_its_numbers(stage, models, kind):
    scene = stage(Overview, models[kind])
    again = read_again(scene)
    asked = beat(scene, "But who tells")
    count = sum(w.size + len(b) for w, b, _ in matrices(again.early))
    assert f"{count:,} numbers" in asked.text
    for drawn, held in zip(asked.layers, again.layers[1:], strict=True):
        np.testing.assert_allclose(drawn, held, atol=1e-5)
    assert asked.shows("which way, and how far?")
    assert "lecture 4" in said(scene)


def test_backward_edges_show_what_each_weight_s_change_does_to_the_cost(stage, models):
    scene = stage(Overview, models["784-8-10 relu"])
    again = read_again(scene)
    for k, field in enumerate(scene.backward()):
        signs = np.sign(field.strengths)
        slope = -scene.trace.gradient.weights[k]
        for to, start in np.argwhere(np.abs(slope) > 0.5 * np.abs(slope).max())[:5]:
            costs = []
            for little in (1e-5, -1e-5):
                steps = matrices(again.early)
                steps[k][0][to, start] += little
                costs.append(cost(steps, again))
            assert signs[to, start] == np.sign(costs[1] - costs[0])


@pytest.mark.parametrize("name", ["tanh", "784-8-10 relu"])
def test_it_is_told_what_neurons_below_0_look_like_where_there_are_any(stage, models, name):
    scene = stage(Overview, models[name])
    assert ("Neurons that hold less than 0 glow in" in said(scene)) == (name == "tanh")
    if name == "tanh":
        drawn = beat(scene, "glow in another colour").layers
        assert any((layer < 0).any() for layer in drawn)
