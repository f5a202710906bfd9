"""The page, built once a test run, and a real browser to visit it with.

``visit(language="ja", theme="dark", size=(360, 640), reduced_motion=True, touch=True, served=True,
at="#draw")`` opens the built page and returns Playwright's own ``Page``; all can be left out. A
test that visits fails in the end if there was an error or a warning in the console, an uncaught
error, or a request to anywhere but the page's own folder. ``axe(page)``, from
``tests.page.browsing``, tells what keeps people from using it.

``tools`` is a page that is opened once, for tests that only ask what its script makes of something,
and leave no trace. ``visit_other(name)`` opens the page about another network once, too.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from functools import cache as kept
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from network.model.mlp import MLP
from page import packing
from page.subject import Subject
from tests.conftest import SETTINGS, one_at_a_time
from tests.page.browsing import Visitor, none
from tests.page.machine import chromium, launch, serving


# No longer than for the tests of this folder: while it is there, its event loop counts as running,
# and nothing else in this process could begin one.
@pytest.fixture(scope="package")
def browser(tmp_path_factory) -> Iterator[Browser]:
    """A browser, one for all tests of this process."""
    program = chromium()
    if not program:
        no_browser("no Chromium on PATH: install one (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = launch(playwright, program, tmp_path_factory.mktemp("browser"))
        yield browser
        browser.close()


def no_browser(reason: str) -> None:
    """Skip the test, unless this machine is one that must have a browser."""
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def deflated_once() -> Iterator[None]:
    """Deflate once in this process what several pages hold: a training takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "zlib", SimpleNamespace(compress=kept(zlib.compress)))
        yield


@pytest.fixture(scope="session")
def built(shared, cache) -> Path:
    """The folder of the page about the shipped network and our own handwriting, without films."""
    return build_once(shared, cache, "page")


def build_once(shared: Path, cache: Path, name: str, **settings: str) -> Path:
    """Return the folder of a page, built once a test run, with these settings and no others."""
    from page.build import build

    folder = shared / name
    with one_at_a_time(shared, name), pytest.MonkeyPatch.context() as patch:
        for each in (*SETTINGS, "NETWORK_DATA"):
            patch.delenv(each, raising=False)
        for each, value in {"NETWORK_CACHE": str(cache), **settings}.items():
            patch.setenv(each, value)
        return folder if folder.exists() else build(folder, languages=["en"] if settings else None)


@pytest.fixture(scope="module")
def subject(cache) -> Iterator[Subject]:
    """What ``built`` is about."""
    with pytest.MonkeyPatch.context() as patch:
        for each in (*SETTINGS, "NETWORK_DATA"):
            patch.delenv(each, raising=False)
        patch.setenv("NETWORK_CACHE", str(cache))
        yield Subject()


@pytest.fixture(scope="module")
def mlp(subject) -> MLP:
    """The network that ``built`` is about."""
    return subject.network.mlp


@pytest.fixture
def alone(monkeypatch, cache) -> pytest.MonkeyPatch:
    """No settings but those of the project, and no MNIST: what ``built`` is made with."""
    for each in (*SETTINGS, "NETWORK_DATA"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(cache))
    return monkeypatch


@pytest.fixture(scope="session")
def address(built) -> Iterator[str]:
    """Where a local server hands out the built page."""
    with serving(built) as address:
        yield address


@pytest.fixture
def visit(browser, built, address) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the built page; see above."""
    visitor = Visitor(browser, built, address)
    yield visitor.visit
    visitor.leave()
    none(visitor.complaints)


@pytest.fixture(scope="package")
def at_tools(browser, built) -> Iterator[Visitor]:
    """Who has the built page open all the time, where nothing moves and little is drawn."""
    visitor = Visitor(browser, built)
    visitor.visit(reduced_motion=True, size=(400, 300), at="#glossary")
    yield visitor
    visitor.leave()


@pytest.fixture
def tools(at_tools) -> Iterator[Page]:
    """The built page, for tests that only ask its script."""
    yield at_tools.contexts[0].pages[0]
    none(at_tools.heard())


@pytest.fixture(scope="package")
def at_others() -> Iterator[dict[str, Visitor]]:
    """Who has pages about other networks open, by their names."""
    visitors: dict[str, Visitor] = {}
    yield visitors
    for visitor in visitors.values():
        visitor.leave()


@pytest.fixture
def visit_other(browser, models, shared, cache, at_others) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the page about another network, by its name in ``models``.

    It is opened once, and figures are as other tests have left them, unless it is to be ``fresh``.
    Nothing moves there.
    """
    asked = []

    def visit(name: str, *, fresh: bool = False) -> Page:
        if name in at_others and fresh:
            at_others[name].contexts[0].pages[0].reload()
        if name not in at_others:
            folder = build_once(shared, cache, f"page {name}", LECTURE_MODEL=str(models[name]))
            at_others[name] = Visitor(browser, folder)
            at_others[name].visit(reduced_motion=True)
        asked.append(at_others[name])
        return asked[-1].contexts[0].pages[0]

    yield visit
    for visitor in asked:
        none(visitor.heard())
