"""What one image would have of the ten outputs: up with one, down with all others."""

from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    LaggedStart,
    TransformFromCopy,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from scenes.backprop.drawings.output_levels import OutputLevels
from scenes.look.places import HEAD, LEFT_RIM
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.legend import Legend
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: Where the network is, and the height of its middle, which is that of the outputs' strings, too.
ROOM, MIDDLE = Room((-5.75, 0.0, 1.8), (-4.25, -2.0), 4.6, 0.5, 0.155), 0.2

#: Where the strings are, as x, how long, and how far apart.
STRINGS, LONG, PITCH = 3.15, 4.6, 0.7

#: Baselines of what stands below the network, and between lines.
BELOW, LEADING = -2.82, 0.45

#: How wide a text at the left may be.
LEFT_ROOM = 5.2

#: An output whose gap is at most this is nearly right.
LITTLE = 0.1


class OneWish(OneImage):
    """The network reads an image badly; each output is told how far it would have to go."""

    def construct(self):
        self.open_section()
        self.meet_the_network()
        self.let_it_read_an_image()
        self.tell_how_it_was_chosen()
        self.hang_up_the_outputs()
        self.say_what_is_wanted()
        self.see_what_can_be_changed()
        self.wish_for_it()
        self.compare_two_wishes()

    def meet_the_network(self):
        moment, live = self.moment, self.live
        facts = {"images": self.images_after(moment.step), "accuracy": moment.accuracy}
        facts |= {"steps": moment.step}
        told = VGroup(*(note(each, room=LEFT_ROOM, **facts) for each in self.which_and_how_well()))
        for text, y in zip(told, (HEAD, HEAD - LEADING), strict=True):
            text.stand_at(LEFT_RIM, y, LEFT)
        line = choose(
            (
                not self.recorded,
                "Here is our network, as it came to us. It reads {accuracy:.0%} of the test "
                "images.",
            ),
            (
                not moment.step,
                "Here is our network before its training. It reads {accuracy:.0%} of the "
                "validation images.",
            ),
            otherwise="Here is our network early in its training. It reads {accuracy:.0%} of the "
            "validation images.",
        )
        with self.say(line, **facts):
            self.play(FadeIn(live))
            self.quickly(FadeIn(told))

    def let_it_read_an_image(self):
        live, answer = self.live, self.answer
        line = "It reads this {label} as {answer:a|an} {answer}."
        with self.say(line, label=self.label, answer=answer):
            self.quickly(live.picture.animate.set_values(self.example.picture))
            self.play(live.light_through(self.trace.forward.a, self.look.normal))
            live.set_activations(self.trace.forward.a[1:])
            self.quickly(Create(live.answer(answer, self.label)))
        self.rest(0.5)

    def tell_how_it_was_chosen(self):
        in_the_end = int(self.network.mlp.forward(self.example.pixels).answer)
        source = self.shown_digits.name
        told = VGroup(
            note("{source}", room=LEFT_ROOM, source=source),
            note("chosen from the first {count:,}", room=LEFT_ROOM, count=self.moment.looked_at),
        )
        for step, text in enumerate(told):
            text.stand_at(LEFT_RIM, BELOW - step * LEADING, LEFT)
        line = choose(
            (
                not self.recorded and self.answer != self.label,
                "Of the {label}s it misreads, we took the one whose own output is nearest to 0.2.",
            ),
            (
                self.answer == self.label,
                "Of all the {label}s, we took the one whose own output is nearest to 0.2.",
            ),
            (
                in_the_end != self.label,
                "Of the {label}s it misreads now, we took the one whose own output is nearest to "
                "0.2.",
            ),
            otherwise="Of the {label}s it misreads now and reads later, we took the one whose own "
            "output is nearest to 0.2.",
        )
        with self.say(line, label=self.label):
            self.quickly(FadeIn(told))

    def hang_up_the_outputs(self):
        levels, neurons = self.levels, self.live.layers[-1].neurons
        with self.say("Here are the ten outputs, each as high as it is bright."):
            self.play(FadeIn(levels.levels, levels.strings, levels.names, self.legend[0]))
            come = (
                TransformFromCopy(neuron, bead)
                for neuron, bead in zip(neurons, levels.beads, strict=True)
            )
            self.play(LaggedStart(*come, lag_ratio=0.1))
            self.quickly(FadeIn(levels.numbers))
        self.rest()

    def say_what_is_wanted(self):
        goals = self.levels.goals
        with self.say("What we want is 1 for the {label}, and 0 for the others.", label=self.label):
            come = (FadeIn(each, scale=1.5) for each in goals)
            self.play(LaggedStart(*come, lag_ratio=0.1), FadeIn(self.legend[1]))
        self.rest()

    def see_what_can_be_changed(self):
        live = self.live
        line = (
            "We can't set outputs, only weights and biases. But we can ask what this image wishes "
            "for."
        )
        with self.say(line):
            self.rest(0.5)
            for field in live.weights:
                field.set_light(front=-0.2, crest=1)
            self.slowly(
                *(field.animate(rate_func=linear).set_light(front=1.3) for field in live.weights)
            )
        self.rest(0.5)

    def wish_for_it(self):
        line = "Up with the {label}, down with the others: the wider the gap, the longer the arrow."
        with self.say(line, label=self.label):
            self.draw_wishes(np.arange(10) == self.label)
            self.draw_wishes(np.arange(10) != self.label)
        self.rest()
        with self.say("That is a wish: how an activation should change for this image."):
            self.rest()
        self.rest(0.5)

    def compare_two_wishes(self):
        gaps = np.abs(self.trace.wanted - self.trace.forward.output)
        gaps[self.label] = np.nan
        far, near = int(np.nanargmax(gaps)), int(np.nanargmin(gaps))
        output = self.trace.forward.output
        facts = {"far": far, "near": near, "high": float(output[far]), "low": float(output[near])}
        rings = [ring(self.levels.beads[each], colour=self.look.words) for each in (far, near)]
        with self.say("The {far}, at {high:.2f}, has far to go.", **facts):
            self.quickly(Create(rings[0]))
        self.rest(0.5)
        line = choose(
            (facts["low"] > LITTLE, "Least is asked of the {near}, at {low:.2f}."),
            otherwise="The {near}, at {low:.2f}, is nearly right. It asks for little.",
        )
        with self.say(line, **facts):
            self.quickly(FadeOut(rings[0]), Create(rings[1]))
        self.quickly(FadeOut(rings[1]))
        self.rest()

    def which_and_how_well(self) -> tuple[Message, Message]:
        """Return which network that is, and how well it reads."""
        which = choose(
            (not self.recorded, message("trained elsewhere")),
            (self.network.recipe is None, message("at checkpoint {steps:,} of its training")),
            otherwise=message("after {images:,} training images"),
        )
        return which, choose(
            (not self.recorded, message("reads {accuracy:.0%} of the test images")),
            otherwise=message("reads {accuracy:.0%} of the validation images"),
        )

    @cached_property
    def answer(self) -> int:
        """What the network says about the image."""
        return int(self.trace.forward.answer)

    @cached_property
    def live(self) -> NamedNetwork:
        """The network as it is in the middle of its training, before it has read anything."""
        blank = np.zeros_like(self.example.picture)
        scales = [largest_but_few(weights) for weights in self.mlp.weights]
        live = NamedNetwork(self.mlp.weights, blank, scales, ROOM).shift(MIDDLE * UP)
        live.names[self.label].set_color(self.look.accent)
        return live

    @cached_property
    def levels(self) -> OutputLevels:
        """The outputs as heights."""
        levels = OutputLevels(self.trace.forward.output, self.label, LONG, PITCH)
        return levels.shift([STRINGS, MIDDLE, 0] - levels.middle)

    @cached_property
    def legend(self) -> Legend:
        """What a neuron on a string is, and a ring around it."""
        bead = Neuron(0.15).set_activation(1, 1)
        goal = Circle(0.17, color=self.look.accent, stroke_width=2.5)
        marks = (bead, message("output")), (goal, message("wanted"))
        return Legend(marks).move_to([STRINGS, HEAD, 0])

    def draw_wishes(self, which: NDArray[np.bool_]) -> None:
        """Let arrows grow from outputs to what is wanted of them."""
        chosen = [self.levels.arrows[each] for each in np.flatnonzero(which)]
        beads = [self.levels.beads[each] for each in np.flatnonzero(which)]
        self.play(*(GrowFromPoint(a, b.get_center()) for a, b in zip(chosen, beads, strict=True)))
