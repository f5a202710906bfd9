"""What this machine can bear: memory for so many films at once, folders that can be written to."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from network.files.caches import OURS, may_write

#: Megabytes that filming one section takes at most, by quality: what was measured (1100 for
#: `forward` in h), and some more to be safe. The only place where they stand.
MEMORY = {"l": 700, "m": 900, "h": 1500, "p": 2200, "k": 4000}

#: Minutes after which a cluster may take filming one section for hung, by quality.
MINUTES = {"l": 30, "m": 45, "h": 120, "p": 180, "k": 360}

#: Megabytes for what isn't filmed: measuring a network, joining a lecture.
MEASURING, JOINING = 700, 500


def memory_for_films(quality: str) -> int:
    """Return how many megabytes films may take together; always enough for one."""
    return max(free_memory(), MEMORY[quality], MEASURING)


def films_at_once(quality: str) -> int:
    """Return for how many films there is memory."""
    return memory_for_films(quality) // MEMORY[quality]


def free_memory() -> int:
    """Return how many megabytes are free: of this machine's, and of what we may take of them."""
    import psutil  # comes with Snakemake, and takes a moment

    return min([psutil.virtual_memory().available, *left_in_groups()]) >> 20


def left_in_groups(root: Path = Path("/")) -> Iterator[int]:
    """Yield how many bytes are left in each control group that limits us, as containers do.

    What was read from files and isn't in use counts as free: it makes way.
    """
    for folder in _groups(root):
        for limit, used, idle in (
            ("memory.max", "memory.current", "inactive_file"),  # the second version
            ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        ):
            most, now = _number(folder / limit), _number(folder / used)
            if most is not None and now is not None:
                yield max(0, most - now + _idle(folder / "memory.stat", idle))


def _groups(root: Path) -> Iterator[Path]:
    """Yield the folders of the control groups that we are in, and of those that these are in."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        number, controllers, path = line.split(":", 2)
        if number != "0" and "memory" not in controllers.split(","):
            continue
        mounted = root / "sys/fs/cgroup" / ("" if number == "0" else "memory")
        inside = Path(path.lstrip("/"))
        yield from (mounted / each for each in (inside, *inside.parents) if ".." not in each.parts)


def _idle(file: Path, name: str) -> int:
    entries = (line.partition(" ") for line in _text(file).splitlines())
    return next((int(value) for key, _, value in entries if key == name), 0)


def _number(file: Path) -> int | None:
    text = _text(file).strip()
    return int(text) if text.isdecimal() else None  # without a limit, it says "max"


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def places_for_caches(everywhere: bool = False) -> dict[str, str]:
    """Return the environment variables by which caches go where they may.

    Parameters
    ----------
    everywhere
        Whether other machines, whose homes nobody knows, are to work here, too.
    """
    usual = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    with suppress(RuntimeError):  # nobody knows where home is
        usual = usual.expanduser()
    if usual.is_absolute() and may_write(usual) and not everywhere:
        return {}
    from network.digits.mnist import cache_folder  # can download, which takes a while to import

    return {"XDG_CACHE_HOME": str(OURS), "NETWORK_CACHE": str(cache_folder())}
