"""A network through which light runs to the answer, and then back to every weight."""

from collections.abc import Sequence

import numpy as np
from manim import (
    UP,
    Animation,
    AnimationGroup,
    Group,
    LaggedStart,
    Succession,
    Wait,
    linear,
)
from numpy.typing import NDArray

from scenes.backprop.drawings.halos import Halos
from scenes.backprop.drawings.output_column import OutputColumn
from scenes.backprop.drawings.wish_arrows import WishArrows, pitch_of, scale_without_touching
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import MANY, largest_but_few, shown_strength
from scenes.mobjects.neurons.diagram import THICK, THIN, Network, Room

Array = NDArray[np.floating]

#: Where the network is: the height of its middle, and the room around that.
MIDDLE, ROOM = 0.4, Room((-4.75, 0.0, 3.8), (-0.1, 4.5), 5.4, 0.6, 0.14)

#: From hidden layers to the arrows of their wishes, and from the outputs to theirs.
LEFTWARD, RIGHTWARD = 0.42, 1.75

#: When what lies behind a step begins to follow its light, and when light goes on from there, as
#: shares of the time that the step takes.
LATE, ON = 0.6, 0.75


class BackwardNetwork(Network):
    """A network that fills the frame; its edges are dark until light has run along them.

    Forward, edges carry activations times weights. Backward they are what an image asks of their
    weights: all steps on one scale. What it asks of neurons is in arrows and in halos, each of
    them on one scale, too.

    Parameters
    ----------
    matrices
        The weights of every step, shapes (n[k+1], n[k]).
    asked
        What is asked of them, of the same shapes.
    wishes
        What is asked of the neurons, layer by layer, the input first: shapes (n[l],).
    activations
        What they hold: shapes (n[l],).
    label
        The digit that should be bright.
    room
        Where everything goes; the whole frame, if left out.

    Attributes
    ----------
    weights
        What is asked of the weights, one edge field a step; unlit.
    signals
        What edges carry forward; unlit.
    column
        The digits beside the outputs, and what these hold.
    arrows, halos
        What is asked of the layers behind the input, one of each a layer; nothing yet, except of
        the outputs, which have no halos.
    full
        What is asked of a weight whose edge is as bright as can be.
    """

    strength = staticmethod(shown_strength)

    def __init__(
        self,
        matrices: Sequence[Array],
        asked: Sequence[Array],
        wishes: Sequence[Array],
        activations: Sequence[Array],
        label: int,
        room: Room = ROOM,
    ) -> None:
        self.full = max(map(largest_but_few, asked[1:] or asked))
        super().__init__(asked, activations[0], [self.full] * len(asked), room=room)
        self.wishes = wishes
        self.signals = self._carrying(matrices, activations)
        self.set_activations(activations[1:])
        outputs = self.layers[-1]
        self.column = OutputColumn(outputs, activations[-1], label)
        self.arrows, self.halos = self._arrows(), self._halos()
        self.add(self.signals, self.column, self.arrows, self.halos)
        self.signals.set_z_index(1)
        for part in (self.arrows, self.halos):
            part.set_z_index(3)
        # It stands still while light runs: it isn't drawn again in every frame.
        self.column.set_z_index(-1)
        self.darken()
        self.shift(MIDDLE * UP)

    def darken(self) -> None:
        """Take all light from the edges."""
        for field in self.weights:
            field.set_light(backward=True, front=-0.2, behind=1, ahead=0, crest=1)
        for field in self.signals:
            field.set_light(front=-0.2, behind=0.8, ahead=0, crest=0.9)

    def forget(self) -> Animation:
        """Return the animation in which all goes dark, except the image: nothing has been read."""
        nothing = [np.zeros(layer.count) for layer in self.layers]
        return AnimationGroup(
            *(field.animate.set_light(behind=0) for field in (*self.weights, *self.signals)),
            self.hold(nothing),
            self.ask(nothing),
        )

    def hold(self, activations: Sequence[Array]) -> Animation:
        """Return the animation to what the neurons hold behind the input: shapes (n[l],)."""
        layers = zip(self.layers, activations, strict=True)
        return AnimationGroup(
            *(layer.animate.set_activations(held) for layer, held in layers),
            self.column.animate.set_outputs(activations[-1]),
        )

    def ask(self, wishes: Sequence[Array]) -> Animation:
        """Return the animation to what is asked of the neurons behind the input: shapes (n[l],)."""
        changes = [
            arrows.animate.set_values(x) for arrows, x in zip(self.arrows, wishes, strict=True)
        ]
        changes += [
            halos.animate.set_values(x) for halos, x in zip(self.halos, wishes, strict=False)
        ]
        return AnimationGroup(*changes)

    def ask_of_weights(self, asked: Sequence[Array]) -> Animation:
        """Return the animation to what is asked of all weights but those of the pixels.

        Parameters
        ----------
        asked
            Step by step, the first included: shapes (n[k+1], n[k]).
        """
        fields = zip(self.weights[1:], asked[1:], strict=True)
        return AnimationGroup(
            *(field.animate.set_strengths(shown_strength(x, self.full)) for field, x in fields)
        )

    def send_back(self, step: int, run_time: float) -> Animation:
        """Return the animation in which light runs back along a step's edges.

        The neurons that it comes to begin to wish; pixels have no say.
        """
        run = self.weights[step].animate(run_time=run_time, rate_func=linear)
        if not step:
            return run.set_light(front=1.3)
        asked, share = self.wishes[step], {"run_time": (1 - LATE) * run_time}
        follow = [each.animate(**share).set_values(asked) for each in self.wishing(step)]
        late = Succession(Wait(LATE * run_time), AnimationGroup(*follow))
        return AnimationGroup(run.set_light(front=1.3), late)

    def wishing(self, step: int) -> list[WishArrows | Halos]:
        """Return what tells the wishes of the layer from which a step starts, not the first."""
        return [self.arrows[step - 1], self.halos[step - 1]]

    def sweep_back(self, run_time: float) -> Animation:
        """Return the animation in which light runs back through all steps, each in ``run_time``."""
        steps = reversed(range(len(self.layers)))
        return LaggedStart(*(self.send_back(step, run_time) for step in steps), lag_ratio=ON)

    def run_forward(self, activations: Sequence[Array], run_time: float) -> Animation:
        """Return the animation in which light runs to the outputs, which then hold these.

        Parameters
        ----------
        activations
            Of every layer, input included: shapes (n[l],).
        run_time
            Seconds that each step takes.
        """
        steps = []
        for field, layer, held in zip(self.signals, self.layers, activations[1:], strict=True):
            run = field.animate(run_time=run_time, rate_func=linear).set_light(front=1.3)
            share = {"run_time": (1 - LATE) * run_time}
            fill = [layer.animate(**share).set_activations(held)]
            if layer is self.layers[-1]:
                fill.append(self.column.animate(**share).set_outputs(held))
            late = Succession(Wait(LATE * run_time), AnimationGroup(*fill))
            steps.append(AnimationGroup(run, late))
        return LaggedStart(*steps, lag_ratio=ON)

    def _carrying(self, matrices: Sequence[Array], activations: Sequence[Array]) -> Group:
        """Return what the edges carry forward, each step on a scale of its own."""
        places = [self.picture.pixel_centres(), *(layer.centres() for layer in self.layers)]
        fields = Group()
        for k, matrix in enumerate(matrices):
            strengths = shown_strength(matrix * activations[k], largest_but_few(matrix))
            width = THIN if matrix.size > MANY else THICK
            fields.add(EdgeField(places[k], places[k + 1], strengths, width))
        return fields

    def _arrows(self) -> Group:
        """Return the arrows; those of the outputs are there already."""
        asked = self.wishes[1:]
        pitches = [pitch_of(layer.centres(), ROOM.pitch) for layer in self.layers]
        fits = map(scale_without_touching, asked, pitches)
        self.length_of_one = min(fits)
        made = Group()
        for layer in self.layers[:-1]:
            places = layer.centres() - np.array([LEFTWARD, 0])
            made.add(WishArrows(np.zeros(layer.count), self.length_of_one, places))
        beside = self.layers[-1].centres() + np.array([RIGHTWARD, 0])
        made.add(WishArrows(asked[-1], self.length_of_one, beside))
        return made

    def _halos(self) -> Group:
        """Return halos of hidden layers, who ask for nothing yet."""
        hidden = self.wishes[1:-1]
        full = max((float(np.abs(each).max()) for each in hidden), default=1.0)
        return Group(*(Halos(x, np.zeros(x.count), full) for x in self.layers[:-1]))
