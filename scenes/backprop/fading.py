"""How much of the gradient arrives at the first layers of deep networks, and of ours."""

from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    Square,
    VGroup,
)
from numpy.typing import NDArray

from network.digits.digits import Digits
from network.measured.fading import LARGER, RELU, SIGMOID
from network.questions.steepness import mean_slopes
from scenes.backprop.drawings.deep_network import DeepNetwork
from scenes.backprop.drawings.what_arrives import FIGURE, NAME, ShareTable, WhatArrives, shown_share
from scenes.look.places import ABOVE_FOOT, FOOT, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: x of the first hidden layer's column and of the outputs'; heights of the network and the chart.
COLUMNS, NETWORK, CHART = (-4.85, 1.55), 2.15, 2.75

#: Middles of the network and of the chart.
NETWORK_AT, CHART_AT = (0, 2.35, 0), (0, -0.8, 0)

#: Left end of what stands at the right; heights of its first line and its table; up to the heading.
RIGHT_AT, NAMED, TABLE, HEADED = 2.75, 2.4, 0.05, 0.6

#: How far to the right of a column's middle our own network stands, as a share of its room.
OURS = 0.36

#: Seconds in which light runs from a layer to the one before it; the random start that is drawn.
RUN, DRAWN = 0.9, 0

#: So many of the digits that a film shows are asked how much arrives in our own network.
ASKED = 1000

#: By how much a network reads less that is late to learn.
BEHIND = 0.02

#: What a sigmoid's slope is at most.
STEEPEST = 0.25


