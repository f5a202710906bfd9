"""What learning means: what lies between a network as chance made it and one that reads."""

from functools import cached_property

from manim import DOWN, LEFT, UP, Arrow, Create, FadeIn, GrowArrow, LaggedStart, VGroup

from network.model.mlp import MLP
from network.questions.examples import Example
from scenes.look.places import FOOT, HEAD, LEFT_RIM, LEFT_THIRD, MIDDLE_THIRD, RIGHT_THIRD
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digit that both read.
LABEL = 3

#: Room of a network, where the two of them are, as x, and the height of their middles.
ROOM, PLACES, MIDDLE = Room((-1.35, 0, 2.5), (0.75, 2.55), 3.5, 0.36, 0.11), (-4.1, 3.65), 1.05

#: Baseline of what is said about the digits, below both.
SOURCE = -1.17

#: Where learning leads from and to, and what that is called, x and y.
FROM, TO, NAMED = (-0.8, 0.95, 0), (0.8, 0.95, 0), (0, 1.2)

#: Baselines of the plan: a question, and what it comes to.
QUESTIONS, REMARKS, ROOM_OF_ONE = -1.95, -2.5, 4.3

#: What this lecture asks, and how it goes about it.
PLAN = (
    (message("How wrong is it?"), message("one number for all mistakes")),
    (message("How does it get better?"), message("that number gets smaller")),
    (message("What has it learned?"), message("to read, or only what it saw")),
)


class Ahead(LectureScene):
    """The same digit goes through the random start and the trained network; then the plan."""

    plays_back = True

    def construct(self):
        self.open_section()
        self.let_both_read()
        self.say_what_learning_is()
        self.say_what_comes()

    def let_both_read(self):
        start, trained = (mlp.forward(self.example.pixels) for mlp in self.both)
        self.networks = [self.drawn(mlp, x) for mlp, x in zip(self.both, PLACES, strict=True)]
        self.titles = VGroup(words("random start"), words("trained"))
        for title, x in zip(self.titles, PLACES, strict=True):
            title.stand_at(x, HEAD)
        source = self.source_of().stand_at(LEFT_RIM, SOURCE, LEFT)
        facts = {"label": self.example.label, "a": start.answer, "b": trained.answer}
        line = choose(
            (
                start.answer == trained.answer,
                "Two networks of the same shape read the same {label}. Both say {b}, the left "
                "one by luck.",
            ),
            otherwise="Two networks of the same shape read the same {label}. The left one says "
            "{a}, the right one {b}.",
        )
        with self.say(line, **{name: int(value) for name, value in facts.items()}):
            self.quickly(FadeIn(*self.networks, source))
            passes = zip(self.networks, (start, trained), strict=True)
            self.play(*(live.light_through(each.a, self.look.normal) for live, each in passes))
            boxes = zip(self.networks, (start, trained), strict=True)
            self.quickly(
                *(Create(live.answer(int(each.answer), facts["label"])) for live, each in boxes)
            )
        self.rest()

    def say_what_learning_is(self):
        arrow = Arrow(FROM, TO, buff=0, color=self.look.accent, stroke_width=4)
        name = note("learning", self.look.accent, room=2.0).stand_at(*NAMED)
        line = choose(
            (
                not self.playback.last_step,
                "Chance made both. The right one is to be trained, but was not yet. What comes in "
                "between is called learning.",
            ),
            otherwise="Chance made the left one. Training made the right one out of it. What "
            "happens in between is called learning.",
        )
        with self.say(line):
            self.play(FadeIn(self.titles, shift=0.1 * UP))
            self.play(GrowArrow(arrow), FadeIn(name))
        self.rest()

    def say_what_comes(self):
        thirds = LEFT_THIRD, MIDDLE_THIRD, RIGHT_THIRD
        plan = VGroup()
        for (question, remark), x in zip(PLAN, thirds, strict=True):
            asked = words(question, room=ROOM_OF_ONE).stand_at(x, QUESTIONS)
            plan.add(VGroup(asked, note(remark, room=ROOM_OF_ONE).stand_at(x, REMARKS)))
        before = note("this builds on lecture 1").stand_at(0, FOOT)
        line = (
            "We will put a number on a network's mistakes, and make that number smaller. Then we "
            "ask what this network has learned: to read, or only what it saw?"
        )
        with self.say(line):
            come = (FadeIn(each, shift=0.15 * DOWN) for each in plan)
            self.play(LaggedStart(*come, lag_ratio=0.9), run_time=2.5 * self.look.slow)
            self.quickly(FadeIn(before))
        self.rest()

    @cached_property
    def example(self) -> Example:
        """A 3, or another digit that the trained network reads correctly."""
        return self.digits.familiar(LABEL)

    @cached_property
    def both(self) -> tuple[MLP, MLP]:
        """The network at its random start, and trained."""
        return self.playback.network(0), self.network.mlp

    def drawn(self, mlp: MLP, x: float) -> NamedNetwork:
        """Return one of the two at its place; both have the same scale of edges."""
        scales = [largest_but_few(weights) for weights in self.network.mlp.weights]
        made = NamedNetwork(mlp.weights, self.example.pixels, scales, ROOM)
        return made.shift([x, MIDDLE, 0])
