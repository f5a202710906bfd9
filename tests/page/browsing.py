"""Visits to a page in a real browser, and what went wrong on them."""

import json
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from page.script import FOLDER, sources
from scenes.script.languages import SOURCE
from tests.page.machine import slow_down

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
        slow_down(page)
        page.goto(f"{self.root(served)}/{file_of(language)}{at}")
        return page

    def heard(self) -> list[str]:
        """Return the complaints since this was asked last, those on their way, too."""
        self.wait_for_all()
        self.complaints, complaints = [], self.complaints
        return complaints

    def root(self, served: bool) -> str:
        """Return the address of the folder."""
        if not served:
            return self.folder.resolve().as_uri()
        assert self.address, "nobody serves this folder"
        return self.address

    def listen(self, context: BrowserContext) -> None:
        """Note from now on what goes wrong, in every window that opens."""

        def note(complaint: str) -> None:
            self.complaints.append(complaint)

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

    def wait_for_all(self) -> None:
        """Wait until everything that is on its way has been heard of."""
        for context in self.contexts:
            for page in context.pages:
                page.evaluate("new Promise((done) => setTimeout(done, 20))")

    def leave(self) -> None:
        """Close everything that was opened, when all that was on its way has been heard of."""
        self.wait_for_all()
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def is_about_gpu(words: str) -> bool:
    """Whether the browser only says that it has to draw without a GPU."""
    return any(part in words for part in NO_GPU)


def file_of(language: str) -> str:
    """Return the name of the page in a language."""
    return "index.html" if language == SOURCE.code else f"{language}.html"


def settle(page: Page) -> None:
    """Wait until what was changed is shown: figures are drawn once a frame."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def made(page: Page, function: str, given: Any = None) -> Any:
    """Return what a function makes of many numbers: as text, they take a tenth of the time."""
    run = f"async (given) => JSON.stringify(await ({function})(JSON.parse(given)))"
    return json.loads(page.evaluate(run, json.dumps(given)))


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
    ``within`` is a selector: then only that part of the page is looked at. axe-core takes six
    sevenths of its time for contrast. So it judges one text of each kind of colours in each
    section and figure; ``within`` one of them only those of which :func:`well_read` can't tell.
    ``contrast=False`` leaves it out; see :func:`colours`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = judged_by_axe(page, within, {"rules": {"color-contrast": {"enabled": False}}})
    if contrast:
        kinds = page.evaluate(MARKED, within)
        doubtful = [k for k, kind in enumerate(kinds) if not (within and well_read(kind))]
        marks = ", ".join(f"[data-kind='{k}']" for k in doubtful)
        found += judged_by_axe(page, marks, {"runOnly": ["color-contrast"]}) if marks else []
        page.evaluate(UNMARKED)
    return [told(each) for each in found if each["impact"] in ("serious", "critical")]


AXE = f"{Axe().axe_script}\n;0"


def judged_by_axe(page: Page, within: str | None, how: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what axe-core finds fault with."""
    # It would ask for style sheets again, which a page that was opened as a file may not.
    options = {"resultTypes": ["violations"], "preload": False, **how}
    run = (
        "([within, options]) => axe.run(within ?? document, options).then((all) => all.violations)"
    )
    return page.evaluate(run, [within, options])


#: All texts that can be seen, and what fields may hold.
SEEN = r"""[...document.querySelectorAll("body *")]
    .filter((each) => each.checkVisibility({ opacityProperty: true }))
    .filter((each) => each.matches("input, select, textarea")
        || [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))"""

#: The colour of one of them, whether it is large, and what lies behind it.
COLOUR = r"""((each) => {
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


#: Marks the first text of each kind of colours in each figure and section; tells their kinds.
MARKED = f"""(within) => {{
  const kinds = new Set(), root = within === null ? document : document.querySelector(within);
  const seen = {SEEN}.filter((each) => root.contains(each));
  const places = [...document.querySelectorAll("[data-figure], section")];
  return seen.map({COLOUR}).filter((told, k) => {{
    const kind = [places.indexOf(seen[k].closest("[data-figure], section")), told].join();
    if (kinds.has(kind)) return false;
    seen[k].dataset.kind = kinds.size;
    return kinds.add(kind);
  }});
}}"""
UNMARKED = """() => {
  for (const each of document.querySelectorAll("[data-kind]")) delete each.dataset.kind;
}"""


def well_read(kind: str) -> bool:
    """Tell whether a kind of colours is one of two plain ones with contrast enough."""
    found = re.fullmatch(r"rgb\(([\d, ]+)\), (large|small), rgb\(([\d, ]+)\)", kind)
    if not found:
        return False
    text, ground = (luminance(found[k].split(", ")) for k in (1, 3))
    contrast = (max(text, ground) + 0.05) / (min(text, ground) + 0.05)
    return contrast > (3 if found[2] == "large" else 4.5)


def luminance(colour: Iterable[str]) -> float:
    """Return how bright a colour is, from 0 to 1, as WCAG reckons it."""
    shares = [int(each) / 255 for each in colour]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def colours(page: Page, judged: Iterable[str] = ()) -> set[str]:
    """Return the colours of the page's texts and of what is behind them, but for those judged.

    Colours that are well read where a text is small are so where it is large.
    """
    large = {each.replace(", small", ", large", 1) for each in judged}
    return {*page.evaluate(f"{SEEN}.map({COLOUR})")} - {*judged} - large


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
