import os

import numpy as np
import pytest

from network.digits.sources import find_mnist_test
from network.measured.experiments import SHIPPED_EXPERIMENTS, load_experiments
from scenes.structure.layers import Layers
from tests.beats import beat

needs_mnist = pytest.mark.skipif(
    not os.environ.get("NETWORK_DATA"), reason="NETWORK_DATA names no MNIST"
)
MNIST = os.environ.get("NETWORK_DATA")


class Watched(Layers):
    """The film, with what is shown of each digit written down."""

    def keep_result(self):
        super().keep_result()
        small, figure = self.watched.results[-2:]
        held = self.watched.value
        outputs = [float(neuron.activation) for neuron in self.diagram.layers[-1].neurons]
        self.seen = [*getattr(self, "seen", []), (small.values.ravel(), figure.text, held, outputs)]


def check(scene):
    """Recompute whatever is shown or said about digits and trainings."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    spoken = [cue["text"] for cue in scene.cues]
    outputs = mlp.forward(digits.pixels).output
    for image, text, held, shown in scene.seen:
        assert (digits.pixels == image).all(axis=1).any()
        wanted = mlp.forward(image).output
        assert text == f"{wanted[9]:.2f}"
        assert held == pytest.approx(wanted[9])
        assert shown == pytest.approx(wanted, abs=1e-6)
        assert any(f"{wanted[9]:.2f}" in line for line in spoken)
    nine, three, doubtful = (image for image, *_ in scene.seen)
    assert np.array_equal(nine, scene.digits.clear(9).pixels)
    assert np.array_equal(three, scene.digits.clear(3).pixels)
    nearest = np.abs(outputs[:, 9] - 0.5).min()
    assert abs(mlp.forward(doubtful).output[9] - 0.5) == pytest.approx(nearest, abs=1e-6)
    (line,) = (line for line in spoken if "nearest to one half" in line)
    assert f"Of all {len(digits):,} digits" in line
    (place,) = np.flatnonzero((digits.pixels == doubtful).all(axis=1))[:1]
    answer = outputs[place].argmax()
    assert ("which is wrong" in line) == (answer != digits.labels[place])
    called = f"takes it for a{'n' * int(answer == 8)} {answer},"
    assert called in line or "which is wrong" not in line
    dark = [line for line in spoken if "leaves it dark" in line]
    assert bool(dark) == (mlp.forward(three).output[9] < 0.1)


def check_pale_outputs(scene):
    """Count them one by one, and whether they stand for the digit that was shown."""
    digits = scene.digits.digits
    outputs = scene.network.mlp.forward(digits.pixels).output
    right = wrong = 0
    pale = []
    for label, ten in zip(digits.labels, outputs, strict=True):
        for digit, output in enumerate(ten):
            if 0.1 <= output <= 0.3:
                right, wrong = right + (digit == label), wrong + (digit != label)
                pale.append(float(output))
    told = beat(scene, "probability")
    if right + wrong < 100:
        assert told.text.startswith("Don't take it for a probability")
        return
    count, share = right + wrong, right / (right + wrong)
    assert f"{count:,} outputs lie between 0.1 and 0.3" in told.text
    assert f"with a mean of {np.mean(pale):.2f}. Then {np.mean(pale):.0%} of them" in told.text
    assert f"{share:.0%}" in told.text
    rng = np.random.default_rng(0)  # what chance would do, if outputs were probabilities
    drawn = (rng.random((4000, count)) < np.array(pale)).mean(axis=1)
    off = abs(share - np.mean(pale)) / drawn.std()
    assert abs(off - 3) < 0.1 or ("So it is none" in told.text) == (off > 3)
    assert ("That fits here" in told.text) != ("So it is none" in told.text)
    for text in (f"{right:,} of the digit that is shown", f"{wrong:,} of another digit"):
        assert text in told.passed
    first, second = (bar.width for bar in scene.pale.bars)
    assert first / (first + second) == pytest.approx(share)
    start, width = scene.pale.bars.get_left()[0], scene.pale.bars.width
    assert scene.pale.mark[0].get_x() == pytest.approx(start + np.mean(pale) * width, abs=1e-4)


def check_widths(scene):
    """Read the accuracies off the chart."""
    widths = load_experiments(SHIPPED_EXPERIMENTS).widths
    chart = scene.trials
    heights = chart.chart.upward.place(widths.accuracy)[..., 1]
    drawn = [[dot.get_y() for dot in dots] for dots in chart.dots]
    assert np.allclose(drawn, heights, atol=1e-6)
    assert np.ptp(heights) > 1
    assert [value.text for _, value in chart.means] == [
        f"{mean:.1%}" for mean in widths.accuracy.mean(axis=1)
    ]
    for (level, _), mean in zip(chart.means, widths.accuracy.mean(axis=1), strict=True):
        assert level.get_y() == pytest.approx(chart.chart.upward.place(mean)[1])
    assert [name.text for name in chart.names] == [f"{a} + {b}" for _, a, b, _ in widths.sizes]
    source = scene.trials.notes[-1].text
    assert f"{widths.epochs} epochs" in source
    assert f"mean of {len(widths.seeds)} trainings" in source
    spoken = " ".join(cue["text"] for cue in scene.cues)
    for share in (widths.mean_accuracy.min(), widths.mean_accuracy.max()):
        assert f"{share:.1%}" in spoken


def check_column(scene):
    """The pixels that stay are side by side, some dark, some bright."""
    shown = scene.picture.column.shown
    assert len(shown) == 16
    assert shown[0] // 28 == shown[-1] // 28
    assert shown[-1] - shown[0] == 15
    values = scene.digits.clear(9).pixels[list(shown)]
    assert values.min() < 0.1
    assert values.max() > 0.9


def check_end(scene):
    """The whole network is there, with the 9 and no light in it."""
    assert np.array_equal(scene.picture.values.ravel(), scene.digits.clear(9).pixels)
    assert scene.picture.unrolled == scene.picture.collapsed == 0
    for layer, size in zip(scene.diagram.layers, scene.network.mlp.sizes[1:], strict=True):
        assert np.array_equal(layer.activations, np.zeros(size))
    shown = {id(part) for top in scene.mobjects for part in top.get_family()}
    assert all(id(field) in shown and field.opacity == 1 for field in scene.diagram.weights)
    assert id(scene.boxes[0]) not in shown


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_what_is_shown_is_what_the_network_does(stage, models, shape):
    scene = stage(Watched, models[shape])
    check(scene)
    check_pale_outputs(scene)
    check_widths(scene)
    check_column(scene)
    check_end(scene)
    sizes = scene.network.mlp.sizes
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"More layers follow: {', '.join(map(str, sizes[1:-1]))} and 10 neurons" in spoken
    assert f"dots for the other {784 - 16}" in spoken
    assert "40 times: that makes 40 epochs" in spoken
    assert len(scene.boxes) == len(sizes) - 2
    good = scene.network.test_accuracy >= 0.9
    read = f"ours reads {scene.network.test_accuracy:.1%} of {scene.network.confusion.sum():,} "
    assert (read in spoken) == good


@needs_mnist
def test_mnist_is_shown_where_it_is(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    check(scene)
    check_pale_outputs(scene)
    assert "So it is none" in beat(scene, "probability").text
    assert scene.source.text == find_mnist_test().name
