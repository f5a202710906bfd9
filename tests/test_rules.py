"""The rules of the house hold; and each is broken once in a toy house, to show that it can be."""

from pathlib import Path

import pytest

from tests.rules import (
    LONGEST,
    NEVERS,
    clashing_names,
    forbidden_arrows,
    long_scenes,
    modules,
    scene_files,
    scenes_that_import_scenes,
)

ROOT = Path(__file__).resolve().parent.parent

SCENE = "class One:\n    def construct(self):\n        ...\n"


def test_nobody_imports_what_they_never_should() -> None:
    assert forbidden_arrows(ROOT) == []


def test_no_scene_imports_another_scene() -> None:
    assert scenes_that_import_scenes(ROOT) == []


def test_no_file_beside_a_scene_hides_a_module() -> None:
    assert clashing_names(ROOT) == []


def test_no_scene_is_too_long() -> None:
    assert long_scenes(ROOT) == []


def test_the_rules_look_at_something() -> None:
    for rooms, _ in NEVERS.values():
        for room in rooms:
            assert len(modules(ROOT, room)) >= 5, room
    assert len(scene_files(ROOT)) >= 20


@pytest.fixture
def house(tmp_path: Path):
    """Return a function that builds a house out of files and what is in them."""

    def build(**files: str) -> Path:
        for name, content in files.items():
            file = tmp_path / f"{name.replace('__', '/')}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        return tmp_path

    return build


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("scenes__mobjects__pixels__grid", "from network.digits.digits import SIDE"),
        ("scenes__structure__drawings__race", "import network.model.mlp"),
        ("scenes__mobjects__grid", "def late():\n    from network import model"),
        ("network__model__mlp", "from scenes.look.theme import theme"),
        ("network__commands", "from scenes import look"),
        ("films__order", "from scenes.mobjects.pixels.grid import PixelGrid"),
        ("films__order", "from scenes.structure import drawings"),
        ("films__order", "import manim"),
        ("scenes__script__contents", "from scenes.stage.lecture import LectureScene"),
        ("scenes__script__contents", "from scenes import forward"),
        ("scenes__script__contents", "from manim import UP"),
        ("scenes__look__theme", "from scenes.mobjects.writing import words"),
        ("scenes__look__theme", "from scenes.script.catalogue import message"),
        ("scenes__mobjects__grid", "from scenes.stage.lecture import LectureScene"),
        ("scenes__stage__lecture", "from films.order import Order"),
        ("films__order", "from page.build import build"),
        ("network__commands", "import page"),
        ("page__data__network", "from manim import UP"),
        ("page__subject", "from scenes.descent.drawings.hill import Hill"),
    ],
)
def test_an_arrow_that_runs_back_up_is_seen(house, file: str, line: str) -> None:
    assert forbidden_arrows(house(**{file: line}))


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("scenes__stage__lecture", "from network.model.mlp import MLP"),
        ("scenes__script__catalogue", "from scenes.look import theme"),
        ("scenes__mobjects__words", "from network.files.errors import InputError"),
        ("scenes__script__catalogue", "from network.files.errors import InputError"),
        ("films__order", "from scenes.script.contents import lectures"),
        ("scenes__mobjects__grid", "from scenes.script.catalogue import message"),
        ("network__commands", "import scenes_of_others"),
        ("page__films", "from films.filmed import FilmedLecture"),
        ("page__subject", "from scenes.stage.studied import Studied"),
    ],
)
def test_an_arrow_that_runs_down_is_none(house, file: str, line: str) -> None:
    assert forbidden_arrows(house(**{file: line})) == []


def test_a_scene_that_imports_a_scene_is_seen(house) -> None:
    root = house(
        scenes__structure__one=SCENE,
        scenes__structure__two=f"from scenes.structure.one import One\n{SCENE}",
        scenes__structure__three=f"from scenes.structure import one\n{SCENE}",
        scenes__structure__four=f"from scenes.structure.one_more import One\n{SCENE}",
        scenes__structure__one_more="",
    )
    assert scenes_that_import_scenes(root) == [
        "scenes/structure/three.py imports scenes.structure.one",
        "scenes/structure/two.py imports scenes.structure.one",
    ]


@pytest.mark.parametrize("name", ["random", "numpy", "manim", "network", "queue"])
def test_a_name_that_hides_a_module_is_seen(house, name: str) -> None:
    files = {"scenes__structure__one": SCENE, f"scenes__structure__{name}": "", "network__mlp": ""}
    assert clashing_names(house(**files)) == [f"scenes/structure/{name}.py hides the module {name}"]
    as_a_folder = {"scenes__one": SCENE, f"scenes__{name}__a": ""}
    assert f"scenes/{name} hides the module {name}" in clashing_names(house(**as_a_folder))


def test_a_scene_that_is_too_long_is_seen(house) -> None:
    root = house(scenes__one=SCENE + "\n" * (LONGEST - 2), scenes__two="\n" * 999)
    assert long_scenes(root) == [f"scenes/one.py has {LONGEST + 1} lines"]
