"""Which voice speaks: what stands behind ``--voice``, understood."""

import re
import shlex
import sys
from pathlib import Path

from films.voices.cached import cached
from films.voices.espeak import EspeakVoice
from films.voices.kokoro import KokoroVoice
from films.voices.piper import PiperVoice, check_packages, shipped
from films.voices.recordings import Recordings
from films.voices.speech import Speaker
from films.voices.store import Stored
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE, Language

#: Voices of Piper's to download, by language. The recordings that the Hungarian and the Russian
#: one were trained with are free for everybody (CC0); where the Chinese ones come from, no
#: licence is told.
RECOMMENDED = {
    "en": "en_US-joe-medium",
    "hu": "hu_HU-anna-medium",
    "ru": "ru_RU-dmitri-medium",
    "zh-Hant": "zh_CN-huayan-medium",
}

#: What stands for the default voice, and for espeak-ng.
DEFAULT, ESPEAK = "piper", "espeak"

#: The end of the name of a voice's file.
KIND = ".onnx"

#: A voice with its language, and what is between several such; a path may hold a space.
NAMED, NEXT = re.compile(r"[A-Za-z-]{2,8}="), re.compile(r"[,\s]+(?=[A-Za-z-]{2,8}=)")


def speaker_for(voice: str | None, language: Language) -> Speaker:
    """Return who speaks a language.

    Parameters
    ----------
    voice
        What stood behind ``--voice``: nothing or ``piper`` for a good one, ``espeak``, a voice's
        file ``x.onnx``, a folder of such files or of recordings; or, where languages differ,
        some of these with the language before each: ``hu=anna.onnx,ru=espeak``.

    Raises
    ------
    InputError
        If it can't speak that language, or something it needs is missing or damaged.
    """
    named = _for_language(voice or DEFAULT, language)
    if named == DEFAULT:
        return _default(language)
    if named == ESPEAK:
        spoken = EspeakVoice(language)
        spoken.check()
        return Stored(spoken)
    path = Path(named).expanduser()
    if path.suffix == KIND:
        return _piper(path, language)
    if path.is_dir() and any(path.glob(f"*{KIND}")):
        return _piper(_in_folder(path, language), language)
    recorded = Recordings(path)
    recorded.check(language)
    return recorded


def voices_folder() -> Path:
    """Return where downloaded voices are looked for; it need not exist."""
    return cached("voices")


def download(language: Language) -> str:
    """Return the command that downloads the recommended voice for a language."""
    folder = shlex.quote(str(voices_folder()))
    python = shlex.quote(sys.executable)
    name = RECOMMENDED[language.code]
    return f"{python} -m piper.download_voices {name} --download-dir {folder}"


def _for_language(voice: str, language: Language) -> str:
    """Return what was named for a language, if languages were named at all."""
    if not NAMED.match(voice):
        return voice
    named = dict(each.split("=", 1) for each in NEXT.split(voice.strip(", ")))
    families = {each.code.split("-")[0]: each for each in LANGUAGES.values()}
    known = families | {each.code: each for each in LANGUAGES.values()}
    for code in named:
        if code not in known:
            raise InputError(
                f"--voice {code}={named[code]}",
                expected=" or ".join(LANGUAGES),
                found=f"a language {code}",
                remedy="name the voice of a language that films are told in",
            )
    return next((each for code, each in named.items() if known[code] == language), DEFAULT)


def _default(language: Language) -> Speaker:
    if language == SOURCE:
        return _checked(shipped(), language)
    if language.code == "ja":
        spoken = KokoroVoice()
        spoken.check()
        return Stored(spoken)
    check_packages()
    found = _fitting(voices_folder(), language)
    if not found:
        raise InputError(
            f"--voice for {language.name}",
            expected=f"a voice of Piper's for it in {voices_folder()}",
            found="none",
            remedy=f"download one: {download(language)}\n"
            f"            or say --voice {language.code}={ESPEAK}, which sounds like a machine",
        )
    return _piper(found[0], language)


def _in_folder(folder: Path, language: Language) -> Path:
    """Return the voice in a folder that speaks a language."""
    found = _fitting(folder, language)
    if not found:
        names = ", ".join(file.name for file in sorted(folder.glob(f"*{KIND}")))
        raise InputError(
            folder,
            expected=f"a voice of Piper's that speaks {language.name} ({language.code})",
            found=names,
            remedy=f"name another voice by --voice {language.code}=FILE{KIND}",
        )
    return found[0]


def _fitting(folder: Path, language: Language) -> list[Path]:
    """Return the voices in a folder that speak a language, the recommended one first."""
    found = [file for file in sorted(folder.glob(f"*{KIND}")) if PiperVoice(file).speaks(language)]
    return sorted(found, key=lambda file: file.stem != RECOMMENDED.get(language.code))


def _piper(file: Path, language: Language) -> Speaker:
    return _checked(PiperVoice(file), language)


def _checked(voice: PiperVoice, language: Language) -> Speaker:
    voice.check(language)
    return Stored(voice)
