import io
import struct
import warnings
import zlib
from base64 import b85decode
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from scipy import ndimage

from benchmarks import picture_kinds
from benchmarks.picture_kinds import KINDS, UNCLEAR, Pen, file_of
from network.digits.scan import (
    AROUND,
    INK,
    LEFT_OUT,
    PictureWarning,
    SeveralError,
    look,
    read_grey,
    read_picture,
)
from network.digits.scanning import opening
from network.digits.scanning.strokes import BlankError, UnclearError
from network.files.errors import InputError
from network.handwriting.framing import frame
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


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Pictures of 240 pixels, which are read sooner."""
    monkeypatch.setattr(picture_kinds, "SIDE", 240)


@pytest.mark.filterwarnings("ignore::network.digits.scan.PictureWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_a_digit_is_read_the_same_from_pictures_of_every_kind(tmp_path, kind):
    pen = Pen(list(KINDS).index(kind) * 7 % 10, list(KINDS).index(kind) % 3)
    file = file_of(kind, pen)
    path = tmp_path / f"picture{file.suffix}"
    path.write_bytes(file.content)
    assert similarity(read_picture(path), frame(pen.write(240))) > 0.9


@pytest.mark.parametrize("kind", UNCLEAR)
def test_what_shows_no_digit_or_more_than_one_is_refused(tmp_path, kind):
    path = tmp_path / "picture.png"
    path.write_bytes(file_of(kind, Pen(8, 1)).content)
    refusal(path)


def test_an_image_in_the_usual_form_hardly_changes():
    for image in IMAGES[:5]:
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


#: A 5 as a phone would store it, 96 x 96: nothing here writes such files.
HEIC = b85decode(
    "0000SW^{RQXk}@500000ZE0pPXk}@5ZE0a<0003_ZDn*}000000000XXk=`10000000000aA{+70000000000000"
    "0000000B57=IV*mgE07O6l0RRC200001asUAU00000007be001LtX>Mi!000000RR916=`l}WdZ;I000310BCk&F"
    "#rGn01j|zbZr0t000010002aX>f9I00025X>en20001TXm(>m0R#vD005u(000009`FGC{P_3)01pFT0096OKmiN"
    "^|NjIC00093pZEX(0{{RXx&lC90096dLID8;2mk;B0H62(00RI39>Br|7F($#rn#^n00096AOHXZ03l)k0RRU?0l"
    "{*xB0vBD025<xY;ta6Y<K_x01W^JfB*mh6lrsCWdHyG00000U;qFBU;qFB4sdCBX#fBK009U9000+haBX1#00000"
    "000310R({p0|Wp70NQP2VRQfh0L~}@t`@+{1=DlHJ$KBlCh*Jy?7tW)u5>*&$yFy#nrlJ)Qc11dbDknH{ym_);MH"
    "TEjk0m}ed_BZPb5hsOPWs2Bh(gX3j^pZpu=*jMK$RwUk8t;$oaahcoaoPBAuJ?@9|DPDTZq?Ef7E1<%qP4{(k>ZX"
    "d50(JhK$Lyxw62`u^5oe{(oJl470fAJ?b^Zic%qnPt^XHOIm3w6AliQF7Y%h;f<t(R(|aU(8WBGr;n5J0=xFsl@f"
    "RHJc;%KDjEzNAxdoA9UD8"
)


def test_a_photo_of_a_phone_is_read(tmp_path):
    (tmp_path / "five.heic").write_bytes(HEIC)
    assert similarity(read_picture(tmp_path / "five.heic"), frame(Pen(5, 1).write(240))) > 0.9


@pytest.mark.parametrize(
    ("start", "command"), [("<svg><path d=", "rsvg-convert"), ("%PDF-1.7 broken", "pdftoppm")]
)
def test_a_drawing_that_cannot_be_drawn_names_the_command_that_can(tmp_path, start, command):
    (tmp_path / "drawing").write_text(start)
    assert command in refusal(tmp_path / "drawing").remedy


# --- what is said about it -------------------------------------------------------------------


def looked_at(tmp_path, kind, pen):
    file = file_of(kind, pen)
    path = tmp_path / f"picture{file.suffix}"
    path.write_bytes(file.content)
    return look(path)


def test_what_was_taken_for_what_is_told(tmp_path):
    plain = looked_at(tmp_path, "plain", Pen(7, 0))
    assert (plain.notes, plain.doubts) == ((), ())
    ink = picture_kinds.ink_on_page(Pen(7, 0)) > 0.5
    taken = np.asarray(Image.fromarray(plain.places).resize(ink.shape[::-1], 0)) == INK
    assert (ink == taken).mean() > 0.98
    on_desk = looked_at(tmp_path, "sheet on a dark desk, 45 to 75 %", Pen(7, 0))
    assert 0.2 < (on_desk.places == AROUND).mean() < 0.65
    assert "sheet" in on_desk.notes[0]
    ruled = looked_at(tmp_path, "dark rules", Pen(7, 0))
    assert (ruled.places[:, :10] == LEFT_OUT).any()
    moving = looked_at(tmp_path, "animation of the pen", Pen(7, 0))
    assert "frame 3 of 3" in moving.notes[0]


def test_what_is_read_with_doubt_is_never_silent(tmp_path):
    path = tmp_path / "close.png"
    path.write_bytes(file_of("touches the right rim", Pen(3, 0)).content)
    assert "edge" in look(path).doubts[0]
    with pytest.warns(PictureWarning, match=r"close\.png.*edge"):
        read_picture(path)


def test_a_ring_around_a_digit_is_left_out_and_said(tmp_path):
    page = picture_kinds.written(Pen(4, 0), share=0.4)
    x, y = picture_kinds.axes(page)
    page[abs(np.hypot(x, y) - 0.8) < 0.03] = 0.1
    reading = look(written(tmp_path / "ring.png", page))
    assert similarity(reading.image, frame(Pen(4, 0).write(240))) > 0.9
    assert "ring" in reading.doubts[0]


@pytest.mark.parametrize("ground", ["paper", "cut out"])
def test_several_digits_are_told_with_their_places(tmp_path, ground):
    image = picture_kinds.image_of(UNCLEAR["two digits"](Pen(3, 0)))
    if ground == "cut out":
        canvas = Image.new("RGBA", (480, 400))
        canvas.paste(image.convert("RGBA"), (200, 100))
        image = canvas
    with pytest.raises(SeveralError) as caught:
        look(written(tmp_path / "two.png", image))
    assert "--split" in caught.value.remedy
    boxes = sorted(caught.value.boxes, key=lambda box: box[2])
    middles = [(left + right) / 2 for _, _, left, right in boxes]
    expected = [0.27, 0.73]
    if ground == "cut out":
        expected = [(200 + 240 * part) / 480 for part in expected]
    assert middles == pytest.approx(expected, abs=0.05)


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
    missing = refusal(tmp_path / "missing.png")
    assert "No such file" in missing.found
    assert missing.expected == "a picture file"
    assert "folder" in refusal(tmp_path).found
    text = tmp_path / "seven.png"
    text.write_text("7")
    assert "can't be read" in refusal(text).found
    text.write_bytes(b"")
    assert "empty" in refusal(text).found


def test_a_file_that_is_too_long_is_refused_unread(tmp_path):
    path = tmp_path / "long.png"
    with path.open("wb") as file:
        file.truncate(opening.MOST_BYTES + 1)
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
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_picture_gives_a_digit_or_an_explanation(tmp_path, kind, data):
    file = io.BytesIO()
    Image.fromarray(np.uint8(255 * (1 - enlarged(4, 3)))).save(file, kind)
    content = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(InputError), warnings.catch_warnings():
        warnings.simplefilter("ignore", PictureWarning)
        assert read_picture(path).shape == (784,)


@given(st.integers(8, 60), st.integers(8, 60), st.integers(0, 1000), st.booleans())
@settings(max_examples=6, deadline=None)
def test_any_array_gives_a_digit_or_is_called_blank(height, width, seed, two_greys):
    grey = np.random.default_rng(seed).random((height, width))
    with suppress(BlankError, UnclearError):
        assert read_grey(grey.round() if two_greys else grey).any()
