"""Learning or memorising? The same network learns true labels, and labels that mean nothing."""

from itertools import count
from typing import Any

from manim import (
    DOWN,
    LEFT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
    linear,
)

from network.measured.memorising import SHUFFLED, TRUE, shuffling
from scenes.descent.drawings.labelled_row import LabelledRow
from scenes.descent.drawings.papers import Paper
from scenes.look.places import LEFT_RIM
from scenes.mobjects.charts.accuracy_runs import AccuracyRuns, SeenAndUnseen
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import message
from scenes.script.variants import choose
from scenes.stage.lecture import LectureScene

#: The digits whose labels are shuffled before our eyes.
LABELS = (3, 8, 0, 5, 1, 7, 4, 6)

#: A training is compared by when it gets this share of its labels right.
LEVEL = 0.9

#: Right answers at the end that count as learned by heart; a test that is passed, and one that is
#: no better than guessing.
BY_HEART, PASSED, GUESSING = 0.9, 0.7, 0.2

#: Widths of the row of images: alone, and where both labellings have their names beside it.
ALONE, NAMED = 12.4, 10.6

#: Middle of its images then; from images up to where they come from.
ROW_AT, ABOVE = (1.35, 1.9, 0), 0.25

#: Year, title, authors and place of what to read on.
PAPERS = (
    (
        2016,
        "Understanding deep learning requires rethinking generalization",
        "C. Zhang, S. Bengio, M. Hardt, B. Recht, O. Vinyals",
        "arXiv 1611.03530",
    ),
    (2017, "A Closer Look at Memorization in Deep Networks", "D. Arpit et al.", "arXiv 1706.05394"),
    (
        2014,
        "The Loss Surfaces of Multilayer Networks",
        "A. Choromanska, M. Henaff, M. Mathieu, G. Ben Arous, Y. LeCun",
        "arXiv 1412.0233",
    ),
)

#: What both labellings are called.
TITLES = message("true labels"), message("shuffled labels")

#: The networks of the study.
WIDE, SMALL = 0, 1


