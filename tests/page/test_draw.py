"""The pad: what is drawn on it, by whatever, is read by the network as numpy reads it."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from network.digits.digits import SIDE
from network.handwriting.framing import frame
from network.model.mlp import MLP
from page.placing import read_when_pushed
from page.subject import Subject
from tests.page.browsing import axe, made, none, settle

HELD = """() => ({
    ink: Array.from(lesson.drawing.ink),
    picture: lesson.drawing.picture && Array.from(lesson.drawing.picture),
    a: lesson.drawing.pass && lesson.drawing.pass.a.map((layer) => Array.from(layer)),
    framed: document.querySelector(".draw [role=switch]").checked,
    answer: document.querySelector(".draw [data-part=answer]").textContent,
    outputs: [...document.querySelectorAll(".draw [data-value]")].map((each) => each.textContent),
})"""

#: A 7, as places on the pad from 0 to 1.
SEVEN = [(0.3, 0.22), (0.72, 0.22), (0.6, 0.5), (0.45, 0.82)]


def opened(visit, **how) -> Page:
    """Open the page, without animation."""
    page = visit(**{"reduced_motion": True, **how})
    page.evaluate("lesson.begin('draw')")
    return page


def places(page: Page, spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return places on the pad as places in the window."""
    page.locator(".pad").scroll_into_view_if_needed()
    box = page.locator(".pad canvas").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in spots]


def draw(page: Page, spots: list[tuple[float, float]]) -> None:
    """Draw a stroke by mouse."""
    first, *others = places(page, spots)
    page.mouse.move(*first)
    page.mouse.down()
    for each in others:
        page.mouse.move(*each, steps=4)
    page.mouse.up()


def held_by(page: Page) -> dict[str, Any]:
    """Return what the pad holds, and what is shown of it, once it is shown."""
    settle(page)
    return made(page, HELD)


def check_reading(page: Page, mlp: MLP) -> int:
    """Compare what the page holds with numpy's; return the answer that it shows."""
    held = held_by(page)
    ink = np.array(held["ink"]).reshape(SIDE, SIDE)
    if held["framed"]:
        assert np.array_equal(np.rint(np.array(held["picture"]) * 255), frame(ink).ravel())
    else:
        assert held["picture"] == held["ink"]
    expected = mlp.forward(np.array(held["picture"]))
    for here, there in zip(held["a"], expected.a, strict=True):
        assert np.allclose(here, there, rtol=0, atol=1e-5)
    assert int(held["answer"]) == expected.answer
    assert np.allclose([float(text) for text in held["outputs"]], expected.output, atol=0.0051)
    return int(held["answer"])


def test_a_mouse_draws_and_everything_can_be_taken_back(visit, mlp) -> None:
    page = opened(visit)
    # A digit is there from the start; the first stroke takes its place.
    opening = held_by(page)["ink"]
    assert check_reading(page, mlp) in range(10)
    draw(page, SEVEN)
    assert check_reading(page, mlp) == 7
    expect(page.locator(".draw [data-part=live]")).to_contain_text("Answer: 7")
    drawn = held_by(page)["ink"]
    assert max(drawn) == 1
    assert np.count_nonzero(drawn) < 0.2 * SIDE**2

    page.locator(".draw").get_by_role("button", name="Eraser").click()
    draw(page, [(0.25, 0.22), (0.6, 0.22)])
    erased = np.array(held_by(page)["ink"])
    assert (erased <= np.array(drawn) + 1e-9).all()
    assert erased.sum() < 0.8 * np.sum(drawn)
    page.locator(".draw").get_by_role("button", name="Eraser").click()

    page.locator(".draw").get_by_role("button", name="Clear").click()
    held = held_by(page)
    assert held["picture"] is None
    assert held["answer"] == "–"
    assert set(held["outputs"]) == {""}
    assert page.locator(".draw [data-part=sure]").inner_text() == "Draw a digit."
    for before in (erased.tolist(), drawn, opening):
        page.locator(".draw").get_by_role("button", name="Undo").click()
        assert held_by(page)["ink"] == before


