import shlex
from dataclasses import replace

import numpy as np
import pytest

from network.__main__ import main
from network.digits.digits import Digits
from network.exchange.checkpoints import thinned
from network.exchange.importing import Trial, Wishes, import_file, import_history
from network.exchange.layers import Layers
from network.exchange.opening import open_layers
from network.exchange.pixels import USUAL, Pixels, seen_as
from network.exchange.writing import as_json, as_onnx, as_safetensors
from network.files.archive import Provenance
from network.files.errors import InputError
from network.measured.findings import load_findings
from network.model.mlp import MLP
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, load_history, load_network
from network.training.training import SNAPSHOTS
from tests.bars import write_bars, write_digits
from tests.network.exchange.foreign import keras_like, pytorch_like, small
from tests.odd_networks import with_tanh

NOTHING = Wishes()


@pytest.fixture(scope="module")
def ours() -> MLP:
    return load_network(SHIPPED_NETWORK).mlp


@pytest.fixture(scope="module")
def trial(own_digits) -> Trial:
    """Handwriting, which the shipped network reads well: 1000 digits to choose by, 200 to test."""
    choosing, test = own_digits
    return Trial(choosing, test, Provenance(test.name, test.sha256))


def layers_of(mlp: MLP) -> Layers:
    return Layers("theirs", mlp.weights, mlp.biases)


def theirs(mlp: MLP, pixels: Pixels = USUAL[0], views: tuple[str, ...] = ()) -> MLP:
    """The network as it would be, had it learned from other pixels, or pictures seen otherwise."""
    layers = seen_as(layers_of(mlp), views)  # each view undoes itself
    back = Pixels("back", 1 / pixels.factor, -pixels.offset / pixels.factor)
    return back.folded_into(layers).mlp(mlp.activation, mlp.output)


NAMES = ["fc1", "fc2", "out"]


# --- what a file doesn't say is found --------------------------------------------------------


@pytest.mark.parametrize("pixels", USUAL, ids=lambda each: each.name)
def test_functions_and_pixels_are_found_by_reading(pixels, ours, trial, tmp_path):
    path = pytorch_like(tmp_path / "theirs.safetensors", theirs(ours, pixels), NAMES)
    imported = import_file(path, NOTHING, trial)
    settings = imported.settings
    assert (settings.activation, settings.output) == ("sigmoid", "sigmoid")
    assert settings.pixels == pixels
    network = imported.network
    assert np.allclose(network.mlp.weights[0], ours.weights[0], atol=1e-4)
    assert network.test_accuracy == imported.examination.accuracy > 0.95
    assert network.confusion.sum() == len(trial.test)
    assert (network.recipe, network.epochs, network.validation_accuracy) == (None, None, None)
    assert network.source == "theirs.safetensors (safetensors)"
    assert imported.cause is None
    told = " ".join(imported.told)
    assert f"taken as {pixels.name}" in told
    assert "taken as sigmoid (--activation overrules)" in told


def test_numbers_that_need_no_scale_stay_what_they_are(ours, trial, tmp_path):
    path = keras_like(tmp_path / "theirs.npz", ours)
    assert import_file(path, NOTHING, trial).network.mlp.fingerprint == ours.fingerprint


def test_other_functions_are_found_too(ours, models, trial, tmp_path):
    for mlp in (with_tanh(ours), load_network(models["784-8-10 relu"]).mlp):
        path = pytorch_like(tmp_path / "theirs.safetensors", mlp, NAMES[: mlp.steps])
        assert import_file(path, NOTHING, trial).settings.activation == mlp.activation


def test_what_the_file_says_is_not_tried(ours, trial, tmp_path):
    as_onnx(tmp_path / "theirs.onnx", ours)
    told = import_file(tmp_path / "theirs.onnx", NOTHING, trial).told
    assert any(each.startswith("pixels: tried") for each in told)
    assert not any(each.startswith(("activation", "output")) for each in told)
    as_json(tmp_path / "ours.json", ours)
    told = import_file(tmp_path / "ours.json", NOTHING, trial).told
    assert not any("tried" in each or "taken as s" in each for each in told)


