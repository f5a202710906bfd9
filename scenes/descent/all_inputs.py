"""All weights and biases at once: one column, its negative gradient, and a true step."""

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
    ReplacementTransform,
    VGroup,
    linear,
)
from numpy.typing import NDArray

from network.model.mlp import unpack
from network.questions.on_off import TurnedWeight, turn_weight
from scenes.descent.drawings.flying_edges import flying_edges
from scenes.descent.drawings.shares_helped import ShareHelped
from scenes.descent.drawings.steps_compared import StepsCompared
from scenes.descent.drawings.turned_weight import CostOverWeight, on_off_and_smooth
from scenes.look.places import HEAD
from scenes.mobjects.edges.strength import edge_strength, largest_but_few
from scenes.mobjects.formulas.parameter_column import StepColumns
from scenes.mobjects.formulas.vectors import Column
from scenes.mobjects.neurons.diagram import Network, Room
from scenes.mobjects.writing.average_cost import AverageCost
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import formula, headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.first_step import FirstStep

#: Where the network is, and the height of its middle.
ROOM, MIDDLE = Room((-5.55, 0.0, 2.2), (-3.95, -1.7), 4.0, 0.42, 0.11), 0.6

#: Middle of what stands beside it.
BESIDE = (3.0, 0.35)

#: A cost that changes by less hardly changes.
NOTABLE = 0.01


