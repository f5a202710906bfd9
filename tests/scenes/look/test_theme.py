"""Themes: what is written can be read, and hues are told apart by everyone."""

import colorsys
import re
from dataclasses import fields

import numpy as np
import pytest

from scenes.look.colours import rgb
from scenes.look.theme import CLASSIC, DARK, LIGHT, THEMES, Theme, theme
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.neurons.layer import Neuron
from scenes.mobjects.pixels.grid import PixelGrid

COLOURS = [field.name for field in fields(Theme) if field.type in ("str", str)]

#: How viewers who lack a kind of cones see red, green and blue, as mixtures of the three in
#: linear light. From G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
#: Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
#: Visualization and Computer Graphics 15 (6), 2009, doi:10.1109/TVCG.2009.113: severity 1.0.
VIEWERS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "all cones": np.eye(3),
}

#: Linear sRGB to CIE XYZ, by IEC 61966-2-1.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])

#: Colours farther apart than this in CIE Lab (CIE76, a plain distance) are different hues at a
#: glance, not only side by side: a distance of 2.3 is just noticed.
APART = 20


def linear(colour: np.ndarray) -> np.ndarray:
    """Return the light of sRGB values, 0 to 1."""
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio that the Web Content Accessibility Guidelines define, 1 to 21."""
    darker, lighter = sorted(linear(rgb(colour)) @ TO_XYZ[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """Return the CIE Lab coordinates of linear sRGB."""
    xyz = TO_XYZ @ light / TO_XYZ.sum(axis=1)
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: np.ndarray, other: np.ndarray, viewer: str) -> float:
    """Return how far apart a viewer sees two sRGB colours: CIE76."""
    seen = [np.clip(np.array(VIEWERS[viewer]) @ linear(colour), 0, 1) for colour in (one, other)]
    return float(np.linalg.norm(lab(seen[0]) - lab(seen[1])))


def hue(colour: str) -> float:
    """Return a hue in degrees: red is 0, green 120."""
    return 360 * colorsys.rgb_to_hsv(*rgb(colour))[0]


def test_the_measures_are_right():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert lab(linear(rgb("#FFFFFF"))) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab(linear(rgb("#FF0000"))) == pytest.approx([53.24, 80.09, 67.20], abs=0.1)
    for matrix in VIEWERS.values():  # nobody sees a hue in grey
        assert np.sum(matrix, axis=1) == pytest.approx(1, abs=1e-5)
    # The pair that is so often chosen: far apart for most, and not for all.
    red, green = rgb("#B05A00"), rgb("#5F7D00")
    assert distance(red, green, "all cones") > 2 * distance(red, green, "deuteranopia")


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_is_a_colour(name):
    assert len(COLOURS) == 15
    for colour in COLOURS:
        assert re.fullmatch("#[0-9A-F]{6}", getattr(THEMES[name], colour)), colour


@pytest.mark.parametrize("name", THEMES)
def test_what_is_written_can_be_read(name):
    look = THEMES[name]
    # Signs, mistakes and kinds of symbols colour numbers, too.
    kinds = "weight", "bias", "total"
    for colour in ("words", "quiet", "accent", "wrong", "positive", "negative", *kinds):
        assert contrast(getattr(look, colour), look.stage) >= 4.5, colour
    for colour in ("outline", "firing"):
        assert contrast(getattr(look, colour), look.stage) >= 3, colour
    assert contrast(look.ink, look.paper) >= 7
    assert contrast(look.firing, look.resting) >= 7


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("pair", [("positive", "negative"), ("accent", "wrong")])
@pytest.mark.parametrize("name", ["dark", "light"])
def test_hues_are_told_apart_by_everyone(name, pair, viewer):
    look = THEMES[name]
    one, other = (rgb(getattr(look, colour)) for colour in pair)
    assert distance(one, other, viewer) >= APART
    stage = rgb(look.stage)
    assert distance((one + stage) / 2, (other + stage) / 2, viewer) >= APART


def test_classic_is_green_and_red():
    assert 90 < hue(CLASSIC.positive) < 150
    assert abs((hue(CLASSIC.negative) + 180) % 360 - 180) < 15
    # That is why it isn't what films are made in by themselves.
    green, red = rgb(CLASSIC.positive), rgb(CLASSIC.negative)
    assert distance(green, red, "deuteranopia") < APART
    assert distance(green, red, "all cones") > 4 * APART


@pytest.mark.parametrize(("value", "look"), [*THEMES.items(), ("", DARK), (None, DARK)])
def test_the_environment_names_the_theme(monkeypatch, value, look):
    if value is None:
        monkeypatch.delenv("LECTURE_THEME", raising=False)
    else:
        monkeypatch.setenv("LECTURE_THEME", value)
    assert theme() is look


@pytest.mark.parametrize("name", THEMES)
def test_what_is_built_has_the_theme_s_colours(monkeypatch, name):
    look = THEMES[name]
    monkeypatch.setenv("LECTURE_THEME", name)
    neuron, grid = Neuron(0.2).set_activation(1, 1), PixelGrid(np.eye(2))
    assert neuron.get_fill_color().to_hex() == look.firing
    assert neuron.get_stroke_color().to_hex() == look.outline
    assert np.allclose(grid.colours()[0], [rgb(look.ink), rgb(look.paper)])


def test_another_theme_is_another_mobject(monkeypatch):
    places = np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]])
    keys = set()
    for name in THEMES:
        monkeypatch.setenv("LECTURE_THEME", name)
        keys.add(EdgeField(*places, [[1.0]]).key)
    assert len(keys) == len(THEMES)


@pytest.mark.parametrize("look", [DARK, LIGHT])
def test_light_that_runs_suits_the_stage(look):
    # Where the stage is bright, adding light would show nothing.
    stage = contrast(look.stage, "#000000")
    assert look.adds_light == (stage < 4.5)
