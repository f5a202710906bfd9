"""What settings of x264 cost, and what they leave of the pictures, on pieces of the films.

    python -m benchmarks.encoders [--frames 24] [--json FILE]

Some plays of several sections are filmed without any loss: faint light on the dark stage, all
edges at once, pages of text, what moves fast. Then their frames are encoded with each of the
settings: Manim's, ours (manim.cfg), those of films to keep, and some that were not taken. A row
tells processor time of all threads, bytes, memory that the encoder took, and how near the film is
to what was drawn: peak signal to noise and structural similarity of the brightness, of all frames
together, and of the worst one.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from configparser import ConfigParser
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from rich.console import Console
from rich.table import Table

from benchmarks.film import ROOT, RSS_UNIT
from network.files.atomic import check_writable, replacing
from network.files.errors import run
from scenes.mobjects.painting.filmed import MASTER

#: Plays of sections that are looked at, from one to another.
PIECES = {
    "forward": "15,17",
    "structure/preview": "9,11",
    "structure/pattern": "10,12",
    "descent/two_inputs": "19,20",
    "descent/onwards": "11,13",
    "backprop/algorithm": "14,15",
    "calculus/indices": "14,15",
}

#: Films that keep every bit of what was drawn.
LOSSLESS = """
[video_encoder]
codec = libx264rgb
pixel_format = rgb24
[video_encoder.options]
preset = ultrafast
qp = 0
"""

_read = ConfigParser(interpolation=None)
_read.read(ROOT / "manim.cfg")
OURS = dict(_read["video_encoder.options"])

SETTINGS = {
    "Manim's: medium 23": {"crf": "23"},
    "ours": OURS,
    "ours, for animation": OURS | {"tune": "animation"},
    "ours, more for the dark": OURS | {"aq-mode": "3"},
    "ours, as preset": {each: OURS[each] for each in ("preset", "threads")} | {"crf": "20"},
    "superfast 24": OURS | {"preset": "superfast", "crf": "24"},
    "faster 21": OURS | {"preset": "faster", "crf": "21"},
    "to keep": MASTER,
}

#: Frames a second.
RATE = 60

#: Constants of structural similarity, for brightness from 0 to 255, and pixels along a block.
STEADY = (0.01 * 255) ** 2, (0.03 * 255) ** 2
BLOCK = 8

console = Console(highlight=False, width=110)


def film_pieces(folder: Path) -> list[Path]:
    """Film all pieces; return a film of each play.

    Raises
    ------
    subprocess.CalledProcessError
        If Manim fails.
    """
    settings = folder / "lossless.cfg"
    settings.write_text(LOSSLESS)
    for scene, plays in PIECES.items():
        console.print(f"filming {scene} ...")
        command = [sys.executable, "-m", "manim", "render", "-qh", "-n", plays]
        command += ["--config_file", str(settings), "--media_dir", str(folder / scene)]
        command += ["--progress_bar", "none", "--verbosity", "ERROR", f"scenes/{scene}.py"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.rglob("partial_movie_files/**/*.mp4"))


def frames_of(path: Path, count: int) -> list[av.VideoFrame]:
    """Return the first frames of a film in the encoder's colours."""
    converter, frames = VideoReformatter(), []
    with av.open(path) as container:
        for _, frame in zip(range(count), container.decode(video=0), strict=False):
            pixels = frame.to_ndarray(format="rgba")
            drawn = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
            frames.append(converter.reformat(drawn, format="yuv420p", threads=1))
    return frames


def encode(frames: Sequence[av.VideoFrame], options: dict[str, str]) -> tuple[io.BytesIO, float]:
    """Encode frames; return the film, and processor seconds."""
    start, film = time.process_time(), io.BytesIO()
    with av.open(film, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=RATE, options=dict(options))
        stream.pix_fmt = "yuv420p"
        stream.width, stream.height = frames[0].width, frames[0].height
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    film.seek(0)
    return film, time.process_time() - start


