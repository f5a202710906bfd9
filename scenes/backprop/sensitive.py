"""What the gradient tells: of each number, how sensitive the cost is to it; two are tried."""

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
    GrowFromEdge,
    LaggedStart,
    VGroup,
    linear,
)

from network.measured.mean_wishes import MeanWishes
from network.model.mlp import MLP
from scenes.backprop.drawings.bars_beside import BarsBeside
from scenes.backprop.drawings.foretold import Change, Foretold, times
from scenes.backprop.drawings.picked_edge import picked_edge
from scenes.look.places import FOOT, HEAD, LEFT_RIM
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.formulas.parameter_column import ParameterColumn
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.average_cost import AverageCost
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.first_step import FirstStep

#: Room of the network, the height of its middle, and that of the average cost below it.
ROOM, MIDDLE, COST = Room((-5.3, 0.0, 2.5), (-3.5, -0.95), 4.6, 0.46, 0.12), 0.65, -2.75

#: Where the brackets of both columns begin, their middle's height, and left of the table.
COLUMNS_AT, COLUMNS_Y, TABLE_AT = (1.75, 4.75), 0.1, 0.85

#: How large the columns are, and the longest bar beside an entry, scene units.
LARGE, BAR = 1.25, 2.3

#: The step that is taken, in negative gradients.
STEP = 1.0

#: What was foretold came true, if it is not farther off than this share.
CLOSE = 0.1


