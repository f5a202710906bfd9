"""Every image has a say: a table of wishes, its means, and the step for which these ask."""

from functools import cached_property
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    VGroup,
)
from numpy.typing import NDArray

from network.measured.mean_wishes import MeanWishes
from network.model.backprop import one_hot, trace
from scenes.backprop.drawings.wish_table import WishTable
from scenes.look.places import ABOVE_FOOT, FOOT, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.words import formula, note, row_of_words, words
from scenes.script.variants import choose
from scenes.stage.one_image import OneImage

#: How many images of other digits get a column, their pictures' side, and where those are: y.
OTHERS, SIDE, PICTURES = 5, 0.95, 2.75

#: Where the table's first row is, and its left end.
FIRST_ROW, LEFT_END = 1.75, -6.6

#: Upper left corner of what is written beside it, and the room of that.
BESIDE, ROOM = (2.65, 1.9), 4.0


#: A wish smaller than this is very little.
LITTLE = 0.001


class TableOfWishes(OneImage):
    """Six images fill a table; the means over thousands are the negative gradient; it is tried."""

    def construct(self):
        self.open_section()
        self.lay_out()
        self.recall_the_first_image()
        self.ask_others()
        self.see_that_corners_do_not_matter()
        self.see_that_they_disagree()
        self.take_the_means()
        self.see_that_it_is_no_vote()
        self.name_the_column()
        self.try_it()

    def recall_the_first_image(self):
        table = self.table
        line = (
            "Here is our {digit} again, with its wishes for some of the {count:,} weights and "
            "biases."
        )
        with self.say(line, digit=self.label, count=self.mlp.parameters.size):
            self.play(FadeIn(self.pictures[0], self.source, self.full))
            self.quickly(FadeIn(table.names, table.gaps))
            self.slowly(LaggedStart(*map(self.arrive, table.columns[0]), lag_ratio=0.4))
        self.rest(1.5)

    def ask_others(self):
        columns, more = self.table.columns[1:], len(self.images) - 1
        line = (
            "But every image has a say. Here are the first images of {more} other digits, a column "
            "each."
        )
        with self.say(line, more=more):
            self.play(LaggedStart(*(FadeIn(each) for each in self.pictures[1:]), lag_ratio=0.2))
            cells = (self.arrive(cell) for row in zip(*columns, strict=True) for cell in row)
            self.slowly(LaggedStart(*cells, lag_ratio=0.1))
        self.rest(1.5)

    def see_that_corners_do_not_matter(self):
        frame = self.table.frame(0)
        told = VGroup(
            note("rows: the first weight,", room=ROOM),
            note("the largest means of {groups} groups,", room=ROOM, groups=len(self.groups)),
            note("and the last bias", room=ROOM),
        )
        told.arrange(DOWN, buff=0.24, aligned_edge=LEFT).move_to([*BESIDE, 0], UP + LEFT)
        line = choose(
            (
                any(pixels[0] for pixels, _ in self.images),
                "The first weight comes from a corner pixel. The other rows are those with the "
                "largest means.",
            ),
            otherwise="The first weight comes from a corner pixel, blank in all {images}. So "
            "nobody asks anything of it, and we picked rows that matter.",
        )
        with self.say(line, images=len(self.images)):
            self.play(Create(frame))
            self.rest(1.5)
            self.play(FadeIn(told, shift=0.1 * UP))
        self.rest()
        self.quickly(FadeOut(frame, told))

    def see_that_they_disagree(self):
        last = self.wishes[:, -1]
        self.frame = self.table.frame(len(self.rows) - 1)
        higher, lower = int((last > 0).sum()), int((last < 0).sum())
        line = choose(
            (
                not higher,
                "Look at the last row, the bias of output 9. None of the {images} wants it higher.",
            ),
            (
                not lower,
                "Look at the last row, the bias of output 9. None of the {images} wants it lower.",
            ),
            (
                (np.abs(last) < LITTLE).any(),
                "Look at the last row, the bias of output 9. {lower} {lower:wants|want} it lower, "
                "some by very little. {higher} {higher:wants|want} it higher.",
            ),
            otherwise="Look at the last row, the bias of output 9. {lower} {lower:wants|want} it "
            "lower, {higher} {higher:wants|want} it higher.",
        )
        with self.say(line, higher=higher, lower=lower, images=len(last)):
            self.play(Create(self.frame))
        self.rest()

    def take_the_means(self):
        table, found = self.table, self.study
        data = self.studied_on(found).counted
        line = choose(
            (
                found.origin.part != "training",
                "Who decides? The mean of each row, over {data}.",
            ),
            otherwise="Who decides? The mean of each row. Not over these {images}, but over "
            "{data}.",
        )
        with self.say(line, data=data, images=len(self.images)):
            self.quickly(FadeIn(self.head, self.of_means, table.others))
            self.slowly(
                LaggedStart(
                    *(FadeIn(cell, shift=0.4 * RIGHT) for cell in table.means), lag_ratio=0.4
                )
            )
        self.rest(1.5)

    def see_that_it_is_no_vote(self):
        found, row = self.study, self.rows[-1]
        mean, total = -float(found.gradient[row]), found.origin.count
        lower, higher = int(found.lowered[row]), int(found.raised[row])
        frame = self.table.frame(len(self.rows) - 1, to_means=True)
        line = choose(
            (
                mean > 0 and lower > higher and lower + higher == total and not self.is_softmax,
                "That is no vote. The {lower:,} images of other digits want the last number lower. "
                "But the {higher:,} images of a 9 want it higher so strongly that the mean says: "
                "raise.",
            ),
            (
                mean > 0 and lower > higher,
                "That is no vote. {lower:,} of the {total:,} want the last number lower. But "
                "{higher:,} want it higher so strongly that the mean says: raise.",
            ),
            (
                mean < 0 and higher > lower,
                "That is no vote. {higher:,} of the {total:,} want the last number higher. But "
                "{lower:,} want it lower so strongly that the mean says: lower.",
            ),
            (
                mean > 0,
                "Of the {total:,}, {higher:,} want the last number higher, and so does the mean.",
            ),
            otherwise="Of the {total:,}, {lower:,} want the last number lower, and so does the "
            "mean.",
        )
        with self.say(line, lower=lower, higher=higher, total=total):
            self.play(ReplacementTransform(self.frame, frame))
            self.rest()
        self.rest(2)
        self.quickly(FadeOut(frame))

    def name_the_column(self):
        gradient = formula("-nabla C(bold(W))", self.look.label)
        gradient.stand_at(self.head.get_x(), PICTURES)
        line = "We know all {count:,} means together: they are the negative gradient."
        with self.say(line, count=self.mlp.parameters.size):
            self.quickly(FadeOut(self.head[0]))
            self.play(FadeIn(gradient, shift=0.1 * UP), FadeIn(self.table.brackets))
        self.rest(1.5)

    def try_it(self):
        found = self.study
        before, after = found.before, found.after
        told = row_of_words(
            words("average cost", colour=self.look.wrong, room=4),
            words("{cost:.3f}", colour=self.look.wrong, cost=before),
            words("→", colour=self.look.quiet),
            words("{cost:.3f}", colour=self.look.wrong, cost=after),
        )
        told.shift([RIGHT_RIM - told.get_right()[0], ABOVE_FOOT - told[0].baseline, 0])
        line = choose(
            (
                after < before,
                "Add it once to all numbers, and the average cost falls from {before:.3f} to "
                "{after:.3f}.",
            ),
            otherwise="Add it once to all numbers, and the average cost goes from {before:.3f} to "
            "{after:.3f}.",
        )
        with self.say(line, before=before, after=after):
            self.play(FadeIn(told[:2], shift=0.1 * UP))
            self.play(FadeIn(told[2:], shift=0.2 * RIGHT))
        self.rest(1.5)
        line = "But that took {count:,} images, for one single step."
        with self.say(line, count=found.origin.count):
            self.rest()
        self.rest()

    def arrive(self, cell: VGroup) -> FadeIn:
        """Return the animation in which a cell of the table appears."""
        return FadeIn(cell, shift=0.15 * DOWN)

    @property
    def study(self) -> MeanWishes:
        """What thousands of images want of the half-learned network."""
        return self.mean_wishes

    @cached_property
    def images(self) -> list[tuple[NDArray[np.float64], int]]:
        """The image of this lecture, and the first ones of some other digits, with their labels."""
        digits = self.digits.digits
        chosen = [(self.trace.forward.a[0], self.label)]
        for label in dict.fromkeys(digits.labels.tolist()):
            if label != self.label and len(chosen) <= OTHERS:
                first = int(np.argmax(digits.labels == label))
                chosen.append((digits.images[first] / 255, label))
        return chosen

    @cached_property
    def wishes(self) -> NDArray[np.float64]:
        """How each image wants the rows' numbers changed: shape (images, rows)."""
        found = [trace(self.mlp, pixels, one_hot(np.array(label))) for pixels, label in self.images]
        return np.array([-each.gradient.vector[self.rows] for each in found])

    @cached_property
    def rows(self) -> list[int]:
        """Which numbers are shown: the first, the largest means of each layer, the last.

        Of the last weights, those count that lead into the image's own output; of the biases,
        those of the first hidden layer.
        """
        sizes = np.abs(self.study.gradient)
        largest = (each.start + int(sizes[each].argmax()) for each in self.groups)
        return sorted({0, *largest, len(sizes) - 1})

    @cached_property
    def groups(self) -> list[range]:
        """Among which numbers the largest means are looked for."""
        mlp = self.mlp
        counts = [matrix.size for matrix in mlp.weights]
        ends = np.cumsum([0, *counts]).tolist()
        spans = [range(*span) for span in pairwise(ends)]
        width = mlp.sizes[-2]
        own = spans[-1][self.label * width : (self.label + 1) * width]
        return [spans[0], *spans[1:-1][-1:], own, range(ends[-1], ends[-1] + mlp.sizes[1])]

    def lay_out(self) -> None:
        """Make the table, the pictures above it, and the notes below; nothing is shown yet."""
        table = self.table = WishTable(self.rows, self.wishes, -self.study.gradient[self.rows])
        table.shift([LEFT_END - table.get_left()[0], FIRST_ROW - table.columns[0][0].get_y(), 0])
        self.pictures = Group()
        for column, (pixels, _) in zip(table.columns, self.images, strict=True):
            self.pictures.add(PixelGrid(pixels, SIDE).move_to([column.get_x(), PICTURES, 0]))
        x = table.means.get_x()
        self.head = VGroup(
            words("mean", room=2.6).stand_at(x, PICTURES),
            note("{count:,} images", room=2.6, count=self.study.origin.count),
        )
        self.head[1].stand_at(x, PICTURES - 0.5)
        self.source = note("columns: {data}", room=6.4, data=self.shown_digits.name)
        self.source.stand_at(LEFT_RIM, FOOT, LEFT)
        full = note("colour: full at the largest number of its row", room=9)
        self.full = full.stand_at(LEFT_RIM, ABOVE_FOOT, LEFT)
        data = self.studied_on(self.study).counted
        self.of_means = note("mean: {data}", room=6.4, data=data).stand_at(RIGHT_RIM, FOOT, RIGHT)
