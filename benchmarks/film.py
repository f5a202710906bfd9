"""What a film costs, next to only encoding its frames as Manim does by itself.

    python -m benchmarks.film [forward] [structure] [--quality h] [--json FILE]

A lecture's name stands for all its sections, and for a line that sums them up. Each scene is
filmed from nothing in a process of its own, as render.sh does it. Then the film's frames are
encoded once more, with Manim's own encoder and its usual settings, whatever ours are, and nothing
else is counted: below 1, a film takes less than that alone. What is compared is processor time of
all threads, so that the figure holds on a busy machine too. The memory is the most that the
filming process held at a time.

--plays 10,25 looks at these plays only; those before them aren't drawn.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from manim import Scene, tempconfig
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from rich.console import Console
from rich.table import Table

from network.files.atomic import check_writable, replacing
from network.files.errors import InputError, run
from scenes.script.contents import scenes_of

ROOT = Path(__file__).resolve().parent.parent

QUALITIES = {"l": "low", "m": "medium", "h": "high", "p": "production", "k": "fourk"}

#: Bytes in a unit of ``ru_maxrss``: kibibytes on Linux, bytes on macOS (getrusage(2)).
RSS_UNIT = 1 if sys.platform == "darwin" else 1024

#: A process of its own that starts another one, and tells what that took: processor seconds, and
#: ``ru_maxrss``. The latter counts from before a program is loaded, when a process still is a copy
#: of the one that starts it; so that has to be a small one.
WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""

#: Frames held in memory at a time while they are encoded again: one second of film.
AT_A_TIME = 60

console = Console(highlight=False, width=100)


def film(scene: str, options: argparse.Namespace, folder: Path) -> tuple[Path, float, float]:
    """Film a scene from nothing; return the film, processor seconds, and gigabytes at most.

    Raises
    ------
    subprocess.CalledProcessError
        If Manim fails.
    """
    rate = ("--frame_rate", str(options.rate)) if options.rate else ()
    told = subprocess.run(
        [
            *(sys.executable, "-c", WATCHED),
            *(sys.executable, "-m", "manim", "render", f"-q{options.quality}", *rate),
            *("--media_dir", str(folder), "--output_file", "film", "--progress_bar", "none"),
            *(("--from_animation_number", options.plays) if options.plays else ()),
            *("--verbosity", "ERROR", f"scenes/{scene}.py"),
        ],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        check=True,
        stdout=subprocess.PIPE,
    )
    seconds, most = map(float, told.stdout.split())
    (found,) = folder.glob("videos/*/*/film.mp4")
    return found, seconds, most * RSS_UNIT / 1e9


def encode_again(path: Path, options: argparse.Namespace, folder: Path) -> tuple[float, int]:
    """Encode a film's frames as Manim does; return processor seconds of that, and frames."""
    wanted = {"quality": f"{QUALITIES[options.quality]}_quality", "video_encoder_options": {}}
    if options.rate:
        wanted["frame_rate"] = options.rate
    with tempconfig(wanted):
        settings = Scene().session_spec.video_encoder
    start, count = time.process_time(), 0
    encoder = VideoSegmentEncoder(target=folder / "again.mp4", spec=settings)
    spent = time.process_time() - start
    for frames in _in_blocks(path):
        start = time.process_time()
        for frame in frames:
            encoder.write_frame(frame)
        spent += time.process_time() - start
        count += len(frames)
    start = time.process_time()
    encoder.finish()
    return spent + time.process_time() - start, count


def _in_blocks(path: Path) -> Iterator[list[np.ndarray]]:
    """Yield a film's frames, (height, width, 4) uint8, some at a time."""
    block: list[np.ndarray] = []
    with av.open(path) as container:
        # One thread, so that nothing is decoded while encoding is being timed.
        container.streams.video[0].thread_count = 1
        for frame in container.decode(video=0):
            block.append(np.ascontiguousarray(frame.to_ndarray(format="rgba")))
            if len(block) == AT_A_TIME:
                yield block
                block = []
    if block:
        yield block


