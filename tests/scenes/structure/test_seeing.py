"""Section 1.1: every number that is shown or said, worked out anew."""

import os

import numpy as np
import pytest

from network.digits.sources import find_mnist_test, own_digits
from network.questions.lookalikes import Lookalikes
from network.training.stored import SHIPPED_NETWORK, load_network
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from scenes.structure.drawings.pixel_difference import PixelDifference
from scenes.structure.seeing import Seeing
from tests.beats import beat, said

MNIST = os.environ.get("NETWORK_DATA")

needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


class Watched(Seeing):
    """The scene, keeping each difference that was drawn."""

    def difference_to(self, other):
        drawn = super().difference_to(other)
        self.drawn = [*getattr(self, "drawn", []), (other, drawn)]
        return drawn


def check(scene, digits):
    mlp = scene.network.mlp
    pixels, labels = digits.images / 255, digits.labels
    ours = scene.example.pixels
    apart = ((pixels >= 0.5) != (ours >= 0.5)).sum(axis=1)
    right = mlp.forward(digits.pixels).output.argmax(axis=1) == labels
    only_clear = len(set(labels[:1000][right[:1000]])) == 10
    shown = [*scene.alike[:2], *scene.unlike]
    assert ("take the clear 3 that differs most" in said(scene)) == only_clear
    assert ("each the nearest clear one of its kind" in said(scene)) == only_clear
    assert beat(scene, "Counted in pixels").shows("only clear ones: our network") == only_clear
    for other in (*scene.alike[1:2], *scene.unlike):
        assert not (only_clear and other.misread)
    wanted = [int(((ours >= 0.5) != (other.pixels >= 0.5)).sum()) for other in shown[1:]]
    assert [other.label for other in shown] == [3, 3, 8, 7, 6, 5]
    assert list(scene.bars.counts) == wanted
    assert [figure.text for figure in scene.bars.figures] == [f"{count:,}" for count in wanted]
    widths = np.array([bar.width for bar in scene.bars.bars])
    assert np.allclose(widths / widths[0], np.array(wanted) / wanted[0])
    first = slice(1000)
    for label, count in zip((8, 7, 6, 5), wanted[1:], strict=True):
        clear = (labels[first] == label) & (right[first] | (not only_clear))
        assert count == apart[first][clear].min()
    for other, drawn in scene.drawn:
        assert isinstance(drawn, PixelDifference)
        differing = (ours >= 0.5) != (other.pixels >= 0.5)
        assert np.array_equal((drawn.only_first | drawn.only_second).ravel(), differing)
    check_lines(scene, wanted)


def check_lines(scene, counts):
    spoken = " ".join(cue["text"] for cue in scene.cues)
    output = scene.network.mlp.forward(scene.example.pixels).output
    assert "28 by 28 pixels" in spoken
    assert f"{counts[0]} pixels are lit in only one" in spoken
    assert f"It answers {output.argmax()}" in spoken
    assert f"{output.max():.2f}" in spoken
    assert scene.verdict.figures[0].text == f"{output.max():.2f}"
    nearest = (8, 7, 6, 5)[int(np.argmin(counts[1:]))]
    assert ("all of them are closer" in spoken) == (max(counts[1:]) < counts[0])
    assert ("the other 3 is the closest here" in spoken) == (min(counts[1:]) >= counts[0])
    assert (f"the {nearest} is closer" in spoken) == (
        min(counts[1:]) < counts[0] <= max(counts[1:])
    )
    assert ("That is wrong" in spoken) == (output.argmax() != 3)


