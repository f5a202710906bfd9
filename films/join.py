"""Section films become one: copied packet by packet, with chapters, captions and a poster."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import SubtitleSet

from films.captions import Caption
from films.footage import check_alike, video_length
from scenes.script.languages import Language

#: Times of chapters and captions are written in thousandths of a second.
TICK = Fraction(1, 1000)

#: Samples of sound a second, and bits a second that they are packed into.
SOUND_RATE, SOUND_BITS = 48_000, 96_000

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
    voices: Mapping[Language, Path] | None = None,
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
    voices
        Sound files, each as long as the whole; the first is the one that players turn on.

    Raises
    ------
    InputError
        If the films weren't made alike: another size, or another number of frames a second.
    """
    check_alike(films)
    options = {"movflags": "+faststart"}
    with av.open(target, "w", format="mp4", options=options) as container:
        container.metadata["title"] = title
        container.set_chapters([_as_entry(number, part) for number, part in enumerate(parts)])
        streams = [_video(container, films, parts)]
        for number, (language, sound) in enumerate((voices or {}).items()):
            streams.append(_sound(_sound_stream(container, language, not number), sound))
        for number, (language, made) in enumerate(tracks.items()):
            streams.append(_captions(_caption_stream(container, language, not number), made))
        # In the order of time, so that what is shown together lies together in the file.
        for packet in heapq.merge(*streams, key=lambda packet: packet.dts * packet.time_base):
            container.mux(packet)


def _video(
    container: OutputContainer, films: Sequence[Path], parts: Sequence[Chapter]
) -> Iterator[av.Packet]:
    """Add the track of the pictures; return their packets, one film's after the other's."""
    with av.open(films[0]) as first:
        stream = container.add_stream_from_template(first.streams.video[0])
    return _moved_packets(stream, films, parts)


def _moved_packets(
    stream: av.VideoStream, films: Sequence[Path], parts: Sequence[Chapter]
) -> Iterator[av.Packet]:
    for film, part in zip(films, parts, strict=True):
        with av.open(film) as source:
            for packet in source.demux(source.streams.video[0]):
                if packet.dts is None:
                    continue
                shift = round(part.start / packet.time_base)
                packet.pts += shift
                packet.dts += shift
                packet.stream = stream
                yield packet


def _sound_stream(container: OutputContainer, language: Language, first: bool) -> av.AudioStream:
    stream = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
    stream.bit_rate = SOUND_BITS
    _name(stream, language, first)
    return stream


def _sound(stream: av.AudioStream, sound: Path) -> Iterator[av.Packet]:
    """Yield the packets of a sound file, encoded."""
    with av.open(sound) as source:
        for frame in source.decode(audio=0):
            yield from stream.encode(frame)
    yield from stream.encode(None)


def _caption_stream(container: OutputContainer, language: Language, first: bool) -> SubtitleStream:
    stream = container.add_stream("mov_text")
    stream.time_base = stream.codec_context.time_base = TICK
    stream.codec_context.subtitle_header = STYLES
    _name(stream, language, first)
    return stream


def _captions(stream: SubtitleStream, made: Sequence[Caption]) -> Iterator[av.Packet]:
    """Yield the packets of captions."""
    for number, caption in enumerate(made):
        start, end = (round(1000 * seconds) for seconds in (caption.start, caption.end))
        text = "\\N".join(caption.lines)
        event = f"{number},0,Default,,0,0,0,,{text}".encode()
        packet = stream.codec_context.encode_subtitle(
            SubtitleSet.create(event, 0, end - start, pts=start)
        )
        packet.time_base, packet.stream = TICK, stream
        yield packet


def _name(stream: av.AudioStream | SubtitleStream, language: Language, first: bool) -> None:
    stream.metadata["language"] = language.track
    stream.metadata["handler_name"] = stream.metadata["title"] = language.name
    stream.disposition = av.stream.Disposition.default if first else av.stream.Disposition(0)


def _as_entry(number: int, part: Chapter) -> dict:
    start, end = (round(1000 * seconds) for seconds in (part.start, part.end))
    return {
        "id": number,
        "start": start,
        "end": end,
        "time_base": TICK,
        "metadata": {"title": part.title},
    }
