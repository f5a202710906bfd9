"""The slopes of many images' costs along a chain, from differences of costs."""

import numpy as np
import pytest

from network.digits.digits import Digits
from network.files.errors import InputError
from network.model.mlp import MLP
from network.questions.chain_slopes import chain_slopes

PARAMETERS = np.array([22.5, 10.8, 7.9, -2.7, -4.8, -4.2])


@pytest.fixture(scope="module")
def digits():
    random = np.random.default_rng(1)
    share = random.uniform(0, 0.6, (60, 1))
    images = (255 * random.uniform(0, 1, (60, 784)) * share).astype(np.uint8)
    return Digits(images, random.integers(0, 4, 60).astype(np.uint8), "some")


def costs(parameters, images, labels):
    a = images.sum(axis=1) / 784 / 255
    for weight, bias in zip(parameters[:3], parameters[3:], strict=True):
        a = 1 / (1 + np.exp(-(weight * a + bias)))
    return (a - (labels == 0)) ** 2


def test_slopes_are_what_small_steps_do_to_each_image(digits):
    found = chain_slopes(MLP((1, 1, 1, 1), PARAMETERS), digits)
    some = np.isin(digits.labels, (0, 1))
    images, labels = digits.images[some].astype(float), digits.labels[some]
    assert found.slopes.shape == (some.sum(), 6)
    assert found.cost == pytest.approx(costs(PARAMETERS, images, labels).mean())
    for k, step in enumerate(1e-5 * np.eye(6)):
        up, down = (costs(PARAMETERS + each, images, labels) for each in (step, -step))
        assert found.slopes[:, k] == pytest.approx((up - down) / 2e-5, abs=1e-8)
        assert found.mean[k] == pytest.approx(((up - down) / 2e-5).mean(), abs=1e-8)
        assert found.ratio(k, 1e-5) == pytest.approx(found.mean[k], abs=1e-5)


def test_an_image_can_come_first(digits):
    mlp = MLP((1, 1, 1, 1), PARAMETERS)
    plain = chain_slopes(mlp, digits)
    moved = chain_slopes(mlp, digits, plain.digits.images[7] / 255)
    order = [7, *range(7), *range(8, len(plain.digits))]
    assert (moved.digits.images == plain.digits.images[order]).all()
    assert moved.slopes == pytest.approx(plain.slopes[order])


def test_there_must_be_both(digits):
    with pytest.raises(InputError, match="1"):
        chain_slopes(MLP((1, 1, 1, 1), PARAMETERS), digits[digits.labels == 0])
