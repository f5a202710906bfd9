"""Examples with answers: what a network learns from, what it is judged on, and how it learns."""

from contextlib import suppress
from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, VGroup

from network.digits.digits import Digits, Split
from network.digits.sources import find_mnist, is_own, load, source_of
from network.files.errors import InputError
from network.questions.part_counts import PartCounts, part_counts
from scenes.descent.drawings.labelled_wall import LabelledWall, NamedPart
from scenes.look.places import FOOT, HEAD, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Room
from scenes.mobjects.neurons.named_network import NamedNetwork
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene

#: Columns of the three parts of the wall, their rows, the width of a pair, and the space between
#: the parts once they are told apart.
COLUMNS, ROWS, CELL, APART = (7, 3, 3), 5, 0.93, 0.5

#: Height of the wall's middle.
WALL = 1.05

#: Of the wall that is marked: columns, images, and the width of a pair.
JUDGED, MARKED, LARGER = 8, 40, 1.4

#: Room of the network that learns, and the height of its middle.
ROOM, MIDDLE = Room((-4.3, 0, 3.6), (-0.4, 4.4), 4.1, 0.44, 0.12), 0.75

#: About after how many steps of the training it is looked at; baseline of how many images it saw.
STEPS, SEEN = (0, 10, 100), -2.2


