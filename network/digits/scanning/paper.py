"""Tell what the paper looks like under the ink, and whether ink is darker than paper or lighter.

Nobody says beforehand in what light a picture was taken. So several guesses are made at the
paper, for dark ink and for light: one grey all over; a surface of second degree, as lamps light
paper; the median around each point; everything that is no island; what is wider than pens. Each
guess is judged by what it leaves unexplained, and the best one is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from network.digits.scanning.planes import Mask, Plane, fitted, otsu, resized

SIZE = 96
"""Longer side in pixels at which the paper is looked at: fine enough for light and shadow."""

FIT = 48
"""Longer side in pixels at which a surface is fitted to it."""

DARKEST = 0.1
"""Keeps the division by the paper's grey from enlarging noise."""

LIGHT_ON_DARK = 1.5
"""Light ink on dark paper is turned round by taking it from this: away from black, where
dividing by the paper would exaggerate."""

WELL = 0.06
"""What may remain unexplained by a guess that is good enough."""

BADLY = 0.3
"""What may remain unexplained before rules are suspected."""

PEN = 0.24
"""Strokes have no room for a disc of such a radius, as a part of the ink's longer side."""


@dataclass(frozen=True)
class Paper:
    """A guess at the paper.

    Parameters
    ----------
    grey
        How bright the paper is, shape (height, width); in a picture turned round, if ink is light.
    light_ink
        Whether ink is lighter than paper.
    unexplained
        How badly it explains the picture; the lower, the better.
    """

    grey: Plane
    light_ink: bool
    unexplained: float = 0.0

    def ink(self, grey: Plane) -> Plane:
        """Return how much of the light the ink takes away, 0 on paper; `grey` is as seen."""
        return _taken(turned(grey, self.light_ink), self.grey)

    def fitted(self, shape: tuple[int, ...]) -> "Paper":
        """Return it for a larger picture."""
        return Paper(fitted(self.grey, shape), self.light_ink, self.unexplained)


def turned(grey: Plane, light_ink: bool) -> Plane:
    """Return a picture with its ink darker than its paper."""
    return LIGHT_ON_DARK - grey if light_ink else grey


def _taken(grey: Plane, paper: Plane) -> Plane:
    return (paper - grey) / np.maximum(paper, DARKEST)


def best_paper(grey: Plane) -> Paper:
    """Return the paper that explains a picture best, small; if one explains it well, the simplest.

    Parameters
    ----------
    grey
        How bright the picture is, shape (height, width), 0 to 1.
    """
    small = resized(grey, min(1, SIZE / max(grey.shape)))
    best = _best(guesses(small))
    if best.unexplained < BADLY:
        return best
    return min(best, _best(guesses(small, unlined=True)), key=lambda paper: paper.unexplained)


def _best(papers: Iterator[Paper]) -> Paper:
    best = next(papers)
    for paper in papers:
        if best.unexplained < WELL:
            break
        best = min(best, paper, key=lambda paper: paper.unexplained)
    return best


def guesses(small: Plane, unlined: bool = False) -> Iterator[Paper]:
    """Yield all guesses at the paper of a picture, judged; the simpler first.

    Parameters
    ----------
    small
        How bright the picture is, at about `SIZE`.
    unlined
        Whether the finest lines are taken away before, which are rules perhaps.
    """
    for guess in (_evenly, slope_of_light, _median_around, drained, _of_the_wide):
        for light_ink in (False, True):
            seen = turned(small, light_ink)
            if unlined:
                seen = ndimage.grey_closing(ndimage.grey_closing(seen, (3, 1)), (1, 3))
            paper = guess(seen)
            yield Paper(paper, light_ink, _unexplained(seen, paper))


def _evenly(grey: Plane) -> Plane:
    """Return one grey: that of what is brighter."""
    bright = grey[grey > otsu(grey)]
    return np.full_like(grey, np.median(bright) if bright.size else grey.max())


# --- judging ---------------------------------------------------------------------------------

EDGE = 0.02
"""Of the picture's longer side: so near an edge of ink, greys are mixed."""


def _unexplained(grey: Plane, paper: Plane) -> float:
    """Return how badly paper and ink of one strength each would explain a picture.

    Four things count, each 0 at best and about 1 at worst: edges that remain in the paper; how
    much ink and paper vary; how much of the rim is ink; and ink as thick as no pen's.
    """
    taken = _taken(grey, paper)
    limit = otsu(taken)
    ink = taken > limit
    if not ink.any() or ink.all():
        return np.inf
    strength = float(np.median(taken[ink]))
    if strength <= 1e-3:
        return np.inf
    return (
        _edges(paper) / (_edges(grey) + 1e-6)
        + _variation(taken / strength, ink)
        + _share_of_rim(ink)
        + _too_thick(ink)
    )


def _edges(grey: Plane) -> float:
    """Return how much edge there is, in relative changes of grey, besides noise."""
    logs = np.log(np.maximum(grey, 0) + DARKEST / 2)
    change = np.hypot(ndimage.sobel(logs, 0), ndimage.sobel(logs, 1)) / 8
    return float(np.maximum(change - 3 * np.median(change), 0).sum())


