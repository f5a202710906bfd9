"""Two neurons become two layers, of which a few neurons are drawn."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, FadeIn, Line, ReplacementTransform, VGroup
from numpy.typing import NDArray

from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.words import formula

#: Radius of a neuron, and room between layers and their names.
RADIUS, ABOVE = 0.3, 0.35


class FewNeurons(VGroup):
    """Some neurons of two neighbouring layers, large, with dots for the others.

    Parameters
    ----------
    held
        What all neurons hold: shapes (m,) and (n,).
    shown
        Which of them are drawn, rising.
    names
        What the activations of both layers are called.
    xs
        Where the layers are.
    span
        Between which heights they are.
    size
        Of names and indices, in points.

    Attributes
    ----------
    layers
        Both.
    lines
        From each drawn neuron to each: who is linked with whom.
    names, indices
        Over the layers, and beside the neurons.
    """

    def __init__(
        self,
        held: Sequence[NDArray[np.floating]],
        shown: Sequence[Sequence[int]],
        names: Sequence[str],
        xs: tuple[float, float],
        span: tuple[float, float],
        size: float,
    ) -> None:
        low, high = span
        self.layers = VGroup(
            *(
                NeuronLayer(len(values), high - low, RADIUS, shown=chosen)
                .set_activations(values)
                .move_to([x, (low + high) / 2, 0])
                for values, chosen, x in zip(held, shown, xs, strict=True)
            )
        )
        self.lines = self._lines().set_z_index(1)
        self.names, self.indices = VGroup(), VGroup()
        for layer, name, side in zip(self.layers, names, (LEFT, RIGHT), strict=True):
            self.names.add(SymbolFormula(name, size).next_to(layer, UP, buff=ABOVE))
            if layer.count > 1:
                self.indices.add(*layer.labels([formula(str(k), size) for k in layer.shown], side))
        super().__init__(self.layers, self.lines, self.names, self.indices)

    def become_all(self, columns: Sequence[NeuronLayer]) -> list[Animation]:
        """Return the animations in which they take their places among all neurons."""
        moves: list[Animation] = []
        for few, column in zip(self.layers, columns, strict=True):
            for neuron, index in zip(few.neurons, few.shown, strict=True):
                moves.append(ReplacementTransform(neuron, column.neurons[index]))
            others = (each for k, each in enumerate(column.neurons) if k not in few.shown)
            moves += [FadeIn(neuron, scale=0.5) for neuron in others]
        return moves

    def _lines(self) -> VGroup:
        starts, ends = (layer.neurons for layer in self.layers)
        style = {"color": theme().quiet, "stroke_width": 2, "buff": RADIUS}
        return VGroup(
            *(
                Line(one.get_center(), other.get_center(), **style)
                for other in ends
                for one in starts
            )
        )
