"""Letters for every language: none may be missing in films, in silence."""

import pytest

from films import fonts
from films.catalogue import characters
from films.fonts import check_letters, font_for, lacking
from network.files.errors import InputError
from scenes.script import letters
from scenes.script.languages import LANGUAGES
from scenes.script.letters import Letters, letters_for


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda each: each.code)
def test_films_have_all_letters_of_their_catalogue(language):
    check_letters(characters(language), language)


def test_hungarian_and_russian_need_no_font():
    for code in ("en", "hu", "ru"):
        assert letters_for(LANGUAGES[code]) == Letters()
    alphabets = "áéíóöőúüűÁÉÍÓÖŐÚÜŰ„”»«абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЁЙ№"
    assert lacking(alphabets, Letters()) == []


def test_a_letter_that_nothing_has_is_named():
    assert lacking("a重\\\"'{#\U0010fff0", Letters()) == ["重", "\U0010fff0"]
    assert lacking("a重あ。\U0010fff0", letters_for(LANGUAGES["ja"])) == ["\U0010fff0"]
    with pytest.raises(InputError, match="重") as raised:
        check_letters("súly重", LANGUAGES["hu"])
    assert "hu.po" in raised.value.remedy


def test_a_language_may_have_more_letters_than_typst_takes_at_once():
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 1200)))
    assert lacking(many + "\U0010fff0", letters_for(LANGUAGES["ja"])) == ["\U0010fff0"]


def test_the_font_is_part_of_what_texts_are_made_from():
    japanese, chinese = (letters_for(LANGUAGES[code]) for code in ("ja", "zh-Hant"))
    assert japanese.preamble != chinese.preamble
    first, *_ = japanese.preamble.splitlines()
    assert first.startswith("// NotoSansCJK")
    assert len(first.split()[-1]) == 16


def test_without_the_extra_one_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(letters, "PACKAGE", "no_such_package")
    letters._letters_of.cache_clear()
    with pytest.raises(InputError, match="日本語") as raised:
        letters_for(LANGUAGES["ja"])
    assert "--language ja" in raised.value.remedy
    letters._letters_of.cache_clear()


def test_captions_are_drawn_with_the_films_own_letters(monkeypatch):
    monkeypatch.setattr(fonts, "_font_files", lambda: pytest.fail("needs no search"))
    faces = [font_for("重", LANGUAGES[code]) for code in ("ja", "zh-Hant")]
    assert faces[0].file == faces[1].file
    assert faces[0].index != faces[1].index
