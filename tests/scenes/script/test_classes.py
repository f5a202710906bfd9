import pytest

from scenes.script import catalogue
from scenes.script.classes import called, class_name, have_names, name_classes, named
from scenes.script.languages import LANGUAGES
from scenes.script.message import message
from tests.bars import FASHION


@pytest.fixture(autouse=True)
def fashion():
    name_classes(FASHION)
    yield
    name_classes(None)


def english(text, **values):
    return catalogue.told(text, values, LANGUAGES["en"])


def test_messages_say_names_where_they_hold_classes():
    line = "{label:A|An} {label}. It answers {answer}, at {value:.2f}, not {digits:list}."
    told = english(line, label=9, answer=3, value=0.5, digits=[0, 2])
    assert told == "An Ankle boot. It answers Dress, at 0.50, not T-shirt/top and Pullover."


def test_counts_and_measures_in_the_same_fields_stay_numbers():
    line = "Before, {was:,} of {count:,}. Now {now:,}, {other:.2f}, {first} to {last}."
    told = english(line, was=5, count=9, now=3, other=1, first=2, last=4)
    assert told == "Before, 5 of 9. Now 3, 1.00, 2 to 4."
    assert english("{neurons} {label}", neurons=7, label=12) == "7 12"
    assert english("{label}", label=True) == "True"


def test_several_of_a_kind():
    line = "Nearly all {often}s light it, and hardly any {seldom}s; {label}said"
    assert english(line, often=3, seldom=9, label=8) == (
        "Nearly all Dresses light it, and hardly any Ankle boots; Bagsaid"
    )


def test_messages_within_messages_say_names_too():
    label = message("this {label}", label=5)
    assert english("{data} and {name}", data=label, name=label) == "this Sandal and this Sandal"
    values = named("{data}", {"data": label, "count": 3})
    assert values["data"].values == {"label": "Sandal"}
    assert values["count"] == 3


def test_other_languages_write_names_without_the_endings_of_digits():
    sentence = LANGUAGES["hu"].sentence()
    values = named("{label}", {"label": 9})
    assert sentence.put("{label:a|az} {label:-as}", values) == "az Ankle boot"
    assert sentence.put("{label:-asnak}", values) == "Ankle boot-nak"
    assert LANGUAGES["ru"].sentence().put("{label:один|два|много}", values) == "один"


def test_without_names_classes_are_digits():
    assert (class_name(9), called(9), have_names()) == ("Ankle boot", "Ankle boot", True)
    name_classes(None)
    assert (class_name(9), called(9), have_names()) == ("9", 9, False)
    assert english("all of them {label}s", label=9) == "all of them 9s"
    assert LANGUAGES["hu"].sentence().put("{label:-as}", {"label": 9}) == "9-es"
