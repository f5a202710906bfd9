"""What one network was found to do on one set of digits: the figures lecture 1 draws.

:func:`measure` finds them; a findings file keeps them, with the fingerprint of the network and
the sha256 of the digits they are true of. It holds counts and shares, never an image.
"""

from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from network.digits.digits import CLASSES, SIDE, Digits
from network.files.archive import Archive, Provenance, digest, write_archive
from network.model.activations import Array
from network.model.mlp import MLP
from network.questions.edge_detector import EdgeDetector, detector_for
from network.questions.measures import auc, aucs, examine, histograms, telling_neuron, with_neuron

KIND = "set of findings"

#: Digits with a loop on top, and digits with a horizontal bar on top.
LOOPED, BARRED = (8, 9), (5, 7)

#: All pairs of digits, in the order of :attr:`Loops.of_pairs`.
PAIRS = tuple(combinations(range(CLASSES), 2))

#: The hand-made detector is placed on the mean image of this digit.
PLACED_ON = 7

#: Columns of every histogram.
BINS = 40


@dataclass(frozen=True, eq=False)
class Loops:
    """Whether neurons of the last hidden layer, n of them, tell a loop on top: 8 or 9.

    Attributes
    ----------
    auc
        Shape (n,), float64, 0 to 1: how well each neuron's activation tells 8s and 9s from the
        rest, see :func:`network.questions.measures.auc`. Below 1/2, a dark neuron means a loop.
    of_pairs
        Shape (45,), float64, 1/2 to 1, the control: how well the best neuron, by its light or by
        its darkness, tells the two digits of each of the :data:`PAIRS` from the rest. A loop is
        nothing special to neurons that do as well for any two digits.
    """

    auc: Array
    of_pairs: Array

    @property
    def folded(self) -> Array:
        """How well each neuron tells a loop, by light or by darkness: shape (n,), 1/2 to 1."""
        return np.maximum(self.auc, 1 - self.auc)

    @property
    def best(self) -> int:
        """The neuron whose AUC is farthest from 1/2, on either side."""
        return int(self.folded.argmax())

    @property
    def rank(self) -> int:
        """The place of 8 and 9 among all pairs: 1, if for no other pair the best is better."""
        return 1 + int((self.of_pairs > self.of_pairs[PAIRS.index(LOOPED)]).sum())


@dataclass(frozen=True, eq=False)
class Sums:
    """What the neurons of the first layer after the input, n of them, add up and make of it.

    Attributes
    ----------
    edges
        Shape (n, bins + 1), float64, rising: where each neuron's bins of z begin and end, from
        its lowest z to its highest.
    counts
        Shape (n, bins), int64: how many digits lie in each.
    activation_edges
        Shape (bins + 1,), float64, rising: the same of the activations, for all neurons alike:
        exactly 0 to 1 for sigmoids, -1 to 1 for tanh; to the largest activation for ReLU if
        that is more than 1.
    activation_counts
        Shape (n, bins), int64.
    """

    edges: Array
    counts: Array
    activation_edges: Array
    activation_counts: Array


@dataclass(frozen=True)
class HandSet:
    """What becomes of the network when one neuron's weights are set by hand.

    Attributes
    ----------
    neuron
        The neuron of the first layer after the input that is replaced: the
        :func:`network.questions.measures.telling_neuron`.
    detector
        What it is replaced by: an edge detector, placed on the mean of the 7s among the digits.
    accuracy_before, accuracy
        Share read correctly by the network as it was trained, and with the detector in it,
        everything else left as it was.
    auc
        How well the detector's sum alone tells 5s and 7s, digits with a bar on top, from the
        rest.
    learned_auc
        The same of the sum of the neuron that was replaced.
    """

    neuron: int
    detector: EdgeDetector
    accuracy_before: float
    accuracy: float
    auc: float
    learned_auc: float


@dataclass(frozen=True, eq=False)
class Findings:
    """What a network does on a set of digits.

    Attributes
    ----------
    fingerprint
        Of the network.
    data
        Name and sha256 of the digits.
    count
        How many they are.
    loops
        ``None`` if the network has no hidden layer.
    sums, hand_set
        Of the first layer after the input: the first hidden one, or the output if there is none.
    """

    fingerprint: str
    data: Provenance
    count: int
    loops: Loops | None
    sums: Sums
    hand_set: HandSet

    def are_of(self, mlp: MLP) -> bool:
        """Whether it is this network that was examined."""
        return self.fingerprint == mlp.fingerprint


