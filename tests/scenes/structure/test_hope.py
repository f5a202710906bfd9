import os

import numpy as np
import pytest

from network.digits.cutting import loop_on_top
from network.handwriting.boat import draw_boat
from scenes.look.theme import theme
from scenes.structure.drawings.hoped import HopedLink, HopedNeuron
from scenes.structure.hope import Hope
from tests.layout import told, visible_texts
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


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


def check_blur(scene, digits, spoken):
    """Lay all loops over each other again, and look for ink where most have their hole."""
    places = np.flatnonzero(np.isin(digits.labels, (8, 9)))
    loops = [(k, loop_on_top(digits.image(k).reshape(28, 28))) for k in places]
    loops = [(k, loop) for k, loop in loops if loop]
    assert f"{len(loops):,} such loops leave a blur" in spoken
    mean = sum(np.where(loop.ring, digits.image(k).reshape(28, 28), 0) for k, loop in loops)
    assert np.allclose(scene.blur.values, mean / len(loops), atol=1e-4)
    row, column = np.argwhere((holes := sum(loop.hole for _, loop in loops)) == holes.max())[0]
    inked = np.mean([loop.ring[row, column] for _, loop in loops])
    assert f"{inked:.0%} of them have ink" in spoken
    # A pattern that were a loop would have ink nowhere in the hole of most.
    assert inked > 0.1


@pytest.mark.parametrize("shape", some("shipped", "784-12-11-9-8-10", "784-8-10 relu"))
def test_it_tells_a_hope_and_no_more(stage, models, shape):
    scene = stage(Hope, models[shape])
    check_parts(scene)
    check_that_hope_never_looks_measured(scene)
    check_filter(scene)
    digits = scene.digits.digits
    spoken = " ".join(cue["text"] for cue in scene.cues)
    check_blur(scene, digits, spoken)
    assert "This filter finds level edges in any picture" in spoken
    assert ("With one more layer" in spoken) == (scene.network.mlp.steps == 2)
    assert [told(text) for text in visible_texts(scene)] == ["hoped for"]


@needs_mnist
def test_it_begins_with_our_own_nine(stage):
    scene = stage(Hope, NETWORK_DATA=MNIST, leaping=True)
    check_parts(scene)
    assert np.array_equal(scene.nine.ravel(), scene.digits.clear(9).pixels)
