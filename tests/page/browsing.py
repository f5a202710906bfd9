"""Visits to a page in a real browser, and what went wrong on them."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from scenes.script.languages import SOURCE
from scenes.script.letters import PACKAGE

#: What a Chromium may be called; scripts/setup.sh looks for the same names.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome")
)

#: It is to open our page, and not to ask its makers for anything while it does.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

#: The longest wait for anything, in ms: it is over at once on a machine with nothing else to do.
PATIENCE = 15_000

#: Words of the browser about drawing without a GPU, which no page can help.
NO_GPU = ("GL Driver Message", "Automatic fallback to software WebGL")


def chromium() -> str | None:
    """Return the browser to test with; ``None`` if there is none."""
    return next(filter(None, map(shutil.which, (*NAMES, *ON_A_MAC))), None)


def launch(playwright: Playwright, program: str, folder: Path) -> Browser:
    """Start a browser; it keeps what it needs in a folder."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=program,
        args=[*QUIET, *["--no-sandbox"] * as_root],
        env={**os.environ, **fonts(folder)},
    )


def fonts(folder: Path) -> dict[str, str]:
    """Return settings by which a browser finds Chinese and Japanese letters, as films do."""
    spec = find_spec(PACKAGE)
    if sys.platform != "linux" or not (spec and spec.origin):
        return {}
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{Path(spec.origin).parent}</dir></fontconfig>"
    )
    return {"FONTCONFIG_FILE": str(file)}


class Files(SimpleHTTPRequestHandler):
    """Hands out files without a word, and parts of them: else nobody could jump in a film."""

    def send_head(self) -> BinaryIO | None:
        """Answer, and return what is to be sent after that."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        first, last = int(asked[1]), int(asked[2] or path.stat().st_size)
        content = path.read_bytes()
        part = content[first : last + 1]
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.end_headers()
        return BytesIO(part)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as any host of files would; give its address, which ends in no slash."""
    handler = partial(Files, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


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
        context.on("weberror", lambda wrong: note(f"uncaught: {wrong.error}"))
        context.on("request", lambda request: self.check(request.url))
        context.on("page", on_page)

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
        "async () => { for (const place of document.querySelectorAll('[data-figure]')) "
        "await lesson.begin(place.dataset.figure) }"
    )
    page.wait_for_function(
        "[...document.querySelectorAll('[data-figure]')]"
        ".every((place) => place.dataset.begun === '')"
    )


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def axe(page: Page, *rules: str) -> list[str]:
    """Return what keeps people from using the page as it is now: what axe-core calls serious.

    ``assert axe(page) == []`` tells each kind with up to three places where it is. Only some of
    axe-core's rules are asked for if they are named: ``"color-contrast"``.
    """
    # It would ask for style sheets again, which a page that was opened as a file may not.
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    options |= {"runOnly": {"type": "rule", "values": [*rules]}} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    return [told(each) for each in found if each["impact"] in ("serious", "critical")]


def told(violation: dict[str, Any]) -> str:
    """Return a finding of axe-core's for people."""
    nodes = violation["nodes"]
    lines = [f"{violation['impact']} {violation['id']}: {violation['help']}, {len(nodes)} times"]
    for node in nodes[:3]:
        why = " ".join(node.get("failureSummary", "").split())
        lines.append(f"    {' '.join(map(str, node['target']))}: {why}")
    return "\n".join(lines)
