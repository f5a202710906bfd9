"""How good is it? The network reads images it has never seen, and its mistakes are looked at."""

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
    VGroup,
    linear,
)

from network.questions.misread import ASKED, Misread
from scenes.descent.drawings.confusion_table import ConfusionTable
from scenes.descent.drawings.misread_wall import MisreadWall
from scenes.descent.drawings.passing_images import PassingImages
from scenes.descent.drawings.read_wall import ReadWall
from scenes.look.places import FOOT, HEAD, LEFT_RIM
from scenes.mobjects.charts.dots_by_kind import DotsByKind
from scenes.mobjects.writing.number import Figures
from scenes.mobjects.writing.words import headline, note, words
from scenes.script.catalogue import Message, message
from scenes.script.variants import choose
from scenes.stage.data import data_of
from scenes.stage.lecture import LectureScene

#: The row stops at its first mistake, if it comes so soon; so many images follow to the right.
SOON, MORE = 12, 4

#: Seconds from one image to the next.
PACE = 0.5

#: Columns and rows of the images that were misread, and the width of one with its label.
COLUMNS, ROWS, CELL = 6, 4, 1.8

#: Room for all images as points, its middle, and where it stands beside it how many were read.
WALL, WALL_AT, BESIDE = (7.6, 5.0), (-2.6, 0.4, 0), 4.6

#: Middle of the table of confusions, and left end and baselines of what is said beside it.
TABLE_AT, MOST_AT = (-1.9, -0.35, 0), (3.15, (1.2, 0.45, -0.3))

#: So many confusions are framed; more, if several happen as often, are not named.
FRAMED = 3


