import json
import wave
from pathlib import Path

import numpy as np
import pytest

from films.captions import Line
from films.voices.choice import speaker_for
from films.voices.loudness import TARGET, loudness
from films.voices.recordings import Recordings
from films.voices.speech import Sound
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE
from tests.films.toys import tone

HUNGARIAN = LANGUAGES["hu"]


def record(path: Path, sound: Sound, rate: int = 48_000, channels: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat((sound * 32_767).astype(np.int16), channels).tobytes())
    return path


def lines(*texts: str) -> list[Line]:
    return [Line(number, number + 1, text) for number, text in enumerate(texts)]


def seconds(said) -> list[float | None]:
    return [each and round(each.seconds, 1) for each in said]


def test_recordings_are_found_by_language_and_number(tmp_path, capsys):
    record(tmp_path / "000.wav", tone(0.2))
    record(tmp_path / "hu/001.wav", tone(0.4))
    told = lines("a", "b", "")
    assert seconds(speaker_for(str(tmp_path), SOURCE)(told, SOURCE)) == [0.2, None, None]
    assert "en: no recording of 001\n" in capsys.readouterr().err
    assert seconds(speaker_for(str(tmp_path), HUNGARIAN)(told, HUNGARIAN)) == [None, 0.4, None]
    with pytest.raises(InputError, match=r"ja/000\.wav"):
        speaker_for(str(tmp_path), LANGUAGES["ja"])


def test_silence_around_a_recording_of_any_rate_is_cut_and_its_distance_made_up_for(tmp_path):
    silence = np.zeros(22_050, np.float32)
    far = np.concatenate([silence, 0.02 * tone(0.4), silence])
    record(tmp_path / "000.wav", far, rate=22_050, channels=2)
    record(tmp_path / "001.wav", tone(0.5))
    said = Recordings(tmp_path)(lines("a", "b"), SOURCE)
    assert [each.seconds for each in said] == pytest.approx([0.4 * 48 / 22.05, 0.5], abs=0.1)
    assert [loudness(each.sound).lufs for each in said] == pytest.approx([TARGET] * 2, abs=0.5)


def test_a_recording_of_another_text_is_never_used(tmp_path, capsys):
    record(tmp_path / "000.wav", tone(0.2))
    record(tmp_path / "001.wav", tone(0.3))
    speaker = Recordings(tmp_path)
    assert seconds(speaker(lines("It reads 97.06 %.", "b"), SOURCE)) == [0.2, 0.3]
    assert capsys.readouterr().err == ""
    assert seconds(speaker(lines("It reads 97.10 %.", "b"), SOURCE)) == [None, 0.3]
    told = capsys.readouterr().err
    for part in ("000.wav", "97.06", "97.10", "record it again"):
        assert part in told
    # Told again until it is recorded again.
    assert seconds(speaker(lines("It reads 97.10 %.", "b"), SOURCE)) == [None, 0.3]
    record(tmp_path / "000.wav", tone(0.4))
    assert seconds(speaker(lines("It reads 97.10 %.", "b"), SOURCE)) == [0.4, 0.3]
    assert seconds(speaker(lines("It reads 97.06 %.", "b"), SOURCE)) == [None, 0.3]


def test_what_was_recorded_is_noted_beside_it(tmp_path):
    record(tmp_path / "hu/000.wav", tone(0.2))
    Recordings(tmp_path)(lines("szöveg"), HUNGARIAN)
    noted = json.loads((tmp_path / "hu/lines.json").read_text(encoding="utf-8"))
    assert noted["000"]["text"] == "szöveg"
    assert len(noted["000"]["recording"]) == 64
    assert not (tmp_path / "lines.json").exists()


def test_where_nothing_can_be_noted_one_is_told(tmp_path, monkeypatch, capsys):
    record(tmp_path / "000.wav", tone(0.2))

    def refused(path):
        raise InputError(path, expected="a file", found="Read-only file system", remedy="")

    monkeypatch.setattr("films.voices.recordings.replacing", refused)
    assert seconds(Recordings(tmp_path)(lines("a"), SOURCE)) == [0.2]
    assert "lines that change can't be noticed" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[1]", '{"000": "a"}', '{"000": {"text": "a"}}'])
def test_damaged_notes_are_named(tmp_path, content):
    record(tmp_path / "000.wav", tone(0.2))
    (tmp_path / "lines.json").write_text(content)
    with pytest.raises(InputError, match=r"lines\.json"):
        Recordings(tmp_path)(lines("a"), SOURCE)


def test_a_damaged_or_silent_recording_is_named(tmp_path):
    (tmp_path / "000.wav").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"000\.wav"):
        Recordings(tmp_path)(lines("a"), SOURCE)
    record(tmp_path / "000.wav", np.zeros(48_000, np.float32))
    with pytest.raises(InputError, match=r"000\.wav(.|\n)*silence"):
        Recordings(tmp_path)(lines("a"), SOURCE)
