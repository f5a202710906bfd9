import json

import pytest

from films.beats import beats_beside, read_beats
from films.lecture import write_lecture
from films.spoken import write_spoken
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE
from tests.films.test_lecture import filmed
from tests.films.test_spoken import quick_meter, speaks, starts_of, told

__all__ = ["filmed", "quick_meter", "told"]

FRAME = pytest.approx(1 / 15, abs=1e-5)


def frames(times) -> list[float]:
    """Return times in frames, of 15 a second."""
    return [round(15 * time, 3) for time in times]


def test_beats_lie_where_lines_are_told(told, tmp_path):
    known = read_beats(write_lecture(told, tmp_path))
    assert (known["pictures"], known["voice"], known["frame"]) == ("en", None, FRAME)
    assert known["seconds"] == pytest.approx(58 / 15, abs=1e-4)
    assert [beat["text"]["en"] for beat in known["beats"]][1:3] == ["Two.", "There are 3."]
    assert frames(beat["start"] for beat in known["beats"]) == [0, 10, 19, 41, 53]
    assert frames(beat["end"] for beat in known["beats"]) == [6, 19, 28, 53, 56]
    assert [chapter["number"] for chapter in known["chapters"]] == ["1.0", "1.1", "1.2"]
    assert frames(chapter["start"] for chapter in known["chapters"]) == [0, 7, 38]


def test_all_is_told_in_every_language(told, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "scenes.script.catalogue.translation",
        lambda message, language: f"{language.code}: " + message if language != SOURCE else message,
    )
    known = read_beats(write_lecture(told, tmp_path))
    for table in (known["title"], known["chapters"][0]["title"], known["beats"][0]["text"]):
        assert list(table) == list(LANGUAGES)
        assert all(table[code].startswith(f"{code}: ") for code in table if code != "en")


def test_beats_of_a_spoken_film_move_with_what_is_held(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(2.0, 0.1, 1.5, 0.5, 0.1)).film
    known = read_beats(made)
    assert known["voice"] == "en"
    starts = [beat["start"] for beat in known["beats"]]
    assert starts == pytest.approx(starts_of(made), abs=0.03)
    ends = [beat["end"] for beat in known["beats"]]
    assert all(end >= start for start, end in zip(starts, ends, strict=True))
    assert all(end <= start + 1e-4 for end, start in zip(ends, starts[1:], strict=False))
    assert known["seconds"] == pytest.approx(made_seconds(known), abs=1e-4)


def made_seconds(known: dict) -> float:
    return known["chapters"][-1]["end"]


def test_a_beat_lasts_until_its_voice_is_silent(told, tmp_path):
    """A line may be said into the pause behind its beat, which holds no picture."""
    for film in told.films:
        film.with_suffix(".captions.json").unlink()
    from tests.films.toys import tell

    tell(told.films[1], (0.0, 0.4, "One.", {}), (1.6, 2.0, "Two.", {}))
    made = write_spoken(told, tmp_path, SOURCE, speaks(0.9, 0.1)).film
    first, second = read_beats(made)["beats"]
    assert frames([first["start"], first["end"]]) == [7, 7 + 14]
    assert frames([second["start"], second["end"]]) == [31, 37]


def test_a_spoken_film_without_its_beats_is_made_again(told, tmp_path):
    speaker = speaks(0.1, 0.1, 0.1, 0.1, 0.1)
    made = write_spoken(told, tmp_path, SOURCE, speaker)
    beats_beside(made.film).unlink()
    assert not write_spoken(told, tmp_path, SOURCE, speaker).kept
    assert read_beats(made.film)


@pytest.mark.parametrize("text", [None, "", "[]", json.dumps({"beats": []})])
def test_beats_that_cannot_be_read_are_told_in_four_lines(tmp_path, text):
    film = tmp_path / "toy.mp4"
    if text is not None:
        beats_beside(film).write_text(text)
    with pytest.raises(InputError, match="join it again"):
        read_beats(film)
