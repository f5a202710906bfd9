import os
from functools import cache
from math import cos, radians, sin

import numpy as np
import pytest

from scenes.descent.looking import Looking
from tests.beats import beat
from tests.scenes.descent.start import matrices, read
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some(
    "shipped",
    "784-8-10 relu",
    "784-16-16-10 untrained",
    "784-9-9-9-9-9-9-9-10 relu",
)


def drawn_edge(side, middle, angle, length=8, thickness=3):
    """Return a stroke with a negative margin of 2 on both sides, pixels cut into 8 x 8 points."""
    points = (np.arange(8 * side) + 0.5) / 8 - 0.5
    made = np.zeros((8 * side, 8 * side))
    c, s = cos(radians(angle)), sin(radians(angle))
    for k, y in enumerate(points - middle[0]):
        x = points - middle[1]
        along, across = abs(x * c - y * s), abs(x * s + y * c)
        made[k] = np.where(along < length / 2, (across < thickness / 2 + 2) * -0.5, 0)
        made[k, (along < length / 2) & (across < thickness / 2)] = 1
    return made.reshape(side, 8, side, 8).mean(axis=(1, 3))


@cache
def drawn_edges():
    """Return edges of all angles, one a row, each of length 1: shape (12, 196)."""
    made = []
    for angle in range(0, 180, 15):
        steep = 45 < angle < 135
        one = drawn_edge(14, (6.5, 6) if steep else (6, 6.5), angle).ravel()
        made.append(one / np.linalg.norm(one))
    return np.array(made)


def likeness(picture):
    """Return the best cosine of weights, shape (28, 28), with an edge, every place and angle."""
    wide = np.zeros((35, 35))
    wide[3:31, 3:31] = picture
    windows = [
        wide[row : row + 14, column : column + 14].ravel()
        for row in range(22)
        for column in range(22)
    ]
    return np.abs(np.array(windows) @ drawn_edges().T).max() / np.linalg.norm(picture)


def check_the_rows(scene):
    """Measure every neuron again; the dots are where the figures say."""
    matrix = scene.network.mlp.weights[0].astype(float)
    found = np.array([likeness(row.reshape(28, 28)) for row in matrix])
    line = beat(scene, "And ours?")
    like = int((found >= 0.6).sum())
    assert f"{like} " in line.text or like in (0, len(found))
    assert ("None of its" in line.text) == (like == 0)
    if 0 < like < len(found):
        assert f"Of {len(found)} neurons, {like} " in line.text
        assert line.text.endswith(f"between that and {found.min():.2f}.")
    rows = scene.rows.rows
    for dots, numbers in zip(rows.dots, scene.groups, strict=True):
        assert len(dots) == len(numbers)
    across = [dot.get_x() for dot in rows.dots[-1]]
    assert np.allclose(across, rows.line.place(found)[:, 0], atol=1e-3)
    shown = beat(scene, "How much is one like an edge?").passed
    assert f"{found.max():.2f}" in shown
    start = scene.history.network(0).weights[0].astype(float)
    across = [dot.get_x() for dot in rows.dots[1]]
    again = [likeness(row.reshape(28, 28)) for row in start]
    assert np.allclose(across, rows.line.place(again)[:, 0], atol=1e-3)
    return found


def check_the_controls(scene):
    """Shuffled and soft weights keep what they shall keep; the figures said are their highest."""
    mixed, _start, soft, spots, edges, ours = scene.groups
    assert np.array_equal(np.sort(mixed, axis=1), np.sort(ours, axis=1))
    for one, other in zip(soft, ours, strict=True):
        sizes = [np.abs(np.fft.fft2(each.reshape(28, 28))) for each in (one, other)]
        assert np.allclose(*sizes, atol=1e-8)
    for spot in spots:
        picture = spot.reshape(28, 28)
        assert np.array_equal(picture, np.rot90(picture)), "a spot has no direction"
    measured = [
        [likeness(each.reshape(28, 28)) for each in group] for group in (mixed, soft, spots, edges)
    ]
    first, second = beat(scene, "What would chance give?"), beat(scene, "Round spots")
    assert f"Shuffled weights reach {max(measured[0]):.2f}." in first.text
    assert f"as the real ones, reach {max(measured[1]):.2f}." in first.text
    assert f"Round spots reach {max(measured[2]):.2f}." in second.text
    assert f"get from {min(measured[3]):.2f} to {max(measured[3]):.2f}." in second.text


