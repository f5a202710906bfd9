"""How much of the gradient arrives in deep random networks: what is looked at, and what is kept."""

from dataclasses import replace

import numpy as np
import pytest

from network.measured import fading
from network.measured.experiments import RUNS, SHIPPED_EXPERIMENTS, load_experiments
from network.measured.fading import KINDS, LARGER, RELU, SIGMOID, Fading
from network.measured.study import study_file
from tests.bars import bars_split


def trains_nothing(*_, **__):
    raise AssertionError("nothing is to be trained")


@pytest.fixture(scope="module")
def split():
    return bars_split(80)


@pytest.fixture(scope="module")
def study(split):
    return Fading.measure(split, trains_nothing, quick=True)


def way_back(mlp, image, label, keep=True):
    """Return |∂C/∂z| layer by layer, calculated for one image; slopes of hidden layers if kept."""
    a = [image / 255]
    for k, weights in enumerate(mlp.weights):
        z = weights.astype(float) @ a[-1]
        last = k == len(mlp.weights) - 1
        a.append(1 / (1 + np.exp(-z)) if mlp.activation == "sigmoid" or last else z * (z > 0))
    back = 2 * (a[-1] - np.eye(10)[label]) * a[-1] * (1 - a[-1])
    found = [np.abs(back)]
    for k in range(len(mlp.weights) - 1, 0, -1):
        back = mlp.weights[k].astype(float).T @ back
        if keep:
            back = back * (a[k] * (1 - a[k]) if mlp.activation == "sigmoid" else a[k] > 0)
        found.append(np.abs(back))
    return found[::-1]


def test_sizes_are_those_of_single_images_and_single_neurons(split, study):
    few = split.train[: fading.QUICK_IMAGES]
    assert (study.origin.count, study.origin.part) == (len(few), "training")
    for kind in range(len(KINDS)):
        mlp = study.network(kind, 1)
        for keep in (True, False):
            found = [
                way_back(mlp, image, label, keep)
                for image, label in zip(few.images, few.labels, strict=True)
            ]
            layers = [np.mean(each, axis=0) for each in zip(*found, strict=True)]
            if keep:
                for one, other in zip(study.by_layer(kind, 1), layers, strict=True):
                    assert one == pytest.approx(other, rel=1e-4)
                wanted = [layer.mean() for layer in layers]
                assert study.slopes[kind, 1] == pytest.approx(wanted, rel=1e-4)
            else:
                wanted = [layer.mean() for layer in layers]
                assert study.left_out[kind, 1] == pytest.approx(wanted, rel=1e-4)


def test_kinds_start_at_the_same_weights(study):
    for seed in range(len(study.seeds)):
        usual, larger, relu = (study.network(kind, seed) for kind in (SIGMOID, LARGER, RELU))
        assert np.array_equal(usual.parameters, relu.parameters)
        assert larger.parameters == pytest.approx(4 * usual.parameters)
        assert not any(bias.any() for bias in usual.biases)
        assert (usual.activation, larger.activation, relu.activation) == (
            "sigmoid",
            "sigmoid",
            "relu",
        )
    first, second = (study.network(SIGMOID, seed).parameters for seed in (0, 1))
    assert not np.array_equal(first, second)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(study, tmp_path):
    study.save(tmp_path / "fading.npz")
    back = Fading.load(tmp_path / "fading.npz")
    assert np.array_equal(back.neurons, study.neurons)
    assert (back.sizes, back.activations, back.gains) == (
        study.sizes,
        study.activations,
        study.gains,
    )
    assert study.contradiction() is None
    assert replace(study, seeds=(0,)).contradiction()
    assert replace(study, sizes=(784, 32, 10)).contradiction()
    assert replace(study, neurons=-study.neurons).contradiction()


def test_the_stored_study_and_the_race_of_lecture_1_found_the_same():
    study, depth = Fading.load(study_file("fading")), load_experiments(SHIPPED_EXPERIMENTS).depth
    assert (study.sizes, study.seeds) == (fading.SIZES, fading.SEEDS)
    assert study.sizes == depth.sizes
    assert study.origin.count == fading.IMAGES == depth.slope_images
    place = study.seeds.index(depth.seed)
    for name, kind in zip(RUNS, (SIGMOID, RELU, LARGER), strict=True):
        run = getattr(depth, name)
        assert (run.activation, run.gain) == (study.activations[kind], study.gains[kind])
        assert study.slopes[kind, place] == pytest.approx(run.slopes, rel=1e-4)
