import json
from dataclasses import replace

import av
import numpy as np
import pytest
import srt

from films import commands
from films.__main__ import main
from films.filmed import FilmedLecture, FilmedScene, filmed_called
from films.lecture import write_lecture
from films.pace import GAP
from films.spoken import write_spoken
from films.voices.loudness import Loudness
from films.voices.speech import SOUND_RATE, Speech
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES, SOURCE
from tests.films.test_join import packets_of, pictures_of
from tests.films.test_lecture import filmed
from tests.films.toys import heard, is_loud, make_film, tell, tone

__all__ = ["filmed"]

HUNGARIAN = LANGUAGES["hu"]


def speaks(*seconds: float | None, marks=()):
    """Return a speaker who speaks line after line for as long as that."""
    return lambda lines, language: [
        None if each is None else Speech(tone(each), marks)
        for each, _ in zip(seconds, lines, strict=True)
    ]


@pytest.fixture(autouse=True)
def quick_meter(monkeypatch):
    """A stand-in for what measures how loud a film is, and levels it."""
    monkeypatch.setattr("films.spoken._levelled", lambda track: (track, Loudness(-16.0, -1.0)))


@pytest.fixture
def told(filmed):
    """Three sections of 7, 31 and 20 frames at 15 a second, with five lines."""
    tell(filmed.films[0], (0.0, 0.4, "One.", {}))
    tell(filmed.films[1], (0.2, 0.8, "Two.", {}), (0.8, 1.4, "There are {count:,}.", {"count": 3}))
    tell(filmed.films[2], (0.2, 1.0, "Four.", {}), (1.0, 1.2, "Five.", {}))
    return filmed


def starts_of(film) -> list[float]:
    """Return when something begins to be heard in a film, in seconds."""
    loud = np.flatnonzero(np.abs(heard(film)) > 0.05)
    return list(loud[np.diff(loud, prepend=-SOUND_RATE) > 0.1 * SOUND_RATE] / SOUND_RATE)


def captions_in(film, code: str = "en") -> list[srt.Subtitle]:
    return list(srt.parse(film.with_suffix(f".{code}.srt").read_text()))


def seconds(caption: srt.Subtitle) -> tuple[float, float]:
    return caption.start.total_seconds(), caption.end.total_seconds()


def test_each_line_is_heard_from_where_its_beat_has_moved_to(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(1.0, 0.3, 1.0, 0.7, 0.3))
    assert made.film == tmp_path / "toy.en.spoken.mp4"
    # The first lacks 0.78 s, which is 12 frames; the last but one, of 12 frames, needs 15.
    frames = [0, 7 + 3 + 12, 7 + 12 + 12, 38 + 3 + 12, 38 + 15 + 12 + 3]
    assert starts_of(made.film) == pytest.approx([frame / 15 for frame in frames], abs=2e-3)
    assert [section.held for section in made.sections] == pytest.approx([12 / 15, 0, 7 / 15])


def test_no_picture_is_encoded(told, tmp_path):
    silent = write_lecture(told, tmp_path)
    spoken = write_spoken(told, tmp_path, SOURCE, speaks(3.0, 2.0, 1.0, 0.5, 2.5)).film
    assert [bytes(each) for each in packets_of(spoken)] == [
        bytes(each) for each in packets_of(silent)
    ]
    assert np.array_equal(pictures_of(spoken)[1], pictures_of(silent)[1])


def test_film_sound_captions_and_chapters_end_together(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(3.0, 2.0, 1.0, 0.5, 2.5))
    end = made.whole.silent + made.whole.held
    with av.open(made.film) as container:
        for stream in (container.streams.video[0], container.streams.audio[0]):
            assert float(stream.duration * stream.time_base) == pytest.approx(end, abs=1e-3)
        parts = container.chapters()
        names = [track.metadata["language"] for track in container.streams.subtitles]
    assert parts[-1]["end"] / 1000 == pytest.approx(end, abs=1e-3)
    assert [part["start"] for part in parts[1:]] == [part["end"] for part in parts[:-1]]
    assert names == [language.track for language in LANGUAGES.values()]
    for code in LANGUAGES:
        assert seconds(captions_in(made.film, code)[-1])[1] <= end
    assert seconds(captions_in(made.film)[-1])[1] == pytest.approx(end, abs=GAP + 1 / 15)