def test_wishes_are_granted_if_the_file_does_not_contradict(ours, trial, tmp_path):
    path = pytorch_like(tmp_path / "theirs.safetensors", ours, NAMES)
    wishes = Wishes(activation="relu", output="softmax", pixels=USUAL[1])
    imported = import_file(path, wishes, trial)
    mlp = imported.network.mlp
    assert (mlp.activation, mlp.output) == ("relu", "softmax")
    assert np.allclose(mlp.weights[0], 255 * ours.weights[0])
    as_onnx(tmp_path / "theirs.onnx", ours)
    with pytest.raises(InputError, match="what the file says: sigmoid"):
        import_file(tmp_path / "theirs.onnx", wishes, trial)


# --- why a network reads badly ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("views", "option"),
    [
        (("mirrored",), "--as mirrored"),
        (("transposed", "inverted"), "--as transposed inverted"),
    ],
)
def test_the_cause_is_named_and_importing_so_helps(views, option, ours, trial, tmp_path):
    path = pytorch_like(tmp_path / "theirs.safetensors", theirs(ours, views=views), NAMES)
    imported = import_file(path, NOTHING, trial)
    assert imported.poor
    assert f"pictures {' and '.join(views)}" in imported.cause.told(imported.settings)
    assert option in imported.cause.options()
    again = import_file(path, replace(NOTHING, views=views), trial)
    assert again.network.test_accuracy > 0.95
    assert np.allclose(again.network.mlp.parameters, ours.parameters, atol=1e-4)


def test_another_order_of_the_outputs_is_found(ours, trial, tmp_path):
    rolled = MLP.from_arrays(
        [*ours.weights[:-1], np.roll(ours.weights[-1], -1, axis=0)],
        [*ours.biases[:-1], np.roll(ours.biases[-1], -1)],
    )
    path = pytorch_like(tmp_path / "theirs.safetensors", rolled, NAMES)
    imported = import_file(path, NOTHING, trial)
    assert imported.network.test_accuracy < 0.1
    assert "--order 1,2,3,4,5,6,7,8,9,0" in imported.cause.options()
    wishes = replace(NOTHING, order=imported.cause.settings.order)
    again = import_file(path, wishes, trial).network.mlp
    assert again.fingerprint == ours.fingerprint


def test_a_square_matrix_the_other_way_round_is_found(ours, trial, tmp_path):
    turned = MLP.from_arrays([ours.weights[0], ours.weights[1].T, ours.weights[2]], ours.biases)
    path = pytorch_like(tmp_path / "theirs.safetensors", turned, NAMES)
    imported = import_file(path, NOTHING, trial)
    assert "--transpose" in imported.cause.options()
    again = import_file(path, replace(NOTHING, turn=True), trial).network.mlp
    assert again.fingerprint == ours.fingerprint
    # And asked for where it does harm, it is left out of what helps.
    path = pytorch_like(tmp_path / "theirs.safetensors", ours, NAMES)
    wrong = import_file(path, replace(NOTHING, turn=True), trial)
    assert "square matrices go the other way" in wrong.cause.told(wrong.settings)
    assert "--transpose" not in wrong.cause.options()


def test_a_network_that_learned_nothing_has_no_cause(trial, tmp_path):
    path = pytorch_like(tmp_path / "theirs.safetensors", small(784, 5, 10), ["1", "2"])
    imported = import_file(path, NOTHING, trial)
    assert imported.poor
    assert imported.cause is None


# --- checkpoints -----------------------------------------------------------------------------


@pytest.fixture
def training(models):
    """Networks along the way of a training, by how many steps it took to them."""
    path = models["784-8-10 relu"]
    history = load_history(path.with_name("history.npz"))
    mlp = load_network(path).mlp
    steps = history.snapshot_step.tolist()
    return {n: Playback(history, mlp).network(k) for k, n in enumerate(steps)}


