"""What several tests need: small data, small networks, and a stage to run scenes on."""

import fcntl
import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from manim import tempconfig

from films.catalogue import entries, of_films
from network.digits import sources
from network.digits.digits import Digits
from network.digits.sources import own_digits as drawn_digits
from network.handwriting import pen
from network.measured.findings import Findings, measure
from network.measured.studies import OF_NETWORK
from network.measured.study import Origin, Study
from network.model.mlp import MLP
from network.questions.measures import examine
from network.training.playback import Playback
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
from scenes.script.message import is_for_people
from scenes.stage import shown, studied
from scenes.stage.lecture import LectureScene
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from tests import odd_networks
from tests.observed import Observed, note_messages, observed
from tests.quick_mobjects import one_renderer, quick_mobjects
from tests.quick_texts import quick_texts
from tests.stand_in import leap

# Every run tries the same examples, so that one is as good as another, however slow the machine;
# ``--hypothesis-profile=explore`` tries others.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")


@cache
def known_lines() -> set[str]:
    """Every line that is extracted from the scenes for translators."""
    return {entry.id for entry in entries(of_films())}


#: What takes longest begins first, so that all processes of a test run end together; what is named
#: by no line comes last.
LONGEST = (
    "films/test_workflow.py",
    "scenes/layout/",
    "scenes/stage/test_cache.py",
    "scenes/test_forward.py",
    "page/",
    "scenes/structure/",
    "scenes/descent/",
    "scenes/backprop/",
    "scenes/calculus/",
    "scenes/stage/",
    "network/test_commands.py",
    "network/measured/",
    "network/digits/test_scan.py",
    "films/test_translations.py",
    "network/test_side_by_side.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        file = item.path.relative_to(here).as_posix()
        return next((k for k, start in enumerate(LONGEST) if file.startswith(start)), len(LONGEST))

    items.sort(key=place)


NAMES = ("MODEL", "DIGIT", "THEME", "NARRATION", "LANGUAGE", "MASTER")
SETTINGS = tuple(f"LECTURE_{each}" for each in NAMES)


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Path:
    """A folder that all processes of this test run have in common; see ``one_at_a_time``."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def one_at_a_time(folder: Path, what: str = "anything") -> Iterator[None]:
    """Let one process of the test run after the other make something that lies in a folder."""
    with (folder / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def own_digits(shared) -> tuple[Digits, Digits]:
    """Handwriting to learn from and to be tested on: 1000 digits and 200, drawn once a test run."""
    with one_at_a_time(shared, "own_digits"):
        return tuple(
            Digits(*drawn_once(shared, count, seed), f"handwriting {seed}")
            for count, seed in ((1000, 50), (200, 51))
        )


def drawn_once(folder: Path, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return images and labels of our handwriting, as ``pen.draw`` does."""
    path = folder / f"{count} digits of {seed}.npz"
    if not path.exists():
        images, labels = pen.draw(count, seed)
        np.savez(path, images=images, labels=labels)
    with np.load(path) as drawn:
        return drawn["images"], drawn["labels"]


@pytest.fixture(scope="session")
def trained(shared, request):
    """Return a function that trains a small network, once a test run, and returns its file.

    Takes the sizes of its layers, and whatever else ``Recipe`` knows.
    """

    def make(*sizes: int, **how: Any) -> Path:
        told = ["-".join(map(str, sizes)), *(f"{name}-{value}" for name, value in how.items())]
        path = shared / "-".join(told) / "network.npz"
        with one_at_a_time(shared, path.parent.name):
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                train_small(path, sizes, *request.getfixturevalue("own_digits"), **how)
        return path

    return make


def train_small(
    path: Path, sizes: tuple[int, ...], training_digits: Digits, test_digits: Digits, **how: Any
) -> None:
    """Train a network and store it, and how it was trained."""
    settings = {"rate": 1.0, "epochs": 4, "shift": 0, "batch": 5, **how}
    recipe = Recipe(sizes=sizes, **settings)
    training = train(recipe, training_digits, test_digits)
    examination = examine(training.mlp, test_digits)
    network = TrainedNetwork(
        mlp=training.mlp,
        recipe=recipe,
        epochs=training.epochs,
        data=Provenance("handwriting", training_digits.sha256),
        validation_accuracy=examination.accuracy,
        test_accuracy=examination.accuracy,
        confusion=examination.confusion,
    )
    save_history(history_beside(path), training.history)
    save_network(path, network)


#: Networks that scenes are tried with, besides the shipped one: what is special about each.
KINDS: dict[str, dict[str, Any]] = {
    "784-8-10 relu": {"activation": "relu", "rate": 0.05},
    "784-32-24-10": {},
    "784-10": {},
    "784-12-11-9-8-10": {},
    "784-16-16-10 untrained": {"epochs": 1, "rate": 1e-6},
    "784-9-9-9-9-9-9-9-10 relu": {"activation": "relu", "rate": 0.05},
}


@pytest.fixture(scope="session")
def odd(shared, request):
    """Return a function that makes an odd network, once a test run, and returns its file.

    Takes a name out of ``tests.odd_networks.ODD``.
    """

    def make(name: str) -> Path:
        path = shared / name / "network.npz"
        with one_at_a_time(shared, name):
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                odd_networks.store(name, path, *request.getfixturevalue("own_digits"))
        return path

    return make


class Models(Mapping[str, Path | None]):
    """Networks by name; each is made when it is asked for. ``None`` is the shipped one."""

    def __init__(self, trained: Callable[..., Path], odd: Callable[[str], Path]) -> None:
        self.trained, self.odd = trained, odd

    def __iter__(self) -> Iterator[str]:
        return iter(("shipped", *KINDS, *odd_networks.ODD))

    def __len__(self) -> int:
        return 1 + len(KINDS) + len(odd_networks.ODD)

    def __getitem__(self, name: str) -> Path | None:
        if name == "shipped":
            return None
        if name in odd_networks.ODD:
            return self.odd(name)
        return self.trained(*map(int, name.split()[0].split("-")), **KINDS[name])


@pytest.fixture(scope="session")
def models(trained, odd) -> Models:
    """Networks of several shapes, by name; ``None`` stands for the shipped one."""
    return Models(trained, odd)


@pytest.fixture(scope="session")
def cache(shared) -> Path:
    """A cache folder with no MNIST in it; our own digits are drawn once a test run."""
    folder = shared / "cache"
    folder.mkdir(exist_ok=True)
    with one_at_a_time(shared, "cache"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETWORK_CACHE", str(folder))
        drawn_digits(OWN_DIGITS, OWN_SEED)
    return folder


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Let settings change quickly, all the time."""
    with pytest.MonkeyPatch.context() as patch:
        one_renderer(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def mnist_read_once() -> Iterator[None]:
    """Unpack each of MNIST's files once in this process: a large one takes half a second."""
    folder, unpack, known = os.environ.get("NETWORK_DATA"), sources.read_idx, {}

    def read_idx(path: Path) -> np.ndarray:
        if not folder or path.parent != Path(folder):
            return unpack(path)
        if path not in known:
            known[path] = unpack(path)
            known[path].setflags(write=False)
        return known[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "read_idx", read_idx)
        yield


@pytest.fixture
def quick(monkeypatch) -> None:
    """Set texts and copy mobjects quickly outside the stage, too: for tests that make hundreds."""
    quick_mobjects(monkeypatch)
    quick_texts(monkeypatch)


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


#: So many performances are kept, those that were asked for last: each holds 10 to 26 MB, most of
#: it the digits and what the network makes of them.
KEPT = 30


class Performances(dict[tuple, Observed]):
    """Scenes that were run already, by what they were run with; see ``stage``."""

    def lookup(self, *keys: tuple) -> Observed | None:
        """Return the first that is there of some performances that would all do."""
        for key in keys:
            if key in self:
                self[key] = self.pop(key)
                return self[key]
        return None

    def keep(self, key: tuple, scene: Observed) -> Observed:
        """Keep a performance, in place of the one that nobody has asked for for longest."""
        self[key] = scene
        while len(self) > KEPT:
            del self[next(iter(self))]
        return scene


@pytest.fixture(scope="session")
def performances() -> Performances:
    """What was performed in this process."""
    return Performances()


@pytest.fixture
def stage(monkeypatch, tmp_path, cache, media, performances):
    """Return a function that runs a scene and returns it; it draws no frames, but for the last.

    It runs on our own handwriting, unless the test sets NETWORK_DATA, and with no settings
    but those that are given. What was run before in the same way isn't run again, so don't
    change a scene that you get; ``fresh=True`` runs it anyway: for tests that change what it is
    made from. ``film=True`` makes a film, below ``tmp_path / "media"``.

    What is on its way is only looked at with the shipped network in the usual look: that takes
    twice as long. Everything else leaps from what stands after one play to what stands after the
    next; see ``tests/scenes/layout/test_odd_networks.py`` for the ways of other networks.
    ``leaping=True`` or ``False`` says so; ``LAYOUT_WAYS=all`` looks at all ways of all scenes.

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
        leaping: bool | None = None,
        **settings: str,
    ) -> Observed:
        if model:
            settings["LECTURE_MODEL"] = str(model)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        if film:
            return perform(scene_class, tmp_path / "media", film)
        if leaping is None:
            leaping = bool(model) or fresh or "LECTURE_THEME" in settings
        leaping &= os.environ.get("LAYOUT_WAYS") != "all"
        if fresh:
            return perform(scene_class, media, leaping=leaping)
        told = scene_class, *sorted(settings.items())
        keys = [("all", *told), ("leaping", *told)][: 1 + leaping]
        known = performances.lookup(*keys)
        return known or performances.keep(keys[-1], perform(scene_class, media, leaping=leaping))

    return run


@contextmanager
def nothing_old_collected() -> Iterator[None]:
    """Let Python look for garbage among what is made from now on only.

    It would go through all scenes that are kept, again and again.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


#: What was measured in this process: findings by the networks' and the digits' own digests, and
#: studies by these and their names.
MEASURED: dict[tuple[str, str, str], Findings] = {}
STUDIED: dict[tuple[str, str, str], Study] = {}

#: Scenes that study a network themselves do so on this many digits, a third of what films take.
STUDIED_ON = 300


def measure_once(patch: pytest.MonkeyPatch) -> None:
    """From now on scenes that measure a network themselves share what they find."""

    def measured(mlp: MLP, digits: Digits) -> Findings:
        key = mlp.fingerprint, digits.name, digits.sha256
        if key not in MEASURED:
            MEASURED[key] = measure(mlp, digits)
        return MEASURED[key]

    patch.setattr(shown, "measure", measured)
    patch.setattr(studied, "FEW", STUDIED_ON)
    for kind in OF_NETWORK:
        patch.setattr(kind, "measure", staticmethod(studied_once(kind)))


def studied_once(kind: type[Study]) -> Callable[..., Study]:
    """Return what makes a study, once for the same network and digits."""
    make = kind.measure

    def measure_study(playback: Playback, digits: Digits, *more: Origin | Digits) -> Study:
        key = kind.name, playback.key, digits.sha256
        if key not in STUDIED:
            STUDIED[key] = make(playback, digits, *more)
        return STUDIED[key]

    return measure_study


def perform(
    scene_class: type[LectureScene], media: Path, film: bool = False, leaping: bool = False
) -> Observed:
    """Run a scene and return it."""
    how = {"media_dir": str(media), "quality": "low_quality", "dry_run": not film}
    how |= {"pixel_width": 428, "pixel_height": 240} if film else {}
    # Looking for films made before, and most of the frames, only cost time here.
    fast = {"disable_caching": True, "frame_rate": 3, "progress_bar": "none"}
    with (
        pytest.MonkeyPatch.context() as patch,
        tempconfig({**how, **fast, "verbosity": "ERROR"}),
    ):
        quick_mobjects(patch)
        quick_texts(patch)
        measure_once(patch)
        if leaping:
            leap(patch)
        asked = note_messages(patch)
        scene = observed(scene_class, film)
        with nothing_old_collected():
            scene.render()
            if not film and not leaping:
                assert scene.last_frame.any(), "it can't be drawn"
    scene.messages = asked
    assert not scene.watch.problems, "\n".join(scene.watch.problems)
    if section_of(scene_class):
        told = {cue["message"] for cue in scene.cues}
        told |= {text for text in asked if is_for_people(text)}
        assert told <= known_lines(), "no translator sees these; see scenes/script/message.py"
    return scene
