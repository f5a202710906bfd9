import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.examples import Examples
from network.questions.misread import ASKED, COUNTED, TRIED, Misread, labels_of_like


@pytest.fixture
def found(own_digits):
    return Misread(Examples(MLP.random((784, 6, 10), "sigmoid", seed=1), own_digits[1]))


def test_what_is_misread_is_what_differs_from_its_label(found):
    digits, outputs = found.examples.digits, found.examples.outputs
    wrong = [k for k, row in enumerate(outputs) if row.argmax() != digits.labels[k]]
    assert found.places.tolist() == wrong
    assert len(found) == len(wrong) == (~found.right).sum()
    assert (found.labels == digits.labels[wrong]).all()
    assert (found.answers == outputs[wrong].argmax(axis=1)).all()


def test_like_are_nearest_by_squared_differences(found):
    digits = found.examples.digits
    images = digits.images.astype(float)
    near = labels_of_like(digits, found.places[:4])
    for place, labels in zip(found.places[:4], near, strict=True):
        apart = ((images - images[place]) ** 2).sum(axis=1)
        apart[place] = np.inf
        assert labels.tolist() == digits.labels[np.argsort(apart, kind="stable")[:ASKED]].tolist()
    assert found.like.shape == (min(COUNTED, len(found)), ASKED)


def test_what_is_to_be_understood_and_what_is_not(found):
    for told, wanted in (
        (found.to_be_understood, found.answers),
        (found.without_excuse, found.labels),
    ):
        fits = [k for k, near in enumerate(found.like) if set(near.tolist()) == {wanted[k]}]
        shown = [k for k in fits if k < TRIED]
        assert told == (shown[0] if shown else None)
        assert len(fits) == (found.like_answer if wanted is found.answers else found.like_label)


def test_confusions_fall(found):
    counts = found.examination.confusion
    told = [counts[pair] for pair in found.confused]
    assert told == sorted(told, reverse=True)
    assert sum(told) == len(found)
    assert all(label != answer for label, answer in found.confused)
