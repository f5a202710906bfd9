"""What is known of the cost along one weight, where balls roll on it, and how that is told."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.measured.cost_slices import CostSlices
from network.model.mlp import MLP
from network.questions.valleys import Overshoot, Rolling, SmoothCurve
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: Balls that start at places spread evenly.
BALLS = 9

#: No tangent is drawn so near the curve's ends, as a share of its width.
RIM = 0.06

#: A rise on the line of less than this is no bump; a training is early up to this share of it.
BUMP, EARLY = 0.001, 0.1


class OneSlice(LectureScene):
    """A scene about the cost along one weight, and along the line to the trained network."""

    plays_back = True

    @property
    def study(self) -> CostSlices:
        """What was measured."""
        return self.cost_slices

    @cached_property
    def smooth(self) -> SmoothCurve:
        """The cost along the weight."""
        return SmoothCurve(self.study.place, self.study.cost)

    @cached_property
    def smooth_line(self) -> SmoothCurve:
        """The cost along the line from the random start to the trained network."""
        return SmoothCurve(self.study.share, self.study.line)

    @cached_property
    def start(self) -> float:
        """Where the ball is put down."""
        return self.smooth.start_of_ball()

    @cached_property
    def rate(self) -> float:
        """Its step size."""
        return self.smooth.fitting_rate(self.start)

    @cached_property
    def rolled(self) -> Rolling:
        """Where it goes."""
        return self.smooth.roll(self.start, self.rate)

    @cached_property
    def overshoot(self) -> Overshoot | None:
        """Where it goes with too large a step size; nothing, where there is no bottom."""
        return self.smooth.overshoot(self.start, self.rate) if self.smooth.valleys else None

    @cached_property
    def many_rolled(self) -> list[Rolling]:
        """Where balls go that start at places spread evenly."""
        starts = np.linspace(self.study.place[0], self.study.place[-1], BALLS + 2)[1:-1]
        return [self.smooth.roll(float(start), self.rate) for start in starts]

    @cached_property
    def bottoms(self) -> list[int]:
        """The points of the curve at which those come to rest, from left to right."""
        resting = (float(each.places[-1]) for each in self.many_rolled if each.rests)
        return sorted({self.smooth.bottom_below(place) for place in resting})

    @cached_property
    def flanks(self) -> tuple[float | None, float | None]:
        """Where the ball's valley falls to the right most steeply, and where it rises so."""
        smooth, slopes = self.smooth, self.smooth.slope(self.smooth.x)
        left, right = smooth.sides(smooth.bottom_below(self.start))
        index = np.arange(len(slopes))
        rim = RIM * len(slopes)
        inside = (index >= max(left, rim)) & (index <= min(right, len(slopes) - rim))
        falling, rising = (np.where(inside, sign * slopes, np.inf) for sign in (1, -1))
        places = (
            float(smooth.x[each.argmin()]) if each.min() < 0 else None for each in (falling, rising)
        )
        return tuple(places)

    @property
    def rims(self) -> tuple[float, float]:
        """The first and the last place that a tangent has room at."""
        low, high = self.smooth.x[0], self.smooth.x[-1]
        return float(low + RIM * (high - low)), float(high - RIM * (high - low))

    @cached_property
    def bump(self) -> float:
        """How far the cost rises, at most, on the line from the random start to its end."""
        way = self.way
        return float((way - np.minimum.accumulate(way)).max())

    @cached_property
    def way(self) -> NDArray[np.float64]:
        """The costs on that line, both ends included."""
        share = self.study.share
        return self.study.line[(share > -1e-9) & (share < 1 + 1e-9)]

    @property
    def with_one(self) -> int:
        """How many of the slices have a valley at all."""
        return int(np.count_nonzero(self.study.depths[:, 0]))

    @property
    def reader(self) -> MLP:
        """The network that has the weight."""
        steps = self.history.snapshot_step
        return self.playback.network(int(np.flatnonzero(steps == self.study.step)[0]))

    def line_on_when(self) -> str:
        """Return which network it is."""
        study, last = self.study, self.playback.last_step
        return choose(
            (study.step == 0, "Now a true one. From the random start, take one weight."),
            (study.step == last, "Now a true one. From our trained network, take one weight."),
            (
                self.network.recipe is None,
                "Now a true one. From our network during its training, take one weight.",
            ),
            (
                study.step > EARLY * last,
                "Now a true one. From our network during its training, after {images:,} images, "
                "take one weight.",
            ),
            otherwise="Now a true one. From our network early in its training, after {images:,} "
            "images, take one weight.",
        )

    def line_on_range(self) -> str:
        """Return between which costs the curve stays."""
        lowest, highest = float(self.study.cost.min()), float(self.study.cost.max())
        return choose(
            (
                f"{lowest:.4f}" == f"{highest:.4f}",
                "It stays at {lowest:.4f}: alone, this number changes hardly anything.",
            ),
            (
                highest - lowest < 0.1 * lowest,
                "It stays between {lowest:.4f} and {highest:.4f}: alone, this number changes "
                "little.",
            ),
            otherwise="It goes from {lowest:.4f} to {highest:.4f}.",
        )

    def line_on_rest(self) -> str:
        """Return what becomes of the ball."""
        rolled = self.rolled
        return choose(
            (rolled.left, "It goes on, out of the picture: there is no bottom here."),
            (
                not rolled.rests,
                "Where the curve gets flat, steps get short. After {steps} of them, it is still on "
                "its way.",
            ),
            otherwise="Near the bottom the slope gets small, and so do the steps. The ball comes "
            "to rest.",
        )

    def line_on_overshoot(self, found: Overshoot) -> str:
        """Return what too large a step size does."""
        return choose(
            (
                found.outcome == "leaves",
                "With a step size {factor} times as large, it jumps over the bottom, and out of "
                "the picture.",
            ),
            (
                found.outcome == "elsewhere",
                "With a step size {factor} times as large, it jumps over the bottom, to and fro, "
                "and ends up somewhere else.",
            ),
            (
                found.outcome == "goes on",
                "With a step size {factor} times as large, it jumps over the bottom, to and fro, "
                "and does not come to rest.",
            ),
            otherwise="Even with a step size {factor} times as large, it comes to rest there.",
        )

    def line_on_balls(self) -> str:
        """Return where the balls come to rest that start in many places."""
        resting, bottoms = sum(each.rests for each in self.many_rolled), len(self.bottoms)
        all_rest = resting == BALLS
        return choose(
            (not resting, "Nine balls, from nine places: none of them finds a bottom here."),
            (
                bottoms > 1 and all_rest,
                "Nine balls, from nine places, come to rest at {bottoms} different bottoms.",
            ),
            (
                bottoms > 1,
                "Of nine balls, from nine places, {resting} come to rest, at {bottoms} different "
                "bottoms.",
            ),
            (all_rest, "Nine balls, from nine places, all come to rest at the same bottom."),
            (resting == 1, "Of nine balls, from nine places, one comes to rest."),
            otherwise="Of nine balls, from nine places, {resting} come to rest, all at the same "
            "bottom.",
        )

    def line_on_bottoms(self) -> str:
        """Return what the bottoms are at which balls come to rest."""
        return choose(
            (
                len(self.bottoms) == 1,
                "That is a local minimum: the lowest point around. Whether there is a lower one "
                "far away, no ball can tell.",
            ),
            otherwise="Each is a local minimum: the lowest point around. Only one of them is the "
            "lowest, and no ball can tell.",
        )

    def line_on_others(self) -> str:
        """Return how many slices have a second valley, and whether ours does."""
        study = self.study
        rare = study.with_two < 0.1 * study.tried and study.others > 0
        return choose(
            (
                study.with_two == 0 and self.with_one == 0,
                "Of {tried:,} weights, drawn by chance at {moments} moments of the training, none "
                "has a second valley.",
            ),
            (
                study.with_two == 0 and self.with_one == 1,
                "Of {tried:,} weights, drawn by chance at {moments} moments of the training, none "
                "has two valleys. Only ours has one.",
            ),
            (
                study.with_two == 0,
                "Of {tried:,} weights, drawn by chance at {moments} moments of the training, none "
                "has two valleys. {one:,} have one, and ours is the deepest.",
            ),
            (
                rare and study.with_two == 1 and study.kept == 0,
                "Such a curve is rare. Of {tried:,} weights, drawn by chance, only ours has a "
                "second valley. With other images, it has none that deep.",
            ),
            (
                rare and study.with_two == 1,
                "Such a curve is rare. Of {tried:,} weights, drawn by chance, only ours has a "
                "second valley. With other images, it has one that deep, too.",
            ),
            (
                rare and study.kept == 0,
                "Such a curve is rare. Of {tried:,} weights, drawn by chance, only {two} "
                "{two:has|have} a second valley. With other images, none of them has one that "
                "deep.",
            ),
            (
                rare,
                "Such a curve is rare. Of {tried:,} weights, drawn by chance, only {two} "
                "{two:has|have} a second valley. With other images, {kept} of them "
                "{kept:has|have} one that deep.",
            ),
            (
                study.with_two == 1,
                "Of {tried:,} weights, drawn by chance at {moments} moments of the training, only "
                "ours has a second valley.",
            ),
            otherwise="Of {tried:,} weights, drawn by chance at {moments} moments of the training, "
            "{two} {two:has|have} a second valley. Ours was the clearest.",
        )

    def line_on_way(self) -> str:
        """Return what the cost does on the line from the random start to its end."""
        start, end = float(self.way[0]), float(self.way[-1])
        return choose(
            (
                end > start - BUMP,
                "And if all numbers change together, on a straight line from the random start to "
                "the network as it is? The cost goes from {start:.2f} to {end:.2f}.",
            ),
            (
                self.bump > BUMP,
                "And if all numbers change together, on a straight line from the random start to "
                "the trained network? The cost falls from {start:.2f} to {end:.2f}, but on the way "
                "it rises once, by {bump:.3f}.",
            ),
            otherwise="And if all numbers change together, on a straight line from the random "
            "start to the trained network? The cost falls from {start:.2f} to {end:.2f}, without "
            "a bump.",
        )
