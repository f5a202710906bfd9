"""The watch on the layout sees what it should, and lets pass what is meant."""

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    VGroup,
)

from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.writing.rewrite import Rewrite
from scenes.mobjects.writing.source_code import SourceCode
from scenes.mobjects.writing.words import formula, words
from scenes.stage.lecture import LectureScene
from tests.conftest import perform


@pytest.fixture
def watched(media):
    """Return a function that runs a scene and returns what the watch finds."""

    def run(construct) -> str:
        scene = type("Toy", (LectureScene,), {"construct": construct, "__module__": __name__})
        try:
            perform(scene, media)
        except AssertionError as found:
            return str(found)
        return ""

    return run


def letters_one_line_after_the_other(self):
    """What happened once: code, shown line by line, ran over a note, and was gone at the end."""
    self.add(words("a source"))
    code = SourceCode("a = 1\nb = 2").move_to([0.5, -0.2, 0])
    self.play(LaggedStart(*(FadeIn(code.line(number)) for number in range(2))))
    self.remove(*self.mobjects)
    self.wait(1)


def two_texts_fade_over(self):
    one, other = words("one text"), words("another")
    self.add(one)
    self.play(FadeOut(one), FadeIn(other))


def two_pictures_fade_over(self):
    one, other = PixelGrid(np.eye(3)), PixelGrid(1 - np.eye(3))
    self.add(one)
    self.play(FadeOut(one), FadeIn(other))


def a_text_flies_over_another(self):
    flying = words("flying over").shift(2 * LEFT)
    self.add(words("here it is"), flying)
    self.play(flying.animate.shift(4 * RIGHT), rate_func=lambda t: t)


def a_text_leaves_the_frame(self):
    self.add(words("a sentence").shift(7 * RIGHT))
    self.wait(1)


def a_text_lies_on_a_neuron(self):
    self.add(Neuron(0.3), words("a neuron").next_to([0.1, 0, 0], RIGHT, buff=0))
    self.wait(1)


def a_box_hides_the_end_of_a_text(self):
    text = words("a sentence")
    self.add(text, Rectangle(height=2, width=2, fill_opacity=1).move_to(text.get_right()))
    self.wait(1)


def a_box_hides_half_a_neuron(self):
    self.add(Neuron(0.3), Rectangle(height=2, width=2, fill_opacity=1).shift(RIGHT))
    self.wait(1)


@pytest.mark.parametrize(
    ("construct", "problems"),
    [
        (letters_one_line_after_the_other, ["covers 'a source'", "crosses 'a source'"]),
        (two_texts_fade_over, ["'another' crosses 'one text'"]),
        (two_pictures_fade_over, ["PixelGrid"]),
        (a_text_flies_over_another, ["crosses"]),
        (a_text_leaves_the_frame, ["leaves the frame"]),
        (a_text_lies_on_a_neuron, ["'a neuron' lies on a neuron"]),
        (a_box_hides_the_end_of_a_text, ["a Rectangle hides 'a sentence'"]),
        (a_box_hides_half_a_neuron, ["a Rectangle hides 'a neuron'"]),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_it_is_seen(watched, construct, problems):
    found = watched(construct)
    for problem in problems:
        assert problem in found


def one_after_the_other(self):
    one, other = words("one text"), words("another")
    self.add(one)
    self.play(FadeOut(one))
    self.play(FadeIn(other))


def one_formula_becomes_another(self):
    one, other = formula("a + {{ b : b }}"), formula("{{ b : b }} + c")
    self.add(one)
    self.play(Rewrite(one, other))


def one_text_becomes_another(self):
    one, other = words("one text"), words("another")
    self.add(one)
    self.play(ReplacementTransform(one, other))


def a_symbol_flies_over_a_text(self):
    flying = words("w").shift(2 * LEFT)
    self.add(words("here it is"), flying)
    self.play(flying.animate.shift(4 * RIGHT), rate_func=lambda t: t)


def a_label_in_a_box_in_a_neuron(self):
    box = Rectangle(height=1, width=4, fill_opacity=1).shift(2 * UP)
    self.add(VGroup(box, words("a label").move_to(box)))
    self.add(VGroup(Neuron(0.6), words("1.0")).shift(2 * DOWN))
    self.wait(1)


@pytest.mark.parametrize(
    "construct",
    [
        one_after_the_other,
        one_formula_becomes_another,
        one_text_becomes_another,
        a_label_in_a_box_in_a_neuron,
        a_symbol_flies_over_a_text,
    ],
)
def test_what_is_meant_is_let_pass(watched, construct):
    assert watched(construct) == ""
