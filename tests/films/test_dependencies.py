"""What a film is made from, found in its source."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from films.dependencies import NEEDS, PACKAGES, ROOT, STUDIES, needs_of, shown_by, sources_of
from films.order import Order
from network.measured.studies import OF_NETWORK
from scenes.script.contents import lectures

SECTIONS = [section.scene for lecture in lectures() for section in lecture.sections]


def names_of(scene: str) -> set[str]:
    return {source.relative_to(ROOT).as_posix() for source in sources_of(scene)}


def test_sources_are_the_modules_a_scene_imports_also_by_others() -> None:
    names = names_of("forward")
    assert {"scenes/forward.py", "scenes/stage/lecture.py", "scenes/__init__.py"} <= names
    assert "scenes/mobjects/neurons/diagram.py" in names
    assert "scenes/mobjects/edges/canvas.py" in names  # edge_field imports it
    assert "network/model/mlp.py" in names
    assert not {"films/join.py", "scenes/descent/learning.py"} & names


@pytest.mark.parametrize("scene", ["structure/layers"])
def test_sources_are_what_python_imports(scene: str) -> None:
    """No module is missing, whichever way it is imported."""
    with none_loaded():
        importlib.import_module(f"scenes.{scene.replace('/', '.')}")
        loaded = {name.replace(".", "/") for name in sys.modules if is_ours(name)}
    assert "scenes/stage/lecture" in loaded
    found = {name.removesuffix(".py").removesuffix("/__init__") for name in names_of(scene)}
    assert loaded <= found


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in PACKAGES


@contextmanager
def none_loaded() -> Iterator[None]:
    """Let Python forget our modules meanwhile, and what is loaded instead of them in the end."""
    before = {name: module for name, module in sys.modules.items() if is_ours(name)}
    for name in before:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in filter(is_ours, list(sys.modules)):
            del sys.modules[name]
        sys.modules.update(before)


def test_what_a_scene_shows_is_what_it_asks_for() -> None:
    assert {"network", "digits", "own_digit"} <= shown_by("forward")
    assert {"history", "network"} <= shown_by("descent/learning")
    assert "experiments" in shown_by("structure/layers")
    assert "findings" in shown_by("structure/squish")
    assert "history" not in shown_by("forward")
    assert "findings" not in shown_by("forward")


@pytest.mark.parametrize("scene", SECTIONS)
def test_the_network_belongs_to_just_the_films_that_show_it(scene: str) -> None:
    inputs = [file.as_posix() for file in Order().inputs(scene)]
    source = (ROOT / f"scenes/{scene}.py").read_text(encoding="utf-8")
    for _ in range(2):  # what some scenes have in common may stand on what more have
        for stage in ("added_up", "first_step", "one_chain", "one_image", "one_slice"):
            text = (ROOT / f"scenes/stage/{stage}.py").read_text(encoding="utf-8")
            if f"scenes.stage.{stage} " in source and text not in source:
                source += text
    studied = {name for name, file in STUDIES.items() if f"self.{name}" in source}
    of_network = {each.name for each in OF_NETWORK}
    past = any(f"self.{name}" in source for name in ("history", "playback"))
    past |= any(STUDIES[name] in of_network for name in studied)
    shows = any(f"self.{name}" in source for name in ("network", "digits", "findings"))
    assert ("assets/network.npz" in inputs) == (shows or past)
    assert ("assets/history.npz" in inputs) == past
    assert {f"assets/studies/{STUDIES[name]}.npz" for name in studied} <= set(inputs)
    assert "assets/locale/ja.po" not in inputs


def test_what_a_scene_needs_of_a_network_is_what_its_class_says() -> None:
    """Also if a base in another file says it, and what it says itself goes first."""
    assert needs_of("forward").get("least_hidden_layers", 0) == 0
    assert needs_of("structure/layers") == {"least_hidden_layers": 1}
    assert needs_of("structure/bias")["least_hidden_layers"] == 1  # one_neuron says so
    assert set().union(*map(needs_of, SECTIONS)) <= set(NEEDS)
