"""Learning is to find a setting of all weights and biases; by hand, one sees what they do."""

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    SurroundingRectangle,
    VGroup,
    linear,
)

from network.digits.digits import SIDE
from network.questions import neuron_by_hand as by_hand
from network.questions.attribution import Link, order_of_erasing, traced_back
from network.questions.examples import BRIGHT, Example
from network.questions.neuron_by_hand import NeuronByHand
from network.training.playback import Playback
from scenes.look.colours import mixed
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network, NetworkDiagram
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.neurons.sealed_box import SealedBox
from scenes.mobjects.neurons.terms import ABOVE_ALL, LargestTerms, TermTag
from scenes.mobjects.neurons.verdict import Verdict
from scenes.mobjects.pixels.weights import WeightWall
from scenes.mobjects.writing.words import headline, note
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.ink_left import InkLeft
from scenes.structure.drawings.neuron_bench import ROW, NeuronBench

#: The digit that stays with us.
LABEL = 7

#: What the neuron's knobs are called.
NAMES = ("learned pattern, times", "the bar", "above and below", "bias")

#: Middle of the outputs.
BARS_X = 5.1

#: An output that changes by less hardly changes.
NOTABLE = 0.1

#: How many of the largest terms are framed in the picture.
TERMS = 3

#: An answer needs little ink if this share of the inked pixels is enough.
LITTLE = 0.1


