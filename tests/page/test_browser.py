"""What the other tests rely on: a browser that notices everything that goes wrong on a page."""

from pathlib import Path

import pytest

from tests.page.browsing import Visitor, axe, well_read
from tests.page.conftest import no_browser
from tests.page.machine import chromium, serving

GOOD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Toy</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="toy.css">
<main><h1>A toy</h1><p id="there">漢字 and <math><mi>a</mi></math></p>%s</main></html>"""


@pytest.fixture
def visitor(browser, tmp_path):
    """A visitor of a page that a test writes: ``visitor.folder / "index.html"``."""
    folder = tmp_path / "a page"
    folder.mkdir()
    (folder / "toy.css").write_text("body { color: #000; background: #fff }")
    (folder / "index.html").write_text(GOOD % "", encoding="utf-8")
    with serving(folder) as address:
        visitor = Visitor(browser, folder, address)
        yield visitor
        visitor.leave()


@pytest.mark.parametrize("served", [False, True])
def test_a_good_page_passes(visitor, served: bool) -> None:
    (visitor.folder / "beside.js").write_text("console.log('fine'); document.title = 'ran';")
    (visitor.folder / "index.html").write_text(GOOD % "<script src='beside.js'></script>")
    page = visitor.visit(served=served, at="#there")
    assert page.title() == "ran"
    assert page.evaluate("location.hash") == "#there"
    assert page.url.startswith("http:" if served else "file:")
    assert axe(page) == []
    visitor.leave()
    assert visitor.complaints == []


#: What may go wrong in a script, and what is heard of it.
WRONG = {
    "console.error('oh')": "console error: oh",
    "console.warn('hm')": "console warning: hm",
    "gone()": "uncaught: gone is not defined",
    "setTimeout(() => { throw new Error('late') })": "uncaught: late",
    "Promise.reject(new Error('promised'))": "uncaught: promised",
    "new Worker(URL.createObjectURL(new Blob(['inWorker()'])))": "uncaught: inWorker is not def",
    "open('').eval('console.error(1)')": "console error: 1",
    "new Image().src = 'http://elsewhere.test/a.png'": "to elsewhere: http://elsewhere.test/",
    "fetch('https://192.0.2.1/').catch(() => 0)": "to elsewhere: https://192.0.2.1/",
    "new WebSocket('ws://elsewhere.test/')": "to elsewhere: ws://elsewhere.test/",
    "new Image().src = '../outside.png'": "to elsewhere: file:",
    "new Image().src = 'missing.png'": "console error: Failed to load resource: net::ERR_FILE_NOT",
}


def test_what_goes_wrong_is_noticed(visitor) -> None:
    scripts = "".join(f"<script>{script}</script>" for script in WRONG)
    (visitor.folder / "index.html").write_text(GOOD % scripts, encoding="utf-8")
    visitor.visit()
    visitor.leave()
    for script, words in WRONG.items():
        assert any(words in heard for heard in visitor.complaints), script


def test_a_file_that_a_server_misses_is_noticed(visitor) -> None:
    (visitor.folder / "index.html").write_text(GOOD % "<img alt='' src='missing.png'>")
    visitor.visit(served=True)
    visitor.leave()
    assert "404" in visitor.complaints[0]


def test_a_server_hands_out_parts(visitor) -> None:
    page = visitor.visit(served=True)
    (visitor.folder / "film.mp4").write_bytes(bytes(range(100)))
    for asked, part in (("5-7", [5, 6, 7]), ("97-", [97, 98, 99]), ("98-200", [98, 99])):
        got = page.evaluate(
            "async (Range) => { const got = await fetch('film.mp4', { headers: { Range } });"
            "return [got.status, ...new Uint8Array(await got.arrayBuffer())] }",
            f"bytes={asked}",
        )
        assert got == [206, *part]


def test_what_keeps_people_out_is_noticed(visitor) -> None:
    bad = "<img src='data:,'><button></button><p style='color: #aaa'>faint</p>"
    (visitor.folder / "index.html").write_text(GOOD % bad, encoding="utf-8")
    page = visitor.visit()
    wanted = ["critical button-name: ", "critical image-alt: ", "serious color-contrast: "]
    for found in (sorted(axe(page)), sorted(axe(page, within="main"))):
        assert [each[: len(words)] for each, words in zip(found, wanted, strict=True)] == wanted
    assert page.evaluate("document.querySelectorAll('[data-kind]').length") == 0
    kinds = {"rgb(170, 170, 170)": False, "rgb(119, 119, 119)": False, "rgb(118, 118, 118)": True}
    assert {each: well_read(f"{each}, small, rgb(255, 255, 255)") for each in kinds} == kinds
    assert well_read("rgb(119, 119, 119), large, rgb(255, 255, 255)")


def test_a_visitor_is_who_they_are_said_to_be(visitor) -> None:
    (visitor.folder / "hu.html").write_text(GOOD % "<p id='hu'>", encoding="utf-8")
    page = visitor.visit("hu", "dark", (360, 640), reduced_motion=True, touch=True)
    assert page.locator("#hu").count() == 1
    for wanted in (
        "(prefers-color-scheme: dark)",
        "(prefers-reduced-motion: reduce)",
        "(width: 360px) and (height: 640px)",
        "(any-pointer: coarse)",
    ):
        assert page.evaluate("(wanted) => matchMedia(wanted).matches", wanted), wanted


def test_letters_of_all_languages_are_there(visitor) -> None:
    """Boxes, which stand for a letter that no font has, all look the same."""
    page = visitor.visit()
    pytest.importorskip("manimgx_fonts_cjk")
    drawn = set()
    for letter in "漢か\ue000":
        page.evaluate("(letter) => { there.textContent = letter }", letter)
        drawn.add(page.locator("#there").screenshot())
    assert len(drawn) == 3


def test_without_a_browser_tests_are_skipped_unless_one_is_needed(monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(Path(__file__).parent))
    monkeypatch.setattr("tests.page.machine.ON_A_MAC", ())
    assert chromium() is None
    monkeypatch.delenv("BROWSER_TESTS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install one"):
        no_browser("install one")
    monkeypatch.setenv("BROWSER_TESTS", "required")
    with pytest.raises(pytest.fail.Exception):
        no_browser("install one")
