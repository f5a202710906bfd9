"""The multilayer perceptron: layers of neurons, every one linked to all of the layer before.

Indices start at 0 everywhere. Layer 0 is the input. Step k leads from layer k to layer k + 1:

    z[k]     = weights[k] @ a[k] + biases[k]        weights[k] has shape (n[k+1], n[k])
    a[k + 1] = f(z[k])                              f is another one in the last step

so ``weights[k][j, i]`` belongs to the edge to neuron j, from neuron i.
"""

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from network.model.activations import ACTIVATIONS, OUTPUTS, Activation, Array


def parameter_count(sizes: Sequence[int]) -> int:
    """Return how many weights and biases a network with these layer sizes has."""
    return sum(to * (before + 1) for before, to in itertools.pairwise(sizes))


def unpack(sizes: Sequence[int], parameters: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Look at a parameter vector as matrices.

    Parameters
    ----------
    sizes
        Neurons per layer, input first.
    parameters
        Shape (parameter_count(sizes),): all weights step by step, each matrix row by row,
        then all biases.

    Returns
    -------
    weights, biases
        Views of ``parameters``, shapes (n[k+1], n[k]) and (n[k+1],).
    """
    weights, biases, start = [], [], 0
    for before, to in itertools.pairwise(sizes):
        weights.append(parameters[start : start + to * before].reshape(to, before))
        start += to * before
    for to in sizes[1:]:
        biases.append(parameters[start : start + to])
        start += to
    return tuple(weights), tuple(biases)


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """What every neuron held while the network read one image, or a batch of n.

    Attributes
    ----------
    a
        Activations of each layer, input included: shapes (n[l],) or (n, n[l]).
    z
        Weighted sums plus bias of each step: ``z[k]`` belongs to ``a[k + 1]``.
    """

    a: tuple[Array, ...]
    z: tuple[Array, ...]

    @property
    def output(self) -> Array:
        """Activations of the last layer: shape (10,) or (n, 10)."""
        return self.a[-1]

    @property
    def ranking(self) -> Array:
        """Output neurons, brightest first: shape (10,) or (n, 10); ties go to the lower index."""
        return np.argsort(-self.output, axis=-1, kind="stable")

    @property
    def answer(self) -> Array:
        """The brightest output neuron: an integer, or shape (n,)."""
        return self.ranking[..., 0]


def functions_of(steps: int, activation: str, output: str) -> tuple[Activation, ...]:
    """Return the function of each step."""
    return (*[ACTIVATIONS[activation]] * (steps - 1), OUTPUTS[output])


class MLP:
    """A multilayer perceptron with fixed parameters.

    Nothing can be changed from outside: training returns a new one, and every array is
    read-only.

    Parameters
    ----------
    sizes
        Neurons per layer, input first, at least two layers of at least one neuron.
    parameters
        Shape (parameter_count(sizes),), in the order of :func:`unpack`; copied. Any floating
        dtype; calculations are made in it.
    activation
        ``"sigmoid"``, ``"relu"`` or ``"tanh"`` for the hidden layers.
    output
        ``"sigmoid"`` or ``"softmax"`` for the last layer.

    Raises
    ------
    ValueError
        If sizes, parameters and functions don't fit together.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        parameters: Array,
        activation: str = "sigmoid",
        output: str = "sigmoid",
    ) -> None:
        self.sizes = tuple(int(size) for size in sizes)
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ValueError(f"a network needs two or more layers, none empty, not {self.sizes}")
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation {activation!r} is none of {', '.join(ACTIVATIONS)}")
        if output not in OUTPUTS:
            raise ValueError(f"output {output!r} is none of {', '.join(OUTPUTS)}")
        count = parameter_count(self.sizes)
        if np.shape(parameters) != (count,):
            raise ValueError(
                f"sizes {self.sizes} need {count} parameters, not shape {np.shape(parameters)}"
            )
        if not np.issubdtype(np.asarray(parameters).dtype, np.floating):
            raise ValueError("parameters must be floating-point numbers")
        self.activation, self.output = activation, output
        #: The function of each step.
        self.functions = functions_of(len(self.sizes) - 1, activation, output)
        self.parameters = np.array(parameters)
        self.parameters.setflags(write=False)
        self.weights, self.biases = unpack(self.sizes, self.parameters)

    @classmethod
    def random(
        cls,
        sizes: Sequence[int],
        activation: str = "sigmoid",
        *,
        output: str = "sigmoid",
        seed: int | np.random.Generator = 0,
        gain: float = 1.0,
    ) -> Self:
        """Return an untrained network: weights N(0, 2 gain² / (n_in + n_out)), biases 0, float32.

        A gain of 1 carries signals and gradients through the layers at about their size; one
        of 4 makes up for the sigmoid's flatness, whose steepest slope is 1/4 (Glorot and
        Bengio, "Understanding the difficulty of training deep feedforward neural networks",
        2010).
        """
        rng = np.random.default_rng(seed)
        parameters = np.zeros(parameter_count(sizes), np.float32)
        for weights in unpack(sizes, parameters)[0]:
            scale = gain * np.sqrt(2 / sum(weights.shape))
            weights[:] = scale * rng.standard_normal(weights.shape)
        return cls(sizes, parameters, activation, output)

    @classmethod
    def from_arrays(
        cls,
        weights: Sequence[Array],
        biases: Sequence[Array],
        activation: str = "sigmoid",
        output: str = "sigmoid",
    ) -> Self:
        """Build a network from its matrices, shapes (n[k+1], n[k]), and bias vectors (n[k+1],).

        Raises
        ------
        ValueError
            If the shapes don't chain.
        """
        if not weights or len(weights) != len(biases) or any(w.ndim != 2 for w in weights):
            raise ValueError("every step needs a matrix of weights and a vector of biases")
        sizes = (weights[0].shape[1], *(w.shape[0] for w in weights))
        for k, (w, b) in enumerate(zip(weights, biases, strict=True)):
            if w.shape != (sizes[k + 1], sizes[k]) or b.shape != (sizes[k + 1],):
                raise ValueError(
                    f"step {k} has weights {w.shape} and biases {b.shape}, "
                    f"but layer {k} has {sizes[k]} neurons"
                )
        flat = np.concatenate([*(w.ravel() for w in weights), *biases])
        return cls(sizes, flat, activation, output)

    def __repr__(self) -> str:
        shape = "-".join(map(str, self.sizes))
        functions = f"{self.activation}, {self.output} at the end"
        return f"<MLP {shape}, {functions}, {self.parameters.dtype}>"

    @property
    def steps(self) -> int:
        """How many steps lead from the input to the output: layers minus one."""
        return len(self.weights)

    def activation_of(self, step: int) -> Activation:
        """Return the function f of step k: that of the outputs in the last one."""
        return self.functions[step]

    def with_parameters(self, parameters: Array) -> Self:
        """Return a network of the same kind with other parameters: see the class.

        Raises
        ------
        ValueError
            If they are more, or fewer, or no floating-point numbers.
        """
        return type(self)(self.sizes, parameters, self.activation, self.output)

    def astype(self, dtype: type) -> Self:
        """Return the same network calculating in another floating dtype."""
        return self.with_parameters(self.parameters.astype(dtype))

    def forward(self, x: Array) -> ForwardPass:
        """Let the network read an image, shape (n[0],), or a batch, shape (n, n[0]).

        Raises
        ------
        ValueError
            If the last axis of ``x`` isn't as long as the input layer.
        """
        x = np.asarray(x, self.parameters.dtype)
        if x.ndim not in (1, 2) or x.shape[-1] != self.sizes[0]:
            raise ValueError(
                f"expected an image of {self.sizes[0]} values or a batch of them, not {x.shape}"
            )
        a, z = [x], []
        for k, (W, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            z.append(a[k] @ W.T + b)
            a.append(self.activation_of(k)(z[k]))
        return ForwardPass(tuple(a), tuple(z))

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of sizes, functions and all parameters: which network this is."""
        # Sigmoids at the end go without saying, as when there was nothing else.
        last = "" if self.output == "sigmoid" else f" {self.output}"
        digest = hashlib.sha256(f"{self.sizes} {self.activation}{last}".encode())
        digest.update(self.parameters.astype("<f8").tobytes())
        return digest.hexdigest()
