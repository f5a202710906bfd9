"""The map of costs: what it says is what was measured, and going downhill on it is honest."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from scipy.interpolate import RectBivariateSpline

from network.measured.cost_plane import CostPlane
from network.measured.study import study_file
from page.build import _environment
from page.data.landscape import landscape
from page.subject import Subject
from page.text import Text
from scenes.script.languages import language
from tests.page.browsing import axe, settle

#: A land made in the page from what the page knows, and asked at places.
ASKED = """async ({places, rate}) => {
  const {Land, Descent, unpackFloats} = lesson.tools, data = await lesson.later("landscape");
  const land = new Land({...data, cost: unpackFloats(data.cost)});
  const walk = new Descent(land, ...places[0]);
  const last = []; for (let k = 0; k < 5; k++) last.push(walk.step(rate));
  return {at: places.map(([x, y]) => land.at(x, y)), walk: {...walk, land: null}, last};
}"""


@pytest.fixture(scope="module")
def plane() -> CostPlane:
    return CostPlane.load(study_file(CostPlane.name))


@pytest.fixture
def page(visit) -> Page:
    page = visit(at="#descent", reduced_motion=True)
    page.evaluate("lesson.begin('landscape')")
    page.locator("[data-figure=landscape][data-begun='']").wait_for()
    return page


def piece(page: Page, name: str):
    return page.locator(f"[data-figure=landscape] [data-part={name}]")


def value(page: Page, name: str) -> float:
    settle(page)
    return float(piece(page, name).inner_text().replace(",", ""))


def test_the_map_goes_through_what_was_measured(tools, plane) -> None:
    rng = np.random.default_rng(3)
    rows, columns = rng.integers(0, len(plane.upward), (2, 60))
    on_grid = np.stack([plane.across[columns], plane.upward[rows]], axis=1)
    rims = [(axis[3], axis[-4]) for axis in (plane.across, plane.upward)]
    between = rng.uniform(*np.transpose(rims), (60, 2))
    near = [between + step for step in 1e-4 * np.eye(2)]
    places = np.concatenate([on_grid, between, *near])
    told = tools.evaluate(ASKED, {"places": places.tolist(), "rate": 300})["at"]
    costs = np.array([each["cost"] for each in told])
    slopes = np.array([each["slope"] for each in told])
    np.testing.assert_allclose(costs[:60], plane.cost[rows, columns], rtol=1e-6)
    upward, across = np.gradient(plane.cost, plane.upward, plane.across)
    wanted = np.stack([across[rows, columns], upward[rows, columns]], axis=1)
    np.testing.assert_allclose(slopes[:60], wanted, rtol=1e-5, atol=1e-7)
    # Between them it is smooth, and the slope is that of this very surface.
    spline = RectBivariateSpline(plane.upward, plane.across, plane.cost)
    smooth = spline(between[:, 1], between[:, 0], grid=False)
    assert np.abs(costs[60:120] - smooth).max() < 0.01
    tried = np.stack([costs[120:180], costs[180:]], axis=1) - costs[60:120, None]
    np.testing.assert_allclose(slopes[60:120], tried / 1e-4, atol=2e-5)


def test_steps_go_against_the_gradient(tools, plane) -> None:
    start = plane.path[0].tolist()
    found = tools.evaluate(ASKED, {"places": [start], "rate": 300})
    walk = np.array(found["walk"]["places"])
    told = tools.evaluate(ASKED, {"places": walk.tolist(), "rate": 300})["at"]
    slopes = np.array([each["slope"] for each in told])
    assert found["last"] == ["moved"] * 5
    np.testing.assert_allclose(np.diff(walk, axis=0), -300 * slopes[:-1], rtol=1e-9)
    np.testing.assert_allclose(found["walk"]["costs"], [each["cost"] for each in told])
    bold = tools.evaluate(ASKED, {"places": [start], "rate": 1e6})
    assert bold["last"] == ["left"] * 5
    assert len(bold["walk"]["places"]) == 1


def test_a_ball_goes_down_and_a_bold_one_up(page, plane) -> None:
    assert value(page, "cost") == pytest.approx(plane.plane_cost[0], abs=2e-3)
    piece(page, "step").click()
    assert value(page, "steps") == 1
    first = value(page, "cost")
    assert first < plane.plane_cost[0]
    piece(page, "run").click()
    expect(piece(page, "told")).to_contain_text("each of them down")
    assert value(page, "cost") < min(first, 1.2 * plane.plane_cost[-1])
    # By mouse to the other side; there a long step jumps across the valley.
    ground = piece(page, "ground")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    ground.click(position={"x": 0.3 * box["width"], "y": 0.6 * box["height"]})
    expect(piece(page, "steps")).to_have_text("0")
    piece(page, "rate").fill("95")
    piece(page, "run").click()
    expect(piece(page, "told")).to_contain_text("of them up")
    piece(page, "again").click()
    assert value(page, "steps") == 0


def test_keys_move_the_ball_and_take_steps(page, plane) -> None:
    ball = piece(page, "ball")
    ball.focus()
    before = ball.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    expect(ball).not_to_have_attribute("aria-valuetext", before)
    page.keyboard.press("Enter")
    expect(piece(page, "steps")).to_have_text("1")
    piece(page, "real").focus()
    page.keyboard.press("Space")
    expect(piece(page, "control")).to_contain_text(f"{plane.path_cost[0]:.2f}")
    page.get_by_text("What this map is").click()
    told = page.locator("[data-figure=landscape] details").inner_text()
    for known in (f"{plane.held_between:.1%}", f"{plane.held:.0%}", f"{plane.origin.count:,}"):
        assert known in told
    assert axe(page, within="[data-figure=landscape]") == []


def test_a_finger_taps_and_drags(visit) -> None:
    page = visit(at="#descent", size=(360, 700), touch=True, theme="dark", reduced_motion=True)
    page.locator("[data-figure=landscape][data-begun='']").wait_for()
    ground = piece(page, "ground")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    page.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.7 * box["height"])
    expect(piece(page, "ball")).to_have_attribute("aria-valuetext", re.compile("; 50% .* 30%"))
    parts = "[...document.querySelectorAll('.landscape *')]"
    right = page.evaluate(f"Math.max(...{parts}.map((e) => e.getBoundingClientRect().right))")
    assert right <= 360


def test_other_networks_have_maps_of_their_own(models, monkeypatch, tmp_path) -> None:
    model = models["784-8-10 relu"]
    monkeypatch.setenv("LECTURE_MODEL", str(model))
    monkeypatch.setattr("scenes.stage.studied.FEW", 50)
    subject = Subject()
    told = landscape(subject)
    assert told["rate"] > 0
    assert told["trained"] == subject.land.plane_cost[-1]
    assert "50 test digits in our own handwriting" in drawn(subject)
    alone = tmp_path / "network.npz"
    alone.write_bytes(model.read_bytes())
    monkeypatch.setenv("LECTURE_MODEL", str(alone))
    assert landscape(Subject()) == {}
    assert "nobody recorded how this network was trained" in drawn(Subject())


def drawn(subject: Subject) -> str:
    """Return the figure's HTML for another network."""
    template = _environment(Text(language("en"))).get_template("figures/landscape.html.j2")
    return template.render(subject=subject, mlp=subject.network.mlp)
