import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import DOWN, Scene, Square, config, tempconfig
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

from network.files.errors import InputError
from scenes.look.theme import theme
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.writing.rewrite import Rewrite, named_parts
from scenes.mobjects.writing.source_code import SourceCode
from scenes.mobjects.writing.words import (
    formula,
    headline,
    note,
    row_of_words,
    typographic,
    words,
)

PRINTABLE = "".join(map(chr, range(32, 127))) + "äöüßéñ€–—…°×·−’“”αβσ"


@pytest.fixture(autouse=True, scope="module")
def small_frames(tmp_path_factory):
    media = str(tmp_path_factory.mktemp("media"))
    with tempconfig({"quality": "low_quality", "media_dir": media, "dry_run": True}):
        yield


def glyphs_of(text: str) -> list[str]:
    """The glyphs that Typst set for a text, in order, without the strut."""
    literal = text.replace("{", "{{").replace("}", "}}")
    svg = Path(words(literal).file_name).read_text()
    return re.findall(r'<use xlink:href="#(\w+)"', svg)[:-1]


@pytest.fixture(scope="module")
def glyph_of(small_frames) -> dict[str, list[str]]:
    """Of each character alone; several are set at once, apart from each other."""
    apart = [each for each in PRINTABLE + "‘" if each not in " '\""]
    found = {each: glyphs_of(each) for each in " '\""}
    for some in (apart[start : start + 20] for start in range(0, len(apart), 20)):
        found |= {
            each: [glyph] for each, glyph in zip(some, glyphs_of(" ".join(some)), strict=True)
        }
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.sampled_from(PRINTABLE), min_size=1, max_size=60))
def test_any_printable_text_survives(glyph_of, text):
    for ligature in ("ff", "fi", "fl", "Th", "fb", "fh", "fj", "fk", "ft", "tt"):
        text = text.replace(ligature, "x")
    expected = [glyph for character in typographic(text) for glyph in glyph_of[character]]
    assert glyphs_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("= a", "1. x", "- x", "+ x", "/ x: y", "a // b", "a /* b", "#x", "$x$", "*x*", "_x_"),
        *("`x`", "<x>", "@x", "~x", "a -- b", "a...b", "\\u", "https://x.y", "x\\", "[x]", "{x}"),
    ],
)
def test_what_means_something_to_typst_is_text(glyph_of, text):
    expected = [glyph for character in text for glyph in glyph_of[character]]
    assert glyphs_of(text) == expected


def test_quotation_marks_become_typographic():
    assert typographic("it's \"so\" ('x')") == "it’s “so” (‘x’)"
    assert typographic("'a' \"b c\"") == "‘a’ “b c”"
    assert typographic("the 60's") == "the 60’s"


def test_empty_text_is_an_empty_mobject():
    assert len(words("")) == len(words("  ")) == 0


def test_size_is_what_was_asked_for_without_the_strut():
    assert words("x", 40).font_size == pytest.approx(40)
    assert words("xx", 40).height == pytest.approx(2 * words("xx", 20).height)
    assert np.allclose(words("xgx").get_center(), 0)


def test_text_and_formulas_stand_on_one_line():
    row = row_of_words("gypsy", "xx", formula("a^((1)) + y_2"), "Ágp", buff=0.3)
    assert np.allclose([item.baseline for item in row], row[0].baseline)
    stems = [row[1][0].get_bottom()[1], row[3][0].get_bottom()[1]]
    assert np.allclose(stems, row[0].baseline, atol=1e-6)
    gaps = [b.get_left()[0] - a.get_right()[0] for a, b in pairwise(row)]
    assert np.allclose(gaps, 0.3)
    moved = words("xgx").scale(2).shift(DOWN)
    assert moved.copy().baseline == pytest.approx(moved[0].get_bottom()[1])
    square = row_of_words("H", Square(0.1))
    assert square[1].get_y() == pytest.approx(square[0].get_y())


SOURCE = "a^((1)) = sigma({{ W : weights }} a^((0)) + {{ b : bias }})"


def test_parts_of_a_formula_are_found_by_their_labels():
    look = theme()
    made = formula(SOURCE, colours={"weights": look.positive})
    again = made.copy()
    for one in (made, again, formula(SOURCE, colours={"weights": look.positive})):
        assert list(one.parts) == ["weights", "bias"]
        (glyph,) = one.part("weights")
        assert any(glyph is own for own in one.submobjects)
        assert glyph.get_fill_color().to_hex() == look.positive
        (bias,) = one.part("bias")
        assert bias.get_fill_color().to_hex() == look.words
        assert bias.get_x() > glyph.get_x()
    with pytest.raises(KeyError, match="speed"):
        formula(SOURCE, colours={"speed": look.accent})


