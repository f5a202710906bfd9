"""As many films at once as free memory allows; caches where they may be."""

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from films import machine, workflow
from films.machine import MEMORY, MINUTES, films_at_once, left_in_groups, places_for_caches
from films.order import QUALITIES, Order
from network.files.caches import OURS

GROUPS = {
    "none": ({}, []),
    "second version, two of them": (
        {
            "proc/self/cgroup": "0::/user/films\n",
            "sys/fs/cgroup/user/films/memory.max": "max\n",
            "sys/fs/cgroup/user/films/memory.current": "300\n",
            "sys/fs/cgroup/user/memory.max": "1000\n",
            "sys/fs/cgroup/user/memory.current": "700\n",
            "sys/fs/cgroup/user/memory.stat": "anon 400\ninactive_file 200\n",
        },
        [500],
    ),
    "second version, in a container": (
        {
            "proc/self/cgroup": "0::/\n",
            "sys/fs/cgroup/memory.max": "1000\n",
            "sys/fs/cgroup/memory.current": "1200\n",
        },
        [0],
    ),
    "first version": (
        {
            "proc/self/cgroup": "4:cpu,cpuacct:/x\n3:memory:/job\n0::/\n",
            "sys/fs/cgroup/memory/job/memory.limit_in_bytes": "900\n",
            "sys/fs/cgroup/memory/job/memory.usage_in_bytes": "500\n",
            "sys/fs/cgroup/memory/job/memory.stat": "inactive_file 7\ntotal_inactive_file 50\n",
        },
        [450],
    ),
}


@pytest.mark.parametrize(("files", "left"), GROUPS.values(), ids=GROUPS)
def test_what_a_container_or_a_cluster_allows_counts(tmp_path: Path, files, left) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert list(left_in_groups(tmp_path)) == left


@pytest.mark.parametrize(("films", "limit"), [(1, None), (3, None), (3, 2), (0, None), (3, 0)])
def test_films_at_once_follow_the_memory_that_is_free(monkeypatch, films: int, limit) -> None:
    """One is always tried."""
    one = MEMORY["h"] << 20
    free = SimpleNamespace(available=films * one + one // 2)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free)
    limits = [] if limit is None else [limit * one]
    monkeypatch.setattr(machine, "left_in_groups", lambda: limits)
    assert films_at_once("h") == max(1, films if limit is None else limit)


def test_fewer_films_at_once_than_asked_for_are_told(monkeypatch, capsys) -> None:
    monkeypatch.setattr(workflow, "memory_for_films", lambda _: 2 * MEMORY["h"])
    monkeypatch.setattr(workflow, "films_at_once", lambda _: 2)
    for films, jobs in ((9, "2"), (2, "4"), (9, "4")):
        workflow._tell_room(films, Order(), SimpleNamespace(jobs=jobs))
    told = (
        f"2 at a time, not 4: each takes up to {MEMORY['h']} MB, and {2 * MEMORY['h']} MB are free"
    )
    assert capsys.readouterr().err.splitlines() == [told]


def test_every_quality_has_its_figures_and_more_pixels_take_no_less() -> None:
    for table in (MEMORY, MINUTES):
        assert list(table) == list(QUALITIES)
        assert list(table.values()) == sorted(table.values())


def test_a_closed_home_is_told_to_all_that_keep_caches(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("NETWORK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "not yet"))
    assert places_for_caches() == {}
    assert places_for_caches(everywhere=True)["XDG_CACHE_HOME"] == str(OURS)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/dev/null/nobody")
    ours = {"XDG_CACHE_HOME": str(OURS), "NETWORK_CACHE": str(OURS / "network-lectures")}
    assert places_for_caches() == ours
