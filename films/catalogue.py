"""Translations of the narration: gettext catalogues in ``assets/locale``, read by Babel.

``lectures.pot`` holds every line that scenes can say; ``<language>.po`` what it is in a
language. In scenes, a line is a text that is said at once, ``self.say("...")``, or first kept
under the name ``line``; :func:`lines_in` finds both.
"""

import ast
import io
import re
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from films.dependencies import ROOT
from network.files.atomic import replacing
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE, Language

SCENES, LOCALE = ROOT / "scenes", ROOT / "assets" / "locale"

#: Every line there is, for translators to start from.
TEMPLATE = LOCALE / "lectures.pot"

#: Rooms in which nothing is said.
SILENT = {"look", "script", "stage", "mobjects", "drawings"}

#: Stands in catalogues for the dates that they must have.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)

#: A line that waits to be said has this name in scenes; what says lines begins with this.
KEPT_AS, SAYS = "line", "say"


def catalogue_of(language: Language) -> Path:
    """Return where a language's translations are."""
    return LOCALE / f"{language.code}.po"


def translation(message: str, language: Language) -> str | None:
    """Return a line in a language, its fields still in it; ``None`` if nobody translated it.

    Raises
    ------
    InputError
        If the language's catalogue can't be read.
    """
    if language == SOURCE:
        return message
    return _translations(language).get(message)


def characters(language: Language) -> str:
    """Return all characters that captions in a language can have.

    Raises
    ------
    InputError
        If its catalogue can't be read.
    """
    lines = [entry.id for entry in entries(extract())]
    told = [translation(line, language) or line for line in lines]
    numbers = language.sentence.put("{a:+,} {b:.1%} {c:.2f}", {"a": 1023456789, "b": 1, "c": -1.5})
    return "".join(dict.fromkeys("".join([*told, numbers])))


def extract() -> Catalog:
    """Return every line that scenes can say, with the places it stands at."""
    made = _empty()
    for file in sorted(SCENES.rglob("*.py")):
        if SILENT & set(file.relative_to(SCENES).parts):
            continue
        name = file.relative_to(SCENES).as_posix()
        for number, message in lines_in(file.read_text(encoding="utf-8")):
            made.add(message, locations=[(f"scenes/{name}", number)])
    return made


def _empty(language: Language = SOURCE) -> Catalog:
    """Return a catalogue without lines; when it was made, the repository knows."""
    return Catalog(
        locale=language.code.replace("-", "_"),
        project="network-lectures",
        header_comment="# The narration of the lecture films.",
        version="1",
        msgid_bugs_address="see README.md",
        last_translator="see the history of this file",
        language_team=language.name,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )


def lines_in(source: str) -> list[tuple[int, str]]:
    """Return the lines of narration in a scene's source, each with the number of its row.

    These are all texts in what is assigned to ``line``, also as one of several choices; in what
    is returned by a function whose name begins so; and in the first argument of what begins with
    ``say``.
    """
    found = {}
    for node in ast.walk(ast.parse(source)):
        for part in _told_by(node):
            for each in ast.walk(part):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    found[each.lineno, each.col_offset] = each.value
    return [(row, found[row, column]) for row, column in sorted(found)]


def _told_by(node: ast.AST) -> list[ast.expr]:
    """Return the expressions of a statement or a call whose texts are lines of narration."""
    match node:
        case ast.Assign(targets=targets, value=value) if any(map(_keeps_a_line, targets)):
            return [value]
        case ast.For(target=target, iter=choices) if _keeps_a_line(target):
            return [choices]
        case ast.FunctionDef(name=name) if name.startswith(KEPT_AS):
            answers = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
            return [answer for answer in answers if answer]
        case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if name.startswith(SAYS):
            return [first]
    return []


def _keeps_a_line(target: ast.expr) -> bool:
    """Return whether something is assigned to ``line``, alone or among others."""
    return any(isinstance(each, ast.Name) and each.id == KEPT_AS for each in ast.walk(target))


def update() -> list[tuple[Language, int]]:
    """Bring the template and all catalogues up to the scenes; keep every translation.

    Returns
    -------
    Each language with the number of lines that aren't translated yet.

    Raises
    ------
    InputError
        If a catalogue can't be read or written.
    """
    template, missing = extract(), []
    LOCALE.mkdir(parents=True, exist_ok=True)
    _write(TEMPLATE, template)
    for language in LANGUAGES.values():
        if language == SOURCE:
            continue
        file = catalogue_of(language)
        known = _empty(language)
        if file.exists():
            for entry in entries(read(file)):
                known.add(entry.id, entry.string, flags=entry.flags)
        known.update(template, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        _write(file, known)
        missing.append((language, sum(not entry.string for entry in entries(known))))
    return missing


def read(file: Path) -> Catalog:
    """Return a catalogue.

    Raises
    ------
    InputError
        If it is missing or isn't written as gettext has it.
    """
    try:
        return read_po(io.BytesIO(file.read_bytes()), abort_invalid=True)
    except (OSError, ValueError) as error:
        raise InputError(
            file,
            expected="a gettext catalogue",
            found=getattr(error, "strerror", None) or str(error),
            remedy="make it with python -m films messages, and translate what is in it",
        ) from error


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Yield a catalogue's lines, without its header."""
    return (entry for entry in catalogue if entry.id)


def faults(message: str, translated: str) -> list[str]:
    """Return what is wrong with the fields of a translation: missing ones and extra ones.

    A field may be written with another format than the original's.
    """
    wanted, found = (set(_fields(text)) for text in (message, translated))
    return [f"{{{name}}} is missing" for name in sorted(wanted - found)] + [
        f"{{{name}}} is not in the original" for name in sorted(found - wanted)
    ]


def _fields(text: str) -> list[str]:
    """Return the names of a message's fields."""
    return [
        re.split(r"[.\[]", name)[0]
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    ]


@cache
def _translations(language: Language) -> dict[str, str]:
    file = catalogue_of(language)
    if not file.exists():
        return {}
    found = entries(read(file))
    return {entry.id: entry.string for entry in found if entry.string and not entry.fuzzy}


def _write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue, the same lines always in the same bytes."""
    with replacing(file) as target:
        write_po(target, catalogue, width=96, sort_by_file=True, include_lineno=False)
