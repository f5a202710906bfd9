"""Data that aren't MNIST: files under other names, and images and labels that are odd."""

import gzip

import numpy as np
import pytest

from network.digits import content
from network.digits.folder import FOUR, find
from network.digits.idx import header
from network.digits.sources import (
    class_names,
    files_of,
    find_mnist_test,
    load,
    load_test,
    source_of,
)
from network.files.errors import InputError
from network.handwriting import pen
from tests.bars import FASHION, bars

TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS = FOUR


@pytest.fixture(autouse=True)
def nobodys_own(monkeypatch, tmp_path):
    """Nobody's own cache or data plays a part."""
    monkeypatch.delenv("NETWORK_DATA", raising=False)
    monkeypatch.setenv("NETWORK_CACHE", str(tmp_path / "cache"))


def four(training, test):
    """Return the arrays of four files, by MNIST's names."""
    arrays = (training.images, training.labels, test.images, test.labels)
    shapes = ((-1, 28, 28), (-1,)) * 2
    return {
        name: array.reshape(shape) for name, array, shape in zip(FOUR, arrays, shapes, strict=True)
    }


ARRAYS = four(bars(120, 1), bars(40, 2))


def write(folder, arrays=ARRAYS, name=str, packed=False):
    folder.mkdir(parents=True, exist_ok=True)
    for each, array in arrays.items():
        whole = header(array.shape) + np.ascontiguousarray(array).tobytes()
        path = folder / name(each)
        path.write_bytes(gzip.compress(whole) if packed else whole)
    return folder


def refusal(call, *arguments):
    with pytest.raises(InputError) as caught:
        call(*arguments)
    return caught.value


def heard(source, call=load):
    """Return the digits of a source, and what was said about them."""
    said = []
    return call(source, said.append), said


# --- names of files --------------------------------------------------------------------------

NAMES = {
    "dots": lambda name: name.replace("-idx", ".idx"),
    "packed dots": lambda name: name.replace("-idx", ".idx") + ".gz",
    "two dots": lambda name: name.replace("-idx", ".idx").replace("-ubyte", ".ubyte"),
    "capitals": lambda name: f"{name.upper()}.GZ",
    "test": lambda name: name.replace("t10k", "test"),
}


@pytest.mark.parametrize("name", NAMES)
def test_files_are_found_by_the_names_that_people_have(tmp_path, name):
    folder = write(tmp_path / "other", name=NAMES[name], packed="gz" in NAMES[name]("").lower())
    np.testing.assert_array_equal(
        load_test(f"idx:{folder}").images, ARRAYS[TEST_IMAGES].reshape(-1, 784)
    )


def test_other_files_beside_them_are_nothing(tmp_path):
    folder = write(tmp_path / "other")
    for name in ("train-images-idx1-ubyte", "my-train-images-idx3-ubyte", "._t10k-labels"):
        (folder / name).write_bytes(b"nonsense")
    assert set(find(folder, FOUR).paths.values()) == {folder / name for name in FOUR}


@pytest.mark.parametrize("prefix", ["idx:", ""])
def test_images_of_emnist_are_turned_over_and_it_is_said(tmp_path, prefix):
    images, labels = pen.draw(60, 7)
    upright = images.reshape(-1, 28, 28)
    on_disk = {name: upright.swapaxes(1, 2) if "images" in name else labels for name in FOUR}
    emnist = NAMES["test"]
    folder = write(tmp_path / "e", on_disk, lambda name: f"emnist-digits-{emnist(name)}.gz", True)
    split, said = heard(f"{prefix}{folder}")
    np.testing.assert_array_equal(split.test.images, images)
    assert len(said) == 1
    assert "transposed" in said[0]
    assert "idx-upright" in said[0]
    as_they_lie, said = heard(f"idx-upright:{folder}")
    np.testing.assert_array_equal(as_they_lie.test.images, on_disk[TEST_IMAGES].reshape(-1, 784))
    assert not said
    for each in (split, as_they_lie):  # films find them again, in the way they were read
        assert load(source_of(each.provenance)).sha256 == each.sha256


