"""One neuron a layer: the smallest network that has all that a large one has, in symbols."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Transform,
    VGroup,
)

from network.questions.chain import NEAR
from scenes.calculus.drawings.chain import SIZE as CHAIN_SIZE
from scenes.calculus.drawings.chain import ChainDiagram
from scenes.calculus.drawings.shares_read import SharesRead
from scenes.calculus.drawings.symbols import LiveFormula, SymbolFormula
from scenes.look.places import FOOT
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.one_chain import OneChain, values_by_symbol

#: Room of the whole network; where the chain is at first, and later.
ROOM = Room((-4.75, 0, 3.4), (-0.7, 4.9), 4.6, 0.48, 0.14)
CHAIN, RAISED = (0.15, 0.75, 0), 1.25

#: The image: middle and side.
PICTURE, SIDE = (-5.65, 0.75, 0), 2.0

#: x of what is wanted; baseline of how well the chain reads.
WANTED, JUDGED = 4.85, -1.95

#: Middles of the three formulas while the chain is above them; baseline of the list of six.
LINES, LIST = (-0.35, -1.7, -3.05), -2.2

#: Their middles at the end, and how much larger they are then.
ENDS, LARGER = (2.2, 0.0, -2.2), 1.2

#: Points of formulas, and how visible a symbol is that is not being talked about.
SIZE, DIM = 50, 0.25

#: What the last step is made of, in the order in which it is calculated.
SUM = "z^((L)) thick = w^((L)) a^((L-1)) + med b^((L))"
SQUISHED = "a^((L)) thick = sigma(z^((L)))"
COST, COST_IN_NUMBERS = (f"C_0 = (a^(({layer})) med - med y)^2" for layer in "L3")


class OneALayer(OneChain):
    """The large network folds to a chain, which reads an image; its last step, in formulas."""

    def construct(self):
        self.open_section()
        self.fold_the_network()
        self.tell_it_the_ink()
        self.say_what_it_should_answer()
        self.judge_it()
        self.count_its_numbers()
        self.let_it_read()
        self.square_the_gap()
        self.tell_layers_from_powers()
        self.rename_the_layers()
        self.write_the_sum()
        self.squish_it()

    def fold_the_network(self):
        large, chain = self.large, self.chain_drawn
        line = "Symbols need room. So here is the smallest network of all: one neuron a layer."
        with self.say(line):
            self.quickly(FadeIn(large))
            self.rest(0.75)
            self.quickly(FadeOut(large.weights, large.names))
            picture = large.picture.animate.scale(SIDE / ROOM.picture[2]).move_to(PICTURE)
            gathered = chain.gather([layer.neurons for layer in large.layers])
            self.play(picture, *gathered)
            self.remove(*large.layers, *(each.target_mobject for each in gathered))
            self.add(*chain.neurons[1:])
            self.quickly(*(FadeIn(edge) for edge in chain.edges[1:]))
        self.rest(0.75)

    def tell_it_the_ink(self):
        chain, reading = self.chain_drawn, self.reading
        spread = PixelGrid(self.example.picture, SIDE).move_to(PICTURE)
        even = np.full_like(self.example.picture, reading.ink)
        neuron = chain.neurons[0]
        self.named = note("mean ink", room=2.2).stand_at(neuron.get_x(), CHAIN[1] - 1.0)
        line = "Its input is one number: the mean ink of an image. This one has {ink:.2f}."
        with self.say(line, ink=reading.ink):
            self.add(spread)
            self.play(spread.animate.set_values(even))
            shrink = spread.animate.scale(0.2).move_to(neuron).set_opacity(0)
            self.quickly(shrink, FadeIn(neuron, self.named))
            self.remove(spread)
            self.quickly(chain.hold(0), FadeIn(chain.edges[0]))
        self.rest()

    def say_what_it_should_answer(self):
        x, y = WANTED, CHAIN[1]
        self.answers = VGroup(
            note("1 for a zero", self.look.accent, room=2.2).stand_at(x, y + 0.12, LEFT),
            note("0 for a one", room=2.2).stand_at(x, y - 0.42, LEFT),
        )
        with self.say("Its output should be 1 for an image of a 0, and 0 for an image of a 1."):
            self.play(LaggedStart(*(FadeIn(each) for each in self.answers), lag_ratio=0.5))
            self.rest(3.5)

    def judge_it(self):
        study = self.chain
        remark = note(
            "read correctly, of {count:,} zeros and ones: {data}; the threshold is the best on "
            "training images",
            count=study.tested,
            data=data_of(study.origin.data, study.tested).name,
        )
        named = message("trained chain"), message("one threshold on the ink")
        told = zip(named, (study.on_test, study.threshold_on_test), strict=True)
        shares = SharesRead(list(told), remark, JUDGED)
        line = (
            "It has really been trained. Of {count:,} new zeros and ones, it reads {share:.1%} "
            "correctly."
        )
        with self.say(line, count=study.tested, share=study.on_test):
            self.play(FadeIn(shares.rows[0], shares.remark))
        self.rest()
        line = (
            "One threshold on the ink gets {control:.1%}. A chain can be no more: with more ink, "
            "its output only rises, or only falls."
        )
        with self.say(line, control=study.threshold_on_test):
            self.play(FadeIn(shares.rows[1]))
        self.rest(1.75)
        self.quickly(FadeOut(shares))

    def count_its_numbers(self):
        chain = self.chain_drawn
        symbols = [f"{kind}^(({k + 1}))" for k in range(self.reading.steps) for kind in "wb"]
        self.six = SymbolFormula(f"{{{{ C : cost }}}}({', '.join(symbols)})", SIZE)
        self.six.stand_at(0, LIST)
        with self.say("Three weights, three biases: its cost depends on six numbers."):
            for kind in "wb":
                named = [chain.named(each) for each in symbols if each[0] == kind]
                self.quickly(LaggedStart(*map(FadeIn, named), lag_ratio=0.3))
            flying = self.from_chain(self.six, *symbols)
            self.play(LaggedStart(*flying, lag_ratio=0.1))
            self.quickly(FadeIn(self.six.without(*symbols)))
        self.add(self.six)
        self.rest(1.5)

    def let_it_read(self):
        chain, reading = self.chain_drawn, self.reading
        chosen = note(
            "{data}: of {count:,} zeros and ones, the 0 whose output is nearest to {near:.2f}",
            data=self.shown_digits.name,
            count=self.example.looked_at,
            near=NEAR,
        )
        self.chosen = chosen.stand_at(0, FOOT)
        self.wanted = words("wanted: {wanted:g}", colour=self.look.accent, wanted=reading.wanted)
        self.wanted.stand_at(WANTED, CHAIN[1] - 0.12, LEFT)
        named = [chain.symbols[f"a^(({layer}))"] for layer in range(reading.steps + 1)]
        line = "This image is a 0, and the chain is in doubt: {output:.2f}. Wanted is {wanted:g}."
        with self.say(line, output=reading.output, wanted=reading.wanted):
            self.quickly(FadeIn(self.chosen, *named))
            self.play(chain.light_through(self.look.normal))
            self.quickly(FadeOut(self.answers), FadeIn(self.wanted))
        self.rest(1.75)

    def square_the_gap(self):
        self.cost = live = self.live(COST_IN_NUMBERS, LINES[1])
        chain, a = self.chain_drawn, f"a^(({self.reading.steps}))"
        self.quickly(FadeOut(self.six, self.chosen))
        line = "The cost of this image is the squared difference: {cost:.3f}."
        with self.say(line, cost=self.reading.cost):
            moving = (chain, self.large.picture, self.named, self.wanted)
            self.quickly(Group(*moving).animate.shift(RAISED * UP))
            self.play(
                *self.from_chain(live.formula, a),
                FadeIn(live.formula.symbol("y"), target_position=self.wanted),
            )
            self.quickly(FadeIn(live.formula.without(a, "y")))
            self.quickly(FadeIn(live.row, shift=0.1 * DOWN))
        self.add(live)
        self.rest(1.75)

    def tell_layers_from_powers(self):
        formula, look = self.cost.formula, self.look
        layer = formula.symbol(f"a^(({self.reading.steps}))")[1:]
        power = formula.submobjects[-1]
        others = [each for each in formula.submobjects if each not in (*layer, power)]
        texts = [
            note("layer", look.words, room=1.9).next_to(layer, UP, buff=0.3),
            note("power", look.words, room=1.9).next_to(power, RIGHT, buff=0.25),
        ]
        dimmed = VGroup(*others, *self.cost.row)
        line = "A number in brackets counts layers. It is no power. Only the 2 is one: it squares."
        with self.say(line):
            self.play(dimmed.animate.set_opacity(DIM), power.animate.set_opacity(DIM))
            self.play(FadeIn(texts[0], shift=0.1 * DOWN))
            self.rest()
            self.play(
                power.animate.set_opacity(1), layer.animate.set_opacity(DIM), FadeOut(texts[0])
            )
            self.play(FadeIn(texts[1], shift=0.1 * LEFT))
        self.rest()
        self.quickly(FadeOut(texts[1]), VGroup(dimmed, layer).animate.set_opacity(1))
        self.rest(0.5)

    def rename_the_layers(self):
        chain, steps = self.chain_drawn, self.reading.steps
        a = f"a^(({steps}))"
        new = {a: "a^((L))", f"w^(({steps}))": "w^((L))", f"b^(({steps}))": "b^((L))"}
        new[f"a^(({steps - 1}))"] = "a^((L-1))"
        line = (
            "From here on, the last layer is called L, and the one before it L minus 1. So it fits "
            "networks of any depth."
        )
        renamed = self.live(COST, LINES[1])
        with self.say(line):
            earlier = (chain.named(each) for each in chain.symbols if each not in new)
            self.quickly(FadeOut(self.named, *earlier))
            changes = [Rewrite(self.cost.formula, renamed.formula)]
            pairs = {a: "a^((L))", "y": "y", "C_0": "C_0"}
            changes += [
                Transform(self.cost.numbers[before], renamed.numbers[after])
                for before, after in pairs.items()
            ]
            for old, symbol in new.items():
                before = chain.symbols[old]
                after = SymbolFormula(symbol, CHAIN_SIZE)
                after.stand_at(before.get_x(), before.baseline)
                self.symbols[symbol] = after
                changes.append(Rewrite(before, after))
            self.slowly(*changes)
        self.remove(self.cost, *self.cost.submobjects, renamed.formula)
        self.cost = renamed
        self.add(renamed)
        self.rest(1.5)

    def write_the_sum(self):
        self.sum = live = self.live(SUM, LINES[0])
        symbols = ["w^((L))", "a^((L-1))", "b^((L))"]
        with self.say("The last sum: the weight times the activation before it, plus the bias."):
            self.quickly(self.cost.animate.move_to([0, LINES[2], 0]))
            fly = (self.fly(self.symbols[each], live.formula, each) for each in symbols)
            self.play(LaggedStart(*fly, lag_ratio=0.4))
            self.quickly(FadeIn(live.formula.without(*symbols)))
            self.play(FadeIn(live.row, shift=0.1 * DOWN))
        self.add(live)
        self.rest(1.5)

    def squish_it(self):
        self.squished = live = self.live(SQUISHED, LINES[1])
        z, a = "z^((L))", "a^((L))"
        line = choose(
            (
                self.network.mlp.activation != "sigmoid",
                "In this chain, the sigmoid makes the output from it: a number between 0 and 1.",
            ),
            otherwise="The sigmoid makes the output from it.",
        )
        with self.say(line):
            self.play(
                self.fly(self.sum.formula.symbol(z), live.formula, z),
                self.fly(self.symbols[a], live.formula, a),
            )
            self.quickly(FadeIn(live.formula.without(z, a), live.row))
        self.add(live)
        self.rest(1.5)
        line = "That is the last step: three short formulas, and a number below every symbol."
        with self.say(line):
            chain, steps = self.chain_drawn, self.reading.steps
            numbers = (chain.numbers[f"{kind}^(({steps}))"] for kind in "wb")
            left = [*chain.neurons, *chain.edges, chain.held, *numbers, *self.symbols.values()]
            self.quickly(FadeOut(*left, self.large.picture, self.wanted))
            three = zip((self.sum, self.squished, self.cost), ENDS, strict=True)
            self.play(*(each.animate.scale(LARGER).move_to([0, y, 0]) for each, y in three))
        self.rest(2.25)

    @cached_property
    def large(self) -> NamedNetwork:
        """The whole network, as it reads the image."""
        mlp, pixels = self.network.mlp, self.example.pixels
        scales = [largest_but_few(weights) for weights in mlp.weights]
        made = NamedNetwork(mlp.weights, pixels, scales, ROOM)
        return made.set_activations(mlp.forward(pixels).a[1:])

    @cached_property
    def chain_drawn(self) -> ChainDiagram:
        """The chain, before it has read anything."""
        reading = self.reading
        return ChainDiagram(reading.w, reading.b, reading.a).shift(CHAIN)

    @cached_property
    def symbols(self) -> dict[str, SymbolFormula]:
        """What stands at the chain when its layers have their new names."""
        return {}

    @cached_property
    def values(self) -> dict[str, float]:
        """What symbols stand for, the last layer by its number, too."""
        steps = self.reading.steps
        held = values_by_symbol(self.reading)
        return {**held, "y": int(held["y"]), f"a^(({steps}))": self.reading.output}

    def live(self, source: str, y: float) -> LiveFormula:
        """Return a formula with its numbers, its middle at a height; what is squared, finer."""
        numbers = {symbol: value for symbol, value in self.values.items() if symbol in source}
        return LiveFormula(source, numbers, 3 if "C_0" in source else 2, SIZE).move_to([0, y, 0])

    def from_chain(self, formula: SymbolFormula, *symbols: str) -> list[Animation]:
        """Return the animations in which symbols leave the chain for their places in a formula."""
        return [self.fly(self.chain_drawn.symbols[each], formula, each) for each in symbols]

    def fly(self, source: VGroup, formula: SymbolFormula, symbol: str) -> Animation:
        """Return the animation in which a symbol comes from elsewhere to its place in a formula."""
        return ReplacementTransform(source.copy(), formula.symbol(symbol))
