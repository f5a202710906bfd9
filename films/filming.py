"""Film one scene: ``python -m films.filming SCENE NAME=VALUE ...``; the Snakefile calls it.

A film appears under its name when it is whole, with its captions, and never before: whatever
happens in between, nobody meets half of one.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from films.dependencies import ROOT
from films.order import OUT, Order
from network.files.atomic import replacing
from network.files.errors import InputError, run

NOTHING_TOLD = b'{"chapters": [], "cues": []}'


def main(arguments: Sequence[str]) -> int:
    """Film a scene; return the exit code."""
    scene, *settings = arguments
    order = Order.of(dict(setting.split("=", 1) for setting in settings))
    try:
        return run(lambda: film(scene, order))
    except subprocess.CalledProcessError as error:  # Manim has said why
        return error.returncode if error.returncode > 0 else 1


def film(scene: str, order: Order) -> None:
    """Film a scene, or take from Manim's cache what is still right.

    Raises
    ------
    InputError
        If it can't be written, or there is nothing to write.
    subprocess.CalledProcessError
        If Manim fails.
    """
    media, name, start = _media(scene), Path(scene).name, time.monotonic()
    with alone_in(media):
        discard_half_written(media)
        for old in media.glob(f"videos/*/*/{name}.*"):
            old.unlink()
        mark = media / "filming"
        mark.touch()
        _run_manim(scene, order, media)
        made = list(media.glob(f"videos/*/*/{name}.mp4"))
        if not made:
            raise InputError(
                f"scenes/{scene}.py",
                expected="a film",
                found="none",
                remedy="let it play an animation",
            )
        mark.unlink()
        _publish(made[0], scene, order, time.monotonic() - start)


def is_damaged(scene: str, order: Order) -> bool:
    """Say whether a film is there but isn't what was filmed any more.

    Where size and date are as they were, it is trusted; else its content is compared. A film of
    which nothing is known is taken as it is.
    """
    target = ROOT / order.film(scene)
    try:
        known = json.loads(_record(scene, order).read_text())
        found = target.stat()
    except (OSError, ValueError):
        return False
    if [found.st_size, found.st_mtime_ns] == [known["size"], known["date"]]:
        return False
    return found.st_size != known["size"] or _digest(target) != known["sha256"]


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


def _run_manim(scene: str, order: Order, media: Path) -> None:
    # The path is relative so that Manim names the module scenes.forward, as an import would.
    command = [sys.executable, "-m", "manim", "render", f"-q{order.quality}"]
    command += ["--verbosity", "WARNING", "--progress_bar", "none"]
    command += ["--media_dir", str(media), "--output_file", Path(scene).name, f"scenes/{scene}.py"]
    environment = os.environ | order.environment | {"OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _publish(made: Path, scene: str, order: Order, seconds: float) -> None:
    """Put a film in its place: captions first, itself last."""
    target = ROOT / order.film(scene)
    target.parent.mkdir(parents=True, exist_ok=True)
    told = made.with_suffix(".captions.json")
    if not told.exists():
        told.write_bytes(NOTHING_TOLD)
    for kind in (".srt", ".captions.json"):
        target.with_suffix(kind).unlink(missing_ok=True)
        if made.with_suffix(kind).exists():
            made.with_suffix(kind).replace(target.with_suffix(kind))
    found = made.stat()
    record = {"size": found.st_size, "date": found.st_mtime_ns, "sha256": _digest(made)}
    with replacing(_record(scene, order)) as file:
        file.write(json.dumps({**record, "seconds": round(seconds, 1)}).encode())
    made.replace(target)


def _media(scene: str) -> Path:
    return ROOT / OUT / ".media" / scene


def _record(scene: str, order: Order) -> Path:
    """Return where it is written down how a film was when it was made."""
    return _media(scene) / f"{order.nickname}.json"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
