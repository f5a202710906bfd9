"""Small films to join, and what is told in them."""

import io
import json
from functools import cache
from pathlib import Path

import av
import numpy as np

from films.voices.speech import SOUND_RATE, Sound


def make_film(path: Path, frames: int, shade: int = 0, rate: int = 15, size=(64, 36)) -> Path:
    """Write a film whose frames get brighter, one step a frame, from ``shade`` on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(frames, shade, rate, size))
    return path


@cache
def encoded(frames: int, shade: int, rate: int, size: tuple[int, int]) -> bytes:
    """Return such a film's file."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for k in range(frames):
            picture = np.full((size[1], size[0], 3), min(shade + k, 255), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return file.getvalue()


def tell(film: Path, *cues: tuple[float, float, str, dict], **known: str) -> None:
    """Write what is told in a film beside it, and what else is known of it."""
    names = ("start", "end", "message", "values")
    told = {**known, "chapters": [], "cues": [dict(zip(names, cue, strict=True)) for cue in cues]}
    film.with_suffix(".captions.json").write_text(json.dumps(told))


def tone(seconds: float, pitch: float = 440.0) -> Sound:
    """Return a sound of that length that is loud from its first to its last moment."""
    times = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    return (0.4 * np.sin(2 * np.pi * pitch * times)).astype(np.float32)


def heard(film: Path) -> Sound:
    """Return all that is heard in a film."""
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SOUND_RATE)
    with av.open(film) as container:
        frames = [made for frame in container.decode(audio=0) for made in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def is_loud(sound: Sound, start: float, end: float) -> bool:
    """Tell whether there is something to hear between two times, in seconds."""
    part = sound[round(start * SOUND_RATE) : round(end * SOUND_RATE)]
    return bool(np.abs(part).mean() > 0.02)
