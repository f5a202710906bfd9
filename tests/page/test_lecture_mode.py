"""Lecture mode: a film stops where its beats end, and goes on when it is told to."""

import pytest
from playwright.sync_api import Page, expect

from tests.page.browsing import axe, none
from tests.page.filmed import RATE, filmed, known_of, watch

__all__ = ["filmed", "watch"]

FRAME = 1 / RATE

#: A window that is quickly painted, thirty times a second.
SMALL = (640, 480)

#: For who presses a key while it plays: on a busy machine, a beat would be over before.
SLOWLY, AS_USUAL = (f"(film) => {{ film.playbackRate = {rate} }}" for rate in (0.1, 1))

#: Notes when a film is told to pause, and where it then is: before anything sets that right.
NOTE_STOPS = """(film) => {
  window.stops = [];
  const pause = film.pause;
  film.pause = () => { if (!film.paused) window.stops.push(film.currentTime); pause.call(film); };
}"""


class Lecture:
    """A page in lecture mode, and what is known of its film."""

    def __init__(self, page: Page, known: dict) -> None:
        self.page = page
        self.ends = [beat["end"] for beat in known["beats"]]
        self.film = page.locator(".lecture:not([hidden]) video")
        self.film.evaluate(NOTE_STOPS)
        page.get_by_role("button", name="Lecture mode").locator("visible=true").click()
        self.count = page.locator(".lecturing .count")

    def stopped(self, passed: int) -> float:
        """Wait until the film has stopped behind some beats; return where it is."""
        expect(self.count).to_have_text(f"{passed} of {len(self.ends) + 1}")
        self.page.wait_for_function("(film) => film.paused && !film.seeking", arg=self.handle)
        return self.film.evaluate("(film) => film.currentTime")

    @property
    def handle(self):
        return self.film.element_handle()


@pytest.mark.parametrize("name", ["l/calculus", "l/backprop.en.spoken"])
def test_the_film_stops_where_beats_end(watch, filmed, name: str) -> None:
    lecture = Lecture(watch(name.split("/")[1].split(".")[0], size=SMALL), known_of(filmed, name))
    for passed, key in enumerate(("Space", "PageDown", "Enter", "ArrowRight"), start=1):
        lecture.page.keyboard.press(key)
        end = lecture.ends[passed - 1]
        now = lecture.stopped(passed)
        assert end - FRAME <= now <= end, "the last picture of the beat is there"
    late = [
        stop - end for stop, end in zip(lecture.page.evaluate("stops"), lecture.ends, strict=False)
    ]
    assert len(late) == 4
    print(f"{name}: stopped {', '.join(f'{1000 * each:+.0f}' for each in late)} ms from the end")
    # A busy machine may hold a browser up for a moment; not at most stops.
    assert sorted(map(abs, late))[2] < 2 * FRAME


def test_keys_step_back_and_skip_and_notes_stand_below_where_no_window_opens(watch, filmed) -> None:
    page = watch(size=SMALL)
    page.evaluate("window.open = () => null")
    lecture = Lecture(page, known_of(filmed, "l/calculus"))
    press = lecture.page.keyboard.press
    press("Space")
    lecture.stopped(1)
    lecture.film.evaluate(SLOWLY)
    press("Space")
    press("Space")  # while it plays: be there at once
    assert abs(lecture.stopped(2) - lecture.ends[1]) < FRAME
    press("PageUp")
    assert abs(lecture.stopped(1) - lecture.ends[0]) < FRAME
    press("ArrowLeft")
    assert lecture.stopped(0) == 0
    press("ArrowLeft")
    assert lecture.stopped(0) == 0
    lecture.film.evaluate(AS_USUAL)
    press("Space")
    lecture.stopped(1)
    lecture.film.evaluate(SLOWLY)
    press("Space")
    press("PageUp")  # while it plays: back to where this beat began
    assert abs(lecture.stopped(1) - lecture.ends[0]) < FRAME
    lecture.film.evaluate(AS_USUAL)
    page.locator(".lecturing").get_by_role("button", name="Go on").click()
    lecture.stopped(2)
    press("n")
    here, lines = (
        page.locator(".lecturing .notes-here"),
        page.locator("#watch-calculus .lines button"),
    )
    expect(here.locator(".now")).to_have_text(lines.nth(1).text_content())
    none(axe(page, within="#watch"))
    press("n")
    expect(here).to_be_hidden()


def test_nothing_else_is_there_until_one_leaves_and_comes_back(watch, filmed) -> None:
    lecture = Lecture(watch(size=SMALL), known_of(filmed, "l/calculus"))
    page = lecture.page
    assert page.evaluate("document.querySelector('#draw').closest('[inert]') !== null")
    assert not lecture.film.evaluate("(film) => film.controls")
    page.wait_for_function("document.fullscreenElement")
    page.get_by_role("button", name="Leave").click()
    page.wait_for_function("!document.fullscreenElement")
    expect(page.get_by_role("button", name="Lecture mode").locator("visible=true")).to_be_focused()
    assert lecture.film.evaluate("(film) => film.controls")
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0
    page.keyboard.press("PageDown")
    assert lecture.film.evaluate("(film) => film.paused")

    lecture.film.evaluate("(film) => { film.currentTime = film.duration }")
    page.wait_for_function("(film) => film.ended", arg=lecture.handle)
    page.get_by_role("button", name="Lecture mode").locator("visible=true").click()
    lecture.stopped(len(lecture.ends) + 1)
    expect(page.locator(".lecturing").get_by_role("button", name="Go on")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    lecture.stopped(len(lecture.ends))


def test_a_second_window_tells_what_to_say(watch, filmed) -> None:
    lecture = Lecture(watch(size=SMALL), known_of(filmed, "l/calculus"))
    page = lecture.page
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    said = notes.locator(".now")
    first, second = (page.locator("#watch-calculus .lines button").nth(k) for k in (0, 1))
    expect(said).to_have_text("–")
    expect(notes.locator(".next")).to_have_text(first.text_content())
    notes.keyboard.press("PageDown")
    expect(said).to_have_text(first.text_content())
    lecture.stopped(1)
    notes.get_by_role("button", name="Go on").click()
    expect(said).to_have_text(second.text_content())
    lecture.stopped(2)
    expect(notes.locator("footer")).to_contain_text("2 of ")
    assert notes.evaluate("getComputedStyle(document.body).backgroundColor") == page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    none(axe(notes))
    with notes.expect_event("close"):
        page.get_by_role("button", name="Leave").click()
