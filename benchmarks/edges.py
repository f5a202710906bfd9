"""How fast all edges of a layer are drawn, next to the same edges as Manim's lines.

    python -m benchmarks.edges [--json FILE]

Both sides draw every edge from 28 x 28 points to 16, at 1080p, as an animation would: take on
the state between two others, then be captured by a camera. What is compared is the processor
time of the main thread, which is the one that holds films up; the encoder has its own. The
sides take turns in one process. When only the light moves, Manim would have to change every
line, too, so its frame is the same. Memory is the peak of a process of its own that makes a
field and draws it: changing, lit, and zoomed in.
"""

import argparse
import gc
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from manim import Line, VGroup, config, tempconfig
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.ndimage import gaussian_filter

from benchmarks.training import machine_noise
from network.files.atomic import check_writable, replacing
from network.files.errors import run
from scenes.look.theme import theme
from scenes.mobjects.edges.canvas import STRONGEST_ALPHA
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.painting.painted import StageCamera

#: Points at which edges end, and their thickness in scene units.
ENDS, WIDTH = 16, 0.0075

#: How often our side draws for each frame of the other one, which takes many times as long.
FRAMES_FOR_ONE = 6

#: By how much an animation of one second goes on from frame to frame.
STEP = 1 / 60

QUALITIES = {"peak_mb_1080p": "high_quality", "peak_mb_2160p": "fourk_quality"}

console = Console(highlight=False, width=100)

Array = NDArray[np.floating]


def layers(side: int) -> tuple[Array, Array]:
    """Return a grid of side x side points, and a column of others to its right."""
    x, y = np.meshgrid(np.linspace(-6.5, -2.1, side), np.linspace(2.5, -1.9, side))
    starts = np.stack([x.ravel(), y.ravel()], axis=1)
    return starts, np.stack([np.full(ENDS, 0.9), np.linspace(3.1, -3.1, ENDS)], axis=1)


def as_lines(starts: Array, ends: Array, strengths: Array, width: float = WIDTH) -> VGroup:
    """Return the same edges as Manim's lines.

    Parameters
    ----------
    starts, ends
        Shapes (m, 2) and (n, 2).
    strengths
        Shape (n, m).
    """
    look = theme()
    return VGroup(
        *(
            Line(
                [*start, 0],
                [*end, 0],
                color=look.positive if strength > 0 else look.negative,
                stroke_width=100 * width,
                stroke_opacity=STRONGEST_ALPHA * abs(strength),
            )
            for end, row in zip(ends, strengths, strict=True)
            for start, strength in zip(starts, row, strict=True)
        )
    )


class LinesSide:
    """Lines that change from one set of strengths to another."""

    def __init__(self, starts: Array, ends: Array, before: Array, after: Array) -> None:
        self.before, self.after = (as_lines(starts, ends, each) for each in (before, after))
        self.drawn = self.before.copy()
        self.camera = StageCamera()

    def frame(self, alpha: float) -> None:
        """Draw the state at ``alpha``, 0 to 1, of the way."""
        states = (self.drawn, self.before, self.after)
        for line, before, after in zip(*(state.submobjects for state in states), strict=True):
            line.interpolate(before, after, alpha)
        self.camera.reset()
        self.camera.capture_mobjects([self.drawn])


class FieldSide:
    """An edge field that changes from one state to another."""

    def __init__(self, before: EdgeField, after: EdgeField) -> None:
        self.before, self.after, self.drawn = before, after, before.copy()
        self.camera = StageCamera()

    def frame(self, alpha: float) -> None:
        """Draw the state at ``alpha``, 0 to 1, of the way."""
        self.drawn.interpolate(self.before, self.after, alpha)
        self.camera.reset()
        self.camera.capture_mobjects([self.drawn])


def changing(field: EdgeField, after: Array) -> FieldSide:
    """Return a field all of whose edges change."""
    return FieldSide(field.copy(), field.copy().set_strengths(after))


def lit(field: EdgeField) -> FieldSide:
    """Return a field along which light runs."""
    before = field.copy().set_light(front=-0.2, ahead=0.2, crest=0.9)
    return FieldSide(before, before.copy().set_light(front=1.2))


