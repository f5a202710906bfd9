"""Takes the README's pictures out of films: `.venv/bin/python scripts/pictures.py`.

Films must have been made from our own handwriting (without MNIST on the machine, or with
NETWORK_DATA and NETWORK_CACHE pointing elsewhere): no MNIST image belongs in the repository.
"""

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

from network.files import replacing

ROOT = Path(__file__).resolve().parent.parent

#: Name of the picture: (film, moment as a share of its length).
PICTURES = {
    "forward-answer": ("forward", 0.999),
    "forward-why": ("forward", 0.505),
    "learning-network": ("descent/learning", 0.45),
    "learning-weights": ("descent/learning", 0.80),
}

WIDTH = 1280


def frame_at(film: Path, share: float) -> Image.Image:
    """Return the frame that is shown when a share, 0 to 1, of the film is over."""
    with av.open(film) as container:
        moment = share * container.duration / av.time_base
        return last_until(moment, container.decode(video=0)).to_image()


def last_until(moment: float, frames: Iterator[av.VideoFrame]) -> av.VideoFrame:
    """Return the last frame that begins by ``moment``, in seconds."""
    chosen = next(frames)
    for frame in frames:
        if frame.time > moment:
            break
        chosen = frame
    return chosen


def main() -> None:
    """Write all pictures to assets/pictures."""
    for name, (film, share) in PICTURES.items():
        picture = frame_at(ROOT / "out" / f"{film}.mp4", share)
        picture.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
        with replacing(ROOT / "assets" / "pictures" / f"{name}.jpg") as file:
            picture.save(file, format="JPEG", quality=90, subsampling=0)


if __name__ == "__main__":
    main()
