"""How long narration takes to read, and to speak: what a film leaves time for."""

import re
from typing import NamedTuple

from scenes.script.languages import SOURCE, Language
from scenes.script.spoken import spoken

#: Characters of narration a viewer reads in a second, besides looking at the picture.
READING_SPEED = 17

#: Seconds a line needs before the first word is read.
READING_START = 0.5

#: Seconds of silence between two lines that are spoken.
GAP = 0.25

#: What comes between two lines may begin while so many seconds of the first are left to speak.
TAIL = 1.0


class Speech(NamedTuple):
    """How many seconds a voice takes, as an estimate.

    Attributes
    ----------
    letter
        For each letter of the spoken form, the space behind words included.
    pause
        For each comma, colon or dash.
    stop
        For each end of a sentence, but the last.
    start
        For a line.
    """

    letter: float
    pause: float
    stop: float
    start: float

    def seconds(self, text: str) -> float:
        """Return how long it takes to say a text, in its spoken form."""
        letters = sum(map(str.isalpha, text))
        pauses, stops = len(PAUSE.findall(text)), len(STOP.findall(text))
        return self.start + self.letter * letters + self.pause * pauses + self.stop * stops


PAUSE = re.compile("[,;:—、]")
STOP = re.compile(r"[.?!](?=\s)|[。？！](?=.)")

#: English: Piper's voice en_US-joe-medium.
SPEECH = {
    "en": Speech(0.0604, 0.339, 0.471, 0.22),
    "hu": Speech(0.0763, 0.2089, 0.3904, 0.1569),
    "ru": Speech(0.0624, 0.2242, 0.3634, 0.1216),
    "ja": Speech(0.11, 0.3, 0.45, 0.1),
    "zh-Hant": Speech(0.2, 0.25, 0.45, 0.1),
}


class Times(NamedTuple):
    """How much time a line of narration is given, in seconds from when it begins.

    Attributes
    ----------
    stands
        As long the picture stands that it is told about.
    lasts
        So much later, at the earliest, the next line begins.
    """

    stands: float
    lasts: float


def reading_time(text: str) -> float:
    """Return how many seconds a viewer needs for a line of English narration."""
    return READING_START + len(text) / READING_SPEED


def speaking_time(text: str, language: Language = SOURCE) -> float:
    """Return about how many seconds a voice needs for a line of narration."""
    heard = spoken(text, language)
    return SPEECH[language.code].seconds(heard) if heard else 0.0


def times_for(english: str, told: str, language: Language) -> Times:
    """Return how much time a line gets: as much as in English, unless it needs more.

    Parameters
    ----------
    english, told
        The line in English and in the language of the film.
    """
    usual = _times(reading_time(english), speaking_time(english))
    if language == SOURCE:
        return usual
    needed = _times(language.length(told) / language.speed, speaking_time(told, language))
    return Times(max(usual.stands, needed.stands), max(usual.lasts, needed.lasts))


def _times(reading: float, speaking: float) -> Times:
    stands = max(reading, speaking - TAIL)
    return Times(stands, max(stands, speaking + GAP))
