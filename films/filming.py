"""Make one film: ``python -m films.filming NAME ORDER``; the Snakefile calls it.

A film appears under its name when it is whole, with its captions, and never before: whatever
happens in between, nobody meets half of one, and what was there before stays.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from films.dependencies import ROOT
from films.machine import places_for_caches
from films.made import note_made
from films.order import OUT, Order
from network.files.errors import InputError, run
from scenes.script.contents import lectures

NOTHING_TOLD = b'{"chapters": [], "cues": []}'


#: Characters in a line of what Manim writes down: broken by fewer, errors can't be read.
WIDTH = 160


def main(arguments: Sequence[str]) -> int:
    """Film a scene or join a lecture; return the exit code."""
    name, token = arguments
    order = Order.from_token(token)
    try:
        return run(lambda: make(name, order))
    except subprocess.CalledProcessError as error:  # Manim has said why
        return error.returncode if error.returncode > 0 else 1


def make(name: str, order: Order) -> None:
    """Make a film, and write down from what.

    Raises
    ------
    InputError
        If it can't be written, or there is nothing to write.
    subprocess.CalledProcessError
        If Manim fails.
    """
    lecture, start = {each.name: each for each in lectures()}.get(name), time.monotonic()
    # As things are before: if they change meanwhile, it is made again the next time.
    made_from = order.joined_from(lecture) if lecture else order.made_from(name)
    if lecture:
        from films.commands import join  # takes a moment, with all that belongs to lectures

        folder = ROOT / order.folder
        join(name, folder, folder)
    else:
        film(name, order)
    note_made(name, order, made_from, time.monotonic() - start)


def film(scene: str, order: Order) -> None:
    """Film a scene, or take from Manim's cache what is still right.

    Raises
    ------
    InputError
        If it can't be written, or there is nothing to write.
    subprocess.CalledProcessError
        If Manim fails.
    """
    media, name = ROOT / _media(scene), Path(scene).name
    with alone_in(media):
        discard_half_written(media)
        for old in media.glob(f"videos/*/*/{name}.*"):
            old.unlink()
        mark = media / "filming"
        mark.touch()
        _run_manim(scene, order)
        made = list(media.glob(f"videos/*/*/{name}.mp4"))
        if not made:
            raise InputError(
                f"scenes/{scene}.py",
                expected="a film",
                found="none",
                remedy="let it play an animation",
            )
        mark.unlink()
        _publish(made[0], ROOT / order.film(scene))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time use a folder; the kernel ends that even when it is killed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        with suppress(OSError):  # a file system without locks: go on alone
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def discard_half_written(media: Path) -> None:
    """Remove from Manim's cache what a killed process may have left half-written.

    Manim writes each animation under its final name and believes in what it finds there.
    """
    mark = media / "filming"
    if not mark.exists():
        return
    since = mark.stat().st_mtime - 2  # file systems round
    inside = (file for file in media.rglob("*") if file.is_file() and file.parent != media)
    for file in list(inside):
        if file.stat().st_mtime >= since and not (file.suffix == ".mp4" and _is_whole(file)):
            file.unlink()
    mark.unlink()


def _is_whole(film: Path) -> bool:
    """Say whether a film can be read: its table of contents is written last."""
    import av  # takes a moment: only after a crash

    try:
        with av.open(film) as container:
            return container.streams.video[0].frames > 0
    except (OSError, IndexError, av.FFmpegError):
        return False


def _run_manim(scene: str, order: Order) -> None:
    # Paths are relative so that Manim names the module scenes.forward, as an import would, and
    # takes nothing in the path of the repository for a placeholder.
    command = [sys.executable, "-m", "manim", "render", f"-q{order.quality}"]
    command += ["--verbosity", "WARNING", "--progress_bar", "none"]
    command += ["--media_dir", _media(scene).as_posix()]
    command += ["--output_file", Path(scene).name, f"scenes/{scene}.py"]
    environment = os.environ | places_for_caches() | order.environment
    environment |= {"OPENBLAS_NUM_THREADS": "1", "COLUMNS": str(WIDTH)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _publish(made: Path, target: Path) -> None:
    """Put a film in its place: captions first, itself last."""
    target.parent.mkdir(parents=True, exist_ok=True)
    told = made.with_suffix(".captions.json")
    if not told.exists():
        told.write_bytes(NOTHING_TOLD)
    for kind in (".srt", ".captions.json"):
        if made.with_suffix(kind).exists():
            made.with_suffix(kind).replace(target.with_suffix(kind))
        else:
            target.with_suffix(kind).unlink(missing_ok=True)
    made.replace(target)


def _media(scene: str) -> Path:
    """Return the folder that Manim works in, as it is called from the repository."""
    return OUT / ".media" / scene


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