def test_every_copy_of_a_formula_scales_its_strokes():
    one, other = formula("frac(1, 2)"), formula("frac(1, 2)")
    widths = [max(glyph.get_stroke_width() for glyph in made.scale(3)) for made in (one, other)]
    assert widths[0] == widths[1] > 1


def test_a_formula_turns_into_another():
    before, after = formula("{{ x : it }} + 1"), formula("sqrt({{ x + x : it }}) + 2").shift(DOWN)
    shared = named_parts(before, ["it"]).keys() & named_parts(after, ["it"]).keys()
    assert "it" in shared
    assert len(shared) == 2, "the plus sign outside moves, too; x + x as a whole is `it`"
    places = [glyph.get_center() for glyph in before]

    class Play(Scene):
        def construct(self):
            self.add(before)
            self.play(Rewrite(before, after), run_time=0.3)

    with tempconfig({"disable_caching": True, "progress_bar": "none"}):
        scene = Play()
        scene.render()
    assert scene.mobjects == [after]
    assert np.allclose([glyph.get_center() for glyph in before], places)
    assert config.dry_run


@pytest.mark.parametrize(
    "build",
    [
        lambda: words("label 7, quickly"),
        lambda: words("784 pixels", 28),
        lambda: formula("frac(1, 2) + {{ w_1 : w }} a_1"),
        lambda: SourceCode("a = 1\nprint(a + 2)  # three"),
    ],
)
def test_glyphs_from_the_cache_are_fresh_ones_to_the_last_bit(build):
    SVG_HASH_TO_MOB_MAP.clear()
    pictures = []
    for made in (build(), build(), build().copy()):
        camera = StageCamera()
        camera.capture_mobjects([made])
        drawn = [(glyph.points.tobytes(), glyph.stroke_width) for glyph in made.get_family()]
        pictures.append((drawn, camera.pixel_array.tobytes()))
    assert pictures[0] == pictures[1] == pictures[2]


def test_a_text_that_is_too_wide_gets_smaller_and_then_is_refused(monkeypatch):
    whole = words("a text of some length")
    tight = words("a text of some length", room=0.85 * whole.width)
    assert tight.width == pytest.approx(0.85 * whole.width)
    assert words("a text of some length", room=whole.width).width == whole.width
    for write in (words, note, headline):
        with pytest.raises(InputError, match=r"a text of \{n\} words") as raised:
            write("a text of {n} words", n=5, room=1)
        assert "English" in str(raised.value)
    monkeypatch.setenv("LECTURE_LANGUAGE", "hu")
    with pytest.raises(InputError, match="magyar") as raised:
        words("a text of {n} words", n=5, room=1)
    assert "hu.po" in raised.value.remedy


def test_words_are_in_the_language_of_the_film(monkeypatch):
    known = {"weights": "súlyok", '"{name}" of {n:,}': '"{name}": {n:,}'}
    monkeypatch.setattr(
        "scenes.script.catalogue.translation", lambda text, language: known.get(text)
    )
    monkeypatch.setenv("LECTURE_LANGUAGE", "hu")
    assert words('"{name}" of {n:,}', name="weights", n=12_960).text == (
        '"súlyok": 12\N{NO-BREAK SPACE}960'
    )
    assert typographic("az \"egy\" meg a 'kettő'") == "az „egy” meg a »kettő«"
    monkeypatch.setenv("LECTURE_LANGUAGE", "ru")
    assert typographic('это "вес"') == "это «вес»"
    monkeypatch.setenv("LECTURE_LANGUAGE", "xx")
    with pytest.raises(InputError, match="language xx"):
        words("weights")


def test_japanese_words_stand_on_the_line_that_others_stand_on(monkeypatch):
    monkeypatch.setenv("LECTURE_LANGUAGE", "ja")
    made, other = words("重みの784個"), words("W").shift([3, 1, 0])
    assert len(made.submobjects) == len(made.text)
    made.stand_beside(other)
    # Full-width letters reach a little below the line.
    assert 0 < other.get_bottom()[1] - made.get_bottom()[1] < 0.1
