"""Section 2.8: every number of it, from the random start, in plain formulas."""

import numpy as np
import pytest

from scenes.descent.all_inputs import AllInputs
from scenes.mobjects.writing.number import written
from tests.beats import beat, said
from tests.scenes.descent.start import (
    STUDIED,
    at_the_start,
    costs,
    matrices,
    mean_gradient,
    moved,
    read,
)


@pytest.fixture(params=STUDIED)
def told(request, stage, models):
    """A scene that was run, the start, and what its costs are of."""
    return at_the_start(stage(AllInputs, models[request.param]), request.param)


def test_columns_are_the_numbers_and_add_up(told):
    scene, start, data = told
    told_at = beat(scene, "The numbers change")
    way = -mean_gradient(start, *data)
    parameters = np.concatenate([*(w.ravel() for w, _ in start), *(b for _, b in start)])
    rows = scene.columns.start.column.rows
    assert rows[0] == 0
    assert rows[-1] == len(parameters) - 1
    for row in rows:
        now, change = parameters[row], way[row]
        later = round(now, 4) + 0.1 * round(change, 4)
        for value in (now, change, later):
            assert told_at.shows(written(value, 4))
        assert later == pytest.approx(now + 0.1 * change, abs=1e-4)
        assert any(f"{row:,}" in text for text in told_at.texts)


def test_the_step_and_its_controls_are_as_said(told):
    scene, start, data = told
    before = costs(start, *data)
    slope = mean_gradient(start, *data)
    after = costs(moved(start, -0.1 * slope), *data)
    values = beat(scene, "The numbers change").values
    assert values["before"] == pytest.approx(before.mean())
    assert values["after"] == pytest.approx(after.mean())
    assert beat(scene, "The numbers change").shows(f"{after.mean():.3f}")
    helped = int((after < before).sum())
    average = beat(scene, "That is an average")
    assert average.shows(f"{helped:,} of {len(before):,} cost less")
    assert ("no example lost" in average.text) == (helped == len(before))
    later = beat(scene, "Later")
    late = matrices(late_network(scene, later.values["seen"]))
    first = costs(late, *data)
    then = costs(moved(late, -0.1 * mean_gradient(late, *data)), *data)
    assert later.values["share"] == pytest.approx((then < first).mean(), abs=2e-3)


def late_network(scene, seen):
    steps = scene.history.snapshot_step * scene.network.recipe.batch
    return scene.playback.network(int(np.flatnonzero(steps == seen)[0]))


def test_random_directions_lead_nowhere_in_particular(told):
    scene, start, data = told
    values = beat(scene, "Along the negative gradient").values
    before = costs(start, *data).mean()
    slope = mean_gradient(start, *data)
    rng, found = np.random.default_rng(7), []
    for _ in range(20):
        way = rng.standard_normal(slope.size)
        way *= 0.1 * np.linalg.norm(slope) / np.linalg.norm(way)
        found.append(costs(moved(start, way), *data).mean() - before)
    assert 0.25 < values["down"] / values["count"] < 0.75
    # The best of a hundred is about two and a half of their spreads away.
    assert values["best"] == pytest.approx(2.5 * np.std(found), rel=0.7)
    assert values["fall"] == pytest.approx(before - costs(moved(start, -0.1 * slope), *data).mean())
    assert values["fall"] > 10 * values["best"]


def test_with_switches_the_cost_jumps(told):
    scene, start, (_, _, relu) = told
    assert "jumps" in beat(scene, "only on or off").text
    assert "slope to follow" in said(scene)
    example, turned = scene.example, scene.turned
    wanted = np.eye(10)[example.label]
    for weight, smooth, jumping in list(
        zip(turned.weights, turned.smooth, turned.on_off, strict=True)
    )[::24]:
        steps = [(w.copy(), b) for w, b in start]
        steps[-1][0][turned.output, turned.source] = weight
        outputs = read(steps, example.pixels[None].astype(float), relu)[-1][0]
        assert smooth == pytest.approx(((outputs - wanted) ** 2).sum())
        a = example.pixels.astype(float)
        for w, b in steps:
            a = np.where(w @ a + b > 0, 1.0, 0.0)
        assert jumping == ((a - wanted) ** 2).sum()


def test_where_nothing_was_learned_there_is_no_later(stage, models):
    scene = stage(AllInputs, models["784-16-16-10 untrained"])
    assert "Later" not in said(scene)