def test_the_next_section_waits_with_its_title(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(3.0, None, None, None, None))
    # A gap of a quarter of a second belongs to it: 3.25 s in 7 frames, and 42 more. The beat is
    # over after the sixth, whose picture stands.
    assert [section.held for section in made.sections] == pytest.approx([42 / 15, 0, 0])
    times, _ = pictures_of(made.film)
    assert times[5:7] == pytest.approx([5 / 15, (6 + 42) / 15], abs=1e-4)
    with av.open(made.film) as container:
        assert container.chapters()[1]["start"] / 1000 == pytest.approx(times[7], abs=1e-3)
    assert made.film.with_suffix(".chapters.txt").read_text().splitlines()[1] == (
        "0:03 Title 1 — 前"
    )
    assert made.film.with_suffix(".jpg").exists()


def test_captions_of_the_voice_follow_it_and_others_the_pictures(told, tmp_path):
    first = "This sentence is said in no time by anybody who speaks."
    both = f"{first} And this one takes that voice a whole lot of time, five and a half seconds."
    tell(told.films[0], (0.0, 0.4, both, {}))
    marks = (((len(first) + 1) / len(both), 0.5),)
    speaker = speaks(6.0, None, None, 0.05, 0.4, marks=marks)
    film = write_spoken(told, tmp_path, SOURCE, speaker).film
    english, russian = captions_in(film), captions_in(film, "ru")
    assert [each.content.split()[0] for each in english[:2]] == ["This", "And"]
    assert [seconds(each) for each in english[:2]] == [
        pytest.approx((0, 0.5), abs=2e-3),
        pytest.approx((0.5, 6.0), abs=2e-3),
    ]
    # In Russian, as nobody translated it, the same: in proportion to the whole beat.
    assert seconds(russian[0])[1] == pytest.approx(6.2 * len(first) / len(both), abs=0.2)
    assert seconds(russian[1])[1] == pytest.approx((6 + 87) / 15, abs=2e-3)


def test_a_caption_stays_as_long_as_it_takes_to_be_read(told, tmp_path):
    film = write_spoken(told, tmp_path, SOURCE, speaks(None, None, None, 0.05, 0.05)).film
    *_, fourth, last = map(seconds, captions_in(film))
    assert fourth[1] - fourth[0] == pytest.approx(len("Four.") / SOURCE.speed, abs=2e-3)
    assert last[1] - last[0] == pytest.approx(len("Five.") / SOURCE.speed, abs=2e-3)


def test_a_caption_is_gone_when_the_next_line_begins(told, tmp_path):
    tell(told.films[2], (0.2, 0.6, "A line that is long " * 4, {}), (0.6, 1.2, "Five.", {}))
    film = write_spoken(told, tmp_path, SOURCE, speaks(None, None, None, 0.05, 0.05)).film
    *_, fourth, last = map(seconds, captions_in(film))
    assert fourth[1] == last[0]


def test_lines_that_nobody_speaks_hold_nothing_and_are_named(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(None, 0.2, None, None, 0.05))
    assert made.unspoken == [0, 2, 3]
    assert made.whole.held == 0
    silent = write_lecture(told, tmp_path)
    shown = {number: captions_in(silent)[number] for number in made.unspoken}
    for number, caption in shown.items():
        assert seconds(captions_in(made.film)[number]) == seconds(caption)


def test_a_table_tells_what_the_voice_makes_of_each_section(told, tmp_path):
    made = write_spoken(told, tmp_path, SOURCE, speaks(1.0, 0.3, 1.0, 0.5, 0.5))
    rows = [(each.number, each.silent, each.spoken, each.held) for each in made.sections]
    assert rows == [
        ("1.0", *map(pytest.approx, (7 / 15, 1.0, 12 / 15))),
        ("1.1", *map(pytest.approx, (31 / 15, 1.3, 0))),
        ("1.2", *map(pytest.approx, (20 / 15, 1.0, 7 / 15))),
    ]
    assert made.longer == pytest.approx(19 / 58)