class Memory(LectureScene):
    """Labels are shuffled; a wide network learns them by heart, and reads nothing new."""

    def construct(self):
        self.open_section()
        self.chapter("Labels that mean nothing")
        self.show_images_with_labels()
        self.shuffle_the_labels()
        self.say_what_is_left()
        self.set_up_the_experiment()
        self.chapter("Learned by heart")
        self.learn_both()
        self.look_at_the_end()
        self.read_unseen_images()
        self.draw_the_conclusion()
        self.try_our_shape()
        self.chapter("What others found")
        self.tell_what_others_found()

    def show_images_with_labels(self):
        examples = [self.digits.clear(label) for label in LABELS]
        pictures = [example.picture for example in examples]
        self.row = LabelledRow(pictures, [example.label for example in examples], ALONE)
        self.row.move_to([0, 0.4, 0])
        self.source = self.source_of().next_to(self.row, UP, buff=ABOVE)
        line = (
            "Has a network learned what digits look like, or has it only memorised its training "
            "images?"
        )
        with self.say(line):
            self.slowly(self.row.appear())
            self.quickly(FadeIn(self.source))

    def shuffle_the_labels(self):
        order = self.shuffling_that_leaves_one()
        with self.say("Take images with their labels, and shuffle the labels."):
            self.slowly(self.row.deal(order))
            self.rest()

    def say_what_is_left(self):
        line = (
            "Now a label says nothing about its image. About {share:.0%} still fit, by chance. "
            "One can only learn them by heart."
        )
        with self.say(line, share=self.memorising.still_right.mean()):
            self.rest()

    def set_up_the_experiment(self):
        line = (
            "We train a wide network with true labels, and then with shuffled ones. Images, steps "
            "and random starts are the same. Three starts each."
        )
        with self.say(line):
            place = [ROW_AT[0], ROW_AT[1] + NAMED / len(LABELS) / 2 + ABOVE, 0]
            self.play(self.row.make_room(NAMED, ROW_AT), self.source.animate.move_to(place))
            self.name_both_labellings()
            self.play(FadeIn(self.true_labels), LaggedStart(*map(FadeIn, self.names)))
            self.play(FadeIn(self.facts, shift=0.2 * UP))

    def learn_both(self):
        self.charts = self.charts_of(WIDE)
        early, late = (self.epochs_until(LEVEL, labels) for labels in (TRUE, SHUFFLED))
        line = choose(
            (
                early is None,
                "Here is how many of its training images it answers as they are labelled, epoch "
                "by epoch.",
            ),
            (
                late is None,
                "With true labels, {level:.0%} are right after {early} {early:epoch|epochs}. "
                "Shuffled ones take longer than we trained.",
            ),
            otherwise="With true labels, {level:.0%} are right after {early} "
            "{early:epoch|epochs} on average. With shuffled ones, it takes {late}.",
        )
        self.quickly(FadeOut(self.row, self.true_labels, self.names, self.facts, self.source))
        self.play(FadeIn(self.charts.part(0)))
        with self.say(line, level=LEVEL, early=early or 0, late=late or 0):
            self.grow(self.charts.seen)

    def look_at_the_end(self):
        true, false = (self.reached("on_training", labels) for labels in (TRUE, SHUFFLED))
        line = choose(
            (
                false < BY_HEART,
                "In the end, {true:.0%} of the true labels are right, and {false:.0%} of the "
                "shuffled ones: so much it has learned by heart.",
            ),
            otherwise="And in the end, {false:.0%} of these meaningless labels are right: learned "
            "by heart.",
        )
        with self.say(line, true=true, false=false):
            self.rest(4)
        self.rest()

    def read_unseen_images(self):
        true, false = (self.reached("on_test", labels) for labels in (TRUE, SHUFFLED))
        line = choose(
            (
                false > GUESSING,
                "Now for {tested:,} images that it has never seen. Trained on true labels, it "
                "reads {true:.0%}. Trained on shuffled ones, {false:.0%}.",
            ),
            otherwise="Now for {tested:,} images that it has never seen. Trained on true labels, "
            "it reads {true:.0%}. Trained on shuffled ones, {false:.0%}: hardly more than by "
            "guessing.",
        )
        self.play(FadeIn(self.charts.part(1)))
        with self.say(line, tested=self.memorising.tested, true=true, false=false):
            self.grow(self.charts.unseen)
            self.rest()

    def draw_the_conclusion(self):
        useful = self.reached("on_test", TRUE) > PASSED
        boxes = [chart.box() for chart in (self.charts.seen, self.charts.unseen)]
        with self.say("So right answers on training images prove nothing."):
            self.play(Create(boxes[0]))
            self.rest()
        line = choose(
            (not useful, "What was learned here, from true labels too, helps little elsewhere."),
            otherwise="But what is learned from true labels holds for unseen images, too. So they "
            "have a structure, and the network uses it.",
        )
        with self.say(line):
            self.play(FadeOut(boxes[0]), Create(boxes[1]))
            self.rest(5)
        self.quickly(FadeOut(boxes[1]))

    def try_our_shape(self):
        share = self.reached("on_training", SHUFFLED, SMALL)
        line = choose(
            (
                share > BY_HEART,
                "A small network, with {hidden:list} hidden neurons, learns {share:.0%} of the "
                "shuffled labels in as many epochs.",
            ),
            otherwise="A small network, with {hidden:list} hidden neurons, gets {share:.0%} of the "
            "shuffled labels right in as many epochs.",
        )
        with self.say(line, share=share, hidden=list(self.memorising.sizes[SMALL][1:-1])):
            wide, self.charts = self.charts, self.charts_of(SMALL)
            self.quickly(FadeOut(wide.own))
            self.remove(*wide.get_family())
            self.add(self.charts.shared)
            self.quickly(FadeIn(self.charts.own))
            self.grow(self.charts.seen, self.charts.unseen)
            self.rest()

    def tell_what_others_found(self):
        papers = VGroup(*(Paper(*each) for each in PAPERS))
        papers.arrange(DOWN, buff=0.9, aligned_edge=LEFT).move_to([LEFT_RIM, 0, 0], LEFT)
        self.play(FadeOut(self.charts))
        line = (
            "In 2016, Zhang and others found that large networks for photographs learn even "
            "random labels."
        )
        with self.say(line):
            self.play(FadeIn(papers[0], shift=0.2 * UP))
        line = (
            "In 2017, Arpit and others found that networks tend to take up simple patterns first."
        )
        with self.say(line):
            self.play(FadeIn(papers[1], shift=0.2 * UP))
        line = (
            "And bad valleys? In 2014, Choromanska and others showed, for a much simplified model: "
            "in large networks, hardly any lies much higher than the deepest."
        )
        with self.say(line):
            self.play(FadeIn(papers[2], shift=0.2 * UP))
        self.rest()

    def reached(self, what: str, labels: int, network: int = WIDE) -> float:
        """Return a share at the end of the training, the mean of all starts."""
        return float(getattr(self.memorising, what)[network, labels, :, -1].mean())

    def epochs_until(self, level: float, labels: int) -> int | None:
        """Return after how many epochs so many labels are right, on average; None if never."""
        there = self.memorising.on_training[WIDE, labels].mean(axis=0) >= level
        return int(there.argmax()) if there.any() else None

    def name_both_labellings(self):
        """Make the true labels again, above the shuffled ones, and what is the same for both."""
        self.true_labels = self.row.true_labels()
        lines = self.true_labels, self.row.labels
        left = self.row.get_left()[0] - 0.3
        self.names = VGroup(
            *(
                note(title, colour, room=left - LEFT_RIM).move_to([LEFT_RIM, line.get_y(), 0], LEFT)
                for line, title, colour in zip(lines, TITLES, self.hues, strict=True)
            )
        )
        facts = (
            words("{network}: {parameters:,} weights and biases", **self.told(WIDE)),
            words("{counted}", **self.told(WIDE)),
            words("{epochs} epochs, from {starts} random starts", **self.told(WIDE)),
        )
        for place, fact in enumerate(facts):
            fact.stand_at(0, -1.25 - 0.75 * place)
        self.facts = VGroup(*facts)

    @property
    def hues(self) -> tuple[str, str]:
        """The colours of both labellings."""
        return self.look.accent, self.look.wrong

    def told(self, network: int) -> dict[str, Any]:
        """Return what is said of a network and of its trainings."""
        study = self.memorising
        sizes = "-".join(map(str, study.sizes[network]))
        rectified = study.activations[network] == "relu"
        return {
            "network": message("{sizes} with ReLU", sizes=sizes)
            if rectified
            else message("{sizes} with sigmoids", sizes=sizes),
            "parameters": study.parameters[network],
            "counted": self.studied_on(study).counted,
            "epochs": study.epochs,
            "starts": len(study.seeds),
        }

    def charts_of(self, network: int) -> SeenAndUnseen:
        """Return the charts of a network, with nothing drawn yet."""
        study = self.memorising
        setting = message(
            "{network}  ·  {counted}  ·  {starts} random starts", **self.told(network)
        )
        accuracies = study.on_training[network], study.on_test[network]
        return SeenAndUnseen(*accuracies, TITLES, self.hues, setting)

    def shuffling_that_leaves_one(self) -> list[int]:
        """Return how the few labels are dealt out: one of them, about as many as usual, stays."""
        tried = (shuffling(len(LABELS), seed).tolist() for seed in count())
        return next(each for each in tried if sum(i == at for at, i in enumerate(each)) == 1)

    def grow(self, *charts: AccuracyRuns) -> None:
        """Let epochs pass: slowly at first, when most happens."""
        self.drive(
            lambda share: [chart.set_end(share**2 * chart.epochs[-1]) for chart in charts],
            [part for chart in charts for part in chart.results],
            2 * self.look.slow,
            *(runs for chart in charts for runs in chart.accuracies),
            rate_func=linear,
        )
