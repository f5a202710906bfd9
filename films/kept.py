"""Whether a spoken film that is there is the one that would be made: what it was made from."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from films.dependencies import PACKAGES, ROOT, imported_by
from films.footage import remark_in
from films.order import contents, relative
from films.voices.loudness import Loudness
from films.voices.speech import Speech

#: What is remarked in a film: a digest of all it was made from, and how loud it is.
REMARK = re.compile(r"made from ([0-9a-f]{64}); (\S+) LUFS, true peak (\S+) dB")


def digest_of(films: Sequence[Path], speeches: Sequence[Speech | None], *written: Any) -> str:
    """Return a digest of what a spoken film is made from, and of the source of what makes it.

    Parameters
    ----------
    films
        Whose pictures it has.
    speeches
        What is heard.
    written
        Titles and captions: whatever tells all about itself by ``repr``.
    """
    digest = hashlib.sha256(repr((written, *_source())).encode())
    for film in films:
        with film.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    for each in speeches:
        digest.update(hashlib.sha256(each.sound.tobytes() if each else b"").digest())
    return digest.hexdigest()


def remark(digest: str, loudness: Loudness) -> str:
    """Return what is to be remarked in a film."""
    return f"made from {digest}; {loudness.lufs} LUFS, true peak {loudness.true_peak} dB"


def kept_loudness(film: Path, digest: str, beside: Sequence[Path]) -> Loudness | None:
    """Return how loud a film is that was made from the same; ``None`` if there is none.

    Parameters
    ----------
    film
        Where it may be.
    digest
        Of what it would be made from.
    beside
        What has to lie beside it.
    """
    found = REMARK.fullmatch(remark_in(film))
    if not found or found[1] != digest or not all(file.is_file() for file in beside):
        return None
    return Loudness(float(found[2]), float(found[3]))


def _source() -> list[str]:
    return contents(
        relative(file) for file in imported_by(ROOT / "films/spoken.py", ("films", *PACKAGES))
    )