class Sensitive(FirstStep):
    """A step of all numbers at once; then two weights of a half-learned network are changed."""

    def construct(self):
        self.open_section()
        self.let_it_read()
        self.average_the_cost()
        self.write_two_columns()
        self.take_a_step()
        self.learn_half()
        self.read_sensitivities()
        self.pick_two_weights()
        self.foretell()
        self.try_it()
        self.say_what_is_left()

    def let_it_read(self):
        start, example = self.start, self.example
        scales = [largest_but_few(weights) for weights in self.halfway.weights]
        self.live = live = NamedNetwork(start.weights, example.pixels, scales, ROOM)
        live.shift(MIDDLE * UP)
        passed = start.forward(example.pixels)
        self.source = self.source_of().stand_at(LEFT_RIM, HEAD, LEFT)
        line = "In short: an image goes in, and light runs to the outputs."
        with self.say(line):
            self.quickly(FadeIn(live, self.source))
            self.play(live.light_through(passed.a, self.look.normal))

    def average_the_cost(self):
        of = self.studied_on(self.study).of
        self.cost = AverageCost(self.before, of).move_to([self.live.get_x(), COST, 0])
        line = (
            "How wrong they are is the cost. At the random start, its average over {count:,} "
            "images is {cost:.3f}."
        )
        with self.say(line, count=self.study.origin.count, cost=self.before):
            self.play(FadeIn(self.cost, shift=0.1 * UP))
            self.rest(0.5)

    def write_two_columns(self):
        self.numbers = self.column(self.start.parameters, "bold(W)", COLUMNS_AT[0])
        self.slopes = self.column(self.way, "-nabla C(bold(W))", COLUMNS_AT[1])
        self.slopes.remove(self.slopes.names)
        plus = words("+").move_to(self.numbers.column).set_x(sum(COLUMNS_AT) / 2 + 0.95)
        self.slopes.add(plus)
        line = "Here are its {count:,} weights and biases, and the negative gradient."
        with self.say(line, count=self.count):
            self.play(FadeIn(self.numbers, shift=0.1 * UP))
            self.play(FadeIn(self.slopes, shift=0.1 * UP))
        self.rest(0.5)

    def take_a_step(self):
        after = float(self.study.after[0, self.reach])
        line = choose(
            (
                after < self.before,
                "Add them. The average cost falls from {before:.3f} to {after:.3f}.",
            ),
            otherwise="Add them. The average cost goes from {before:.3f} to {after:.3f}.",
        )
        with self.say(line, before=self.before, after=after):
            parts = [self.live, self.numbers, self.cost.value]
            gone = FadeOut(self.slopes, shift=(COLUMNS_AT[0] - COLUMNS_AT[1]) * RIGHT)
            self.play(gone)
            self.drive(self.show_step, parts, self.look.slow, STEP, rate_func=linear)
        self.rest(1.5)

    def learn_half(self):
        found = self.wishes
        elsewhere = self.network.recipe is None
        when = choose(
            (elsewhere, message("at checkpoint {steps:,} of its training")),
            otherwise=message("after {steps:,} steps of training"),
        )
        self.steps = note(when, room=6, steps=found.step).stand_at(self.live.get_x(), FOOT)
        line = choose(
            (
                not found.step,
                "Training got this one nowhere. So we stay at its random start, where the average "
                "cost is {cost:.3f}.",
            ),
            (
                elsewhere,
                "Back to the start. The real training runs up to checkpoint {steps:,}. It is not "
                "done yet: the average cost is {cost:.3f}.",
            ),
            otherwise="Back to the start. The real training runs for {steps:,} steps. It is not "
            "done yet: the average cost is {cost:.3f}.",
        )
        parts, end = [self.live, self.numbers], self.playback.clock_after(found.step)
        with self.say(line, cost=found.before, steps=found.step):
            self.quickly(FadeOut(self.cost))
            self.drive(self.show_step, parts, self.look.quick, STEP, start=1.0, end=0.0)
            self.drive(self.show_moment, parts, self.look.slow, end=end, rate_func=linear)
            self.cost.set_cost(found.before)
            self.quickly(FadeIn(self.cost, self.steps))
        self.rest(0.5)

    def read_sensitivities(self):
        self.list = self.column(-self.wishes.gradient, "-nabla C(bold(W))", COLUMNS_AT[0])
        self.bars = BarsBeside(self.list, BAR, message("sensitivity"))
        line = (
            "Read the negative gradient as a list. Each entry says how sensitive the cost is to "
            "one number."
        )
        with self.say(line):
            self.quickly(FadeOut(self.numbers))
            self.play(FadeIn(self.list))
            self.quickly(FadeIn(self.bars.title))
            grow = (GrowFromEdge(bar, LEFT) for bar in self.bars.bars)
            self.play(LaggedStart(*grow, lag_ratio=0.3))
        self.rest()

    def pick_two_weights(self):
        self.edges, colours = VGroup(), (self.look.accent, self.look.words)
        self.remarks = VGroup(
            note("the largest entry of all {count:,} weights", colours[0], 5.8, count=self.weights),
            note("the one in the middle: half matter less", colours[1], 5.8),
        )
        self.remarks.arrange(DOWN, buff=0.24, aligned_edge=LEFT)
        self.remarks.next_to(self.list, DOWN, buff=0.45).align_to(self.list, LEFT)
        line = (
            "Of all weights, the cost is most sensitive to this one. That one is in the middle: "
            "half of the weights matter less."
        )
        with self.say(line):
            weights = map(int, self.wishes.weights)
            for weight, colour, remark in zip(weights, colours, self.remarks, strict=True):
                edge = picked_edge(self.live, *self.place_of(weight), colour)
                self.edges.add(edge)
                self.play(
                    *(field.animate.set_dimming(0.25) for field in self.live.weights),
                    Create(edge[0]),
                    FadeIn(edge[1:], remark),
                    self.list.entry(weight)[0].animate.set_color(colour),
                )
        self.rest()

    def foretell(self):
        table, found = self.table, self.wishes
        self.by = VGroup(
            note("each changed by {nudge:g}, as its entry asks", room=5.9, nudge=found.nudge),
            note("change of the average cost, in millionths", room=5.9),
        )
        self.by.arrange(DOWN, buff=0.24, aligned_edge=LEFT)
        self.by.next_to(table, UP, buff=0.5).align_to(table, LEFT)
        line = choose(
            (
                not table.can_be_compared,
                "Change each by {nudge:g}. Entry times change foretells what the cost does, here "
                "in millionths.",
            ),
            otherwise="Change each by {nudge:g}. Entry times change foretells what the cost does. "
            "The first moves it about {ratio:,} times as far.",
        )
        ratio = times(*(each.value for each in table.foretold)) if table.can_be_compared else 0
        with self.say(line, nudge=found.nudge, ratio=ratio):
            self.quickly(FadeOut(self.list, self.bars, self.remarks))
            self.quickly(FadeIn(self.by, table.names, table.titles[0]))
            self.play(FadeIn(table.foretold, shift=0.1 * RIGHT))
            self.play(FadeIn(table.line, table.ratios[:1]))
        self.rest(0.5)

    def try_it(self):
        table, found = self.table, self.wishes
        line = choose(
            (
                not table.can_be_compared,
                "Now do it, and ask all {count:,} images. The second change is too small to be "
                "written here.",
            ),
            otherwise="Now do it, and ask all {count:,} images. Really, the first moves it "
            "about {ratio:,} times as far.",
        )
        ratio = times(*(each.value for each in table.happened)) if table.can_be_compared else 0
        with self.say(line, count=found.origin.count, ratio=ratio):
            self.quickly(FadeIn(table.titles[1]))
            for weight, number in zip(found.weights, table.happened, strict=True):
                self.play(FadeIn(number, shift=0.1 * RIGHT), *self.read_with(int(weight)))
                self.quickly(*self.read_with(None))
            self.play(FadeIn(table.ratios[1:]))
        self.rest(2)

    def say_what_is_left(self):
        line = choose(
            (
                self.farthest_off > CLOSE,
                "Not quite as foretold: a slope changes on the way.",
            ),
            otherwise="Almost as foretold. The rest is because a slope changes on the way.",
        )
        with self.say(line):
            self.rest()
        line = (
            "So the gradient is a list of {count:,} sensitivities. To see where they come from, "
            "ask one image."
        )
        with self.say(line, count=self.count):
            self.rest()
        self.rest(1.5)

    @property
    def wishes(self) -> MeanWishes:
        """What images want of the half-learned network."""
        return self.mean_wishes

    @cached_property
    def halfway(self) -> MLP:
        """The half-learned network, in double precision."""
        end = self.playback.clock_after(self.wishes.step)
        return self.playback.at(end).mlp.astype(np.float64)

    @property
    def weights(self) -> int:
        """How many weights there are."""
        return sum(each.size for each in self.start.weights)

    @property
    def reach(self) -> int:
        """Which of the study's steps is taken."""
        return int(np.flatnonzero(self.study.sizes == STEP)[0])

    @cached_property
    def rows(self) -> list[int]:
        """Entries to show: the first, both weights that are tried, and the last two."""
        last = self.count - 1
        return sorted({0, *map(int, self.wishes.weights), last - 1, last})

    @cached_property
    def table(self) -> Foretold:
        """Both weights, and what comes of changing each."""
        found, changes = self.wishes, []
        colours = self.look.accent, self.look.words
        for weight, colour, after in zip(found.weights, colours, found.nudged, strict=True):
            foretold = -found.nudge * abs(float(found.gradient[weight]))
            changes.append(Change(int(weight), colour, foretold, float(after) - found.before))
        table = Foretold(changes, (message("foretold"), message("really")))
        return table.shift([TABLE_AT - table.get_left()[0], COLUMNS_Y - 0.35 - table.get_y(), 0])

    @property
    def farthest_off(self) -> float:
        """How far from what was foretold a change was, at most, as a share of it."""
        pairs = zip(self.table.foretold, self.table.happened, strict=True)
        return max(abs(b.value / a.value - 1) if a.value else 0.0 for a, b in pairs)

    def column(self, values, title: str, left: float) -> ParameterColumn:
        """Return a column of so many numbers, its brackets beginning at an x."""
        made = ParameterColumn(values, self.rows, title).scale(LARGE)
        at = made.column.get_left()[0], made.column.get_y()
        return made.shift([left - at[0], COLUMNS_Y - at[1], 0])

    def read_with(self, weight: int | None) -> list:
        """Return the animations to what the network holds with one weight changed, or none."""
        mlp, found = self.halfway, self.wishes
        parameters = mlp.parameters.copy()
        if weight is not None:
            parameters[weight] -= found.nudge * np.sign(found.gradient[weight])
        held = mlp.with_parameters(parameters).forward(self.example.pixels)
        layers = zip(self.live.layers, held.a[1:], strict=True)
        return [layer.animate.set_activations(values) for layer, values in layers]

    def show_step(self, share: float) -> None:
        """Bring the network, its numbers and its average cost to a share of the step."""
        size = share * STEP
        now = self.start.with_parameters(self.start.parameters + size * self.way)
        self.show(now)
        sizes = np.concatenate([[0], self.study.sizes])
        costs = np.concatenate([[self.before], self.study.after[0]])
        self.cost.set_cost(float(np.interp(size, sizes, costs)))

    def show_moment(self, clock: float) -> None:
        """Bring the network and its numbers to a moment of the real training."""
        self.show(self.playback.at(clock).mlp)

    def show(self, mlp: MLP) -> None:
        """Show a network: edges, the example's activations, numbers in the column."""
        self.live.set_weights(mlp.weights)
        self.live.set_activations(mlp.forward(self.example.pixels).a[1:])
        self.numbers.column.set_values(mlp.parameters)
