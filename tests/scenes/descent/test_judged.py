import os

import numpy as np
import pytest

from network.measured.experiments import SHIPPED_EXPERIMENTS, load_experiments
from scenes.descent.judged import Judged
from tests.beats import beat, said, seen
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some(
    "shipped",
    "784-10",
    "784-8-10 relu",
    "784-16-16-10 untrained",
    "784-9-9-9-9-9-9-9-10 relu",
)


def table_of(scene):
    """Let the network read all images again; return images, labels, answers and the counts."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    images = digits.images / 255.0
    outputs = read(matrices(mlp), images, mlp.activation == "relu")[-1]
    labels, answers = digits.labels.astype(int), outputs.argmax(axis=1)
    counts = np.zeros((10, 10), int)
    for label, answer in zip(labels, answers, strict=True):
        counts[label, answer] += 1
    return images, labels, answers, counts


def check_the_counts(scene, labels, answers):
    right = int((labels == answers).sum())
    line = beat(scene, "correctly. That is")
    assert f"Of {len(labels):,} images, it reads {right:,} correctly" in line.text
    assert f"That is {right / len(labels):.1%}." in line.text
    assert line.shows(f"{len(labels):,}")
    assert line.shows(f"{right:,}")
    assert line.shows(f"misread: {len(labels) - right:,}")
    wrong = np.flatnonzero(labels != answers)
    if len(wrong) and wrong[0] < 12:
        line = beat(scene, "Here is a mistake")
        label, answer = labels[wrong[0]], answers[wrong[0]]
        assert f"The label says {label}, and the network says {answer}." in line.text
    else:
        assert "Here is a mistake" not in said(scene)
    points = scene.wall.values.ravel()
    assert np.array_equal(np.flatnonzero(points == 1), wrong)


def apart(images, places):
    """Return squared distances, exactly, of some images from all others: shape (places, n)."""
    pixels = np.round(255 * images)
    squares = (pixels**2).sum(axis=1)
    found = squares + squares[places, None] - 2 * pixels[places] @ pixels.T
    found[np.arange(len(places)), places] = np.inf
    return found


def check_the_misread(scene, images, labels, answers):
    """All pictures of the grid are misread; those that are compared have the neighbours told."""
    wrong = np.flatnonzero(labels != answers)[:24]
    for place, picture, label, answer in zip(
        wrong, scene.grid.pictures, scene.grid.labels, scene.grid.answers, strict=True
    ):
        assert np.allclose(picture.values.ravel(), images[place], atol=1e-6)
        assert label.text == str(labels[place])
        assert answer.text == str(answers[place])
    like = [labels[np.argsort(row, kind="stable")[:5]] for row in apart(images, wrong)]
    hard = [k for k, near in zip(wrong, like, strict=True) if (near == answers[k]).all()]
    plain = [k for k, near in zip(wrong, like, strict=True) if (near == labels[k]).all()]
    told = said(scene)
    if hard:
        label, answer = labels[hard[0]], answers[hard[0]]
        assert f"the 5 images most like this {label} are all {answer}s." in told
    else:
        assert "can be understood" not in told
    if plain:
        label = labels[plain[0]]
        assert f"most like this {label} are all {label}s. And yet it was misread." in told
    else:
        assert "And yet it was misread" not in told
    if hard and plain:
        check_both_kinds(scene, images, labels, answers)


def check_both_kinds(scene, images, labels, answers):
    """Of all mistakes, or the first 1,000, those of both kinds are counted."""
    wrong = np.flatnonzero(labels != answers)[:1000]
    kinds = [0, 0]
    for place, row in zip(wrong, apart(images, wrong), strict=True):
        near = set(labels[np.argpartition(row, 5)[:5]].tolist())
        kinds[0] += near == {int(answers[place])}
        kinds[1] += near == {int(labels[place])}
    told = f"of {len(wrong):,} mistakes: {kinds[0]:,} of the first kind, {kinds[1]:,} of the second"
    assert seen(scene, told)


def check_the_table(scene, counts):
    line = beat(scene, "confusion matrix")
    off = counts.copy()
    np.fill_diagonal(off, 0)
    written = [text.text for text in (*scene.table.right, *scene.table.wrong)]
    assert sorted(written) == sorted(f"{n:,}" for n in counts.ravel() if n)
    assert line.shows("the label")
    if not off.any():
        return
    (found,) = (each for each in scene.beats if "The other way round" in each.text)
    label, answer = found.values["label"], found.values["answer"]
    assert off[label, answer] == off.max() == found.values["count"]
    assert found.values["all"] == counts[label].sum()
    assert found.values["back"] == counts[answer, label]
    assert ("No mistake is more frequent" in found.text) == ((off == off.max()).sum() > 1)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_counted_and_compared(stage, models, shape):
    scene = stage(Judged, models[shape])
    images, labels, answers, counts = table_of(scene)
    check_the_counts(scene, labels, answers)
    check_the_misread(scene, images, labels, answers)
    check_the_table(scene, counts)
    check_the_widths(scene)


def check_the_widths(scene):
    widths = load_experiments(SHIPPED_EXPERIMENTS).widths
    means = widths.accuracy.mean(axis=1)
    told = said(scene)
    assert f"all of them took {widths.epochs} epochs" in told
    assert f"they read {means.min():.1%} of the test images, the mean of 3 random starts." in told
    assert f"With 32 and 32, {means.max():.1%}." in told
    hidden = scene.network.mlp.sizes[1:-1]
    if not hidden:
        assert "Ours has no hidden neurons at all" in told
    assert f"{scene.network.epochs:,} epoch" in scene.beats[-1].text
    assert ("trained longer" in told) == (bool(hidden) and scene.network.epochs > widths.epochs)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_with_mnist(stage):
    scene = stage(Judged, NETWORK_DATA=MNIST, leaping=True)
    images, labels, answers, counts = table_of(scene)
    assert len(labels) == 10_000
    assert np.array_equal(counts, scene.network.confusion)
    check_the_counts(scene, labels, answers)
    check_the_misread(scene, images, labels, answers)
    check_the_table(scene, counts)
    assert beat(scene, "images that it has never seen").shows("MNIST test images")