class Fading(LectureScene):
    """In deep networks, gradients fade from layer to layer: why, and what helps."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.ask_how_much_arrives()
        self.look_at_sigmoids()
        self.tell_how_little()
        self.give_the_reason()
        self.leave_out_the_slopes()
        self.try_relu()
        self.try_a_larger_start()
        if self.recorded:
            self.come_back_to_ours()

    def ask_how_much_arrives(self):
        self.lay_out()
        line = (
            "Wishes travel back through every layer. In a deep network, how much of them arrives "
            "at the first?"
        )
        with self.say(line):
            self.play(FadeIn(self.deep))
            self.quickly(FadeIn(self.brighter))

    def look_at_sigmoids(self):
        line = (
            "Here are {hidden} hidden layers of sigmoids, as random as at their start. Look at the "
            "gradient's entries for the biases."
        )
        with self.say(line, hidden=len(self.study.sizes) - 2):
            self.quickly(FadeIn(self.arriving, self.remarks, self.table[0][:2]))
            self.send(SIGMOID)
        self.rest(0.5)

    def tell_how_little(self):
        line = (
            "From {starts} random starts, typically only {share} of what the outputs get reaches "
            "the first layer."
        )
        share = shown_share(self.typical(SIGMOID))
        with self.say(line, starts=len(self.study.seeds), share=share):
            self.quickly(FadeIn(self.table[0][2], self.head))
        self.rest()
        if self.raced:
            with self.say("In lecture 1, such a network was late to learn."):
                self.rest()

    def give_the_reason(self):
        line = (
            "Why? On its way back, a wish is multiplied by the slope of every sigmoid that it "
            "passes: a quarter, at most."
        )
        with self.say(line):
            self.rest()
            self.slowly(Create(self.quarter[0]))
            self.quickly(FadeIn(self.quarter[1]))
        self.rest()

    def leave_out_the_slopes(self):
        line = "Leave out just these slopes, and {share} arrives."
        with self.say(line, share=shown_share(self.typical(SIGMOID, left_out=True))):
            self.quickly(FadeIn(self.table[1][:2]))
            self.play(self.come(self.left_out))
            self.quickly(FadeIn(self.table[1][2]))
        self.rest()

    def try_relu(self):
        line = (
            "ReLU's slope is 1 where a neuron is active, and 0 elsewhere. With the same weights, "
            "{share} arrives."
        )
        with self.say(line, share=shown_share(self.typical(RELU))):
            self.quickly(FadeIn(self.table[2][:2]), *self.going())
            self.send(RELU)
            self.quickly(FadeIn(self.table[2][2]))
        self.rest()

    def try_a_larger_start(self):
        line = (
            "But sigmoids can do that, too. With weights {times:g} times as large, {share} arrives."
        )
        with self.say(line, times=self.times, share=shown_share(self.typical(LARGER))):
            self.quickly(FadeIn(self.table[3][:2]), *self.going())
            self.send(LARGER)
            self.quickly(FadeIn(self.table[3][2]))
        self.rest()

    def come_back_to_ours(self):
        hidden, recipe = self.network.mlp.steps - 1, self.network.recipe
        shallow = hidden < len(self.study.sizes) - 2
        gain = recipe.gain if recipe and recipe.activation == "sigmoid" else None
        alike = gain == self.study.gains[LARGER]
        line = choose(
            (
                not (shallow and alike),
                "Our own network has {hidden} hidden {hidden:layer|layers}. At its start, {share} "
                "arrived.",
            ),
            otherwise="That is how our own network began. It has only {hidden} hidden "
            "{hidden:layer|layers}: {share} arrived.",
        )
        with self.say(line, hidden=hidden, share=shown_share(self.own[0])):
            self.quickly(FadeIn(self.table[4][:2]))
            self.play(FadeIn(self.ours, scale=2))
            self.quickly(FadeIn(self.table[4][2], self.asked_on))
        self.rest(1.5)

    @property
    def study(self):
        """What was measured."""
        return self.fading

    @property
    def raced(self) -> bool:
        """Whether lecture 1 told of such networks that its sigmoids came last."""
        depth = self.experiments.depth
        behind = depth.relu.accuracy[-1] - depth.sigmoid.accuracy[-1]
        return depth.sizes == self.study.sizes and behind > BEHIND

    @property
    def times(self) -> float:
        """How many times as large the weights are with which sigmoids start better."""
        return self.study.gains[LARGER] / self.study.gains[SIGMOID]

    @cached_property
    def own(self) -> NDArray[np.float64]:
        """What arrived in each layer of our network at its start, as a share of the outputs'."""
        slopes = mean_slopes(self.history.network(0), self.asked)
        return slopes / slopes[-1]

    @property
    def asked(self) -> Digits:
        """The digits that our network is asked about."""
        return self.digits.digits[:ASKED]

    def shares(self, kind: int, left_out: bool = False) -> NDArray[np.float64]:
        """Return what arrives, as a share of what outputs get: shape (starts, layers)."""
        found = self.study.left_out if left_out else self.study.slopes
        return found[kind] / found[kind][:, -1:]

    def typical(self, kind: int, left_out: bool = False) -> float:
        """Return which share arrives at the first layer: the median of all starts."""
        return float(np.median(self.shares(kind, left_out)[:, 0]))

    def lay_out(self):
        """Make everything; nothing is shown yet."""
        study, look = self.study, self.look
        layers = len(study.sizes) - 2
        columns = np.linspace(*COLUMNS, layers + 1)
        self.deep = DeepNetwork(study.network(SIGMOID, DRAWN).weights[1:], columns, NETWORK)
        self.deep.shift(NETWORK_AT)
        self.arriving = WhatArrives(layers, *COLUMNS, CHART)
        self.arriving.shift(CHART_AT)
        hues = {SIGMOID: look.outline, RELU: look.accent, LARGER: look.positive}
        aside = {SIGMOID: 0, RELU: -0.2, LARGER: 0.2}
        self.dots = {
            kind: self.arriving.dots(self.shares(kind), hue, aside[kind])
            for kind, hue in hues.items()
        }
        self.left_out = self.arriving.dots(self.shares(SIGMOID, True), look.outline, hollow=True)
        self.ours = VGroup(*(self.own_marks() if self.recorded else []))
        self.quarter = self.arriving.falling(STEEPEST, message("× 1/4 a layer"))
        self.table = ShareTable(self.rows(hues)).shift([RIGHT_AT, TABLE, 0])
        self.names = {
            kind: words(self.called[kind], None, hue).stand_at(RIGHT_AT, NAMED, LEFT)
            for kind, hue in hues.items()
        }
        self.brighter = note("stronger colour: more arrives", room=RIGHT_RIM - RIGHT_AT).stand_at(
            RIGHT_AT, NAMED - 0.6, LEFT
        )
        self.head = note("first layer").stand_at(RIGHT_AT + FIGURE, TABLE + HEADED, RIGHT)
        self.asked_on = self.source_of()
        self.asked_on.stand_at(RIGHT_AT + NAME, self.table[-1][1].baseline - 0.5, LEFT)
        self.remarks = VGroup(
            note(
                "mean size of the entries for a layer's biases, as a share of the outputs'",
                room=RIGHT_AT - LEFT_RIM,
            ).stand_at(LEFT_RIM, ABOVE_FOOT, LEFT),
            note(
                "{counted}; layers {sizes:commas}; {starts} random starts, medians",
                counted=self.studied_on(study).counted,
                sizes=list(study.sizes),
                starts=len(study.seeds),
            ).stand_at(LEFT_RIM, FOOT, LEFT),
        )

    @property
    def called(self) -> dict[int, Message]:
        """What the kinds of networks are called."""
        larger = message("sigmoid, start × {times:g}", times=self.times)
        return {SIGMOID: message("sigmoid"), RELU: message("ReLU"), LARGER: larger}

    def rows(self, hues: dict[int, str]) -> list[tuple[Mobject, Message, str, float]]:
        """Return the rows of the table: mark, name, colour, and share."""
        look = self.look
        sigmoid, relu, larger = (
            (Dot(radius=0.07, color=hues[kind]), self.called[kind], hues[kind], self.typical(kind))
            for kind in (SIGMOID, RELU, LARGER)
        )
        ring = Dot(radius=0.07, color=look.outline, fill_opacity=0, stroke_width=2)
        without = message("slopes left out"), look.outline, self.typical(SIGMOID, left_out=True)
        shown = [sigmoid, (ring, *without), relu, larger]
        if self.recorded:
            name = message("our network")
            shown.append((self.diamond(), name, look.words, float(self.own[0])))
        return shown

    def own_marks(self) -> list[Square]:
        """Return the marks of our own network, from the outputs back; as many as there is room."""
        chart = self.arriving.chart
        columns = int(chart.across.high - 0.5) - np.arange(len(self.own))
        inside = [
            (column, share)
            for column, share in zip(columns, self.own[::-1], strict=True)
            if column > 0 and 10**chart.upward.low < share < 10**chart.upward.high
        ]
        return [
            self.diamond().move_to(chart.place(column + OURS, np.log10(share)))
            for column, share in inside
        ]

    def diamond(self) -> Square:
        """Return the mark of our own network."""
        return Square(0.15, color=self.look.words, stroke_width=3).rotate(np.pi / 4)

    def send(self, kind: int) -> None:
        """Let light run back through a network of a kind; dots come as it arrives."""
        self.deep.set_weights(self.study.network(kind, DRAWN).weights[1:])
        self.deep.load(self.study.by_layer(kind, DRAWN))
        self.named = self.names[kind]
        self.play(
            self.deep.send_back(RUN), self.come(self.dots[kind]), FadeIn(self.named, run_time=RUN)
        )

    def going(self) -> list[Animation]:
        """Return the animations in which the network goes dark and loses its name."""
        return [self.deep.forget(), FadeOut(self.named)]

    def come(self, dots: VGroup) -> LaggedStart:
        """Return the animation in which dots come, from the outputs back, as fast as light does."""
        last, *others = (FadeIn(each, run_time=RUN) for each in reversed(dots))
        last.run_time = RUN / 2
        return LaggedStart(last, *others, lag_ratio=0.6)
