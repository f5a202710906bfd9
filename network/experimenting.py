"""The command that makes again what films draw besides the network."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from network.digits.digits import CLASSES, PIXELS, Split
from network.digits.sources import load, load_test
from network.files.atomic import check_writable
from network.measured.controls import Again
from network.measured.experiments import (
    Experiments,
    experiments_beside,
    load_experiments,
    save_experiments,
)
from network.measured.findings import PAIRS, Findings, findings_beside, measure, save_findings
from network.measured.studies import OF_NETWORK, OF_TRAININGS, STUDIES
from network.measured.study import study_file
from network.measured.trials import (
    QUICK,
    Plan,
    Trainer,
    compare_depth,
    compare_widths,
    race_again,
    time_first_step,
    try_without_hidden_layers,
)
from network.model.mlp import parameter_count
from network.progress import console, train_with_progress
from network.side_by_side import side_by_side
from network.studying import study_network, study_trainings
from network.training.recipe import Recipe
from network.training.stored import check_reads_pixels, load_network
from network.training.training import Training

#: What can be made alone, into a file that has the rest.
EXPERIMENTS = ("widths", "linear", "depth", "again", "timing")

#: What depends on the network, and has to follow a new training.
OF_THE_NETWORK = ("findings", *(each.name for each in OF_NETWORK))

#: Studies that take long, the longest first: begun last, they would leave processors idle.
LONG = ("more-data", "small-steps", "memorising")

#: What ``--only`` understands; "network" stands for all that depends on it.
PARTS = ("network", *EXPERIMENTS, "findings", *STUDIES)


def experiments(data: str, out: Path, model: Path, only: str | None, quick: bool) -> None:
    """Make anew what lectures draw besides the network: findings, trainings, timings, studies.

    A part is stored when it is whole: Ctrl-C must not leave half of it.
    """
    check_reads_pixels(load_network(model), model)
    target = experiments_beside(out / "network.npz")
    files = target, findings_beside(model), study_file("any", model), study_file("any", target)
    for file in files:
        check_writable(file)
    if only is None:
        _everything(data, out, model, quick)
    elif only in EXPERIMENTS:
        kept = load_experiments(target)
        _store(target, _experiment(QUICK if quick else Plan(), data, only, kept))
    else:
        _about_network(OF_THE_NETWORK if only == "network" else (only,), data, model, quick)
        study_trainings([only], data, out, quick, _trainer(data), _tell_line)


def _everything(data: str, out: Path, model: Path, quick: bool) -> None:
    """Make all parts, several at once; what is timed is timed when nothing else runs."""
    _about_network(("findings",), data, model, quick)
    plan = QUICK if quick else Plan()
    studies = {each.name: partial(_studied, each.name, data, out, quick) for each in OF_TRAININGS}
    jobs = {  # the network first: what is wrong with its files should not be told minutes later
        "network": partial(_network_studied, data, model, quick),
        "widths": partial(_part, compare_widths, plan, data),
        "depth": partial(_depth_and_again, plan, data),
        "linear": partial(_part, try_without_hidden_layers, plan, data),
        **{name: studies.pop(name) for name in LONG},
        **studies,
    }
    images = partial(load, data)
    done = dict(side_by_side(jobs, images, planned(plan), console))
    depth, again = done["depth"]
    parts = {"widths": done["widths"], "linear": done["linear"], "depth": depth, "again": again}
    _store(experiments_beside(out / "network.npz"), Experiments(**parts, timing=time_first_step()))
    for name in ("network", *(each.name for each in OF_TRAININGS)):
        for line in done[name]:
            _tell_line(line)


def _about_network(names: Sequence[str], data: str, model: Path, quick: bool) -> None:
    """Make what depends on the network, out of these."""
    if "findings" in names:
        beside, findings = findings_beside(model), measure(load_network(model).mlp, load_test(data))
        save_findings(beside, findings)
        tell_findings(findings)
        _tell_line(f"stored: {beside}")
    study_network(list(names), data, model, quick, _tell_line)


def _experiment(plan: Plan, data: str, only: str, kept: Experiments) -> Experiments:
    """Return the experiments that were kept, with one part of them new."""
    if only == "timing":
        return replace(kept, timing=time_first_step())
    train, digits = _trainer(data), load(data)
    if only == "again":
        return replace(kept, again=race_again(plan, kept.depth, train))
    if only == "depth":  # another race has other rates to run again
        depth = compare_depth(plan, digits, train)
        return replace(kept, depth=depth, again=race_again(plan, depth, train))
    make = {"widths": compare_widths, "linear": try_without_hidden_layers}
    return replace(kept, **{only: make[only](plan, digits, train)})


def _part(make: Any, plan: Plan, data: str, train: Trainer) -> Any:
    return make(plan, load(data), train)


def _depth_and_again(plan: Plan, data: str, train: Trainer) -> Any:
    depth = compare_depth(plan, load(data), train)
    return depth, race_again(plan, depth, train)


def _network_studied(data: str, model: Path, quick: bool, train: Trainer) -> list[str]:
    """Make the studies of the network and store them; return what there is to tell."""
    told: list[str] = []
    study_network(list(OF_THE_NETWORK), data, model, quick, told.append)
    return told


def _studied(name: str, data: str, out: Path, quick: bool, train: Trainer) -> list[str]:
    """Make a study and store it; return what there is to tell."""
    told: list[str] = []
    study_trainings([name], data, out, quick, train, told.append)
    return told


def planned(plan: Plan) -> int:
    """Return how much there is to train: see :func:`network.side_by_side.work_of`."""
    deep = parameter_count((PIXELS, *plan.deep, CLASSES))
    races = 3 * (len(plan.rates) + len(plan.again)) * plan.depth_epochs
    patient = len(plan.patient_rates) * plan.patience
    widths = sum(parameter_count((PIXELS, *hidden, CLASSES)) for hidden in plan.hidden)
    linear = len(plan.linear_rates) + len(plan.shifts) - 1 + len(plan.seeds) - 1
    return (
        deep * (races + patient)
        + widths * len(plan.seeds) * plan.width_epochs
        + parameter_count((PIXELS, CLASSES)) * linear * plan.linear_epochs
    )


def _store(target: Path, done: Experiments) -> None:
    save_experiments(target, done)
    _tell_experiments(done)
    _tell_line(f"stored: {target}")


def _tell_line(line: str) -> None:
    console.print(line, soft_wrap=True)


def _trainer(data: str) -> Trainer:
    """Return what trains on these digits, shows its progress, and knows no half training."""
    digits = cache(lambda: load(data))

    def train(
        name: str, recipe: Recipe, snapshots: Sequence[int] | None = None, of: Split | None = None
    ) -> Training:
        training = train_with_progress(name, recipe, of or digits(), snapshots)
        if training.epochs < recipe.epochs:  # half an experiment is none
            raise KeyboardInterrupt
        return training

    return train


def _tell_experiments(done: Experiments) -> None:
    widths, depth, timing = done.widths, done.depth, done.timing
    for sizes, parameters, accuracy in zip(
        widths.sizes, widths.parameters, widths.accuracy, strict=True
    ):
        shares = ", ".join(f"{share:.2%}" for share in accuracy)
        console.print(f"{'-'.join(map(str, sizes))}, {parameters:,} parameters: {shares}")
    if linear := done.linear:
        shares = ", ".join(f"{share:.2%}" for share in linear.accuracy)
        name = f"{'-'.join(map(str, linear.sizes))}, {linear.parameters:,} parameters"
        console.print(f"{name}, rate {linear.rate:g}, shift {linear.shift:g}: {shares}")
    console.print(f"{'-'.join(map(str, depth.sizes))}, {depth.epochs} epochs:")
    for run in (depth.sigmoid, depth.relu, depth.fitted):
        slopes = " ".join(f"{slope:.2g}" for slope in run.slopes)
        console.print(
            f"  {run.activation}, gain {run.gain:g}, rate {run.rate:g}: cost {run.cost[-1]:.3f}, "
            f"validation {run.accuracy[-1]:.2%}; slopes at the start {slopes}",
            soft_wrap=True,
        )
    if again := done.again:
        _tell_again(again)
    console.print(
        f"{timing.rows} x {timing.columns} sums: {timing.loop_seconds * 1e6:.0f} microseconds in "
        f"loops, {timing.product_seconds * 1e6:.1f} as a product, {timing.ratio:.0f} times faster",
        soft_wrap=True,
    )


def _tell_again(again: Again) -> None:
    for name in ("sigmoid", "relu", "fitted"):
        shares = ", ".join(f"{share:.2%}" for share in getattr(again, name))
        console.print(f"  {name}, seeds {', '.join(map(str, again.seeds))}: validation {shares}")
    console.print(
        f"  sigmoid, {again.epochs} epochs, rate {again.rate:g}: validation {again.patient[-1]:.2%}"
    )


def tell_findings(findings: Findings) -> None:
    """Print what was found about a network."""
    hand_set = findings.hand_set
    if findings.loops:
        loops, best = findings.loops, findings.loops.best
        console.print(
            f"best at telling 8 or 9: neuron {best}, AUC {loops.auc[best]:.3f}; by their best "
            f"neurons, these two are number {loops.rank} of {len(PAIRS)} pairs of digits",
            soft_wrap=True,
        )
    console.print(
        f"neuron {hand_set.neuron} set by hand: reads {hand_set.accuracy:.2%} instead of "
        f"{hand_set.accuracy_before:.2%}; tells 5 or 7 with an AUC of {hand_set.auc:.3f}",
        soft_wrap=True,
    )
