"""Section 4.6: slopes of bias and activation, and of the weight before, found with other code."""

from itertools import pairwise

import numpy as np
import pytest

from scenes.calculus.one_factor import FOUR, LONG, SIX, OneFactor
from tests.beats import beat, formulas, said
from tests.scenes.calculus.one_chain import DATA, numbers_of, run_chain
from tests.typeset import check, sides, value

#: A nudge to find slopes with, up and down; the film's own is longer, and up only.
TINY = 1e-6

#: What the products are of, and with how many layers before the output their paths begin.
PRODUCTS = {"of_weight": "w", "of_bias": "b", "of_before": "a", "of_weight_before": "w1"}


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    return run_chain(OneFactor, request.param, stage, models)


def cost_if(here, moved, by):
    """Return the cost if something were moved: w, b and a of the last step, or w1 before it."""
    w, b, a = here.w.copy(), here.b.copy(), list(here.a)
    squish = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    if moved == "w1":
        w[1] += by
        a[2] = squish(w[1] * a[1] + b[1])
    w[2] += by * (moved == "w")
    b[2] += by * (moved == "b")
    a[2] += by * (moved == "a")
    return (squish(w[2] * a[2] + b[2]) - 1) ** 2


def slope(here, moved, up=TINY, down=TINY):
    """Return how steep the cost is along something."""
    return (cost_if(here, moved, up) - cost_if(here, moved, -down)) / (up + down)


def curve(z):
    """Return the slope of the sigmoid, from two points of it."""
    squish = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    return (squish(z + 1e-5) - squish(z - 1e-5)) / 2e-5


def derivatives(here):
    """Return what the formulas' derivatives are, found without any of them."""
    return numbers_of(here) | {
        "w^(L-1)": here.w[1],
        "z^(L-1)": here.z[1],
        "a^(L-2)": here.a[1],
        "∂C_0/∂w^(L)": slope(here, "w"),
        "∂C_0/∂b^(L)": slope(here, "b"),
        "∂C_0/∂a^(L-1)": slope(here, "a"),
        "∂C_0/∂w^(L-1)": slope(here, "w1"),
        "∂z^(L)/∂w^(L)": here.a[2],
        "∂z^(L)/∂b^(L)": 1,
        "∂z^(L)/∂a^(L-1)": here.w[2],
        "∂z^(L-1)/∂w^(L-1)": here.a[1],
        "∂a^(L)/∂z^(L)": curve(here.z[2]),
        "∂a^(L-1)/∂z^(L-1)": curve(here.z[1]),
        "∂C_0/∂a^(L)": 2 * (here.a[3] - 1),
    }


def test_products_are_what_real_nudges_give(ran):
    scene, here = ran
    for name, moved in PRODUCTS.items():
        product = getattr(scene, name)
        assert product.product.value == pytest.approx(slope(here, moved), rel=1e-7)
        assert np.prod([each.value for each in product.numbers]) == pytest.approx(
            product.product.value, rel=1e-12
        )
        # The film's nudge: it is added once, and not small enough to be a slope by itself.
        assert scene.tried(product) == pytest.approx(slope(here, moved, 1e-4, 0), rel=1e-9)


def test_what_is_said_of_them_is_so(ran):
    scene, here = ran
    lines = ("The two others stay.", "The others stay again.", "All five make")
    for part, moved in zip(lines, ("b", "a", "w1"), strict=True):
        told = beat(scene, part)
        exact, tried = slope(here, moved), slope(here, moved, 1e-4, 0)
        digits = 3 if abs(exact) < 1 else 2
        assert f"{exact:.{digits}f}" in told.text.replace("\N{MINUS SIGN}", "-")
        assert told.shows(f"{exact:.{digits}f}")
        assert "really nudged by 0.0001:" in told.texts
        assert told.numbers.count(pytest.approx(tried, rel=1e-6)) >= 1
        agrees = f"{exact:.{digits}f}" == f"{tried:.{digits}f}"
        assert told.text.endswith("A real nudge agrees.") == agrees
    assert "the first factor is 1." in said(scene)
    assert "two more factors a layer" in said(scene)


def test_numbers_multiply_as_they_are_shown(ran):
    scene, _ = ran
    for name in PRODUCTS:
        product = getattr(scene, name)
        factors = [float(f"{each.value:.{each.decimals}f}") for each in product.numbers]
        whole = product.product
        shown = float(f"{whole.value:.{whole.decimals}f}")
        assert np.prod(factors) == pytest.approx(shown, abs=1.5 * 10**-whole.decimals)


def test_every_formula_holds_for_the_chain(ran):
    scene, here = ran
    numbers = derivatives(here)
    whole = [each for each in formulas(scene) if len(sides(each)) > 1 and all(sides(each))]
    assert len(whole) >= 6  # four products, and the sum with and without its 1
    for each in whole:
        check(each, numbers, rel=1e-6)
    for name, moved in PRODUCTS.items():
        product = getattr(scene, name)
        meant = product.meanings.source
        assert value(meant, numbers) == pytest.approx(slope(here, moved), rel=1e-7)


def test_each_factor_is_what_stands_above_it(ran):
    scene, here = ran
    numbers = derivatives(here)
    pieces = {
        "of_weight": ["a^((L-1))"],
        "of_bias": ["1"],
        "of_before": ["w^((L))"],
        "of_weight_before": ["a^((L-2))", "sigma'(z^((L-1)))", "w^((L))"],
    }
    for name, first in pieces.items():
        product = getattr(scene, name)
        sources = [*first, "sigma'(z^((L)))", "2 (a^((L)) - y)"]
        for source, number in zip(sources, product.numbers, strict=True):
            assert source in product.meanings.source
            assert number.value == pytest.approx(value(source, numbers), rel=1e-9)


def test_a_slope_stands_above_its_link(ran):
    scene, _ = ran
    for product, columns in ((scene.of_bias, FOUR), (scene.of_weight_before, SIX)):
        for k, x in enumerate(columns[:-1]):
            middle = (x + columns[k + 1]) / 2
            for part in (product.slope(k), product.meaning(k), product.numbers[k]):
                assert part.get_x() == pytest.approx(middle, abs=0.05)


def test_in_the_end_the_long_path_is_lit_and_nothing_else(ran):
    scene, here = ran
    lit = set(pairwise(LONG))
    for pair, link in scene.tree.links.items():
        bright = link.get_stroke_color().to_hex().lower() == scene.look.accent.lower()
        assert bright == (pair in lit), pair
    held = {name: each.value for name, each in scene.tree.quantities.items()}
    assert held["w^((L-1))"] == pytest.approx(here.w[1])
    assert held["C_0"] == pytest.approx(here.cost)
