"""Trainings and timings besides the shipped network: what they compare, and the command."""

import io
import itertools
import shutil
from contextlib import redirect_stdout
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from network import experimenting, side_by_side
from network.__main__ import main
from network.digits.sources import load_test
from network.files.errors import InputError
from network.measured.experiments import (
    SHIPPED_EXPERIMENTS,
    experiments_beside,
    load_experiments,
    save_experiments,
)
from network.measured.findings import findings_beside, load_findings, measure
from network.measured.studies import OF_NETWORK, OF_TRAININGS
from network.measured.study import study_file
from network.measured.trials import (
    QUICK,
    Plan,
    compare_depth,
    compare_widths,
    looped_sums,
    mean_slopes,
    race_again,
    time_first_step,
    try_without_hidden_layers,
)
from network.model.backprop import cost, one_hot
from network.model.mlp import MLP, unpack
from network.questions.measures import examine
from network.training.recipe import Recipe
from network.training.stored import history_beside, load_network
from network.training.training import start_of, train
from tests.bars import bars, bars_split, write_bars
from tests.side_jobs import Threads

PLAN = Plan(
    ((3,), (4, 6)),
    (5, 6),
    2,
    deep=(6, 5, 4),
    rates=(0.05, 0.5),
    depth_epochs=2,
    again=(7, 8),
    patience=4,
    patient_rates=(0.5, 2.0),
    linear_rates=(0.1, 1.0),
    linear_epochs=3,
)


@pytest.fixture(scope="module")
def split():
    return bars_split(200)


@pytest.fixture(scope="module")
def trainer(split):
    def run(name, recipe, snapshots=None):
        return train(recipe, split.train, split.validation, snapshots=snapshots)

    return run


@pytest.fixture(scope="module")
def depth(split, trainer):
    return compare_depth(PLAN, split, trainer)


# --- widths ----------------------------------------------------------------------------------


def test_each_network_is_trained_with_each_seed_and_tested(split, trainer):
    widths = compare_widths(PLAN, split, trainer)
    assert widths.sizes == ((784, 3, 10), (784, 4, 6, 10))
    assert widths.parameters == (784 * 3 + 3 + 3 * 10 + 10, 784 * 4 + 4 + 24 + 6 + 60 + 10)
    assert (widths.data.name, widths.data.sha256) == (split.name, split.sha256)
    for (i, sizes), (j, seed) in itertools.product(enumerate(widths.sizes), enumerate((5, 6))):
        alone = train(Recipe(sizes=sizes, epochs=2, seed=seed), split.train, split.validation)
        assert widths.accuracy[i, j] == examine(alone.mlp, split.test).accuracy
    assert widths.mean_accuracy == pytest.approx(widths.accuracy.sum(axis=1) / 2)


# --- without hidden layers -------------------------------------------------------------------


def test_ten_sums_are_trained_with_what_suits_them_and_then_tested(split, trainer):
    linear = try_without_hidden_layers(PLAN, split, trainer)
    assert (linear.sizes, linear.parameters) == ((784, 10), 7850)
    assert linear.seeds == PLAN.seeds
    assert (linear.rates, linear.shifts) == ((0.1, 1.0), (0.0, 1.0))
    settings = [(rate, 0.0) for rate in linear.rates] + [(linear.rate, s) for s in linear.shifts]
    for (rate, shift), found in zip(settings, [*linear.at_rates, *linear.at_shifts], strict=True):
        recipe = Recipe(sizes=(784, 10), epochs=3, rate=rate, shift=shift, seed=5)
        mlp = train(recipe, split.train, split.validation).mlp
        assert found == pytest.approx(examine(mlp, split.validation).accuracy)
    assert_its_settings_ended_best(linear)
    for seed, accuracy in zip(linear.seeds, linear.accuracy, strict=True):
        recipe = Recipe(sizes=(784, 10), epochs=3, rate=linear.rate, shift=linear.shift, seed=seed)
        mlp = train(recipe, split.train, split.validation).mlp
        weights, biases = mlp.weights[0], mlp.biases[0]
        answers = (split.test.images / 255 @ weights.T + biases).argmax(axis=1)
        assert accuracy == np.mean(answers == split.test.labels)


