"""Mobjects that paint themselves, and the camera that lets them.

Manim draws a raster by warping it with Pillow over the whole frame, every frame. Here such a
mobject gets the cairo context instead and puts its pixels where they belong.
"""

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import cairo
import numpy as np
from manim import Mobject, MovingCamera, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.mobjects.painting.outlines import Outlines, follow

#: How the names of the project's modules begin that decide what a film looks like.
PROJECT = ("scenes.", "network.")


class StageCamera(MovingCamera):
    """Manim's moving camera, except that painted mobjects paint themselves, and for haste.

    Some hundred glyphs are drawn in a frame: what Manim asks each of them anew takes as long as to
    fill it. The pictures are the same, to the bit.

    Its ``frame`` can be animated: derive the scene from ``MovingCameraScene`` then, which redraws
    everything when the frame moves.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        self.outlines = Outlines()
        self.kinds: dict[type, type] = {}
        super().__init__(*args, **settings)

    def capture_mobjects(self, mobjects: Iterable[Mobject], **how: Any) -> None:
        """Draw mobjects onto the frame."""
        self.kinds = {}  # with them, Manim takes note of what draws each kind: of this camera
        super().capture_mobjects(mobjects, **how)

    def type_or_raise(self, mobject: Mobject) -> type:
        """Return the kind of a mobject, by which it is drawn; Manim is asked once for each class.

        Raises
        ------
        TypeError
            If it can't be drawn.
        """
        found = self.kinds.get(type(mobject))
        if found is None:
            found = self.kinds[type(mobject)] = super().type_or_raise(mobject)
        return found

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """Return what is to be drawn, in that order: all with points, each once, where it is last.

        Those of a larger ``z_index`` come later.
        """
        if not include_submobjects or excluded_mobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        found: list[Mobject] = []
        waiting = [*mobjects][::-1]
        while waiting:
            mobject = waiting.pop()
            if len(mobject.points):
                found.append(mobject)
            waiting += mobject.submobjects[::-1]
        once = [*dict.fromkeys(reversed(found))][::-1]
        return sorted(once, key=attrgetter("z_index")) if self.use_z_index else once

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context) -> Self:
        """Draw a mobject's outline and what is in it; what is clear takes no time."""
        fill = vmobject.get_fill_rgbas()
        clear = len(fill) == 1 and fill[0, 3] == 0
        behind, around = (vmobject.get_stroke_width(background) for background in (True, False))
        if clear and not behind and not around:
            return self
        self.set_cairo_context_path(ctx, vmobject)
        if behind:
            self.apply_stroke(ctx, vmobject, background=True)
        if not clear:
            self.apply_fill(ctx, vmobject)
        if around:
            self.apply_stroke(ctx, vmobject)
        return self

    def set_cairo_context_path(self, ctx: cairo.Context, vmobject: VMobject) -> Self:
        """Bring a mobject's outline onto the context; what was drawn lately is known by its points.

        Manim finds the curves of each glyph anew in every frame, which takes more time than drawing
        them. A path that is copied off the context and put there again is the same to the bit.
        """
        points = vmobject.points.tobytes()
        known = self.outlines.find(points)
        if not points:
            super().set_cairo_context_path(ctx, vmobject)
        elif known is None:
            if not follow(ctx, vmobject.points, vmobject.tolerance_for_point_equality):
                super().set_cairo_context_path(ctx, vmobject)
            self.outlines.keep(points, ctx.copy_path())
        else:
            ctx.new_path()
            ctx.append_path(known)
        return self

    def init_background(self) -> None:
        """Fill the background, premultiplied as cairo wants it where it is see-through."""
        super().init_background()
        if self.background_image is None and self.background_opacity < 1:
            colour = self.background[..., :3]
            colour[...] = np.round(colour * self.background_opacity)

    def get_cached_cairo_context(self, pixel_array: np.ndarray) -> cairo.Context | None:
        """Return the last context for these pixels, unless the frame has moved since.

        Manim's moving camera makes a new one for each run of mobjects of a kind.
        """
        place, context = self.pixel_array_to_cairo_context.get(id(pixel_array), (None, None))
        return context if place == self.frame.points.tobytes() else None

    def cache_cairo_context(self, pixel_array: np.ndarray, ctx: cairo.Context) -> None:
        """Keep a context, and the outlines rounded for it, until the frame moves."""
        self.outlines = Outlines()
        place = self.frame.points.tobytes()
        self.pixel_array_to_cairo_context[id(pixel_array)] = (place, ctx)

    def display_image_mobject(
        self, image_mobject: AbstractImageMobject, pixel_array: np.ndarray
    ) -> None:
        """Draw a raster onto ``pixel_array``, shape (height, width, 4)."""
        if isinstance(image_mobject, PaintedMobject):
            image_mobject.paint(self.get_cairo_context(pixel_array))
        else:
            super().display_image_mobject(image_mobject, pixel_array)


