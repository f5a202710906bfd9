"""A line's sentences, and where its text is when each of them is spoken."""

import re
from itertools import pairwise

from films.voices.shaping import Utterance
from films.voices.speech import Speech

#: Ends of sentences where no space is between them.
FULL_WIDTH = "。！？"

#: Behind the end of a sentence, with what closes after it. Full-width ones need no space.
END = re.compile(rf"(?<=[.!?…])[\"'”’»)]*\s+|(?<=[{FULL_WIDTH}])[」』）]*\s*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; together they are the text, with the space behind each."""
    ends = [found.end() for found in END.finditer(text) if _begins(text, found)]
    cuts = sorted({0, *ends, len(text)})
    return [text[a:b] for a, b in pairwise(cuts)]


def _begins(text: str, end: re.Match[str]) -> bool:
    """Return whether a sentence begins behind what may be the end of one.

    It goes on behind "the 2. part", as Hungarian writes it.
    """
    return text[end.start() - 1] in FULL_WIDTH or not text[end.end() : end.end() + 1].islower()


def sayable(text: str) -> bool:
    """Return whether there is anything in a text to say: a letter or a digit."""
    return any(character.isalnum() for character in text)


def with_marks(said: Utterance, text: str, spoken: str) -> Speech:
    """Return speech that knows when each sentence of a line begins and ends.

    Parameters
    ----------
    said
        Whose parts are the sentences of ``spoken``.
    text
        The line, as it is written.
    spoken
        The line in the form that was spoken: more letters, but the same sentences.
    """
    # A sentence more or less: the spoken ones will do.
    fitting = (each for each in map(sentences, (text, spoken)) if len(each) == len(said.parts))
    written = next(fitting, [])
    if not written:
        return Speech(said.sound)
    whole, done, marks = sum(map(len, written)), 0, []
    for sentence, (start, end) in zip(written, said.parts, strict=True):
        marks.append((done / whole, start))
        # Without a space behind it, a sentence ends a little before the next one begins.
        last = len(sentence.rstrip())
        marks.append(((done + min(last, len(sentence) - 0.5)) / whole, end))
        done += len(sentence)
    return Speech(said.sound, tuple(marks[1:-1]))  # where both ends are is known