def test_each_language_has_a_film_of_its_own_pace(told, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "scenes.script.catalogue.translation",
        lambda message, language: f"hu: {message}" if language == HUNGARIAN else message,
    )
    english = write_spoken(told, tmp_path, SOURCE, speaks(1.0, 0.3, 1.0, 0.5, 0.5))
    hungarian = write_spoken(told, tmp_path, HUNGARIAN, speaks(2.0, 0.3, 1.0, 0.5, 0.5))
    assert hungarian.film.name == "toy.hu.spoken.mp4"
    assert hungarian.whole.held == pytest.approx(english.whole.held + 1)
    with av.open(hungarian.film) as container:
        assert container.metadata["title"] == "hu: A toy"
        assert [each.metadata["language"] for each in container.streams.audio] == ["hun"]
        tracks = container.streams.subtitles
        assert [each.metadata["language"] for each in tracks][:2] == ["hun", "eng"]
        assert container.chapters()[0]["metadata"]["title"] == "hu: Title 0 — 前"
    assert captions_in(hungarian.film, "hu")[0].content == "hu: One."
    assert captions_in(hungarian.film, "en")[0].content == "One."


def test_the_same_voice_makes_the_same_film(told, tmp_path):
    films = [
        write_spoken(told, tmp_path / name, SOURCE, speaks(1.0, 0.3, 1.0, 0.5, 0.5)).film
        for name in ("a", "b")
    ]
    assert films[0].read_bytes() == films[1].read_bytes()


def test_a_film_made_from_the_same_is_kept(told, tmp_path):
    lengths = (1.0, 0.3, 1.0, 0.5, 0.5)
    first = write_spoken(told, tmp_path, SOURCE, speaks(*lengths))
    written = first.film.stat().st_mtime_ns
    again = write_spoken(told, tmp_path, SOURCE, speaks(*lengths))
    assert (first.kept, again.kept) == (False, True)
    assert first.film.stat().st_mtime_ns == written
    assert replace(again, kept=False) == first


@pytest.mark.parametrize("change", ["voice", "silence", "caption", "picture", "beside", "damage"])
def test_a_film_made_from_anything_else_is_made_again(told, tmp_path, monkeypatch, change):
    lengths = [1.0, 0.3, 1.0, 0.5, 0.5]
    made = write_spoken(told, tmp_path, SOURCE, speaks(*lengths))
    match change:
        case "voice":
            lengths[1] = 0.31
        case "silence":
            lengths[1] = None
        case "caption":
            monkeypatch.setattr(
                "scenes.script.catalogue.translation",
                lambda message, language: f"hu: {message}" if language == HUNGARIAN else message,
            )
        case "picture":
            make_film(told.films[1], 31, shade=99)
        case "beside":
            made.film.with_suffix(".hu.vtt").unlink()
        case "damage":
            made.film.write_bytes(made.film.read_bytes()[:999])
    again = write_spoken(
        FilmedLecture(told.lecture, told.folder), tmp_path, SOURCE, speaks(*lengths)
    )
    assert not again.kept
    assert made.film.with_suffix(".hu.vtt").is_file()


def test_a_speaker_who_fails_leaves_the_film_as_it_was(told, tmp_path):
    film = write_spoken(told, tmp_path, SOURCE, speaks(1.0, 0.3, 1.0, 0.5, 0.5)).film
    before = {file.name: file.read_bytes() for file in tmp_path.glob("toy.*")}

    def killed(lines, language):
        raise InputError("the engine", expected="speech", found="killed", remedy="again")

    with pytest.raises(InputError, match="killed"):
        write_spoken(told, tmp_path, SOURCE, killed)
    assert {file.name: file.read_bytes() for file in tmp_path.glob("toy.*")} == before
    assert film.name in before


@pytest.fixture
def scene(tmp_path) -> FilmedScene:
    """A scene of two chapters, after a second without one."""
    made = FilmedScene("forward", tmp_path / "films")
    make_film(made.films[0], 60)
    tell(made.films[0], (1.0, 1.6, "One.", {}), (2.2, 3.0, "Two.", {}))
    beside = made.films[0].with_suffix(".captions.json")
    starts = [{"start": 1.0, "title": "A"}, {"start": 2.0, "title": "B"}]
    beside.write_text(json.dumps({**json.loads(beside.read_text()), "chapters": starts}))
    return made


