"""Neurons that are only on or off: what one example costs while one weight is turned."""

from dataclasses import dataclass

import numpy as np

from network.model.activations import Array
from network.model.backprop import one_hot
from network.model.mlp import MLP

#: How far to look beyond where the weight is and where its neuron switches.
BEYOND = 3.0


@dataclass(frozen=True, eq=False)
class TurnedWeight:
    """A weight into the brightest wrong output, turned, with the network as it is and on-off.

    On-off, a neuron's activation is 1 if its sum is above 0, and else 0.

    Attributes
    ----------
    source, output
        The edge's ends: numbers of neurons in the last layer but one, and in the last one.
    value
        Of the weight.
    switch
        The weight at which the on-off output switches; ``None`` if it never does.
    weights
        Shape (n,), rising: where the weight is turned to.
    smooth, on_off
        Shape (n,): what the example costs then, Σ_j (a_j - y_j)².
    """

    source: int
    output: int
    value: float
    switch: float | None
    weights: Array
    smooth: Array
    on_off: Array


def turn_weight(mlp: MLP, image: Array, label: int, count: int = 241) -> TurnedWeight:
    """Turn one weight into the brightest wrong output; its source is as far from 0 as possible.

    Parameters
    ----------
    mlp
        Of two layers or more.
    image
        Shape (n[0],), 0 to 1.
    label
        Which output is wanted.
    count
        To how many values the weight is turned.
    """
    mlp = mlp.astype(np.float64)
    *_, sources, outputs = mlp.forward(image).a
    wanted = one_hot(label, len(outputs)).astype(float)
    output = int(np.argmax(outputs - 2 * wanted))
    switched = _on_off(mlp, image)
    # One that is on, if any: otherwise the on-off output wouldn't notice.
    sizes = np.abs(sources)
    source = int(np.argmax(sizes + 2 * sizes.max() * (switched > 0)))
    value = float(mlp.weights[-1][output, source])
    # Only one sum depends on the weight: that of the output it leads to.
    sums = (mlp.forward(image).z[-1], mlp.weights[-1] @ switched + mlp.biases[-1])
    switch = value - float(sums[1][output] / switched[source]) if switched[source] else None
    ends = [value, value if switch is None else switch]
    turned = np.linspace(min(ends) - BEYOND, max(ends) + BEYOND, count)
    moved = (turned - value)[:, None] * one_hot(output, len(outputs))
    smooth = mlp.functions[-1](sums[0] + moved * sources[source])
    jumping = sums[1] + moved * switched[source] > 0
    costs = (np.square(each - wanted).sum(axis=1) for each in (smooth, jumping))
    return TurnedWeight(source, output, value, switch, turned, *costs)


def _on_off(mlp: MLP, image: Array) -> Array:
    """Return what the last layer but one holds, all hidden neurons being on or off."""
    a = np.asarray(image, float)
    for weights, biases in zip(mlp.weights[:-1], mlp.biases[:-1], strict=True):
        a = (weights @ a + biases > 0).astype(float)
    return a
