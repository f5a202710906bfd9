"""The film of a training: what is drawn is what was recorded."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from network.files.errors import InputError
from network.handwriting.pen import draw_digit
from network.model.mlp import MLP
from network.questions.fading_weights import fade_of
from network.training.playback import Playback, neighbours_agree
from network.training.stored import (
    SHIPPED_NETWORK,
    history_beside,
    load_history,
    load_network,
    save_history,
    save_network,
)
from scenes.descent.drawings.wall_of_images import USED, full_rows
from scenes.descent.learning import Learning
from scenes.look.colours import mixed
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import CROWD, CROWDED, MANY
from scenes.stage.depends import key_of
from tests.beats import beat, said
from tests.some_networks import some

SHAPES = some("shipped", "784-10", "784-8-10 relu", "784-32-24-10", "784-12-11-9-8-10")


class Watched(Learning):
    """The film, with a look at the stage whenever the clock has stopped."""

    def replay(self, start, end, **timing):
        # The stops are what is looked at: a few frames on the way to each are enough.
        super().replay(start, end, **timing | {"run_time": 1})
        self.stops = [*getattr(self, "stops", []), end]
        moment = self.playback.at(end)
        self.check_curves(moment)
        self.check_network(moment)
        row = moment.mlp.weights[0][self.neuron]
        assert np.array_equal(self.grid.weights.ravel(), row)

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

    def check_curves(self, moment):
        cost, accuracy = (title.figures.text for title in self.curves.titles)
        assert cost == f"{moment.cost:.3f}"
        assert accuracy == f"{moment.accuracy:.1%}"
        steps, epochs = (each.figures.text for each in self.counts)
        assert steps == f"{round(moment.step):,}"
        assert epochs == f"{moment.step / self.history.steps_per_epoch:.1f}"
        for chart, line, value in zip(
            self.curves.charts, self.curves.curves, (moment.cost, moment.accuracy), strict=True
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
    assert 1 not in scene.stops[:-1]
    assert scene.curves.titles[1].figures.text == f"{history.snapshot_accuracy[-1]:.1%}"
    assert scene.playback.at(1).mlp is network.mlp
    assert scene.ended.shows(f"{network.test_accuracy:.1%} of {network.confusion.sum():,}")
    assert len(scene.ended.weights) == 1
    assert np.array_equal(scene.ended.weights[0].ravel(), network.mlp.weights[0][scene.neuron])
    check_narration(scene)


def check_narration(scene):
    """What is said about this training is so; lines follow one another and can be read."""
    network, history, spoken = scene.network, scene.history, said(scene)
    images = history.steps_per_epoch * network.recipe.batch
    assert f"average over all {images:,} training images" in spoken
    assert f"a batch of {network.recipe.batch} image" in spoken
    assert f"After {history.steps_per_epoch:,} such steps" in spoken
    assert f"trained for {network.epochs:,} epoch" in spoken
    assert f"all {sum(w.size for w in network.mlp.weights):,} connections" in spoken
    assert f"{network.mlp.parameters.size:,} numbers" in spoken
    assert f"{history.snapshot_step[-1]:,} times" in spoken
    if "Then digits" in spoken:
        low, high = re.search(r"climbs from (\d+)% to (\d+)%", spoken).groups()
        chapters = scene.playback.chapters
        for found, share in ((chapters.takeoff, low), (chapters.arrival, high)):
            assert f"{history.snapshot_accuracy[found]:.0%}" == f"{share}%"
    if "turning outputs down" in spoken:
        told = re.search(r"from ([\d.]+) to ([\d.]+)\. That is mostly", spoken).groups()
        before, after = map(float, told)
        assert before - 1 > (before - after) / 2
        assert (
            f"Only {history.snapshot_accuracy[scene.playback.chapters.takeoff]:.0%} are" in spoken
        )
    ends = 0.0
    for cue in scene.cues:
        assert cue["start"] >= ends - 1e-6
        ends = cue["end"]


def test_patches_are_told_of_where_neighbours_agree(stage, models):
    scene = stage(Watched, models["shipped"])
    rows = scene.network.mlp.weights[0]
    found = [correlation_of_neighbours(row.reshape(28, 28)) for row in rows]
    assert scene.neuron == int(np.argmax(found))
    arrival = int(np.flatnonzero(scene.history.snapshot_step == 1214)[0])
    start, now = (scene.history.network(each).weights[0][scene.neuron] for each in (0, arrival))
    start, now = (correlation_of_neighbours(each.reshape(28, 28)) for each in (start, now))
    assert now > start + 0.4
    assert "There are patches in the picture by now. Later they fade" in said(scene)
    assert beat(scene, "Now watch").shows(f"the smoothest of {len(rows)} pictures")


def test_weights_fade_where_decay_takes_more_than_is_lost(stage, models):
    scene = stage(Watched, models["shipped"])
    steps, recipe = scene.history.snapshot_step.tolist(), scene.network.recipe
    squares = [
        float((scene.history.network(k).weights[0][scene.neuron].astype(float) ** 2).sum())
        for k in range(len(steps))
    ]
    longest = squares.index(max(squares))
    assert squares[-1] < squares[longest] / 4
    given = []
    for k in range(longest, len(steps) - 1):
        rate = recipe.rate * (1 - (steps[k] + steps[k + 1]) / 2 / steps[-1])
        count, mean = steps[k + 1] - steps[k], (squares[k] + squares[k + 1]) / 2
        given.append(squares[k + 1] - squares[k] + 2 * rate * recipe.decay * mean * count)
    assert all(each > 0 for each in given)  # the gradient's steps alone made them ever longer


def test_weights_that_were_not_decayed_do_not_fade_by_decay(shipped):
    recipe = load_network(SHIPPED_NETWORK).recipe
    assert fade_of(shipped, recipe, 5).by_decay
    assert fade_of(shipped, recipe, 5).longest > 20
    assert not fade_of(shipped, replace(recipe, decay=0.0), 5).by_decay
    assert not fade_of(shipped, replace(recipe, decay=1e-8), 5).by_decay


def correlation_of_neighbours(picture):
    """How much pixels side by side agree, with code of its own."""
    one = [picture[r, c] for r in range(28) for c in range(27)]
    one += [picture[r, c] for r in range(27) for c in range(28)]
    other = [picture[r, c + 1] for r in range(28) for c in range(27)]
    other += [picture[r + 1, c] for r in range(27) for c in range(28)]
    return np.corrcoef(one, other)[0, 1]


@pytest.mark.parametrize("shape", ["shipped", "784-10"])
def test_the_wall_has_a_point_for_each_image_and_lights_each_once(stage, models, shape):
    scene = stage(Watched, models[shape])
    batch, steps = scene.network.recipe.batch, scene.history.steps_per_epoch
    (after_batches,) = beat(scene, "stochastic gradient descent").grids
    assert np.sum(after_batches == 1) == batch
    assert np.sum(after_batches == np.float32(USED)) == 2 * batch
    assert np.sum(after_batches > 0) == steps * batch
    (in_the_end,) = beat(scene, "that is an epoch").grids
    assert np.sum(in_the_end >= USED) == steps * batch


def test_the_network_reads_one_s_own_digit(stage, models, tmp_path):
    path = tmp_path / "five.png"
    drawn = draw_digit(5, np.random.default_rng(4))
    Image.fromarray(255 - np.kron(drawn, np.ones((9, 9), np.uint8))).save(path)
    settings = {"LECTURE_THEME": "light", "LECTURE_DIGIT": str(path)}
    scene = stage(Watched, models["784-10"], **settings)
    assert scene.ended.shows("your own digit")
    frame, look = scene.last_frame[..., :3] / 255, theme()
    scale = frame.shape[0] / 8
    output = scene.network.mlp.forward(scene.example.pixels).output
    for index, (neuron, activation) in enumerate(
        zip(scene.live.layers[-1].neurons, output, strict=True)
    ):
        x, y, _ = neuron.get_center()
        colour = frame[round(frame.shape[0] / 2 - y * scale)][round(frame.shape[1] / 2 + x * scale)]
        wanted = mixed(look.resting, look.firing, float(activation)).to_rgb()
        assert np.allclose(colour, wanted, atol=0.05), index


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
    spoken = said(scene)
    assert ("No training is on record" in spoken) == (snapshots == 1)
    assert "patience" not in spoken
    assert "trained for" not in spoken


def test_another_network_s_history_is_refused(stage, models, tmp_path):
    path = shortened(models["784-10"], tmp_path, 5)
    save_history(history_beside(path), load_history(history_beside(models["784-10"])))
    with pytest.raises((InputError, SystemExit), match=r"history[\s\S]*fingerprint"):
        stage(Learning, path)


def test_points_fill_their_rows_if_they_can():
    assert 50_000 % full_rows(50_000, 0.75) == 0
    assert full_rows(1009, 1) == 31  # a prime number
    assert full_rows(1, 0.75) == 1


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
