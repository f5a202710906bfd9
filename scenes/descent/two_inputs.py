"""Two numbers make a landscape: which way is down, the gradient, and the training's own path."""

from functools import cached_property

import numpy as np
from manim import RIGHT, Create, FadeIn, FadeOut, GrowArrow, VGroup, linear

from network.questions.downhill import Downhill, Walk, changes_around, gradient_at_start
from scenes.descent.drawings.beside import column, counters
from scenes.descent.drawings.eight_ways import EightWays
from scenes.descent.drawings.journey import ASIDE, ELEVATION, Journey
from scenes.descent.drawings.plane_window import PlaneWindow
from scenes.look.places import HEAD, RIGHT_RIM
from scenes.mobjects.charts.relief import FINER
from scenes.mobjects.writing.number import Numeral
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The land's middle and side, scene units.
LAND_AT, SIDE = (-2.4, -0.1, 0), 6.2

#: Where columns of text begin beside the land, from above to below, and their room.
ABOVE, UNDER, BELOW, ROOM = (2.3, 1.9), (2.3, 0.0), (2.3, -1.5), 4.4

#: Length of the eight arrows, scene units; how many arrows lie on the land, each way.
ARROW, ARROWS = 1.9, 10

#: Steps downhill, the first one's length as a share of the land's side, and how many come singly.
STEPS, FIRST, ONE_BY_ONE = 400, 0.11, 3

#: Land and path agree if they differ by less; places do if they are so near, as a share of a side.
AGREE, NEAR = 0.1, 0.05

#: A plane holds much of the way from point to point, if it is more than this share.
MUCH = 0.5


