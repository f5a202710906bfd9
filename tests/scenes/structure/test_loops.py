import os

import numpy as np
import pytest

from network.questions.measures import auc
from scenes.structure.loops import Loops

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
        first, second = (large.activations[0] for large in trial.large)
        assert trial.sign.text == (">" if first > second else "<" if first < second else "=")

    def name_the_best_one(self):
        super().name_the_best_one()
        self.fills = [bar.get_fill_opacity() for bar in self.bars.bars]


def check_measurement(scene, activations, labels):
    """Recompute what is said of the neurons: by comparing every pair, one by one."""
    looped = np.isin(labels, (8, 9))
    best = scene.findings.loops.best
    shares = auc(activations, looped)
    one, other = activations[looped, best], activations[~looped, best]
    brighter = np.mean(
        [(each > other).mean() + 0.5 * (each == other).mean() for each in one.astype(float)]
    )
    assert shares[best] == pytest.approx(brighter, abs=1e-4)
    folded = max(brighter, 1 - brighter)
    assert folded == pytest.approx(np.maximum(shares, 1 - shares).max(), abs=1e-3)
    start = scene.bars.bars[0].get_left()[0]
    widths = np.array([bar.width for bar in scene.bars.bars])
    assert np.allclose(widths / 7.6, 2 * np.abs(shares - 0.5), atol=2e-3)
    assert all(bar.get_left()[0] == pytest.approx(start) for bar in scene.bars.bars)
    hollow = [opacity == 0 for opacity in scene.fills]
    assert hollow == [share < 0.5 for share in shares]
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"{folded:.0%} of all pairs" in spoken
    assert ("darker for the loop" in spoken) == (brighter < 0.5)
    assert ("trace of what we hoped" in spoken) == (0.7 <= folded < 0.95)
    assert ("did grow a loop detector" in spoken) == (folded >= 0.95)
    assert ("no neuron of this network" in spoken) == (folded < 0.7)
    check_groups(scene, one, other, spoken)


def check_groups(scene, one, other, spoken):
    """Count the activations of both groups anew."""
    top = max(1.0, float(scene.findings.loops.edges[-1]))
    counted = [np.histogram(group, 10, (0, top))[0] / len(group) for group in (one, other)]
    assert np.allclose(scene.groups.shares, counted, atol=2e-3)
    fullest = counted[0].argmax()
    said = f"lie {counted[0][fullest]:.0%} of them, and {counted[1][fullest]:.0%} of the rest"
    assert said in spoken
    tops = [bars.points.reshape(10, -1, 3)[..., 1] for bars in scene.groups.bars]
    heights = np.array([np.ptp(each, axis=1) for each in tops])
    assert np.allclose(heights / heights.max(), np.array(counted) / np.max(counted), atol=3e-3)


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu", "784-12-11-9-8-10"])
def test_it_tells_what_this_network_does(stage, models, shape):
    scene = stage(Watched, models[shape])
    digits, mlp = scene.digits.digits, scene.network.mlp
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"Here are all {mlp.sizes[-2]} neurons" in spoken
    assert scene.tried.text == f"{scene.findings.count:,} {scene.findings.data.name}"
    if shape != "shipped":  # the shipped one's findings are about MNIST
        check_measurement(scene, mlp.forward(digits.pixels).a[-2], digits.labels)


@needs_mnist
def test_it_tells_what_the_shipped_network_does_on_mnist(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST)
    digits = scene.digits.digits
    check_measurement(scene, scene.network.mlp.forward(digits.pixels).a[-2], digits.labels)
