"""The network itself, and digits to show it."""

from typing import Any

import numpy as np

from page.packing import floats, ink_of
from page.subject import Subject
from scenes.mobjects.edges.strength import largest_but_few


def network(subject: Subject) -> dict[str, Any]:
    """Return the network: sizes, functions, parameters in the order of ``MLP.parameters``.

    Where its classes have names, they are in ``classes``.
    """
    mlp, names = subject.network.mlp, subject.network.classes
    return {
        **({"classes": list(names)} if names else {}),
        "sizes": list(mlp.sizes),
        "activation": mlp.activation,
        "output": mlp.output,
        "parameters": floats(mlp.parameters),
    }


def samples(subject: Subject) -> dict[str, Any]:
    """Return a digit of each kind, 28 x 28 bytes each, and how strongly edges are drawn.

    ``scales`` has, for each step, what an edge of full strength carries: the size that all but
    the largest half percent of weight times activation stay below, over these digits.
    """
    images = np.stack([each.pixels for each in subject.samples])
    return {
        "labels": [each.label for each in subject.samples],
        "images": ink_of(images),
        "scales": scales(subject, images),
    }


def scales(subject: Subject, images: np.ndarray) -> list[float]:
    """Return what an edge of full strength carries, step by step.

    Parameters
    ----------
    images
        Shape (n, 784), from 0 to 1.
    """
    mlp = subject.network.mlp
    passed = mlp.forward(images)
    return [
        max(largest_but_few(weights * a) for a in activations)
        for weights, activations in zip(mlp.weights, passed.a, strict=False)
    ]
