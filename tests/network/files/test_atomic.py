import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from network.files.atomic import check_writable, replacing
from network.files.errors import InputError


def test_a_file_is_written_and_its_folder_made(tmp_path):
    path = tmp_path / "new" / "deeper" / "file"
    with replacing(path) as file:
        file.write(b"content")
    assert path.read_bytes() == b"content"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_the_old_file_stays_when_the_new_one_fails(tmp_path, error):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail():
        with replacing(path) as file:
            file.write(b"half of the n")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_sees_the_new_file_before_it_is_complete(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(("mask", "permissions"), [(0o022, 0o644), (0o077, 0o600)])
def test_permissions_are_those_of_any_new_file(tmp_path, mask, permissions):
    before = os.umask(mask)
    try:
        with replacing(tmp_path / "file") as file:
            file.write(b"")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == permissions


def below_a_file(tmp_path):
    (tmp_path / "regular").write_bytes(b"x")
    return tmp_path / "regular" / "below" / "file"


def a_folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def a_name_too_long(tmp_path):
    return tmp_path / ("x" * 300) / "file"


@pytest.mark.parametrize("place", [below_a_file, a_folder, a_pipe, a_name_too_long])
def test_what_cannot_be_written_is_refused(tmp_path, place):
    path = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as asked:
        check_writable(path)
    with pytest.raises(InputError) as tried, replacing(path):
        pytest.fail("there is nothing to write to")
    for caught in (asked, tried):
        assert caught.value.subject == str(path)
        assert caught.value.found
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that nobody can write in")
def test_a_place_where_even_the_administrator_cannot_write_is_refused():
    with pytest.raises(InputError):
        check_writable("/proc/network/file")
    with pytest.raises(InputError), replacing("/proc/network/file"):
        pytest.fail("there is nothing to write to")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError):
        check_writable(tmp_path / "file")
    with pytest.raises(InputError), replacing(tmp_path / "file"):
        pytest.fail("there is nothing to write to")


def test_asking_whether_one_can_write_writes_nothing(tmp_path):
    check_writable(tmp_path / "new" / "file")
    (tmp_path / "old").write_bytes(b"old")
    check_writable(tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


FILLING = """
import sys
from pathlib import Path
from network.files.errors import InputError
from network.files.atomic import replacing
try:
    with replacing(sys.argv[1]) as file:
        file.write(bytes(100_000))
except InputError as error:
    sys.exit(str(error))
"""


def test_a_full_disk_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def allow_small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = subprocess.run(
        [sys.executable, "-B", "-c", FILLING, path],
        preexec_fn=allow_small_files_only,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{path}\n  expected: ")
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
