"""Work is spread over processes, as many as there are cores, and one sees how it goes."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from network.files.errors import InputError

T = TypeVar("T")

#: Processes at most, as each loads a voice of its own, which takes 0.3 GB.
MOST = 8

#: How many items a process must have to do, to be worth the second in which it begins.
WORTH = 4


def spread(work: Callable[[T], None], items: Sequence[T], title: str) -> Iterator[T]:
    """Do some work for each item, in any order; yield each item when it is done.

    Parameters
    ----------
    work
        Can be sent to other processes, as the items can.
    title
        What it is about, for the one who waits for it.

    Raises
    ------
    InputError
        If a process dies, or the work raises it. What was done before is done.
    """
    if not items:
        return
    processes = min(_cores(), MOST, len(items) // WORTH)
    done = _here(work, items) if processes < 2 else _there(work, items, title, processes)
    yield from _watched(done, len(items), title)


def _here(work: Callable[[T], None], items: Sequence[T]) -> Iterator[T]:
    for item in items:
        work(item)
        yield item


def _there(
    work: Callable[[T], None], items: Sequence[T], title: str, processes: int
) -> Iterator[T]:
    # Begun anew instead of forked: libraries that run threads don't survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_begin)
    try:
        running = {pool.submit(work, item): item for item in items}
        for future in as_completed(running):
            future.result()
            yield running[future]
    except BrokenProcessPool as error:
        raise InputError(
            title,
            expected="processes that speak to the end",
            found="one that was killed, or ran out of memory",
            remedy="start again: what was spoken is kept, and only the rest is spoken",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the process that began this one, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def _watched(done: Iterator[T], count: int, title: str) -> Iterator[T]:
    """Tell how far it is: on a screen all the time, elsewhere only what is begun."""
    screen, start = sys.stderr.isatty(), time.monotonic()
    if not screen:
        _tell(f"{title}: {count} lines to speak\n")
    for number, item in enumerate(done, start=1):
        if screen:
            left = (time.monotonic() - start) / number * (count - number)
            minutes, seconds = divmod(round(left), 60)
            _tell(f"\r\033[K{title}: {number} of {count} lines, {minutes}:{seconds:02} left")
        yield item
    if screen:
        _tell("\r\033[K")


def _tell(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