def brightness(frame: av.VideoFrame) -> np.ndarray:
    """Return the brightness of a frame's pixels, (height, width) float32, 0 to 255."""
    plane = frame.planes[0]
    rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width].astype(np.float32)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the structural similarity of two pictures, from blocks: 1 if they are the same."""

    def mean(picture: np.ndarray) -> np.ndarray:
        rows, columns = (size // BLOCK for size in picture.shape)
        cut = picture[: rows * BLOCK, : columns * BLOCK]
        return cut.reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3))

    a, b = mean(one), mean(other)
    spread = mean(one * one) - a * a + mean(other * other) - b * b
    common = mean(one * other) - a * b
    light, structure = STEADY
    alike = (2 * a * b + light) * (2 * common + structure)
    return float((alike / ((a * a + b * b + light) * (spread + structure))).mean())


def measure(path: Path, count: int, options: dict[str, str]) -> dict[str, float | list[float]]:
    """Encode a film's first frames, and compare what comes out with what went in."""
    frames = frames_of(path, count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    film, seconds = encode(frames, options)
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * RSS_UNIT
    errors, alike = [], []
    with av.open(film) as container:
        for drawn, shown in zip(frames[::4], [*container.decode(video=0)][::4], strict=True):
            one, other = brightness(drawn), brightness(shown)
            errors.append(float(np.square(one - other).mean()))
            alike.append(likeness(one, other))
    size = film.getbuffer().nbytes
    counts = {"frames": len(frames), "seconds": seconds, "bytes": size, "held": held}
    return {**counts, "errors": errors, "alike": alike}


def summed_up(pieces: Sequence[dict]) -> dict[str, float]:
    """Return the figures of all pieces together."""
    frames = sum(each["frames"] for each in pieces)
    errors = [error for each in pieces for error in each["errors"]]
    alike = [share for each in pieces for share in each["alike"]]
    return {
        "ms_a_frame": 1000 * sum(each["seconds"] for each in pieces) / frames,
        "kilobytes_a_frame": sum(each["bytes"] for each in pieces) / frames / 1000,
        "megabytes_held": max(each["held"] for each in pieces) / 1e6,
        "psnr": decibels(np.mean(errors)),
        "worst_psnr": decibels(max(errors)),
        "ssim": float(np.mean(alike)),
        "worst_ssim": min(alike),
    }


def decibels(error: float) -> float:
    """Return the peak signal to noise that a mean square error means; 99 for none."""
    return min(99.0, float(10 * np.log10(255**2 / max(error, 1e-12))))


def measure_all(paths: Sequence[Path], count: int) -> dict[str, dict[str, float]]:
    """Measure all settings, each piece in a process of its own, one at a time."""
    figures = {}
    for name, options in SETTINGS.items():
        console.print(f"encoding with {name} ...")
        alone = {"max_workers": 1, "max_tasks_per_child": 1, "mp_context": get_context("spawn")}
        with ProcessPoolExecutor(**alone) as pool:
            pieces = [pool.submit(measure, path, count, options) for path in paths]
            figures[name] = summed_up([piece.result() for piece in pieces])
    return figures


def show(figures: dict[str, dict[str, float]]) -> None:
    """Print a table, a row for each of the settings."""
    table = Table(title="encoding, 1080p")
    for column in ("settings", "ms a frame", "kB a frame", "MB held", "PSNR", "worst"):
        table.add_column(column, justify="left" if column == "settings" else "right")
    for column in ("SSIM", "worst"):
        table.add_column(column, justify="right")
    for name, each in figures.items():
        ms, size, held, *near = each.values()
        signal, alike = near[:2], near[2:]
        row = [f"{ms:.1f}", f"{size:.2f}", f"{held:.0f}", *(f"{value:.2f}" for value in signal)]
        table.add_row(name, *row, *(f"{value:.4f}" for value in alike))
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and store the figures if asked to."""
    parser = argparse.ArgumentParser("python -m benchmarks.encoders", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--frames", type=int, default=24, help="of each play (default: 24)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures there")
    options = parser.parse_args(arguments)
    return run(lambda: _measure_and_store(options))


def _measure_and_store(options: argparse.Namespace) -> None:
    """Measure, and store the figures if asked to."""
    if options.json:
        check_writable(options.json)
    with tempfile.TemporaryDirectory() as name:
        figures = measure_all(film_pieces(Path(name)), options.frames)
    show(figures)
    if options.json:
        with replacing(options.json) as file:
            file.write(json.dumps(figures, indent=2).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
