"""The translations that the project ships: complete, true to their fields, and readable."""

import re
from functools import cache

import pytest

from films import catalogue
from films.captions import Line, captions
from scenes.script.fields import LISTS
from scenes.script.languages import LANGUAGES, SOURCE
from scenes.script.message import fields_in
from scenes.script.narration import reading_time

TRANSLATIONS = [language for language in LANGUAGES.values() if language != SOURCE]

each_translation = pytest.mark.parametrize("language", TRANSLATIONS, ids=lambda each: each.code)


def entries(language) -> list:
    """A catalogue's messages."""
    return read(catalogue.catalogue_of(language))


@cache
def read(file) -> list:
    """The messages in a catalogue, which is read once."""
    return list(catalogue.entries(catalogue.read(file)))


@cache
def extracted() -> dict:
    """All messages in the sources."""
    return {entry.id: entry for entry in catalogue.entries(catalogue.extract())}


def translated(language) -> list:
    """Those messages that have a translation, and not only a draft."""
    return [entry for entry in entries(language) if entry.string and not entry.fuzzy]


def narration(language) -> list:
    """Those of them that are said."""
    return [entry for entry in translated(language) if catalogue.SAID in entry.auto_comments]


def filled(message: str, original: str, language) -> str:
    """A line with something in its fields: long values, as a caption must hold them."""
    specs: dict[str, list[str]] = {}
    for name, spec in fields_in(original):
        specs.setdefault(name, []).append(spec)
    values = {name: catalogue.stand_in_for(given) for name, given in specs.items()}
    for name, given in specs.items():
        if given == [""]:  # a small number, or a name
            values[name] = 10
        if given[0].partition(":")[0] in LISTS:
            values[name] = [16, 16, 10]
    return language.sentence().put(message, values)


def test_the_template_holds_every_message():
    listed = {entry.id for entry in read(catalogue.TEMPLATE)}
    assert listed == set(extracted()), "run python -m films messages"


@each_translation
def test_every_message_is_translated(language):
    known = {entry.id: entry for entry in entries(language)}
    assert set(known) == set(extracted())
    assert [text for text, entry in known.items() if not entry.string or entry.fuzzy] == []


@each_translation
def test_no_field_is_missing_and_every_field_can_be_written(language):
    for entry in translated(language):
        assert catalogue.faults(entry.id, entry.string, language) == [], entry.id


def test_english_fields_can_be_written():
    for message in extracted():
        assert catalogue.faults(message, message, SOURCE) == [], message


@each_translation
def test_what_is_said_can_be_read_in_its_time(language):
    too_fast = []
    for entry in narration(language):
        spoken = filled(entry.string, entry.id, language)
        speed = language.length(spoken) / reading_time(filled(entry.id, entry.id, SOURCE))
        if speed > language.speed:
            too_fast.append(f"{speed:.1f} a second: {spoken}")
    assert not too_fast, "\n".join(too_fast)


@each_translation
def test_captions_have_two_lines_that_fit(language):
    """If every piece of a line of narration fits, all captions do: not all have to be made."""
    for place, entry in enumerate(narration(language)):
        told = filled(entry.string, entry.id, language)
        for piece in language.pieces(told):
            assert language.length(piece.strip()) <= language.line, piece
        if place % 10:
            continue
        for caption in captions([Line(0, 5, told)], language):
            assert len(caption.lines) <= 2
            for line in caption.lines:
                assert language.length(line) <= language.line, line


@pytest.mark.parametrize("code", ["zh-Hant", "ja"])
def test_sentences_end_as_they_do_in_full_width(code):
    for entry in narration(LANGUAGES[code]):
        assert entry.string[-1] in "。？！…」）", entry.string
        assert not re.search(r"[一-鿿ぁ-ヶ][,.!?;](?!\d)", entry.string), entry.string