#: The arrays of a findings file by part: type of number, and axes, in which "n" is the number
#: of neurons, "bins" and "edges" are those of the histograms, "pairs" those of digits.
ARRAYS: dict[str, tuple[type, dict[str, tuple[str, tuple[str, ...]]]]] = {
    "loops": (
        Loops,
        {
            "auc": ("float64", ("n",)),
            "of_pairs": ("float64", ("pairs",)),
        },
    ),
    "sums": (
        Sums,
        {
            "edges": ("float64", ("n", "edges")),
            "counts": ("int64", ("n", "bins")),
            "activation_edges": ("float64", ("edges",)),
            "activation_counts": ("int64", ("n", "bins")),
        },
    ),
}


def findings_beside(network: Path) -> Path:
    """Return where the findings about a stored network lie."""
    return network.with_name("findings.npz")


# --- measuring -------------------------------------------------------------------------------


def measure(mlp: MLP, digits: Digits) -> Findings:
    """Find out what a network does on these digits.

    Sums and activations are calculated in double precision, so that every machine counts the
    same; accuracies are those of the network as it is, like
    :func:`network.questions.measures.examine`'s.

    Parameters
    ----------
    mlp
        Any network with 784 inputs and 10 outputs, see :class:`Findings` for one without a
        hidden layer.
    digits
        At least one.
    """
    forward = mlp.astype(np.float64).forward(digits.images / 255)
    return Findings(
        fingerprint=mlp.fingerprint,
        data=Provenance(digits.name, digits.sha256),
        count=len(digits),
        loops=_loops(forward.a[-2], digits.labels) if mlp.steps > 1 else None,
        sums=_sums(forward.z[0], forward.a[1], mlp.activation_of(0).lowest),
        hand_set=_hand_set(mlp, digits, forward.z[0]),
    )


def _loops(activations: Array, labels: Array) -> Loops:
    """Return the findings on activations, (n, neurons), of the last hidden layer."""
    shares = aucs(activations, [np.isin(labels, pair) for pair in PAIRS])
    return Loops(
        auc=shares[PAIRS.index(LOOPED)],
        of_pairs=np.maximum(shares, 1 - shares).max(axis=1),
    )


def _sums(z: Array, activations: Array, lowest: float) -> Sums:
    """Return the findings on sums and activations, both (n, neurons), of the first step."""
    edges = np.stack([_edges_around(each) for each in z.T])
    activation_edges = np.linspace(lowest, max(1.0, float(activations.max())), BINS + 1)
    return Sums(
        edges=edges,
        counts=histograms(z, edges),
        activation_edges=activation_edges,
        activation_counts=histograms(activations, activation_edges),
    )


def _edges_around(values: Array) -> Array:
    """Return edges from the lowest value to the highest, and around it if they are one."""
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - 0.5, high + 0.5
    return np.linspace(low, high, BINS + 1)


def _hand_set(mlp: MLP, digits: Digits, z: Array) -> HandSet:
    neuron = telling_neuron(mlp)
    placed_on = digits.labels == PLACED_ON
    if not placed_on.any():  # as may be in a small set; then any digit is better than none
        placed_on[:] = True
    detector = detector_for(digits.images[placed_on].mean(axis=0) / 255)
    replaced = with_neuron(mlp, neuron, detector.weights, detector.bias)
    # Of whole numbers and halves this sum is exact, so that no tie depends on rounding.
    sums = digits.images.astype(np.float64) @ detector.weights
    values = np.stack([sums, z[:, neuron]], axis=1)
    handmade, learned = auc(values, np.isin(digits.labels, BARRED)).tolist()
    return HandSet(
        neuron=neuron,
        detector=detector,
        accuracy_before=examine(mlp, digits).accuracy,
        accuracy=examine(replaced, digits).accuracy,
        auc=handmade,
        learned_auc=learned,
    )


# --- storing ---------------------------------------------------------------------------------


