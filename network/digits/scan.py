"""Read a picture of one digit - a scan, a drawing, a photo of paper - the way MNIST shows digits.

The steps: find out whether the ink is darker or lighter than the paper; tell what the paper
looks like under the ink, whatever light and shadow fall on it, and take that away; leave out
specks and what comes in from the border, such as ruled lines; bring the pen to a thickness that
MNIST's writers used; and frame the digit (`network.handwriting.framing`).
"""

import warnings
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from scipy import ndimage

from network.files.errors import InputError
from network.handwriting.framing import BOX, frame

Picture = NDArray[np.floating]

MOST_BYTES = 100_000_000
MOST_PIXELS = 50_000_000
FEWEST_PIXELS = 8
"""On each side; less can't show a digit."""

MOST_OBLONG = 20
"""Longer side of a picture over the shorter one."""

SHORTEST, LONGEST = 256, 768
"""Pictures are enlarged or shrunk until their longer side has so many pixels."""

LEAST_CONTRAST = 0.07
"""Between ink and paper, where 1 is that of black and white."""

LEAST_CLARITY = 4
"""Contrast over the grain of the paper, where less is grain alone."""

GRAIN_STEP = 4
"""Grain is how much the grey usually changes over so many pixels."""

PAPER_SIZE = 96
"""Longer side in pixels at which the paper is looked at: fine enough for light and shadow."""

CLEAR_VOTE = 0.3
"""How far from a half a share of the border must be to settle what is paper."""

LIGHT_ON_DARK = 1.5
"""Light ink on dark paper is turned round by taking it from this: away from black, where
dividing by the paper would exaggerate."""

DARKEST_PAPER = 0.1
"""Keeps the division by the paper's grey from enlarging noise."""

FAINT, FULL = 0.25, 0.75
"""Parts of the usual ink's strength: below the one is paper, above the other full ink."""

THINNEST, THICKEST = 1.9, 3.6
"""Thickness of a pen, in pixels of the finished picture, that is left as it is.

Eight in ten of MNIST's digits lie between, by the measure of `_thickness`.
"""


class BlankError(ValueError):
    """Nothing is written on a picture."""

    def __init__(self) -> None:
        super().__init__("nothing on it that is clearly darker or lighter than the rest")


def read_picture(path: str | Path) -> NDArray[np.uint8]:
    """Read one digit from a picture file.

    Parameters
    ----------
    path
        PNG, JPEG, WebP, or another format that Pillow knows; grey, coloured or transparent; the
        ink dark on light or light on dark. The paper should fill the picture.

    Returns
    -------
    ndarray of uint8, shape (784,)
        The digit as MNIST shows digits: row by row, 0 paper to 255 ink.

    Raises
    ------
    InputError
        If the file can't be read as a picture, is too large or too small, or nothing is
        written on it.
    """
    path = Path(path)
    try:
        return read_grey(_grey(path))
    except BlankError as error:
        _refuse(
            path,
            "a digit that stands out from the paper",
            str(error),
            "write it with a darker pen, with more light, and with the paper filling the picture",
        )


