"""How the pixels of an image are painted: their shape, their numbers, frames around them."""

from collections.abc import Sequence

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.look.colours import surface
from scenes.mobjects.pixels import masks
from scenes.mobjects.pixels.masks import phase
from scenes.mobjects.writing.number import written

Array = NDArray[np.float64]

#: Pixels smaller than this on the frame get no shape of their own.
SMALLEST = 3.0

#: Larger ones are no longer drawn all at once.
LARGEST = 120.0

#: Thickness of a neuron's rim, in widths of a cell.
RIM = 0.06

#: Share of a pixel's width that its printed value takes.
PRINTED = 0.62

#: Printed values show from the first to the second size of a pixel, in heights of the frame.
READABLE = (1 / 50, 1 / 42)


def set_colour(context: cairo.Context, colour: Array, opacity: float) -> None:
    """Paint with one colour from now on; Manim's frames have red where cairo has blue."""
    context.set_source_rgba(*colour[::-1], opacity)


def tinted(colour: Array, alphas: Array) -> Array:
    """Return one colour, shape (3,), at opacities of any shape: shape (..., 4)."""
    return np.concatenate([np.broadcast_to(colour, (*alphas.shape, 3)), alphas[..., None]], axis=-1)


def overlap(region: Sequence[float] | Array, rows: int, columns: int) -> Array:
    """Return the share of each pixel that lies in a region: shape (rows, columns)."""
    top, left, bottom, right = region
    down = np.clip(np.minimum(np.arange(rows) + 1, bottom) - np.maximum(np.arange(rows), top), 0, 1)
    places = np.arange(columns)
    across = np.clip(np.minimum(places + 1, right) - np.maximum(places, left), 0, 1)
    return down[:, None] * across


def paint_cells(
    context: cairo.Context, rgba: Array, rims: Array, roundness: float, gaps: float
) -> None:
    """Paint pixels at (0, 0) to (columns, rows), all alike in shape.

    Two paintings do for all of them: colours without blur, and rims, each seen through a mask.

    Parameters
    ----------
    context
        Its unit is a pixel of the image.
    rgba, rims
        Colour and opacity of pixels and of their rims: shape (rows, columns, 4), 0 to 1.
    roundness, gaps
        As in ``PixelGrid``.
    """
    across, down = context.user_to_device_distance(1, 0), context.user_to_device_distance(0, 1)
    sides = float(np.hypot(*across)), float(np.hypot(*down))
    if roundness <= 0 and gaps <= 0:
        _paint_colours(context, rgba)
    elif min(sides) < SMALLEST:
        share = (1 - gaps) ** 2 * (1 - roundness * (1 - np.pi / 4))
        _paint_colours(context, rgba * (1, 1, 1, share))
    else:
        stands = abs(across[1]) + abs(down[0]) < 1e-6 and across[0] > 0 and down[1] > 0
        upright = stands and max(sides) < LARGEST
        for colours, rim in ((rgba, 0.0), (rims, RIM)):
            if colours[..., 3].max() > 0:
                look = roundness, gaps, rim
                (_paint_upright if upright else _paint_turned)(context, colours, sides, look)


def _paint_upright(
    context: cairo.Context, rgba: Array, sides: tuple[float, float], look: tuple
) -> None:
    """Paint colours through shapes that are drawn where they are on the frame."""
    x, y = context.user_to_device(0, 0)
    (left, right), (top, lower) = phase(x), phase(y)
    mask = masks.upright(rgba.shape[:2], (right, lower), sides, look)
    first = rgba[0, 0]
    if np.all(rgba == first):
        set_colour(context, first[:3], first[3])
    else:
        context.set_source(_without_blur(rgba))
    context.save()
    context.identity_matrix()
    context.mask_surface(mask, left, top)
    context.restore()


def _paint_turned(
    context: cairo.Context, rgba: Array, sides: tuple[float, float], look: tuple
) -> None:
    """Paint colours through a tile that has the shape of one pixel."""
    width, height = (int(np.clip(np.ceil(side), 4, 1024)) for side in sides)
    context.set_source(_without_blur(rgba))
    context.mask(masks.tile((width, height), *look))


def _paint_colours(context: cairo.Context, rgba: Array) -> None:
    """Paint colours, each filling its pixel."""
    context.set_source(_without_blur(rgba))
    context.paint()


