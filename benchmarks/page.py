"""How fast the page draws all edges while somebody writes, next to strokes on the same canvas.

    python -m benchmarks.page [--json FILE]

Both sides draw the same edges of the same network in a real browser that has no GPU: ours as the
page does while things move, the other one with a stroke of Canvas2D for every edge that can be
seen. They take turns. Three works are compared: a pen goes on (a digit grows pixel by pixel), a
wholly new digit, and 784 random inputs, where every edge changes. On the page a worker paints:
how long its own thread is busy for each frame, and whether it misses frames, is told as well.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.training import machine_noise
from network.files.atomic import check_writable, replacing
from network.files.errors import InputError, run
from page.build import build
from page.data.network import scales
from page.subject import Subject
from scenes.look.theme import DARK
from tests.page.machine import chromium, launch

SCRIPT = Path(__file__).with_suffix(".js")

#: Of the network's picture, in CSS pixels, and how many of the screen's there are to each.
WIDTH, RATIOS = 960, (1, 2)

#: A frame of a screen, and what counts as one that was missed, in milliseconds.
MISSED = 1.5 * 1000 / 60

WORKS = {"pen": "a pen goes on", "digit": "a new digit", "all": "784 random inputs"}

console = Console(highlight=False, width=100)

Array = NDArray[np.floating]


def works(images: Array, count: int) -> dict[str, list[list[float]]]:
    """Return the inputs of each work, ``count`` of them.

    Parameters
    ----------
    images
        Digits: shape (n, 784), 0 to 1.
    """
    rng = np.random.default_rng(0)
    inked = np.flatnonzero(images[3])
    pen = np.zeros((count, images.shape[1]))
    for at, row in enumerate(pen):
        drawn = inked[: 1 + at % len(inked)]
        row[drawn] = images[3][drawn]
    digits = images[np.arange(count) % len(images)]
    everything = rng.random((count, images.shape[1]))
    return {"pen": pen.tolist(), "digit": digits.tolist(), "all": everything.tolist()}


def compare(page: Page, given: dict[str, Any], inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the usual times of both sides in ms, and their ratios, by ratio of pixels and work."""
    found = {}
    for ratio in RATIOS:
        for work, each in inputs.items():
            told = page.evaluate("compared", {**given, "ratio": ratio, "inputs": each})
            usual = {side: statistics.median(times) for side, times in told.items()}
            found[f"{work}_{ratio}x"] = {**usual, "ratio": usual["strokes"] / usual["ours"]}
    return found


def notice(page: Page, inputs: list[list[float]]) -> dict[str, float]:
    """Return what the page's own thread notices of a view that shows something new all the time."""
    told = page.evaluate("noticed", {"inputs": inputs, "width": WIDTH})
    return {
        "busy_ms": statistics.median(told["busy"]),
        "missed": float(np.mean(np.array(told["showing"]) > MISSED)),
        "missed_idle": float(np.mean(np.array(told["idle"]) > MISSED)),
    }


def measure(frames: int) -> dict[str, Any]:
    """Return all figures."""
    noise = machine_noise()
    subject = Subject()
    images = np.stack([each.pixels for each in subject.samples])
    inputs = works(images, frames)
    colours = {name: getattr(DARK, name) for name in ("stage", "positive", "negative")}
    given = {"scales": scales(subject, images), "width": WIDTH, "colours": colours}
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = launch(playwright, _program(), Path(room))
        page = browser.new_page(color_scheme="dark")
        page.goto((build(Path(room) / "page", languages=["en"]) / "index.html").as_uri())
        page.add_script_tag(path=SCRIPT)
        figures = {"compared": compare(page, given, inputs), "view": notice(page, inputs["digit"])}
        browser.close()
    figures["edges"] = sum(each.size for each in subject.network.mlp.weights)
    figures["noise"] = max(noise, machine_noise())
    return figures


def _program() -> str:
    found = chromium()
    if found is None:
        raise InputError(
            "PATH",
            expected="a Chromium to measure with",
            found="none",
            remedy="install one (Debian: apt-get install chromium)",
        )
    return found


def _show(figures: dict[str, Any]) -> None:
    title = f"a frame of {figures['edges']:,} edges, {WIDTH} CSS pixels wide"
    table = Table(title=title)
    for column in ("", "pixels", "strokes ms", "ours ms", "strokes / ours"):
        table.add_column(column, justify="right")
    for name, each in figures["compared"].items():
        work, ratio = name.split("_")
        times = (f"{each[side]:.1f}" for side in ("strokes", "ours"))
        table.add_row(WORKS[work], ratio, *times, f"{each['ratio']:.1f}")
    console.print(table)
    view = figures["view"]
    console.print(
        f"the page's own thread is busy for {view['busy_ms']:.1f} ms a frame and misses "
        f"{view['missed']:.0%} of the screen's frames, {view['missed_idle']:.0%} when idle"
    )
    console.print(f"the same work took times that vary by {figures['noise']:.0%} on this machine")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and store the figures if asked to."""
    parser = argparse.ArgumentParser("python -m benchmarks.page", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures there")
    parser.add_argument("--frames", type=int, default=60, help="of each work (default 60)")
    options = parser.parse_args(arguments)
    return run(lambda: _measure_and_store(options))


def _measure_and_store(options: argparse.Namespace) -> None:
    """Measure, and store the figures if asked to."""
    if options.json:
        check_writable(options.json)
    figures = measure(options.frames)
    _show(figures)
    if options.json:
        with replacing(options.json) as file:
            file.write(json.dumps(figures, indent=2).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
