"""Three ways to make one output brighter, each of them tried."""

from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut

from network.model.activations import ACTIVATIONS
from network.questions.three_ways import OutputNeuron, Raised, output_neuron, three_ways
from scenes.backprop.drawings.into_one_output import IntoOneOutput, in_proportion
from scenes.backprop.drawings.output_formula import OutputFormula
from scenes.backprop.drawings.rises import Rises
from scenes.backprop.drawings.wish_arrows import WishArrows, scale_without_touching
from scenes.look.places import FOOT, HEAD
from scenes.mobjects.edges.strength import largest_but_few, shown_strength
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Formula, Words, formula, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: How long each of the three steps is.
STEP = 0.5

#: Left end of the formula and of the bars, baseline of the formula, and middle of the first bar.
LEFT_END, FORMULA, FIRST = 0.1, HEAD - 0.55, 1.05

#: Baseline of what says what edges or arrows mean.
MEANING = -2.6

#: Points of the formula, with a sigmoid and with softmax; from the hidden neurons to their arrows,
#: and how large these are.
SIZE, SMALLER, ARROWS, SMALL = 46, 37, 0.42, 0.75

#: Which way is which, in the order in which they are tried.
BIAS, WEIGHTS, BEFORE = range(3)


class ThreeWays(OneImage):
    """The bias, the weights, the activations before: one step with each, all equally long."""

    def construct(self):
        self.open_section()
        self.see_what_makes_the_output()
        self.name_three_ways()
        self.say_how_far()
        self.raise_the_bias()
        self.raise_the_weights()
        self.change_the_activations()
        self.compare()

    def see_what_makes_the_output(self):
        fan, made = self.fan, self.formula
        line = choose(
            (
                self.alone and self.is_softmax,
                "What makes this output bright? One activation, times its weight, is added to a "
                "bias. Softmax makes the outputs from all ten such sums.",
            ),
            (
                self.alone,
                "What makes this output bright? One activation, times its weight, is added to a "
                "bias. The sum is squished.",
            ),
            (
                self.is_softmax,
                "What makes this output bright? {count} activations, each times its weight, are "
                "added up with a bias. Softmax makes the outputs from all ten such sums.",
            ),
            otherwise="What makes this output bright? {count} activations, each times its weight, "
            "are added up with a bias. The sum is squished.",
        )
        with self.say(line, count=len(self.before)):
            self.play(FadeIn(fan, self.remarks))
            for name, symbols in (
                ("a", made.activations),
                ("w", made.weights),
                ("b", made.bias),
            ):
                self.quickly(FadeIn(symbols))
                self.play(made.fly(name))
            self.play(FadeIn(made.frame()))
        self.add(made.formula)
        self.rest(0.5)

    def name_three_ways(self):
        rises, made = self.rises, self.formula
        line = "So there are three ways to more: the bias, the weights, or the activations before."
        with self.say(line):
            for way, name in enumerate("bwa"):
                self.play(
                    made.part(name).animate.set_color(self.look.accent),
                    FadeIn(rises.titles[way], shift=0.1 * DOWN),
                )
                self.quickly(made.part(name).animate.set_color(self.look.words))

    def say_how_far(self):
        line = "We try each alone, with steps of the same length: {step:g}."
        told = note("step {step:g}: root of the sum of squared changes", room=6.5, step=STEP)
        told.stand_at(LEFT_END, FOOT, LEFT)
        with self.say(line, step=STEP):
            self.quickly(FadeIn(told), FadeOut(self.formula.activations, self.formula.weights))

    def raise_the_bias(self):
        after = self.raised.bias.activation
        line = choose(
            (
                self.stays(after),
                "Raise the bias by {step:g}. The output stays at {before:.2f}.",
            ),
            otherwise="Raise the bias by {step:g}. The output goes from {before:.2f} to "
            "{after:.2f}.",
        )
        with self.say(line, step=STEP, before=self.start.activation, after=after):
            self.point_at(BIAS)
            self.quickly(FadeIn(self.equals, self.bias))
            self.go(BIAS)
        self.rest()
        self.go_back(BIAS)

    def raise_the_weights(self):
        after = self.raised.weights.activation
        line = choose(
            (self.alone and self.stays(after), "Back. Now the weight. That leaves {before:.2f}."),
            (
                self.alone,
                "Back. Now the weight, in the direction that helps. That gives {after:.2f}.",
            ),
            (
                self.stays(after),
                "Back. Now all {count} weights, in the direction that helps most. That leaves "
                "{before:.2f}.",
            ),
            otherwise="Back. Now all {count} weights, in the direction that helps most. That gives "
            "{after:.2f}.",
        )
        facts = {"count": len(self.before), "before": self.start.activation, "after": after}
        with self.say(line, **facts):
            self.point_at(WEIGHTS)
            meaning = choose(
                (self.below_0, message("edges: how far each weight goes")),
                otherwise=message("edges: how far each weight is raised"),
            )
            meaning = self.meaning(meaning)
            self.quickly(FadeIn(meaning))
            self.go(WEIGHTS)
        self.rest()
        self.go_back(WEIGHTS, FadeOut(meaning))

    def change_the_activations(self):
        after, kind = self.raised.before.activation, self.mlp.activation
        line = choose(
            (
                self.stays(after),
                "Back. Now the activations before, the best way. That leaves {before:.2f}.",
            ),
            (
                self.is_softmax,
                "Back. Now the activations before. They feed all ten sums, so we go the way that "
                "helps most to begin with, as far as they can go. That gives {after:.2f}.",
            ),
            (
                kind == "tanh",
                "Back. Now the activations before, the best way that keeps them between -1 and 1. "
                "That gives {after:.2f}.",
            ),
            (
                kind == "relu",
                "Back. Now the activations before, the best way that keeps them from going below "
                "0. That gives {after:.2f}.",
            ),
            otherwise="Back. Now the activations before, the best way that keeps them between 0 "
            "and 1. That gives {after:.2f}.",
        )
        with self.say(line, before=self.start.activation, after=after):
            self.point_at(BEFORE)
            self.told = self.meaning(message("arrows: how far each activation goes"))
            self.quickly(FadeIn(self.told))
            self.add(self.arrows)
            self.go(BEFORE)
        self.rest()

    def compare(self):
        ends = [each.activation for each in self.raised]
        helping = sum(each > self.start.activation and not self.stays(each) for each in ends)
        line = choose(
            (
                not helping,
                "Such steps hardly change this output. And activations can't be set: the layers "
                "before make them, with weights and biases of their own.",
            ),
            (
                helping == 1,
                "One of them helps. But activations can't be set. The layers before make them, "
                "with weights and biases of their own.",
            ),
            (
                helping == 2,
                "Two of them help. But activations can't be set. The layers before make them, "
                "with weights and biases of their own.",
            ),
            otherwise="All three help. But activations can't be set. The layers before make them, "
            "with weights and biases of their own.",
        )
        with self.say(line):
            self.rest(0.5)
            self.go_back(BEFORE, FadeOut(self.arrows, self.told))
        self.rest()

    @cached_property
    def start(self) -> OutputNeuron:
        """The output that should be bright, as it is."""
        return output_neuron(self.mlp, self.trace.forward, self.label)

    @cached_property
    def raised(self) -> Raised:
        """The output after each of the three steps."""
        kind = ACTIVATIONS[self.mlp.activation]
        return three_ways(self.start, STEP, kind.highest, kind.lowest)

    @cached_property
    def fan(self) -> IntoOneOutput:
        """The layer before, the output, and the weights between, as edges."""
        start = self.start
        fan = IntoOneOutput(self.example.picture, start.before, start.activation, self.label)
        fan.edges.set_strengths(self.strengths)
        return fan

    @cached_property
    def remarks(self):
        """Which image that is, and which network."""
        return self.fan.remarks(self.whose)

    @cached_property
    def strengths(self):
        """How strong an edge is, by its weight: shape (1, n)."""
        weights = self.start.weights
        return shown_strength(weights, largest_but_few(weights))[None]

    @cached_property
    def formula(self) -> OutputFormula:
        """What the output is made of."""
        fan = self.fan
        ends = fan.layer.centres(), fan.output.centres()[0]
        made = OutputFormula(*ends, SMALLER if self.is_softmax else SIZE, self.mlp.output)
        made.formula.stand_at(LEFT_END, FORMULA, LEFT)
        return made

    @cached_property
    def equals(self) -> Formula:
        """What stands between the bias's symbol beside the output and its number."""
        equals = formula("=", self.look.note)
        symbol = self.formula.bias
        return equals.next_to(symbol, RIGHT, buff=0.14).stand_beside(symbol)

    @cached_property
    def bias(self) -> Numeral:
        """The bias, in numbers."""
        bias = Numeral(self.start.bias, 2, self.look.note, self.look.words)
        bias.next_to(self.equals, RIGHT, buff=0.14)
        return bias.shift([0, self.formula.bias.baseline - bias.point[1], 0])

    @cached_property
    def rises(self) -> Rises:
        """How far the output rises, way by way."""
        titles = [
            message("raise the bias"),
            message("change the weights") if self.below_0 else message("raise the weights"),
            message("change the activations before"),
        ]
        return Rises(titles, self.start.activation).shift([LEFT_END, FIRST, 0])

    @cached_property
    def arrows(self) -> WishArrows:
        """How far the activations before will be changed; they have not been as yet."""
        places = self.fan.layer.centres() - (ARROWS, 0)
        change = self.raised.before.before - self.start.before
        pitch = abs(places[1, 1] - places[0, 1]) if len(places) > 1 else 1.0
        scale = scale_without_touching(change, pitch)
        return WishArrows(np.zeros(len(places)), scale, places, SMALL)

    @property
    def alone(self) -> bool:
        """Whether there is but one neuron before the outputs."""
        return len(self.before) == 1

    def stays(self, after: float) -> bool:
        """Return whether the output is written the same after a step."""
        return f"{after:.2f}" == f"{self.start.activation:.2f}"

    def point_at(self, way: int) -> None:
        """Show which part of the formula is going to change, and the bar of that way."""
        part = self.formula.part("bwa"[way])
        self.quickly(part.animate.set_color(self.look.accent), FadeIn(self.rises.way(way)))

    def go(self, way: int, start: float = 0.0, end: float = 1.0) -> None:
        """Take the step of one way, or a part of it."""
        fan, goal = self.fan, self.raised[way]
        change = in_proportion(goal.weights - self.start.weights)

        def show(share: float) -> None:
            now = self.start.towards(goal, share)
            fan.set_held(now.before, now.activation)
            self.bias.set_value(now.bias)
            if way == WEIGHTS:
                fan.edges.set_strengths(self.strengths + share * (change - self.strengths))
            if way == BEFORE:
                self.arrows.set_values(now.before - self.start.before)
            self.rises.set_after(way, now.activation)

        parts = [fan, self.bias, self.rises.gains[way], self.rises.numbers[way]]
        parts += [self.arrows] if way == BEFORE else []
        self.drive(show, parts, self.look.slow, way, STEP, start=start, end=end)

    def go_back(self, way: int, *others: Animation) -> None:
        """Make everything as it was, but for what was found out."""
        fan, start = self.fan, self.start
        self.quickly(
            fan.layer.animate.set_activations(start.before),
            fan.output.animate.set_activations(np.array([start.activation])),
            fan.edges.animate.set_strengths(self.strengths),
            self.bias.animate.set_value(start.bias),
            self.formula.part("bwa"[way]).animate.set_color(self.look.words),
            *others,
        )

    def meaning(self, text: str) -> Words:
        """Return what says what is seen while a step is taken."""
        return note(text, room=6.5).stand_at(LEFT_END, MEANING, LEFT)
