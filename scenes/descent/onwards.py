"""What came after plain networks: weights that go over the image, and a question to read with."""

from functools import cached_property

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Group, LaggedStart, UpdateFromAlphaFunc, VGroup, linear

from network.files.archive import Provenance
from network.questions.examples import Example
from network.questions.shifted import FARTHEST, ReadWhenMoved, moved, read_when_moved, upset
from scenes.descent.drawings.kinds_in_time import KindsInTime
from scenes.descent.drawings.reading_network import ReadingNetwork
from scenes.descent.drawings.shares_when_moved import SharesWhenMoved
from scenes.look.places import FOOT
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.other_networks import AttentionSketch, MemorySketch
from scenes.mobjects.neurons.verdict import Verdict
from scenes.mobjects.pixels.filtered_picture import LEVEL_EDGES, FilteredPicture
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import Words, note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.data import Data, data_of
from scenes.stage.lecture import LectureScene

#: Kinds of networks, and when they became known: Rumelhart, Hinton and Williams, "Learning
#: representations by back-propagating errors", 1986; LeCun and others, "Backpropagation applied to
#: handwritten zip code recognition", 1989; Hochreiter and Schmidhuber, "Long short-term memory",
#: 1997; Vaswani and others, "Attention is all you need", 2017.
KINDS = (
    message("multilayer\nperceptron"),
    message("convolutional\nnetwork"),
    message("long short-term\nmemory"),
    message("transformer"),
)
YEARS = (1986, 1989, 1997, 2017)

#: Middle line of their names; how far below its usual place the network is; where bars stand.
KINDS_AT, LOWER, BARS_AT = 3.2, 1.2, (3.35, -1.1, 0)

#: A network reads if it gets so many right; it minds being moved if it loses so many.
READS, MINDS = 0.5, 0.05

#: Height of pictures that are filtered, and their middle.
FILTERED, FILTERED_AT = 3.6, -0.15

#: Middles of the sketches.
SKETCHES_AT = -3.4, 3.4


