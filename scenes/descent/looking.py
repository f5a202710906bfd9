"""What do its neurons look for? Their weights as pictures, and a measure with its controls."""

from functools import cached_property

import numpy as np
from manim import (
    LEFT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    SurroundingRectangle,
    VGroup,
    linear,
)

from network.digits.digits import SIDE
from network.measured.findings import LOOPED, PAIRS
from network.model.mlp import MLP
from network.questions.any_angle import (
    ANGLES,
    LENGTH,
    THICKNESS,
    best_edge,
    compared,
    edge,
    likeness_at_any_angle,
)
from network.questions.edge_detector import EDGE_LIKE, MARGIN
from network.questions.excitement import FIRST, Excitement
from scenes.descent.drawings.laid_over import LaidOver
from scenes.descent.drawings.likeness_rows import LikenessRows
from scenes.descent.drawings.pair_row import PairRow
from scenes.descent.drawings.what_excites import WhatExcites
from scenes.look.places import FOOT, LEFT_RIM
from scenes.look.theme import theme
from scenes.mobjects.edges.strength import largest_but_few
from scenes.mobjects.neurons.diagram import Network, Room
from scenes.mobjects.pixels.weights import WeightGrid, WeightLegend, WeightWall
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: Room of the network at the left, and of all pictures of weights at the right.
ROOM = Room((-5.3, 0.1, 2.7), (-2.9, -0.9), 5.6, 0.4, 0.1)
WALL, WALL_AT = (6.2, 6.2), (3.4, 0.25, 0)

#: Of the wall in the end: its room, and its middle.
LAST, LAST_AT = (8.0, 6.2), (0, 0.3, 0)

#: Rows and columns of pixels.
SHAPE = SIDE, SIDE

#: How visible edges into other neurons are.
FAINT = 0.04

#: A neuron stands for a loop, or there is a trace of one, from these shares on ...
CLEAR, PARTIAL = 0.95, 0.7

#: ... if so many pairs of digits at most, 8 and 9 among them, are told apart as well.
FEW, SOME = 4, 11

#: A network that reads less than this has found no way of reading.
GOOD = 0.9