def test_checkpoints_become_the_history(training, trial, tmp_path):
    along = training
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    chosen = [*list(along)[:3], max(along)]
    for number in chosen:
        pytorch_like(folder / f"model-v2-step{number}.safetensors", along[number], ["0", "2"])
    (folder / "notes.txt").write_text("of 2026")
    path = folder / f"model-v2-step{max(along)}.safetensors"
    imported = import_file(path, Wishes(activation="relu", pixels=USUAL[0]), trial)
    history = import_history(folder, imported, NOTHING, trial)
    assert history.snapshot_step.tolist() == chosen
    assert history.fingerprint == imported.network.mlp.fingerprint
    assert history.steps_per_epoch == 0
    assert (history.activation, history.output) == ("relu", imported.network.mlp.output)
    playback = Playback(history, imported.network.mlp)
    assert playback.at(0.0).step == chosen[0]
    assert playback.at(1.0).mlp.fingerprint == imported.network.mlp.fingerprint
    right = imported.network.mlp.forward(trial.choosing.pixels).answer == trial.choosing.labels
    assert history.snapshot_accuracy[-1] == pytest.approx(right.mean())


def test_steps_are_epochs_where_names_say_so(ours, trial, tmp_path):
    for name in ("epoch_1", "epoch_2"):
        keras_like(tmp_path / f"{name}.npz", ours)
    imported = import_file(tmp_path / "epoch_2.npz", NOTHING, trial)
    assert import_history(tmp_path, imported, NOTHING, trial).steps_per_epoch == 1


def test_of_many_checkpoints_as_many_are_kept_as_a_history_holds():
    kept = thinned(list(range(0, 10_001, 10)), 13_002)
    assert len(kept) <= SNAPSHOTS
    assert (kept[0], kept[-1]) == (0, 10_000)
    assert np.diff(kept)[-1] > 50 * np.diff(kept)[0]
    assert thinned([0, 5, 9], 20_000_000) == [0, 9]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["one.npz"], "0 with a number"),
        (["step1.npz"], "1 with a number"),
        (["a-1.npz", "b-1.npz"], "a-1.npz and b-1.npz, both 1"),
        (["step1.npz", "step2.npz"], "another one in step2.npz"),
    ],
)
def test_checkpoints_that_are_none_are_named(names, found, ours, trial, tmp_path):
    path = keras_like(tmp_path / "theirs.npz", ours)
    imported = import_file(path, NOTHING, trial)
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    for name in names:
        keras_like(folder / name, small(784, 16, 16, 10))
    with pytest.raises(InputError, match=found):
        import_history(folder, imported, NOTHING, trial)


def test_checkpoints_of_another_network_are_named(ours, trial, tmp_path):
    imported = import_file(keras_like(tmp_path / "9.npz", ours), NOTHING, trial)
    keras_like(tmp_path / "1.npz", small(784, 5, 10))
    with pytest.raises(InputError, match=r"1.npz\n.*784-16-16-10\n.*784-5-10"):
        import_history(tmp_path, imported, NOTHING, trial)


# --- the command line ------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    return f"idx:{write_bars(tmp_path / 'bars')}"


def told(capsys, *arguments) -> str:
    assert main([str(each) for each in arguments]) == 0
    return capsys.readouterr().out


