"""Captions drawn into the pictures, for places where a player's own can't be used."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from films.captions import Caption
from films.fonts import Face

#: Height of the letters and room below them, as shares of the picture's height.
LETTERS, BELOW = 0.043, 0.035

#: Width of the dark rim around letters, as a share of their height.
RIM = 0.12

#: How bold letters are, if the font leaves that open.
WEIGHT = 400

#: How carefully pictures are encoded again: x264's constant rate factor.
CARE = "17"

Picture = NDArray[np.uint8]


def burn(film: Path, captions: Sequence[Caption], face: Face, target: Path) -> None:
    """Write a film once more with captions in its pictures; sound and chapters are kept.

    Parameters
    ----------
    film
        The film without them; caption tracks that it has are left out.
    face
        A font with all characters of the captions.
    target
        The file to write.
    """
    with av.open(film) as source, av.open(target, "w", format="mp4") as container:
        container.metadata.update({"title": source.metadata.get("title", "")})
        container.set_chapters(source.chapters())
        video, sounds = source.streams.video[0], source.streams.audio
        out = _video_like(container, video)
        copies = {sound: container.add_stream_from_template(sound) for sound in sounds}
        for copy, sound in zip(copies.values(), sounds, strict=True):
            copy.metadata.update(sound.metadata)
        writer = _Writer(captions, face, video.height)
        for packet in source.demux(video, *sounds):
            if packet.stream is video:
                for frame in packet.decode():
                    container.mux(out.encode(writer.captioned(frame)))
            elif packet.dts is not None:
                packet.stream = copies[packet.stream]
                container.mux(packet)
        container.mux(out.encode())


def _video_like(container: av.container.OutputContainer, video: av.VideoStream) -> av.VideoStream:
    out = container.add_stream("libx264", rate=video.average_rate, options={"crf": CARE})
    out.width, out.height, out.pix_fmt = video.width, video.height, "yuv420p"
    out.codec_context.time_base = Fraction(1, video.average_rate)
    return out


class _Writer:
    """Writes on frame after frame what is to be read at its time."""

    def __init__(self, captions: Sequence[Caption], face: Face, height: int) -> None:
        self.waiting = iter(captions)
        self.caption = next(self.waiting, None)
        self.drawn: tuple[Caption, int, Picture] | None = None
        self.font = ImageFont.truetype(str(face.file), round(LETTERS * height), index=face.index)
        with suppress(OSError):  # a font of one weight only
            self.font.set_variation_by_axes([WEIGHT])

    def captioned(self, frame: av.VideoFrame) -> av.VideoFrame:
        while self.caption and frame.time >= self.caption.end - 1e-6:
            self.caption = next(self.waiting, None)
        if not self.caption or frame.time < self.caption.start - 1e-6:
            return frame
        top, strip = self._strip(frame.width, frame.height)
        picture = frame.to_ndarray(format="rgb24")
        rows = picture[top : top + len(strip)].astype(np.float32)
        opacity = strip[..., 3:] / np.float32(255)
        picture[top : top + len(strip)] = rows + opacity * (strip[..., :3] - rows)
        made = av.VideoFrame.from_ndarray(picture, format="rgb24")
        made.pts, made.time_base = frame.pts, frame.time_base
        return made

    def _strip(self, width: int, height: int) -> tuple[int, Picture]:
        """Return the caption drawn once, and the row of the picture where it begins."""
        if not self.drawn or self.drawn[0] is not self.caption:
            self.drawn = (self.caption, *_drawn(self.caption, self.font, width, height))
        return self.drawn[1:]


def _drawn(
    caption: Caption, font: ImageFont.FreeTypeFont, width: int, height: int
) -> tuple[int, Picture]:
    """Return the first row, and red, green, blue and opacity from there to the lowest line."""
    rim = max(1, round(RIM * font.size))
    line = round(1.3 * font.size)
    strip = Image.new("RGBA", (width, line * len(caption.lines) + 2 * rim))
    draw = ImageDraw.Draw(strip)
    for number, text in enumerate(caption.lines):
        middle = (width / 2, rim + (number + 0.5) * line)
        draw.text(middle, text, "white", font, anchor="mm", stroke_width=rim, stroke_fill="black")
    return height - strip.height - round(BELOW * height), np.asarray(strip)


def texts(captions: Sequence[Caption]) -> str:
    """Return all text of captions: the characters a font must have."""
    return "".join(_lines(captions))


def _lines(captions: Sequence[Caption]) -> Iterator[str]:
    for caption in captions:
        yield from caption.lines