class TwoInputs(LectureScene):
    """A plane of networks becomes a landscape; gradient descent, and what training did there."""

    plays_back = True

    def construct(self):
        self.open_section()
        self.lay_out_a_plane()
        self.say_what_the_numbers_are()
        self.try_eight_ways()
        self.see_which_is_steepest()
        self.name_the_gradient_and_go_against_it()
        self.let_the_land_rise()
        self.take_the_first_steps()
        self.walk_on()
        self.see_the_real_path()
        self.see_where_it_hangs_in_the_air()
        self.look_down()

    def lay_out_a_plane(self):
        self.count = self.network.mlp.parameters.size
        names = message("first number"), message("second number")
        self.window = PlaneWindow(*names, SIDE).shift(LAND_AT)
        line = (
            "Now two numbers at once. They make a plane, and each of its points is a network, with "
            "a cost of its own."
        )
        with self.say(line):
            for arrow, name in zip(self.window.arrows, self.window.names, strict=True):
                self.quickly(GrowArrow(arrow), FadeIn(name))
            self.play(Create(self.window.square), FadeIn(self.window.grid))

    def say_what_the_numbers_are(self):
        self.told = column(
            ABOVE,
            words("one point: one network", room=ROOM),
            note("both numbers move all {count:,}", room=ROOM, count=self.count),
        )
        line = choose(
            (
                not self.cost_plane.by_path,
                "Neither number is a single weight. Each moves all {count:,} together, in a "
                "direction that we drew at random.",
            ),
            otherwise="Neither number is a single weight. Each moves all {count:,} together, along "
            "one of the two directions in which the real training went farthest.",
        )
        with self.say(line, count=self.count):
            self.play(FadeIn(self.told))

    def try_eight_ways(self):
        ways = self.ways = EightWays(changes_around(self.cost_plane), ARROW).shift(LAND_AT)
        cost = self.cost_plane.plane_cost[0]
        told = column(ABOVE, words("cost {cost:.2f}", colour=self.look.wrong, cost=cost))
        data = note("each cost: the mean {of}", room=8, of=self.studied_on(self.cost_plane).of)
        line = (
            "Stand at the point nearest to the random start. It costs {cost:.2f}. Which way is "
            "down? We try eight ways, all equally far."
        )
        with self.say(line, cost=cost):
            self.quickly(FadeOut(self.told), FadeIn(ways.point, scale=2))
            self.play(FadeIn(told, data.stand_at(RIGHT_RIM, HEAD, RIGHT)))
            for arrow, change in zip(ways.arrows, ways.changes, strict=True):
                self.play(GrowArrow(arrow), FadeIn(change), run_time=0.6 * self.look.quick)
        self.told = told

    def see_which_is_steepest(self):
        changes = changes_around(self.cost_plane)
        most, least = int(changes.argmax()), int(changes.argmin())
        line = choose(
            (changes[least] >= 0, "None of them leads down: this is a bottom already."),
            (changes[most] <= 0, "All of them lead down. This one most, by {fall:.3f}."),
            otherwise="This way, the cost rises most, by {rise:.3f}. And this way it falls most, "
            "by {fall:.3f}.",
        )
        with self.say(line, rise=float(changes[most]), fall=-float(changes[least])):
            self.play(*self.ways.dim_all_but(most, least))
            self.rest()

    def name_the_gradient_and_go_against_it(self):
        steep, colour = gradient_at_start(self.cost_plane), self.look.wrong
        self.up = self.ways.pointing(steep, "nabla C", colour)
        told = column(
            ABOVE,
            words("the gradient", colour=colour, room=ROOM),
            note("points where it is steepest uphill", room=ROOM),
        )
        line = (
            "The very steepest way up is called the gradient. It is an arrow, and its length "
            "tells how steep it is."
        )
        with self.say(line):
            self.quickly(FadeOut(self.ways.arrows, self.ways.changes, self.told))
            self.play(GrowArrow(self.up[0]), FadeIn(self.up[1], told))
            self.rest()
        self.told = told
        self.down = self.ways.pointing(-steep, "- nabla C", self.look.accent)
        with self.say("We want to go down. So we go exactly against it."):
            self.play(GrowArrow(self.down[0]), FadeIn(self.down[1]))
            self.rest()

    def let_the_land_rise(self):
        land, window, plane = self.journey.land, self.window, self.cost_plane
        share = ARROW / SIDE * np.ptp(plane.across) / plane.distance
        local = VGroup(window.grid, self.ways.point, self.up[0], self.down[0])
        legend = [words("height: the cost", room=ROOM)]
        legend.append(note("a line every {step:.3g}", room=ROOM, step=land.step))
        if plane.cost.min() < land.step:
            finer = land.step / FINER
            legend.append(note("lowest down every {step:.3g}", room=ROOM, step=finer))
        self.legend = column(ABOVE, *legend)
        line = (
            "From every point, an arrow leads down. And if each point rises as high as its cost, "
            "the plane becomes a landscape."
        )
        with self.say(line):
            self.quickly(FadeOut(self.up[1], self.down[1], self.told))
            self.bring_to_back(land)
            shrink = local.animate.scale(1 / share, about_point=np.array(LAND_AT))
            self.play(FadeIn(land), shrink.shift(land.place(plane.path[0]) - LAND_AT))
            self.play(FadeOut(local), FadeIn(self.journey.slopes))
            self.journey.show(self.journey.slopes)
            self.play(FadeOut(window.square, window.arrows, window.names), FadeIn(self.legend))
            self.turn(ASIDE, ELEVATION, 1.5 * self.look.slow)

    def take_the_first_steps(self):
        walk, journey = self.walk, self.journey
        self.steps, self.cost = Numeral(0, 0), Numeral(walk.costs[0], colour=self.look.wrong)
        numbers = (words("steps"), self.steps), (words("cost"), self.cost)
        self.counters = counters(BELOW, 3.0, *numbers)
        line = (
            "Now walk. Find the gradient, take a step against it, and again. That is called "
            "gradient descent."
        )
        with self.say(line):
            journey.show(journey.walk)
            self.quickly(FadeOut(journey.slopes), FadeIn(journey.walk, self.counters))
            for step in range(min(ONE_BY_ONE, len(walk.costs) - 1)):
                arrow = journey.step(step)
                self.quickly(FadeIn(arrow))
                self.go_on(step, step + 1, self.look.quick)
                self.remove(arrow)

    def walk_on(self):
        last, away = len(self.walk.costs) - 1, np.linalg.norm(self.walk.places[-1])
        line = choose(
            (last == 0, "Here the land is level: there is nowhere to go."),
            (
                last < STEPS,
                "After {steps} steps it leaves what was measured, at a cost of {cost:.2f}.",
            ),
            (
                away < NEAR * np.ptp(self.cost_plane.across),
                "With the right step size, the cost is {cost:.2f} after {steps} steps, where the "
                "trained network lies, too.",
            ),
            otherwise="After {steps} steps the cost is {cost:.2f}. The trained network costs "
            "{trained:.2f}.",
        )
        trained = float(self.cost_plane.path_cost[-1])
        with self.say(line, steps=last, cost=float(self.walk.costs[-1]), trained=trained):
            if last > ONE_BY_ONE:
                self.go_on(ONE_BY_ONE, last, 2.2 * self.look.slow, -ASIDE)
            self.rest()

    def see_the_real_path(self):
        plane, journey = self.cost_plane, self.journey
        self.whose = column(
            BELOW,
            note("descent on the plane", self.look.accent, ROOM),
            note("the real training", self.look.words, ROOM),
        )
        line = choose(
            (
                not plane.by_path,
                "And the real training? It hardly moved at all.",
            ),
            (
                self.network.recipe is None,
                "And the real training? Here is where it was at {count} checkpoints, each point at "
                "the height of its real cost.",
            ),
            otherwise="And the real training? Here is where it was at {count} of its {steps:,} "
            "steps, each point at the height of its real cost.",
        )
        with self.say(line, count=len(plane.path), steps=self.playback.last_step):
            self.quickly(FadeOut(self.counters), journey.walk.animate.soften(0.55))
            journey.show(journey.walk, journey.posts, journey.trace, journey.path)
            self.quickly(FadeIn(self.whose, *journey.shown[1:]))
            parts, seconds = journey.shown[1:], 2.6 * self.look.slow
            self.drive(journey.follow, parts, seconds, plane, journey.land.view, rate_func=linear)

    def see_where_it_hangs_in_the_air(self):
        real, below = (
            float(each[0]) for each in (self.cost_plane.path_cost, self.cost_plane.plane_cost)
        )
        line = choose(
            (
                abs(real - below) < AGREE,
                "Land and path agree at the start: the random network really costs {real:.2f}, "
                "and the point below it {below:.2f}.",
            ),
            (
                real < below,
                "The path begins under the land. The random network really costs only {real:.2f}, "
                "the point above it {below:.2f}.",
            ),
            otherwise="The path begins in the air. The random network really costs {real:.2f}, the "
            "point below it only {below:.2f}. What brings it down at first lies outside the plane.",
        )
        heights = self.journey.two_heights(float(below))
        with self.say(line, real=float(real), below=float(below)):
            self.play(FadeIn(heights))
            self.rest()
        self.quickly(FadeOut(heights, self.legend))

    def look_down(self):
        plane, between = self.cost_plane, self.cost_plane.held_between
        told = column(
            UNDER,
            note("squared distance from point to point:", room=ROOM),
            words("in this plane {between:.0%}", room=ROOM, between=between),
        )
        line = choose(
            (
                not plane.by_path,
                "These are two directions, drawn at random. There are {others:,} more that we "
                "don't see.",
            ),
            (
                between > MUCH,
                "From point to point of the path, {between:.0%} of the squared distance lies in "
                "this plane. The rest lies in {others:,} directions that we don't see.",
            ),
            otherwise="From point to point of the path, only {between:.0%} of the squared distance "
            "lies in this plane. The rest lies in {others:,} directions that we don't see.",
        )
        with self.say(line, between=between, others=self.count - 2):
            self.quickly(FadeIn(told) if plane.by_path else FadeOut(self.whose))
            self.turn(0, 90, 2 * self.look.slow)
            if plane.by_path:  # else both ends are one point
                ends = note("random start", self.look.words), note("trained", self.look.words)
                self.quickly(FadeIn(self.journey.name_ends(*ends)))
            self.rest()

    def turn(self, aside: float, elevation: float, run_time: float):
        """Let the eye go around the land, with all that lies on it."""
        journey, before = self.journey, np.array(self.journey.land.view)
        show = journey.turning(aside, elevation, 1)
        self.drive(show, journey.moving, run_time, self.cost_plane, before, aside, elevation)

    def go_on(self, start: int, end: int, run_time: float, aside: float = ASIDE):
        """Walk from one step to another, while the eye may go elsewhere."""
        journey, before = self.journey, np.array(self.journey.land.view)
        turn = journey.turning(aside, ELEVATION, 1)

        def show(share: float) -> None:
            # Later steps are so short that more of them go by.
            step = start + (share**2 if end - start > 1 else share) * (end - start)
            journey.walk.set_end(step)
            self.steps.set_value(int(step))
            self.cost.set_value(float(self.walk.costs[int(step)]))
            turn(share)

        parts = [*journey.moving, self.steps, self.cost]
        self.drive(show, parts, run_time, self.walk, start, end, before, aside)

    @cached_property
    def journey(self) -> Journey:
        """The landscape, looked down on, and what lies on it."""
        plane, slopes = self.cost_plane, Downhill(self.cost_plane).sample(ARROWS)
        grid = plane.across, plane.upward, plane.cost
        path = plane.path, plane.path_cost
        return Journey(grid, slopes, self.walk.places, *path, SIDE).shift(LAND_AT)

    @cached_property
    def walk(self) -> Walk:
        """The descent on the plane, from the point nearest to the random start."""
        first = FIRST * float(np.ptp(self.cost_plane.across))
        return Downhill(self.cost_plane).walk(self.cost_plane.path[0], STEPS, first)
