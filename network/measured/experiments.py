"""Figures from trainings and timings that don't concern the shipped network.

:mod:`network.measured.trials` makes them, ``python -m network experiments`` does it all, and
lecture 1 draws them: what more neurons bring and what none do, why deep networks are built of
ReLU, and why the lectures write matrices. A film must come out the same each time, so what was
measured is kept in a file.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from network.files.archive import Archive, Provenance, digest, write_archive
from network.measured.controls import Again, Linear, as_stored, read_again, read_linear
from network.model.activations import ACTIVATIONS, Array
from network.model.mlp import parameter_count
from network.training.stored import SHIPPED_NETWORK

KIND = "set of experiments"


@dataclass(frozen=True, eq=False)
class Widths:
    """The standard recipe, shortened, for networks with more and with fewer hidden neurons.

    Attributes
    ----------
    sizes
        Neurons per layer of each of m networks.
    seeds
        Of the trainings, s for each network.
    epochs
        Of every training.
    data
        What was learned and tested on.
    accuracy
        Shape (m, s), float64: share of the test images read correctly. Nothing was chosen by
        it.
    """

    sizes: tuple[tuple[int, ...], ...]
    seeds: tuple[int, ...]
    epochs: int
    data: Provenance
    accuracy: Array

    @property
    def parameters(self) -> tuple[int, ...]:
        """How many weights and biases each of the networks has."""
        return tuple(map(parameter_count, self.sizes))

    @property
    def mean_accuracy(self) -> Array:
        """Mean over the seeds: shape (m,)."""
        return self.accuracy.mean(axis=1)


@dataclass(frozen=True, eq=False)
class DeepRun:
    """One deep network on its way.

    Attributes
    ----------
    activation
        Of the hidden layers; the output is a sigmoid, as always in this project.
    gain
        Spread of the random start, see :meth:`network.model.mlp.MLP.random`.
    rate
        Learning rate at the start, falling linearly to 0: the one out of ``Depth.rates`` with
        which most validation images were read correctly at the end of the training; of equals,
        the one with the lowest cost there.
    rate_accuracy
        Shape (t,), float64: validation accuracy at the end with each of the rates tried; 0
        where the parameters grew beyond all bounds.
    cost
        Shape (p,), float64: mean cost of the first ``Depth.cost_images`` training images, after
        each of ``Depth.step``. Of parameters rounded to half precision, as histories keep them.
    accuracy
        Shape (p,), float64: share of the validation images read correctly at the same moments.
    slopes
        Shape (steps,), float64: how steep the cost is at the random start, step by step: the
        mean, over a layer's neurons and ``Depth.slope_images`` images, of the absolute value of
        ∂C/∂z, of one image's cost along one neuron's sum. That is also the slope along its bias.
    """

    activation: str
    gain: float
    rate: float
    rate_accuracy: Array
    cost: Array
    accuracy: Array
    slopes: Array


@dataclass(frozen=True, eq=False)
class Depth:
    """The same deep network of sigmoids and of ReLU, trained on the same batches.

    Attributes
    ----------
    sizes
        Neurons per layer.
    epochs, batch, seed
        Of every training. There is no weight decay and images aren't moved.
    data
        What was learned from.
    rates
        The learning rates tried, t of them, the same for all.
    cost_images, slope_images
        How many training images, the first ones, costs and slopes were measured on.
    step
        Shape (p,), int64, rising from 0: after how many mini-batches the curves have a point.
    sigmoid, relu
        Two networks that start at the very same weights, with gain 1.
    fitted
        Sigmoids again, from the same weights times 4. That makes up for their flatness (the
        steepest slope is 1/4): what depth does to sigmoids it does through the start.
    """

    sizes: tuple[int, ...]
    epochs: int
    batch: int
    seed: int
    data: Provenance
    rates: tuple[float, ...]
    cost_images: int
    slope_images: int
    step: Array
    sigmoid: DeepRun
    relu: DeepRun
    fitted: DeepRun


#: The runs by name.
RUNS = ("sigmoid", "relu", "fitted")


@dataclass(frozen=True)
class Timing:
    """How long the first step's sums W a + b take, as plain Python loops and as one product.

    Attributes
    ----------
    rows, columns
        Shape of W.
    loop_seconds
        Two nested Python loops over lists of floats, median of many.
    product_seconds
        numpy's matrix product and sum, float32, one thread; median of many.
    python, numpy, processor
        Versions, and on what.
    """

    rows: int
    columns: int
    loop_seconds: float
    product_seconds: float
    python: str
    numpy: str
    processor: str

    @property
    def ratio(self) -> float:
        """How many times longer the loops take."""
        return self.loop_seconds / self.product_seconds


@dataclass(frozen=True, eq=False)
class Experiments:
    """All that is in an experiments file; older ones lack what can be ``None``."""

    widths: Widths
    depth: Depth
    timing: Timing
    linear: Linear | None = None
    again: Again | None = None

    def hidden_layers(self, sizes: Sequence[int]) -> "HiddenLayers | None":
        """Return what hidden layers bring, if it was measured.

        Parameters
        ----------
        sizes
            Of a network: out of ``widths``, the one with most nearly as many parameters counts.
        """
        linear, widths, wanted = self.linear, self.widths, parameter_count(tuple(sizes))
        if not linear or (linear.data, linear.epochs) != (widths.data, widths.epochs):
            return None
        off = [abs(parameters - wanted) for parameters in widths.parameters]
        index = off.index(min(off))
        return HiddenLayers(
            data=linear.data,
            epochs=linear.epochs,
            starts=len(linear.seeds),
            neurons=widths.sizes[index][1:-1],
            accuracy=float(widths.mean_accuracy[index]),
            numbers=linear.parameters,
            without=float(linear.accuracy.mean()),
        )


@dataclass(frozen=True)
class HiddenLayers:
    """What hidden layers bring: a network with some, and one without, trained for as long.

    Attributes
    ----------
    data, epochs, starts
        What was learned and tested on, how often it was used, and how many trainings make a mean.
    neurons
        Of the hidden layers.
    accuracy, without
        Share of the test images read correctly with them and without; means.
    numbers
        Weights and biases that are left without.
    """

    data: Provenance
    epochs: int
    starts: int
    neurons: tuple[int, ...]
    accuracy: float
    numbers: int
    without: float

    @property
    def help_a_lot(self) -> bool:
        """Whether there are less than half the mistakes with them."""
        return 1 - self.accuracy < (1 - self.without) / 2


def experiments_beside(network: Path) -> Path:
    """Return where experiments lie that go with the films of a stored network."""
    return network.with_name("experiments.npz")


#: The experiments that come with the project.
SHIPPED_EXPERIMENTS = experiments_beside(SHIPPED_NETWORK)


# --- storing ---------------------------------------------------------------------------------

#: The arrays of a run, each with how its length is called.
RUN_ARRAYS = {"rate_accuracy": "rates", "cost": "step", "accuracy": "step", "slopes": "slopes"}


def save_experiments(path: str | Path, experiments: Experiments) -> None:
    """Write experiments.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    widths, depth = experiments.widths, experiments.depth
    arrays = {"widths_accuracy": widths.accuracy, "depth_step": depth.step}
    runs = {name: getattr(depth, name) for name in RUNS}
    for name, run in runs.items():
        arrays |= {f"{name}_{array}": getattr(run, array) for array in RUN_ARRAYS}
    controls, more = as_stored(experiments.linear, experiments.again)
    arrays |= more
    about = {
        **controls,
        "widths_sizes": widths.sizes,
        "widths_seeds": widths.seeds,
        "widths_epochs": widths.epochs,
        "widths_data": widths.data.as_dict(),
        "depth_sizes": depth.sizes,
        "depth_data": depth.data.as_dict(),
        "rates": depth.rates,
        **{name: getattr(depth, name) for name in DEPTH_COUNTS},
        **{
            f"{name}_{key}": getattr(run, key)
            for name, run in runs.items()
            for key in ("activation", "gain", "rate")
        },
        **{f"timing_{key}": value for key, value in asdict(experiments.timing).items()},
    }
    write_archive(path, KIND, {**about, "digest": digest(arrays)}, arrays)


