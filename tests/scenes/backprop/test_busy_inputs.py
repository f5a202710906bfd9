"""Section 3.5: entries of the weights into one output, from finite differences."""

import numpy as np
import pytest

from scenes.backprop.busy_inputs import BusyInputs
from tests.beats import beat, said, with_hyphens
from tests.scenes.backprop.one_example import (
    KINDS,
    ODD_KINDS,
    answer,
    cost,
    early,
    matrices,
    run_and_read,
)


@pytest.fixture(params=[*KINDS, *ODD_KINDS])
def told(request, stage, models):
    """A scene that was run, and what its network makes of its image."""
    return run_and_read(BusyInputs, request.param, stage, models)


def slopes(example, weights):
    """Return -dC/dw of some of the last step's weights into the label's output."""
    found, step = [], 1e-6
    for index in weights:
        costs = []
        for sign in (1, -1):
            steps = matrices(example.early)
            steps[-1][0][example.label, index] += sign * step
            costs.append(cost(steps, example))
        found.append((costs[1] - costs[0]) / (2 * step))
    return np.array(found)


def test_every_edge_and_every_point_is_an_entry_of_the_negative_gradient(told):
    scene, example = told
    before = example.layers[-2]
    entries = slopes(example, range(len(before)))
    line = beat(scene, "lead into the output of the")
    assert line.text.startswith(f"{len(before)} weights")
    assert f"output of the {example.label}" in line.text
    largest = np.abs(entries).max() or 1
    assert scene.fan.edges.strengths[0] == pytest.approx(entries / largest, abs=1e-4)
    assert (entries * np.sign(before) >= -1e-9).all()
    assert line.shows("lower this weight") == bool((before < 0).any())
    chart = scene.chart.chart
    places = chart.place(before, entries)
    for dot, place in zip(scene.chart.dots, places, strict=True):
        assert dot.get_center() == pytest.approx(place, abs=0.01)


def test_the_line_is_exact_and_its_slope_is_written(told):
    scene, example = told
    before = example.layers[-2]
    bright = np.flatnonzero(np.abs(before) > 0.05)
    factors = slopes(example, bright) / before[bright]
    assert np.ptp(factors) < 1e-5
    shown = beat(scene, "one common number")
    outputs = example.layers[-1]
    out = outputs[example.label]
    factor = 2 * (1 - out) * out * (1 - out)
    if scene.network.mlp.output == "softmax":
        factor = 2 * out * (1 + (outputs**2).sum() - 2 * out)
    assert factors == pytest.approx(np.full(len(bright), factor), abs=1e-5)
    assert shown.shows(f"activation × {factor:.2g}")


def test_both_weights_were_really_raised(told):
    scene, example = told
    before, output = example.layers[-2], example.layers[-1][example.label]
    gains, sums, after = beat(scene, "Why a line?"), beat(scene, "And the output?"), []
    for index, row in ((np.abs(before).argmax(), 0), (np.abs(before).argmin(), 1)):
        assert gains.shows(f"{before[index]:.2f}")
        assert gains.shows(f"sum {0.5 * before[index]:+.2f}")
        assert f"{0.5 * before[index]:.2f}" in with_hyphens(gains.text)
        steps = matrices(example.early)
        steps[-1][0][example.label, index] += 0.5
        after.append(answer(steps, example.pixels)[-1][example.label])
        assert sums.shows(f"{output:.2f} → {after[-1]:.2f}")
        assert f"{after[-1]:.2f}" in sums.text
        assert scene.rows.outputs[row].text.endswith(f"{after[-1]:.2f}")
    assert ("leaves it" in sums.text) == (f"{after[1]:.2f}" == f"{output:.2f}")


def test_it_is_the_half_learned_network_and_its_image(told):
    scene, example = told
    shown = beat(scene, "lead into the output of the")
    when = "as it is" if scene.network.source else f"after {scene.moment.step:,} steps"
    assert shown.shows(f"the network {when}")
    assert shown.shows(f"the same {example.label}")
    held = early(scene)
    assert any(layer == pytest.approx(example.layers[-2], abs=1e-5) for layer in shown.layers)
    assert held.sizes == scene.network.mlp.sizes
    assert "helps to fire another" in said(scene)
