"""The page is for everybody: in all languages, both themes, on phones, and enlarged.

What axe-core finds hangs little on the language: usually it looks at English and at the last one,
which are tried enlarged, too; before a release or after translating ``LAYOUT_LANGUAGES=all`` looks
at all of them. Each has to fit a phone.
"""

import os

from playwright.sync_api import Page

from scenes.script.languages import LANGUAGES, SOURCE
from tests.page.browsing import axe, begin_figures, colours, file_of, none, sideways

#: Windows: a desk's, the same at 200 % zoom, a phone's.
DESK, ENLARGED, PHONE = (1280, 800), (640, 400), (360, 640)

#: What a finger draws on or drags, and so can't scroll the page by.
HELD_FAST = """[...document.querySelectorAll("main *")]
    .filter((each) => getComputedStyle(each).touchAction === "none")
    .map((each) => each.closest("[data-part=pad]")?.dataset.part ?? each.dataset.part)"""


def test_nothing_keeps_people_out_in_any_language_or_theme_or_on_a_phone(visit) -> None:
    """Contrast is asked for once in each theme: all texts elsewhere have colours met there."""
    page = visit(size=PHONE, touch=True)
    begin_figures(page)
    assert sideways(page) == 0
    none(axe(page))
    light = colours(page)
    assert set(page.evaluate(HELD_FAST)) == {"pad", "ball"}
    page.close()

    page = visit(theme="dark", size=DESK)
    begin_figures(page)
    none(axe(page))
    dark = colours(page)
    assert min(len(light), len(dark)) > 10
    page.emulate_media(color_scheme="light")
    none(colours(page, light))
    page.emulate_media(color_scheme="dark")
    fits_small_windows(page)
    others = [language for language in LANGUAGES if language != SOURCE.code]
    for language in others:
        lead_to(page, language)
        begin_figures(page)
        none(colours(page, dark))
        assert sideways(page) == 0
        if language == others[-1] or os.environ.get("LAYOUT_LANGUAGES") == "all":
            none(axe(page, contrast=False))
            fits_small_windows(page)


def test_a_server_s_page_leads_from_language_to_language(visit) -> None:
    page = visit(served=True)  # all other tests here open it as a file
    lead_to(page, "hu")
    lead_to(page, SOURCE.code)
    begin_figures(page)


def fits_small_windows(page: Page) -> None:
    """Check that nothing has to be scrolled sideways to, enlarged or, in the end, on a phone."""
    for width, height in (ENLARGED, DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) == 0


def lead_to(page: Page, language: str) -> None:
    """Go where the page's own link to a language leads."""
    page.click(f"[data-language='{language}']")
    page.wait_for_url(f"**/{file_of(language)}*")
    assert page.locator("html").get_attribute("lang") == language
