"""A whole network: an image, columns of neurons, and every edge between them."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    FadeIn,
    Group,
    LaggedStart,
    Succession,
    VGroup,
    Wait,
    linear,
)
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import (
    MANY,
    edge_strength,
    largest_but_few,
    one_in,
    shown_strength,
)
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.verdict import output_of
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import extra_room, label_of
from scenes.mobjects.writing.words import note
from scenes.script.classes import have_names

Array = NDArray[np.floating]

#: Where the parts of a diagram that fills the frame are, in scene units.
PICTURE_AT, COLUMNS_FROM_TO, COUNTS_AT, TALLEST = (-4.3, 0.3, 0), (0.9, 5.2), 3.6, 6.2

#: Thickness of edges: where there are many, and where there are few.
THIN, THICK = 0.0075, 0.016

#: Names of classes beside outputs are so wide at most, scene units.
NAME = 1.2

#: How visible edges are that carry nothing, in a diagram.
RESTING = 0.2

#: How visible edges are that show their weights: where there are many, and where there are few.
MANY_VISIBLE, FEW_VISIBLE = 0.75, 0.55


class Room(NamedTuple):
    """Where the parts of a network go.

    Attributes
    ----------
    picture
        Middle of the image, x and y, and its height.
    columns
        x of the first column of neurons and of the last.
    tallest, pitch
        A column's height at most, and from one neuron to the next at most.
    radius
        Of a neuron.
    """

    picture: tuple[float, float, float]
    columns: tuple[float, float]
    tallest: float
    pitch: float
    radius: float

    def for_names(self, size: float) -> "Room":
        """Return the room with space for names of classes beside its last column, if they have any.

        Parameters
        ----------
        size
            Of the names, in points.
        """
        first, last = self.columns
        return self._replace(columns=(first, last - extra_room(size, NAME)))

    @classmethod
    def of_size(cls, width: float, height: float) -> "Room":
        """Return the room of a network so large, from the image's left rim to the outputs."""
        side = 0.74 * height
        columns = (width / 2 - 0.44 * width, width / 2)
        return cls(((side - width) / 2, 0, side), columns, height, 0.47, 0.12)


#: The room of a diagram that fills the frame.
WHOLE_FRAME = Room((*PICTURE_AT[:2], 4.6), COLUMNS_FROM_TO, TALLEST, 0.58, 0.135)


class Network(Group):
    """An image, columns of neurons, and every edge between them, as strong as its weight.

    Weights may change in every frame; its middle is where the image and the columns are level.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]); n[0] is the number of pixels.
    image
        Shape (rows, columns), or flat of a square, 0 to 1.
    scales
        One a step: the size of weight that gets a full edge; chosen by these weights, if left
        out.
    width, height
        Of the whole, scene units, from the image's left rim to the output neurons' middles.
    room
        Where everything goes; it decides in place of width and height.

    Attributes
    ----------
    picture
        The input layer.
    layers
        The other layers, first hidden one first.
    weights
        One edge field a step.
    scales
        See above.
    """

    #: How strong an edge of a weight is, given the scale.
    strength = staticmethod(edge_strength)

    def __init__(
        self,
        matrices: Sequence[Array],
        image: Array,
        scales: Sequence[float] | None = None,
        width: float = 9.4,
        height: float = 4.6,
        room: Room | None = None,
    ) -> None:
        room = room or Room.of_size(width, height)
        self.matrices = tuple(matrices)
        chosen = map(largest_but_few, self.matrices) if scales is None else scales
        self.scales = tuple(map(float, chosen))
        *middle, side = room.picture
        self.picture = PixelGrid(image, side).move_to([*middle, 0])
        self.layers = _columns([len(matrix) for matrix in self.matrices], room)
        self.weights = self._fields()
        for field, matrix in zip(self.weights, self.matrices, strict=True):
            visible = MANY_VISIBLE if matrix.size > MANY else FEW_VISIBLE
            field.set_light(behind=visible, ahead=visible)
        super().__init__(self.picture, self.weights, *self.layers)
        # Edges come out from behind the image: on top of it they would hide what it shows.
        self.weights.set_z_index(1)
        for part in (self.picture, *self.layers):
            part.set_z_index(2)
        self.set_weights(self.matrices)

    def set_weights(self, matrices: Sequence[Array]) -> Self:
        """Give every edge the strength of its weight: shapes (n[k+1], n[k])."""
        for field, matrix, scale in zip(self.weights, matrices, self.scales, strict=True):
            field.set_strengths(self.strength(matrix, scale))
        return self

    def set_activations(self, activations: Sequence[Array]) -> Self:
        """Fill the neurons behind the input: shapes (n[l],)."""
        for layer, values in zip(self.layers, activations, strict=True):
            layer.set_activations(values)
        return self

    def _fields(self) -> Group:
        """Return all edges, a field a step, of no strength."""
        places = [self.picture.pixel_centres(), *(layer.centres() for layer in self.layers)]
        return Group(
            *(
                EdgeField(start, end, np.zeros(matrix.shape), THIN if matrix.size > MANY else THICK)
                for start, end, matrix in zip(places, places[1:], self.matrices, strict=False)
            )
        )


