"""Make films, as many at once as there is room for: ``python -m films.workflow``, for render.sh.

Snakemake does the work; here it is started, and what it says is put in plain words.
"""

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from films.dependencies import ROOT
from films.filming import is_damaged
from films.order import OUT, QUALITIES, Order
from films.progress import Job, Progress, jobs_in
from network.files.atomic import check_writable
from network.files.errors import InputError, run
from scenes.script.contents import lectures, scenes_of

#: Bytes without which it makes no sense to begin, or to look for another reason of a failure.
LEAST_SPACE = 64 << 20


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, which render.sh fills in."""
    made = argparse.ArgumentParser("python -m films.workflow", description=__doc__)
    made.add_argument("names", nargs="+", help="of scenes and lectures")
    made.add_argument("--quality", choices=QUALITIES, default="h")
    made.add_argument("--jobs", default="", help="how many at once (default: one a processor)")
    made.add_argument("--profile", default="", help="a folder with settings for Snakemake")
    made.add_argument("--dry-run", action="store_true", help="only tell what would be made")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked for; return the exit code."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    return run(lambda: _make_or_tell(options), "stopped; the next run goes on from here")


def _make_or_tell(options: argparse.Namespace) -> int:
    """Make what is asked for, or only tell what would be made; return the exit code."""
    order = Order.from_environment(options.quality)
    for name in options.names:
        check_writable(ROOT / order.film(name))
    if options.dry_run:
        return tell_plan(order, options)
    with alone() as lock:
        _check_space()
        return make(order, options, lock)


def make(order: Order, options: argparse.Namespace, lock: int) -> int:
    """Make films; print where they are, or what went wrong with which."""
    progress, last_lines = Progress(order), deque(maxlen=15)
    with _snakemake(order, options, lock) as process:
        assert process.stdout
        for line in progress.ticking(process.stdout):
            last_lines.append(line)
            progress.read(line)
        code = process.wait()
    progress.finish()
    if progress.failed:
        _tell_failures(progress, order, options)
    elif code:
        print(*last_lines, sep="\n", file=sys.stderr)
        raise InputError(
            "the workflow",
            expected="Snakemake to succeed",
            found=f"an error (exit code {code}), the last lines above",
            remedy="run this again; it goes on where it stopped",
        )
    for name in options.names:
        if (ROOT / order.film(name)).exists() and name not in progress.missing:
            print(ROOT / order.film(name))
    return 1 if code else 0


def tell_plan(order: Order, options: argparse.Namespace) -> int:
    """Print what would be made, and why; return the exit code."""
    command = [*_command(order, options), "--dry-run"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        print(said, file=sys.stderr)
        return done.returncode
    jobs, damaged = list(jobs_in(said)), _damaged(order, options.names)
    for job in jobs:
        why = ["its film was damaged"] if job.name in damaged else job.reasons
        if job.rule in ("film", "lecture") and not (ROOT / order.film(job.name)).exists():
            why = ["there is none yet"]
        print(f"{job.verb} {job.name}: {'; '.join(why)}")
    if not jobs:
        print("nothing to do: everything is as it should be")
    return 0


@contextmanager
def alone() -> Iterator[int]:
    """Let one run at a time work in out/; yield the lock, for Snakemake to hold it too.

    The kernel lets go of it when the last process that holds it has ended, even by kill -9.
    """
    (ROOT / OUT).mkdir(exist_ok=True)
    with (ROOT / OUT / ".lock").open("w") as file, suppress(BrokenPipeError):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("waiting for another run to finish ...", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks: go on alone
        yield file.fileno()


@contextmanager
def _snakemake(
    order: Order, options: argparse.Namespace, lock: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Start Snakemake; when something comes in between, stop it and all that it started."""
    process = subprocess.Popen(
        _command(order, options),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[lock],
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _stop(process, gently=bool(options.profile))


def _stop(process: subprocess.Popen[bytes], gently: bool) -> None:
    """Stop Snakemake and all that it started; gently, so that it cancels its jobs on a cluster.

    Nothing half-made is ever taken for a film: on this machine there is nothing to wait for.
    """
    import psutil  # comes with Snakemake, and takes a moment

    started = psutil.Process(process.pid)
    if gently:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=30)
    with suppress(psutil.NoSuchProcess):
        started.suspend()  # it must not start another film meanwhile
        for each in [*started.children(recursive=True), started]:
            with suppress(psutil.NoSuchProcess):
                each.kill()
    process.wait()


