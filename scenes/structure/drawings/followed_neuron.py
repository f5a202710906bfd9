"""One neuron's activation while an image turns into another, as a curve beside the network."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, UP, Arrow, Group, VGroup
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.chart import Chart
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.single_neuron import widest_of
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, row_of_words

Array = NDArray[np.floating]

#: Where the network and the chart are, and their sizes.
NETWORK_AT, NETWORK_SIZE = (-3.2, 0.1, 0), (7.1, 4.0)
CHART_AT, CHART_SIZE = (4.05, 0.2, 0), (4.6, 3.9)

#: Size of the number above the chart, and of the images at both ends of its axis.
SIZE, IMAGE = 44, 1.0


class FollowedNeuron(Group):
    """A network that reads an image on its way to another one; a chart of what a neuron holds.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]).
    scales
        One a step: weights times activations of this size get full edges.
    ends
        The two images, 28 x 28.
    neuron
        Which layer's neuron is followed, and its number: layers count from 0, the input.
    heights
        Shape (n,): what it holds, at evenly spread moments.
    decimals
        Of what it holds, written.

    Attributes
    ----------
    network, ring
        The network, and what singles out the neuron and names the outputs.
    chart, graph
        The room for the curve, and the curve.
    title, value
        The neuron's symbol with "=", and what it holds now.
    ends
        Both images below the chart, with an arrow between.
    """

    def __init__(
        self,
        matrices: Sequence[Array],
        scales: Sequence[float],
        ends: tuple[Array, Array],
        neuron: tuple[int, int],
        heights: Array,
        decimals: int = 2,
    ) -> None:
        look = theme()
        self.matrices, (self.layer, self.neuron) = tuple(matrices), neuron
        self.network = Network(self.matrices, ends[0], scales, *NETWORK_SIZE).move_to(NETWORK_AT)
        names = self.network.layers[-1].labels(
            [label_of(k, look.note, room=1.0) for k in range(10)]
        )
        chosen = self.network.layers[self.layer - 1].neurons[self.neuron]
        self.ring = VGroup(ring(chosen), names).set_z_index(4)
        low, top = (-1.0 if heights.min() < 0 else 0.0), max(1.0, float(heights.max()))
        marks = {0: "0", 1: "1"} if top < 2 else {0: "0", int(top): str(int(top))}
        marks |= {-1: "\N{MINUS SIGN}1"} if low < 0 else {}
        self.chart = Chart((0, 1), (low, top), *CHART_SIZE, {0: "", 1: ""}, marks)
        self.chart.move_to(CHART_AT)
        self.graph = self.chart.curve(np.linspace(0, 1, len(heights)), heights, look.accent)
        # Laid out with the largest number, so that there is room for every other one.
        self.title = formula(f"a_{self.neuron}^(({self.layer})) =", SIZE)
        self.value = Numeral(widest_of(heights), decimals, SIZE, look.accent)
        row_of_words(self.title, self.value).next_to(self.chart, UP, buff=0.3)
        self.ends = Group(*(PixelGrid(image, IMAGE) for image in ends))
        for share, image in enumerate(self.ends):
            image.move_to(self.chart.place(share, low) + 0.72 * DOWN)
        way = Arrow(*(end.get_center() for end in self.ends), color=look.quiet, stroke_width=3)
        self.ends.add(way.scale(0.8))
        super().__init__(
            self.network, self.ring, self.chart, self.title, self.ends, self.graph, self.value
        )

    def show(self, share: float, image: Array, activations: Sequence[Array]) -> Self:
        """Bring network, curve and number to a share of the way.

        Parameters
        ----------
        share
            0 to 1.
        image
            What the network reads then, 28 x 28.
        activations
            Of every layer, the input's included: shapes (n[l],).
        """
        self.network.picture.set_values(image)
        carried = zip(self.matrices, activations, strict=False)
        self.network.set_weights([matrix * a for matrix, a in carried])
        self.network.set_activations(activations[1:])
        self.graph.set_end(share)
        self.value.set_value(float(activations[self.layer][self.neuron]))
        return self
