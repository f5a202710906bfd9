"""Networks as nobody would train them: the shipped one, changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from network.model.mlp import unpack
from network.training.stored import SHIPPED_NETWORK, load_network, save_network

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
