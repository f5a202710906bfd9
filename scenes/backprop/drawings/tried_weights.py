"""Weights that are raised alike: what the sum makes of each, and what the output."""

from collections.abc import Sequence

from manim import VGroup

from scenes.look.theme import theme
from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import note, words

#: x of the columns' middles, from the neuron to the output; from one baseline to the next.
COLUMNS, LEADING = (0.0, 1.35, 3.1, 5.2), 0.78

#: Radius of a neuron.
RADIUS = 0.17


class TriedWeights(VGroup):
    """A row for each weight: its neuron, the activation, what is added to the sum, the output.

    Parameters
    ----------
    activations
        Of the neurons that the weights come from, one a row.
    nudge
        By how much each of the weights is raised.
    output
        Before.
    changed
        What the output becomes, one a row.
    colours
        Of the neurons' rings.

    Attributes
    ----------
    head
        What the columns are.
    neurons, sums, outputs
        The parts of the rows: neuron and activation; what the sum gains; the outputs.
    """

    def __init__(
        self,
        activations: Sequence[float],
        nudge: float,
        output: float,
        changed: Sequence[float],
        colours: Sequence[str],
    ) -> None:
        look = theme()
        brightest = max(1.0, *map(abs, activations))
        titles = (
            note("activation", room=1.9),
            note("weight +{nudge:g}", room=1.7, nudge=nudge),
            note("output", room=2.2),
        )
        self.head = VGroup(*titles)
        for title, x in zip(titles, COLUMNS[1:], strict=True):
            title.stand_at(x, LEADING)
        self.neurons, self.sums, self.outputs = VGroup(), VGroup(), VGroup()
        rows = enumerate(zip(activations, changed, colours, strict=True))
        for row, (activation, after, colour) in rows:
            y = -row * LEADING
            value = words("{value:.2f}", value=activation).stand_at(COLUMNS[1], y)
            neuron = Neuron(RADIUS).set_activation(activation, activation / brightest)
            neuron.move_to([COLUMNS[0], value.get_y(), 0])
            self.neurons.add(VGroup(neuron, ring(neuron, colour=colour), value))
            gain = words("sum {gain:+.2f}", room=1.9, gain=nudge * activation)
            self.sums.add(gain.stand_at(COLUMNS[2], y))
            told = words("{before:.2f} → {after:.2f}", look.label, before=output, after=after)
            self.outputs.add(told.stand_at(COLUMNS[3], y))
        super().__init__(self.head, self.neurons, self.sums, self.outputs)
