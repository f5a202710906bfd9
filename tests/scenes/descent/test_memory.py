"""Learning or memorising: what is drawn and said is what was measured."""

from dataclasses import replace

import numpy as np
import pytest

from network.measured.memorising import Memorising
from network.measured.study import study_file
from scenes.descent.memory import LABELS, Memory
from scenes.stage.studied import Studied
from tests.beats import beat, said

TRUE, SHUFFLED = 0, 1


@pytest.fixture(scope="module")
def study():
    return Memorising.load(study_file("memorising"))


def percent(share) -> str:
    return f"{100 * share:.0f}%"


def until(study, labels, level=0.9):
    """How many epochs passed until the mean of all starts got there, with code of its own."""
    for epoch, shares in enumerate(zip(*study.on_training[0, labels], strict=True)):
        if sum(shares) / len(shares) >= level:
            return epoch
    return None


def test_images_keep_their_places_while_labels_are_dealt_out(stage, models):
    scene = stage(Memory, models["shipped"])
    shown = beat(scene, "shuffle the labels")
    dealt = [int(text) for text, (_, y) in sorted_by_x(shown) if text.isdigit() and abs(y) < 3]
    assert sorted(dealt) == sorted(LABELS)
    assert sum(one == other for one, other in zip(dealt, LABELS, strict=True)) == 1
    both = beat(scene, "We train a wide network")
    rows = {}
    for text, (_, y) in sorted_by_x(both):
        if text.isdigit():
            rows.setdefault(round(y, 1), []).append(int(text))
    assert sorted(map(tuple, rows.values())) == sorted([LABELS, tuple(dealt)])
    assert len(both.grids) == len(LABELS)


def sorted_by_x(shown):
    pairs = zip(shown.texts, shown.places, strict=True)
    return sorted(pairs, key=lambda pair: pair[1][0])


def test_what_is_said_of_both_labellings_was_measured(stage, models, study):
    scene = stage(Memory, models["shipped"])
    story = said(scene)
    assert f"About {percent(study.still_right.mean())} still fit, by chance." in story
    early, late = until(study, TRUE), until(study, SHUFFLED)
    assert 0 < early < late / 5
    told = f"90% are right after {early} epochs on average. With shuffled ones, it takes {late}."
    assert told in story
    ends = {
        (what, labels): getattr(study, what)[0, labels, :, -1].mean()
        for what in ("on_training", "on_test")
        for labels in (TRUE, SHUFFLED)
    }
    assert f"{percent(ends['on_training', SHUFFLED])} of these meaningless labels" in story
    assert 0 < ends["on_training", TRUE] - ends["on_training", SHUFFLED] < 0.03
    shown = beat(scene, "never seen")
    for share in ends.values():
        assert shown.shows(percent(share))
    assert f"reads {percent(ends['on_test', TRUE])}." in shown.text
    assert f"shuffled ones, {percent(ends['on_test', SHUFFLED])}: hardly more" in shown.text
    assert ends["on_test", SHUFFLED] - 0.1 < 0.02
    shown = beat(scene, "We train a wide network")
    assert shown.shows(f"{784 * 512 + 512 + 512 * 10 + 10:,} weights and biases")
    assert shown.shows("1,000 MNIST training images")


def test_the_small_network_is_the_shipped_shape_and_does_worse(stage, models, study):
    scene = stage(Memory, models["shipped"])
    shown = beat(scene, "A small network")
    share = study.on_training[1, SHUFFLED, :, -1].mean()
    assert f"gets {percent(share)} of the shuffled labels right" in shown.text
    assert shown.shows("784-16-16-10 with sigmoids")
    for labels in (TRUE, SHUFFLED):
        for what in (study.on_training, study.on_test):
            assert shown.shows(percent(what[1, labels, :, -1].mean()))


def test_every_start_has_its_curve_through_what_was_measured(stage, models, study):
    scene = stage(Memory, models["shipped"])
    for runs, measured in (
        (scene.charts.seen, study.on_training[1]),
        (scene.charts.unseen, study.on_test[1]),
    ):
        for bundle, starts in zip(runs.bundles, measured, strict=True):
            assert len(bundle) == len(study.seeds) == len(starts)
            for curve, shares in zip(bundle, starts, strict=True):
                wanted = runs.chart.place(np.arange(study.epochs + 1), shares)
                assert np.allclose(curve.corners(), wanted, atol=1e-4)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda a, b: (a * 0.5, b), ["Here is how many"]),
        (
            lambda a, b: (np.minimum(a, np.array([1, 0.5])[:, None, None]), b),
            ["longer than we", "so much it has"],
        ),
        (lambda a, b: (a, b * 0.5), ["helps little elsewhere"]),
        (lambda a, b: (a, np.maximum(b, 0.3)), ["Trained on shuffled ones, 30%."]),
        (lambda a, b: (a[:, ::-1], b), ["So they have a structure"]),
        (lambda a, b: (np.maximum(a, 0.95), b), ["learns 95% of the"]),
    ],
)
def test_other_measurements_tell_another_story(stage, models, study, monkeypatch, change, told):
    seen, unseen = change(study.on_training, study.on_test)
    other = replace(study, on_training=seen, on_test=unseen)
    monkeypatch.setattr(Studied, "memorising", other)
    scene = stage(Memory, models["shipped"], fresh=True)
    assert all(line in said(scene) for line in told)
