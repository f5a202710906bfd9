from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from network.files.errors import InputError
from network.handwriting.pen import draw
from network.model.backprop import cost, gradient, one_hot
from network.model.mlp import MLP, parameter_count
from network.questions.measures import examine
from network.training import augmentation, training
from network.training.augmentation import Moving
from network.training.recipe import Recipe
from network.training.stored import HISTORY_ARRAYS, load_history, save_history
from network.training.training import _Run, train
from tests.bars import bars

SMALL = Recipe(sizes=(784, 12, 10), epochs=4, shift=0)
SHIPPED = Recipe()


@pytest.fixture(scope="module")
def images():
    return bars(600, 1)


@pytest.fixture(scope="module")
def validation():
    return bars(100, 2)


@pytest.fixture(scope="module")
def learned(images, validation):
    """The small recipe's training, and its reports."""
    reports = []
    return train(SMALL, images, validation, reports.append), reports


def same(one, other):
    """Whether two trainings went the same way to the last bit."""
    return np.array_equal(one.mlp.parameters, other.mlp.parameters) and all(
        np.array_equal(getattr(one.history, name), getattr(other.history, name))
        for name in HISTORY_ARRAYS
    )


# --- learning --------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
@pytest.mark.parametrize("hidden", [(12,), (16, 16)])
def test_it_learns_at_the_usual_rate(activation, hidden, images, validation):
    recipe = Recipe(sizes=(784, *hidden, 10), activation=activation, epochs=10)
    done = train(recipe, images, validation)
    assert done.history.snapshot_accuracy[0] < 0.4
    assert examine(done.mlp, validation).accuracy > 0.9
    assert done.history.epoch_cost[-1] < done.history.epoch_cost[0] / 2
    assert (done.mlp.sizes, done.mlp.activation) == (recipe.sizes, activation)
    assert done.mlp.parameters.dtype == np.float32


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_one_step_follows_the_formula(activation, images, validation):
    recipe = replace(SMALL, activation=activation, epochs=1, batch=600, rate=0.7, decay=0.01)
    seed = np.random.default_rng([0, 0])
    start = MLP.random(recipe.sizes, activation, seed=seed, gain=recipe.gain)
    slopes = gradient(start.astype(float), images.pixels, one_hot(images.labels))
    after = train(recipe, images, validation).mlp
    for k in range(start.steps):
        weights = start.weights[k] * (1 - 0.7 * 0.01) - 0.7 * slopes.weights[k]
        assert np.allclose(after.weights[k], weights, atol=1e-6)
        assert np.allclose(after.biases[k], start.biases[k] - 0.7 * slopes.biases[k], atol=1e-6)


def test_decay_makes_weights_smaller(images, validation, learned):
    decayed = train(replace(SMALL, decay=0.01), images, validation).mlp
    free = train(replace(SMALL, decay=0), images, validation).mlp
    for small, large in zip(decayed.weights, free.weights, strict=True):
        assert np.linalg.norm(small) < 0.9 * np.linalg.norm(large)