class Looking(LectureScene):
    """All weights of the first hidden layer; how much of an edge is in them; what excites one."""

    least_hidden_layers = 1

    def construct(self):
        self.open_section()
        self.turn_fans_into_pictures()
        self.lay_an_edge_over_one()
        self.ask_chance_first()
        self.ask_spots_and_edges()
        self.show_where_ours_are()
        self.find_what_excites_one()
        self.look_for_images_that_do()
        self.return_to_the_loop()
        self.say_what_was_found()

    def turn_fans_into_pictures(self):
        matrix, mlp = self.matrix, self.network.mlp
        network = Network(mlp.weights, self.digits.clear(3).picture, room=ROOM)
        self.wall = wall = WeightWall(matrix, self.scale, SHAPE, *WALL).move_to(WALL_AT)
        self.legend = WeightLegend(self.scale).move_to([WALL_AT[0], FOOT, 0])
        for grid in wall.grids:
            grid.set_opacity(0)
        field, count = network.weights[0], len(matrix)

        def show(share: float) -> None:
            done = min(int(share * count), count - 1)
            field.focus(field.edges_into(done), FAINT)
            for place, grid in enumerate(wall.grids):
                grid.set_opacity(float(np.clip(share * count - place, 0, 1)))

        line = (
            "What do hidden neurons look for? Laid out like the pixels, the weights into one are "
            "a picture. The first hidden layer has {count}."
        )
        with self.say(line, pixels=matrix.shape[1], count=count):
            self.play(FadeIn(network))
            self.add(wall)
            parts = [field, *wall.grids]
            self.drive(show, parts, 2.2 * self.look.slow, rate_func=linear)
            self.quickly(FadeIn(self.legend))
        self.rest(0.5)
        self.drawn = network

    def lay_an_edge_over_one(self):
        """Show what is measured: how well a short edge fits, at its best place and angle."""
        likest, grids = self.likest, self.wall.grids
        size = LENGTH, THICKNESS + 2 * MARGIN
        fits = best_edge(self.matrix[likest])
        laid = LaidOver(edge(SIDE, 0), size, fits, float(self.likeness[likest]))
        large = grids[likest].copy()
        others = [grid for place, grid in enumerate(grids) if place != likest]
        line = (
            "How much is one like an edge? We lay a short edge over it, at the place and the angle "
            "where it fits best. Full likeness would be 1."
        )
        with self.say(line):
            self.add(large)
            self.remove(self.wall, grids[likest])
            self.add(*others)
            self.quickly(FadeOut(self.drawn, self.legend, *others))
            self.play(laid.take(large))
            self.quickly(FadeIn(laid.picture, laid.caption))
            self.quickly(Create(laid.frame))
            self.play(laid.look_elsewhere())
            self.play(laid.look_where_it_fits())
            self.quickly(FadeIn(laid.told, shift=0.1 * UP))
            self.rest(0.5)
        self.quickly(FadeOut(large, laid))

    def ask_chance_first(self):
        values = [likeness_at_any_angle(each) for each in self.groups]
        samples = [group[0] for group in self.groups[:-1]]
        samples.append(self.matrix[self.likest])
        began = choose(
            (self.recorded, message("random start")), otherwise=message("random weights")
        )
        self.rows = LikenessRows(values, samples, len(ANGLES), began)
        facts = {"shuffled": values[0].max(), "soft": values[2].max()}
        line = (
            "What would chance give? Shuffled weights reach {shuffled:.2f}. Patches of chance, as "
            "soft as the real ones, reach {soft:.2f}."
        )
        with self.say(line, **facts):
            self.quickly(FadeIn(self.rows.rows.line, self.rows.title))
            for row in range(3):
                self.quickly(self.rows.bring(row))

    def ask_spots_and_edges(self):
        values = [likeness_at_any_angle(each) for each in self.groups[3:5]]
        line = (
            "Round spots reach {spots:.2f}. Edges of other lengths and widths get from "
            "{least:.2f} to {most:.2f}."
        )
        facts = {"spots": values[0].max(), "least": values[1].min(), "most": values[1].max()}
        with self.say(line, **facts):
            self.play(self.rows.bring(3))
            self.play(self.rows.bring(4))

    def show_where_ours_are(self):
        like, count = int(self.is_like.sum()), len(self.matrix)
        level = self.rows.rows.level(EDGE_LIKE, message("much like an edge"))
        line = choose(
            (
                not like,
                "And ours? None of its {count} {count:neuron|neurons} is much like an edge: none "
                "reaches {limit:.1f}.",
            ),
            (
                like == count,
                "And ours? All of its {count} {count:neuron|neurons} are much like an edge: "
                "{limit:.1f} or more.",
            ),
            otherwise="And ours? Of {count} neurons, {like} {like:is|are} much like an edge: "
            "{limit:.1f} or more. The others are between that and {least:.2f}.",
        )
        facts = {"count": count, "like": like, "limit": EDGE_LIKE, "least": self.likeness.min()}
        with self.say(line, **facts):
            self.play(self.rows.bring(5))
            self.quickly(FadeIn(level))
            self.rest()
        self.quickly(FadeOut(self.rows, level))

    def find_what_excites_one(self):
        excited, digits = self.excited, self.digits.digits
        images = [digits.image(int(place)) for place in excited.likest]
        highest, source = float(excited.sums.max()), self.shown_digits.name
        one = self.matrix[self.likest]
        self.drawn = drawn = WhatExcites(one, self.scale, excited.best_sum, images, highest, source)
        line = (
            "Take the one most like an edge. Only ink on positive weights adds to its sum. So no "
            "image can raise it more than this one: full ink on all of them."
        )
        with self.say(line):
            self.play(FadeIn(drawn.weights, drawn.names[0]))
            self.quickly(FadeIn(drawn.best, drawn.names[1]))
            self.slowly(drawn.best.animate.set_values(excited.best_image))
            self.quickly(FadeIn(drawn.sums[0]))

    def look_for_images_that_do(self):
        excited, drawn, label = self.excited, self.drawn, self.excited.label
        facts = {"count": len(self.digits.digits), "first": FIRST}
        if label is not None:
            ranked = sorted(enumerate(excited.shares_lit()), key=lambda each: -each[1])
            rival, share = next(each for each in ranked if each[0] != label)
            facts |= {"label": label, "own": dict(ranked)[label], "rival": rival, "next": share}
        line = choose(
            (
                label is not None,
                "Of {count:,} digits, these {first} raise it most: all of them {label}s. It is "
                "above 0 for {own:.0%} of all {label}s. Of the others, {rival}s lead: {next:.0%}.",
            ),
            otherwise="Of {count:,} digits, these {first} raise it most.",
        )
        with self.say(line, **facts):
            come = (FadeIn(each, shift=0.1 * UP) for each in drawn.real)
            self.play(FadeIn(drawn.names[2]), LaggedStart(*come, lag_ratio=0.2))
            self.quickly(FadeIn(drawn.sums[1]))
            self.rest()
        self.quickly(FadeOut(drawn))

    def return_to_the_loop(self):
        found = self.findings.loops
        share = float(found.folded[found.best])
        row = PairRow(found.of_pairs, PAIRS, LOOPED)
        data = note(self.found_on.counted).stand_at(LEFT_RIM, FOOT, LEFT)
        line = choose(
            (
                found.rank == 1,
                "And the loop of lecture 1? In the last hidden layer, the best neuron tells 8 and "
                "9 from the rest at {share:.0%}. No other of {count} pairs does better.",
            ),
            otherwise="And the loop of lecture 1? In the last hidden layer, the best neuron tells "
            "8 and 9 from the rest at {share:.0%}. But {better} of {count} pairs of digits do "
            "better.",
        )
        facts = {"share": share, "better": found.rank - 1, "count": len(PAIRS)}
        with self.say(line, **facts):
            self.quickly(FadeIn(row.axis, row.caption, row.title, data))
            self.play(LaggedStart(*map(FadeIn, row.dots), lag_ratio=0.1))
            self.play(row.ours.animate.set_color(self.look.accent), FadeIn(row.mark))
            self.rest()
        self.say_what_it_means_for_a_loop()
        self.quickly(FadeOut(row, data))

    def say_what_was_found(self):
        wall = WeightWall(self.matrix, self.scale, SHAPE, *LAST).move_to(LAST_AT)
        frames = VGroup(*(frame_around(wall.grids[k]) for k in np.flatnonzero(self.is_like)))
        line = choose(
            (
                self.network.test_accuracy < GOOD,
                "And it reads only {accuracy:.1%} {data} correctly.",
            ),
            otherwise="And yet it reads {accuracy:.1%} {data}. It found a way of its own.",
        )
        facts = {"accuracy": self.network.test_accuracy, "data": self.tested_on.of}
        with self.say(line, **facts):
            self.play(FadeIn(wall))
            if len(frames):
                self.quickly(LaggedStart(*map(Create, frames), lag_ratio=0.3))
            self.rest()
        self.rest()

    def say_what_it_means_for_a_loop(self):
        found = self.findings.loops
        share, rank = found.folded[found.best], found.rank
        line = choose(
            (share >= CLEAR and rank <= FEW, "In this layer, there is a loop detector."),
            (share >= PARTIAL and rank <= SOME, "Of a loop, there is a trace."),
            otherwise="No neuron of this layer stands for a loop.",
        )
        with self.say(line):
            self.rest(0.5)

    @cached_property
    def matrix(self) -> np.ndarray:
        """Weights of the first hidden layer: shape (neurons, 784)."""
        return self.network.mlp.weights[0].astype(np.float64)

    @property
    def scale(self) -> float:
        """The size of weight that gets full colour."""
        return largest_but_few(self.matrix)

    @cached_property
    def likeness(self) -> np.ndarray:
        """How much every neuron's weights look like an edge: shape (neurons,)."""
        return likeness_at_any_angle(self.matrix)

    @property
    def is_like(self) -> np.ndarray:
        """Which are much like one: shape (neurons,), bool."""
        return self.likeness >= EDGE_LIKE

    @property
    def likest(self) -> int:
        """The neuron most like an edge."""
        return int(self.likeness.argmax())

    @cached_property
    def groups(self) -> list[np.ndarray]:
        """Weights whose likeness is compared, row by row, shape (n, 784) each; ours at last."""
        mlp = self.network.mlp
        # Where nobody recorded the random start, any other one does it.
        start = self.playback.network(0) if self.recorded else MLP.random(mlp.sizes)
        return compared(self.matrix, start.weights[0])

    @cached_property
    def excited(self) -> Excitement:
        """What excites the neuron most like an edge."""
        return Excitement(self.network.mlp, self.digits.digits, self.likest)


def frame_around(grid: WeightGrid) -> SurroundingRectangle:
    """Return a frame around a picture of weights."""
    return SurroundingRectangle(grid, color=theme().accent, buff=0.03, stroke_width=4)
