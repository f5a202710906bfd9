"""Does one neuron stand for a loop? All neurons of the last hidden layer are measured."""

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
    LaggedStart,
)
from numpy.typing import NDArray

from network.measured.findings import LOOPED
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.writing.swatches import Swatches
from scenes.mobjects.writing.words import headline, note
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.detector_bars import DetectorBars
from scenes.structure.drawings.hoped import Tag
from scenes.structure.drawings.pair_trial import PairTrial
from scenes.structure.drawings.two_groups import TwoGroups, merged

#: A neuron is called a loop detector, or something like it, from these shares of pairs on.
CLEAR, PARTIAL = 0.95, 0.7

#: How many pairs of digits are shown to the layer each time.
PAIRS = 4

#: Digits that have no loop anywhere, however they are written.
PLAIN = (1, 2, 3, 5, 7)

#: So many bins of the findings make one bar.
MERGED = 4


class Loops(LectureScene):
    """What was hoped for is put to the test, pair by pair of digits, and then all at once."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section(*self.stage_taken_over())
        self.ask_whether_it_is_true()
        self.show_pairs_of_digits()
        self.line_up_all_neurons()
        self.name_the_best_one()
        self.look_at_the_best_one()
        self.say_what_was_found()
        self.leave_it_open()

    def stage_taken_over(self) -> list:
        """Return what ``Hope`` ended with."""
        self.hoped = Tag("hoped for", hoped=True, size=2 * self.look.headline)
        return [self.hoped]

    def ask_whether_it_is_true(self):
        measured = Tag("measured", hoped=False, size=2 * self.look.headline)
        through = self.hoped.stroke_through()
        with self.say("But does our network do it? Nobody told it to. So let us measure."):
            self.rest()
            self.quickly(Create(through))
            self.wait(self.look.quick)
            self.quickly(FadeOut(self.hoped, through, shift=0.6 * DOWN))
            self.quickly(FadeIn(measured, scale=1.3))
        self.tag = Tag("measured", hoped=False).move_to([5.9, 3.45, 0])
        self.play(FadeOut(measured, scale=0.4, target_position=self.tag), FadeIn(self.tag))

    def show_pairs_of_digits(self):
        digits, best = self.digits.digits, self.findings.loops.best
        groups = np.isin(digits.labels, LOOPED), np.isin(digits.labels, PLAIN)
        indices = zip(*(np.flatnonzero(group)[: 2 * PAIRS] for group in groups), strict=True)
        self.pairs = pairs = [
            ([one.pixels for one in pair], [one.forward.a[-2] for one in pair])
            for pair in ([self.digits[int(k)] for k in each] for each in indices)
        ]
        self.trial = PairTrial(*pairs[0], best, ("with a loop on top", "without"))
        self.source = self.source_of().next_to(self.tag, LEFT, buff=0.4)
        line = (
            "Show a neuron two digits, one with a loop on top and one without. How often is it "
            "brighter for the loop?"
        )
        with self.say(line):
            self.play(FadeIn(self.trial, self.source))
            self.rest()
            for pair in pairs[1:PAIRS]:
                self.quickly(self.trial.show(*pair))
                self.wait(self.look.quick)

    def line_up_all_neurons(self):
        loops, look, trial = self.findings.loops, self.look, self.trial
        axis = NumberLine(0.5, 1, 7.6, {0.5: "half: no idea", 1.0: "always"})
        axis.shift([-2.2, -3.3, 0] - axis.line.get_start())
        heights = [neuron.get_y() for neuron in trial.layers[0].neurons]
        self.bars = DetectorBars(loops.auc, heights, axis)
        meanings = (
            ("brighter for the loop", look.accent, 0.9),
            ("darker for the loop", look.accent, 0),
        )
        legend = Swatches(meanings).move_to([2.0, 2.65, 0])
        tried = f"{self.findings.count:,} {self.findings.data.name}"
        self.tried = note(tried).next_to(self.tag, LEFT, buff=0.4)
        line = "Half the time means no idea; always, a loop detector. Here are all {count} neurons."
        with self.say(line, count=len(loops.auc)):
            self.quickly(FadeOut(trial.large, trial.names, trial.sign, self.source))
            self.quickly(FadeIn(axis, legend, self.tried))
            grow = (FadeIn(bar, shift=0.5 * RIGHT) for bar in self.bars.bars)
            self.slowly(LaggedStart(*grow, lag_ratio=0.25))
        self.ranking = [axis, legend, self.bars]

    def name_the_best_one(self):
        best, look = self.findings.loops.best, self.look
        share = self.folded[best]
        value = self.bars.value(best, f"{share:.0%}")
        with self.say(self.line_on_the_best(), share=share):
            others = (bar for k, bar in enumerate(self.bars.bars) if k != best)
            self.play(
                *(bar.animate.fade(0.7) for bar in others),
                FadeIn(value, shift=0.1 * RIGHT),
            )
            for pair in self.pairs[PAIRS:]:
                self.quickly(self.trial.take(*pair))
                self.wait(look.quick)
        self.ranking.append(value)

    def look_at_the_best_one(self):
        loops, look, best = self.findings.loops, self.look, self.findings.loops.best
        top = float(loops.edges[-1])
        axis = NumberLine(0, top, 11, {0: "0", top: f"{top:.1f}".removesuffix(".0")})
        axis.shift([0, -2.5, 0] - axis.line.get_center())
        name = note("activation of the best neuron").move_to([0, -3, 0])
        counts = np.stack([loops.with_loop[best], loops.without_loop[best]])
        groups = TwoGroups(
            *merged(loops.edges, counts, MERGED), axis, 3.7, (look.accent, look.outline)
        )
        legend = Swatches(
            [
                ("a loop on top: 8, 9", look.accent, 0.6),
                ("the rest: 0 to 7", look.outline, 0.6),
            ]
        ).move_to([0, 2.1, 0])
        fullest = int(groups.shares[0].argmax())
        looped, others = (float(each[fullest]) for each in groups.shares)
        peaks = groups.values(fullest)
        self.groups = groups.lie_flat()
        line = (
            "These are all its activations. In the column fullest of loops lie {looped:.0%} of "
            "them, and {others:.0%} of the rest."
        )
        with self.say(line, looped=looped, others=others):
            gone = [*self.ranking, self.trial.pictures, self.trial.layers, self.trial.rings]
            self.play(FadeOut(*gone), FadeIn(axis, name))
            for group in range(2):
                self.add(groups.bars[group])
                self.play(groups.grow(group), FadeIn(legend[group]))
            self.quickly(FadeIn(peaks, shift=0.1 * UP))
        self.chart = [axis, name, groups, legend, peaks]

    def say_what_was_found(self):
        share = self.folded[self.findings.loops.best]
        line = "So no neuron of this network stands for a loop. It reads digits in some other way."
        verdict = "no loop detector"
        if share >= CLEAR:
            line = "So this network did grow a loop detector, though nobody asked for one."
            verdict = "a loop detector"
        elif share >= PARTIAL:
            line = "So there is a trace of what we hoped for, but no clean loop detector."
            verdict = "a trace, no clean loop detector"
        shown = headline(verdict).move_to([0, 2.8, 0])
        with self.say(line):
            self.play(FadeIn(shown, shift=0.2 * UP))
        self.chart.append(shown)

    def leave_it_open(self):
        """Let light run through the real network once more, the best neuron ringed."""
        mlp, image = self.network.mlp, self.digits.clear(9).pixels
        diagram = NetworkDiagram(mlp.weights, image).load(mlp.forward(image).a)
        best = diagram.layers[-2].neuron(self.findings.loops.best)
        ring = Circle(0.75 * best.width, color=self.look.accent, stroke_width=4).move_to(best)
        ring.set_z_index(4)
        with self.say("What do its neurons look for, then? Lecture 2 will look inside."):
            self.quickly(FadeOut(*self.chart, self.tried, self.tag))
            self.play(FadeIn(diagram))
            self.add(diagram)
            self.play(diagram.light_through(1.2 * self.look.normal))
            self.quickly(Create(ring))

    @property
    def folded(self) -> NDArray[np.float64]:
        """How often each neuron tells a loop from none, whether by light or by darkness."""
        return np.maximum(self.findings.loops.auc, 1 - self.findings.loops.auc)

    def line_on_the_best(self) -> str:
        """Return how well the best neuron tells a loop from none, and in which way."""
        darker = self.findings.loops.auc[self.findings.loops.best] < 0.5
        if self.network.mlp.activation == "relu":  # which is exactly 0 for many digits
            if darker:
                return (
                    "Ties counted as half, the best one is darker for the loop in {share:.0%} of "
                    "all pairs: the other way round."
                )
            return (
                "Ties counted as half, the best one is brighter for the loop in {share:.0%} of all "
                "pairs."
            )
        if darker:
            return (
                "The best one does it the other way round: it is darker for the loop, in "
                "{share:.0%} of all pairs."
            )
        return "The best one is brighter for the loop in {share:.0%} of all pairs."
