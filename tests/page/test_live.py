"""Training in the browser: its gradient is numpy's, it learns, and it can be steered."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from network.model.backprop import Backpropagation, one_hot
from network.model.mlp import MLP, unpack
from network.training.recipe import BY_ACTIVATION
from page.data.practice import SHADES, UNSEEN, practice
from tests.page.browsing import axe, made, none

#: A batch's gradient and a step along it, of networks whose parameters are random.
ASKED = """([networks, images, labels, rate]) => {
  const {networkOf, inkedDigits, benchFor, slopesOfBatch, stepDownhill} = lesson.tools;
  const digits = inkedDigits(Uint8Array.from(images), Uint8Array.from(labels), 15);
  return networks.map(([sizes, activation, parameters]) => {
    const network = networkOf(sizes, activation, Float32Array.from(parameters));
    const bench = benchFor(network), batch = Int32Array.from(labels.keys());
    const told = slopesOfBatch(network, digits, batch, bench);
    const slopes = [...bench.slopes.parameters];
    stepDownhill(network, bench.slopes, rate / batch.length);
    return {...told, slopes, after: [...network.parameters]};
  });
}"""

#: A training without its figure, measured after some steps.
TRAINED = """async ([settings, steps]) => {
  const {inflated, unpackBytes, inkedDigits, TrainingRun} = lesson.tools;
  const data = await lesson.later("practice"), labels = unpackBytes(data.labels);
  const images = await inflated(data.images), full = data.shades - 1;
  const some = (from, to) =>
    inkedDigits(images.subarray(784 * from, 784 * to), labels.subarray(from, to), full);
  const digits = some(data.unseen, labels.length), unseen = some(0, data.unseen);
  const run = new TrainingRun({gain: data.gains[settings.activation], ...settings}, digits, unseen);
  for (let n = 0; n < steps; n++) run.step();
  run.measure();
  return {measured: run.measured, parameters: [...run.network.parameters]};
}"""

READS_MANY = "parseFloat(document.querySelector('.live .accuracy strong').textContent) > 60"

#: Gives a picture another height for a moment.
STRETCHED = "document.querySelector('.live .network-view').style.aspectRatio = 1.5"

#: The share of a canvas that something is drawn on.
COVERED = """(canvas) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((each, at) => at % 4 === 3 && each > 0).length / (data.length / 4);
}"""

#: Notes when a text changes.
NOTE_CHANGES = """(text) => {
  window.told = [];
  const note = () => told.push(performance.now());
  new MutationObserver(note).observe(text, {childList: true, characterData: true, subtree: true});
}"""

SHAPES = [
    ([784, 16, 16, 10], "sigmoid"),
    ([784, 9, 7, 10], "relu"),
    ([784, 8, 10], "tanh"),
    ([784, 10], "sigmoid"),
]


@pytest.fixture
def page(visit) -> Page:
    page = visit(at="#trained-live")
    page.evaluate("lesson.begin('live')")
    return page


def piece(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure=live] [data-part={name}]")


def setting(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure=live] [name={name}]")


def accuracy(page: Page) -> float:
    """Return the share of unseen digits that is read correctly, as it is told."""
    told = re.compile(r"reads ([\d.]+)% of 400 unseen digits")
    expect(piece(page, "told")).to_contain_text(told)
    found = told.search(piece(page, "told").inner_text())
    assert found
    return float(found[1])


def test_the_gradient_and_a_step_are_numpys(tools, subject) -> None:
    digits, rng = subject.digits.digits, np.random.default_rng(7)
    ink, labels = np.rint(digits.images[:10] * (15 / 255)).astype(int), digits.labels[:10]
    networks = [MLP.random(sizes, kind, seed=rng, gain=2) for sizes, kind in SHAPES]
    spread = [rng.normal(0, 0.2, each.parameters.size) for each in networks]
    networks = [
        each.with_parameters((each.parameters + more).astype(np.float64))
        for each, more in zip(networks, spread, strict=True)
    ]
    told = made(
        tools,
        ASKED,
        [
            [[list(each.sizes), each.activation, each.parameters.tolist()] for each in networks],
            ink.ravel().tolist(),
            labels.tolist(),
            0.7,
        ],
    )
    for mlp, found in zip(networks, told, strict=True):
        mlp = mlp.astype(np.float32).astype(np.float64)
        run = Backpropagation.of(mlp, len(labels))
        wanted = run(mlp.weights, mlp.biases, ink / 15, one_hot(labels)).vector
        near = 1e-5 * np.abs(wanted).max()
        np.testing.assert_allclose(found["slopes"], wanted, rtol=1e-4, atol=near)
        after = mlp.parameters - 0.7 / len(labels) * wanted
        np.testing.assert_allclose(found["after"], after, rtol=1e-5, atol=near)
        assert found["cost"] == pytest.approx(run.summed_cost, rel=1e-5)
        assert found["right"] == np.sum(mlp.forward(ink / 15).answer == labels)


def test_a_training_can_be_had_again_and_ends_as_numpy_measures(tools, subject) -> None:
    settings = {"sizes": [784, 16, 16, 10], "activation": "sigmoid", "batch": 10, "rate": 2}
    one, again, other = (
        made(tools, TRAINED, [{**settings, "seed": seed}, steps])
        for seed, steps in ((1, 12), (1, 12), (2, 0))
    )
    assert one == again
    assert [each["step"] for each in one["measured"]][:4] == [0, 1, 2, 3]
    start = unpack(settings["sizes"], np.array(other["parameters"]))
    for weights in start[0]:
        wanted = BY_ACTIVATION["gain"]["sigmoid"] * np.sqrt(2 / sum(weights.shape))
        assert weights.std() == pytest.approx(wanted, rel=0.15)
    assert not np.concatenate(start[1]).any()
    digits = subject.digits.digits
    ink = np.rint(digits.images[:UNSEEN] * ((SHADES - 1) / 255)) / (SHADES - 1)
    mlp = MLP(settings["sizes"], np.array(one["parameters"]))
    right = np.mean(mlp.forward(ink).answer == digits.labels[:UNSEEN])
    assert one["measured"][-1]["right"] == pytest.approx(right, abs=0.003)


def test_it_learns_to_read_what_it_never_saw(page, subject) -> None:
    expect(piece(page, "told")).to_contain_text("A random start reads")
    assert setting(page, "rate").input_value() == "2"
    piece(page, "pace").fill("5")
    expect(piece(page, "paced")).to_have_text("as fast as it can")
    run = piece(page, "run")
    run.click()
    expect(piece(page, "told")).to_contain_text("It is learning")
    page.wait_for_function(READS_MANY, timeout=60_000)
    run.click()
    assert accuracy(page) > 55
    digit = subject.samples[7]
    page.evaluate("(ink) => lesson.drawing.put(ink)", digit.pixels.tolist())
    expect(piece(page, "ours").locator("[data-part=answer]")).to_have_text(str(digit.label))
    expect(piece(page, "yours").locator("[data-part=answer]")).to_have_text(re.compile(r"\d"))
    page.evaluate("lesson.drawing.put(new Float32Array(784))")
    expect(piece(page, "blank")).to_be_visible()
    expect(piece(page, "yours").locator("[data-part=answer]")).to_have_text("–")
    page.get_by_text("What is shown here").last.click()
    expect(piece(page, "about")).to_contain_text("1,600 digits of our own handwriting")
    none(axe(page, within="[data-figure=live]"))


def test_settings_by_keyboard_begin_anew(page) -> None:
    once, told = piece(page, "once"), piece(page, "told")
    once.focus()
    page.keyboard.press("Enter")
    expect(piece(page, "step")).to_contain_text("1 batch, 10 digits")
    setting(page, "activation").select_option("relu")
    expect(told).to_contain_text("A random start reads")
    assert setting(page, "rate").input_value() == "0.2"
    setting(page, "hidden").select_option("")
    expect(piece(page, "view").locator(".count")).to_have_text(["784 pixels", "10"])
    setting(page, "batch").select_option("200")
    setting(page, "seed").fill("5000")
    setting(page, "seed").press("Enter")
    expect(setting(page, "seed")).to_have_value("999")
    setting(page, "rate").select_option("100")
    for _ in range(9):
        page.keyboard.press("Tab")
        if once.evaluate("(it) => it === document.activeElement"):
            break
    for _ in range(8):
        page.keyboard.press("Enter")
    expect(told).to_contain_text("It answers hardly better than guessing")
    expect(told).to_contain_text("Try a smaller learning rate, as 0.2")
    piece(page, "again").click()
    expect(piece(page, "step")).to_contain_text("0 batches")


def test_what_moves_by_itself_moves_rarely_for_who_wants_calm(visit) -> None:
    page = visit(at="#trained-live", reduced_motion=True, theme="dark", size=(360, 640))
    page.evaluate("lesson.begin('live')")
    piece(page, "step").evaluate(NOTE_CHANGES)
    piece(page, "run").click()
    page.wait_for_function("told.length > 2")
    piece(page, "run").click()
    times = page.evaluate("told")
    assert times[2] - times[0] > 700


def test_the_digit_stays_in_the_picture_when_its_height_changes(visit) -> None:
    page = visit(at="#trained-live", reduced_motion=True, size=(700, 640))
    page.evaluate("lesson.begin('live')")
    grid = piece(page, "view").locator(".network-grid")
    for change in ("", STRETCHED):
        page.evaluate(f"new Promise((done) => {{ {change}; setTimeout(done, 400); }})")
        page.wait_for_function(f"(grid) => ({COVERED})(grid) > 0.08", arg=grid.element_handle())


@pytest.mark.parametrize("name", ["784-8-10 relu", "784-10"])
def test_other_networks_have_one_beside_them(visit_other, name) -> None:
    page = visit_other(name)
    page.evaluate("lesson.begin('live')")
    sizes, kind = [*name.split(), "sigmoid"][:2]
    assert setting(page, "hidden").input_value() == ",".join(sizes.split("-")[1:-1])
    assert setting(page, "activation").input_value() == kind
    assert float(setting(page, "rate").input_value()) == BY_ACTIVATION["rate"][kind]
    options = setting(page, "hidden").locator("option").all_inner_texts()
    assert len(options) == len(set(options))
    piece(page, "once").click()
    expect(piece(page, "told")).to_contain_text("After 1 batch it reads")


def test_practice_is_our_own_handwriting(subject) -> None:
    assert len(practice(subject)["images"]) < 333_000
    assert subject.digits.digits.name.startswith("our own handwriting")
