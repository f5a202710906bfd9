"""Section 4.2: the chain, what it reads, and its formulas, calculated again with other code."""

import re

import numpy as np
import pytest
from scipy.special import expit

from network.measured.chain import Chain
from network.measured.study import study_file
from scenes.calculus.one_a_layer import OneALayer
from tests.beats import beat, formulas, said
from tests.scenes.calculus.one_chain import (
    DATA,
    MNIST,
    held,
    mnist_test,
    numbers_of,
    parameters,
    run_chain,
)
from tests.some_networks import some
from tests.typeset import check, plain, sides, value

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    return run_chain(OneALayer, request.param, stage, models)


def test_it_is_told_the_mean_ink_of_the_image_shown(ran):
    scene, here = ran
    told = beat(scene, "Its input is one number")
    ink = float(np.mean(np.round(np.asarray(told.grids[0], float) * 255) / 255))
    assert ink == pytest.approx(here.a[0], abs=1e-9)
    assert f"This one has {ink:.2f}." in told.text
    assert told.shows("mean ink")
    assert told.shows(f"{ink:.2f}")


def test_its_six_numbers_are_those_of_the_trained_chain(ran):
    scene, here = ran
    told = beat(scene, "Three weights, three biases")
    for number in (*here.w, *here.b):
        assert told.shows(f"{number:.2f}")
        assert any(each == pytest.approx(float(number), abs=1e-9) for each in told.numbers)


def test_numbers_run_through_it(ran):
    scene, here = ran
    told = beat(scene, "the chain is in doubt")
    assert [float(layer[0]) for layer in told.layers] == pytest.approx(here.a, abs=1e-6)
    assert f"in doubt: {here.a[3]:.2f}. Wanted is 1." in told.text
    assert told.shows("wanted: 1")
    assert f"squared difference: {here.cost:.3f}." in said(scene)


def test_numbers_below_symbols_agree_as_they_are_shown(ran):
    scene, here = ran
    rows = {}
    for live in (scene.sum, scene.squished, scene.cost):
        for symbol, numbers in live.numbers.items():
            for number in numbers:
                rows.setdefault(symbol, set()).add(number.text.replace("\N{MINUS SIGN}", "-"))
    # Where it is squared, an activation has three digits: so many as its square shows.
    assert {len({round(float(text), 2) for text in each}) for each in rows.values()} == {1}
    shown = {symbol: float(max(each, key=len)) for symbol, each in rows.items()}
    w, before, b, z = (shown[f"{each})"] for each in ("w^((L)", "a^((L-1)", "b^((L)", "z^((L)"))
    assert w * before + b == pytest.approx(z, abs=0.0101)
    assert expit(z) == pytest.approx(shown["a^((L))"], abs=0.0101)
    assert (shown["a^((L))"] - shown["y"]) ** 2 == pytest.approx(shown["C_0"], abs=0.00051)
    numbers = numbers_of(here)
    for symbol, number in shown.items():
        assert number == pytest.approx(
            numbers[symbol.replace("((", "(").replace("))", ")")], abs=0.006
        )


def test_formulas_say_what_the_numbers_say(ran):
    scene, here = ran
    numbers = numbers_of(here) | {"a^(3)": here.a[3]}
    whole = [each for each in formulas(scene) if len(sides(each)) > 1]
    assert len(whole) == 4
    for each in whole:
        check(each, numbers)
    ending = "".join(plain(each.formula.source) for each in (scene.sum, scene.squished, scene.cost))
    assert "3" not in ending


def test_its_cost_depends_on_six_numbers(ran):
    scene, here = ran

    def cost(*six):
        return held(here.a[0], np.array(six[::2]), np.array(six[1::2])).cost

    numbers = {
        f"{name}^({k + 1})": float(six[k])
        for name, six in zip("wb", parameters(), strict=True)
        for k in range(3)
    }
    assert value(plain(scene.six.source), numbers | {"C": cost}) == pytest.approx(here.cost)
    for k in range(6):
        six = [float(each) for pair in zip(*parameters(), strict=True) for each in pair]
        six[k] += 0.01
        assert cost(*six) != here.cost


def test_a_chain_is_a_threshold():
    """Its output only rises, or only falls, with the ink; so it is above 1/2 on one side."""
    outputs = np.array([held(ink).a[3] for ink in np.linspace(0, 1, 2001)])
    steps = np.diff(outputs)
    assert (steps >= 0).all() or (steps <= 0).all()
    assert np.count_nonzero(np.diff(outputs > 0.5)) == 1


@needs_mnist
def test_chain_and_threshold_read_as_many_as_is_said(stage):
    scene = stage(OneALayer, NETWORK_DATA=MNIST, leaping=True)
    test = mnist_test()
    some = np.isin(test.labels, (0, 1))
    inks, zeros = (test.images[some] / 255).mean(axis=1), test.labels[some] == 0
    chain = np.mean([(held(ink).a[3] > 0.5) == zero for ink, zero in zip(inks, zeros, strict=True)])
    threshold = np.mean((inks > Chain.load(study_file("chain")).threshold) == zeros)
    told = beat(scene, "It has really been trained")
    assert re.findall(r"[\d,.]+\d", told.text) == [f"{some.sum():,}", f"{100 * chain:.1f}"]
    control = beat(scene, "One threshold on the ink")
    assert f"gets {threshold:.1%}." in control.text
    assert control.shows(f"{chain:.1%}")
    assert control.shows(f"{threshold:.1%}")
    assert control.shows(f"of {some.sum():,} zeros and ones: MNIST test images")


@pytest.mark.parametrize("name", some("784-10", "784-9-9-9-9-9-9-9-10 relu", "784-12-11-9-8-10"))
def test_any_network_folds(stage, models, name):
    scene = stage(OneALayer, models[name], leaping=True)
    assert len(beat(scene, "one neuron a layer").layers) == 3


@pytest.mark.parametrize("name", ["784-8-10 relu", "shipped"])
def test_the_sigmoid_is_told_where_the_film_s_network_has_another_function(stage, models, name):
    told = said(stage(OneALayer, models[name]))
    chain = "In this chain, the sigmoid makes the output from it: a number between 0 and 1."
    assert (chain in told) == (name != "shipped")
