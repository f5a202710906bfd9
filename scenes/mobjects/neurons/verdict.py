"""The network's answer, boxed and compared with the label."""

from collections.abc import Sequence

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    DashedVMobject,
    Mobject,
    SurroundingRectangle,
    VGroup,
    config,
)

from scenes.look.theme import theme
from scenes.mobjects.writing.class_label import label_of
from scenes.mobjects.writing.words import ROOM, Words, note, words
from scenes.script.classes import have_names

#: Names under a small picture are so wide at most; and from texts to the frame's rim.
NAME, RIM = 0.78, 0.12


def answer_colour(answer: int, label: int | None) -> str:
    """Return the colour of an answer: a mistake's, if the label is known to be another."""
    return theme().accent if label in (None, answer) else theme().wrong


def box_around(output: Mobject, colour: str) -> SurroundingRectangle:
    """Return the box that marks an answer."""
    return SurroundingRectangle(output, color=colour, buff=0.09, stroke_width=3, corner_radius=0.08)


class Verdict(VGroup):
    """A box around the brightest output neuron, its activation, and the true label if known.

    Parameters
    ----------
    output
        What to box: the neuron and the digit beside it.
    answer
        The digit it stands for.
    activation
        Its activation.
    label
        What the digit really is; ``None`` if nobody said.
    label_above
        Whether the label is written above the activation, because something else comes below.

    Attributes
    ----------
    box
        The box.
    figures
        The activation, to two decimals; beside it what the label says.
    """

    def __init__(
        self,
        output: Mobject,
        answer: int,
        activation: float,
        label: int | None,
        label_above: bool = False,
    ) -> None:
        look, colour = theme(), answer_colour(answer, label)
        self.box = box_around(output, colour)
        self.figures = VGroup(words("{value:.2f}", look.label, colour, value=activation))
        self.figures.next_to(self.box, RIGHT, buff=0.15)
        if have_names():  # other names may be wider
            self.figures.shift(max(0, beyond(output) - self.box.get_right()[0]) * RIGHT)
        if label is not None:
            truth = _truth(label, self.figures[0].get_left()[0])
            side = UP if label_above else DOWN
            truth.next_to(self.figures[0], side, buff=0.1).align_to(self.figures[0], LEFT)
            self.figures.add(truth)
        super().__init__(self.box, self.figures)


def output_of(neuron: Mobject, name: Mobject, names: Mobject) -> VGroup:
    """Return an output neuron and its name, to be boxed.

    Parameters
    ----------
    names
        Those of all outputs: what is written beside a box stands to the right of the widest.
    """
    made = VGroup(neuron, name)
    made.beyond = float(names.get_right()[0])
    return made


def beyond(output: Mobject) -> float:
    """Return the x beyond which there is nothing but the frame's rim, beside an output."""
    return getattr(output, "beyond", float(output.get_right()[0])) + 0.09


def _truth(label: int, left: float) -> Words:
    """Return what the label says; of a name, if there is no room for more, only that."""
    room = config.frame_width / 2 - RIM - left
    told = note("label {label}", label=label)
    look = theme()
    return told if told.width <= room else label_of(label, look.note, look.quiet, room)


def two_answers(
    outputs: Sequence[Mobject], values: Sequence[float], other: int, label: int | None
) -> VGroup:
    """Return the verdict on the brightest of ten outputs, and a quiet box around another one."""
    now = max(range(len(values)), key=values.__getitem__)
    verdict = Verdict(outputs[now], now, values[now], label, other == now + 1)
    return VGroup(verdict, RunnerUp(outputs[other], values[other]))


class RunnerUp(VGroup):
    """A quiet, dashed box around the second brightest output, with its activation.

    Parameters
    ----------
    output
        What to box: the neuron and the digit beside it.
    activation
        Its activation.
    """

    def __init__(self, output: Mobject, activation: float) -> None:
        look = theme()
        box = SurroundingRectangle(output, color=look.quiet, buff=0.09, stroke_width=2.5)
        figure = note("{value:.2f}", value=activation).next_to(box, RIGHT, buff=0.15)
        super().__init__(DashedVMobject(box, num_dashes=24), figure)


def answer_under(picture: Mobject, answer: int, label: int | None) -> VGroup:
    """Return the answer to put under a small picture; a mistake says what it should have been."""
    look = theme()
    room = NAME if have_names() else ROOM
    caption = VGroup(label_of(answer, look.label, answer_colour(answer, label), room))
    if have_names():
        if label not in (None, answer):
            caption.add(label_of(label, look.note, look.quiet, room).next_to(caption, DOWN, 0.08))
    elif label not in (None, answer):
        truth = note("not {label}", label=label)
        caption.add(truth.next_to(caption, RIGHT, buff=0.12))
    return caption.next_to(picture, DOWN, buff=0.14)
