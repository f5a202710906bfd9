"""Images that another process moves are those that this one would have made."""

import itertools
import signal
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest

from network.training import ahead
from network.training.ahead import Ahead, Epochs, order_of
from network.training.recipe import Recipe
from network.training.training import train
from tests.bars import bars

IMAGES = bars(1500, 1)
SEED, EPOCHS = 7, 5
MOVING = Recipe(sizes=(784, 6, 10), epochs=EPOCHS, shift=1.5, seed=SEED)


def helpers() -> list[psutil.Process]:
    """The processes that move images for this one."""
    children = psutil.Process().children()
    return [each for each in children if "network.training.ahead" in each.cmdline()]


@pytest.fixture
def elsewhere(monkeypatch):
    """Let a process do it, however few images there are."""
    monkeypatch.setattr(ahead, "WORTH_IT", 0)


@pytest.fixture
def made(elsewhere):
    made = Ahead(IMAGES.images, MOVING.shift, SEED, EPOCHS)
    assert len(helpers()) == 1
    yield made
    made.close()
    assert not helpers()


def alike(moved, epoch) -> bool:
    return np.array_equal(moved, Epochs(IMAGES.images, MOVING.shift, SEED).images_of(epoch))


def in_place(seed, epoch):
    """An epoch's images, moved, each where it lies in the data."""
    given = Epochs(IMAGES.images, 1.0, seed).images_of(epoch)
    return given[np.argsort(order_of(len(given), seed, epoch))]


def test_images_are_moved_anew_each_epoch_and_with_each_seed():
    first, second, other = in_place(SEED, 0), in_place(SEED, 1), in_place(SEED + 1, 0)
    for one, two in itertools.combinations([IMAGES.images, first, second, other], 2):
        assert not (one == two).all(axis=1).any()
    assert np.array_equal(first, in_place(SEED, 0))


def test_images_are_shuffled_anew_each_epoch_and_with_each_seed():
    orders = [order_of(500, seed, epoch) for seed in (SEED, SEED + 1) for epoch in range(2)]
    for order in orders:
        assert sorted(order) == list(range(500))
    for one, two in itertools.combinations([*orders, np.arange(500)], 2):
        assert (one == two).mean() < 0.03
    still = Epochs(IMAGES.images[:500], 0, SEED).images_of(1)
    assert np.array_equal(still, IMAGES.images[orders[1]])


def test_a_process_makes_the_same_images(made):
    given = [made.images_of(epoch).copy() for epoch in range(EPOCHS)]
    assert all(alike(moved, epoch) for epoch, moved in enumerate(given))


def test_an_epoch_stays_while_the_next_one_is_made(made):
    """What is learned from must not change under the hands of the one who learns."""
    for epoch in range(EPOCHS):
        learned_from = made.images_of(epoch)
        time.sleep(0.3)  # enough for the next one
        assert alike(learned_from, epoch)


def test_ctrl_c_is_not_for_the_process(made):
    assert alike(made.images_of(0), 0)
    helpers()[0].send_signal(signal.SIGINT)
    assert [alike(made.images_of(epoch), epoch) for epoch in range(1, EPOCHS)] == [True] * 4
    assert len(helpers()) == 1


@pytest.mark.parametrize("when", range(3))
def test_if_the_process_ends_the_same_images_are_made_here(made, when):
    for epoch in range(EPOCHS):
        if epoch == when:
            helpers()[0].kill()
        assert alike(made.images_of(epoch), epoch)


@pytest.mark.parametrize("missing", ["process", "memory"])
def test_without_a_process_the_same_images_are_made_here(elsewhere, monkeypatch, missing):
    def refuse(*_, **__):
        raise OSError(f"no {missing}")

    place = {"process": (ahead.subprocess, "Popen"), "memory": (ahead, "_shared_file")}
    monkeypatch.setattr(*place[missing], refuse)
    made = Ahead(IMAGES.images, MOVING.shift, SEED, EPOCHS)
    assert not helpers()
    assert alike(made.images_of(0), 0)
    made.close()


def test_memory_without_a_name_need_not_be_had(elsewhere, monkeypatch):
    monkeypatch.delattr(ahead.os, "memfd_create", raising=False)  # as on macOS
    made = Ahead(IMAGES.images, MOVING.shift, SEED, EPOCHS)
    assert len(helpers()) == 1
    assert [alike(made.images_of(epoch), epoch) for epoch in range(EPOCHS)] == [True] * EPOCHS
    made.close()


def test_little_work_needs_no_process():
    made = Ahead(IMAGES.images, MOVING.shift, SEED, EPOCHS)
    assert not helpers()
    still = Ahead(IMAGES.images, 0, SEED, 10**9)
    assert not helpers()
    made.close()
    still.close()


def test_the_same_network_is_trained(monkeypatch):
    """With a process or without."""
    here = train(MOVING, IMAGES, bars(50, 2)).mlp
    monkeypatch.setattr(ahead, "WORTH_IT", 0)
    seen = []
    there = train(MOVING, IMAGES, bars(50, 2), lambda _: seen.append(len(helpers()))).mlp
    assert seen == [1] * EPOCHS
    assert not helpers()
    assert np.array_equal(here.parameters, there.parameters)
    other = train(replace(MOVING, shift=0.0), IMAGES, bars(50, 2)).mlp
    assert not np.array_equal(here.parameters, other.parameters)


def test_a_package_of_the_same_name_is_not_taken_for_ours(elsewhere, tmp_path, monkeypatch):
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "__init__.py").write_text("raise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    made = Ahead(IMAGES.images, MOVING.shift, SEED, EPOCHS)
    assert alike(made.images_of(0), 0)
    assert len(helpers()) == 1
    made.close()


def test_a_training_that_fails_leaves_no_process(elsewhere):
    def stop(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        train(MOVING, IMAGES, bars(50, 2), stop)
    assert not helpers()
