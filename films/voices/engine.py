"""What every voice that is computed offers, whoever computes it."""

from typing import Protocol

from films.voices.shaping import Utterance


class Engine(Protocol):
    """A voice that is computed; it is sent to other processes, and loads there what it needs."""

    @property
    def name(self) -> str:
        """What it is called, in a few letters that may be part of a file's name."""

    @property
    def key(self) -> str:
        """What decides how a text sounds besides the text: another key, another sound."""

    def say(self, text: str) -> Utterance | None:
        """Speak a text, sentence by sentence; ``None`` if there is nothing to hear.

        Raises
        ------
        InputError
            If it can't.
        """
