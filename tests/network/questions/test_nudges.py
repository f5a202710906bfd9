"""Smaller and smaller nudges: near the slope at first, then lost in rounding."""

from fractions import Fraction

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.chain import read_chain
from network.questions.nudges import NUDGES, nudges

PARAMETERS = np.array([22.5, 10.8, 7.9, -2.7, -4.8, -4.2])


@pytest.fixture(scope="module")
def reading():
    return read_chain(MLP((1, 1, 1, 1), PARAMETERS), 0.11, 1.0)


def cost(parameters, ink, wanted):
    for weight, bias in zip(parameters[:3], parameters[3:], strict=True):
        ink = 1 / (1 + np.exp(-(weight * ink + bias)))
    return (ink - wanted) ** 2


def test_each_is_a_tenth_of_the_one_before():
    assert NUDGES[0] == 1
    assert NUDGES[-1] == 1e-16
    assert len(NUDGES) == 17
    assert [Fraction(str(each)) * 10**k for k, each in enumerate(NUDGES)] == [1] * 17


@pytest.mark.parametrize(("kind", "place"), [("w", 2), ("w", 0), ("b", 1), ("a", 1)])
def test_ratios_near_slopes_as_the_nudge_shrinks(reading, kind, place):
    found = nudges(reading, kind, place)
    n, m = len(NUDGES), len(reading.path(kind, place)) - 1
    assert (found.changes.shape, found.ratios.shape, found.factors.shape) == (
        (n, m + 1),
        (n, m),
        (m,),
    )
    for k in (3, 4, 5):  # a tenth of the nudge, a tenth of the error
        assert found.differences[k + 1] < 0.12 * found.differences[k]
    assert found.ratios[6] == pytest.approx(found.factors, rel=1e-4)
    assert 5 <= found.best <= 10
    assert found.differences.min() < 1e-6
    assert found.differences[14] > 10 * found.differences.min()
    assert found.slope == reading.slope(kind, place)


def test_changes_are_those_of_the_cost(reading):
    found = nudges(reading, "w", 1, (0.5, 1e-3))
    before = cost(PARAMETERS, 0.11, 1.0)
    for k, by in enumerate((0.5, 1e-3)):
        moved = PARAMETERS.copy()
        moved[1] += by
        change = cost(moved, 0.11, 1.0) - before
        assert found.changes[k, -1] == pytest.approx(change, rel=1e-10)
        assert found.quotient[k] == pytest.approx(change / by, rel=1e-9)
    assert found.ratios.prod(axis=1) == pytest.approx(found.quotient)


def test_differences_are_of_the_larger_one(reading):
    found = nudges(reading, "w", 2)
    for quotient, difference in zip(found.quotient, found.differences, strict=True):
        larger = max(abs(quotient), abs(found.slope))
        assert difference == pytest.approx(abs(quotient - found.slope) / larger)


def test_a_nudge_too_small_moves_nothing_and_warns_of_nothing(reading):
    with np.errstate(all="raise"):
        found = nudges(reading, "w", 2)
        last = found.ratios[-1], found.quotient[-1], found.differences[-1]
    assert PARAMETERS[2] + 1e-16 == PARAMETERS[2]
    assert not found.moved[-1]
    assert found.moved[:15].all()
    assert not found.changes[-1].any()
    assert last[0].tolist() == [0, 0, 0]
    assert last[1:] == (0, 1)


def test_where_the_slope_is_0_nothing_is_divided_by_it():
    flat = read_chain(MLP((1, 1), np.array([1.0, 0.0])), 0.0, 1.0)  # no ink: the weight is idle
    with np.errstate(all="raise"):
        found = nudges(flat, "w", 0)
        assert found.slope == 0
        assert not found.differences.any()
    assert not found.ratios[:, 1:].any()
