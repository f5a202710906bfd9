"""What the experiments have to be held against: plainer networks, other starts, more patience.

They are stored in the same file as :mod:`network.measured.experiments`; files from before they
were measured don't have them.
"""

from dataclasses import dataclass
from typing import Any

from network.files.archive import Archive, Provenance
from network.model.activations import Array
from network.model.mlp import parameter_count


@dataclass(frozen=True, eq=False)
class Linear:
    """Networks without hidden layers: the brightest of ten sums decides, one sum a digit.

    Attributes
    ----------
    sizes
        Neurons per layer, two of them.
    epochs
        Of every training; start and weight decay are those of the standard recipe.
    data
        What was learned and tested on.
    rates, shifts
        The learning rates that were tried, with the first of the shifts of training images; and
        the shifts that were tried, with the best of the rates.
    at_rates, at_shifts
        Shapes (rates,) and (shifts,), float64: validation accuracy that they end with, first seed.
    rate, shift
        Those that ended best.
    seeds
        Of the trainings with these, s of them.
    accuracy
        Shape (s,), float64: share of the test images read correctly. Nothing was chosen by it.
    """

    sizes: tuple[int, ...]
    epochs: int
    data: Provenance
    rates: tuple[float, ...]
    shifts: tuple[float, ...]
    at_rates: Array
    at_shifts: Array
    rate: float
    shift: float
    seeds: tuple[int, ...]
    accuracy: Array

    @property
    def parameters(self) -> int:
        """How many weights and biases it has."""
        return parameter_count(self.sizes)


@dataclass(frozen=True, eq=False)
class Again:
    """The race of deep networks with other random starts, and with more patience.

    Attributes
    ----------
    seeds
        Of the other starts, s of them.
    sigmoid, relu, fitted
        Shape (s,), float64: validation accuracy that each run of the same name in
        :class:`~network.measured.experiments.Depth` ends with from these starts, at the rate
        that was chosen there; 0 where the parameters grew beyond all bounds.
    epochs
        Of longer trainings of ``Depth.sigmoid``, with its own seed.
    rates
        Learning rates tried for these, t of them.
    rate_accuracy
        Shape (t,), float64: validation accuracy they end with.
    rate
        The one that ended best.
    patient
        Shape (epochs,), float64: validation accuracy with that one, after every epoch.
    """

    seeds: tuple[int, ...]
    sigmoid: Array
    relu: Array
    fitted: Array
    epochs: int
    rates: tuple[float, ...]
    rate_accuracy: Array
    rate: float
    patient: Array


#: What is stored as an array, and what in the description.
LINEAR_ARRAYS, AGAIN_ARRAYS = (
    ("at_rates", "at_shifts", "accuracy"),
    ("sigmoid", "relu", "fitted", "rate_accuracy", "patient"),
)
LINEAR_ABOUT, AGAIN_ABOUT = (
    ("sizes", "epochs", "rates", "shifts", "rate", "shift", "seeds"),
    ("seeds", "epochs", "rates", "rate"),
)


def as_stored(
    linear: Linear | None, again: Again | None
) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return what goes into the description of a file, and the arrays."""
    about: dict[str, Any] = {}
    arrays: dict[str, Array] = {}
    for prefix, part, described, stored in (
        ("linear", linear, LINEAR_ABOUT, LINEAR_ARRAYS),
        ("again", again, AGAIN_ABOUT, AGAIN_ARRAYS),
    ):
        if part:
            about |= {f"{prefix}_{name}": getattr(part, name) for name in described}
            arrays |= {f"{prefix}_{name}": getattr(part, name) for name in stored}
    if linear:
        about["linear_data"] = linear.data.as_dict()
    return about, arrays


def read_linear(archive: Archive, arrays: dict[str, Array]) -> Linear | None:
    """Return what a file has about plainer networks, checked; its arrays join the others."""
    if not archive.describes("linear_sizes"):
        return None
    rates = archive.numbers("linear_rates", float)
    shifts = archive.numbers("linear_shifts", float)
    seeds = archive.numbers("linear_seeds", int)
    found = {
        "at_rates": archive.shares("linear_at_rates", (len(rates),)),
        "at_shifts": archive.shares("linear_at_shifts", (len(shifts),)),
        "accuracy": archive.shares("linear_accuracy", (len(seeds),)),
    }
    arrays |= {f"linear_{name}": array for name, array in found.items()}
    return Linear(
        sizes=archive.numbers("linear_sizes", int),
        epochs=archive.count("linear_epochs"),
        data=archive.provenance("linear_data"),
        rates=rates,
        shifts=shifts,
        rate=archive.positive("linear_rate"),
        shift=archive.value("linear_shift", float),
        seeds=seeds,
        **found,
    )


def read_again(archive: Archive, arrays: dict[str, Array]) -> Again | None:
    """Return what a file has about the race run again, checked; its arrays join the others."""
    if not archive.describes("again_seeds"):
        return None
    seeds = archive.numbers("again_seeds", int)
    rates = archive.numbers("again_rates", float)
    epochs = archive.count("again_epochs")
    lengths = dict.fromkeys(("sigmoid", "relu", "fitted"), len(seeds))
    lengths |= {"rate_accuracy": len(rates), "patient": epochs}
    found = {name: archive.shares(f"again_{name}", (n,)) for name, n in lengths.items()}
    arrays |= {f"again_{name}": array for name, array in found.items()}
    return Again(
        seeds=seeds, rates=rates, epochs=epochs, rate=archive.positive("again_rate"), **found
    )
