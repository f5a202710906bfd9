"""Experiments in processes of their own make the same as one after the other."""

import io
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from rich.console import Console

from network import side_by_side as module
from network.experimenting import planned
from network.files.errors import InputError
from network.measured.trials import QUICK
from network.side_by_side import side_by_side, work_of
from network.training.recipe import Recipe
from network.training.training import train
from tests.side_jobs import RECIPE, Threads, fail, few, learn


def run(jobs, terminal=False):
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120)
    done = dict(side_by_side(jobs, few, 4 * work_of(RECIPE), console))
    return done, console.file.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_all_jobs_are_done_as_one_would_do_them(terminal, monkeypatch):
    if terminal:  # what is shown is made here, so processes are asked about once
        monkeypatch.setattr(module, "ProcessPoolExecutor", Threads)
    jobs = {f"job {seed}": partial(learn, seed) for seed in (1, 2)}
    done, told = run(jobs, terminal)
    part = few().train
    for seed in (1, 2):
        alone = train(replace(RECIPE, seed=seed), part, part)
        np.testing.assert_array_equal(done[f"job {seed}"], alone.mlp.parameters)
        assert f"job {seed}: seed {seed}" in told


def test_what_goes_wrong_in_a_job_is_told():
    with pytest.raises(InputError, match="try again"):
        run({"good": partial(learn, 1), "bad": fail})


def test_the_work_that_isplanned_is_that_of_the_trainings():
    deep, wide = (784, *(32,) * 6, 10), [(784, n, n, 10) for n in (8, 16, 32)]
    trainings = [(size, 2) for size in wide] + [((784, 10), 2)] * 2
    trainings += [(deep, 2)] * (3 * 2 + 3) + [(deep, 3)]
    assert planned(QUICK) == sum(
        epochs * work_of(Recipe(sizes=sizes)) for sizes, epochs in trainings
    )
