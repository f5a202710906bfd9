import stat

import pytest

from films.captions import Line
from films.voices.choice import speaker_for
from films.voices.espeak import EspeakVoice
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE


@pytest.fixture
def espeak(tmp_path, monkeypatch):
    """A stand-in for espeak-ng: speaks as long as the words are many, but not Russian."""
    program = tmp_path / "bin" / "espeak-ng"
    program.parent.mkdir()
    program.write_text(
        "#!/usr/bin/env python3\n"
        "import sys, wave\n"
        "if '--version' in sys.argv: print('eSpeak NG 1.0'); sys.exit()\n"
        "words = len(sys.stdin.buffer.read().decode().split())\n"
        "at = dict(zip(sys.argv[1::2], sys.argv[2::2]))\n"
        "if at['-v'] == 'ru': print('no voice', file=sys.stderr); sys.exit(1)\n"
        "with wave.open(at['-w'], 'wb') as file:\n"
        "    file.setnchannels(1); file.setsampwidth(2); file.setframerate(22050)\n"
        "    count = int(22050 * words * 60 / int(at['-s']))\n"
        "    file.writeframes(bytes([0, 32, 0, 224]) * (count // 2))\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    return program


def test_it_speaks_without_any_hurry(espeak):
    speaker = speaker_for("espeak", LANGUAGES["hu"])
    first, second = speaker([Line(0, 0.1, "egy kettő. három."), Line(1, 2, "…")], LANGUAGES["hu"])
    assert first.seconds == pytest.approx(3 * 60 / 150 + 0.35, abs=0.1)
    assert second is None
    assert speaker([Line(0, 9, "egy kettő. három.")], LANGUAGES["hu"])[0].seconds == first.seconds


def test_a_language_that_it_lacks_is_named(espeak):
    with pytest.raises(InputError, match=r"-v ru(.|\n)*no voice"):
        EspeakVoice(LANGUAGES["ru"]).say("раз")


def test_what_it_cannot_read_it_refuses(espeak):
    with pytest.raises(InputError, match="kanji"):
        speaker_for("espeak", LANGUAGES["ja"])


def test_without_espeak_one_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="espeak-ng"):
        speaker_for("espeak", SOURCE)
