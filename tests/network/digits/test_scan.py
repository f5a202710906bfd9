import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from scipy import ndimage

from network.digits import scan as picture
from network.digits.scan import BlankError, read_grey, read_picture
from network.files.errors import InputError
from network.handwriting.pen import draw

IMAGES, _ = draw(10, 7)
HEIGHT, WIDTH = 420, 560


def similarity(one, other):
    """Correlation of two images of 784 pixels, after a blur of a pixel, at the best shift."""
    one, other = (ndimage.gaussian_filter(image.reshape(28, 28) / 255, 1) for image in (one, other))
    shifts = [np.roll(other, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return max(np.corrcoef(one.ravel(), shifted.ravel())[0, 1] for shifted in shifts)


def enlarged(index, times=10):
    """A drawn digit, 0 paper to 1 ink, about `times` its usual size."""
    image = Image.fromarray(IMAGES[index].reshape(28, 28))
    return np.asarray(image.resize((28 * times, 28 * times), Image.Resampling.BICUBIC)) / 255


def page(index, strength=0.8):
    """The digit somewhere on a page, 1 paper to 0 black."""
    ink = np.zeros((HEIGHT, WIDTH))
    ink[100:380, 180:460] = enlarged(index)
    return 1 - strength * ink


def slope(darkest=0.4):
    """Light that falls off towards a corner."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return darkest + (1 - darkest) * (x / WIDTH + y / HEIGHT) / 2


def shadow(blur):
    """A shadow lies across the page."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ndimage.gaussian_filter(np.where(x + 0.7 * y < 450, 0.55, 0.95), blur)


def noise(strength=0.02):
    return np.random.default_rng(3).normal(0, strength, (HEIGHT, WIDTH))


def ruled(dark):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return 1 - dark * ((y + 0.02 * x) % 45 < 2)


def with_specks(paper):
    paper = paper.copy()
    rng = np.random.default_rng(4)
    for y, x in zip(rng.integers(5, HEIGHT - 9, 12), rng.integers(5, WIDTH - 9, 12), strict=True):
        paper[y : y + 4, x : x + 4] = 0.3
    return paper


def with_a_finger(paper):
    paper = paper.copy()
    paper[330:, :70] = 0.35
    return paper


PHOTOS = {
    "dark on light": lambda i: page(i),
    "light on dark": lambda i: 1 - page(i),
    "falling light": lambda i: page(i) * slope() + noise(),
    "soft shadow": lambda i: page(i) * shadow(25) + noise(),
    "sharp shadow": lambda i: page(i) * shadow(2) + noise(),
    "pale pencil": lambda i: page(i, 0.3) * slope(0.6) + noise(0.01),
    "chalk": lambda i: 0.15 + 0.6 * (1 - page(i)) + 0.15 * slope() + noise(),
    "specks and a finger": lambda i: with_a_finger(with_specks(page(i))) + noise(),
    "ruled paper": lambda i: np.minimum(page(i), ruled(0.25)) * slope(0.7) + noise(0.01),
    "no margin": lambda i: cropped(1 - enlarged(i)),
}


def cropped(paper):
    rows, columns = ((paper < 0.7).any(axis=axis).nonzero()[0] for axis in (1, 0))
    return paper[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("photo", PHOTOS)
def test_a_digit_is_read_the_same_in_whatever_light(photo):
    same = []
    for index in range(len(IMAGES)):
        grey = np.clip(PHOTOS[photo](index), 0, 1)
        same.append(similarity(read_grey(grey), IMAGES[index]) > 0.85)
    assert np.mean(same) >= 0.9


def test_an_image_in_the_usual_form_hardly_changes():
    for image in IMAGES:
        assert similarity(read_grey(image.reshape(28, 28) / 255), image) > 0.95


def test_a_thin_pen_and_a_thick_one_come_nearer_to_the_usual():
    lengths = np.hypot(*np.mgrid[-200:200, -200:200])
    for pen in (3, 80):
        ring = np.abs(lengths - 120) < pen / 2
        image = read_grey(np.where(ring, 0.1, 0.9)).reshape(28, 28)
        thickness = (image[14] / 255).sum() / 2
        natural = pen * 20 / (240 + pen)
        assert abs(thickness - 2.7) < abs(natural - 2.7)
        assert 1.5 < thickness < 4


def test_strokes_that_do_not_touch_stay_together():
    ink = np.zeros((300, 300))
    ink[60:75, 120:220] = 1  # the roof of a 5
    ink[90:250, 110:125] = 1
    image = read_grey(1 - ink).reshape(28, 28)
    rows = np.flatnonzero(image.any(axis=1))
    gap = [row for row in range(rows[0], rows[-1]) if image[row].max() < 100]
    assert rows[-1] - rows[0] >= 18
    assert gap


# --- files -----------------------------------------------------------------------------------


def written(path, grey, **options):
    image = grey if isinstance(grey, Image.Image) else Image.fromarray(np.uint8(grey * 255))
    image.save(path, **options)
    return path


def colours(grey, ink=(30, 40, 160), paper=(250, 245, 225)):
    amount = (1 - grey)[..., None]
    return Image.fromarray(np.uint8(amount * ink + (1 - amount) * paper))


def transparent(grey, ink=0):
    """Nothing but ink."""
    both = np.stack([np.full(grey.shape, ink), (1 - grey) * 255], axis=2)
    return Image.fromarray(both.astype(np.uint8), mode="LA")


KINDS = {
    "grey.png": lambda grey: grey,
    "colour.png": colours,
    "photo.jpg": colours,
    "photo.webp": colours,
    "palette.gif": lambda grey: colours(grey).quantize(16),
    "palette.png": lambda grey: colours(grey).quantize(16),
    "bits.png": lambda grey: Image.fromarray(np.uint8(grey * 255)).convert("1"),
    "deep.png": lambda grey: Image.fromarray(np.uint16(grey * 65535)),
    "floating.tiff": lambda grey: Image.fromarray(np.float32(grey)),
    "cmyk.tiff": lambda grey: colours(grey).convert("CMYK"),
    "dark ink alone.png": transparent,
    "light ink alone.png": lambda grey: transparent(grey, 255),
    "opaque.png": lambda grey: colours(grey).convert("RGBA"),
    "no ending": lambda grey: grey,
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_is_read(tmp_path, name):
    options = {} if "." in name else {"format": "PNG"}
    path = written(tmp_path / name, KINDS[name](page(0)), **options)
    image = read_picture(path)
    assert image.dtype == np.uint8
    assert image.shape == (784,)
    assert similarity(image, IMAGES[0]) > 0.9


def test_a_transparent_image_without_any_colour_shows_its_shape(tmp_path):
    both = np.zeros((280, 280, 4), np.uint8)
    both[..., 3] = 120 * enlarged(1)
    path = written(tmp_path / "faint.png", Image.fromarray(both))
    assert similarity(read_picture(path), IMAGES[1]) > 0.9


def test_a_hole_in_the_paper_is_not_ink(tmp_path):
    image = colours(page(2)).convert("RGBA")
    image.paste((0, 0, 0, 0), (20, 20, 60, 60))
    assert similarity(read_picture(written(tmp_path / "hole.png", image)), IMAGES[2]) > 0.9


def test_a_picture_is_turned_as_the_camera_says(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it right by a quarter to see it upright
    lying = np.rot90(page(2))
    path = written(tmp_path / "phone.jpg", lying, exif=exif)
    assert similarity(read_picture(path), IMAGES[2]) > 0.9


def test_a_large_photo_is_read(tmp_path):
    path = written(tmp_path / "large.jpg", np.kron(page(3), np.ones((6, 6))))
    assert similarity(read_picture(path), IMAGES[3]) > 0.9


# --- what can't be used ----------------------------------------------------------------------


def refusal(path):
    with pytest.raises(InputError) as caught:
        read_picture(path)
    error = caught.value
    assert str(path) in str(error)
    assert error.expected
    assert error.found
    assert error.remedy
    return error


BLANKS = {
    "white": np.ones((300, 400)),
    "black": np.zeros((30, 40)),
    "noise": 0.8 + noise(0.05),
    "falling light": slope() + noise(0.03),
    "a shadow": shadow(25) + noise(),
    "rules": ruled(0.25) + noise(),
    "stripes": np.where(np.arange(HEIGHT) % 60 < 3, 0.2, 0.9)[:, None] * np.ones(WIDTH),
    "specks": with_specks(np.ones((HEIGHT, WIDTH))),
}


@pytest.mark.parametrize("name", BLANKS)
def test_paper_with_nothing_on_it_is_refused(tmp_path, name):
    blank = np.clip(BLANKS[name], 0, 1)
    with pytest.raises(BlankError):
        read_grey(blank)
    error = refusal(written(tmp_path / "blank.png", blank))
    assert "nothing on it" in error.found


def test_a_picture_without_an_opaque_pixel_is_refused(tmp_path):
    refusal(written(tmp_path / "air.png", Image.new("RGBA", (50, 50))))


def test_what_is_no_picture_is_refused(tmp_path):
    assert "No such file" in refusal(tmp_path / "missing.png").found
    assert "folder" in refusal(tmp_path).found
    text = tmp_path / "seven.png"
    text.write_text("7")
    assert "can't be read" in refusal(text).found
    text.write_bytes(b"")
    assert "empty" in refusal(text).found


def test_a_file_that_is_too_long_is_refused_unread(tmp_path):
    path = tmp_path / "long.png"
    with path.open("wb") as file:
        file.truncate(picture.MOST_BYTES + 1)
    assert "100 MB" in refusal(path).expected


@pytest.mark.parametrize("size", [(7, 100), (100, 7), (9000, 9000), (30_000, 30_000), (10, 300)])
def test_a_picture_of_unfit_size_is_refused_before_it_is_decoded(tmp_path, size):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    path = tmp_path / "size.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    assert "pixels" in refusal(path).expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF"])
@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_picture_gives_a_digit_or_an_explanation(tmp_path, kind, data):
    file = io.BytesIO()
    Image.fromarray(np.uint8(255 * (1 - enlarged(4, 3)))).save(file, kind)
    content = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(InputError):
        assert read_picture(path).shape == (784,)


@given(st.integers(8, 60), st.integers(8, 60), st.integers(0, 1000), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_array_gives_a_digit_or_is_called_blank(height, width, seed, two_greys):
    grey = np.random.default_rng(seed).random((height, width))
    with suppress(BlankError):
        assert read_grey(grey.round() if two_greys else grey).any()
