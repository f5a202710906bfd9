import os

import numpy as np
import pytest

from network.boat import draw_boat
from network.probes import auc
from scenes.mobjects.hoped import HopedLink, HopedNeuron
from scenes.structure.hope import Hope
from scenes.theme import theme

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


class Watched(Hope):
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

    def rank_all_neurons(self):
        super().rank_all_neurons()
        self.fills = [bar.get_fill_opacity() for bar in self.bars.bars]


def check_that_hope_never_looks_measured(scene):
    """Look at the sketch: dashed, and never in the light of real neurons."""
    look = theme()
    neurons = [*scene.story.edges, *scene.story.parts, *scene.story.outputs]
    assert all(isinstance(neuron, HopedNeuron) for neuron in neurons)
    lit = [neuron for neuron in neurons if neuron.glow.get_fill_opacity() > 0]
    # All little edges, the loop, the long stroke, and the 9.
    assert len(lit) == 8 + 2 + 1
    for neuron in neurons:
        assert neuron.glow.get_fill_color().to_hex() != look.firing
        assert neuron.glow.get_fill_opacity() < 0.4
    links = [*scene.story.first_links.values(), *scene.story.last_links.values()]
    assert all(isinstance(link, HopedLink) for link in links)


def check_filter(scene):
    """Filter the boat again, nine pixels at a time."""
    drawn = np.pad(draw_boat(), 1, mode="edge")
    kernel = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
    side = len(drawn) - 2
    wanted = sum(
        kernel[i][j] * drawn[i : i + side, j : j + side] for i in range(3) for j in range(3)
    )
    assert np.abs(wanted).max() > 1
    assert np.allclose(scene.filtered.found.weights, wanted, atol=1e-5)


def check_parts(scene):
    """Every part must be cut from the digit it stands beside, and lie where there is ink."""
    digits = scene.digits.digits
    for shown, label in zip(scene.sums, (9, 8, 4), strict=True):
        image = shown.picture.values
        found = (digits.pixels == image.ravel()).all(axis=1)
        assert label in digits.labels[found]
        for part in shown.parts:
            assert np.array_equal(part.values, image)
            assert part.mask.any()
            assert (image[part.mask] > 0).all()
        union = np.any([part.mask for part in shown.parts], axis=0)
        assert image[union].sum() > 0.9 * image.sum()


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
    check_parts(scene)
    check_that_hope_never_looks_measured(scene)
    check_filter(scene)
    digits, mlp = scene.digits.digits, scene.network.mlp
    spoken = " ".join(cue["text"] for cue in scene.cues)
    nines = digits.pixels[digits.labels == 9]
    assert f"{len(nines):,} 9s leave a blur" in spoken
    assert np.allclose(scene.blur.values.ravel(), nines.mean(axis=0), atol=1e-4)
    assert f"Here are all {mlp.sizes[-2]} neurons" in spoken
    assert ("With one more layer" in spoken) == (mlp.steps == 2)
    assert scene.tried.text == f"{scene.findings.count:,} {scene.findings.data.name}"
    if shape != "shipped":  # the shipped one's findings are about MNIST
        check_measurement(scene, mlp.forward(digits.pixels).a[-2], digits.labels)


@needs_mnist
def test_it_tells_what_the_shipped_network_does_on_mnist(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST)
    check_parts(scene)
    digits = scene.digits.digits
    check_measurement(scene, scene.network.mlp.forward(digits.pixels).a[-2], digits.labels)
    assert np.array_equal(scene.nine.ravel(), scene.digits.clear(9).image)
