"""Weights laid out like the pixels are a picture: a hand-made one, then a learned one."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    ReplacementTransform,
    SurroundingRectangle,
    VGroup,
)
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.questions.edge_detector import likeness
from network.training.playback import neighbours_agree
from scenes.mobjects.neurons.single_neuron import LEGEND_AT, WIDTH, SingleNeuron
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.number import Numeral, by_sign
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.folding_edges import FoldingEdges
from scenes.structure.drawings.weighing import APART, MIDDLE, Weighing, title, weighted_sum

#: Where the sum stands below a picture of the products, and how much smaller it is there.
BELOW, SMALLER = (APART, -1.93, 0), 0.75

#: The row of what is compared: middles of small pictures, their height, from one to the next.
ROW_AT, SMALL, FROM_TO = -2.98, 1.05, 3.5

#: Room for two digits and a sign before the decimal point.
BEFORE_POINT = 0.66

#: Neighbours that agree more than this form patches; less than this is noise to the eye.
PATCHY = 0.3

#: From this likeness on, weights are called an edge.
EDGE_LIKE = 0.6

#: Seed of the order that stands for chance.
SHUFFLED_BY = 1


class Pattern(OneNeuron):
    """The weights fold into a picture; a hand-made edge detector is compared with them."""

    #: The image that is weighed.
    label = 7

    def construct(self):
        self.choose_what_is_shown()
        self.open_section(*self.stage_taken_over())
        self.fold_the_edges_into_a_picture()
        self.clear_it_for_a_hand_made_one()
        self.let_only_a_bar_count()
        self.find_that_a_blot_scores_as_high()
        self.count_ink_beside_it_against_it()
        self.tell_the_order()
        self.show_what_was_learned()
        self.compare_it_with_chance()
        self.multiply_pixel_by_pixel()

    def choose_what_is_shown(self):
        self.image = self.digits.clear(self.label).pixels
        self.scale = self.largest_weight
        #: What was weighed for comparison, by name: the image, and the number that is its sum.
        self.compared: dict[str, tuple[NDArray[np.floating], Numeral]] = {}
        self.aside, self.shown = Group(), self.image

    def stage_taken_over(self) -> list:
        """Return what ``Weights`` ended with."""
        self.alone = alone = SingleNeuron(self.weights, self.image, self.scale)
        self.source = self.source_of().next_to(alone.picture, UP, buff=0.2)
        self.legend = SignLegend(message("positive weight"), message("negative weight")).move_to(
            LEGEND_AT
        )
        shown = (alone.picture, alone.wires, alone.neuron, alone.total_name, alone.total)
        return [self.source, self.legend, *shown]

    def fold_the_edges_into_a_picture(self):
        alone = self.alone
        titles = self.name_of_image, message("learned weights"), message("weighted sum")
        self.weighing = weighing = Weighing(self.image, self.weights, self.scale, titles)
        centres, end = alone.picture.pixel_centres(), alone.neuron.get_center()
        edges = FoldingEdges(centres, end, weighing.grid, WIDTH).set_z_index(1)
        line = (
            "Each weight belongs to one pixel. Laid out like the pixels, all {count} are a picture."
        )
        with self.say(line, count=len(self.weights)):
            self.quickly(
                FadeIn(edges),
                FadeOut(alone.wires, alone.neuron, self.source, alone.total_name),
            )
            self.play(
                edges.animate.set_folded(1),
                ReplacementTransform(alone.picture, weighing.picture),
                ReplacementTransform(alone.total, weighing.total),
                run_time=1.4 * self.look.slow,
            )
            self.remove(edges)
            self.add(weighing.grid)
            self.quickly(
                FadeIn(weighing.times, weighing.equals, weighing.titles),
            )

    def clear_it_for_a_hand_made_one(self):
        weighing = self.weighing
        self.hand_made = title(message("hand-made weights"), 1, self.look.accent)
        line = "What does it look for? To be able to tell, let us build a neuron by hand first."
        with self.say(line):
            self.wait(2 * self.look.normal)
            self.play(
                weighing.grid.animate.set_weights(np.zeros((SIDE, SIDE)), 1),
                weighing.total.animate.set_value(0),
                FadeOut(weighing.titles[1], self.legend),
                FadeIn(self.hand_made),
            )

    def let_only_a_bar_count(self):
        weighing, bar = self.weighing, self.detector.bar
        score = weighted_sum(bar, self.image)
        line = (
            "All its weights are 0, but for a bar of {bar} that are 1. Of the {label}, only ink "
            "under the bar counts: {score:.2f}."
        )
        with self.say(line, bar=int(bar.sum()), label=self.label, score=score):
            weights, self.current = bar.reshape(SIDE, SIDE), bar.astype(float)
            self.play(
                weighing.grid.animate.set_weights(weights),
                weighing.total.animate.scale(SMALLER).move_to(BELOW),
                FadeOut(weighing.titles[2]),
            )
            self.lay_over()
            self.play(*self.weigh(self.image))
            self.set_aside(3, message("this {label}", label=self.label))

    def find_that_a_blot_scores_as_high(self):
        facts = {"stroke": self.score(self.detector.stroke), "blot": self.score(self.detector.blot)}
        line = "A clean stroke gets {stroke:.2f}. But so does a blot of ink: {blot:.2f}."
        with self.say(line, **facts):
            self.put_in(np.zeros(SIDE**2), 0, message("bare paper"))
            self.put_in(self.detector.stroke, 2, message("clean stroke"))
            self.put_in(self.detector.blot, 1, message("blot"))

    def count_ink_beside_it_against_it(self):
        self.current = self.detector.weights
        facts = {"stroke": self.score(self.detector.stroke), "blot": self.score(self.detector.blot)}
        line = (
            "So let ink just above and below count against it. Now the blot gets {blot:.2f}, and "
            "the stroke {stroke:.2f}."
        )
        with self.say(line, **facts):
            self.play(
                self.weighing.grid.animate.set_weights(self.current.reshape(SIDE, SIDE)),
            )
            self.slowly(
                *self.weigh(self.shown),
                *(
                    total.animate.set_value(self.score(image))
                    for image, total in self.compared.values()
                ),
            )

    def tell_the_order(self):
        box = SurroundingRectangle(
            self.compared["clean stroke"][1], color=self.look.accent, buff=0.12
        )
        box.set_stroke(width=3)
        line = "A blot beats bare paper, and a clean stroke beats the blot: it looks for an edge."
        with self.say(line):
            exchange = self.exchange(self.detector.stroke, sketch(message("clean stroke")))
            self.play(*exchange, *self.weigh(self.detector.stroke))
            self.quickly(Create(box))
        self.aside.add(box)

    def show_what_was_learned(self):
        weighing = self.weighing
        line = choose(
            (
                likeness(self.weights) >= EDGE_LIKE,
                "And this is what training really made of our neuron: something like an edge.",
            ),
            otherwise="And this is what training really made of our neuron. A neat edge it is not.",
        )
        with self.say(line):
            self.slowly(
                FadeOut(self.aside, self.hand_made, self.product, self.product_title),
                FadeOut(weighing.total, weighing.times, weighing.equals),
                *self.exchange(self.image, self.name_of_image),
                weighing.grid.animate.set_weights(self.weights.reshape(SIDE, SIDE), self.scale),
                FadeIn(weighing.titles[1]),
            )

    def compare_it_with_chance(self):
        grid, look = self.weighing.grid, self.look
        mixed = np.random.default_rng(SHUFFLED_BY).permutation(self.weights)
        agree, chance = (neighbours_agree(each[None], SIDE) for each in (self.weights, mixed))
        line = (
            "It has soft patches: neighbouring weights agree, with a correlation of {agree:.2f}. "
            "Shuffled, the same weights have {chance:.2f}."
        )
        if agree <= PATCHY:
            line = (
                "To the eye it is noise: neighbouring weights have a correlation of {agree:.2f}. "
                "Shuffled, the same weights have {chance:.2f}."
            )
        beside = grid.copy()
        name = title(message("the same, shuffled"), 2)
        notes = [
            note("correlation of neighbours: {value:.2f}", look.words, value=each).move_to(place)
            for each, place in ((agree, [0, BELOW[1], 0]), (chance, BELOW))
        ]
        with self.say(line, agree=agree, chance=chance):
            self.quickly(FadeIn(notes[0], shift=0.1 * DOWN))
            self.add(beside)
            self.play(beside.animate.move_to([APART, MIDDLE, 0]))
            self.slowly(
                beside.animate.set_weights(mixed.reshape(SIDE, SIDE)),
                FadeIn(name),
            )
            self.quickly(FadeIn(notes[1], shift=0.1 * DOWN))
        self.quickly(FadeOut(beside, name, *notes))

    def multiply_pixel_by_pixel(self):
        weighing, terms = self.weighing, self.weights * self.image
        gain, loss = np.maximum(terms, 0), np.minimum(terms, 0)
        facts = {"label": self.label, "gain": float(gain.sum()), "loss": float(loss.sum())}
        line = (
            "For this {label}, what speaks for it comes to {gain:+.2f}, what speaks against it to "
            "{loss:+.2f}. The sum is {total:+.2f}."
        )
        self.current = self.weights
        with self.say(line, **facts, total=float(terms.sum())):
            self.lay_over(weighing.total.set_value(0))
            for part in (gain, loss, terms):
                self.play(
                    self.product.animate.set_weights(part.reshape(SIDE, SIDE)),
                    weighing.total.animate.set_value(float(part.sum())),
                )
                self.wait(self.look.quick)
            self.play(
                FadeOut(self.product, target_position=weighing.total),
                FadeOut(self.product_title),
                weighing.total.animate.scale(1 / SMALLER).move_to([APART, MIDDLE, 0]),
                FadeIn(weighing.titles[2]),
            )

    @property
    def name_of_image(self) -> Message:
        """What is weighed."""
        return message("a {label}", label=self.label)

    def score(self, image: NDArray[np.floating]) -> float:
        """Return an image's sum with the weights of the moment."""
        return weighted_sum(self.current, image)

    def lay_over(self, *arriving):
        """Lay the image over the weights; a copy of these goes to where products will stand."""
        weighing = self.weighing
        over, self.product = weighing.picture.copy(), weighing.grid.copy()
        self.add(self.product, over)
        self.play(over.animate.move_to(weighing.grid).set_opacity(0.55))
        self.product_title = title(message("weights × pixels"), 2)
        self.play(
            FadeOut(over),
            FadeIn(self.product_title, weighing.times, weighing.equals, *arriving),
            self.product.animate.move_to([APART, MIDDLE, 0]),
        )

    def exchange(self, image: NDArray[np.floating], name: str) -> list:
        """Return the animations that put another image in, and its name above it."""
        before, after = self.weighing.titles[0], title(name, 0)
        self.weighing.titles.submobjects[0] = after
        self.shown = image
        picture = self.weighing.picture.animate.set_values(image.reshape(SIDE, SIDE))
        return [picture, FadeOut(before), FadeIn(after)]

    def weigh(self, image: NDArray[np.floating]) -> list:
        """Return the animations in which products and sum become those of an image."""
        products = (self.current * image).reshape(SIDE, SIDE)
        return [
            self.product.animate.set_weights(products),
            self.weighing.total.animate.set_value(self.score(image)),
        ]

    def put_in(self, image: NDArray[np.floating], place: int, name: Message):
        """Weigh a schematic image, and set it aside."""
        self.quickly(*self.exchange(image, sketch(name)), *self.weigh(image))
        self.set_aside(place, name)

    def set_aside(self, place: int, name: str):
        """Let a small copy drop into the row below, with its name and its sum."""
        middle = FROM_TO * (place - 1.5)
        small = self.weighing.picture.copy()
        self.add(small)
        total = Numeral(self.score(self.shown), 2, self.look.label, by_sign, plus=True)
        text = note(name)
        text.stand_at(middle - 0.3, ROW_AT + 0.13, LEFT)
        total.move_point_to([middle - 0.3 + BEFORE_POINT, ROW_AT - 0.38, 0])
        caption = VGroup(text, total)
        to = small.animate.scale(SMALL / small.height).move_to([middle - 1.05, ROW_AT, 0])
        self.quickly(to, FadeIn(caption))
        self.compared[name] = self.shown, total
        self.aside.add(small, caption)


def sketch(name: Message) -> Message:
    """Return what stands above a schematic image."""
    return message("sketch: {name}", name=name)
