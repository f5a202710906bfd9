import json
from fractions import Fraction

import av
import numpy as np
import pytest
import srt
from PIL import Image

from films import catalogue
from films.__main__ import main
from films.contact_sheet import contact_sheet
from films.cues import cues_of
from films.filmed import FilmedLecture, lecture_called
from films.footage import frame_at, video_length
from films.join import Chapter, join, reels
from films.lecture import short_clock, write_lecture
from network.files.errors import InputError
from scenes.script.catalogue import _translations as translations
from scenes.script.contents import Lecture, Section, lectures
from scenes.script.languages import LANGUAGES, SOURCE
from tests.films.toys import make_film, tell

#: Frames of the three sections: at 15 a second, none is a whole number of seconds.
FRAMES = (7, 31, 20)


@pytest.fixture
def filmed(tmp_path) -> FilmedLecture:
    sections = tuple(Section(f"1.{k}", f"Title {k} — 前", f"part/{k}") for k in range(3))
    made = FilmedLecture(Lecture("toy", "A toy", sections), tmp_path / "films")
    for film, frames in zip(made.films, FRAMES, strict=True):
        make_film(film, frames, shade=frames)
    tell(made.films[0], (0.0, 0.4, "It has {count:,} knobs.", {"count": 13002}))
    tell(made.films[2], (0.2, 1.2, "It reads {share:.1%}.", {"share": 0.97}))
    return made


def frames_of(path) -> list[np.ndarray]:
    with av.open(path) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


def test_sections_follow_one_another_frame_by_frame(filmed, tmp_path):
    film = write_lecture(filmed, tmp_path / "out")
    wanted = [frame for part in filmed.films for frame in frames_of(part)]
    assert len(wanted) == sum(FRAMES)
    assert np.array_equal(frames_of(film), wanted)
    with av.open(film) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert np.allclose(np.diff(times), 1 / 15)


def test_film_chapters_and_captions_agree_to_a_frame(filmed, tmp_path):
    film = write_lecture(filmed, tmp_path / "out")
    edges = [Fraction(n, 15) for n in (0, 7, 38, 58)]
    with av.open(film) as container:
        assert container.metadata["title"] == "A toy"
        parts = container.chapters()
        assert container.duration / av.time_base == pytest.approx(58 / 15, abs=1e-3)
    assert [part["metadata"]["title"] for part in parts] == [f"Title {k} — 前" for k in range(3)]
    for part, start, end in zip(parts, edges, edges[1:], strict=False):
        assert part["start"] / 1000 == pytest.approx(float(start), abs=6e-4)
        assert part["end"] / 1000 == pytest.approx(float(end), abs=6e-4)
    told = list(srt.parse((tmp_path / "out/toy.en.srt").read_text()))
    assert [one.content for one in told] == ["It has 13,002 knobs.", "It reads 97.0%."]
    assert told[1].start.total_seconds() == pytest.approx(38 / 15 + 0.2, abs=1e-3)
    assert told[1].end.total_seconds() == pytest.approx(38 / 15 + 1.2, abs=1e-3)


def test_every_language_has_a_track_that_says_which_it_is(filmed, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "scenes.script.catalogue.translation",
        lambda message, language: f"{language.code}: " + message if language != SOURCE else message,
    )
    film = write_lecture(filmed, tmp_path / "out")
    with av.open(film) as container:
        tracks = container.streams.subtitles
        names = [track.metadata["language"] for track in tracks]
        assert names == [language.track for language in LANGUAGES.values()]
        assert tracks[0].disposition & av.stream.Disposition.default
        for track, language in zip(tracks, LANGUAGES.values(), strict=True):
            container.seek(0)
            texts = [
                cue.dialogue.decode()
                for packet in container.demux(track)
                for cue in packet.decode()
            ]
            number = language.sentence().put("{n:,}", {"n": 13002})
            assert len(texts) == 2
            assert number in texts[0]
    for code in LANGUAGES:
        vtt = (tmp_path / f"out/toy.{code}.vtt").read_text()
        assert vtt.startswith("WEBVTT\n")
        assert (f"{code}: It" in vtt) == (code != "en")


