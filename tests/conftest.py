"""What several tests need: small data, small networks, and a stage to run scenes on."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig

from films.catalogue import entries, extract
from network.digits.digits import Digits
from network.handwriting import pen as handwriting
from network.questions.measures import examine
from network.training.recipe import Recipe
from network.training.stored import (
    Provenance,
    TrainedNetwork,
    history_beside,
    save_history,
    save_network,
)
from network.training.training import train
from scenes.script.contents import section_of
from tests.layout import watch


@cache
def known_lines() -> set[str]:
    """Every line that is extracted from the scenes for translators."""
    return {entry.id for entry in entries(extract())}


SETTINGS = ("LECTURE_MODEL", "LECTURE_DIGIT", "LECTURE_THEME", "LECTURE_NARRATION")


@pytest.fixture(scope="session")
def own_digits() -> tuple[Digits, Digits]:
    """Handwriting to learn from and to be tested on: 1000 digits and 200."""
    return tuple(
        Digits(*handwriting.draw(count, seed), f"handwriting {seed}")
        for count, seed in ((1000, 50), (200, 51))
    )


@pytest.fixture(scope="session")
def trained(own_digits, tmp_path_factory):
    """Return a function that trains a small network and returns the path of its file."""

    def make(*sizes: int, activation: str = "sigmoid", rate: float = 1.0) -> Path:
        recipe = Recipe(sizes=sizes, activation=activation, rate=rate, epochs=4, shift=0, batch=5)
        training = train(recipe, *own_digits)
        examination = examine(training.mlp, own_digits[1])
        path = tmp_path_factory.mktemp("-".join(map(str, sizes))) / "network.npz"
        network = TrainedNetwork(
            mlp=training.mlp,
            recipe=recipe,
            epochs=training.epochs,
            data=Provenance("handwriting", own_digits[0].sha256),
            validation_accuracy=examination.accuracy,
            test_accuracy=examination.accuracy,
            confusion=examination.confusion,
        )
        save_network(path, network)
        save_history(history_beside(path), training.history)
        return path

    return make


@pytest.fixture(scope="session")
def models(trained) -> dict[str, Path | None]:
    """Networks of several shapes, by name; ``None`` stands for the shipped one."""
    return {
        "shipped": None,
        "784-8-10 relu": trained(784, 8, 10, activation="relu", rate=0.05),
        "784-32-24-10": trained(784, 32, 24, 10),
        "784-10": trained(784, 10),
        "784-12-11-9-8-10": trained(784, 12, 11, 9, 8, 10),
    }


@pytest.fixture(scope="session")
def cache(tmp_path_factory) -> Path:
    """A cache folder with no MNIST in it; our own digits are drawn once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def small_frames(tmp_path, monkeypatch):
    """Draw in 480p and in the usual theme, and leave nothing behind."""
    monkeypatch.delenv("LECTURE_THEME", raising=False)
    with tempconfig({"quality": "low_quality", "media_dir": str(tmp_path), "dry_run": True}):
        yield


@pytest.fixture
def stage(monkeypatch, tmp_path, cache):
    """Return a function that runs a scene, without a film unless told so, and returns it.

    It runs on our own handwriting, unless the test sets NETWORK_DATA, and with no settings
    but those that are given. At the end of each beat, every text must be inside the frame and
    cover no other one.
    """
    watch(monkeypatch)
    for name in (*SETTINGS, "NETWORK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(cache))

    def run(
        scene_class,
        model: Path | None = None,
        last_frame: bool = False,
        film: bool = False,
        **settings: str,
    ):
        if model:
            settings["LECTURE_MODEL"] = str(model)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        how = {"save_last_frame": True} if last_frame else {"dry_run": not film}
        place = {"media_dir": str(tmp_path / "media"), "quality": "low_quality"}
        # Looking for films made before, and most of the frames, only cost time here.
        fast = {"disable_caching": True, "frame_rate": 3, "progress_bar": "none"}
        with tempconfig({**place, **fast, "verbosity": "ERROR", **how}):
            scene = scene_class()
            scene.layout_problems = []
            scene.render()
            assert not scene.layout_problems, "\n".join(scene.layout_problems)
            if section_of(scene_class):
                told = {cue["message"] for cue in scene.cues}
                assert told <= known_lines(), "a translator would not see these lines"
            if last_frame:
                scene.last_frame = np.array(scene.renderer.get_frame())
        return scene

    return run
