"""How fields are written in each language, checked against lists and numerals spelt out."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.script.catalogue import told
from scenes.script.hungarian import Hungarian, needs_az, sound_of
from scenes.script.languages import LANGUAGES
from scenes.script.message import Message, is_for_people, message, restored, stored

NBSP = "\N{NO-BREAK SPACE}"


def put(code: str, text: str, **values) -> str:
    return LANGUAGES[code].sentence().put(text, values)


# --- all languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "16, 16 and 10; 16, 16 or 10; 16, 16, 10; 784 and 10"),
        ("hu", "16, 16 és 10; 16, 16 vagy 10; 16, 16, 10; 784 és 10"),
        ("ru", "16, 16 и 10; 16, 16 или 10; 16, 16, 10; 784 и 10"),
        ("zh-Hant", "16、16和10; 16、16或10; 16、16、10; 784和10"),
        ("ja", "16、16、10; 16、16、または10; 16、16、10; 784、10"),
    ],
)
def test_lists(code, written):
    text = "{x:list}; {x:or}; {x:commas}; {y:list}"
    assert put(code, text, x=[16, 16, 10], y=(784, 10)) == written
    assert put(code, "{x:list} {x:commas}", x=np.array([7])) == "7 7"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "1,200; 12,960; 97.1%; −0.50; +2"),
        ("hu", f"1200; 12{NBSP}960; 97,1%; −0,50; +2"),
        ("ru", f"1200; 12{NBSP}960; 97,1{NBSP}%; −0,50; +2"),
        ("ja", "1,200; 12,960; 97.1%; −0.50; +2"),
    ],
)
def test_numbers(code, written):
    text = "{a:,}; {b:,}; {c:.1%}; {d:.2f}; {e:+}"
    assert put(code, text, a=1200, b=12960, c=0.971, d=-0.5, e=2) == written


@given(st.floats(-1e6, 1e6), st.sampled_from([".0f", ".2f", "+.2f", ".1%", ",.3f", ".2g"]))
def test_no_zero_has_a_minus_sign(value, spec):
    for code in ("en", "hu"):
        text = put(code, f"{{x:{spec}}}", x=value)
        assert ("−" in text) <= bool(re.search("[1-9]", text))
        assert text.startswith("+") or spec[0] != "+" or "−" in text


@given(st.integers(0, 10**9))
def test_grouped_digits_are_the_number(value):
    for code in LANGUAGES:
        text = put(code, "{n:,}", n=value)
        assert int(re.sub(r"\D", "", text)) == value
        assert " " not in text
        if code in ("hu", "ru"):
            assert (NBSP in text) == (value >= 10_000)


def test_a_field_may_be_used_twice_and_in_another_order():
    assert put("ru", "{b} {a} {b}", a=1, b=2) == "2 1 2"


def test_messages_among_values_are_translated_with_their_own_values():
    known = {"{n:,} digits": "{n:,} számjegy", "a loop": "hurok", "both": "mindkettő: {x:list}"}
    sentence = LANGUAGES["hu"].sentence(known.get)
    digits = message("{n:,} digits", n=12_000)
    assert sentence.put("{a} – {b:capital}", {"a": digits, "b": "a loop"}) == (
        f"12{NBSP}000 számjegy – Hurok"
    )
    both = message("both", x=[message("a loop"), digits, "my {folder}"])
    assert (
        sentence.put("{a}", {"a": both})
        == f"mindkettő: hurok, 12{NBSP}000 számjegy és my {{folder}}"
    )
    unknown = message("{n:,} {n:knob|knobs}", n=1200)
    assert sentence.put("{a}", {"a": unknown}) == "1,200 knobs"


def test_values_survive_json():
    values = {"a": message("{n} of {who}", n=np.int64(3), who=message("us")), "b": [1, 2.5, "c"]}
    back = restored(json.loads(json.dumps(stored(values))))
    assert back == {"a": "{n} of {who}", "b": [1, 2.5, "c"]}
    assert LANGUAGES["en"].sentence().put("{a}", back) == "3 of us"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n = 3", False),
        ("{n:,}", False),
        ("{count:.1%}", False),
        ("{n:neuron|neurons}", True),
        ("0 × 784", False),
        ("ink", True),
        ("墨水", True),
    ],
)
def test_what_has_words_is_for_people(text, expected):
    assert is_for_people(text) == expected


# --- English and Russian ---------------------------------------------------------------------


def test_english_forms_and_articles():
    for count, noun in ((0, "neurons"), (1, "neuron"), (2, "neurons"), (1000, "neurons")):
        assert put("en", "{n:neuron|neurons}", n=count) == noun
    an = {8, 11, 18, 80, 84, 800, 8_000, 11_000, 18_500, 80_000, 8_000_000}
    for number in (*an, 1, 3, 7, 10, 12, 19, 81 - 60, 110, 180, 1_100, 118):
        article = "an" if number in an else "a"
        assert put("en", "{n:a|an} {n:A|An}", n=number) == f"{article} {article.capitalize()}"


@pytest.mark.parametrize(
    ("count", "noun"),
    [
        (0, "нейронов"),
        (1, "нейрон"),
        (2, "нейрона"),
        (4, "нейрона"),
        (5, "нейронов"),
        (11, "нейронов"),
        (12, "нейронов"),
        (21, "нейрон"),
        (42, "нейрона"),
        (111, "нейронов"),
        (784, "нейрона"),
        (2001, "нейрон"),
        (1.5, "нейрона"),
        (np.float64(3), "нейрона"),
    ],
)
def test_russian_forms(count, noun):
    assert put("ru", "{n:нейрон|нейрона|нейронов}", n=count) == noun


def test_a_wrong_number_of_forms_is_an_error():
    for code, text in (("en", "{n:a|b|c}"), ("ru", "{n:один|два}"), ("hu", "{n:x|y|z}")):
        with pytest.raises(ValueError, match="forms of a word"):
            put(code, text, n=3)


# --- Hungarian -------------------------------------------------------------------------------

ONES = ["egy", "kettő", "három", "négy", "öt", "hat", "hét", "nyolc", "kilenc"]
TENS = ["tíz", "húsz", "harminc", "negyven", "ötven", "hatvan", "hetven", "nyolcvan", "kilencven"]
UP_TO_TEN = ("tizen", "huszon")


def spelt(number: int) -> list[str]:
    """The words of a number below a milliard, the last one alone: where endings go."""
    if number == 0:
        return ["nulla"]
    made = []
    for size, name in ((1_000_000, "millió"), (1000, "ezer"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            continue
        words = ["száz" if group // 100 == 1 else f"{ONES[group // 100 - 1]}száz"] * (group > 99)
        tens, ones = divmod(group % 100, 10)
        words += [TENS[tens - 1]] * (tens > 0) + [ONES[ones - 1]] * (ones > 0)
        if name == "ezer" and words == ["egy"]:
            words = []
        made += words + [name] * bool(name)
    return made


#: The last word of a numeral with the endings -s, -t, -ban, -hoz, -val, as dictionaries have them.
LAST = {
    "nulla": "nullás nullát nullában nullához nullával",
    "egy": "egyes egyet egyben egyhez eggyel",
    "kettő": "kettes kettőt kettőben kettőhöz kettővel",
    "három": "hármas hármat háromban háromhoz hárommal",
    "négy": "négyes négyet négyben négyhez néggyel",
    "öt": "ötös ötöt ötben öthöz öttel",
    "hat": "hatos hatot hatban hathoz hattal",
    "hét": "hetes hetet hétben héthez héttel",
    "nyolc": "nyolcas nyolcat nyolcban nyolchoz nyolccal",
    "kilenc": "kilences kilencet kilencben kilenchez kilenccel",
    "tíz": "tízes tízet tízben tízhez tízzel",
    "húsz": "húszas húszat húszban húszhoz hússzal",
    "harminc": "harmincas harmincat harmincban harminchoz harminccal",
    "negyven": "negyvenes negyvenet negyvenben negyvenhez negyvennel",
    "ötven": "ötvenes ötvenet ötvenben ötvenhez ötvennel",
    "hatvan": "hatvanas hatvanat hatvanban hatvanhoz hatvannal",
    "hetven": "hetvenes hetvenet hetvenben hetvenhez hetvennel",
    "nyolcvan": "nyolcvanas nyolcvanat nyolcvanban nyolcvanhoz nyolcvannal",
    "kilencven": "kilencvenes kilencvenet kilencvenben kilencvenhez kilencvennel",
    "száz": "százas százat százban százhoz százzal",
    "ezer": "ezres ezret ezerben ezerhez ezerrel",
    "millió": "milliós milliót millióban millióhoz millióval",
}

numbers = st.one_of(
    st.integers(0, 10**9 - 1),
    st.integers(0, 1100),
    st.builds(lambda a, b: a * 10**b, st.integers(0, 99), st.integers(0, 6)),
)


def letters_behind(word: str, ending: str) -> str:
    """What is written behind a hyphen: from the vowel that joins the ending on."""
    forms = dict(zip(["s", "t", "ban", "hoz", "val"], LAST[word].split(), strict=True))
    if ending in ("s", "t"):
        joined = forms[ending][-2:]
        return ending if joined[0] in "áőó" else joined
    if ending == "val":
        last = "sz" if word == "húsz" else "gy" if word[-2:] == "gy" else word[-1]
        return ("v" if last in "aőó" else last) + forms[ending][-2:]
    return forms[ending][-len("ban") :]


@given(numbers)
def test_hungarian_endings_sound_like_the_numeral(number):
    last = spelt(number)[-1]
    last = "száz" if last.endswith("száz") else last
    for ending, spec in (
        ("s", "-as"),
        ("t", "-at"),
        ("ban", "-ban"),
        ("hoz", "-hoz"),
        ("val", "-val"),
    ):
        assert put("hu", f"{{n:{spec}}}", n=number) == f"{number}-{letters_behind(last, ending)}"


@given(numbers)
def test_the_hungarian_article_goes_by_the_first_sound(number):
    article = "az" if spelt(number)[0][0] in "aáeéiíoóöőuúüű" else "a"
    assert put("hu", "{n:a|az} {n:A|Az}", n=number) == f"{article} {article.capitalize()}"


def test_hungarian_as_translators_need_it():
    digits = [put("hu", "{n:-as}", n=digit) for digit in (3, 5, 8, 6, 784)]
    assert digits == ["3-as", "5-ös", "8-as", "6-os", "784-es"]
    assert put("hu", "{n:-ast} {n:-esben}", n=8) == "8-ast 8-asban"
    assert put("hu", "{n:-ban|-ben} {n:-hoz|-hez|-höz}", n=5) == "5-ben 5-höz"
    assert put("hu", "{n:-as|-os|-es|-ös}", n=2) == "2-es"
    assert put("hu", "{n:-ashoz}", n=2) == "2-eshez"
    # Kettővel, but kétszer; tizenkettővel, but tizenkétszer.
    assert put("hu", "{n:-vel} {n:-szor} {n:-szeres}", n=2) == "2-vel 2-szer 2-szeres"
    for number in (*range(13), *range(20, 110, 10)):
        times = "ször" if number == 5 else "szer"
        if number in (0, 3, 6, 8, 20, 30, 60, 80, 100):
            times = "szor"
        assert put("hu", "{n:-szor|-szer|-ször}", n=number) == f"{number}-{times}"
    assert put("hu", "{n:-szor} {m:-szor}", n=1000, m=2_000_000) == "1000-szer 2000000-szor"
    assert put("hu", "{n:-szörös}", n=5) == "5-szörös"
    assert put("hu", "{n:,a|az} {n:,-ból}", n=12_960) == f"a 12{NBSP}960-ból"
    assert put("hu", "{p:.0%a|az} {p:.0%-os} {p:.0%-ban}", p=0.53) == "az 53%-os 53%-ban"
    assert put("hu", "{z:.2f-as} {z:.2f-ban|-ben}", z=0.98) == "0,98-as 0,98-ban"
    assert put("hu", "{z:.1f-as}", z=0.5) == "0,5-ös"
    assert put("hu", "{name:a|az} {name}", name="előző") == "az előző"
    assert put("hu", "{n:neuron|neuronok}", n=1) == "neuron"
    assert needs_az(1000)
    assert not needs_az(-5, "+")
    assert sound_of(10**9).link == "o"


def test_numbers_that_are_text_already_are_written_as_the_language_does():
    hungarian = LANGUAGES["hu"]
    assert [told(text, {}, hungarian) for text in ("0.5", "97.5%", "1,200", "12,000", "3×4")] == [
        "0,5",
        "97,5%",
        "1200",
        f"12{NBSP}000",
        "3×4",
    ]
    assert told("-0.5", {}, LANGUAGES["en"]) == "-0.5"


@pytest.mark.parametrize(
    ("text", "article"),
    [("10 000 kép", "a"), ("1000 kép", "az"), ("500 kép", "az"), ("„előző”", "az"), ("kép", "a")],
)
def test_an_article_goes_by_what_stands_behind_it_in_hungarian(text, article):
    known = {"counted": text}
    sentence = Hungarian("hu", lambda message: known.get(message, message))
    assert sentence.put("{x:a|az}", {"x": Message("counted", {})}) == article


def test_each_of_a_list_may_have_an_ending():
    assert put("hu", "{x:list:-as}", x=[16, 5]) == "16-os és 5-ös"


def test_numbers_with_decimal_commas_are_divided_by_semicolons():
    assert put("hu", "{x:commas}", x=[0.1, 0.3, 1]) == "0,1; 0,3; 1"
    assert put("ru", "{x:list}", x=[0.1, 0.3, 1]) == "0,1; 0,3 и 1"
    assert put("ja", "{x:commas}", x=[0.1, 0.3, 1]) == "0.1、0.3、1"