def read_grey(grey: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Read one digit from an array of greys.

    Parameters
    ----------
    grey
        Shape (height, width), 0 black to 1 white.

    Returns
    -------
    ndarray of uint8, shape (784,)
        As `read_picture`.

    Raises
    ------
    BlankError
        If nothing is written there.
    """
    grey = _at_working_size(np.asarray(grey, dtype=np.float32))
    grey = ndimage.gaussian_filter(grey, max(grey.shape) / 500)
    if not _is_dark_on_light(grey):
        grey = LIGHT_ON_DARK - grey
    try:
        digit = _main_part(_ink(grey, _paper_of_all_but_islands(grey)), LEAST_HEIGHT)
    except BlankError:  # perhaps the digit runs into the border
        digit = _main_part(_ink(grey, _paper_of_the_wide(grey)), LEAST_HEIGHT_CUT_CLOSE)
    return frame(_with_usual_pen(digit)).ravel()


# --- the file --------------------------------------------------------------------------------


def _grey(path: Path) -> Picture:
    """Return the picture upright and in greys, 0 black to 1 white."""
    _check_file(path)
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # of odd metadata, and of a size we check ourselves
            with Image.open(file) as image:
                _check_size(path, image.size)
                image.draft(None, (LONGEST, LONGEST))  # lets JPEG decode a smaller picture
                return _without_colour(ImageOps.exif_transpose(image))
    except InputError:
        raise
    except Image.DecompressionBombError as error:
        expected = f"at most {MOST_PIXELS / 1e6:.0f} million pixels"
        _refuse(path, expected, str(error), "scale the picture; 500 x 500 is plenty")
    except Exception as error:  # a damaged picture can fail in every way its decoder knows
        _refuse(
            path,
            "a picture, such as PNG or JPEG",
            f"something that can't be read as one ({type(error).__name__})",
            "save it again as PNG or JPEG",
        )


def _check_file(path: Path) -> None:
    try:
        size = path.stat().st_size
        problem = "a folder" if path.is_dir() else "an empty file" if not size else None
    except OSError as error:
        size, problem = 0, error.strerror or str(error)
    if size > MOST_BYTES:
        problem = f"{size / 1e6:,.0f} MB"
    if problem:
        expected = f"a picture of at most {MOST_BYTES / 1e6:.0f} MB"
        _refuse(path, expected, problem, "give the name of a PNG or JPEG file")


def _check_size(path: Path, size: tuple[int, int]) -> None:
    width, height = size
    narrow = min(size) < max(FEWEST_PIXELS, max(size) / MOST_OBLONG)
    if narrow or width * height > MOST_PIXELS:
        _refuse(
            path,
            f"at least {FEWEST_PIXELS} pixels a side, at most {MOST_PIXELS / 1e6:.0f} million "
            f"altogether, and one side at most {MOST_OBLONG} times the other",
            f"{width} x {height}",
            "crop or scale the picture; 500 x 500 is plenty",
        )


def _refuse(path: Path, expected: str, found: str, remedy: str) -> NoReturn:
    raise InputError(path, expected=expected, found=found, remedy=remedy)


def _without_colour(image: Image.Image) -> Picture:
    """Return the greys of an image of any kind, lying on paper where it is transparent."""
    grey: Picture
    if image.mode[0] in "IF":  # 16 bits and more
        grey = np.asarray(image, dtype=np.float32)
        return grey / (65535 if image.mode[0] == "I" else max(grey.max(), 1))
    if not image.has_transparency_data:
        return np.asarray(image.convert("L"), dtype=np.float32) / 255
    both = np.asarray(image.convert("RGBA").convert("LA"), dtype=np.float32) / 255
    grey, alpha = both[..., 0], both[..., 1]
    opaque = alpha > 0.5
    if not opaque.any():
        return alpha
    level = np.median(grey[opaque])
    # Mostly opaque: paper with a hole in it. Mostly transparent: bare ink, laid on its contrary.
    paper = level if opaque.mean() > 0.5 else float(level < 0.5)
    return grey * alpha + paper * (1 - alpha)


# --- paper and ink ---------------------------------------------------------------------------


def _at_working_size(grey: Picture) -> Picture:
    """Shrink or enlarge a picture so that a digit has enough pixels but not needlessly many."""
    longer = max(grey.shape)
    goal = np.clip(longer, SHORTEST, LONGEST)
    return grey if goal == longer else _resized(grey, goal / longer)


def _resized(picture: Picture, scale: float) -> Picture:
    size = [max(1, round(side * scale)) for side in reversed(picture.shape)]
    filter_ = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX
    return np.asarray(Image.fromarray(picture).resize(size, filter_))


def _ink(grey: Picture, paper: Picture) -> Picture:
    """Return where ink is, 0 paper to 1 ink.

    Raises
    ------
    BlankError
        If nothing stands out from the paper.
    """
    ink = (paper - grey) / np.maximum(paper, DARKEST_PAPER)
    ink -= np.median(ink)
    limit = _otsu(ink)
    strength = np.median(ink[ink > limit]) if (ink > limit).any() else 0
    grain = min(_usual_change(ink), _usual_change(ink.T))  # not what an upright stroke does
    if strength < max(LEAST_CONTRAST, LEAST_CLARITY * grain):
        raise BlankError
    return np.clip((ink / strength - FAINT) / (FULL - FAINT), 0, 1)


def _usual_change(picture: Picture) -> float:
    return float(np.median(np.abs(picture[GRAIN_STEP:] - picture[:-GRAIN_STEP])))


def _is_dark_on_light(grey: Picture) -> bool:
    """Say whether ink is darker than paper, which is what nearly all the border shows.

    If light and shadow leave that open, ink is what reaches furthest among all that lies in
    the picture like an island: further than the paper inside its loops.
    """
    small = _resized(grey, PAPER_SIZE / max(grey.shape))
    border = np.ones(small.shape, dtype=bool)
    border[2:-2, 2:-2] = False
    vote = float((small[border] > _otsu(small)).mean())
    if abs(vote - 0.5) > CLEAR_VOTE:
        return vote > 0.5
    heights = [_drained(small) - small, _drained(-small) + small]
    islands = [height > np.max(heights) / 4 for height in heights]
    dark, light = (marks.any(axis=0).sum() + marks.any(axis=1).sum() for marks in islands)
    return bool(dark >= light)


def _paper_of_all_but_islands(grey: Picture) -> Picture:
    """Return the paper if ink is what is dark and surrounded by lighter paper on all sides.

    Shadows, however sharp, come in from the border, so they stay.
    """
    return _enlarged(_drained(_resized(grey, PAPER_SIZE / max(grey.shape))), grey.shape)


def _drained(grey: Picture) -> Picture:
    """Fill up dark islands to the lowest grey around them (a reconstruction by erosion).

    As water would stand after a flood, if the greys were heights and it ran off at the border.
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


def _lowest_around(grey: Picture) -> Picture:
    """Return at each pixel the lowest grey of it and its eight neighbours: a grey erosion."""
    rows = grey.copy()
    np.minimum(rows[1:], grey[:-1], out=rows[1:])
    np.minimum(rows[:-1], grey[1:], out=rows[:-1])
    lowest = rows.copy()
    np.minimum(lowest[:, 1:], rows[:, :-1], out=lowest[:, 1:])
    np.minimum(lowest[:, :-1], rows[:, 1:], out=lowest[:, :-1])
    return lowest


def _paper_of_the_wide(grey: Picture) -> Picture:
    """Return the paper if ink is what is dark and narrower than a third of the picture.

    A morphological closing fills it up. Where the light falls off towards a border, that fills
    up too much unless the slope of the light is taken out first; where a shadow has a sharp
    edge, there is no slope, and taking one out does harm. Neither ever makes the paper too
    dark: the darker of the two is nearer.
    """
    small = _resized(grey, PAPER_SIZE / max(grey.shape))
    light = np.maximum(_slope_of_light(small), DARKEST_PAPER)
    window = [max(3, round(max(small.shape) / 3))] * 2
    level = ndimage.grey_closing(small, window)
    sloping = light * ndimage.grey_closing(small / light, window)
    return _enlarged(ndimage.gaussian_filter(np.minimum(level, sloping), 1), grey.shape)


def _enlarged(picture: NDArray[np.floating], shape: tuple[int, ...]) -> Picture:
    size = (shape[1], shape[0])
    image = Image.fromarray(picture.astype(np.float32))
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def _slope_of_light(grey: Picture) -> Picture:
    """Fit a surface of second degree to the greys, by least absolute differences.

    Unlike least squares these ignore the ink, as long as most of the picture is paper.
    """
    y, x = (np.linspace(-1, 1, side) for side in grey.shape)
    y, x = (axis.ravel() for axis in np.meshgrid(y, x, indexing="ij"))
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
    values, weights = grey.ravel(), np.ones(grey.size)
    for _ in range(10):  # squares weighted by 1/difference become absolute differences
        weighted = terms * weights[:, None]
        surface = terms @ np.linalg.lstsq(weighted.T @ terms, weighted.T @ values, rcond=None)[0]
        weights = 1 / np.maximum(np.abs(values - surface), 0.005)
    return surface.reshape(grey.shape)


def _otsu(values: NDArray[np.floating]) -> float:
    """Return the limit that divides values into the two most unlike groups (Otsu's method)."""
    counts, edges = np.histogram(values, bins=256)
    below = np.cumsum(counts)[:-1]
    above = values.size - below
    total = np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    mean_below = total[:-1] / np.maximum(below, 1)
    mean_above = (total[-1] - total[:-1]) / np.maximum(above, 1)
    return float(edges[1 + np.argmax(below * above * (mean_above - mean_below) ** 2)])


# --- the digit -------------------------------------------------------------------------------

WHOLE = 0.5
"""Ink that a stroke must reach somewhere; fainter ones are stains."""

LEAST_HEIGHT = 0.03
"""Of a digit, as a part of the picture's height; less is specks."""

GOOD_HEIGHT = 0.12
"""Of what is a better guess than something at the border, as a part of the picture's height."""

LEAST_HEIGHT_CUT_CLOSE = 0.7
"""Of a digit that runs into the border, as a part of the picture's height. Anything lower is
a shadow, or part of something that isn't in the picture."""

THICKEST_RULE = 0.015
"""Of lines printed on the paper, as a part of the picture's longer side."""

NEIGHBOURS = np.ones((3, 3), dtype=bool)


def _main_part(ink: Picture, least_height: float) -> Picture:
    """Leave out what doesn't belong to the digit: specks, and what comes in from the border.

    Raises
    ------
    BlankError
        If there is nothing but specks, or nothing of `least_height`, a part of the picture's.
    """
    ink = _without_rules(_without_rules(ink).T).T
    if not (ink > WHOLE).any():
        raise BlankError
    names, count = ndimage.label(ink > 0, NEIGHBOURS)
    everything = np.arange(1, count + 1)
    mass = ndimage.sum_labels(ink, names, everything)
    whole = np.bincount(names[ink > WHOLE], minlength=count + 1)[1:] > 0
    edge = np.unique(np.r_[names[0], names[-1], names[:, 0], names[:, -1]])
    inside = ~np.isin(everything, edge)
    boxes = ndimage.find_objects(names)
    heights, widths = (
        np.array([box[axis].stop - box[axis].start for box in boxes]) for axis in (0, 1)
    )
    # A digit may itself run into the border, if there is nothing inside that could be one.
    free = inside & whole
    enough = (free & (heights > GOOD_HEIGHT * ink.shape[0])).any()
    candidates = np.where(free if enough else whole, mass, 0)
    main = int(candidates.argmax())
    size = max(heights[main], widths[main])
    if heights[main] < least_height * ink.shape[0]:
        raise BlankError
    near = np.array([_distance(box, boxes[main]) for box in boxes])
    kept = (candidates > 0.03 * candidates[main]) & (near < 0.4 * size)
    return ink * np.isin(names, everything[kept])


def _without_rules(ink: Picture) -> Picture:
    """Take away thin lines that run across the whole width, if there are two or more.

    A rule may be a little tilted: then it is a stair of level runs.
    """
    height, width = ink.shape
    runs = _long_runs(ink > 0, max(3, width // 20))
    if not runs.any():
        return ink
    names, _ = ndimage.label(runs, NEIGHBOURS)
    boxes = ndimage.find_objects(names)
    across = np.array([box[1].stop - box[1].start for box in boxes]) > 0.8 * width
    areas = np.bincount(names.ravel(), minlength=len(boxes) + 1)[1:]
    rules = 1 + np.flatnonzero(across & (areas < width * max(height, width) * THICKEST_RULE))
    if len(rules) < 2:
        return ink
    ruled = np.isin(names, rules)
    thickness = int(np.ceil(ruled.sum() / width / len(rules)))
    ruled = ndimage.binary_dilation(ruled, np.ones((2 * thickness + 1, 1)))
    rest = np.where(ruled, 0, ink)
    bridges = ndimage.grey_closing(rest, (6 * thickness + 1, 1))  # where a stroke crossed a rule
    return np.where(ruled, bridges, rest)


def _long_runs(marks: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Keep what lies in level runs of at least so many pixels: a binary opening."""
    height, width = marks.shape
    steps = np.diff(np.pad(marks.view(np.int8), ((0, 0), (1, 1)))).ravel()
    starts, ends = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
    short = ends - starts < least
    steps[starts[short]] = steps[ends[short]] = 0
    return np.cumsum(steps, dtype=np.int8).reshape(height, width + 1)[:, :-1].astype(bool)


def _distance(one: tuple[slice, slice], other: tuple[slice, slice]) -> float:
    """Return the gap between two boxes, in pixels; 0 if they overlap."""
    gaps = [max(a.start - b.stop, b.start - a.stop, 0) for a, b in zip(one, other, strict=True)]
    return float(np.hypot(*gaps))


def _with_usual_pen(ink: Picture) -> Picture:
    """Make a very thin pen thicker and a very thick one thinner."""
    digit = ink[ndimage.find_objects((ink > 0).astype(np.uint8))[0]]
    longer = max(digit.shape)
    digit = np.pad(digit, longer // 4)
    drawn = digit >= 0.5
    inside = ndimage.distance_transform_edt(drawn)
    thickness = _thickness(inside[drawn]) * BOX / longer
    wanted = float(np.clip(thickness, THINNEST, THICKEST))
    if wanted == thickness:
        return digit
    change = (wanted - thickness) / 2 * longer / BOX
    depth = inside - ndimage.distance_transform_edt(~drawn)
    return np.clip(depth + change + 0.5, 0, 1).astype(np.float32)


def _thickness(depths: NDArray[np.floating]) -> float:
    """Return how thick the pen was, in pixels: the points in a line lie w/4 from its edge."""
    return 4 * float(depths.mean()) if depths.size else 0.0
