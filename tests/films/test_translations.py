"""The translations that the project ships: complete, true to their fields, and readable."""

import re

import pytest

from films import catalogue
from films.captions import Line, captions
from scenes.script.languages import LANGUAGES, SOURCE
from scenes.script.narration import reading_time

TRANSLATIONS = [language for language in LANGUAGES.values() if language != SOURCE]

each_translation = pytest.mark.parametrize("language", TRANSLATIONS, ids=lambda each: each.code)

#: Values that fit any field's format; long ones, as a caption must hold them.
STAND_IN = {"d": 10_000, "f": -12.34, "%": 0.97, "": "10"}


def filled(message: str, language) -> str:
    """A line with something in its fields."""
    values = {}
    for name, spec in re.findall(r"\{(\w+)(?::([^}]*))?\}", message):
        kind = spec[-1:] if spec[-1:] in ("f", "%") else "d" if spec.endswith(",") else ""
        values[name] = STAND_IN[kind]
        if spec.endswith("g") or spec.startswith("+"):
            values[name] = -12.34
    return language.sentence().put(message, values)


def test_the_template_holds_every_line_of_the_scenes():
    listed = {entry.id for entry in catalogue.entries(catalogue.read(catalogue.TEMPLATE))}
    assert listed == {entry.id for entry in catalogue.entries(catalogue.extract())}, (
        "run python -m films messages"
    )


@each_translation
def test_every_line_is_translated(language):
    known = {e.id: e for e in catalogue.entries(catalogue.read(catalogue.catalogue_of(language)))}
    lines = {entry.id for entry in catalogue.entries(catalogue.extract())}
    assert set(known) == lines
    assert [line for line, entry in known.items() if not entry.string or entry.fuzzy] == []


@each_translation
def test_no_field_is_missing_and_none_is_added(language):
    for entry in catalogue.entries(catalogue.read(catalogue.catalogue_of(language))):
        assert catalogue.faults(entry.id, entry.string) == [], entry.id


@each_translation
def test_every_line_can_be_read_in_its_time(language):
    for entry in catalogue.entries(catalogue.read(catalogue.catalogue_of(language))):
        spoken, english = filled(entry.string, language), filled(entry.id, SOURCE)
        speed = language.length(spoken) / reading_time(english)
        assert speed <= language.speed, f"{speed:.1f} a second: {spoken}"


@each_translation
def test_captions_have_two_lines_that_fit(language):
    for entry in catalogue.entries(catalogue.read(catalogue.catalogue_of(language))):
        for caption in captions([Line(0, 5, filled(entry.string, language))], language):
            assert len(caption.lines) <= 2
            for line in caption.lines:
                assert language.length(line) <= language.line, line


@pytest.mark.parametrize("code", ["zh-Hant", "ja"])
def test_sentences_end_as_they_do_in_full_width(code):
    for entry in catalogue.entries(catalogue.read(catalogue.catalogue_of(LANGUAGES[code]))):
        assert entry.string[-1] in "。？！…」）", entry.string
        assert not re.search(r"[一-鿿ぁ-ヶ][,.!?;](?!\d)", entry.string), entry.string
