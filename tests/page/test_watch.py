"""The films on the page, as a visitor uses them."""

from playwright.sync_api import Page, expect

from scenes.script.catalogue import told
from scenes.script.contents import lectures
from scenes.script.languages import LANGUAGES
from tests.page.browsing import axe, none
from tests.page.filmed import filmed, known_of, watch

__all__ = ["filmed", "watch"]

#: The number of the third section, and what its film is about, from 0.
THIRD = 2


def seconds(page: Page) -> float:
    """Return where the film of the open lecture is."""
    return page.locator(".lecture:not([hidden]) video").evaluate("(film) => film.currentTime")


def open_film(page: Page):
    return page.locator(".lecture:not([hidden])")


def slow_down(film) -> None:
    """Let a film play so slowly that it is still where it was when it is asked."""
    film.locator("video").evaluate("(film) => { film.playbackRate = 0.1; }")


def test_chapters_and_lines_follow_and_jump_and_are_used_by_keyboard(watch, filmed) -> None:
    page, known = watch(), known_of(filmed, "l/calculus")
    film = open_film(page)
    chapters, lines = film.locator(".chapters button"), film.locator(".lines button")
    assert chapters.count() == len(lectures()[3].sections)
    assert lines.count() == len(known["beats"])
    expect(lines.nth(1)).to_have_text("0")

    slow_down(film)
    chapters.nth(THIRD).click()
    expect(chapters.nth(THIRD)).to_have_attribute("aria-current", "true")
    film.locator("video").evaluate("(film) => film.pause()")
    assert known["chapters"][THIRD]["start"] <= seconds(page)
    scrolled, box = page.evaluate("scrollY"), film.locator(".lines")
    lines.last.evaluate("(line) => line.click()")
    assert seconds(page) >= known["beats"][-1]["start"]
    expect(lines.last).to_have_attribute("aria-current", "true")
    page.wait_for_function("(box) => box.scrollTop > 0", arg=box.element_handle())
    assert page.evaluate("scrollY") == scrolled, "the list moves, and not the page"

    assert lines.evaluate_all("(all) => all.filter((each) => each.tabIndex === 0).length") == 1
    lines.nth(0).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(lines.nth(1)).to_be_focused()
    page.get_by_role("tab").nth(3).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#watch-backprop")).to_be_visible()
    expect(page.get_by_role("tab").nth(2)).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#watch-structure")).to_contain_text("./render.sh page lecture1 --voice")
    none(axe(page, within="#watch"))


def test_a_spoken_film_has_captions_in_all_languages_on_where_they_are_needed(
    watch, filmed
) -> None:
    known = known_of(filmed, "l/backprop.en.spoken")
    for language, lecture, shown in (("en", "backprop", ""), ("ja", "backprop", "ja")):
        page = watch(lecture, language=language)
        tracks = page.wait_for_function(
            """() => {
              const all = [...document.querySelector(".lecture:not([hidden]) video").textTracks];
              return all.length && all.map((each) => [each.language, each.label, each.mode]);
            }"""
        ).json_value()
        assert [track[:2] for track in tracks] == [
            [each.code, each.name] for each in LANGUAGES.values()
        ]
        assert [track[0] for track in tracks if track[2] == "showing"] == [shown] * bool(shown)
        film = open_film(page).locator("video")
        assert film.get_attribute("src") == "films/backprop.en.spoken.mp4"
        page.wait_for_function("(film) => film.duration > 0", arg=film.element_handle())
        assert abs(film.evaluate("(film) => film.duration") - known["seconds"]) < 0.1
        expect(open_film(page)).to_contain_text("English")


def test_choices_and_the_place_are_kept(watch) -> None:
    page = watch("calculus")
    film = open_film(page)
    film.get_by_label("Speed").select_option("1.5")
    film.get_by_label("Captions").select_option("ru")
    slow_down(film)
    film.locator(".lines button").nth(12).click()
    film.locator("video").evaluate("(film) => film.pause()")
    before = seconds(page)
    page.wait_for_function("() => Number(localStorage.getItem('lesson-place-calculus.en')) > 5")
    page.reload()
    page.evaluate("lesson.begin('watch')")
    page.wait_for_function(
        """(before) => {
          const film = document.querySelector(".lecture:not([hidden]) video");
          return Math.abs(film.currentTime - before) < 0.2;
        }""",
        arg=before,
    )
    film = open_film(page)
    assert film.locator("video").evaluate("(film) => film.playbackRate") == 1.5
    page.wait_for_function(
        """() => [...document.querySelector(".lecture:not([hidden]) video").textTracks]
          .find((each) => each.language === "ru")?.cues?.length > 20"""
    )


def test_a_language_has_its_own_film_titles_and_lines(watch, filmed) -> None:
    page, hungarian = watch(language="hu", theme="dark", size=(360, 640)), LANGUAGES["hu"]
    film = open_film(page)
    assert film.locator("video").get_attribute("src") == "films/calculus.hu.mp4"
    titles = [told(section.title, {}, hungarian) for section in lectures()[3].sections]
    shown = film.locator(".chapters button span:last-child").all_text_contents()
    assert shown == titles
    assert film.locator(".lines button").first.text_content() == titles[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    none(axe(page, within="#watch"))
    assert not page.get_by_role("tab").nth(1).locator("img").count(), "nothing is known of it"
