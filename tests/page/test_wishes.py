"""Backward wishes: what is shown is what backpropagation gives, sums add up, a step is a step."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from network.model.mlp import MLP, unpack
from network.training.stored import SHIPPED_NETWORK, load_network
from page.build import _environment
from page.text import Text
from scenes.script.classes import class_name
from scenes.script.languages import language
from tests.page.browsing import axe, made, settle

RNG = np.random.default_rng(11)

#: What a network of any shape wishes for, by the page's own code.
ASKED = """async ({sizes, activation, output, parameters, picture, label, rate}) => {
  const {networkOf, Wishes} = lesson.tools, wishes = new Wishes();
  wishes.network = networkOf(sizes, activation, Float32Array.from(parameters), output);
  Object.assign(wishes, {picture, label});
  wishes.ask();
  const last = sizes.length - 1, told = {
    cost: wishes.cost, layers: sizes.map((_, k) => [...wishes.ofLayer(k)]),
    weights: wishes.network.W.map((_, k) => [...wishes.ofWeights(k)]),
    terms: last > 1 ? wishes.terms(last - 1, 2) : [], steepness: wishes.steepness,
    astray: wishes.astray(rate),
  };
  wishes.step(rate);
  told.after = wishes.cost;
  told.moved = [...wishes.network.parameters];
  wishes.undo();
  return {...told, undone: wishes.cost};
}"""


def costs(mlp: MLP, parameters: np.ndarray, x: np.ndarray, label: int) -> float:
    """Return the cost in double precision, reckoned here."""
    weights, biases = unpack(mlp.sizes, parameters)
    for k, (w, b) in enumerate(zip(weights, biases, strict=True)):
        x = w @ x + b
        mlp.functions[k].apply(x, x)
    return float(np.square(x - np.eye(len(x))[label]).sum())


def slope(mlp: MLP, x: np.ndarray, label: int, way: np.ndarray) -> float:
    """Return the slope of the cost along a way of all parameters, by differences."""
    near, start = 1e-5, mlp.parameters.astype(float)
    up, down = (costs(mlp, start + each * near * way, x, label) for each in (1, -1))
    return (up - down) / (2 * near)


@pytest.fixture
def page(visit) -> Page:
    page = visit(at="#backprop", reduced_motion=True)
    page.evaluate("lesson.begin('wishes')")
    page.locator("[data-figure=wishes][data-begun='']").wait_for()
    piece(page, "digit").scroll_into_view_if_needed()
    settle(page)
    page.evaluate("ink => lesson.drawing.put(ink)", stroke().tolist())
    settle(page)
    expect(page.locator("[name=wishes-wanted]:checked")).to_have_count(1)
    return page


def stroke() -> np.ndarray:
    """Return a thick line down the pad, and a bit of another."""
    ink = np.zeros((28, 28))
    ink[5:22, 12:16] = ink[20:23, 8:20] = 1
    return ink.ravel()


def piece(page: Page, name: str):
    return page.locator(f"[data-figure=wishes] [data-part={name}]")


def cost_of(page: Page) -> float:
    settle(page)
    return float(piece(page, "cost").inner_text())


def numbers(text: str) -> list[float]:
    return [float(each.replace("−", "-")) for each in re.findall(r"[+−]?\d+\.\d+", text)]


def test_wishes_are_slopes_and_a_step_goes_along_them(tools) -> None:
    check_wishes(tools, (784, 9, 8, 10), "sigmoid")
    check_wishes(tools, (784, 7, 5, 10), "relu")
    check_wishes(tools, (784, 10), "sigmoid")
    check_wishes(tools, (784, 8, 10), "tanh", "softmax")


def check_wishes(
    page: Page, sizes: tuple[int, ...], activation: str, output: str = "sigmoid"
) -> None:
    """Check what a network wishes for, and a step, against differences of costs."""
    mlp = MLP.random(sizes, activation, seed=5, output=output)
    x, label, rate = RNG.random(784) * (RNG.random(784) > 0.7), 4, 0.01
    told = made(
        page,
        ASKED,
        {
            "sizes": sizes,
            "activation": activation,
            "output": output,
            "parameters": mlp.parameters.tolist(),
            "picture": x.tolist(),
            "label": label,
            "rate": rate,
        },
    )
    start = mlp.parameters.astype(float)
    assert told["cost"] == pytest.approx(costs(mlp, start, x, label), rel=1e-5)
    along = (told["moved"] - start) / -rate
    weights = -np.concatenate([np.ravel(each) for each in told["weights"]])
    np.testing.assert_allclose(along[: len(weights)], weights, atol=2e-4)
    for way in RNG.standard_normal((3, len(start))) * (RNG.random((3, len(start))) > 0.5):
        assert along @ way == pytest.approx(slope(mlp, x, label, way), rel=5e-3, abs=2e-3)
    assert told["after"] == pytest.approx(costs(mlp, start - rate * along, x, label), rel=1e-5)
    assert told["after"] < min(told["astray"])
    assert told["steepness"] == pytest.approx(along @ along, rel=1e-3)
    assert told["undone"] == told["cost"]
    if told["terms"]:
        assert sum(each["wish"] for each in told["terms"]) == pytest.approx(
            told["layers"][-2][2], rel=1e-5
        )
    # An activation of the last layer before the outputs, moved by hand.
    held, near = mlp.forward(x.astype(np.float32)[None]), 1e-4
    before = held.a[-2][0].astype(float)
    tail = MLP.from_arrays(mlp.weights[-1:], mlp.biases[-1:], output=output)
    for index in range(min(5, len(before))):
        step = near * np.eye(len(before))[index]
        up, down = (costs(tail, tail.parameters, before + each * step, label) for each in (1, -1))
        wish = told["layers"][-2][index]
        assert -(up - down) / (2 * near) == pytest.approx(wish, rel=1e-3, abs=1e-5)


def test_what_is_shown_adds_up(page) -> None:
    settle(page)
    outputs = piece(page, "outputs").locator("tr").all_inner_texts()
    is_, squares = np.array([numbers(row) for row in outputs]).T
    x = np.array(page.evaluate("[...lesson.drawing.picture]"), np.float32)
    mlp = load_network(SHIPPED_NETWORK).mlp
    np.testing.assert_allclose(is_, mlp.forward(x[None]).output[0], atol=6e-4)
    cost = cost_of(page)
    assert round(squares.sum(), 3) == cost
    # The second best is asked for at first; whoever chooses gets what they chose.
    chosen = int(page.locator("[name=wishes-wanted]:checked").get_attribute("value"))
    assert chosen == np.argsort(-is_, kind="stable")[1]
    page.locator("[name=wishes-wanted][value='7']").check()
    expect(piece(page, "outputs").locator("tr").nth(7).locator("td").nth(2)).to_have_text("1")
    for layer in (2, 1, 0):
        piece(page, "layer").select_option(str(layer))
        settle(page)
        shown = piece(page, "terms").locator("tr").all_inner_texts()
        rows, total = shown[1:-1], shown[-1]
        terms = [numbers(row)[-1] for row in rows if numbers(row)]
        places = len(re.search(r"\.(\d+)$", total)[1])
        assert round(sum(terms), places) == numbers(total)[-1]


def test_a_step_is_granted_and_taken_back(page) -> None:
    before = cost_of(page)
    page.get_by_role("button", name="Run backwards").click()
    expect(page.locator("[data-stage='3']")).to_have_attribute("aria-pressed", "true")
    piece(page, "do").focus()
    page.keyboard.press("Enter")
    after = cost_of(page)
    row = numbers(piece(page, "results").locator("tbody tr").first.inner_text())
    assert row == [before, after]
    expect(piece(page, "done")).to_contain_text("fell" if after < before else "rose")
    assert axe(page, within="[data-figure=wishes]") == []
    piece(page, "undo").click()
    assert cost_of(page) == before
    expect(piece(page, "results")).to_be_hidden()


def test_a_blank_pad_asks_for_a_digit(page) -> None:
    page.evaluate("lesson.drawing.put(new Float32Array(784))")
    expect(piece(page, "blank")).to_be_visible()
    assert piece(page, "do").is_disabled()
    piece(page, "sample").click()
    expect(piece(page, "blank")).to_be_hidden()
    assert cost_of(page) > 0


@pytest.mark.parametrize("sizes", [(784, 8, 10), (784, 10), (784, 12, 11, 9, 10)])
def test_other_networks_have_buttons_of_their_own(sizes: tuple[int, ...]) -> None:
    mlp = MLP.random(sizes)
    template = _environment(Text(language("en"))).get_template("figures/wishes.html.j2")
    stages = re.findall(r'data-stage="(\d)"', template.render(mlp=mlp, called=class_name))
    assert stages == [str(k) for k in range(len(sizes))]