def test_a_film_in_another_language_has_its_titles_and_captions_first(
    filmed, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        "scenes.script.catalogue.translation",
        lambda message, language: f"hu: {message}" if language.code == "hu" else None,
    )
    for film in filmed.films[1:]:  # the first tells nothing
        told = film.with_suffix(".captions.json")
        known = json.loads(told.read_text()) if told.exists() else {"cues": []}
        told.write_text(json.dumps({**known, "language": "hu"}))
    with av.open(write_lecture(filmed, tmp_path / "out")) as container:
        assert container.metadata["title"] == "hu: A toy"
        titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
        tracks = [track.metadata["language"] for track in container.streams.subtitles]
    assert titles == ["hu: Title 0 — 前", "hu: Title 1 — 前", "hu: Title 2 — 前"]
    assert tracks == ["hun", "eng", "zho", "jpn", "rus"]
    assert "hu: Title 1" in (tmp_path / "out/toy.chapters.txt").read_text()
    assert "hu: " not in (tmp_path / "out/toy.en.srt").read_text()


def test_the_chapter_list_can_be_put_under_a_video(filmed, tmp_path):
    write_lecture(filmed, tmp_path / "out")
    listed = (tmp_path / "out/toy.chapters.txt").read_text().splitlines()
    assert listed == ["0:00 Title 0 — 前", "0:00 Title 1 — 前", "0:02 Title 2 — 前"]
    assert short_clock(3671.9) == "1:01:11"


def test_the_poster_is_a_frame(filmed, tmp_path):
    write_lecture(filmed, tmp_path / "out")
    with Image.open(tmp_path / "out/toy.jpg") as poster:
        assert poster.size == (64, 36)


def test_an_untranslated_line_stays_english(filmed, monkeypatch):
    hungarian = LANGUAGES["hu"]
    assert filmed.lines(hungarian)[0].text == "It has 13,002 knobs."
    assert filmed.untranslated(hungarian) == ["It has {count:,} knobs.", "It reads {share:.1%}."]