def test_of_several_sets_of_emnist_the_digits_are_taken_and_letters_are_refused(tmp_path):
    letters = write(tmp_path / "e", name=lambda name: f"emnist-letters-{NAMES['test'](name)}")
    error = refusal(load, f"idx:{letters}")
    assert "26 classes" in error.found
    for each in ("mnist", "digits"):
        write(tmp_path / "e", name=lambda name, each=each: f"emnist-{each}-{NAMES['test'](name)}")
    found, said = heard(letters)
    assert len(said) == 2
    assert "emnist-digits" in said[0]
    assert found.name == "e"
    assert "emnist-digits" in str(files_of(f"idx:{letters}")[0])


# --- the split -------------------------------------------------------------------------------


def test_files_sorted_by_label_are_shuffled_always_in_the_same_way(tmp_path):
    order = np.argsort(ARRAYS[TRAINING_LABELS], kind="stable")
    arranged = {name: ARRAYS[name][order] for name in (TRAINING_IMAGES, TRAINING_LABELS)}
    folder = write(tmp_path / "sorted", ARRAYS | arranged)
    split = load(f"idx:{folder}")
    assert len(set(split.validation.labels.tolist())) > 5
    assert set(split.train.labels.tolist()) == set(range(10))
    assert load(f"idx:{folder}").sha256 == split.sha256
    images = np.vstack([split.train.images, split.validation.images])
    assert len(images) == 120
    assert len(np.unique(images, axis=0)) == len(np.unique(ARRAYS[TRAINING_IMAGES], axis=0))


def test_a_network_from_before_the_shuffling_finds_its_images(tmp_path):
    folder = write(tmp_path / "other")
    before = load(f"idx-unshuffled:{folder}")
    for came_from in (str(folder), before.folder):
        data = before.provenance.__class__(before.name, before.sha256, came_from)
        assert load(source_of(data)).sha256 == before.sha256


# --- images that are odd ---------------------------------------------------------------------


def test_zeros_and_ones_are_taken_for_paper_and_ink(tmp_path):
    ones = {name: (a > 100).astype(np.uint8) if a.ndim == 3 else a for name, a in ARRAYS.items()}
    split, said = heard(f"idx:{write(tmp_path / 'ones', ones)}")
    assert set(np.unique(split.train.images)) == {0, 255}
    assert len(said) == 1
    assert "0 or 1" in said[0]


def test_inverted_images_are_told_and_can_be_read(tmp_path):
    dark = {name: 255 - a if a.ndim == 3 else a for name, a in ARRAYS.items()}
    folder = write(tmp_path / "dark", dark)
    (sign,) = content.signs(load(f"idx:{folder}"), str(folder))
    assert "255" in sign.found
    assert f"idx-inverted:{folder}" in sign.todo
    right = load(f"idx-inverted:{folder}")
    np.testing.assert_array_equal(right.test.images, ARRAYS[TEST_IMAGES].reshape(-1, 784))
    assert not [*content.signs(right, str(folder))]
    assert source_of(right.provenance) == f"idx-inverted:{folder}"


def test_blank_images_missing_classes_and_noise_are_told(tmp_path):
    labels = np.where(ARRAYS[TRAINING_LABELS] == 3, 4, ARRAYS[TRAINING_LABELS])
    images = ARRAYS[TRAINING_IMAGES].copy()
    images[:5] = 0
    split = load(f"idx:{write(tmp_path / 'odd', ARRAYS | {FOUR[0]: images, FOUR[1]: labels})}")
    told = " ".join(sign.found for sign in content.signs(split, "odd"))
    assert "5 images are blank" in told
    assert "odd training images: no image of 3" in told
    noise = np.random.default_rng(1).integers(0, 256, images.shape, dtype=np.uint8)
    noisy = load(f"idx:{write(tmp_path / 'noise', ARRAYS | {FOUR[0]: noise})}")
    assert any("noise" in sign.found for sign in content.signs(noisy, "noise"))


