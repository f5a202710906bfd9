"""The page's script: one file, put together from small ones, each a part or a figure."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from films.page_messages import messages_in_script

FOLDER = Path(__file__).resolve().parent / "script"

#: Rooms in the order in which they are put together: what comes first is used by what follows.
ROOMS = ("kernel", "parts", "figures")

#: Begins everything, last.
START = "start.js"


def sources() -> Iterator[Path]:
    """Yield the script's files in the order in which they are put together."""
    for room in ROOMS:
        yield from sorted((FOLDER / room).glob("*.js"))
    yield FOLDER / START


def script(data: dict[str, Any]) -> str:
    """Return the whole script, in one function that shares no names with the page's others.

    Parameters
    ----------
    data
        What it is to know from the start: ``DATA`` in its files.
    """
    parts = [f"const DATA = {as_script(data)};"]
    parts += [source.read_text(encoding="utf-8") for source in sources()]
    body = "\n".join(parts)
    return f'"use strict";\n(() => {{\n{body}\n}})();\n'


@cache
def messages() -> tuple[str, ...]:
    """Return the messages that the script says, in the order in which they stand there."""
    read = (source.read_text(encoding="utf-8") for source in sources())
    return tuple(dict.fromkeys(text for each in read for _, text in messages_in_script(each)))


def later(name: str, data: dict[str, Any]) -> str:
    """Return a script that hands data over to the page's own when it is loaded."""
    return f"lesson.bring({json.dumps(name)}, {as_script(data)});\n"


def as_script(data: Any) -> str:
    """Return data as JavaScript, the same data always as the same text.

    Raises
    ------
    ValueError
        If it holds a number that isn't finite, which JSON can't.
    """
    made = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return made.replace("</", "<\\/")
