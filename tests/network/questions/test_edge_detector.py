import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.questions.edge_detector import EdgeDetector, detector_for, wishes


def test_a_stroke_beats_a_blot_and_a_blot_beats_bare_paper():
    detector = EdgeDetector(5, 9)
    blot = np.ones(784, np.float32)
    stroke = detector.bar.astype(np.float32)
    assert (detector.weights @ stroke, detector.weights @ blot) == (24, 8)
    assert detector.bias == -10


def test_its_margin_lies_above_and_below_and_not_beside():
    shown = EdgeDetector(5, 9).weights.reshape(28, 28)
    assert np.array_equal(np.flatnonzero(shown.any(axis=1)), np.arange(3, 10))
    assert np.array_equal(np.flatnonzero(shown.any(axis=0)), np.arange(9, 17))
    assert (shown[5:8, 9:17] == 1).all()
    assert (shown[3:5, 9:17] == -0.5).all()


@given(row=st.integers(2, 23), column=st.integers(0, 20))
def test_it_is_placed_on_the_stroke(row, column):
    image = np.zeros((28, 28), np.float32)
    image[row : row + 3, column : column + 8] = 1
    assert detector_for(image.ravel()) == EdgeDetector(row, column)


@given(seed=st.integers(0, 1000))
def test_no_place_gives_a_larger_sum(seed):
    image = np.random.default_rng(seed).random(784).astype(np.float32)
    found = detector_for(image)
    sums = [
        EdgeDetector(row, column).weights @ image for row in range(2, 24) for column in range(21)
    ]
    assert found.weights @ image >= max(sums) - 1e-4


def test_wishes_are_patterns_of_ink_around_the_detector():
    detector = EdgeDetector(9, 8)
    bar, *others = wishes(detector)
    assert np.array_equal(bar.ravel(), detector.bar)
    middle = detector.column + (detector.columns - 1) / 2
    for pattern in others:
        assert pattern.shape == (28, 28)
        assert set(np.unique(pattern)) == {0, 1}
        assert not np.array_equal(pattern, bar)
        assert np.nonzero(pattern)[1].mean() == pytest.approx(middle)


@given(row=st.integers(2, 22), column=st.integers(0, 20))
def test_a_stroke_and_a_blot_are_drawn_where_it_looks(row, column):
    detector = EdgeDetector(row, column)
    assert detector.weights @ detector.stroke == 24
    assert detector.weights @ detector.blot == 8