def test_a_single_scene_is_spoken_in_its_own_chapters(scene, tmp_path):
    made = write_spoken(scene, tmp_path, SOURCE, speaks(2.0, 0.2))
    assert made.film == tmp_path / "forward.en.spoken.mp4"
    rows = [(each.number, each.title, each.silent, each.held) for each in made.sections]
    assert rows == [("1", "A", 2, pytest.approx(19 / 15)), ("2", "B", 2, 0)]
    with av.open(made.film) as container:
        starts = [each["start"] for each in container.chapters()]
    assert starts == [0, round(1000 * (2 + 19 / 15))]


def test_a_scene_without_chapters_is_one(tmp_path):
    scene = filmed_called("structure/layers", tmp_path)
    make_film(scene.films[0], 20)
    tell(scene.films[0], (0.2, 0.6, "One.", {}))
    made = write_spoken(scene, tmp_path, SOURCE, speaks(2.0))
    assert made.film == tmp_path / "structure/layers.en.spoken.mp4"
    (section,) = made.sections
    assert section.title == scene.title_in(SOURCE) != ""
    with pytest.raises(InputError, match="no lecture or scene"):
        filmed_called("structure/nowhere", tmp_path)


def test_a_film_without_narration_is_silent(tmp_path):
    scene = FilmedScene("forward", tmp_path)
    make_film(scene.films[0], 20)
    made = write_spoken(scene, tmp_path, SOURCE, speaks())
    assert (made.whole.spoken, made.whole.held, made.unspoken) == (0, 0, [])
    assert not is_loud(heard(made.film), 0, 1)


def test_the_command_tells_the_pace(told, tmp_path, monkeypatch, capsys):
    asked = []

    def speaker_for(voice, language):
        asked.append((voice, language.code))
        return speaks(1.0, 0.3, None, 0.5, 0.5)

    monkeypatch.setattr(commands, "speaker_for", speaker_for)
    monkeypatch.setattr("films.filmed.lectures", lambda: (told.lecture,))
    folders = ["--films", str(told.folder), "--out", str(tmp_path / "out")]
    assert main(["speak", "toy", *folders, "--language", "en", "hu"]) == 0
    assert main(["speak", "toy", *folders, "--voice"]) == 0
    assert main(["speak", "lecture1", *folders, "--voice", "espeak"]) == 0
    assert asked == [(None, "en"), (None, "hu"), (None, "en"), ("espeak", "en")]
    said = capsys.readouterr().out
    for code in ("en", "hu"):
        assert f"{tmp_path}/out/toy.{code}.spoken.mp4\n" in said
        assert f"{code}: nobody speaks 002\n" in said
    assert "hu: 5 lines are not translated and spoken as English" in said
    (row,) = {line for line in said.splitlines() if line.startswith("1.0")}
    assert row.split() == ["1.0", "Title", "0", "—", "前", "0.5", "s", "1.0", "s", "0.8", "s"]
    assert "en: 32.8% longer than without a voice" in said
    assert "-16.0 LUFS, true peak -1.0 dB" in said


def test_what_is_missing_is_told_before_filming(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("films.commands.characters", lambda language: "字")
    monkeypatch.setattr("films.fonts._folders", list)
    monkeypatch.setattr("films.fonts.font_file", lambda language: None)
    asked = []
    monkeypatch.setattr(commands, "speaker_for", lambda *what: asked.append(what))
    assert main(["check", "--voice", str(tmp_path), "--language", "ru"]) == 0
    assert main(["check", "--voice"]) == 0
    assert main(["check"]) == 0
    assert asked == [(str(tmp_path), LANGUAGES["ru"]), (None, SOURCE)]
    assert main(["check", "--burn", "ja"]) == 1
    assert "fonts-noto-cjk" in capsys.readouterr().err


def test_the_script_tells_the_time_there_is(told, scene, monkeypatch, capsys):
    monkeypatch.setattr("films.filmed.lectures", lambda: (told.lecture,))
    assert main(["script", "toy", "--films", str(told.folder), "--language", "en", "hu"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if " s  " in line]
    assert len(rows) == 10
    # 1.1: from frame 3 to frame 12 of it, then to its end, each less a quarter of a second.
    assert [row[0] for row in rows[:5]] == ["000", "001", "002", "003", "004"]
    assert [float(row[2]) for row in rows[:5]] == [0.2, 0.3, 1.0, 0.6, 0.1]
    assert main(["script", "forward", "--films", str(scene.folder)]) == 0
    assert "\n1  A\n" in capsys.readouterr().out
