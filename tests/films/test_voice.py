import stat
import wave

import numpy as np
import pytest

from films.captions import Line
from films.join import SOUND_RATE
from films.voice import computer, recordings, spoken, write_wav
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE


def tone(seconds: float, pitch: float = 440.0) -> np.ndarray:
    times = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    return (12_000 * np.sin(2 * np.pi * pitch * times)).astype(np.int16)


def loud(sound: np.ndarray, start: float, end: float) -> bool:
    part = sound[round(start * SOUND_RATE) : round(end * SOUND_RATE)].astype(float)
    return bool(np.abs(part).mean() > 500)


def test_lines_begin_on_time_and_never_cover_one_another():
    lines = [Line(0.5, 1, "a"), Line(1.0, 2, "b"), Line(3, 4, "c")]
    made = spoken(lines, lambda number, line: tone(0.8) if number < 2 else None, 3.5)
    assert (made.silent, made.late) == ([2], [1])
    assert len(made.sound) == 3.5 * SOUND_RATE
    assert [loud(made.sound, t, t + 0.1) for t in (0.3, 0.5, 1.2, 1.35, 2.0, 2.2)] == [
        *(False, True, True, True, True, False)
    ]


def test_what_is_longer_than_the_film_is_cut():
    made = spoken([Line(0.5, 1, "a"), Line(2, 3, "b")], lambda number, line: tone(1), 1)
    assert len(made.sound) == SOUND_RATE
    assert made.late == []


def test_recordings_are_found_by_language_and_number(tmp_path):
    (tmp_path / "hu").mkdir()
    write_wav(tmp_path / "000.wav", tone(0.2))
    write_wav(tmp_path / "hu" / "001.wav", tone(0.4))
    line = Line(0, 1, "")
    english, hungarian = (recordings(tmp_path, LANGUAGES[code]) for code in ("en", "hu"))
    assert len(english(0, line)) == pytest.approx(0.2 * SOUND_RATE, abs=1)
    assert english(1, line) is None
    assert hungarian(0, line) is None
    assert len(hungarian(1, line)) == pytest.approx(0.4 * SOUND_RATE, abs=1)
    with pytest.raises(InputError, match=r"ja/000\.wav"):
        recordings(tmp_path, LANGUAGES["ja"])


def test_a_recording_of_any_rate_fits(tmp_path):
    with wave.open(str(tmp_path / "000.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(np.zeros(2 * 22_050, np.int16).tobytes())
    sound = recordings(tmp_path, SOURCE)(0, Line(0, 1, ""))
    assert len(sound) == pytest.approx(SOUND_RATE, abs=50)


def test_a_damaged_recording_is_named(tmp_path):
    (tmp_path / "000.wav").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"000\.wav"):
        recordings(tmp_path, SOURCE)(0, Line(0, 1, ""))


@pytest.fixture
def espeak(tmp_path, monkeypatch):
    """A stand-in for espeak-ng: speaks as long as the words are many, and faster if told to."""
    program = tmp_path / "bin" / "espeak-ng"
    program.parent.mkdir()
    program.write_text(
        "#!/usr/bin/env python3\n"
        "import sys, wave\n"
        "words = len(sys.stdin.buffer.read().decode().split())\n"
        "at = dict(zip(sys.argv[1::2], sys.argv[2::2]))\n"
        "open(sys.argv[0] + '.log', 'a').write(f\"{at['-v']} {at['-s']}\\n\")\n"
        "with wave.open(at['-w'], 'wb') as file:\n"
        "    file.setnchannels(1); file.setsampwidth(2); file.setframerate(22050)\n"
        "    file.writeframes(bytes(2 * int(22050 * words * 60 / int(at['-s']))))\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return program


def test_the_computer_hurries_where_time_is_short(espeak):
    speak = computer(LANGUAGES["ja"])
    relaxed = speak(0, Line(0, 9, "one two three four"))
    hurried = speak(0, Line(0, 1.2, "one two three four"))
    assert len(relaxed) > len(hurried)
    assert len(hurried) <= 1.2 * SOUND_RATE + 2
    log = (espeak.parent / "espeak-ng.log").read_text().split("\n")
    assert [line.split()[0] for line in log if line] == ["ja"] * 3


def test_without_espeak_one_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="espeak-ng"):
        computer(SOURCE)
