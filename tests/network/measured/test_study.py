"""Studies: stored as they are, refused when they can't be right, and true of what they name."""

import json
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from network.files.archive import Provenance, write_archive
from network.files.errors import InputError
from network.measured.example_costs import ExampleCosts
from network.measured.studies import OF_NETWORK, STUDIES
from network.measured.study import Origin, Study, source_code, stored, study_file
from network.training.playback import Playback
from network.training.stored import (
    SHIPPED_NETWORK,
    history_beside,
    load_history,
    load_network,
)

ORIGIN = Origin("a network", Provenance("digits", "0" * 64), "training", 7)


@dataclass(frozen=True, eq=False)
class Toy(Study):
    """Some of everything."""

    name: ClassVar[str] = "toy"
    seeds: tuple[int, ...]
    sizes: tuple[tuple[int, ...], ...]
    rate: float
    word: str
    right: bool
    curve: np.ndarray = stored("seeds", "points", shares=True)
    counts: np.ndarray = stored("seeds", 2, dtype="int64")

    def contradiction(self):
        """Fall with the seeds."""
        if len(self.seeds) != len(self.curve):
            return f"{len(self.seeds)} curves", str(len(self.curve))
        return None


def toy(**other):
    values = {
        "seeds": (3, 4, 5),
        "sizes": ((7, 2), (3,)),
        "rate": 0.5,
        "word": "ok",
        "right": True,
        "curve": np.linspace(0, 1, 12).reshape(3, 4),
        "counts": np.arange(6).reshape(3, 2),
    }
    return Toy(ORIGIN, **(values | other))


def test_a_study_comes_back_as_it_was(tmp_path):
    path = tmp_path / "deep" / "toy.npz"
    toy().save(path)
    back = Toy.load(path)
    assert back.origin == ORIGIN
    assert (back.seeds, back.sizes) == ((3, 4, 5), ((7, 2), (3,)))
    assert (back.rate, back.word, back.right) == (0.5, "ok", True)
    np.testing.assert_array_equal(back.curve, toy().curve)
    np.testing.assert_array_equal(back.counts, toy().counts)
    toy().save(tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "other",
    [
        {"curve": np.zeros((3, 4), np.float32)},
        {"counts": np.zeros((4, 2), np.int64)},
        {"counts": np.zeros((3, 3), np.int64)},
        {"curve": np.zeros(3)},
    ],
)
def test_arrays_that_are_not_as_declared_are_not_written(tmp_path, other):
    with pytest.raises(ValueError, match="not \\("):
        toy(**other).save(tmp_path / "toy.npz")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"curve": np.full((3, 4), 1.5)}, "from 0 to 1"),
        ({"curve": np.full((3, 4), np.nan)}, "finite"),
        ({"seeds": (1, 2)}, "2 curves"),
        ({"seeds": (1, 2.5, 3)}, "a list seeds of int"),
        ({"rate": 2}, "rate"),
        ({"right": 1}, "right"),
        ({"sizes": (3, 4)}, "list of lists|of lists"),
    ],
)
def test_what_can_not_be_right_is_refused_and_it_says_what_to_run(tmp_path, other, found):
    path = tmp_path / "toy.npz"
    toy(**other).save(path)
    with pytest.raises(InputError, match=found) as error:
        Toy.load(path)
    assert "python -m network experiments --only toy" in str(error.value)


def test_another_study_a_changed_number_and_a_strange_part_are_noticed(tmp_path):
    path = tmp_path / "toy.npz"
    costs = ExampleCosts(ORIGIN, np.ones(7), np.ones(7))
    costs.save(path)
    with pytest.raises(InputError, match="a study: toy"):
        Toy.load(path)
    with np.load(path) as file:
        arrays = dict(file)
    about = json.loads(str(arrays.pop("about")))
    arrays.pop("format")
    write_archive(path, about.pop("kind"), about, arrays | {"start": np.zeros(7)})
    with pytest.raises(InputError, match="changed"):
        ExampleCosts.load(path)
    replace(costs, origin=replace(ORIGIN, part="kept")).save(path)
    with pytest.raises(InputError, match="kept"):
        ExampleCosts.load(path)


def test_names_of_studies_are_files_and_the_code_has_a_name():
    assert all(study_file(name).stem == name for name in STUDIES)
    assert len(source_code()) == 64


@pytest.mark.parametrize("kind", OF_NETWORK)
def test_the_studies_that_come_with_the_project_are_of_its_network(kind):
    network = load_network(SHIPPED_NETWORK)
    study = kind.load(study_file(kind.name))
    assert study.is_of(network.mlp)
    assert (study.origin.data, study.origin.part) == (network.data, "training")


def test_costs_are_those_of_the_ten_outputs(own_digits):
    network = load_network(SHIPPED_NETWORK)
    playback = Playback(load_history(history_beside(SHIPPED_NETWORK)), network.mlp)
    digits = own_digits[1][:30]
    costs = ExampleCosts.measure(playback, digits, ORIGIN)
    for mlp, found in ((playback.network(0), costs.start), (network.mlp, costs.trained)):
        for image, label, one in zip(digits.images, digits.labels, found, strict=True):
            a = mlp.astype(np.float64).forward(image / 255).output
            assert one == pytest.approx(sum((a[j] - (j == label)) ** 2 for j in range(10)))
