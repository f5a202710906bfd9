import io
import os
import re
import signal
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from network import commands, experimenting, progress
from network.__main__ import main, parser
from network.digits.sources import load, load_test
from network.handwriting import pen
from network.measured.findings import findings_beside, load_findings
from network.model.mlp import MLP
from network.questions.measures import examine
from network.training.recipe import BY_ACTIVATION, Recipe
from network.training.stored import (
    SHIPPED_NETWORK,
    Provenance,
    TrainedNetwork,
    load_history,
    load_network,
    save_network,
)
from tests.bars import FASHION, write_bars

ROOT = Path(__file__).resolve().parent.parent.parent
VERBS = ["train", "evaluate", "info", "draw", "import", "export", "experiments", "read"]


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch, tmp_path):
    """No data but the tests' own, and no traces in the user's cache."""
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A source of small data for ``--data``."""
    return f"idx:{write_bars(tmp_path_factory.mktemp('data') / 'bars')}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, data):
    """Where a small network was stored by ``train``."""
    out = tmp_path_factory.mktemp("out") / "new" / "folder"
    arguments = "--sizes 784 12 10 --epochs 6 --shift 0 --seed 4 --rate 3"
    assert main(["train", "--data", data, "--out", str(out), *arguments.split()]) == 0
    return out


@pytest.fixture
def model(folder):
    return folder / "network.npz"


def told(capsys, *arguments):
    """Run a command that succeeds; return what it prints."""
    capsys.readouterr()
    assert main([str(each) for each in arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refused(capsys, *arguments):
    """Run a command that fails; return the lines it explains itself with."""
    capsys.readouterr()
    assert main([str(each) for each in arguments]) == 1
    printed = capsys.readouterr()
    assert "stored" not in printed.out
    lines = printed.err.splitlines()
    assert [line[:12] for line in lines[1:]] == ["  expected: ", "  found:    ", "  to do:    "]
    assert all(line[12:].strip() for line in lines[1:])
    return lines


# --- train -----------------------------------------------------------------------------------


def test_train_stores_a_network_and_its_history(folder, model, data):
    stored = ["findings.npz", "history.npz", "network.npz"]
    assert sorted(path.name for path in folder.iterdir()) == stored
    network, history = load_network(model), load_history(folder / "history.npz")
    assert network.recipe == Recipe(sizes=(784, 12, 10), epochs=6, shift=0, seed=4, rate=3.0)
    assert network.complete
    assert history.fingerprint == network.mlp.fingerprint
    split = load(data)
    assert network.data == Provenance(split.name, split.sha256, split.folder)
    assert network.validation_accuracy == examine(network.mlp, split.validation).accuracy
    on_test = examine(network.mlp, split.test)
    assert network.test_accuracy == on_test.accuracy
    assert np.array_equal(network.confusion, on_test.confusion)
    assert network.confusion.sum() == len(split.test)


SMALL = ["--sizes", "784", "6", "10", "--epochs", "3", "--shift", "0.5"]


def test_train_tells_how_it_goes_where_there_is_no_screen(capsys, data, tmp_path):
    lines = told(capsys, "train", "--data", data, "--out", tmp_path, *SMALL).splitlines()
    network, history = (
        load_network(tmp_path / "network.npz"),
        load_history(tmp_path / "history.npz"),
    )
    for epoch in range(3):
        assert lines[epoch] == (
            f"seed 0, epoch {epoch + 1}: cost {history.epoch_cost[epoch]:.4f}, "
            f"validation {history.validation_accuracy[epoch]:.2%}"
        )
    assert lines[3:] == [
        f"seed 0: validation {network.validation_accuracy:.2%}, test {network.test_accuracy:.2%}",
        f"stored seed 0: {tmp_path / 'network.npz'}",
    ]


def test_train_shows_a_bar_on_a_screen(data, tmp_path, monkeypatch):
    screen = Console(file=io.StringIO(), force_terminal=True, width=100, highlight=False)
    for module in (commands, progress):
        monkeypatch.setattr(module, "console", screen)
    assert main(["train", "--data", data, "--out", str(tmp_path), *SMALL]) == 0
    assert "epoch 3/3" in screen.file.getvalue()
    assert "stored seed 0" in screen.file.getvalue()


def test_of_several_seeds_the_best_by_validation_is_kept(capsys, data, tmp_path):
    alone = {}
    for seed in (1, 2, 3):
        told(capsys, "train", "--data", data, "--out", tmp_path / str(seed), "--seed", seed, *SMALL)
        alone[seed] = load_network(tmp_path / str(seed) / "network.npz")
    best = max(alone, key=lambda seed: alone[seed].validation_accuracy)
    text = told(
        capsys, "train", "--data", data, "--out", tmp_path / "all", *SMALL, "--seed", *alone
    )
    for seed, network in alone.items():
        assert f"seed {seed}: validation {network.validation_accuracy:.2%}" in text
    assert f"stored seed {best}" in text
    for name in ("network.npz", "history.npz", "findings.npz"):
        kept, single = tmp_path / "all" / name, tmp_path / str(best) / name
        assert kept.read_bytes() == single.read_bytes()


def test_relu_is_trained_at_its_own_rate(capsys, data, tmp_path):
    told(capsys, "train", "--data", data, "--out", tmp_path, *SMALL, "--activation", "relu")
    assert load_network(tmp_path / "network.npz").recipe.rate == BY_ACTIVATION["rate"]["relu"]


def command_line(*arguments, **more):
    """Start ``python -m network`` as a process of its own, ready to be stopped by Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-m", "network", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, the signal of Ctrl-C may be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **more,
    )


