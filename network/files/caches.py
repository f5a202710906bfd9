"""Where things go that can be made or fetched again."""

import os
from pathlib import Path

#: For caches that have no other place: on clusters and in containers a home may be closed, or
#: there may be none.
OURS = Path(__file__).resolve().parents[2] / "out" / ".cache"


def cache_or_ours(usual: Path) -> Path:
    """Return a cache folder if it is there or can be made, and else one of the same name in out/.

    Parameters
    ----------
    usual
        Where the cache is usually; not absolute, if nobody knows where home is.
    """
    if usual.is_absolute() and (is_folder(usual) or may_write(usual)):
        return usual
    return OURS / usual.name


def may_write(folder: Path) -> bool:
    """Say whether files can be put in a folder, which needn't exist yet."""
    while not is_folder(folder) and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def is_folder(path: Path) -> bool:
    """Say whether there is such a folder; a closed one in between hides it."""
    try:
        return path.is_dir()
    except OSError:
        return False