def check_nearest(scene, digits):
    """How often the nearest other digit is the same one, counted row by row."""
    lit = (digits.images >= 127.5).astype(np.float32)  # whole numbers are exact in it
    ink, right = lit.sum(axis=1), 0.0
    for i, both in enumerate(lit[:1000] @ lit.T):
        apart = ink + ink[i] - 2 * both
        apart[i] = 785
        nearest = digits.labels[apart == apart.min()]  # as likely as not, one of several
        right += np.mean(nearest == digits.labels[i])
    told = beat(scene, "nearest of all others")
    assert f"{right / 1000:.0%} of 1,000 digits" in told.text
    assert told.shows(f"{right / 1000:.0%}")
    assert told.shows(f"1,000 digits, each compared with {len(digits) - 1:,}; ties shared evenly")


def test_what_was_chosen_is_said_and_written(stage):
    scene = stage(Watched)
    assert "Of 1,000 digits, take the clear 3 that differs most" in said(scene)
    assert "each the nearest clear one of its kind" in said(scene)
    compared = beat(scene, "Counted in pixels")
    for text in ("the farthest 3", "the nearest 8", "the nearest 5", "out of the first 1,000"):
        assert compared.shows(text)


def test_where_the_network_reads_one_digit_correctly_no_picture_is_shown_twice(stage, monkeypatch):
    made = Lookalikes.__init__

    def one_is_right(self, *settings):
        made(self, *settings)
        self.right[:] = False
        self.right[int(np.argmax(self.labels == 3))] = True

    monkeypatch.setattr(Lookalikes, "__init__", one_is_right)
    scene = stage(Watched, fresh=True)
    assert len({each.pixels.tobytes() for each in scene.alike}) == 3
    assert "clear" not in said(scene)


@pytest.mark.parametrize("shape", ["shipped", "784-8-10 relu"])
def test_counts_and_answer_are_worked_out_anew(stage, models, shape):
    scene = stage(Watched, models[shape])
    digits = own_digits(OWN_DIGITS, OWN_SEED)
    check(scene, digits)
    check_nearest(scene, digits)
    assert "our own handwriting" in scene.source.text


@needs_mnist
def test_on_mnist_other_digits_are_closer_to_our_three_than_another_three(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    check(scene, find_mnist_test())
    check_nearest(scene, find_mnist_test())
    assert "from MNIST: 70,000 digits" in said(scene)
    assert max(scene.bars.counts[1:]) < scene.bars.counts[0]


def test_threes_are_about_as_bold_as_ours_and_apart_from_each_other(stage):
    first, *others = stage(Watched).alike
    ink = [(example.pixels >= 0.5).sum() for example in (first, *others)]
    assert max(ink) <= 1.35 * ink[0]
    assert min(ink) >= ink[0] / 1.35
    pictures = {example.pixels.tobytes() for example in (first, *others)}
    assert len(pictures) == 3


@pytest.mark.parametrize(
    ("far", "says"),
    [
        (1, ("the other 3 is the closest here", "Mostly, that is so")),
        (10**6, ("all of them are closer", "We picked these pictures")),
    ],
)
def test_what_is_said_depends_on_the_counts(stage, monkeypatch, far, says):
    made = Seeing.make_bars

    def other_bars(self):
        bars = made(self)
        bars.counts = (far, *bars.counts[1:])
        return bars

    monkeypatch.setattr(Seeing, "make_bars", other_bars)
    spoken = said(stage(Seeing, fresh=True))
    assert all(line in spoken for line in says)


def test_the_marker_visits_candidates_by_their_outputs(stage, monkeypatch):
    visited = []
    wander = Seeing.let_a_marker_wander

    def watched(self):
        play = self.play

        def noted(*animations, **timing):
            play(*animations, **timing)
            visited.append(self.marker.get_y())

        self.play = noted
        wander(self)
        self.play = play

    monkeypatch.setattr(Seeing, "let_a_marker_wander", watched)
    scene = stage(Seeing, fresh=True)
    mlp = load_network(SHIPPED_NETWORK).mlp
    order = np.argsort(mlp.forward(scene.example.pixels).output, kind="stable")[:-1]
    heights = [scene.candidates[digit].get_y() for digit in order]
    assert np.allclose(visited, heights, atol=1e-6)
