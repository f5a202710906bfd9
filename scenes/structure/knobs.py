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
)

from network.digits.digits import SIDE
from network.model.mlp import MLP, ForwardPass
from network.questions import neuron_by_hand
from network.questions.examples import Example
from network.questions.neuron_by_hand import NeuronByHand
from network.questions.straight_way import on_the_way
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network
from scenes.mobjects.neurons.output_bars import OutputBars
from scenes.mobjects.neurons.terms import ABOVE_ALL
from scenes.mobjects.pixels.weights import WeightWall
from scenes.mobjects.writing.words import headline, note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.neuron_bench import ROW, NeuronBench

#: The digit that stays with us.
LABEL = 7

#: What the neuron's knobs are called.
NAMES = (
    message("learned pattern, times"),
    message("the bar"),
    message("above and below"),
    message("bias"),
)

#: Middle of the outputs, and height of the remark below the network.
BARS_X, SKETCH_Y = 5.1, -3.45

#: An activation that changes by less hardly changes.
NOTABLE = 0.1

#: So often the neuron's weights are shuffled; an edge is no better than chance if more than this
#: share of the orders reads as well.
SHUFFLES, RARE = 50, 0.05


class Knobs(LectureScene):
    """All knobs turn; then a hand turns those of one neuron."""

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
        self.hold_it_against_chance()
        self.look_at_all_the_others()

    def let_all_knobs_turn(self):
        mlp, image = self.network.mlp, self.example.pixels
        scales = [largest_but_few(weights) for weights in mlp.weights]
        self.live = Network(self.at(0).weights, image, scales, 8.6, 4.9)
        self.live.shift([-2.3, -0.25, 0])
        self.source = self.source_of().next_to(self.live.picture, DOWN, buff=0.2)
        self.bars = OutputBars(np.zeros(10), self.example.label, length=1.9, gap=0.4)
        self.bars.move_to([BARS_X, -0.25, 0])
        goal = headline("learning → finding the right weights and biases")
        self.goal = goal.move_to([0, 3.25, 0])
        self.show_training(0)
        self.sketch = VGroup()
        if not self.recorded:
            self.sketch.add(note("a sketch: nobody recorded how this network learned"))
            self.sketch.move_to([self.live.get_x(), SKETCH_Y, 0])
        line = "Learning is finding a setting of all {parameters:,} knobs that reads digits well."
        with self.say(line, parameters=mlp.parameters.size):
            self.quickly(FadeIn(self.goal, self.source, self.live, self.bars, self.sketch))
            parts = [self.live, self.bars]
            self.drive(self.show_training, parts, 2 * self.look.slow)

    def take_one_neuron(self):
        self.lay_out_one_neuron()
        bench = self.bench
        line = "Could we do that by hand? Take one neuron: its {pixels} weights, and its bias."
        with self.say(line, pixels=self.network.mlp.sizes[0]):
            self.play(
                FadeOut(self.live.weights, *self.live.layers, self.goal, self.sketch),
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
        trained, label, neuron = self.hand.trained, self.example.label, self.hand.neuron
        down = trained._replace(bias=self.bench.sliders[3].line.low)
        read, dark = self.read_with(trained), self.read_with(down)
        before, after = (float(each.output[label]) for each in (read, dark))
        held, lowest = (float(each.a[1][neuron]) for each in (self.example.forward, dark))
        is_tanh = self.network.mlp.activation == "tanh"
        line = choose(
            (
                is_tanh and held < lowest + NOTABLE,
                "For this {label}, it is at {lowest:.2f} already. Turn its bias down, and it stays "
                "there.",
            ),
            (
                is_tanh and abs(after - before) > NOTABLE,
                "Turn its bias down, and it sinks to {lowest:.2f}. The output for our {label} goes "
                "from {before:.2f} to {after:.2f}.",
            ),
            (
                is_tanh,
                "Turn its bias down, and it sinks to {lowest:.2f}. This {label} hardly minds.",
            ),
            (
                held < NOTABLE,
                "For this {label}, it is dark already. Turn its bias down, and it stays dark.",
            ),
            (
                after < before - NOTABLE and dark.answer == label,
                "Turn its bias down, and it goes dark. The output for our {label} falls from "
                "{before:.2f} to {after:.2f}, but it is still the brightest.",
            ),
            (
                after < before - NOTABLE,
                "Turn its bias down, and it goes dark. Our {label} needs it: its output falls from "
                "{before:.2f} to {after:.2f}, and the answer is {answer}.",
            ),
            (
                after > before + NOTABLE,
                "Turn its bias down, and it goes dark. That even helps our {label}: from "
                "{before:.2f}, its output rises to {after:.2f}.",
            ),
            otherwise="Turn its bias down, and it goes dark. This {label} hardly minds.",
        )
        facts = {"label": label, "answer": int(dark.answer), "before": before, "after": after}
        with self.say(line, **facts, lowest=lowest):
            self.turn_to(down, self.look.slow)
            self.wait(2 * self.look.quick)
            self.turn_to(trained, self.look.normal)

    def make_it_an_edge_detector(self):
        trained, handmade = self.hand.trained, self.hand.handmade
        line = (
            "Now the weights: 1 on a bar, minus a half above and below, 0 elsewhere. And the bias: "
            "{bias:.0f}. That is our own edge detector."
        )
        with self.say(line, bias=handmade.bias):
            self.quickly(Create(self.frames))
            self.turn_to(trained._replace(learned=0.0), self.look.normal)
            self.turn_to(handmade._replace(bias=trained.bias), self.look.normal)
            self.rest()
            self.turn_to(handmade, self.look.normal)
            self.quickly(FadeOut(self.frames), FadeIn(self.handmade))

    def count_what_it_reads_now(self):
        before, after = map(self.hand.accuracy, (self.hand.trained, self.hand.handmade))
        label, answer = self.example.label, int(self.read_with(self.hand.handmade).answer)
        line = choose(
            (
                f"{after:.1%}" == f"{before:.1%}",
                "Does it do harm? Of {data}, {after:.1%} are read correctly, as before.",
            ),
            (
                after > before,
                "Does it do harm? No: of {data}, {after:.1%} are read correctly now, and it was "
                "{before:.1%}.",
            ),
            (
                answer != label,
                "Our {label} is read as {answer} now. And of {data}, {after:.1%} are read "
                "correctly. It was {before:.1%}.",
            ),
            otherwise="Our {label} is fine with it. But of {data}, only {after:.1%} are read "
            "correctly now. It was {before:.1%}.",
        )
        facts = {"label": label, "answer": answer, "before": before, "after": after}
        box = SurroundingRectangle(
            self.bench.percent, color=self.look.accent, buff=0.2, corner_radius=0.08
        )
        with self.say(line, data=self.shown_digits.counted, **facts):
            self.play(Create(box))
            self.play(FadeIn(self.was, shift=0.1 * UP))
            self.rest()
            self.quickly(FadeOut(box))

    def hold_it_against_chance(self):
        """Try the plain alternatives: its own weights shuffled, and a neuron that stands still."""
        hand = self.hand
        edge, still = hand.accuracy(hand.handmade), hand.accuracy_still()
        tried = hand.accuracies_shuffled(SHUFFLES)
        line = choose(
            (
                edge > still and np.mean(tried >= edge) <= RARE,
                "Does the edge help? Shuffle the learned weights instead, and {shuffled:.1%} are "
                "read correctly, on average. Hold the neuron still at its mean: {still:.1%}. So "
                "the edge does help.",
            ),
            otherwise="Does the edge help? Shuffle the learned weights instead, and "
            "{shuffled:.1%} are read correctly, on average. Hold the neuron still at its mean: "
            "{still:.1%}. So the network makes nothing of our edge.",
        )
        with self.say(line, shuffled=float(tried.mean()), still=still):
            for row, told in enumerate(
                (
                    message("shuffled: {share:.1%}, mean of {n}", share=tried.mean(), n=SHUFFLES),
                    message("held still at its mean: {share:.1%}", share=still),
                ),
                start=2,
            ):
                self.chances.add(self.bench.note(told, row))
                self.play(FadeIn(self.chances[-1], shift=0.1 * UP))
            self.rest()

    def look_at_all_the_others(self):
        mlp, neuron = self.network.mlp, self.hand.neuron
        rows = mlp.weights[0].copy()
        rows[neuron] = self.hand.weights(self.hand.handmade)
        wall = self.wall = WeightWall(rows, largest_but_few(mlp.weights[0]), (SIDE, SIDE), 13, 5.4)
        wall.shift(0.3 * UP)
        place = wall.grids[neuron]
        self.marked = SurroundingRectangle(place, color=self.look.accent, buff=0.04)
        self.tag = headline("{count:,} knobs", count=mlp.parameters.size).move_to([0, -3.1, 0])
        line = "That was one neuron. All {parameters:,} knobs by hand: hopeless, but instructive."
        with self.say(line, parameters=mlp.parameters.size):
            bench = self.bench
            gone = (self.live.picture, self.source, bench.layer, bench.wires, bench.ring)
            self.play(
                FadeOut(*gone, bench.sliders, bench.meter, self.bars, self.was, self.handmade),
                FadeOut(self.chances),
                bench.grid.animate.replace(place),
            )
            others = [grid for grid in wall.grids if grid is not place]
            self.quickly(Create(self.marked))
            if others:
                self.slowly(LaggedStart(*map(FadeIn, others), lag_ratio=0.1))
            self.quickly(FadeIn(self.tag, shift=0.1 * UP))

    @cached_property
    def example(self) -> Example:
        """A digit that is read correctly, the familiar one if possible."""
        return self.digits.familiar(LABEL)

    @cached_property
    def hand(self) -> NeuronByHand:
        """The neuron that is set by hand."""
        found = self.findings.hand_set
        return NeuronByHand(self.network.mlp, found.neuron, found.detector, self.digits.digits)

    def at(self, clock: float) -> MLP:
        """Return the network at a moment of its training; or of a sketch of one."""
        return self.playback.at(clock).mlp if self.recorded else on_the_way(self.network.mlp, clock)

    def show_training(self, clock: float) -> None:
        """Bring the network and what it makes of the digit to a moment of its training."""
        mlp = self.at(clock)
        activations = mlp.forward(self.example.pixels).a
        self.live.set_weights(mlp.weights)
        self.live.set_activations(activations[1:])
        self.bars.set_values(activations[-1])

    def read_with(self, knobs: neuron_by_hand.Knobs) -> ForwardPass:
        """Return what the network makes of the digit with the neuron's knobs set so."""
        return self.hand.network(knobs).forward(self.example.pixels)

    def lay_out_one_neuron(self) -> None:
        """Make the neuron's bench, as training left it; nothing is shown yet."""
        mlp, hand, trained = self.network.mlp, self.hand, self.hand.trained
        accuracy = hand.accuracy(trained)
        knobs = zip(NAMES, hand.reach(self.example.pixels), trained, strict=True)
        self.bench = NeuronBench(
            self.example.picture,
            hand.weights(trained).reshape(SIDE, SIDE),
            largest_but_few(mlp.weights[0]),
            self.example.forward.a[1],
            hand.neuron,
            {name: (*reach, value) for name, reach, value in knobs},
            accuracy,
            self.shown_digits.counted,
        )
        self.chances = VGroup()
        self.was = self.bench.note(message("as trained: {share:.1%}", share=accuracy), 1)
        bar, margin = hand.detector.bar, hand.detector.margin
        masks = bar, bar | margin
        self.frames = VGroup(*(self.bench.frame(mask.reshape(SIDE, SIDE)) for mask in masks))
        self.frames.set_z_index(ABOVE_ALL)
        self.handmade = note("hand-made", self.look.accent)
        self.handmade.next_to(self.bench.grid, DOWN, buff=0.12)

    def turn_to(self, knobs: neuron_by_hand.Knobs, run_time: float) -> None:
        """Turn the neuron's knobs, all of them evenly, and let the network read meanwhile."""
        before = np.array([each.value for each in self.bench.sliders])
        way = np.array(knobs) - before

        def show(share: float) -> None:
            self.show_knobs(neuron_by_hand.Knobs(*map(float, before + share * way)))

        bench = self.bench
        parts = [bench.sliders, bench.grid, bench.layer, bench.percent, self.bars]
        self.drive(show, parts, run_time, self.example, before, knobs)

    def show_knobs(self, knobs: neuron_by_hand.Knobs) -> None:
        """Show how the knobs stand and what the network reads with them."""
        forward, weights = self.read_with(knobs), self.hand.weights(knobs)
        self.bench.set_knobs(knobs, weights, forward.a[1], self.hand.accuracy(knobs))
        self.bars.set_values(forward.output)
