"""The browser that tests drive, and a server of files: what is there before anybody visits."""

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

from playwright.sync_api import Browser, Page, Playwright

from scenes.script.letters import PACKAGE

#: What a Chromium may be called; scripts/setup.sh looks for the same names. The first one has no
#: windows to care for, and so takes a third less processor time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ON_A_MAC = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome")
)

#: How slow the browser is to be made: the whole folder of tests must pass, too, when the page lags
#: behind its test (``PAGE_SLOWER=3`` times slower) and when the test lags behind the page
#: (``TEST_WAITS=300`` ms before all that it does). What is read once, in a hurry, fails then.
PAGE_SLOWER, TEST_WAITS = "PAGE_SLOWER", "TEST_WAITS"

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
        slow_mo=float(os.environ.get(TEST_WAITS, 0)),
    )


def slow_down(page: Page) -> None:
    """Make a page's processor slower, if it is to be."""
    if times := float(os.environ.get(PAGE_SLOWER, 0)):
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})


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
