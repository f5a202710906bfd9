"""The training played back: what was packed is what was recorded, and the figure shows it."""

import base64
import re
import zlib

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from network.model.mlp import MLP
from network.training.playback import Playback
from page.build import _environment
from page.data.training import ROOM, training
from page.subject import Subject
from page.text import Text
from scenes.script.languages import SOURCE
from tests.page.browsing import axe, made, none

#: All parameters at some moments, as the page has them.
ASKED = """async (clocks) => {
  const film = await lesson.tools.Recorded.from(await lesson.later("training"), lesson.network);
  return clocks.map((clock) => {
    const {network, ...told} = film.at(clock);
    return {...told, parameters: [...network.parameters]};
  });
}"""


@pytest.fixture(scope="module")
def playback(subject) -> Playback:
    return subject.playback


@pytest.fixture(scope="module")
def packed(subject) -> dict:
    return training(subject)


@pytest.fixture
def page(visit) -> Page:
    page = visit(at="#played-back", reduced_motion=True)
    page.evaluate("lesson.begin('playback')")
    return page


def piece(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure=playback] [data-part={name}]")


def bytes_in(text: str) -> np.ndarray:
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)


def unpacked(packed: dict) -> np.ndarray:
    """Return all snapshots but the last, shape (n - 1, parameters)."""
    start = bytes_in(packed["start"]).view("<f4").astype(np.float64)
    units = np.concatenate([np.full(count, unit) for count, unit in packed["fineness"]])
    low, high = bytes_in(packed["changes"]).reshape(2, -1, len(start)).astype(int)
    unsigned = low + 256 * high
    change = (unsigned >> 1) ^ -(unsigned & 1)
    return np.concatenate([[start], (np.rint(start / units) + change.cumsum(axis=0)) * units])


def recorded(playback: Playback, packed: dict) -> list[MLP]:
    """Return the networks that were recorded at the moments that were packed."""
    return [playback.network(int(np.searchsorted(playback.clocks, c))) for c in packed["clocks"]]


def test_what_is_packed_answers_as_what_was_recorded(subject, playback, packed) -> None:
    pixels, mlp = subject.digits.digits.pixels[:300], subject.network.mlp
    real, told = recorded(playback, packed), unpacked(packed)
    assert packed["clocks"][0] == 0
    assert packed["clocks"][-1] == 1
    assert len(real) == len(told) + 1 >= 40
    assert np.array_equal(told[0], real[0].parameters)
    errors, agree = [], []
    for one, parameters in zip(real, told, strict=False):
        other = mlp.with_parameters(parameters.astype(np.float32)).forward(pixels)
        one = one.forward(pixels)
        errors.append(max(np.abs(a - b).max() for a, b in zip(one.a, other.a, strict=True)))
        agree.append(np.mean(one.answer == other.answer))
    assert errors[0] == 0
    assert max(errors) < 0.03
    assert np.mean(agree) > 0.995


def test_it_needs_little_room(packed) -> None:
    assert len(packed["changes"]) <= ROOM
    assert sum(map(len, map(str, packed.values()))) < 700_000


def test_the_page_knows_every_moment(tools, playback, packed) -> None:
    kept, told = packed["clocks"], unpacked(packed)
    between = 0.25 * kept[30] + 0.75 * kept[31]
    start, snapshot, middle, end = made(tools, ASKED, [0, kept[30], between, 1])
    assert np.array_equal(np.float32(start["parameters"]), playback.network(0).parameters)
    assert np.array_equal(np.float32(end["parameters"]), playback.mlp.parameters)
    assert np.array_equal(np.float32(snapshot["parameters"]), np.float32(told[30]))
    wanted = 0.25 * told[30] + 0.75 * told[31]
    np.testing.assert_allclose(middle["parameters"], wanted, rtol=0, atol=1e-5)
    moment = playback.at(between)
    assert middle["step"] == pytest.approx(moment.step)
    at_kept = [playback.at(kept[k]) for k in (30, 31)]
    assert middle["accuracy"] == pytest.approx(
        np.average([m.accuracy for m in at_kept], weights=[1, 3])
    )
    assert end["accuracy"] == pytest.approx(playback.at(1).accuracy, abs=1e-4)
    assert start["cost"] == pytest.approx(playback.at(0).cost, abs=1e-4)


