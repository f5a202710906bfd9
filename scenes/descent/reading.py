"""What the gradient says, number by number: which way, and how much each matters."""

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
    LaggedStart,
    Line,
    VGroup,
    linear,
)

from scenes.descent.drawings.how_many_matter import HowManyMatter
from scenes.descent.drawings.nudge import Nudge
from scenes.descent.drawings.turned_weight import CostOverWeight, side_by_side
from scenes.look.places import HEAD
from scenes.mobjects.formulas.parameter_column import ParameterColumn, column_of_words
from scenes.mobjects.neurons.diagram import Network, Room
from scenes.mobjects.neurons.ring import ring
from scenes.mobjects.writing.words import formula, note, row_of_words, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.first_step import FirstStep

#: What is a lot, and what is some, as shares of the largest entry.
LOTS, SOME = 0.5, 0.1

#: Where the column's brackets begin, its height, and the left end of the table beside it.
COLUMN_AT, COLUMN_Y, TABLE_AT = -5.4, 0.0, 0.35

#: Room for a word beside an entry, and from a first word to a second one.
WORD, FURTHER = 1.8, 2.0

#: Where the network is, its middle's height, and left of what stands beside it.
ROOM, MIDDLE, BESIDE = Room((-5.3, 0.0, 2.5), (-3.5, -0.95), 4.6, 0.46, 0.12), 0.3, 0.55

#: How far the two numbers of the small example are turned from 1, and their range.
WIGGLE, RANGE = 0.1, (0.5, 1.5)


