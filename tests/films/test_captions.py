import re
from itertools import pairwise

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from films.captions import Caption, Line, as_srt, as_vtt, captions, clock, divided, too_fast
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, NOT_FIRST, NOT_LAST, SOURCE, language

LONG = (
    "To the network it is 784 numbers, one a pixel: 0 where the paper is bare, 1 where the ink "
    "is full. They are the first layer of neurons."
)
JAPANESE = (
    "ネットワークにとって、これは784個の数です。1画素に1つずつ。紙が白いところは0、インクが濃い"
    "ところは1。これが「ニューロン」の最初の層です。"
)
CHINESE = (
    "對網路來說，這是13,002個數字，每個像素一個：紙張空白處是0，墨水最濃處是1。它們就是第一層。"
)

each_language = pytest.mark.parametrize("code", LANGUAGES)


def test_a_long_line_becomes_two_captions_at_its_sentences():
    made = captions([Line(10, 16, LONG)], SOURCE)
    assert [(caption.start, caption.end) for caption in made] == [
        (10, made[0].end),
        (made[0].end, 16),
    ]
    assert made[1].lines == ("1 where the ink is full.", "They are the first layer of neurons.")
    shares = [len("".join(caption.lines)) for caption in made]
    assert (made[0].end - 10) / 6 == pytest.approx(shares[0] / sum(shares), abs=0.02)


@given(st.lists(st.text("abcde,.?", min_size=1, max_size=14), min_size=1, max_size=60))
def test_no_caption_is_too_wide_and_nothing_is_lost(parts):
    text = " ".join(parts)
    made = captions([Line(0, 5, text)], SOURCE)
    assert " ".join(line for caption in made for line in caption.lines) == text
    for caption in made:
        assert len(caption.lines) <= 2
        assert all(len(line) <= SOURCE.line for line in caption.lines)
    assert made[-1].end == pytest.approx(5)
    for before, after in pairwise(made):
        assert before.end == after.start


@pytest.mark.parametrize(("code", "text"), [("ja", JAPANESE), ("zh-Hant", CHINESE)])
def test_full_width_lines_break_by_their_own_rules(code, text):
    spoken = LANGUAGES[code]
    lines = [line for caption in captions([Line(0, 9, text)], spoken) for line in caption.lines]
    assert "".join(lines) == text
    assert len(lines) > 2
    for line in lines:
        assert spoken.length(line) <= spoken.line
        assert line[0] not in NOT_FIRST
        assert line[-1] not in NOT_LAST
    # A number stays in one piece.
    for number in re.findall(r"[0-9,]+[0-9]", text):
        assert any(number in line for line in lines)


def test_a_word_wider_than_a_line_stands_alone():
    assert divided(["x" * 60 + " ", "y"], SOURCE) == [("x" * 60,), ("y",)]


@each_language
def test_pieces_are_the_text(code):
    for text in (LONG, JAPANESE, CHINESE, "1", "−0.5"):
        assert "".join(language(code).pieces(text)) == text


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "13,002 97.1% −0.50 x-y"),
        ("zh-Hant", "13,002 97.1% −0.50 x-y"),
        ("ja", "13,002 97.1% −0.50 x-y"),
        ("hu", "13\N{NO-BREAK SPACE}002 97,1% −0,50 x-y"),
        ("ru", "13\N{NO-BREAK SPACE}002 97,1\N{NO-BREAK SPACE}% −0,50 x-y"),
    ],
)
def test_numbers_are_written_as_the_language_does(code, written):
    values = {"a": 13002, "b": 0.9706, "c": -0.5, "d": "x-y"}
    assert language(code).sentence().put("{a:,} {b:.1%} {c:.2f} {d}", values) == written


def test_numbers_and_dashes_stay_with_what_they_belong_to():
    text = "Всего 13\N{NO-BREAK SPACE}002 чисел — это 97,1\N{NO-BREAK SPACE}% всех."
    assert LANGUAGES["ru"].pieces(text) == [
        *("Всего ", "13\N{NO-BREAK SPACE}002 ", "чисел — ", "это "),
        *("97,1\N{NO-BREAK SPACE}% ", "всех."),
    ]


def test_an_unknown_language_is_explained():
    with pytest.raises(InputError, match="zh-Hant"):
        language("xx")


def test_subrip_reads_back():
    made = [Caption(0, 1.5, ("One", "two")), Caption(3661.25, 3662, ("三",))]
    back = list(srt.parse(as_srt(made)))
    assert [one.content for one in back] == ["One\ntwo", "三"]
    assert back[1].start.total_seconds() == 3661.25


def test_webvtt_is_as_its_standard_has_it():
    text = as_vtt([Caption(0.0004, 61.5, ("a < b & c",))])
    assert text == "WEBVTT\n\n00:00:00.000 --> 00:01:01.500\na &lt; b &amp; c\n"


@given(st.floats(0, 100_000))
def test_the_clock_tells_the_time(seconds):
    hours, minutes, rest = clock(seconds).split(":")
    assert int(hours) * 3600 + int(minutes) * 60 + float(rest) == pytest.approx(seconds, abs=6e-4)
    assert float(rest) < 60


def test_lines_read_too_fast_are_told():
    lines = [Line(0, 1, "x" * 21), Line(1, 2, "x" * 22)]
    assert too_fast(lines, SOURCE) == [(lines[1], 22)]
    assert too_fast([Line(0, 1, "漢" * 10)], LANGUAGES["ja"])[0][1] == 10


@pytest.mark.parametrize(
    ("code", "text", "solid"),
    [
        (
            "zh-Hant",
            "一共有784個神經元和它們的權重，這些都是測試影像的像素。",
            ["784個", "神經元", "測試影像"],
        ),
        (
            "ja",
            "この784個のニューロンが最も明るいテスト画像です。",
            ["この784個", "ニューロン", "テスト画像"],
        ),
    ],
)
def test_terms_and_counts_are_not_divided(code, text, solid):
    pieces = language(code).pieces(text)
    assert "".join(pieces) == text
    assert len(pieces) > 3
    for each in solid:
        assert any(each in piece for piece in pieces), pieces
    assert all(piece[0] != "的" for piece in pieces)