def test_each_image_is_used_once_an_epoch_in_changing_order(images, validation):
    run = _Run(replace(SMALL, batch=7), images, validation)
    seen = []
    for epoch in range(2):
        ordered = run.ahead.images_of(epoch)
        batches = [(x.copy(), wanted) for x, wanted in run._batches(epoch, ordered)]
        assert [len(x) for x, _ in batches] == [7] * (600 // 7)
        x = np.concatenate([x for x, _ in batches])
        wanted = np.concatenate([wanted for _, wanted in batches])
        which = [int(np.abs(images.pixels - row).sum(axis=1).argmin()) for row in x[:40]]
        assert np.array_equal(x[:40], images.pixels[which])
        assert np.array_equal(wanted[:40], one_hot(images.labels[which]))
        assert len(np.unique(x, axis=0)) == len(x)
        seen.append(which)
    run.close()
    assert seen[0] != seen[1]


# --- the same again --------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{}, {"shift": 1.0}])
def test_the_same_seed_gives_the_same_training(change, images, validation):
    recipe = replace(SMALL, epochs=2, **change)
    assert same(train(recipe, images, validation), train(recipe, images, validation))


def test_another_seed_gives_another_network(images, validation, learned):
    other = train(replace(SMALL, seed=1), images, validation)
    assert not np.array_equal(other.mlp.parameters, learned[0].mlp.parameters)


def test_validation_images_have_no_say(images, validation, learned):
    other = train(SMALL, images, bars(37, 9))
    assert np.array_equal(other.mlp.parameters, learned[0].mlp.parameters)
    assert not np.array_equal(other.history.validation_cost, learned[0].history.validation_cost)


def test_the_training_images_are_left_as_they_were(images, validation):
    before = images.images.copy()
    train(replace(SMALL, epochs=1, shift=2), images, validation)
    assert np.array_equal(images.images, before)


# --- Ctrl-C ----------------------------------------------------------------------------------


def test_stopping_keeps_what_was_learned(images, validation, learned):
    def stop_in_the_second(report):
        if report.epoch == 2:
            raise KeyboardInterrupt

    stopped = train(SMALL, images, validation, stop_in_the_second)
    whole = learned[0].history
    assert stopped.epochs == 2
    assert np.array_equal(stopped.history.epoch_cost, whole.epoch_cost[:2])
    assert stopped.history.snapshot_step[-1] == 2 * stopped.history.steps_per_epoch
    assert stopped.history.fingerprint == stopped.mlp.fingerprint
    assert ends_with(stopped)


def test_stopping_in_the_middle_of_the_first_epoch_works_too(images, validation, monkeypatch):
    descend = _Run._descend

    def stop_at_step_30(run, x, wanted):
        if run.step == 30:
            raise KeyboardInterrupt
        return descend(run, x, wanted)

    monkeypatch.setattr(_Run, "_descend", stop_at_step_30)
    stopped = train(SMALL, images, validation)
    assert stopped.epochs == 0
    assert len(stopped.history.epoch_cost) == len(stopped.history.step) == 0
    assert stopped.history.snapshot_step[-1] == 30
    assert ends_with(stopped)


def test_a_history_stopped_in_the_first_epoch_can_be_stored(
    images, validation, monkeypatch, tmp_path
):
    def stop(run, x, wanted):
        raise KeyboardInterrupt

    monkeypatch.setattr(_Run, "_descend", stop)
    stopped = train(SMALL, images, validation)
    save_history(tmp_path / "history.npz", stopped.history)
    assert load_history(tmp_path / "history.npz").snapshot_step.tolist() == [0]


# --- the history -----------------------------------------------------------------------------


def ends_with(done):
    """Whether the last snapshot is the network handed out, as far as float16 can tell."""
    last = done.history.network(-1).parameters
    return np.allclose(last, done.mlp.parameters, rtol=2**-10, atol=1e-7)


def test_snapshots_lead_from_the_random_start_to_the_network(learned):
    done, _ = learned
    history = done.history
    seed = np.random.default_rng([0, 0])
    start = MLP.random(SMALL.sizes, SMALL.activation, seed=seed, gain=SMALL.gain)
    assert history.snapshot_step[0] == 0
    assert np.allclose(history.network(0).parameters, start.parameters, rtol=2**-10, atol=1e-7)
    assert history.snapshot_step[-1] == SMALL.epochs * history.steps_per_epoch
    assert ends_with(done)
    assert history.fingerprint == done.mlp.fingerprint
    assert history.snapshots.dtype == np.float16


def test_snapshots_are_marked_with_what_they_achieve(learned, validation):
    history = learned[0].history
    for index in (0, len(history.snapshots) // 2, -1):
        mlp = history.network(index)
        output = mlp.forward(validation.pixels).output
        measured = cost(output, one_hot(validation.labels))
        assert history.snapshot_cost[index] == pytest.approx(measured, rel=0.01)
        accuracy = examine(mlp, validation).accuracy
        assert history.snapshot_accuracy[index] == pytest.approx(accuracy, abs=0.02)


def test_costs_and_accuracies_are_those_reported(learned, validation):
    done, reports = learned
    history = done.history
    assert [report.epoch for report in reports] == [1, 2, 3, 4]
    assert np.allclose(history.epoch_cost, [report.cost for report in reports])
    assert np.allclose(history.validation_cost, [report.validation_cost for report in reports])
    assert reports[-1].validation_accuracy == examine(done.mlp, validation).accuracy
    assert history.validation_accuracy[-1] == pytest.approx(reports[-1].validation_accuracy)
    assert history.validation_cost[-1] == history.snapshot_cost[-1]


def test_costs_by_step_add_up_to_those_by_epoch(learned):
    history = learned[0].history
    assert history.steps_per_epoch == 60
    assert history.step.tolist() == list(range(1, 241))
    assert np.allclose(history.step_cost.reshape(4, 60).mean(axis=1), history.epoch_cost)


def test_long_trainings_keep_means_of_stretches(learned, images, validation, monkeypatch):
    monkeypatch.setattr(training, "STEP_COSTS", 30)
    thin = train(SMALL, images, validation).history
    assert thin.step.tolist() == list(range(8, 241, 8))
    every = learned[0].history.step_cost
    assert np.allclose(thin.step_cost, every.reshape(30, 8).mean(axis=1))


@pytest.mark.parametrize(
    ("recipe", "steps_per_epoch"),
    [(SHIPPED, 5000), (replace(SHIPPED, epochs=1), 500), (replace(SMALL, epochs=30), 200)],
)
def test_snapshots_are_dense_early(recipe, steps_per_epoch):
    steps = sorted({0, *training._snapshot_steps(recipe, steps_per_epoch)})
    gaps = np.diff(steps)
    quarter = len(gaps) // 4
    assert steps[-1] == recipe.epochs * steps_per_epoch
    assert 40 <= len(steps) <= training.SNAPSHOTS
    assert np.median(gaps[:quarter]) < np.median(gaps[-quarter:]) / 10
    assert (np.diff(gaps[quarter:]) > -(gaps[quarter + 1 :] * 0.1 + 2)).all()


@pytest.mark.parametrize("asked", [[], [3, 1, 100], [240]])
def test_snapshots_can_be_asked_for(asked, learned, images, validation):
    done = train(SMALL, images, validation, snapshots=asked)
    assert done.history.snapshot_step.tolist() == sorted({0, *asked, 240})
    assert np.array_equal(done.mlp.parameters, learned[0].mlp.parameters)


@settings(deadline=None)
@given(
    middle=st.lists(st.integers(1, 3000), max_size=3),
    epochs=st.integers(1, 500),
    steps_per_epoch=st.integers(1, 6000),
)
def test_the_end_is_always_kept_and_the_file_stays_small(middle, epochs, steps_per_epoch):
    recipe = Recipe(sizes=(784, *middle, 10), epochs=epochs)
    steps = training._snapshot_steps(recipe, steps_per_epoch)
    assert min(steps) >= 1
    assert max(steps) == epochs * steps_per_epoch
    size = 2 * parameter_count(recipe.sizes)
    assert (len(steps) + 1) * size <= max(training.SNAPSHOT_BYTES, 3 * size)


def test_a_history_of_the_shipped_shape_is_at_most_4_mb(tmp_path, images, validation):
    """Random parameters, which can't be packed, at all steps there may be."""
    history = train(replace(SHIPPED, epochs=1), images, validation).history
    count = parameter_count(SHIPPED.sizes)
    noise = np.random.default_rng(0).standard_normal((training.SNAPSHOTS, count))
    many = {"step": 1 << 40, "step_cost": 0.1}
    full = replace(
        history,
        snapshots=noise.astype(np.float16),
        snapshot_step=np.arange(training.SNAPSHOTS),
        snapshot_cost=noise[:, 0].astype(np.float32),
        snapshot_accuracy=noise[:, 1].astype(np.float32),
        **{
            name: (value * noise[0, : training.STEP_COSTS]).astype(getattr(history, name).dtype)
            for name, value in many.items()
        },
    )
    save_history(tmp_path / "history.npz", full)
    assert (tmp_path / "history.npz").stat().st_size <= 4_000_000


# --- what can't be trained -------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"rate": 1e30},
        {"rate": 1e30, "activation": "relu"},
        {"rate": 1e7, "decay": 0},
        {"gain": 1e30},
    ],
)
def test_growing_beyond_all_bounds_is_told(change, images, validation):
    recipe = replace(SMALL, **{"decay": 0, **change})
    with pytest.raises(InputError) as caught:
        train(recipe, images, validation)
    assert caught.value.subject == "--rate"
    assert "lower" in caught.value.remedy


