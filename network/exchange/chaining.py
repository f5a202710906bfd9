"""Which of a file's arrays are weights, which are biases, and in which order they make a network.

Names tell most of it, as tools usually give them: ``fc1.weight``, ``W1``, ``coefs_0``,
``dense/kernel``. Shapes tell the rest: the layers must chain, from 784 inputs to 10 outputs, and
each bias must have a number for every neuron. PyTorch keeps a matrix as (out, in), Keras and
scikit-learn as (in, out); as the first has 784 inputs and the last 10 outputs, only one of both
chains. What was decided that way is told.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from network.exchange.layers import Layers, Tensors, listed, shape_of
from network.files.errors import InputError
from network.model.activations import Array

WEIGHT_WORDS = {"weights", "weight", "kernels", "kernel", "coefs", "coef", "w"}
BIAS_WORDS = {"biases", "bias", "intercepts", "intercept", "b"}

#: What only layers that normalise have, so that their names give them away.
NORM_NAMES = re.compile(
    r"running_(mean|var)|moving_(mean|variance)|num_batches_tracked|(^|\W)(gamma|beta)(:0)?$"
)

#: Inputs and outputs of networks that films can show.
ENDS = (784, 10)

Key = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, eq=False)
class Step:
    """A matrix with its biases.

    Attributes
    ----------
    name, weights
        The matrix, as it is in the file.
    bias_name, biases
        ``None`` if none belongs to it by name. Shape (n,).
    """

    name: str
    weights: Array
    bias_name: str | None = None
    biases: Array | None = None

    def ends(self, turned: bool) -> tuple[int, int]:
        """Return inputs and outputs of the matrix as (out, in), or as (in, out) if turned."""
        outputs, inputs = self.weights.shape
        return (outputs, inputs) if turned else (inputs, outputs)

    def told(self) -> str:
        """Return name and shape for people."""
        bias = f" with {self.bias_name}" if self.bias_name else ""
        return f"{self.name} ({shape_of(self.weights)}){bias}"


#: Steps, and biases that aren't paired yet.
Reading = tuple[list[Step], list[Step]]


def layers_of(tensors: Tensors, turn: bool = False) -> Layers:
    """Return the layers that named arrays make.

    Parameters
    ----------
    tensors
        What is in the file.
    turn
        Whether square matrices, whose shape leaves it open, go the other way.

    Raises
    ------
    InputError
        If there are layers of another kind among them, or their shapes don't chain.
    """
    _refuse_other_layers(tensors)
    floats = {name: a for name, a in tensors.arrays.items() if a.dtype.kind == "f" and a.ndim}
    for steps, spare in _readings(floats):
        chain = _chained(steps, spare, ENDS) or _chained(steps, spare, None)
        if chain:
            break
    else:
        raise _no_chain(tensors)
    layers = chain.layers(tensors)
    used = {name for step in chain.steps for name in (step.name, step.bias_name)}
    left = [name for name in tensors.arrays if name not in used]
    if left:
        layers = layers.telling(f"left aside, as no part of a layer: {listed(left)}")
    return _turning(layers, turn)


def _refuse_other_layers(tensors: Tensors) -> None:
    for name, array in tensors.arrays.items():
        if NORM_NAMES.search(name):
            found = f"{name}: a layer that normalises, between the dense ones"
            remedy = "export it as ONNX, which tells where the layer stands: it is folded in then"
        elif array.ndim > 2:
            kind = "a convolution" if array.ndim == 4 else "no dense layer"
            found = f"{name}, {shape_of(array)}: {kind}"
            remedy = "import a network of dense layers; films draw every neuron and every weight"
        elif array.ndim == 1 and _role(name)[0] == "weights" and array.dtype.kind == "f":
            found = f"{name}, {shape_of(array)}: weights that are no matrix, as normalisations have"
            remedy = "export it as ONNX, or import a network of dense layers alone"
        else:
            continue
        expected = "dense layers: matrices and vectors, nothing else"
        raise InputError(tensors.subject, expected=expected, found=found, remedy=remedy)


def _role(name: str) -> tuple[str, Key]:
    """Return "weights", "biases" or nothing, and what else the name says, to sort and pair by."""
    tokens = re.findall(r"[a-z]+|\d+", name.lower().removesuffix(":0"))
    role = ""
    for place in reversed(range(len(tokens))):
        if tokens[place] in WEIGHT_WORDS | BIAS_WORDS:
            role = "weights" if tokens.pop(place) in WEIGHT_WORDS else "biases"
            break
    key = ((0, int(token), "") if token.isdecimal() else (1, 0, token) for token in tokens)
    return role, tuple(key)


# --- what may be what ------------------------------------------------------------------------


def _readings(arrays: dict[str, Array]) -> Iterator[Reading]:
    """Yield what the arrays may be: steps, and biases that aren't paired yet.

    A bias to be paired is a step, too, which has a name and biases but no matrix to speak of.
    """
    names = sorted(arrays, key=lambda name: (_role(name)[1], name))
    weights = [n for n in names if _role(n)[0] == "weights" and arrays[n].ndim == 2]
    biases = [n for n in names if _role(n)[0] == "biases" and _is_vector(arrays[n])]
    if weights:
        yield _paired(arrays, weights, biases)
        return
    half = len(names) // 2
    yield _in_pairs(arrays, names[::2], names[1::2])
    yield _in_pairs(arrays, names[:half], names[half:])
    matrices = [n for n in names if not _is_vector(arrays[n])]
    yield _paired(arrays, matrices, [n for n in names if _is_vector(arrays[n])])


def _is_vector(array: Array) -> bool:
    return array.size == max(array.shape)


def _paired(arrays: dict[str, Array], weights: list[str], biases: list[str]) -> Reading:
    """Pair by what names say besides their role."""
    by_key = {_role(name)[1]: name for name in biases}
    steps = []
    for name in weights:
        bias = by_key.pop(_role(name)[1], None)
        steps.append(_step(arrays, name, bias))
    spare = [
        Step(name, arrays[name], name, arrays[name].reshape(-1))
        for name in biases
        if name in by_key.values()
    ]
    return steps, spare


def _in_pairs(arrays: dict[str, Array], weights: list[str], biases: list[str]) -> Reading:
    """Pair the first with the first; nothing, if that can't be."""
    fits = len(weights) == len(biases) and all(_is_vector(arrays[n]) for n in biases)
    if not fits or any(arrays[n].ndim != 2 for n in weights):
        return [], []
    pairs = zip(weights, biases, strict=True)
    return [_step(arrays, *pair) for pair in pairs], []