@cache
def source_digest(module: str) -> str:
    """Return a digest of a module's source, and of all modules of the project that it uses.

    Manim re-uses films of plays whose mobjects look unchanged to it. It can't see how a
    mobject paints itself, so each carries this digest: change the code, and it is redrawn.

    Parameters
    ----------
    module
        Its ``__name__``; it is imported already.
    """
    used, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += _used_by(sys.modules[name])
    return _digest_of(used)


@cache
def source_of_all(count: int) -> str:
    """Return a digest of the source of all modules of the project that are imported.

    Parameters
    ----------
    count
        How many modules there are; with more, the digest is made anew.
    """
    return _digest_of({name for name in sys.modules if name.startswith(PROJECT)})


def _used_by(module: ModuleType) -> set[str]:
    """Return the names of the project's modules that a module's names come from."""
    names = (
        value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        for value in vars(module).values()
    )
    return {name for name in names if isinstance(name, str) and name.startswith(PROJECT)}


def _digest_of(modules: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(modules):
        file = getattr(sys.modules[name], "__file__", None)
        digest.update(name.encode() + (Path(file).read_bytes() if file else b""))
    return digest.hexdigest()


class PaintedMobject(AbstractImageMobject):
    """A rectangle that is painted by :meth:`paint_on`, in its own pixels.

    ``points`` are its corners: upper left, upper right, lower left, lower right. It can be
    moved, scaled, rotated, faded and copied like any mobject.

    Parameters
    ----------
    columns, rows
        Size of the raster in its own pixels.
    width, height
        Size in scene units.
    """

    #: Attributes that an animation carries over from one state to another.
    animated: tuple[str, ...] = ("opacity",)

    #: Attributes that are those of the final state as soon as an animation begins.
    switched: tuple[str, ...] = ()

    def __init__(self, columns: int, rows: int, width: float, height: float) -> None:
        self.columns, self.rows, self.opacity = columns, rows, 1.0
        self._size = (width, height)
        super().__init__(scale_to_resolution=0)

    def reset_points(self) -> Self:
        """Put the corners around the origin."""
        width, height = self._size
        corners = [(-1, 1, 0), (1, 1, 0), (-1, -1, 0), (1, -1, 0)]
        self.points = np.array(corners) * (width / 2, height / 2, 0)
        return self

    def get_pixel_array(self) -> np.ndarray:
        """Return a stand-in of the raster's shape; Manim asks for no more than that."""
        return np.broadcast_to(np.uint8(0), (self.rows, self.columns, 4))

    def set_color(self, *_: Any, **__: Any) -> Self:
        """Do nothing: the colours are the theme's."""
        return self

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """Make the whole mobject see-through, 0 to 1."""
        self.opacity = float(opacity)
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take away this share of the opacity."""
        return self.set_opacity(self.opacity * (1 - darkness))

    def interpolate_color(self, mobject1: Self, mobject2: Self, alpha: float) -> Self:
        """Take on the state between two others.

        Written so that nothing changes, to the last bit, where both are equal: what has been
        rasterised is then used again.
        """
        for name in self.animated:
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            setattr(self, name, end if alpha == 1 else start + (end - start) * alpha)
        for name in self.switched:
            setattr(self, name, getattr(mobject2, name))
        return self

    def paint(self, context: cairo.Context) -> None:
        """Paint onto the frame; the context's units are the scene's."""
        if self.opacity <= 0:
            return
        upper_left, upper_right, lower_left, _ = self.points[:, :2]
        across = (upper_right - upper_left) / self.columns
        down = (lower_left - upper_left) / self.rows
        context.save()
        context.new_path()  # Manim leaves the outline of what it drew last
        context.transform(cairo.Matrix(*across, *down, *upper_left))
        self.paint_on(context)
        context.restore()

    def paint_on(self, context: cairo.Context) -> None:
        """Paint; the context's units are this raster's pixels, from the upper left."""
        raise NotImplementedError