class Knobs(LectureScene):
    """All knobs turn; a hand turns those of one neuron; two answers are asked for reasons."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.chapter("Learning is finding them")
        self.let_all_knobs_turn()
        self.chapter("By hand")
        self.take_one_neuron()
        self.turn_its_bias()
        self.make_it_an_edge_detector()
        self.count_what_it_reads_now()
        self.look_at_all_the_others()
        self.chapter("No sealed box")
        self.seal_it()
        self.open_it()
        self.ask_which_weights_did_it()
        self.erase_what_it_does_not_need()
        self.see_what_is_left()

    def let_all_knobs_turn(self):
        mlp, image = self.network.mlp, self.example.pixels
        scales = [largest_but_few(weights) for weights in mlp.weights]
        self.live = Network(self.playback.at(0).mlp.weights, image, scales, 8.6, 4.9)
        self.live.shift([-2.3, -0.25, 0])
        self.source = self.source_of().next_to(self.live.picture, DOWN, buff=0.2)
        self.bars = OutputBars(np.zeros(10), self.example.label, length=1.9, gap=0.4)
        self.bars.move_to([BARS_X, -0.25, 0])
        self.goal = headline("learning → finding the right weights and biases")
        self.goal.move_to([0, 3.25, 0])
        self.show_training(0)
        line = "Learning is finding a setting of all {parameters:,} knobs that reads digits well."
        with self.say(line, parameters=mlp.parameters.size):
            self.quickly(FadeIn(self.goal, self.source, self.live, self.bars))
            parts = [self.live, self.bars]
            self.drive(self.show_training, parts, 2 * self.look.slow)

    def take_one_neuron(self):
        self.lay_out_one_neuron()
        bench = self.bench
        line = "Could we do that by hand? Take one neuron: its {pixels} weights, and its bias."
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            self.play(
                FadeOut(self.live.weights, *self.live.layers, self.goal),
                self.live.picture.animate.replace(bench.picture),
                self.source.animate.next_to(bench.picture, DOWN, buff=0.2),
                self.bars.animate.set_y(ROW),
            )
            self.quickly(FadeIn(bench.wires, bench.grid, bench.layer, bench.ring))
            self.play(
                LaggedStart(*map(FadeIn, bench.sliders), lag_ratio=0.3),
                FadeIn(bench.meter),
            )

    def turn_its_bias(self):
        trained = self.hand.trained
        down = trained._replace(bias=self.bench.sliders[3].line.low)
        before, after = (self.output_for(knobs, self.example.label) for knobs in (trained, down))
        line = "Turn its bias down, and it goes dark. This {label} hardly minds."
        if after < before - NOTABLE:
            line = (
                "Turn its bias down, and it goes dark. Our {label} needs it: from {before:.2f}, "
                "its output falls to {after:.2f}."
            )
        with self.say(line, label=self.example.label, before=before, after=after):
            self.turn_to(down, self.look.slow)
            self.wait(2 * self.look.quick)
            self.turn_to(trained, self.look.normal)

    def make_it_an_edge_detector(self):
        trained, handmade = self.hand.trained, self.hand.handmade
        line = (
            "Now the weights: +1 on a bar, −1/2 above and below, nothing elsewhere. That is our "
            "own edge detector."
        )
        with self.say(line):
            self.quickly(Create(self.frames))
            self.turn_to(trained._replace(learned=0.0), self.look.normal)
            self.turn_to(handmade._replace(bias=trained.bias), self.look.normal)
            self.turn_to(handmade, self.look.normal)
            self.quickly(FadeOut(self.frames), FadeIn(self.handmade))

    def count_what_it_reads_now(self):
        knobs = self.hand.trained, self.hand.handmade
        before, after = map(self.hand.accuracy, knobs)
        answer = int(self.hand.network(knobs[1]).forward(self.example.pixels).answer)
        facts = {"label": self.example.label, "answer": answer, "before": before, "after": after}
        line = (
            "Our {label} is read as {answer}. And of all digits, {after:.1%} are read correctly "
            "now, not {before:.1%}."
        )
        if after >= before:
            line = "It does no harm: of all digits, {after:.1%} are read correctly now."
        elif answer == self.example.label:
            line = (
                "Our {label} is fine with it. But of all digits only {after:.1%} are read "
                "correctly, not {before:.1%}."
            )
        box = SurroundingRectangle(
            self.bench.percent, color=self.look.accent, buff=0.2, corner_radius=0.08
        )
        with self.say(line, **facts):
            self.play(Create(box))
            self.play(FadeIn(self.was, shift=0.1 * UP))
            self.rest()
            self.quickly(FadeOut(box))

    def look_at_all_the_others(self):
        mlp, neuron = self.network.mlp, self.hand.neuron
        rows = mlp.weights[0].copy()
        rows[neuron] = self.hand.weights(self.hand.handmade)
        wall = self.wall = WeightWall(rows, largest_but_few(mlp.weights[0]), (SIDE, SIDE), 13, 5.4)
        wall.shift(0.3 * UP)
        place = wall.grids[neuron]
        self.marked = SurroundingRectangle(place, color=self.look.accent, buff=0.04)
        self.tag = headline(f"{mlp.parameters.size:,} knobs")
        self.tag.move_to([0, -3.1, 0])
        line = "That was one neuron. All {parameters:,} knobs by hand: hopeless, but instructive."
        with self.say(line, parameters=mlp.parameters.size):
            bench = self.bench
            gone = (self.live.picture, self.source, bench.layer, bench.wires, bench.ring)
            self.play(
                FadeOut(*gone, bench.sliders, bench.meter, self.bars, self.was, self.handmade),
                bench.grid.animate.replace(place),
            )
            others = [grid for grid in wall.grids if grid is not place]
            self.quickly(Create(self.marked))
            self.slowly(LaggedStart(*map(FadeIn, others), lag_ratio=0.1))
            self.quickly(FadeIn(self.tag, shift=0.1 * UP))

    def seal_it(self):
        mistake, diagram = self.mistake, self.diagram
        look, hidden = self.look, VGroup(*diagram.layers[:-1])
        fill = mixed(look.stage, look.outline, 0.12)
        self.box = SealedBox(hidden, hidden.width + 1.5, 7, fill, 1, colour=look.quiet)
        self.box.set_z_index(ABOVE_ALL)
        self.source = self.source_of().next_to(diagram.picture, UP, buff=0.25)
        line = "One could seal it all in a box: a picture goes in, an answer comes out."
        with self.say(line):
            self.quickly(
                FadeOut(self.bench.grid, *self.wall.grids, self.marked, self.tag),
            )
            self.add(self.source, diagram.weights)
            self.play(
                FadeIn(self.source, diagram.picture, diagram.weights, diagram.names, self.box),
                FadeIn(diagram.layers[-1]),
            )
            self.add(*diagram.layers[:-1], diagram.signals, self.box)
            diagram.load(mistake.forward.a)
            self.play(diagram.light_through(0.8 * look.normal))
            output = diagram.output(mistake.answer)
            verdict = Verdict(output, mistake.answer, mistake.confidence, mistake.label)
            self.verdict = verdict.set_z_index(4)
            self.quickly(FadeIn(self.verdict))

    def open_it(self):
        mistake = self.mistake
        line = "But such a box can't be asked for reasons. When it wavers, like here, open it."
        if mistake.misread:
            line = (
                "But such a box can't be asked for reasons. Here it answers {answer}, and the "
                "label says {label}. Open it."
            )
        with self.say(line, label=mistake.label, answer=mistake.answer):
            self.rest()
            self.slowly(FadeOut(self.box, scale=1.15))

    def ask_which_weights_did_it(self):
        links = traced_back(self.network.mlp, self.mistake.forward, self.mistake.answer)
        self.traces = VGroup()
        for link in links:
            term = float(link.terms[link.largest])
            line = "That one, in turn, got most from this neuron: {term:+.2f}."
            if link is links[0]:
                line = "Which weights did it? The {answer} got most from this neuron: {term:+.2f}."
            elif link is links[-1]:
                line = (
                    "And that one was lit most of all by these pixels. Now we know what to blame."
                )
            with self.say(line, answer=self.mistake.answer, term=term):
                self.play(self.diagram.single_out(link.step, link.neuron))
                trace = self.trace_of(link)
                self.traces.add(trace)
                parts = trace if link.step == 0 else [trace]
                self.play(LaggedStart(*map(FadeIn, parts), lag_ratio=0.4))

    def erase_what_it_does_not_need(self):
        diagram, example = self.diagram, self.example
        self.ink = InkLeft(example.picture)
        self.bars = OutputBars(example.forward.output, example.label).move_to([4.6, 0.45, 0])
        line = (
            "And when it is right? This {label} it reads at {value:.2f}. We erase ink for as long "
            "as the answer stays above {firm:.2g}."
        )
        facts = {"label": example.label, "value": example.confidence, "firm": self.firm}
        with self.say(line, **facts):
            gone = (diagram.picture, diagram.weights, diagram.signals, *diagram.layers)
            self.quickly(
                FadeOut(*gone, diagram.names, self.verdict, self.traces, self.source),
            )
            self.play(FadeIn(self.ink, self.bars))
            parts = [self.ink.picture, self.ink.count, self.bars]
            seconds = 2.5 * self.look.slow
            self.drive(self.show_erased, parts, seconds, self.example, rate_func=linear)

    def see_what_is_left(self):
        left = np.flatnonzero(self.erased(1))
        forward = self.network.mlp.forward(self.erased(1))
        facts = {
            "left": len(left),
            "inked": np.count_nonzero(self.example.pixels),
            "label": self.example.label,
            "value": float(forward.output[self.example.label]),
        }
        line = "{left} of {inked} pixels are left, and it still says {label}, at {value:.2f}."
        if len(left) <= LITTLE * facts["inked"]:
            line = (
                "{left} of {inked} pixels are left, and it still says {label}, at {value:.2f}. "
                "Right, but for a reason no reader would accept."
            )
        rings = self.ink.rings(left)
        with self.say(line, **facts):
            self.play(LaggedStart(*map(Create, rings), lag_ratio=0.3))
        with self.say("A sealed box would have kept that to itself."):
            parts = [self.ink.picture, self.ink.count, self.bars]
            seconds = 2 * self.look.normal
            self.drive(self.show_erased, parts, seconds, self.example, start=1, end=0)

    @cached_property
    def playback(self) -> Playback:
        """The training as a film."""
        return Playback(self.history, self.network.mlp)

    @cached_property
    def example(self) -> Example:
        """A digit that is read correctly, the familiar one if possible."""
        familiar = self.digits.clear(LABEL)
        return self.digits.first(correct=True) if familiar.misread else familiar

    @cached_property
    def mistake(self) -> Example:
        """The digit that is asked about."""
        return self.digits.telling_mistake()

    @cached_property
    def hand(self) -> NeuronByHand:
        """The neuron that is set by hand."""
        found = self.findings.hand_set
        return NeuronByHand(self.network.mlp, found.neuron, found.detector, self.digits.digits)

    @cached_property
    def firm(self) -> float:
        """How bright the answer has to stay while its ink is erased."""
        return min(BRIGHT, self.example.confidence)

    @cached_property
    def erasing(self) -> list[int]:
        """The pixels that can go, in their order."""
        example = self.example
        return order_of_erasing(self.network.mlp, example.pixels, example.answer, self.firm)

    @cached_property
    def diagram(self) -> NetworkDiagram:
        """The network with the digit that is asked about."""
        return NetworkDiagram(self.network.mlp.weights, self.mistake.pixels)

    def show_training(self, clock: float) -> None:
        """Bring the network and what it makes of the digit to a moment of its training."""
        mlp = self.playback.at(clock).mlp
        activations = mlp.forward(self.example.pixels).a
        self.live.set_weights(mlp.weights)
        self.live.set_activations(activations[1:])
        self.bars.set_values(activations[-1])

    def output_for(self, knobs: by_hand.Knobs, digit: int) -> float:
        """Return an output's activation with other knobs."""
        return float(self.hand.network(knobs).forward(self.example.pixels).output[digit])

    def lay_out_one_neuron(self):
        """Make the neuron's bench, as training left it; nothing is shown yet."""
        mlp, hand, image = self.network.mlp, self.hand, self.example.pixels
        trained, digits = hand.trained, self.digits.digits
        accuracy = hand.accuracy(trained)
        knobs = zip(NAMES, hand.reach(image), trained, strict=True)
        self.bench = NeuronBench(
            image.reshape(SIDE, SIDE),
            hand.weights(trained).reshape(SIDE, SIDE),
            largest_but_few(mlp.weights[0]),
            self.example.forward.a[1],
            hand.neuron,
            {name: (*reach, value) for name, reach, value in knobs},
            accuracy,
            f"{len(digits):,} digits: {digits.name}",
        )
        self.was = self.bench.note(f"as trained: {accuracy:.1%}", 1)
        bar, margin = hand.detector.bar, hand.detector.margin
        masks = bar, bar | margin
        self.frames = VGroup(*(self.bench.frame(mask.reshape(SIDE, SIDE)) for mask in masks))
        self.frames.set_z_index(ABOVE_ALL)
        self.handmade = note("hand-made", self.look.accent)
        self.handmade.next_to(self.bench.grid, DOWN, buff=0.12)

    def turn_to(self, knobs: by_hand.Knobs, run_time: float):
        """Turn the neuron's knobs, all of them evenly, and let the network read meanwhile."""
        before = np.array([each.value for each in self.bench.sliders])
        way = np.array(knobs) - before

        def show(share: float) -> None:
            self.show_knobs(by_hand.Knobs(*map(float, before + share * way)))

        bench = self.bench
        parts = [bench.sliders, bench.grid, bench.layer, bench.percent, self.bars]
        self.drive(show, parts, run_time, self.example, before, knobs)

    def show_knobs(self, knobs: by_hand.Knobs) -> None:
        """Show how the knobs stand and what the network reads with them."""
        forward = self.hand.network(knobs).forward(self.example.pixels)
        weights = self.hand.weights(knobs).reshape(SIDE, SIDE)
        self.bench.set_knobs(knobs, weights, forward.a[1], self.hand.accuracy(knobs))
        self.bars.set_values(forward.output)

    def trace_of(self, link: Link) -> VGroup:
        """Return the mark of a link's largest term, or of several where these are pixels."""
        terms, diagram = link.terms, self.diagram
        if link.step == 0:
            largest = np.argsort(-terms, kind="stable")[:TERMS]
            side, place = diagram.picture.height / SIDE, diagram.picture.get_x()
            centres = diagram.picture.pixel_centres()[largest]
            return LargestTerms(centres, side, terms[largest], (place, -3.1), gap=1.5)
        neuron = diagram.layers[link.step - 1].neurons[link.largest]
        return TermTag(neuron, terms[link.largest])

    def erased(self, share: float):
        """Return the digit after this share of what can be erased is gone."""
        image = self.example.pixels.copy()
        image[self.erasing[: round(share * len(self.erasing))]] = 0
        return image

    def show_erased(self, share: float) -> None:
        """Show the digit, its ink, and the outputs after this share of the erasing."""
        image = self.erased(share)
        self.ink.set_values(image.reshape(SIDE, SIDE))
        self.bars.set_values(self.network.mlp.forward(image).output)
