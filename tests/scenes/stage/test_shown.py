"""Which digits films show, which their figures are of, and how they are spoken of."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from films.order import Order
from network.digits import sources
from network.digits.idx import header
from network.digits.sources import load, load_test, own_digits
from network.files.archive import Provenance
from network.measured.findings import findings_beside, measure, save_findings
from network.training.stored import SHIPPED_NETWORK, load_network, save_network
from scenes.script.catalogue import written
from scenes.stage.data import LONGEST_NAME, data_of, shortened
from scenes.stage.shown import OWN_DIGITS, OWN_SEED, Shown
from tests.bars import write_bars

MNIST = os.environ.get("NETWORK_DATA")
needs_mnist = pytest.mark.skipif(not MNIST, reason="NETWORK_DATA names no MNIST")


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch, cache):
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.delenv("LECTURE_MODEL", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(cache))
    monkeypatch.setattr(sources, "HANDWRITING_COUNTS", (6, 2, 30))


@pytest.fixture
def bars(tmp_path):
    """A folder with digits that are neither MNIST nor handwriting."""
    return write_bars(tmp_path / "bars")


@pytest.fixture
def learned_from(tmp_path, monkeypatch):
    """Return a function that says what a network learned from, and returns what scenes show."""

    def make(data: Provenance) -> Shown:
        path = tmp_path / "model" / "network.npz"
        path.parent.mkdir(exist_ok=True)
        save_network(path, replace(load_network(SHIPPED_NETWORK), data=data))
        monkeypatch.setenv("LECTURE_MODEL", str(path))
        return Shown()

    return make


def provenance(source: str) -> Provenance:
    split = load(source)
    return Provenance(split.name, split.sha256, split.folder)


def order(data: object = "") -> Order:
    """Return the order for films of the network in use."""
    return Order(data=str(data), model=os.environ.get("LECTURE_MODEL", Order.model))


def files_in(order: Order) -> set[str]:
    return {file.name for file in order.inputs("forward") if "ubyte" in file.name}


# --- one decision ------------------------------------------------------------------------------


def test_without_mnist_the_shipped_network_reads_our_own_handwriting():
    shown = Shown()
    assert shown.digits.digits.sha256 == own_digits(OWN_DIGITS, OWN_SEED).sha256
    assert written(shown.shown_digits.name) == "our own handwriting (seed 20)"
    assert written(shown.tested_on.of) == "of 10,000 MNIST test images"
    assert written(shown.found_on.counted) == "10,000 MNIST test images"
    assert shown.shows_others
    assert files_in(order()) == set()


@needs_mnist
def test_with_mnist_the_shipped_network_reads_and_counts_mnist(monkeypatch):
    monkeypatch.setenv("NETWORK_DATA", MNIST)
    shown = Shown()
    assert shown.digits.digits.sha256 == load_test(MNIST).sha256
    names = [each.counted for each in (shown.shown_digits, shown.tested_on, shown.found_on)]
    assert [*map(written, names)] == 3 * ["10,000 MNIST test images"]
    assert not shown.shows_others
    assert files_in(order(MNIST)) == {
        file.name for file in Path(MNIST).iterdir() if file.name.startswith("t10k")
    }


@pytest.mark.parametrize("named", ["", *filter(None, [MNIST])])
def test_what_learned_from_handwriting_shows_and_counts_it(learned_from, monkeypatch, named):
    """Though MNIST is there."""
    monkeypatch.setenv("NETWORK_DATA", named)
    shown = learned_from(provenance("handwriting"))
    assert shown.digits.digits.sha256 == load_test("handwriting").sha256
    assert (shown.shown_digits.kind, shown.found_on.kind, shown.tested_on.kind) == 3 * ("own",)
    assert written(shown.found_on.counted) == "30 test digits in our own handwriting"
    assert not shown.shows_others
    assert files_in(order(named)) == set()


def test_what_learned_from_a_folder_shows_what_is_in_there(learned_from, bars):
    shown = learned_from(provenance(f"idx:{bars}"))
    assert shown.digits.digits.sha256 == load_test(f"idx:{bars}").sha256
    assert written(shown.shown_digits.name) == "test images from bars"
    assert not shown.shows_others
    assert files_in(order()) == {file.name for file in bars.iterdir()}
    assert order().digits_source == f"idx:{bars}"


def test_a_folder_may_have_moved(learned_from, bars, tmp_path, monkeypatch):
    data = provenance(f"idx:{bars}")
    moved = bars.rename(tmp_path / "elsewhere")
    shown = learned_from(data)
    assert shown.shows_others
    assert shown.digits.digits.sha256 == own_digits(OWN_DIGITS, OWN_SEED).sha256
    monkeypatch.setenv("NETWORK_DATA", str(moved))
    assert Shown().digits.digits.sha256 == load_test(f"idx:{moved}").sha256
    assert files_in(order(moved)) == {file.name for file in moved.iterdir()}


@pytest.mark.parametrize("named", [True, False])
def test_what_is_not_the_same_to_the_last_bit_is_not_shown(
    learned_from, bars, tmp_path, monkeypatch, named
):
    data = provenance(f"idx:{bars}")
    if named:
        bars = Path(shutil.move(bars, tmp_path / "other"))
        monkeypatch.setenv("NETWORK_DATA", str(bars))
    count = len(load_test(f"idx:{bars}"))
    next(bars.glob("t10k-labels*")).write_bytes(header((count,)) + bytes(count))
    assert learned_from(data).shows_others
    assert files_in(order(bars if named else "")) == set()


def test_findings_about_another_kind_of_digits_are_measured_anew(learned_from, bars):
    shown = learned_from(provenance("handwriting"))
    beside = findings_beside(Path(os.environ["LECTURE_MODEL"]))
    save_findings(beside, measure(shown.network.mlp, load_test(f"idx:{bars}")))
    assert shown.findings.data.sha256 == load_test("handwriting").sha256


def test_a_network_keeps_the_folder_it_learned_from(learned_from, bars):
    data = provenance(f"idx:{bars}")
    assert data.folder == str(bars.resolve())
    assert learned_from(data).network.data == data


@needs_mnist
def test_mnist_is_known_by_its_content():
    split = load(f"idx:{MNIST}")
    for part in (split, split.test):
        assert data_of(Provenance("some folder", part.sha256)).kind == "mnist"
    assert data_of(Provenance("MNIST", "0" * 64)).kind == "other"


# --- in words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("fashion", "fashion"),
        ("a" * LONGEST_NAME, "a" * LONGEST_NAME),
        ("handwriting-of-the-whole-class-2024", "handwriting…class-2024"),
        ("two\nlines\tand {fields}", "two lines and {fields}"),
        ("\n", "?"),
    ],
)
def test_a_long_name_is_shortened_in_the_middle(name, short):
    assert shortened(name) == short
    assert len(short) <= LONGEST_NAME
    told = data_of(Provenance(f"{name} test images", "0" * 64), 1200)
    assert written(told.of) == f"of 1,200 test images from {short}"
    assert written(told.collection) == f"images from {short}"
