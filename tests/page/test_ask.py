"""Neurons and connections tell their numbers: numpy's, and such that add up as they are written."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from network.model.mlp import MLP, ForwardPass
from network.training.stored import load_network
from page.subject import Subject
from tests.page.browsing import axe, made, none, settle

SUMS = """([picture, count]) => lesson.network.sizes.slice(1).flatMap((neurons, step) => {
    const pass = lesson.forward(picture);
    return Array.from({ length: neurons }, (_, index) =>
        lesson.tools.sumAsShown(lesson.network, pass, step + 1, index, count));
})"""


@pytest.fixture(scope="module")
def subject() -> Subject:
    return Subject()


def opened(visit, subject: Subject, sample: int, **how) -> tuple[Page, MLP, ForwardPass]:
    """Open the page with one of our digits on the pad; return what the network makes of it."""
    page = visit(**{"reduced_motion": True, **how})
    page.evaluate("lesson.begin('ask')")
    page.locator(f"[data-sample='{sample}']").click()
    # What comes into sight only now tells what was drawn meanwhile, with new buttons.
    page.locator(".ask").scroll_into_view_if_needed()
    for _ in range(2):
        settle(page)
    mlp = subject.network.mlp
    picture = np.array(page.evaluate("Array.from(lesson.drawing.picture)"), np.float32)
    return page, mlp, mlp.forward(picture)


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, in their order."""
    return [
        float(each.replace("\N{MINUS SIGN}", "-")) for each in re.findall(r"[+−]?\d+\.\d+", text)
    ]


def part(page: Page, name: str):
    return page.locator(f".ask [data-part='{name}']")


def ask(page: Page, layer: int, index: int) -> None:
    page.evaluate(
        "(pick) => lesson.tools.askAbout(pick)", {"kind": "neuron", "layer": layer, "index": index}
    )


def test_sums_add_up_as_they_are_written(tools, subject) -> None:
    mlp, picture = subject.network.mlp, subject.samples[3].pixels
    passed = mlp.forward(picture)
    sums = made(tools, SUMS, [picture.tolist(), 8])
    assert len(sums) == sum(mlp.sizes[1:])
    for told, z, bias in zip(
        sums, np.concatenate(passed.z), np.concatenate(mlp.biases), strict=True
    ):
        assert told["sum"] == pytest.approx(z, abs=0.0051)
        assert told["bias"] == pytest.approx(bias, abs=0.011)
        assert told["incoming"] + told["bias"] == pytest.approx(told["sum"], abs=1e-9)
        assert sum(told["shown"]) + told["rest"] == pytest.approx(told["incoming"], abs=1e-9)
        carried = [abs(each["carried"]) for each in told["terms"]]
        assert carried == sorted(carried, reverse=True)
        assert np.allclose(told["shown"], [each["carried"] for each in told["terms"]], atol=0.011)


def test_a_neuron_tells_its_sum_and_leads_on_to_its_connections(visit, subject) -> None:
    page, mlp, passed = opened(visit, subject, 3, theme="dark")
    first = int(passed.a[1].argmax())
    ask(page, 1, first)
    assert part(page, "name").inner_text() == f"Hidden layer 1, neuron {first}"
    incoming, bias, z, activation = numbers(part(page, "story").inner_text())
    assert (z, activation) == pytest.approx((passed.z[0][first], passed.a[1][first]), abs=0.0051)
    assert incoming + bias == pytest.approx(z, abs=1e-9)
    assert part(page, "formula").locator("math").count() == 4
    shown = numbers(part(page, "formula").inner_text().replace("\N{MINUS SIGN}\n", "−"))
    assert shown[-2:] == [z, activation]

    terms = mlp.weights[0][first] * passed.a[0]
    rows = part(page, "into-rows").locator("li")
    largest = int(np.abs(terms).argmax())
    row, column = divmod(largest, 28)
    assert f"row {row}, column {column}" in rows.first.inner_text()
    assert numbers(rows.first.inner_text()) == pytest.approx(
        [mlp.weights[0][first, largest], passed.a[0][largest], terms[largest]], abs=0.011
    )
    told = [numbers(each)[-1] for each in rows.all_inner_texts()]
    assert sum(told[:-1]) == pytest.approx(told[-1], abs=1e-9)
    assert told[-1] == z

    rows.first.get_by_role("button").click()
    expect(part(page, "name")).to_be_focused()
    ends = [part(page, end).inner_text() for end in ("from", "to")]
    assert ends == [
        f"Pixel in row {row}, column {column}",
        f"Hidden layer 1, neuron {first}",
    ]
    values = [
        numbers(part(page, f"edge-{name}").inner_text())[0]
        for name in ("weight", "held", "carried")
    ]
    expected = mlp.weights[0][first, largest], passed.a[0][largest], terms[largest]
    assert values == pytest.approx(expected, abs=0.0051)
    assert "number 1 of the 784" in part(page, "story").inner_text()
    none(axe(page, within=".ask"))
    part(page, "from").click()
    assert part(page, "name").inner_text() == ends[0]
    onward = part(page, "onward-rows").locator("li")
    strongest = np.sort(np.abs(mlp.weights[0][:, largest] * passed.a[0][largest]))[::-1]
    told = [abs(numbers(each)[-1]) for each in onward.all_inner_texts()]
    assert told == pytest.approx(strongest[: len(told)], abs=0.0051)
    part(page, "back").click()
    part(page, "back").click()
    assert part(page, "name").inner_text() == f"Hidden layer 1, neuron {first}"


