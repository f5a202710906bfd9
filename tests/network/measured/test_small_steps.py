"""Full steps and small ones: what is trained, what is kept, and where it lies on the land."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from network.measured import small_steps
from network.measured.small_steps import FULL, SMALL, SmallSteps, kept_steps, plane_through
from network.measured.study import study_file
from network.training.recipe import Recipe
from tests.network.measured.kept import few_bars, measured_quickly


@pytest.fixture(scope="module")
def split():
    return few_bars()


@pytest.fixture(scope="module")
def measured():
    """The study of these digits in little time, and every training."""
    return measured_quickly(SmallSteps)


def cost(parameters, digits, sizes=(784, 16, 16, 10)):
    """Return the mean cost of digits, with code of its own."""
    a, start = digits.images / 255, 0
    biases = sum(n * m for n, m in itertools.pairwise(sizes))
    for n, m in itertools.pairwise(sizes):
        weights = parameters[start : start + n * m].reshape(m, n)
        a = 1 / (1 + np.exp(-(a @ weights.T + parameters[biases : biases + m])))
        start, biases = start + n * m, biases + m
    return ((a - np.eye(10)[digits.labels]) ** 2).sum(axis=1).mean()


def test_both_ways_look_at_the_same_images_equally_often_from_the_same_start(split, measured):
    study, trainings = measured
    count = small_steps.QUICK_IMAGES
    assert study.origin.count == count
    assert len(trainings) == 2 * len(study.rates)
    for recipe, of, training in trainings:
        assert np.array_equal(of.train.images, split.train.images[:count])
        assert (recipe.decay, recipe.shift, recipe.schedule) == (0, 0, "constant")
        start = training.history.network(0).parameters
        assert np.array_equal(start, trainings[0][-1].history.network(0).parameters)
        assert recipe.batch in (count, study.batch)
        assert recipe.epochs == study.epochs
    assert study.steps[-1] * study.batch == study.epochs * count


def test_the_best_of_the_same_step_sizes_is_kept(measured):
    study, trainings = measured
    few = trainings[0][1].train
    ends = [cost(training.mlp.parameters, few) for _, _, training in trainings]
    np.testing.assert_allclose(study.tried.ravel(), ends, rtol=1e-5)
    for way in (FULL, SMALL):
        assert study.chosen[way] == study.rates[int(study.tried[way].argmin())]
    assert study.full_cost[0, -1] == pytest.approx(study.tried[FULL].min())
    assert study.small_cost[0, -1] == pytest.approx(study.tried[SMALL].min())


def test_start_and_ends_lie_on_the_land_at_what_they_cost(measured):
    study, trainings = measured
    few, rates = trainings[0][1].train, len(study.rates)
    best = [trainings[way * rates + int(study.tried[way].argmin())][-1] for way in (FULL, SMALL)]
    start = best[0].history.network(0).parameters.astype(float)
    for training, path in zip(best, (study.full_path, study.small_path), strict=True):
        way = training.mlp.parameters - start
        assert np.linalg.norm(path[-1]) == pytest.approx(np.linalg.norm(way), rel=1e-4)
        assert not path[0].any()
    small, full = (best[way].mlp.parameters - start for way in (SMALL, FULL))
    across = small / np.linalg.norm(small)
    upward = full - (full @ across) * across
    upward /= np.linalg.norm(upward)
    for i, j in ((0, 0), (2, 5), (8, 8)):
        place = start + study.across[j] * across + study.upward[i] * upward
        assert study.cost[i, j] == pytest.approx(cost(place, few), rel=1e-4)


def test_costs_on_the_way_are_those_of_the_networks_that_were_kept(measured):
    study, trainings = measured
    _, of, training = trainings[len(study.rates) + int(study.tried[SMALL].argmin())]
    history = training.history
    assert list(history.snapshot_step) == list(study.steps)
    for k in (0, 7, len(study.steps) - 2):
        wanted = cost(history.network(k).parameters.astype(float), of.train)
        assert study.small_cost[0, k] == pytest.approx(wanted, rel=1e-4)


def test_steps_are_kept_densely_at_first_and_the_last_one_always():
    assert kept_steps(3) == [0, 1, 2, 3]
    steps = np.array(kept_steps(30000))
    assert steps[-1] == 30000
    assert list(steps[:40]) == list(range(40))
    assert (np.diff(steps) > 0).all()
    assert (steps[41:] / steps[40:-1]).max() <= 1.04


def test_a_plane_has_right_angles_and_holds_both():
    one, other = np.array([3.0, 0, 4, 0]), np.array([1.0, 1, 1, 1])
    plane = plane_through(one, other)
    np.testing.assert_allclose(plane @ plane.T, np.eye(2), atol=1e-12)
    for each in (one, other):
        np.testing.assert_allclose(each @ plane.T @ plane, each, atol=1e-12)


def test_small_steps_in_the_same_time_and_their_cost(measured):
    study = replace(
        measured[0],
        seconds=np.array([0.1, 0.02]),
        steps=measured[0].steps,
        epochs=measured[0].epochs,
    )
    assert study.steps_in_the_same_time == min(study.epochs * 5, study.steps[-1])
    k = 3
    between = (study.steps[k] + study.steps[k + 1]) / 2
    mean = (study.small_cost[0, k] + study.small_cost[0, k + 1]) / 2
    assert study.small_cost_after(between)[0] == pytest.approx(mean)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(measured, tmp_path):
    study, _ = measured
    study.save(tmp_path / "small-steps.npz")
    back = SmallSteps.load(tmp_path / "small-steps.npz")
    np.testing.assert_array_equal(back.cost, study.cost)
    assert (back.rates, back.chosen) == (study.rates, study.chosen)
    assert study.contradiction() is None
    assert replace(study, epochs=9).contradiction()
    assert replace(study, across=study.across / 9).contradiction()
    assert replace(study, seconds=0 * study.seconds).contradiction()


def test_the_stored_study_is_of_what_is_named():
    study = SmallSteps.load(study_file("small-steps"))
    assert (study.sizes, study.batch) == (Recipe().sizes, Recipe().batch)
    assert (study.origin.count, study.epochs) == (small_steps.IMAGES, small_steps.EPOCHS)
    assert (study.rates, study.seeds) == (small_steps.RATES, small_steps.SEEDS)
    assert study.steps[-1] * study.batch == study.epochs * study.origin.count
