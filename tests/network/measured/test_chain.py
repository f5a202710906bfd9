"""The chain: trained again by formulas written out, and judged by code of its own."""

from dataclasses import replace

import numpy as np
import pytest

from network.digits.digits import Digits, Split
from network.files.errors import InputError
from network.measured import chain
from network.measured.chain import Chain
from network.measured.study import study_file
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.training import start_of
from tests.network.test_shipped import needs_mnist


def digits_by_ink(count, seed, labels=(0, 1, 5)):
    """Images of a few even greys: 0 is dark, 1 is light, and 5 is neither."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(labels, size=count).astype(np.uint8)
    tone = np.select([labels == 0, labels == 1], [50, 20], 120)[:, None]
    images = rng.integers(0, 2 * tone + 1, size=(count, 784), dtype=np.uint8)
    darker = rng.uniform(0.3, 1, (count, 1))
    return Digits((images * darker).astype(np.uint8), labels, "greys")


@pytest.fixture(scope="module")
def split():
    return Split(digits_by_ink(300, 1), digits_by_ink(90, 2), digits_by_ink(80, 3), "greys")


def nobody(*_):
    raise AssertionError("there is nothing to be trained on pixels")


@pytest.fixture(scope="module")
def measured(split):
    return Chain.measure(split, nobody, quick=True)


def inks(digits):
    two = digits.labels < 2
    return (digits.images[two] / 255).mean(axis=1), digits.labels[two] == 0


def output(parameters, ink):
    for weight, bias in zip(parameters[:3], parameters[3:], strict=True):
        ink = 1 / (1 + np.exp(-(weight * ink + bias)))
    return ink


def test_it_is_trained_as_the_formulas_say(split, measured):
    ink, zero = inks(split.train)
    start = start_of(Recipe(sizes=(1, 1, 1, 1), seed=0))
    (w0, w1, w2), (b0, b1, b2) = (np.ravel(each).astype(float) for each in parts(start))
    assert (b0, b1, b2) == (0, 0, 0)
    steps, done = len(ink) // 10, 0
    for epoch in range(2):
        order = np.random.default_rng([0, 2, epoch]).permutation(len(ink))
        for some in order[: 10 * steps].reshape(steps, 10):
            a0, y = ink[some], zero[some]
            a1 = 1 / (1 + np.exp(-(w0 * a0 + b0)))
            a2 = 1 / (1 + np.exp(-(w1 * a1 + b1)))
            a3 = 1 / (1 + np.exp(-(w2 * a2 + b2)))
            d2 = 2 * (a3 - y) * a3 * (1 - a3)
            d1 = d2 * w2 * a2 * (1 - a2)
            d0 = d1 * w1 * a1 * (1 - a1)
            rate = 2 * (1 - done / (2 * steps))
            w2, b2 = w2 - rate * np.mean(d2 * a2), b2 - rate * np.mean(d2)
            w1, b1 = w1 - rate * np.mean(d1 * a1), b1 - rate * np.mean(d1)
            w0, b0 = w0 - rate * np.mean(d0 * a0), b0 - rate * np.mean(d0)
            done += 1
    assert measured.parameters[0] == pytest.approx([w0, w1, w2, b0, b1, b2], rel=1e-9)
    assert measured.mlp.parameters == pytest.approx(measured.parameters[0])


def parts(mlp):
    return mlp.parameters[:3], mlp.parameters[3:]


def test_the_chosen_one_is_best_on_validation_and_only_it_is_tested(split, monkeypatch):
    monkeypatch.setattr(chain, "QUICK_SEEDS", (4, 5, 6))
    monkeypatch.setattr(chain, "QUICK_EPOCHS", 8)
    study = Chain.measure(split, nobody, quick=True)
    ink, zero = inks(split.validation)
    shares = [np.mean((output(each, ink) > 0.5) == zero) for each in study.parameters]
    assert study.validation == pytest.approx(shares)
    assert study.chosen == (4, 5, 6)[int(np.argmax(shares))]
    ink, zero = inks(split.test)
    best = study.parameters[int(np.argmax(shares))]
    assert study.on_test == pytest.approx(np.mean((output(best, ink) > 0.5) == zero))
    assert study.tested == len(zero)
    assert study.validated == len(inks(split.validation)[1])
    assert study.learned_from == len(inks(split.train)[1])


def test_the_control_is_the_best_line_that_training_images_know(split, measured):
    ink, zero = inks(split.train)
    shares = [np.mean((ink > line) == zero) for line in np.linspace(0, 0.6, 6001)]
    assert np.mean((ink > measured.threshold) == zero) >= max(shares)
    ink, zero = inks(split.test)
    assert measured.threshold_on_test == np.mean((ink > measured.threshold) == zero)
    common = np.mean(inks(split.train)[1]) > 0.5
    assert measured.commoner == np.mean(zero == common)
    ink, zero = inks(split.train)
    assert measured.mean_ink == pytest.approx([ink[zero].mean(), ink[~zero].mean()])


def test_where_0_is_the_lighter_one_the_line_is_hardly_better_than_always_the_same(
    split,
):
    def swapped(digits):
        two = digits[digits.labels < 2]
        return Digits(two.images, 1 - two.labels, "swapped")

    study = Chain.measure(
        Split(*map(swapped, (split.train, split.validation, split.test)), "swapped"), nobody, True
    )
    assert study.threshold_on_test == pytest.approx(study.commoner, abs=0.1)
    assert study.mean_ink[0] < study.mean_ink[1]


def test_where_it_turns_its_output_is_a_half(measured):
    known = replace(measured, parameters=np.array([[22.5, 10.8, 7.9, -2.7, -4.8, -4.2]]))
    assert 0 < known.turning_point < 1
    assert output(known.parameters[0], known.turning_point) == pytest.approx(0.5)
    never = replace(measured, parameters=np.array([[1.0, 1.0, 1.0, 3.0, 3.0, 3.0]]))
    assert never.turning_point is None
    assert replace(measured, parameters=np.zeros((1, 6))).turning_point is None


def test_without_a_0_or_a_1_it_says_so(split):
    for label in (0, 1):
        none = split.test[split.test.labels != label]
        with pytest.raises(InputError, match=f"no {label} among"):
            Chain.measure(replace(split, test=none), nobody, quick=True)


def test_few_images_make_one_batch(split):
    few = split.train[np.flatnonzero(split.train.labels < 2)[:4]]
    assert {0, 1} <= set(few.labels)
    study = Chain.measure(replace(split, train=few), nobody, quick=True)
    assert (study.batch, study.learned_from) == (4, 4)


def test_it_comes_back_as_it_was_and_knows_when_it_can_not_be_right(measured, tmp_path):
    measured.save(tmp_path / "chain.npz")
    back = Chain.load(tmp_path / "chain.npz")
    np.testing.assert_array_equal(back.parameters, measured.parameters)
    assert isinstance(back.mlp, MLP)
    assert back.mlp.parameters.dtype == np.float64
    assert (back.zero, back.one) == (0, 1)
    assert back.on_test == measured.on_test
    assert back.contradiction() is None
    for wrong in (
        {"sizes": (1, 1, 1)},
        {"seeds": (0, 1)},
        {"chosen": 7},
        {"learned_from": 0},
        {"learned_from": 10**9},
        {"on_test": 1.5},
    ):
        assert replace(measured, **wrong).contradiction()


def test_the_stored_study_learned_all_there_was_and_is_no_better_than_a_line():
    study = Chain.load(study_file("chain"))
    assert (study.sizes, study.epochs, study.seeds) == ((1, 1, 1, 1), 10, (0, 1, 2))
    assert (study.origin.count, study.batch, study.rate) == (50000, 10, 2.0)
    assert study.chosen == study.seeds[int(study.validation.argmax())]
    assert study.on_test > study.commoner
    assert study.on_test == pytest.approx(study.threshold_on_test, abs=0.02)
    assert study.turning_point == pytest.approx(study.threshold, abs=0.02)


@needs_mnist
def test_the_stored_figures_are_true():
    from network.digits.sources import find_mnist

    study, mnist = Chain.load(study_file("chain")), find_mnist()
    assert study.origin.data.sha256 == mnist.sha256
    ink, zero = inks(mnist.test)
    assert study.tested == len(zero) == 980 + 1135
    found = output(study.mlp.parameters, ink) > 0.5
    assert study.on_test == pytest.approx(np.mean(found == zero))
    assert study.threshold_on_test == np.mean((ink > study.threshold) == zero)
