"""Small films to join, and what is told in them."""

import json
from pathlib import Path

import av
import numpy as np


def make_film(path: Path, frames: int, shade: int = 0, rate: int = 15, size=(64, 36)) -> Path:
    """Write a film whose frames get brighter, one step a frame, from ``shade`` on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for k in range(frames):
            picture = np.full((size[1], size[0], 3), min(shade + k, 255), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def tell(film: Path, *cues: tuple[float, float, str, dict]) -> None:
    """Write what is told in a film beside it."""
    names = ("start", "end", "message", "values")
    told = {"chapters": [], "cues": [dict(zip(names, cue, strict=True)) for cue in cues]}
    film.with_suffix(".captions.json").write_text(json.dumps(told))
