"""Caches go to a closed home's place in out/, and to anybody else's own."""

from pathlib import Path

import pytest

from network.digits.mnist import cache_folder
from network.files.caches import OURS, cache_or_ours, may_write


@pytest.mark.parametrize("home", ["/dev/null/nobody", "file"])
def test_where_home_cannot_be_written_to_caches_go_to_out(
    tmp_path: Path, monkeypatch, home
) -> None:
    (tmp_path / "file").write_text("no folder")
    place = tmp_path / home
    monkeypatch.delenv("NETWORK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", f"{place}/.cache")
    assert not may_write(Path("/dev/null/nobody"))
    assert may_write(tmp_path / "not/yet")
    assert cache_folder() == OURS / "network-lectures"


def test_where_nobody_knows_where_home_is_they_do_too() -> None:
    assert cache_or_ours(Path("~/.cache/anything")) == OURS / "anything"


def test_a_cache_that_is_there_is_used_and_one_that_can_be_made(
    tmp_path: Path, monkeypatch
) -> None:
    assert cache_or_ours(tmp_path / "not/yet") == tmp_path / "not/yet"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert cache_or_ours(tmp_path) == tmp_path  # closed by now, but what is in it can be read
    assert cache_or_ours(tmp_path / "not/yet") == OURS / "yet"
    monkeypatch.setenv("NETWORK_CACHE", "/named")
    assert cache_folder() == Path("/named")