class AllInputs(FirstStep):
    """The numbers of the network become a column; so does the negative gradient; they are added."""

    def construct(self):
        self.open_section()
        self.show_the_random_start()
        self.write_its_numbers_into_a_column()
        self.write_the_gradient_beside_it()
        self.take_the_step()
        self.ask_the_single_examples()
        self.compare_with_other_directions()
        self.see_why_it_must_be_smooth()
        self.ask_who_calculates_it()

    def show_the_random_start(self):
        self.lay_out()
        line = "The network at its random start. Its average cost is {cost:.3f}."
        with self.say(line, cost=self.before):
            self.play(FadeIn(self.live, self.legends[0]))
            self.play(FadeIn(self.cost, shift=0.1 * UP))

    def write_its_numbers_into_a_column(self):
        start = self.columns.start
        line = "Write all {count:,} weights and biases into one column. Call it W."
        with self.say(line, count=self.count):
            self.let_edges_fly(self.start.parameters, start.column, start.names)
            self.quickly(FadeIn(start.title, shift=0.1 * UP))

    def write_the_gradient_beside_it(self):
        column, title = self.columns.way
        line = (
            "Beside it comes the gradient, turned round: the negative gradient. It has one entry "
            "for each number."
        )
        with self.say(line):
            self.show_on_edges(unpack(self.start.sizes, self.way)[0], legend=1)
            self.let_edges_fly(self.way, column)
            self.quickly(FadeIn(title, shift=0.1 * UP))

    def take_the_step(self):
        columns = self.columns
        column, title = columns.after
        line = (
            "An arrow with so many entries nobody can picture. But anybody can add them: {size:g} "
            "times each entry is a small step."
        )
        with self.say(line, size=self.study.step_size):
            self.show_on_edges(self.start.weights, legend=0)
            self.quickly(FadeIn(columns.plus, shift=0.1 * RIGHT))
            self.quickly(FadeIn(columns.equals, column.brackets, column.dots, title))
            rows = (FadeIn(row, shift=0.2 * RIGHT) for row in column.entries)
            self.slowly(LaggedStart(*rows, lag_ratio=0.3))
            self.add(column)
        before, after = self.before, self.after
        line = choose(
            (
                after < before,
                "The numbers change a little, and the average cost falls: from {before:.3f} to "
                "{after:.3f}.",
            ),
            otherwise="The numbers change a little. The average cost goes from {before:.3f} to "
            "{after:.3f}.",
        )
        with self.say(line, before=before, after=after):
            parts = [self.live, self.cost.value]
            self.drive(self.show_step, parts, self.look.slow, self.study.after, rate_func=linear)
            self.rest()

    def ask_the_single_examples(self):
        study, count = self.study, self.study.origin.count
        helped, later = (round(share * count) for share in study.cheaper[:, self.step])
        bars = VGroup(ShareHelped(message("after this step"), count, helped))
        line = choose(
            (
                helped == count,
                "That is an average. But from here, no example lost by it: all {count:,} cost "
                "less.",
            ),
            otherwise="That is an average. Not every example gained by it: of {count:,}, "
            "{helped:,} cost less.",
        )
        seen = self.images_after(study.step)
        if seen:
            when = message("later: after {seen:,} training images", seen=seen)
            bars.add(ShareHelped(when, count, later))
        bars.arrange(DOWN, buff=0.9, aligned_edge=LEFT).move_to([*BESIDE, 0])
        with self.say(line, count=count, helped=helped):
            self.quickly(FadeOut(self.columns))
            self.play(FadeIn(bars[0], shift=0.1 * UP))
        line = "Later, after {seen:,} images, such a step helps {share:.0%}."
        if seen:
            with self.say(line, seen=seen, share=later / count):
                self.play(FadeIn(bars[1], shift=0.1 * UP))
                self.rest()
        self.quickly(FadeOut(bars))

    def compare_with_other_directions(self):
        study = self.study
        before, others = study.before[0], study.random
        steps = StepsCompared(before, self.after, others).put_at(*BESIDE)
        steps.others.set_z_index(1)
        down, best, fall = (others < before).sum(), before - others.min(), before - self.after
        names = VGroup(
            note("{count} random directions", room=6, count=len(others)),
            note("the negative gradient", self.look.accent, room=6),
        )
        names.arrange(DOWN, aligned_edge=LEFT)
        names.next_to(steps.chart, DOWN, buff=0.4)
        facts = {"count": len(others), "down": int(down), "best": float(best), "fall": float(fall)}
        line = "Is that more than luck? Here are {count} steps, just as long, in random directions."
        with self.say(line, count=len(others)):
            self.quickly(FadeIn(steps.chart, steps.start))
            self.slowly(LaggedStart(*map(Create, steps.others), lag_ratio=0.02), FadeIn(names[0]))
        line = choose(
            (
                not down,
                "None of them leads down. Along the negative gradient, the cost falls by "
                "{fall:.3f}.",
            ),
            (
                best < 0.0005 < fall,
                "{down} of them {down:leads|lead} down, by less than 0.001. Along the negative "
                "gradient, it is {fall:.3f}.",
            ),
            (
                fall > best,
                "{down} of them {down:leads|lead} down, the best one only by {best:.3f}. Along the "
                "negative gradient, it is {fall:.3f}.",
            ),
            otherwise="{down} of them {down:leads|lead} down, the best by {best:.3f}. Along the "
            "negative gradient, it is {fall:.3f}.",
        )
        with self.say(line, **facts):
            self.play(Create(steps.step), FadeIn(names[1]))
            self.rest()
        self.quickly(FadeOut(steps, names, self.live, self.legends[0], self.cost))

    def see_why_it_must_be_smooth(self):
        turned, label = self.turned, self.example.label
        charts = on_off_and_smooth(turned.weights, turned.on_off, turned.smooth, turned.output)
        for chart in charts.move_to([0, -0.3, 0]):
            chart.put_ball(turned.value)
        name = words("cost of this {label}", colour=self.look.wrong, label=label)
        name.stand_at(0, HEAD)
        line = choose(
            (
                turned.switch is None,
                "All this needs a slope. Suppose neurons were only on or off. Turn one "
                "weight, and the cost of this {label} does not change at all.",
            ),
            otherwise="All this needs a slope. Suppose neurons were only on or off. Turn one "
            "weight: the cost of this {label} stays level, and then it jumps.",
        )
        with self.say(line, label=label):
            self.play(FadeIn(charts[0], name))
            self.roll(charts[0])
        line = choose(
            (
                np.ptp(turned.smooth) > NOTABLE,
                "With activations that take all values between, there is a slope to follow.",
            ),
            otherwise="Activations that take all values between can change little by little.",
        )
        with self.say(line):
            self.play(FadeIn(charts[1]))
            self.roll(charts[1])
        self.quickly(FadeOut(charts, name))

    def ask_who_calculates_it(self):
        gradient = formula("-nabla C(bold(W))", 1.6 * self.look.headline)
        name = headline("backpropagation", self.look.accent)
        later = note("lecture 3")
        VGroup(gradient, name, later).arrange(DOWN, buff=0.5)
        line = "But how to find {count:,} slopes at once? By backpropagation, in lecture 3."
        with self.say(line, count=self.count):
            self.play(FadeIn(gradient))
            self.play(FadeIn(name, later, shift=0.1 * UP))
            self.rest()

    def roll(self, chart: CostOverWeight) -> None:
        """Turn a chart's weight from where it is to both ends, and back."""
        turned = self.turned
        stops = [turned.value, turned.weights[0], turned.weights[-1], turned.value]
        way = np.cumsum([0, *np.abs(np.diff(stops))])

        def show(share: float) -> None:
            chart.put_ball(float(np.interp(share * way[-1], way, stops)))

        self.drive(show, [chart.ball], 1.5 * self.look.slow, stops, rate_func=linear)

    @cached_property
    def turned(self) -> TurnedWeight:
        """What the digit costs while one weight is turned."""
        return turn_weight(self.start, self.example.pixels, self.example.label)

    def lay_out(self) -> None:
        """Make the network, its columns, and its cost; nothing is shown yet."""
        self.live = Network(self.start.weights, self.example.pixels, room=ROOM).shift(MIDDLE * UP)
        self.live.set_activations(self.start.forward(self.example.pixels).a[1:])
        self.legends = [
            SignLegend(message("positive weight"), message("negative weight")),
            SignLegend(message("raise"), message("lower")),
        ]
        for legend in self.legends:
            legend.move_to([self.live.get_x(), HEAD, 0])
        self.columns = StepColumns(
            self.start.parameters, self.way, self.study.step_size, self.rows
        ).move_to([*BESIDE, 0])
        of = self.studied_on(self.study).of
        self.cost = AverageCost(self.before, of).move_to([self.live.get_x(), -2.75, 0])

    def let_edges_fly(self, values: NDArray, column: Column, *names: VGroup) -> None:
        """Let some edges go to their places in a column, where its numbers and names appear."""
        matrices = unpack(self.start.sizes, values)[0]
        edges, marks = flying_edges(self.live, matrices, self.columns.start, column)
        self.quickly(FadeIn(edges), FadeIn(column.brackets))
        self.play(
            ReplacementTransform(edges, marks, lag_ratio=0.004), run_time=1.5 * self.look.normal
        )
        self.play(FadeOut(marks), FadeIn(column.entries, column.dots, *names))
        self.add(column)

    def show_on_edges(self, matrices: tuple[NDArray, ...], legend: int) -> None:
        """Let the edges show weights (0), or which way these are to go (1)."""
        shown = zip(self.live.weights, matrices, strict=True)
        self.quickly(FadeOut(self.legends[1 - legend]))
        self.play(
            *(
                field.animate.set_strengths(edge_strength(each, largest_but_few(each)))
                for field, each in shown
            ),
            FadeIn(self.legends[legend]),
        )

    def show_step(self, share: float) -> None:
        """Bring the network, and its average cost, to a share of the step."""
        size = share * self.study.step_size
        now = self.start.with_parameters(self.start.parameters + size * self.way)
        self.live.set_weights(now.weights)
        self.live.set_activations(now.forward(self.example.pixels).a[1:])
        sizes = np.concatenate([[0], self.study.sizes])
        costs = np.concatenate([[self.before], self.study.after[0]])
        self.cost.set_cost(float(np.interp(size, sizes, costs)))
