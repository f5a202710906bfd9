"""Every weight and every bias of the network is counted: the knobs that could be turned."""

import numpy as np
from manim import (
    DL,
    DOWN,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    VGroup,
    linear,
)

from network.model.mlp import MLP
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import headline, note
from scenes.script.variants import choose
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.tally import Tally

#: In at most so many portions the neurons of the first layer get their edges, in so many seconds.
PORTIONS, PORTION_SECONDS = 15, 0.2

#: Size of the network, and where its middle is: the sums have room below.
SIZE, MIDDLE = {"width": 10.6, "height": 5.1}, 0.95

#: Baseline of the total, and middle of the remark below the network.
TOTAL, REMARK = -2.95, -3.45

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
        self.ask_which_one_to_turn()

    def begin_with_one_neuron(self):
        mlp, look = self.network.mlp, self.look
        self.example = self.digits.clear(7)
        self.scales = [largest_but_few(weights) for weights in mlp.weights]
        live = self.live = Network(mlp.weights, self.example.pixels, self.scales, **SIZE)
        live.shift(MIDDLE * UP)
        self.dots = [VGroup(*map(bias_dot, layer.neurons)) for layer in live.layers]
        names = live.layers[-1].labels(
            [label_of(digit, look.note, room=1.0) for digit in range(10)]
        )
        fan, dots = live.weights[0], self.dots[0]
        fan.focus(fan.edges_into(self.neuron), 0)
        self.tally = Tally([weights.shape for weights in mlp.weights])
        source = self.source_of().next_to(live.picture, DOWN, buff=0.15)
        line = (
            "Back to the whole network. The neuron we have looked at has {weights} weights, one a "
            "pixel, and a bias."
        )
        with self.say(line, weights=mlp.sizes[0]):
            self.play(
                FadeIn(live.picture, names, source),
                *(LaggedStart(*map(FadeIn, layer.neurons)) for layer in live.layers),
            )
            self.ring = ring(live.layers[0].neurons[self.neuron], 0.9)
            self.play(FadeIn(fan), Create(self.ring))
            self.quickly(
                FadeIn(self.tally.names, self.tally.counters),
                FadeIn(dots[self.neuron], scale=3),
            )
            self.play(*self.tally.count(mlp.sizes[0], 1))

    def give_the_others_theirs(self):
        mlp, fan, dots = self.network.mlp, self.live.weights[0], self.dots[0]
        neurons, inputs = mlp.weights[0].shape
        others = [index for index in range(neurons) if index != self.neuron]
        reached = [self.neuron]
        line = choose(
            (not others, "It is the only one in its layer."),
            (len(others) == 1, "The other one has as many: {inputs} weights and one bias."),
            otherwise="The other {others} have as many each: {inputs} weights and one bias.",
        )
        with self.say(line, others=len(others), inputs=inputs):
            each = note("{inputs} each", self.look.accent, inputs=inputs)
            each.set_opacity(1 if others else 0)
            between = self.live.picture.get_right()[0] + self.live.layers[0].get_left()[0]
            each.move_to([between / 2, self.live.get_top()[1] + 0.12, 0])
            self.quickly(FadeOut(self.ring), FadeIn(each))
            for portion in np.array_split(others, min(PORTIONS, len(others)) or 1):
                reached += portion.tolist()
                self.play(
                    fan.animate.focus(fan.edges_into(*reached), 0),
                    *(FadeIn(dots[int(index)], scale=3) for index in portion),
                    *self.tally.count(len(reached) * inputs, len(reached)),
                    run_time=PORTION_SECONDS,
                )
            self.play(FadeOut(each), *self.tally.join(0, fan, dots))

    def go_on_to_the_output(self):
        mlp = self.network.mlp
        line = (
            "So it goes on. Each neuron has a weight for every neuron of the layer before, and a "
            "bias of its own."
        )
        with self.say(line):
            for step in range(1, mlp.steps):
                field = self.live.weights[step].set_light(front=-0.2, ahead=0, crest=1)
                self.add(field)
                self.slowly(
                    field.animate(rate_func=linear).set_light(front=1.3),
                    LaggedStart(*(FadeIn(dot, scale=3) for dot in self.dots[step])),
                    *self.tally.count(*counts_up_to(mlp, step)),
                )
                self.quickly(*self.tally.join(step, field, self.dots[step]))

    def add_up(self):
        look, (weights, biases) = self.look, counts_up_to(self.network.mlp, -1)
        line = "{weights:,} weights and {biases} biases: this network is made of {total:,} numbers."
        self.total = Numeral(weights + biases, 0, 2 * look.headline, look.accent, commas=True)
        self.caption = headline("weights and biases")
        both = VGroup(self.total, self.caption).arrange(buff=0.4).set_x(0)
        self.caption.shift((self.total.point[1] - self.caption.baseline) * UP)
        both.shift((TOTAL - self.caption.baseline) * UP)
        self.total.set_value(weights)
        with self.say(line, weights=weights, biases=biases, total=weights + biases):
            self.play(
                LaggedStart(
                    *(Indicate(counter, 1.3, look.accent) for counter in self.tally.counters),
                    lag_ratio=0.6,
                )
            )
            self.rest(0.5)
            self.quickly(FadeOut(self.tally))
            self.quickly(FadeIn(self.total, self.caption))
            self.play(self.total.animate.set_value(weights + biases))

    def turn_all_knobs(self):
        live, look = self.live, self.look
        self.remark = note("all knobs turned to and fro, for show").move_to([0, REMARK, 0])
        line = (
            "Each one is a knob that can be turned. Turn them, and the network does something else."
        )
        with self.say(line):
            lit = zip(live.layers, self.example.forward.a[1:], strict=True)
            self.play(
                *(layer.animate.set_activations(held) for layer, held in lit), FadeIn(self.remark)
            )
            parts = [*live.weights, *live.layers]
            self.drive(self.turn, parts, 3 * look.slow, self.example, rate_func=linear)

    def turn(self, share: float):
        """Turn every weight and bias by a share of itself, each in its own time."""
        mlp = self.network.mlp
        phase = GOLDEN * np.arange(mlp.parameters.size)
        swing = SWING * np.sin(np.pi * share) ** 2 * np.sin(2 * np.pi * (TURNS * share + phase))
        turned = mlp.with_parameters(mlp.parameters * (1 + swing))
        self.live.set_weights(turned.weights)
        self.live.set_activations(turned.forward(self.example.pixels).a[1:])

    def tell_how_long_it_would_take(self):
        knobs = self.network.mlp.parameters.size
        line = choose(
            (
                knobs < 2 * 3600,
                "At one knob a second, setting each of them once takes {minutes:.0f} minutes.",
            ),
            otherwise="At one knob a second, setting each of them once takes {hours:.1f} hours.",
        )
        with self.say(line, hours=knobs / 3600, minutes=knobs / 60):
            self.quickly(FadeOut(self.remark))
            for field in self.live.weights:
                field.set_light(front=-0.2, ahead=field.behind, crest=1)
                run = field.animate(rate_func=linear).set_light(front=1.3)
                self.play(run)
            self.rest()

    def ask_which_one_to_turn(self):
        line = (
            "And when the network errs, which one should be turned? Making a network better begins "
            "with understanding what its weights do."
        )
        with self.say(line):
            fan = self.live.weights[0]
            self.play(fan.animate.focus(fan.edges_into(self.neuron), 0.15), Create(self.ring))
            self.rest()


def counts_up_to(mlp: MLP, step: int) -> tuple[int, int]:
    """Return how many weights and biases there are up to a step."""
    matrices = mlp.weights[: step + 1] if step >= 0 else mlp.weights
    return sum(matrix.size for matrix in matrices), sum(len(matrix) for matrix in matrices)


def bias_dot(neuron: Mobject) -> Dot:
    """Return the mark that stands for a neuron's bias, at its lower left."""
    dot = Dot(radius=0.05, color=theme().accent)
    return dot.move_to(neuron.get_center() + 0.75 * neuron.width * DL).set_z_index(4)
