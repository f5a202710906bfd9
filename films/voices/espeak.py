"""The last resort in all languages but Japanese: espeak-ng, clear but without any warmth."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from films.voices.recordings import sound_of
from films.voices.sentences import sentences
from films.voices.shaping import Utterance, one_after_another
from films.voices.speech import Sound
from network.files.errors import InputError
from scenes.script.languages import Language

#: What speaks, and how many words a minute.
PROGRAM, WORDS = "espeak-ng", 150

#: A language that it cannot read: for every kanji, it says that there is a Chinese letter.
UNREAD = "ja"


@dataclass(frozen=True)
class EspeakVoice:
    """The voice of espeak-ng for a language."""

    language: Language

    @property
    def name(self) -> str:
        """What it is called."""
        return "espeak"

    @cached_property
    def key(self) -> str:
        """What decides how it sounds."""
        told = subprocess.run([_program(), "--version"], capture_output=True, check=False)
        return (
            f"espeak {self.language.voice} {WORDS} {told.stdout.decode(errors='replace').strip()}"
        )

    def check(self) -> None:
        """Make sure that it can speak.

        Raises
        ------
        InputError
            If espeak-ng isn't installed, or can't read the language.
        """
        if self.language.code == UNREAD:
            raise InputError(
                "--voice espeak",
                expected=f"a voice that reads {self.language.name}",
                found=f'{PROGRAM}, which says "Chinese letter" in place of every kanji',
                remedy="say --voice alone, which sets a voice up, or record it yourself",
            )
        _program()

    def say(self, text: str) -> Utterance | None:
        """Speak a text; ``None`` if there is nothing to hear.

        Raises
        ------
        InputError
            If espeak-ng isn't installed, or lacks the language.
        """
        return one_after_another([self._spoken(sentence) for sentence in sentences(text)])

    def _spoken(self, sentence: str) -> Sound:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "line.wav"
            voice = self.language.voice
            command = [_program(), "-v", voice, "-s", str(WORDS), "-w", str(file), "--stdin"]
            told = subprocess.run(
                command, input=sentence.encode(), capture_output=True, check=False
            )
            if told.returncode:
                raise InputError(
                    f"{PROGRAM} -v {voice}",
                    expected=f"speech in {self.language.name}",
                    found=told.stderr.decode(errors="replace").strip() or f"code {told.returncode}",
                    remedy=f"install the voices of {PROGRAM}, or choose another --voice",
                )
            # Where there is nothing to say, it writes nothing.
            return sound_of(file) if file.exists() else np.zeros(0, np.float32)


def _program() -> str:
    program = shutil.which(PROGRAM)
    if not program:
        raise InputError(
            "--voice espeak",
            expected=f"the program {PROGRAM}",
            found="not installed",
            remedy=f"install {PROGRAM} (apt, dnf, brew), or choose another --voice",
        )
    return program
