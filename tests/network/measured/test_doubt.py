"""A network that was taught to doubt."""

import numpy as np
import pytest

from network.digits.sources import find_mnist, find_mnist_test
from network.files.errors import InputError
from network.measured.doubt import Doubt, go_on
from network.measured.study import study_file
from network.model.backprop import cost
from network.model.mlp import MLP
from network.questions.strange import answers, noise
from network.training.stored import SHIPPED_NETWORK, load_network


def test_going_on_takes_the_steps_that_finite_differences_ask_for():
    mlp = MLP.random((5, 3, 4), seed=1, gain=2.0)
    rng = np.random.default_rng(2)
    images, wanted = rng.random((10, 5)), rng.random((10, 4))
    moved = go_on(mlp, images, wanted) - mlp.parameters
    double = mlp.parameters.astype(np.float64)
    for index in range(len(double)):
        costs = []
        for sign in (1, -1):
            nudged = double.copy()
            nudged[index] += sign * 1e-5
            output = mlp.with_parameters(nudged).forward(images).output
            costs.append(np.square(output - wanted).sum(axis=1).mean())
        slope = (costs[0] - costs[1]) / 2e-5
        assert moved[index] == pytest.approx(-0.05 * slope, abs=2e-7)
    assert cost(mlp.forward(images).output, wanted) > 0


def test_the_shipped_study_is_what_its_recipe_makes():
    digits = find_mnist()
    if digits is None:
        pytest.skip("NETWORK_DATA names no MNIST")
    study, mlp = Doubt.load(study_file("doubt")), load_network(SHIPPED_NETWORK).mlp
    few = digits.train[: study.images]
    images, wanted = few.images / 255, np.eye(10)[few.labels]
    np.testing.assert_allclose(
        study.control, go_on(mlp, np.r_[images, images], np.r_[wanted, wanted]), atol=1e-5
    )


def test_what_it_was_taught_it_knows_and_the_control_does_not():
    study, mlp = Doubt.load(study_file("doubt")), load_network(SHIPPED_NETWORK).mlp
    strange = noise(1000)
    before = answers(mlp, strange).firm
    taught, control = (
        answers(mlp.with_parameters(each), strange).firm for each in (study.taught, study.control)
    )
    assert taught < 0.05 * before
    assert control > 0.8 * before
    digits = find_mnist_test()
    if digits is not None:
        right = [
            (mlp.with_parameters(each).forward(digits.pixels).answer == digits.labels).mean()
            for each in (study.taught, study.control)
        ]
        assert min(right) > 0.96


def test_parameters_of_another_shape_are_refused(tmp_path):
    study = Doubt.load(study_file("doubt"))
    values = {name: getattr(study, name) for name in ("origin", "activation", "rate", "batch")}
    wrong = Doubt(
        **values,
        sizes=(784, 15, 10),
        images=1,
        noises=1,
        taught=study.taught,
        control=study.control,
    )
    wrong.save(tmp_path / "doubt.npz")
    with pytest.raises(InputError, match="parameters"):
        Doubt.load(tmp_path / "doubt.npz")