def _step(arrays: dict[str, Array], name: str, bias: str | None) -> Step:
    return Step(name, arrays[name], bias, arrays[bias].reshape(-1) if bias else None)


# --- how they chain --------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Chain:
    """Steps in an order in which they chain.

    Attributes
    ----------
    steps
        From the input to the output, each with biases if there are any of its size.
    turned
        Whether matrices are (in, out).
    by_shape
        Whether the order is that of the shapes, not that of the names.
    other
        Whether another order would do as well.
    """

    steps: list[Step]
    turned: bool
    by_shape: bool = False
    other: bool = False

    def layers(self, tensors: Tensors) -> Layers:
        """Return the layers, and how they were found."""
        matrices = [s.weights.T if self.turned else s.weights for s in self.steps]
        layers = Layers(
            tensors.subject,
            tuple(matrices),
            tuple(
                np.zeros(len(w), w.dtype) if s.biases is None else s.biases
                for s, w in zip(self.steps, matrices, strict=True)
            ),
            square=tuple(k for k, w in enumerate(matrices) if w.shape[0] == w.shape[1]),
        )
        return layers.telling(*self._told(tensors))

    def _told(self, tensors: Tensors) -> Iterator[str]:
        yield "layers: " + ", ".join(step.told() for step in self.steps)
        kept = (
            "(in, out), as Keras and scikit-learn do"
            if self.turned
            else "(out, in), as PyTorch does"
        )
        yield f"each matrix is kept as {kept}: only so the layers chain"
        if self.by_shape:
            yield "the order is the one in which shapes chain; that of the names doesn't"
        if self.other:
            yield "another order would chain as well; number the names if this is the wrong one"
        without = [step.name for step in self.steps if step.biases is None]
        if without:
            yield f"no biases belong to {listed(without)}: they are 0"
        if any(tensors.arrays[s.bias_name].ndim > 1 for s in self.steps if s.bias_name):
            yield "biases are kept as columns or rows"