class NetworkDiagram(Network):
    """A network that fills the frame; light runs through it, and it says how many neurons it has.

    Edges are drawn twice: ``weights[k]`` shows the weight of each, faintly; ``signals[k]``
    what it carries, the weight times the activation that is sent along it.

    Parameters
    ----------
    matrices, image
        See :class:`Network`.
    room
        Where everything goes: the whole frame, if left out. Counts stand at its upper rim.

    Attributes
    ----------
    names
        The digits beside the output neurons.
    counts
        How many neurons each layer has, above it; the input layer's comes first.
    signals
        One edge field a step.
    """

    strength = staticmethod(shown_strength)

    def __init__(self, matrices: Sequence[Array], image: Array, room: Room = WHOLE_FRAME) -> None:
        self.name_size = theme().note if have_names() else theme().label
        super().__init__(matrices, image, room=room.for_names(self.name_size))
        self.signals = self._fields()
        for resting, carrying in zip(self.weights, self.signals, strict=True):
            resting.set_light(behind=RESTING, ahead=RESTING)
            carrying.set_light(front=-0.2, ahead=0)
        self.names = VGroup(
            *(
                label_of(digit, self.name_size, room=NAME).next_to(neuron, RIGHT, buff=0.18)
                for digit, neuron in enumerate(self.layers[-1].neurons)
            )
        )
        self.counts = self._counts()
        self.add(self.signals, self.names, self.counts)
        drawn = (self.picture, self.weights, self.signals, *self.layers, self.names)
        for height, part in enumerate(drawn):
            part.set_z_index(min(height, 3))

    def rest(self) -> AnimationGroup:
        """Return the animation in which all light goes out."""
        return AnimationGroup(
            *(field.animate.set_light(behind=0) for field in self.signals),
            *(layer.animate.set_activations(np.zeros(layer.count)) for layer in self.layers),
        )

    def columns_appear(self) -> LaggedStart:
        """Return the animation in which column after column appears, each with its count."""
        columns = (
            AnimationGroup(FadeIn(count), LaggedStart(*map(FadeIn, layer.neurons)))
            for layer, count in zip(self.layers, self.counts[1:], strict=True)
        )
        return LaggedStart(*columns, lag_ratio=0.4)

    @property
    def one_in(self) -> int:
        """One in so many edges is drawn, where they crowd most."""
        return max(one_in(matrix.size) for matrix in self.matrices)

    def load(self, activations: Sequence[Array]) -> Self:
        """Get ready to show what every edge carries; nothing is lit yet.

        Parameters
        ----------
        activations
            Of every layer, input included: shapes (n[l],).
        """
        self.activations = activations
        for k, field in enumerate(self.signals):
            carried = self.matrices[k] * activations[k]
            field.set_strengths(shown_strength(carried, self.scales[k]))
            field.set_light(front=-0.2, behind=1, ahead=0, crest=0.9)
        return self

    def run_light(self, step: int, **timing: Any) -> Animation:
        """Return the animation in which light runs along a step's edges.

        What the edges carry was given to :meth:`load`.
        """
        timing.setdefault("rate_func", linear)
        return self.signals[step].animate(**timing).set_light(front=1.3)

    def fill_one_by_one(self, step: int) -> LaggedStart:
        """Return the animation in which the neurons behind a step light up, from the top."""
        return self.layers[step].fill_one_by_one(self.activations[step + 1])

    def light_up(self, step: int, run_time: float) -> AnimationGroup:
        """Return the animation in which light runs along a step and all its neurons light up."""
        layer = self.layers[step]
        return AnimationGroup(
            self.run_light(step, run_time=run_time),
            Succession(
                Wait(0.6 * run_time),
                layer.animate(run_time=0.4 * run_time).set_activations(self.activations[step + 1]),
            ),
        )

    def light_through(self, run_time: float, lag_ratio: float = 0.6) -> LaggedStart:
        """Return the animation in which light runs through all steps, each in ``run_time``."""
        steps = range(len(self.layers))
        return LaggedStart(*(self.light_up(step, run_time) for step in steps), lag_ratio=lag_ratio)

    def single_out(self, step: int, neuron: int) -> AnimationGroup:
        """Return the animation in which only the edges into one neuron stay visible."""
        fields = (self.weights[step], self.signals[step])
        return AnimationGroup(
            *(field.animate.focus(field.edges_into(neuron), 0.05) for field in fields)
        )

    def show_all(self, step: int) -> AnimationGroup:
        """Return the animation in which all edges of a step are visible again."""
        fields = (self.weights[step], self.signals[step])
        return AnimationGroup(*(field.animate.unfocus() for field in fields))

    def output(self, digit: int) -> VGroup:
        """Return the output neuron of a digit together with its name."""
        return output_of(self.layers[-1].neurons[digit], self.names[digit], self.names)

    def _counts(self) -> VGroup:
        """Return how many neurons each layer has, written above it."""
        places = [self.picture, *self.layers]
        pixels = note("{pixels} pixels", pixels=self.picture.values.size)
        texts = [pixels, *(note(str(len(matrix))) for matrix in self.matrices)]
        for text, place in zip(texts, places, strict=True):
            text.move_to([place.get_x(), COUNTS_AT, 0])
        return VGroup(*texts)


def _columns(sizes: Sequence[int], room: Room) -> VGroup:
    """Return the layers behind the input, placed from left to right."""
    xs = np.linspace(*room.columns, len(sizes)) if len(sizes) > 1 else [room.columns[1]]
    return VGroup(
        *(
            NeuronLayer(size, min(room.tallest, room.pitch * (size - 1)), room.radius).move_to(
                [x, 0, 0]
            )
            for size, x in zip(sizes, xs, strict=True)
        )
    )