def compare(side: int, repetitions: int) -> dict[str, object]:
    """Time both sides by turns."""
    rng = np.random.default_rng(0)
    starts, ends = layers(side)
    before, after = rng.uniform(-1, 1, (2, ENDS, len(starts)))
    start = time.process_time()
    field = EdgeField(starts, ends, before, WIDTH)
    StageCamera().capture_mobjects([field])
    construction = time.process_time() - start
    sides = {
        "lines": (LinesSide(starts, ends, before, after), 1),
        "changing": (changing(field, after), FRAMES_FOR_ONE),
        "light": (lit(EdgeField(starts, ends, before, WIDTH)), FRAMES_FOR_ONE),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for each, _ in sides.values():
        each.frame(0)
    gc.collect()
    gc.freeze()  # or searching through the lines for garbage would count as our time, too
    for _ in range(repetitions):
        for name, (each, frames) in sides.items():
            for _ in range(frames):
                alpha = STEP * (len(times[name]) + 1) % 1
                times[name].append(seconds(lambda each=each, alpha=alpha: each.frame(alpha)))
    gc.unfreeze()
    usual = {name: statistics.median(each) for name, each in times.items()}
    return {
        "edges": before.size,
        "edges_changing_vs_lines": usual["lines"] / usual["changing"],
        "light_moving_vs_lines": usual["lines"] / usual["light"],
        "seconds": usual,
        "spread": {name: (max(each) - min(each)) / usual[name] for name, each in times.items()},
        "construction_seconds": construction,
    }


def seconds(work: Callable[[], None]) -> float:
    """Return the main thread's processor time that something takes."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def similarity(a: Array, b: Array) -> float:
    """Return the structural similarity of two grey pictures, each 0 to 1.

    Wang and others (2004); the window is a Gaussian of 1.5 pixels.
    """

    def blur(x: Array) -> Array:
        return gaussian_filter(x, 1.5)

    mean_a, mean_b = blur(a), blur(b)
    variances = blur(a * a) - mean_a**2 + blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    index = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    index /= (mean_a**2 + mean_b**2 + c1) * (variances + c2)
    return float(index.mean())


def likeness(count: int = 60) -> float:
    """Return how similar a fan of edges is that both sides draw: its edges don't cross."""
    starts = np.stack([np.full(count, -6.0), np.linspace(-3.6, 3.6, count)], axis=1)
    ends, strengths = np.array([[6.0, 0.3]]), np.linspace(0.2, 1, count)[None]
    pictures = []
    for side in (EdgeField(starts, ends, strengths, 0.02), as_lines(starts, ends, strengths, 0.02)):
        camera = StageCamera()
        camera.capture_mobjects([side])
        pictures.append(camera.pixel_array[..., :3].mean(axis=2) / 255)
    return similarity(*pictures)


def draw_and_tell_peak(quality: str, side: int) -> float:
    """Make a field and draw it; return the most memory this process has used, megabytes."""
    rng = np.random.default_rng(0)
    with tempconfig({"quality": quality}):
        starts, ends = layers(side)
        before, after = rng.uniform(-1, 1, (2, ENDS, len(starts)))
        field = EdgeField(starts, ends, before, WIDTH)
        for each in (changing(field, after), lit(field)):
            for alpha in (0.2, 0.5, 0.8):
                each.frame(alpha)
        each.camera.frame.scale(0.5)
        each.frame(0.4)
    return own_peak_megabytes()


def own_peak_megabytes() -> float:
    """Return the most memory that this program has held.

    Linux's own count of a process goes on from the one that started it, so there the figure is
    read where it begins anew with the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


def peak_megabytes(quality: str, side: int) -> float:
    """Return the peak memory of a process of its own."""
    command = [sys.executable, "-m", "benchmarks.edges", "--peak", quality, "--side", str(side)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(told.split()[-1])


def _show(figures: dict) -> None:
    title = f"a frame of {figures['edges']:,} edges, 1080p, main thread"
    table = Table(title=title)
    for column in ("", "ms", "spread", "lines / ours"):
        table.add_column(column, justify="right")
    ratios = {
        "lines": "",
        "changing": f"{figures['edges_changing_vs_lines']:.0f}",
        "light": f"{figures['light_moving_vs_lines']:.0f}",
    }
    names = {"lines": "Line", "changing": "every edge changing", "light": "light moving"}
    for side, usual in figures["seconds"].items():
        spread = f"{figures['spread'][side]:.0%}"
        table.add_row(names[side], f"{1000 * usual:.1f}", spread, ratios[side])
    console.print(table)
    console.print(
        f"made and first drawn in {figures['construction_seconds']:.2f} s; "
        f"similarity with lines {figures['similarity']:.3f}; "
        f"peak memory {figures['peak_mb_1080p']:.0f} MB at 1080p, "
        f"{figures['peak_mb_2160p']:.0f} MB at 2160p"
    )
    console.print(f"the same work took times that vary by {figures['noise']:.0%} on this machine")


def measure(side: int, repetitions: int) -> dict[str, object]:
    """Return all figures."""
    noise = machine_noise()
    with tempconfig({"quality": "high_quality"}):
        figures = compare(side, repetitions)
        figures["similarity"] = likeness()
    for name, quality in QUALITIES.items():
        figures[name] = peak_megabytes(quality, side)
    figures["noise"] = max(noise, machine_noise())
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and store the figures if asked to."""
    parser = argparse.ArgumentParser("python -m benchmarks.edges", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures there")
    parser.add_argument("--side", type=int, default=28, help="of the grid of points (default 28)")
    parser.add_argument("--repetitions", type=int, default=5, help="of each frame (default 5)")
    parser.add_argument("--peak", metavar="QUALITY", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    config.verbosity = "WARNING"
    if options.peak:
        print(draw_and_tell_peak(options.peak, options.side))
        return 0
    return run(lambda: _measure_and_store(options))


def _measure_and_store(options: argparse.Namespace) -> None:
    """Measure, and store the figures if asked to."""
    if options.json:
        check_writable(options.json)
    figures = measure(options.side, options.repetitions)
    _show(figures)
    if options.json:
        with replacing(options.json) as file:
            file.write(json.dumps(figures, indent=2).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
