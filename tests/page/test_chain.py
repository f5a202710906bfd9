"""The chain: slopes by the chain rule, products that are what a real nudge gives, all by hand."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from network.measured.chain import Chain
from network.measured.study import study_file
from network.questions.chain import ChainReading, read_chain
from page.data.chain import chain
from page.subject import Subject
from tests.page.browsing import axe, settle

#: What the page's own code makes of a chain.
ASKED = """(chain) => {
  const {readChain, chainSlope, chainFactors, chainPath, chainQuotient} = lesson.tools;
  const nodes = ["w", "b"].flatMap((kind) => [0, 1, 2].map((k) => [kind, k])).concat([["a", 0]]);
  const reading = readChain(chain);
  return {...reading, along: nodes.map((node) => ({
    node, slope: chainSlope(chain, node), factors: chainFactors(reading, chainPath(node, 3)),
    tried: [0.1, 1e-3, 1e-6].map((by) => chainQuotient(chain, node, by)),
  }))};
}"""


@pytest.fixture(scope="module")
def known() -> dict:
    return chain(Subject())


@pytest.fixture
def page(visit) -> Page:
    page = visit(at="#calculus")
    page.evaluate("lesson.begin('chain')")
    page.locator("[data-figure=chain][data-begun='']").wait_for()
    return page


def piece(page: Page, name: str):
    return page.locator(f"[data-figure=chain] [data-part={name}]")


def value(page: Page, name: str) -> float:
    settle(page)
    return float(piece(page, name).inner_text().replace("−", "-"))


def last_of(page: Page, name: str) -> list[float]:
    """Return the numbers in a row of the product."""
    settle(page)
    cells = piece(page, name).locator("td").all_inner_texts()
    return [float(each.replace("−", "-")) for each in cells if re.search(r"\d", each)]


def reading_of(known: dict) -> ChainReading:
    return read_chain(Chain.load(study_file(Chain.name)).mlp, known["ink"], known["wanted"])


def test_slopes_are_the_products_of_their_factors(tools, known) -> None:
    reading = reading_of(known)
    told = tools.evaluate(ASKED, known)
    for name in ("a", "z", "cost"):
        np.testing.assert_allclose(told[name], getattr(reading, name), rtol=1e-13)
    for each in told["along"]:
        kind, place = each["node"]
        assert each["slope"] == pytest.approx(reading.slope(kind, place), rel=1e-12)
        np.testing.assert_allclose(each["factors"], reading.factors(kind, place), rtol=1e-12)
        changes = [(reading.nudged(kind, place, by).cost - reading.cost) / by for by in (0.1, 1e-3)]
        np.testing.assert_allclose(each["tried"][:2], changes, rtol=1e-9)
        assert each["tried"][2] == pytest.approx(each["slope"], rel=1e-3)


def test_what_is_shown_is_the_chain(page, known) -> None:
    reading = reading_of(known)
    assert value(page, "C") == round(reading.cost, 4)
    assert last_of(page, "factors") == pytest.approx(
        [reading.slope("w", 2), *reading.factors("w", 2)], rel=2e-3
    )
    # By keys: another number, and a smaller nudge, which comes nearer, until digits run out.
    page.get_by_role("radio", name="weight 3").focus()
    page.keyboard.press("ArrowRight")
    assert last_of(page, "factors")[0] == pytest.approx(reading.slope("b", 2), rel=5e-3)
    nudge, away = piece(page, "nudge"), []
    for power in ("1", "6", "12"):
        nudge.fill(power)
        away.append(abs(value(page, "quotient") / reading.slope("b", 2) - 1))
    assert away[1] < 1e-5 < away[0]
    assert away[1] < away[2]
    expect(piece(page, "told")).to_contain_text("rounding")
    nudge.fill("16")
    expect(piece(page, "told")).to_contain_text("nothing moved")
    assert axe(page, within="[data-figure=chain]") == []


def test_every_number_can_be_moved(page, known) -> None:
    slider = page.locator("[data-figure=chain] [data-move=w1]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    moved = float(slider.input_value())
    assert moved > known["w"][1]
    assert value(page, "w1") == round(moved, 2)
    want = page.evaluate(ASKED, {**known, "w": [known["w"][0], moved, known["w"][2]]})
    assert value(page, "C") == round(want["cost"], 4)
    page.locator("[name=chain-wanted][value='0']").check()
    assert value(page, "C") == round(want["a"][3] ** 2, 4)
    page.locator("[data-figure=chain] [data-move=a0]").fill("0.5")
    assert value(page, "a0") == 0.5
    piece(page, "reset").click()
    assert value(page, "C") == round(reading_of(known).cost, 4)
    assert piece(page, "reset").is_disabled()


def test_a_number_can_be_pulled_sideways(page) -> None:
    number, before, cost = piece(page, "w2"), value(page, "w2"), value(page, "C")
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    assert value(page, "w2") == pytest.approx(before + 60 * 60 / 1200, abs=0.02)  # -30 to 30
    page.mouse.up()
    page.mouse.move(x + 120, y)
    assert value(page, "w2") == pytest.approx(before + 3, abs=0.02)
    assert value(page, "C") != cost


def test_it_fits_a_phone_in_the_dark(visit) -> None:
    page = visit(at="#calculus", theme="dark", size=(360, 700))
    page.locator("[data-figure=chain][data-begun='']").wait_for()
    page.get_by_role("radio", name="weight 1").check()
    settle(page)
    wide = "[...document.querySelectorAll('.chain, .chain *')].filter((e) => !e.closest('math'))"
    right = page.evaluate(f"Math.max(...{wide}.map((e) => e.getBoundingClientRect().right))")
    assert right <= 360
