"""Wishes travel back through all layers, to every weight: backpropagation."""

from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, UP, Animation, FadeIn, FadeOut, ReplacementTransform, VGroup

from network.model.backprop import trace
from network.questions.added_wishes import small_step
from network.questions.one_image_only import Listening, asked_of_layers, listen_to
from scenes.backprop.drawings.backward_network import BackwardNetwork
from scenes.backprop.drawings.few_figures import FewFigures
from scenes.backprop.drawings.last_step import STILL, LastStep
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.added_up import AddedUp

#: After how many steps for this image alone to look at it, and at all others.
STOPS = (0, 1, 10)

#: Baselines of what is written below the columns, and where the table's upper left corner is.
ROWS, TABLE = (-3.02, FOOT), (-6.55, 2.4)

#: Seconds that light takes to run through a step, forward and back, in units of the slow pace.
FORWARD, BACK = 0.4, 1.1


class Sweep(AddedUp):
    """The last layer's wishes become those of weights and of the layer before, and so on."""

    def construct(self):
        self.open_section(self.last_step)
        self.ask_again()
        self.go_back_to_the_first_layer()
        self.come_to_the_pixels()
        self.sweep_through_everything()
        self.see_how_much_is_asked()
        self.take_steps_for_this_image()
        self.see_what_becomes_of_all()

    def ask_again(self):
        live, last = self.live, self.last_step
        asked_now = [part[-1] for part in (live.arrows[:-1], live.halos)]
        for part in asked_now:
            part.set_values(self.trace.wishes[-2])
        line = choose(
            (
                len(self.before) == 1,
                "Nobody can set this neuron by hand. So we ask again: which weights, and which "
                "neurons before it, would make it so?",
            ),
            otherwise="Nobody can set these {count} neurons by hand. So we ask again: which "
            "weights, and which neurons before them, would make them so?",
        )
        with self.say(line, count=len(self.before)):
            self.rest()
            gone = (last.web, last.fans, last.total, last.asked, last.titles, last.title_of_sum)
            self.quickly(FadeOut(*gone))
            self.slowly(
                ReplacementTransform(last.before, live.layers[-2]),
                ReplacementTransform(last.outputs, live.layers[-1]),
                ReplacementTransform(last.column, live.column),
                ReplacementTransform(last.halos, live.halos[-1]),
            )
            come = (live.picture, *live.layers[:-2], live.arrows[-1], live.arrows[-2])
            self.play(FadeIn(*come, self.source))
            self.add(live)
        self.rest(0.5)

    def go_back_to_the_first_layer(self):
        live = self.live
        below_0 = any((held < 0).any() for held in self.trace.forward.a[1:-1])
        line = choose(
            (
                below_0 and self.mlp.steps == 2,
                "It is the same rule. The further from 0 the neuron it comes from, the more a "
                "weight counts.",
            ),
            (
                below_0,
                "It is the same rule. The further from 0 the neuron it comes from, the more a "
                "weight counts. And each neuron before adds up what is asked of it.",
            ),
            (
                self.mlp.steps == 2,
                "It is the same rule. A weight counts as much as the neuron it comes from is "
                "active.",
            ),
            otherwise="It is the same rule. A weight counts as much as the neuron it comes from "
            "is active. And each neuron before adds up what is asked of it.",
        )
        with self.say(line):
            self.quickly(FadeIn(self.meaning))
            for step in range(self.mlp.steps - 1, 0, -1):
                pace = self.look.slow if self.mlp.steps < 4 else self.look.normal
                self.play(live.send_back(step, pace))
            self.rest(2)
        self.rest()

    def come_to_the_pixels(self):
        slopes = self.trace.gradient.weights[0]
        zeros = int((slopes == 0).sum())
        blank = int((self.example.pixels == 0).sum()) * slopes.shape[0]
        line = choose(
            (
                zeros == blank,
                "Once more, and we are at the pixels. They are given, so no wish goes "
                "further. {zeros:,} of these {edges:,} weights stay dark: their pixels are blank.",
            ),
            otherwise="Once more, and we are at the pixels. They are given, so no wish goes "
            "further. {zeros:,} of these {edges:,} weights stay dark: their slope is exactly 0.",
        )
        with self.say(line, zeros=zeros, edges=slopes.size):
            self.play(self.live.send_back(0, 1.5 * self.look.slow))
            self.rest(2)
        self.rest()

    def sweep_through_everything(self):
        live, look = self.live, self.look
        line = (
            "This is backpropagation. Once forward, to see the answer. Once back, and each of "
            "{parameters:,} weights and biases knows what this image asks of it."
        )
        with self.say(line, parameters=self.mlp.parameters.size):
            self.play(live.forget())
            live.darken()
            self.play(live.run_forward(self.trace.forward.a, FORWARD * look.slow))
            asked = live.arrows[-1].animate.set_values(self.trace.wishes[-1])
            self.play(asked, *(field.animate.set_light(behind=0) for field in live.signals))
            self.play(live.sweep_back(BACK * look.slow))
        self.rest(2)

    def see_how_much_is_asked(self):
        here = [float(np.abs(each).mean()) for each in self.trace.wishes[1:]]
        everywhere = asked_of_layers(self.mlp, self.digits.digits)
        titles = (
            message("mean size of wishes, this image"),
            message("{data}", data=self.shown_digits.counted),
        )
        texts = VGroup(
            *(
                self.below_columns(title, values, base)
                for title, values, base in zip(titles, (here, everywhere), ROWS, strict=True)
            )
        )
        *_, last, _ = everywhere
        line = choose(
            (
                len(everywhere) == 2,
                "Over {data}, {last:.2f} is asked of a hidden neuron on average.",
            ),
            otherwise="How much is asked of a neuron? Over {data}, {last:.2f} on average in the "
            "last hidden layer, and {first:.2f} in the first.",
        )
        told = {"data": self.shown_digits.counted, "last": last, "first": everywhere[0]}
        self.quickly(FadeOut(self.meaning))
        with self.say(line, **told):
            for text in texts:
                self.play(FadeIn(text, shift=0.1 * UP))
                self.rest(0.5)
        self.rest()
        self.quickly(FadeOut(texts))

    def take_steps_for_this_image(self):
        start, one, many = self.listening
        live, table = self.live, self.table
        line = choose(
            (
                one.cost >= start.cost,
                "Try it. A step for all weights and biases, {size:g} times what is asked of them, "
                "and this image costs {after:.2f}. It was {before:.2f}. After {steps} such steps, "
                "it is {last:.2f}.",
            ),
            otherwise="Try it. A step for all weights and biases, {size:g} times what is asked "
            "of them, and this image costs {after:.2f} instead of {before:.2f}. After {steps} such "
            "steps, it is {last:.2f}.",
        )
        told = {"size": self.size, "before": start.cost, "after": one.cost}
        told |= {"steps": many.steps, "last": many.cost}
        with self.say(line, **told):
            self.play(FadeOut(live.picture, live.weights[0], self.source))
            self.play(FadeIn(table.heads, table.titles[0], table.figures[0][0]))
            for place, each in enumerate((one, many), start=1):
                figure = FadeIn(table.figures[0][place], shift=0.1 * LEFT)
                self.slowly(*self.go_to(each), figure)
                self.rest()
        self.rest()

    def see_what_becomes_of_all(self):
        count, table = len(self.digits.digits), self.table
        before, one, after = (round(count * each.accuracy) for each in self.listening)
        line = choose(
            (
                after < before,
                "Of {data}, the network read {before:,} correctly. After one such step, it is "
                "{one:,}. After {steps} steps, it is {after:,}. One image must not decide alone.",
            ),
            otherwise="Of {data}, the network read {before:,} correctly. After one such step, it "
            "is {one:,}. After {steps} steps, it is {after:,}.",
        )
        told = {"before": before, "one": one, "after": after, "steps": self.listening[-1].steps}
        with self.say(line, data=self.shown_digits.counted, **told):
            for row in (1, 2):
                self.play(FadeIn(table.row(row), shift=0.1 * DOWN))
                self.rest()
        self.rest(2)

    def go_to(self, network: Listening) -> list[Animation]:
        """Return the animations to what a network makes of the image, and what is asked of it."""
        found = trace(network.mlp, self.trace.forward.a[0], self.trace.wanted)
        return [
            self.live.hold(found.forward.a[1:]),
            self.live.ask(found.wishes[1:]),
            self.live.ask_of_weights([-slopes for slopes in found.gradient.weights]),
        ]

    def below_columns(self, title: str, values: list[float], base: float) -> VGroup:
        """Return a row of numbers below the columns, and its title."""
        look, row = self.look, VGroup(note(title, room=5.4).stand_at(LEFT_RIM, base, LEFT))
        for layer, value in zip(self.live.layers, values, strict=True):
            row.add(words("{value:.2f}", look.note, value=value).stand_at(layer.get_x(), base))
        return row

    @cached_property
    def last_step(self) -> LastStep:
        """The last step of the network, where the section before this one ended."""
        wishes, forward = self.wishes, self.trace.forward
        held = (self.before, forward.output)
        weights, asked = self.mlp.weights[-1], self.trace.wishes[-1]
        step = LastStep(weights, wishes.sent, asked, *held, self.label, self.order)
        return step.finish()

    @cached_property
    def live(self) -> BackwardNetwork:
        """The network, before light has run through it."""
        trace = self.trace
        asked = [-slopes for slopes in trace.gradient.weights]
        return BackwardNetwork(self.mlp.weights, asked, trace.wishes, trace.forward.a, self.label)

    @cached_property
    def source(self) -> Words:
        """Where the image is from."""
        made = note(self.shown_digits.name, room=4.2)
        return made.next_to(self.live.picture, DOWN, buff=0.2).set_z_index(STILL)

    @cached_property
    def meaning(self) -> Words:
        """What the brightness of edges and the width of halos mean."""
        made = note("stronger edge, wider halo, longer arrow: the cost changes faster")
        return made.stand_at(LEFT_RIM, FOOT, LEFT).set_z_index(STILL)

    @cached_property
    def size(self) -> float:
        """How many negative gradients a small step is long."""
        slope = float(np.square(self.trace.gradient.vector).sum())
        return small_step(self.trace.cost, slope)

    @cached_property
    def listening(self) -> list[Listening]:
        """The network after so many steps for this image alone."""
        many, pixels = self.digits.digits, self.trace.forward.a[0]
        return listen_to(self.mlp, pixels, self.trace.wanted, many, self.size, STOPS)

    @cached_property
    def table(self) -> FewFigures:
        """What becomes of this image, and of all others."""
        look, count = self.look, len(self.digits.digits)
        heads = [note("before", room=1.3)]
        heads += [
            note("{steps} {steps:step|steps}", room=1.4, steps=each.steps)
            for each in self.listening[1:]
        ]
        rows = [
            (message("cost of this image"), look.wrong, 2, [x.cost for x in self.listening]),
            (message("average cost of all"), look.wrong, 3, [x.mean_cost for x in self.listening]),
            (
                message("of {count:,}, read correctly", count=count),
                look.words,
                0,
                [round(count * x.accuracy) for x in self.listening],
            ),
        ]
        made = FewFigures(
            heads,
            [
                (title, [Numeral(value, digits, None, colour, commas=True) for value in values])
                for title, colour, digits, values in rows
            ],
            across=1.55,
        )
        return made.shift([TABLE[0] - made.get_left()[0], TABLE[1] - made.get_top()[1], 0])
