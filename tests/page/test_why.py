"""Why this answer, and not another: the list adds up, and what is erased is really tried."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from network.digits.sources import own_digits
from network.model.mlp import MLP
from network.questions.attribution import WhyNot, order_of_turning, without
from network.questions.examples import Example
from page.data.trial_digits import TRIAL_DIGITS, TRIAL_SEED
from scenes.script.adding_up import rounded_to_add_up
from tests.page.browsing import axe, made, none, settle

#: What the page says of a digit and two answers, without its figure.
ASKED = """([x, answer, rival, count]) => {
  const {effectsOf, turningOrder, turnedByChance, drawsFrom} = lesson.tools, {network} = lesson;
  return {
    effects: [...effectsOf(network, x, answer, rival)],
    order: turningOrder(network, x, answer, rival, 40),
    turned: turnedByChance(network, x, count, 1000, drawsFrom(1)),
  };
}"""

#: Puts a digit on the pad, and waits: a figure asks a frame later, and tells the rest when nothing
#: has changed for a while. A timer that was set before ours, for a shorter time, is over before it.
PUT = """async (ink) => {
  const frame = () => new Promise(requestAnimationFrame);
  lesson.drawing.put(ink);
  await frame();
  await frame();
  await new Promise((over) => setTimeout(over, 160));
}"""


@pytest.fixture
def page(visit) -> Page:
    page = visit(reduced_motion=True)
    page.evaluate("lesson.begin('why')")
    # What nobody sees waits.
    page.locator("[data-figure=why]").scroll_into_view_if_needed()
    settle(page)
    return page


def piece(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure=why] [data-part={name}]")


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, whatever minus they are written with."""
    found = re.findall(r"[+\N{MINUS SIGN}-]?\d+(?:\.\d+)?", text.replace(",", ""))
    return [float(each.replace("\N{MINUS SIGN}", "-")) for each in found]


def put(page: Page, example: Example) -> None:
    """Put a digit on the pad, and wait until the figure has said all that there is to say of it."""
    page.evaluate(PUT, example.pixels.tolist())


def left(page: Page, example: Example) -> np.ndarray:
    """Return the digit as it is left, by the rings around what is gone."""
    ringed = piece(page, "ink").evaluate(
        """(canvas) => {
          const copy = new OffscreenCanvas(canvas.width, canvas.height)
            .getContext("2d", {willReadFrequently: true});
          copy.drawImage(canvas, 0, 0);
          const {data} = copy.getImageData(0, 0, canvas.width, canvas.height), found = [];
          copy.fillStyle = getComputedStyle(canvas).getPropertyValue("--accent").trim();
          copy.fillRect(0, 0, 1, 1);
          const accent = copy.getImageData(0, 0, 1, 1).data.join();
          for (let at = 0; at < 784; at++) {
            const pixel = 4 * (canvas.width * (12 * Math.floor(at / 28) + 6) + 12 * (at % 28) + 3);
            if (data.slice(pixel, pixel + 4).join() === accent) found.push(at);
          }
          return found;
        }"""
    )
    return without(example.pixels, ringed)


def check_outcome(page: Page, mlp: MLP, example: Example, rest: np.ndarray) -> None:
    """Compare what the figure shows of a rubbed digit with numpy's."""
    forward, gone = mlp.forward(rest), int((example.pixels > 0).sum() - (rest > 0).sum())
    expect(piece(page, "verdict")).to_contain_text(re.compile(rf"^{gone} of "))
    settle(page)
    rows = [numbers(text) for text in page.locator(".why .output .unseen").all_inner_texts()]
    for digit, before, now in rows:
        assert before == pytest.approx(example.forward.output[int(digit)], abs=0.0051)
        assert now == pytest.approx(forward.output[int(digit)], abs=0.0051)
    assert {example.answer, int(forward.answer)} <= {int(digit) for digit, *_ in rows}
    told = piece(page, "verdict").inner_text()
    if forward.answer == example.answer:
        assert f"still {example.answer}" in told
    else:
        assert f"the answer changed: {forward.answer}," in told
    assert "1,000 times" in piece(page, "control").inner_text()


def test_effects_and_order_are_those_of_the_films(tools, subject, mlp) -> None:
    for asked in (*subject.samples[3:5], subject.digits.telling_mistake()):
        why, x = WhyNot(subject.digits, asked), asked.pixels
        rival, order = why.rival, why.turning
        told = made(tools, ASKED, [x.tolist(), asked.answer, rival, len(order)])
        exact = mlp.astype(np.float64)
        lead = _lead(exact, x, asked.answer, rival)
        effects = [
            lead - _lead(exact, without(x, [k]), asked.answer, rival) if x[k] else 0
            for k in range(x.size)
        ]
        assert np.allclose(told["effects"], effects, atol=1e-6)
        assert told["order"]["order"][: len(order)] == order_of_turning(
            exact, Example(x, asked.label, exact.forward(x)), rival
        )
        assert told["order"]["turnedAt"] == (len(order) if why.turns else None)
        assert told["turned"] == pytest.approx(why.turned_by_chance(1000), abs=60)