def test_the_keyboard_goes_through_the_training(page, subject, playback) -> None:
    digit = subject.samples[3]
    page.evaluate("(ink) => lesson.drawing.put(ink)", digit.pixels.tolist())
    slider = piece(page, "clock")
    slider.focus()
    for key, clock in (("End", 1), ("Home", 0)):
        page.keyboard.press(key)
        moment = playback.at(clock)
        expect(piece(page, "step")).to_contain_text(f"After {moment.step:,.0f} of")
        answer = moment.mlp.forward(np.float32(page.evaluate("[...lesson.drawing.picture]"))).answer
        expect(piece(page, "then").locator("[data-part=answer]")).to_have_text(str(answer))
        expect(piece(page, "accuracy").locator("strong")).to_have_text(f"{moment.accuracy:.1%}")
        expect(piece(page, "cost").locator("strong")).to_have_text(f"{moment.cost:.3f}")
    page.keyboard.press("ArrowRight")
    told = re.compile(r"After 0 of .* cost [1-4]\.\d{3}")
    expect(slider).to_have_attribute("aria-valuetext", told)
    none(axe(page, within="[data-figure=playback]"))


def test_it_plays_and_pauses_and_a_chart_leads_anywhere(visit, playback) -> None:
    page = visit(at="#played-back", theme="dark")
    play, slider = piece(page, "play"), piece(page, "clock")
    play.click()
    expect(slider).not_to_have_js_property("value", "0")
    play.click()
    expect(play).to_have_text("Play")
    expect(piece(page, "live")).to_contain_text("read correctly, cost")
    expect(slider).to_have_attribute("aria-valuetext", piece(page, "live").inner_text())
    halted = slider.input_value()
    room = piece(page, "cost").locator("[data-part=room]")
    room.scroll_into_view_if_needed()
    assert slider.input_value() == halted
    room.click(position={"x": 0.8 * room.bounding_box()["width"], "y": 10})
    led = "(slider) => Math.abs(Number(slider.value) - 0.8) < 0.01"
    page.wait_for_function(led, arg=slider.element_handle())
    piece(page, "view").locator("canvas").first.wait_for()


@pytest.mark.parametrize("name", ["784-8-10 relu", "784-10"])
def test_other_networks_are_played_back(visit_other, models, name, alone) -> None:
    alone.setenv("LECTURE_MODEL", str(models[name]))
    page = visit_other(name)
    page.evaluate("lesson.begin('playback')")
    piece(page, "clock").focus()
    page.keyboard.press("End")
    playback = Subject().playback
    right = f"{playback.at(1).accuracy:.1%}"
    expect(piece(page, "accuracy").locator("strong")).to_have_text(right)
    words = "Weights into each output" if name == "784-10" else "first hidden layer"
    expect(page.locator(".playback .learn-pictures")).to_contain_text(words)
    start = made(page, ASKED, [0])[0]
    assert np.array_equal(np.float32(start["parameters"]), playback.network(0).parameters)


def test_a_network_without_a_record_says_so(models, alone, tmp_path) -> None:
    model = tmp_path / "network.npz"
    model.write_bytes(models["784-10"].read_bytes())
    alone.setenv("LECTURE_MODEL", str(model))
    subject = Subject()
    template = _environment(Text(SOURCE)).get_template("figures/playback.html.j2")
    drawn = template.render(subject=subject, mlp=subject.network.mlp)
    assert "Nobody recorded how this network was trained" in drawn
    assert 'data-part="clock"' not in drawn
    assert training(subject) == {}
