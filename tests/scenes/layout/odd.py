"""A scene with an odd network, watched: it is told to its end, or it says at once what it needs."""

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from network.training.stored import load_network
from scenes.stage.lecture import LectureScene
from tests.observed import Observed
from tests.odd_networks import ODD
from tests.scenes.layout.scenes import scene_called


def told_or_refused(
    stage: Callable[..., Observed], models: Mapping[str, Path], name: str, kind: str
) -> Observed | None:
    """Run a scene with an odd network; return it, or nothing if it says what it needs.

    No warning of numbers that are none passes: nan, overflow.
    """
    scene_class, model = scene_called(name), models[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        if needs := missing(scene_class, model):
            with pytest.raises(SystemExit, match=needs):
                stage(scene_class, model, leaping=True)
            return None
        try:
            return stage(scene_class, model, leaping=True)
        except SystemExit as refused:
            # Whether a scene plays a training back, or is about how it was done, it says itself.
            imported = kind in ODD and ODD[kind].imported
            if not (imported and "imported from mine.safetensors" in str(refused)):
                raise
            return None


def missing(scene_class: type[LectureScene], model: Path) -> str:
    """Return what a scene has to say that it needs, of a network that hasn't got it; else nothing.

    Returns
    -------
    str
        Part of its words.
    """
    mlp = load_network(model).mlp
    if mlp.steps - 1 < scene_class.least_hidden_layers:
        return "hidden layers"
    if scene_class.only_sigmoid_outputs and mlp.output != "sigmoid":
        return "a sigmoid at each output"
    return ""