@pytest.mark.parametrize("kind", ["missing", "empty", "garbage", "cut"])
def test_a_damaged_section_is_named_and_nothing_is_written(filmed, tmp_path, kind):
    film = filmed.films[1]
    content = film.read_bytes()
    if kind == "missing":
        film.unlink()
    else:
        film.write_bytes(
            {"empty": b"", "garbage": b"x" * 999, "cut": content[: len(content) // 2]}[kind]
        )
    with pytest.raises(InputError, match=r"1\.mp4") as raised:
        write_lecture(filmed, tmp_path / "out")
    assert "film the scene again" in raised.value.remedy
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_films_of_different_sizes_are_not_joined(filmed, tmp_path):
    make_film(filmed.films[2], 5, size=(32, 18))
    with pytest.raises(InputError, match="32 x 18"):
        write_lecture(filmed, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_damaged_narration_is_explained(filmed):
    filmed.films[0].with_suffix(".captions.json").write_text("{")
    with pytest.raises(InputError, match=r"0\.captions\.json"):
        cues_of(filmed.films[0])
    assert cues_of(filmed.films[1]) == []


def test_the_same_sections_give_the_same_film(filmed, tmp_path):
    films = [write_lecture(filmed, tmp_path / name).read_bytes() for name in ("a", "b")]
    assert films[0] == films[1]


def test_a_sheet_shows_the_whole_film(tmp_path):
    film = make_film(tmp_path / "film.mp4", 30)
    assert video_length(film) == 2
    sheet = contact_sheet(film, frames=6, columns=4)
    assert sheet.size == (4 * 480, 2 * (270 + 18))
    greys = [sheet.getpixel((k % 4 * 480 + 240, k // 4 * 288 + 150))[0] for k in range(6)]
    assert greys == sorted(greys)
    assert greys[0] < greys[-1]
    assert np.asarray(frame_at(film, 1.0)).mean() == pytest.approx(15, abs=3)
    with pytest.raises(InputError, match="--frames"):
        contact_sheet(film, frames=0)


def test_lectures_are_found_by_name_and_number():
    assert lecture_called("structure") is lecture_called("lecture1") is lectures()[0]
    with pytest.raises(InputError, match="structure"):
        lecture_called("lecture9")


def test_commands_tell_what_they_made(filmed, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("films.filmed.lectures", lambda: (filmed.lecture,))
    folders = ["--films", str(filmed.folder)]
    assert main(["join", "toy", *folders, "--out", str(tmp_path / "out")]) == 0
    assert "toy.mp4" in capsys.readouterr().out
    assert main(["script", "toy", *folders]) == 0
    told = capsys.readouterr().out
    assert "1.2  Title 2" in told
    assert "It has 13,002 knobs." in told
    assert main(["sheet", str(filmed.films[1]), "--frames", "4"]) == 0
    assert filmed.films[1].with_suffix(".png").exists()
    assert main(["script", "toy", "--films", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


@pytest.fixture
def small_house(tmp_path, monkeypatch):
    """A folder of scenes whose messages are gathered into catalogues beside it."""
    scenes, locale = tmp_path / "scenes", tmp_path / "locale"
    scenes.mkdir()
    monkeypatch.setattr(catalogue, "SCENES", scenes)
    monkeypatch.setattr(catalogue, "PAGE", tmp_path / "page")
    monkeypatch.setattr(catalogue, "_titles", lambda: ["A title"])
    monkeypatch.setattr("scenes.script.catalogue.LOCALE", locale)
    monkeypatch.setattr(catalogue, "LOCALE", locale)
    monkeypatch.setattr(catalogue, "TEMPLATE", locale / "lectures.pot")
    translations.cache_clear()
    yield scenes
    translations.cache_clear()


def translate(language, **lines: str) -> None:
    """Put translations into a catalogue as a translator would, who has settled every draft."""
    known = catalogue.read(catalogue.catalogue_of(language))
    for entry in catalogue.entries(known):
        entry.string = lines.get(entry.id.split()[0], entry.string)
        entry.flags.discard("fuzzy")
    catalogue._write(catalogue.catalogue_of(language), known)
    translations.cache_clear()


def test_messages_are_gathered_and_translations_kept(small_house):
    hungarian = LANGUAGES["hu"]
    source = 'self.say("An {n}.")\nline = (\n    "One. "\n    "Two."\n)\nother("Not this.")\n'
    (small_house / "a.py").write_text(source)
    assert [missing for _, missing in catalogue.update()] == [3, 3, 3, 3]
    translate(hungarian, An="Egy {n}.")
    (small_house / "a.py").write_text(source.replace("Two.", "Something else."))
    assert dict(catalogue.update())[hungarian] == 2
    assert catalogue.translation("An {n}.", hungarian) == "Egy {n}."
    assert catalogue.translation("One. Something else.", hungarian) is None
    file = catalogue.catalogue_of(hungarian)
    before = file.read_bytes()
    catalogue.update()
    assert file.read_bytes() == before


def test_messages_of_the_page_are_gathered_too(small_house):
    page = small_house.parent / "page"
    for name, source in {
        "templates/one.html.j2": '<p>{{ t("In a template", n=1) }}</p>',
        "script/two.js": 'say(t("In a script", {}));',
        "three.py": 'WORD = message("In Python")',
    }.items():
        (page / name).parent.mkdir(parents=True, exist_ok=True)
        (page / name).write_text(source)
    found = {entry.id: entry.locations for entry in catalogue.entries(catalogue.extract())}
    assert found["In a template"] == [("page/templates/one.html.j2", 1)]
    assert found["In a script"] == [("page/script/two.js", 1)]
    assert "In Python" in found
    assert not set(found) & {entry.id for entry in catalogue.entries(catalogue.of_films())} - {
        "A title"
    }


def test_a_reworded_line_keeps_its_translation_as_a_draft(small_house):
    hungarian = LANGUAGES["hu"]
    (small_house / "a.py").write_text('self.say("Weights decide what it looks for.")')
    catalogue.update()
    translate(hungarian, Weights="A súlyok döntik el, mit keres.")
    (small_house / "a.py").write_text('self.say("Its weights decide what it looks for.")')
    for _ in range(2):  # a draft stays one until somebody settles it
        assert dict(catalogue.update())[hungarian] == 2
        translations.cache_clear()
        new = "Its weights decide what it looks for."
        assert catalogue.translation(new, hungarian) is None
        draft = catalogue.read(catalogue.catalogue_of(hungarian))[new]
        assert draft.fuzzy
        assert "was: Weights decide what it looks for." in draft.auto_comments
        assert draft.string == "A súlyok döntik el, mit keres."
    translate(hungarian, Its="A súlyai döntik el, mit keres.")
    assert catalogue.translation(new, hungarian) == "A súlyai döntik el, mit keres."


def test_every_kind_of_message_is_found():
    source = """
words("On a label", size)
self.note_below = note("{n:,} {n:digit|digits}", n=n)
row_of_words("First part", mark, "second part")
title = headline("Right" if fine else choose((kind == "not this", "Hardly"), otherwise="Wrong"))
Legend(message("with a loop"), "not this either")
words("x = {n:.2f}")
def line_of(self):
    return {1: "One of them.", "no key": "Two of them."}[self.count]
def _line_about(self):
    return choose((self.odd, "Odd one."), otherwise="Even one.")
with self.say(choose((a < b, "Less."), (a == b, "The same."), otherwise="More.")):
    pass
self.say_and_show("Said and shown.")
self.say_it(line="By its name.")
"""
    found = {each.text: set(each.uses) for each in catalogue.messages_in(source)}
    shown, said = {catalogue.SHOWN}, {catalogue.SAID}
    assert found == {
        "On a label": shown,
        "{n:,} {n:digit|digits}": shown,
        "First part": shown,
        "second part": shown,
        "Right": shown,
        "Hardly": shown,
        "Wrong": shown,
        "with a loop": shown,
        "One of them.": said,
        "Two of them.": said,
        "Odd one.": said,
        "Even one.": said,
        "Less.": said,
        "The same.": said,
        "More.": said,
        "Said and shown.": said,
        "By its name.": said,
    }


def test_a_line_is_found_wherever_it_may_be_said_from():
    source = """
line = "Say A." if fine else "Say B."
line = first or "Say C."
with self.say("Say D.", value=f("not this")):
    self.play(legend("not this either"))
self.say_and_replay("Say E.")
for line, count in ((x, 1), ("Say F.", 2)):
    pass
def line_for(x):
    return "Say G." if x else "Say H."
other = "nor this"
"""
    found = [each.text for each in catalogue.messages_in(source)]
    assert found == ["Say A.", "Say B.", "Say C.", "Say D.", "Say E.", "Say F.", "Say G.", "Say H."]


def test_faulty_fields_are_found():
    assert catalogue.faults("{a:,} of {b}", "{b} z {a}") == []
    assert catalogue.faults("{a:,} of {b}", "{b} z {c}") == [
        "{a} is missing",
        "{c} is not in the original",
    ]


def test_faults_know_the_forms_of_each_language():
    text = "{n:,} {n:neuron|neurons} of {share:.1%} {sizes:list}"
    rest = " {share:.1%} {sizes:commas}"
    fine = {
        "zh-Hant": "{n:,}個",
        "ja": "{n:,}個",
        "hu": "{n:A|Az} {n:,-as}",
        "ru": "{n} {n:нейрон|нейрона|нейронов}",
    }
    for code, start in fine.items():
        assert catalogue.faults(text, start + rest, LANGUAGES[code]) == []
    russian = LANGUAGES["ru"]
    assert catalogue.faults(text, "{n:нейрон|нейрона|нейронов}" + rest, russian) == [
        "{n} is missing"
    ]
    assert "2 forms" in catalogue.faults(text, "{n} {n:a|b}" + rest, russian)[0]
    assert "can't be written" in catalogue.faults(text, "{n:-as}" + rest, russian)[0]
    assert "needs a format" in catalogue.faults(text, "{n} {share:.0%} {sizes}", russian)[0]
    assert "needs a format" in catalogue.faults("{z:.2f} up", "{z}", russian)[0]
    assert catalogue.faults(text, "{n} {", russian) != []


def test_join_needs_no_narration(tmp_path):
    film = make_film(tmp_path / "a.mp4", 5)
    (reel,) = reels([film])
    join([reel], [Chapter(reel.start, reel.end, "A")], {}, "B", tmp_path / "b.mp4")
    assert len(frames_of(tmp_path / "b.mp4")) == 5


def test_narration_is_read_as_scenes_write_it(tmp_path):
    film = make_film(tmp_path / "a.mp4", 5)
    told = {
        "chapters": [],
        "cues": [{"start": 0, "end": 1, "message": "M", "values": {}, "text": "M"}],
    }
    film.with_suffix(".captions.json").write_text(json.dumps(told))
    (cue,) = cues_of(film)
    assert (cue.start, cue.end, cue.message, cue.values) == (0, 1, "M", {})
