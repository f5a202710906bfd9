import io
import json

import pytest
from PIL import Image

from films import gallery
from films.catalogue import entries, extract
from films.cues import digits_in
from films.gallery import Moment, make_gallery, moving_picture, table
from network.files.errors import InputError
from scenes.script.contents import Lecture, Section, lectures
from tests.films.toys import make_film

README = f"# Title\n\nBefore.\n\n{gallery.BEGIN}\n\nold\n\n{gallery.END}\n\nAfter.\n"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder of films, and a README and pictures to be made out of them."""
    toy = Lecture("toy", "A toy", (Section("1.1", "One", "one"), Section("1.2", "Two", "two")))
    for name, value in {
        "README": tmp_path / "README.md",
        "PICTURES": tmp_path / "pictures",
        "STILLS": {"first": Moment("one", "Look"), "second": Moment("two", "See", 0.5)},
        "MOVING": ("moving", Moment("one", "Look", 0.2), 1.0, 5),
        "lectures": lambda: (toy,),
    }.items():
        monkeypatch.setattr(gallery, name, value)
    (tmp_path / "README.md").write_text(README)
    for name, line, frames in (("one", "Look here.", 30), ("two", "See {n}.", 45)):
        film = make_film(tmp_path / "films" / f"{name}.mp4", frames, shade=40)
        cue = {"start": 1.0, "end": 2.0, "message": line, "values": {"n": 1}, "text": line}
        told = {"digits": "our own handwriting", "chapters": [], "cues": [cue]}
        film.with_suffix(".captions.json").write_text(json.dumps(told))
    return tmp_path


def test_pictures_and_table_are_made(house):
    made = make_gallery(house / "films")
    assert [file.name for file in made] == ["first.jpg", "second.jpg", "moving.webp", "README.md"]
    greys = [
        Image.open(house / "pictures" / f"{n}.jpg").getpixel((9, 9))[0] for n in ("first", "second")
    ]
    assert greys[0] == pytest.approx(40 + 29, abs=4)
    assert greys[1] == pytest.approx(40 + 22, abs=4)
    text = (house / "README.md").read_text()
    assert text.startswith("# Title\n\nBefore.\n")
    assert text.endswith("After.\n")
    assert "old" not in text
    assert "| | **A toy** | `toy` | **0:05** |" in text
    assert "| 1.2 | Two | `two` | 0:03 |" in text
    make_gallery(house / "films")
    assert (house / "README.md").read_text() == text


def test_the_moving_picture_moves(house):
    made = moving_picture(house / "films" / "one.mp4", 0.5, 1.0, 5)
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.n_frames > 1
        assert picture.info["loop"] == 0
        assert picture.size == (64, 36)


def test_a_film_of_mnist_is_refused(house):
    beside = house / "films" / "two.captions.json"
    beside.write_text(beside.read_text().replace("our own handwriting", "MNIST test images"))
    assert digits_in(house / "films" / "two.mp4") == "MNIST test images"
    with pytest.raises(InputError, match=r"two\.mp4[\s\S]*MNIST"):
        make_gallery(house / "films")


def test_a_line_that_isn_t_told_is_named(house, monkeypatch):
    monkeypatch.setattr(gallery, "STILLS", {"first": Moment("one", "Listen")})
    with pytest.raises(InputError, match="Listen"):
        make_gallery(house / "films")


def test_a_readme_without_a_place_is_left_alone(house):
    (house / "README.md").write_text("# Title\n")
    with pytest.raises(InputError, match="films: made by"):
        make_gallery(house / "films")
    assert (house / "README.md").read_text() == "# Title\n"


def test_the_moments_are_there_to_be_found():
    lines = {entry.id: entry.locations[0][0] for entry in entries(extract())}
    for moment in [*gallery.STILLS.values(), gallery.MOVING[1]]:
        places = [place for line, place in lines.items() if line.startswith(moment.line)]
        assert f"scenes/{moment.scene}.py" in places, moment


def test_the_readme_tells_every_section():
    text = gallery.README.read_text()
    listed = text[text.index(gallery.BEGIN) : text.index(gallery.END)]
    for lecture in lectures():
        for section in lecture.sections:
            assert f"| {section.number} | {section.title} | `{section.scene}` |" in listed


def test_an_empty_table_has_no_rows():
    assert table([], None).count("\n") == 1
