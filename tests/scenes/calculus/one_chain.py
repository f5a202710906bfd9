"""What tests about one neuron a layer calculate themselves, in plain formulas."""

import os
from functools import cache
from typing import NamedTuple

import numpy as np

from network.digits.sources import load
from network.measured.chain import Chain
from network.measured.study import study_file
from tests.some_networks import some

#: Where MNIST is, before a test hides it; digits that the chain's image is chosen from.
MNIST = os.environ.get("NETWORK_DATA")
DATA = some("handwriting", *(["mnist"] if MNIST else []), usually=1)


class Step(NamedTuple):
    """What the last steps hold, layer by layer: ``w`` and ``b`` of three steps, y = 1."""

    w: np.ndarray
    b: np.ndarray
    a: list
    z: list

    @property
    def cost(self):
        """What the image costs."""
        return (self.a[3] - 1) ** 2


def run_chain(scene_class, data, stage, models):
    """Run a scene about the chain, and return it with what the chain holds for its image."""
    if data == "mnist":
        return stage(scene_class, NETWORK_DATA=MNIST), held(doubtful_ink_of_mnist())
    scene = stage(scene_class, models["shipped"])
    return scene, held(doubtful_ink(scene.digits.digits))


@cache
def mnist_test():
    """Return MNIST's test images; don't change them."""
    return load(MNIST).test


@cache
def doubtful_ink_of_mnist():
    """Return the mean ink of the image that is chosen from MNIST."""
    return doubtful_ink(mnist_test())


@cache
def parameters():
    """Return the chain's weights and biases."""
    study = Chain.load(study_file("chain"))
    six = study.parameters[list(study.seeds).index(study.chosen)]
    return six[:3].astype(float), six[3:].astype(float)


def held(ink, w=None, b=None):
    """Calculate what the chain holds; other weights or biases may be given."""
    own_w, own_b = parameters()
    w, b = own_w if w is None else w, own_b if b is None else b
    a, z = [float(ink)], []
    for k in range(3):
        z.append(float(w[k]) * a[-1] + float(b[k]))
        a.append(float(1 / (1 + np.exp(-z[-1]))))
    return Step(w, b, a, z)


def doubtful_ink(digits):
    """Return the mean ink of the 0, among the first thousand 0s and 1s, nearest to 0.66."""
    some = [k for k, label in enumerate(digits.labels) if label in (0, 1)][:1000]
    inks = [float(np.mean(digits.images[k] / 255)) for k in some if digits.labels[k] == 0]
    return min(inks, key=lambda ink: abs(held(ink).a[3] - 0.66))


def nudged(here, step, by):
    """Return what the chain holds with one weight changed."""
    w = here.w.copy()
    w[step] += by
    return held(here.a[0], w, here.b)


def numbers_of(here):
    """Return what the symbols stand for, as ``tests.typeset`` calls them."""
    return {
        "w^(L)": float(here.w[2]),
        "b^(L)": float(here.b[2]),
        "z^(L)": here.z[2],
        "a^(L)": here.a[3],
        "a^(L-1)": here.a[2],
        "y": 1.0,
        "C_0": here.cost,
    }