def _without_blur(rgba: Array) -> cairo.SurfacePattern:
    """Return colours as something that cairo can paint with."""
    premultiplied = rgba.copy()
    premultiplied[..., :3] *= rgba[..., 3:]
    pattern = cairo.SurfacePattern(surface(np.round(premultiplied * 255).astype(np.uint8)))
    pattern.set_filter(cairo.FILTER_NEAREST)
    return pattern


def paint_frame(
    context: cairo.Context,
    region: Sequence[float] | Array,
    colour: Array,
    opacity: float,
    bold: bool = False,
) -> None:
    """Draw a frame around a region: first row and column, row and column behind the last."""
    if opacity <= 0:
        return
    top, left, bottom, right = region
    context.new_path()
    for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)):
        context.line_to(x, y)
    context.close_path()
    context.save()
    if bold:  # as thick on the frame whatever the pixels' size
        context.identity_matrix()
        context.set_line_width(context.get_target().get_height() / 300)
    else:
        context.set_line_width(0.1)
    set_colour(context, colour, opacity)
    context.stroke()
    context.restore()


def paint_numbers(
    context: cairo.Context, values: Array, strengths: Array, paper: Array, ink: Array
) -> None:
    """Print values, to one decimal, into pixels that are large enough on the frame.

    Every text that occurs is drawn once, then stamped wherever it occurs.

    Parameters
    ----------
    context
        Its unit is a pixel of the image.
    values
        Shape (rows, columns), 0 to 1.
    strengths
        How visible each is, 0 to 1.
    paper, ink
        Colours to print with: what differs most from the pixel.
    """
    target = context.get_target()
    side = float(np.hypot(*context.user_to_device_distance(1, 0)))
    low, high = READABLE
    large = np.clip((side / target.get_height() - low) / (high - low), 0, 1)
    if large <= 0 or np.max(strengths) <= 0:
        return
    tenths = np.round(np.clip(values, 0, 1) * 10).astype(int).ravel()
    frame = target.get_width(), target.get_height()
    centres = _device_centres(context, *values.shape)
    context.save()
    context.identity_matrix()
    for bright, colour in ((False, ink), (True, paper)):
        chosen = (values.ravel() > 0.5) == bright
        layer = _stamped(
            tenths[chosen], centres[chosen], large * strengths.ravel()[chosen], side, frame
        )
        set_colour(context, colour, 1)
        context.mask_surface(*layer)
    context.restore()


def _stamped(
    tenths: NDArray[np.integer],
    centres: Array,
    strengths: Array,
    side: float,
    frame: tuple[int, int],
) -> tuple[cairo.ImageSurface, float, float]:
    """Return a mask with numbers at places of the frame, and where its corner belongs."""
    edge = int(np.ceil(side))
    layer = masks.blank(frame[0] + 2 * edge, frame[1] + 2 * edge)
    seen = np.all((centres > -edge / 2) & (centres < np.array(frame) + edge / 2), axis=1)
    # Half a pixel of the frame is fine enough for numbers, and leaves few stamps to draw.
    halves = np.round(2 * (centres[seen] + edge)).astype(int)
    corners, insets = (halves // 2).tolist(), (halves % 2 / 2).tolist()
    texts = [written(tenth / 10, 1) for tenth in range(11)]
    width = round(PRINTED * side, 2)
    alike = strengths[seen].min(initial=1) >= 1
    for tenth, (x, y), inset, strength in zip(
        tenths[seen].tolist(), corners, insets, strengths[seen].tolist(), strict=True
    ):
        stamp = masks.stamp(texts[tenth], width, tuple(inset))
        tall, wide = stamp.shape
        top, left = y - tall // 2, x - wide // 2
        layer[top : top + tall, left : left + wide] = stamp if alike else stamp * strength
    return masks.as_surface(layer), -edge, -edge


def _device_centres(context: cairo.Context, rows: int, columns: int) -> Array:
    """Return where the pixels' middles are on the frame: shape (rows * columns, 2)."""
    origin = np.array(context.user_to_device(0.5, 0.5))
    across = np.array(context.user_to_device_distance(1, 0))
    down = np.array(context.user_to_device_distance(0, 1))
    j, i = np.arange(columns)[None, :, None], np.arange(rows)[:, None, None]
    return (origin + j * across + i * down).reshape(-1, 2)
