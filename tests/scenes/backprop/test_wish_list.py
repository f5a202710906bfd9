"""Section 3.6: what one output wishes of the layer before, and what comes of it."""

import numpy as np
import pytest

from scenes.backprop.busy_inputs import BusyInputs
from scenes.backprop.wish_list import WishList
from tests.beats import beat, said, with_hyphens
from tests.scenes.backprop.one_example import (
    KINDS,
    ODD_KINDS,
    answer,
    cost,
    matrices,
    run_and_read,
)
from tests.some_networks import some


@pytest.fixture(params=[*KINDS, *ODD_KINDS])
def told(request, stage, models):
    """A scene that was run, and what its network makes of its image."""
    return run_and_read(WishList, request.param, stage, models)


def held_then(example, before):
    """Return what the label's output holds with these activations before it."""
    return answer(matrices(example.early)[-1:], before)[-1][example.label]


def own_wishes(example):
    """Return what is asked of activations by the label's own sum, from finite differences."""
    costs, step = [], 1e-6
    for sign in (-1, 1):
        steps = matrices(example.early)
        steps[-1][1][example.label] += sign * step
        costs.append(cost(steps, example))
    return (costs[0] - costs[1]) / (2 * step) * matrices(example.early)[-1][0][example.label]


def test_arrows_are_the_wishes_of_this_output_and_in_proportion_to_its_weights(told):
    scene, example = told
    wishes, weights = own_wishes(example), matrices(example.early)[-1][0][example.label]
    assert scene.wished.arrows.values == pytest.approx(wishes, abs=1e-5)
    row, lengths = scene.wished.row, []
    for arrow, neuron, weight in zip(scene.wished.arrows, row.neurons, weights, strict=True):
        if arrow.height > 1e-6:
            assert (arrow.get_center()[1] > neuron.get_center()[1]) == (weight > 0)
            assert arrow.get_x() == pytest.approx(neuron.get_x(), abs=1e-6)
        lengths.append(arrow.height)
    sizes = np.abs(weights) / np.abs(weights).max()
    assert np.array(lengths) / max(lengths) == pytest.approx(sizes, abs=1e-4)
    alone = len(weights) == 1
    assert (f"The third way: the {len(weights)} activations before" in said(scene)) != alone
    assert ("The third way: the activation before. The edge now" in said(scene)) == alone
    centres = [neuron.get_x() for neuron in row.neurons]
    assert centres == sorted(centres)


def test_wishes_were_really_followed_and_all_were_raised_alike(told):
    scene, example = told
    before, output = example.layers[-2], example.layers[-1][example.label]
    weights = matrices(example.early)[-1][0][example.label]
    change = 0.05 * weights / np.abs(weights).max()
    most = np.inf if example.early.activation == "relu" else 1
    least = -1 if example.early.activation == "tanh" else 0
    line = beat(scene, f"suppose {'it' if len(before) == 1 else 'they'} came true")
    told = with_hyphens(line.text)
    if len(before) > 1:
        assert (f"none below {least}" in told) == bool((before + change < least).any())
        assert ("above 1" in told) == bool((before + change > most).any())
    else:
        assert "by 0.05 at most" in told
    mean = np.abs(np.clip(before + change, least, most) - before).mean()
    tried = {"wishes": before + change, "alike": before + mean}
    after = {
        name: held_then(example, np.clip(values, least, most)) for name, values in tried.items()
    }
    same = f"{after['wishes']:.2f}" == f"{output:.2f}"
    goes = "rises" if after["wishes"] > output else "falls"
    risen = beat(scene, "the output stays at" if same else f"The output {goes}")
    assert f"{output:.2f}" in risen.text
    assert f"{after['wishes']:.2f}" in risen.text
    assert risen.shows(f"{output:.2f} → {after['wishes']:.2f}")
    if len(before) == 1:  # what is raised alike is what is wished for, or its opposite
        assert "as much on average" not in said(scene)
        return
    raised = beat(scene, "as much on average")
    assert f"by {mean:.3f}," in raised.text
    assert f"to {after['alike']:.2f}." in raised.text or f"at {after['alike']:.2f}." in raised.text
    assert raised.shows(f"{output:.2f} → {after['alike']:.2f}")
    assert raised.shows(f"all +{mean:.3f}")
    assert ("falls" in raised.text) == (round(after["alike"], 2) < round(output, 2))
    # Those of softmax hang on the other outputs' sums, too.
    assert after["wishes"] > output or example.early.output == "softmax"


def test_the_layer_before_is_the_real_one(told):
    scene, example = told
    held = answer(matrices(example.early), example.pixels)[-3]
    layer, edges = scene.layer_before()
    if len(held) < 784:
        assert layer.activations == pytest.approx(held, abs=1e-5)
    weights = matrices(example.early)[-2][0]
    assert edges.strengths.shape == weights.shape
    assert (np.sign(edges.strengths) * np.sign(weights * held) >= 0).all()


@pytest.mark.parametrize("kind", some("784-8-10 relu", "shipped", "784-12-11-9-8-10", usually=1))
def test_it_goes_on_where_the_weights_were_left(stage, models, kind):
    end = stage(BusyInputs, models[kind]).ended
    begin = stage(WishList, models[kind]).beats[0]
    assert set(end.texts) <= set(begin.passed) | set(begin.texts)
    assert end.neurons == pytest.approx(begin.neurons[: len(end.neurons)])


def test_a_single_wish_is_told_of_as_one(stage, models):
    told = said(stage(WishList, models["one neuron"]))
    assert "The third way: the activation before. The edge now shows the weight itself." in told
    assert "But suppose it came true a little: by 0.05 at most." in told
    assert not any(words in told for words in ("1 activations", "all 1 ", "the others in"))
