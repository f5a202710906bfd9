"""What a network was found to do, against slower ways of finding it out."""

import itertools
import json
import os
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.digits.digits import Digits
from network.digits.sources import find_mnist_test
from network.files.archive import digest, write_archive
from network.measured.findings import (
    BINS,
    PAIRS,
    findings_beside,
    load_findings,
    measure,
    save_findings,
)
from network.model.mlp import MLP
from network.questions.edge_detector import detector_for
from network.questions.measures import auc, examine, histograms, telling_neuron, with_neuron
from network.training.playback import neighbours_agree
from network.training.stored import SHIPPED_NETWORK, load_network

NETWORKS = {
    "784-7-6-10": MLP.random((784, 7, 6, 10), gain=4.0),
    "784-5-10 relu": MLP.random((784, 5, 10), "relu", seed=1, gain=3.0),
    "784-9-8-7-6-10 relu": MLP.random((784, 9, 8, 7, 6, 10), "relu", seed=2),
    "784-10": MLP.random((784, 10), seed=3, gain=4.0),
    "784-6-10 tanh": MLP.random((784, 6, 10), "tanh", output="softmax", seed=4),
}

every_network = pytest.mark.parametrize("name", NETWORKS)


@pytest.fixture(scope="module")
def digits(own_digits):
    return own_digits[1]


def chance_of_higher(values, wanted):
    """The area under the curve, by comparing every pair."""
    pairs = [np.sign(a - b) for a in values[wanted] for b in values[~wanted]]
    return np.mean([(sign + 1) / 2 for sign in pairs]) if pairs else 0.5


# --- areas, histograms, neurons --------------------------------------------------------------


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=40),
    st.floats(0.01, 100),
)
def test_the_area_is_the_share_of_pairs_in_order(pairs, scale):
    values = np.array([value * scale for value, _ in pairs])
    wanted = np.array([chosen for _, chosen in pairs])
    found = auc(np.stack([values, -values, np.ones_like(values)], axis=1), wanted)
    expected = chance_of_higher(values, wanted)
    assert found == pytest.approx([expected, 1 - expected, 0.5])


def test_the_area_is_1_where_one_number_tells_all():
    wanted = np.array([True, False, True, False])
    assert auc(np.array([[3.0], [1.0], [2.0], [0.0]]), wanted).tolist() == [1.0]


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.integers(1, 8))
def test_every_value_lies_in_one_bin(values, bins):
    edges = np.linspace(0, 1, bins + 1)
    (found,) = histograms(np.array(values)[:, None], edges)
    expected = [
        sum(low <= v and (v < high or high == v == 1) for v in values)
        for low, high in itertools.pairwise(edges)
    ]
    assert found.tolist() == expected
    assert found.sum() == len(values)


def test_each_neuron_can_have_edges_of_its_own():
    values = np.array([[0.0, 10.0], [1.0, 20.0]])
    edges = np.array([[0.0, 0.5, 1.0], [0.0, 15.0, 30.0]])
    assert histograms(values, edges).tolist() == [[1, 1], [1, 1]]


def test_the_telling_neuron_is_the_one_like_a_picture():
    mlp = NETWORKS["784-7-6-10"]
    row, column = np.mgrid[:28, :28] / 27
    patch = with_neuron(mlp, 4, np.sin(4 * row + 3 * column).ravel(), 0.0)
    assert telling_neuron(patch) == 4
    scores = [neighbours_agree(mlp.weights[0][i : i + 1], 28) for i in range(7)]
    assert scores[telling_neuron(mlp)] == max(scores)


@every_network
def test_replacing_a_neuron_changes_no_other(name):
    mlp, weights = NETWORKS[name], np.arange(784, dtype=np.float32)
    other = with_neuron(mlp, 2, weights, -10)
    assert np.array_equal(other.weights[0][2], weights)
    assert other.biases[0][2] == -10
    back = with_neuron(other, 2, mlp.weights[0][2], mlp.biases[0][2])
    assert back.fingerprint == mlp.fingerprint
    assert other.fingerprint != mlp.fingerprint


# --- measuring -------------------------------------------------------------------------------


@every_network
def test_loops_are_told_as_well_as_pairs_say(name, digits):
    mlp = NETWORKS[name]
    loops = measure(mlp, digits).loops
    if mlp.steps == 1:
        assert loops is None
        return
    activations = mlp.astype(np.float64).forward(digits.images / 255).a[-2]
    looped = (digits.labels == 8) | (digits.labels == 9)
    assert loops.auc == pytest.approx([chance_of_higher(a, looped) for a in activations.T])
    assert loops.best == max(range(mlp.sizes[-2]), key=lambda n: abs(loops.auc[n] - 0.5))