#: Numbers of a depth experiment that lie in the description.
DEPTH_COUNTS = ("epochs", "batch", "seed", "cost_images", "slope_images")


def load_experiments(path: str | Path) -> Experiments:
    """Read experiments and check them.

    Raises
    ------
    InputError
        If the file is missing, damaged, of another kind or a newer version, or contradicts
        itself.
    """
    archive = Archive(path, KIND, "experiments")
    arrays: dict[str, Array] = {}
    experiments = Experiments(
        widths=_read_widths(archive, arrays),
        depth=_read_depth(archive, arrays),
        timing=_read_timing(archive),
        linear=read_linear(archive, arrays),
        again=read_again(archive, arrays),
    )
    archive.check_digest(arrays)
    return experiments


def _read_widths(archive: Archive, arrays: dict[str, Array]) -> Widths:
    sizes = archive.numbers("widths_sizes", list)
    if not sizes or not all(map(_are_sizes, sizes)):
        raise archive.problem("layer sizes of several networks", repr(sizes))
    seeds = archive.numbers("widths_seeds", int)
    accuracy = archive.shares("widths_accuracy", (len(sizes), len(seeds)))
    arrays["widths_accuracy"] = accuracy
    return Widths(
        sizes=tuple(map(tuple, sizes)),
        seeds=seeds,
        epochs=archive.count("widths_epochs"),
        data=archive.provenance("widths_data"),
        accuracy=accuracy,
    )


