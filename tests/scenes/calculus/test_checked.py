"""Section 4.8: slopes of the real network in two ways, both with other code."""

import re

import numpy as np
import pytest

from network.questions.checked_slopes import checked_slopes
from scenes.calculus.checked import Checked
from tests.beats import beat, said
from tests.scenes.backprop.one_example import KINDS, cost, matrices, run_and_read


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    return run_and_read(Checked, request.param, stage, models)


def flat(parts):
    """Return arrays as one: weights step by step, then biases."""
    return np.concatenate([each.ravel() for each in parts])


def way_back(example):
    """Return all slopes by the chain rule: shape (n,)."""
    steps, layers = matrices(example.early), example.layers
    asked = 2 * (layers[-1] - np.eye(10)[example.label])
    weights, biases = [], []
    for k in reversed(range(len(steps))):
        (matrix, _, kind), before, after = steps[k], layers[k], layers[k + 1]
        delta = asked * ((after > 0) if kind == "relu" else after * (1 - after))
        weights.insert(0, np.outer(delta, before))
        biases.insert(0, delta)
        asked = matrix.T @ delta
    return flat([*weights, *biases])


def nudged(example, place, by=1e-4):
    """Return the slope along one parameter: two whole passes through the network."""
    costs = []
    for way in (by, -by):
        steps = matrices(example.early)
        count = 0
        for part in [step[0] for step in steps] + [step[1] for step in steps]:
            if count <= place < count + part.size:
                step = way * max(1, abs(part.flat[place - count]))
                part.flat[place - count] += step
            count += part.size
        costs.append(cost(steps, example))
    return (costs[0] - costs[1]) / (2 * abs(step))


def test_both_ways_to_all_slopes_are_right(ran):
    scene, example = ran
    exact = way_back(example)
    found = scene.found
    assert found.exact == pytest.approx(exact, rel=1e-9, abs=1e-15)
    steepest = np.argsort(-np.abs(exact))
    some = [*steepest[:5], *steepest[100:700:150]]
    for place in some:
        assert found.measured[place] == pytest.approx(nudged(example, place), rel=1e-6, abs=1e-11)


def test_what_is_said_of_them_is_so(ran):
    scene, example = ran
    found, all_of_them = scene.found, len(way_back(example))
    both_0 = (found.exact == 0) & (found.measured == 0)
    told = beat(scene, "Now all")
    assert f"Now all {all_of_them:,}. For {both_0.sum():,}, both" in told.text
    weights = example.early.weights[0]
    black = np.tile(example.pixels == 0, weights.shape[0])
    same = black.sum() == both_0.sum()
    if told.text.endswith("weights of blank pixels."):
        assert same
        assert both_0[: weights.size].tolist() == black.tolist()
    else:
        assert not same
    assert told.shows(f"{all_of_them:,}")
    assert told.shows(f"{both_0.sum():,}")
    others = ~both_0
    one, other = found.exact[others], found.measured[others]
    apart = np.abs(one - other) / np.maximum(np.abs(one), np.abs(other))
    left = beat(scene, "agree to one part in")
    assert f"{others.sum():,} others agree" in left.text
    if apart.max() <= 1e-3:
        parts = int(re.search(r"one part in ([\d,]+), or better", left.text)[1].replace(",", ""))
        assert 0.9 / parts <= apart.max() <= 1 / parts
        assert left.shows(f"1 in {parts:,}")
    assert f"takes {2 * all_of_them:,} passes" in said(scene)
    assert scene.ended.shows(f"{2 * all_of_them:,}")
    assert scene.ended.shows("2")


def test_bars_count_all_that_can_be_compared(ran):
    scene, _ = ran
    found = scene.found
    apart = found.differences[(found.exact != 0) | (found.measured != 0)]
    assert scene.bars.counts.sum() == len(apart)
    billionth = (apart < 1e-9).sum()
    assert scene.bars.counts[: 2 * 5].sum() == pytest.approx(billionth, abs=1)


def test_the_three_are_the_steepest_and_bright_digits_agree(ran):
    scene, example = ran
    exact = np.abs(way_back(example))
    shapes = [each.shape for each in example.early.weights]
    ends = np.cumsum([0, *(rows * columns for rows, columns in shapes)])
    first = max(1, len(shapes) - 2)  # where 4.1 began
    parts = [(ends[first], ends[first + 1]), (0, ends[1]), (ends[-1], len(exact))]
    told = beat(scene, "Three slopes")
    for (start, end), row in zip(parts, scene.pairs.rows, strict=True):
        steepest = exact[start:end].max()
        assert told.shows(f"{steepest:.9f}"[:-4])
        _, _, *numbers = row
        bright = [
            "".join(
                character
                for character, glyph in zip(number.text, number, strict=True)
                if glyph.get_fill_color().to_hex().lower() == scene.look.words.lower()
            )
            for number in numbers
        ]
        assert bright[0] == bright[1]
        assert len(bright[0]) >= 6


def test_what_is_left_is_of_the_nudge_and_of_rounding(stage, models):
    scene, example = run_and_read(Checked, "784-32-24-10", stage, models)
    wanted = np.eye(10)[example.label]
    longer, shorter = (
        checked_slopes(scene.mlp, example.pixels, wanted, nudge=nudge) for nudge in (1e-2, 1e-8)
    )
    for other in (longer, shorter):
        assert np.median(other.differences[other.moving]) > 100 * np.median(
            scene.found.differences[scene.found.moving]
        )


def test_symbols_name_the_parameters(ran):
    scene, example = ran
    early, count = example.early, 0
    for step, matrix in enumerate(early.weights, start=1):
        to, start = matrix.shape[0] - 1, min(2, matrix.shape[1] - 1)
        place = count + to * matrix.shape[1] + start
        assert scene.symbol(place) == f"w_({to}, {start})^(({step}))"
        count += matrix.size
    assert scene.symbol(count) == "b_(0)^((1))"
    assert scene.symbol(len(scene.found.indices) - 1) == f"b_(9)^(({early.steps}))"
