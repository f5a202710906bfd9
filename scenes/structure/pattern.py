"""Weights laid out like the pixels are a picture: a hand-made one, then a learned one."""

import numpy as np
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    SurroundingRectangle,
)
from numpy.typing import NDArray

from network.digits.digits import SIDE
from network.questions.edge_detector import EDGE_LIKE, like_edges, likeness
from network.questions.measures import agreements
from network.training.playback import neighbours_agree
from scenes.mobjects.neurons.single_neuron import LEGEND_AT, WIDTH, SingleNeuron
from scenes.mobjects.writing.legend import SignLegend
from scenes.script.adding_up import rounded_to_add_up
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.one_neuron import OneNeuron
from scenes.structure.drawings.agreement import PATCHY, Agreement
from scenes.structure.drawings.folding_edges import FoldingEdges
from scenes.structure.drawings.like_edges import LikeEdges
from scenes.structure.drawings.row_of_scores import RowOfScores
from scenes.structure.drawings.weighing import RESULT_AT, Weighing, title, weighted_sum


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
        self.look_for_edges_beside_it()
        self.measure_how_patchy_it_is()
        self.compare_it_with_chance()
        self.tell_how_it_was_chosen()
        self.multiply_pixel_by_pixel()

    def choose_what_is_shown(self):
        self.image = self.digits.clear(self.label).pixels
        self.name_of_image = message("this {label}", label=self.label)
        self.shuffled_weights = np.random.default_rng(1).permutation(self.weights)
        self.agreements = agreements(self.network.mlp.weights[0])
        #: What is weighed now, and what was set aside for comparison.
        self.shown, self.row = self.image, RowOfScores()

    def stage_taken_over(self) -> list:
        """Return what ``Weights`` ended with."""
        self.alone = alone = SingleNeuron(self.weights, self.image, self.largest_weight)
        self.source = self.source_of().next_to(alone.picture, UP, buff=0.2)
        self.legend = SignLegend(message("positive weight"), message("negative weight"))
        self.legend.move_to(LEGEND_AT)
        shown = (alone.picture, alone.wires, alone.neuron, alone.total_name, alone.total)
        return [self.source, self.legend, *shown]

    def fold_the_edges_into_a_picture(self):
        alone = self.alone
        titles = self.name_of_image, message("learned weights"), message("weighted sum")
        self.weighing = weighing = Weighing(self.image, self.weights, self.largest_weight, titles)
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
            self.quickly(FadeIn(weighing.times, weighing.equals, weighing.titles))

    def clear_it_for_a_hand_made_one(self):
        weighing = self.weighing
        self.hand_made = title(message("hand-made weights"), 1, self.look.accent)
        line = "What does it look for? To be able to tell, let us build a neuron by hand first."
        with self.say(line):
            self.rest(2)
            self.quickly(FadeOut(*weighing.titles[1:], self.legend))
            self.play(
                weighing.grid.animate.set_weights(np.zeros((SIDE, SIDE)), 1),
                weighing.total.animate.set_value(0),
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
            self.play(weighing.grid.animate.set_weights(weights), weighing.put_total_below())
            self.lay_over()
            self.play(*self.weigh(self.image))
            self.set_aside(3, self.name_of_image)

    def find_that_a_blot_scores_as_high(self):
        line = "A clean stroke gets {stroke:.2f}. But so does a blot of ink: {blot:.2f}."
        with self.say(line, **self.scores()):
            for image, place, name in (
                (np.zeros(SIDE**2), 0, message("bare paper")),
                (self.detector.stroke, 2, message("clean stroke")),
                (self.detector.blot, 1, message("blot")),
            ):
                self.put_before(image, name)
                self.set_aside(place, name)

    def count_ink_beside_it_against_it(self):
        self.current = self.detector.weights
        line = (
            "So let ink just above and below count against it. Now the blot gets {blot:.2f}, and "
            "the stroke still {stroke:.2f}."
        )
        with self.say(line, **self.scores()):
            self.play(self.weighing.grid.animate.set_weights(self.current.reshape(SIDE, SIDE)))
            self.slowly(
                *self.weigh(self.shown),
                *(
                    total.animate.set_value(self.score(self.row.images[name].ravel()))
                    for name, total in self.row.totals.items()
                ),
            )

    def tell_the_order(self):
        best = self.row.totals["clean stroke"]
        box = SurroundingRectangle(best, color=self.look.accent, buff=0.12, stroke_width=3)
        line = (
            "A blot beats bare paper, and a clean stroke beats the blot: it looks for a stroke, "
            "with an edge above and an edge below."
        )
        with self.say(line):
            self.put_before(self.detector.stroke, message("clean stroke"))
            self.quickly(Create(box))
            self.rest()
        self.row.add(box)

    def show_what_was_learned(self):
        weighing = self.weighing
        line = choose(
            (
                self.network.epochs == 0,
                "And this is our neuron, still as chance has made it. An edge it is not.",
            ),
            (
                likeness(self.weights) >= EDGE_LIKE,
                "And this is what training really made of our neuron: something like an edge.",
            ),
            otherwise="And this is what training really made of our neuron. A neat edge it is not.",
        )
        with self.say(line):
            self.quickly(
                FadeOut(self.row, self.hand_made, self.product, self.product_title),
                FadeOut(weighing.total, weighing.times, weighing.equals, weighing.titles[0]),
            )
            weighing.rename(self.name_of_image)
            self.slowly(
                weighing.picture.animate.set_values(self.image.reshape(SIDE, SIDE)),
                weighing.grid.animate.set_weights(self.weight_picture, self.largest_weight),
                FadeIn(*weighing.titles[:2]),
            )

    def look_for_edges_beside_it(self):
        found = like_edges(self.network.mlp.weights[0])
        if not found or self.neuron in found:
            return
        swapped = [fit < 0 for fit in found.values()]
        line = choose(
            (
                all(swapped),
                "But {count} {count:other|others} of its layer {count:is|are} much like one, with "
                "the signs swapped: ink on the line counts against it.",
            ),
            (
                any(swapped),
                "But {count} {count:other|others} of its layer {count:is|are} much like one, some "
                "with the signs swapped.",
            ),
            otherwise="But {count} {count:other|others} of its layer {count:is|are} much like one.",
        )
        mixed, name = self.shuffled_weights, title(message("others of its layer"), 2)
        others = LikeEdges(self.network.mlp.weights[0], found, likeness(mixed))
        others.next_to(name, DOWN, buff=0.2)
        with self.say(line, count=len(found)):
            self.play(FadeIn(others, name))
            self.rest()
            self.quickly(FadeOut(others, name))

    def measure_how_patchy_it_is(self):
        self.agreement = Agreement(self.agreements, self.neuron)
        agree = self.agreements[self.neuron]
        line = choose(
            (
                agree <= PATCHY,
                "To the eye it is noise. Weights side by side have a correlation of only "
                "{agree:.2f}, where 1 would be perfect agreement.",
            ),
            otherwise="It has soft patches: weights side by side agree. Their correlation is "
            "{agree:.2f}, where 1 would be perfect agreement.",
        )
        with self.say(line, agree=agree):
            self.told = self.agreement.told_below(self.weighing.grid, agree, self.look.accent)
            self.play(FadeIn(self.agreement.line, self.agreement.title))
            self.play(FadeIn(self.told, self.agreement.ours, shift=0.1 * DOWN))

    def compare_it_with_chance(self):
        mixed = self.shuffled_weights
        chance = neighbours_agree(mixed[None], SIDE)
        beside = self.weighing.grid.copy()
        name = title(message("the same, shuffled"), 2)
        line = (
            "Shuffled, the same weights have {chance:.2f}. Near 0, neighbours have nothing in "
            "common."
        )
        with self.say(line, chance=chance):
            self.add(beside)
            self.play(beside.animate.move_to(RESULT_AT))
            self.slowly(beside.animate.set_weights(mixed.reshape(SIDE, SIDE)), FadeIn(name))
            told = self.agreement.told_below(beside, chance, self.look.words)
            dot = self.agreement.dot_at(chance, self.look.words)
            self.quickly(FadeIn(told, dot, shift=0.1 * DOWN))
            self.rest()
        self.shuffled = Group(beside, name, told, dot)

    def tell_how_it_was_chosen(self):
        line = choose(
            (len(self.agreements) == 1, "It is the only neuron in its layer."),
            otherwise="We chose it for that: of all {count} neurons in its layer, its correlation "
            "is the highest. The lowest is {lowest:.2f}.",
        )
        with self.say(line, count=len(self.agreements), lowest=min(self.agreements)):
            if self.agreement.others:
                self.play(LaggedStart(*map(FadeIn, self.agreement.others), lag_ratio=0.3))
            self.rest()
        self.quickly(FadeOut(self.shuffled, self.told, self.agreement))

    def multiply_pixel_by_pixel(self):
        weighing, terms = self.weighing, self.weights * self.image
        signs = np.maximum(terms, 0), np.minimum(terms, 0)
        total = float(terms.sum())
        gain, loss = rounded_to_add_up([float(part.sum()) for part in signs], 2, total)
        line = (
            "For this {label}, products above 0 come to {gain:+.2f}, and those below 0 to "
            "{loss:+.2f}. The sum is {total:+.2f}."
        )
        self.current = self.weights
        with self.say(line, label=self.label, gain=gain, loss=loss, total=total):
            self.lay_over(weighing.total.set_value(0))
            for part, value in zip((*signs, terms), (gain, loss, total), strict=True):
                self.play(
                    self.product.animate.set_weights(part.reshape(SIDE, SIDE)),
                    weighing.total.animate.set_value(value),
                )
                self.wait(self.look.quick)
            self.quickly(FadeOut(self.product, self.product_title))
            self.play(weighing.put_total_back(), FadeIn(weighing.titles[2]))

    def score(self, image: NDArray[np.floating]) -> float:
        """Return an image's sum with the weights of the moment."""
        return weighted_sum(self.current, image)

    def scores(self) -> dict[str, float]:
        """Return what a clean stroke and a blot get with these weights."""
        return {name: self.score(getattr(self.detector, name)) for name in ("stroke", "blot")}

    def lay_over(self, *arriving):
        """Lay the image over the weights; a copy of these goes to where products will stand."""
        weighing = self.weighing
        over, self.product = weighing.picture.copy(), weighing.grid.copy()
        self.add(self.product, over)
        self.play(over.animate.move_to(weighing.grid).set_opacity(0.55))
        self.product_title = title(message("weights × pixels"), 2)
        self.quickly(FadeOut(over))
        self.play(
            FadeIn(self.product_title, weighing.times, weighing.equals, *arriving),
            self.product.animate.move_to(RESULT_AT),
        )

    def weigh(self, image: NDArray[np.floating]) -> list:
        """Return the animations in which products and sum become those of an image."""
        products = (self.current * image).reshape(SIDE, SIDE)
        return [
            self.product.animate.set_weights(products),
            self.weighing.total.animate.set_value(self.score(image)),
        ]

    def put_before(self, image: NDArray[np.floating], name: Message):
        """Put a schematic image in, with its name, and weigh it."""
        self.shown = image
        self.play(FadeOut(self.weighing.titles[0]), run_time=self.look.quick / 2)
        self.weighing.rename(message("sketch: {name}", name=name))
        self.play(
            self.weighing.picture.animate.set_values(image.reshape(SIDE, SIDE)),
            FadeIn(self.weighing.titles[0]),
            *self.weigh(image),
            run_time=self.look.quick,
        )

    def set_aside(self, place: int, name: Message):
        """Let a small copy appear in the row below, with its name and its sum."""
        picture = self.shown.reshape(SIDE, SIDE)
        self.quickly(self.row.put(picture, place, name, self.score(self.shown)))
