"""Settings go through everything unharmed, whatever files are called, and films into folders."""

import shlex
import string
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from films.dependencies import ROOT
from films.order import Order, relative
from network.files.errors import InputError

#: Names of files that somebody on the way could take for something else.
NASTY = ["five: 1.png", "five #1.png", "fi{ve}.png", "-five.png", "'five\".png", "$HOME.png"]
NASTY += ["%five%.png", "five\\.png", "five, six.png", "五.png", "*?[a].png", "~", "five]  (.png"]
NASTY += ["!five&.png", "null", "1e3", "\udcff.png", "{{x}}", "a=b.png", "<five>;|.png"]

#: Whatever a file can be called that has no line break in its name.
names = st.text(
    st.characters(exclude_characters="/\0\n\r", exclude_categories=("Cs",)), min_size=1
).filter(lambda name: name not in (".", ".."))


def test_every_setting_has_films_of_its_own() -> None:
    given = [{}, {"theme": "light"}, {"narration": "0"}, {"quality": "l"}, {"language": "en"}]
    given += [{"model": "out/models/big/network.npz"}, {"language": "zh-Hant", "theme": "light"}]
    given += [{"master": "1"}, {"master": "0"}]
    folders = [Order.of(each).folder.as_posix() for each in given]
    assert folders == [
        "out/h",
        "out/h-light",
        "out/h-no-narration",
        "out/l",
        "out/h",
        "out/models/big/h",
        "out/h-zh-Hant-light",
        "out/h-master",
        "out/h",
    ]
    with pytest.raises(InputError, match="language xx"):
        Order.of({"language": "xx"})


def test_folders_of_files_tell_their_names_and_never_meet() -> None:
    """Not even where a theme, a picture, a network and a folder of data are called alike."""
    alike = [{"theme": "light"}, {"digit": "light.png"}, {"digit": "other/light.png"}]
    alike += [{"model": "light/network.npz"}, {"model": "light.npz"}, {"data": "idx:light"}]
    alike += [{"model": "light.npz", "digit": "light.png"}, {"data": "idx-turned:light"}]
    alike += [
        {"model": "out/models/light/network.npz"},
        {"model": "out/models/{light}/network.npz"},
    ]
    folders = [Order.of({"quality": "l", **each}).folder for each in alike]
    for one, other in combinations(folders, 2):
        assert one != other
        assert not one.is_relative_to(other)
    assert all("light" in folder.as_posix() for folder in folders)
    assert Order.of({"data": "mnist"}).folder == Order().folder  # MNIST is MNIST, wherever it lies


@pytest.mark.parametrize("name", NASTY)
def test_any_name_of_a_file_goes_through_an_order(name: str) -> None:
    order = Order.of({"digit": f"/somewhere/{name}", "data": f"idx:/in {name}/{name}"})
    assert set(order.token) <= set(string.ascii_letters + string.digits + "-_")
    assert Order.from_token(order.token) == order
    assert order.environment["LECTURE_DIGIT"] == f"/somewhere/{name}"
    assert order.environment["NETWORK_DATA"] == f"idx:/in {name}/{name}"
    assert len(order.folder.parts) == 2
    assert not set(order.folder.as_posix()) & set("{}'\"$\\*?:#% ~!&;|<>[]=")
    again = shlex.split(shlex.join(order.options))
    assert again == ["--digit", order.digit, "--data", order.data]


@example("\N{MATHEMATICAL BOLD CAPITAL A}" * 60, "\N{MATHEMATICAL BOLD CAPITAL A}" * 59)
@given(names, names)
def test_whatever_files_are_called_orders_stay_apart(one: str, other: str) -> None:
    orders = [Order.of({"model": f"/{one}", "digit": f"/{other}"})]
    orders.append(Order.of({"model": f"/{other}", "digit": f"/{one}"}))
    longest = replace(orders[0], data=f"idx:/{one}", language="zh-Hant", narration="0", master="1")
    for order in (*orders, longest):
        assert Order.from_token(order.token) == order
        assert len(order.folder.name.encode()) < 255
    assert (orders[0] == orders[1]) == (orders[0].folder == orders[1].folder)


def test_a_word_of_an_order_is_a_word_for_yaml_and_for_a_shell() -> None:
    yaml = pytest.importorskip("yaml")
    token = Order.of({"digit": "/null #1: {x}", "language": "hu"}).token
    assert yaml.safe_load(token) == token
    assert shlex.quote(token) == token


def test_paths_in_the_repository_are_called_as_from_there() -> None:
    assert relative(ROOT / "assets/../Snakefile") == Path("Snakefile")
    assert relative(Path("/elsewhere")) == Path("/elsewhere")
    assert Order.of({"data": f"idx:{ROOT}/assets"}).data == "idx:assets"
    assert Order.of({"data": "idx:assets"}).environment["NETWORK_DATA"] == f"idx:{ROOT}/assets"
