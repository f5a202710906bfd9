"""Settings that can't be right are errors before anything is made, whatever is there already."""

from dataclasses import replace
from pathlib import Path

import pytest

from films import settings
from films.order import Order
from films.settings import check
from network.digits.sources import load
from network.files.errors import InputError
from network.training.stored import load_network, save_network
from tests.bars import write_bars
from tests.toy_house import toy_digit, toy_network


@pytest.fixture
def ordered(tmp_path: Path, monkeypatch):
    """Return a function that checks an order, given as the environment gives it."""
    (tmp_path / "toy.npz").write_bytes(toy_network(0))
    (tmp_path / "narrow.npz").write_bytes(toy_network(0, 9, 2))
    (tmp_path / "five: {1}.png").write_bytes(toy_digit())
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty").mkdir()

    def make(**given: str) -> None:
        for key in given.keys() & {"model", "digit", "data"}:
            how, _, name = given[key].rpartition("idx:")
            given[key] = f"{'idx:' * ('idx:' in given[key])}{how}{tmp_path / name}"
        monkeypatch.setenv("NETWORK_DATA", given.get("data", ""))
        check(Order.of(given))

    return make


WRONG = {
    "theme": ({"theme": "lihgt"}, "dark or classic or light"),
    "no network": ({"model": "none.npz"}, "No such file"),
    "no network in it": ({"model": "text.png"}, "another kind of file"),
    "another network": ({"model": "narrow.npz"}, "9-2"),
    "no picture": ({"digit": "text.png"}, "expected: a picture"),
    "no digit": ({"digit": "none.png"}, "none.png"),
    "no MNIST": ({"data": "empty"}, "t10k-images-idx3-ubyte"),
    "no MNIST, for a network of others": ({"data": "empty", "model": "toy.npz"}, "ubyte"),
    "no folder": ({"data": "none"}, "No such file"),
}


@pytest.mark.parametrize(("given", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_right_is_an_error(ordered, given, told) -> None:
    with pytest.raises(InputError, match=told):
        ordered(**given)


def test_what_can_be_right_is_none(ordered) -> None:
    ordered(theme="light", model="toy.npz", digit="five: {1}.png", language="hu")


def test_other_images_are_those_that_the_network_learned_from(ordered, tmp_path: Path) -> None:
    folder = write_bars(tmp_path / "bars #1")
    with pytest.raises(InputError, match="retrain --data idx:"):
        ordered(data="idx:bars #1", model="toy.npz")
    network = load_network(tmp_path / "toy.npz")
    learned = replace(network, data=load(f"idx:{folder}").provenance)
    save_network(tmp_path / "bars.npz", learned)
    ordered(data="idx:bars #1", model="bars.npz")


@pytest.mark.parametrize(
    ("name", "profile", "wrong"),
    [("a {b}", "", "'{' and '}'"), ("$HOME", "profiles/slurm", "'\\$'"), ("$HOME's #1", "", "")],
)
def test_a_repository_where_nobody_finds_it_is_an_error(
    ordered, monkeypatch, name: str, profile: str, wrong: str
) -> None:
    monkeypatch.setattr(settings, "ROOT", Path("/somewhere") / name)
    if wrong:
        with pytest.raises(InputError, match=f"{wrong} in it"):
            check(Order(), profile)
    else:
        settings._check_place(settings.BRACES)
