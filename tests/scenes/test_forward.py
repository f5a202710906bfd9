import json
import os
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from manim import config
from PIL import Image

from network.digits.sources import find_mnist_test
from network.handwriting.pen import draw_digit
from network.model.mlp import MLP
from network.questions.examples import Example
from network.training.stored import load_network, save_network
from scenes.forward import Forward
from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.terms import SumOfTerms
from scenes.mobjects.writing.words import Words
from scenes.script.catalogue import written
from scenes.script.message import restored
from scenes.script.narration import READING_SPEED
from tests.layout import covered_texts, hidden, out_of_frame
from tests.some_networks import some
from tests.things import things

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

SHAPES = some("shipped", "784-8-10 relu", "784-12-11-9-8-10", "784-10", "784-32-24-10", usually=3)


class Watched(Forward):
    """The film, with a look at the stage each time an answer is given."""

    def give_verdict(self, example):
        super().give_verdict(example)
        self.seen = [*getattr(self, "seen", []), example]
        self.check_stage(example)

    def check_stage(self, example):
        mlp, diagram, look = self.network.mlp, self.diagram, theme()
        forward = mlp.forward(example.pixels)
        assert np.array_equal(diagram.picture.values.ravel(), example.pixels)
        for layer, activations in zip(diagram.layers, forward.a[1:], strict=True):
            brightest = max(1, activations.max())
            for neuron, activation in zip(layer.neurons, activations, strict=True):
                wanted = mixed(look.resting, look.firing, activation / brightest)
                assert np.allclose(neuron.get_fill_color().to_rgb(), wanted.to_rgb(), atol=0.01)
        for k, field in enumerate(diagram.signals):
            carried = mlp.weights[k] * forward.a[k]
            scale = np.quantile(np.abs(mlp.weights[k]), 0.995)
            unclipped = np.abs(carried) < scale
            strength = np.sign(field.strengths) * np.abs(field.strengths) ** 1.25 * scale
            assert np.allclose(strength[unclipped], carried[unclipped], atol=1e-3 * scale)
            assert np.all(np.abs(field.strengths[~unclipped]) > 0.999)
        box = self.verdict[0].box
        answer = diagram.layers[-1].neurons[int(forward.output.argmax())].get_center()
        assert box.get_left()[0] < answer[0] < box.get_right()[0]
        assert box.get_bottom()[1] < answer[1] < box.get_top()[1]
        assert text_of(self.verdict[0].figures[0]) == f"{forward.output.max():.2f}"
        if example.misread:
            second = np.sort(forward.output)[-2]
            assert text_of(self.verdict[1][1]) == f"{second:.2f}"
        if example.label is not None:
            assert text_of(self.verdict[0].figures[1]) == f"label {example.label}"


class OneDigit(Forward):
    """The film with one digit."""

    labels_that_follow = ()


def text_of(mobject) -> str:
    return mobject.text


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_drawn_is_what_the_network_holds(stage, models, shape):
    scene = stage(Watched, models[shape])
    assert len(scene.seen) == 6
    assert scene.seen[0].label == 3


@pytest.mark.parametrize("shape", some("shipped", "784-8-10 relu", "784-10"))
def test_why_a_neuron_lights_up_is_worked_out_anew(stage, models, shape):
    scene = stage(Watched, models[shape])
    mlp, image = scene.network.mlp, scene.examples[0].pixels
    totals = mlp.weights[0].astype(float) @ image
    neuron = int(totals.argmax())
    terms = mlp.weights[0][neuron] * image
    largest = sorted(terms, key=abs)[-3:]
    written = [
        float(text_of(part[2]).replace("\N{MINUS SIGN}", "-")) for part in scene.largest_terms
    ]
    assert sorted(written) == pytest.approx(sorted(largest), abs=0.0051)
    for part, value in zip(scene.largest_terms, written, strict=True):
        look = theme()
        colour = look.positive if value > 0 else look.negative
        assert part[0].get_stroke_color().to_hex() == colour
    total, bias, gives = (text_of(row[1]) for row in scene.sum_of_terms[1])
    bias, total = (float(text.replace("\N{MINUS SIGN}", "-")) for text in (bias, total))
    assert total == pytest.approx(totals[neuron], abs=0.0051)
    assert bias == pytest.approx(mlp.biases[0][neuron], abs=0.0051)
    assert float(gives) == pytest.approx(mlp.forward(image).a[1][neuron], abs=0.0051)


@pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")
def test_mnist_is_shown_where_it_is(stage):
    scene = stage(Watched, NETWORK_DATA=MNIST, leaping=True)
    mnist = find_mnist_test()
    assert scene.digits.digits.sha256 == mnist.sha256
    assert text_of(scene.source) == mnist.name
    for example in scene.seen:
        assert (mnist.pixels == example.pixels).all(axis=1).any()
    assert [example.misread for example in scene.seen] == [False] * 4 + [True, False]


def test_without_mnist_the_screen_names_our_own_handwriting(stage):
    scene = stage(Watched)
    assert "our own handwriting" in text_of(scene.source)
    assert [example.misread for example in scene.examples] == [False] * 4 + [True, False]


def test_one_s_own_digit_comes_first(stage, tmp_path):
    drawn = draw_digit(5, np.random.default_rng(4))
    path = tmp_path / "five.png"
    Image.fromarray(255 - np.kron(drawn, np.ones((9, 9), np.uint8))).save(path)
    scene = stage(Watched, LECTURE_DIGIT=str(path), leaping=True)
    assert scene.seen[0].label is None
    assert scene.cues[0]["message"].startswith("Here is your digit")
    assert len(scene.seen) == 6


def test_the_narration_says_what_is_true(stage, models):
    path = models["784-12-11-9-8-10"]
    scene, network = stage(Watched, path), load_network(path)
    spoken = " ".join(cue["text"] for cue in scene.cues)
    mlp = network.mlp
    assert "784 numbers" in spoken
    assert f"{12 + 11 + 9 + 8 + 10} neurons in 5 layers" in spoken
    assert "These digits were chosen" in spoken
    assert f"All {sum(w.size for w in mlp.weights):,} connections" in spoken
    assert f"{network.test_accuracy:.1%} correctly" in spoken
    assert f"Of {network.confusion.sum():,} test " in spoken
    first = scene.examples[0]
    assert f"answer: {first.answer}, at {first.confidence:.2f}" in spoken
    for example in scene.examples[1:]:
        answer = example.answer
        called = f"It calls it a{'n' * (answer == 8)} {answer}"
        assert (called if example is scene.telling else f"It answers {answer}") in spoken


def test_a_relu_is_not_said_to_squeeze(stage, models):
    spoken = " ".join(cue["text"] for cue in stage(Watched, models["784-8-10 relu"]).cues)
    assert "squeezes" not in spoken
    assert "below 0 leaves it dark" in spoken


def test_lines_follow_one_another_and_can_be_read(stage):
    scene = stage(Watched)
    ends = 0.0
    for cue in scene.cues:
        assert cue["start"] >= ends - 1e-6
        ends = cue["end"]
        assert len(cue["text"]) / (cue["end"] - cue["start"]) <= READING_SPEED
    assert ends <= scene.frames_made / 3  # at three frames a second
    assert scene.told_until == pytest.approx(scene.frames_made / 3, abs=1 / 6)
    silent = stage(Watched, LECTURE_NARRATION="0", leaping=True)
    assert silent.frames_made < scene.frames_made - 15
    assert [cue["text"] for cue in silent.cues] == [cue["text"] for cue in scene.cues]


def test_chapters_and_captions_lie_beside_the_film(stage, tmp_path):
    scene = stage(OneDigit, film=True, LECTURE_NARRATION="0")
    (beside,) = (tmp_path / "media").rglob("*.captions.json")
    told = json.loads(beside.read_text())
    assert told["digits"] == scene.digits.digits.name
    assert told["cues"] == json.loads(json.dumps(scene.cues))
    assert [chapter["title"] for chapter in told["chapters"]] == [
        section.name
        for section in scene.renderer.file_writer.sections
        if section.name != "autocreated"
    ]
    starts = [chapter["start"] for chapter in told["chapters"]]
    assert 0 < starts[0] < 3
    assert starts == sorted(starts)
    (srt,) = (tmp_path / "media").rglob("*.srt")
    for cue in told["cues"]:
        assert cue["text"] in srt.read_text()
        assert cue["text"] == written(cue["message"], **restored(cue["values"]))