def test_a_batch_larger_than_the_data_is_refused(images, validation):
    train(replace(SMALL, batch=600, epochs=1), images, validation)
    with pytest.raises(InputError) as caught:
        train(replace(SMALL, batch=601), images, validation)
    assert caught.value.subject == "--batch"
    assert "600" in caught.value.expected


@pytest.mark.parametrize("sizes", [(783, 16, 10), (784, 16, 9), (784, 16, 11), (10, 784)])
def test_sizes_that_do_not_fit_digits_are_refused(sizes, images, validation):
    with pytest.raises(InputError) as caught:
        train(replace(SMALL, sizes=sizes), images, validation)
    assert caught.value.subject == "--sizes"
    assert caught.value.found == " ".join(map(str, sizes))


# --- moved images ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def handwriting():
    return draw(60, 0)[0]


def pictures(images):
    """Return images as rows and columns: (n, 28, 28), signed."""
    return images.reshape(-1, 28, 28).astype(int)


def moved(pictures, down, across):
    """Return pictures whose pixels come from so far down and across."""
    moving = Moving(pictures, np.abs([down, across]).max())
    return moving(np.arange(len(pictures)), down, across, np.full_like(pictures, 99))


def moved_by(images, down, across):
    """The same for all."""
    amounts = [np.full(len(images), amount, np.float32) for amount in (down, across)]
    return moved(images.reshape(-1, 28, 28), *amounts)


