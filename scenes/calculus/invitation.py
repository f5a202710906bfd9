"""From wishes to formulas: one weight is changed, and its change runs to the cost."""

from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Succession,
    VGroup,
    Wait,
)
from numpy.typing import NDArray

from scenes.calculus.drawings.ripple import Ripple
from scenes.calculus.drawings.symbols import SymbolFormula
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import Words, formula, note, words
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: Room of the network, and the height of its middle.
ROOM, MIDDLE = Room((-5.15, 0.0, 2.7), (-2.9, 2.5), 4.5, 0.48, 0.14), 0.85

#: Where the cost is.
COST = np.array([5.5, MIDDLE])

#: Baselines of what is said of the image, and of the weight's name; from a name to its number.
SOURCE, WEIGHT, BELOW = (-1.7, -2.15), -2.5, 0.5

#: x of the weight's name, at most: the question is right of it.
WEIGHT_X = -1.4

#: By how much the weight is changed, and how dim all other edges are.
NUDGE, DIM = 0.1, 0.3

#: Where the question stands, middle x and the height of its fraction bar, and a text's room.
QUESTION, QUESTION_ROOM = (2.6, -2.75), 4.6


class Invitation(OneImage):
    """How much does the cost change, per change of one weight? This lecture calculates it."""

    def construct(self):
        self.open_section()
        self.pick_a_weight()
        self.nudge_it()
        self.ask_how_much()
        self.promise_numbers()

    def pick_a_weight(self):
        live = self.live
        told = VGroup(
            note("the {digit} of lecture 3", room=3.4, digit=self.label),
            note(self.shown_digits.name, room=3.4),
        )
        chosen = note("of its layer, the cost is most sensitive to this weight", room=6.6)
        chosen.stand_at(LEFT_RIM, FOOT, LEFT)
        for text, base in zip(told, SOURCE, strict=True):
            text.stand_at(LEFT_RIM, base, LEFT)
        line = choose(
            (not self.recorded, "This is one weight in the network of lecture 3."),
            (not self.moment.step, "This is one weight in the untrained network of lecture 3."),
            otherwise="This is one weight in the half-trained network of lecture 3.",
        )
        with self.say(line):
            self.quickly(FadeIn(live, told))
            self.quickly(
                Create(self.edge),
                Create(self.marked),
                FadeIn(self.weight, self.cost, chosen),
                *(field.animate.set_dimming(DIM) for field in live.weights),
            )
        self.rest(0.5)

    def nudge_it(self):
        before, after = self.trace.cost, self.cost_after
        line = choose(
            (
                f"{after:.3f}" == f"{before:.3f}",
                "Raise it by {nudge:g}, and the cost stays at {before:.3f}.",
            ),
            (
                after > before,
                "Raise it by {nudge:g}, and the cost rises from {before:.3f} to {after:.3f}.",
            ),
            otherwise="Raise it by {nudge:g}, and the cost falls from {before:.3f} to {after:.3f}.",
        )
        with self.say(line, nudge=NUDGE, before=before, after=after):
            self.quickly(self.weight[1].animate.set_value(self.value + NUDGE))
            self.add(self.ripple)
            self.play(self.run_to_the_cost(self.look.quick))
        self.rest(1.25)

    def ask_how_much(self):
        line = "How much does the cost change, per change of the weight?"
        with self.say(line):
            self.play(LaggedStart(*map(FadeIn, self.question), lag_ratio=0.3))
        self.rest(1.25)

    def promise_numbers(self):
        with self.say("Lecture 3 spoke of wishes. Now we calculate."):
            self.rest()
        line = "Symbols take time. That is normal. Here, each has its number."
        symbols = self.symbols
        with self.say(line):
            self.quickly(FadeOut(self.weight[0], self.cost[0], shift=0.2 * UP))
            self.play(LaggedStart(*(FadeIn(each, shift=0.2 * UP) for each in symbols)))
        self.rest(1.5)

    @cached_property
    def live(self) -> NamedNetwork:
        """The half-learned network as it reads the image."""
        scales = [largest_but_few(weights) for weights in self.mlp.weights]
        live = NamedNetwork(self.mlp.weights, self.example.pixels, scales, ROOM)
        live.set_activations(self.trace.forward.a[1:])
        live.names[self.label].set_color(self.look.accent)
        return live.shift(MIDDLE * UP)

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The neuron that the weight leads to, and the one it comes from."""
        slopes = np.abs(self.trace.gradient.weights[self.asked_step])
        to, start = np.unravel_index(int(slopes.argmax()), slopes.shape)
        return int(to), int(start)

    @property
    def value(self) -> float:
        """The weight."""
        return float(self.mlp.weights[self.asked_step][self.ends])

    @cached_property
    def after(self) -> list[NDArray[np.float64]]:
        """The activations of every layer when the weight has been raised: shapes (n[l],)."""
        parameters = self.mlp.parameters.copy()
        place = sum(each.size for each in self.mlp.weights[: self.asked_step])
        place += int(np.ravel_multi_index(self.ends, self.mlp.weights[self.asked_step].shape))
        parameters[place] += NUDGE
        nudged = self.mlp.with_parameters(parameters)
        return nudged.forward(self.trace.forward.a[0]).a

    @property
    def cost_after(self) -> float:
        """What the image costs then."""
        return float(self.parts(self.after[-1]).sum())

    def parts(self, output: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each output, shape (10,), contributes to the cost."""
        return (output - self.trace.wanted) ** 2

    @cached_property
    def edge(self) -> Line:
        """The weight's edge."""
        to, start = self.ends
        layers = self.live.layers
        first, second = (
            layers[self.asked_step - 1].neurons[start],
            layers[self.asked_step].neurons[to],
        )
        return Line(first, second, color=self.look.weight, stroke_width=6).set_z_index(1.5)

    @cached_property
    def marked(self) -> VGroup:
        """Rings around the neurons at its ends."""
        to, start = self.ends
        layers, colour = self.live.layers, self.look.weight
        ends = layers[self.asked_step - 1].neurons[start], layers[self.asked_step].neurons[to]
        return VGroup(*(ring(end, colour=colour) for end in ends)).set_z_index(3)

    @cached_property
    def ripple(self) -> Ripple:
        """The change on its way: along the edge, to all that comes after, and to the cost."""
        now, then, (to, start) = self.trace.forward.a, self.after, self.ends
        layers = self.live.layers
        places = [
            layers[self.asked_step - 1].centres()[[start]],
            layers[self.asked_step].centres()[[to]],
        ]
        carried = [np.array([[NUDGE * now[self.asked_step][start]]])]
        for step in range(self.asked_step + 1, self.mlp.steps):
            changed = then[step] - now[step]
            chosen = [to] if step == self.asked_step + 1 else np.arange(len(changed))
            carried.append(self.mlp.weights[step][:, chosen] * changed[chosen])
            places.append(layers[step].centres())
        # Where the outputs' names end; from the only output that changed, if it is but one.
        is_last = self.asked_step == self.mlp.steps - 1
        outputs = [to] if is_last and not self.is_softmax else np.arange(10)
        carried.append((self.parts(then[-1]) - self.parts(now[-1]))[None, outputs])
        if len(outputs) > 1:
            places[-1] = layers[-1].centres()
        if is_last and len(outputs) > 1:  # light comes to one output, and leaves from all
            carried[0] = carried[0] * (outputs == to)[:, None]
        return Ripple([*places, (COST - (0.75, 0))[None]], carried).set_z_index(1)

    def run_to_the_cost(self, run_time: float) -> AnimationGroup:
        """Return the animation in which light runs to the cost, which then changes."""
        arrives = (len(self.ripple) - 1) * 0.7 * run_time + 0.6 * run_time
        layers = [
            layer.animate.set_activations(held)
            for layer, held in zip(self.live.layers, self.after[1:], strict=True)
        ]
        count = self.cost[1].animate.set_value(self.cost_after)
        late = Succession(Wait(arrives), AnimationGroup(count, *layers, run_time=run_time))
        return AnimationGroup(self.ripple.run(run_time), late)

    @cached_property
    def weight(self) -> VGroup:
        """What the weight is called, and its value below."""
        x = min(self.edge.get_x(), WEIGHT_X)
        name = words("weight", colour=self.look.weight, room=2.2)
        return self.named(name, self.value, self.look.weight, x, WEIGHT)

    @cached_property
    def cost(self) -> VGroup:
        """What the cost is called, and its value below."""
        name = words("cost", colour=self.look.wrong, room=2.2)
        return self.named(name, self.trace.cost, self.look.wrong, COST[0], COST[1] + 0.2)

    def named(self, name: Words, value: float, colour: str, x: float, base: float) -> VGroup:
        """Return a name at a place, and its value below it."""
        value = Numeral(value, 3, None, colour)
        value.move_to([x, 0, 0]).shift((base - BELOW - value.point[1]) * UP)
        return VGroup(name.stand_at(x, base), value)

    @cached_property
    def symbols(self) -> VGroup:
        """What both will be called from now on."""
        pairs = zip(("w", "C_0"), (self.weight, self.cost), strict=True)
        made = (
            SymbolFormula(symbol).stand_at(named[0].get_x(), named[0].baseline)
            for symbol, named in pairs
        )
        return VGroup(*made)

    @cached_property
    def question(self) -> VGroup:
        """The change of the cost over that of the weight: nobody has said as yet how much."""
        look, (x, y) = self.look, QUESTION
        over = words("change of the cost", None, look.wrong, QUESTION_ROOM)
        under = words("change of the weight", None, look.weight, QUESTION_ROOM)
        half = max(over.width, under.width) / 2 + 0.1
        bar = Line([x - half, y, 0], [x + half, y, 0], color=look.words, stroke_width=3)
        over.stand_at(x, y + 0.24)
        under.stand_at(x, y - 0.5)
        asked = formula("= thin ?", look.headline)
        asked.move_to([x + half + 0.6, y, 0])
        return VGroup(over, bar, under, asked)
