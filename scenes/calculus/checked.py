"""Backpropagation is tried: every slope of the real network again, by nudging."""

from functools import cached_property

import numpy as np
from manim import LEFT, UP, Dot, FadeIn, FadeOut, LaggedStart, VGroup

from network.model.mlp import unpack
from network.questions.checked_slopes import CheckedSlopes, checked_slopes
from scenes.calculus.drawings.checked_pairs import CheckedPairs, Pair
from scenes.calculus.drawings.passes import Passes
from scenes.look.places import FOOT, LEFT_RIM
from scenes.mobjects.charts.chart import NumberLine
from scenes.mobjects.charts.histogram import Histogram
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: How far numbers are nudged, up and down, and above which difference two slopes don't agree.
NUDGE, FAR = 1e-4, 1e-3

#: Baseline of the table's headings, and of what both ways take.
TABLE, COSTS = 3.15, 2.75

#: The line of differences, powers of ten: its ends, width of a bin, place, length, longest bar.
LOW, HIGH, BIN, PLACE, LENGTH, LONGEST = -14, 0, 0.5, (-1.85, -2.1, 0), 9.2, 2.3

#: Left end of what is counted, baselines of its titles, and from these down to the numbers.
COUNTED, TITLES, DOWNWARD = 3.6, (0.3, -0.85, -2.0), 0.5


