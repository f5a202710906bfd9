"""Why layers at all: a hope, told with real digits."""

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
    Group,
    LaggedStart,
    Square,
    VGroup,
)
from numpy.typing import NDArray

from network.digits import cutting
from network.digits.digits import SIDE
from network.handwriting.boat import draw_boat
from network.measured.findings import LOOPED
from network.questions.examples import BRIGHT
from scenes.mobjects.pixels.filtered_picture import LEVEL_EDGES, FilteredPicture
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.legend import SignLegend
from scenes.mobjects.writing.words import note, row_of_words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene
from scenes.structure.drawings.hoped import HopedStory, Tag
from scenes.structure.drawings.pixel_part import PartSum, PixelPart, move_apart

#: The wall of 8s and 9s.
COLUMNS, ROWS = 8, 4

#: Names of parts.
LOOP_AND_STROKE = message("a loop on top"), message("a long stroke")
TWO_LOOPS = message("a loop on top"), message("a loop below")
THREE_STROKES = message("a short stroke"), message("a bar"), message("a long stroke")

#: How far the sketch stands aside while it has no little edges yet.
ASIDE = 3.4


class Hope(LectureScene):
    """Pixels, edges, parts, digits: what layers might do."""

    least_hidden_layers, only_digits = 1, True

    def construct(self):
        self.choose_digits()
        self.open_section()
        self.chapter("A hope")
        self.take_a_nine_apart()
        self.take_two_more_apart()
        self.hope_for_a_neuron_a_part()
        self.chapter("Parts of parts")
        self.see_that_no_loop_is_like_another()
        self.lay_all_loops_over_each_other()
        self.cut_parts_into_edges()
        self.find_the_stroke_again()
        self.tell_the_hoped_story()
        self.find_edges_in_another_picture()
        self.end_on_the_hope()

    def choose_digits(self):
        """Choose digits that our rules can cut; wherever they can, the clear one."""
        digits = self.digits.digits
        outputs = self.digits.outputs
        clear = (outputs.argmax(axis=1) == digits.labels) & (outputs.max(axis=1) >= BRIGHT)
        self.nine, self.nine_parts = cutting.first_cut(digits, 9, cutting.nine, clear)
        self.eight, self.eight_parts = cutting.first_cut(digits, 8, cutting.eight, clear)
        self.four, self.four_parts = cutting.first_cut(digits, 4, cutting.four, clear)
        self.seven, self.seven_parts = cutting.first_cut(digits, 7, cutting.seven, clear)
        self.one = self.digits.clear(1).picture
        self.loop = cutting.loop_on_top(self.nine)
        self.of_loops, self.of_strokes = self.look.accent, self.look.positive

    def take_a_nine_apart(self):
        hues = (self.of_loops, self.of_strokes)
        nine = PartSum(self.nine, self.nine_parts, hues, LOOP_AND_STROKE, 3.4).center()
        self.large, self.source = nine, self.source_of().next_to(nine.picture, DOWN, buff=0.15)
        with self.say("Why layers, one after the other? There is a hope behind them."):
            self.play(FadeIn(nine.picture, self.source))
        with self.say("A 9 is a loop on top, and a long stroke at its right."):
            for part, name, sign in zip(nine.parts, nine.names, nine.signs, strict=True):
                goal = part.get_center()
                part.move_to(nine.picture).set_rest(0)
                self.quickly(FadeIn(part))
                moved = part.animate.move_to(goal).set_rest(0.16)
                self.play(moved, FadeIn(sign))
                self.quickly(FadeIn(name, shift=0.1 * UP))

    def take_two_more_apart(self):
        loop, stroke = self.of_loops, self.of_strokes
        rows = (
            (self.nine, self.nine_parts, (loop, stroke), LOOP_AND_STROKE),
            (self.eight, self.eight_parts, (loop, loop), TWO_LOOPS),
            (self.four, self.four_parts, (stroke, stroke, stroke), THREE_STROKES),
        )
        self.sums = [PartSum(*row, height=1.8, step=2.9) for row in rows]
        for row, shown in enumerate(self.sums):
            shown.shift([-4.35, 2.6 - 2.45 * row, 0] - shown.picture.get_center())
        small, large = self.sums[0], self.large
        before, after = ([each.picture, *each.parts] for each in (large, small))
        line = "An 8 is two loops; a 4, three strokes. A few parts, put together in different ways."
        with self.say(line):
            self.play(
                *(
                    each.animate.scale(1.8 / 3.4).move_to(goal)
                    for each, goal in zip(before, after, strict=True)
                ),
                FadeOut(self.source, large.signs, large.names),
                FadeIn(small.signs, small.names),
            )
            self.remove(*before)
            self.add(small)
            for shown in self.sums[1:]:
                self.quickly(FadeIn(shown.picture))
                come = [
                    FadeIn(Group(*each), shift=0.3 * RIGHT)
                    for each in zip(shown.parts, shown.signs, shown.names, strict=True)
                ]
                self.play(LaggedStart(*come, lag_ratio=0.5))

    def hope_for_a_neuron_a_part(self):
        story = self.story
        nine, eight, four = (shown.parts for shown in self.sums)
        sources = [[nine[0], eight[0]], [eight[1]], [nine[1], four[2]], [four[0]], [four[1]]]
        story.shift(ASIDE * LEFT)
        self.tag = Tag(message("hoped for"), hoped=True).move_to([3.5 - ASIDE, -3.45, 0])
        line = (
            "The hope: each neuron of the last hidden layer stands for one part. An output only "
            "asks whether its parts are there."
        )
        with self.say(line):
            self.slowly(
                *(FadeOut(s.picture, s.signs, s.names) for s in self.sums),
                *(
                    part.animate.scale(0.9 / part.height).move_to(picture)
                    for group, picture in zip(sources, story.part_pictures, strict=True)
                    for part in group
                ),
            )
            self.remove(*nine, *eight, *four)
            self.add(story.part_pictures)
            self.play(
                FadeIn(story.parts, story.outputs, story.names, *story.last_names, self.tag),
            )
            self.slowly(story.show_links(story.last_links))

    def see_that_no_loop_is_like_another(self):
        shown = [self.story.parts, self.story.outputs, self.story.names, *self.story.last_names]
        links = VGroup(*self.story.last_links.values())
        self.play(FadeOut(*shown, links, self.story.part_pictures, self.tag))
        self.loops = cutting.looped(self.digits.digits, LOOPED)
        self.wall = Group()
        for index, loop in list(self.loops.items())[: COLUMNS * ROWS]:
            image = self.digits[index].picture
            self.wall.add(PixelPart(image, loop.ring, self.of_loops, 1.6, 0.45))
        self.wall.arrange_in_grid(ROWS, COLUMNS, buff=0.12)
        line = "But look at {count} 8s and 9s with a loop on top. It is never the same loop."
        with self.say(line, count=len(self.wall)):
            come = (FadeIn(picture, scale=1.15) for picture in self.wall)
            self.play(LaggedStart(*come, lag_ratio=0.3), run_time=1.8 * self.look.slow)

    def lay_all_loops_over_each_other(self):
        found = cutting.laid_over(self.digits.digits, self.loops)
        self.blur = PixelPart(found.ink, found.ink > 0, self.of_loops, 4.4)
        place = self.blur.centre_of(*found.middle)
        mark = Square(1.5 * 4.4 / SIDE, color=self.look.words, stroke_width=3).move_to(place)
        remark = note(
            "mean of {count:,} loops; ink in the frame: {share:.0%}",
            self.look.words,
            count=len(self.loops),
            share=found.inked,
        ).next_to(self.blur, DOWN, buff=0.2)
        line = (
            "Laid over each other, {count:,} such loops leave a blur. Even where a hole is most "
            "common, {share:.0%} of them have ink. So no one pattern of pixels is a loop."
        )
        with self.say(line, count=len(self.loops), share=found.inked):
            self.quickly(*(picture.animate.set_rest(0) for picture in self.wall))
            gather = (
                loop.animate.scale(4.4 / loop.height).move_to(self.blur).set_opacity(0.25)
                for loop in self.wall
            )
            self.slowly(LaggedStart(*gather, lag_ratio=0.05))
            self.quickly(FadeOut(self.wall))
            self.play(FadeIn(self.blur))
            self.play(Create(mark), FadeIn(remark))
            self.rest()
        self.quickly(FadeOut(self.blur, mark, remark))

    def cut_parts_into_edges(self):
        stroke = self.nine_parts[1]
        self.arcs = self.pieces_of(self.loop.ring, cutting.arcs(self.loop), self.of_loops, 3)
        self.pieces = self.pieces_of(stroke, cutting.pieces(stroke), self.of_strokes, 3.6)
        self.arcs.move_to([-2.8, 0.4, 0])
        self.pieces.move_to([2.8, 0.4, 0])
        line = (
            "So a loop must be put together in turn, out of short edges: this one of {arcs}. The "
            "long stroke takes {pieces}."
        )
        facts = {"arcs": len(self.arcs), "pieces": len(self.pieces)}
        self.edge_notes = VGroup()
        with self.say(line, **facts):
            self.play(FadeIn(self.arcs, self.pieces))
            for group in (self.arcs, self.pieces):
                remark = note("{count} short edges", self.look.words, count=len(group))
                self.edge_notes.add(remark.move_to([group.get_x(), -2.6, 0]))
                self.play(move_apart(group, 0.42), FadeIn(remark))

    def find_the_stroke_again(self):
        family = [
            (self.one, self.one > cutting.INK),
            (self.four, self.four_parts[2]),
            (self.seven, self.seven_parts[1]),
        ]
        digits = Group(*(PixelPart(*each, self.of_strokes, 2.6, 0.4) for each in family))
        digits.arrange(RIGHT, buff=-0.55).move_to([3.7, 0.4, 0])
        remark = note("the same stroke again", self.look.words).move_to([3.7, -2.6, 0])
        line = "And what was found once serves again: a 1, a 4 and a 7 have that stroke, too."
        with self.say(line):
            self.play(
                Group(self.arcs, self.edge_notes[0]).animate.shift(2.3 * LEFT),
                Group(self.pieces, self.edge_notes[1]).animate.shift(4.0 * LEFT),
            )
            come = (FadeIn(digit, shift=0.3 * RIGHT) for digit in digits)
            self.slowly(LaggedStart(*come, lag_ratio=0.5), FadeIn(remark))
            self.wait(self.look.quick)
        self.quickly(FadeOut(self.arcs, self.pieces, self.edge_notes, digits, remark))

    def tell_the_hoped_story(self):
        story = self.story.shift(ASIDE * RIGHT)
        picture = PixelGrid(self.nine, 2.5).move_to([-5.4, 0, 0])
        self.figure = Group(picture, story)
        self.tag.move_to([3.5, -3.45, 0])
        later = [story.parts, story.part_pictures, story.outputs, story.names, story.first_name]
        later += [*story.last_links.values(), *story.last_names]
        line = choose(
            (
                self.network.mlp.steps == 2,
                "With one more layer, this is how it would read a 9. Its pixels wake little edges "
                "...",
            ),
            otherwise="So this is how it would read a 9. Its pixels wake little edges ...",
        )
        with self.say(line):
            self.play(FadeIn(picture, *later, self.tag))
            come = (FadeIn(each, target_position=picture, scale=2) for each in story.edge_pictures)
            self.slowly(LaggedStart(*come, lag_ratio=0.2))
            self.quickly(FadeIn(story.edges, *story.first_links.values()))
            self.play(story.light_edges())
        with self.say("... the edges wake a loop and a stroke, and these two wake the 9."):
            self.slowly(story.light_parts(0, 2))
            self.slowly(story.light_output(1, 0, 2))
        self.play(FadeOut(picture, story, self.tag))

    def find_edges_in_another_picture(self):
        self.filtered = filtered = FilteredPicture(draw_boat(), LEVEL_EDGES).shift(0.5 * UP)
        notes = VGroup(
            note("a picture of our own"),
            note("a filter: 3 × 3 weights"),
            SignLegend(message("ink above"), message("ink below")),
        )
        for remark, above in zip(
            notes, (filtered.picture, filtered.kernel, filtered.found), strict=True
        ):
            remark.next_to(above, DOWN, buff=0.2)
        line = (
            "It would not end with digits. This filter finds level edges in any picture, looking "
            "at {count} pixels at a time."
        )
        with self.say(line, count=LEVEL_EDGES.size):
            self.play(FadeIn(filtered, notes))
            filtered.show(0)
            self.quickly(FadeIn(filtered.bands))
            self.play(filtered.scan(1.5 * self.look.slow))
            self.quickly(FadeOut(filtered.bands))
        speech = row_of_words("sounds", "→", "syllables", "→", "words").move_to([0, -3.1, 0])
        line = "Speech might be read in the same way: sounds make syllables, syllables make words."
        with self.say(line):
            self.slowly(LaggedStart(*map(FadeIn, speech), lag_ratio=0.6))
        self.play(FadeOut(filtered, notes, speech))

    def end_on_the_hope(self):
        hoped = Tag(message("hoped for"), hoped=True, size=2 * self.look.headline)
        with self.say("A fine hope: from little edges to parts, and from parts to digits."):
            self.play(FadeIn(self.figure))
            self.rest()
            self.play(FadeOut(self.figure), FadeIn(hoped, scale=0.5))

    @cached_property
    def story(self) -> HopedStory:
        """The sketch of the hope. Parts: both loops, the long stroke, a short one, a bar."""
        hues = [self.of_loops] * 2 + [self.of_strokes] * 3
        images = [self.nine, self.eight, self.nine, self.four, self.four]
        nine, eight, four = self.nine_parts, self.eight_parts, self.four_parts
        masks = [nine[0], eight[1], nine[1], four[0], four[1]]
        pictures = []
        for image, mask, hue in zip(images, masks, hues, strict=True):
            near = cutting.around(image > cutting.INK)
            pictures.append(PixelPart(image[near], mask[near], hue, 1, 0.3))
        edges = [
            *self.pieces_of(nine[0], cutting.arcs(self.loop), self.of_loops, 1, 0.35),
            *self.pieces_of(nine[1], cutting.pieces(nine[1]), self.of_strokes, 1, 0.35),
        ]
        owners = [0] * cutting.ARCS + [2] * cutting.PIECES
        return HopedStory(edges, pictures, "894", owners, [(0, 1), (0,), (1, 2), (2,), (2,)])

    def pieces_of(
        self, whole: NDArray, cut: list[NDArray], colour: str, height: float, rest: float = 0
    ) -> Group:
        """Return the pieces that a part of the 9 was cut into, near enough to see them."""
        near = cutting.around(whole)
        values = np.where(whole, self.nine, 0)[near]
        return Group(*(PixelPart(values, piece[near], colour, height, rest) for piece in cut))
