"""The command line: ``python -m page``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from films.order import QUALITIES
from network.files.errors import run
from network.files.given import path
from page.build import build
from page.films import ROOT, Films, asking, folders, ordered
from scenes.script.contents import lectures
from scenes.script.languages import LANGUAGES, Language, language


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        "python -m page",
        description="Make the lesson: a page of films, text and the live network.",
    )
    made.add_argument(
        "--out", type=path, metavar="FOLDER", help="where (default: out/page, beside the films)"
    )
    made.add_argument(
        "--films",
        type=path,
        nargs="*",
        metavar="FOLDER",
        help="where films are, as out/h, best first; without a value: wherever in out/ there are "
        "some of the shown network (default: none)",
    )
    made.add_argument(
        "--quality",
        choices=QUALITIES,
        help="with --films and no value: which films come before better ones",
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
        out = options.out or ROOT / ordered().page
        if options.films is None:
            films = Films()
        else:
            films = Films(options.films or folders(options.quality))
            tell(films, [language(code) for code in options.language or LANGUAGES])
        print(build(out, languages=options.language, films=films) / "index.html")

    return run(work, "stopped; what was there before is as it was")


def tell(films: Films, languages: Sequence[Language]) -> None:
    """Say which films the page shows, and how to make those that are missing."""
    order, lines = ordered(), []
    for number, lecture in enumerate(lectures(), start=1):
        shown = films.of(languages, [lecture])
        lines += [f"lecture{number}: {_short(film.file)}" for film in shown]
        outdated = films.outdated(lecture)
        for file in outdated:
            again = asking(order, lecture, *_like(file), here=True)
            lines.append(f"lecture{number}: {_short(file)} is from before; {again}")
        if not shown and not outdated:
            made_by = asking(order, lecture, "--voice", here=True)
            lines.append(f"lecture{number}: no film; {made_by}")
    print(*lines, sep="\n", file=sys.stderr)


def _like(film: Path) -> list[str]:
    """Return the words by which render.sh makes a film in the quality of one, spoken if it is."""
    letter = film.parent.name[0]
    quality = ["-q", letter] if letter in QUALITIES else []
    return quality + ["--voice"] * film.stem.endswith(".spoken")


def _short(file: Path) -> Path:
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


if __name__ == "__main__":
    sys.exit(main())
