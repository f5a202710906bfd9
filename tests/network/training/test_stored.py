import dataclasses
import io
import json
import os
import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.files.archive import FORMAT
from network.files.errors import InputError
from network.measured.experiments import Experiments, load_experiments, save_experiments
from network.measured.findings import load_findings, measure, save_findings
from network.measured.trials import Plan, compare_depth, compare_widths, time_first_step
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.stored import (
    HISTORY_ARRAYS,
    Provenance,
    TrainedNetwork,
    history_beside,
    load_history,
    load_network,
    save_history,
    save_network,
)
from network.training.training import train
from tests.bars import bars, bars_split

SIZES = (784, 4, 10)
RECIPE = Recipe(sizes=SIZES, epochs=2, batch=20, shift=0, seed=3)
LOADERS = {
    "network": load_network,
    "history": load_history,
    "findings": load_findings,
    "experiments": load_experiments,
}


@pytest.fixture(scope="module")
def training():
    return train(RECIPE, bars(100, 0), bars(40, 1))


@pytest.fixture(scope="module")
def trained(training):
    return TrainedNetwork(
        mlp=training.mlp,
        recipe=RECIPE,
        epochs=2,
        data=Provenance("bars", "0" * 64),
        validation_accuracy=0.25,
        test_accuracy=0.5,
        confusion=np.arange(100).reshape(10, 10),
    )


@pytest.fixture(scope="module")
def imported(trained):
    """A network that learned elsewhere: it ends in softmax, and nobody knows how it learned."""
    mlp = MLP(SIZES, trained.mlp.parameters.astype(float), "tanh", "softmax")
    return replace(
        trained,
        mlp=mlp,
        recipe=None,
        epochs=None,
        validation_accuracy=None,
        source="mine.safetensors",
    )


@pytest.fixture(scope="module")
def findings(training):
    return measure(training.mlp, bars(80, 2))


@pytest.fixture(scope="module")
def experiments():
    plan = Plan(((3,), (4, 4)), (0, 1), 1, deep=(5, 5, 5), rates=(0.1, 1.0), depth_epochs=1)
    digits = bars_split(200)

    def run(name, recipe, snapshots=None):
        return train(recipe, digits.train, digits.validation, snapshots=snapshots)

    widths, depth = (compare(plan, digits, run) for compare in (compare_widths, compare_depth))
    return Experiments(widths, depth, time_first_step(3))


@pytest.fixture(scope="module")
def stored(tmp_path_factory, training, trained, findings, experiments):
    """Sound files of all kinds, by name; tests work on copies."""
    folder = tmp_path_factory.mktemp("stored")
    save_network(folder / "network.npz", trained)
    save_history(folder / "history.npz", training.history)
    save_findings(folder / "findings.npz", findings)
    save_experiments(folder / "experiments.npz", experiments)
    return {name: folder / f"{name}.npz" for name in LOADERS}


@pytest.fixture(scope="module")
def sound(stored):
    """What these files hold, by name."""
    return {name: load(stored[name]) for name, load in LOADERS.items()}


def contents(path):
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


def changed(path, target, entries=None, **arrays):
    """Write a copy with other arrays (None: without them) and another description."""
    new = {**contents(path), **arrays}
    if entries is not None:
        new["about"] = np.array(json.dumps({**json.loads(str(new["about"])), **entries}))
    np.savez_compressed(target, **{name: a for name, a in new.items() if a is not None})
    return target


