"""The film of a training: what is drawn is what was recorded."""

import re
from dataclasses import replace

import numpy as np
import pytest
from manim import config
from PIL import Image

from network.files.errors import InputError
from network.handwriting.pen import draw_digit
from network.model.mlp import MLP
from network.training.playback import Playback, neighbours_agree
from network.training.stored import (
    SHIPPED_NETWORK,
    history_beside,
    load_history,
    load_network,
    save_history,
    save_network,
)
from scenes.descent.learning import Learning
from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import CROWD, CROWDED, MANY
from scenes.stage.depends import key_of

SHAPES = ["shipped", "784-8-10 relu", "784-32-24-10", "784-12-11-9-8-10"]


class Watched(Learning):
    """The film, with a look at the stage whenever the clock has stopped."""

    def replay(self, start, end, **timing):
        # The stops are what is looked at: a few frames on the way to each are enough.
        super().replay(start, end, **timing | {"run_time": 1})
        self.stops = [*getattr(self, "stops", []), end]
        moment = self.playback.at(end)
        self.check_curves(moment)
        if self.looks_inside:
            self.check_wall(moment)
        else:
            self.check_network(moment)

    def check_network(self, moment):
        look, forward = theme(), moment.mlp.forward(self.example.pixels)
        for field, weights, scale in zip(
            self.live.weights, moment.mlp.weights, self.live.scales, strict=True
        ):
            fullest = min(1, CROWD / weights.size)
            power = CROWDED if weights.size > MANY else 0.8
            drawn = np.abs(field.strengths / fullest) ** (1 / power) * scale
            drawn *= np.sign(field.strengths)
            assert drawn.shape == weights.shape
            assert np.allclose(drawn, np.clip(weights, -scale, scale), atol=2e-3 * scale)
        for layer, activations in zip(self.live.layers, forward.a[1:], strict=True):
            brightest = max(1, activations.max())
            for neuron, activation in zip(layer.neurons, activations, strict=True):
                wanted = mixed(look.resting, look.firing, activation / brightest)
                assert np.allclose(neuron.get_fill_color().to_rgb(), wanted.to_rgb(), atol=0.01)
        assert self.bars.answer == forward.answer
        for bar, room, figure, value in zip(
            self.bars.bars, self.bars.rooms, self.bars.figures, forward.output, strict=True
        ):
            assert bar.width == pytest.approx(room.width * value, abs=1e-4)
            assert figure.text == f"{value:.2f}"

    def check_wall(self, moment):
        first = moment.mlp.weights[0]
        assert len(self.wall.grids) == len(first)
        for grid, row in zip(self.wall.grids, first, strict=True):
            assert np.array_equal(grid.weights.ravel(), row)

    def check_curves(self, moment):
        assert self.values[0].text == f"{moment.cost:.3f}"
        assert self.values[1].text == f"{moment.accuracy:.1%}"
        assert self.images.text == f"{round(moment.step * self.network.recipe.batch):,}"
        for chart, line, value in zip(
            self.charts, self.curves, (moment.cost, moment.accuracy), strict=True
        ):
            assert np.allclose(line.dot.get_center(), chart.place(moment.clock, value), atol=1e-4)


