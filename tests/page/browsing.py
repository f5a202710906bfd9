"""Visits to a page in a real browser, and what went wrong on them."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from page.script import FOLDER, sources
from scenes.script.languages import SOURCE

#: The longest wait for anything, in ms: it is over at once on a machine with nothing else to do.
PATIENCE = 30_000

expect.set_options(timeout=PATIENCE)

#: Words of the browser about drawing without a GPU, which no page can help.
NO_GPU = ("GL Driver Message", "Automatic fallback to software WebGL")


class Visitor:
    """Opens the pages of a folder, each as somebody who was never there, and notes complaints.

    Attributes
    ----------
    complaints
        Errors and warnings in the console, uncaught errors, requests to anywhere else.
    """

    def __init__(self, browser: Browser, folder: Path, address: str | None = None) -> None:
        self.browser, self.folder = browser, folder
        self.address = address
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def visit(
        self,
        language: str = SOURCE.code,
        theme: str | None = None,
        size: tuple[int, int] = (1280, 800),
        *,
        reduced_motion: bool = False,
        touch: bool = False,
        served: bool = False,
        at: str = "",
    ) -> Page:
        """Open the page in a language and return it.

        Parameters
        ----------
        language
            Its code.
        theme
            ``"dark"`` or ``"light"``: what the reader's system prefers; light, if left out.
        size
            Of the window, in pixels: width and height.
        reduced_motion
            Whether the reader prefers things not to move.
        touch
            Whether there is a finger: ``page.touchscreen``.
        served
            Whether a local server hands the page out; otherwise it is opened as a file.
        at
            Where on the page: ``"#draw"``.
        """
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme or "light",
            reduced_motion="reduce" if reduced_motion else "no-preference",
            has_touch=touch,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        self.listen(context)
        page = context.new_page()
        page.goto(f"{self.root(served)}/{file_of(language)}{at}")
        return page

    def root(self, served: bool) -> str:
        """Return the address of the folder."""
        if not served:
            return self.folder.resolve().as_uri()
        assert self.address, "nobody serves this folder"
        return self.address

    def listen(self, context: BrowserContext) -> None:
        """Note from now on what goes wrong, in every window that opens."""
        note = self.complaints.append

        def on_console(message: Any) -> None:
            if message.type in ("error", "warning") and not is_about_gpu(message.text):
                note(f"console {message.type}: {message.text}")

        def on_page(page: Page) -> None:
            page.on("websocket", lambda socket: note(f"request to elsewhere: {socket.url}"))

        context.on("console", on_console)
        context.on("weberror", lambda wrong: note(f"uncaught: {self.located(wrong.error)}"))
        context.on("request", lambda request: self.check(request.url))
        context.on("page", on_page)

    def located(self, wrong: Error) -> str:
        """Return an error's words and the file of ours where it happened."""
        line = re.search(r"/lesson\.js:(\d+)", wrong.stack or "")
        if not line:
            return wrong.message
        whole = (self.folder / "lesson.js").read_text(encoding="utf-8")
        return f"{wrong.message} ({place(whole, int(line[1]))})"

    def check(self, url: str) -> None:
        """Note a request to anything but this folder."""
        ours = (f"{self.root(False)}/", f"{self.address or self.root(False)}/")
        if not url.startswith((*ours, "data:", "blob:", "about:")):
            self.complaints.append(f"request to elsewhere: {url}")

    def leave(self) -> None:
        """Close everything that was opened, when all that was on its way has been heard of."""
        for context in self.contexts:
            for page in context.pages:
                page.evaluate("new Promise((done) => setTimeout(done, 20))")
            context.close()
        self.contexts.clear()


def is_about_gpu(words: str) -> bool:
    """Whether the browser only says that it has to draw without a GPU."""
    return any(part in words for part in NO_GPU)


def file_of(language: str) -> str:
    """Return the name of the page in a language."""
    return "index.html" if language == SOURCE.code else f"{language}.html"


def begin_figures(page: Page) -> None:
    """Let all figures begin, as scrolling to them would, and wait until they have."""
    page.evaluate(
        "() => { for (const place of document.querySelectorAll('[data-figure]')) "
        "lesson.begin(place.dataset.figure) }"
    )
    for _ in range(0, PATIENCE, 50):
        waiting = page.evaluate(
            "[...document.querySelectorAll('[data-figure]')]"
            ".filter((place) => place.dataset.begun !== '').map((place) => place.dataset.figure)"
        )
        if not waiting:
            return
        if page.page_errors():
            break
        page.wait_for_timeout(50)
    pytest.fail(f"figures that don't begin: {', '.join(waiting)}")


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def place(whole: str, line: int) -> str:
    """Return the file, and its line, that became a line of the whole script."""
    for source in sources():
        text = source.read_text(encoding="utf-8")
        first = whole.count("\n", 0, whole.find(text)) + 1
        if text and text in whole and first <= line < first + len(text.splitlines()):
            return f"{source.relative_to(FOLDER.parent)}:{line - first + 1}"
    return f"the script's line {line}"


def axe(page: Page, within: str | None = None, *, contrast: bool = True) -> list[str]:
    """Return what keeps people from using the page as it is now: what axe-core calls serious.

    Each kind comes with up to three places where it is; ``none(axe(page))`` tells them all.
    ``within`` is a selector: then only that part of the page is looked at. ``contrast`` takes six
    sevenths of the time; without it, see :func:`colours`.
    """
    # It would ask for style sheets again, which a page that was opened as a file may not.
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    options |= {} if contrast else {"rules": {"color-contrast": {"enabled": False}}}
    found = Axe().run(page, within, options).response["violations"]
    return [told(each) for each in found if each["impact"] in ("serious", "critical")]


#: The colour of each text that can be seen, whether it is large, and what lies behind it.
COLOURS = r"""[...document.querySelectorAll("body *")]
    .filter((each) => each.checkVisibility({ opacityProperty: true }))
    .filter((each) => each.matches("input, select, textarea")
        || [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => {
        const { color, fontSize, fontWeight } = getComputedStyle(each);
        const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.67 : 24);
        const ground = [];
        for (let at = each; at; at = at.parentElement) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
            ground.push(`opacity ${opacity}`, backgroundImage);
            if (/, 0\)$/.test(backgroundColor) && backgroundImage === "none") continue;
            ground.push(backgroundColor);
            if (!/\/ |^rgba/.test(backgroundColor)) break;
        }
        const told = ground.filter((part) => part !== "none" && part !== "opacity 1");
        return [color, large ? "large" : "small", ...told].join(", ");
    })"""


def colours(page: Page, judged: Iterable[str] = ()) -> set[str]:
    """Return the colours of the page's texts and of what is behind them, but for those judged.

    Colours that are well read where a text is small are so where it is large.
    """
    large = {each.replace(", small", ", large", 1) for each in judged}
    return {*page.evaluate(COLOURS)} - {*judged} - large


def none(found: Collection[str]) -> None:
    """Fail with everything that was found, if anything was."""
    assert not found, "\n".join(found)


def told(violation: dict[str, Any]) -> str:
    """Return a finding of axe-core's for people."""
    nodes = violation["nodes"]
    lines = [f"{violation['impact']} {violation['id']}: {violation['help']}, {len(nodes)} times"]
    for node in nodes[:3]:
        why = " ".join(node.get("failureSummary", "").split())
        lines.append(f"    {' '.join(map(str, node['target']))}: {why}")
    return "\n".join(lines)
