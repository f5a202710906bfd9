import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.handwriting.framing import BOX, MIDDLE
from network.handwriting.glyphs import GLYPHS
from network.handwriting.pen import draw, draw_digit


@pytest.fixture(scope="module")
def sample():
    return draw(400, seed=3)


def test_shapes_and_types(sample):
    images, labels = sample
    assert images.shape == (400, 784)
    assert labels.shape == (400,)
    assert images.dtype == labels.dtype == np.uint8


def test_same_seed_same_digits():
    for first, second in zip(draw(30, seed=8), draw(30, seed=8), strict=True):
        np.testing.assert_array_equal(first, second)


def test_asking_for_more_keeps_the_first_ones(sample):
    for few, many in zip(draw(37, seed=3), sample, strict=True):
        np.testing.assert_array_equal(few, many[:37])


def test_another_seed_gives_other_digits(sample):
    images, labels = draw(60, seed=4)
    assert not (images == sample[0][:60]).all(axis=1).any()
    assert not np.array_equal(labels, sample[1][:60])


def test_no_digit_is_drawn_twice(sample):
    assert len(np.unique(sample[0], axis=0)) == 400


@given(count=st.integers(1, 45), seed=st.integers(0, 2**40))
@settings(max_examples=15, deadline=None)
def test_labels_are_balanced(count, seed):
    often = np.bincount(draw(count, seed)[1], minlength=10)
    assert len(often) == 10
    assert often.max() - often.min() <= 1


def test_labels_come_in_no_fixed_order(sample):
    tens = sample[1].reshape(-1, 10)
    assert len(np.unique(tens, axis=0)) == len(tens)


def test_digits_fit_the_box(sample):
    pictures = sample[0].reshape(-1, 28, 28) > 0
    heights, widths = (
        28 - marked.argmax(axis=1) - marked[:, ::-1].argmax(axis=1)
        for marked in (pictures.any(axis=2), pictures.any(axis=1))
    )
    longer = np.maximum(heights, widths)
    assert longer.max() <= BOX
    assert (longer == BOX).mean() > 0.98


def test_digits_are_centred(sample):
    pictures = sample[0].reshape(-1, 28, 28) / sample[0].sum(axis=1)[:, None, None]
    for axis in (1, 2):
        centres = pictures.sum(axis=3 - axis) @ np.arange(28)
        assert abs(centres - MIDDLE).max() <= 1


def test_ink_is_neither_a_trace_nor_a_blot(sample):
    images, labels = sample
    ink = images.mean(axis=1) / 255
    assert images.max(axis=1).min() > 200
    assert ink.min() > 0.02
    assert ink.max() < 0.4
    assert ink[labels == 1].mean() < ink[labels != 1].mean() * 0.7


def test_edges_are_grey(sample):
    marked = sample[0][sample[0] > 0]
    assert 0.3 < ((marked > 10) & (marked < 245)).mean() < 0.7


def test_classes_can_be_told_apart(sample):
    images, labels = sample
    means = np.stack([images[labels == digit].mean(axis=0) for digit in range(10)])
    others, truth = draw(200, seed=5)
    distances = np.linalg.norm(others[:, None] - means, axis=2)
    assert (distances.argmin(axis=1) == truth).mean() > 0.7


@pytest.mark.parametrize("label", range(10))
def test_each_digit_can_be_drawn_alone(label):
    picture = draw_digit(label, np.random.default_rng(1))
    assert picture.shape == (28, 28)
    assert picture.dtype == np.uint8
    np.testing.assert_array_equal(picture, draw_digit(label, np.random.default_rng(1)))


@pytest.mark.parametrize("label", [-1, 10])
def test_only_digits_can_be_drawn(label):
    with pytest.raises(ValueError, match="between 0 and 9"):
        draw_digit(label, np.random.default_rng(0))


@pytest.mark.parametrize("count", [0, -5])
def test_at_least_one_digit_must_be_asked_for(count):
    with pytest.raises(ValueError, match="at least 1"):
        draw(count, seed=0)


def test_negative_seeds_are_refused():
    with pytest.raises(ValueError, match="seed"):
        draw(1, seed=-1)


@pytest.mark.parametrize("glyph", GLYPHS)
def test_examples_of_one_manner_make_the_same_movement(glyph):
    for manner in glyph.manners:
        assert manner.weight > 0
        layouts = {
            tuple(pair if pair == "|" else pair.endswith("!") for pair in example.split())
            for example in manner.examples
        }
        assert len(layouts) == 1, manner
