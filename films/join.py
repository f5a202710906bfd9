"""Section films become one: copied packet by packet, with chapters, captions and a poster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import SubtitleSet
from PIL import Image

from films.captions import Caption
from films.languages import Language
from network.errors import InputError

#: Times of chapters and captions are written in thousandths of a second.
TICK = Fraction(1, 1000)

#: What encoders of captions want to know before the first one. Players choose the looks.
STYLES = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Serif,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass(frozen=True)
class Chapter:
    """A stretch of a film, in seconds, and its title."""

    start: Fraction
    end: Fraction
    title: str


def video_length(film: Path) -> Fraction:
    """Return how long a film's pictures last, in seconds.

    Raises
    ------
    InputError
        If it isn't a film, or is cut short.
    """
    try:
        with av.open(film) as container:
            stream = container.streams.video[0]
            end = Fraction(0)
            for packet in container.demux(stream):
                if packet.pts is not None:
                    end = max(end, (packet.pts + packet.duration) * packet.time_base)
    except (OSError, IndexError, av.FFmpegError) as error:
        raise _no_film(film, error) from error
    if not end:
        raise _no_film(film, "no picture in it")
    return end


def frame_at(film: Path, seconds: float) -> Image.Image:
    """Return the picture that a film shows at a time; its last one, if it is over by then.

    Raises
    ------
    InputError
        If it isn't a film.
    """
    try:
        with av.open(film) as container:
            stream = container.streams.video[0]
            container.seek(round(seconds / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                if frame.time >= seconds:
                    break
            return frame.to_image()
    except (OSError, IndexError, UnboundLocalError, av.FFmpegError) as error:
        raise _no_film(film, error) from error


def chapters(films: Sequence[Path], titles: Sequence[str]) -> list[Chapter]:
    """Return one chapter a film, as they lie when the films are joined.

    Raises
    ------
    InputError
        As :func:`video_length`.
    """
    made, start = [], Fraction(0)
    for film, title in zip(films, titles, strict=True):
        end = start + video_length(film)
        made.append(Chapter(start, end, title))
        start = end
    return made


def join(
    films: Sequence[Path],
    parts: Sequence[Chapter],
    tracks: Mapping[Language, Sequence[Caption]],
    title: str,
    target: Path,
) -> None:
    """Write films as one; pictures are copied as they are.

    Parameters
    ----------
    films, parts
        What to join, and where each lies, from :func:`chapters`.
    tracks
        Captions in several languages; the first is the one that players turn on.
    title
        Of the whole.
    target
        The file to write.

    Raises
    ------
    InputError
        If the films weren't made alike: another size, or another number of frames a second.
    """
    _check_alike(films)
    options = {"movflags": "+faststart"}
    with av.open(target, "w", format="mp4", options=options) as container:
        container.metadata["title"] = title
        container.set_chapters([_as_entry(number, part) for number, part in enumerate(parts)])
        with av.open(films[0]) as first:
            video = container.add_stream_from_template(first.streams.video[0])
        encoders = [
            _caption_stream(container, language, first=not number)
            for number, language in enumerate(tracks)
        ]
        for film, part in zip(films, parts, strict=True):
            with av.open(film) as source:
                _copy_video(source, container, video, part.start)
        for stream, made in zip(encoders, tracks.values(), strict=True):
            _write_captions(container, stream, made)


def _copy_video(
    source: InputContainer, target: OutputContainer, stream: av.VideoStream, start: Fraction
) -> None:
    for packet in source.demux(source.streams.video[0]):
        if packet.dts is None:
            continue
        shift = round(start / packet.time_base)
        packet.pts += shift
        packet.dts += shift
        packet.stream = stream
        target.mux(packet)


def _caption_stream(container: OutputContainer, language: Language, first: bool) -> SubtitleStream:
    stream = container.add_stream("mov_text")
    stream.time_base = stream.codec_context.time_base = TICK
    stream.codec_context.subtitle_header = STYLES
    stream.metadata["language"] = language.track
    stream.metadata["handler_name"] = stream.metadata["title"] = language.name
    if first:
        stream.disposition = av.stream.Disposition.default
    return stream


def _write_captions(
    container: OutputContainer,
    stream: SubtitleStream,
    made: Sequence[Caption],
) -> None:
    for number, caption in enumerate(made):
        start, end = (round(1000 * seconds) for seconds in (caption.start, caption.end))
        text = "\\N".join(caption.lines)
        event = f"{number},0,Default,,0,0,0,,{text}".encode()
        packet = stream.codec_context.encode_subtitle(
            SubtitleSet.create(event, 0, end - start, pts=start)
        )
        packet.time_base, packet.stream = TICK, stream
        container.mux(packet)


def _as_entry(number: int, part: Chapter) -> dict:
    start, end = (round(1000 * seconds) for seconds in (part.start, part.end))
    return {
        "id": number,
        "start": start,
        "end": end,
        "time_base": TICK,
        "metadata": {"title": part.title},
    }


def _check_alike(films: Sequence[Path]) -> None:
    """Make sure that films can be joined without being encoded again."""
    made = {}
    for film in films:
        with av.open(film) as container:
            stream = container.streams.video[0]
            codec = stream.codec_context
            made[film] = f"{codec.width} x {codec.height}, {stream.average_rate} a second"
            made[film] += f", {codec.name} {codec.pix_fmt}"
    for film, found in made.items():
        if found != made[films[0]]:
            raise InputError(
                film,
                expected=f"pictures like those of {films[0]}: {made[films[0]]}",
                found=found,
                remedy="film all sections in the same quality",
            )


def _no_film(film: Path, error: Exception | str) -> InputError:
    return InputError(
        film,
        expected="a whole film",
        found=str(error),
        remedy="remove it and film the scene again",
    )
