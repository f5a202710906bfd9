"""Many directions by their angles to one: how far gradients of batches point away."""

from typing import Self

import numpy as np
from manim import UP, Arc, Arrow, VGroup, VMobject
from numpy.typing import NDArray

from scenes.look.theme import theme
from scenes.mobjects.charts.trail import set_lines
from scenes.mobjects.writing.words import note, words
from scenes.script.catalogue import Message

#: Lengths of the arrow and of the rays, and the radius of the arc, as shares of a fan's size.
ARROW, RAY, ARC = 1.12, 1.0, 0.62

#: How opaque a ray is, and how wide.
FAINT, THIN = 0.35, 1.4

#: From the fan's origin to its name's baseline, and from there to that of its angle.
BELOW, BETWEEN = 1.15, 0.5


class AngleFan(VGroup):
    """An arrow straight up, and rays at true angles to it, all to the right.

    Parameters
    ----------
    angles
        Shape (n,), degrees from the arrow.
    name
        What the rays are.
    size
        Length of a ray, scene units.
    colour
        Of the rays.

    Attributes
    ----------
    angle
        The mean of the angles, degrees.
    arrow, rays, arc, named, told
        Its parts: what all are compared with, the rays, the mean angle, the name below, and the
        mean angle as a number.
    """

    def __init__(
        self,
        angles: NDArray[np.floating],
        name: Message,
        size: float = 2.0,
        colour: str | None = None,
    ) -> None:
        look = theme()
        self.angle = float(np.mean(angles))
        colour = colour or look.words
        up = ARROW * size * UP
        self.arrow = Arrow(0 * up, up, buff=0, color=look.accent, stroke_width=5, tip_length=0.2)
        turned = np.radians(np.asarray(angles, float))
        ends = RAY * size * np.stack([np.sin(turned), np.cos(turned), 0 * turned], axis=1)
        self.rays = VMobject(color=colour, stroke_width=THIN, stroke_opacity=FAINT)
        set_lines(self.rays, np.zeros_like(ends), ends)
        mean = np.radians(self.angle)
        self.arc = Arc(ARC * size, np.pi / 2, -mean, color=look.accent, stroke_width=3)
        middle = 0.45 * size
        self.named = note(name, look.words, room=1.25 * size).stand_at(middle, -BELOW)
        self.told = words("{angle:.0f}°", colour=look.accent, angle=self.angle)
        self.told.stand_at(middle, -BELOW - BETWEEN)
        super().__init__(self.rays, self.arc, self.arrow, self.named, self.told)

    def soften(self, share: float) -> Self:
        """Let all of it be less opaque; can be animated."""
        self.rays.set_stroke(opacity=share * FAINT)
        self.arc.set_stroke(opacity=share)
        for part in (self.arrow, self.named, self.told):
            part.set_opacity(share)
        return self
