"""The few lines that films show: their steps are those of slopes that are tried one by one."""

import itertools

import numpy as np
import pytest

from network.training.in_a_few_lines import learn

SIZES = (7, 5, 4, 3)


def little_network(rng):
    pairs = list(itertools.pairwise(SIZES))
    return [rng.normal(size=(m, n)) for n, m in pairs], [rng.normal(size=m) for _, m in pairs]


def mean_cost(W, b, images, wanted):
    """Return the mean cost of some images, with code of its own."""
    total = 0.0
    for image, target in zip(images, wanted, strict=True):
        a = image
        for weights, biases in zip(W, b, strict=True):
            a = 1 / (1 + np.exp(-(weights @ a + biases)))
        total += ((a - target) ** 2).sum()
    return total / len(images)


def copied(W, b):
    return [each.copy() for each in W], [each.copy() for each in b]


def test_a_batch_makes_a_step_against_the_slopes_of_its_mean_cost():
    rng, rate, little = np.random.default_rng(4), 0.3, 1e-6
    W, b = little_network(rng)
    images, wanted = rng.random((6, 7)), np.eye(3)[rng.integers(3, size=6)]
    before = copied(W, b)
    learn(W, b, images, wanted, rate, 6, np.random.default_rng(0))
    for kind, (old, new) in enumerate(zip(before, (W, b), strict=True)):
        for k, values in enumerate(old):
            for place in np.ndindex(values.shape):
                costs = []
                for way in (1, -1):
                    tried = copied(*before)
                    tried[kind][k][place] += way * little
                    costs.append(mean_cost(*tried, images, wanted))
                slope = (costs[0] - costs[1]) / (2 * little)
                step = new[k][place] - values[place]
                assert step == pytest.approx(-rate * slope, abs=1e-8)


def test_every_image_is_used_once_a_batch_at_a_time_each_from_where_the_last_one_led():
    rng = np.random.default_rng(5)
    W, b = little_network(rng)
    images, wanted = rng.random((8, 7)), np.eye(3)[rng.integers(3, size=8)]
    one, other = copied(W, b), copied(W, b)
    learn(*one, images, wanted, 0.5, 2, np.random.default_rng(9))
    order = np.random.default_rng(9).permutation(8)
    for k in range(0, 8, 2):
        pair = order[k : k + 2]
        learn(*other, images[pair], wanted[pair], 0.5, 2, np.random.default_rng(0))
    for first, second in zip(one[0] + one[1], other[0] + other[1], strict=True):
        np.testing.assert_allclose(first, second, rtol=1e-12)
    assert mean_cost(*one, images, wanted) < mean_cost(W, b, images, wanted)
