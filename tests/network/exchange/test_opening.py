import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from network.exchange.opening import open_layers
from network.files.errors import InputError
from network.training.stored import SHIPPED_NETWORK
from tests.network.exchange.foreign import keras_like, pytorch_like, small

MLP = small(784, 3, 10, activation="relu", output="softmax")


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return content.getvalue()


def npy(array, **how) -> bytes:
    content = io.BytesIO()
    np.save(content, array, **how)
    return content.getvalue()


PICKLE = pickle.dumps({"a": 1})


@pytest.mark.parametrize(
    ("name", "content", "found", "to_do"),
    [
        ("model.pt", zipped("archive/data.pkl"), "PyTorch's own file", "save_file("),
        ("model.pth", PICKLE, "PyTorch's own file", "model.state_dict()"),
        ("pytorch_model.bin", PICKLE, "PyTorch's own file", "model.state_dict()"),
        ("model.keras", zipped("config.json", "model.weights.h5"), "Keras", "get_weights()"),
        ("model.h5", b"\x89HDF\r\n\x1a\n", "Keras", "get_weights()"),
        ("model.tflite", b"\x1c\x00\x00\x00TFL3", "Keras", "get_weights()"),
        ("model.pkl", PICKLE, "a pickle, which could run any program", "model.coefs_"),
        ("model.joblib", b"\x78\x9cxyz", "a pickle", "model.coefs_"),
        ("network", PICKLE, "a pickle", "model.coefs_"),
        ("w.npy", npy(np.array([[1], None], object), allow_pickle=True), "objects", "np.savez("),
        ("w.npy", npy(np.ones((784, 10))), "one array alone, (784, 10)", "np.savez("),
        ("w.safetensors", b"version https://git-lfs.github.com/spec/v1", "Git LFS", "git lfs pull"),
        ("w.onnx ", b"<!DOCTYPE html><html>", "a web page", "the file itself"),
        ("w.npz", b"", "an empty file", "export it as"),
        ("w.txt", b"hello", "something else", "export it as"),
        ("w.npz", b"PK\x03\x04 and so on", "damaged", "np.savez("),
        ("w.onnx", b"\x08\x08hello", "", "torch.onnx.export"),
        ("w.json", b'{"weights": [[[1]]]}', "without 'biases'", "tolist()"),
        ("w.json", b'{"weights": [[[1], [1, 2]]], "biases": []}', "inhomogeneous", "tolist()"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(name, content, found, to_do, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        open_layers(tmp_path / name)
    assert found in error.value.found
    assert to_do in error.value.remedy


def test_a_pickle_in_an_archive_is_never_opened(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (tmp_path / "ran").touch, ()

    weights = np.array([Bomb(), None], object)
    np.savez(tmp_path / "w.npz", weights=weights)
    with pytest.raises(InputError, match="weights: Python objects") as error:
        open_layers(tmp_path / "w.npz")
    assert "np.savez(" in error.value.remedy
    assert not (tmp_path / "ran").exists()


def test_folders_and_missing_files_are_named(tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "saved_model.pb").touch()
    for path, found in ((tmp_path / "saved", "Keras"), (tmp_path, "a folder"),
                        (tmp_path / "none.npz", "No such file")):  # fmt: skip
        with pytest.raises(InputError, match=found):
            open_layers(path)


def test_our_own_networks_need_no_import():
    with pytest.raises(InputError, match="already"):
        open_layers(SHIPPED_NETWORK)
    with pytest.raises(InputError, match="matrices that chain"):
        open_layers(SHIPPED_NETWORK.with_name("history.npz"))


def test_formats_are_told_by_contents_not_by_names(tmp_path):
    keras_like(tmp_path / "theirs.npz", MLP).rename(tmp_path / "one.bin")
    pytorch_like(tmp_path / "two.pt", MLP, ["fc1", "fc2"])
    for name, form in (("one.bin", "npz"), ("two.pt", "safetensors")):
        layers, found = open_layers(tmp_path / name)
        assert found == form
        assert np.array_equal(layers.weights[0], MLP.weights[0])
        assert (layers.activation, layers.output, layers.pixels) == (None, None, None)


def test_texts_in_an_archive_say_what_numbers_do_not(tmp_path):
    arrays = {f"W{k}": w for k, w in enumerate(MLP.weights)}
    arrays |= {f"b{k}": b for k, b in enumerate(MLP.biases)}
    np.savez(tmp_path / "w.npz", **arrays, activation="ReLU", output=b"softmax", pixels="0..255")
    layers, _ = open_layers(tmp_path / "w.npz")
    assert (layers.activation, layers.output, layers.pixels) == ("relu", "softmax", "0..255")
    np.savez(tmp_path / "w.npz", **arrays, activation="gelu")
    with pytest.raises(InputError, match="activation: sigmoid or relu or tanh"):
        open_layers(tmp_path / "w.npz")


def test_a_classic_books_json_is_read(tmp_path):
    """Lists of lists, biases in columns, and more beside them that doesn't matter."""
    table = {
        "sizes": [784, 3, 10],
        "weights": [w.tolist() for w in MLP.weights],
        "biases": [b[:, None].tolist() for b in MLP.biases],
        "cost": "CrossEntropyCost",
    }
    (tmp_path / "net").write_text(json.dumps(table))
    layers, form = open_layers(tmp_path / "net")
    assert form == "JSON"
    assert np.array_equal(layers.mlp("relu", "softmax").parameters, MLP.parameters)
