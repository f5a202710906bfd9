from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.model.mlp import MLP
from network.questions.attribution import MOST, Needed, WhyNot, order_of_erasing
from network.questions.examples import Example, Examples


def network_of(sizes, activation, seed):
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0, 1, (m, n)) for n, m in pairwise(sizes)]
    return MLP.from_arrays(weights, [rng.normal(0, 0.5, m) for m in sizes[1:]], activation)


cases = given(
    hidden=st.lists(st.integers(1, 6), max_size=3),
    activation=st.sampled_from(["sigmoid", "relu"]),
    seed=st.integers(0, 10_000),
)


@pytest.fixture(scope="module", params=["sigmoid", "relu"])
def why(request, own_digits):
    """The question about the boldest mistake of a network that learned nothing, nearly."""
    examples = Examples(MLP.random((784, 9, 10), request.param, seed=4, gain=3.0), own_digits[1])
    return WhyNot(examples, examples.telling_mistake())


def test_the_neuron_that_is_unlike_the_usual_speaks_most_for_the_answer(why):
    mlp, asked = why.digits.mlp, why.asked
    digits = why.digits.digits
    assert (digits.labels[why.alike] == why.rival).all()
    usual = np.mean([mlp.forward(digits.image(k)).a[-2] for k in why.alike], axis=0)
    rows = mlp.weights[-1]
    before, now = (
        held @ (rows[asked.answer] - rows[why.rival]) for held in (usual, asked.forward.a[-2])
    )
    terms = (rows[asked.answer] - rows[why.rival]) * (asked.forward.a[-2] - usual)
    assert terms.sum() == pytest.approx(now - before, abs=1e-3)
    assert why.unlike.speaks == pytest.approx(terms.max(), abs=1e-4)
    assert why.unlike.neuron == terms.argmax()


def test_setting_it_as_usual_changes_nothing_else(why):
    mlp, after, before = why.digits.mlp, why.set_as_usual, why.asked.forward
    changed = after.a[-2] != before.a[-2]
    assert changed.sum() <= 1
    assert after.a[-2][why.unlike.neuron] == pytest.approx(why.unlike.usual, abs=1e-6)
    one_layer = MLP.from_arrays(mlp.weights[-1:], mlp.biases[-1:], "sigmoid")
    assert after.output == pytest.approx(one_layer.forward(after.a[-2]).output, abs=1e-6)


def test_erasing_turns_the_answer_with_the_last_pixel_only(why):
    image = why.asked.pixels.copy()
    assert 0 < len(why.turning) <= MOST
    for pixel in why.turning:
        assert image[pixel] > 0
        assert why.digits.mlp.forward(image).answer == why.asked.answer
        image[pixel] = 0
    assert np.array_equal(why.turned.output, why.digits.mlp.forward(image).output)
    assert why.turned.answer != why.asked.answer or len(why.turning) == MOST
    assert 0 <= why.turned_by_chance(50) <= 50


def test_right_digits_are_tried_with_as_few_pixels(own_digits):
    examples = Examples(MLP.random((784, 9, 10), "sigmoid", seed=4, gain=3.0), own_digits[1])
    answers = examples.outputs.argmax(axis=1)
    right = np.flatnonzero(answers == examples.digits.labels)
    asked = WhyNot(examples, examples[int(right[0])])
    alike = [k for k in right[1:] if answers[k] == asked.asked.answer]
    fewest = [len(WhyNot(examples, examples[int(k)]).turning) for k in alike]
    turned, tried = asked.right_ones_turned(5)
    assert tried == min(5, len(alike)) > 0
    assert turned == sum(count <= len(asked.turning) for count in fewest[:5])


def test_a_digit_that_is_read_correctly_is_asked_about_what_it_nearly_was(own_digits):
    examples = Examples(MLP.random((784, 9, 10), seed=4, gain=3.0), own_digits[1])
    right = examples.first(correct=True)
    assert WhyNot(examples, right).rival == right.runner_up


@settings(deadline=None, max_examples=40)
@cases
def test_no_more_ink_can_go_than_is_erased(hidden, activation, seed):
    mlp = network_of((9, *hidden, 4), activation, seed)
    rng = np.random.default_rng(seed)
    image = rng.random(9) * (rng.random(9) < 0.7)
    output = mlp.forward(image).output
    answer = int(output.argmax())
    firm = 0.9 * float(output[answer])

    def stays_firm(picture):
        after = mlp.forward(picture).output
        return after.argmax() == answer and after[answer] >= firm

    order = order_of_erasing(mlp, image, answer, firm)
    assert len(set(order)) == len(order)
    left = np.array(image, mlp.parameters.dtype)
    for pixel in order:
        assert left[pixel] > 0
        left[pixel] = 0
        assert stays_firm(left)
    ink = np.flatnonzero(left)
    if len(ink) > 1:
        for pixel in ink:
            without = left.copy()
            without[pixel] = 0
            assert not stays_firm(without)


def test_what_speaks_against_the_answer_goes_first():
    weights = np.array([[1.0, 2.0, -3.0, 0.5], [0.0, 0.0, 0.0, 0.0]])
    mlp = MLP.from_arrays([weights], [np.zeros(2)], "sigmoid")
    assert order_of_erasing(mlp, np.ones(4), 0, 0.4) == [2, 3, 0]
    assert order_of_erasing(mlp, np.zeros(4), 0, 0.4) == []
    assert order_of_erasing(mlp, np.ones(4), 0, 0.99) == []


def test_what_is_left_and_all_the_rest_are_the_whole_image():
    weights = np.array([[1.0, 2.0, -3.0, 0.5], [0.0, 0.0, 0.0, 0.0]])
    mlp, image = MLP.from_arrays([weights], [np.zeros(2)], "sigmoid"), np.ones(4)
    needed = Needed(mlp, Example(image, 0, mlp.forward(image)), 0.4)
    assert (needed.erasing, needed.left) == ([2, 3, 0], [1])
    assert needed.left_alone.z[0][0] == pytest.approx(2)
    assert needed.left_out.z[0][0] == pytest.approx(1 - 3 + 0.5)
