from pathlib import Path

import av
import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from films import fonts
from films.__main__ import main
from films.burn import burn
from films.captions import Caption
from films.fonts import Face, font_for
from films.lecture import write_lecture
from network.files.errors import InputError
from scenes.script.languages import LANGUAGES
from tests.films.test_lecture import filmed, frames_of
from tests.films.toys import make_film

__all__ = ["filmed"]


def make_font(path: Path, characters: str) -> Path:
    """A font whose characters are all the same full box."""
    builder, characters = FontBuilder(1000, isTTF=True), "".join(dict.fromkeys(characters))
    names = [".notdef", *(f"c{ord(each):x}" for each in characters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): f"c{ord(each):x}" for each in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Path:
    """A machine whose fonts are those in one folder."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(fonts, "_folders", lambda: [folder])
    monkeypatch.setattr(fonts, "font_file", lambda language: None)
    return folder


def test_the_font_has_every_character(machine):
    make_font(machine / "A-Sans.ttf", "abc")
    wide = make_font(machine / "B.ttf", "abcő")
    assert font_for("ab c\n", LANGUAGES["hu"]).file.name == "A-Sans.ttf"
    assert font_for("cő", LANGUAGES["hu"]) == Face(wide)


def test_upright_letters_go_before_bold_ones(machine):
    make_font(machine / "A-Bold.ttf", "abc")
    make_font(machine / "Z.ttf", "abc")
    assert font_for("a", LANGUAGES["en"]).file.name == "Z.ttf"


def test_boxes_are_never_drawn_in_silence(machine):
    make_font(machine / "A.ttf", "abc")
    (machine / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(InputError, match="神") as raised:
        font_for("a神", LANGUAGES["ja"])
    assert "fonts-noto-cjk" in raised.value.remedy
    with pytest.raises(InputError, match=r"A\.ttf[\s\S]*ж"):
        font_for("ж", LANGUAGES["ru"], machine / "A.ttf")
    with pytest.raises(InputError, match="no font"):
        font_for("a", LANGUAGES["en"], machine / "nowhere.ttf")


def test_captions_are_seen_in_their_time_and_place(machine, tmp_path):
    film = make_film(tmp_path / "film.mp4", 30, shade=80, size=(320, 180))
    face = Face(make_font(machine / "A.ttf", "ab"))
    captions = [Caption(0.4, 0.8, ("aaaaaaaa",)), Caption(1.2, 1.6, ("a", "bbbb"))]
    burn(film, captions, face, tmp_path / "burnt.mp4")
    before, after = frames_of(film), frames_of(tmp_path / "burnt.mp4")
    assert len(after) == len(before)
    for k, (plain, written) in enumerate(zip(before, after, strict=True)):
        time = k / 15
        white = (written > 200) & (plain < 150)
        told = 0.4 - 1e-6 <= time < 0.8 - 1e-6 or 1.2 - 1e-6 <= time < 1.6 - 1e-6
        assert white.any() == told, time
        if told:
            rows, columns = np.nonzero(white)
            assert rows.min() > 130
            assert columns.mean() == pytest.approx(160, abs=4)
        assert np.abs(written[:120].astype(int) - plain[:120]).max() < 12


def test_the_command_burns_a_joined_lecture(filmed, machine, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("films.filmed.lectures", lambda: (filmed.lecture,))
    write_lecture(filmed, tmp_path / "out")
    options = ["burn", "toy", "--films", str(filmed.folder), "--out", str(tmp_path / "out")]
    assert main([*options, "--language", "en"]) == 1
    assert "captions in English" in capsys.readouterr().err
    make_font(machine / "A.ttf", "It has13,02knobsreds97.%")
    assert main([*options, "--language", "en"]) == 0
    with av.open(tmp_path / "out/toy.en.mp4") as container:
        assert [part["metadata"]["title"] for part in container.chapters()] == [
            f"Title {k} — 前" for k in range(3)
        ]
        assert not container.streams.subtitles
        assert sum(1 for _ in container.decode(video=0)) == 58
