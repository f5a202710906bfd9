"""The galleries of mobjects: their examples run, their pictures are there, and none is missing."""

import importlib
import inspect
import re
from pathlib import Path

import pytest
from manim import Animation, Mobject, tempconfig
from PIL import Image

from scripts.mobject_pictures import (
    GALLERIES,
    GALLERY,
    PICTURES,
    ROOT,
    TALLEST,
    WIDTH,
    Entry,
    all_entries,
    entries,
    picture_of,
    preparation,
    result_of,
    save,
    shown,
)
from tests.quick_mobjects import quick_mobjects
from tests.quick_texts import quick_texts

ENTRIES = all_entries()

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.picture.stem)


@pytest.fixture(autouse=True, scope="module")
def small_frames(tmp_path_factory):
    media = str(tmp_path_factory.mktemp("media"))
    quiet = {"verbosity": "ERROR", "dry_run": True}
    with (
        pytest.MonkeyPatch.context() as patch,
        tempconfig({"quality": "low_quality", "media_dir": media, **quiet}),
    ):
        patch.delenv("LECTURE_THEME", raising=False)
        quick_mobjects(patch)
        quick_texts(patch)
        yield


@pytest.fixture(scope="module")
def prepared(small_frames) -> dict:
    """What the gallery's first block of code defines."""
    names = {}
    exec(preparation(GALLERY.read_text(encoding="utf-8")), names)
    return names


@each_entry
def test_examples_run(entry: Entry, prepared: dict) -> None:
    drawn = shown(result_of(entry.example, prepared))
    assert drawn.width > 0
    assert drawn.height > 0


@each_entry
def test_examples_are_short(entry: Entry) -> None:
    lines = [line for line in entry.example.splitlines() if line]
    code = [line for line in lines if not line.startswith(("from ", "import "))]
    assert len(code) <= 6
    assert max(map(len, lines)) <= 100


@each_entry
def test_pictures_are_there_and_small(entry: Entry) -> None:
    assert entry.picture.stat().st_size < 120_000
    with Image.open(entry.picture) as picture:
        picture.load()
        assert picture.width == WIDTH
        assert picture.height <= TALLEST
        assert picture.format == {".png": "PNG", ".jpg": "JPEG"}[entry.picture.suffix]


def test_every_picture_is_shown_once() -> None:
    named = sorted(entry.picture for entry in ENTRIES)
    assert named == sorted(PICTURES.iterdir())


def missing_in(gallery: Path, root: Path = ROOT) -> list[str]:
    """The public mobjects and animations of a gallery's rooms that it doesn't show.

    The rooms are the gallery's folder with all folders in it; titles are in the first gallery.
    """
    files = sorted(gallery.parent.rglob("*.py"))
    if gallery == GALLERY:
        files.append(root / "scenes" / "stage" / "opening.py")
    names = [
        (name, thing.__module__)
        for file in files
        for name, thing in inspect.getmembers(module_of(file, root), inspect.isclass)
        if thing.__module__ == module_of(file, root).__name__
        and not name.startswith("_")
        and issubclass(thing, Mobject | Animation)
    ]
    if not names:
        raise ValueError(f"no mobjects beside {gallery}")
    told = entries(gallery.read_text(encoding="utf-8"), gallery)
    text = "\n".join(entry.text for entry in told)
    return [f"{module}.{name}" for name, module in names if not re.search(rf"\b{name}\b", text)]


def module_of(file: Path, root: Path):
    """The module that a file is, imported."""
    path = file.relative_to(root).with_suffix("")
    return importlib.import_module(".".join(path.parts).removesuffix(".__init__"))


@pytest.mark.parametrize("gallery", GALLERIES, ids=lambda path: path.parent.name)
def test_every_public_mobject_has_a_picture_and_an_example(gallery: Path) -> None:
    assert missing_in(gallery) == []


def test_a_gallery_beside_no_mobjects_is_told(tmp_path) -> None:
    with pytest.raises(ValueError, match="no mobjects"):
        missing_in(tmp_path / "README.md", tmp_path)


def test_a_mobject_without_an_example_is_told(tmp_path, monkeypatch) -> None:
    room = tmp_path / "toys_of_a_test"
    (room / "deep").mkdir(parents=True)
    text = "from manim import Square\n\n\nclass {0}(Square):\n    ...\n"
    (room / "toy.py").write_text(text.format("Toy"))
    (room / "deep" / "other.py").write_text(text.format("Hidden"))
    example = "## Toy\n![a](a.png)\n```python\nToy()\n```\n## Hidden\nis only mentioned.\n"
    (room / "README.md").write_text(example)
    monkeypatch.syspath_prepend(tmp_path)
    assert missing_in(room / "README.md", tmp_path) == ["toys_of_a_test.deep.other.Hidden"]


@pytest.mark.parametrize("stem", ["weight_grid", "output_bars"])
def test_a_picture_drawn_twice_is_the_same(stem: str, prepared: dict, tmp_path) -> None:
    (entry,) = (entry for entry in ENTRIES if entry.picture.stem == stem)
    path = tmp_path / entry.picture.name
    drawings = []
    for _ in range(2):
        save(picture_of(shown(result_of(entry.example, prepared))), path)
        drawings.append(path.read_bytes())
    assert drawings[0] == drawings[1]


def test_what_ends_without_a_mobject_is_told() -> None:
    with pytest.raises(ValueError, match="the last line makes nothing"):
        result_of("a = 1", {})
    with pytest.raises(ValueError, match="in the section Two"):
        entries("## One\ntext\n## Two\n![a](a.png)\n![b](b.png)\n```python\n1\n```\n")