def measure(scene: str, options: argparse.Namespace) -> dict[str, float]:
    """Film a scene, encode its frames again, and compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, filming, memory = film(scene, options, folder)
        size = path.stat().st_size / 1e6
        encoding, frames = encode_again(path, options, folder)
        again, _ = encode_again(path, options, folder)
    return {
        "ratio": filming / encoding,
        "filming_seconds": filming,
        "encoding_seconds": encoding,
        "frames": frames,
        "noise": abs(again - encoding) / encoding,
        "memory_gigabytes": memory,
        "megabytes": size,
    }


def summed_up(figures: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the figures of several films one after the other."""
    added = ("filming_seconds", "encoding_seconds", "frames", "megabytes")
    total = {name: sum(each[name] for each in figures) for name in added}
    ratio = total["filming_seconds"] / total["encoding_seconds"]
    most = {name: max(each[name] for each in figures) for name in ("noise", "memory_gigabytes")}
    return {"ratio": ratio, **total, **most}


def measure_all(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Measure every scene that was asked for, and sum up lectures.

    Raises
    ------
    InputError
        If there is none of a name.
    """
    figures: dict[str, dict[str, float]] = {}
    for name in options.scenes:  # before the first is filmed
        _check_there(name)
    for name in options.scenes:
        scenes = scenes_of(name)
        for scene in scenes:
            console.print(f"filming {scene} ...")
            figures[scene] = measure(scene, options)
        if scenes != [name]:
            figures[name] = summed_up([figures[scene] for scene in scenes])
    return figures


def _check_there(name: str) -> None:
    for scene in scenes_of(name):
        if not (ROOT / "scenes" / f"{scene}.py").is_file():
            raise InputError(
                name,
                expected="a lecture's name, or NAME as in scenes/NAME.py",
                found="no such scene",
                remedy="try forward, structure or backprop/algorithm",
            )


def show(figures: dict[str, dict[str, float]], quality: str) -> None:
    """Print a table, a row a film."""
    table = Table(title=f"processor time, quality {quality}")
    for column in (
        "film",
        "frames",
        "filming, ms a frame",
        "Manim's encoding",
        "ratio",
        "noise",
        "GB held",
        "MB of film",
    ):
        table.add_column(column, justify="left" if column == "film" else "right")
    for scene, each in figures.items():
        table.add_row(
            scene,
            f"{each['frames']:,}",
            f"{1000 * each['filming_seconds'] / each['frames']:.1f}",
            f"{1000 * each['encoding_seconds'] / each['frames']:.1f}",
            f"{each['ratio']:.2f}",
            f"{each['noise']:.0%}",
            f"{each['memory_gigabytes']:.2f}",
            f"{each['megabytes']:.1f}",
        )
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and store the figures if asked to."""
    parser = argparse.ArgumentParser("python -m benchmarks.film", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "scenes", nargs="*", default=["forward"], help="lectures, or NAME as in scenes/NAME.py"
    )
    parser.add_argument("--quality", choices=list(QUALITIES), default="h", help="as for manim -q")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures there")
    parser.add_argument("--plays", metavar="FROM,TO", help="look at these plays only")
    parser.add_argument("--rate", type=int, help="frames a second; few for a quick look")
    options = parser.parse_args(arguments)
    return run(lambda: _measure_and_store(options))


def _measure_and_store(options: argparse.Namespace) -> None:
    """Measure, and store the figures if asked to."""
    if options.json:
        check_writable(options.json)
    figures = measure_all(options)
    show(figures, options.quality)
    if options.json:
        ratios = {scene: each["ratio"] for scene, each in figures.items()}
        with replacing(options.json) as file:
            text = json.dumps({"film_vs_encoding": ratios, "details": figures}, indent=2)
            file.write(text.encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
