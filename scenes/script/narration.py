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
    """How many seconds a voice takes for what it says, as an estimate.

    Attributes
    ----------
    letter
        For each letter; what is between words included.
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
        return sum(each * count for each, count in zip(self, counts(text), strict=True))


PAUSE = re.compile("[,;:—、]")
STOP = re.compile(r"[.?!](?=\s)|[。？！](?=.)")

#: By language; ``python -m benchmarks.speech`` fits and judges them. English is Piper's voice
#: en_US-joe-medium, fitted to half of the lectures' lines; on the others it is off by 5 % on
#: average, by less than 14 % for 95 lines in 100, by 32 % at worst. Japanese is Kokoro, after a
#: few lines. For Hungarian and Russian, espeak-ng at 165 words a minute stands in, which takes
#: as long as Piper in English; for Chinese, where that is slow, 4.5 syllables a second.
SPEECH = {
    "en": Speech(letter=0.0587, pause=0.342, stop=0.580, start=0.263),
    "hu": Speech(letter=0.0763, pause=0.209, stop=0.390, start=0.157),
    "ru": Speech(letter=0.0624, pause=0.224, stop=0.363, start=0.122),
    "ja": Speech(letter=0.1480, pause=0.150, stop=0.500, start=0.500),
    "zh-Hant": Speech(letter=0.2000, pause=0.250, stop=0.450, start=0.100),
}


def counts(text: str) -> tuple[int, int, int, int]:
    """Return what takes time in a spoken form: letters, pauses, stops, and the line itself."""
    letters = sum(map(str.isalpha, text))
    return letters, len(PAUSE.findall(text)), len(STOP.findall(text)), 1


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
