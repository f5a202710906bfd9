"""Takes the README's picture of the page: `.venv/bin/python scripts/page_picture.py`.

It is the first view of the page about the shipped network, in a real browser: Playwright's, of the
`dev` extra, with a Chromium that is on PATH.
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from network.files.atomic import replacing
from network.files.errors import InputError, run
from page.build import build

PICTURE = Path(__file__).resolve().parent.parent / "assets" / "pictures" / "page.jpg"

#: The window, and how much finer it is drawn than it is stored.
WIDTH, HEIGHT, FINENESS = 1280, 860, 2

#: What a Chromium is called.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def first_view(folder: Path) -> Image.Image:
    """Return the first view of a page, when the network has read its first digit.

    Raises
    ------
    InputError
        If there is no browser.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        raise InputError(
            "Chromium",
            expected=f"one of {', '.join(BROWSERS)} on PATH",
            found="none",
            remedy="install it; on Debian: apt-get install chromium",
        )
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=flags)
        page = opened.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=FINENESS,
            color_scheme="dark",
            reduced_motion="reduce",
        )
        page.goto((folder / "index.html").resolve().as_uri())
        page.wait_for_selector("[data-figure='draw'][data-begun='']")
        page.get_by_role("button", name="Our 3").click()
        page.wait_for_timeout(1500)
        taken = page.screenshot()
        opened.close()
    return Image.open(io.BytesIO(taken)).convert("RGB").reduce(FINENESS)


def main() -> None:
    """Build the page somewhere else, and store its picture."""
    for name in ("LECTURE_MODEL", "LECTURE_DIGIT", "NETWORK_DATA"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as room:
        picture = first_view(build(Path(room) / "page", languages=["en"]))
    with replacing(PICTURE) as file:
        picture.save(file, format="JPEG", quality=88, optimize=True)
    print(f"{PICTURE.stat().st_size / 1000:.0f} kB  {PICTURE}")


if __name__ == "__main__":
    sys.exit(run(main))
