"""Section 4.1: one weight is changed; what that does to the cost is calculated again."""

import re

import numpy as np
import pytest

from scenes.calculus.invitation import Invitation
from tests.beats import beat
from tests.scenes.backprop.one_example import (
    KINDS,
    answer,
    cost,
    early,
    matrices,
    read_again,
    run_and_read,
)

NUDGE = 0.1


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    return run_and_read(Invitation, request.param, stage, models)


def place_of(scene, again):
    """Return step, neuron and neuron before of the largest slope, by nudging every weight."""
    steps = matrices(again.early)
    step = max(1, len(steps) - 2)
    slopes = np.zeros_like(steps[step][0])
    for place in np.ndindex(slopes.shape):
        costs = []
        for little in (1e-4, -1e-4):
            steps = matrices(again.early)
            steps[step][0][place] += little
            costs.append(cost(steps, again))
        slopes[place] = abs(costs[0] - costs[1])
    return step, *np.unravel_index(slopes.argmax(), slopes.shape)


def test_the_weight_is_the_one_of_its_layer_that_the_cost_is_most_sensitive_to(ran):
    scene, again = ran
    step, to, before = place_of(scene, again)
    weight = matrices(early(scene))[step][0][to, before]
    told = beat(scene, "This is one weight")
    assert told.shows("of its layer, the cost is most sensitive to this weight")
    assert any(value == pytest.approx(weight, abs=1e-6) for value in told.numbers)
    layers = scene.live.layers
    ends = [layers[step - 1].neurons[before], layers[step].neurons[to]]
    for mark, neuron in zip(scene.marked, ends, strict=True):
        assert mark.get_center() == pytest.approx(neuron.get_center())


def test_the_cost_changes_as_is_said(ran):
    scene, again = ran
    steps = matrices(again.early)
    step, to, before = place_of(scene, again)
    now = cost(steps, again)
    steps[step][0][to, before] += NUDGE
    then = cost(steps, again)
    told = beat(scene, "Raise it by")
    costs = [f"{each:.3f}" for each in (now, then)]
    said = re.findall(r"\d\.\d{3}", told.text)
    assert said == (costs if costs[0] != costs[1] else costs[:1])
    words = {True: "rises", False: "falls"}[then > now] if costs[0] != costs[1] else "stays"
    assert words in told.text
    assert any(value == pytest.approx(then, abs=1e-6) for value in told.numbers)
    for drawn, held in zip(told.layers, answer(steps, again.pixels)[1:], strict=True):
        np.testing.assert_allclose(drawn, held, atol=1e-5)


def test_light_carries_the_change_to_the_cost(ran):
    """Edges on its way have the sign of what they change, and the strongest ends are largest."""
    scene, again = ran
    now = answer(matrices(again.early), again.pixels)
    steps = matrices(again.early)
    step, to, before = place_of(scene, again)
    steps[step][0][to, before] += NUDGE
    then = answer(steps, again.pixels)
    first, *between, last = scene.ripple
    assert np.sign(first.strengths).item() == np.sign(now[step][before])
    wanted = np.eye(10)[again.label]
    parts = (then[-1] - wanted) ** 2 - (now[-1] - wanted) ** 2
    if step == len(steps) - 1:
        assert not between
        assert last.strengths.shape == (1, 1)
        parts = parts[[to]]
    assert np.sign(last.strengths[0]) == pytest.approx(np.sign(parts))
    for field, weights in zip(between, [w for w, _, _ in steps[step + 1 :]], strict=True):
        chosen = weights[:, [to]] if field is between[0] else weights
        assert field.strengths.shape == chosen.shape


def test_it_asks_and_gives_symbols_their_numbers(ran):
    scene, _ = ran
    assert beat(scene, "How much does the cost change").shows("change of the weight")
    end = scene.ended
    assert end.shows("w")
    assert end.shows("C_0")
    assert not any(text in ("weight", "cost") for text in end.texts)


def test_it_is_the_image_of_lecture_3(stage, models):
    scene = stage(Invitation, models["784-8-10 relu"])
    again = read_again(scene)
    assert beat(scene, "This is one weight").shows(f"the {again.label} of lecture 3")