def _variation(part: Plane, ink: Mask) -> float:
    """Return how far ink is from 1 and paper from 0, away from edges; means of both, added."""
    reach = max(1, round(EDGE * max(part.shape)))
    size = 2 * reach + 1
    within = ndimage.minimum_filter(ink, size)
    beyond = ~ndimage.maximum_filter(ink, size)
    if not within.any():  # a thin pen: what is darkest there
        within = ink & (part >= 1)
    varied = float(np.abs(part[within] - 1).mean())
    return varied + (float(np.abs(part[beyond]).mean()) if beyond.any() else 1.0)


def _share_of_rim(ink: Mask) -> float:
    return float(np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]]).mean())


def _too_thick(ink: Mask) -> float:
    """Return by how much ink is thicker than strokes are, 0 for a pen's, 0.5 at most."""
    names, count = ndimage.label(ink, np.ones((3, 3)))
    areas = np.bincount(names.ravel(), minlength=count + 1)[1:]
    name = 1 + int(areas.argmax())
    box = ndimage.find_objects(names)[name - 1]
    longer = max(part.stop - part.start for part in box)
    radius = float(ndimage.distance_transform_edt(np.pad(names[box] == name, 1)).max())
    return float(np.clip(radius / longer / PEN - 1, 0, 0.5))


# --- guesses ---------------------------------------------------------------------------------


def slope_of_light(grey: Plane) -> Plane:
    """Fit a surface of second degree to the greys' logarithms, by least absolute differences.

    Unlike least squares these ignore the ink, as long as most of the picture is paper.
    """
    coarse = resized(grey, min(1, FIT / max(grey.shape)))
    values = np.log(np.maximum(coarse, 0) + DARKEST / 2).ravel().astype(float)
    terms, weights = _second_degree(coarse.shape), np.ones(coarse.size)
    for _ in range(12):  # squares weighted by 1/difference become absolute differences
        weighted = terms * weights[:, None]
        factors = np.linalg.lstsq(weighted.T @ terms, weighted.T @ values, rcond=None)[0]
        weights = 1 / np.maximum(np.abs(values - terms @ factors), 0.005)
    level = np.exp(np.clip(_second_degree(grey.shape) @ factors, -4, 1)) - DARKEST / 2
    return level.reshape(grey.shape).astype(np.float32)


@lru_cache(maxsize=16)
def _second_degree(shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Return 1, x, y, xx, xy and yy at each pixel's middle, -1 to 1: shape (pixels, 6)."""
    y, x = ((2 * np.arange(side) + 1) / side - 1 for side in shape)
    y, x = (axis.ravel() for axis in np.meshgrid(y, x, indexing="ij"))
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)


def _median_around(grey: Plane) -> Plane:
    """Return the median of what is around each point, as far as a fifth of the picture."""
    coarse = resized(grey, min(1, 40 / max(grey.shape)))
    size = max(3, 2 * round(max(coarse.shape) * 0.2) + 1)
    middle = ndimage.median_filter(coarse, size, mode="nearest")
    return fitted(middle, grey.shape)


def drained(grey: Plane) -> Plane:
    """Fill up dark islands to the lowest grey around them (a reconstruction by erosion).

    As water would stand after a flood, if the greys were heights and it ran off at the border.
    Shadows, however sharp, come in from the border, so they stay.
    """
    water = np.full_like(grey, grey.max())
    for side in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        water[side] = grey[side]
    while True:
        before = water
        for _ in range(8):  # to look each time whether it still runs off would take longer
            water = np.maximum(_lowest_around(water), grey)
        if (water == before).all():
            return water


def _lowest_around(grey: Plane) -> Plane:
    """Return at each pixel the lowest grey of it and its eight neighbours: a grey erosion."""
    rows = grey.copy()
    np.minimum(rows[1:], grey[:-1], out=rows[1:])
    np.minimum(rows[:-1], grey[1:], out=rows[:-1])
    lowest = rows.copy()
    np.minimum(lowest[:, 1:], rows[:, :-1], out=lowest[:, 1:])
    np.minimum(lowest[:, :-1], rows[:, 1:], out=lowest[:, :-1])
    return lowest


def _of_the_wide(grey: Plane) -> Plane:
    """Return the paper if ink is what is dark and narrower than a third of the picture.

    A morphological closing fills it up. Where the light falls off towards a border, that fills
    up too much unless the slope of the light is taken out first; where a shadow has a sharp
    edge, there is no slope, and taking one out does harm. Neither ever makes the paper too
    dark: the darker of the two is nearer.
    """
    light = np.maximum(slope_of_light(grey), DARKEST)
    window = [max(3, round(max(grey.shape) / 3))] * 2
    level = ndimage.grey_closing(grey, window)
    sloping = light * ndimage.grey_closing(grey / light, window)
    return ndimage.gaussian_filter(np.minimum(level, sloping), 1)
