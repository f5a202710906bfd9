"""Networks as nobody would train them, or as others would: by name, each made in no time.

What they are tried for is in :data:`ODD`. Most are the shipped network, changed; those of other
shapes have random layers, and only their last step is fitted to digits. Each has a recorded
training beside it, which goes straight from a random start to it, unless it was trained elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from network.digits.digits import Digits
from network.files.archive import Provenance
from network.model.backprop import cost, one_hot
from network.model.mlp import MLP, unpack
from network.questions.measures import examine
from network.training.recipe import Recipe
from network.training.stored import (
    SHIPPED_NETWORK,
    History,
    TrainedNetwork,
    history_beside,
    load_network,
    save_history,
    save_network,
)
from network.training.training import SNAPSHOT_BYTES

Change = Callable[[np.ndarray], np.ndarray]


def changed(folder: Path, weights: Change = np.copy, biases: Change = np.copy) -> Path:
    """Store the shipped network with other weights or biases in its first hidden layer.

    Returns
    -------
    Path
        Of the file; the network has no findings, so that scenes measure it themselves.
    """
    network = load_network(SHIPPED_NETWORK)
    mlp = network.mlp
    parameters = mlp.parameters.copy()
    matrices, shifts = unpack(mlp.sizes, parameters)
    matrices[0][:], shifts[0][:] = weights(matrices[0]), biases(shifts[0])
    path = folder / "odd" / "network.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    save_network(path, replace(network, mlp=mlp.with_parameters(parameters)))
    return path


# --- how they are made -------------------------------------------------------------------------


def shipped() -> MLP:
    """Return the network that comes with the project."""
    return load_network(SHIPPED_NETWORK).mlp


def fitted(
    *sizes: int, activation: str = "sigmoid", output: str = "sigmoid"
) -> Callable[[Digits], MLP]:
    """Return what makes a network of a shape: random, but for its last step, which reads digits.

    The last step is the ridge regression of sums of +-3 on the activations before it.
    """

    def make(digits: Digits) -> MLP:
        mlp = MLP.random(sizes, activation, output=output, seed=1, gain=2)
        before = mlp.forward(digits.pixels).a[-2].astype(float)
        before = np.column_stack([before, np.ones(len(before))])
        wanted = 6.0 * one_hot(digits.labels) - 3
        ridge = before.T @ before + 0.1 * np.eye(before.shape[1])
        found = np.linalg.solve(ridge, before.T @ wanted).T
        parameters = mlp.parameters.copy()
        weights, biases = unpack(mlp.sizes, parameters)
        weights[-1][:], biases[-1][:] = found[:, :-1], found[:, -1]
        return mlp.with_parameters(parameters)

    return make


def with_tanh(mlp: MLP, output: str = "sigmoid") -> MLP:
    """Return the network with tanh in its hidden layers that gives the same sums at its end.

    A sigmoid's activation is (1 + tanh(z / 2)) / 2, so halves and shifts make up for it.
    """
    weights = [each.astype(float) for each in mlp.weights]
    biases = [each.astype(float) for each in mlp.biases]
    for k in range(mlp.steps):
        if k > 0:
            biases[k] = biases[k] + weights[k].sum(axis=1) / 2
            weights[k] = weights[k] / 2
        if k < mlp.steps - 1:
            weights[k], biases[k] = weights[k] / 2, biases[k] / 2
    exact = MLP.from_arrays(weights, biases, "tanh", output)
    return exact.astype(np.float32)


def with_output(mlp: MLP, output: str) -> MLP:
    """Return the same network with other outputs."""
    return MLP(mlp.sizes, mlp.parameters, mlp.activation, output)


def scaled(mlp: MLP, by: float) -> MLP:
    """Return the same network with all its weights and biases times a number."""
    return mlp.with_parameters(mlp.parameters * np.float32(by))


def dead(mlp: MLP) -> MLP:
    """Return the same network with biases in the first step that no image makes up for."""
    parameters = mlp.parameters.copy()
    unpack(mlp.sizes, parameters)[1][0][:] = -1000
    return mlp.with_parameters(parameters)


def constant(mlp: MLP) -> MLP:
    """Return the same network with outputs that don't listen: they are their biases' only."""
    parameters = mlp.parameters.copy()
    weights, biases = unpack(mlp.sizes, parameters)
    weights[-1][:] = 0
    biases[-1][:] = np.linspace(-2, 1, len(biases[-1]))
    return mlp.with_parameters(parameters)


@dataclass(frozen=True)
class Odd:
    """What is special about a network, and how it is made from digits to learn from.

    Attributes
    ----------
    make
        Makes it.
    imported
        Whether it was trained elsewhere: without a recipe and without a recorded training.
    """

    make: Callable[[Digits], MLP]
    imported: bool = False

    @classmethod
    def of(cls, change: Callable[[MLP], MLP], imported: bool = False) -> "Odd":
        """Return the shipped network, changed."""
        return cls(lambda _: change(shipped()), imported)


#: All of them, by name.
ODD: dict[str, Odd] = {
    "one neuron": Odd(fitted(784, 1, 10)),
    "widest": Odd(fitted(784, 784, 10)),
    "deepest": Odd(fitted(784, 12, 16, 11, 16, 9, 10)),
    "linear": Odd(fitted(784, 10)),
    "relu": Odd(fitted(784, 16, 16, 10, activation="relu")),
    "tanh": Odd.of(with_tanh),
    "softmax": Odd.of(lambda mlp: with_output(mlp, "softmax")),
    "imported": Odd.of(lambda mlp: with_tanh(mlp, "softmax"), imported=True),
    "untrained": Odd.of(lambda mlp: MLP.random(mlp.sizes, gain=4)),
    "dead": Odd(lambda digits: dead(fitted(784, 16, 16, 10, activation="relu")(digits))),
    "constant": Odd.of(constant),
    "huge": Odd.of(lambda mlp: scaled(mlp, 1000)),
    "zero": Odd.of(lambda mlp: scaled(mlp, 0)),
    # Several things at once, for every day.
    "one tanh neuron, imported softmax": Odd(
        fitted(784, 1, 10, activation="tanh", output="softmax"), imported=True
    ),
    "deepest relu, large": Odd(
        lambda digits: scaled(fitted(784, 12, 16, 11, 16, 9, 10, activation="relu")(digits), 10)
    ),
    "tanh, softmax": Odd.of(lambda mlp: with_tanh(mlp, "softmax")),
}

#: Those for every day.
AT_ONCE = tuple(name for name in ODD if ", " in name)


# --- how they are stored -----------------------------------------------------------------------


def store(name: str, path: Path, training: Digits, test: Digits) -> None:
    """Make one of the networks and store it, with its training beside it if it has one."""
    odd = ODD[name]
    mlp = odd.make(training)
    examination = examine(mlp, test)
    known = {} if odd.imported else {"recipe": Recipe(mlp.sizes, mlp.activation, epochs=3)}
    network = TrainedNetwork(
        mlp=mlp,
        recipe=known.get("recipe"),
        epochs=None if odd.imported else 3,
        data=Provenance("handwriting", training.sha256),
        validation_accuracy=None if odd.imported else examination.accuracy,
        test_accuracy=examination.accuracy,
        confusion=examination.confusion,
        source="mine.safetensors" if odd.imported else "",
    )
    if not odd.imported:
        save_history(history_beside(path), straight(mlp, test))
    save_network(path, network)


def straight(mlp: MLP, digits: Digits, epochs: int = 3, steps: int = 200) -> History:
    """Return the record of a training that goes straight from a random start to a network."""
    last = epochs * steps
    most = SNAPSHOT_BYTES // (2 * len(mlp.parameters))
    at = np.unique(np.geomspace(1, last + 1, min(max(most, 2), 12)).astype(int) - 1)
    start = MLP.random(mlp.sizes, mlp.activation).parameters
    shares = np.log1p(at) / np.log1p(last)
    snapshots = [start + np.float32(share) * (mlp.parameters - start) for share in shares]
    read = [
        _judged(mlp.with_parameters(each), digits) for each in [*snapshots[:-1], mlp.parameters]
    ]
    costs, right = np.array(read, np.float32).T
    ends = steps * np.arange(1, epochs + 1)
    return History(
        sizes=mlp.sizes,
        activation=mlp.activation,
        output=mlp.output,
        fingerprint=mlp.fingerprint,
        steps_per_epoch=steps,
        step=at[1:].astype(np.int64),
        step_cost=costs[1:],
        epoch_cost=np.interp(ends, at, costs).astype(np.float32),
        validation_cost=np.interp(ends, at, costs).astype(np.float32),
        validation_accuracy=np.interp(ends, at, right).astype(np.float32),
        snapshot_step=at.astype(np.int64),
        snapshots=np.array(snapshots, np.float16),
        snapshot_cost=costs,
        snapshot_accuracy=right,
    )


def _judged(mlp: MLP, digits: Digits) -> tuple[float, float]:
    """Return a network's mean cost, and the share of the digits that it reads correctly."""
    output = mlp.forward(digits.pixels).output
    answers = output.argmax(axis=1)
    return cost(output, one_hot(digits.labels)), float((answers == digits.labels).mean())
