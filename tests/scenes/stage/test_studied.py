"""Which study a film shows, and that its films are made anew when it changes."""

import shutil

import numpy as np
import pytest

from films.dependencies import STUDIES
from films.order import Order
from network.files.errors import InputError
from network.measured import studies
from network.measured.study import study_file
from network.training.stored import SHIPPED_NETWORK, history_beside, load_network
from scenes.script.catalogue import written
from scenes.stage.studied import FEW, Studied


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch, cache):
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.delenv("LECTURE_MODEL", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(cache))


def test_every_study_has_its_attribute_and_every_film_knows_its_file():
    assert set(STUDIES.values()) == set(studies.STUDIES)
    assert all(hasattr(Studied, attribute) for attribute in STUDIES)


def test_the_shipped_network_shows_what_was_stored():
    shown = Studied()
    study = shown.example_costs
    assert study.is_of(shown.network.mlp)
    said = written(shown.studied_on(study).of)
    assert said == f"of {study.origin.count:,} MNIST training images"


def test_another_network_is_studied_on_the_spot(models, monkeypatch):
    monkeypatch.setenv("LECTURE_MODEL", str(models["784-8-10 relu"]))
    shown = Studied()
    study = shown.example_costs
    assert study.is_of(shown.network.mlp)
    assert not study.is_of(load_network(SHIPPED_NETWORK).mlp)
    assert study.origin.count == len(study.start) == min(FEW, len(shown.digits.digits))
    assert "test" in written(shown.studied_on(study).of)


def test_the_digits_of_a_study_are_those_it_was_measured_on_or_none(models, monkeypatch):
    shown = Studied()
    assert shown.studied_digits(shown.example_costs) is None  # MNIST, which isn't here
    monkeypatch.setenv("LECTURE_MODEL", str(models["784-8-10 relu"]))
    shown = Studied()
    digits = shown.studied_digits(shown.example_costs)
    output = shown.network.mlp.forward(digits.image(7)).output
    wanted = np.eye(10)[digits.labels[7]]
    cost = float(np.square(output - wanted).sum())
    assert shown.example_costs.trained[7] == pytest.approx(cost, abs=1e-5)
    assert len(digits) == len(shown.example_costs.trained)


def test_a_damaged_study_is_no_reason_to_measure_in_silence(tmp_path, monkeypatch):
    for file in (SHIPPED_NETWORK, history_beside(SHIPPED_NETWORK)):
        shutil.copy(file, tmp_path)
    monkeypatch.setenv("LECTURE_MODEL", str(tmp_path / "network.npz"))
    beside = study_file("example-costs", tmp_path / "network.npz")
    beside.parent.mkdir()
    beside.write_bytes(b"PK but no archive")
    with pytest.raises(InputError, match="example-costs"):
        _ = Studied().example_costs


def test_films_are_made_from_the_studies_that_they_show(tmp_path, monkeypatch):
    monkeypatch.setattr("films.order.shown_by", lambda scene: frozenset({"example_costs"}))
    assert study_file("example-costs").relative_to(SHIPPED_NETWORK.parent.parent) in set(
        Order().inputs("forward")
    )