def check_what_excites_one(scene, found):
    mlp, digits = scene.network.mlp, scene.digits.digits
    neuron = int(np.argmax(found))
    weights, bias = (each[neuron] for each in matrices(mlp)[0])
    sums = digits.images / 255.0 @ weights + bias
    best = weights[weights > 0].sum() + bias
    first = beat(scene, "Take the one most like an edge")
    drawn = scene.drawn
    assert np.array_equal(drawn.best.values.ravel() > 0.5, weights > 0)
    assert first.shows(f"sum: {best:+.1f}")
    assert sums.max() <= best
    line = beat(scene, "digits, these 8")
    assert line.shows(f"sum: {sums.max():+.1f} or less")
    order = np.argsort(-sums, kind="stable")[:8]
    for place, picture in zip(order, drawn.real, strict=True):
        assert np.allclose(picture.values.ravel(), digits.images[place] / 255.0, atol=1e-6)
    labels = set(digits.labels[order].tolist())
    assert ("all of them" in line.text) == (len(labels) == 1)
    if len(labels) == 1:
        (label,) = labels
        shares = [(sums[digits.labels == digit] > 0).mean() for digit in range(10)]
        assert f"for {shares[label]:.0%} of all {label}s" in line.text
        shares[label] = -1
        rival = int(np.argmax(shares))
        assert f"Of the others, {rival}s lead: {shares[rival]:.0%}." in line.text


def check_the_loop(scene):
    mlp, digits = scene.network.mlp, scene.digits.digits
    if scene.findings.count != len(digits):
        return  # these are of other digits than those that are shown
    held = read(matrices(mlp), digits.images / 255.0, mlp.activation == "relu")[-2]
    shares = {}
    for a in range(10):
        for b in range(a + 1, 10):
            wanted = np.isin(digits.labels, (a, b))
            best = 0.5
            for neuron in held.T:
                ranks = ranked(neuron)
                share = ranks[wanted].sum() - wanted.sum() * (wanted.sum() + 1) / 2
                share /= wanted.sum() * (~wanted).sum()
                best = max(best, share, 1 - share)
            shares[a, b] = best
    line = beat(scene, "And the loop of lecture 1?")
    assert f"from the rest at {shares[8, 9]:.0%}." in line.text
    better = sum(share > shares[8, 9] for share in shares.values())
    assert f"But {better} of 45 pairs" in line.text or (not better and "No other" in line.text)


def ranked(values):
    """Return ranks from 1, those of equals their mean."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[which]


def check_the_end(scene):
    accuracy = np.trace(scene.network.confusion) / scene.network.confusion.sum()
    assert f"{accuracy:.1%} of" in scene.beats[-1].text
    for picture, row in zip(scene.ended.weights, scene.network.mlp.weights[0], strict=True):
        assert np.allclose(picture.ravel(), row, atol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_measured_and_said(stage, models, shape):
    scene = stage(Looking, models[shape])
    found = check_the_rows(scene)
    check_what_excites_one(scene, found)
    check_the_loop(scene)
    check_the_end(scene)


def test_controls(stage):
    check_the_controls(stage(Looking))


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_with_mnist(stage):
    scene = stage(Looking, NETWORK_DATA=MNIST, leaping=True)
    found = check_the_rows(scene)
    check_what_excites_one(scene, found)
    check_the_loop(scene)
    check_the_end(scene)


def test_without_hidden_layers_it_says_that_it_needs_some(stage, models):
    with pytest.raises(SystemExit, match="hidden layers"):
        stage(Looking, models["784-10"])
