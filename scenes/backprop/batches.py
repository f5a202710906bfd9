"""Nobody waits for all images: batches, how well they point, and two ways down one land."""

from functools import cached_property

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, GrowArrow, VGroup, linear

from network.measured.batch_angles import HALFWAY
from network.measured.small_steps import FULL, SMALL
from scenes.backprop.drawings.angle_fan import AngleFan
from scenes.backprop.drawings.batch_rows import BatchRows
from scenes.backprop.drawings.costs_by_images import CostsByImages
from scenes.backprop.drawings.step_table import StepTable
from scenes.backprop.drawings.two_paths import TwoPaths
from scenes.look.places import FOOT, HEAD, LEFT_RIM, RIGHT_RIM
from scenes.mobjects.writing.words import note
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: Rows of images that are shown, and how many of a batch have room in one.
ROWS, MOST = 4, 10

#: Middle of the rows, and where fans stand: the height of their origins, and a ray's length.
ROWS_AT, FANS_Y, RAY = (-0.55, 0.1, 0), -0.25, 2.2

#: The land's middle, and from where one looks: to the right of where it rises to the back.
LAND_AT, ASIDE, ELEVATION = (-3.55, -0.2, 0), 12, 32

#: Where the table begins, and the chart's middle.
TABLE_AT, COSTS_AT = (1.1, 2.35), (4.0, -1.25, 0)


