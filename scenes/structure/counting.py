"""Every weight and every bias of the network is counted: the knobs that could be turned."""

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    VGroup,
    linear,
)

from network.model.mlp import MLP
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import formula, headline, note, row_of_words, words
from scenes.stage.one_neuron import OneNeuron

#: In at most so many portions the neurons of the first layer get their edges.
PORTIONS = 15

#: Size of the network, and where its middle is: the sums have room below.
SIZE, MIDDLE = {"width": 10.6, "height": 5.1}, 0.95

#: Heights of the two sums, where they begin, where their terms do, and how far these may reach.
ROWS, LEFT_RIM, TERMS, ROOM = (-2.5, -3.2), -5.3, -3.5, 6.2

#: Knobs are turned by up to this share of their value, so many times.
SWING, TURNS = 1.2, 2

#: Neighbouring numbers times this are spread evenly over a turn.
GOLDEN = 0.6180339887498949


class Counting(OneNeuron):
    """Fan after fan, layer after layer, the numbers add up."""

    def construct(self):
        self.open_section()
        self.begin_with_one_neuron()
        self.give_the_others_theirs()
        self.go_on_to_the_output()
        self.add_up()
        self.turn_all_knobs()
        self.tell_how_long_it_would_take()

    def begin_with_one_neuron(self):
        mlp, look = self.network.mlp, self.look
        self.example = self.digits.clear(7)
        self.scales = [largest_but_few(weights) for weights in mlp.weights]
        live = self.live = Network(mlp.weights, self.example.pixels, self.scales, **SIZE)
        live.shift(MIDDLE * UP)
        self.dots = [VGroup(*map(bias_dot, layer.neurons)) for layer in live.layers]
        names = live.layers[-1].labels([str(digit) for digit in range(10)], size=look.note)
        fan, dots = live.weights[0], self.dots[0]
        fan.focus(fan.edges_into(self.neuron), 0)
        self.make_counters()
        source = self.source_of()
        source.next_to(live.picture, DOWN, buff=0.15)
        line = (
            "Back to the whole network. The neuron we have looked at has {weights} weights, one a "
            "pixel, and a bias."
        )
        with self.say(line, weights=mlp.sizes[0]):
            self.play(
                FadeIn(live.picture, names, source),
                *(LaggedStart(*map(FadeIn, layer.neurons)) for layer in live.layers),
            )
            circle = live.layers[0].neurons[self.neuron]
            self.ring = Circle(0.9 * circle.width, color=look.accent, stroke_width=4)
            self.play(FadeIn(fan), Create(self.ring.move_to(circle)))
            self.quickly(
                FadeIn(self.names, self.counters),
                FadeIn(dots[self.neuron], scale=3),
            )
            self.play(*self.count(mlp.sizes[0], 1))

    def give_the_others_theirs(self):
        mlp, fan, dots = self.network.mlp, self.live.weights[0], self.dots[0]
        neurons, inputs = mlp.weights[0].shape
        others = [index for index in range(neurons) if index != self.neuron]
        reached = [self.neuron]
        line = "The other {others} have as many each: {inputs} weights and one bias."
        if len(others) == 1:
            line = "The other one has as many: {inputs} weights and one bias."
        with self.say(line, others=len(others), inputs=inputs):
            each = note(f"{inputs} each", self.look.accent)
            between = self.live.picture.get_right()[0] + self.live.layers[0].get_left()[0]
            each.move_to([between / 2, self.live.get_top()[1] + 0.12, 0])
            self.quickly(FadeOut(self.ring), FadeIn(each))
            for portion in np.array_split(others, min(PORTIONS, len(others))):
                reached += portion.tolist()
                self.play(
                    fan.animate.focus(fan.edges_into(*reached), 0),
                    FadeIn(*(dots[index] for index in portion), scale=3),
                    *self.count(len(reached) * inputs, len(reached)),
                    run_time=0.2,
                )
            self.play(FadeOut(each), *self.show_terms(0))

    def go_on_to_the_output(self):
        mlp = self.network.mlp
        line = (
            "It goes on like that: each neuron has a weight for every neuron of the layer before, "
            "and a bias of its own."
        )
        with self.say(line):
            for step in range(1, mlp.steps):
                field = self.live.weights[step].set_light(front=-0.2, ahead=0, crest=1)
                self.add(field)
                self.slowly(
                    field.animate(rate_func=linear).set_light(front=1.3),
                    LaggedStart(*(FadeIn(dot, scale=3) for dot in self.dots[step])),
                    *self.count(*counts_up_to(mlp, step)),
                )
                self.quickly(*self.show_terms(step))

    def add_up(self):
        look, (weights, biases) = self.look, counts_up_to(self.network.mlp, -1)
        line = "{weights:,} weights and {biases} biases: this network is made of {total:,} numbers."
        self.total = Numeral(weights + biases, 0, 2 * look.headline, look.accent, commas=True)
        self.caption = headline("weights and biases")
        both = VGroup(self.total, self.caption).arrange(buff=0.4).move_to([0, ROWS[0], 0])
        self.caption.shift((self.total.point[1] - self.caption.baseline) * UP)
        both.shift((-2.95 - self.caption.baseline) * UP)
        self.total.set_value(weights)
        with self.say(line, weights=weights, biases=biases, total=weights + biases):
            self.play(
                LaggedStart(
                    *(Indicate(counter, 1.3, look.accent) for counter in self.counters),
                    lag_ratio=0.6,
                )
            )
            self.wait(look.quick)
            gone = FadeOut(self.names, *self.terms, self.counters, self.equals)
            self.quickly(gone)
            self.quickly(FadeIn(self.total, self.caption))
            self.play(self.total.animate.set_value(weights + biases))

    def turn_all_knobs(self):
        live, look = self.live, self.look
        remark = self.note = note("all knobs turned to and fro, for show")
        remark.move_to([0, ROWS[1] - 0.25, 0])
        line = (
            "Each one is a knob that can be turned, and with every turn the network does something "
            "a little different."
        )
        with self.say(line):
            lit = zip(live.layers, self.example.forward.a[1:], strict=True)
            self.play(*(layer.animate.set_activations(held) for layer, held in lit), FadeIn(remark))
            parts = [*live.weights, *live.layers]
            self.drive(self.turn, parts, 3 * look.slow, self.example, rate_func=linear)

    def turn(self, share: float):
        """Turn every weight and bias by a share of itself, each in its own time."""
        mlp = self.network.mlp
        phase = GOLDEN * np.arange(mlp.parameters.size)
        swing = SWING * np.sin(np.pi * share) ** 2 * np.sin(2 * np.pi * (TURNS * share + phase))
        turned = MLP(mlp.sizes, mlp.parameters * (1 + swing), mlp.activation)
        self.live.set_weights(turned.weights)
        self.live.set_activations(turned.forward(self.example.pixels).a[1:])

    def tell_how_long_it_would_take(self):
        knobs = self.network.mlp.parameters.size
        line = "At one knob a second, to set each of them once takes {hours:.1f} hours."
        if knobs < 2 * 3600:
            line = "At one knob a second, to set each of them once takes {minutes:.0f} minutes."
        with self.say(line, hours=knobs / 3600, minutes=knobs / 60):
            self.quickly(FadeOut(self.note))
            for field in self.live.weights:
                field.set_light(front=-0.2, ahead=field.behind, crest=1)
                run = field.animate(rate_func=linear).set_light(front=1.3)
                self.play(run)
            self.rest()

    def make_counters(self):
        """Make the two sums, with nothing counted yet."""
        look = self.look
        shapes = [matrix.shape for matrix in self.network.mlp.weights]
        self.terms = [
            terms([f"{inputs} times {neurons}" for neurons, inputs in shapes], ROWS[0]),
            terms([f"{neurons}" for neurons, _ in shapes], ROWS[1]),
        ]
        end = self.terms[0].get_right()[0]
        self.names, self.counters, self.equals = VGroup(), VGroup(), VGroup()
        for text, y in zip(("weights", "biases"), ROWS, strict=True):
            name = words(text, look.label, look.quiet)
            self.names.add(name.shift([LEFT_RIM - name.get_left()[0], y - name.baseline, 0]))
            counter = Numeral(0, 0, look.headline, commas=True)
            self.counters.add(counter.move_point_to(np.array([end + 2.2, y, 0])))
            sign = formula("=")
            self.equals.add(sign.shift([end + 0.4, y - sign.baseline, 0]))
        mark = Dot(radius=0.08, color=look.accent)
        self.names.add(mark.next_to(self.names[1], LEFT, buff=0.2))

    def count(self, *numbers: int) -> list:
        """Return the animations in which the two sums count on."""
        pairs = zip(self.counters, numbers, strict=True)
        return [counter.animate.set_value(number) for counter, number in pairs]

    def show_terms(self, step: int) -> list:
        """Return the animations in which a step's terms join the two sums."""
        fields = self.live.weights[step], self.dots[step]
        return [
            FadeIn(row[step], target_position=field.get_center())
            for row, field in zip(self.terms, fields, strict=True)
        ]


def counts_up_to(mlp: MLP, step: int) -> tuple[int, int]:
    """Return how many weights and biases there are up to a step."""
    matrices = mlp.weights[: step + 1] if step >= 0 else mlp.weights
    return sum(matrix.size for matrix in matrices), sum(len(matrix) for matrix in matrices)


def terms(sources: list[str], height: float) -> VGroup:
    """Return the terms of a sum, in Typst's notation, side by side at that height."""
    made = [part for each in sources for part in (formula("+"), formula(each))]
    row = row_of_words(*made[1:])
    row.scale(min(1, ROOM / row.width))
    row.shift([TERMS - row.get_left()[0], height - row[0].baseline, 0])
    return VGroup(row[:1], *(row[k : k + 2] for k in range(1, len(row), 2)))


def bias_dot(neuron: Circle) -> Dot:
    """Return the mark that stands for a neuron's bias, at its lower left."""
    dot = Dot(radius=0.05, color=theme().accent)
    return dot.move_to(neuron.get_center() + 0.75 * neuron.width * DL).set_z_index(4)
