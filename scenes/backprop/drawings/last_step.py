"""The last step of a network, along whose edges outputs send their wishes back."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Group, VGroup, linear
from numpy.typing import NDArray

from scenes.backprop.drawings.halos import Halos
from scenes.backprop.drawings.output_column import OutputColumn
from scenes.backprop.drawings.wish_arrows import WishArrows, pitch_of, scale_without_touching
from scenes.backprop.drawings.wish_column import WishColumn
from scenes.look.places import FOOT, RIGHT_RIM
from scenes.look.theme import theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.words import note

Array = NDArray[np.floating]

#: x of the layer before and of the outputs, and between which heights both are.
BEFORE, OUTPUTS, LOW, HIGH = 0.2, 4.3, -3.0, 2.75

#: Baseline of what stands over the columns.
TITLES = 3.22

#: How high what stands still is drawn: below all edges.
STILL = -1

#: From a neuron to the next one, scene units, at most, and their radii.
FURTHEST, RADIUS, LARGE = 0.62, 0.15, 0.19

#: From the layer before to its wishes, and from the outputs to theirs.
LEFTWARD, RIGHTWARD = 0.48, 1.8

#: How long the longest arrow before the outputs is at least on the outputs' scale: scene units.
#: Where it would be shorter, all arrows there are drawn so many times as long, which is written.
SEEN, TIMES = 0.3, 2.1

#: Thickness of grey edges and of lit ones; how visible edges are that carry nothing, and where
#: light has been.
THICK, LIT, RESTING, GLOW = 0.02, 0.034, 0.16, 0.35


class LastStep(Group):
    """The last hidden layer, the outputs, and the edges between them, twice.

    Edges are there in grey, as strong as their weights are large; and in colour, output by
    output, as what is sent back along them: up in the colour of positive numbers, down in that
    of negative ones, all on one scale. All arrows have one scale, too, unless those before the
    outputs were too small to see on it: then they are a whole number of times as long.

    Parameters
    ----------
    weights
        Shape (n[K], n[K - 1]).
    sent
        What each output asks of each neuron before it, of the same shape.
    asked
        What is asked of the outputs, shape (n[K],).
    before, outputs
        What the neurons hold: shapes (n[K - 1],) and (n[K],).
    label
        The digit that should be bright.
    order
        In which order the outputs speak: what has been added up in between has to fit, too.

    Attributes
    ----------
    before, outputs
        The layers.
    sent
        See above.
    column
        The digits beside the outputs, and what these hold.
    web
        The grey edges.
    fans
        What each output sends back, one edge field an output; unlit.
    asked
        Arrows beside the outputs.
    total, halos
        What has been added up so far, beside the layer before and around it: nothing yet.
    titles, title_of_sum
        What stands over the outputs and over their arrows, and what the arrows' length means; and
        what stands over the layer before.
    length_of_one
        How long an arrow of 1 is beside the outputs, scene units.
    times
        How many times as long it is before them.
    """

    def __init__(
        self,
        weights: Array,
        sent: Array,
        asked: Array,
        before: Array,
        outputs: Array,
        label: int,
        order: Sequence[int],
    ) -> None:
        self.sent = sent
        self.before = _column(len(before), BEFORE, RADIUS).set_activations(before)
        self.outputs = _column(len(outputs), OUTPUTS, LARGE).set_activations(outputs)
        self.column = OutputColumn(self.outputs, outputs, label)
        starts, ends = self.before.centres(), self.outputs.centres()
        self.web, self.fans = _web(starts, ends, weights), _fans(starts, ends, sent)
        columns = [*sent, *np.cumsum(sent[list(order)], axis=0)]
        near, far = (pitch_of(places, FURTHEST) for places in (starts, ends))
        fits = min(scale_without_touching(each, near) for each in columns)
        largest = float(np.abs(columns).max())
        self.length_of_one = min(fits, scale_without_touching(asked, far))
        is_seen = self.length_of_one * largest >= SEEN or not largest
        self.times = 1 if is_seen else int(fits / self.length_of_one)
        beside = ends + np.array([RIGHTWARD, 0])
        self.asked = WishArrows(asked, self.length_of_one, beside)
        nothing = np.zeros(len(before))
        self.total = self.wishes(nothing, BEFORE - LEFTWARD, numbered=True)
        self.halos = Halos(self.before, nothing, largest)
        self.titles, self.title_of_sum = self._titles(), note("sum", theme().words, room=1.4)
        self.title_of_sum.stand_at(self.total.get_x(), TITLES)
        layers = (self.before, self.outputs, self.halos)
        told = (self.column, self.asked, self.total, self.titles, self.title_of_sum)
        super().__init__(self.web, self.fans, *layers, *told)
        for height, part in enumerate((self.web, self.fans)):
            part.set_z_index(height)
        for part in layers:
            part.set_z_index(2)
        # What stands still while light runs is not to be drawn again in every frame.
        for part in (self.column, self.asked, self.titles, self.title_of_sum):
            part.set_z_index(STILL)

    def wishes(self, values: Array, x: float, numbered: bool = False) -> WishColumn:
        """Return wishes for the layer before, shape (n[K - 1],), level with its neurons."""
        heights = self.before.centres()[:, 1]
        return WishColumn(values, self.times * self.length_of_one, heights, x, numbered)

    def add_up(self, values: Array) -> Animation:
        """Return the animation in which so much has been added up, shape (n[K - 1],)."""
        return AnimationGroup(
            self.total.animate.set_values(values), self.halos.animate.set_values(values)
        )

    def finish(self) -> Self:
        """Let all outputs have spoken: what they have sent glows, and is added up."""
        for fan in self.fans:
            fan.set_light(front=1.3, behind=GLOW)
        for part in (self.total, self.halos):
            part.set_values(self.sent.sum(axis=0))
        return self

    def send_back(self, outputs: list[int], run_time: float) -> Animation:
        """Return the animation in which some outputs' wishes run back along their edges."""
        runs = (
            self.fans[each].animate(run_time=run_time, rate_func=linear).set_light(front=1.3)
            for each in outputs
        )
        return AnimationGroup(*runs)

    def let_glow(self, outputs: list[int], share: float = GLOW) -> Animation:
        """Return the animation in which what some outputs have sent stays visible, a little."""
        return AnimationGroup(
            *(self.fans[each].animate.set_light(front=1.3, behind=share) for each in outputs)
        )

    def _titles(self) -> VGroup:
        """Return what stands over outputs and arrows, and what the arrows' length means."""
        longer = note("longer arrow: the cost falls faster", room=6.2)
        titles = VGroup(
            note("output", room=1.8).stand_at(self.column.get_x(), TITLES),
            note("wish", room=1.3).stand_at(self.asked.get_x(), TITLES),
            longer.stand_at(RIGHT_RIM, FOOT, RIGHT),
        )
        if self.times > 1:
            told = note("hidden neurons' arrows: × {times}", room=4.1, times=self.times)
            titles.add(told.stand_at(TIMES, TITLES))
        return titles


def _column(count: int, x: float, radius: float) -> NeuronLayer:
    """Return a layer that fills the room between both heights, or the middle of it."""
    height = min(HIGH - LOW, FURTHEST * (count - 1))
    return NeuronLayer(count, height, radius).move_to([x, (LOW + HIGH) / 2, 0])


def _web(starts: Array, ends: Array, weights: Array) -> EdgeField:
    """Return edges in grey, as strong as weights are large."""
    quiet = theme().quiet
    sizes = shown_strength(np.abs(weights), largest_but_few(weights))
    return EdgeField(starts, ends, sizes, THICK, (quiet, quiet)).set_light(
        behind=RESTING, ahead=RESTING
    )


def _fans(starts: Array, ends: Array, sent: Array) -> Group:
    """Return what each output sends back, before it is lit."""
    strengths = shown_strength(sent, float(np.abs(sent).max()) or 1.0)
    fans = Group(
        *(
            EdgeField(starts, end[None], row[None], LIT)
            for end, row in zip(ends, strengths, strict=True)
        )
    )
    for fan in fans:
        fan.set_light(backward=True, front=-0.2, behind=1, ahead=0, crest=1)
    return fans
