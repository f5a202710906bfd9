"""How long narration takes to read."""

from scenes.script.languages import SOURCE, Language

#: Characters of narration a viewer reads in a second, besides looking at the picture.
READING_SPEED = 17

#: Seconds a line needs before the first word is read.
READING_START = 0.5


def reading_time(text: str) -> float:
    """Return how many seconds a viewer needs for a line of English narration."""
    return READING_START + len(text) / READING_SPEED


def time_for(english: str, told: str, language: Language) -> float:
    """Return how many seconds a line gets: as many as in English, unless it needs more.

    Parameters
    ----------
    english, told
        The line in English and in the language of the film.
    """
    usual = reading_time(english)
    return usual if language == SOURCE else max(usual, language.length(told) / language.speed)
