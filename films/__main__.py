"""The command line: ``python -m films``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from films import commands
from network.files.errors import run
from network.files.given import path
from scenes.script.languages import LANGUAGES

DESCRIPTION = """\
Make lectures out of section films.

  python -m films join structure --films out/h --out out/h   one film, captions, chapters
  python -m films speak structure --films out/h --out out/h  one film with a voice a language
  python -m films burn structure --films out/h --out out/h --language ja
  python -m films script structure --films out/h             what to read aloud, with times
  python -m films sheet out/h/forward.mp4                    a film as one picture
  python -m films messages                                   catalogues for translators
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        "python -m films",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    join = verbs.add_parser("join", help="join a lecture's section films")
    _add_lecture(join)
    join.add_argument("--out", type=path, required=True, metavar="FOLDER", help="for the results")

    speak = verbs.add_parser("speak", help="give it a voice, as <name>.<language>.spoken.mp4")
    _add_filmed(speak)
    speak.add_argument("--out", type=path, required=True, metavar="FOLDER", help="for the films")
    _add_voice(speak, default="")
    speak.add_argument(
        "--language",
        nargs="+",
        metavar="CODE",
        help=f"{' or '.join(LANGUAGES)}; a film each (default: that of the films)",
    )

    check = verbs.add_parser("check", help="find out whether there are voices and letters")
    check.add_argument("--film", help="a language in which films will be made")
    _add_voice(check, default=None)
    check.add_argument("--language", nargs="+", default=["en"], help="as for speak")
    check.add_argument("--burn", help="a language whose captions will be drawn")
    check.add_argument("--font", type=path, help="as for burn")

    burn = verbs.add_parser("burn", help="draw captions into a joined lecture's pictures")
    _add_lecture(burn)
    burn.add_argument("--out", type=path, required=True, metavar="FOLDER", help="where it is")
    burn.add_argument("--language", required=True, help=" or ".join(LANGUAGES))
    burn.add_argument(
        "--font", type=path, help="a font file (default: the films' own, or one of this machine's)"
    )

    script = verbs.add_parser("script", help="print what is told, and the time there is")
    _add_filmed(script)
    script.add_argument(
        "--language",
        nargs="+",
        metavar="CODE",
        help=f"{' or '.join(LANGUAGES)} (default: that of the films)",
    )

    sheet = verbs.add_parser("sheet", help="draw a contact sheet of a film")
    sheet.add_argument("film", type=Path, help="any film")
    sheet.add_argument("--out", type=path, help="a PNG file (default: beside the film)")
    sheet.add_argument("--frames", type=int, default=24, help="how many (default 24)")
    sheet.add_argument("--columns", type=int, default=4, help="side by side (default 4)")

    gallery = verbs.add_parser("gallery", help="make the README's pictures and table")
    gallery.add_argument(
        "--films", type=path, required=True, metavar="FOLDER", help="section films, not of MNIST"
    )

    verbs.add_parser("messages", help="bring assets/locale up to the source")
    return top


def _add_lecture(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("lecture", help="its name or number, as in scenes/lectures.toml")
    _add_films(verb)


def _add_filmed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", help="a lecture's name or number, or a scene's name")
    _add_films(verb)


def _add_films(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--films", type=path, required=True, metavar="FOLDER", help="where its films are"
    )


def _add_voice(verb: argparse.ArgumentParser, default: str | None) -> None:
    verb.add_argument(
        "--voice",
        nargs="?",
        const="",
        default=default,
        metavar="WHAT",
        help="whose (left out, or without a value: the one that comes with the films)",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 1 after an error that was explained."""
    options = vars(parser().parse_args(arguments))
    verb = options.pop("verb")
    stopped = "stopped; what is whole is kept, and the next run goes on from there"
    return run(lambda: getattr(commands, verb)(**options), stopped)


if __name__ == "__main__":
    sys.exit(main())