def test_samples_are_read_and_a_push_is_harmless_only_in_mnists_form(visit, mlp) -> None:
    page, samples = opened(visit), Subject().samples
    for each in samples:
        page.locator(".draw").get_by_role("button", name=f"Our {each.label}").click()
        assert check_reading(page, mlp) == each.answer
        assert np.allclose(held_by(page)["ink"], each.pixels)
    page.locator(".draw").get_by_role("button", name="Our 3").click()
    before = held_by(page)
    page.locator(".draw").get_by_role("button", name="Push").click()
    pushed = held_by(page)
    assert pushed["ink"] != before["ink"]
    assert pushed["picture"] == before["picture"]
    page.locator(".draw").get_by_role("switch").click()
    assert not page.locator(".draw").get_by_role("switch").is_checked()
    check_reading(page, mlp)
    ink = np.array(pushed["ink"]).reshape(SIDE, SIDE)
    assert np.sum(ink) == pytest.approx(np.sum(before["ink"]))
    assert (
        np.argwhere(ink).min(axis=0).tolist()
        < np.argwhere(np.array(before["ink"]).reshape(SIDE, SIDE)).min(axis=0).tolist()
    )


def test_what_is_said_about_the_corner_was_measured(tools) -> None:
    subject = Subject()
    told = read_when_pushed(subject.network.mlp, subject.digits.digits)
    pictures = subject.digits.digits.pixels.reshape(-1, SIDE, SIDE)
    right, whole = [], 0
    for picture, label in zip(pictures, subject.digits.digits.labels, strict=True):
        moved = np.roll(picture, (-told.by, -told.by), axis=(0, 1))
        if moved[SIDE - told.by :].any() or moved[:, SIDE - told.by :].any():
            continue
        whole += 1
        right.append(subject.network.mlp.forward(moved.ravel()).answer == label)
    assert (told.count, told.after) == (whole, pytest.approx(np.mean(right)))
    assert f"{told.after:.1%} pushed" in tools.locator(".draw-form").inner_text()


def test_a_keyboard_draws(visit, mlp) -> None:
    page = opened(visit)
    page.locator(".draw").get_by_role("button", name="Clear").click()
    page.locator(".pad").focus()
    press = page.keyboard.press
    for key in ["ArrowUp"] * 8:
        press(key)
    expect(page.locator(".draw [data-part=live]")).to_have_text("Row 5, column 13")
    page.keyboard.down("Shift")
    for key in ["ArrowDown"] * 17:
        press(key)
    page.keyboard.up("Shift")
    ink = np.array(held_by(page)["ink"]).reshape(SIDE, SIDE)
    assert (ink[5:23, 13] == 1).all()
    assert check_reading(page, mlp) == 1
    press("ArrowRight")
    press("ArrowRight")
    press("ArrowRight")
    press(" ")
    inked = np.array(held_by(page)["ink"]).reshape(SIDE, SIDE)
    assert inked[22, 16] == 1
    press("Delete")
    assert np.array(held_by(page)["ink"]).reshape(SIDE, SIDE)[22, 16] == 0
    press("Control+z")
    press("Control+z")
    press("Control+z")
    assert held_by(page)["picture"] is None


def test_a_finger_draws_and_the_page_stays_where_it_is(visit, mlp) -> None:
    page = opened(visit, touch=True, size=(360, 640), theme="dark")
    spots = places(page, SEVEN)
    at = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        known = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": known})

    touch("touchStart", spots[0])
    for (x0, y0), (x1, y1) in pairwise(spots):
        for share in (0.25, 0.5, 0.75, 1):
            touch("touchMove", (x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
    touch("touchEnd")
    page.wait_for_function("document.querySelector('.draw [data-part=live]').textContent")
    assert check_reading(page, mlp) == 7
    assert page.evaluate("scrollY") == at
    none(axe(page, within="#draw"))


def test_a_digit_writes_itself_and_gives_way(visit, mlp) -> None:
    """Where motion is welcome; what is pressed last is what is there in the end."""
    page, samples = visit(), Subject().samples
    page.evaluate("lesson.begin('draw')")
    page.evaluate(
        "[2, 6].forEach((digit) => document.querySelector(`[data-sample='${digit}']`).click())"
    )
    told = "document.querySelector('.draw [data-part=live]').textContent"
    page.wait_for_function(told)
    assert np.allclose(held_by(page)["ink"], samples[6].pixels)
    assert check_reading(page, mlp) == samples[6].answer
    page.evaluate("document.querySelector('[data-sample=\"2\"]').click()")
    page.locator(".draw").get_by_role("button", name="Clear").click()
    page.wait_for_timeout(300)
    assert held_by(page)["picture"] is None
