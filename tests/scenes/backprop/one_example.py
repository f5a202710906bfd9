"""What tests about one image's wishes calculate themselves, in plain formulas."""

from typing import NamedTuple

import numpy as np


class Read(NamedTuple):
    """An image, as the half-learned network reads it; ``layers`` are the activations of each."""

    early: object
    pixels: np.ndarray
    label: int
    layers: list


def early(scene):
    """Return the network in the middle of its training."""
    return scene.history.network(sum(scene.playback.chapters) // 2)


def read_again(scene):
    """Read the scene's image again."""
    example = scene.example
    pixels = np.round(np.asarray(example.pixels, float) * 255) / 255
    mlp = early(scene)
    return Read(mlp, pixels, int(example.label), answer(matrices(mlp), pixels))


def matrices(mlp):
    """Return copies of the weights and biases of every step, and whether it is squished to 0..1."""
    last = mlp.steps - 1
    pairs = zip(mlp.weights, mlp.biases, strict=True)
    return [
        (w.astype(float).copy(), b.astype(float), step < last and mlp.activation == "relu")
        for step, (w, b) in enumerate(pairs)
    ]


def answer(steps, pixels):
    """Return the activations of every layer, the image first."""
    layers = [np.asarray(pixels, float)]
    for weights, biases, is_relu in steps:
        z = weights @ layers[-1] + biases
        layers.append(np.maximum(z, 0) if is_relu else 1 / (1 + np.exp(-z)))
    return layers


def cost(steps, example):
    """Return what the image costs."""
    return float(((answer(steps, example.pixels)[-1] - np.eye(10)[example.label]) ** 2).sum())