class Checked(OneImage):
    """Two ways to one slope, for all parameters; and what each of both ways takes."""

    def construct(self):
        self.open_section()
        self.tell_of_another_way()
        self.compare_three()
        self.check_all()
        self.see_what_is_left()
        self.count_the_passes()

    def tell_of_another_way(self):
        line = (
            "Is all of this right? There is another way to a slope. Nudge one number up and down, "
            "and read the cost."
        )
        with self.say(line):
            self.quickly(FadeIn(note(self.whose, room=9.5).stand_at(LEFT_RIM, FOOT, LEFT)))
            for head in self.pairs.heads:
                self.play(FadeIn(head, shift=0.1 * UP))
        self.rest(0.5)

    def compare_three(self):
        line = (
            "Three slopes. The first is along the weight that this lecture began with. Both ways "
            "agree, but for the last digits."
        )
        with self.say(line):
            rows = (FadeIn(row, shift=0.1 * LEFT) for row in self.pairs.rows)
            self.slowly(LaggedStart(*rows, lag_ratio=0.4))
        self.rest()

    def check_all(self):
        found, blank = self.found, self.blank
        line = choose(
            (
                found.still == blank,
                "Now all {all:,}. For {still:,}, both slopes are exactly 0: weights of blank "
                "pixels.",
            ),
            otherwise="Now all {all:,}. For {still:,}, both slopes are exactly 0.",
        )
        with self.say(line, all=len(found.indices), still=found.still):
            self.play(FadeIn(self.line, self.across, self.counted))
            parts = [self.bars, *(row[1] for row in self.counted)]
            self.drive(self.count_up_to, parts, 2 * self.look.slow, found.differences)
        self.rest()

    def see_what_is_left(self):
        found = self.found
        line = choose(
            (
                found.largest > FAR and self.mlp.activation == "relu",
                "{close:,} of the {compared:,} others agree to one part in {least:,}. At the "
                "rest, a nudge may cross the kink of ReLU, or rounding is felt.",
            ),
            (
                found.largest > FAR,
                "{close:,} of the {compared:,} others agree to one part in {least:,}. The rest "
                "are so small that rounding is felt.",
            ),
            otherwise="The {compared:,} others agree to one part in {parts:,}, or better. What "
            "still differs comes from the nudge's length, and from rounding.",
        )
        close = int((found.differences[found.moving] <= FAR).sum())
        told = {"compared": found.compared, "close": close, "least": round(1 / FAR)}
        with self.say(line, parts=self.parts, **told):
            self.play(FadeIn(self.largest, shift=0.2 * LEFT), FadeIn(self.mark, scale=2))
        self.rest()

    def count_the_passes(self):
        nudged = 2 * len(self.found.indices)
        line = (
            "Then why not always nudge? That takes {nudged:,} passes through the network. "
            "Backpropagation takes one forward, and one back."
        )
        with self.say(line, nudged=nudged):
            self.quickly(FadeOut(self.pairs))
            self.count(0, self.look.slow)
            self.count(1, self.look.quick)
        self.rest()

    def count(self, row: int, pace: float) -> None:
        """Let the passes of one way be counted."""
        passes = self.passes
        self.quickly(FadeIn(passes.rows[row]))

        def show(share: float) -> None:
            passes.set_share(row, share)

        self.drive(show, [passes.rows[row]], pace, row, *passes.counts)

    def count_up_to(self, share: float) -> None:
        """Check a share of all parameters, in their order."""
        found = self.found
        count = round(share * len(found.indices))
        seen, moving = found.differences[:count], found.moving[:count]
        self.bars.set_counts(in_bins(seen[moving]))
        for row, value in zip(self.counted, (count, count - int(moving.sum())), strict=True):
            row[1].set_text("{value:,}", value=value)

    @cached_property
    def found(self) -> CheckedSlopes:
        """All slopes, in two ways."""
        return checked_slopes(self.mlp, self.trace.forward.a[0], self.trace.wanted, nudge=NUDGE)

    @property
    def blank(self) -> int:
        """How many weights begin at blank pixels."""
        return int((self.trace.forward.a[0] == 0).sum()) * self.mlp.sizes[1]

    @property
    def parts(self) -> int:
        """One part in so many is the largest difference, at most: two digits, rounded down."""
        whole = int(1 / max(self.found.largest, 1e-15))
        unit = 10 ** max(len(str(whole)) - 2, 0)
        return whole // unit * unit

    @cached_property
    def pairs(self) -> CheckedPairs:
        """The weight of the beginning, the steepest of the first step, and the steepest bias."""
        weights, biases = unpack(self.mlp.sizes, np.arange(self.mlp.parameters.size))
        places = weights[self.asked_step], weights[0], np.concatenate(biases)
        names = (
            message("weight of the beginning"),
            message("steepest weight, first layer"),
            message("steepest bias"),
        )
        pairs = [self.pair(name, each) for name, each in zip(names, places, strict=True)]
        heads = (
            message("backpropagation"),
            message("nudged by ±{nudge:g} or {share:.2%}", nudge=NUDGE, share=NUDGE),
        )
        return CheckedPairs(heads, pairs, TABLE)

    def pair(self, name: str, places: np.ndarray) -> Pair:
        """Return the steepest of some parameters, given by where they are."""
        exact, measured = self.found.exact, self.found.measured
        place = int(places.flat[np.abs(exact[places]).argmax()])
        return Pair(name, self.symbol(place), float(exact[place]), float(measured[place]))

    def symbol(self, place: int) -> str:
        """Return how a parameter is written."""
        kinds = unpack(self.mlp.sizes, np.arange(self.mlp.parameters.size))
        for letter, steps in zip("wb", kinds, strict=True):
            for step, places in enumerate(steps):
                for neurons in np.argwhere(places == place):
                    return f"{letter}_({', '.join(map(str, neurons))})^(({step + 1}))"
        raise ValueError(f"no parameter {place}")

    @cached_property
    def line(self) -> NumberLine:
        """Relative differences, on a logarithmic line."""
        marks = {
            -12: message("trillionth"),
            -9: message("billionth"),
            -6: message("millionth"),
            -3: message("thousandth"),
        }
        return NumberLine(LOW, HIGH, LENGTH, marks).shift(PLACE)

    @cached_property
    def across(self) -> Words:
        """What the line is of."""
        made = note("how far both are apart, as a part of the slope", room=LENGTH)
        return made.stand_at(PLACE[0], PLACE[1] - 0.95)

    @cached_property
    def bars(self) -> Histogram:
        """How many slopes differ by how much: none as yet, to the scale of all."""
        found = self.found
        counts = in_bins(found.differences[found.moving])
        edges = np.arange(LOW, HIGH + BIN / 2, BIN)
        bars = Histogram(edges, counts, self.line, LONGEST, UP, colour=self.look.accent)
        return bars.set_counts(0 * counts)

    @cached_property
    def counted(self) -> VGroup:
        """How many were checked, and for how many both are 0: titles and numbers."""
        titles = message("checked"), message("both exactly 0")
        return VGroup(
            *(
                VGroup(
                    note(title, room=3.1).stand_at(COUNTED, y, LEFT),
                    Figures("{value:,}", None, side=LEFT, value=0).anchor_at(
                        [COUNTED, y - DOWNWARD, 0]
                    ),
                )
                for title, y in zip(titles, TITLES, strict=False)
            )
        )

    @cached_property
    def largest(self) -> VGroup:
        """How far the two slopes are apart that are farthest."""
        y = TITLES[2]
        title = note("largest difference", room=3.1).stand_at(COUNTED, y, LEFT)
        told = words("1 in {parts:,}", room=3.1, parts=self.parts)
        return VGroup(title, told.stand_at(COUNTED, y - DOWNWARD, LEFT))

    @cached_property
    def mark(self) -> Dot:
        """Where that is on the line."""
        place = np.clip(np.log10(max(self.found.largest, 1e-99)), LOW, HIGH)
        return Dot(self.line.place(place), radius=0.1, color=self.look.words)

    @cached_property
    def passes(self) -> Passes:
        """What both ways take."""
        titles = (
            message("nudging: two passes for each number"),
            message("backpropagation: one forward, one back"),
        )
        return Passes(titles, (2 * len(self.found.indices), 2), COSTS)


def in_bins(differences: np.ndarray) -> np.ndarray:
    """Count relative differences, shape (n,), by bins of the line; what is beyond, at its ends."""
    edges = np.arange(LOW, HIGH + BIN / 2, BIN)
    powers = np.log10(np.maximum(differences, 10.0**LOW))
    return np.histogram(np.clip(powers, LOW, HIGH), edges)[0]
