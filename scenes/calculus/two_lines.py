"""The whole algorithm in two lines, and one way back through the network that follows them."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    VGroup,
    rush_into,
)

from network.model.mlp import unpack
from scenes.calculus.drawings.numbers_under import NumbersUnder, decimals_to_multiply
from scenes.calculus.drawings.slope_legend import slope_legend
from scenes.calculus.drawings.slope_network import SlopeNetwork
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.calculus.drawings.whole_algorithm import WholeAlgorithm
from scenes.look.places import FOOT
from scenes.mobjects.formulas.parameter_column import ParameterColumn
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.layer import NeuronLayer
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, note
from scenes.script.variants import choose, squish_name
from scenes.stage.one_image import OneImage

#: Where the network is, and the height of its middle.
ROOM, MIDDLE = Room((-5.2, 0.0, 2.6), (-2.4, 1.9), 3.4, 0.37, 0.11), -1.93

#: Left end and baselines of what colours mean, and the room for that.
MEANING_X, MEANING_LINES, MEANING_ROOM = 3.05, (-0.75, -1.3, -1.95, -2.5, -3.15), 3.6

#: Middle of the gradient's column, and how many slopes of it are drawn at least.
COLUMN_AT = (4.9, -1.8, 0)

#: How far down the formulas stand as long as they are alone.
ALONE = 1.7

#: From the fraction at the left of the second line to its number.
BELOW = 0.42

#: Seconds of the whole way back, in units of the slow pace.
BACK = 4.0


class TwoLines(OneImage):
    """Formulas of the last layer become those of all; then every slope is calculated by them."""

    only_sigmoid_outputs = True

    def construct(self):
        self.open_section()
        self.name_what_both_end_with()
        self.reach_any_layer()
        self.go_forward()
        self.go_back()
        self.read_off()
        self.know_all_slopes()
        self.step_against_it()

    def name_what_both_end_with(self):
        made = self.formulas
        first, second = made.last_weight, made.last_activation
        line = (
            "In the last layer, the slope for a weight and the slope for an activation end alike: "
            "with how much the cost changes, per change of an output."
        )
        with self.say(line):
            self.play(FadeIn(first, second))
            goal = made.end.part("gap")
            self.rest(0.5)
            self.slowly(
                ReplacementTransform(first.part("gap"), goal),
                ReplacementTransform(second.part("gap"), goal.copy()),
            )
            self.quickly(FadeIn(made.begun))
            # Copies are made backwards: so they leave quickly, and arrive slowly.
            self.play(*made.name_the_end(), rate_func=rush_into)
            self.swap(made.end, made.short_weight, made.short_activation)
        self.rest()

    def reach_any_layer(self):
        made = self.formulas
        line = choose(
            (
                self.mlp.activation != "sigmoid",
                "Written so, both hold in any layer: one line for a weight, one for an activation. "
                "f is {kind}, except at the outputs. A bias leaves out the activation.",
            ),
            otherwise="Written so, both hold in any layer: one line for a weight, one for an "
            "activation. A bias leaves out the activation.",
        )
        with self.say(line, kind=squish_name(self.mlp.activation)):
            self.slowly(*made.reach_any_layer())
            if self.mlp.activation != "sigmoid":
                self.quickly(FadeIn(self.with_f))
            self.rest(0.5)
            self.play(FadeIn(made.bias, shift=0.2 * RIGHT))
        self.rest()

    def go_forward(self):
        live = self.live
        live.load(self.trace.forward.a)
        line = choose(
            (
                not self.recorded,
                "Now the whole network, and the {label} of lecture 3. Once forward.",
            ),
            otherwise="Now the half-trained network, and the {label} of lecture 3. Once forward.",
        )
        with self.say(line, label=self.label):
            self.play(self.formulas.animate.shift(ALONE * UP))
            self.play(FadeIn(live.picture, *live.layers, live.names, self.source, self.below))
            self.add(live.signals)
            pace = BACK * self.look.slow / 3 / self.mlp.steps
            self.play(live.light_through(pace))
        self.rest()

    def go_back(self):
        live, made = self.live, self.formulas
        line = (
            "And back. The gap comes first. Then the lines take turns: a layer's weights and "
            "biases, then the activations before. Where it is bright, the cost changes most."
        )
        pace = BACK * self.look.slow / (3 * self.mlp.steps)
        with self.say(line):
            box = made.frame(made.end)
            out = live.put_out(live.signals)
            # What glows below 0 has the colour that slopes will have.
            out += [x.animate.set_activations(np.zeros(x.count)) for x in self.glowing]
            self.quickly(Create(box), FadeIn(self.meaning), FadeOut(self.below), *out)
            self.add(live.slopes)
            for step in reversed(range(self.mlp.steps)):
                if step < self.mlp.steps - 1:
                    self.play(self.look_at(box, made.activation), run_time=pace)
                self.play(
                    self.look_at(box, made.weight),
                    live.colour_neurons(step, pace),
                    live.send_back(step, 2 * pace),
                )
            self.quickly(FadeOut(box))
        self.rest(2)

    def read_off(self):
        live, step = self.live, self.step
        line = (
            "In the last hidden layer, the bias of this neuron counts most: the slope is "
            "{bias:.3f}. Along one of its weights, {weight:.3f}. Both are what the lines give."
        )
        slopes = self.trace.gradient
        told = {
            "bias": float(slopes.biases[step][self.to]),
            "weight": float(slopes.weights[step][self.to, self.start]),
        }
        only = np.zeros(live.slopes[step].strengths.shape, bool)
        only[self.to, self.start] = True
        marked = ring(live.layers[step].neurons[self.to])
        ends = (each.get_center() for each in (self.ring_before, marked))
        edge = Line(*ends, color=self.look.accent, stroke_width=3)
        self.rings = VGroup(marked, self.ring_before, edge.set_z_index(1.5))
        with self.say(line, **told):
            self.play(Create(self.rings[0]), FadeIn(self.passed_on, shift=0.1 * DOWN))
            later = self.numbers[1].numbers["later"]
            self.play(TransformFromCopy(self.passed_on, later))
            self.quickly(FadeIn(self.numbers[1], shift=0.1 * DOWN))
            self.play(Create(self.rings[1:]), live.slopes[step].animate.focus(only))
            self.play(FadeIn(self.numbers[0], shift=0.1 * DOWN))
        self.rest(1.5)

    def know_all_slopes(self):
        live, column = self.live, self.column
        line = (
            "Once forward and once back: all {count:,} slopes are known, the gradient for one "
            "image."
        )
        with self.say(line, count=self.mlp.parameters.size):
            gone = [self.rings, self.meaning]
            if self.mlp.activation != "sigmoid":
                gone.append(self.with_f)
            self.play(FadeOut(*gone), live.slopes[self.step].animate.unfocus())
            self.play(FadeIn(column))
        self.rest()

    def step_against_it(self):
        line = (
            "Average that over a batch, step against it, and repeat. So it learns, as lectures 2 "
            "and 3 told."
        )
        with self.say(line):
            self.quickly(FadeOut(self.numbers, self.passed_on))
        self.rest(2)

    def swap(self, *formulas: SymbolFormula) -> None:
        """Put whole formulas in the place of the pieces that they were put together from."""
        self.remove(*self.mobjects)
        self.add(*formulas)

    def look_at(self, box, made):
        """Return the animation in which the frame goes to a formula."""
        return Transform(box, self.formulas.frame(made))

    @property
    def step(self) -> int:
        """The step into the last hidden layer, of which numbers are read off."""
        return self.mlp.steps - 2

    @property
    def to(self) -> int:
        """The neuron there whose slope is the steepest."""
        return int(np.abs(self.trace.delta[self.step]).argmax())

    @property
    def start(self) -> int:
        """The one before it whose activation is nearest to one half."""
        return int(np.abs(self.trace.forward.a[self.step] - 0.5).argmin())

    @cached_property
    def formulas(self) -> WholeAlgorithm:
        """All formulas; only those of the last layer are there at first."""
        made = WholeAlgorithm("f'" if self.mlp.activation != "sigmoid" else "sigma'")
        VGroup(made, made.made_of).shift(ALONE * DOWN)
        return made

    @cached_property
    def live(self) -> SlopeNetwork:
        """The network, before light has run through it."""
        slopes, found = self.trace.gradient, self.trace
        made = SlopeNetwork(
            self.mlp.weights, self.example.picture, slopes.weights, found.delta, ROOM
        )
        made.shift(MIDDLE * UP)
        made.names[self.label].set_color(self.look.accent)
        return made

    @cached_property
    def numbers(self) -> VGroup:
        """What stands below the parts of both slopes: of the weight, and of the bias."""
        found, step, to = self.trace, self.step, self.to
        shared = {
            "steep": self.steepness,
            "later": float(-found.wishes[step + 1][to]),
        }
        weight = float(found.gradient.weights[step][to, self.start])
        before = {"slope": weight, "before": float(found.forward.a[step][self.start])}
        bias = {"slope": float(found.delta[step][to])}
        both = before | shared, bias | shared
        decimals = decimals_to_multiply(both, dict.fromkeys(both[0], 3))
        formulas = self.formulas.weight, self.formulas.bias
        return VGroup(*map(NumbersUnder, formulas, both, [decimals] * 2))

    @cached_property
    def passed_on(self) -> Numeral:
        """How much the cost changes per change of the activation that is read off."""
        slope = self.formulas.activation.part("slope")
        later = self.numbers[0].numbers["later"]
        made = Numeral(later.value, later.decimals, self.look.note, self.look.words)
        return made.move_point_to([slope.get_x(), slope.get_bottom()[1] - BELOW, 0])

    @property
    def steepness(self) -> float:
        """The slope of the function at the neuron of which numbers are read off."""
        held = self.trace.forward.a[self.step + 1]
        slopes = self.mlp.activation_of(self.step).slope(held, np.empty_like(held))
        return float(slopes[self.to])

    @cached_property
    def meaning(self) -> VGroup:
        """What colours and brightness mean."""
        full, steepest = self.live.full, self.live.steepest
        made = slope_legend(full, steepest, MEANING_X, MEANING_LINES, MEANING_ROOM)
        return made.set_z_index(-1)

    @property
    def glowing(self) -> Sequence[NeuronLayer]:
        """The hidden layers, if any neuron there holds less than 0."""
        held = self.trace.forward.a[1:-1]
        return self.live.layers[:-1] if any((each < 0).any() for each in held) else ()

    @cached_property
    def below(self) -> VGroup:
        """What the colour of such a neuron means; nothing, if there are none."""
        told = note("activation below 0", self.look.negative, room=MEANING_ROOM)
        told.stand_at(MEANING_X, MEANING_LINES[0], LEFT)
        return VGroup(told) if self.glowing else VGroup()

    @cached_property
    def source(self) -> Words:
        """Where the image is from."""
        return note(self.shown_digits.name, room=3.2).stand_at(self.live.picture.get_x(), FOOT)

    @cached_property
    def with_f(self):
        """What is written of it."""
        told = note(
            "f: {kind}; outputs: sigmoid", room=MEANING_ROOM, kind=squish_name(self.mlp.activation)
        )
        return told.stand_at(MEANING_X, MEANING_LINES[-1], LEFT)

    @cached_property
    def ring_before(self):
        """A ring around what the weight comes from: a neuron, or a pixel."""
        live, step = self.live, self.step
        if step:
            return ring(live.layers[step - 1].neurons[self.start])
        x, y = live.picture.pixel_centres()[self.start]
        pixel = live.picture.height / len(self.example.picture)
        return Circle(pixel, color=self.look.accent, stroke_width=4).move_to([x, y, 0])

    @cached_property
    def column(self) -> ParameterColumn:
        """The gradient: its first and last slopes, and both that were read off."""
        numbers = np.arange(self.mlp.parameters.size)
        weights, biases = unpack(self.mlp.sizes, numbers)
        picked = weights[self.step][self.to, self.start], biases[self.step][self.to]
        rows = sorted({0, *map(int, picked), numbers[-2], numbers[-1]})
        made = ParameterColumn(self.trace.gradient.vector, rows, "nabla C_0", 3)
        return made.move_to(COLUMN_AT)
