import numpy as np
import pytest

from films.captions import Line
from films.voices import processes
from films.voices.speech import SOUND_RATE
from films.voices.store import Stored
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE
from tests.films.voices.engines import Tones


@pytest.fixture
def tones(tmp_path, monkeypatch):
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    return Tones(tmp_path / "log")


def lines(*texts: str) -> list[Line]:
    return [Line(number, number + 1, text) for number, text in enumerate(texts)]


def files_in(cache):
    return sorted((cache / "speech/tones").glob("*"))


def test_lines_are_spoken_in_order(tones):
    first, nothing, silent, last = Stored(tones)(
        lines("One two. Three.", "…", "hush", "Five words are spoken now"), SOURCE
    )
    assert first.seconds == pytest.approx(0.2 + 0.35 + 0.1, abs=0.05)
    assert first.time_at(8 / 15) == pytest.approx(0.2, abs=0.03)
    assert nothing is None
    assert silent is None
    assert last.seconds == pytest.approx(0.5, abs=0.02)
    assert last.sound.dtype == "float32"


def test_a_line_is_spoken_once_until_a_word_changes(tones, tmp_path):
    speaker = Stored(tones)
    said = speaker(lines("one", "two", "one", "hush"), SOURCE)
    assert sorted(tones.asked()) == ["hush", "one", "two"]
    again = speaker(lines("two", "one", "hush"), SOURCE)
    assert len(tones.asked()) == 3
    assert (again[0].sound == said[1].sound).all()
    assert again[2] is None
    speaker(lines("two", "one more"), SOURCE)
    assert tones.asked()[3:] == ["one more"]


def test_another_voice_and_another_language_are_another_sound(tones, tmp_path):
    Stored(tones)(lines("one"), SOURCE)
    Stored(Tones(tones.log, key="lower"))(lines("one"), SOURCE)
    Stored(tones)(lines("one"), LANGUAGES["hu"])
    assert tones.asked() == ["one"] * 3


def test_numbers_reach_the_voice_as_words(tones):
    Stored(tones)(lines("It has 12,960 weights."), SOURCE)
    assert "12,960" not in tones.asked()[0]
    assert "thousand" in tones.asked()[0]


@pytest.mark.parametrize("damage", [b"", b"PK damaged", None])
def test_what_is_damaged_is_spoken_again(tones, tmp_path, damage):
    speaker = Stored(tones)
    said = speaker(lines("one"), SOURCE)
    (file,) = files_in(tmp_path / "cache")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2] if damage is None else damage)
    again = speaker(lines("one"), SOURCE)
    assert (again[0].sound == said[0].sound).all()
    assert tones.asked() == ["one", "one"]
    assert file.read_bytes() == content


def test_many_lines_are_spread_over_processes(tones, monkeypatch, capfd):
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    texts = [f"a line{' of words' * k}" for k in range(8)]
    said = Stored(tones)(lines(*texts), SOURCE)
    lengths = [each.seconds for each in said]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == 8
    assert len(tones.processes()) == 2
    assert "en, tones: 8 lines to speak" in capfd.readouterr().err
    Stored(tones)(lines(*texts), SOURCE)
    assert capfd.readouterr().err == ""


def test_a_process_that_dies_is_an_error_and_what_was_spoken_is_kept(tones, monkeypatch):
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    texts = [f"a longer line of words, number {k * 'x'}" for k in range(9)]
    with pytest.raises(InputError, match="killed"):
        Stored(tones)(lines("death", *texts), SOURCE)
    before = len(tones.asked())
    Stored(tones)(lines(*texts), SOURCE)
    assert len(tones.asked()) - before < len(texts)


def test_a_voice_that_cannot_say_something_says_so(tones):
    with pytest.raises(InputError, match=r"(?i)unsayable"):
        Stored(tones)(lines("unsayable"), SOURCE)


def test_how_far_it_is_is_told_on_a_screen(tones, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    Stored(tones)(lines("one", "two"), SOURCE)
    told = capsys.readouterr().err
    assert "en, tones: 1 of 2 lines" in told
    assert told.endswith("\r\033[K")


def test_sounds_that_are_too_loud_are_made_softer_instead_of_cut(tones, monkeypatch):
    monkeypatch.setattr("tests.films.voices.engines.tone", lambda seconds: 3 * _ramp(seconds))
    (said,) = Stored(tones)(lines("one"), SOURCE)
    assert abs(said.sound).max() <= 1
    assert (abs(said.sound) > 0.999).sum() < 50


def _ramp(seconds: float) -> np.ndarray:
    return np.linspace(0.1, 1, round(seconds * SOUND_RATE), dtype=np.float32)
