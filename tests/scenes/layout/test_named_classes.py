"""Films of a network whose classes have names: these stand wherever digits stand otherwise."""

import re

import pytest

from network.files.errors import InputError
from scenes.descent.judged import Judged
from scenes.descent.labelled import Labelled
from scenes.forward import Forward
from scenes.stage.lecture import LectureScene
from scenes.structure.bias import Bias
from scenes.structure.hope import Hope
from scenes.structure.loops import Loops
from tests.bars import FASHION
from tests.beats import beat
from tests.scenes.layout.named import with_names
from tests.scenes.layout.scenes import scene_called

#: Together they have all the places where a class is named on the stage.
SCENES = (
    "structure/ending",
    "structure/function",
    "descent/recap",
    "descent/nonsense",
    "descent/memory",
    "backprop/one_wish",
    "backprop/three_ways",
    "backprop/adding_wishes",
)


@pytest.fixture(scope="session")
def fashion(tmp_path_factory, trained, own_digits):
    """A network that calls our handwritten digits by the names of clothes."""
    return with_names(tmp_path_factory.mktemp("fashion"), trained(784, 16, 12, 10), *own_digits)


@pytest.mark.parametrize("name", SCENES)
def test_long_names_fit(stage, fashion, name):
    scene = stage(scene_called(name), fashion)  # fails if texts overlap or leave the frame
    texts = {text for beat in scene.beats for text in beat.texts}
    assert any(text in FASHION or "…" in text for text in texts)
    assert not texts & set("23456789")


def test_a_lecture_says_names(stage, fashion):
    scene = stage(Forward, fashion)
    lines = [cue["text"] for cue in scene.cues]
    assert any(name in lines[0] for name in FASHION)
    assert "handwritten" not in lines[0]
    told = next(cue["values"] for cue in scene.cues if "label" in cue["values"])
    assert told["label"] in FASHION  # captions in other languages are made from these


@pytest.mark.parametrize(
    ("name", "part", "count"),
    [("backprop/adding_wishes", "asked for most", 2), ("descent/ahead", "read the same", 1)],
)
def test_two_that_are_named_together_both_have_names(stage, fashion, name, part, count):
    told = beat(stage(scene_called(name), fashion), part).text
    assert sum(each in told for each in FASHION) >= count
    assert not re.search(r"\b(the|says?) \d", told, re.IGNORECASE)


def test_walls_and_tables_of_images_are_named(stage, fashion):
    for scene_class, text in ((Labelled, "Trouser"), (Judged, "Sandal")):
        assert any(text in beat.texts for beat in stage(scene_class, fashion).beats)


def test_bars_keep_their_width(stage, fashion):
    scene = stage(Bias, fashion)
    assert any("Sneaker" in beat.texts for beat in scene.beats)


def test_no_handwriting_stands_in_for_other_images(stage, fashion, tmp_path, monkeypatch):
    moved = tmp_path / "network.npz"
    moved.write_bytes(fashion.read_bytes())
    images = fashion.parent / "fashion"
    images.rename(tmp_path / "elsewhere")
    try:
        monkeypatch.setenv("LECTURE_MODEL", str(moved))
        with pytest.raises(InputError, match="idx:FOLDER"):
            _ = LectureScene().digits
        monkeypatch.setenv("NETWORK_DATA", f"idx:{tmp_path / 'elsewhere'}")
        assert len(LectureScene().digits.digits) == 200
    finally:
        (tmp_path / "elsewhere").rename(images)


def test_what_is_told_of_loops_and_strokes_needs_digits(fashion, monkeypatch):
    monkeypatch.setenv("LECTURE_MODEL", str(fashion))
    for scene_class in (Hope, Loops):
        with pytest.raises(InputError, match="T-shirt/top, Trouser"):
            _ = scene_class().network