@pytest.fixture(scope="module")
def shipped() -> Playback:
    return Playback(
        load_history(history_beside(SHIPPED_NETWORK)), load_network(SHIPPED_NETWORK).mlp
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_drawn_is_what_was_recorded(stage, models, shape):
    scene = stage(Watched, models[shape])
    network, history = scene.network, scene.history
    assert scene.stops[-1] == 1
    assert 1 in scene.stops[:-1]
    assert scene.values[1].text == f"{history.snapshot_accuracy[-1]:.1%}"
    assert scene.playback.at(1).mlp is network.mlp
    scene.check_network(scene.playback.at(1))
    result = f"{network.test_accuracy:.1%} of {network.confusion.sum():,}"
    assert result in scene.result[0].typst_code.replace("\\", "")
    check_narration(scene)
    check_layout(scene)


def check_narration(scene):
    """What is said about this training is so; lines follow one another and can be read."""
    network, history = scene.network, scene.history
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert f"All {sum(w.size for w in network.mlp.weights):,} connections" in spoken
    assert f"{network.mlp.parameters.size:,} numbers" in spoken
    assert f"{history.snapshot_step[-1]:,} times" in spoken
    assert f"reads {network.test_accuracy:.1%} of {network.confusion.sum():,} " in spoken
    read_as = int(history.network(0).forward(scene.example.pixels).answer)
    assert f"reads it as {read_as}." in spoken
    if " on, our " in spoken:
        said = int(re.search(r"From image ([\d,]+) on", spoken)[1].replace(",", ""))
        since = history.snapshot_step * network.recipe.batch >= said
        label = scene.example.label
        answers = [
            int(history.network(k).forward(scene.example.pixels).answer) for k in range(len(since))
        ]
        right = np.array(answers) == label
        assert right[since].all()
        assert not right[~since][-1]
    ends = 0.0
    for cue in scene.cues:
        assert cue["start"] >= ends - 1e-6
        ends = cue["end"]
        assert len(cue["text"]) / (cue["end"] - cue["start"]) < 17
    assert scene.time < 75


def check_layout(scene):
    """Nothing leaves the frame; no text, picture or bar covers another."""
    wide, high = config.frame_width / 2, config.frame_height / 2
    above = [scene.live.picture, *scene.live.layers, scene.bars, scene.source]
    head = [scene.counter, scene.time_note]
    below = [*scene.charts, *scene.titles]
    together = [[*above, *head, *below], [scene.wall, scene.counter, scene.legend, *below]]
    for parts in (*together, [*above, scene.result]):
        boxes = [
            (*part.get_corner([-1, -1, 0])[:2], *part.get_corner([1, 1, 0])[:2]) for part in parts
        ]
        for i, (left, bottom, right, top) in enumerate(boxes):
            assert -wide < left < right < wide, parts[i]
            assert -high < bottom < top < high, parts[i]
            for j, other in enumerate(boxes[:i]):
                apart = left > other[2] or other[0] > right or bottom > other[3] or other[1] > top
                assert apart, f"{parts[i]} covers {parts[j]}"


def test_the_last_frame_shows_what_the_trained_network_makes_of_one_s_own_digit(
    stage, models, tmp_path
):
    path = tmp_path / "five.png"
    drawn = draw_digit(5, np.random.default_rng(4))
    Image.fromarray(255 - np.kron(drawn, np.ones((9, 9), np.uint8))).save(path)
    settings = {"LECTURE_THEME": "light", "LECTURE_DIGIT": str(path)}
    scene = stage(Watched, models["784-10"], **settings)
    assert "Watch your digit" in scene.cues[1]["text"]
    frame, look = scene.last_frame[..., :3] / 255, theme()
    scale = frame.shape[0] / 8
    output = scene.network.mlp.forward(scene.example.pixels).output
    for neuron, activation in zip(scene.live.layers[-1].neurons, output, strict=True):
        x, y, _ = neuron.get_center()
        colour = frame[round(frame.shape[0] / 2 - y * scale)][round(frame.shape[1] / 2 + x * scale)]
        wanted = mixed(look.resting, look.firing, float(activation)).to_rgb()
        assert np.allclose(colour, wanted, atol=0.05)


def shortened(path, tmp_path, snapshots: int):
    """Store a network whose training was stopped after so many snapshots, within an epoch."""
    network, history = load_network(path), load_history(history_beside(path))
    mlp = history.network(snapshots - 1)
    arrays = {name: getattr(history, name)[:0] for name in ("step", "step_cost", "epoch_cost")}
    arrays |= {name: getattr(history, name)[:0] for name in vars(history) if "validation" in name}
    arrays |= {
        name: getattr(history, name)[:snapshots]
        for name in vars(history)
        if name.startswith("snapshot")
    }
    path = tmp_path / "network.npz"
    save_network(path, replace(network, mlp=mlp, epochs=0))
    save_history(history_beside(path), replace(history, fingerprint=mlp.fingerprint, **arrays))
    return path


@pytest.mark.parametrize("snapshots", [1, 9])
def test_a_training_stopped_early_is_shown_as_it_is(stage, models, tmp_path, snapshots):
    scene = stage(Watched, shortened(models["784-32-24-10"], tmp_path, snapshots))
    spoken = " ".join(cue["text"] for cue in scene.cues)
    assert ("No training is on record" in spoken) == (snapshots == 1)
    assert "patience" not in spoken
    check_layout(scene)


def test_another_network_s_history_is_refused(stage, models, tmp_path):
    path = shortened(models["784-10"], tmp_path, 5)
    save_history(history_beside(path), load_history(history_beside(models["784-10"])))
    with pytest.raises((InputError, SystemExit), match=r"history[\s\S]*fingerprint"):
        stage(Learning, path)


def test_snapshots_are_played_back_as_they_were_stored(shipped):
    history = shipped.history
    assert np.all(np.diff(shipped.clocks) > 0)
    assert shipped.clocks[[0, -1]].tolist() == [0, 1]
    for k in (0, 1, 40, len(shipped.clocks) - 2):
        moment = shipped.at(float(shipped.clocks[k]))
        assert np.array_equal(moment.mlp.parameters, history.snapshots[k].astype(np.float32))
        assert moment.cost == history.snapshot_cost[k]
        assert moment.accuracy == history.snapshot_accuracy[k]
        assert moment.step == history.snapshot_step[k]


def test_the_end_is_the_trained_network_and_its_last_snapshot_agrees(shipped):
    assert shipped.at(1).mlp is shipped.mlp
    last = shipped.history.snapshots[-1].astype(np.float32)
    assert np.allclose(last, shipped.mlp.parameters, rtol=1e-3, atol=1e-6)


def test_between_snapshots_everything_is_interpolated_in_a_straight_line(shipped):
    for k in (3, 60, len(shipped.clocks) - 2):
        low, high = shipped.clocks[k : k + 2]
        one, other = shipped.at(float(low)), shipped.at(float(high))
        between = shipped.at(float(low + 0.25 * (high - low)))
        for name in ("cost", "accuracy"):
            start, end = getattr(one, name), getattr(other, name)
            assert getattr(between, name) == pytest.approx(start + 0.25 * (end - start))
        wanted = 0.75 * one.mlp.parameters + 0.25 * other.mlp.parameters
        assert np.allclose(between.mlp.parameters, wanted, atol=1e-5)
        assert one.step < between.step < other.step
        assert shipped.clock_after(between.step) == pytest.approx(between.clock)


def test_the_late_digit_was_learned_late(shipped, own_digits):
    digits = own_digits[0]
    late = shipped.late_digit(digits)
    image, label = digits.pixels[late.index], digits.labels[late.index]
    clocks = shipped.clocks
    answers = [shipped.network(k).forward(image).answer for k in range(len(clocks))]
    assert answers[0] != label
    assert answers[late.settled - 1] != label
    assert all(answer == label for answer in answers[late.settled :])
    assert clocks[late.settled] > 0.5
    at_first = shipped.network(0).forward(digits.pixels).answer.astype(np.uint8)
    assert shipped.late_digit(replace(digits, labels=at_first)) is None


def test_neighbours_agree_in_patches_and_not_in_noise():
    rng = np.random.default_rng(0)
    noise = rng.standard_normal((16, 28, 28))
    patches = np.kron(rng.standard_normal((16, 7, 7)), np.ones((4, 4)))
    assert abs(neighbours_agree(noise.reshape(16, -1), 28)) < 0.03
    assert neighbours_agree(patches.reshape(16, -1), 28) > 0.6
    assert neighbours_agree(np.zeros((2, 784)), 28) == 0


def test_manim_s_cache_can_tell_trainings_apart(models):
    def key(path, **changes):
        history = replace(load_history(history_beside(path)), **changes)
        playback = Playback(history, load_network(path).mlp)
        return key_of([playback]), key_of([history])

    path = models["784-10"]
    snapshots = load_history(history_beside(path)).snapshots.copy()
    snapshots[4, 4000] += 1
    assert key(path) == key(path)
    changed = key(path, snapshots=snapshots)
    assert all(one != other for one, other in zip(key(path), changed, strict=True))


def test_a_network_that_was_never_trained_has_a_moment(models):
    history = load_history(history_beside(models["784-10"]))
    mlp = MLP(history.sizes, history.snapshots[0].astype(np.float32))
    arrays = {
        name: getattr(history, name)[:1] for name in vars(history) if name.startswith("snapshot")
    }
    playback = Playback(replace(history, fingerprint=mlp.fingerprint, **arrays), mlp)
    for clock in (0, 0.5, 1):
        moment = playback.at(clock)
        assert moment.mlp is mlp
        assert moment.step == 0
