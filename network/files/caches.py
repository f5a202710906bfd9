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
    if usual.is_absolute() and (os.path.isdir(usual) or may_write(usual)):  # noqa: PTH112
        return usual
    return OURS / usual.name


def may_write(folder: Path) -> bool:
    """Say whether files can be put in a folder, which needn't exist yet."""
    # Path's own methods raise an error where a closed folder is in the way.
    there = next(each for each in (folder, *folder.parents, Path()) if os.path.lexists(each))
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
