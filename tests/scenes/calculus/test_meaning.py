"""Section 4.5: what each factor does alone, and the average over many images."""

import numpy as np
import pytest

from scenes.calculus.meaning import DIMMED, NUDGE, PUSHED, Meaning
from tests.beats import beat, formulas, said
from tests.scenes.calculus.one_chain import (
    DATA,
    mnist_test,
    numbers_of,
    parameters,
    run_chain,
)
from tests.typeset import check, sides


@pytest.fixture(params=DATA)
def ran(request, stage, models):
    scene, here = run_chain(Meaning, request.param, stage, models)
    digits = mnist_test() if request.param == "mnist" else scene.digits.digits
    return scene, here, Many(digits)


class Many:
    """All zeros and ones: their mean ink, what is wanted, and what they cost."""

    def __init__(self, digits):
        some = (digits.labels == 0) | (digits.labels == 1)
        self.ink = digits.images[some].mean(axis=1) / 255
        self.wanted = 1.0 - digits.labels[some]

    def costs(self, kind="w", step=2, by=0.0):
        w, b = (each.copy() for each in parameters())
        {"w": w, "b": b}[kind][step] += by
        a = self.ink
        for k in range(3):
            a = 1 / (1 + np.exp(-(w[k] * a + b[k])))
        return (a - self.wanted) ** 2

    def slopes(self, kind="w", step=2, by=1e-5):
        return (self.costs(kind, step, by) - self.costs(kind, step, -by)) / (2 * by)


def slope_of(before, z, y):
    """Return the slope of one image's cost along the last weight, from small steps."""
    cost = lambda w: (1 / (1 + np.exp(-(z + w * before))) - y) ** 2  # noqa: E731
    return (cost(1e-5) - cost(-1e-5)) / 2e-5


def test_factors_are_those_of_the_image(ran):
    scene, here, _ = ran
    values = scene.start.before, scene.start.steepness, scene.start.gap
    a = here.a[3]
    assert values == pytest.approx((here.a[2], a * (1 - a), 2 * (a - 1)), rel=1e-9)
    assert scene.start.product == pytest.approx(slope_of(here.a[2], here.z[2], 1), rel=1e-6)
    shown = beat(scene, "What does the product say")
    for each in (*values, scene.start.product):
        assert shown.shows(f"{each:.3f}")
    product = np.prod(np.round(values, 3))
    assert product == pytest.approx(round(scene.start.product, 3), abs=1.01e-3)


def test_each_alone_does_what_is_said(ran):
    _, here, _ = ran
    now = slope_of(here.a[2], here.z[2], 1)
    # No gap, no slope; a wide gap, a steep one. With the other digit, the gap is wider.
    assert slope_of(here.a[2], here.z[2], here.a[3]) == pytest.approx(0, abs=1e-7)
    assert here.a[3] > 0.5
    assert abs(slope_of(here.a[2], here.z[2], 0)) > abs(now)
    # Far from 0 the gap is wide and the slope is small.
    far = 1 / (1 + np.exp(-PUSHED))
    assert 1 - far > 0.99
    assert abs(slope_of(here.a[2], PUSHED, 1)) < 0.1 * abs(now)
    # The slope fades with the neuron before, the sum being kept.
    faded = slope_of(DIMMED, here.z[2], 1)
    assert faded / now == pytest.approx(DIMMED / here.a[2], rel=1e-5)


def test_panels_show_what_is_moved(ran):
    scene, here, _ = ran
    panels = scene.panels
    for y in (1.0, 0.4, 0.0):
        panels.set_factors(scene.start._replace(y=y))
        height = panels.string.place(1)[1] - panels.string.place(0)[1]
        gap = (panels.bead.get_y() - panels.goal.get_y()) / height
        assert gap == pytest.approx(here.a[3] - y, abs=1e-6)
        low, high = (panels.line.place(each)[1] for each in (0, 0.1))
        ends = panels.filled.get_bottom()[1] - low, panels.filled.get_top()[1] - low
        product = slope_of(here.a[2], here.z[2], y)
        long = max(ends, key=abs) / (high - low) * 0.1
        assert long == pytest.approx(product, abs=1e-6)
    panels.set_factors(scene.start)
    assert panels.before.activation == pytest.approx(here.a[2])
    assert panels.curve.x == pytest.approx(here.z[2])


