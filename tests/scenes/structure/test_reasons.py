import os

import numpy as np
import pytest

from scenes.mobjects.neurons.terms import NeuronTag
from scenes.structure.reasons import Reasons
from tests.beats import beat, said, with_hyphens
from tests.some_networks import some

MNIST = os.environ.get("NETWORK_DATA")


class Watched(Reasons):
    """The film, with notes of how the digits looked while their ink went."""

    def erase(self, pixels, run_time):
        super().erase(pixels, run_time)
        state = self.shown, self.ink.picture.values.ravel().copy(), self.ink.count.text
        self.erased = [*getattr(self, "erased", []), (*state, self.bars.values.copy())]


def usual_of_the_rival(scene, rival):
    """What the last hidden layer holds on average, digit by digit."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    held = mlp.forward(digits.pixels[digits.labels == rival])
    right = held.output.argmax(axis=1) == rival
    return held.a[-2][right if right.any() else slice(None)].mean(axis=0), int(right.sum())


def check_the_neuron(scene):
    """Find the neuron again that is unlike the usual, and set it by hand."""
    mlp, asked = scene.network.mlp, scene.why.asked
    ranking = np.argsort(-asked.forward.output)
    answer = int(ranking[0])
    rival = int(asked.label if asked.label != answer else ranking[1])
    usual, count = usual_of_the_rival(scene, rival)
    here = asked.forward.a[-2]
    terms = [
        float(mlp.weights[-1][answer, j] - mlp.weights[-1][rival, j]) * float(here[j] - usual[j])
        for j in range(len(here))
    ]
    neuron = int(np.argmax(terms))
    why = beat(scene, "Why ")
    assert f"Why {answer}, and not {rival}?" in why.text
    assert count < 2 or f"read correctly: {count:,} of them" in why.text
    found = beat(scene, "usually holds")
    assert f"{usual[neuron]:.2f}" in found.text
    assert f"{here[neuron]:.2f}" in found.text
    assert found.shows(f"{here[neuron]:.2f}, usually {usual[neuron]:.2f}")
    held = here.astype(float)
    held[neuron] = usual[neuron]
    z = mlp.weights[-1].astype(float) @ held + mlp.biases[-1]
    output = 1 / (1 + np.exp(-z))
    tried = beat(scene, "Is it to blame?")
    assert tried.shows(f"set to {usual[neuron]:.2f}")
    now = int(output.argmax())
    assert ("And now the answer is" in tried.text) == (now == rival)
    assert ("either" in tried.text) == (now not in (answer, rival))
    if now == answer:
        assert f"{output[answer]:.2f}" in tried.text
        fallen = asked.forward.output[answer] - output[answer]
        assert ("So in part, it is" in tried.text) == (fallen >= 0.1)
    assert tried.shows(f"{output[now]:.2f}")
    assert isinstance(scene.tag, NeuronTag)
    ringed = scene.diagram.layers[-2].neuron(neuron)
    assert np.allclose(scene.tag.ring.get_center(), ringed.get_center())
    return answer, rival


def check_the_ink(scene, answer, rival):
    """Erase again: each time what helps the answer most, then as much at random."""
    mlp, image = scene.network.mlp, scene.why.asked.pixels
    asked, left, count, outputs = scene.erased[0]
    assert asked is scene.why.asked
    order, picture = list(scene.why.turning), image.copy()
    for pixel in order:
        each = []
        for other in np.flatnonzero(picture):
            without = picture.copy()
            without[other] = 0
            z = mlp.forward(without).z[-1]
            each.append((float(z[answer] - z[rival]), other))
        gap = next(gap for gap, other in each if other == pixel)
        assert gap == pytest.approx(min(each)[0], abs=1e-4)
        assert mlp.forward(picture).output.argmax() == answer
        picture[pixel] = 0
    assert np.array_equal(left, picture)
    assert int(count) == np.count_nonzero(picture)
    assert np.allclose(outputs, mlp.forward(picture).output, atol=1e-6)
    now, inked = int(outputs.argmax()), np.count_nonzero(image)
    text = said(scene)
    assert f"of {inked} pixels" in text
    if now == answer:
        assert f"gone, and it still answers {now}" in text
        assert "to blame." not in text
        return
    assert f"it answers {now}, at {outputs[now]:.2f}." in text
    draw, changed = np.random.default_rng(7), 0
    for _ in range(400):
        other = image.copy()
        other[draw.permutation(np.flatnonzero(image))[: len(order)]] = 0
        changed += mlp.forward(other).output.argmax() != answer
    tried = beat(scene, "Is it just less ink?")
    assert tried.values["turned"] / 1000 == pytest.approx(changed / 400, abs=0.06)
    assert ("never changed" in tried.text) == (tried.values["turned"] == 0)
    assert ("So the answer hangs on these" in tried.text) == (tried.values["turned"] <= 50)

    check_the_right_ones(scene, answer, len(order))


def turns_with(mlp, image, answer, most):
    """Erase what helps most against the second brightest; tell whether the answer goes."""
    picture = image.copy()
    rival = int(np.argsort(-mlp.forward(image).output, kind="stable")[1])
    for _ in range(most):
        pixels = np.flatnonzero(picture)
        without = np.tile(picture, (len(pixels), 1))
        without[np.arange(len(pixels)), pixels] = 0
        z = mlp.forward(without).z[-1]
        picture[pixels[np.argmin(z[:, answer] - z[:, rival])]] = 0
        if mlp.forward(picture).output.argmax() != answer:
            return True
    return False


def check_the_right_ones(scene, answer, count):
    """The control: right digits of the same answer, some of them tried again."""
    mlp, digits = scene.network.mlp, scene.digits.digits
    outputs = mlp.forward(digits.pixels).output.argmax(axis=1)
    right = np.flatnonzero((digits.labels == answer) & (outputs == answer))
    right = [k for k in right if not np.array_equal(digits.pixels[k], scene.why.asked.pixels)]
    if not right:
        assert "Is it few pixels" not in said(scene)
        return
    told = beat(scene, "Is it few pixels?")
    turned, tried = told.values["turned"], told.values["tried"]
    assert tried == min(100, len(right))
    some = right[:12]
    again = sum(turns_with(mlp, digits.pixels[k], answer, count) for k in some)
    assert abs(turned / tried - again / len(some)) < 0.4
    assert ("thin ice" in told.text) == (turned < 0.25 * tried)
    assert ("hang on little, too" in told.text) == (turned >= 0.25 * tried)
    assert told.shows(f"answer lost with as few pixels: {turned} of {tried}")


def check_the_right_answer(scene):
    mlp, example = scene.network.mlp, scene.needed.example
    (_, alone, count, outputs), (_, rest, _, others), (_, whole, _, _) = scene.erased[1:]
    image, label = example.pixels, example.label
    firm = min(0.8, example.confidence)
    kept = alone > 0
    assert np.array_equal(alone[kept], image[kept])
    assert int(count) == kept.sum()
    assert outputs.argmax() == label
    assert outputs[label] >= firm - 1e-6
    assert np.allclose(outputs, mlp.forward(alone).output, atol=1e-6)
    if kept.sum() > 1:  # then not one more can go
        for pixel in np.flatnonzero(kept):
            without = alone.copy()
            without[pixel] = 0
            output = mlp.forward(without).output
            assert output.argmax() != label or output[label] < firm
    inked = np.count_nonzero(image)
    left = beat(scene, "left, and it still says").text
    assert left.startswith(f"{kept.sum()} of {inked} pixels ")
    assert f"at {outputs[label]:.2f}." in left
    assert ("No reader" in left) == (kept.sum() <= 0.1 * inked)
    assert np.array_equal(rest, np.where(kept, 0, image))
    assert np.allclose(others, mlp.forward(np.where(kept, 0, image)).output, atol=1e-6)
    way = beat(scene, "the other way round").text
    assert ("it isn't needed" in way) == (others.argmax() == label)
    assert others.argmax() != label or f"at {others[label]:.2f}." in way
    assert np.array_equal(whole, image)


def check(scene):
    answer, rival = check_the_neuron(scene)
    check_the_ink(scene, answer, rival)
    check_the_right_answer(scene)


@pytest.mark.parametrize("shape", some("shipped", "784-12-11-9-8-10", "784-8-10 relu"))
def test_every_reason_is_tried(stage, models, shape):
    check(stage(Watched, models[shape]))


def test_three_pixels_make_our_4_a_9(stage):
    text = said(stage(Watched))
    assert with_hyphens("Here is its surest mistake, among 2,000 test digits") in text
    assert "Without these 3 of 158 pixels, it answers 4" in text
    assert "the answer never changed. So the answer hangs on these." in text
    assert "So that ink is enough, but it isn't needed." in text


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_every_reason_is_tried_on_mnist(stage):
    check(stage(Watched, NETWORK_DATA=MNIST, leaping=True))
