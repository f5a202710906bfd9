"""Section 4.8: the last picture of the series, calculated again."""

import numpy as np
import pytest

from scenes.calculus.series_end import COUNT, SeriesEnd
from tests.beats import beat
from tests.scenes.backprop.one_example import answer, matrices, read_again
from tests.scenes.calculus.last_step import KINDS, MNIST


@pytest.fixture(params=KINDS)
def ran(request, stage, models):
    """The scene, and its image as the half-learned network reads it."""
    more = {"NETWORK_DATA": MNIST} if request.param == "MNIST" else {}
    scene = stage(SeriesEnd, models["shipped" if more else request.param], **more)
    return scene, read_again(scene)


def boxed(scene):
    """The answer that the box stands around at the end."""
    ys = [each.get_y() for each in scene.live.layers[-1].neurons]
    return int(np.abs(np.array(ys) - scene.box.get_y()).argmin())


def test_the_trained_network_reads_the_image_first_and_last(ran):
    scene, here = ran
    layers = answer(matrices(scene.network.mlp), here.pixels)
    first = beat(scene, "Four lectures")
    assert first.values["parameters"] == sum(
        w.size + b.size for w, b, _ in matrices(scene.network.mlp)
    )
    for seen in (first, beat(scene, "Then a step"), scene.ended):
        for shown, held in zip(seen.layers, layers[1:], strict=True):
            assert shown == pytest.approx(held, rel=1e-3, abs=1e-4)
    assert boxed(scene) == layers[-1].argmax()


def test_when_half_was_learned_it_read_the_image_otherwise_or_not(ran):
    scene, here = ran
    line = beat(scene, "Learning walks downhill")
    before = int(here.layers[-1].argmax())
    for shown, held in zip(line.layers, here.layers[1:], strict=True):
        assert shown == pytest.approx(held, rel=1e-3, abs=1e-4)
    if scene.playback.last_step:
        assert line.values["answer"] == before
        assert (f"took this {here.label} for a" in line.text) == (before != here.label)
    assert line.shows(f"{scene.moment.accuracy:.1%}")
    recorded = scene.history.snapshot_accuracy[scene.moment.snapshot]
    assert scene.moment.accuracy == pytest.approx(float(recorded))


def test_edges_are_weights_of_the_training(ran):
    scene, _ = ran
    live = scene.live
    for place, field in enumerate(live.weights):
        trained = np.asarray(scene.network.mlp.weights[place], float)
        full = np.quantile(np.abs(trained), 0.995)
        power = 1.4 if trained.size > 4000 else 0.8
        fullest = min(1, 12544 / trained.size) if trained.size > 4000 else 1
        drawn = fullest * np.sign(trained) * np.minimum(np.abs(trained) / full, 1) ** power
        assert field.strengths == pytest.approx(drawn, abs=1e-4)


def test_slopes_are_those_of_the_half_learned_network(ran):
    scene, here = ran
    steps = matrices(here.early)
    wanted, random = np.eye(10)[here.label], np.random.default_rng(2)

    def cost(by, step, place):
        changed = [(w.copy(), b.copy(), relu) for w, b, relu in steps]
        changed[step][0][place] += by
        return ((answer(changed, here.pixels)[-1] - wanted) ** 2).sum()

    for step, field in enumerate(scene.live.slopes):
        for place in (tuple(random.integers(field.strengths.shape)) for _ in range(10)):
            slope = (cost(1e-5, step, place) - cost(-1e-5, step, place)) / 2e-5
            shown = np.sign(slope) * (abs(slope) / scene.live.full) ** 0.8
            assert field.strengths[place] == pytest.approx(shown, rel=1e-2, abs=1e-4)


def test_the_share_read_correctly_is_what_was_recorded(ran):
    scene, here = ran
    line = beat(scene, "Then a step")
    shares = scene.history.snapshot_accuracy
    assert line.shows(f"{shares[-1]:.1%}")
    if scene.playback.last_step:
        assert line.values["low"] == pytest.approx(float(shares[scene.moment.snapshot]))
        assert line.values["high"] == pytest.approx(float(shares[-1]))
    right = answer(matrices(scene.network.mlp), here.pixels)[-1].argmax() == here.label
    misread = here.layers[-1].argmax() != here.label
    learned = bool(scene.playback.last_step) and right and misread
    assert ("Now it reads this" in line.text) == learned


def test_noise_is_counted(ran):
    scene, _ = ran
    noise = np.random.default_rng(9).random((COUNT, 784), np.float32)
    steps = matrices(scene.network.mlp)
    firm = 0
    for image in noise:
        firm += answer(steps, image)[-1].max() > 0.5
    line = next(each for each in scene.beats if each.shows("noise, an output beyond one half"))
    assert line.values["firm"] == pytest.approx(firm, abs=1)
    assert line.shows(f"{line.values['firm']:,} of {COUNT:,}")
    assert ("light up an output" in line.text) == (firm > 0)
    assert line.shows(f"{scene.network.test_accuracy:.1%}")


def test_it_ends_on_the_whole_network_with_one_sentence_a_lecture(ran):
    scene, _ = ran
    told = ["A network", "Learning", "Backpropagation", "The chain rule"]
    for place, start in enumerate(told, start=1):
        assert scene.ended.shows(f"lecture {place}")
        assert scene.ended.shows(start)
    assert all(field.front == pytest.approx(1.3) for field in scene.live.signals)