class Reading(FirstStep):
    """Entries become words; then two weights are tried: one that matters, one that hardly does."""

    def construct(self):
        self.open_section()
        self.read_the_signs()
        self.read_the_sizes()
        self.count_what_matters()
        self.see_it_in_two_numbers()
        self.wiggle_both()
        self.find_two_edges()
        self.try_both()

    def read_the_signs(self):
        column = self.column = ParameterColumn(self.way, self.rows, "-nabla C(bold(W))")
        column.shift([COLUMN_AT - column.column.get_left()[0], COLUMN_Y - column.get_y(), 0])
        shown = [entry.value for (entry,) in column.column.entries]
        look = self.look
        kinds = {
            1: (message("raise"), look.positive),
            -1: (message("lower"), look.negative),
            0: (message("leave"), look.quiet),
        }
        texts, colours = zip(*(kinds[int(np.sign(value))] for value in shown), strict=True)
        self.signs = column_of_words(column, texts, colours, WORD)
        line = (
            "Read the negative gradient number by number. The sign says which way: raise this "
            "number, or lower it."
        )
        with self.say(line):
            self.play(FadeIn(column))
            self.slowly(LaggedStart(*(FadeIn(each, shift=0.2 * RIGHT) for each in self.signs)))
        self.rest(0.5)

    def read_the_sizes(self):
        column, kinds = self.column, self.kinds
        shown = [self.kind_of(entry.value) for (entry,) in column.column.entries]
        texts, colours = zip(*(kinds[kind][::2] for kind in shown), strict=True)
        self.sizes = column_of_words(column, texts, colours, WORD).shift(FURTHER * RIGHT)
        self.table = HowManyMatter(
            [(*kind, count) for kind, count in zip(kinds, self.counts, strict=True)]
        )
        self.table.shift([TABLE_AT - self.table.get_left()[0], COLUMN_Y - self.table.get_y(), 0])
        line = (
            "The size says how much it matters. A lot is at least half of the largest, some at "
            "least a tenth of it."
        )
        with self.say(line):
            words_come = (FadeIn(each, shift=0.2 * RIGHT) for each in self.sizes)
            self.play(LaggedStart(*words_come))
            rows = (FadeIn(row[:2], shift=0.1 * DOWN) for row in self.table.rows)
            self.slowly(LaggedStart(*rows, lag_ratio=0.5))
        self.rest(0.5)

    def count_what_matters(self):
        lots, *_, zeros = self.counts
        images = self.study.origin.count
        dead = self.study.blank * self.start.sizes[1]
        line = choose(
            (
                zeros > 0 and zeros == dead,
                "Of {count:,} numbers, {lots:,} matter a lot. {zeros:,} don't matter at all: their "
                "pixels are blank in all {images:,} images.",
            ),
            otherwise="Of {count:,} numbers, {lots:,} matter a lot. {zeros:,} don't matter at all.",
        )
        of = note("measured on {data}", room=6.2, data=self.studied_on(self.study).counted)
        of.next_to(self.table, DOWN, buff=0.5).align_to(self.table, LEFT)
        with self.say(line, count=self.count, lots=lots, zeros=zeros, images=images):
            counts = (FadeIn(row[2], shift=0.1 * UP) for row in self.table.rows)
            self.slowly(LaggedStart(*counts, lag_ratio=0.5), FadeIn(of))
            self.quickly(FadeIn(self.table.total))
        self.rest()
        gone = (self.column, self.signs, self.sizes, of, *self.table.rows, self.table.total)
        self.quickly(FadeOut(*gone))

    def see_it_in_two_numbers(self):
        self.head = row_of_words(
            formula("C(x, y) = 3/2 x^2 + 1/2 y^2"), formula("nabla C(1, 1) = vec(3, 1)"), buff=1.2
        ).move_to([0, HEAD - 0.25, 0])
        turned = np.linspace(*RANGE, 101)
        marks = {each: message("{value:g}", value=each) for each in (1.0, 1 + WIGGLE)}
        charts = self.charts = side_by_side(
            *(
                CostOverWeight(title, across, turned, costs, (0, 4), height=3.3, x_marks=marks)
                for title, across, costs in (
                    (message("turn only x"), "x", toy(turned, 1)),
                    (message("turn only y"), "y", toy(1, turned)),
                )
            )
        )
        for chart in charts.move_to([0, -0.75, 0]):
            chart.put_ball(1)
        line = (
            "Why does size mean importance? Take a cost of two numbers only, x and y. Where both "
            "are 1, its gradient has the entries 3 and 1."
        )
        with self.say(line):
            self.play(FadeIn(self.head[0]))
            self.play(FadeIn(self.head[1]))
            self.play(FadeIn(charts))

    def wiggle_both(self):
        changes = [float(toy(*now) - toy(1, 1)) for now in ((1 + WIGGLE, 1), (1, 1 + WIGGLE))]
        told = VGroup(
            *(words("{change:+.3f}", colour=self.look.accent, change=change) for change in changes)
        )
        for text, chart in zip(told, self.charts, strict=True):
            text.move_to(chart.chart.place(RANGE[1] - 0.18, 0.6))
        line = (
            "Wiggle x a little: a tenth more, and the cost grows by {first:.3f}. Wiggle y as much: "
            "by {second:.3f}. So x matters three times as much."
        )
        with self.say(line, first=changes[0], second=changes[1]):
            for text, chart in zip(told, self.charts, strict=True):
                self.wiggle(chart)
                self.quickly(FadeIn(text, shift=0.1 * UP))
        self.rest()
        self.quickly(FadeOut(self.head, self.charts, told))

    def find_two_edges(self):
        self.lay_out_edges()
        smaller = int((np.abs(self.way) < abs(self.way[self.study.edges[1]])).sum())
        line = (
            "Now our network. Of all its edges, this one has the largest entry. That one has a "
            "small entry, and {smaller:,} are smaller still."
        )
        with self.say(line, smaller=smaller):
            self.play(FadeIn(self.live))
            for edge, tried in zip(self.edges, self.nudges, strict=True):
                self.play(
                    *(field.animate.set_dimming(0.25) for field in self.live.weights),
                    Create(edge[0]),
                    FadeIn(edge[1:]),
                    FadeIn(tried.head),
                )
        self.rest(0.5)

    def try_both(self):
        first, second = (abs(tried.difference) for tried in self.nudges)
        of = note("average cost {of}", room=6, of=self.studied_on(self.study).of)
        of.next_to(self.nudges, DOWN, buff=0.55).align_to(self.nudges, LEFT)
        line = "Is that so? Change each weight by {nudge:g}, the way its entry asks."
        with self.say(line, nudge=self.study.nudge):
            self.quickly(FadeIn(of))
            for edge, tried in zip(self.study.edges, self.nudges, strict=True):
                self.play(FadeIn(tried.told, tried.costs, shift=0.1 * DOWN), *self.read_with(edge))
                self.quickly(*self.read_with(None))
        ratio = two_digits(first / second) if second else 0
        line = choose(
            (not ratio, "The second change is too small to be seen in six digits."),
            otherwise="The first moves the cost about {ratio:,} times as far as the second.",
        )
        with self.say(line, ratio=ratio):
            self.play(*(FadeIn(tried.change, shift=0.2 * RIGHT) for tried in self.nudges))
            if ratio:
                self.play(FadeIn(self.told_ratio(ratio), shift=0.1 * UP))
        self.rest()
        line = (
            "So the gradient is more than a direction. It is a list of how much each number "
            "matters, here and now."
        )
        with self.say(line):
            self.rest()
        self.rest()

    def told_ratio(self, ratio: float) -> VGroup:
        """Return how many times as far the first weight moves the cost, between both."""
        text = words("about {ratio:,} times as far", colour=self.look.accent, ratio=ratio, room=5.6)
        first, second = self.nudges
        text.move_to([0, (first.get_bottom()[1] + second.get_top()[1]) / 2, 0])
        return text.align_to(first, LEFT)

    def read_with(self, edge: int | None) -> list:
        """Return the animations to what the network holds with one weight changed, or none."""
        parameters = self.start.parameters.copy()
        if edge is not None:
            parameters[edge] += self.study.nudge * np.sign(self.way[edge])
        held = self.start.with_parameters(parameters).forward(self.example.pixels)
        layers = zip(self.live.layers, held.a[1:], strict=True)
        return [layer.animate.set_activations(values) for layer, values in layers]

    @cached_property
    def kinds(self):
        """Names of the sizes of entries, what they mean, and their colours."""
        look = self.look
        return [
            (message("a lot"), message("half the largest or more"), look.accent),
            (message("some"), message("a tenth or more"), look.words),
            (message("little"), message("less than a tenth"), look.quiet),
            (message("nothing"), message("exactly 0"), look.quiet),
        ]

    def kind_of(self, entry: float) -> int:
        """Return which size an entry has."""
        share = abs(entry) / np.abs(self.way).max()
        return 0 if share >= LOTS else 1 if share >= SOME else 2 if share > 0 else 3

    @cached_property
    def counts(self) -> list[int]:
        """How many entries have each size."""
        kinds = [self.kind_of(entry) for entry in self.way]
        return np.bincount(kinds, minlength=len(self.kinds)).tolist()

    def wiggle(self, chart: CostOverWeight) -> None:
        """Turn a chart's number a little to and fro, and leave it a little larger than it was."""

        def show(share: float) -> None:
            chart.put_ball(1 + WIGGLE * np.sin(2.5 * np.pi * share))

        self.drive(show, [chart.ball], self.look.slow, WIGGLE, rate_func=linear)

    def lay_out_edges(self) -> None:
        """Make the network, two of its edges, and what comes of changing each."""
        look, study = self.look, self.study
        self.live = Network(self.start.weights, self.example.pixels, room=ROOM).shift(MIDDLE * UP)
        self.live.set_activations(self.start.forward(self.example.pixels).a[1:])
        centres = [self.live.picture.pixel_centres(), *(x.centres() for x in self.live.layers)]
        self.edges, self.nudges = VGroup(), VGroup()
        for index, after, colour in zip(
            study.edges, study.nudged, (look.accent, look.words), strict=True
        ):
            step, to, start = self.place_of(int(index))
            ends = [
                np.array([*point, 0]) for point in (centres[step][start], centres[step + 1][to])
            ]
            line = Line(*ends, color=colour, stroke_width=6)
            end = ring(self.live.layers[step].neurons[to], colour=colour)
            self.edges.add(VGroup(line, end).set_z_index(1.5))
            entry = float(self.way[index])
            told = choose(
                (entry > 0, message("raised by {nudge:g}", nudge=study.nudge)),
                otherwise=message("lowered by {nudge:g}", nudge=study.nudge),
            )
            self.nudges.add(Nudge(int(index), entry, told, (self.before, float(after)), colour))
        self.nudges.arrange(DOWN, buff=1.3, aligned_edge=LEFT)
        self.nudges.shift([BESIDE - self.nudges.get_left()[0], MIDDLE - self.nudges.get_y(), 0])


def toy(x, y):
    """Return the cost of the small example."""
    return 1.5 * np.square(x) + 0.5 * np.square(y)


def two_digits(number: float) -> int | float:
    """Return a number that is rounded to two digits."""
    digits = 1 - int(np.floor(np.log10(number)))
    return round(number, digits) if digits > 0 else int(round(number, digits))