def attempt(load, path):
    """Load a file, or try to, with nothing else happening; return what it is, or what is wrong."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else None
    try:
        outcome = load(path)
    except InputError as error:
        outcome = error
    assert (path.read_bytes() if path.is_file() else None) == before
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else None) == beside
    if isinstance(outcome, InputError):
        assert outcome.subject == str(path)
        assert outcome.expected
        assert outcome.found
        assert outcome.remedy
        assert "\n" not in outcome.expected + outcome.found + outcome.remedy
    return outcome


def refused(load, path):
    """Check that a file is refused, in four parts and nothing else happening; return why."""
    error = attempt(load, path)
    assert isinstance(error, InputError)
    return error


def same_network(one, other):
    return (
        one.mlp.fingerprint == other.mlp.fingerprint
        and np.array_equal(one.mlp.parameters, other.mlp.parameters)
        and (one.recipe, one.epochs, one.data) == (other.recipe, other.epochs, other.data)
        and one.validation_accuracy == other.validation_accuracy
        and one.test_accuracy == other.test_accuracy
        and np.array_equal(one.confusion, other.confusion)
    )


def same_history(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in HISTORY_ARRAYS
    ) and (
        (one.sizes, one.activation, one.fingerprint, one.steps_per_epoch)
        == (other.sizes, other.activation, other.fingerprint, other.steps_per_epoch)
    )


def same(one, other):
    """Whether two values are alike, dataclasses field by field, arrays with their types."""
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one)]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    return type(one) is type(other) and one == other


SAME = {
    "network": same_network,
    "history": same_history,
    "findings": same,
    "experiments": same,
}


# --- there and back --------------------------------------------------------------------------


def test_a_network_comes_back_as_it_was(stored, trained):
    loaded = load_network(stored["network"])
    assert same_network(loaded, trained)
    assert loaded.mlp.parameters.dtype == np.float32
    assert loaded.complete


def test_a_history_comes_back_as_it_was(stored, training):
    loaded = load_history(stored["history"])
    assert same_history(loaded, training.history)
    assert loaded.fingerprint == training.mlp.fingerprint
    for name in HISTORY_ARRAYS:
        assert getattr(loaded, name).dtype == getattr(training.history, name).dtype
    assert np.allclose(loaded.network(-1).parameters, training.mlp.parameters, rtol=1e-3, atol=1e-7)


def test_findings_and_experiments_come_back_as_they_were(stored, findings, experiments):
    assert same(load_findings(stored["findings"]), findings)
    assert same(load_experiments(stored["experiments"]), experiments)


def test_the_same_contents_give_the_same_bytes(stored, tmp_path):
    save_network(tmp_path / "network.npz", load_network(stored["network"]))
    save_history(tmp_path / "history.npz", load_history(stored["history"]))
    save_findings(tmp_path / "findings.npz", load_findings(stored["findings"]))
    save_experiments(tmp_path / "experiments.npz", load_experiments(stored["experiments"]))
    for path in stored.values():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_what_is_loaded_cannot_be_changed(stored):
    network, history = load_network(stored["network"]), load_history(stored["history"])
    arrays = [getattr(history, name) for name in HISTORY_ARRAYS]
    arrays += [load_findings(stored["findings"]).sums.counts]
    arrays += [load_experiments(stored["experiments"]).depth.relu.cost]
    for array in [network.mlp.parameters, network.confusion, *arrays]:
        with pytest.raises(ValueError, match="read-only"):
            array.flat[0] = 1


def test_a_training_stopped_early_is_not_complete(stored, tmp_path):
    path = changed(stored["network"], tmp_path / "n.npz", {"epochs": 1})
    assert not load_network(path).complete


def test_a_history_lies_beside_its_network(stored):
    assert history_beside(stored["network"]) == stored["history"]


def test_saving_below_a_file_is_refused(trained, training, findings, experiments, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for save, what in (
        (save_network, trained),
        (save_history, training.history),
        (save_findings, findings),
        (save_experiments, experiments),
    ):
        with pytest.raises(InputError) as caught:
            save(tmp_path / "file" / "x.npz", what)
        assert caught.value.subject == str(tmp_path / "file" / "x.npz")


# --- what is no archive ----------------------------------------------------------------------

kinds = pytest.mark.parametrize("kind", LOADERS)

MAKERS = {"network": "train", "history": "train"}


@kinds
def test_a_missing_file_is_refused(kind, tmp_path):
    for path in (tmp_path / "none.npz", tmp_path / "no" / "folder.npz"):
        error = refused(LOADERS[kind], path)
        assert "no such file" in error.found.lower()
        assert f"python -m network {MAKERS.get(kind, 'experiments')}" in error.remedy


@kinds
def test_a_folder_is_refused(kind, tmp_path):
    assert "directory" in refused(LOADERS[kind], tmp_path).found.lower()


@kinds
def test_an_empty_file_is_refused(kind, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(b"")
    assert refused(LOADERS[kind], path).found == "an empty file"


@kinds
@pytest.mark.parametrize("content", [b"hello", b"\x89PNG\r\n\x1a\n", bytes(1000), b"PK"])
def test_another_kind_of_file_is_refused(kind, content, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    refused(LOADERS[kind], path)


@kinds
def test_one_array_alone_is_refused(kind, tmp_path):
    with (tmp_path / "x.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    assert refused(LOADERS[kind], tmp_path / "x.npz").found == "another kind of file"


@kinds
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused(kind, share, stored, tmp_path):
    whole = stored[kind].read_bytes()
    path = tmp_path / "x.npz"
    path.write_bytes(whole[: int(share * len(whole))])
    refused(LOADERS[kind], path)


@kinds
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), flip=st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(kind, data, flip, stored, sound, tmp_path):
    content = bytearray(stored[kind].read_bytes())
    # The directory at the end of the archive is where reading goes wrong in most ways.
    tail = st.integers(max(0, len(content) - 1500), len(content) - 1)
    content[data.draw(st.integers(0, len(content) - 1) | tail)] ^= flip
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    loaded = attempt(LOADERS[kind], path)
    assert isinstance(loaded, InputError) or SAME[kind](loaded, sound[kind])


# --- what must never be run ------------------------------------------------------------------


class Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def test_the_trap_would_work(tmp_path):
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()


@kinds
@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_a_pickle_is_never_opened(kind, protocol, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(pickle.dumps(Trap(tmp_path / "sprung"), protocol))
    error = refused(LOADERS[kind], path)
    assert not (tmp_path / "sprung").exists()
    if protocol:
        assert "pickle" in error.found


@kinds
@pytest.mark.parametrize("name", ["format", "about", "sizes", "weights_0", "snapshots", "extra"])
def test_an_array_of_objects_is_never_opened(kind, name, stored, tmp_path):
    trap = np.empty((), object)
    trap[()] = Trap(tmp_path / "sprung")
    path = changed(stored[kind], tmp_path / "x.npz", **{name: trap})
    refused(LOADERS[kind], path)
    assert not (tmp_path / "sprung").exists()


@kinds
def test_an_archive_that_holds_a_bare_pickle_is_refused(kind, stored, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(stored[kind].read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("extra.npy", pickle.dumps(Trap(tmp_path / "sprung")))
    refused(LOADERS[kind], path)
    assert not (tmp_path / "sprung").exists()


# --- archives that aren't what they should be ------------------------------------------------


@kinds
def test_a_newer_format_is_refused(kind, stored, tmp_path):
    path = changed(stored[kind], tmp_path / "x.npz", format=np.array(FORMAT + 1))
    error = refused(LOADERS[kind], path)
    assert f"format {FORMAT}" in error.expected
    assert f"format {FORMAT + 1}" in error.found
    assert "update" in error.remedy


@kinds
def test_the_other_kinds_are_refused(kind, stored):
    for other in set(LOADERS) - {kind}:
        error = refused(LOADERS[kind], stored[other])
        assert kind in error.expected
        assert other in error.found


@kinds
def test_each_array_is_needed(kind, stored, tmp_path):
    for name in contents(stored[kind]):
        path = changed(stored[kind], tmp_path / "x.npz", **{name: None})
        assert repr(name) in refused(LOADERS[kind], path).expected


@kinds
def test_arrays_of_another_type_are_refused(kind, stored, tmp_path):
    for name, array in contents(stored[kind]).items():
        if array.dtype.kind == "U":
            other = np.array(7)
        else:
            other = array.astype({"f8": "f4"}.get(array.dtype.str[1:], "f8"))
        path = changed(stored[kind], tmp_path / "x.npz", **{name: other})
        error = refused(LOADERS[kind], path)
        assert str(other.dtype) in error.found


@kinds
def test_arrays_of_another_shape_are_refused(kind, stored, tmp_path):
    for name, array in contents(stored[kind]).items():
        if name != "about":
            path = changed(stored[kind], tmp_path / "x.npz", **{name: array[None]})
            refused(LOADERS[kind], path)


@kinds
@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(kind, odd, stored, tmp_path):
    for name, array in contents(stored[kind]).items():
        if array.dtype.kind == "f":
            worse = array.copy()
            worse.flat[-1] = odd
            path = changed(stored[kind], tmp_path / "x.npz", **{name: worse})
            error = refused(LOADERS[kind], path)
            assert name in error.expected
            assert "NaN or infinity" in error.found


@kinds
def test_any_other_number_is_noticed(kind, stored, tmp_path):
    sound = contents(stored[kind])
    apart = {"format", "about"} | ({"confusion"} if kind == "network" else set())
    for name in sound.keys() - apart - {"sizes"}:
        array = sound[name].copy()
        last = array.flat[-1]
        array.flat[-1] = (
            last + 1 if last.dtype.kind == "i" else np.nextafter(last, last.dtype.type(0.5))
        )
        path = changed(stored[kind], tmp_path / "x.npz", **{name: array})
        assert "changed" in refused(LOADERS[kind], path).found


def test_shapes_that_do_not_chain_are_refused(stored, tmp_path):
    first = contents(stored["network"])["weights_0"]
    path = changed(stored["network"], tmp_path / "x.npz", weights_0=first[:, :-1])
    error = refused(load_network, path)
    assert "weights_0: float32 of shape (4, 784)" in error.expected
    assert "(4, 783)" in error.found


@pytest.mark.parametrize("kind", ["network", "history"])
@pytest.mark.parametrize(
    "sizes",
    [
        [],
        [784],
        [784, 0, 10],
        [784, -4, 10],
        [784, 5, 10],
        [784, 4, 10, 10],
        [784, 2**62, 10],
        [[784, 4, 10]],
        784,
        [784.0, 4.0, 10.0],
        ["784", "4", "10"],
    ],
)
def test_senseless_sizes_are_refused(kind, sizes, stored, tmp_path):
    given_sizes = np.array(sizes) if np.size(sizes) else np.array([], np.int64)
    refused(LOADERS[kind], changed(stored[kind], tmp_path / "x.npz", sizes=given_sizes))


@kinds
@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "7", '{"kind": NaN}', "[" * 100_000, "{}", '{"kind": 5}', "\ud800"],
)
def test_a_garbled_description_is_refused(kind, text, stored, tmp_path):
    path = tmp_path / "x.npz"
    refused(LOADERS[kind], changed(stored[kind], path, about=np.array(text)))


WRONG_ENTRIES = {
    "network": {
        "activation": ["cosine", 1, None, ["sigmoid"]],
        "fingerprint": ["", "0" * 64, 5],
        "epochs": [-1, 1.5, "2", True, None],
        "data": ["bars", {}, {"name": "bars"}, {"name": 1, "sha256": "0"}],
        "validation_accuracy": [-0.1, 1.1, float("nan"), "good", None],
        "test_accuracy": [-0.1, 1.1, float("inf"), True],
        "recipe": [
            {"rate": -1},
            {"rate": "fast"},
            {"momentum": 0.9},
            {**RECIPE.as_dict(), "sizes": [784, 5, 10]},
            {**RECIPE.as_dict(), "sizes": 784},
            {**RECIPE.as_dict(), "rate": 10**400},
            {**RECIPE.as_dict(), "activation": "relu"},
            [],
            None,
        ],
    },
    "history": {
        "activation": ["cosine", None],
        "digest": ["", None],
        "fingerprint": [5, None],
        "steps_per_epoch": [-1, 2.5, None],
    },
    "findings": {
        "digest": ["", None],
        "fingerprint": [5, None],
        "data": ["bars", {"name": "bars"}],
        "count": [-1, 79, 81, "80", None],
        "hidden": [False, 1, None],
        "neuron": [-1, 4, 1.0, None],
        "accuracy_before": [-0.1, 1.1, float("nan"), None],
        "accuracy": [1.1, 1, None],
        "auc": [-0.1, float("inf")],
        "learned_auc": [2.0, None],
        "detector": [
            None,
            {},
            {"row": 1, "column": 1, "rows": 3},
            {"row": 1, "column": 1, "rows": 3, "columns": 8, "depth": 2},
            {"row": -1, "column": 1, "rows": 3, "columns": 8},
            {"row": 26, "column": 1, "rows": 3, "columns": 8},
            {"row": 1, "column": 21, "rows": 3, "columns": 8},
            {"row": 1, "column": 1, "rows": 0, "columns": 8},
            {"row": 1.5, "column": 1, "rows": 3, "columns": 8},
            {"row": True, "column": 1, "rows": 3, "columns": 8},
        ],
    },
    "experiments": {
        "digest": ["", None],
        "widths_sizes": [[], None, [[784, 3, 10]], [784, 10], [[784], [784]], [[784, 0, 10]] * 2],
        "widths_seeds": [[0], [0, 1, 2], [0.0, 1.0], None],
        "widths_epochs": [-1, None],
        "widths_data": [None, {"name": "bars"}],
        "depth_sizes": [[784, 5, 5, 10], [784], [784, 5, 5, -5, 10], None],
        "depth_data": [None, []],
        "rates": [[0.1], [1, 2], ["0.1", "1"], None],
        "epochs": [-1, None],
        "cost_images": ["many", 2.5],
        "sigmoid_activation": ["cosine", None],
        "relu_gain": [0.0, -1.0, float("nan"), 1, None],
        "fitted_rate": [0.0, float("inf"), "fast"],
        "timing_rows": [-16, 16.0],
        "timing_loop_seconds": [0.0, -1.0, float("nan"), None],
        "timing_processor": [None, 486],
    },
}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (kind, name, value)
        for kind, entries in WRONG_ENTRIES.items()
        for name, values in entries.items()
        for value in values
    ],
)
def test_senseless_entries_of_the_description_are_refused(kind, name, value, stored, tmp_path):
    refused(LOADERS[kind], changed(stored[kind], tmp_path / "x.npz", {name: value}))


# --- archives made to fill the memory --------------------------------------------------------


def npy_header(shape):
    """Return the start of an .npy file that promises an array of float32 of this shape."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        file, {"descr": "<f4", "fortran_order": False, "shape": shape}
    )
    return file.getvalue()


