"""Every colour, size and pace of the films, named by what it means.

Read it when something is drawn (``theme().accent``), never in a default argument, so that
``LECTURE_THEME`` changes every scene.
"""

import os
from dataclasses import dataclass
from functools import cache

from network.files.errors import InputError


@dataclass(frozen=True)
class Theme:
    """A look.

    Attributes
    ----------
    stage
        Background of every film.
    paper, ink
        A pixel of value 0 and of value 1.
    words, quiet
        Text that is to be read, and text that only helps.
    positive, negative
        Weights and contributions above and below 0.
    resting, firing
        A neuron of activation 0 and of activation 1; one of -1, as tanh has it, is ``negative``.
    outline
        Rims of neurons and frames of pictures.
    accent
        Where to look: the answer.
    wrong
        A mistake, and the cost.
    weight, bias, total
        Symbols of weights, biases and weighted sums in formulas; see
        :mod:`scenes.calculus.drawings.symbols` for the others.
    adds_light
        Whether running light brightens what it crosses (on a dark stage) or covers it.
    """

    stage: str
    paper: str
    ink: str
    words: str
    quiet: str
    positive: str
    negative: str
    resting: str
    firing: str
    outline: str
    accent: str
    wrong: str
    weight: str
    bias: str
    total: str
    adds_light: bool = True

    #: Font sizes in Manim's points.
    headline: int = 44
    label: int = 34
    note: int = 28

    #: Run times in seconds.
    quick: float = 0.6
    normal: float = 1.2
    slow: float = 2.4


DARK = Theme(
    stage="#0B0E14",
    paper="#000000",
    ink="#FFFFFF",
    words="#E8ECF1",
    quiet="#AEB9C6",
    positive="#5AC8E8",
    negative="#FF7A45",
    resting="#0B0E14",
    firing="#FFF6DF",
    outline="#C9D1DB",
    accent="#FFD166",
    wrong="#FF5D73",
    weight="#C792FF",
    bias="#7BD88F",
    total="#86A8FF",
)

CLASSIC = Theme(
    stage="#000000",
    paper="#000000",
    ink="#FFFFFF",
    words="#FFFFFF",
    quiet="#B6B6B6",
    positive="#58D26B",
    negative="#FF5A4F",
    resting="#000000",
    firing="#FFFFFF",
    outline="#DDDDDD",
    accent="#FFE14D",
    wrong="#FF5AC8",
    weight="#C792FF",
    bias="#7CE0D3",
    total="#86A8FF",
)

LIGHT = Theme(
    stage="#FBFAF7",
    paper="#FFFFFF",
    ink="#15181D",
    words="#1B2027",
    quiet="#4F5863",
    positive="#0B6E99",
    negative="#C2410C",
    resting="#FFFFFF",
    firing="#15181D",
    outline="#3B434D",
    accent="#9A5B00",
    wrong="#B4123A",
    weight="#7A2FB5",
    bias="#1B7A3D",
    total="#3148C8",
    adds_light=False,
)

THEMES = {"dark": DARK, "classic": CLASSIC, "light": LIGHT}


def theme() -> Theme:
    """Return the theme that ``LECTURE_THEME`` names; dark, if it names none.

    Raises
    ------
    InputError
        If there is no theme of that name.
    """
    return _theme_called(os.environ.get("LECTURE_THEME") or "dark")


@cache
def _theme_called(name: str) -> Theme:
    if name not in THEMES:
        raise InputError(
            "LECTURE_THEME",
            expected=" or ".join(THEMES),
            found=name,
            remedy="name one of these, or leave the variable out",
        )
    return THEMES[name]
