import math

import numpy as np
import pytest

from network.questions.measures import outputs_between, share_lighting


def test_outputs_are_counted_with_both_ends_and_the_right_ones_among_them():
    outputs = np.array([[0.4, 0.5, 0.9], [0.6, 0.61, 0.0], [0.45, 0.1, 0.55]])
    between = outputs_between(outputs, np.array([1, 0, 1]), 0.4, 0.6)
    assert (between.low, between.high, between.count, between.right) == (0.4, 0.6, 5, 2)
    assert between.share == pytest.approx(0.4)
    assert between.mean == pytest.approx(0.5)
    drawn = np.random.default_rng(0).random((40_000, 5)) < [0.4, 0.5, 0.6, 0.45, 0.55]
    assert between.doubt == pytest.approx(drawn.mean(axis=1).std(), rel=0.02)


def test_of_none_there_is_no_share():
    between = outputs_between(np.zeros((2, 3)), np.array([0, 1]), 0.4, 0.6)
    assert between.count == 0
    assert math.isnan(between.share)
    assert math.isnan(between.mean)


def test_how_often_a_neuron_is_lit_is_told_label_by_label():
    sums, labels = np.array([1.0, -1.0, 2.0, 0.0]), np.array([3, 3, 5, 7])
    assert share_lighting(sums, labels) == {3: 0.5, 5: 1.0, 7: 0.0}
