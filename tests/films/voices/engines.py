"""A voice that needs no model: it says a tone for each word."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from films.voices.sentences import sentences
from films.voices.shaping import Utterance, one_after_another
from films.voices.speech import Sound
from network.files.errors import InputError
from tests.films.toys import tone


@dataclass(frozen=True)
class Tones:
    """Says a tone of a tenth of a second for each word, and notes in a file what it was asked for.

    It dies at the word *death*, can't say the word *unsayable*, and is silent at *hush*.
    """

    log: Path
    key: str = "tones"
    name: str = "tones"

    def say(self, text: str) -> Utterance | None:
        with self.log.open("a") as log:
            log.write(f"{os.getpid()} {text.lower()}\n")
        if "death" in text.lower():
            os.kill(os.getpid(), signal.SIGKILL)
        if "unsayable" in text.lower():
            raise InputError("tones", expected="a word", found=text, remedy="say another")
        return one_after_another([_tone(part.lower()) for part in sentences(text)])

    def asked(self) -> list[str]:
        """Return what it was asked to say."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line.partition(" ")[2] for line in lines]

    def processes(self) -> set[str]:
        """Return the processes that spoke."""
        return {line.partition(" ")[0] for line in self.log.read_text().splitlines()}


def _tone(sentence: str) -> Sound:
    silence = np.zeros(4_800, np.float32)
    return silence if "hush" in sentence else tone(0.1 * len(sentence.split()))