class Batches(LectureScene):
    """Images are dealt into batches; their gradients are compared; two trainings race."""

    plays_back = only_trained_here = True

    def construct(self):
        self.open_section()
        self.chapter("Batches")
        self.divide_the_images()
        self.ask_whether_a_batch_points_the_right_way()
        self.try_smaller_batches()
        self.see_that_it_is_enough()
        self.chapter("Few exact steps, or many rough ones")
        self.set_up_the_comparison()
        self.show_the_land()
        self.look_at_all_images_once()
        self.look_at_them_again_and_again()
        self.count_seconds_too()
        self.draw_the_conclusion()

    def divide_the_images(self):
        batch = self.network.recipe.batch
        images = batch * self.history.steps_per_epoch
        columns = min(batch, MOST)
        pictures = self.digits.digits.pixels[: ROWS * columns].reshape(-1, 28, 28)
        order = np.random.default_rng(self.network.recipe.seed).permutation(len(pictures))
        steps = [message("step {number}", number=k + 1) for k in range(ROWS)]
        rows = BatchRows(pictures, order, columns, steps).move_to(ROWS_AT)
        source = note("the pictures: {data}", data=self.shown_digits.name).stand_at(0, FOOT)
        part = note("{shown} of the {batch} images in a batch", shown=columns, batch=batch)
        line = (
            "Nobody waits for all {images:,} training images. They are shuffled and divided into "
            "batches of {batch}. Each batch makes a step."
        )
        with self.say(line, images=images, batch=batch):
            self.play(FadeIn(rows, source))
            self.slowly(rows.shuffle())
            for row in range(ROWS):
                self.quickly(*rows.frame(row))
            if columns < batch:
                self.quickly(FadeIn(part.stand_at(0, HEAD)))
        self.rest(2)
        shown = [rows, rows.frames, rows.names, source]
        self.quickly(FadeOut(*shown, *([part] if columns < batch else [])))

    def ask_whether_a_batch_points_the_right_way(self):
        study, fan = self.batch_angles, self.fans[0]
        facts = {"of": self.studied_on(study).of, "count": study.angles.shape[-1]}
        told = note("angle to the gradient {of}: the mean of {count} batches", **facts)
        line = choose(
            (
                study.step == 0,
                "Does a batch point the right way? Take the network at its random start. Batches "
                "of {size:,} are, on average, {angle:.0f} degrees off the gradient of all {all:,}.",
            ),
            otherwise="Does a batch point the right way? Take the network that has seen {seen:,} "
            "images. Batches of {size:,} are, on average, {angle:.0f} degrees off the gradient of "
            "all {all:,}.",
        )
        facts = {"seen": study.step * self.network.recipe.batch, "all": study.origin.count}
        with self.say(line, size=self.sizes[0], angle=fan.angle, **facts):
            self.play(FadeIn(told.stand_at(0, HEAD)))
            self.open(fan)
        self.told = told
        self.rest()

    def try_smaller_batches(self):
        for size, fan in zip(self.sizes[1:], self.fans[1:], strict=False):
            line = choose(
                (size == 1, "A single image: {angle:.0f}."),
                otherwise="Batches of {size:,}: {angle:.0f} degrees.",
            )
            with self.say(line, size=size, angle=fan.angle):
                self.open(fan)
            self.rest(0.5)
        with self.say("And random directions: {angle:.0f}.", angle=self.fans[-1].angle):
            self.open(self.fans[-1])
        self.rest()

    def see_that_it_is_enough(self):
        study = self.batch_angles
        place = int(np.abs(np.log(np.array(study.sizes) / self.network.recipe.batch)).argmin())
        angles = study.angles[HALFWAY, place]
        size, good = study.sizes[place], int((angles < 90).sum())
        line = choose(
            (
                good < 0.75 * len(angles),
                "So {size:,} {size:image tells|images tell} very little: {good} of {count} such "
                "batches lead downhill, if the step is small.",
            ),
            otherwise="So {size:,} {size:image tells|images tell} only a little. But {good} of "
            "{count} such batches lead downhill, if the step is small. Of random directions, half "
            "do.",
        )
        chosen = self.fans[len(study.sizes) - 1 - place]
        with self.say(line, size=size, good=good, count=len(angles)):
            told = note("{good} of {count}: less than 90°", good=good, count=len(angles))
            told.move_to([0, FOOT + 0.1, 0])
            self.play(
                FadeIn(told),
                *(fan.animate.soften(0.3) for fan in self.fans if fan is not chosen),
            )
            self.rest()
        self.rest()
        self.quickly(FadeOut(self.fans, self.told, told))

    def set_up_the_comparison(self):
        study = self.small_steps
        sizes, counted = "-".join(map(str, study.sizes)), self.studied_on(study).counted
        self.setting = VGroup(
            note("{sizes} with sigmoids  ·  {counted}", room=9, sizes=sizes, counted=counted),
            note(
                "step sizes tried: {rates:list}; best from here: {full:g} and {small:g}",
                room=7.6,
                rates=[message("{rate:g}", rate=rate) for rate in study.rates],
                full=study.chosen[FULL],
                small=study.chosen[SMALL],
            ),
        )
        for row, text in enumerate(self.setting):
            text.stand_at(LEFT_RIM, HEAD - 0.5 * row, LEFT)
        line = (
            "Are small steps better? From one random start, we train twice with {count:,} images: "
            "with full steps, and with batches of {batch}. Each with the best of {tried} step "
            "sizes."
        )
        facts = {"count": study.origin.count, "batch": study.batch, "tried": len(study.rates)}
        with self.say(line, **facts):
            self.quickly(FadeIn(self.table.heads, self.setting[0]))
            for each in self.table.lines[:2]:
                self.play(FadeIn(each, shift=0.1 * UP))
            self.play(FadeIn(self.setting[1]))
            self.play(FadeIn(self.costs))
        self.rest()

    def show_the_land(self):
        paths, start = self.paths, self.paths.land.place(self.small_steps.small_path[0])
        named = note("random start").next_to(start, RIGHT, buff=0.8)
        shadows = note("both paths as seen from above, on the land", room=7.4)
        shadows.stand_at(LEFT_RIM, FOOT, LEFT)
        line = (
            "This land is the cost on the plane through the start and both ends. In between, the "
            "paths leave it: these are shadows."
        )
        with self.say(line):
            self.bring_to_back(paths.land)  # below all that moves: so it is painted only once
            self.play(FadeIn(paths.land, paths.full, paths.small))
            self.quickly(FadeIn(named, shadows))
        self.rest()

    def look_at_all_images_once(self):
        study = self.small_steps
        steps = study.origin.count // study.batch
        line = (
            "When all images have been seen once, that is one full step, or {steps:,} small ones."
        )
        with self.say(line, steps=steps):
            self.go_on(0, study.origin.count, 1.5 * self.look.slow)
        self.rest()

    def look_at_them_again_and_again(self):
        study = self.small_steps
        facts = {
            "epochs": study.epochs,
            "full": float(study.full_cost[0, -1]),
            "small": float(study.small_cost[0, -1]),
        }
        line = (
            "After {epochs} times, full steps have reached a cost of {full:.2f}, and small ones of "
            "{small:.2f}."
        )
        with self.say(line, **facts):
            self.go_on(study.origin.count, study.epochs * study.origin.count, 2 * self.look.slow)
        self.rest(1.5)

    def count_seconds_too(self):
        study, steps = self.small_steps, self.small_steps.steps_in_the_same_time
        times = study.seconds[SMALL] / study.batch / (study.seconds[FULL] / study.origin.count)
        cost = float(study.small_cost_after(steps)[0])
        last = self.table.lines[2].set_values(steps, cost)
        mark = self.costs.mark(steps * study.batch, cost, self.look.accent)
        line = choose(
            (
                times <= 1,
                "And small steps take no longer, for as many images.",
            ),
            otherwise="For each image, small steps took {times:.1f} times as long here. But in the "
            "same time, they still reach {cost:.2f}.",
        )
        with self.say(line, times=float(times), cost=cost):
            self.play(FadeIn(last, shift=0.1 * UP), FadeIn(mark, scale=2))
            self.quickly(FadeIn(self.processor_time))
        self.rest(1.5)

    def draw_the_conclusion(self):
        study = self.small_steps
        ends = study.full_cost[:, -1], study.small_cost[:, -1]
        line = choose(
            (
                bool((ends[SMALL] >= ends[FULL]).any()),
                "So few exact steps can do as well as many rough ones.",
            ),
            otherwise="Here, many rough steps beat few exact ones, from each of {starts} random "
            "starts.",
        )
        with self.say(line, starts=len(study.seeds)):
            self.rest()
        self.rest(2)

    def open(self, fan: AngleFan):
        """Let the rays of a fan come, and what they are."""
        self.quickly(GrowArrow(fan.arrow))
        self.play(FadeIn(fan.rays), Create(fan.arc), FadeIn(fan.named, fan.told))

    def go_on(self, start: float, end: float, run_time: float):
        """Look at images, from one count to another."""

        def show(share: float) -> None:
            self.show_images(start + share * (end - start))

        parts = [self.paths.full, self.paths.small, *self.costs.changing]
        parts += [x for each in self.table.lines[:2] for x in (each.steps, each.cost)]
        self.drive(show, parts, run_time, self.small_steps.small_cost, start, end, rate_func=linear)

    def show_images(self, count: float):
        """Bring paths, curves and numbers to so many images looked at."""
        study = self.small_steps
        full, small = int(count / study.origin.count + 1e-9), count / study.batch
        self.paths.set_images(count)
        costs = float(study.full_cost[0, full]), float(study.small_cost_after(small)[0])
        for each, steps, cost in zip(self.table.lines, (full, small), costs, strict=False):
            each.set_values(steps, cost)
        self.costs.set_images(count)

    @property
    def sizes(self) -> list[int]:
        """Sizes of batches, the largest first."""
        return list(self.batch_angles.sizes)[::-1]

    @cached_property
    def fans(self) -> VGroup:
        """A fan for each size of batches, and one for random directions."""
        study, made = self.batch_angles, VGroup()
        for size, angles in zip(self.sizes, study.angles[HALFWAY][::-1], strict=True):
            name = message("{size:,} {size:image|images}", size=size)
            made.add(AngleFan(angles, name, RAY))
        made.add(AngleFan(study.random, message("random"), RAY, self.look.quiet))
        room = (RIGHT_RIM - LEFT_RIM) / len(made)
        for k, fan in enumerate(made):
            fan.shift([LEFT_RIM + (k + 0.5) * room - RAY / 2, FANS_Y, 0])
        return made

    @cached_property
    def paths(self) -> TwoPaths:
        """The land, with both paths at their start."""
        study, each = self.small_steps, self.small_steps.origin.count
        seen = np.arange(study.epochs + 1) * each, study.steps * study.batch
        grid = study.across, study.upward, study.cost
        made = TwoPaths(grid, study.full_path, study.small_path, seen).shift(LAND_AT)
        return made.set_images(0).look(made.land.back + ASIDE, ELEVATION, 1)

    @cached_property
    def table(self) -> StepTable:
        """Steps and costs of both ways, and of small steps in the same time."""
        study = self.small_steps
        made = StepTable(
            TABLE_AT,
            (message("all {count:,} images", count=study.origin.count), self.look.words),
            (message("batches of {batch}", batch=study.batch), self.look.accent),
            (message("… in the same time"), self.look.accent),
        )
        for each, cost in zip(made.lines, (study.full_cost, study.small_cost), strict=False):
            each.set_values(0, float(cost[0, 0]))
        return made

    @cached_property
    def costs(self) -> CostsByImages:
        """Both costs against images looked at: full steps, and small ones."""
        study = self.small_steps
        full = np.arange(study.epochs + 1) * study.origin.count, study.full_cost[0]
        small = study.steps * study.batch, study.small_cost[0]
        hues = self.look.words, self.look.accent
        return CostsByImages((full, small), hues).move_to(COSTS_AT).set_images(0)

    @cached_property
    def processor_time(self) -> VGroup:
        """How long steps take."""
        study = self.small_steps
        told = note(
            "a full step: {full:.1f} ms  ·  a small one: {small:.3f} ms",
            room=RIGHT_RIM - TABLE_AT[0],
            full=1000 * study.seconds[FULL],
            small=1000 * study.seconds[SMALL],
        )
        return VGroup(told.stand_at(TABLE_AT[0], FOOT, LEFT))
