import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from benchmarks.picture_kinds import UNCLEAR, Pen, file_of, image_of
from network import reading
from network.__main__ import main
from network.digits.scan import AROUND, INK, LEFT_OUT, read_picture
from network.training.stored import SHIPPED_NETWORK, load_network


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    """A console that breaks no lines."""
    monkeypatch.setattr(reading, "console", Console(highlight=False, width=200))


def told(capsys, *arguments):
    """What ``read`` prints."""
    code = main(["read", *map(str, arguments)])
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    return printed.out


def refused(capsys, *arguments):
    """The four lines in which ``read`` says what is wrong."""
    assert main(["read", *map(str, arguments)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.strip().split(":")[0] for line in lines[1:]] == ["expected", "found", "to do"]
    return lines


@pytest.fixture
def picture(tmp_path):
    """A picture of a seven, as someone might have drawn it."""
    page = np.full((140, 120), 255, np.uint8)
    page[30:38, 30:90] = 0
    for row in range(38, 115):
        middle = round(86 - (row - 38) * 0.5)
        page[row, middle - 4 : middle + 4] = 0
    Image.fromarray(page).save(tmp_path / "seven.png")
    return tmp_path / "seven.png"


def test_read_prints_all_ten_activations(capsys, picture):
    text = told(capsys, picture)
    output = (
        load_network(SHIPPED_NETWORK).mlp.forward(read_picture(picture) / np.float32(255)).output
    )
    shown = re.findall(r"^(\d) .*?(\d\.\d{3})$", text, re.MULTILINE)
    assert [int(digit) for digit, _ in shown] == list(range(10))
    assert [number for _, number in shown] == [f"{activation:.3f}" for activation in output]
    first, second = np.argsort(-output)[:2]
    assert text.endswith(f"It answers {first}. Its second choice is {second}.\n")


def test_read_shows_what_it_sees(capsys, picture):
    text = told(capsys, picture).split(reading.MEANING)[1]
    seen = [
        line for line in text.splitlines() if re.fullmatch(r"[ .:\-=+*#%@]{56}", line.ljust(56))
    ]
    image = read_picture(picture).reshape(28, 28)
    inked = [row for row in image if row.max() >= 26]
    seen = [line for line in seen if line.strip()]
    assert len(seen) >= len(inked)
    for row, line in zip(inked, seen, strict=False):
        assert [2 * " .:-=+*#%@"[pixel // 26] for pixel in row] == re.findall("..", line.ljust(56))


def test_read_explains_what_is_no_picture(capsys, tmp_path):
    (tmp_path / "text.png").write_text("seven")
    for name in ("none.png", "text.png"):
        lines = refused(capsys, tmp_path / name)
        assert lines[0] == str(tmp_path / name)


def test_read_shows_what_was_taken_for_what(capsys, tmp_path):
    path = tmp_path / "desk.png"
    path.write_bytes(file_of("sheet on a dark desk, 45 to 75 %", Pen(5, 1)).content)
    text = told(capsys, path)
    drawn = text[: text.index("taken as ink")]
    assert drawn.count(":") > 100
    assert drawn.count("#") > 20
    assert "Note: only what lies within the sheet" in text
    assert "Take care" not in text


def test_places_become_characters_of_the_pictures_shape():
    places = np.zeros((40, 80), np.uint8)
    places[:10] = AROUND
    places[20:30, :40] = INK
    places[20:30, 60:] = LEFT_OUT
    lines = [line.ljust(56) for line in str(reading.what_was_made_of_it(places)).split("\n")]
    assert len(lines) == 14
    assert lines[1] == ":" * 56
    assert lines[8] == "#" * 28 + " " * 14 + "x" * 14


def test_what_is_doubtful_is_said(capsys, tmp_path):
    path = tmp_path / "close.png"
    path.write_bytes(file_of("touches the right rim", Pen(3, 0)).content)
    assert "Take care: the digit touches the picture's edge" in told(capsys, path)


def test_several_digits_are_split_and_answered_in_the_order_of_reading(capsys, tmp_path):
    image_of(UNCLEAR["six digits"](Pen(3, 1))).save(tmp_path / "six.png")
    assert "--split" in refused(capsys, tmp_path / "six.png")[3]
    lines = told(capsys, tmp_path / "six.png", "--split", tmp_path / "cut").splitlines()
    answers = [re.match(r"(.*): (\d) \(\d\.\d+\)", line).groups() for line in lines]
    assert [int(answer) for _, answer in answers] == [3, 4, 5, 6, 7, 8]
    assert [Path(path).name for path, _ in answers] == [f"{k}.png" for k in range(1, 7)]