def assert_its_settings_ended_best(linear):
    """One after the other: the rate first, and with it the shift."""
    best = linear.at_rates.max()
    assert linear.at_rates[linear.rates.index(linear.rate)] == best == linear.at_shifts[0]
    assert linear.at_shifts[linear.shifts.index(linear.shift)] == linear.at_shifts.max()


# --- depth -----------------------------------------------------------------------------------


def test_sigmoid_and_relu_start_at_the_same_weights_on_the_same_batches(split):
    recipes = []

    def run(name, recipe, snapshots):
        recipes.append(recipe)
        return train(recipe, split.train, split.validation, snapshots=snapshots)

    compare_depth(PLAN, split, run)
    starts = [start_of(recipe) for recipe in recipes]
    assert [(recipe.activation, recipe.rate) for recipe in recipes] == [
        (activation, rate) for activation in ("sigmoid", "relu", "sigmoid") for rate in PLAN.rates
    ]
    for start, factor in zip(starts, (1, 1, 1, 1, 4, 4), strict=True):
        assert start.sizes == (784, 6, 5, 4, 10)
        assert start.parameters == pytest.approx(factor * starts[0].parameters, rel=1e-6)
    alike = [replace(r, activation="relu", gain=1.0, rate=1.0) for r in recipes]
    assert all(recipe == alike[0] for recipe in alike)


@pytest.mark.parametrize("name", ["sigmoid", "relu", "fitted"])
def test_the_best_rate_by_validation_is_kept(name, depth, split):
    run = getattr(depth, name)
    endings = {}
    for rate in depth.rates:
        recipe = Recipe(depth.sizes, run.activation, 2, rate, decay=0, shift=0, gain=run.gain)
        endings[rate] = train(recipe, split.train, split.validation)
    accuracies = [examine(each.mlp, split.validation).accuracy for each in endings.values()]
    assert run.rate_accuracy == pytest.approx(accuracies)
    best = max(
        endings,
        key=lambda rate: (
            examine(endings[rate].mlp, split.validation).accuracy,
            -cost(
                endings[rate].mlp.forward(split.validation.pixels).output,
                one_hot(split.validation.labels),
            ),
        ),
    )
    assert run.rate == best
    assert run.accuracy[-1] == pytest.approx(max(accuracies))
    network = endings[run.rate].mlp
    output = network.forward(split.train.pixels).output
    assert run.cost[-1] == pytest.approx(cost(output, one_hot(split.train.labels)), rel=1e-2)


