import os
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from scenes.look.theme import theme
from scenes.structure.loops import Loops
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


class Watched(Loops):
    """The film, with a look at what each pair of digits does, and at the bars."""

    def show_pairs_of_digits(self):
        super().show_pairs_of_digits()
        mlp, trial = self.network.mlp, self.trial
        for picture, layer, large in zip(trial.pictures, trial.layers, trial.large, strict=True):
            held = mlp.forward(picture.values.ravel()).a[-2]
            assert layer.activations == pytest.approx(held, abs=1e-6)
            assert large.activations[0] == pytest.approx(held[trial.neuron], abs=1e-6)
        first, second = (f"{large.activations[0]:.2f}" for large in trial.large)
        relation = "=" if first == second else ">" if float(first) > float(second) else "<"
        assert trial.sign.text == relation

    def name_the_best_one(self):
        super().name_the_best_one()
        self.fills = [bar.get_fill_opacity() for bar in self.bars.bars]


def told_apart(activations, labels, *chosen):
    """How often a neuron is brighter for some labels than for the rest: shape (neurons,)."""
    wanted = np.isin(labels, chosen)
    one, other = activations[wanted], activations[~wanted]
    return mannwhitneyu(one, other, axis=0).statistic / (len(one) * len(other))


def check_measurement(scene, activations, labels):
    """Find out again what is said and drawn of the neurons, and of every other pair."""
    shares = told_apart(activations.astype(float), labels, 8, 9)
    folded = np.maximum(shares, 1 - shares)
    best = int(folded.argmax())
    start = scene.bars.bars[0].get_left()[0]
    widths = np.array([bar.width for bar in scene.bars.bars])
    assert np.allclose(widths / 7.6, 2 * (folded - 0.5), atol=2e-3)
    assert all(bar.get_left()[0] == pytest.approx(start) for bar in scene.bars.bars)
    assert [opacity == 0 for opacity in scene.fills] == [share < 0.5 for share in shares]
    of_pairs = {}
    for pair in combinations(range(10), 2):
        each = told_apart(activations.astype(float), labels, *pair)
        of_pairs[pair] = np.maximum(each, 1 - each).max()
    check_columns(scene, of_pairs)
    check_what_is_said(scene, folded[best], shares[best] < 0.5, of_pairs)


def check_columns(scene, of_pairs):
    """Every pair is a chip above its share, and only 8 and 9 stand out."""
    axis = scene.chart[0]
    left, width = axis.line.get_left()[0], axis.line.width
    told = {}
    for chip in scene.columns.chips:
        ground, digits = chip
        pair = tuple(map(int, digits.text.split()))
        told[pair] = 0.5 + 0.5 * (ground.get_x() - left) / width
        is_marked = ground.get_fill_color().to_hex() == theme().accent.upper()
        assert is_marked == (pair == (8, 9))
    assert told.keys() == of_pairs.keys()
    assert all(abs(told[pair] - share) < 0.5 / 40 + 2e-3 for pair, share in of_pairs.items())
    places = {(round(chip.get_x(), 3), round(chip.get_y(), 3)) for chip in scene.columns.chips}
    assert len(places) == 45


def check_what_is_said(scene, share, is_darker, of_pairs):
    values = np.array(list(of_pairs.values()))
    rank = 1 + int((values > of_pairs[8, 9] + 1e-9).sum())
    spoken = " ".join(cue["text"] for cue in scene.cues)
    if share >= 0.505:
        assert f"{share:.0%} of all pairs of {scene.findings.count:,}" in spoken
        assert ("darker for the loop, in" in spoken or "is darker for" in spoken) == is_darker
    assert ("no other pair does better" in spoken) == (rank == 1)
    assert rank == 1 or f"at {share:.0%}: number {rank} of 45" in spoken
    assert f"Half of all pairs reach {np.median(values):.0%}, or more" in spoken
    assert ("about what any two digits get" in spoken) == (share >= 0.7 and rank > 11)
    assert ("trace of what we hoped" in spoken) == (
        share >= 0.7 and rank <= 11 and not (share >= 0.95 and rank <= 4)
    )
    assert ("did grow a loop detector" in spoken) == (share >= 0.95 and rank <= 4)
    assert ("No neuron" in spoken or "no neuron" in spoken) == (share < 0.7 or rank > 11)


@pytest.mark.parametrize("shape", some("shipped", "784-12-11-9-8-10", "784-8-10 relu"))
def test_it_tells_what_this_network_does(stage, models, shape):
    scene = stage(Watched, models[shape])
    digits, mlp = scene.digits.digits, scene.network.mlp
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"Here are all {mlp.sizes[-2]} neurons" in spoken
    assert f"{scene.findings.count:,}" in scene.tried.text
    if shape != "shipped":  # the shipped one's findings are about MNIST
        check_measurement(scene, mlp.forward(digits.pixels).a[-2], digits.labels)


def test_a_layer_of_one_neuron_is_spoken_of_as_one(stage, models):
    told = " ".join(cue["text"] for cue in stage(Loops, models["one neuron"]).cues)
    assert "What does its neuron look for, then?" in told


def test_8_and_9_are_nothing_special_to_the_shipped_network(stage):
    scene = stage(Watched)
    assert scene.findings.data.name == "MNIST test images"
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert "10,000 MNIST test images" in spoken
    assert "about what any two digits get" in spoken


@needs_mnist
def test_it_tells_what_the_shipped_network_does_on_mnist(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    digits = scene.digits.digits
    check_measurement(scene, scene.network.mlp.forward(digits.pixels).a[-2], digits.labels)
