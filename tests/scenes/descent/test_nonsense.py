"""Sure of nonsense: what is said of noise, letters and doubt, counted again."""

import numpy as np
import pytest

from network.digits.sources import own_digits
from network.measured.doubt import Doubt
from network.measured.other_starts import OtherStarts
from network.measured.study import study_file
from network.questions.strange import liked_best
from network.training.stored import SHIPPED_NETWORK, load_network
from scenes.descent.nonsense import Nonsense
from scenes.stage.shown import OWN_DIGITS, OWN_SEED
from tests.beats import beat, said
from tests.some_networks import some


def brightest(weights, biases, images):
    """The brightest output of each image, by sums and sigmoids written out here."""
    a = np.asarray(images, float)
    for matrix, bias in zip(weights, biases, strict=True):
        a = 1 / (1 + np.exp(-(a @ matrix.T.astype(float) + bias)))
    return a.max(axis=1), a.argmax(axis=1)


@pytest.fixture(scope="module")
def noises():
    return np.random.default_rng(9).random((1000, 784), np.float32)


@pytest.fixture(scope="module")
def networks():
    study, mlp = Doubt.load(study_file("doubt")), load_network(SHIPPED_NETWORK).mlp
    taught, control = (mlp.with_parameters(each) for each in (study.taught, study.control))
    return {name: (each.weights, each.biases) for name, each in
            (("shipped", mlp), ("taught", taught), ("control", control))}  # fmt: skip


@pytest.fixture(scope="module")
def digits(cache):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETWORK_CACHE", str(cache))
        return own_digits(OWN_DIGITS, OWN_SEED)


def test_noise_is_counted_and_the_one_shown_is_the_middle(stage, models, noises, networks):
    scene = stage(Nonsense, models["shipped"])
    top, answer = brightest(*networks["shipped"], noises)
    shown = beat(scene, "You would say that this is no digit")
    (place,) = np.flatnonzero((noises.reshape(-1, 28, 28) == shown.grids[0]).all(axis=(1, 2)))
    assert f"The network says {answer[place]}, at {top[place]:.2f}" in shown.text
    assert top[place] == pytest.approx(np.median(top), abs=0.002)
    count = int((top > 0.5).sum())
    counted = beat(scene, "middling case")
    assert f"Of 1,000 such pictures, {count} light up" in counted.text
    assert counted.shows(f"{count} of 1,000")


def test_real_digits_are_the_control(stage, models, networks, digits):
    scene = stage(Nonsense, models["shipped"])
    top, _ = brightest(*networks["shipped"], digits.images[:1000] / 255)
    line = beat(scene, "Of as many real digits")
    assert f"it is {int((top > 0.5).sum())}." in line.text
    assert line.shows(f"{int((top > 0.5).sum())} of 1,000")


def test_what_is_asked_for_is_seen_by_the_network(stage, models, networks):
    scene = stage(Nonsense, models["shipped"])
    line = beat(scene, "Its 5 stands at")
    page = line.grids[0]
    assert page.min() >= 0
    assert page.max() <= 1
    top, answer = brightest(*networks["shipped"], page.reshape(1, 784))
    assert answer == 5
    assert f"stands at {top[0]:.2f}." in line.text


def test_other_networks_see_it_and_most_of_those_for_other_digits(stage, models):
    scene = stage(Nonsense, models["shipped"])
    line = beat(scene, "from other random starts")
    page = beat(scene, "Its 5 stands at").grids[0].reshape(1, 784)
    assert np.array_equal(line.grids[0].reshape(1, 784), page)
    others = OtherStarts.load(study_file("other-starts")).networks
    pages = [liked_best(scene.network.mlp, digit)[-1] for digit in range(10)]
    right = 0
    for mlp in others:
        answer = brightest(mlp.weights, mlp.biases, pages)[1]
        right += int((answer == np.arange(10)).sum())
        assert line.shows(f"{brightest(mlp.weights, mlp.biases, page)[0][0]:.2f}")
        assert answer[5] == 5
    assert line.values["seen"] == line.values["count"] == len(others) == 3
    assert line.shows(f"pictures made so for 0 to 9: {right} of 30 read as asked")
    assert right > 27


def test_doubt_was_taught_and_the_same_steps_without_noise_teach_none(
    stage, models, networks, noises, digits
):
    scene = stage(Nonsense, models["shipped"])
    firm = {name: int((brightest(*each, noises)[0] > 0.5).sum()) for name, each in networks.items()}
    line = beat(scene, "Of the 1,000 from before")
    assert f"only {firm['taught']} still light" in line.text
    assert f"it is {firm['control']}." in line.text
    assert firm["control"] > 0.8 * firm["shipped"]
    shares = [
        (brightest(*networks[name], digits.images / 255)[1] == digits.labels).mean()
        for name in ("taught", "shipped")
    ]
    now, was = (f"{100 * share:.1f}%" for share in shares)
    of = f"of {len(digits):,} test digits in our own handwriting"
    assert line.shows(f"after seeing noise, it reads {now} {of} correctly; before, {was}")
    mixed = np.random.default_rng(1).permuted(digits.pixels[:1000], axis=1)
    now, was = (
        int((brightest(*networks[name], mixed)[0] > 0.5).sum()) for name in ("taught", "shipped")
    )
    told = f"Before, {was} of 1,000 got an answer beyond one half. Now {now} still do."
    assert told in said(scene)


@pytest.mark.parametrize(
    "name", some("784-8-10 relu", "784-16-16-10 untrained", "784-10", "784-12-11-9-8-10")
)
def test_other_networks_tell_their_own_story(stage, models, name):
    scene = stage(Nonsense, models[name])
    network = load_network(models[name]).mlp
    top = network.forward(np.random.default_rng(9).random((1000, 784), np.float32)).output.max(1)
    firm = int((top > 0.5).sum())
    line = beat(scene, "middling case").text
    assert f" {firm:,} " in line
    assert ("only" in line) == (firm < 500)
    assert ("So that was a reason" not in said(scene)) or firm > 0