def _lead(mlp: MLP, x: np.ndarray, answer: int, rival: int) -> float:
    z = mlp.forward(x).z[-1]
    return float(z[answer] - z[rival])


def test_terms_are_the_networks_and_add_up_as_shown(page, subject, mlp) -> None:
    asked = subject.samples[4]
    put(page, asked)
    for rival in (asked.runner_up, (asked.answer + 5) % 10):
        page.locator(f".why .rivals [data-digit='{rival}']").click()
        question = f"Read as {asked.answer}. Why not {rival}?"
        expect(piece(page, "question")).to_have_text(question)
        difference = mlp.weights[-1][asked.answer] - mlp.weights[-1][rival]
        terms = [*(difference * asked.forward.a[-2])]
        terms.append(mlp.biases[-1][asked.answer] - mlp.biases[-1][rival])
        lead = _lead(mlp, asked.pixels, asked.answer, rival)
        rows = [numbers(text)[-1] for text in piece(page, "terms").locator("tr").all_inner_texts()]
        assert sorted(rows) == pytest.approx(sorted(rounded_to_add_up(terms, 2, lead)))
        mine, theirs, shown = numbers(piece(page, "total").inner_text())[-3:]
        assert sum(rows) == pytest.approx(shown) == pytest.approx(lead, abs=0.0051)
        assert mine - theirs == pytest.approx(shown)
    named = piece(page, "terms").locator("th").all_inner_texts()
    sizes = np.abs(np.array(terms[:-1]))
    assert [int(numbers(name)[0]) for name in named[:-1]] == sizes.argsort()[::-1].tolist()


def test_what_is_erased_is_tried(page, subject, mlp) -> None:
    asked = subject.samples[4]
    order = order_of_turning(mlp, asked, asked.runner_up)
    put(page, asked)
    assert int(piece(page, "many").input_value()) == len(order)
    piece(page, "best").click()
    check_outcome(page, mlp, asked, without(asked.pixels, order))
    assert np.array_equal(left(page, asked), without(asked.pixels, order))
    none(axe(page, within="[data-figure=why]"))

    piece(page, "many").press("Home")
    piece(page, "many").press("ArrowRight")
    expect(piece(page, "manyTold")).to_contain_text("Pixels to erase: 2.")
    piece(page, "random").click()
    expect(piece(page, "verdict")).to_contain_text(re.compile(r"^2 of "))
    settle(page)
    assert np.count_nonzero(left(page, asked)) == np.count_nonzero(asked.pixels) - 2

    piece(page, "back").click()
    expect(piece(page, "verdict")).to_contain_text("Nothing is erased yet")
    expect(piece(page, "back")).to_be_disabled()


def test_ink_is_rubbed_out_by_mouse_and_keyboard(page, subject, mlp) -> None:
    asked = subject.samples[4]
    put(page, asked)
    piece(page, "ink").scroll_into_view_if_needed()
    box = piece(page, "ink").bounding_box()
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.52 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.52 * box["height"], steps=5)
    page.mouse.up()
    expect(piece(page, "verdict")).not_to_contain_text("Nothing")
    settle(page)
    rest = left(page, asked)
    assert 0 < np.count_nonzero(asked.pixels) - np.count_nonzero(rest) < 40
    check_outcome(page, mlp, asked, rest)

    piece(page, "back").click()
    pixel = int(asked.pixels.argmax())
    pad = piece(page, "pad")
    pad.focus()
    for key, times in (("ArrowDown", pixel // 28 - 13), ("ArrowRight", pixel % 28 - 13)):
        opposite = {"ArrowDown": "ArrowUp", "ArrowRight": "ArrowLeft"}[key]
        for _ in range(abs(times)):
            pad.press(key if times > 0 else opposite)
    place = f"Row {pixel // 28}, column {pixel % 28}"
    expect(piece(page, "cellTold")).to_contain_text(f"{place}: ink 1.00, for the lead")
    pad.press(" ")
    expect(piece(page, "cellTold")).to_have_text(f"{place}: erased")
    check_outcome(page, mlp, asked, without(asked.pixels, [pixel]))


def test_a_misread_digit_is_asked_why_it_is_not_its_label(page, mlp) -> None:
    digits = own_digits(TRIAL_DIGITS, TRIAL_SEED)
    answers = mlp.forward(digits.pixels).answer
    first = int(np.flatnonzero(answers != digits.labels)[0])
    page.get_by_role("group", name="Why this answer").get_by_text("One it misreads").click()
    answer, label = answers[first], digits.labels[first]
    told = f"Drawn as {label}, read as {answer}. Why not {label}?"
    expect(piece(page, "question")).to_have_text(told)
    page.evaluate(PUT, [0] * 784)
    expect(piece(page, "question")).to_have_text("Draw a digit on the pad, or take one of these.")
    expect(piece(page, "best")).to_be_disabled()
