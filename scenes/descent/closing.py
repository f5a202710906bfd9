"""The whole lecture in one picture: from a random start, down a landscape, to a trained network."""

from functools import cached_property

import numpy as np
from manim import UP, FadeIn, VGroup, linear

from network.model.mlp import MLP
from network.questions.examples import Example
from scenes.look.places import FOOT
from scenes.mobjects.charts.landscape import Landscape
from scenes.mobjects.charts.trail import SMALL, Trail
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.words import formula, headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digit that stays with us.
LABEL = 3

#: Room of a network, where the two of them are, as x, and the height of their middles.
ROOM, PLACES, MIDDLE = Room((-0.95, 0, 1.75), (0.45, 1.5), 2.7, 0.28, 0.085), (-4.85, 4.7), 0.65

#: The landscape's middle and side, scene units, how tall it is as a share of that, and from where
#: it is seen: degrees to the side, and above the ground.
LAND_AT, SIDE, TALL, ASIDE, ELEVATION = (-0.05, 0.4, 0), 4.2, 0.4, 18, 42

#: Baselines of titles, of what is written below one, and of what is below the networks.
TITLES, REMARK, NAMES = 3.35, 2.88, -1.55

#: Middles of what is still missing: the question, and the answer.
QUESTION, ANSWER = -2.35, -2.98


class Closing(LectureScene):
    """A network goes down its landscape; what calculates the way is the next lecture's."""

    plays_back = True

    def construct(self):
        self.open_section()
        self.set_out()
        self.go_down()
        self.say_what_is_missing()

    def set_out(self):
        self.lay_out()
        first, land = self.networks[0], self.land
        line = (
            "A network starts at random. All its numbers together are a place in a landscape of "
            "costs."
        )
        with self.say(line):
            self.play(FadeIn(first, self.titles[0], self.source))
            self.quickly(FadeIn(land, self.titles[1], self.remarks))
            before, back = land.azimuth, land.back + ASIDE

            def rise(share: float) -> None:
                land.moving = share < 1
                azimuth = before + share * (back - before)
                land.set_view(azimuth, 90 + share * (ELEVATION - 90), share)
                self.trail.lie()

            self.trail.set_end(0)
            self.add(self.trail)
            self.drive(rise, [land, self.trail], 1.2 * self.look.slow, self.cost_plane)

    def go_down(self):
        last, moving = self.networks[1], self.cost_plane.by_path
        line = choose(
            (
                not moving,
                "Against the gradient, it would go down, step by step. This one has hardly moved "
                "yet.",
            ),
            otherwise="Against the gradient, it goes down: not with every step, but in the long "
            "run, until it reads.",
        )
        with self.say(line):
            self.quickly(FadeIn(last))

            def follow(share: float) -> None:
                end = share * (len(self.cost_plane.path) - 1)
                self.trail.set_end(end)
                clocks = self.playback.clocks
                clock = float(np.interp(end, np.arange(len(clocks)), clocks))
                self.show_moment(1.0 if share == 1 else clock)

            parts = [self.trail, last]
            self.drive(follow, parts, 2 * self.look.slow, self.cost_plane, rate_func=linear)
            reads = last.answer(int(last.layers[-1].activations.argmax()), self.example.label)
            self.quickly(FadeIn(reads, self.titles[2]))
        self.rest()

    def say_what_is_missing(self):
        count = self.network.mlp.parameters.size
        gradient = formula("-nabla C", self.look.headline)
        asked = words("who calculates it?")
        name, later = headline("backpropagation", self.look.accent), note("lecture 3")
        answer = VGroup(name, later).arrange(buff=0.4)
        later.stand_beside(name)
        VGroup(gradient, asked).arrange(buff=0.4).move_to([0, QUESTION, 0])
        asked.stand_beside(gradient)
        answer.move_to([0, ANSWER, 0])
        line = (
            "One thing is missing. Who calculates {count:,} slopes for a single step? "
            "Backpropagation does, in lecture 3."
        )
        with self.say(line, count=count):
            self.play(FadeIn(gradient, asked, shift=0.1 * UP))
            self.rest(1.5)
            self.play(FadeIn(answer, shift=0.1 * UP))
        self.rest(1.5)

    def lay_out(self) -> None:
        """Make everything, as it is before the first step; nothing is shown yet."""
        start, plane = self.playback.network(0), self.cost_plane
        self.networks = [self.drawn(start, x) for x in PLACES]
        for each in self.networks:
            each.set_activations(start.forward(self.example.pixels).a[1:])
        self.land = Landscape(plane.across, plane.upward, plane.cost, SIDE, TALL).shift(LAND_AT)
        self.trail = Trail(self.land, plane.path, width=3.5, point=SMALL)
        titles = message("random start"), message("the way down"), message("trained")
        self.titles = VGroup(*map(words, titles))
        for title, x in zip(self.titles, (PLACES[0], LAND_AT[0], PLACES[1]), strict=True):
            title.stand_at(x, TITLES)
        of = self.studied_on(plane).of
        self.remarks = VGroup(
            note("the path of its training, on a plane", room=4.6).stand_at(LAND_AT[0], REMARK),
            note("each cost: the mean {of}", of=of).stand_at(LAND_AT[0], FOOT - 0.05),
        )
        self.source = self.source_of().stand_at(PLACES[0], NAMES)

    @cached_property
    def example(self) -> Example:
        """A 3, or another digit that the trained network reads correctly."""
        return self.digits.familiar(LABEL)

    def drawn(self, mlp: MLP, x: float) -> NamedNetwork:
        """Return a network at its place; all have the same scale of edges."""
        scales = [largest_but_few(weights) for weights in self.network.mlp.weights]
        return NamedNetwork(mlp.weights, self.example.pixels, scales, ROOM).shift([x, MIDDLE, 0])

    def show_moment(self, clock: float) -> None:
        """Bring the right network to a moment of the training."""
        mlp = self.playback.at(clock).mlp
        self.networks[1].set_weights(mlp.weights)
        self.networks[1].set_activations(mlp.forward(self.example.pixels).a[1:])