class Labelled(LectureScene):
    """A wall of labelled images in three parts; ticks and crosses; then the first steps."""

    plays_back = only_trained_here = True

    def construct(self):
        self.open_section()
        self.show_a_wall_of_examples()
        self.say_whose_they_are()
        self.tell_three_parts_apart()
        self.say_why()
        self.judge_on_unseen_images()
        self.show_how_it_learns()
        self.say_what_it_will_turn_out_to_be()

    def show_a_wall_of_examples(self):
        self.walls = self.three_walls()
        gap = COLUMNS[0] * CELL - self.walls[0].width  # as between pairs: it looks like one wall
        Group(*self.walls).arrange(RIGHT, buff=gap).move_to([0, WALL, 0])
        shown = choose(
            (self.parts is None, message("shown: {data}", data=self.shown_digits.name)),
            otherwise=self.trained_on.collection,
        )
        self.source = note(shown).stand_at(LEFT_RIM, HEAD, LEFT)
        line = (
            "To learn, a network needs examples: images, and beside each one the right answer. "
            "That answer is called its label."
        )
        with self.say(line):
            self.slowly(*(wall.appear() for wall in self.walls), FadeIn(self.source))

    def say_whose_they_are(self):
        data = self.trained_on
        self.credit = VGroup()
        if data.kind == "mnist":
            names = {"people": ["Yann LeCun", "Corinna Cortes", "Christopher Burges"]}
            self.credit.add(note("MNIST: {people:list}", **names).stand_at(0, FOOT))
        line = choose(
            (
                data.kind == "mnist",
                "Ours are from MNIST: 70,000 digits, put together by Yann LeCun, Corinna Cortes "
                "and Christopher Burges.",
            ),
            (data.kind == "own", "Ours were written by a program of ours, much as a hand would."),
            otherwise="Ours are {collection}.",
        )
        with self.say(line, collection=data.collection):
            if self.credit:
                self.quickly(FadeIn(self.credit))

    def tell_three_parts_apart(self):
        apart = Group(*(wall.copy() for wall in self.walls))
        apart.arrange(RIGHT, buff=APART).move_to([0, WALL, 0])
        counts = self.counts
        purposes = (
            message("learned from"),
            message("kept back to choose by"),
            message("judged on"),
        )
        self.named = [
            NamedPart(
                wall,
                words("{count:,}" if count else "…", room=wall.width, count=count),
                note(purpose, room=wall.width + 0.3),
            )
            for wall, count, purpose in zip(apart, counts, purposes, strict=True)
        ]
        line = "From {learned:,} of them, the network learns. They are its training images."
        with self.say(line, learned=counts.learned):
            self.play(
                *(wall.animate.move_to(goal) for wall, goal in zip(self.walls, apart, strict=True))
            )
            self.play(FadeIn(self.named[0], shift=0.1 * UP))
        line = choose(
            (
                counts.kept_back is None,
                "Some were kept back, to choose between trainings: the validation images. And "
                "{judged:,} wait until training is over: the test images.",
            ),
            otherwise="{kept:,} were kept back, to choose between trainings: the validation "
            "images. And {judged:,} wait until training is over: the test images.",
        )
        with self.say(line, kept=counts.kept_back or 0, judged=counts.judged):
            for named in self.named[1:]:
                self.play(FadeIn(named, shift=0.1 * UP))

    def say_why(self):
        line = (
            "Why apart? What it has seen often, it might know by heart. Only unseen images can "
            "show whether it reads."
        )
        with self.say(line):
            seen = Group(*self.walls[:2]), VGroup(*self.named[:2])
            self.play(
                *(picture.animate.set_opacity(0.25) for wall in seen[0] for picture in wall[0]),
                *(wall.labels.animate.set_opacity(0.25) for wall in seen[0]),
                seen[1].animate.set_opacity(0.25),
                self.named[2][1:].animate.set_color(self.look.accent),
            )

    def judge_on_unseen_images(self):
        digits = self.digits.digits[:MARKED]
        answers = self.digits.outputs[:MARKED].argmax(axis=1)
        wall = LabelledWall(pictures_of(digits), digits.labels, JUDGED, LARGER)
        wall.move_to([0, 0.15, 0])
        few, first = self.walls[2], len(self.walls[2].pictures)
        right, count = int((answers == digits.labels).sum()), len(digits)
        told = words("{right} of {count}", right=right, count=count).stand_at(0, FOOT)
        facts = {"right": right, "count": count, "data": self.shown_digits.name}
        line = choose(
            (
                self.shows_others,
                "Here are {count} digits it has never seen. The trained network reads {right} of "
                "them correctly.",
            ),
            (
                right == count,
                "Here are the first {count} test images. The trained network reads all of them "
                "correctly.",
            ),
            otherwise="Here are the first {count} test images. The trained network reads {right} "
            "of them correctly.",
        )
        data = note(self.shown_digits.name).stand_at(LEFT_RIM, HEAD + 0.1, LEFT)
        with self.say(line, **facts):
            pairs = zip(
                [*few.pictures, *few.labels],
                [*wall.pictures[:first], *wall.labels[:first]],
                strict=True,
            )
            self.play(
                FadeOut(*self.walls[:2], *self.named, self.credit, self.source),
                *(old.animate.scale(new.height / old.height).move_to(new) for old, new in pairs),
            )
            self.remove(few)
            self.add(wall.pictures[:first], wall.labels[:first])
            self.quickly(FadeIn(wall.pictures[first:], wall.labels[first:], data))
            self.quickly(wall.make_room())
            marks = (Create(mark) for mark in wall.mark(answers).marks)
            self.slowly(LaggedStart(*marks, lag_ratio=0.3))
            self.quickly(FadeIn(told))
        self.rest()
        self.quickly(FadeOut(wall, told, data))

    def show_how_it_learns(self):
        scales = [largest_but_few(weights) for weights in self.network.mlp.weights]
        start, digits = self.playback.network(0), self.preview
        live = NamedNetwork(start.weights, digits.image(0), scales, ROOM).shift(MIDDLE * UP)
        self.live, self.told, mlp = live, VGroup(), self.network.mlp
        seen = note("images seen").stand_at(LEFT_RIM, SEEN, LEFT)
        self.seen = Figures("0", self.look.label, self.look.accent)
        self.seen.anchor_at([seen.get_right()[0] + 0.25, SEEN, 0])
        shown = self.shown_digits.name
        if self.parts is not None:
            shown = data_of(self.network.data, part="training").name
        source = note(shown).stand_at(LEFT_RIM, HEAD, LEFT)
        replayed = note("weights: its recorded training").stand_at(RIGHT_RIM, SEEN, RIGHT)
        line = (
            "This is how it learns. Show it some images, and compare its answers with the labels. "
            "Then shift its {count:,} numbers a little. And on to the next images."
        )
        with self.say(line, count=mlp.parameters.size):
            self.quickly(FadeIn(live, seen, self.seen, source, replayed))
            stops = [float(self.playback.clocks[each]) for each in self.stops]
            for index, clock in enumerate(stops):
                self.show_example(index, clock, stops[index + 1 : index + 2])
        self.rest(0.5)

    def show_example(self, index: int, clock: float, later: list[float]):
        """Let the network read an image, compare, and go on to a later moment of its training."""
        live, label, told = self.live, int(self.preview.labels[index]), self.told
        image, quick = self.preview.image(index), self.look.quick
        forward = self.playback.at(clock).mlp.forward(image)
        if index:
            dark = (layer.animate.set_activations(np.zeros(layer.count)) for layer in live.layers)
            swap = live.picture.animate.set_values(image)
            plain = live.names.animate.set_color(self.look.words)
            self.play(swap, *dark, plain, FadeOut(told), run_time=quick)
        self.play(live.light_through(forward.a, quick))
        if not later:
            return
        box = live.answer(int(forward.answer), label)
        self.told = words("label {label}", colour=self.look.accent, label=label)
        self.told.next_to(live.picture, DOWN, buff=0.15)
        name = live.names[label].animate.set_color(self.look.accent)
        self.play(Create(box), FadeIn(self.told), name, run_time=quick)

        def show(share: float) -> None:
            moment = self.playback.at(clock + share * (later[0] - clock))
            live.set_weights(moment.mlp.weights)
            live.set_activations(moment.mlp.forward(image).a[1:])
            seen = round(moment.step * self.network.recipe.batch)
            self.seen.set_text("{count:,}", count=seen)

        self.play(FadeOut(box), run_time=quick / 2)
        self.drive(show, [live, self.seen], 1.4 * quick, index, clock, later)

    def say_what_it_will_turn_out_to_be(self):
        told = headline("learning → looking for a low point of a function")
        told.stand_at(0, FOOT + 0.25)
        line = (
            "That sounds like practice. But it is a calculation: looking for a low point of a "
            "function."
        )
        with self.say(line):
            self.rest(2)
            self.play(FadeIn(told, shift=0.15 * UP))
        self.rest()

    @cached_property
    def parts(self) -> Split | None:
        """The digits that the network learned from, and the others, if they are on this machine.

        Our own handwriting would take minutes to write; others stand for it then.
        """
        data = self.network.data
        if self.shows_others or is_own(data):
            return None
        with suppress(InputError):  # only the test part may be here
            source = source_of(data)
            return find_mnist() if source == "mnist" else load(source) if source else None
        return None

    @cached_property
    def counts(self) -> PartCounts:
        """How many images each part has."""
        return part_counts(self.network, self.history, self.parts)

    @property
    def preview(self) -> Digits:
        """Images that the network is shown while it learns."""
        return self.digits.digits[MARKED:] if self.parts is None else self.parts.train

    @cached_property
    def stops(self) -> list[int]:
        """Which snapshots of the training are looked at, rising."""
        steps = self.history.snapshot_step
        near = {int(np.abs(steps - step).argmin()) for step in STEPS}
        return sorted(near)

    def three_walls(self) -> list[LabelledWall]:
        """Return images to learn from, to choose by, and to be judged on; or what stands for them.

        The last part begins with the first test image.
        """
        shown = self.digits.digits
        sizes = [columns * ROWS for columns in COLUMNS]
        if self.parts is None:
            rest = shown[sizes[2] :]
            groups = [rest[: sizes[0]], rest[sizes[0] : sizes[0] + sizes[1]]]
        else:
            groups = [self.parts.train[: sizes[0]], self.parts.validation[: sizes[1]]]
        groups.append(shown[: sizes[2]])
        return [
            LabelledWall(pictures_of(group), group.labels, columns, CELL)
            for group, columns in zip(groups, COLUMNS, strict=True)
        ]


def pictures_of(digits: Digits) -> list[np.ndarray]:
    """Return images row by row, shape (28, 28) each."""
    return list(digits.pixels.reshape(-1, 28, 28))
