"""A line's sentences, and where its text is when each of them is spoken."""

import re
from itertools import pairwise

from films.voices.shaping import Utterance
from films.voices.speech import Speech

#: Behind the end of a sentence, with what closes after it. Full-width ones need no space.
END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|(?<=[。！？])[」』）]*\s*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; together they are the text, with the space behind each."""
    ends = [found.end() for found in END.finditer(text)]
    cuts = sorted({0, *ends, len(text)})
    return [text[a:b] for a, b in pairwise(cuts)]


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
    written = sentences(text)
    if len(written) != len(said.parts):  # a sentence more or less: the spoken ones will do
        written = sentences(spoken)
    whole, done, marks = sum(map(len, written)), 0, []
    for sentence, (start, end) in zip(written, said.parts, strict=True):
        marks.append((done / whole, start))
        marks.append(((done + len(sentence.rstrip())) / whole, end))
        done += len(sentence)
    return Speech(said.sound, tuple(marks[1:-1]))  # where both ends are is known
