"""Does one neuron stand for a loop? All neurons of the last hidden layer are measured."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart

from network.measured.findings import LOOPED, PAIRS
from network.measured.findings import Loops as Found
from scenes.look.places import ABOVE_FOOT, BELOW_HEAD, LEFT_RIM
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.neurons.diagram import NetworkDiagram
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.neurons.single_neuron import widest_of
from scenes.mobjects.writing.legend import Swatches
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.detector_bars import DetectorBars
from scenes.structure.drawings.hoped import Tag
from scenes.structure.drawings.pair_columns import PairColumns
from scenes.structure.drawings.pair_trial import PairTrial

#: A neuron is called a loop detector, or a trace of one, from these shares of pairs on ...
CLEAR, PARTIAL = 0.95, 0.7

#: ... if so many pairs of digits at most, 8 and 9 among them, are told apart as well.
FEW, SOME = 4, 11

#: Less than this above a half is no better than chance.
CHANCE = 0.005

#: How many pairs of images are shown to the layer each time.
SHOWN = 4


class Loops(LectureScene):
    """What was hoped for is put to the test, with any two digits as its control."""

    least_hidden_layers, only_digits = 1, True

    def construct(self):
        self.open_section(*self.stage_taken_over())
        self.ask_whether_it_is_true()
        self.show_pairs_of_digits()
        self.line_up_all_neurons()
        self.name_the_best_one()
        self.ask_the_same_of_any_two_digits()
        self.find_its_place_among_them()
        self.say_what_was_found()
        self.leave_it_open()

    def stage_taken_over(self) -> list:
        """Return what ``Hope`` ended with."""
        self.hoped = Tag(message("hoped for"), hoped=True, size=2 * self.look.headline)
        return [self.hoped]

    def ask_whether_it_is_true(self):
        measured = Tag(message("measured"), hoped=False, size=2 * self.look.headline)
        through = self.hoped.stroke_through()
        with self.say("But does our network do it? Nobody told it to. So let us measure."):
            self.rest()
            self.quickly(Create(through))
            self.wait(self.look.quick)
            self.quickly(FadeOut(self.hoped, through, shift=0.6 * DOWN))
            self.quickly(FadeIn(measured, scale=1.3))
        self.tag = Tag(message("measured"), hoped=False).move_to([5.9, 3.45, 0])
        self.play(FadeOut(measured, scale=0.4, target_position=self.tag), FadeIn(self.tag))

    def show_pairs_of_digits(self):
        looped = np.isin(self.digits.digits.labels, LOOPED)
        indices = zip(
            *(np.flatnonzero(group)[: 2 * SHOWN] for group in (looped, ~looped)), strict=False
        )
        self.pairs = pairs = [
            ([one.pixels for one in pair], [one.forward.a[-2] for one in pair])
            for pair in ([self.digits[int(k)] for k in each] for each in indices)
        ]
        names = message("8 or 9: a loop on top"), message("any other digit")
        held = [each[self.found.best] for _, both in pairs for each in both]
        self.trial = PairTrial(*pairs[0], self.found.best, names, widest_of(np.array(held)))
        self.source = self.source_of().next_to(self.tag, LEFT, buff=0.4)
        line = choose(
            (
                self.is_tanh,
                "Show it an 8 or a 9, with a loop on top, and then any other digit. A loop "
                "detector would hold more for the loop, every time. Or less, every time.",
            ),
            otherwise="Show it an 8 or a 9, with a loop on top, and then any other digit. A loop "
            "detector would be brighter for the loop, every time. Or darker, every time.",
        )
        with self.say(line):
            self.play(FadeIn(self.trial, self.source))
            self.rest()
            for pair in pairs[1:SHOWN]:
                self.quickly(self.trial.show(*pair))
                self.rest()

    def line_up_all_neurons(self):
        trial, look, count = self.trial, self.look, len(self.found.auc)
        axis = NumberLine(0.5, 1, 7.6, {0.5: message("half: no idea"), 1.0: message("always")})
        axis.shift([-2.2, -3.3, 0] - axis.line.get_start())
        heights = [neuron.get_y() for neuron in trial.layers[0].neurons]
        self.bars = DetectorBars(self.found.auc, heights, axis)
        more, less = message("brighter for the loop"), message("darker for the loop")
        if self.is_tanh:
            more, less = message("more for the loop"), message("less for the loop")
        legend = Swatches(((more, look.accent, 0.9), (less, look.accent, 0)))
        legend.move_to([2.0, 2.65, 0])
        self.tried = note(self.found_on.counted).next_to(self.tag, LEFT, buff=0.4)
        line = choose(
            (count == 1, "In half of all pairs: no idea. In all: a detector. It has one neuron."),
            otherwise="In half of all pairs: no idea. In all of them: a loop detector. Here are "
            "all {count} neurons.",
        )
        with self.say(line, count=count):
            self.quickly(FadeOut(trial.large, trial.names, trial.sign, self.source))
            self.quickly(FadeIn(axis, legend, self.tried))
            grow = (FadeIn(bar, shift=0.5 * RIGHT) for bar in self.bars.bars)
            self.slowly(LaggedStart(*grow, lag_ratio=0.25))
        self.ranking = [axis, legend, self.bars]

    def name_the_best_one(self):
        best = self.found.best
        value = self.bars.value(best)
        facts = {"share": self.share, "data": self.found_on.counted}
        with self.say(self.line_on_the_best(), **facts):
            others = (bar for k, bar in enumerate(self.bars.bars) if k != best)
            self.play(*(bar.animate.fade(0.7) for bar in others), FadeIn(value, shift=0.1 * RIGHT))
            for pair in self.pairs[SHOWN:]:
                self.quickly(self.trial.take(*pair))
                self.rest(0.6)
        self.ranking.append(value)

    def ask_the_same_of_any_two_digits(self):
        trial = self.trial
        between = {share: message("{share:.0%}", share=share) for share in (0.6, 0.7, 0.8, 0.9)}
        ends = {0.5: message("half: no idea"), 1.0: message("always")}
        axis = NumberLine(0.5, 1, 12.0, ends | between)
        axis.shift([0, ABOVE_FOOT + 0.45, 0] - axis.line.get_center())
        self.columns = PairColumns(PAIRS, self.found.of_pairs, axis, LOOPED, 4.4)
        caption = words("the best neuron for each of {count} pairs of digits", count=len(PAIRS))
        self.chart = [axis, self.columns, caption.stand_at(LEFT_RIM, BELOW_HEAD, LEFT)]
        line = (
            "Is that much? Let us ask the same of any two digits, not just of 8 and 9. There are "
            "{count} such pairs, and for each of them we take its best neuron."
        )
        with self.say(line, count=len(PAIRS)):
            self.quickly(FadeOut(*self.ranking, trial.pictures, trial.layers, trial.rings))
            self.quickly(FadeIn(axis, caption))
            rising = sorted(self.columns.chips, key=lambda chip: (chip.get_x(), chip.get_y()))
            come = (FadeIn(chip, shift=0.3 * DOWN) for chip in rising)
            self.slowly(LaggedStart(*come, lag_ratio=0.1))

    def find_its_place_among_them(self):
        found = self.found
        median, place = float(np.median(found.of_pairs)), self.columns.marked
        line = choose(
            (
                found.rank == 1,
                "8 and 9 are here, at {share:.0%}: no other pair does better. Half of all pairs "
                "reach {median:.0%}, or more.",
            ),
            otherwise="8 and 9 are here, at {share:.0%}: number {rank} of {count}. Half of all "
            "pairs reach {median:.0%}, or more.",
        )
        facts = {"share": self.share, "rank": found.rank, "count": len(PAIRS), "median": median}
        axis = self.chart[0]
        half = note("half of all pairs: {median:.0%} or more", self.look.words, median=median)
        half.next_to(axis.place(median), DOWN, buff=0.55)
        half.shift(max(0, LEFT_RIM - half.get_left()[0]) * RIGHT)
        with self.say(line, **facts):
            self.play(place.animate.scale(1.3))
            self.rest()
            self.play(FadeIn(half, shift=0.1 * UP))
        self.chart.append(half)

    def say_what_was_found(self):
        share, rank = self.share, self.found.rank
        is_clear, is_trace = share >= CLEAR and rank <= FEW, share >= PARTIAL and rank <= SOME
        line = choose(
            (is_clear, "So this network did grow a loop detector, though nobody asked for one."),
            (is_trace, "So there is a trace of what we hoped for, but no clean loop detector."),
            (share < PARTIAL, "So no neuron of this layer stands for a loop on top."),
            (
                rank == len(PAIRS),
                "So that is less than any other pair of digits gets. No neuron of this layer "
                "stands for a loop on top.",
            ),
            otherwise="So that is about what any two digits get. No neuron of this layer stands "
            "for a loop on top.",
        )
        verdict = choose(
            (is_clear, message("a loop detector")),
            (is_trace, message("a trace, no clean loop detector")),
            otherwise=message("no loop detector"),
        )
        shown = headline(verdict).stand_at(LEFT_RIM, BELOW_HEAD, LEFT)
        with self.say(line):
            self.quickly(FadeOut(self.chart[2]))
            self.play(FadeIn(shown, shift=0.2 * UP))
            self.rest()
        self.chart[2] = shown

    def leave_it_open(self):
        """Let light run through the real network once more, the best neuron ringed."""
        mlp, image = self.network.mlp, self.digits.clear(9).pixels
        diagram = NetworkDiagram(mlp.weights, image).load(mlp.forward(image).a)
        marked = ring(diagram.layers[-2].neuron(self.found.best), 0.75).set_z_index(4)
        line = choose(
            (
                mlp.sizes[-2] == 1,
                "What does its neuron look for, then? Lecture 2 will look inside.",
            ),
            otherwise="What do its neurons look for, then? Lecture 2 will look inside.",
        )
        with self.say(line):
            self.quickly(FadeOut(*self.chart, self.tried, self.tag))
            self.play(FadeIn(diagram))
            self.add(diagram)
            self.play(diagram.light_through(1.2 * self.look.normal))
            self.quickly(Create(marked))

    @property
    def is_tanh(self) -> bool:
        """Whether neurons may hold less than 0: then a bright one needn't hold much."""
        return self.network.mlp.activation == "tanh"

    @property
    def found(self) -> Found:
        """What was measured of the last hidden layer."""
        return self.findings.loops

    @property
    def share(self) -> float:
        """How often the best neuron tells a loop from none, whether by light or by darkness."""
        return float(self.found.folded[self.found.best])

    def line_on_the_best(self) -> str:
        """Return how well the best neuron tells a loop from none, and in which way."""
        is_darker = self.found.auc[self.found.best] < 0.5
        has_ties = self.network.mlp.activation == "relu"  # which is exactly 0 for many digits
        return choose(
            (self.share < 0.5 + CHANCE, "Of {data}, none tells the loop better than by chance."),
            (
                has_ties and is_darker,
                "Counting ties as half, the best one is darker for the loop in {share:.0%} of "
                "all pairs of {data}: the other way round.",
            ),
            (
                has_ties,
                "Counting ties as half, the best one is brighter for the loop in "
                "{share:.0%} of all pairs of {data}.",
            ),
            (
                self.is_tanh and is_darker,
                "The best one does it the other way round: it holds less for the loop, in "
                "{share:.0%} of all pairs of {data}.",
            ),
            (
                self.is_tanh,
                "The best one holds more for the loop, in {share:.0%} of all pairs of {data}.",
            ),
            (
                not is_darker,
                "The best one is brighter for the loop, in {share:.0%} of all pairs of {data}.",
            ),
            otherwise="The best one does it the other way round: it is darker for the loop, in "
            "{share:.0%} of all pairs of {data}.",
        )
