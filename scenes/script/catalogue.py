"""Messages in the language of the film: gettext catalogues in ``assets/locale``, read by Babel.

``<language>.po`` holds what each message is in a language; ``python -m films messages`` finds
the messages in the source.
"""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from network.files.errors import InputError
from scenes.script.classes import named
from scenes.script.contents import SCENES
from scenes.script.languages import SOURCE, Language, film_language
from scenes.script.message import Message, is_for_people, message
from scenes.script.narration import Times, times_for

__all__ = ["Message", "message", "read", "times_of", "told", "translation", "written"]

#: A number that was put into text already, as Python writes it.
NUMBER = re.compile(r"[+\N{MINUS SIGN}-]?\d[\d,]*(\.\d+)?%?")

LOCALE = SCENES.parent / "assets" / "locale"


def written(text: str, **values: Any) -> str:
    """Return a message in the language of the film, its fields filled.

    Parameters
    ----------
    text
        A message, or its text.
    values
        What its fields stand for, besides what the message knows itself.

    Raises
    ------
    InputError
        If there is no such language, or its catalogue can't be read.
    """
    return told(text, values, film_language())


def told(text: str, values: dict[str, Any], language: Language) -> str:
    """Return a message in a language, its fields filled; in English if nobody translated it.

    Parameters
    ----------
    text
        A message, or its text.
    values
        What its fields stand for, besides what the message knows itself.

    Raises
    ------
    InputError
        If the language's catalogue can't be read, or a translation has fields that can't be
        filled.
    """
    known = text.values if isinstance(text, Message) else {}
    values = named(text, {**known, **values})
    if language != SOURCE and NUMBER.fullmatch(text):
        return language.sentence().number(str(text))
    found = translation(text, language)
    if found is None:
        return SOURCE.sentence().put(str(text), values)
    sentence = language.sentence(lambda each: translation(each, language))
    try:
        return sentence.put(found, values)
    except (KeyError, ValueError, TypeError) as error:
        if language == SOURCE:
            raise
        raise InputError(
            f'"{text}" in {language.name}',
            expected="the fields of the English message, each in a format that fits its value",
            found=f"{found}: {error}",
            remedy=f"correct {catalogue_of(language).name} in assets/locale",
        ) from error


def times_of(text: str, values: dict[str, Any]) -> Times:
    """Return how much time a line of narration gets in the language of the film.

    Raises
    ------
    InputError
        As :func:`written`.
    """
    language = film_language()
    return times_for(told(text, values, SOURCE), told(text, values, language), language)


def catalogue_of(language: Language) -> Path:
    """Return where a language's translations are."""
    return LOCALE / f"{language.code}.po"


def translation(text: str, language: Language) -> str | None:
    """Return a message in a language, its fields still in it; ``None`` if nobody translated it.

    What has no words is the same in all languages.

    Raises
    ------
    InputError
        If the language's catalogue can't be read.
    """
    if language == SOURCE:
        return str(text)
    found = _translations(language).get(text)
    return found if found or _has_words(text) else str(text)


def read(file: Path) -> Any:
    """Return a catalogue, as Babel has it.

    Raises
    ------
    InputError
        If it is missing or isn't written as gettext has it.
    """
    from babel.messages.pofile import read_po  # takes a moment, English films do without

    try:
        return read_po(io.BytesIO(file.read_bytes()), abort_invalid=True)
    except (OSError, ValueError) as error:
        raise InputError(
            file,
            expected="a gettext catalogue",
            found=getattr(error, "strerror", None) or str(error),
            remedy="make it with python -m films messages, and translate what is in it",
        ) from error


def entries(catalogue: Any) -> Iterator[Any]:
    """Yield a catalogue's messages, without its header."""
    return (entry for entry in catalogue if entry.id)


@cache
def _has_words(text: str) -> bool:
    try:
        return is_for_people(text)
    except ValueError:
        return True  # braces that are no fields: a name of somebody's own


@cache
def _translations(language: Language) -> dict[str, str]:
    file = catalogue_of(language)
    if not file.exists():
        return {}
    found = entries(read(file))
    return {entry.id: entry.string for entry in found if entry.string and not entry.fuzzy}