def shift(images, limit, seed=0):
    """Return images, each moved by its own amount."""
    amounts = np.random.default_rng(seed).uniform(-limit, limit, (2, len(images)))
    return moved(images.reshape(-1, 28, 28), *amounts.astype(np.float32)).reshape(images.shape)


def centres(images):
    """Centre of mass of each image: row and column."""
    return np.array([ndimage.center_of_mass(image.reshape(28, 28)) for image in images])


def test_nothing_changes_by_nothing(handwriting):
    assert np.array_equal(shift(handwriting, 0), handwriting)


@pytest.mark.parametrize(("down", "across"), [(1, 0), (0, 1), (-2, 1), (3, -3)])
def test_a_shift_by_whole_pixels_rolls_the_image(down, across):
    still = np.zeros((20, 28, 28), np.uint8)
    still[:, 4:24, 4:24] = np.random.default_rng(0).integers(256, size=(20, 20, 20))
    # What is seen at a place comes from where the amount points to, hence the signs.
    rolled = np.roll(still, (down, across), axis=(1, 2))
    assert np.array_equal(moved_by(still, -down, -across), rolled)


@pytest.mark.parametrize("limit", [0.4, 1.0, 3.7, 8.0])
def test_a_shift_is_the_library_s_linear_interpolation(limit, handwriting):
    rng = np.random.default_rng(3)
    down, across = rng.uniform(-limit, limit, (2, len(handwriting))).astype(np.float32)
    ours = moved(handwriting.reshape(-1, 28, 28), down, across)
    for image, y, x, mine in zip(pictures(handwriting), down, across, ours, strict=True):
        amounts = (-y.item(), -x.item())
        theirs = ndimage.shift(image.astype(float), amounts, order=1, mode="grid-constant")
        assert np.abs(theirs - mine).max() <= 0.51


