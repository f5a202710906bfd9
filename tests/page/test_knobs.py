"""The knobs of one neuron: what they show is what numpy makes of a network turned like that."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from network.digits.digits import Digits
from network.digits.sources import own_digits
from network.model.mlp import MLP
from page.data.trial_digits import TRIAL_DIGITS, TRIAL_SEED
from scenes.stage.shown import OWN_SEED
from tests.page.browsing import axe, none, settle
from tests.page.test_why import PUT, numbers

HIDDEN = 1


@pytest.fixture(scope="module")
def digits() -> Digits:
    return own_digits(TRIAL_DIGITS, TRIAL_SEED)


@pytest.fixture
def page(visit) -> Page:
    page = visit(reduced_motion=True)
    page.evaluate("lesson.begin('knobs')")
    page.locator("[data-figure=knobs]").scroll_into_view_if_needed()
    expect(piece(page, "share")).to_contain_text("%")
    return page


def piece(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure=knobs] [data-part={name}]")


def turned(mlp: MLP, step: int, neuron: int, bias: float, row: np.ndarray) -> MLP:
    """Return a network in which one neuron has another bias and other weights."""
    weights, biases = ([np.array(each) for each in parts] for parts in (mlp.weights, mlp.biases))
    weights[step][neuron], biases[step][neuron] = row, bias
    return MLP.from_arrays(weights, biases, mlp.activation)


def right(mlp: MLP, digits: Digits) -> int:
    """Return how many are read correctly: the brightest output is the one with the largest sum."""
    return int((mlp.forward(digits.pixels).z[-1].argmax(axis=1) == digits.labels).sum())


def check(page: Page, mlp: MLP, now: MLP, digits: Digits, pixels: np.ndarray, place) -> None:
    """Compare what the figure shows with numpy's, which was turned in the same way."""
    step, neuron = place
    count, before = right(now, digits), right(mlp, digits)
    told = f"{count} of {len(digits)} digits of our own handwriting, which it did not learn from; "
    expect(piece(page, "counted")).to_contain_text(f"{told}{before} with")
    settle(page)
    assert numbers(piece(page, "share").inner_text()) == [round(100 * count / len(digits), 1)]
    change = piece(page, "change").inner_text()
    points = 100 * (count - before) / len(digits)
    assert (numbers(change) or [0]) == [pytest.approx(points, abs=1e-6)]
    assert (change == "no change") == (count == before)
    forward = now.forward(pixels)
    total, bias, z = numbers(piece(page, "sum").inner_text())
    assert total + bias == pytest.approx(z)
    assert z == pytest.approx(forward.z[step][neuron], abs=0.0051)
    held = mlp.forward(pixels).a[step + 1][neuron]
    wanted = pytest.approx([forward.a[step + 1][neuron], held], abs=0.0051)
    assert numbers(piece(page, "held").inner_text()) == wanted
    rows = page.locator(".knobs .output .unseen").all_inner_texts()
    assert [numbers(row)[2] for row in rows] == pytest.approx(list(forward.output), abs=0.0051)
    expect(piece(page, "answer")).to_contain_text(f"Answer: {forward.answer}")


def test_trial_digits_were_never_learned_from(subject, digits) -> None:
    assert TRIAL_SEED not in (*range(3), OWN_SEED)
    known = {each.tobytes() for each in own_digits(300, OWN_SEED).images}
    assert not known & {each.tobytes() for each in digits.images}
    assert np.bincount(digits.labels).tolist() == [TRIAL_DIGITS // 10] * 10


def test_turned_knobs_are_tried_on_digits(page, subject, mlp, digits) -> None:
    pixels = subject.samples[3].pixels
    page.evaluate(PUT, pixels.tolist())
    check(page, mlp, mlp, digits, pixels, (0, 0))
    expect(piece(page, "reset")).to_be_disabled()

    # By keyboard: one neuron of the first layer, another bias, and all weights turned around.
    piece(page, "neuron").select_option(index=7)
    piece(page, "bias").press("Home")
    for _ in range(4):
        piece(page, "bias").press("ArrowRight")
    bias = float(piece(page, "bias").input_value())
    piece(page, "factor").press("Home")
    factor = float(piece(page, "factor").input_value())
    assert (bias, factor) == (
        pytest.approx(float(piece(page, "bias").get_attribute("min")) + 0.2),
        -2,
    )
    now = turned(mlp, 0, 7, bias, factor * mlp.weights[0][7])
    check(page, mlp, now, digits, pixels, (0, 7))
    expect(piece(page, "told")).to_contain_text("read correctly")

    piece(page, "reset").click()
    expect(piece(page, "change")).to_have_text("no change")
    check(page, mlp, mlp, digits, pixels, (0, 7))

    # One weight of the layer behind it: the largest, which comes first.
    piece(page, "layer").select_option(index=HIDDEN)
    piece(page, "neuron").select_option(index=4)
    slider = piece(page, "list").get_by_role("slider").first
    slider.press("End")
    row = np.array(mlp.weights[HIDDEN][4])
    row[np.abs(row).argmax()] = float(slider.input_value())
    check(
        page, mlp, turned(mlp, HIDDEN, 4, mlp.biases[HIDDEN][4], row), digits, pixels, (HIDDEN, 4)
    )

    # An output that is always bright.
    piece(page, "layer").select_option(index=mlp.steps - 1)
    piece(page, "bias").press("End")
    bias = float(piece(page, "bias").input_value())
    now = turned(mlp, mlp.steps - 1, 0, bias, mlp.weights[-1][0])
    check(page, mlp, now, digits, pixels, (mlp.steps - 1, 0))


def test_silenced_neurons_are_missed_as_numpy_says(page, mlp, digits) -> None:
    layers = mlp.astype(np.float64).forward(digits.pixels).a
    for name, held in (("zero", np.zeros_like), ("mean", lambda a: a.mean(axis=0))):
        piece(page, name).click()
        expect(piece(page, name)).to_be_enabled()
        expect(piece(page, "most")).not_to_be_empty()
        rows = [numbers(row) for row in piece(page, "layers").locator("li").all_inner_texts()]
        wanted = [
            (neuron, right_without(mlp, layers, digits, layer, neuron, held))
            for layer in range(1, mlp.steps)
            for neuron in range(mlp.sizes[layer])
        ]
        found = [(int(neuron), share) for neuron, share, _ in rows]
        first = mlp.sizes[1]
        for some in (slice(first), slice(first, None)):
            assert np.allclose(sorted(found[some]), sorted(wanted[some]))
        lowest = min(share for _, share in wanted)
        assert f": {lowest:.1f}% instead of" in piece(page, "most").inner_text()
    none(axe(page, within="[data-figure=knobs]"))
    first = piece(page, "layers").get_by_role("button").first
    chosen = int(re.sub(r"\D", "", first.inner_text()))
    first.click()
    assert int(piece(page, "neuron").input_value()) == chosen


def right_without(mlp: MLP, layers, digits: Digits, layer: int, neuron: int, held) -> float:
    """Return how many percent are read correctly with one neuron held still."""
    a = layers[layer].copy()
    a[:, neuron] = np.broadcast_to(held(a), a.shape)[:, neuron]
    for k in range(layer, mlp.steps):
        z = a @ mlp.weights[k].T + mlp.biases[k]
        a = mlp.activation_of(k)(z)
    return 100 * float((z.argmax(axis=1) == digits.labels).mean())
