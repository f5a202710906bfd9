"""The page about a network whose classes have names: these stand in it, and its own images."""

import json
import re

import pytest
from playwright.sync_api import expect

from page.data.network import network, samples
from page.subject import Subject
from tests.bars import FASHION
from tests.page.browsing import Visitor, begin_figures, none, sideways
from tests.page.conftest import build_once
from tests.scenes.layout.named import with_names


@pytest.fixture(scope="module")
def fashion(tmp_path_factory, trained, own_digits):
    """A network that calls our handwritten digits by the names of clothes."""
    return with_names(tmp_path_factory.mktemp("fashion"), trained(784, 16, 12, 10), *own_digits)


def test_names_are_in_the_data_and_other_pages_stay_as_they_are(fashion, alone, subject):
    assert "classes" not in network(subject)
    alone.setenv("LECTURE_MODEL", str(fashion))
    named = Subject()
    assert network(named)["classes"] == list(FASHION)
    assert samples(named)["labels"] == list(range(10))
    assert named.digits.digits.name == "fashion test images"


def test_figures_say_names(fashion, browser, shared, cache):
    folder = build_once(shared, cache, "page fashion", LECTURE_MODEL=str(fashion))
    visitor = Visitor(browser, folder)
    page = visitor.visit(size=(360, 640))
    begin_figures(page)
    # The page's first digit writes itself.
    names = "|".join(map(re.escape, FASHION))
    expect(page.locator("#draw [data-part=answer]")).to_have_text(re.compile(f"^({names})$"))
    told = page.evaluate("document.body.innerText")
    assert all(name in told for name in FASHION)
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1200, "height": 800})
    room = page.evaluate(
        """[...document.querySelectorAll(".network-names .output")].map((each) =>
            each.getBoundingClientRect().right <= innerWidth)"""
    )
    assert room
    assert all(room), json.dumps(room)
    visitor.leave()
    none(visitor.complaints)
