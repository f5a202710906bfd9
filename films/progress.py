"""What Snakemake says, understood: which films it plans and why, makes, has made, or couldn't."""

import ast
import os
import re
import select
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from films.order import Order
from scenes.script.contents import lectures

VERBS = {"film": "film", "lecture": "join", "findings": "measure"}
DONE = {"film": "filmed", "lecture": "joined", "findings": "measured"}

#: How many files a reason names.
MOST_NAMED = 4

#: A block that begins with one of these is about a job.
HEAD = re.compile(r"^(?:(Error) in )?(?:local)?rule (\w+):$")
FINISHED = re.compile(r"^Finished jobid: (\d+) ")
PLANNED = re.compile(r"^(film|lecture|findings) +(\d+)$")


@dataclass
class Job:
    """A step of the work, as Snakemake describes it."""

    rule: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The scene or the lecture it is about."""
        return self.facts.get("wildcards", self.rule).partition("=")[2] or self.rule

    @property
    def verb(self) -> str:
        """What is done, in one word."""
        return VERBS.get(self.rule, self.rule)

    @property
    def log(self) -> str:
        """Where it is written down what happened."""
        return self.facts.get("log", "").partition(" (")[0]

    @property
    def reasons(self) -> list[str]:
        """Why it is done, in plain words."""
        reason = self.facts.get("reason", "")
        if found := re.search(r"Updated input files: ([^;]*)", reason):
            changed = [file.strip() for file in found[1].split(",")]
        else:
            changed = list(changed_params(reason))
        made = [f"{name} changed" for name in _first(changed)]
        for pattern, text in (
            (r"Missing output files", "there is none yet"),
            (r"Incomplete output|marked as incomplete", "it was interrupted"),
            (r"Forced", "asked to"),
        ):
            if re.search(pattern, reason):
                made.append(text)
        if found := re.search(r"Input files updated by another job: ([^;]*)", reason):
            made += [f"new: {', '.join(_stems(found[1]))}"] * (not made)
        if not made and "input" in reason.lower():
            made.append("it is made from other files")
        return made or [reason or "unknown"]


def changed_params(reason: str) -> Iterator[str]:
    """Yield the names of what differs between the params before and now."""
    found = re.search(r"before: (\[.*?\]|<.*?>) now: (\[.*?\]|<.*?>)(?: |$|;)", reason)
    if not found:
        return
    before, now = (_entries(text) for text in found.groups())
    for entry in before ^ now:
        name, _, value = entry.rpartition(" ")
        yield name if re.fullmatch("[0-9a-f]{16}", value) else entry.partition(" ")[0]


def _entries(text: str) -> set[str]:
    try:
        return set(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return set()


def _stems(files: str) -> list[str]:
    stems = (file.strip().rpartition("/")[2].partition(".")[0] for file in files.split(","))
    return _first(stems)


def _first(names: Iterable[str]) -> list[str]:
    """Return names in order, only the first ones if they are many."""
    named = sorted(set(names))
    return named if len(named) <= MOST_NAMED else [*named[:MOST_NAMED], "and more"]


def jobs_in(text: str) -> Iterator[Job]:
    """Yield the jobs in what Snakemake says."""
    reader = Reader()
    for line in text.splitlines():
        if (done := reader.read(line)) and not done[0]:
            yield done[1]


class Reader:
    """Puts the lines about a job together."""

    def __init__(self) -> None:
        self.failed, self.job = False, None

    def read(self, line: str) -> tuple[bool, Job] | None:
        """Take a line; return whether a job failed and the job, when all about it was said."""
        said = None
        head = HEAD.match(line)
        if self.job and not line.startswith("    "):
            said, self.job = (self.failed, self.job), None
        if head:
            self.failed, self.job = bool(head[1]), Job(head[2])
        elif self.job:
            name, colon, value = line.strip().partition(": ")
            if colon:
                self.job.facts.setdefault(name, value)
        return said if said and said[1].rule in VERBS else None


class Progress:
    """Follows a run of Snakemake and tells how it goes."""

    def __init__(self, order: Order) -> None:
        self.order, self.start, self.screen = order, time.monotonic(), sys.stderr.isatty()
        self.reader = Reader()
        self.jobs: dict[str, Job] = {}
        self.planned: dict[str, int] = {}
        self.done: list[Job] = []
        self.failed: list[Job] = []

    @property
    def films(self) -> tuple[int, int]:
        """How many section films are made, and how many are to be."""
        return sum(job.rule == "film" for job in self.done), self.planned.get("film", 0)

    @property
    def missing(self) -> list[str]:
        """What was to be made and wasn't, as far as it is a film or a lecture."""
        return [*(job.name for job in self.failed), *self._blocked()]

    def ticking(self, pipe: IO[bytes]) -> Iterator[str]:
        """Yield lines as they come, and meanwhile keep the clock on the screen going."""
        rest = b""
        while True:
            while self.screen and not select.select([pipe], [], [], 1)[0]:
                self._show()
            # Not readline: what it keeps for itself, select doesn't know of.
            chunk = os.read(pipe.fileno(), 1 << 16)
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line.decode(errors="replace") for line in lines)

    def read(self, line: str) -> None:
        """Take a line of what Snakemake says."""
        if planned := PLANNED.match(line):
            self.planned[planned[1]] = int(planned[2])
        elif finished := FINISHED.match(line):
            self._note_finished(finished[1])
        if said := self.reader.read(line):
            failed, job = said
            known = self.jobs.setdefault(job.facts.get("jobid", ""), job)
            if failed and known not in self.failed:
                known.facts = job.facts | known.facts
                self.failed.append(known)
                self._say(f"failed: {known.name}")

    def finish(self) -> None:
        """Tell the end."""
        self._show("")

    def _note_finished(self, number: str) -> None:
        job = self.jobs.get(number)
        if job and job.rule in DONE:
            self.done.append(job)
            made, all_films = self.films
            count = f" ({made} of {all_films}{self._left()})" if job.rule == "film" else ""
            self._say(f"{DONE[job.rule]} {job.name}{count}")

    def _left(self) -> str:
        """Return how long it will take, if the rest goes as what was done so far."""
        made, all_films = self.films
        if not 0 < made < all_films:
            return ""
        seconds = (time.monotonic() - self.start) / made * (all_films - made)
        return f", about {_clock(seconds)} left"

    def _blocked(self) -> list[str]:
        # A lecture whose section failed is never started, so Snakemake tells nothing of it.
        joined = sum(job.rule == "lecture" for job in [*self.done, *self.failed])
        if joined == self.planned.get("lecture", 0):
            return []
        failed = {job.name for job in self.failed}
        return [
            lecture.name
            for lecture in lectures()
            if failed & {section.scene for section in lecture.sections}
        ]

    def _say(self, text: str) -> None:
        print(f"\r\033[K{text}" if self.screen else text, file=sys.stderr, flush=True)

    def _show(self, text: str | None = None) -> None:
        """Write the line that changes, where there is a screen."""
        if not self.screen:
            return
        if text is None:
            made, all_films = self.films
            text = f"{made} of {all_films} films, {_clock(time.monotonic() - self.start)} so far"
            text = (text if all_films else "looking what is to do ...") + self._left()
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes}:{seconds:02}"
