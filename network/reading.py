"""The command ``read``: what a network answers to a picture, and what was made of the picture."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.bar import Bar
from rich.table import Table
from rich.text import Text

from network.digits.digits import SIDE
from network.digits.scan import AROUND, INK, LEFT_OUT, Reading, SeveralError, look
from network.digits.scanning.opening import opened
from network.files.atomic import replacing
from network.progress import console
from network.training.stored import TrainedNetwork, check_reads_pixels, load_network

WIDTH = 56
"""Of everything that is drawn with characters."""

MARKS = {INK: "#", LEFT_OUT: "x", AROUND: ":"}
"""How the places of a picture are drawn."""

STYLES = {"#": "bold", "x": "red", ":": "dim"}

MEANING = "#  taken as ink     x  left out     :  around the paper"

AROUND_DIGIT = 0.25
"""Margin of a digit that is cut out, as a part of its longer side."""


def read(picture: Path, model: Path, split: Path | None = None) -> None:
    """Print what the network answers to a picture of one digit, and what it was shown.

    Parameters
    ----------
    picture, model
        The picture, and a network.npz.
    split
        A folder. If there are several digits on the picture, each becomes a picture there, and
        all are answered.

    Raises
    ------
    InputError
        If the picture or the network can't be used.
    """
    network = load_network(model)
    check_reads_pixels(network, model)
    try:
        reading = look(picture)
    except SeveralError as several:
        if split is None:
            raise
        for path in cut_out(picture, several.boxes, split):
            _tell_in_one_line(path, network)
        return
    console.print(what_was_made_of_it(reading.places))
    console.print(MEANING)
    for note in reading.notes:
        console.print(f"Note: {note}.", soft_wrap=True)
    console.print()
    console.print(as_the_network_sees_it(reading.image))
    _tell_answer(reading, network)
    for doubt in reading.doubts:
        console.print(f"Take care: {doubt}.", style="yellow", soft_wrap=True)


def cut_out(picture: Path, boxes: list[NDArray[np.floating]], folder: Path) -> list[Path]:
    """Store each digit of a picture as a picture of its own.

    Parameters
    ----------
    picture
        The picture.
    boxes
        Top, bottom, left and right of each digit, as parts of the picture.
    folder
        Where to put 1.png, 2.png and so on, in the order in which one reads.
    """
    pixels = opened(picture).pixels
    height, width = pixels.shape[:2]
    paths = []
    for number, box in enumerate(_as_read(boxes), 1):
        top, bottom, left, right = box * [height, height, width, width]
        margin = AROUND_DIGIT * max(bottom - top, right - left)
        rows = slice(max(0, int(top - margin)), int(bottom + margin) + 1)
        columns = slice(max(0, int(left - margin)), int(right + margin) + 1)
        paths.append(folder / f"{number}.png")
        with replacing(paths[-1]) as file:
            Image.fromarray(pixels[rows, columns]).save(file, format="PNG")
    return paths


def _as_read(boxes: list[NDArray[np.floating]]) -> list[NDArray[np.floating]]:
    """Return boxes line by line, from left to right in each."""
    lines: list[list[NDArray[np.floating]]] = []
    for box in sorted(boxes, key=lambda box: box[0] + box[1]):
        middle = (box[0] + box[1]) / 2
        if lines and middle < max(other[1] for other in lines[-1]):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [box for line in lines for box in sorted(line, key=lambda box: box[2])]


def _tell_in_one_line(path: Path, network: TrainedNetwork) -> None:
    reading = look(path)
    forward = network.mlp.forward(reading.image / np.float32(255))
    answer = _called(forward.answer, network.classes)
    doubts = "".join(f"; take care: {doubt}" for doubt in reading.doubts)
    value = f"{forward.output[forward.answer]:.3f}"
    console.print(f"{path}: {answer} ({value}){doubts}", soft_wrap=True)


def _tell_answer(reading: Reading, network: TrainedNetwork) -> None:
    forward = network.mlp.forward(reading.image / np.float32(255))
    first, second = forward.ranking[:2]
    table = Table.grid(padding=(0, 1))
    for digit, activation in enumerate(forward.output):
        style = "bold yellow" if digit == first else ""
        bar = Bar(size=1, begin=0, end=float(activation), width=40, color="yellow")
        name = Text(_called(digit, network.classes), style)
        table.add_row(name, bar, Text(f"{activation:.3f}", style))
    console.print(table)
    answer, other = (_called(each, network.classes) for each in (first, second))
    console.print(f"It answers {answer}. Its second choice is {other}.")


def _called(label: int, classes: tuple[str, ...] | None) -> str:
    return classes[label] if classes else str(label)


def what_was_made_of_it(places: NDArray[np.uint8]) -> Text:
    """Return the picture as characters, one a place: what is ink, and what isn't.

    Parameters
    ----------
    places
        As in `Reading`.
    """
    height, width = places.shape
    columns = min(WIDTH, max(8, round(WIDTH * width / max(width, 1.2 * height))))
    rows = max(1, round(columns * height / width / 2))  # characters are twice as high as wide
    text = Text()
    for y in range(rows):
        band = places[y * height // rows : max((y + 1) * height // rows, y * height // rows + 1)]
        for x in range(columns):
            left = x * width // columns
            cell = band[:, left : max((x + 1) * width // columns, left + 1)]
            mark = _mark(cell)
            text.append(mark, STYLES.get(mark))
        text.append("\n")
    text.right_crop(1)
    return text


def _mark(cell: NDArray[np.uint8]) -> str:
    """Return the character for a part of the picture: ink counts from a quarter on."""
    shares = np.bincount(cell.ravel(), minlength=AROUND + 1) / cell.size
    if shares[INK] + shares[LEFT_OUT] > 0.25:
        return MARKS[INK if shares[INK] >= shares[LEFT_OUT] else LEFT_OUT]
    return MARKS[AROUND] if shares[AROUND] > 0.5 else " "


def as_the_network_sees_it(image: NDArray[np.uint8]) -> Text:
    """Return the 28 x 28 pixels as characters, two a pixel, trimmed of empty rows."""
    shades = " .:-=+*#%@"
    rows = image.reshape(SIDE, SIDE) // 26
    inked = np.flatnonzero(rows.any(axis=1))
    rows = rows[inked[0] : inked[-1] + 1]
    return Text("\n".join("".join(2 * shades[p] for p in row) for row in rows))
