"""The smallest network: one neuron a layer, every symbol beside what it is of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    UP,
    AnimationGroup,
    FadeIn,
    Group,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    linear,
)

from scenes.calculus.drawings.symbols import SymbolFormula, symbol_colour
from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.neurons.named_network import LAG, late
from scenes.mobjects.neurons.single_neuron import lone_neuron
from scenes.mobjects.writing.number import Numeral, on_neuron

#: Radius of neurons, thickness of edges, and from one neuron to the next, scene units.
RADIUS, WIDTH, PITCH = 0.55, 0.06, 2.6

#: Points of symbols; their baselines above an edge, above a neuron, and below it; from a symbol to
#: the number below it.
SIZE, OVER_EDGE, OVER_NEURON, UNDER_NEURON, BELOW = 40, 0.45, 0.76, -1.03, 0.42


class ChainDiagram(Group):
    """Neurons in a row, an edge from each to the next, and all symbols with their numbers.

    Its middle is that of the row.

    Parameters
    ----------
    weights, biases
        By step, K each.
    activations
        What the neurons hold when they have read: K + 1, the input first. They rest as yet.

    Attributes
    ----------
    neurons
        K + 1 layers of one neuron each, the input first.
    held
        The activations, to be written into the neurons.
    edges
        K edges, in the colours of their signs.
    symbols
        By how they are written: ``w^((1))`` and ``b^((1))`` for the first step, ``a^((0))`` for
        the input.
    numbers
        Of weights and biases, by symbol.
    """

    def __init__(
        self, weights: Sequence[float], biases: Sequence[float], activations: Sequence[float]
    ) -> None:
        steps, self.activations = len(weights), activations
        self.xs = [PITCH * (place - steps / 2) for place in range(steps + 1)]
        self.neurons = [lone_neuron(RADIUS).move_to([x, 0, 0]) for x in self.xs]
        self.held = VGroup(
            *(_inside(value, x) for x, value in zip(self.xs, activations, strict=True))
        )
        largest = max(map(abs, weights)) or 1.0
        self.edges = [
            EdgeField(
                np.array([[self.xs[k] + RADIUS, 0]]),
                np.array([[self.xs[k + 1] - RADIUS, 0]]),
                shown_strength(np.array([[weight]]), largest),
                WIDTH,
            )
            for k, weight in enumerate(weights)
        ]
        self.symbols: dict[str, SymbolFormula] = {}
        self.numbers: dict[str, Numeral] = {}
        for layer, x in enumerate(self.xs):
            self._name(f"a^(({layer}))", x, OVER_NEURON)
        for k, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
            self._name(f"w^(({k + 1}))", (self.xs[k] + self.xs[k + 1]) / 2, OVER_EDGE, weight)
            self._name(f"b^(({k + 1}))", self.xs[k + 1], UNDER_NEURON, bias)
        super().__init__(
            *self.edges, *self.neurons, self.held, *self.symbols.values(), *self.numbers.values()
        )

    def named(self, symbol: str) -> VGroup:
        """Return a symbol, and its number if it has one."""
        number = [self.numbers[symbol]] if symbol in self.numbers else []
        return VGroup(self.symbols[symbol], *number)

    def gather(self, layers: Sequence[Sequence[Neuron]]) -> list[ReplacementTransform]:
        """Return the animations in which neurons gather: what each becomes covers one of these.

        Parameters
        ----------
        layers
            Those of a network behind its input; its last layer goes to the last neuron here, its
            hidden ones share the neurons between, from left to right.
        """
        *hidden, outputs = layers
        flat, goals = [neuron for layer in hidden for neuron in layer], self.neurons[1:-1]
        # Layers stay whole, as long as there are enough of them.
        places = hidden if len(hidden) >= len(goals) else [[neuron] for neuron in flat]
        pairs = [
            (neuron, goals[place * len(goals) // len(places)])
            for place, group in enumerate(places)
            for neuron in group
        ]
        pairs += [(neuron, self.neurons[-1]) for neuron in outputs]
        return [ReplacementTransform(one, goal.neurons[0].copy()) for one, goal in pairs]

    def hold(self, layer: int, **timing: Any) -> AnimationGroup:
        """Return the animation in which a layer's neuron gets its activation, and shows it."""
        fill = self.neurons[layer].animate(**timing)
        return AnimationGroup(
            fill.set_activations(np.array([self.activations[layer]])),
            FadeIn(self.held[layer], **timing),
        )

    def light_through(self, run_time: float) -> LaggedStart:
        """Return the animation in which light runs through, each step in so many seconds."""
        steps = []
        for step, edge in enumerate(self.edges):
            edge.set_light(front=-0.2, crest=1)
            run = edge.animate(run_time=run_time, rate_func=linear).set_light(front=1.3)
            fill = self.hold(step + 1, run_time=run_time, rate_func=late)
            steps.append(AnimationGroup(run, fill))
        return LaggedStart(*steps, lag_ratio=LAG)

    def _name(self, symbol: str, x: float, base: float, value: float | None = None) -> None:
        """Write a symbol, and below it a number."""
        self.symbols[symbol] = SymbolFormula(symbol, SIZE)
        if value is None:
            self.symbols[symbol].stand_at(x, base)
            return
        raised = base + BELOW if base > 0 else base
        self.symbols[symbol].stand_at(x, raised)
        number = Numeral(value, 2, theme().note, symbol_colour(symbol))
        number.move_to([x, 0, 0]).shift((raised - BELOW - number.point[1]) * UP)
        self.numbers[symbol] = number


def _inside(value: float, x: float) -> Numeral:
    """Return a number to be written on a neuron in the middle of the row, at x."""
    number = Numeral(value, 2, theme().note, on_neuron)
    number.set_value(value, value)
    return number.move_to([x, 0, 0])
