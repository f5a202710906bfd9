"""The random start of a network, calculated in plain formulas."""

import os
from itertools import pairwise

import numpy as np

from network.digits.sources import load
from tests.conftest import STUDIED_ON
from tests.some_networks import some

#: Where MNIST is, before a test hides it.
MNIST = os.environ.get("NETWORK_DATA")

#: Networks that scenes about the gradient at the start are tried with.
STUDIED = some("784-8-10 relu", *(["shipped"] if MNIST else []), "784-10")


def at_the_start(scene, model):
    """Return a scene of one of ``STUDIED``, its random start, and what its costs are of."""
    digits = load(MNIST).train[:5000] if model == "shipped" else scene.digits.digits[:STUDIED_ON]
    relu = scene.network.mlp.activation == "relu"
    return scene, matrices(scene.history.network(0)), (digits.images / 255, digits.labels, relu)


def matrices(mlp):
    """Return weights and biases in double precision, one pair a step."""
    return [
        (weights.astype(float), biases.astype(float))
        for weights, biases in zip(mlp.weights, mlp.biases, strict=True)
    ]


def read(steps, images, relu):
    """Return the outputs, shape (n, 10), and all activations before them."""
    layers = [images]
    for k, (weights, biases) in enumerate(steps):
        z = layers[-1] @ weights.T + biases
        last = k == len(steps) - 1
        layers.append(np.maximum(z, 0) if relu and not last else 1 / (1 + np.exp(-z)))
    return layers


def costs(steps, images, labels, relu):
    """Return what each example costs: shape (n,)."""
    return ((read(steps, images, relu)[-1] - np.eye(10)[labels]) ** 2).sum(axis=1)


def mean_gradient(steps, images, labels, relu):
    """Return the slopes of the mean cost along all weights, then all biases."""
    layers = read(steps, images, relu)
    error = 2 * (layers[-1] - np.eye(10)[labels]) / len(images)
    of_weights, of_biases = [], []
    for k in range(len(steps) - 1, -1, -1):
        a = layers[k + 1]
        last = k == len(steps) - 1
        error = error * ((a > 0) if relu and not last else a * (1 - a))
        of_weights.insert(0, (error.T @ layers[k]).ravel())
        of_biases.insert(0, error.sum(axis=0))
        error = error @ steps[k][0]
    return np.concatenate([*of_weights, *of_biases])


def moved(steps, way):
    """Return the steps with something added to all parameters: shape (parameters,)."""
    sizes = [steps[0][0].shape[1], *(len(biases) for _, biases in steps)]
    weights = sum(n * m for n, m in pairwise(sizes))
    made, start, bias = [], 0, weights
    for (matrix, biases), (n, m) in zip(steps, pairwise(sizes), strict=True):
        more = way[start : start + n * m].reshape(m, n)
        made.append((matrix + more, biases + way[bias : bias + m]))
        start, bias = start + n * m, bias + m
    return made