class Onwards(LectureScene):
    """A moved digit upsets the network; a filter's map moves along; what to ask when reading on."""

    #: The digit that is moved, if moving one upsets the network.
    label = 3

    def construct(self):
        self.choose_what_is_shown()
        self.open_section()
        self.say_how_old_it_is()
        self.move_a_digit()
        self.move_all_digits()
        self.let_a_filter_slide()
        self.count_its_weights()
        self.move_the_digit_again()
        self.name_what_came_later()
        self.ask_what_to_change()

    def choose_what_is_shown(self):
        found = upset(self.digits, self.label) or upset(self.digits)
        self.example, self.right = found or (self.digits.clear(self.label), FARTHEST)
        self.kinds = KindsInTime(KINDS, YEARS).shift(KINDS_AT * UP)

    @cached_property
    def found(self) -> ReadWhenMoved:
        """How often moved digits are read."""
        return read_when_moved(self.network.mlp, self.digits.digits)

    @property
    def minds(self) -> bool:
        """Whether the network reads, and less so if digits are moved."""
        first, *_, last = self.found.shares
        return first >= READS and last < first - MINDS

    def moved_by(self, right: int) -> Example:
        """Return the digit, moved, as the network reads it."""
        image = moved(self.example.pixels, right)
        return Example(image, self.example.label, self.network.mlp.forward(image))

    def say_how_old_it_is(self):
        weights, example = self.network.mlp.weights, self.example
        live = ReadingNetwork(weights, example.pixels, [largest_but_few(each) for each in weights])
        self.live = live.read(example.picture, example.forward.a).shift(LOWER * DOWN)
        self.source = live.source(self.shown_digits.name)
        line = (
            "Our kind of network, a multilayer perceptron, is old. Training it by backpropagation "
            "became known in {year}."
        )
        with self.say(line, year=YEARS[0]):
            self.kinds.light([0])
            self.play(FadeIn(self.kinds, live.picture, self.source))
            self.play(FadeIn(live.weights, *live.layers, live.names))
            self.show_the_answer(example)

    def move_a_digit(self):
        moved_example, recipe = self.moved_by(self.right), self.network.recipe
        line = choose(
            (
                not moved_example.misread or self.example.misread,
                "Each of its first weights belongs to one pixel. Move this {label} sideways by "
                "{by} pixels: it answers {answer}.",
            ),
            (
                recipe is None,
                "But each of its first weights belongs to one pixel. Move this {label} sideways by "
                "{by} pixels, and it answers {answer}.",
            ),
            (
                recipe is not None and recipe.shift == 0,
                "But each of its first weights belongs to one pixel, and in training no digit ever "
                "moved. Move this {label} sideways by {by} pixels, and it answers {answer}.",
            ),
            otherwise="But each of its first weights belongs to one pixel, and in training, digits "
            "moved by {most:g} {most:pixel|pixels} at most. Move this {label} sideways by {by} "
            "pixels, and it answers {answer}.",
        )
        facts = {"label": self.example.label, "by": abs(self.right)}
        facts["most"] = recipe.shift if recipe else 0
        with self.say(line, **facts, answer=moved_example.answer):
            self.quickly(FadeOut(self.verdict))
            for step in range(1, abs(self.right) + 1):
                there = self.moved_by(int(np.sign(self.right)) * step)
                self.play(
                    self.live.picture.animate.set_values(there.picture),
                    *self.live_reading(there),
                    run_time=self.look.quick,
                )
                self.wait(self.look.quick / 2)
            self.show_the_answer(moved_example)
            self.rest()

    def move_all_digits(self):
        first, *_, last = self.found.shares
        self.shares = SharesWhenMoved(self.found.shares, 0.1).shift(BARS_AT)
        facts = {"first": first, "last": last, "count": self.found.count}
        line = choose(
            (
                not self.minds,
                "Of {count:,} digits, it reads {first:.0%} in place; moved like this, {last:.0%}.",
            ),
            otherwise="We picked one that fails. But of {count:,} digits, it reads {first:.0%} in "
            "place, and moved like this, only {last:.0%}.",
        )
        told = note(self.moved_digits.counted, room=5.6), note("those that lose no ink", room=5.6)
        self.told = VGroup(*told, *self.note_on_training())
        for k, text in enumerate(self.told):
            text.stand_at(BARS_AT[0], FOOT + 0.5 * (2 - k))
        shares = self.shares
        with self.say(line, **facts):
            self.play(FadeIn(shares.base, shares.moved_by, shares.guess, self.told))
            grow = [shares.grow(k) for k in range(len(shares.bars))]
            self.slowly(
                LaggedStart(*grow, lag_ratio=0.4),
                LaggedStart(*map(FadeIn, shares.shifts), lag_ratio=0.4),
                LaggedStart(*map(FadeIn, shares.figures), lag_ratio=0.4),
            )
            self.rest()

    @property
    def moved_digits(self) -> Data:
        """What was moved, and counted."""
        digits = self.digits.digits
        return data_of(Provenance(digits.name, digits.sha256), self.found.count)

    def note_on_training(self) -> list[Words]:
        """Return the note on how far digits were moved in training; none, if that isn't known."""
        recipe = self.network.recipe
        by = recipe.shift if recipe else 0
        if not by or not self.network.epochs:
            return []
        return [note("in training: moved by {by:g} {by:pixel|pixels} at most", room=5.6, by=by)]

    def let_a_filter_slide(self):
        live, image = self.live, self.example.picture
        self.filtered = filtered = FilteredPicture(image, LEVEL_EDGES, FILTERED, 12.2)
        filtered.shift(FILTERED_AT * UP).look_at(-1)
        self.notes = VGroup(
            note(self.shown_digits.name, room=4.2),
            note("a filter: 3 × 3 weights"),
            SignLegend(message("ink above"), message("ink below")),
        )
        parts = (filtered.picture, filtered.kernel, filtered.found)
        for remark, above in zip(self.notes, parts, strict=True):
            remark.next_to(above, DOWN, buff=0.2)
        gone = (self.verdict, self.shares, self.told, self.source)
        line = (
            "A convolutional network looks in another way. A small filter slides over the whole "
            "image, and its weighted sums make a map of what it finds."
        )
        with self.say(line):
            self.quickly(FadeOut(*gone, live.weights, *live.layers, live.names))
            self.play(
                live.picture.animate.become(filtered.picture),
                self.kinds.animate.light([1]),
                FadeIn(filtered.kernel, filtered.found, self.notes),
            )
            self.remove(live.picture)
            self.add(filtered.picture, *filtered.windows)
            self.slide()
            self.quickly(FadeOut(filtered.windows))

    def slide(self):
        """Let the filter go over the image: slowly at first, from where there is ink."""
        filtered, count = self.filtered, self.filtered.response.size
        begun = max(0, int(np.flatnonzero(filtered.response).min()) - 1)

        def show(share: float) -> None:
            filtered.look_at(round(begun + share * (count - 1 - begun)))

        parts = [filtered.found, *filtered.windows]
        self.drive(show, parts, 2.2 * self.look.slow, begun, self.right, rate_func=slow_start)

    def count_its_weights(self):
        mlp = self.network.mlp
        facts = {"few": LEVEL_EDGES.size, "many": mlp.sizes[0]}
        self.counts = VGroup(
            words("{few} weights, the same at every place", colour=self.look.accent, **facts),
            note("our network: {many} into each neuron of the first hidden layer", **facts),
        )
        for text, y in zip(self.counts, (FOOT + 0.55, FOOT), strict=True):
            text.stand_at(0, y)
        self.play(*(FadeIn(text, shift=0.1 * UP) for text in self.counts))
        self.rest()

    def move_the_digit_again(self):
        line = (
            "Move the digit now, and its map simply moves along. In such a network, filters are "
            "learned, too."
        )
        filtered, way = self.filtered, int(np.sign(self.right))

        def show(share: float) -> None:
            there = moved(self.example.pixels, way * round(share * abs(self.right)))
            filtered.set_picture(there.reshape(self.example.picture.shape))

        parts = [filtered.picture, filtered.found]
        with self.say(line):
            for start, end in ((0, 1), (1, 0), (0, 1)):
                self.drive(show, parts, self.look.normal, self.right, start=start, end=end)
                self.wait(self.look.quick / 2)
            self.rest()

    def name_what_came_later(self):
        line = (
            "Other kinds read sequences, like speech and text: long short-term memory, and later "
            "transformers."
        )
        sketches = MemorySketch(width=4.6), AttentionSketch(width=3.9, height=2.4)
        notes = note("for speech (sketch)"), note("for text (sketch)")
        self.sketches = Group()
        for sketch, told, x in zip(sketches, notes, SKETCHES_AT, strict=True):
            sketch.move_to([x, -0.2, 0])
            self.sketches.add(Group(sketch, told.stand_at(x, -2.4)))
        with self.say(line):
            self.quickly(FadeOut(self.filtered, self.notes, self.counts))
            for k, each in enumerate(self.sketches, start=2):
                self.play(FadeIn(each), self.kinds.animate.light([k]))
                progress = UpdateFromAlphaFunc(
                    each[0], lambda it, share: it.set_progress(share), rate_func=linear
                )
                self.play(progress)

    def ask_what_to_change(self):
        look = self.look
        questions = VGroup(
            words("How would you change our network?", look.headline, look.accent),
            words("What would you measure to know that it helped?", look.label),
        )
        for text, y in zip(questions, (0.3, -0.8), strict=True):
            text.stand_at(0, y)
        line = (
            "Lecture 1 ended with good reading. Read it with a question: how would you change our "
            "network?"
        )
        with self.say(line):
            self.quickly(FadeOut(self.sketches), self.kinds.animate.light([]))
            self.play(FadeIn(questions[0], shift=0.15 * UP))
        with self.say("And what would you measure, to know that it helped?"):
            self.play(FadeIn(questions[1], shift=0.15 * UP))
        self.rest()

    def live_reading(self, example: Example) -> list:
        """Return the animations in which all layers become those of an example."""
        layers = zip(self.live.layers, example.forward.a[1:], strict=True)
        return [layer.animate.set_activations(values) for layer, values in layers]

    def show_the_answer(self, example: Example):
        """Box the brightest output."""
        live, answer = self.live, example.answer
        output = live.output(answer)
        self.verdict = Verdict(output, answer, example.confidence, example.label)
        self.quickly(FadeIn(self.verdict))


def slow_start(share: float) -> float:
    """Return the way that was made after a share of the time: ever faster, at last evenly."""
    return 0.25 * share**2 + 0.75 * share**4 if share < 1 else 1.0
