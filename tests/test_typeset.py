"""Formulas mean what is seen of them, and a typo changes what they mean."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.backprop.three_ways import ThreeWays
from tests.beats import beat, formulas
from tests.typeset import (
    ElidedError,
    UnknownError,
    UnreadableError,
    check,
    equations,
    plain,
    sides,
    symbols,
    value,
)

#: Symbols of one neuron a layer, in Typst's notation, and what they are called here.
SYMBOLS = {"w^((L))": "w^(L)", "a^((L - 1))": "a^(L-1)", "y": "y", "C_0": "C_0", "b^((3))": "b^(3)"}
NUMBERS = {"w^(L)": 1.5, "a^(L-1)": 0.25, "y": -2.0, "C_0": 3.0, "b^(3)": 0.75}


@dataclass(frozen=True)
class Twin:
    """The same in Typst's notation and in Python's."""

    source: str
    python: str


def joined(one: Twin, other: Twin, kind: int) -> Twin:
    a, b, p, q = one.source, other.source, one.python, other.python
    return [
        Twin(f"{a} + ({b})", f"{p} + ({q})"),
        Twin(f"({a}) - ({b})", f"({p}) - ({q})"),
        Twin(f"({a}) dot ({b})", f"({p}) * ({q})"),
        Twin(f"({a}) ({b})", f"({p}) * ({q})"),
        Twin(f"frac({a}, 2 + ({b})^2)", f"(({p}) / (2 + ({q})**2))"),
        Twin(f"({a})/(1 + ({b})^2)", f"(({p}) / (1 + ({q})**2))"),
        Twin(f"sigma({a})", f"sigmoid({p})"),
        Twin(f"sigma' ({a})", f"sigmoid({p}) * (1 - sigmoid({p}))"),
        Twin(f"-({a})", f"-({p})"),
        Twin(f"{{{{ {a} : part }}}}", p),
    ][kind]


leaves = st.integers(0, 99).map(lambda n: Twin(f"{n / 10}", f"{n / 10}")) | st.sampled_from(
    [Twin(source, f"({NUMBERS[key]})") for source, key in SYMBOLS.items()]
)
twins = st.recursive(
    leaves, lambda parts: st.builds(joined, parts, parts, st.integers(0, 9)), max_leaves=6
)


def sigmoid(z):
    return 0.5 * (1 + math.tanh(z / 2))


@given(twins)
def test_an_expression_is_worth_what_python_says(twin):
    expected = eval(twin.python, {"sigmoid": sigmoid})
    assert value(twin.source, NUMBERS) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(twins, st.sampled_from(["  ", " thin ", " #h(0.3em) ", " quad "]))
def test_labels_and_spacing_change_nothing(twin, gap):
    wide = twin.source
    for sign in ("+", "-", "dot"):
        wide = wide.replace(f" {sign} ", f"{gap}{sign}{gap}")
    for source in (wide, f"{{{{ {twin.source} : all }}}}", f'$ manimgrp("x", {twin.source}) $'):
        assert value(source, NUMBERS) == value(twin.source, NUMBERS)


def test_a_layer_is_no_power():
    assert value("x^2", {"x": 3}) == value("x^(2)", {"x": 3}) == 9
    assert value("x^((2))", {"x^(2)": 5, "x": 3}) == value("x^((2))", {"x^((2))": 5}) == 5
    assert value("(x^((2)))^2", {"x^(2)": 5}) == 25
    with pytest.raises(UnknownError, match=r"a is unknown; known are: a\^\(L\)"):
        value("a^(L)", {"a^(L)": 1, "L": 3})
    for wrong in ("2^((3))", "(x)^((2))", "x^((2))^2"):
        with pytest.raises(UnreadableError):
            value(wrong, {"x": 1, "x^(2)": 1})


@pytest.mark.parametrize(
    "source",
    [
        "sigma'(z)/2",
        "partial C/partial w",
        "1/n(x)",
        "sigma z",
        '"words"',
        "2 3",
        "(x",
        "x +",
        "x^",
    ],
)
def test_what_would_look_different_is_refused(source):
    with pytest.raises(UnreadableError):
        value(source, dict.fromkeys("zCwnx", 1.0))


CHAIN = {"w^(L)": 2.0, "a^(L-1)": 0.6, "b^(L)": -0.7, "y": 1.0, "z^(L)": 0.5}
CHAIN |= {"a^(L)": sigmoid(0.5), "C_0": (sigmoid(0.5) - 1) ** 2, "a^(L-2)": 0.3}
CHAIN |= {"∂C_0/∂a^(L)": 2 * (sigmoid(0.5) - 1), "∂a^(L)/∂z^(L)": sigmoid(0.5) * sigmoid(-0.5)}
CHAIN |= {"∂z^(L)/∂w^(L)": 0.6}
CHAIN["∂C_0/∂w^(L)"] = math.prod(
    CHAIN[each] for each in ("∂C_0/∂a^(L)", "∂a^(L)/∂z^(L)", "∂z^(L)/∂w^(L)")
)

RIGHT = [
    "z^((L)) = w^((L)) a^((L-1)) + b^((L))",
    "a^((L)) = sigma(z^((L)))",
    "C_0 = (a^((L)) - y)^2",
    "frac(partial C_0, partial a^((L))) = 2 (a^((L)) - y)",
    "frac(partial a^((L)), partial z^((L))) = sigma'(z^((L)))",
    "(partial C_0)/(partial w^((L))) = a^((L-1)) sigma'(z^((L))) 2 (a^((L)) - y)",
    "frac(partial C_0, partial w^((L))) = frac(partial z^((L)), partial w^((L)))"
    " frac(partial a^((L)), partial z^((L))) frac(partial C_0, partial a^((L)))",
]

TYPOS = [("^((L-1))", "^((L-2))"), ("sigma'", "sigma"), ("+", "-"), (" - ", " + "), ("2 (", "(")]
TYPOS += [(")^2", ")"), ("partial z^((L))", "partial z^((L-1))"), ("a^((L))", "a^(L)")]


@pytest.mark.parametrize("source", RIGHT)
def test_a_typo_is_found(source):
    check(source, CHAIN)
    wrong = [source.replace(*typo, 1) for typo in TYPOS if typo[0] in source]
    assert wrong or "sigma(" in source
    for each in wrong:
        with pytest.raises((AssertionError, UnknownError, UnreadableError)):
            check(each, CHAIN)


def test_a_failure_names_the_side():
    with pytest.raises(AssertionError, match=r"\(y - 2\)\^2 is 1.0  <- differs") as failure:
        check("C = y = (y - 2)^2", {"C": 3, "y": 3})
    assert "C: 3, y: 3" in str(failure.value)
    check("y = 0.67 approx 1", {"y": 2 / 3})
    with pytest.raises(AssertionError):
        check("y = 0.66", {"y": 2 / 3})


def test_a_sum_runs_over_its_index():
    rng = np.random.default_rng(0)
    w, a, z, y = rng.normal(size=(10, 4)), rng.random(10), rng.normal(size=10), rng.random(10)
    numbers = {"w_jk^(L)": w, "a_j^(L)": a, "z_j^(L)": z, "y_j": y, "n_L": 10, "k": 2}
    slope = sum(
        w[j, 2] * sigmoid(z[j]) * (1 - sigmoid(z[j])) * 2 * (a[j] - y[j]) for j in range(10)
    )
    numbers["∂C_0/∂a_k^(L-1)"] = [0, 0, slope, 0]
    body = "w_(j k)^((L)) sigma'(z_j^((L))) 2 (a_j^((L)) - y_j)"
    check(f"frac(partial C_0, partial a_k^((L-1))) = sum_(j=0)^(n_L - 1) {body}", numbers)
    assert value(f"sum_j {body}", numbers | {"j": range(10)}) == pytest.approx(slope)
    with pytest.raises(UnknownError, match="is none of"):
        value(f"sum_(j=0)^(n_L) {body}", numbers)
    with pytest.raises(UnknownError, match="but j runs"):
        value("sum_(j=0)^9 z_j", {"z_j": 1.0})
    mean = "1/n sum_(k=0)^(n - 1) frac(partial C_k, partial w)"
    assert value(mean, {"∂C_k/∂w": [1, 2, 6], "n": 3}) == pytest.approx(3)


def test_dots_stand_for_what_follows_from_both_sides():
    a, w = np.arange(1, 6), np.arange(5) / 10
    numbers = {"a_k": a, "w_k": w, "n": 4, "b": 1}
    assert value("w_0 a_0 + w_1 a_1 + dots.c + w_n a_n + b", numbers) == pytest.approx(w @ a + 1)
    assert value("dots.c + w_k a_k + dots.c + b", numbers | {"k": range(5)}) == pytest.approx(
        w @ a + 1
    )
    for unclear in ("w_0 a_0 + dots.c", "0.2 + dots.c + 0.3", "w_0 a_1 + dots.c + w_4 a_4"):
        with pytest.raises(ElidedError):
            value(unclear, numbers)


def test_a_function_may_be_given():
    numbers = {"C": lambda w: w**2, "w": 3, "Δw": 0.5}
    assert value("frac(C(w + Delta w) - C(w), Delta w)", numbers) == pytest.approx(6.5)
    assert value("w(w - 1)^2", numbers) == 12


def test_formulas_come_apart():
    source = "{{ z : sum }} = w a approx 3, quad sigma(max(0, z)) = y"
    assert equations(source) == ["z = w a approx 3", "sigma(max(0, z)) = y"]
    assert sides(equations(source)[0]) == ["z", "w a", "3"]
    assert symbols("frac(partial C_0, partial w_(j k)^((L))) = 2 a_k") == ["∂C_0/∂w_jk^(L)", "a_k"]
    assert plain("{{ a^((L)) : a }} #h(0.3em) = x") == "a^((L)) = x"


def test_formulas_on_a_stage_can_be_evaluated(stage):
    scene = stage(ThreeWays)
    (whole,) = [each for each in formulas(scene) if each.startswith("a = sigma")]
    assert any(whole in each.formulas for each in scene.beats)
    assert set(beat(scene, scene.beats[-1].text).formulas) <= set(formulas(scene))
    network = scene.history.network(scene.moment.snapshot)
    weights, biases = network.weights[-1], network.biases[-1]
    before = sigmoid_of(network.weights[-2] @ hidden_of(network, scene) + network.biases[-2])
    a = sigmoid_of(weights[scene.label] @ before + biases[scene.label])
    numbers = {"a": a, "w_k": weights[scene.label], "a_k": before, "b": biases[scene.label]}
    check(whole, numbers, rel=1e-5)
    with pytest.raises(AssertionError):
        check(whole.replace("+ b", "- b"), numbers, rel=1e-5)


def sigmoid_of(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def hidden_of(network, scene):
    """Return what the layers before the last hidden one make of the scene's digit."""
    a = scene.example.picture.ravel().astype(float)
    for weights, biases in list(zip(network.weights, network.biases, strict=True))[:-2]:
        a = sigmoid_of(weights @ a + biases)
    return a
