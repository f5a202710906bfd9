"""Open a picture file of any format and bring it to one form."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms

from network.digits.scanning.vector import as_png, kind_of_vector
from network.files.errors import InputError

MOST_BYTES = 100_000_000
MOST_PIXELS = 50_000_000
FEWEST_PIXELS = 8
"""On each side; less can't show a digit."""

MOST_OBLONG = 20
"""Longer side of a picture over the shorter one."""

KEPT = 1200
"""Longer side in pixels to which larger pictures are shrunk, which bounds memory."""

MOST_FRAMES = 12
"""Of an animation, evenly spread over it, that are looked at."""

HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
"""Brands in the head of the files that phones write."""

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What lays a picture as the camera was held, by the number that the camera notes."""


@dataclass(frozen=True)
class Opened:
    """A picture as it came out of its file.

    Parameters
    ----------
    pixels
        Red, green, blue and opacity, shape (height, width, 4), 0 to 255.
    frame, frames
        Which of an animation's frames (or a document's pages) it is, from 1, and of how many.
    """

    pixels: NDArray[np.uint8]
    frame: int = 1
    frames: int = 1


def opened(path: Path) -> Opened:
    """Open a picture file.

    Parameters
    ----------
    path
        PNG, JPEG, HEIC, WebP, TIFF, SVG, PDF or another format that Pillow knows. Of an
        animation the frame with the strongest contrasts is taken.

    Returns
    -------
    Opened
        The picture, upright as the camera was held.

    Raises
    ------
    InputError
        If there is no such file, it can't be read as a picture, or is too large or too small.
    """
    head = _checked(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of a size we check ourselves
            _know_heif(path, head)
            with Image.open(as_png(path) if kind_of_vector(head) else path) as image:
                return _best_frame(path, image)
    except InputError:
        raise
    except Image.DecompressionBombError as error:
        expected = f"at most {MOST_PIXELS / 1e6:.0f} million pixels"
        refuse(path, expected, str(error), "scale the picture; 500 x 500 is plenty")
    except Exception as error:  # a damaged picture can fail in every way its decoder knows
        refuse(
            path,
            "a picture, such as PNG or JPEG",
            f"something that can't be read as one ({type(error).__name__})",
            "save it again as PNG or JPEG, or make a screenshot of it",
        )


def refuse(path: Path, expected: str, found: str, remedy: str) -> NoReturn:
    """Raise an error about a picture."""
    raise InputError(path, expected=expected, found=found, remedy=remedy)


def _checked(path: Path) -> bytes:
    """Return the first bytes of a file that may be a picture."""
    name = "give the name of a PNG or JPEG file"
    try:
        if path.is_dir():
            refuse(path, "a picture file", "a folder", name)
        size = path.stat().st_size
        if size > MOST_BYTES:
            most = f"a picture of at most {MOST_BYTES / 1e6:.0f} MB"
            refuse(path, most, f"{size / 1e6:,.0f} MB", "scale it; 500 x 500 pixels are plenty")
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        refuse(path, "a picture file", error.strerror or str(error), name)
    if not head:
        refuse(path, "a picture file", "an empty file", name)
    return head


def _know_heif(path: Path, head: bytes) -> None:
    """Teach Pillow the format of phones' photos, if this is one."""
    if head[4:8] != b"ftyp" or head[8:12] not in HEIF:
        return
    try:
        from pi_heif import register_heif_opener
    except ImportError:
        refuse(
            path,
            "a picture that this computer can read, such as PNG or JPEG",
            "a HEIC photo, and no pi-heif to read it",
            "pip install pi-heif, or convert it: heif-convert photo.heic photo.jpg (on a Mac: "
            "sips -s format jpeg photo.heic --out photo.jpg)",
        )
    register_heif_opener()


def _check_size(path: Path, size: tuple[int, int]) -> None:
    width, height = size
    narrow = min(size) < max(FEWEST_PIXELS, max(size) / MOST_OBLONG)
    if narrow or width * height > MOST_PIXELS:
        refuse(
            path,
            f"at least {FEWEST_PIXELS} pixels a side, at most {MOST_PIXELS / 1e6:.0f} million "
            f"altogether, and one side at most {MOST_OBLONG} times the other",
            f"{width} x {height}",
            "crop or scale the picture; 500 x 500 is plenty",
        )


def _best_frame(path: Path, image: Image.Image) -> Opened:
    """Return the only frame, or that of the strongest contrasts."""
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    _check_size(path, image.size)
    image.draft(None, (KEPT, KEPT))  # lets JPEG decode a smaller picture
    if frames == 1:
        return Opened(_pixels(image))
    best, strongest = Opened(np.empty(0, np.uint8)), -1.0
    for place in np.unique(np.linspace(0, frames - 1, MOST_FRAMES).round().astype(int)):
        image.seek(int(place))
        _check_size(path, image.size)
        pixels = _pixels(image.copy())  # for it is shrunk
        strength = float(pixels[..., :3].std(axis=(0, 1)).sum() + pixels[..., 3].std())
        if strength > strongest:
            best, strongest = Opened(pixels, int(place) + 1, frames), strength
    return best


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Return an image of any kind upright, as red, green, blue and opacity, and not too large.

    The image itself may be shrunk.
    """
    held = image.getexif().get(ExifTags.Base.Orientation)
    image = _in_bytes(image)
    if max(image.size) > KEPT:
        image.thumbnail((KEPT, KEPT), Image.Resampling.BOX)
    if held in UPRIGHT:
        image = image.transpose(UPRIGHT[held])
    return np.asarray(image.convert("RGBA"))


def _in_bytes(image: Image.Image) -> Image.Image:
    """Return an image in greys or colours of 8 bits, transparent where it was."""
    if image.mode[0] in "IF":  # 16 bits and more
        return Image.fromarray(_stretched(np.asarray(image, dtype=np.float32)))
    if image.mode == "LAB":
        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, *profiles, outputMode="RGB")
        return turned if turned is not None else image
    if image.mode in ("L", "RGB") and not image.has_transparency_data:
        return image
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _stretched(numbers: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Bring numbers of an unknown scale to 0 to 255: the highest becomes white."""
    numbers = np.nan_to_num(numbers, posinf=0, neginf=0)
    lowest = min(numbers.min(), 0)
    highest = max(numbers.max(), lowest + 1e-6)
    return np.rint(255 * ((numbers - lowest) / (highest - lowest))).astype(np.uint8)
