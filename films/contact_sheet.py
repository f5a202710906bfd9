"""A film as one picture: frames from all over it, each with its time."""

from pathlib import Path

from PIL import Image, ImageDraw

from films.captions import clock
from films.footage import frame_at, video_length
from network.files.errors import InputError

#: Width of a frame on the sheet, and the height of the line above it, in pixels.
WIDTH, HEAD = 480, 18

PAPER, WRITING = "#303030", "#FFFFFF"


def contact_sheet(film: Path, frames: int = 24, columns: int = 4) -> Image.Image:
    """Return so many frames of a film, evenly spaced, as one picture.

    Raises
    ------
    InputError
        If it isn't a film, or there is nothing to put on the sheet.
    """
    for name, value in (("--frames", frames), ("--columns", columns)):
        if value < 1:
            raise InputError(name, expected="1 or more", found=str(value), remedy="ask for more")
    length = float(video_length(film))
    times = [length * (k + 0.5) / frames for k in range(frames)]
    pictures = [_small(frame_at(film, time)) for time in times]
    height = pictures[0].height + HEAD
    sheet = Image.new("RGB", (columns * WIDTH, -(-frames // columns) * height), PAPER)
    write = ImageDraw.Draw(sheet)
    for k, (time, picture) in enumerate(zip(times, pictures, strict=True)):
        x, y = k % columns * WIDTH, k // columns * height
        sheet.paste(picture, (x, y + HEAD))
        write.text((x + 4, y + 3), clock(time), fill=WRITING)
    return sheet


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.LANCZOS)