def _read_depth(archive: Archive, arrays: dict[str, Array]) -> Depth:
    sizes = archive.numbers("depth_sizes", int)
    if not _are_sizes(sizes):
        raise archive.problem("layer sizes of a deep network", repr(sizes))
    rates = archive.numbers("rates", float)
    step = archive.array("depth_step", "int64", (archive.length("depth_step"),))
    if not len(step) or step[0] != 0 or not (step[1:] > step[:-1]).all():
        raise archive.problem("steps that rise from 0", "others")
    arrays["depth_step"] = step
    lengths = {"rates": len(rates), "step": len(step), "slopes": len(sizes) - 1}
    return Depth(
        sizes=sizes,
        data=archive.provenance("depth_data"),
        rates=rates,
        step=step,
        **{name: archive.count(name) for name in DEPTH_COUNTS},
        **{name: _read_run(archive, name, lengths, arrays) for name in RUNS},
    )


def _read_run(
    archive: Archive, name: str, lengths: dict[str, int], arrays: dict[str, Array]
) -> DeepRun:
    activation = archive.text(f"{name}_activation")
    if activation not in ACTIVATIONS:
        raise archive.problem(f"an activation out of {', '.join(ACTIVATIONS)}", activation)
    found = {
        key: archive.array(f"{name}_{key}", "float64", (lengths[length],))
        for key, length in RUN_ARRAYS.items()
    }
    for key in ("rate_accuracy", "accuracy"):
        archive.shares(f"{name}_{key}", found[key].shape)
    arrays |= {f"{name}_{key}": array for key, array in found.items()}
    return DeepRun(
        activation=activation,
        gain=archive.positive(f"{name}_gain"),
        rate=archive.positive(f"{name}_rate"),
        **found,
    )


def _read_timing(archive: Archive) -> Timing:
    read: dict[str, Any] = {
        "rows": archive.count,
        "columns": archive.count,
        "loop_seconds": archive.positive,
        "product_seconds": archive.positive,
        "python": archive.text,
        "numpy": archive.text,
        "processor": archive.text,
    }
    return Timing(**{name: check(f"timing_{name}") for name, check in read.items()})


def _are_sizes(sizes: Any) -> bool:
    return len(sizes) >= 2 and all(type(size) is int and size > 0 for size in sizes)