def test_nothing_leaves_the_frame_and_no_text_covers_another(stage, models):
    for model in (None, models["784-12-11-9-8-10"]):
        scene = stage(Watched, model)
        wide, high = config.frame_width / 2, config.frame_height / 2
        texts = [
            mobject
            for top in scene.mobjects
            for mobject in top.get_family()
            if isinstance(mobject, Words)
        ]
        assert len(texts) > 15
        boxes = [
            (*text.get_corner([-1, -1, 0])[:2], *text.get_corner([1, 1, 0])[:2]) for text in texts
        ]
        for i, (left, bottom, right, top) in enumerate(boxes):
            assert -wide < left < right < wide, text_of(texts[i])
            assert -high < bottom < top < high, text_of(texts[i])
            for j, other in enumerate(boxes[:i]):
                apart = left > other[2] or other[0] > right or bottom > other[3] or other[1] > top
                assert apart, f"{text_of(texts[i])!r} covers {text_of(texts[j])!r}"


def check_room(scene, *shown):
    """Whatever is shown stays in the frame, and no text lies on another one."""
    found = things(shown)
    assert not [*out_of_frame(scene, found), *covered_texts(found)]


@pytest.mark.parametrize("shape", SHAPES)
def test_whichever_neuron_is_singled_out_its_sum_has_room(stage, models, quick, shape):
    scene = stage(Watched, models[shape])
    diagram = scene.diagram
    for neuron in diagram.layers[0].neurons:
        result = SumOfTerms(-88.88, -88.88, 88.88)
        rims = scene.legend.get_top()[1], diagram.counts.get_bottom()[1]
        result.stand_beside(ring(neuron, 0.75), diagram.layers[1:2], rims)
        check_room(scene, result, scene.legend, diagram.names, diagram.counts)
        assert not list(hidden(things([*diagram.layers, result])))


@pytest.mark.parametrize("shape", some("shipped", "784-12-11-9-8-10", "784-10"))
def test_whatever_is_answered_has_room(stage, models, quick, shape):
    scene = stage(Watched, models[shape])
    diagram = scene.diagram
    around = [scene.legend, diagram.names, diagram.counts]
    for answer, by in product(range(10), (1, 4, 9)):
        second = (answer + by) % 10
        output = np.zeros(10)
        output[[answer, second]] = 0.9, 0.8
        forward = scene.examples[0].forward
        example = Example(scene.examples[0].pixels, second, replace(forward, a=[output]))
        verdict = scene.verdict_on(example)
        check_room(scene, verdict, *around)
    check_room(scene, scene.verdict_on(scene.examples[0]), *around)


@pytest.mark.parametrize("name", some("dark", "light", "classic"))
def test_the_last_frame_shows_the_answer(stage, name):
    scene = stage(Watched, **({} if name == "dark" else {"LECTURE_THEME": name}))
    frame, look, last = scene.last_frame[..., :3] / 255, theme(), scene.examples[-1]
    scale = frame.shape[0] / 8

    def colour_at(point):
        return frame[round(frame.shape[0] / 2 - point[1] * scale)][
            round(frame.shape[1] / 2 + point[0] * scale)
        ]

    neurons = scene.diagram.layers[-1].neurons
    for neuron, activation in zip(neurons, last.forward.output, strict=True):
        wanted = mixed(look.resting, look.firing, float(activation)).to_rgb()
        assert np.allclose(colour_at(neuron.get_center()), wanted, atol=0.05)
    assert np.allclose(frame[5, 5], mixed(look.stage, look.stage, 0).to_rgb(), atol=0.02)


def test_the_same_network_gives_the_same_frames(stage):
    frames = [scene.last_frame for scene in (stage(Watched), stage(Watched, fresh=True))]
    assert np.array_equal(*frames)


def test_a_network_that_doesn_t_read_digits_is_refused(stage, tmp_path, models):
    good = load_network(models["784-10"])
    recipe = replace(good.recipe, sizes=(100, 10))
    odd = replace(good, mlp=MLP.random((100, 10)), recipe=recipe)
    path = tmp_path / "odd.npz"
    save_network(path, odd)
    with pytest.raises(SystemExit, match=r"odd\.npz[\s\S]*784 inputs[\s\S]*100-10"):
        stage(Forward, path)


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("LECTURE_THEME", "pink", "dark or classic or light"),
        ("LECTURE_DIGIT", "no-such-picture.png", "no-such-picture.png"),
        ("LECTURE_MODEL", __file__, "another kind of file"),
        ("NETWORK_DATA", "no-such-folder", "no-such-folder"),
    ],
)
def test_what_can_t_be_used_is_told_in_four_lines(stage, setting, value, says):
    with pytest.raises(SystemExit) as stopped:
        stage(Forward, **{setting: value})
    lines = str(stopped.value).splitlines()
    assert [line[:11] for line in lines[1:]] == ["  expected:", "  found:   ", "  to do:   "]
    assert says in str(stopped.value)
