"""Why a network answers as it does: what an answer can be traced back to, and what it needs."""

from typing import NamedTuple

import numpy as np

from network.model.activations import Array
from network.model.mlp import MLP, ForwardPass


class Link(NamedTuple):
    """What a neuron gets from the layer before.

    Attributes
    ----------
    step
        Which step leads to the neuron.
    neuron
        The neuron, in layer ``step + 1``.
    terms
        Shape (n[step],): weight times activation of every neuron before it.
    largest
        The neuron before it with the largest term: the one that did most to light it.
    """

    step: int
    neuron: int
    terms: Array
    largest: int


def traced_back(mlp: MLP, forward: ForwardPass, output: int) -> list[Link]:
    """Follow the largest terms from an output neuron back to the input.

    Returns
    -------
    list[Link]
        One a step, the last step first; the largest term's neuron of one is the neuron of the
        next.
    """
    links, neuron = [], output
    for step in reversed(range(mlp.steps)):
        terms = mlp.weights[step][neuron] * forward.a[step]
        links.append(Link(step, neuron, terms, int(terms.argmax())))
        neuron = links[-1].largest
    return links


def order_of_erasing(mlp: MLP, image: Array, answer: int, at_least: float) -> list[int]:
    """Return which pixels can be erased, one after another, while the answer stays firm.

    Greedy: each time, of all pixels with ink, the one goes without which the answer's output
    is brightest. It ends when any further one would change the answer or make its output darker
    than ``at_least``, or when one pixel is left. There may well be a shorter list of pixels
    that are enough.

    Parameters
    ----------
    image
        Shape (784,), 0 to 1.
    answer
        The output neuron that has to stay the brightest.
    at_least
        How bright, 0 to 1.
    """
    image, order = np.array(image, mlp.parameters.dtype), []
    while (ink := np.flatnonzero(image)).size > 1:
        erased = np.repeat(image[None], ink.size, axis=0)
        erased[np.arange(ink.size), ink] = 0
        output = mlp.forward(erased).output
        brightness = np.where(output.argmax(axis=1) == answer, output[:, answer], -1)
        best = int(brightness.argmax())
        if brightness[best] < at_least:
            break
        order.append(int(ink[best]))
        image = erased[best]
    return order
