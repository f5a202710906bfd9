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

from films.dependencies import ROOT
from films.failures import tell_failures
from films.machine import MEMORY, films_at_once, memory_for_films, places_for_caches
from films.made import set_stamp
from films.order import OUT, QUALITIES, Order
from films.plan import Plan, plan, slowness
from films.progress import Progress
from films.settings import check
from network.files.atomic import check_writable
from network.files.errors import InputError, run

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
    check(order, options.profile)
    for name in options.names:
        check_writable(ROOT / order.film(name))
    if options.dry_run:
        return tell_plan(plan(order, options.names), order)
    with alone() as lock:
        _check_space()
        work = plan(order, options.names)
        for name in work.kept:
            set_stamp(name, order)
        _say(*work.warnings)
        code = make(work, order, options, lock) if work.steps else 0
        for name in options.names:
            if name not in work.missing and _is_made(name, order):
                print(ROOT / order.film(name))
        return code or bool(work.missing)


def make(work: Plan, order: Order, options: argparse.Namespace, lock: int) -> int:
    """Make films; tell what went wrong with which, and return the exit code."""
    if slow := slowness(order):
        _say(slow)
    if not options.profile:
        _tell_room(len(work.films), order, options)
    progress, last_lines = Progress(work.steps), deque(maxlen=15)
    for step in work.steps:  # whoever is stopped now has not made it
        (ROOT / order.stamp(step.name)).unlink(missing_ok=True)
    with _snakemake(work, order, options, lock) as process:
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
    return 1 if code else 0


def tell_plan(work: Plan, order: Order) -> int:
    """Print what would be made, and why; return the exit code."""
    print(*work.warnings, *work.steps, sep="\n", end="\n" if work.warnings or work.steps else "")
    if work.films and (slow := slowness(order)):
        print(slow)
    if not work.steps and not work.warnings:
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
    work: Plan, order: Order, options: argparse.Namespace, lock: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Start Snakemake; when something comes in between, stop it and all that it started."""
    process = subprocess.Popen(
        _command(work, order, options),
        cwd=ROOT,
        env=os.environ | places_for_caches(everywhere=bool(options.profile)),
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


def _command(work: Plan, order: Order, options: argparse.Namespace) -> list[str]:
    stamps = [order.stamp(step.name).as_posix() for step in work.steps]
    command = [sys.executable, "-m", "snakemake", "--snakefile", "Snakefile", *stamps]
    # What is to be made is planned already; it only has to be done, in a good order.
    command += ["--forcerun", *stamps, "--rerun-triggers", "mtime", "--ignore-incomplete"]
    command += ["--nolock", "--keep-going", "--nocolor", "--scheduler", "greedy"]
    command += ["--max-checksum-file-size", "100MB", "--config", f"order={order.token}"]
    if options.profile:
        command += ["--profile", options.profile]
        return command + (["--jobs", options.jobs] if options.jobs else [])
    memory = memory_for_films(order.quality)
    return [*command, "--cores", options.jobs or "all", "--resources", f"mem_mb={memory}"]


def _tell_room(films: int, order: Order, options: argparse.Namespace) -> None:
    """Say that fewer films are made at once than there might be, if memory is short."""
    room, wanted = (
        films_at_once(order.quality),
        min(films, int(options.jobs or os.cpu_count() or 1)),
    )
    if room < wanted:
        each, free = MEMORY[order.quality], memory_for_films(order.quality)
        _say(f"{room} at a time, not {wanted}: each takes up to {each} MB, and {free} MB are free")


def _is_made(name: str, order: Order) -> bool:
    """Say whether a film is there that is as it was asked for."""
    return (ROOT / order.film(name)).exists() and (ROOT / order.stamp(name)).exists()


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr, flush=True)


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
    """Say what failed and why, and what is not made as it needs that."""
    failed = progress.failed
    _say(*tell_failures(failed, order))
    waiting = [name for name in options.names if name in progress.missing and name not in failed]
    if waiting:
        _say(f"\nnot made, as they need what failed: {', '.join(waiting)}")
    _check_space()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
