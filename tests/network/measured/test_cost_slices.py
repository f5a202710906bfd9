"""Slices through the cost: each place is what a network with that one weight really costs."""

from dataclasses import replace

import numpy as np
import pytest

from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.cost_slices import (
    CostSlices,
    Reader,
    costs_between,
    draw_edges,
    most_telling,
)
from network.measured.study import Origin
from network.model.mlp import MLP, parameter_count
from network.training.playback import Playback
from network.training.stored import history_beside, load_history, load_network

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "training", 40)


@pytest.fixture(scope="module")
def playback(models) -> Playback:
    path = models["784-12-11-9-8-10"]
    return Playback(load_history(history_beside(path)), load_network(path).mlp)


@pytest.fixture(scope="module")
def few(own_digits):
    return own_digits[1][:40]


@pytest.fixture(scope="module")
def others(own_digits):
    return own_digits[1][40:80]


def mean_cost(mlp: MLP, digits) -> float:
    output = mlp.astype(float).forward(digits.images / 255).output
    return float(((output - np.eye(10)[digits.labels]) ** 2).sum() / len(digits))


def with_weight(mlp: MLP, edge, value: float) -> MLP:
    weights = [matrix.astype(float) for matrix in mlp.weights]
    weights[edge[0]][edge[1], edge[2]] = value
    biases = [b.astype(float) for b in mlp.biases]
    return MLP.from_arrays(weights, biases, mlp.activation, mlp.output)


@pytest.mark.parametrize(
    "functions", [("sigmoid", "sigmoid"), ("relu", "sigmoid"), ("tanh", "softmax")]
)
@pytest.mark.parametrize("edge", [(0, 3, 380), (0, 0, 0), (1, 2, 4), (3, 7, 1), (4, 9, 0)])
def test_a_slice_costs_what_networks_with_that_weight_cost(few, functions, edge):
    sizes = (784, 12, 11, 9, 8, 10)
    rng = np.random.default_rng(3)
    mlp = MLP(sizes, 0.4 * rng.standard_normal(parameter_count(sizes)), *functions)
    change = np.array([-9.0, -1.5, 0.0, 0.25, 8.0])
    costs = Reader(mlp, few).costs_along(edge, change)
    value = mlp.weights[edge[0]][edge[1], edge[2]]
    wanted = [mean_cost(with_weight(mlp, edge, value + by), few) for by in change]
    assert costs == pytest.approx(wanted, abs=1e-12)


def test_the_line_costs_what_networks_on_it_cost(few, playback):
    share = np.array([-0.1, 0.0, 0.3, 1.0, 1.1])
    start, end = playback.network(0), playback.mlp
    costs = costs_between(start, end, share, few)
    for s, cost in zip(share, costs, strict=True):
        way = s * (end.parameters.astype(float) - start.parameters)
        assert cost == pytest.approx(
            mean_cost(end.with_parameters(start.parameters + way), few), abs=1e-12
        )


def test_weights_are_drawn_from_all_layers_at_moments_from_start_to_end(playback):
    drawn = list(draw_edges(playback, 200))
    indices = [index for index, _ in drawn]
    assert indices == sorted(indices)
    assert (indices[0], indices[-1]) == (0, len(playback.clocks) - 1)
    assert {indices.count(index) for index in indices} == {200}
    shapes = [weights.shape for weights in playback.mlp.weights]
    assert all(0 <= to < shapes[k][0] and 0 <= i < shapes[k][1] for _, (k, to, i) in drawn)
    of_first = np.mean([k == 0 for _, (k, _, _) in drawn])
    weights = [rows * columns for rows, columns in shapes]
    assert of_first == pytest.approx(weights[0] / sum(weights), abs=0.05)


def test_a_study_is_what_it_says(few, others, playback, tmp_path):
    study = CostSlices.measure(playback, few, ORIGIN, others)
    assert study.contradiction() is None
    index = int(np.flatnonzero(playback.history.snapshot_step == study.step)[0])
    mlp = playback.network(index)
    assert study.value == mlp.weights[study.edge[0]][study.edge[1], study.edge[2]]
    spread = mlp.weights[study.edge[0]].std()
    assert study.place[-1] - study.value == pytest.approx(study.spreads * spread, rel=1e-5)
    for at in (0, 100, 180, 360):
        changed = with_weight(mlp, study.edge, study.place[at])
        assert study.cost[at] == pytest.approx(mean_cost(changed, few), abs=1e-12)
    assert study.tried == study.moments  # one each, of so few images
    assert study.others == 40
    study.save(tmp_path / "slices.npz")
    back = CostSlices.load(tmp_path / "slices.npz")
    np.testing.assert_array_equal(back.cost, study.cost)
    assert back.edge == study.edge


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"cost": np.full(361, -0.1)}, "from 0 to 10"),
        ({"edge": (0, 1)}, "a weight"),
        ({"place": np.zeros(361)}, "rise"),
        ({"depths": np.array([[0.1, 0.2]], np.float32), "kept": 0}, "second valleys"),
        ({"kept": 1000}, "on other digits"),
    ],
)
def test_what_can_not_be_right_is_refused(few, others, playback, tmp_path, other, found):
    study = replace(CostSlices.measure(playback, few, ORIGIN, others), **other)
    study.save(tmp_path / "slices.npz")
    with pytest.raises(InputError, match=found):
        CostSlices.load(tmp_path / "slices.npz")


def test_a_second_valley_goes_first_then_a_deep_one_then_a_high_curve():
    none, deep, two = [0.0, 0.0], [0.5, 0.0], [0.4, 0.01]
    assert most_telling(np.array([none, deep, two]), np.array([1.0, 1.0, 1.0])) == 2
    assert most_telling(np.array([two, two]), np.array([1.0, 0.1])) == 1
    assert most_telling(np.array([none, deep]), np.array([9.0, 1.0])) == 1
    assert most_telling(np.array([none, none]), np.array([1.0, 9.0])) == 1
