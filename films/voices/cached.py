"""Where voices, and what they said, are kept."""

from pathlib import Path


def cached(*names: str) -> Path:
    """Return the place of something below the folder that all of the project's caches lie in."""
    from network.digits.mnist import cache_folder  # can download, which takes a while to import

    return cache_folder().joinpath(*names)