def test_one_steps_from_neuron_to_neuron_and_the_view_is_asked_too(visit, subject) -> None:
    page, mlp, passed = opened(visit, subject, 7)
    last = len(mlp.sizes) - 1
    part(page, "layer").select_option(str(last))
    assert part(page, "name").inner_text() == "Output 0"
    part(page, "previous").click()
    assert part(page, "name").inner_text() == f"Output {mlp.sizes[-1] - 1}"
    part(page, "next").click()
    part(page, "next").click()
    assert numbers(part(page, "story").inner_text())[-1] == pytest.approx(
        passed.output[1], abs=0.0051
    )

    page.locator(".draw .network-view button[data-layer='1'][data-index='2']").focus()
    page.keyboard.press("ArrowDown")
    expect(part(page, "name")).to_have_text("Hidden layer 1, neuron 3")
    short = page.locator("[data-asked]")
    assert numbers(short.inner_text()) == numbers(part(page, "story").inner_text())
    page.get_by_role("button", name="Enough of it").click()
    expect(short).to_be_hidden()
    view = page.locator(".draw .network-view")
    view.scroll_into_view_if_needed()
    box = view.bounding_box()
    page.mouse.click(box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2)
    expect(part(page, "name")).to_have_text(re.compile("^Pixel in row 1"))

    ask(page, 2, 5)
    page.locator(".draw").get_by_role("button", name="Clear").click()
    page.wait_for_function("!document.querySelector('.ask math')")
    expect(part(page, "story")).to_contain_text("Draw a digit")
    weights = np.sort(np.abs(mlp.weights[1][5]))[::-1]
    told = [
        abs(numbers(each)[-1]) for each in part(page, "into-rows").locator("li").all_inner_texts()
    ]
    assert told == pytest.approx(weights[: len(told)], abs=0.0051)


@pytest.mark.parametrize("name", ["784-8-10 relu", "784-10"])
def test_other_networks_are_drawn_for_and_asked(visit_other, models, name: str) -> None:
    page = visit_other(name, fresh=True)
    for figure in ("draw", "ask"):
        page.evaluate(f"lesson.begin('{figure}')")
    page.locator(".ask").scroll_into_view_if_needed()
    for _ in range(2):
        settle(page)
    mlp = load_network(models[name]).mlp
    picture = np.array(page.evaluate("Array.from(lesson.drawing.picture)"), np.float32)
    passed = mlp.forward(picture)
    assert page.locator(".draw [data-part=answer]").inner_text() == str(passed.answer)
    # It begins with the brightest of the first layer behind the pixels.
    first = int(passed.a[1].argmax())
    z, activation = numbers(part(page, "story").inner_text())[-2:]
    assert (z, activation) == pytest.approx((passed.z[0][first], passed.a[1][first]), abs=0.0051)
    last = mlp.steps
    told = part(page, "layer").locator("option").all_inner_texts()
    assert told == ["Input", *[f"Hidden layer {k}" for k in range(1, last)], "Outputs"]
    if mlp.activation == "relu":
        assert "ReLU leaves it" in part(page, "story").inner_text()
        dark = int(passed.z[0].argmin())
        ask(page, 1, dark)
        if passed.z[0][dark] < 0:
            assert "ReLU makes it 0" in part(page, "story").inner_text()
        assert "max" in part(page, "formula").inner_text()
    ask(page, last, 1)
    assert "sigmoid" in part(page, "story").inner_text()
    assert numbers(part(page, "story").inner_text())[-1] == pytest.approx(
        passed.output[1], abs=0.0051
    )
