"""The squish: a point on two curves, by mouse, finger and keyboard; where real neurons are."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from network.model.activations import RELU, SIGMOID
from page.subject import Subject
from tests.page.browsing import settle
from tests.page.test_why import PUT, numbers


def piece(page: Page, *names: str):
    path = " ".join(f"[data-part={name}]" for name in names)
    return page.locator(f"[data-figure=squish] {path}")


def check_point(page: Page, z: float) -> None:
    """Compare what stands below both curves with numpy's."""
    settle(page)
    assert numbers(piece(page, "sum").inner_text()) == [pytest.approx(z, abs=0.0051)]
    for name, curve in (("sigmoid", SIGMOID), ("relu", RELU)):
        at, beside = np.float64(z), np.float64(z + 0.1)
        for what, wanted in (("held", curve(at)), ("slope", curve.prime(at))):
            shown = numbers(piece(page, name, what).inner_text())
            assert shown == [pytest.approx(float(wanted), abs=0.0051)]
        changed = numbers(piece(page, name, "nudged").inner_text())[-1]
        assert changed == pytest.approx(float(curve(beside) - curve(at)), abs=0.00051)


def test_a_point_slides_along_both_curves(visit) -> None:
    page = visit(reduced_motion=True, touch=True)
    page.evaluate("lesson.begin('squish')")
    slider, plot = piece(page, "slider"), piece(page, "relu", "plot")
    check_point(page, 1.5)
    slider.press("ArrowLeft")
    check_point(page, 1.45)
    assert "sigmoid 0.81" in slider.get_attribute("aria-valuetext")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 60)
    page.mouse.up()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 60)
    expect(slider).to_have_value("-4")
    check_point(page, -4)
    plot = piece(page, "sigmoid", "plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.touchscreen.tap(box["x"] + 0.75 * box["width"], box["y"] + 60)
    expect(slider).to_have_value("4")
    check_point(page, 4)


def test_the_first_layers_neurons_are_on_its_curve(visit) -> None:
    subject, page = Subject(), visit(reduced_motion=True)
    page.evaluate("lesson.begin('squish')")
    asked = subject.samples[3]
    piece(page, "slider").scroll_into_view_if_needed()
    page.evaluate(PUT, asked.pixels.tolist())
    z, held = asked.forward.z[0], asked.forward.a[1]
    expect(piece(page, "sigmoid", "dots").locator("span")).to_have_count(len(z))
    places = piece(page, "sigmoid", "dots").evaluate(
        "(dots) => [...dots.children].map((each) => parseFloat(each.style.left))"
    )
    assert places == pytest.approx(list((np.clip(z, -8, 8) + 8) / 16 * 100), abs=0.01)
    dark, bright = (held < 0.05).sum(), (held > 0.95).sum()
    wanted = [len(z), 0.05, dark, 0.95, bright, len(z) - dark - bright]
    assert numbers(piece(page, "dotted").inner_text())[: len(wanted)] == pytest.approx(wanted)


@pytest.mark.parametrize("name", ["784-8-10 relu", "784-10"])
def test_other_networks_are_asked_and_turned_too(visit_other, models, alone, name: str) -> None:
    page = visit_other(name)
    alone.setenv("LECTURE_MODEL", str(models[name]))
    subject, asked = Subject(), Subject().samples[0]
    hidden, relu = subject.network.mlp.sizes[1:-1], "relu" in name
    for each in ("squish", "why", "knobs"):
        page.evaluate(f"lesson.begin('{each}')")
    page.evaluate(PUT, asked.pixels.tolist())
    piece(page, "slider").scroll_into_view_if_needed()
    dots = piece(page, "relu" if relu else "sigmoid", "dots")
    expect(dots.locator("span")).to_have_count(subject.network.mlp.sizes[1])
    why, knobs = (page.locator(f"[data-figure={each}]") for each in ("why", "knobs"))
    why.scroll_into_view_if_needed()
    question = f"Read as {asked.answer}. Why not {asked.runner_up}?"
    expect(why.locator("[data-part=question]")).to_have_text(question)
    rows = why.locator("[data-part=terms] tr").all_inner_texts()
    assert len(rows) == (hidden[-1] if hidden else 2) + 1
    lead = numbers(why.locator("[data-part=total]").inner_text())[-1]
    assert sum(numbers(row)[-1] for row in rows) == pytest.approx(lead)
    z = asked.forward.z[-1]
    assert lead == pytest.approx(float(z[asked.answer] - z[asked.runner_up]), abs=0.0051)
    knobs.scroll_into_view_if_needed()
    expect(knobs.locator("[data-part=share]")).to_contain_text("%")
    knobs.locator("[data-part=factor]").press("Home")
    told = "All weights times \N{MINUS SIGN}2.00"
    expect(knobs.locator("[data-part=factorTold]")).to_have_text(told)
    assert knobs.locator("[data-part=zero]").count() == len(hidden)
