"""What one output wishes of the layer before: each wish as large as its weight."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    LaggedStart,
    TransformFromCopy,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from network.model.activations import ACTIVATIONS, Activation
from network.questions.three_ways import OutputNeuron, output_neuron
from scenes.backprop.drawings.into_one_output import IntoOneOutput, in_proportion
from scenes.backprop.drawings.row_of_wishes import RowOfWishes
from scenes.look.places import BELOW_HEAD, HEAD
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import edge_strength, largest_but_few, shown_strength
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: How far the longest wish is fulfilled when that is tried.
STEP = 0.05

#: From which size on, as a share of the largest, a weight gets a full edge.
FULL = 0.6

#: Middle of the row of neurons; baselines of what is tried, and between which x it stands.
ROW, TRIED, FROM, TO = (3.6, 0.35, 0), (-2.35, -3.1), 0.85, 6.4

#: Where the layer is that comes before, x, y and height, and how thick the edges from there are.
EARLIER, THIN = (-5.6, -1.4, 2.9), 0.014

#: How wide a name of what is tried may be.
ROOM = 3.4


class WishList(OneImage):
    """Positive weights wish up, negative ones down; nobody can set what they wish for."""

    def construct(self):
        fan = self.fan
        self.remarks = fan.remarks(self.whose)
        self.open_section(fan, self.remarks)
        self.turn_to_the_activations()
        self.see_which_way_they_should_go()
        self.make_a_list()
        self.leave_it_a_list()
        self.follow_the_wishes()
        self.raise_all_alike()
        self.think_of_the_others()

    def turn_to_the_activations(self):
        edges, weights = self.fan.edges, self.own_weights
        scale = FULL * float(np.abs(weights).max()) or 1
        line = choose(
            (
                self.alone,
                "The third way: the activation before. The edge now shows the weight itself.",
            ),
            otherwise="The third way: the {count} activations before. The edges now show the "
            "weights themselves.",
        )
        with self.say(line, count=len(self.before)):
            pairs = zip(self.fan.layer.neurons, self.wished.row.neurons, strict=True)
            fly = (TransformFromCopy(neuron, place) for neuron, place in pairs)
            self.slowly(LaggedStart(*fly, lag_ratio=0.1))
            self.add(self.wished.row)
            self.play(edges.animate.set_strengths([shown_strength(weights, scale)]))

    def see_which_way_they_should_go(self):
        line = choose(
            (
                self.below_0,
                "Where a weight is positive, this output wishes its neuron held more. Where it is "
                "negative, less.",
            ),
            otherwise="Where a weight is positive, this output wishes its neuron were brighter. "
            "Where it is negative, darker.",
        )
        with self.say(line):
            for sign in (1, -1):
                arrows = self.wished.of_sign(sign)
                if arrows:
                    come = (FadeIn(arrow, shift=0.2 * sign * UP) for arrow in arrows)
                    self.play(LaggedStart(*come, lag_ratio=0.2))
                self.rest(0.5)

    def make_a_list(self):
        self.title = words("a list of wishes", colour=self.look.accent, room=6)
        self.title.stand_at(ROW[0], HEAD)
        self.scale = note("length in proportion to the weight", room=6)
        self.scale.stand_at(ROW[0], BELOW_HEAD)
        line = "The further a weight is from 0, the longer the arrow. It is a list of wishes."
        with self.say(line):
            self.play(FadeIn(self.scale, shift=0.1 * DOWN))
            self.play(FadeIn(self.title, shift=0.1 * DOWN))
        self.rest(0.5)

    def leave_it_a_list(self):
        line = (
            "They remain wishes. Nobody can set these activations: they follow from the layer "
            "before."
        )
        layer, edges = self.layer_before()
        # From an image, edges would cover what is written below it.
        covered = self.remarks[0] if not layer else VGroup()
        edges.set_light(front=-0.2, ahead=0, behind=0.6, crest=1)
        with self.say(line):
            self.quickly(FadeIn(layer), FadeOut(covered))
            self.add(edges)
            self.slowly(edges.animate(rate_func=linear).set_light(front=1.3))
            self.rest(0.5)
        self.quickly(FadeOut(layer, edges), FadeIn(covered))

    def follow_the_wishes(self):
        after, low, high = self.output_of(self.fulfilled), *self.at_the_limits
        lowest = self.kind.lowest
        line = choose(
            (self.alone, "But suppose it came true a little: by {step:g} at most."),
            (
                low and high and lowest < 0,
                "But suppose they came true a little: the longest by {step:g}, the others in "
                "proportion, none below -1 or above 1.",
            ),
            (
                low and lowest < 0,
                "But suppose they came true a little: the longest by {step:g}, the others in "
                "proportion, none below -1.",
            ),
            (
                low and high,
                "But suppose they came true a little: the longest by {step:g}, the others in "
                "proportion, none below 0 or above 1.",
            ),
            (
                high,
                "But suppose they came true a little: the longest by {step:g}, the others in "
                "proportion, none above 1.",
            ),
            (
                low,
                "But suppose they came true a little: the longest by {step:g}, the others in "
                "proportion, none below 0.",
            ),
            otherwise="But suppose they came true a little: the longest by {step:g}, the others in "
            "proportion.",
        )
        told = self.told(words("wishes, up to {step:g}", room=ROOM, step=STEP), after, 0)
        with self.say(line, step=STEP):
            self.play(FadeIn(told[0]))
        line = choose(
            (
                same(after, self.held),
                "In two decimals, the output stays at {before:.2f}.",
            ),
            (
                after < self.held,
                "The output falls from {before:.2f} to {after:.2f}: the nine other sums moved, "
                "too.",
            ),
            otherwise="The output rises from {before:.2f} to {after:.2f}.",
        )
        with self.say(line, before=self.held, after=after):
            self.play(*self.holding(self.fulfilled, after))
            self.play(FadeIn(told[1], shift=0.2 * RIGHT))
        self.rest()

    def raise_all_alike(self):
        if self.alone:  # which would be the same, or the opposite
            return
        after = self.output_of(self.alike)
        line = choose(
            (
                same(after, self.held),
                "Raise all {count} by {mean:.3f}, as much on average, and it stays at {after:.2f}.",
            ),
            (
                after > max(self.held, self.output_of(self.fulfilled)),
                "Raise all {count} by {mean:.3f}, as much on average, and it rises even to "
                "{after:.2f}.",
            ),
            (
                after > self.held,
                "Raise all {count} by {mean:.3f}, as much on average, and it rises only to "
                "{after:.2f}.",
            ),
            otherwise="Raise all {count} by {mean:.3f}, as much on average, and it falls to "
            "{after:.2f}.",
        )
        told = self.told(words("all +{mean:.3f}", room=ROOM, mean=self.mean), after, 1)
        with self.say(line, count=len(self.before), mean=self.mean, after=after):
            self.quickly(*self.holding(self.before, self.held), FadeIn(told[0]))
            self.play(*self.holding(self.alike, after))
            self.play(FadeIn(told[1], shift=0.2 * RIGHT))
        self.rest()

    def think_of_the_others(self):
        line = choose(
            (
                self.is_softmax,
                "All these are the wishes of one output, for its own sum. The nine others have "
                "wishes, too.",
            ),
            otherwise="All these are the wishes of one output. The nine others have wishes, too.",
        )
        with self.say(line):
            self.quickly(*self.holding(self.before, self.held))
        self.rest()

    def layer_before(self) -> tuple[VGroup, EdgeField]:
        """Return the layer before the last hidden one, and the edges between; neurons, if any."""
        held, weights = self.trace.forward.a[-3], self.mlp.weights[-2]
        if self.mlp.steps > 2:
            column = NeuronLayer(len(held), EARLIER[2], 0.1).set_activations(held)
            column.move_to([*EARLIER[:2], 0])
            starts = column.centres()
        else:
            column, starts = VGroup(), self.fan.picture.pixel_centres()
        strengths = edge_strength(weights * held, largest_but_few(weights * held))
        edges = EdgeField(starts, self.fan.layer.centres(), strengths, THIN)
        return column.set_z_index(2), edges.set_z_index(1)

    def told(self, name: Words, after: float, row: int) -> VGroup:
        """Return what is tried, and the output before and after it."""
        outputs = words("{before:.2f} → {after:.2f}", before=self.held, after=after)
        name.stand_at(FROM, TRIED[row], LEFT)
        return VGroup(name, outputs.stand_at(TO, TRIED[row], RIGHT))

    def holding(self, before: NDArray[np.float64], output: float) -> list[Any]:
        """Return the animations to other activations of the hidden layer and the output."""
        return [
            self.fan.layer.animate.set_activations(before),
            self.wished.row.animate.set_activations(before),
            self.fan.output.animate.set_activations(np.array([output])),
        ]

    def output_of(self, before: NDArray[np.float64]) -> float:
        """Return what the output makes of activations before it, shape (n,)."""
        return replace(self.neuron, before=before).activation

    def limited(self, before: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return activations, shape (n,), none of them where no neuron can get."""
        return np.clip(before, self.kind.lowest, self.kind.highest)

    @property
    def kind(self) -> Activation:
        """What the neurons before make of their sums."""
        return ACTIVATIONS[self.mlp.activation]

    @cached_property
    def neuron(self) -> OutputNeuron:
        """The output that should be bright, as it is."""
        return output_neuron(self.mlp, self.trace.forward, self.label)

    @property
    def change(self) -> NDArray[np.float64]:
        """By how much each activation is to change: shape (n,)."""
        return STEP * in_proportion(self.wishes)[0]

    @property
    def wishes(self) -> NDArray[np.float64]:
        """What this one output wishes: -dC/da by its own sum, shape (n,)."""
        return -self.trace.delta[-1][self.label] * self.own_weights

    @property
    def fulfilled(self) -> NDArray[np.float64]:
        """The activations when all wishes have come true a little."""
        return self.limited(self.before + self.change)

    @property
    def alone(self) -> bool:
        """Whether the list has but one wish."""
        return len(self.before) == 1

    @property
    def mean(self) -> float:
        """By how much activations change on average then, up or down."""
        return float(np.abs(self.fulfilled - self.before).mean())

    @property
    def alike(self) -> NDArray[np.float64]:
        """The activations when all are raised by that instead."""
        return self.limited(self.before + self.mean)

    @property
    def at_the_limits(self) -> tuple[bool, bool]:
        """Whether wishes lead any neuron too low, and whether they lead any too high."""
        wanted = self.before + self.change
        limited = self.limited(wanted)
        return bool((limited > wanted).any()), bool((limited < wanted).any())

    @property
    def held(self) -> float:
        """The output as it is."""
        return float(self.trace.forward.output[self.label])

    @cached_property
    def fan(self) -> IntoOneOutput:
        """The hidden layer, the output, and the edges between, as section 3.5 ends with them."""
        fan = IntoOneOutput(self.example.picture, self.before, self.held, self.label)
        return fan.set_edges(-self.trace.gradient.weights[-1][self.label])

    @cached_property
    def wished(self) -> RowOfWishes:
        """The neurons in a row, and what is wished of them."""
        return RowOfWishes(self.before, self.wishes).shift(ROW)


def same(one: float, other: float) -> bool:
    """Return whether two outputs are written alike."""
    return f"{one:.2f}" == f"{other:.2f}"
