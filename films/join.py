"""Films become one: copied packet by packet, held where a voice needs time, with captions."""

import heapq
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import SubtitleSet

from films.captions import Caption
from films.footage import check_alike, video_length
from films.pace import Pace
from films.voices.speech import SOUND_RATE, Sound
from scenes.script.languages import Language

#: Times of chapters and captions are written in thousandths of a second.
TICK = Fraction(1, 1000)

#: Bits a second that sound is packed into, and samples a packet.
SOUND_BITS, SOUND_PACKET = 96_000, 1024

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


@dataclass(frozen=True)
class Reel:
    """A film, and from when to when it is shown when films are joined, in seconds."""

    film: Path
    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Voice:
    """What a voice says in a film.

    Attributes
    ----------
    language
        The one that it speaks.
    sound
        As long as the film.
    """

    language: Language
    sound: Sound


def reels(films: Sequence[Path]) -> list[Reel]:
    """Return where each film lies when they are shown back to back.

    Raises
    ------
    InputError
        As :func:`video_length`.
    """
    made, start = [], Fraction(0)
    for film in films:
        end = start + video_length(film)
        made.append(Reel(film, start, end))
        start = end
    return made


def join(
    parts: Sequence[Reel],
    chapters: Sequence[Chapter],
    tracks: Mapping[Language, Sequence[Caption]],
    title: str,
    target: Path,
    pace: Pace | None = None,
    voice: Voice | None = None,
    remark: str = "",
) -> None:
    """Write films as one; pictures are copied as they are, and none is encoded.

    Parameters
    ----------
    parts
        What to join, back to back.
    chapters
        Of the whole.
    tracks
        Captions in several languages; the first is the one that players turn on.
    title
        Of the whole.
    target
        The file to write.
    pace
        Where pictures are held; reels and chapters are given as they lie without that.
    voice
        What is heard, as long as the film with its holds.
    remark
        Whatever else is to be known about it; :func:`films.footage.remark_in` reads it.

    Raises
    ------
    InputError
        If the films weren't made alike: another size, or another number of frames a second.
    """
    pace = pace or Pace()
    check_alike([part.film for part in parts])
    options = {"movflags": "+faststart"}
    with av.open(target, "w", format="mp4", options=options) as container:
        container.metadata.update({"title": title} | ({"comment": remark} if remark else {}))
        container.set_chapters([_as_entry(*each, pace) for each in enumerate(chapters)])
        streams = [_video(container, parts, pace)]
        if voice:
            streams.append(_sound(_sound_stream(container, voice.language), voice.sound))
        for number, (language, made) in enumerate(tracks.items()):
            streams.append(_captions(_caption_stream(container, language, not number), made))
        # In the order of time, so that what is shown together lies together in the file.
        for packet in heapq.merge(*streams, key=lambda packet: packet.dts * packet.time_base):
            container.mux(packet)


def _video(container: OutputContainer, parts: Sequence[Reel], pace: Pace) -> Iterator[av.Packet]:
    """Add the track of the pictures; return their packets, one film's after the other's."""
    with av.open(parts[0].film) as first:
        stream = container.add_stream_from_template(first.streams.video[0])
    return _moved_packets(stream, parts, pace)


def _moved_packets(
    stream: av.VideoStream, parts: Sequence[Reel], pace: Pace
) -> Iterator[av.Packet]:
    for part in parts:
        with av.open(part.film) as source:
            packets = list(source.demux(source.streams.video[0]))
        packets = [packet for packet in packets if packet.dts is not None]
        later = _move(packets, part, pace)
        if part is parts[-1]:
            # What is held at the very end: no picture comes that could tell it.
            for packet in {packets[-1], max(packets, key=lambda packet: packet.pts)}:
                packet.duration += later[packet]
        for packet in packets:
            packet.stream = stream
            yield packet


def _move(packets: Sequence[av.Packet], part: Reel, pace: Pace) -> dict[av.Packet, int]:
    """Bring the pictures of a film to their place in the whole; return what is held behind each.

    Pictures are not sent in the order in which they are shown. Each is shown later by what is
    held before it, and sent later only by what all that are sent behind it are shown later:
    none is missing when its time comes, and the times of sending grow.
    """
    half, base = packets[0].duration * packets[0].time_base / 2, packets[0].time_base
    # A picture belongs behind a hold from half a frame before it on: joining animations takes
    # some millionths of a second off.
    places = [round((hold.at - part.start - half) / base) for hold in pace.holds]
    shifts = [round((part.start + held) / base) for held in pace.sums]
    least, later = shifts[-1], {}
    for packet in reversed(packets):
        shift = shifts[bisect_right(places, packet.pts)]
        least = min(least, shift)
        packet.pts += shift
        packet.dts += least
        later[packet] = shifts[-1] - shift
    return later


def _sound_stream(container: OutputContainer, language: Language) -> av.AudioStream:
    stream = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
    stream.bit_rate = SOUND_BITS
    _name(stream, language, True)
    return stream


def _sound(stream: av.AudioStream, sound: Sound) -> Iterator[av.Packet]:
    """Yield the packets of a sound, encoded."""
    for start in range(0, len(sound), SOUND_PACKET):
        samples = np.ascontiguousarray(sound[None, start : start + SOUND_PACKET], np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
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


def _as_entry(number: int, part: Chapter, pace: Pace) -> dict:
    start, end = (round(1000 * pace.moved(seconds)) for seconds in (part.start, part.end))
    return {
        "id": number,
        "start": start,
        "end": end,
        "time_base": TICK,
        "metadata": {"title": part.title},
    }
