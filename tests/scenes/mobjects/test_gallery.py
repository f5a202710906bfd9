"""The gallery of mobjects: its examples run, its pictures are there, and none is missing."""

import importlib
import inspect
import pkgutil
import re

import pytest
from manim import Animation, Mobject, tempconfig
from PIL import Image

from scenes import mobjects
from scripts.mobject_pictures import (
    GALLERY,
    PICTURES,
    TALLEST,
    WIDTH,
    Entry,
    entries,
    picture_of,
    preparation,
    result_of,
    save,
    shown,
)

TEXT = GALLERY.read_text(encoding="utf-8")
ENTRIES = entries(TEXT)

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
        yield


@pytest.fixture(scope="module")
def prepared(small_frames) -> dict:
    """What the gallery's first block of code defines."""
    names = {}
    exec(preparation(TEXT), names)
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


def test_every_public_mobject_is_mentioned() -> None:
    missing = []
    for found in pkgutil.iter_modules(mobjects.__path__, f"{mobjects.__name__}."):
        module = importlib.import_module(found.name)
        for name, thing in inspect.getmembers(module, inspect.isclass):
            own = thing.__module__ == module.__name__ and not name.startswith("_")
            drawn = issubclass(thing, Mobject | Animation)
            if own and drawn and not re.search(rf"\b{name}\b", TEXT):
                missing.append(f"{found.name}.{name}")
    assert missing == []


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
