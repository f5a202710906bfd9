"""Ink, counted pixel by pixel."""

import numpy as np
import pytest

from network.files.errors import InputError
from network.questions.mean_ink import mean_ink, wanted_of, zeros_and_ones
from tests.bars import bars


def test_ink_is_the_mean_of_all_pixels():
    digits = bars(5, 1)
    for image, ink in zip(digits.images, mean_ink(digits.images), strict=True):
        assert ink == pytest.approx(sum(int(each) / 255 for each in image) / 784)
        assert mean_ink(image) == ink
    assert mean_ink(np.full(784, 255, np.uint8)) == 1
    assert mean_ink(digits.images).dtype == np.float64


def test_a_0_should_give_1_and_others_nothing():
    assert wanted_of(np.array([0, 1, 7, 0], np.uint8)).tolist() == [1, 0, 0, 1]


def test_zeros_and_ones_stay_in_order_and_both_must_be_there():
    digits = bars(60, 2)
    two = zeros_and_ones(digits)
    assert two.labels.tolist() == [label for label in digits.labels if label in (0, 1)]
    assert two.name == digits.name
    for label in (0, 1):
        with pytest.raises(InputError, match=f"no {label} among"):
            zeros_and_ones(digits[digits.labels != label])
