import functools
import gzip
import http.server
import os
import threading

import numpy as np
import pooch
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from network.digits import idx, mnist
from network.digits.digits import Digits
from network.digits.idx import content_sha256, header, read_idx
from network.digits.sources import find_mnist, find_mnist_test, load, load_test
from network.files.errors import InputError

THE_USERS = {name: os.environ.get(name) for name in ("NETWORK_DATA", "NETWORK_CACHE")}

FILES = tuple(mnist.MNIST_SHA256)
TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS = FILES


@pytest.fixture(autouse=True)
def cache_folder(monkeypatch, tmp_path):
    """Nobody's own cache or data plays a part, and nobody's mirror is asked."""
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(mnist, "MIRRORS", ())
    return tmp_path / "cache"


def content(array):
    return header(array.shape) + array.tobytes()


def some_digits(count, seed):
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
    return images, rng.integers(0, 10, count, dtype=np.uint8)


ARRAYS = dict(zip(FILES, some_digits(30, 1) + some_digits(7, 2), strict=True))


def write_all(folder, ending="", arrays=ARRAYS):
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        packed = gzip.compress(content(array)) if ending == ".gz" else content(array)
        (folder / (name + ending)).write_bytes(packed)
    return folder


@pytest.fixture
def tiny_mnist(monkeypatch):
    """Pretend that the digits above are MNIST."""
    for name, array in ARRAYS.items():
        monkeypatch.setitem(mnist.MNIST_SHA256, name, content_sha256(array))


@pytest.fixture
def folder(tmp_path):
    return write_all(tmp_path / "digits")


def refusal(call, *arguments):
    with pytest.raises(InputError) as caught:
        call(*arguments)
    error = caught.value
    assert error.expected
    assert error.found
    assert error.remedy
    return error


# --- the file format -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_file(tmp_path_factory):
    return tmp_path_factory.mktemp("idx") / "file"


