"""What a voice said is kept: a line is spoken once, until its text or the voice changes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from films.captions import Line
from films.voices.cached import cached
from films.voices.engine import Engine
from films.voices.processes import spread
from films.voices.sentences import sayable, with_marks
from films.voices.shaping import Utterance
from films.voices.speech import Speech
from network.files.errors import InputError
from scenes.script.languages import Language
from scenes.script.spoken import spoken

#: Raise it when sounds are shaped in another way than before.
EDITION = 1

#: What each file says that it is.
KIND = "spoken line"

#: Sounds are kept in 16 bits; this is their loudest sample.
LOUDEST = 32_767


@dataclass(frozen=True)
class Stored:
    """A speaker that computes what it hasn't said before, and keeps it.

    Attributes
    ----------
    engine
        Who speaks.
    """

    engine: Engine

    def __call__(self, lines: Sequence[Line], language: Language) -> list[Speech | None]:
        """Speak lines; ``None`` where there is nothing to hear.

        Raises
        ------
        InputError
            If the voice can't speak, or what it says can't be kept.
        """
        texts = [spoken(line.text, language) for line in lines]
        files = {text: self.file(text, language) for text in texts if sayable(text)}
        said = {text: heard_in(file) for text, file in files.items()}
        # The longest first, so that no process begins with it when the others are done.
        missing = [text for text in sorted(said, key=len, reverse=True) if said[text] is None]
        tasks = [(text, files[text]) for text in missing]
        title = f"{language.code}, {self.engine.name}"
        for text, file in spread(_Speak(self.engine), tasks, title):
            said[text] = heard_in(file)
        return [
            with_marks(found, line.text, text)
            if (found := said.get(text)) and found.parts
            else None
            for line, text in zip(lines, texts, strict=True)
        ]

    def file(self, text: str, language: Language) -> Path:
        """Return where a text is kept, in the form in which it is spoken."""
        content = json.dumps([EDITION, self.engine.key, language.code, text])
        name = hashlib.sha256(content.encode()).hexdigest()[:32]
        return cached("speech", self.engine.name, f"{name}.npz")


@dataclass(frozen=True)
class _Speak:
    """What other processes do: they speak a text, and keep it in a file."""

    engine: Engine

    def __call__(self, task: tuple[str, Path]) -> None:
        text, file = task
        keep(self.engine.say(text), text, file)


def keep(said: Utterance | None, text: str, file: Path) -> None:
    """Write what a voice said; ``None`` is kept as well, as silence without any part.

    Raises
    ------
    InputError
        If it can't be written.
    """
    from network.files.archive import digest, write_archive  # brings much along

    sound = said.sound if said else np.zeros(0, np.float32)
    loudest = max(1.0, float(np.abs(sound).max(initial=0)))  # softer, rather than cut off
    arrays = {
        "sound": np.rint(sound / loudest * LOUDEST).astype(np.int16),
        "parts": np.array(said.parts if said else [], np.float64).reshape(-1, 2),
    }
    write_archive(file, KIND, {"text": text, "digest": digest(arrays)}, arrays)


def heard_in(file: Path) -> Utterance | None:
    """Return what a voice said; ``None`` if it isn't there or damaged, and has to be said again."""
    if not file.exists():
        return None
    from network.files.archive import Archive

    try:
        archive = Archive(file, KIND)
        arrays = {
            "sound": archive.array("sound", "int16", (archive.length("sound"),)),
            "parts": archive.array("parts", "float64", (archive.length("parts"), 2)),
        }
        archive.check_digest(arrays)
    except InputError:
        return None
    sound = arrays["sound"].astype(np.float32) / LOUDEST
    return Utterance(sound, tuple((float(start), float(end)) for start, end in arrays["parts"]))
