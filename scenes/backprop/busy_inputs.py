"""Where a weight counts: as much as the neuron that it comes from is active."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    TransformFromCopy,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from scenes.backprop.drawings.entries_over_activations import EntriesOverActivations
from scenes.backprop.drawings.into_one_output import IntoOneOutput
from scenes.backprop.drawings.tried_weights import TriedWeights
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import note, words
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: By how much a weight is raised when that is tried.
NUDGE = 0.5

#: Middle of the chart's upper rim, of the rows' first neuron, and of the old idea.
CHART, ROWS, IDEA = (3.45, 3.5, 0), (0.6, -2.3, 0), (3.4, 0.2, 0)


class BusyInputs(OneImage):
    """Entries of 16 weights: bright edges from bright neurons, a line, and why it is one."""

    def construct(self):
        self.open_section()
        self.look_at_the_weights()
        self.see_where_bright_edges_come_from()
        self.put_them_into_a_chart()
        self.see_what_the_sum_gains()
        self.find_what_is_common()
        self.see_what_the_output_does()
        self.hear_an_echo()

    def look_at_the_weights(self):
        fan, edges = self.fan, self.fan.edges
        facts = {"count": len(self.before), "digit": self.label}
        line = choose(
            (
                self.below_0,
                "{count} weights lead into the output of the {digit}. The brighter the edge, the "
                "more this image asks us to change its weight: up, or down.",
            ),
            otherwise="{count} weights lead into the output of the {digit}. The brighter the edge, "
            "the more this image asks us to raise its weight.",
        )
        remarks = fan.remarks(self.whose)
        meaning = VGroup(
            words("raise this weight", colour=self.look.positive, room=6),
            *(
                [words("lower this weight", colour=self.look.negative, room=6)]
                if self.below_0
                else []
            ),
            note("brightness in proportion to its", room=6.2),
            note("entry in the negative gradient", room=6.2),
        )
        self.meaning = meaning.arrange(DOWN, buff=0.3).move_to(IDEA)
        fan.set_edges(self.entries)
        edges.set_light(front=-0.2, ahead=0, crest=0.8, backward=True)
        with self.say(line, **facts):
            self.play(FadeIn(fan.picture, fan.layer, fan.output, fan.named, remarks))
            self.add(edges)
            self.slowly(edges.animate(rate_func=linear).set_light(front=1.3))
            self.quickly(FadeIn(meaning))
        self.rest()

    def see_where_bright_edges_come_from(self):
        rings = self.rings
        line = choose(
            (
                not self.before.any(),
                "But here no neuron is active at all. So no weight counts.",
            ),
            (
                self.below_0,
                "Bright edges come from bright neurons: from such far above 0, up. And down from "
                "such far below.",
            ),
            otherwise="Bright edges come from bright neurons.",
        )
        with self.say(line):
            for marked in rings:
                self.play(Create(marked))
            self.rest(0.5)
        self.rest(0.5)

    def put_them_into_a_chart(self):
        chart = self.chart
        line = choose(
            (
                self.below_0,
                "Put this into a chart. To the right: the activation, from -1 to 1. Upwards: its "
                "weight's entry in the negative gradient. All {count} lie on one line through 0.",
            ),
            otherwise="Put this into a chart. To the right: how active the neuron is. Upwards: its "
            "weight's entry in the negative gradient. All {count} lie on one line through 0.",
        )
        with self.say(line, count=len(self.before)):
            self.quickly(FadeOut(self.meaning))
            self.quickly(FadeIn(chart.chart, chart.titles))
            pairs = zip(self.fan.layer.neurons, chart.dots, strict=True)
            fly = (TransformFromCopy(neuron, point) for neuron, point in pairs)
            self.slowly(LaggedStart(*fly, lag_ratio=0.15))
            self.play(Create(chart.line))
            self.add(chart.dots)
        self.rest()

    def see_what_the_sum_gains(self):
        rows, (busy, quiet) = self.rows, self.tried
        gains = {"more": NUDGE * self.before[busy], "less": NUDGE * self.before[quiet]}
        line = choose(
            (
                min(gains.values()) < 0,
                "Why a line? Raise a weight by {nudge:g}. The sum changes by {nudge:g} times the "
                "activation of its neuron. Here that is {more:+.2f}, there {less:+.2f}.",
            ),
            otherwise="Why a line? Raise a weight by {nudge:g}. The sum grows by {nudge:g} times "
            "the activation of its neuron. Here that is {more:.2f}, there {less:.2f}.",
        )
        with self.say(line, nudge=NUDGE, **gains):
            self.play(FadeIn(rows.head[:2]))
            self.play(*map(self.fetch, range(2)))
            for gain in rows.sums:
                self.play(FadeIn(gain, shift=0.2 * UP))
        self.rest()

    def find_what_is_common(self):
        line = (
            "All that follows is the same for the {count} weights. So every entry is an activation "
            "times one common number."
        )
        with self.say(line, count=len(self.before)):
            self.play(FadeIn(self.chart.told, shift=0.1 * DOWN))
        self.rest()

    def see_what_the_output_does(self):
        before, (more, less) = float(self.trace.forward.output[self.label]), self.changed
        line = choose(
            (
                self.below_0 and f"{less:.2f}" == f"{before:.2f}",
                "And the output? The weight of the neuron farthest from 0 takes it from "
                "{before:.2f} to {more:.2f}. That of the one nearest to 0 leaves it at "
                "{less:.2f}.",
            ),
            (
                self.below_0,
                "And the output? The weight of the neuron farthest from 0 takes it from "
                "{before:.2f} to {more:.2f}, that of the one nearest to 0 to {less:.2f}.",
            ),
            (
                f"{less:.2f}" == f"{before:.2f}",
                "And the output? The weight of the most active neuron takes it from {before:.2f} "
                "to {more:.2f}. That of the quietest leaves it at {less:.2f}.",
            ),
            otherwise="And the output? The weight of the most active neuron takes it from "
            "{before:.2f} to {more:.2f}, that of the quietest to {less:.2f}.",
        )
        with self.say(line, before=before, more=more, less=less):
            self.play(FadeIn(self.rows.head[2]))
            for which in range(2):
                self.try_it(which)
        self.rest()

    def hear_an_echo(self):
        told = VGroup(
            words("what helps to fire", colour=self.look.accent, room=6),
            words("is linked more strongly", colour=self.look.accent, room=6),
            note("an idea about brains, after Donald Hebb, 1949", room=6.2),
        )
        told.arrange(DOWN, buff=0.3).move_to(IDEA)
        line = (
            "An active neuron is linked more strongly to an output that should be active. That "
            "recalls an idea about brains: a cell that helps to fire another is linked to it more "
            "strongly. But here it is only arithmetic."
        )
        gone = (self.chart, self.rows, *self.rings, *self.marks)
        with self.say(line):
            self.play(FadeOut(*gone))
            self.play(FadeIn(told[:2], shift=0.1 * UP))
            self.play(FadeIn(told[2]))
        self.rest()
        self.quickly(FadeOut(told))

    def fetch(self, which: int) -> AnimationGroup:
        """Return the animation in which a neuron comes into its row."""
        marked, ringed, value = self.rows.neurons[which]
        neuron = self.fan.layer.neurons[self.tried[which]]
        come = (TransformFromCopy(neuron, marked), TransformFromCopy(self.rings[which], ringed))
        return AnimationGroup(*come, FadeIn(value), Create(self.marks[which]))

    def try_it(self, which: int) -> None:
        """Raise one of the weights, see what the output becomes, and put the weight back."""
        fan, output = self.fan, float(self.trace.forward.output[self.label])
        only = fan.edges.edges_out_of(self.tried[which])
        neuron = fan.layer.neurons[self.tried[which]]
        colour = self.rings[which].get_color()
        raised = Line(neuron, fan.output, color=colour, stroke_width=5)
        changed = fan.output.animate.set_activations(np.array([self.changed[which]]))
        self.play(fan.edges.animate.focus(only), Create(raised))
        self.play(changed)
        self.play(FadeIn(self.rows.outputs[which], shift=0.1 * UP))
        back = fan.output.animate.set_activations(np.array([output]))
        self.quickly(fan.edges.animate.unfocus(), FadeOut(raised), back)

    @cached_property
    def fan(self) -> IntoOneOutput:
        """The hidden layer, the output, and the edges between."""
        output = float(self.trace.forward.output[self.label])
        return IntoOneOutput(self.example.picture, self.before, output, self.label)

    @property
    def factor(self) -> float:
        """What all entries have in common: what the image asks of the sum."""
        return -float(self.trace.delta[-1][self.label])

    @property
    def entries(self) -> NDArray[np.float64]:
        """The weights' entries in this image's negative gradient, shape (n,)."""
        return -self.trace.gradient.weights[-1][self.label]

    @property
    def tried(self) -> tuple[int, int]:
        """The most active neuron and the quietest: farthest from 0, and nearest to it."""
        sizes = np.abs(self.before)
        return int(sizes.argmax()), int(sizes.argmin())

    @property
    def changed(self) -> list[float]:
        """What the output becomes if the weight of the one or of the other is raised."""
        sums = np.stack([self.trace.forward.z[-1]] * 2)
        sums[:, self.label] += NUDGE * self.before[list(self.tried)]
        return self.mlp.functions[-1](sums)[:, self.label].tolist()

    @cached_property
    def rings(self) -> VGroup:
        """Around the most active neuron and the quietest."""
        colours = self.look.accent, self.look.quiet
        pairs = zip(self.tried, colours, strict=True)
        neurons = self.fan.layer.neurons
        rings = VGroup(*(ring(neurons[which], 0.75, colour) for which, colour in pairs))
        return rings.set_z_index(3)

    @cached_property
    def marks(self) -> VGroup:
        """Around their points in the chart."""
        pairs = zip(self.tried, self.rings, strict=True)
        dots = self.chart.dots
        return VGroup(*(ring(dots[which], 0.85, marked.get_color()) for which, marked in pairs))

    @cached_property
    def chart(self) -> EntriesOverActivations:
        """Entries over activations."""
        return EntriesOverActivations(self.before, self.factor).move_to(CHART, UP)

    @cached_property
    def rows(self) -> TriedWeights:
        """What comes of raising either weight."""
        held = [float(self.before[which]) for which in self.tried]
        output = float(self.trace.forward.output[self.label])
        colours = self.look.accent, self.look.quiet
        return TriedWeights(held, NUDGE, output, self.changed, colours).shift(ROWS)
