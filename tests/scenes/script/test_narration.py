import numpy as np
import pytest

from scenes.script.fields import Sentence
from scenes.script.message import plain
from scenes.script.narration import READING_SPEED, reading_time


def test_numbers_are_typeset():
    values = {"count": 13002, "z": -1.25, "name": "a-b", "share": 0.5}
    told = Sentence().put("{count:,} {z:+.2f} {name} {share:.0%}", values)
    assert told == "13,002 \N{MINUS SIGN}1.25 a-b 50%"


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError, match="count"):
        Sentence().put("{count}", {})


def test_values_can_be_stored_as_json():
    made = plain({"a": np.float32(0.5), "b": np.int64(3), "c": "x", "d": 4, "e": None})
    assert made == {"a": 0.5, "b": 3, "c": "x", "d": 4, "e": None}
    assert [type(value) for value in made.values()] == [float, int, str, int, type(None)]


def test_longer_lines_take_longer():
    assert reading_time("x" * 170) == reading_time("") + 170 / READING_SPEED
