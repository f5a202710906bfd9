"""All outputs send their wishes back; at each neuron before them, they add up."""

from functools import cached_property
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, UP, Circle, Create, FadeIn, FadeOut, LaggedStart, VGroup
from numpy.typing import NDArray

from network.questions.added_wishes import Granted, small_step
from scenes.backprop.drawings.cost_and_outputs import cost_and_outputs
from scenes.backprop.drawings.few_figures import FewFigures
from scenes.backprop.drawings.last_step import STILL, TITLES, LastStep
from scenes.backprop.drawings.wish_column import WishColumn
from scenes.look.places import FOOT
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import formula, note, words
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.added_up import AddedUp

#: x of what was asked: by the right output, by the other one, by the eight left.
COLUMNS = (-5.75, -4.4, -2.6)

#: Names of classes above them are so wide at most.
NAME = 0.85

#: The image's middle and side, and where the table begins.
PICTURE, SIDE, TABLE = (-4.4, 0.5, 0), 3.2, (-6.4, 2.55)

#: What two digits hardly tell apart.
HARDLY = 0.01


class AddingWishes(AddedUp):
    """Light runs back along 160 edges; arrows grow, cancel, and make one wish for each neuron."""

    def construct(self):
        self.open_section()
        self.ask_all_ten()
        self.hear_the_right_one()
        self.hear_the_other_one()
        self.see_them_disagree()
        self.hear_the_eight_left()
        self.tell_who_asked_for_most()
        self.grant_the_sum()
        self.grant_the_right_one_alone()

    def ask_all_ten(self):
        step = self.step
        picture = PixelGrid(self.example.picture, SIDE).move_to(PICTURE)
        told = VGroup(
            note("the same {digit}", room=5, digit=self.label),
            note(self.shown_digits.name, room=5),
        )
        told.arrange(DOWN, buff=0.2).next_to(picture, DOWN, buff=0.3)
        line = (
            "Now all ten outputs. This image wishes that the {digit} were brighter, and the nine "
            "others darker."
        )
        with self.say(line, digit=self.label):
            self.play(FadeIn(picture, told, step.web, step.before, step.outputs, step.column))
            self.play(FadeIn(self.step.titles[0]))
            grow = (FadeIn(each, shift=0.15 * LEFT) for each in step.asked)
            self.slowly(LaggedStart(*grow, lag_ratio=0.2), FadeIn(self.step.titles[1:]))
            self.rest()
        self.rest()
        self.quickly(FadeOut(picture, told))

    def hear_the_right_one(self):
        line = choose(
            (
                len(self.before) == 1,
                "As before, the {digit} sends its wish back, along its edge, to the one neuron.",
            ),
            otherwise="As before, the {digit} sends its wishes back, along its edges, to all "
            "{count} neurons.",
        )
        with self.say(line, digit=self.label, count=len(self.before)):
            self.let_it_speak(0)
        self.rest()

    def hear_the_other_one(self):
        value = float(self.trace.forward.output[self.other])
        line = choose(
            (
                self.example.misread,
                "Then the {other}. It is at {value:.2f}, and should be at 0. It sends wishes of "
                "its own.",
            ),
            otherwise="Then the {other}. Of the nine others, it asks for most. It sends wishes of "
            "its own.",
        )
        with self.say(line, other=self.other, value=value):
            self.let_it_speak(1)
        self.rest()

    def see_them_disagree(self):
        torn = self.wishes.torn(self.label, self.other)
        if torn is None:
            return
        parts = self.wishes.sent[[self.label, self.other], torn]
        left = round(float(parts.sum()), 2)
        one, two = rounded_to_add_up(parts.tolist(), 2, left)
        step, height = self.step, float(self.step.before.centres()[torn][1])
        mark = ring(step.before.neurons[torn], 1.05)
        figures = VGroup(
            *(
                self.columns[index].figure(value, COLUMNS[index], height)
                for index, value in enumerate((one, two))
            )
        )
        line = (
            "Here they disagree most. The {digit} asks for {one:+.2f}, the {other} for {two:+.2f}. "
            "Added up, {left:+.2f} is left."
        )
        told = {"digit": self.label, "other": self.other, "one": one, "two": two, "left": left}
        with self.say(line, **told):
            self.quickly(Create(mark))
            for figure in figures:
                self.rest(0.5)
                self.play(FadeIn(figure, shift=0.1 * LEFT))
            self.rest(3)
        self.rest()
        self.quickly(FadeOut(mark, figures))

    def hear_the_eight_left(self):
        step, column = self.step, self.columns[2]
        line = choose(
            (
                self.is_softmax,
                "The eight others follow. With softmax, each of the ten sums moves all outputs. "
                "What is asked through each of them adds up.",
            ),
            otherwise="The eight others follow. The cost is a sum of ten squares, so the wishes of "
            "all ten add up.",
        )
        with self.say(line):
            self.quickly(FadeIn(self.heads[2], self.signs[1]))
            self.add(column)
            for spoken, output in enumerate(self.order[2:], start=3):
                self.quickly(
                    self.speaker.animate.move_to(step.outputs.neurons[output]),
                    step.send_back([output], self.look.quick),
                    column.animate.set_values(self.spoken(2, spoken)),
                    step.add_up(self.spoken(0, spoken)),
                )
        self.rest(1.5)

    def tell_who_asked_for_most(self):
        loud, (first, second) = self.wishes.loudness, self.wishes.loudest[:2]
        shares = [loud[self.label], loud[self.other], sum(loud[each] for each in self.order[2:])]
        shares = rounded_to_add_up((np.array(shares) / loud.sum()).tolist(), 2, 1.0)
        texts = VGroup(
            *(
                words("{share:.0%}", share=each).stand_at(x, FOOT)
                for each, x in zip(shares, COLUMNS, strict=True)
            )
        )
        of = note("of all that is asked", room=4.2).stand_at(COLUMNS[2] + 0.75, FOOT, LEFT)
        self.shares = VGroup(texts, of)
        told = {"count": len(self.before), "a": first, "b": second}
        told["share"] = float((loud[first] + loud[second]) / loud.sum())
        if {first, second} == {self.label, self.other}:
            told["share"] = shares[0] + shares[1]
        line = choose(
            (
                len(self.before) == 1,
                "The sum is what this image wishes of this neuron. The {a} and the {b} "
                "asked for most: {share:.0%} of it all.",
            ),
            otherwise="The sum is what this image wishes of these {count} neurons. The {a} and "
            "the {b} asked for most: {share:.0%} of it all.",
        )
        with self.say(line, **told):
            settled = self.step.let_glow(self.order[2:])
            self.quickly(FadeIn(self.signs[2]), FadeOut(self.speaker), settled)
            self.rest(3)
            self.play(LaggedStart(*(FadeIn(each, shift=0.1 * UP) for each in texts)), FadeIn(of))
            self.rest(3)
        self.rest(1.5)
        self.quickly(FadeOut(*self.columns, self.heads, self.signs, self.shares))

    def grant_the_sum(self):
        now, added, _ = self.granted
        table = self.table
        freely = note("as if activations could be set by hand", room=5.4)
        self.freely = freely.stand_at(TABLE[0], FOOT, LEFT)
        line = choose(
            (
                added.cost >= now.cost,
                "Suppose we could set these neurons by hand. A step of length {length:g} along the "
                "sum, and the cost goes from {before:.2f} to {after:.2f}.",
            ),
            otherwise="Suppose we could set these neurons by hand. A step of length {length:g} "
            "along the sum, and the cost falls from {before:.2f} to {after:.2f}.",
        )
        with self.say(line, length=self.length, before=now.cost, after=added.cost):
            self.play(FadeIn(table.heads, table.row(0), self.freely))
            self.rest(1.5)
            self.slowly(*self.hold(added), FadeIn(table.row(1), shift=0.1 * DOWN))
            self.rest(2)
        self.rest(1.5)

    def grant_the_right_one_alone(self):
        now, added, alone = self.granted
        darker = now.output[self.other] - alone.output[self.other]
        brighter = alone.output[self.label] - added.output[self.label]
        line = choose(
            (  # the output's own sum moves all ten: what goes through it is not its wishes alone
                self.is_softmax,
                "A step as long, along what is asked through the {digit} alone, ends at "
                "{alone:.2f}.",
            ),
            (
                alone.cost <= added.cost,
                "A step as long along the wishes of the {digit} alone ends at {alone:.2f}.",
            ),
            (
                brighter > HARDLY > darker,
                "A step as long for the {digit} alone ends at {alone:.2f}. The {digit} gets "
                "brighter still, but the {other} hardly darker.",
            ),
            otherwise="A step as long for the {digit} alone saves less: it ends at {alone:.2f}.",
        )
        with self.say(line, digit=self.label, other=self.other, alone=alone.cost):
            self.slowly(*self.hold(alone), FadeIn(self.table.row(2), shift=0.1 * DOWN))
            self.rest(3.5)
        self.rest(1.5)
        self.quickly(FadeOut(self.table, self.freely), *self.hold(now))
        self.rest()

    def let_it_speak(self, place: int) -> None:
        """Let the light of an output run back, and add what it asks to what is there."""
        step, output, column = self.step, self.order[place], self.columns[place]
        if place:
            self.quickly(self.speaker.animate.move_to(step.outputs.neurons[output]))
        else:
            self.quickly(Create(self.speaker))
        self.slowly(step.send_back([output], self.look.slow))
        come = [FadeIn(each, shift=0.4 * LEFT) for each in column.arrows]
        head = [self.signs[0], self.heads[1]] if place else [self.heads[0]]
        self.play(LaggedStart(*come, lag_ratio=0.1), FadeIn(*head))
        also = [] if place else [FadeIn(self.step.title_of_sum)]
        self.play(step.add_up(self.spoken(0, place + 1)), step.let_glow([output]), *also)

    def hold(self, granted: Granted) -> list:
        """Return the animations to what the neurons hold then, and what is asked of the outputs."""
        step = self.step
        return [
            step.before.animate.set_activations(granted.before),
            step.outputs.animate.set_activations(granted.output),
            step.column.animate.set_outputs(granted.output),
            step.asked.animate.set_values(2 * (self.trace.wanted - granted.output)),
        ]

    def spoken(self, first: int, end: int) -> NDArray[np.float64]:
        """Return what some outputs, by their places in the order, ask for together."""
        return self.wishes.sent[self.order[first:end]].sum(axis=0)

    @cached_property
    def step(self) -> LastStep:
        """The last step of the network; nothing has been sent back yet."""
        wishes, forward = self.wishes, self.trace.forward
        held = (self.before, forward.output)
        weights, asked = self.mlp.weights[-1], self.trace.wishes[-1]
        return LastStep(weights, wishes.sent, asked, *held, self.label, self.order)

    @cached_property
    def columns(self) -> list[WishColumn]:
        """What the right output asks, what the other one asks, and, nothing yet, all others."""
        asked = [*self.wishes.sent[self.order[:2]], np.zeros(len(self.before))]
        made = [self.step.wishes(each, x) for each, x in zip(asked, COLUMNS, strict=True)]
        return [column.set_z_index(STILL) for column in made]

    @cached_property
    def heads(self) -> VGroup:
        """Titles of the columns."""
        look = self.look
        texts = (
            label_of(self.label, colour=look.accent, room=NAME),
            label_of(self.other, room=NAME),
            note("the others", look.words, room=1.9),
        )
        made = (text.stand_at(x, TITLES) for text, x in zip(texts, COLUMNS, strict=True))
        return VGroup(*made).set_z_index(STILL)

    @cached_property
    def signs(self) -> VGroup:
        """What stands between the columns' titles."""
        middles = (
            (left.get_right()[0] + right.get_left()[0]) / 2
            for left, right in pairwise((*self.heads, self.step.title_of_sum))
        )
        made = (formula(sign, colour=self.look.quiet) for sign in ("+", "+", "="))
        return VGroup(*(sign.stand_at(x, TITLES) for sign, x in zip(made, middles, strict=True)))

    @cached_property
    def speaker(self) -> Circle:
        """The ring around the output that speaks."""
        return ring(self.step.outputs.neurons[self.label], 0.68)

    @cached_property
    def length(self) -> float:
        """How long a step is taken in activations."""
        return small_step(self.trace.cost, float(np.linalg.norm(self.wishes.total)))

    @cached_property
    def granted(self) -> list[Granted]:
        """What the network answers now, along the sum, and for the right output alone."""
        ways = (0 * self.wishes.total, self.wishes.total, self.wishes.sent[self.label])
        return [self.wishes.granted(way, self.length) for way in ways]

    @cached_property
    def table(self) -> FewFigures:
        """The cost and two of the outputs, now and after each step."""
        titles = (
            message("now"),
            message("a step of {length:g} along the sum", length=self.length),
            choose(
                (self.is_softmax, message("as long, through the {digit} alone", digit=self.label)),
                otherwise=message("as long, for the {digit} alone", digit=self.label),
            ),
        )
        found = [(each.cost, *each.output[self.order[:2]]) for each in self.granted]
        made = cost_and_outputs(self.order[:2], titles, found)
        return made.shift([TABLE[0] - made.get_left()[0], TABLE[1] - made.get_top()[1], 0])
