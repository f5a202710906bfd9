"""Section 4.7: indices of the real last step, its cost, one weight, and that weight's slope."""

import numpy as np
import pytest

from scenes.calculus.indices import Indices
from scenes.calculus.one_factor import OneFactor
from tests.beats import beat, formulas, with_hyphens
from tests.scenes.calculus.last_step import KINDS, one_neuron_a_layer, run
from tests.typeset import check, sides


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    """The scene, and the last step looked at again."""
    return run(Indices, request.param, stage, models)


def written(value, digits, plus=""):
    """A number as it is shown."""
    return f"{round(value, digits) + 0.0:{plus}.{digits}f}"


def test_all_neurons_and_all_edges_are_there(ran):
    scene, here = ran
    line = beat(scene, "Here are the last two layers")
    for held in (here.a, here.o):
        layers = [each for each in line.layers if len(each) == len(held)]
        assert any(np.allclose(each, held, atol=1e-6) for each in layers)
    assert line.shows(f"k = 0 … {len(here.a) - 1}")
    assert line.shows("j = 0 … 9")
    strengths = scene.layers.edges.strengths
    assert strengths.shape == here.W.shape
    assert np.array_equal(np.sign(strengths), np.sign(here.W))
    order = np.argsort(np.abs(here.W).ravel())
    assert (np.diff(np.abs(strengths).ravel()[order]) >= -1e-6).all()


def test_the_few_that_come_first_are_of_this_network(ran):
    scene, here = ran
    line = beat(scene, "So far, one neuron a layer")
    before, last = scene.few.layers
    assert before.activations == pytest.approx(here.a[list(before.shown)], abs=1e-6)
    assert last.activations == pytest.approx(here.o[list(last.shown)], abs=1e-6)
    assert (len(before.shown), len(last.shown)) == (3, 2)
    for index in (*before.shown, *last.shown):
        assert line.shows(str(index))
    assert len(scene.few.lines) == 6


@pytest.mark.parametrize("name", ["tanh", "shipped"])
def test_one_neuron_a_layer_is_still_the_chain_of_the_sections_before(stage, models, name):
    scene, chain = (stage(each, models[name]) for each in (Indices, OneFactor))
    held = [float(layer.activations[0]) for layer in scene.two.layers]
    assert held == pytest.approx(chain.reading.a[-2:], abs=1e-6)


def test_squares_add_up_to_the_cost_as_shown(ran):
    scene, here = ran
    line = beat(scene, "adds up 10 squares")
    terms = [number.value for number in scene.squares]
    assert terms == pytest.approx((here.o - here.y) ** 2, abs=0.0101)
    assert round(sum(terms), 2) == round(scene.total.value, 2)
    assert scene.total.value == pytest.approx(here.cost)
    for value in (*terms, here.cost):
        assert line.shows(written(value, 2))
    ys = [number.point[1] for number in scene.squares]
    assert ys == pytest.approx(scene.layers.outputs.centres()[:, 1] - 0.1, abs=1e-6)


def test_a_weight_is_where_it_is_said_to_be(ran):
    scene, here = ran
    line = beat(scene, "to j, from k")
    to, start = line.values["to"], line.values["start"]
    slopes = np.abs(here.by_weights())
    assert slopes[to, start] == pytest.approx(slopes.max(), rel=1e-6)
    assert line.shows(f"of {here.W.size}, the cost is most sensitive to this one")
    assert any(np.allclose(each, here.W, atol=1e-5) for each in line.weights)
    assert line.shows(written(here.W[to, start], 2))
    assert line.shows(f"j = {to}")
    assert line.shows(f"k = {start}")
    lit = scene.edge[0]
    assert lit.get_start()[:2] == pytest.approx(scene.layers.before.centres()[start])
    assert lit.get_end()[:2] == pytest.approx(scene.layers.outputs.centres()[to])
    grid, (rows, columns) = scene.table.grid, here.W.shape
    corner = grid.get_corner((-1, 1, 0))
    x, y = scene.table.column.get_x(), scene.table.row.get_y()
    assert int((x - corner[0]) / grid.width * columns) == start
    assert int((corner[1] - y) / grid.height * rows) == to


def test_only_edges_into_that_neuron_stay_bright(ran):
    scene, _ = ran
    bright = scene.layers.edges.dimming > 0.5
    to = scene.picked[0]
    assert bright[to].all()
    assert not np.delete(bright, to, axis=0).any()


def test_the_slope_s_factors_are_the_real_ones_and_multiply_as_shown(ran):
    scene, here = ran
    to, start = scene.picked
    numbers = scene.under.numbers.items()
    shown = {label: float(with_hyphens(number.text)) for label, number in numbers}
    slope, o = here.by_weights()[to, start], here.o[to]
    assert shown["slope"] == pytest.approx(slope, abs=6e-4)
    assert shown["held"] == pytest.approx(here.a[start], abs=6e-4)
    assert shown["squish"] == pytest.approx(o * (1 - o), abs=6e-5)
    assert shown["gap"] == pytest.approx(2 * (o - here.y[to]), abs=6e-4)
    product = shown["held"] * shown["squish"] * shown["gap"]
    assert shown["slope"] == pytest.approx(product, abs=0.00051)


def test_it_was_tried(ran):
    scene, here = ran
    to, start = scene.picked
    raised = here.W.copy()
    raised[to, start] += 0.001
    change = here.cost_of(raised, here.a) - here.cost
    line = beat(scene, "Tried")
    ratio = round(change, 6) / 0.001
    assert line.values["nudge"] == 0.001
    shown = f"{written(change, 6, '+')} / 0.001 = {written(ratio, 3)}"
    assert any(shown in with_hyphens(text) for text in line.texts)
    assert abs(ratio - here.by_weights()[to, start]) < 0.0015
    assert ("rises" in line.text) == (ratio >= 0.0005)
    assert ("falls" in line.text) == (ratio <= -0.0005)
    if abs(ratio) >= 0.0005:
        assert f"{abs(ratio):.3f} times as much" in line.text


def test_formulas_are_true(ran):
    scene, here = ran
    to, start = scene.picked
    many, one = here.named(j=to, k=start), one_neuron_a_layer()
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == 8
    for each in whole:
        about_one = "_j" not in each and "j k" not in each and "= " not in each[:4]
        check(each, one if about_one else many, rel=1e-6, abs=1e-9)
    assert sum("_j" in each or "j k" in each for each in whole) == 3
