"""Which films a page shows: found without a browser."""

import json
import os
from pathlib import Path

import pytest
from PIL import Image

from films.beats import NAMES, beats_beside
from films.order import Order
from page.__main__ import main, tell
from page.films import Films, asking, folders, in_language, ordered
from scenes.script.contents import lectures
from scenes.script.languages import LANGUAGES, SOURCE

LECTURE = lectures()[0]
HUNGARIAN = LANGUAGES["hu"]


def put(film: Path, voice: str | None = None, pictures: str = "en") -> Path:
    """Write what lies where a film is; nothing of it is a film."""
    film.parent.mkdir(parents=True, exist_ok=True)
    film.write_bytes(film.name.encode())
    known = {name: [] for name in NAMES} | {"voice": voice, "pictures": pictures, "seconds": 61.0}
    beats_beside(film).write_text(json.dumps(known))
    film.with_suffix(".en.vtt").write_text("WEBVTT\n")
    Image.new("RGB", (1920, 1080)).save(film.with_suffix(".jpg"))
    return film


@pytest.fixture
def shelf(tmp_path) -> dict[str, Path]:
    """Every film that a Hungarian reader may be shown, best first."""
    name = LECTURE.name
    return {
        "spoken, in Hungarian pictures": put(tmp_path / f"h-hu/{name}.hu.spoken.mp4", "hu", "hu"),
        "spoken": put(tmp_path / f"h/{name}.hu.spoken.mp4", "hu"),
        "silent": put(tmp_path / f"h-hu/{name}.mp4", None, "hu"),
        "English voice": put(tmp_path / f"h/{name}.en.spoken.mp4", "en"),
        "silent English": put(tmp_path / f"h/{name}.mp4"),
    }


def test_a_reader_gets_the_film_that_tells_most(tmp_path, shelf) -> None:
    for film in shelf.values():
        assert Films([tmp_path / "h"]).film(LECTURE, HUNGARIAN).file == film
        film.unlink()
    assert Films([tmp_path / "h"]).film(LECTURE, HUNGARIAN) is None


def test_english_readers_get_a_voice_and_no_foreign_pictures(tmp_path, shelf) -> None:
    films = [Films([tmp_path / "h"]).film(LECTURE, SOURCE)]
    shelf["English voice"].unlink()
    films.append(Films([tmp_path / "h"]).film(LECTURE, SOURCE))
    assert [film.file for film in films] == [shelf["English voice"], shelf["silent English"]]
    assert [film.name.removeprefix(LECTURE.name) for film in films] == [".en.spoken", ".en"]
    assert films[0].length == "1:01"


def test_the_first_folder_comes_first_but_after_the_language(tmp_path) -> None:
    draft = put(tmp_path / f"l/{LECTURE.name}.en.spoken.mp4", "en")
    good = put(tmp_path / f"h/{LECTURE.name}.mp4")
    own = put(tmp_path / f"l-hu/{LECTURE.name}.mp4", None, "hu")
    films = Films([tmp_path / "h", tmp_path / "l"])
    assert films.film(LECTURE, SOURCE).file == good
    assert films.film(LECTURE, HUNGARIAN).file == own
    assert Films([tmp_path / "l"]).film(LECTURE, SOURCE).file == draft


def test_a_page_is_whole_and_quick_to_make_again(tmp_path, shelf) -> None:
    films = Films([tmp_path / "h"])
    (tmp_path / "page").mkdir()
    films.write(tmp_path / "page", [SOURCE, HUNGARIAN])
    made = tmp_path / "page" / films.film(LECTURE, SOURCE).place
    assert made.samefile(shelf["English voice"])
    assert sorted(file.name for file in (tmp_path / "page/films").glob("*.mp4")) == [
        f"{LECTURE.name}.en.spoken.mp4",
        f"{LECTURE.name}.hu.spoken.mp4",
    ]
    with Image.open(made.with_suffix(".jpg")) as poster:
        assert poster.size == (960, 540)
    captions = tmp_path / "page" / f"data-captions-{LECTURE.name}.en.spoken.js"
    assert captions.read_text() == (
        f'lesson.bring("captions-{LECTURE.name}.en.spoken", {{"en":"WEBVTT\\n"}});\n'
    )


