"""What several tests need: small data, small networks, and a stage to run scenes on."""

from functools import cache
from pathlib import Path

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
from scenes.stage.lecture import LectureScene
from tests.layout import remember_letters
from tests.observed import Observed, note_messages, observed
from tests.stand_in import copy_quickly


@cache
def known_lines() -> set[str]:
    """Every line that is extracted from the scenes for translators."""
    return {entry.id for entry in entries(extract())}


SETTINGS = tuple(f"LECTURE_{each}" for each in ("MODEL", "DIGIT", "THEME", "NARRATION", "LANGUAGE"))


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


@pytest.fixture(scope="session")
def media(tmp_path_factory) -> Path:
    """A folder where texts lie that were set; what was set once needn't be set again."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def performances() -> dict[tuple, Observed]:
    """Scenes that were run already, by what they were run with; see ``stage``."""
    return {}


@pytest.fixture
def stage(monkeypatch, tmp_path, cache, media, performances):
    """Return a function that runs a scene and returns it; it draws no frames, but for the last.

    It runs on our own handwriting, unless the test sets NETWORK_DATA, and with no settings
    but those that are given. What was run before in the same way isn't run again, so don't
    change a scene that you get; ``fresh=True`` runs it anyway: for tests that change what it is
    made from. ``film=True`` makes a film, below ``tmp_path / "media"``.

    The scene knows what could be seen while it was told; ask it, not its private parts:
    see ``tests.beats`` (``scene.beats``, ``scene.ended``, ``scene.last_frame``; ``said(scene)``,
    ``beat(scene, "part of a line")``, ``seen(scene, "a text")``). And it has been watched: no
    text may leave the frame or cover another thing, see ``tests.layout``.
    """
    for name in (*SETTINGS, "NETWORK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(cache))

    def run(
        scene_class: type[LectureScene],
        model: Path | None = None,
        *,
        film: bool = False,
        fresh: bool = False,
        **settings: str,
    ) -> Observed:
        if model:
            settings["LECTURE_MODEL"] = str(model)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        key = (scene_class, *sorted(settings.items()))
        if film or fresh:
            return perform(scene_class, tmp_path / "media", film)
        if key not in performances:
            performances[key] = perform(scene_class, media)
        return performances[key]

    return run


def perform(scene_class: type[LectureScene], media: Path, film: bool = False) -> Observed:
    """Run a scene and return it."""
    how = {"media_dir": str(media), "quality": "low_quality", "dry_run": not film}
    # Looking for films made before, and most of the frames, only cost time here.
    fast = {"disable_caching": True, "frame_rate": 3, "progress_bar": "none"}
    with (
        pytest.MonkeyPatch.context() as patch,
        tempconfig({**how, **fast, "verbosity": "ERROR"}),
    ):
        copy_quickly(patch)
        remember_letters(patch)
        asked = note_messages(patch)
        scene = observed(scene_class, film)
        scene.render()
    scene.messages = asked
    assert not scene.watch.standing, "\n".join(scene.watch.standing)
    if section_of(scene_class):
        told = {cue["message"] for cue in scene.cues}
        assert told <= known_lines(), "a translator would not see these lines"
    return scene
