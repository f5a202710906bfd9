"""The page is for everybody: in all languages, both themes, on phones, and enlarged."""

import pytest

from scenes.script.languages import LANGUAGES, SOURCE
from tests.page.browsing import axe, begin_figures, file_of, none, sideways

#: Windows: a desk's at 200 % zoom, a phone's.
ENLARGED, PHONE = (640, 400), (360, 640)

#: What a finger draws on or drags, and so can't scroll the page by.
HELD_FAST = """[...document.querySelectorAll("main *")]
    .filter((each) => getComputedStyle(each).touchAction === "none")
    .map((each) => each.closest("[data-part=pad]")?.dataset.part ?? each.dataset.part)"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_keeps_people_out_in_any_language_or_theme(visit, language: str) -> None:
    page = visit(language, "dark")
    begin_figures(page)
    none(axe(page))
    if language == SOURCE.code:  # colours know no language
        page.emulate_media(color_scheme="light")
        none(axe(page, "color-contrast"))
    for width, height in (ENLARGED, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) == 0


def test_a_phone_scrolls_wherever_nothing_is_drawn_on(visit) -> None:
    page = visit(size=PHONE, touch=True)
    begin_figures(page)
    assert sideways(page) == 0
    none(axe(page))
    assert set(page.evaluate(HELD_FAST)) == {"pad", "ball"}


@pytest.mark.parametrize("served", [False, True])
def test_the_page_leads_from_language_to_language(visit, served: bool) -> None:
    page = visit(served=served)
    for language in reversed(list(LANGUAGES)):
        page.click(f"[data-language='{language}']")
        page.wait_for_url(f"**/{file_of(language)}*")
        assert page.locator("html").get_attribute("lang") == language
    if served:  # all other tests here open it as a file
        begin_figures(page)
