"""How many pictures of digits are read, kind by kind.

    python -m benchmarks.pictures [--kinds "lamp light" frame ...] [--digits 60] [--json FILE]

Sixty digits of our own handwriting, six of each, are put into pictures of every kind: scans,
photos in bad light, odd formats (`benchmarks.picture_kinds`). The sixty are such as the shipped
network reads, and with a clear answer, when they are framed without any picture. What is counted
is how often the answer to the picture is another one, and how many of these were refused or
doubted in words. The last kinds show no digit, or more than one: an answer without a word is
wrong there, one with a word of doubt is not. All is worked out from seeds: the table comes out the
same each time.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.picture_kinds import KINDS, UNCLEAR, Pen, file_of
from network.digits.scan import look
from network.files.atomic import check_writable, replacing
from network.files.errors import InputError, run
from network.handwriting.framing import frame
from network.model.mlp import MLP
from network.training.stored import SHIPPED_NETWORK, load_network

CLEARLY = 0.3
"""By how much the right answer leads for the digits that are chosen."""

console = Console(highlight=False)


@dataclass
class Count:
    """What came of the pictures of one kind."""

    pictures: int = 0
    wrong: int = 0
    """Another answer than the right one, or none."""
    refused: int = 0
    """Of these, how many were refused."""
    doubted: int = 0
    """Of these, how many were answered with a word of doubt."""


def answer(mlp: MLP, image: np.ndarray) -> tuple[int, float]:
    """Return the answer to 784 pixels of 0 to 255, and how far it leads."""
    forward = mlp.forward(image.ravel() / np.float32(255))
    first, second = forward.ranking[:2]
    return int(first), float(forward.output[first] - forward.output[second])


def readable(mlp: MLP, digits: int) -> list[Pen]:
    """Return the first pens, equally many of each digit, that are read well without a picture."""
    by_label = [_readable(mlp, label) for label in range(10)]
    return [next(by_label[k % 10]) for k in range(digits)]


def _readable(mlp: MLP, label: int) -> Iterator[Pen]:
    for number in count():
        pen = Pen(label, number)
        answered, lead = answer(mlp, frame(pen.write(240)))
        if answered == label and lead > CLEARLY:
            yield pen


def counted(mlp: MLP, name: str, pens: Sequence[Pen], folder: Path) -> Count:
    """Return what came of one kind of pictures."""
    result = Count()
    for pen in pens:
        file = file_of(name, pen)
        path = folder / f"picture{file.suffix}"
        path.write_bytes(file.content)
        result.pictures += 1
        try:
            reading = look(path)
        except InputError:
            if name in KINDS:
                result.wrong += 1
                result.refused += 1
            continue
        if name in KINDS:
            right = answer(mlp, reading.image)[0] == pen.label
        else:
            right = bool(reading.doubts)
        result.wrong += not right
        result.doubted += not right and bool(reading.doubts)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    return run(lambda: _main(arguments))


def _main(arguments: Sequence[str] | None) -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.pictures")
    parser.add_argument("--kinds", nargs="+", metavar="WORDS", help="only kinds with such a name")
    parser.add_argument("--digits", type=int, default=60, help="how many of each kind (60)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to store the counts")
    options = parser.parse_args(arguments)
    if options.json:
        check_writable(options.json)
    mlp = load_network(SHIPPED_NETWORK).mlp
    pens = readable(mlp, options.digits)
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in _chosen(options.kinds):
            counts[name] = counted(mlp, name, pens, Path(folder))
            _tell(name, counts[name])
    _sum_up(counts)
    if options.json:
        with replacing(options.json) as file:
            file.write(json.dumps({n: asdict(c) for n, c in counts.items()}, indent=1).encode())


def _chosen(words: list[str] | None) -> Iterator[str]:
    names = [*KINDS, *UNCLEAR]
    chosen = [name for name in names if not words or any(word in name for word in words)]
    if not chosen:
        raise InputError(
            "--kinds",
            expected="words of: " + "; ".join(names),
            found=" ".join(words or []),
            remedy="give others",
        )
    yield from chosen


def _tell(name: str, result: Count) -> None:
    silent = result.wrong - result.refused - result.doubted
    parts = [(silent, "without a word"), (result.doubted, "doubted"), (result.refused, "refused")]
    told = ", ".join(f"{number} {how}" for number, how in parts if number)
    console.print(
        f"{name:<45} {result.wrong:>3} of {result.pictures} wrong  {told}", soft_wrap=True
    )


def _sum_up(counts: dict[str, Count]) -> None:
    clear = [count for name, count in counts.items() if name in KINDS]
    good = sum(count.wrong <= 1 for count in clear)
    console.print(
        f"{good} of {len(clear)} kinds with at most one wrong; "
        f"{sum(c.wrong for c in counts.values())} of "
        f"{sum(c.pictures for c in counts.values()):,} pictures wrong"
    )


if __name__ == "__main__":
    sys.exit(main())
