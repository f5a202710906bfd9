"""What one example costs: how far the outputs are from what is wanted, in one number."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    TransformFromCopy,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from network.questions.examples import Example
from scenes.descent.drawings.cost_line import CostLine
from scenes.descent.drawings.reading_network import ExampleCost, ReadingNetwork
from scenes.descent.drawings.squared_differences import SquaredDifferences
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.writing.words import Words, formula, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digit that stays with us.
LABEL = 3

#: x of what is wanted, length of a bar of 1, height of the line of costs.
WANTED, UNIT, LINE = 1.4, 1.15, -3.05

#: Baseline of what stands over the columns.
TITLES = 3.2

#: An output this bright is on; a cost below this is written as nothing.
ON, NOTHING = 0.5, 0.005

#: What a tenth everywhere costs: 0.9 is missing at one output, 0.1 is too much at nine.
SHARED = 0.9**2 + 9 * 0.1**2


class OneCost(LectureScene):
    """The random start reads a 3 badly; how badly is measured, and compared with training's end."""

    plays_back = True

    def construct(self):
        self.open_section()
        self.let_chance_set_the_network()
        self.let_it_read()
        self.say_what_is_wanted()
        self.square_the_differences()
        self.add_them_up()
        self.see_from_where_to_where_it_goes()
        self.compare_with_saying_nothing()
        self.see_what_training_makes_of_it()
        self.go_back_to_the_start()

    def let_chance_set_the_network(self):
        start, example = self.playback.network(0), self.example
        scales = [largest_but_few(weights) for weights in self.network.mlp.weights]
        silent = [np.zeros_like(weights) for weights in start.weights]
        live = self.live = ReadingNetwork(silent, np.zeros_like(example.picture), scales)
        weights, biases = (sum(map(np.size, each)) for each in (start.weights, start.biases))
        line = choose(
            (
                any(np.any(bias) for bias in start.biases),
                "At the start, chance sets all {weights:,} weights and all {biases} biases.",
            ),
            otherwise="At the start, chance sets all {weights:,} weights. The {biases} biases "
            "begin at 0.",
        )
        with self.say(line, weights=weights, biases=biases):
            self.play(FadeIn(live.picture, *live.layers, live.names))
            self.add(live.weights)
            set_now = (
                field.animate.set_strengths(live.strength(matrix, scale))
                for field, matrix, scale in zip(live.weights, start.weights, scales, strict=True)
            )
            self.play(LaggedStart(*set_now, lag_ratio=0.3), run_time=1.5 * self.look.slow)
            self.rest()

    def let_it_read(self):
        live, forward = self.live, self.playback.network(0).forward(self.example.pixels)
        output = forward.output
        self.source = live.source(self.shown_digits.name)
        facts = {"label": self.example.label, "answer": int(output.argmax())}
        facts |= {"value": float(output.max()), "bright": int((output > ON).sum())}
        line = choose(
            (
                facts["answer"] == facts["label"],
                "{label:A|An} {label} goes in. The brightest output is that of the {answer}. That "
                "is chance: training has not begun.",
            ),
            (
                facts["bright"] > 1,
                "{label:A|An} {label} goes in. Out comes a mess. {bright} of the ten outputs are "
                "above one half, and the brightest says {answer}.",
            ),
            otherwise="{label:A|An} {label} goes in. Out comes a mess. The brightest output, at "
            "{value:.2f}, says {answer}.",
        )
        with self.say(line, **facts):
            given = live.picture.animate.set_values(self.example.picture)
            self.quickly(given, FadeIn(self.source))
            for field, layer, held in zip(live.weights, live.layers, forward.a[1:], strict=True):
                field.set_light(front=-0.2, crest=1)
                self.play(
                    field.animate(rate_func=linear).set_light(front=1.3),
                    layer.animate(rate_func=late).set_activations(held),
                    run_time=1.3 * self.look.normal,
                )
        self.rest(1.5)

    def say_what_is_wanted(self):
        rows = self.rows
        self.titles = VGroup(
            column_title(note("output", room=1.3), "a_j", self.live.layers[-1]),
            column_title(note("wanted", room=1.4), "y_j", rows.wanted),
        )
        name, look = self.live.names[self.example.label], self.look
        line = "We know what we want instead: 1 at the {label}, and 0 at the nine others."
        with self.say(line, label=self.example.label):
            self.play(FadeIn(self.titles))
            come = (FadeIn(neuron, shift=0.2 * LEFT) for neuron in rows.wanted.neurons)
            self.play(LaggedStart(*come, lag_ratio=0.15), name.animate.set_color(look.accent))
        self.rest()

    def square_the_differences(self):
        rows = self.rows
        line = (
            "Take each output, and the difference from what is wanted. Square it. Then no "
            "difference is negative, and the large ones count most."
        )
        with self.say(line):
            come = (FadeIn(each, shift=0.2 * RIGHT) for each in rows.differences)
            self.play(LaggedStart(*come, lag_ratio=0.3), run_time=1.5 * self.look.slow)
            self.rest(0.5)
            come = (
                AnimationGroup(FadeIn(square, shift=0.2 * RIGHT), FadeIn(bar, shift=0.2 * RIGHT))
                for square, bar in zip(rows.squares, rows.bars, strict=True)
            )
            self.play(LaggedStart(*come, lag_ratio=0.3), run_time=1.5 * self.look.slow)
        self.rest()

    def add_them_up(self):
        rows, ruler = self.rows, self.ruler
        line = "Add up the ten squares. The sum, {cost:.2f}, is called the cost of this example."
        with self.say(line, cost=self.cost_of(0)):
            self.quickly(FadeIn(ruler.line))
            pairs = zip(rows.bars, ruler.bars, strict=True)
            glide = (TransformFromCopy(bar, place) for bar, place in pairs)
            self.slowly(LaggedStart(*glide, lag_ratio=0.15))
            self.quickly(Create(rows.line), FadeIn(rows.cost, rows.sum, rows.caption))
            self.add(rows, ruler)
        self.rest(1.5)

    def see_from_where_to_where_it_goes(self):
        ruler = self.ruler
        line = choose(
            (
                self.is_softmax,
                "At a cost of 0, all ten would be as we want them. They always add up to 1. So at "
                "2, all of it would be at one wrong digit: more is impossible.",
            ),
            otherwise="At a cost of 0, all ten would be as we want them. At 10, every one would be "
            "as wrong as can be.",
        )
        self.highest = ruler.mark(2, message("the most")) if self.is_softmax else None
        with self.say(line):
            self.rest()
            self.slowly(Indicate(ruler.line.numbers[0], 1.6, self.look.accent))
            if self.highest:
                self.slowly(FadeIn(self.highest, shift=0.2 * DOWN))
            else:
                self.slowly(Indicate(ruler.line.numbers[-1], 1.6, self.look.accent))

    def compare_with_saying_nothing(self):
        cost, ruler, shared = self.cost_of(0), self.ruler, self.is_softmax
        marks = [ruler.mark(1, message("all 0")), ruler.mark(2.5, message("all ½"))]
        if shared:
            marks = [ruler.mark(SHARED, message("all 0.1"))]
        self.marks = VGroup(*marks, *([self.highest] if self.highest else []))
        line = choose(
            (
                shared,
                "Is that much? A network that always answers a tenth everywhere, and so says "
                "nothing, costs {shared:.1f}.",
            ),
            otherwise="Is that much? A network that always answers 0 everywhere costs exactly 1. "
            "With one half everywhere, it is two and a half.",
        )
        with self.say(line, shared=SHARED):
            for mark in marks:
                self.rest(1.5)
                self.play(FadeIn(mark, shift=0.2 * DOWN))
        self.rest(0.5)
        line = choose(
            (
                shared and round(cost, 2) == round(SHARED, 2),
                "So what chance has made costs about as much.",
            ),
            (shared and cost > SHARED, "So what chance has made is worse than that."),
            (shared, "So what chance has made is no worse than that."),
            (cost > 2.5, "So this random start is worse than either."),
            (cost > 1, "So what chance has made is worse than all zeros."),
            otherwise="So what chance has made is no worse than all zeros.",
        )
        with self.say(line):
            self.rest()
        self.rest()

    def see_what_training_makes_of_it(self):
        before, after = self.cost_of(0), self.cost_of(1)
        line = choose(
            (
                after < NOTHING,
                "Here is the same image while training changes the network. In the end, all ten "
                "squares together are less than a hundredth.",
            ),
            (
                after < before - NOTHING,
                "Here is the same image while training changes the network. In the end, the cost "
                "is {after:.2f}.",
            ),
            otherwise="Here is the same image while training changes the network. It hardly did: "
            "in the end, the cost is {after:.2f}.",
        )
        live = self.live
        self.remark = note("its training, played back", room=3.6)
        self.remark.next_to(live.picture, DOWN, buff=0.2)
        with self.say(line, after=after):
            self.quickly(FadeIn(self.remark), FadeOut(self.marks))
            parts = [live, self.rows, self.ruler]
            self.drive(self.show_moment, parts, 3 * self.look.slow)
        self.rest(1.5)

    def go_back_to_the_start(self):
        rows, below = self.rows, ExampleCost(self.cost_of(0))
        line = (
            "And back to the start. One number now says how wrong the network is about this image."
        )
        with self.say(line):
            parts = [self.live, rows, self.ruler]
            self.drive(self.show_moment, parts, self.look.slow, start=1.0, end=0.0)
            gone = (rows.wanted, rows.differences, rows.squares, rows.bars, rows.line, rows.sum)
            self.remove(rows)
            self.add(*rows)
            self.quickly(FadeOut(*gone, self.ruler, self.titles, self.remark))
            self.play(
                rows.cost.animate.move_point_to(below.number.point),
                rows.caption.animate.move_to(below.caption),
            )
        self.rest()

    @property
    def is_softmax(self) -> bool:
        """Whether the outputs always add up to 1."""
        return self.network.mlp.output == "softmax"

    @cached_property
    def example(self) -> Example:
        """A 3, or another digit that the trained network reads correctly."""
        return self.digits.familiar(LABEL)

    @cached_property
    def rows(self) -> SquaredDifferences:
        """The squared differences at the start, beside the outputs."""
        heights = self.live.layers[-1].centres()[:, 1]
        output = self.playback.network(0).forward(self.example.pixels).output
        return SquaredDifferences(output, self.example.label, heights, WANTED, UNIT)

    @cached_property
    def ruler(self) -> CostLine:
        """Their sum on a line."""
        made = CostLine(self.rows.values, UNIT)
        return made.shift([0, LINE, 0] - made.line.line.get_center())

    def show_moment(self, clock: float) -> None:
        """Show what the network makes of the example at a moment of its training."""
        mlp = self.playback.at(clock).mlp
        activations = mlp.forward(self.example.pixels).a
        self.live.set_weights(mlp.weights)
        self.live.set_activations(activations[1:])
        self.rows.set_outputs(activations[-1])
        self.ruler.set_squares(self.rows.values)

    def cost_of(self, clock: float) -> float:
        """Return what the example costs at a moment of the training."""
        output = self.playback.at(clock).mlp.forward(self.example.pixels).output
        wanted: NDArray[np.floating] = np.eye(10)[self.example.label]
        return float(np.square(output - wanted).sum())


def column_title(name: Words, symbol: str, column: Mobject) -> VGroup:
    """Return what stands over a column: its name, and its symbol in Typst's notation."""
    look = theme()
    title = VGroup(name, formula(symbol, look.note, look.quiet)).arrange(buff=0.12)
    title.set_x(column.get_x())
    for part in title:
        part.shift((TITLES - part.baseline) * UP)
    return title


def late(share: float) -> float:
    """Wait until light has come through an edge, then follow it."""
    return float(np.clip((share - 0.6) / 0.4, 0, 1))