def straight(pictures, down, across):
    """The four pixels around each place, weighed in double precision, for shifts of up to 8."""
    framed = np.pad(pictures, ((0, 0), (9, 9), (9, 9))).astype(float)
    top, left = (np.floor(way).astype(int) for way in (down, across))
    rows, columns = 9 + top[:, None] + np.arange(29), 9 + left[:, None] + np.arange(29)
    block = framed[np.arange(len(pictures))[:, None, None], rows[:, :, None], columns[:, None]]
    down, across = ((way - np.floor(way.astype(float)))[:, None, None] for way in (down, across))
    block = block[:, :-1] + down * (block[:, 1:] - block[:, :-1])
    return (block[:, :, :-1] + across * (block[:, :, 1:] - block[:, :, :-1]) + 0.5).astype(np.uint8)


def test_rounding_is_that_of_double_precision(monkeypatch):
    """Single precision alone would round some of these pixels to their neighbours."""
    rng = np.random.default_rng(0)
    noise = rng.integers(256, size=(1500, 28, 28), dtype=np.uint8)
    down, across = rng.uniform(-1, 1, (2, 1500)).astype(np.float32)
    exactly = straight(noise, down, across)
    assert np.array_equal(moved(noise, down, across), exactly)
    monkeypatch.setattr(augmentation, "DOUBT", 0)
    monkeypatch.setattr(augmentation, "ALMOST_HALF", np.float32(0.5))
    assert 0 < (moved(noise, down, across) != exactly).sum() < 100


@given(st.integers(0, 2**32), st.lists(st.tuples(*[st.integers(0, 27)] * 4), max_size=4))
def test_ink_is_moved_wherever_it_is(seed, boxes):
    """Blank pictures, rims, what leaves the picture: no pixel is another than without windows."""
    rng, pictures = np.random.default_rng(seed), np.zeros((len(boxes) + 1, 28, 28), np.uint8)
    for picture, (top, height, left, width) in zip(pictures[1:], boxes, strict=True):
        part = picture[top : top + height + 1, left : left + width + 1]
        part[:] = rng.integers(256, size=part.shape)
    farthest = rng.choice([0.5, 1, 8])
    down, across = rng.uniform(-farthest, farthest, (2, len(pictures))).astype(np.float32)
    down[rng.random(len(pictures)) < 0.2] = rng.choice([-farthest, farthest])
    assert np.array_equal(moved(pictures, down, across), straight(pictures, down, across))


def test_a_picture_moves_the_same_way_whatever_it_moves_with(handwriting, monkeypatch):
    together = shift(handwriting, 2)
    monkeypatch.setattr(augmentation, "TOGETHER", 4)  # the last piece is a smaller one
    assert np.array_equal(shift(handwriting, 2), together)
    assert np.array_equal(shift(handwriting[:3], 0), handwriting[:3])


def test_what_leaves_the_picture_does_not_come_back():
    page = moved_by(np.full((1, 784), 255, np.uint8), 3, 0)[0]
    assert (page[:25] == 255).all()
    assert (page[25:] == 0).all()


def test_a_shift_by_half_a_pixel_takes_the_mean_of_neighbours(handwriting):
    old, new = pictures(handwriting), moved_by(handwriting, 0, -0.5)
    assert np.array_equal(new[:, :, 1:], (old[:, :, 1:] + old[:, :, :-1] + 1) // 2)


def test_shifted_images_are_images(handwriting):
    shifted = shift(handwriting, 2)
    assert shifted.shape == handwriting.shape
    assert shifted.dtype == np.uint8
    assert shifted.sum() == pytest.approx(handwriting.sum(), rel=0.01)
    assert not (shifted == handwriting).all(axis=1).any()
    assert np.array_equal(shifted, shift(handwriting, 2))


def test_shifts_are_even_up_to_the_limit(handwriting):
    many = np.repeat(handwriting[:1], 4000, axis=0)
    way = centres(shift(many, 1.5, np.random.default_rng(0))) - centres(many[:1])
    assert np.abs(way).max() < 1.55
    assert np.allclose(way.mean(axis=0), 0, atol=0.06)
    assert np.allclose(way.std(axis=0), 1.5 / np.sqrt(3), rtol=0.05)
    assert abs(np.corrcoef(way.T)[0, 1]) < 0.06
