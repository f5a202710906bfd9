"""What is in a film's file: how long it lasts, single pictures, and whether two are alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from PIL import Image

from network.files.errors import InputError


def video_length(film: Path) -> Fraction:
    """Return how long a film's pictures last, in seconds.

    Raises
    ------
    InputError
        If it isn't a film, or is cut short.
    """
    with _opened(film) as container:
        end = Fraction(0)
        for packet in container.demux(container.streams.video[0]):
            if packet.pts is not None:
                end = max(end, (packet.pts + packet.duration) * packet.time_base)
    if not end:
        raise _no_film(film, "no picture in it")
    return end


def frame_length(film: Path) -> Fraction:
    """Return how long each picture of a film stands, in seconds.

    Raises
    ------
    InputError
        If it isn't a film.
    """
    with _opened(film) as container:
        # Not the average rate, which is right to some millionths only.
        rate = container.streams.video[0].base_rate
    if not rate:
        raise _no_film(film, "no picture in it")
    return 1 / rate


def remark_in(film: Path) -> str:
    """Return the remark that a film was written with; nothing, if there is none, or no film."""
    try:
        with av.open(film) as container:
            return container.metadata.get("comment", "")
    except (OSError, av.FFmpegError):
        return ""


def frame_at(film: Path, seconds: float) -> Image.Image:
    """Return the picture that a film shows at a time; its last one, if it is over by then.

    Raises
    ------
    InputError
        If it isn't a film.
    """
    with _opened(film) as container:
        stream, frame = container.streams.video[0], None
        container.seek(round(seconds / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            if frame.time >= seconds:
                break
    if frame is None:
        raise _no_film(film, "no picture in it")
    return frame.to_image()


def check_alike(films: Sequence[Path]) -> None:
    """Make sure that films can be joined without being encoded again.

    Raises
    ------
    InputError
        If they can't: another size, another number of frames a second, another code.
    """
    made = {}
    for film in films:
        with av.open(film) as container:
            stream = container.streams.video[0]
            codec = stream.codec_context
            # Manim joins animations so that the rate is right to some millionths only.
            rate = round(float(stream.average_rate), 2)
            made[film] = f"{codec.width} x {codec.height}, {rate:g} a second"
            made[film] += f", {codec.name} {codec.pix_fmt}"
    for film, found in made.items():
        if found != made[films[0]]:
            raise InputError(
                film,
                expected=f"pictures like those of {films[0]}: {made[films[0]]}",
                found=found,
                remedy="film all sections in the same quality",
            )


@contextmanager
def _opened(film: Path) -> Iterator[InputContainer]:
    """Open a film to read from it; whatever is wrong with it is told in four lines."""
    try:
        with av.open(film) as container:
            yield container
    except (OSError, IndexError, av.FFmpegError) as error:
        raise _no_film(film, error) from error


def _no_film(film: Path, error: Exception | str) -> InputError:
    return InputError(
        film,
        expected="a whole film",
        found=str(error),
        remedy="remove it and film the scene again",
    )