def save_findings(path: str | Path, findings: Findings) -> None:
    """Write findings.

    Raises
    ------
    InputError
        If the file can't be written; what was there before is untouched.
    """
    parts = [part for part in ARRAYS if getattr(findings, part) is not None]
    arrays = {
        f"{part}_{name}": getattr(getattr(findings, part), name)
        for part in parts
        for name in ARRAYS[part][1]
    }
    about = {
        "fingerprint": findings.fingerprint,
        "data": findings.data.as_dict(),
        "count": findings.count,
        "hidden": findings.loops is not None,
        "pairs": len(PAIRS),
        **asdict(findings.hand_set),
    }
    write_archive(path, KIND, {**about, "digest": digest(arrays)}, arrays)


def load_findings(path: str | Path) -> Findings | None:
    """Read findings and check them. Ask :meth:`Findings.are_of` if they are your network's.

    Returns
    -------
    Findings | None
        ``None`` if they are of an older version, which had no control of its loops: then they
        have to be measured anew.

    Raises
    ------
    InputError
        If the file is missing, damaged, of another kind or a newer version, or contradicts
        itself: histograms that don't hold every digit, shares beyond 0 and 1, a neuron that
        isn't there.
    """
    archive = Archive(path, KIND, "experiments")
    hidden = archive.value("hidden", bool)
    if hidden and not archive.describes("pairs"):
        return None
    arrays: dict[str, Array] = {}
    sums = _read_part(archive, "sums", arrays)
    loops = _read_part(archive, "loops", arrays) if hidden else None
    archive.check_digest(arrays)
    count = archive.count("count")
    _check_counts(archive, "sums", sums.counts, count)
    _check_counts(archive, "activations", sums.activation_counts, count)
    if loops:
        for shares in (loops.auc, loops.of_pairs):
            if not ((shares >= 0) & (shares <= 1)).all():
                raise archive.problem("areas under curves from 0 to 1", str(shares))
    return Findings(
        fingerprint=archive.text("fingerprint"),
        data=archive.provenance(),
        count=count,
        loops=loops,
        sums=sums,
        hand_set=_read_hand_set(archive, len(sums.counts)),
    )


def _read_part(archive: Archive, part: str, arrays: dict[str, Array]) -> Any:
    """Return a part made of arrays, which are added to ``arrays`` under their stored names."""
    kind, layout = ARRAYS[part]
    first = "auc" if part == "loops" else "counts"
    n = archive.length(f"{part}_{first}")
    axes = {"n": n, "bins": BINS, "edges": BINS + 1, "pairs": len(PAIRS)}
    found = {
        name: archive.array(f"{part}_{name}", dtype, tuple(axes[axis] for axis in shape))
        for name, (dtype, shape) in layout.items()
    }
    for name, array in found.items():
        if name.endswith("edges") and not (np.diff(array) > 0).all():
            raise archive.problem(f"{part}_{name} that rise", "some that don't")
    arrays |= {f"{part}_{name}": array for name, array in found.items()}
    return kind(**found)


def _check_counts(archive: Archive, what: str, counts: Array, count: int) -> None:
    if (counts < 0).any() or (counts.sum(axis=1) != count).any():
        raise archive.problem(
            f"histograms of {what} that hold {count} digits each",
            f"some that hold {counts.sum(axis=1).min()} to {counts.sum(axis=1).max()}",
        )


def _read_hand_set(archive: Archive, neurons: int) -> HandSet:
    neuron = archive.count("neuron")
    if neuron >= neurons:
        raise archive.problem(f"a neuron below {neurons}", str(neuron))
    shares = ("accuracy_before", "accuracy", "auc", "learned_auc")
    return HandSet(
        neuron=neuron,
        detector=_read_detector(archive),
        **{name: archive.share(name) for name in shares},
    )


def _read_detector(archive: Archive) -> EdgeDetector:
    place = archive.value("detector", dict)
    names = ("row", "column", "rows", "columns")
    if set(place) != set(names) or not all(type(place[name]) is int for name in names):
        raise archive.problem("row, column, rows and columns of the detector", repr(place))
    detector = EdgeDetector(**place)
    fits = min(place.values()) >= 0 and min(detector.rows, detector.columns) > 0
    if not fits or max(place["row"] + place["rows"], place["column"] + place["columns"]) > SIDE:
        raise archive.problem(f"a detector within {SIDE} x {SIDE} pixels", repr(place))
    return detector