def test_the_average_is_that_of_all_zeros_and_ones(ran):
    scene, _, many = ran
    slopes = many.slopes()
    line = beat(scene, "zeros and ones pass")
    assert line.values["n"] == len(slopes)
    assert line.values["mean"] == pytest.approx(slopes.mean(), abs=1e-8)
    assert line.shows(f"{slopes.mean():.5f}")
    assert (slopes[many.wanted == 1] < 0).all(), "the cost falls where the weight rises"
    assert (slopes[many.wanted == 0] > 0).all()
    little = abs(slopes.mean()) <= 0.1 * np.abs(slopes).mean()
    assert little == ("Hardly anything: this chain has learned." in said(scene))
    assert np.sort(scene.slopes) == pytest.approx(np.sort(slopes), abs=1e-8)
    assert len(scene.chart.up.points) == 4 * (scene.slopes > 0).sum()
    assert len(scene.chart.down.points) == 4 * (scene.slopes < 0).sum()


def test_the_image_of_the_sections_before_comes_first(ran):
    scene, here, _ = ran
    assert scene.found.ink[0] == pytest.approx(here.a[0], abs=1e-6)
    assert scene.slopes[0] == pytest.approx(slope_of(here.a[2], here.z[2], 1), rel=1e-5)
    first = scene.found.digits.images[0] / 255
    assert first == pytest.approx(scene.example.pixels, abs=1e-6)


def test_the_average_settles(ran):
    scene, _, many = ran
    means = np.cumsum(scene.slopes) / np.arange(1, len(scene.slopes) + 1)
    assert scene.chart.means == pytest.approx(means)
    late = means[len(means) // 2 :]
    spread = many.slopes().std()
    assert np.abs(late - means[-1]).max() < 0.2 * spread


def test_what_is_tried_gives_the_average(ran):
    scene, _, many = ran
    ratio = (many.costs(by=NUDGE).mean() - many.costs().mean()) / NUDGE
    line = beat(scene, "Tried: nudge the weight")
    assert line.values["ratio"] == pytest.approx(ratio, abs=1e-8)
    assert ("too." in line.text) == (f"{ratio:.5f}" == f"{many.slopes().mean():.5f}")
    assert line.shows(f"{NUDGE:g}: the average cost changes {ratio:.5f} times")


def test_it_is_one_entry_of_the_gradient(ran):
    scene, _, many = ran
    six = [many.slopes(kind, step).mean() for kind in "wb" for step in range(3)]
    assert scene.found.mean == pytest.approx(six, abs=1e-7)
    shown = beat(scene, "6 entries of the gradient")
    for each in six:
        assert shown.shows(f"{each:.5f}")
    assert scene.column.numbers.entry(2).value == pytest.approx(six[2], abs=1e-7)
    # All are in the order of their symbols.
    written = [entry[0].source for entry in scene.column.slopes.entries]
    layers = ["L-2", "L-1", "L"]
    assert written == [
        f"frac(partial C, partial {kind}^(({layer})))" for kind in "wb" for layer in layers
    ]


def test_every_formula_says_the_same_on_both_sides(ran):
    scene, here, many = ran
    known = numbers_of(here) | {
        "∂C_0/∂w^(L)": slope_of(here.a[2], here.z[2], 1),
        "∂C/∂w^(L)": many.slopes().mean(),
        "∂C_k/∂w^(L)": many.slopes(),
        "n": len(many.ink),
    }
    checked = 0
    for each in formulas(scene):
        if each.strip() != "=" and len(sides(each)) > 1:
            # Image 0 is one of the images k.
            without = {key: known[key] for key in known if key != "∂C_0/∂w^(L)"}
            check(each, without if "C_k" in each else known, rel=1e-5)
            checked += 1
    assert checked == 2
