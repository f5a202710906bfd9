"""What went wrong with films: the last words of each log, once for all that failed alike."""

import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from films.dependencies import ROOT
from films.order import Order

#: What an error begins with that nobody put in other words: "ValueError: ..."
ERROR = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning)\b")

#: The lower rim of the box that Manim draws around the way to an error.
RIM = re.compile("╰─+╯")

#: So many lines of a log are told at most.
MOST_LINES = 6


def tell_failures(failed: Iterable[str], order: Order) -> list[str]:
    """Return lines about what failed: why, the logs, how to try again, and what is still there."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in failed:
        alike.setdefault(tuple(last_words(ROOT / order.log(name))), []).append(name)
    count = sum(map(len, alike.values()))
    lines = [f"\n{count} failed:"]
    for words, names in alike.items():
        lines += [f"\n  {', '.join(names)}", *(f"    {line}" for line in words)]
        lines += [f"    log:   {order.log(name)}" for name in names[:1]]
        lines.append(f"    again: {_again(names, order)}")
        if kept := [order.film(name) for name in names if (ROOT / order.film(name)).exists()]:
            lines.append(f"    still: {', '.join(map(str, kept))}, from before")
    return lines


def _again(names: Iterable[str], order: Order) -> str:
    """Return the command that makes films again, with the same settings."""
    if "findings" in names:
        return f"see the log; without findings.npz beside {order.model}, scenes measure themselves"
    return shlex.join(["./render.sh", *names, "-q", order.quality, *order.options])


def last_words(log: Path) -> list[str]:
    """Return what a log ends with: an error, in all its lines."""
    with suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()
        return _error_in(lines) or ["(its log is empty: was it killed, or is memory short?)"]
    return ["(it left no log: was it killed, or is the disk full?)"]


def _error_in(lines: list[str]) -> list[str]:
    if len(lines) >= 4 and lines[-1].startswith("  to do:"):
        return lines[-4:]
    after_box = [number + 1 for number, line in enumerate(lines) if RIM.fullmatch(line.strip())]
    if after_box and lines[after_box[-1] :]:
        return [" ".join(lines[after_box[-1] :][:MOST_LINES])]  # broken where the box ended
    begins = [number for number, line in enumerate(lines) if ERROR.match(line)]
    if begins and len(lines) - begins[-1] <= MOST_LINES:
        return lines[begins[-1] :]
    return lines[-1:]