def _chained(steps: list[Step], spare: list[Step], ends: tuple[int, int] | None) -> Chain | None:
    """Return a chain of all steps, from the inputs to the outputs asked for; or nothing."""
    if not steps:
        return None
    for turned in (False, True):
        filled = _filled(steps, spare, turned)
        if filled and _chains([step.ends(turned) for step in filled], ends):
            return Chain(filled, turned)
    for turned in (False, True) if ends else ():
        orders = _orders(steps, turned, *ends)
        for order in orders:
            filled = _filled(order, spare, turned)
            if filled:
                return Chain(filled, turned, by_shape=True, other=next(orders, None) is not None)
    return None


def _chains(links: Sequence[tuple[int, int]], ends: tuple[int, int] | None) -> bool:
    if ends and (links[0][0], links[-1][1]) != ends:
        return False
    return all(one[1] == next_one[0] for one, next_one in itertools.pairwise(links))


def _filled(steps: list[Step], spare: list[Step], turned: bool) -> list[Step] | None:
    """Return the steps, each with a bias of its size; nothing, if some don't fit."""
    spare, filled = list(spare), []
    for step in steps:
        outputs = step.ends(turned)[1]
        if step.biases is None:
            fitting = next((each for each in spare if len(each.biases) == outputs), None)
            if fitting:
                spare.remove(fitting)
                step = replace(step, bias_name=fitting.name, biases=fitting.biases)
        if step.biases is not None and len(step.biases) != outputs:
            return None
        filled.append(step)
    return None if spare else filled


def _orders(steps: list[Step], turned: bool, start: int, end: int) -> Iterator[list[Step]]:
    """Yield the orders that chain, of equal shapes in the order of their names."""
    if not steps:
        if start == end:
            yield []
        return
    tried = set()
    for place, step in enumerate(steps):
        inputs, outputs = step.ends(turned)
        if inputs != start or outputs in tried:
            continue
        tried.add(outputs)
        rest = steps[:place] + steps[place + 1 :]
        for order in _orders(rest, turned, outputs, end):
            yield [step, *order]


def _no_chain(tensors: Tensors) -> InputError:
    shapes = [f"{name} {shape_of(array)}" for name, array in tensors.arrays.items()]
    return InputError(
        tensors.subject,
        expected="matrices that chain from 784 inputs to 10 outputs, each with a vector of biases",
        found=listed(shapes, 12) or "no arrays",
        remedy="save the weights as W1, W2 ..., the biases as b1, b2 ...: "
        'np.savez("network.npz", W1=..., b1=..., W2=..., b2=...)',
    )


def _turning(layers: Layers, turn: bool) -> Layers:
    """Return the layers, with square matrices turned if they shall be."""
    places = listed(f"{k + 1} ({shape_of(layers.weights[k])})" for k in layers.square)
    if turn and not layers.square:
        raise InputError(
            "--transpose",
            expected="a square matrix, whose shape leaves open which way it goes",
            found=f"shapes that chain one way only: {'-'.join(map(str, layers.sizes))}",
            remedy="leave --transpose out",
        )
    if turn:
        return layers.turned().telling(f"square, and turned by --transpose: step {places}")
    if layers.square:
        return layers.telling(
            f"square, so that its shape leaves open which way it goes: step {places}; it is taken "
            "like the others, and --transpose turns it"
        )
    return layers