@given(arrays(np.uint8, array_shapes(max_dims=4, max_side=6)), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_array_comes_back_from_its_file(a_file, array, packed):
    a_file.write_bytes(gzip.compress(content(array)) if packed else content(array))
    read = read_idx(a_file)
    assert read.dtype == np.uint8
    assert not read.flags.writeable
    np.testing.assert_array_equal(read, array)


@given(st.binary(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_other_bytes_are_refused(a_file, start):
    a_file.write_bytes(b"\x00\x00\x08\x02" + start)
    if len(start) >= 8:
        rows, columns = np.frombuffer(start[:8], ">u4").tolist()
        if rows * columns == len(start) - 8:
            return
    refusal(read_idx, a_file)


def test_a_file_packed_in_several_parts_is_read(a_file):
    whole = content(ARRAYS[TEST_IMAGES])
    a_file.write_bytes(gzip.compress(whole[:500]) + gzip.compress(whole[500:]))
    np.testing.assert_array_equal(read_idx(a_file), ARRAYS[TEST_IMAGES])


WHOLE = content(ARRAYS[TEST_LABELS])
PACKED = gzip.compress(WHOLE)
NOT_IDX = {
    "empty": (b"", "an empty file"),
    "text": (b"hello", "starts with 68 65 6c 6c"),
    "other numbers": (WHOLE[:2] + b"\x0d" + WHOLE[3:], "starts with 00 00 0d 01"),
    "no dimensions": (b"\x00\x00\x08\x00", "0 dimensions"),
    "too many dimensions": (b"\x00\x00\x08\xff" + bytes(2000), "255 dimensions"),
    "half a header": (WHOLE[:6], "2 bytes of them"),
    "gzip twice": (gzip.compress(PACKED), "packed a second time"),
    "a page": (b"\n<!DOCTYPE html><p>log in", "a web page (HTML)"),
    "a pickle": (b"\x80\x04K\x01.", "never opened"),
    "an archive": (b"PK\x03\x04" + bytes(30), "a ZIP archive"),
    "a tar": (b"train-images".ljust(257, b"\0") + b"ustar" + bytes(250), "a tar archive"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    "truncated": (WHOLE[:-1], "only 6"),
    "too long": (WHOLE + b"\x00", "more than that"),
    "huge": (header((1 << 31, 1 << 31)), "2147483648 x 2147483648"),
    "truncated gzip": (PACKED[:-9], "truncated or damaged"),
    "gzip without its end": (PACKED[:-4], "truncated or damaged"),
    "gzip with a wrong checksum": (PACKED[:-8] + bytes(4) + PACKED[-4:], "CRC"),
    "gzip with a damaged middle": (PACKED[:10] + b"\xff" * 9 + PACKED[19:], "damaged"),
    "gzip with something after it": (PACKED + b"more", "damaged"),
}


@pytest.mark.parametrize("name", NOT_IDX)
def test_a_file_that_is_not_in_the_format_is_explained(a_file, name):
    given_bytes, found = NOT_IDX[name]
    a_file.write_bytes(given_bytes)
    error = refusal(read_idx, a_file)
    assert error.subject == str(a_file)
    assert found in error.found


def test_a_missing_file_and_a_folder_are_explained(tmp_path):
    assert "No such file" in refusal(read_idx, tmp_path / "none").found
    assert "directory" in refusal(read_idx, tmp_path).found


def test_the_hash_is_that_of_the_file(a_file):
    a_file.write_bytes(WHOLE)
    assert content_sha256(read_idx(a_file)) == pooch.file_hash(a_file)


# --- digits ----------------------------------------------------------------------------------


def digits(count=20, seed=5):
    images, labels = some_digits(count, seed)
    return Digits(images.reshape(-1, 784), labels, "test digits")


def test_digits_keep_their_own_unchangeable_copy():
    images, labels = np.zeros((3, 784), np.uint8), np.zeros(3, np.uint8)
    kept = Digits(images, labels, "zeros")
    before = kept.sha256
    images[:] = 1
    labels[:] = 1
    assert not kept.images.any()
    assert not kept.labels.any()
    assert kept.sha256 == Digits(kept.images, kept.labels, "again").sha256 == before
    for array in (kept.images, kept.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_parts_of_digits():
    whole = digits()
    even = np.arange(0, 20, 2)
    for part in (whole[::2], whole[even], whole[even.tolist()], whole[np.arange(20) % 2 == 0]):
        np.testing.assert_array_equal(part.images, whole.images[::2])
        np.testing.assert_array_equal(part.labels, whole.labels[::2])
        assert part.name == "test digits"
        assert len(part) == 10
    assert whole.subset(slice(3), "three").name == "three"
    assert len(whole[:0]) == 0
    with pytest.raises(TypeError, match="slice"):
        whole[3]


def test_pixels_run_from_paper_to_ink():
    images = np.zeros((2, 784), np.uint8)
    images[1] = 255
    images[0, 0] = 51
    pixels = Digits(images, np.zeros(2, np.uint8), "two").pixels
    assert pixels.dtype == np.float32
    assert pixels[1].min() == pixels[1].max() == 1
    assert pixels[0, 0] == pytest.approx(0.2)
    assert not pixels[0, 1:].any()


def test_the_fingerprint_follows_images_and_labels_alone():
    one = digits()
    assert one.sha256 != one[::-1].sha256
    assert one.sha256 == Digits(one.images, one.labels, "other name").sha256
    assert one.sha256 != Digits(one.images, (one.labels + 1) % 10, one.name).sha256


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (np.zeros((2, 784)), np.zeros(2, np.uint8), "images must be uint8"),
        (np.zeros((2, 784), np.uint8), np.zeros(2, int), "labels must be uint8"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.uint8), "shape"),
        (np.zeros((2, 783), np.uint8), np.zeros(2, np.uint8), "shape"),
        (np.zeros((2, 784), np.uint8), np.zeros(3, np.uint8), "2 images"),
        (np.zeros((2, 784), np.uint8), np.full(2, 10, np.uint8), "between 0 and 9"),
    ],
)
def test_digits_that_cannot_be_are_refused(images, labels, message):
    with pytest.raises(ValueError, match=message):
        Digits(images, labels, "wrong")


# --- folders ---------------------------------------------------------------------------------


def assert_same(split, arrays=ARRAYS, order=None):
    order = np.arange(len(arrays[TRAINING_LABELS])) if order is None else order
    training = arrays[TRAINING_IMAGES].reshape(-1, 784)[order]
    labels = arrays[TRAINING_LABELS][order]
    kept_back = len(training) // 6
    np.testing.assert_array_equal(split.train.images, training[:-kept_back])
    np.testing.assert_array_equal(split.validation.images, training[-kept_back:])
    np.testing.assert_array_equal(split.train.labels, labels[:-kept_back])
    np.testing.assert_array_equal(split.validation.labels, labels[-kept_back:])
    np.testing.assert_array_equal(split.test.images, arrays[TEST_IMAGES].reshape(-1, 784))
    np.testing.assert_array_equal(split.test.labels, arrays[TEST_LABELS])


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize("dotted", [False, True])
def test_mnist_in_a_folder(tmp_path, monkeypatch, tiny_mnist, ending, dotted):
    folder = write_all(tmp_path / "here", ending)
    if dotted:
        for file in folder.iterdir():
            file.rename(file.with_name(file.name.replace("-idx", ".idx")))
    split = load(folder)
    assert_same(split)
    assert split.name == "MNIST"
    names = [part.name for part in (split.train, split.validation, split.test)]
    assert names == ["MNIST training images", "MNIST validation images", "MNIST test images"]
    monkeypatch.setenv("NETWORK_DATA", str(folder))
    assert load().sha256 == find_mnist().sha256 == load(str(folder)).sha256 == split.sha256
    assert load_test().sha256 == find_mnist_test().sha256 == split.test.sha256


def test_only_what_is_asked_for_is_read(folder, tiny_mnist):
    (folder / TRAINING_IMAGES).unlink()
    (folder / TRAINING_LABELS).write_bytes(b"broken")
    np.testing.assert_array_equal(load_test(folder).labels, ARRAYS[TEST_LABELS])


def test_other_digits_must_be_asked_for(folder):
    error = refusal(load, folder)
    assert error.subject == str(folder / TRAINING_IMAGES)
    assert mnist.MNIST_SHA256[TRAINING_IMAGES] in error.expected
    assert content_sha256(ARRAYS[TRAINING_IMAGES]) in error.found
    assert f"--data idx:{folder}" in error.remedy
    split = load(f"idx:{folder}")
    assert_same(split, order=np.random.default_rng(15).permutation(30))
    assert_same(load(f"idx-unshuffled:{folder}"))
    assert split.name == "digits"
    assert split.test.name == load_test(f"idx:{folder}").name == "digits test images"


def test_wrong_labels_are_noticed_though_the_images_are_right(folder, tiny_mnist):
    labels = (ARRAYS[TEST_LABELS] + 1) % 10
    (folder / TEST_LABELS).write_bytes(content(labels))
    assert refusal(load, folder).subject == str(folder / TEST_LABELS)


def test_a_missing_file_is_named(folder):
    (folder / TEST_LABELS).unlink()
    error = refusal(load, f"idx:{folder}")
    assert error.subject == str(folder / TEST_LABELS)
    assert f"{TEST_LABELS}.gz" in error.expected


@pytest.mark.parametrize("source", ["no such folder", "idx:no such folder", "~nobody/at/all"])
def test_a_folder_that_is_not_there_is_named(source):
    error = refusal(load, source)
    assert error.subject == source
    assert "handwriting" in error.expected


def test_a_file_in_place_of_a_folder_is_named(folder):
    assert "Not a directory" in refusal(load, folder / TEST_IMAGES).found


@pytest.mark.parametrize("name", ["truncated", "text", "truncated gzip"])
def test_a_broken_file_is_named(folder, name):
    (folder / TEST_LABELS).write_bytes(NOT_IDX[name][0])
    error = refusal(load, folder)
    assert error.subject == str(folder / TRAINING_IMAGES)  # the first that isn't MNIST's
    assert refusal(load, f"idx:{folder}").subject == str(folder / TEST_LABELS)


@pytest.mark.parametrize(
    ("name", "array", "expected", "found"),
    [
        (TEST_LABELS, np.zeros(6, np.uint8), "as many labels", "7 images and 6 labels"),
        (TEST_IMAGES, np.zeros((7, 8, 8), np.uint8), "28x28", "7 x 8 x 8"),
        (TEST_IMAGES, np.zeros(7, np.uint8), "28x28", "array of 7"),
        (TEST_IMAGES, np.zeros((0, 28, 28), np.uint8), "28x28", "0 x 28 x 28"),
        (TEST_LABELS, np.zeros((7, 1), np.uint8), "one label per image", "7 x 1"),
        (TEST_LABELS, np.arange(7, 14, dtype=np.uint8), "0 to 9", "13 as label 6"),
    ],
)
def test_files_that_do_not_fit_are_explained(folder, name, array, expected, found):
    (folder / name).write_bytes(content(array))
    for source in (folder, f"idx:{folder}"):
        error = refusal(load_test, source)
        assert name in error.subject
        assert expected in error.expected
        assert found in error.found


def test_too_few_images_to_keep_some_back(tmp_path):
    few = dict(zip(FILES, some_digits(5, 1) * 2, strict=True))
    folder = write_all(tmp_path / "few", arrays=few)
    assert "at least 6" in refusal(load, f"idx:{folder}").expected


def test_a_wrong_setting_never_gives_way_to_something_else(monkeypatch, tmp_path, cache_folder):
    write_all(cache_folder)
    monkeypatch.setenv("NETWORK_DATA", str(tmp_path / "nowhere"))
    for call in (load, load_test, find_mnist, find_mnist_test):
        assert refusal(call).subject == f"NETWORK_DATA={tmp_path / 'nowhere'}"


# --- the cache and the internet --------------------------------------------------------------


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder, and remembers what was asked for."""

    def __init__(self, folder):
        self.asked = []
        server = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_request(self, code="-", size="-"):
                server.asked.append((self.path, int(code)))

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"


@pytest.fixture
def serve(monkeypatch, tmp_path):
    """Return a function that makes a folder a mirror."""
    servers = []
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def start(folder):
        folder.mkdir(exist_ok=True)
        server = Server(folder)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setattr(mnist, "MIRRORS", (*mnist.MIRRORS, server.url))
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_mnist_is_fetched_once(tmp_path, tiny_mnist, serve, cache_folder):
    server = serve(write_all(tmp_path / "mirror", ".gz"))
    assert find_mnist() is None
    assert find_mnist_test() is None
    assert not server.asked
    assert_same(load())
    assert len(server.asked) == 4
    assert_same(load())
    assert find_mnist().sha256 == load().sha256
    assert len(server.asked) == 4
    assert sorted(file.name for file in cache_folder.iterdir()) == sorted(FILES)


def test_only_what_is_needed_is_fetched(tmp_path, tiny_mnist, serve):
    server = serve(write_all(tmp_path / "mirror", ".gz"))
    np.testing.assert_array_equal(load_test().labels, ARRAYS[TEST_LABELS])
    assert len(server.asked) == 2
    assert find_mnist_test() is not None
    assert find_mnist() is None


@pytest.mark.parametrize("damage", [b"", b"half", WHOLE])
def test_a_damaged_file_in_the_cache_is_fetched_again(
    tmp_path, tiny_mnist, serve, cache_folder, damage
):
    server = serve(write_all(tmp_path / "mirror", ".gz"))
    load()
    (cache_folder / TRAINING_IMAGES).write_bytes(damage)
    assert find_mnist() is None
    assert_same(load())
    assert len(server.asked) == 5


def broken_mirrors(tmp_path):
    """Return folders of mirrors that don't help, by what they serve."""
    whole = gzip.compress(content(ARRAYS[TRAINING_IMAGES]))
    served = {
        "nothing": None,
        "a truncated file": whole[:-20],
        "another file": gzip.compress(WHOLE),
        "a page of text": b"<html>log in first</html>",
        "a damaged file": whole[:100] + bytes(50) + whole[150:],
        "an empty file": b"",
    }
    for name, answer in served.items():
        folder = tmp_path / name
        folder.mkdir()
        if answer is not None:
            (folder / f"{TRAINING_IMAGES}.gz").write_bytes(answer)
        yield folder


def test_mirrors_that_do_not_help_are_passed_over(tmp_path, tiny_mnist, serve, cache_folder):
    for folder in broken_mirrors(tmp_path):
        serve(folder)
    last = serve(write_all(tmp_path / "good", ".gz"))
    assert_same(load())
    assert [code for _, code in last.asked] == [200] * 4
    assert sorted(file.name for file in cache_folder.iterdir()) == sorted(FILES)


def test_a_mirror_that_unpacks_on_the_way_is_understood(tmp_path, tiny_mnist, serve):
    mirror = write_all(tmp_path / "mirror")
    for file in list(mirror.iterdir()):
        file.rename(file.with_name(file.name + ".gz"))
    serve(mirror)
    assert_same(load())


def test_no_mirror_helps(tmp_path, tiny_mnist, serve, cache_folder, monkeypatch):
    folders = list(broken_mirrors(tmp_path))
    servers = [serve(folder) for folder in folders]
    gone = serve(tmp_path / "gone")
    gone.shutdown()
    gone.server_close()
    error = refusal(load)
    for server in (*servers, gone):
        assert server.url in error.found
    for reason in ("404", "not MNIST's file", "no connection"):
        assert reason in error.found
    for remedy in ("NETWORK_DATA", "--data handwriting"):
        assert remedy in error.remedy
    assert not list(cache_folder.iterdir())


def test_a_mirror_that_is_silent_is_given_up(tmp_path, monkeypatch, serve):
    server = serve(tmp_path)
    monkeypatch.setattr(Server, "finish_request", lambda *_: threading.Event().wait(0.6))
    monkeypatch.setattr(mnist, "TIMEOUT", (0.2, 0.2))
    assert "no answer in time" in refusal(load).found
    assert not server.asked


def test_a_cache_that_cannot_be_written_is_explained(tmp_path, serve, monkeypatch):
    serve(tmp_path / "mirror")
    (tmp_path / "file").touch()
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "file" / "cache"))
    error = refusal(load)
    assert str(tmp_path / "file" / "cache") in error.subject
    assert "NETWORK_CACHE" in error.remedy


# --- the real thing --------------------------------------------------------------------------


def test_mnist_itself(monkeypatch):
    for name, value in THE_USERS.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    split = find_mnist()
    if split is None:
        pytest.skip("MNIST is not on this machine: set NETWORK_DATA to its folder")
    assert [len(part) for part in (split.train, split.validation, split.test)] == [
        50_000,
        10_000,
        10_000,
    ]
    assert split.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert split.test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert split.test.sha256 == find_mnist_test().sha256
    assert idx.content_sha256(split.test.labels) == mnist.MNIST_SHA256[TEST_LABELS]
