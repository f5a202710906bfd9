"""The command line: ``python -m page``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from network.files.errors import run
from page.build import build
from scenes.script.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        "python -m page",
        description="Make the lesson: a page of films, text and the live network.",
    )
    made.add_argument(
        "--out",
        type=Path,
        default=ROOT / "out" / "page",
        metavar="FOLDER",
        help="where (default: out/page)",
    )
    made.add_argument(
        "--films", type=Path, metavar="FOLDER", help="where films are, as out/h (default: none)"
    )
    made.add_argument(
        "--language",
        nargs="+",
        metavar="CODE",
        help=f"{' or '.join(LANGUAGES)} (default: all)",
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the page; return the exit code: 0, or 1 after an error that was explained."""
    options = parser().parse_args(arguments)

    def work() -> None:
        print(build(options.out, languages=options.language, films=options.films) / "index.html")

    return run(work, "stopped; what was there before is as it was")


if __name__ == "__main__":
    sys.exit(main())
