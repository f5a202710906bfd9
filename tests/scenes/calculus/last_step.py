"""What tests about a network's last step calculate themselves, from differences of costs."""

import os

import numpy as np

from tests.scenes.backprop.one_example import read_again
from tests.some_networks import some

#: Where MNIST is, before a test hides it; networks that the last step is looked at of.
MNIST = os.environ.get("NETWORK_DATA")
KINDS = some(
    "shipped",
    "784-8-10 relu",
    "784-16-16-10 untrained",
    "784-9-9-9-9-9-9-9-10 relu",
    *(["MNIST"] if MNIST else []),
)

#: By how much numbers are changed, either way, for a slope.
TINY = 1e-5


def run(scene_class, kind, stage, models):
    """Run a scene and look at the last step of its network again."""
    more = {"NETWORK_DATA": MNIST} if kind == "MNIST" else {}
    scene = stage(scene_class, models["shipped" if more else kind], **more)
    return scene, LastStepAgain(scene)


class LastStepAgain:
    """Weights W (10, n), biases b (10,), what is before a (n,), outputs o (10,), wanted y (10,)."""

    def __init__(self, scene):
        read = read_again(scene)
        self.W, self.b = (
            np.array(each[-1], float) for each in (read.early.weights, read.early.biases)
        )
        self.a, self.y, self.label = read.layers[-2], np.eye(10)[read.label], read.label
        self.z = self.W @ self.a + self.b
        self.o = self.outputs(self.W, self.a)
        self.cost = self.cost_of(self.W, self.a)

    def outputs(self, weights, before):
        return 1 / (1 + np.exp(-(weights @ before + self.b)))

    def cost_of(self, weights, before):
        return float(((self.outputs(weights, before) - self.y) ** 2).sum())

    def by_weights(self):
        """Slopes by the weights, shape (10, n)."""
        return self._slopes(self.W, lambda weights: self.cost_of(weights, self.a))

    def by_before(self):
        """Slopes by the activations before, shape (n,)."""
        return self._slopes(self.a, lambda before: self.cost_of(self.W, before))

    def _slopes(self, numbers, cost):
        found = np.zeros_like(numbers)
        for place in np.ndindex(numbers.shape):
            step = np.zeros_like(numbers)
            step[place] = TINY
            found[place] = (cost(numbers + step) - cost(numbers - step)) / (2 * TINY)
        return found

    def named(self, **more):
        """All numbers of formulas about many neurons, by their symbols."""
        outputs = self.o
        return {
            "w_jk^(L)": self.W,
            "a_k^(L-1)": self.a,
            "b_j^(L)": self.b,
            "z_j^(L)": self.z,
            "a_j^(L)": outputs,
            "y_j": self.y,
            "C_0": self.cost,
            "n_L": 10,
            "n_(L-1)": len(self.a),
            "∂C_0/∂w_jk^(L)": self.by_weights(),
            "∂C_0/∂a_k^(L-1)": self.by_before(),
            "∂C_0/∂a_j^(L)": 2 * (outputs - self.y),
            **more,
        }


def one_neuron_a_layer():
    """Numbers of a network with one neuron a layer; its slopes are from differences of costs."""
    w, a, b, y = 1.7, 0.4, -0.3, 1.0

    def cost(w, a):
        return (1 / (1 + np.exp(-(w * a + b))) - y) ** 2

    return {
        "w^(L)": w,
        "a^(L-1)": a,
        "b^(L)": b,
        "y": y,
        "z^(L)": w * a + b,
        "a^(L)": 1 / (1 + np.exp(-(w * a + b))),
        "C_0": cost(w, a),
        "∂C_0/∂w^(L)": (cost(w + TINY, a) - cost(w - TINY, a)) / (2 * TINY),
        "∂C_0/∂a^(L-1)": (cost(w, a + TINY) - cost(w, a - TINY)) / (2 * TINY),
    }