def test_import_stores_what_films_draw(data, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    as_safetensors(tmp_path / "7.safetensors", small(784, 4, 10, activation="tanh", seed=1))
    as_safetensors(tmp_path / "80.safetensors", small(784, 4, 10, activation="tanh"))
    printed = told(capsys, "import", "80.safetensors", "--out", "out/theirs", "--data", data,
                   "--history", tmp_path)  # fmt: skip
    assert "784-4-10, tanh, sigmoid at the end: reads " in printed
    assert "history: 2 checkpoints, from 7 to 80" in printed
    assert printed.endswith("stored: out/theirs/network.npz\n")
    stored = tmp_path / "out" / "theirs"
    assert sorted(each.name for each in stored.iterdir()) == [
        "findings.npz",
        "history.npz",
        "network.npz",
    ]
    network = load_network(stored / "network.npz")
    assert network.source == "80.safetensors (safetensors)"
    assert network.mlp.parameters.tobytes() == small(784, 4, 10).parameters.tobytes()
    assert load_findings(stored / "findings.npz").are_of(network.mlp)
    assert load_history(stored / "history.npz").fingerprint == network.mlp.fingerprint
    assert "imported from        80.safetensors" in told(
        capsys, "info", "--model", stored / "network.npz"
    )


def test_what_is_poor_is_told_with_the_command_that_helps(
    ours, own_digits, tmp_path, capsys, monkeypatch
):
    """The command that is printed does help: it is run."""
    monkeypatch.chdir(tmp_path)
    data = f"idx:{write_digits(tmp_path / 'their digits', *own_digits)}"
    mirrored = theirs(ours, views=("mirrored",))
    pytorch_like(tmp_path / "it's.safetensors", mirrored, NAMES)
    printed = told(capsys, "import", "it's.safetensors", "--out", "out", "--data", data)
    assert "that is poor" in printed
    line = next(line for line in printed.splitlines() if line.startswith("python -m network"))
    again = told(capsys, *shlex.split(line)[3:])
    assert "that is poor" not in again
    assert load_network("out/network.npz").test_accuracy > 0.95


def test_pixels_from_minus_one_are_no_option(data, tmp_path, capsys):
    as_onnx(tmp_path / "theirs.onnx", small(784, 4, 10))
    out = tmp_path / "out"
    told(capsys, "import", tmp_path / "theirs.onnx", "--out", out, "--data", data,
         "--pixels", "-1..1")  # fmt: skip
    mlp = load_network(out / "network.npz").mlp
    assert np.allclose(mlp.weights[0], 2 * small(784, 4, 10).weights[0])


def test_what_cannot_be_imported_leaves_everything_as_it_was(data, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "network.npz").write_bytes(b"before")
    keras_like(tmp_path / "9.npz", small(784, 4, 10))
    for arguments in ((tmp_path / "none.npz",), (tmp_path / "9.npz", "--history", tmp_path)):
        assert main([*map(str, ("import", *arguments, "--out", out, "--data", data))]) == 1
        assert capsys.readouterr().err.count("\n") >= 4
    assert [each.name for each in out.iterdir()] == ["network.npz"]
    assert (out / "network.npz").read_bytes() == b"before"


@pytest.mark.parametrize("form", ["safetensors", "onnx", "json"])
def test_export_writes_the_shipped_network_and_tells_how_it_is_used(form, ours, tmp_path, capsys):
    out = tmp_path / "new" / f"ours.{form}"
    printed = told(capsys, "export", "--format", form, "--out", out)
    assert str(out) in printed
    assert len(printed.splitlines()) >= 2
    layers, _ = open_layers(out)
    assert layers.mlp("sigmoid", layers.output).fingerprint == ours.fingerprint


def test_without_data_the_network_is_tried_on_what_is_there(ours, tmp_path, capsys, monkeypatch):
    """Without MNIST that is our own handwriting; it is drawn in a moment here."""
    from network.exchange import importing

    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path))
    pixels = np.arange(20 * 784, dtype=np.uint8).reshape(20, 784)
    few = Digits(pixels, np.arange(20, dtype=np.uint8) % 10, "our own handwriting (seed 2)")
    monkeypatch.setattr(importing, "load_test", lambda source: few)
    monkeypatch.setattr(importing, "own_digits", lambda count, seed: few)
    as_onnx(tmp_path / "ours.onnx", ours)
    printed = told(capsys, "import", tmp_path / "ours.onnx", "--out", tmp_path)
    assert "of 20 digits correctly (our own handwriting" in printed
