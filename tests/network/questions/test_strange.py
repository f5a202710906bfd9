"""What a network answers to what is no digit, against other code."""

import numpy as np
import pytest

from network.model.mlp import MLP
from network.questions.strange import answers, liked_best, noise, scrambled
from network.training.stored import SHIPPED_NETWORK, load_network


def test_noise_is_even_and_its_own():
    images = noise(300)
    assert images.shape == (300, 784)
    assert images.min() >= 0
    assert images.max() < 1
    counts, _ = np.histogram(images, bins=10, range=(0, 1))
    assert counts / images.size == pytest.approx(np.full(10, 0.1), abs=0.002)
    np.testing.assert_array_equal(noise(5), images[:5])
    assert not np.isclose(noise(5, 5), images[:5]).any(axis=1).all()


def test_scrambled_images_keep_their_ink_and_nothing_else(own_digits):
    images = own_digits[1].pixels[:20]
    mixed = scrambled(images)
    np.testing.assert_array_equal(np.sort(mixed, axis=1), np.sort(images, axis=1))
    side_by_side = [np.corrcoef(each[:-1], each[1:])[0, 1] for each in mixed]
    assert abs(np.mean(side_by_side)) < 0.02
    orders = {tuple(np.argsort(each)[-5:]) for each in mixed}
    assert len(orders) == 20


def test_answers_are_counted_as_one_would():
    mlp = load_network(SHIPPED_NETWORK).mlp
    asked = answers(mlp, noise(101))
    outputs = [mlp.forward(image).output for image in noise(101)]
    tops = [float(max(output)) for output in outputs]
    assert asked.firm == sum(top > 0.5 for top in tops)
    assert asked.answer.tolist() == [int(output.argmax()) for output in outputs]
    assert tops[asked.middling] == pytest.approx(np.median(tops), abs=1e-6)


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_what_it_likes_best_is_found_by_going_down_the_true_slope(activation):
    mlp = MLP.random((784, 7, 6, 10), activation, seed=3, gain=2.0).astype(np.float64)
    mlp = MLP(mlp.sizes, mlp.parameters + 0.01, activation)
    pages = liked_best(mlp, 5, steps=12, length=0.2)
    assert not pages[0].any()
    wanted = np.eye(10)[5]

    def cost_at(page):
        return float(np.square(mlp.forward(page).output - wanted).sum())

    before, after = pages[3], pages[4]
    nudges = np.eye(784) * 1e-5
    ways = [cost_at(before + each) - cost_at(before - each) for each in nudges]
    slope = np.array(ways) / 2e-5
    gone = np.clip(before - 0.2 * slope / np.linalg.norm(slope), 0, 1)
    np.testing.assert_allclose(after, gone, atol=1e-6)
    assert (after > before).sum() > 50
    assert cost_at(pages[-1]) < cost_at(pages[0])


def test_without_a_slope_the_page_stays_blank():
    mlp = MLP.random((784, 4, 10), "relu", seed=3)
    assert not liked_best(mlp, 5, steps=3).any()