def test_transposed_digits_are_noticed_by_a_network_that_reads_digits(tmp_path):
    over = {name: a.swapaxes(1, 2) if a.ndim == 3 else a for name, a in ARRAYS.items()}

    def reader(pixels):
        """Tell at which height the bar is."""
        return (pixels.reshape(-1, 28, 28).sum(axis=2)[:, 4:24:2]).argmax(axis=1)

    folder = write(tmp_path / "over", over)
    (sign,) = content.signs(load(f"idx:{folder}"), str(folder), reader)
    assert f"idx-turned:{folder}" in sign.todo
    (sign,) = content.signs(load(f"idx:{folder}"), "e", reader, "idx-upright")
    assert "idx-upright:e" in sign.todo
    turned = load(f"idx-turned:{folder}")
    np.testing.assert_array_equal(turned.test.images, ARRAYS[TEST_IMAGES].reshape(-1, 784))
    assert not [*content.signs(turned, str(folder), reader)]


@pytest.mark.parametrize(
    ("name", "array", "found", "to_do"),
    [
        (TRAINING_LABELS, np.full(120, 3, np.uint8), "3 for all 120", "get the files again"),
        (TRAINING_LABELS, np.arange(120, dtype=np.uint8) % 10 + 1, "from 1 to 10", "take 1 from"),
        (TRAINING_LABELS, np.arange(120, dtype=np.uint8) % 26, "26 classes", "ten outputs"),
        (TRAINING_IMAGES, np.zeros((120, 28, 28), np.uint8), "120 are blank", "get the files"),
        (
            TRAINING_IMAGES,
            np.broadcast_to(ARRAYS[TRAINING_IMAGES][:1], (120, 28, 28)),
            "120 are the same",
            "get the files",
        ),
        (TRAINING_IMAGES, ARRAYS[TRAINING_LABELS], "labels", "get the files"),
        (TRAINING_LABELS, ARRAYS[TRAINING_IMAGES], "images", "get the files"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_reason(tmp_path, name, array, found, to_do):
    folder = write(tmp_path / "wrong", ARRAYS | {name: array})
    error = refusal(load, f"idx:{folder}")
    assert name in error.subject
    assert found in error.found
    assert to_do in error.remedy


def test_a_training_that_is_no_better_than_guessing_is_known():
    labels = np.arange(1000, dtype=np.uint8) % 10
    assert content.is_guessing(0.10, labels)
    assert content.is_guessing(0.12, labels)
    assert not content.is_guessing(0.15, labels)
    assert content.is_guessing(0.9, np.where(labels > 8, 1, 0).astype(np.uint8))


# --- names of classes ------------------------------------------------------------------------


def test_names_in_the_folder_are_found_and_a_file_goes_before_them(tmp_path):
    folder, file = write(tmp_path / "fashion"), tmp_path / "names.txt"
    assert class_names(f"idx:{folder}") is None
    (folder / "classes.txt").write_text("\n".join("abcdefghij"))
    file.write_text("\ufeff" + "\r\n".join(f" {name} " for name in FASHION) + "\n\n")
    assert class_names(folder) == tuple("abcdefghij")
    assert class_names(f"idx:{folder}", file) == FASHION
    assert load(folder).name == "fashion"  # whoever names classes doesn't mean MNIST
    assert "digits" in refusal(class_names, "mnist", file).found


def test_a_folder_of_other_images_is_none_of_mnist(tmp_path, monkeypatch):
    folder = write(tmp_path / "fashion")
    monkeypatch.setenv("NETWORK_DATA", f"idx:{folder}")
    assert find_mnist_test() is None
    split = load(f"idx:{folder}")
    assert source_of(split.provenance.__class__("other", split.sha256)) == f"idx:{folder}"
    monkeypatch.setenv("NETWORK_DATA", str(folder))
    assert "SHA-256" in refusal(find_mnist_test).found