def _command(order: Order, options: argparse.Namespace) -> list[str]:
    command = [sys.executable, "-m", "snakemake", "--snakefile", "Snakefile"]
    command += _targets(order, options.names)
    command += ["--nolock", "--keep-going", "--rerun-incomplete", "--nocolor"]
    # Contents are params and, for what isn't there yet when planning, checksums: see order.py.
    command += ["--rerun-triggers", "params", "input", "mtime"]
    command += ["--max-checksum-file-size", "100MB", "--scheduler", "greedy"]
    command += ["--config", *order.settings]
    if options.profile:
        command += ["--profile", options.profile]
        command += ["--jobs", options.jobs] if options.jobs else []
    else:
        command += ["--cores", options.jobs or "all", "--resources", f"mem_mb={_memory()}"]
    damaged = [order.film(scene).as_posix() for scene in _damaged(order, options.names)]
    return command + (["--forcerun", *damaged] if damaged else [])


def _targets(order: Order, names: Sequence[str]) -> list[str]:
    """Return the files to make: of a lecture its section films too, each with its narration."""
    films = [order.film(scene) for scene in _scenes(names)]
    told = [film.with_suffix(".captions.json") for film in films]
    joined = [order.film(each.name) for each in lectures() if each.name in names]
    return [file.as_posix() for file in [*films, *told, *joined]]


def _scenes(names: Sequence[str]) -> list[str]:
    """Return the scenes that are meant by names of lectures and scenes."""
    return list(dict.fromkeys(scene for name in names for scene in scenes_of(name)))


def _damaged(order: Order, names: Sequence[str]) -> list[str]:
    """Return the scenes whose films are not what was filmed."""
    return [scene for scene in _scenes(names) if is_damaged(scene, order)]


def _memory() -> int:
    """Return how many megabytes films may take; always enough for one."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(int(0.85 * pages) >> 20, 4000)


def _check_space() -> None:
    free = shutil.disk_usage(ROOT / OUT).free
    if free < LEAST_SPACE:
        raise InputError(
            ROOT / OUT,
            expected=f"{LEAST_SPACE >> 20} MB of free space, better a gigabyte",
            found=f"{free >> 20} MB",
            remedy="free some space; out/.media can go, it only makes filming again faster",
        )


def _tell_failures(progress: Progress, order: Order, options: argparse.Namespace) -> None:
    """Print each failure with its last words, its log, and how to try again."""
    say = [f"\n{len(progress.failed)} failed:"]
    for job in progress.failed:
        say += [f"\n  {job.name}", *(f"    {line}" for line in _last_words(ROOT / job.log))]
        say += [f"    log:   {job.log}", f"    again: {_again(job, order)}"]
    waiting = [name for name in progress.missing if name in options.names]
    waiting = [name for name in waiting if name not in {job.name for job in progress.failed}]
    if waiting:
        say.append(f"\nnot made, as they need what failed: {', '.join(waiting)}")
    print(*say, sep="\n", file=sys.stderr)
    _check_space()


def _again(job: Job, order: Order) -> str:
    """Return the command that makes one film again, with the same settings."""
    if job.rule == "findings":
        return f"see the log; without findings.npz beside {order.model}, scenes measure themselves"
    return " ".join(["./render.sh", job.name, "-q", order.quality, *order.options])


def _last_words(log: Path) -> list[str]:
    """Return what a log ends with: an error in four lines, or one line."""
    with suppress(OSError):
        lines = log.read_text(errors="replace").rstrip().splitlines()
        if len(lines) >= 4 and lines[-1].startswith("  to do:"):
            return lines[-4:]
        if lines:
            return lines[-1:]
    return ["(it left no log: was it killed, or is the disk full?)"]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