def test_on_another_disk_films_are_copied_once(tmp_path, shelf, monkeypatch) -> None:
    real = os.link

    def link(source, target):
        if Path(source).is_relative_to(tmp_path / "h"):
            raise OSError("another disk")
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    films, place = Films([tmp_path / "h"]), Films([tmp_path / "h"]).film(LECTURE, SOURCE).place
    for name, before in (("one", None), ("two", tmp_path / "one")):
        (tmp_path / name).mkdir()
        films.write(tmp_path / name, [SOURCE], before)
    assert not (tmp_path / "one" / place).samefile(shelf["English voice"])
    assert (tmp_path / "two" / place).samefile(tmp_path / "one" / place)
    shelf["English voice"].write_bytes(b"filmed again")
    (tmp_path / "three").mkdir()
    films.write(tmp_path / "three", [SOURCE], tmp_path / "two")
    assert (tmp_path / "three" / place).read_bytes() == b"filmed again"


def test_what_is_shown_and_what_is_missing_is_told(tmp_path, monkeypatch, capsys) -> None:
    put(tmp_path / f"h/{LECTURE.name}.mp4")
    second = put(tmp_path / f"l/{lectures()[1].name}.en.spoken.mp4", "en")
    beats_beside(second).unlink()
    monkeypatch.delenv("LECTURE_MODEL", raising=False)
    monkeypatch.setenv("NETWORK_DATA", str(tmp_path))
    tell(Films([tmp_path / "h", tmp_path / "l"]), [SOURCE, HUNGARIAN])
    told = capsys.readouterr().err.splitlines()
    assert told[:3] == [
        f"lecture1: {tmp_path}/h/{LECTURE.name}.mp4",
        f"lecture2: {second} is from before; ./render.sh page lecture2 -q l --voice",
        "lecture3: no film; ./render.sh page lecture3 --voice",
    ]


def test_films_of_a_language_lie_beside() -> None:
    assert in_language(Path("out/h"), SOURCE) == Path("out/h")
    assert in_language(Path("out/h-light"), HUNGARIAN) == Path("out/h-hu-light")
    light = Order.of({"language": "hu", "theme": "light"})
    assert in_language(Order.of({"theme": "light"}).folder, HUNGARIAN) == light.folder


def test_another_network_has_its_page_beside_its_films(monkeypatch) -> None:
    monkeypatch.setenv("LECTURE_MODEL", "out/models/784-8-10/network.npz")
    monkeypatch.setenv("LECTURE_LANGUAGE", "hu")
    monkeypatch.setenv("LECTURE_THEME", "dark")
    assert ordered().page == Path("out/models/784-8-10/page")
    found = [folder.name for folder in folders("l")]
    assert found == ["l", "k", "p", "h", "m"]
    assert {folder.parent.name for folder in folders()} == {"784-8-10"}
    assert asking(ordered(), LECTURE, "--voice") == (
        "./render.sh page lecture1 --voice --model out/models/784-8-10/network.npz"
    )
    monkeypatch.setenv("LECTURE_MODEL", "/somebody/at home/mine.npz")
    assert "somebody" not in asking(ordered(), LECTURE)
    assert "somebody" in asking(ordered(), LECTURE, here=True)
    assert Order.of({"theme": "light"}).page == Path("out/page-light")


def test_the_command_looks_for_films_where_it_is_told(monkeypatch, tmp_path) -> None:
    seen = []
    monkeypatch.setattr(
        "page.__main__.build",
        lambda out, languages, films: seen.append((out.name, films.folders)) or out,
    )
    monkeypatch.delenv("LECTURE_MODEL", raising=False)
    assert main([]) == main(["--films"]) == main(["--films", str(tmp_path), "--out", "mine"]) == 0
    assert seen[0] == ("page", ())
    assert [folder.name for folder in seen[1][1]] == ["k", "p", "h", "m", "l"]
    assert seen[2] == ("mine", (tmp_path,))