@kinds
@pytest.mark.parametrize("shape", [(2**40,), (2**31, 2**31), (2**62, 4), (-5,), (10**30,)])
def test_a_header_that_promises_too_much_is_refused(kind, shape, stored, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(stored[kind].read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("extra.npy", npy_header(shape) + bytes(100))
    refused(LOADERS[kind], path)


@kinds
def test_an_archive_that_unpacks_to_gigabytes_is_refused_unread(kind, stored, tmp_path):
    path = tmp_path / "x.npz"
    path.write_bytes(stored[kind].read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("extra.npy", b"small")
        archive.getinfo("extra.npy").file_size = 1 << 31  # written to the directory on closing
    assert "GiB" in refused(LOADERS[kind], path).found


def test_a_network_is_loaded_though_its_file_has_arrays_more(stored, tmp_path):
    """Newer versions may add what older ones needn't know."""
    path = changed(stored["network"], tmp_path / "x.npz", note=np.array("hello"))
    assert same_network(load_network(path), load_network(stored["network"]))
    assert isinstance(load_network(path).mlp, MLP)


def test_a_network_from_elsewhere_comes_back_with_what_is_known_of_it(tmp_path, imported):
    save_network(tmp_path / "network.npz", imported)
    loaded = load_network(tmp_path / "network.npz")
    assert (loaded.mlp.activation, loaded.mlp.output) == ("tanh", "softmax")
    assert (loaded.recipe, loaded.epochs, loaded.validation_accuracy) == (None, None, None)
    assert loaded.source == "mine.safetensors"
    assert loaded.complete
    # Stored in single precision, whatever it came in.
    assert np.array_equal(loaded.mlp.parameters, imported.mlp.parameters.astype(np.float32))


def test_a_network_trained_here_is_not_taken_without_its_recipe(tmp_path, trained):
    """Only one from elsewhere may lack it."""
    save_network(tmp_path / "network.npz", replace(trained, recipe=None, source="x"))
    assert load_network(tmp_path / "network.npz").recipe is None
    with np.load(tmp_path / "network.npz") as archive:
        arrays = dict(archive)
    about = json.loads(str(arrays["about"]))
    del about["source"]
    arrays["about"] = np.array(json.dumps(about))
    np.savez(tmp_path / "network.npz", **arrays)
    with pytest.raises(InputError, match="recipe"):
        load_network(tmp_path / "network.npz")
