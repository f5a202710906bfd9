"""Texts that tests set quickly are those that films show."""

from collections.abc import Iterator

import numpy as np
import pytest
from manim import Mobject, tempconfig

from scenes.mobjects.writing.words import OnALine, formula, words
from scenes.script.languages import VARIABLE
from tests.quick_mobjects import quick_mobjects
from tests.quick_texts import quick_texts
from tests.texts import visible_formulas

TEXTS = [
    'it reads\nthe digit "5" — fine',
    "ネットワークは3個の数字",
    "сеть читает",
    "őű ő",
    "神經元",
    "",
]
FORMULAS = [
    "{{ a : x }}/b + sqrt(c) - {{ d_1 : y }}",
    "sigma({{ W : weights }} a^((0)) + {{ {{ b : inner }} + c : bias }})",
    "vec(a, b) underbrace(x, 3) overline(y)",
    "cancel(x)",
]

#: What a text knows about where it came from, and groups that can't be asked for.
ASIDE = {"file_name", "id_to_vgroup_dict", "original_id", "letter_of", "path_obj"}


@pytest.fixture
def quickly(monkeypatch):
    """Set texts quickly from now on."""

    def begin() -> None:
        monkeypatch.setattr("tests.quick_texts.SET", {})
        quick_mobjects(monkeypatch)
        quick_texts(monkeypatch)

    return begin


def texts() -> Iterator[OnALine]:
    yield from (words(text, 30, "#ff0000") for text in TEXTS)
    yield from (formula(source, 40, "#00ff00") for source in FORMULAS)


def assert_same(one: Mobject, other: Mobject) -> None:
    """Assert that all parts of two texts know the same about themselves."""
    for part, same in zip(one.get_family(), other.get_family(), strict=True):
        assert type(part) is type(same)
        for name in (vars(part).keys() | vars(same).keys()) - ASIDE:
            known, found = vars(part)[name], vars(same)[name]
            if isinstance(known, np.ndarray):
                assert np.shape(known) == np.shape(found), name
                assert np.allclose(known, found, rtol=1e-6, atol=1e-12), name
            elif isinstance(known, float):
                assert known == pytest.approx(found, abs=1e-12), name
            elif not isinstance(known, list):  # parts: looked at themselves
                assert known == found, name


def places(text: OnALine, parts: list[Mobject]) -> list[int]:
    """Return which letters of a text some of its parts are."""
    return [text.get_family().index(part) for part in parts]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_text_that_is_set_quickly_is_the_same(tmp_path, monkeypatch, quickly, language):
    monkeypatch.setenv(VARIABLE, language)
    with tempconfig({"media_dir": str(tmp_path)}):
        slow = list(texts())
        quickly()
        for set_now in (list(texts()), list(texts())):
            for text, same in zip(slow, set_now, strict=True):
                assert_same(text, same)
                for label in text._label_aliases:
                    assert places(text, text.select(label)) == places(same, same.select(label))
                strokes = [each._stroke_width_tracked_submobjects for each in (text, same)]
                assert places(text, strokes[0]) == places(same, strokes[1])


def test_a_copy_of_a_text_is_a_text_of_its_own(tmp_path, quickly):
    quickly()
    with tempconfig({"media_dir": str(tmp_path)}):
        one, other = (formula(FORMULAS[0]) for _ in range(2))
        one.part("x").shift([1, 0, 0]).set_color("#0000ff")
        assert not set(map(id, one.get_family())) & set(map(id, other.get_family()))
        assert {letter.letter_of[0] for letter in other.submobjects} == {id(other)}
        assert_same(other, formula(FORMULAS[0]))


def test_colours_and_sizes_are_told_apart(tmp_path, quickly):
    quickly()
    with tempconfig({"media_dir": str(tmp_path)}):
        small, large = (words("a", size, "#ff0000") for size in (20, 40))
        assert large.height == pytest.approx(2 * small.height)
        assert words("a", 20, "#00ff00")[0].get_fill_color() != small[0].get_fill_color()


def test_a_formula_is_known_by_its_glyphs_whoever_set_it_first(tmp_path, quickly):
    quickly()
    with tempconfig({"media_dir": str(tmp_path)}):
        for _ in range(2):
            assert visible_formulas(list(formula("a + b"))) == ["a + b"]
