"""What is given on a command line: paths and numbers, as people write them."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def path(text: str) -> Path:
    """Return a path, for ``type=``; an empty one, such as a variable that isn't set, is an error.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is empty: ``Path`` would take it for the folder where somebody happens to be.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty; give the name of a file or folder")
    return Path(text)


class WholeNumbers(argparse.Action):
    """Takes whole numbers divided by spaces, commas or both: ``784 16 10``, ``784,16,10``.

    For arguments with ``nargs="+"``.
    """

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Put them into the namespace, as a list."""
        words = [word for word in re.split("[, ]+", " ".join(values or ())) if word]
        if not words or not all(re.fullmatch("[+-]?[0-9]+", word) for word in words):
            parser.error(
                f"argument {option_string}: whole numbers, please, not {' '.join(values)!r}"
            )
        setattr(namespace, self.dest, list(map(int, words)))
