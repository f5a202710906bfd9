"""Reverse-mode differentiation of single numbers: slow, obvious, and nothing to do with numpy.

The independent witness for the gradients of ``network.model.backprop``.
"""

import math


class Scalar:
    """A number that remembers what it was made from."""

    def __init__(self, value, parents=()):
        self.value, self.parents, self.slope = float(value), parents, 0.0

    def __add__(self, other):
        return Scalar(self.value + other.value, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Scalar(self.value * other.value, [(self, other.value), (other, self.value)])

    def minus(self, number):
        return Scalar(self.value - number, [(self, 1.0)])

    def squared(self):
        return Scalar(self.value**2, [(self, 2 * self.value)])

    def sigmoid(self):
        a = 1 / (1 + math.exp(-self.value))
        return Scalar(a, [(self, a * (1 - a))])

    def relu(self):
        return Scalar(max(0.0, self.value), [(self, 1.0 if self.value > 0 else 0.0)])

    def tanh(self):
        a = math.tanh(self.value)
        return Scalar(a, [(self, 1 - a * a)])

    def exp(self):
        a = math.exp(self.value)
        return Scalar(a, [(self, a)])

    def over(self, other):
        share = self.value / other.value
        return Scalar(share, [(self, 1 / other.value), (other, -share / other.value)])

    def backward(self):
        """Fill ``slope`` of everything that this number was made from."""
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.slope = 1.0
        for node in reversed(order):
            for parent, factor in node.parents:
                parent.slope += factor * node.slope


def squashed(sums, name):
    """Return the activations of a layer with these sums."""
    if name != "softmax":
        return [getattr(z, name)() for z in sums]
    powers = [z.exp() for z in sums]
    total = Scalar(0)
    for power in powers:
        total = total + power
    return [power.over(total) for power in powers]


def gradient_by_scalars(mlp, image, wanted):
    """Return (cost, slope of each parameter, slope of each input) of one example."""
    parameters = [Scalar(p) for p in mlp.parameters.tolist()]
    inputs = [Scalar(x) for x in image.tolist()]
    layer, edges = inputs, iter(parameters)
    matrices = [
        [[next(edges) for _ in range(before)] for _ in range(to)]
        for before, to in zip(mlp.sizes, mlp.sizes[1:], strict=False)
    ]
    biases = [[next(edges) for _ in range(to)] for to in mlp.sizes[1:]]
    for k, (matrix, column) in enumerate(zip(matrices, biases, strict=True)):
        last = k == len(matrices) - 1
        sums = []
        for row, bias in zip(matrix, column, strict=True):
            z = bias
            for w, a in zip(row, layer, strict=True):
                z = z + w * a
            sums.append(z)
        layer = squashed(sums, mlp.output if last else mlp.activation)
    cost = Scalar(0)
    for a, y in zip(layer, wanted.tolist(), strict=True):
        cost = cost + a.minus(y).squared()
    cost.backward()
    return cost.value, [p.slope for p in parameters], [x.slope for x in inputs]
