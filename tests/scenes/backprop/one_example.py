"""What tests about one image's wishes calculate themselves, in plain formulas."""

import os
from typing import NamedTuple

import numpy as np

from network.digits.sources import load
from tests.some_networks import some

#: Where MNIST is, before a test hides it; networks that the wishes of one output are asked of.
MNIST = os.environ.get("NETWORK_DATA")
KINDS = some(
    "784-8-10 relu",
    *(["shipped"] if MNIST else []),
    "784-32-24-10",
    "784-16-16-10 untrained",
    "784-9-9-9-9-9-9-9-10 relu",
)

#: And those whose activations are below 0, and whose outputs hang on each other's sums.
ODD_KINDS = some("tanh, softmax", "one tanh neuron, imported softmax", usually=1)


class Read(NamedTuple):
    """An image, as the half-learned network reads it; ``layers`` are the activations of each."""

    early: object
    pixels: np.ndarray
    label: int
    layers: list


def run_and_read(scene_class, kind, stage, models):
    """Run a scene, the shipped network's on MNIST, and read its image again."""
    settings = {"NETWORK_DATA": MNIST} if kind == "shipped" else {}
    scene = stage(scene_class, models[kind], **settings)
    return scene, read_again(scene)


def studied_on(scene, kind):
    """Return what a scene's study is of: images, labels, and whether the network is one of ReLU."""
    shipped = kind == "shipped"
    digits = (
        load(MNIST).train[:5000] if shipped else scene.digits.digits[: scene.study.origin.count]
    )
    return digits.images / 255, digits.labels, scene.network.mlp.activation == "relu"


def early(scene):
    """Return the network in the middle of its training; as it is, where nobody recorded that."""
    if scene.network.source:
        return scene.network.mlp
    return scene.history.network(sum(scene.playback.chapters) // 2)


def read_again(scene):
    """Read the scene's image again."""
    example = scene.example
    pixels = np.round(np.asarray(example.pixels, float) * 255) / 255
    mlp = early(scene)
    return Read(mlp, pixels, int(example.label), answer(matrices(mlp), pixels))


def matrices(mlp):
    """Return copies of the weights and biases of every step, and what is made of their sums."""
    last = mlp.steps - 1
    pairs = zip(mlp.weights, mlp.biases, strict=True)
    return [
        (w.astype(float).copy(), b.astype(float), mlp.activation if step < last else mlp.output)
        for step, (w, b) in enumerate(pairs)
    ]


def answer(steps, pixels):
    """Return the activations of every layer, the image first."""
    layers = [np.asarray(pixels, float)]
    for weights, biases, kind in steps:
        layers.append(squished(weights @ layers[-1] + biases, kind))
    return layers


def squished(z, kind):
    """Return the activations of a layer with these sums."""
    if kind == "softmax":
        powers = np.exp(z - z.max())
        return powers / powers.sum()
    functions = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(z, 0),
        "tanh": np.tanh,
    }
    return functions[kind](z)


def cost(steps, example):
    """Return what the image costs."""
    return float(((answer(steps, example.pixels)[-1] - np.eye(10)[example.label]) ** 2).sum())