@every_network
def test_the_control_asks_the_same_of_any_two_digits(name, digits):
    mlp = NETWORKS[name]
    loops = measure(mlp, digits).loops
    if mlp.steps == 1:
        return
    activations = mlp.astype(np.float64).forward(digits.images / 255).a[-2]
    assert len(PAIRS) == len(set(PAIRS)) == len(loops.of_pairs) == 45
    for pair in ((0, 1), (2, 5), (4, 9), (8, 9)):
        wanted = (digits.labels == pair[0]) | (digits.labels == pair[1])
        shares = [chance_of_higher(a, wanted) for a in activations.T]
        best = max(max(share, 1 - share) for share in shares)
        assert loops.of_pairs[PAIRS.index(pair)] == pytest.approx(best)
    looped = loops.of_pairs[PAIRS.index((8, 9))]
    assert looped == loops.folded[loops.best]
    assert loops.rank == sum(share > looped for share in loops.of_pairs) + 1


def without_control(source, target):
    """Write findings as they were before there was a control: other arrays, another digest."""
    with np.load(source) as stored:
        old = {name: stored[name] for name in stored if name not in ("format", "about")}
        about = json.loads(str(stored["about"]))
    del old["loops_of_pairs"]
    n = len(old["loops_auc"])
    old["loops_edges"] = np.linspace(0, 1, BINS + 1)
    old["loops_with_loop"] = old["loops_without_loop"] = np.zeros((n, BINS), np.int64)
    del about["pairs"]
    kind = about.pop("kind")
    write_archive(target, kind, {**about, "digest": digest(old)}, old)


def test_findings_without_a_control_have_to_be_measured_anew(digits, tmp_path):
    mlp = NETWORKS["784-7-6-10"]
    save_findings(tmp_path / "new.npz", measure(mlp, digits))
    without_control(tmp_path / "new.npz", tmp_path / "old.npz")
    assert load_findings(tmp_path / "old.npz") is None
    assert load_findings(tmp_path / "new.npz").are_of(mlp)


@every_network
def test_histograms_hold_every_digit_s_sum(name, digits):
    mlp = NETWORKS[name]
    sums = measure(mlp, digits).sums
    forward = mlp.forward(digits.pixels)
    z, activations = forward.z[0], forward.a[1]
    assert sums.counts.shape == sums.activation_counts.shape == (mlp.sizes[1], BINS)
    assert (sums.counts.sum(axis=1) == len(digits)).all()
    assert (sums.activation_counts.sum(axis=1) == len(digits)).all()
    assert sums.edges[:, 0] == pytest.approx(z.min(axis=0), abs=1e-4)
    assert sums.edges[:, -1] == pytest.approx(z.max(axis=0), abs=1e-4)
    middles = (sums.edges[:, 1:] + sums.edges[:, :-1]) / 2
    means = (sums.counts * middles).sum(axis=1) / len(digits)
    assert np.abs(means - z.mean(axis=0)).max() <= np.diff(sums.edges).max() / 2 + 1e-4
    assert sums.activation_edges[-1] == pytest.approx(max(1, activations.max()), rel=1e-5)
    if mlp.activation != "relu":
        lowest = -1 if mlp.activation == "tanh" else 0
        assert (sums.activation_edges[0], sums.activation_edges[-1]) == (lowest, 1)


@every_network
def test_the_neuron_set_by_hand_is_the_detector_in_its_place(name, digits):
    mlp = NETWORKS[name]
    found = measure(mlp, digits).hand_set
    assert found.neuron == telling_neuron(mlp)
    sevens = digits.images[digits.labels == 7]
    assert found.detector == detector_for(sevens.mean(axis=0) / 255)
    assert found.accuracy_before == examine(mlp, digits).accuracy
    weights, biases = ([np.array(a) for a in arrays] for arrays in (mlp.weights, mlp.biases))
    weights[0][found.neuron] = found.detector.weights
    biases[0][found.neuron] = found.detector.bias
    changed = MLP.from_arrays(weights, biases, mlp.activation)
    assert found.accuracy == examine(changed, digits).accuracy
    barred = (digits.labels == 5) | (digits.labels == 7)
    bar = digits.pixels.astype(np.float64) @ found.detector.weights
    assert found.auc == pytest.approx(chance_of_higher(bar, barred), abs=1e-3)
    learned = mlp.forward(digits.pixels).z[0][:, found.neuron]
    assert found.learned_auc == pytest.approx(chance_of_higher(learned, barred), abs=1e-3)


