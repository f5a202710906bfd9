"""What makes one neuron light up: 784 weights, and the sum that they make of an image."""

from contextlib import nullcontext
from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Square,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.questions.edge_detector import wishes
from scenes.mobjects.edges.strength import shown_strength
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.single_neuron import LEGEND_AT, SingleNeuron
from scenes.mobjects.neurons.terms import LargestTerms, signed
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.dial import dials_on_edges
from scenes.structure.drawings.pile_up import PileUp
from scenes.structure.drawings.written_sum import Multiplication, WrittenSum

#: The pile's middle and its number line's length.
PILE_AT, PILE_WIDTH = 1.35, 5.0

#: Middle of the formula.
FORMULA_AT = (1.95, 3.35)

#: A colourless edge, and one among many that are told apart.
FAINT, DIM = 0.35, 0.12


class Weights(OneNeuron):
    """One neuron's connections get knobs, then weights; then its weighted sum piles up."""

    #: The image that is weighed.
    label = 7

    def construct(self):
        self.open_section()
        self.choose_what_is_shown()
        self.single_out_one_neuron()
        self.ask_for_one_pattern()
        self.give_every_connection_a_knob()
        self.call_them_weights()
        self.multiply_pixel_by_weight()
        self.let_the_products_pile_up()
        self.look_back_on_the_way()
        self.see_what_pushed_hardest()
        self.leave_the_sum()

    def choose_what_is_shown(self):
        """Choose the digit, the pixels that push hardest each way, and patterns to wish for."""
        self.example = self.digits.clear(self.label)
        self.terms = self.weights * self.example.pixels
        #: Products as they are written: those of the factors that stand beside them.
        self.products = np.round(self.weights, 2) * np.round(self.example.pixels, 2)
        both_ways = [int(self.terms.argmax()), int(self.terms.argmin())]
        signs = np.sign(self.terms[both_ways]) == (1, -1)
        self.strongest = sorted(np.array(both_ways)[signs].tolist()) or both_ways[:1]
        # The first pattern is the stroke at which the digit has its own.
        self.patterns = wishes(self.detector)
        self.alone = SingleNeuron(self.weights, self.example.pixels, self.largest_weight)

    def single_out_one_neuron(self):
        alone, mlp = self.alone, self.network.mlp
        diagram = NetworkDiagram(mlp.weights, self.example.pixels)
        self.source = self.source_of().next_to(alone.picture, UP, buff=0.2)
        shown = (diagram.weights, *diagram.layers, diagram.names)
        line = choose(
            (
                mlp.sizes[1] == 1,
                "Of all the network, keep one neuron: the only one in the first hidden layer. It "
                "sees the image through {edges} connections.",
            ),
            otherwise="Of all the network, keep one neuron: one of the {neurons} in the first "
            "hidden layer. It sees the image through {edges} connections.",
        )
        with self.say(line, neurons=mlp.sizes[1], edges=mlp.sizes[0]):
            self.play(FadeIn(alone.picture, self.source, *shown))
            chosen = diagram.layers[0].neurons[self.neuron]
            rest = [each for each in diagram.layers[0].neurons if each is not chosen]
            self.play(diagram.single_out(0, self.neuron))
            self.remove(*shown)
            self.add(diagram.weights, *diagram.layers[1:], diagram.names, *rest, chosen)
            self.play(
                FadeOut(diagram.weights, *diagram.layers[1:], diagram.names, *rest),
                chosen.animate.become(alone.neuron),
            )
            self.remove(chosen)
            alone.outline.set_light(front=-0.2, ahead=0, behind=FAINT, crest=0.9)
            self.add(alone.neuron, alone.outline)
            run = alone.outline.animate(rate_func=linear).set_light(front=1.3)
            self.play(run, run_time=1.2 * self.look.slow)

    def ask_for_one_pattern(self):
        picture = self.alone.picture
        self.sketch = note("sketch: no real weights yet").next_to(picture, DOWN, buff=0.25)
        line = (
            "What could make it light up for one pattern only? Say, for a short stroke just here."
        )
        with self.say(line):
            self.play(picture.animate.set_values(np.zeros((SIDE, SIDE))), FadeOut(self.source))
            self.play(picture.animate.set_values(self.patterns[0]), FadeIn(self.sketch))
            self.quickly(self.alone.neuron.animate.set_activation(1, 1))

    def give_every_connection_a_knob(self):
        alone = self.alone
        alone.wires.set_strengths(np.zeros((1, SIDE**2))).set_light(behind=1)
        self.place_dials()
        self.add(alone.wires)
        line = (
            "Give every connection a knob, a parameter. How the {knobs} knobs are set decides "
            "which pattern it is."
        )
        with self.say(line, knobs=len(self.weights)):
            self.play(
                LaggedStart(*map(FadeIn, self.dials), lag_ratio=0.3),
                LaggedStart(*map(FadeIn, self.names), lag_ratio=0.3),
            )
            for pattern in (*self.patterns, self.patterns[0]):
                self.quickly(*self.set_knobs_to(pattern))
                self.wait(self.look.quick)

    def call_them_weights(self):
        alone = self.alone
        self.legend = SignLegend(message("positive weight"), message("negative weight"))
        self.legend.move_to(LEGEND_AT)
        strengths = shown_strength(self.weights, self.largest_weight)
        renamed = self.dials.names("w")
        line = choose(
            (
                self.network.epochs == 0,
                "In a network they are called weights. These are still as chance has set them, "
                "from {low:.2f} to {high:.2f}.",
            ),
            otherwise="Training has set the real ones: they are called weights. Here they go "
            "from {low:.2f} to {high:.2f}.",
        )
        with self.say(line, low=float(self.weights.min()), high=float(self.weights.max())):
            self.quickly(FadeOut(self.sketch, self.names))
            self.slowly(
                alone.wires.animate.set_strengths(strengths[None]),
                alone.outline.animate.set_light(behind=0, ahead=0),
                alone.picture.animate.set_values(np.zeros((SIDE, SIDE))),
                alone.neuron.animate.set_activation(0, 0),
                FadeIn(self.legend),
                *self.dials.turn(self.weights / self.largest_weight),
            )
            self.quickly(FadeIn(renamed))
        self.remove(alone.outline)
        self.quickly(FadeOut(self.dials, renamed))

    def multiply_pixel_by_weight(self):
        alone = self.alone
        self.sum = WrittenSum(self.products, sorted({0, *self.strongest, SIDE**2 - 1}))
        self.sum.shift([*FORMULA_AT, 0] - self.sum.formula.get_center())
        line = "Now the {label}. Each connection multiplies its pixel by its weight."
        with self.say(line, label=self.label):
            given = alone.picture.animate.set_values(self.example.picture)
            self.quickly(given, FadeIn(self.source))
            carried = shown_strength(self.terms, self.largest_weight)[None]
            alone.wires.set_light(front=-0.2, ahead=1)
            self.play(alone.wires.animate.set_strengths(carried), FadeIn(self.sum.formula))
        written = list(zip(self.sum.shown, self.sum.products, strict=True))
        inked = [each for each in written if self.terms[each[0]]]
        for pixel, product in inked:
            self.send(pixel, product, told=pixel == inked[0][0])
        line = "Bare paper adds 0: {count} of the {pixels} products are left."
        facts = {"count": np.count_nonzero(self.terms), "pixels": len(self.terms)}
        bare = [product for pixel, product in written if not self.terms[pixel]]
        with self.say(line, **facts):
            self.play(
                LaggedStart(*(FadeIn(product, shift=0.1 * DOWN) for product in bare)),
                alone.wires.animate.unfocus(),
            )

    def let_the_products_pile_up(self):
        alone, pile = self.alone, self.pile
        line = (
            "Then all are added up, row by row. What is positive pushes the sum to the right, what "
            "is negative to the left."
        )
        alone.total.set_value(0)
        first = max(1, int(self.terms.reshape(SIDE, SIDE).any(axis=1).argmax()) - 1)
        with self.say(line):
            self.play(
                FadeOut(self.sum.products),
                FadeIn(pile, alone.total_name, alone.total),
                alone.wires.animate.set_dimming(0),
                alone.picture.animate.set_highlight(rows=0, strength=0.7),
            )
            self.read_rows(0, first, self.look.quick)
            self.read_rows(first, SIDE, 2.8 * self.look.slow)

    def look_back_on_the_way(self):
        picture, (place, farthest) = self.alone.picture, self.pile.turning_point()
        look = self.look
        side, colour = (RIGHT, look.positive) if farthest > 0 else (LEFT, look.negative)
        reached = words(signed(farthest), look.label, colour).next_to(place, side, buff=0.2)
        if reached.get_right()[0] > self.alone.total_name.get_left()[0] - 0.2:  # a long one
            reached.next_to(place, UP, buff=0.3)
        with self.say(self.line_on_the_way(), farthest=farthest, total=self.pile.total):
            self.play(picture.animate.clear_highlight(), FadeIn(reached, shift=0.2 * side))
            self.rest()
        self.marked = Group(reached)

    def see_what_pushed_hardest(self):
        picture, strongest = self.alone.picture, np.array(self.strongest)
        centres, pixel = picture.pixel_centres(), picture.height / SIDE
        place = picture.get_x(), -2.75
        terms = LargestTerms(centres[strongest], pixel, self.products[strongest], place, gap=1.6)
        blocks = VGroup(*(self.pile.frame_around(index) for index in strongest))
        line = choose(
            (len(strongest) == 1, "Of the {count} pixels, this one pushed hardest."),
            otherwise="Two of the {count} pixels pushed hardest, one each way.",
        )
        with self.say(line, count=np.count_nonzero(self.terms)):
            self.slowly(
                LaggedStart(*map(FadeIn, terms), lag_ratio=0.5),
                LaggedStart(*map(Create, blocks), lag_ratio=0.5),
            )
        self.marked.add(terms, blocks)

    def leave_the_sum(self):
        alone = self.alone
        alone.wires.set_strengths(shown_strength(self.weights, self.largest_weight)[None])
        line = "So a neuron begins with one number: the weighted sum of all it sees."
        with self.say(line):
            self.slowly(
                FadeOut(self.marked, self.pile, self.sum.formula),
                alone.wires.animate.unfocus(),
            )

    @cached_property
    def pile(self) -> PileUp:
        """The sum of all products, row by row."""
        made = PileUp(self.terms.reshape(SIDE, SIDE), PILE_WIDTH, self.alone.picture.height)
        return made.shift([PILE_AT, self.alone.picture.get_y(), 0])

    def place_dials(self):
        """Put dials on edges: one from the bar, and others above and below it."""
        starts, end = self.alone.picture.pixel_centres(), self.alone.neuron.get_center()[:2]
        first = self.detector.column + 2
        columns = np.arange(SIDE**2) % SIDE
        stem = (columns >= first) & (columns < first + 4)
        of_bar = (self.detector.row + 1) * SIDE + first + 2
        self.dials = dials_on_edges(starts, end, self.weights, stem, of_bar)
        self.names = self.dials.names("p")

    def set_knobs_to(self, pattern: NDArray[np.floating]) -> list:
        """Return the animations that set every knob so that a pattern counts."""
        wanted = pattern.ravel()
        return [
            self.alone.picture.animate.set_values(pattern),
            self.alone.wires.animate.set_strengths(0.8 * wanted[None]),
            *self.dials.turn(wanted),
        ]

    def send(self, pixel: int, product: Words, told: bool):
        """Let a pixel's activation run along its edge, meet the weight, and become a product."""
        alone, facts = self.alone, {"activation": float(self.example.pixels[pixel])}
        facts |= {"weight": float(self.weights[pixel]), "product": float(self.products[pixel])}
        start = alone.picture.pixel_centres()[pixel]
        way = alone.neuron.get_center()[:2] - start
        frame = Square(1.4 * alone.picture.height / SIDE, color=self.look.accent, stroke_width=3)
        frame.move_to([*start, 0]).set_z_index(5)
        meeting = [*(start + 0.56 * way), 0]
        factor = words("{value:.2f}", value=facts["activation"]).set_z_index(5)
        row = Multiplication(facts["activation"], facts["weight"], product.color)
        row.move_to(meeting).shift(0.32 * UP).set_z_index(5)
        factor.move_to([*start, 0])
        line = "A pixel of {activation:.2f} on a weight of {weight:+.2f} gives {product:+.2f}."
        with self.say(line, **facts) if told else nullcontext():
            self.quickly(
                Create(frame),
                FadeIn(factor),
                alone.wires.animate.focus(alone.wires.edges_out_of(pixel), DIM),
            )
            self.play(factor.animate.move_to(row[0]))
            self.quickly(FadeIn(row[1:], shift=0.1 * DOWN))
            self.quickly(FadeOut(VGroup(factor, *row[1:]), target_position=product), FadeOut(frame))
            self.quickly(FadeIn(product, shift=0.1 * UP))

    def read_rows(self, first: int, last: int, run_time: float):
        """Add up the products of some rows while a frame passes over them."""
        alone, pile = self.alone, self.pile
        image = alone.picture

        def show(share: float) -> None:
            row = first + share * (last - first)
            count = SIDE * last if share == 1 else int(SIDE * row)
            pile.set_taken(count)
            alone.total.set_value(pile.total)
            now = min(int(row), SIDE - 1)
            image.set_highlight(rows=now, strength=0.7)
            lit = np.arange(SIDE**2) // SIDE == now
            alone.wires.set_dimming(0.7 * lit[None] if count < SIDE**2 else 0)

        parts = [pile, alone.total, image, alone.wires]
        self.drive(show, parts, run_time, first, last, pile.blocks, rate_func=linear)

    def line_on_the_way(self) -> str:
        """Return how the sum came to be what it is."""
        farthest, total = self.pile.turning_point()[1], self.pile.total
        straight = abs(total) >= 0.7 * abs(farthest)
        return choose(
            (straight, "After the last pixel, the sum is {total:+.2f}."),
            (
                farthest < 0,
                "It sank to {farthest:+.2f}, then rose again. What remains is {total:+.2f}.",
            ),
            otherwise="It climbed to {farthest:+.2f}, then fell back. What remains is "
            "{total:+.2f}.",
        )