@pytest.mark.parametrize("name", ["sigmoid", "relu", "fitted"])
def test_curves_begin_at_the_random_start(name, depth, split):
    run = getattr(depth, name)
    start = MLP.random(
        depth.sizes, run.activation, seed=np.random.default_rng([0, 0]), gain=run.gain
    )
    output = start.forward(split.train.pixels).output
    assert depth.step[0] == 0
    assert run.cost[0] == pytest.approx(cost(output, one_hot(split.train.labels)), rel=1e-3)
    assert run.accuracy[0] == pytest.approx(examine(start, split.validation).accuracy)
    assert depth.step[-1] == depth.epochs * (len(split.train) // depth.batch)
    assert len(run.cost) == len(run.accuracy) == len(depth.step)
    assert run.slopes == pytest.approx(mean_slopes(start, split.train))


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_slopes_are_what_a_small_change_of_a_bias_does(activation):
    """Digit by digit and neuron by neuron, without any backpropagation."""
    mlp = MLP.random((784, 4, 3, 10), activation, seed=4, gain=2.0).astype(np.float64)
    digits, small = bars(6, 9), 1e-6
    wanted = one_hot(digits.labels)

    def costs(parameters):
        output = MLP(mlp.sizes, parameters, activation).forward(digits.images / 255).output
        return np.square(output - wanted).sum(axis=1)

    expected = []
    for step in range(mlp.steps):
        slopes = []
        for neuron in range(mlp.sizes[step + 1]):
            up, down = mlp.parameters.copy(), mlp.parameters.copy()
            unpack(mlp.sizes, up)[1][step][neuron] += small
            unpack(mlp.sizes, down)[1][step][neuron] -= small
            slopes.append(np.abs(costs(up) - costs(down)) / (2 * small))
        expected.append(np.mean(slopes))
    assert mean_slopes(mlp, digits) == pytest.approx(expected, rel=1e-5)


def run_away(above):
    """A trainer with which all rates above one fail."""

    digits = [bars(count, seed) for count, seed in ((200, 1), (20, 2))]

    def run(name, recipe, snapshots):
        if recipe.rate > above:
            raise InputError(name, expected="a", found="b", remedy="c")
        return train(recipe, *digits, snapshots=snapshots)

    return run


def test_a_rate_that_runs_away_counts_as_reading_nothing(split):
    depth = compare_depth(PLAN, split, run_away(above=0.1))
    for run in (depth.sigmoid, depth.relu, depth.fitted):
        assert run.rate == 0.05
        assert run.rate_accuracy[1] == 0 < run.rate_accuracy[0]


def test_if_all_rates_run_away_that_is_told(split):
    with pytest.raises(InputError):
        compare_depth(PLAN, split, run_away(above=0))


def test_the_race_is_run_again_from_other_starts_and_for_longer(depth, split, trainer):
    again = race_again(PLAN, depth, trainer)
    assert again.seeds == (7, 8)

    def ending(run, seed, epochs, rate):
        recipe = Recipe(
            depth.sizes, run.activation, epochs, rate, decay=0, shift=0, gain=run.gain, seed=seed
        )
        return examine(train(recipe, split.train, split.validation).mlp, split.validation).accuracy

    for name in ("sigmoid", "relu", "fitted"):
        run = getattr(depth, name)
        wanted = [ending(run, seed, 2, run.rate) for seed in again.seeds]
        assert getattr(again, name) == pytest.approx(wanted)
    wanted = [ending(depth.sigmoid, depth.seed, 4, rate) for rate in again.rates]
    assert again.rate_accuracy == pytest.approx(wanted)
    assert again.rate_accuracy[again.rates.index(again.rate)] == again.rate_accuracy.max()
    assert len(again.patient) == again.epochs == 4
    assert again.patient[-1] == pytest.approx(again.rate_accuracy.max())


def test_a_start_from_which_all_runs_away_reads_nothing(depth):
    digits = [bars(count, seed) for count, seed in ((200, 1), (20, 2))]

    def run(name, recipe, snapshots=None):
        if recipe.seed == 8:
            raise InputError(name, expected="a", found="b", remedy="c")
        return train(recipe, *digits, snapshots=snapshots)

    again = race_again(PLAN, depth, run)
    assert again.relu[1] == 0 < again.relu[0]


# --- timing ----------------------------------------------------------------------------------


def test_loops_and_product_add_up_to_the_same():
    rng = np.random.default_rng(8)
    weights, biases, image = rng.normal(size=(5, 30)), rng.normal(size=5), rng.random(30)
    looped = looped_sums(weights.tolist(), biases.tolist(), image.tolist())
    assert looped == pytest.approx(weights @ image + biases)


def test_the_first_step_is_timed():
    timing = time_first_step(5)
    assert (timing.rows, timing.columns) == (16, 784)
    assert timing.loop_seconds > timing.product_seconds > 0
    assert timing.ratio == timing.loop_seconds / timing.product_seconds
    assert timing.numpy == np.__version__
    assert timing.processor


# --- the command -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return f"idx:{write_bars(tmp_path_factory.mktemp('data') / 'bars', 120)}"


@pytest.fixture(scope="module")
def model(tmp_path_factory, data):
    """A small network, with its findings taken away."""
    out = tmp_path_factory.mktemp("model")
    arguments = ["--sizes", "784", "5", "10", "--epochs", "1", "--shift", "0"]
    assert main(["train", "--data", data, "--out", str(out), *arguments]) == 0
    assert findings_beside(out / "network.npz").is_file()
    findings_beside(out / "network.npz").unlink()
    return out / "network.npz"


@pytest.fixture
def tiny(monkeypatch):
    """Let plans be small ones."""
    make_tiny(monkeypatch)


def make_tiny(patch):
    tiny = replace(PLAN, width_epochs=1, depth_epochs=1, linear_epochs=1, patience=1, seeds=(0,))
    for name in ("QUICK", "Plan"):
        patch.setattr(experimenting, name, tiny if name == "QUICK" else lambda: tiny)


def commands(data, model, out):
    """Return a function that runs the command, and where it stores."""

    def command(*more):
        return main(
            ["experiments", "--data", data, "--model", str(model), "--out", str(out), *more]
        )

    return command, out / "experiments.npz"


@pytest.fixture
def run(data, model, tmp_path, tiny):
    """Return a function that runs the command, and where it stores; nothing is made yet."""
    findings_beside(model).unlink(missing_ok=True)
    return commands(data, model, tmp_path / "out")


@pytest.fixture(scope="module")
def made(tmp_path_factory, data, model):
    """A folder where the command has made everything, with the model, and what it printed."""
    folder = tmp_path_factory.mktemp("made")
    for file in (model, history_beside(model)):
        shutil.copy(file, folder)
    command, _ = commands(data, folder / "network.npz", folder / "out")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
        make_tiny(patch)
        assert command("--quick") == 0
    return folder, printed.getvalue()


@pytest.fixture
def whole(made, data, tmp_path, tiny):
    """Return what ``run`` does, and the model, where all is made already."""
    folder = shutil.copytree(made[0], tmp_path / "whole")
    return *commands(data, folder / "network.npz", folder / "out"), folder / "network.npz"


def test_one_command_makes_everything(made, data):
    folder, printed = made
    model, target = folder / "network.npz", folder / "out" / "experiments.npz"
    experiments, findings = load_experiments(target), load_findings(findings_beside(model))
    mlp = load_network(model).mlp
    assert findings.are_of(mlp)
    assert findings.data.sha256 == load_test(data).sha256
    assert np.array_equal(findings.loops.auc, measure(mlp, load_test(data)).loops.auc)
    for sizes, accuracy in zip(experiments.widths.sizes, experiments.widths.accuracy, strict=True):
        assert f"{'-'.join(map(str, sizes))}, " in printed
        assert f"{accuracy[0]:.2%}" in printed
    for name in (target, findings_beside(model)):
        assert f"stored: {name}" in printed
    assert "widths: 784-4-6-10, seed 0: cost" in printed
    assert "depth: relu, gain 1, rate 0.5: cost" in printed
    for kind in OF_NETWORK:
        assert kind.load(study_file(kind.name, model)).is_of(mlp)
    for kind in OF_TRAININGS:
        assert kind.load(study_file(kind.name, target)).origin.data.sha256


def test_progress_is_a_bar_on_a_screen(run, monkeypatch):
    screen = Console(file=io.StringIO(), force_terminal=True, width=120, highlight=False)
    monkeypatch.setattr(experimenting, "console", screen)
    monkeypatch.setattr(side_by_side, "ProcessPoolExecutor", Threads)
    assert run[0]("--quick") == 0
    told = screen.file.getvalue()
    assert "everything" in told
    assert "100%" in told


def test_one_part_alone_leaves_the_others(whole):
    command, target, model = whole
    before = load_experiments(target)
    findings_beside(model).unlink()
    assert command("--only", "timing") == 0
    after = load_experiments(target)
    assert after.timing != before.timing
    assert np.array_equal(after.depth.relu.cost, before.depth.relu.cost)
    for part in ("widths", "linear", "depth", "again"):
        assert command("--only", part) == 0
        assert load_experiments(target).timing == after.timing
    assert not findings_beside(model).exists()
    stored = target.read_bytes()
    assert command("--only", "findings") == 0
    assert load_findings(findings_beside(model)).are_of(load_network(model).mlp)
    assert target.read_bytes() == stored


def test_files_from_before_there_were_controls_still_load(whole):
    command, target, _ = whole
    made = load_experiments(target)
    save_experiments(target, replace(made, linear=None, again=None))
    old = load_experiments(target)
    assert (old.linear, old.again) == (None, None)
    assert np.array_equal(old.depth.relu.cost, made.depth.relu.cost)
    assert command("--only", "linear") == 0
    new = load_experiments(target)
    assert np.array_equal(new.linear.at_shifts, made.linear.at_shifts)
    assert new.again is None
    assert made.again.epochs == len(made.again.patient)


def test_one_part_alone_needs_the_others(run, capsys):
    command, target = run
    assert command("--only", "depth") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == str(target)
    assert "python -m network experiments" in lines[3]
    assert not target.exists()


def test_ctrl_c_stores_no_half_experiments_and_says_so(run, model, capsys, monkeypatch):
    """What was whole before, findings and studies of the network, is kept."""
    command, target = run

    def interrupted(*arguments):
        yield "widths", None
        raise KeyboardInterrupt

    monkeypatch.setattr(experimenting, "side_by_side", interrupted)
    assert command("--quick") == 130
    assert "no part of it is stored by halves" in capsys.readouterr().err
    assert not target.exists()
    assert load_findings(findings_beside(model)).are_of(load_network(model).mlp)


def test_half_a_training_is_none(data, monkeypatch):
    monkeypatch.setattr(
        experimenting,
        "train_with_progress",
        lambda name, recipe, digits, snapshots: replace(
            train(recipe, digits.train, digits.validation), epochs=0
        ),
    )
    with pytest.raises(KeyboardInterrupt):
        experimenting._trainer(data)("one", Recipe(sizes=(784, 3, 10), epochs=1))


def test_what_cannot_be_written_is_noticed_before_the_work(run, model, capsys, monkeypatch):
    command, target = run
    monkeypatch.setattr(experimenting, "load", lambda source: pytest.fail("too early"))
    target.mkdir(parents=True)
    assert command() == 1
    assert capsys.readouterr().err.splitlines()[0] == str(target)
    assert not findings_beside(model).exists()


# --- the shipped ones ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped():
    return load_experiments(SHIPPED_EXPERIMENTS)


def test_the_shipped_ones_follow_the_whole_plan(shipped):
    widths, depth, plan = shipped.widths, shipped.depth, Plan()
    assert widths.sizes == tuple((784, *hidden, 10) for hidden in plan.hidden)
    assert (widths.seeds, widths.epochs) == (plan.seeds, plan.width_epochs)
    assert depth.sizes == (784, *plan.deep, 10)
    assert (depth.rates, depth.epochs) == (plan.rates, plan.depth_epochs)
    linear, again = shipped.linear, shipped.again
    assert (linear.rates, linear.shifts) == (plan.linear_rates, plan.shifts)
    assert (linear.epochs, linear.seeds) == (widths.epochs, widths.seeds)
    assert (again.seeds, again.epochs) == (plan.again, plan.patience)
    assert again.rates == plan.patient_rates
    assert depth.seed not in again.seeds
    assert linear.data == widths.data == depth.data
    assert widths.data.name == "MNIST"
    assert (depth.cost_images, depth.slope_images) == (5000, 1000)
    assert plan.width_epochs > QUICK.width_epochs
    assert len(depth.step) >= 60
    assert shipped.timing.ratio > 1


def test_the_shipped_ones_chose_their_rates_by_validation(shipped):
    depth = shipped.depth
    for run in (depth.sigmoid, depth.relu, depth.fitted):
        best = run.rate_accuracy.max()
        assert run.rate_accuracy[depth.rates.index(run.rate)] == best
        assert run.accuracy[-1] == pytest.approx(best)
    assert depth.sigmoid.gain == depth.relu.gain
    again = shipped.again
    assert_its_settings_ended_best(shipped.linear)
    assert again.rate_accuracy[again.rates.index(again.rate)] == again.rate_accuracy.max()
    assert again.patient[-1] == pytest.approx(again.rate_accuracy.max())


def test_the_shipped_files_are_small(shipped):
    files = SHIPPED_EXPERIMENTS, findings_beside(SHIPPED_EXPERIMENTS)
    assert sum(path.stat().st_size for path in files) < 300_000
    assert experiments_beside(SHIPPED_EXPERIMENTS) == SHIPPED_EXPERIMENTS