def test_the_same_command_gives_the_same_bytes(capsys, data, tmp_path):
    told(capsys, "train", "--data", data, "--out", tmp_path / "one", *SMALL)
    process = command_line("train", "--data", data, "--out", tmp_path / "two", *SMALL)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    for name in ("network.npz", "history.npz", "findings.npz"):
        one, two = tmp_path / "one" / name, tmp_path / "two" / name
        assert one.read_bytes() == two.read_bytes()


def test_ctrl_c_stores_what_was_learned(data, tmp_path):
    process = command_line(
        *("train", "--data", data, "--out", tmp_path, *SMALL, "--shift", 1),
        *("--epochs", 100_000, "--seed", 1, 2),
        start_new_session=True,
    )
    for line in process.stdout:
        if "epoch 2:" in line:
            break
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: whoever helps gets it, too
    printed, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    network = load_network(tmp_path / "network.npz")
    history = load_history(tmp_path / "history.npz")
    assert not network.complete
    assert 2 <= network.epochs == len(history.epoch_cost) < 100_000
    assert f"stopped after {network.epochs} epochs" in printed
    assert "seed 2" not in printed
    assert history.fingerprint == network.mlp.fingerprint


def test_ctrl_c_before_there_is_anything_stores_nothing(tmp_path, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "load", stop)
    assert main(["train", "--out", str(tmp_path / "out")]) == 130
    assert "nothing was stored" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


IMPOSSIBLE = [
    ("--rate", "0"),
    ("--rate", "-1"),
    ("--rate", "nan"),
    ("--rate", "inf"),
    ("--batch", "0"),
    ("--batch", "301"),
    ("--decay", "-0.1"),
    ("--decay", "1"),
    ("--epochs", "0"),
    ("--epochs", "-3"),
    ("--seed", "-1"),
    ("--gain", "-1"),
    ("--gain", "nan"),
    ("--shift", "9"),
    ("--sizes", "784"),
    ("--sizes", "784 0 10"),
    ("--sizes", "784 -5 10"),
    ("--sizes", "10 784"),
    ("--sizes", "783 16 10"),
    ("--sizes", "784 16 9"),
    ("--sizes", "784 16 12"),
    ("--sizes", "784 999999999 10"),
]


