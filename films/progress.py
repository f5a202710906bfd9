"""What Snakemake says, understood: which films it has made, or couldn't make."""

import os
import re
import select
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from films.plan import Step

DONE = {"film": "filmed", "lecture": "joined", "findings": "measured"}

#: A block that begins with one of these is about a job.
HEAD = re.compile(r"^(?:(Error) in )?(?:local)?rule (\w+):$")
FINISHED = re.compile(r"^Finished jobid: (\d+) ")


@dataclass
class Job:
    """A step of the work, as Snakemake describes it."""

    rule: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The scene or the lecture it is about."""
        return self.facts.get("wildcards", self.rule).partition("=")[2] or self.rule


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
        return said if said and said[1].rule in DONE else None


class Progress:
    """Follows a run of Snakemake and tells how it goes."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = list(steps)
        self.start, self.screen = time.monotonic(), sys.stderr.isatty()
        self.reader = Reader()
        self.jobs: dict[str, Job] = {}
        self.done: list[Job] = []
        self.tried: list[Job] = []

    @property
    def failed(self) -> list[str]:
        """What couldn't be made, in the end: on a cluster, some things are tried twice."""
        done = {job.name for job in self.done}
        return list(dict.fromkeys(job.name for job in self.tried if job.name not in done))

    @property
    def films(self) -> tuple[int, int]:
        """How many section films are made, and how many are to be."""
        made = sum(job.rule == "film" for job in self.done)
        return made, max(made, sum(step.rule == "film" for step in self.steps))

    @property
    def missing(self) -> list[str]:
        """What was to be made and wasn't, as far as it is a film or a lecture."""
        done = {job.name for job in self.done}
        return [step.name for step in self.steps if step.name not in done]

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
        if finished := FINISHED.match(line):
            self._note_finished(finished[1])
        if said := self.reader.read(line):
            failed, job = said
            known = self.jobs.setdefault(job.facts.get("jobid", ""), job)
            if failed and known not in self.tried:
                known.facts = job.facts | known.facts
                self.tried.append(known)
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

    def _say(self, text: str) -> None:
        print(f"\r\033[K{text}" if self.screen else text, file=sys.stderr, flush=True)

    def _show(self, text: str | None = None) -> None:
        """Write the line that changes, where there is a screen."""
        if not self.screen:
            return
        if text is None:
            made, all_films = self.films
            text = f"{made} of {all_films} films, {_clock(time.monotonic() - self.start)} so far"
            text += self._left()
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes}:{seconds:02}"