def test_a_network_that_does_nothing_can_be_measured_and_stored(digits, tmp_path):
    mlp = MLP.random((784, 3, 10), "relu", gain=0.0)
    findings = measure(mlp, digits)
    assert findings.loops.auc.tolist() == [0.5] * 3
    save_findings(tmp_path / "findings.npz", findings)
    assert load_findings(tmp_path / "findings.npz").sums.counts.sum() == 3 * len(digits)


@pytest.mark.parametrize("labels", [[3], [7], [8, 9, 9], [5, 0]])
@every_network
def test_digits_of_any_labels_will_do(name, labels, digits, tmp_path):
    chosen = np.concatenate([np.flatnonzero(digits.labels == label)[:1] for label in labels])
    findings = measure(NETWORKS[name], digits[chosen])
    save_findings(tmp_path / "findings.npz", findings)
    assert load_findings(tmp_path / "findings.npz").count == len(labels)


# --- whose they are --------------------------------------------------------------------------


@every_network
def test_they_are_of_one_network_and_one_set_of_digits(name, digits, tmp_path):
    mlp = NETWORKS[name]
    save_findings(tmp_path / "findings.npz", measure(mlp, digits))
    findings = load_findings(tmp_path / "findings.npz")
    assert findings.are_of(mlp)
    assert not any(findings.are_of(other) for other in NETWORKS.values() if other is not mlp)
    assert (findings.data.name, findings.data.sha256) == (digits.name, digits.sha256)
    assert findings.count == len(digits)


def test_a_name_that_doesn_t_matter_and_a_pixel_that_does(digits):
    mlp = NETWORKS["784-10"]
    again = Digits(digits.images, digits.labels, "others")
    assert measure(mlp, again).data.sha256 == measure(mlp, digits).data.sha256
    changed = digits.images.copy()
    changed[0, 0] ^= 1
    other = Digits(changed, digits.labels, digits.name)
    assert measure(mlp, other).data.sha256 != measure(mlp, digits).data.sha256


# --- the shipped ones ------------------------------------------------------------------------

needs_mnist = pytest.mark.skipif(
    not os.environ.get("NETWORK_DATA"), reason="NETWORK_DATA names no MNIST"
)


@pytest.fixture(scope="module")
def shipped():
    return load_findings(findings_beside(SHIPPED_NETWORK))


def test_the_shipped_ones_are_of_the_shipped_network(shipped):
    network = load_network(SHIPPED_NETWORK)
    assert shipped.are_of(network.mlp)
    assert shipped.hand_set.neuron == telling_neuron(network.mlp)
    assert shipped.hand_set.accuracy_before == network.test_accuracy
    assert shipped.count == network.confusion.sum()
    assert 0.5 <= shipped.loops.of_pairs.min() <= shipped.loops.of_pairs.max() <= 1


@needs_mnist
def test_the_shipped_ones_are_true(shipped):
    digits = find_mnist_test()
    found = measure(load_network(SHIPPED_NETWORK).mlp, digits)
    assert (found.data, found.count) == (shipped.data, shipped.count)
    assert found.loops.auc == pytest.approx(shipped.loops.auc, abs=1e-6)
    for part in ("loops", "sums"):
        ours, theirs = getattr(found, part), getattr(shipped, part)
        for field in fields(ours):
            one, other = getattr(ours, field.name), getattr(theirs, field.name)
            # On another processor a value at an edge may fall to its other side.
            allowed = 2 if one.dtype.kind == "i" else 1e-9
            assert one == pytest.approx(other, abs=allowed), field.name
    assert found.hand_set.detector == shipped.hand_set.detector
    same = replace(found.hand_set, accuracy=0.0, accuracy_before=0.0, learned_auc=0.0)
    assert same == replace(shipped.hand_set, accuracy=0.0, accuracy_before=0.0, learned_auc=0.0)
    assert found.hand_set.accuracy == pytest.approx(shipped.hand_set.accuracy, abs=3e-4)
    assert found.hand_set.learned_auc == pytest.approx(shipped.hand_set.learned_auc, abs=1e-6)