@pytest.mark.parametrize(("option", "value"), IMPOSSIBLE)
def test_impossible_settings_are_explained(option, value, capsys, data, tmp_path):
    out = tmp_path / "out"
    lines = refused(
        capsys,
        *["train", "--data", data, "--out", out, "--epochs", 1, option, *value.split()],
        *([] if option == "--sizes" else ["--sizes", 784, 4, 10]),
    )
    given = " ".join(str(float(part)) for part in value.split())
    assert lines[0] == option
    found = re.findall(r"-?(?:\d[\d.e+]*|nan|inf)", lines[2])
    assert given.split()[0] in [str(float(number)) for number in found]
    assert not out.exists()


def test_settings_are_checked_before_data_are_read(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "load", lambda source: pytest.fail("too early"))
    for option, value in (("--rate", "0"), ("--sizes", "784 9")):
        refused(capsys, "train", "--out", tmp_path, option, *value.split())
    (tmp_path / "file").touch()
    lines = refused(capsys, "train", "--out", tmp_path / "file")
    assert lines[0] == str(tmp_path / "file" / "network.npz")


@pytest.mark.parametrize("name", ["network.npz", "history.npz", "findings.npz"])
def test_a_folder_in_the_place_of_a_file_is_noticed_before_training(name, capsys, data, tmp_path):
    (tmp_path / name).mkdir()
    lines = refused(capsys, "train", "--data", data, "--out", tmp_path, *SMALL)
    assert lines[0] == str(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("source", ["nonsense", "idx:nowhere", "idx:", "~nobody-at-all/x"])
@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_unknown_data_are_explained(verb, source, capsys, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = ["--out", tmp_path / "out"] if verb == "train" else ["--model", model]
    refused(capsys, verb, "--data", source, *place)
    assert not (tmp_path / "out").exists()


# --- evaluate, info --------------------------------------------------------------------------


def test_evaluate_counts_right(capsys, data, model):
    text = told(capsys, "evaluate", "--data", data, "--model", model)
    network, digits = load_network(model), load_test(data)
    answers = [int(network.mlp.forward(image).answer) for image in digits.pixels]
    right = np.mean(np.array(answers) == digits.labels)
    line = f"{model} reads {right:.2%} of 90 digits correctly (bars test images)"
    assert line in text.splitlines()[0]
    rows = [re.findall(r"[\d.]+%|\d+|·", line) for line in text.splitlines() if "%" in line][1:]
    assert len(rows) == 10
    for label, (name, *cells, share) in enumerate(rows):
        counts = [0 if cell == "·" else int(cell) for cell in cells]
        of_label = [a for a, truth in zip(answers, digits.labels, strict=True) if truth == label]
        assert int(name) == label
        assert counts == np.bincount(of_label, minlength=10).tolist()
        assert share == f"{of_label.count(label) / len(of_label):.1%}"


def test_info_tells_what_is_in_the_file(capsys, model):
    text = told(capsys, "info", "--model", model)
    rows = dict(re.split("  +", line, maxsplit=1) for line in text.splitlines())
    network = load_network(model)
    mlp = network.mlp
    assert rows["file"] == str(model)
    assert rows["layers"] == "784-12-10"
    assert rows["parameters"] == f"{mlp.parameters.size:,}" == "9,550"
    assert rows["weights"] == f"{sum(w.size for w in mlp.weights):,} (12 x 784, 10 x 12)"
    assert rows["biases"] == str(sum(b.size for b in mlp.biases)) == "22"
    assert rows["epochs"] == "6 of 6"
    assert rows["trained on"].startswith("bars (sha256 ")
    assert rows["validation accuracy"] == f"{network.validation_accuracy:.2%}"
    assert rows["test accuracy"] == f"{network.test_accuracy:.2%}"
    assert rows["fingerprint"] == mlp.fingerprint
    for name, value in network.recipe.as_dict().items():
        assert name == "sizes" or f"{name} {value}" in rows["recipe"].split(", ")


def test_names_with_brackets_are_printed_as_they_are(capsys, model, tmp_path):
    odd = tmp_path / "[bold]my :smile: network[red] which has a very long name.npz"
    odd.write_bytes(model.read_bytes())
    assert str(odd) in told(capsys, "info", "--model", odd)


@pytest.mark.parametrize("verb", ["evaluate", "info", "read"])
def test_a_missing_or_damaged_model_is_explained(verb, capsys, data, tmp_path):
    more = {"evaluate": ["--data", data], "info": [], "read": [tmp_path / "picture.png"]}[verb]
    broken = tmp_path / "network.npz"
    assert refused(capsys, verb, "--model", broken, *more)[0] == str(broken)
    broken.write_bytes(b"PK not really")
    assert refused(capsys, verb, "--model", broken, *more)[0] == str(broken)


@pytest.fixture
def for_other_things(tmp_path):
    """A stored network that doesn't read digits."""
    recipe = Recipe(sizes=(4, 3))
    network = TrainedNetwork(
        MLP.random((4, 3)),
        recipe,
        recipe.epochs,
        Provenance("x", "0"),
        0.5,
        0.5,
        np.zeros((3, 3), int),
    )
    save_network(tmp_path / "other.npz", network)
    return tmp_path / "other.npz"


def test_a_network_for_other_things_reads_no_digits(capsys, for_other_things, data, tmp_path):
    for arguments in (["evaluate", "--data", data], ["read", tmp_path / "picture.png"]):
        lines = refused(capsys, *arguments, "--model", for_other_things)
        assert lines[0] == str(for_other_things)
        assert "4-3" in lines[2]
    assert "4-3" in told(capsys, "info", "--model", for_other_things)


# --- draw ------------------------------------------------------------------------------------


def test_draw_makes_a_sheet_of_our_handwriting(capsys, tmp_path):
    path = tmp_path / "new" / "sheet.png"
    arguments = ["--rows", 2, "--columns", 3, "--zoom", 4, "--seed", 7]
    assert str(path) in told(capsys, "draw", "--out", path, *arguments)
    with Image.open(path) as image:
        assert image.format == "PNG"
        sheet = np.asarray(image)
    digits, _ = pen.draw(6, 7)
    assert sheet.shape == (2 * 28 * 4, 3 * 28 * 4)
    assert sheet.dtype == np.uint8
    for place, digit in enumerate(digits.reshape(-1, 28, 28)):
        row, column = divmod(place, 3)
        part = sheet[row * 112 : (row + 1) * 112, column * 112 : (column + 1) * 112]
        assert np.array_equal(
            part.reshape(28, 4, 28, 4), digit[:, None, :, None].repeat(4, 1).repeat(4, 3)
        )


@pytest.mark.parametrize(
    ("option", "value"),
    [("--rows", 0), ("--columns", -1), ("--zoom", 0), ("--seed", -1), ("--rows", 10**9)],
)
def test_impossible_sheets_are_explained(option, value, capsys, tmp_path):
    lines = refused(capsys, "draw", "--out", tmp_path / "sheet.png", option, value)
    assert option in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_draw_explains_where_it_cannot_write(capsys, tmp_path):
    assert refused(capsys, "draw", "--out", tmp_path)[0] == str(tmp_path)
    (tmp_path / "file").touch()
    refused(capsys, "draw", "--out", tmp_path / "file" / "sheet.png")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


# --- help ------------------------------------------------------------------------------------


def verbs():
    """The parser of each verb."""
    return parser()._subparsers._group_actions[0].choices


@pytest.mark.parametrize("verb", VERBS)
def test_help_explains_every_option(verb, capsys):
    assert list(verbs()) == VERBS
    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    for action in verbs()[verb]._actions:
        assert action.help
        for option in action.option_strings:
            assert option in text


def test_every_setting_of_a_recipe_has_its_option(capsys):
    options = {name for action in verbs()["train"]._actions for name in action.option_strings}
    assert {f"--{name}" for name in Recipe().as_dict()} <= options


def test_help_names_the_usual_settings_of_both_activations(capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    for usual in BY_ACTIVATION.values():
        for activation, value in usual.items():
            assert f"{value:g} for {activation}" in text


@pytest.mark.parametrize(
    "arguments",
    [[], ["paint"], ["train", "--rate", "fast"], ["train", "--momentum", "1"], ["read"]],
)
def test_what_cannot_be_understood_shows_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m network" in capsys.readouterr().err


def test_findings_are_told_with_the_place_of_8_and_9_among_all_pairs(capsys):
    findings = load_findings(findings_beside(SHIPPED_NETWORK))
    experimenting.tell_findings(findings)
    told = capsys.readouterr().out
    pairs = dict(zip(combinations(range(10), 2), findings.loops.of_pairs.tolist(), strict=True))
    better = sum(share > pairs[8, 9] for share in pairs.values())
    assert f"these two are number {1 + better} of 45 pairs of digits" in told


# --- data that aren't digits, and trainings that fail -----------------------------------------


@pytest.fixture(scope="module")
def fashion(tmp_path_factory):
    """A folder of bars whose heights have names, a file with the names, and what train made."""
    base = tmp_path_factory.mktemp("fashion")
    folder, names = write_bars(base / "fashion"), base / "names.txt"
    names.write_text("\n".join(FASHION))
    arguments = ["--sizes", "784", "12", "10", "--epochs", "8", "--shift", "0", "--rate", "3"]
    asked = ["--data", str(folder), "--classes", str(names), "--out", str(base / "out")]
    assert main(["train", *asked, *arguments]) == 0
    return folder, names, base / "out" / "network.npz"


def test_classes_with_names_are_stored_and_shown_by_them(capsys, fashion):
    folder, _, model = fashion
    network = load_network(model)
    assert network.classes == FASHION
    assert network.data.sha256 == load(f"idx:{folder}").sha256
    assert "Sneaker, Bag, Ankle boot" in told(capsys, "info", "--model", model)
    assert "9 Ankle boot" in told(capsys, "evaluate", "--data", f"idx:{folder}", "--model", model)


def test_evaluate_takes_names_too_and_other_networks_keep_their_digits(
    capsys, fashion, model, data
):
    folder, names, _ = fashion
    asked = ("evaluate", "--data", folder, "--classes", names, "--model", model)
    assert "9 Ankle boot" in told(capsys, *asked)
    assert load_network(model).classes is None
    assert "Ankle" not in told(capsys, "evaluate", "--data", data, "--model", model)


def test_names_of_digits_make_no_sense(capsys, fashion, tmp_path):
    _, names, _ = fashion
    lines = refused(capsys, "train", "--classes", names, "--out", tmp_path)
    assert lines[0] == f"--classes {names}"
    assert not list(tmp_path.iterdir())


def test_a_training_that_learns_nothing_says_so_and_why(capsys, data, tmp_path):
    stuck = [
        "--sizes",
        "784",
        "12",
        "10",
        "--epochs",
        "2",
        "--shift",
        "0",
        "--gain",
        "40",
        "--rate",
        "0.0001",
    ]
    said = told(capsys, "train", "--data", data, "--out", tmp_path, *stuck)
    assert "learned nothing that helps" in said
    assert "stuck at their ends" in said
    assert "--epochs 2 is too few" in said
    assert said.index("learned nothing") < said.index("stored")


def test_what_is_odd_about_data_is_told_before_they_are_learned(capsys, tmp_path):
    folder = write_bars(tmp_path / "bars")
    for file in folder.glob("*images*"):
        raw = np.frombuffer(file.read_bytes(), np.uint8)
        file.write_bytes(raw[:16].tobytes() + (255 - raw[16:]).tobytes())
    said = told(capsys, "train", "--data", f"idx:{folder}", "--out", tmp_path / "out", *SMALL)
    assert f"--data idx-inverted:{folder}" in said[: said.index("epoch 1")]