class Judged(LectureScene):
    """Unseen images are read and counted; mistakes are shown, tabulated, and set beside others."""

    def construct(self):
        self.open_section()
        self.let_unseen_images_pass()
        self.count_all_of_them()
        self.look_at_what_was_misread()
        self.ask_what_mistakes_are_like()
        self.count_which_are_taken_for_which()
        self.name_what_it_confuses_most()
        self.try_other_widths()
        self.say_how_ours_was_trained()

    def let_unseen_images_pass(self):
        digits, stop = self.digits.digits, self.stop
        shown = slice(0, stop + MORE)
        pictures = digits.pixels[shown].reshape(-1, 28, 28)
        answers = self.answers[shown]
        self.row = PassingImages(pictures, digits.labels[shown], answers, 0.6)
        self.source = note(self.shown_digits.name).stand_at(LEFT_RIM, HEAD, LEFT)
        names = note("images read"), note("read correctly")
        names[0].stand_at(-1.3, FOOT + 0.1, RIGHT)
        names[1].stand_at(3.7, FOOT + 0.1, RIGHT)
        self.counts = [Figures("0"), Figures("0", colour=self.look.accent)]
        for name, figures in zip(names, self.counts, strict=True):
            figures.anchor_at([name.get_right()[0] + 0.25, FOOT + 0.1, 0])
        self.names = VGroup(*names)
        line = (
            "How good is it now? We let it read images that it has never seen, and compare each "
            "answer with the label."
        )

        def show(share: float) -> None:
            self.row.set_passed(share * stop)
            self.count(self.row.passed)

        with self.say(line):
            self.play(FadeIn(self.row, self.source, self.names, *self.counts))
            parts = [self.row, *self.counts]
            self.drive(show, parts, PACE * stop + 0.3, stop, rate_func=linear)
        self.stop_at_a_mistake()

    def stop_at_a_mistake(self):
        """Say what the first mistake is, if the row came to one."""
        place = self.stop - 1
        label, answer = int(self.digits.digits.labels[place]), int(self.answers[place])
        if label == answer:
            return
        told = words("read as {answer}", colour=self.look.wrong, answer=answer)
        told.move_to([0, -1.55, 0])
        line = "Here is a mistake. The label says {label}, and the network says {answer}."
        with self.say(line, label=label, answer=answer):
            self.quickly(FadeIn(told, shift=0.1 * UP))
            self.rest()
        self.quickly(FadeOut(told))

    def count_all_of_them(self):
        right, stop = self.misread.right, self.stop
        wall = self.wall = ReadWall(right, *WALL).move_to(WALL_AT)
        each = note("each point is one image").next_to(wall, DOWN, buff=0.2)
        share = headline("{share:.1%}", self.look.accent, share=float(right.mean()))
        share.stand_at(BESIDE, 0.6)
        legend = note("misread: {count:,}", self.look.wrong, count=len(self.misread))
        legend.stand_at(BESIDE, -0.2)

        def show(way: float) -> None:
            count = stop + round((len(right) - stop) * way)
            wall.set_read(count)
            self.count(count)

        line = "Of {count:,} images, it reads {right:,} correctly. That is {share:.1%}."
        facts = {"count": len(right), "right": int(right.sum()), "share": float(right.mean())}
        with self.say(line, **facts):
            wall.set_read(stop)
            self.quickly(FadeOut(self.row))
            self.quickly(FadeIn(wall, each))
            self.drive(show, [wall, *self.counts], 1.3 * self.look.slow, stop)
            self.quickly(FadeIn(share, legend))
            self.rest()
        self.quickly(FadeOut(wall, each, share, legend, self.names, *self.counts))

    def look_at_what_was_misread(self):
        found = self.misread
        self.shown = slice(0, COLUMNS * ROWS)
        if not len(found):
            return
        pictures = self.digits.digits.pixels[found.places[self.shown]].reshape(-1, 28, 28)
        labels, answers = found.labels[self.shown], found.answers[self.shown]
        self.grid = MisreadWall(pictures, labels, answers, COLUMNS, CELL).move_to([0, -0.1, 0])
        legend = VGroup(note("the label", self.look.words), note("its answer", self.look.wrong))
        legend[1].stand_at(6.65, HEAD, RIGHT)
        legend[0].stand_at(legend[1].get_left()[0] - 0.5, HEAD, RIGHT)
        self.legend = legend
        line = choose(
            (
                len(found) > len(labels),
                "These are the first {shown} of the {count:,} that it misreads, each with its "
                "label and, in red, the answer.",
            ),
            otherwise="These are all that it misreads, each with its label and, in red, the "
            "answer.",
        )
        with self.say(line, shown=len(labels), count=len(found)):
            self.quickly(FadeIn(legend))
            self.slowly(self.grid.appear())
            self.rest(0.5)

    def ask_what_mistakes_are_like(self):
        """Compare mistakes with the images most like them: ink for ink, no network asked."""
        found = self.misread
        if not len(found):
            return
        hard, plain = found.to_be_understood, found.without_excuse
        facts = {"asked": found.asked, "some": found.like_answer, "others": found.like_label}
        counted = note(
            "of {asked:,} mistakes: {some:,} of the first kind, {others:,} of the second", **facts
        ).stand_at(0, FOOT)
        boxes = VGroup()
        if hard is not None:
            label, answer = int(found.labels[hard]), int(found.answers[hard])
            line = (
                "A mistake can be understandable. Compared pixel by pixel, the {count} images most "
                "like this {label} are all {answer}s."
            )
            with self.say(line, count=ASKED, label=label, answer=answer):
                boxes.add(self.grid.box(hard))
                self.play(Create(boxes[-1]))
        if plain is not None:
            label = int(found.labels[plain])
            line = choose(
                (
                    hard is None,
                    "Compared pixel by pixel, the {count} images most like this {label} are all "
                    "{label}s. And yet it was misread.",
                ),
                otherwise="But the {count} most like this {label} are all {label}s. And yet it was "
                "misread.",
            )
            with self.say(line, count=ASKED, label=label):
                boxes.add(self.grid.box(plain))
                self.play(Create(boxes[-1]))
                if hard is not None:
                    self.quickly(FadeIn(counted))
                    boxes.add(counted)
        self.rest()
        self.quickly(FadeOut(self.grid, self.legend, boxes))

    def count_which_are_taken_for_which(self):
        counts = self.misread.examination.confusion
        self.table = table = ConfusionTable(counts).move_to(TABLE_AT)
        line = (
            "Which digits does it take for which? A row for each label, a column for each answer: "
            "this table is called a confusion matrix. What is right stands on the diagonal."
        )
        with self.say(line):
            self.play(FadeIn(table.cells, table.digits, table.titles))
            self.slowly(table.fill_diagonal())
            self.slowly(table.fill_mistakes())

    def name_what_it_confuses_most(self):
        counts, table = self.misread.examination.confusion, self.table
        confused = self.misread.confused
        if not confused:
            self.rest()
            self.quickly(FadeOut(table, self.source))
            return
        told = VGroup()
        pairs = confused[:FRAMED]
        for (label, answer), y in zip(pairs, MOST_AT[1], strict=False):
            text = note(
                "{label} read as {answer}: {count:,}",
                self.look.words,
                label=label,
                answer=answer,
                count=int(counts[label, answer]),
            )
            told.add(text.stand_at(MOST_AT[0], y, LEFT))
        label, answer = pairs[0]
        facts = {"label": label, "answer": answer, "count": int(counts[label, answer])}
        facts |= {"all": int(counts[label].sum()), "back": int(counts[answer, label])}
        others = [pair for pair in confused[1:] if counts[pair] == counts[label, answer]]
        line = choose(
            (
                bool(others),
                "No mistake is more frequent than to take {label:a|an} {label} for {answer:a|an} "
                "{answer}: {count:,} of all {all:,} {label}s. The other way round, it is {back:,}.",
            ),
            otherwise="Most often, it takes {label:a|an} {label} for {answer:a|an} {answer}: "
            "{count:,} of all {all:,} {label}s. The other way round, it is {back:,}.",
        )
        frames = VGroup(*(table.frame(*pair) for pair in pairs))
        with self.say(line, **facts):
            self.play(LaggedStart(*map(Create, frames), lag_ratio=0.4))
            self.quickly(FadeIn(told, shift=0.1 * RIGHT))
            self.rest()
        self.quickly(FadeOut(table, frames, told, self.source))

    def try_other_widths(self):
        widths = self.experiments.widths
        source = message(
            "{data}; {epochs:,} {epochs:epoch|epochs} of training; lines: the mean of {seeds} "
            "{seeds:training|trainings}",
            data=data_of(widths.data).collection,
            epochs=widths.epochs,
            seeds=len(widths.seeds),
        )
        names = [hidden_neurons(sizes) for sizes in widths.sizes]
        notes = message("neurons in the hidden layers"), source
        title = message("test images read correctly")
        self.trials = trials = DotsByKind(widths.accuracy, names, title, notes)
        ranked = sorted(zip(widths.mean_accuracy.tolist(), names, strict=True))
        (least, worst), (most, best) = ranked[0], ranked[-1]
        line = (
            "Would more neurons do better? Each dot is one training, and all of them took {epochs} "
            "epochs."
        )
        with self.say(line, epochs=widths.epochs):
            self.play(FadeIn(trials.title, trials.chart, trials.names, trials.notes))
            drops = (FadeIn(dot, shift=0.3 * DOWN) for dots in trials.dots for dot in dots)
            self.play(LaggedStart(*drops, lag_ratio=0.3))
        line = (
            "With {worst} hidden neurons, they read {least:.1%} of the test images, the mean of "
            "{seeds} random starts. With {best}, {most:.1%}."
        )
        facts = {"worst": worst, "best": best, "least": least, "most": most}
        with self.say(line, seeds=len(widths.seeds), **facts):
            self.slowly(LaggedStart(*map(FadeIn, trials.means), lag_ratio=0.5))

    def say_how_ours_was_trained(self):
        network, widths = self.network, self.experiments.widths
        line = choose(
            (network.epochs is None, "Ours was trained elsewhere."),
            (
                len(network.mlp.sizes) == 2,
                "Ours has no hidden neurons at all, and took {epochs:,} {epochs:epoch|epochs}.",
            ),
            (
                (network.epochs or 0) > widths.epochs,
                "Ours has {hidden}. It was trained longer, for {epochs:,} epochs.",
            ),
            otherwise="Ours has {hidden}, and was trained for {epochs:,} {epochs:epoch|epochs}.",
        )
        facts = {"hidden": hidden_neurons(network.mlp.sizes), "epochs": network.epochs or 0}
        ours = VGroup()
        if network.mlp.sizes in widths.sizes and network.data.sha256 == widths.data.sha256:
            accuracy, kind = network.test_accuracy, widths.sizes.index(network.mlp.sizes)
            name = message("ours: {accuracy:.1%}", accuracy=accuracy)
            ours = self.trials.one_more(kind, accuracy, name)
        with self.say(line, **facts):
            self.play(FadeIn(ours, shift=0.2 * DOWN)) if ours else self.rest()
        self.rest()

    @cached_property
    def answers(self) -> np.ndarray:
        """What the network says to every image: shape (n,)."""
        return self.digits.outputs.argmax(axis=1)

    @cached_property
    def stop(self) -> int:
        """How many images pass one by one: up to the first mistake, if it comes soon."""
        wrong = np.flatnonzero(~self.misread.right[:SOON])
        return int(wrong[0]) + 1 if len(wrong) else SOON

    @cached_property
    def misread(self) -> Misread:
        """All that is misread."""
        return Misread(self.digits)

    def count(self, read: int):
        """Write how many images were read, and how many of them correctly."""
        self.counts[0].set_text("{count:,}", count=read)
        self.counts[1].set_text("{count:,}", count=int(self.misread.right[:read].sum()))


def hidden_neurons(sizes: tuple[int, ...]) -> Message:
    """Return how many neurons the hidden layers have, to be said: 16 and 16."""
    return message("{counts:list}", counts=list(sizes[1:-1]))
