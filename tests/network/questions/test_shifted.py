import numpy as np
import pytest

from network.digits.sources import own_digits
from network.model.mlp import MLP
from network.questions.examples import Examples
from network.questions.shifted import moved, read_when_moved, stays_whole, upset


def test_an_image_moves_pixel_by_pixel():
    image = np.random.default_rng(0).random(784)
    for right in (-3, -1, 0, 2):
        there = moved(image, right).reshape(28, 28)
        for row in range(28):
            for column in range(28):
                origin = column - right
                wanted = image[28 * row + origin] if 0 <= origin < 28 else 0
                assert there[row, column] == wanted
    assert np.array_equal(moved(np.array([image, image]), 2)[1], moved(image, 2))


def test_whole_is_what_keeps_its_ink():
    digits = own_digits(60, 3)
    ink = digits.pixels.sum(axis=1)
    kept = [
        all(moved(image, way).sum() == pytest.approx(total) for way in (-3, 3))
        for image, total in zip(digits.pixels, ink, strict=True)
    ]
    assert np.array_equal(stays_whole(digits.pixels), kept)


def test_shares_are_counted_over_the_same_images():
    digits = own_digits(60, 3)
    mlp = MLP.random((784, 5, 10), seed=1)
    found = read_when_moved(mlp, digits, 2)
    whole = [i for i in range(60) if stays_whole(digits.pixels[i : i + 1], 2)[0]]
    assert found.count == len(whole)
    for k, share in enumerate(found.shares):
        right = 0
        for i in whole:
            for way in (-k, k):
                shifted = np.roll(digits.pixels[i].reshape(28, 28), way, axis=1).ravel()
                right += int(mlp.forward(shifted).output.argmax() == digits.labels[i])
        assert share == pytest.approx(right / 2 / len(whole))


def test_nothing_whole_gives_no_share():
    digits = own_digits(3, 3)
    mlp = MLP.random((784, 10), seed=1)
    found = read_when_moved(mlp, digits, 14)
    assert found.count == 0
    assert np.isnan(found.shares).all()


def test_the_first_upset_digit_is_found():
    digits = own_digits(300, 3)
    mlp = one_pixel_for_each_digit(digits)
    found = upset(Examples(mlp, digits))
    assert found
    example, right = found
    read = mlp.forward(example.pixels).output
    assert read.argmax() == example.label
    assert read.max() >= 0.8
    assert abs(right) == 3
    assert mlp.forward(moved(example.pixels, right)).answer != example.label
    earlier = int(np.flatnonzero((digits.pixels == example.pixels).all(axis=1))[0])
    for image, label in zip(digits.pixels[:earlier], digits.labels[:earlier], strict=True):
        outputs = [mlp.forward(moved(image, way)).output for way in (0, 3, -3)]
        well = outputs[0].argmax() == label and outputs[0].max() >= 0.8
        still = all(output.argmax() == label for output in outputs)
        assert not well or still or not stays_whole(image[None])[0]


def one_pixel_for_each_digit(digits):
    """Return a network that answers by ten patterns: mean digits, compared pixel by pixel."""
    means = np.array([digits.pixels[digits.labels == k].mean(axis=0) for k in range(10)])
    weights = 3 * (means - means.mean(axis=0))
    biases = -(weights * (means + means.mean(axis=0))).sum(axis=1) / 2
    return MLP.from_arrays([weights], [biases])


def test_what_always_answers_the_same_is_never_upset():
    digits = own_digits(20, 3)
    mlp = MLP.from_arrays([np.zeros((10, 784))], [np.arange(10.0)])
    assert upset(Examples(mlp, digits)) is None
