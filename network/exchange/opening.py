"""Any file with a network: which format it is by what is in it, and what to do if it's none."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from network.exchange.as_json import read_json
from network.exchange.chaining import layers_of
from network.exchange.layers import Layers, Tensors
from network.exchange.npz import LARGEST, SAVE_SAFELY, holds_objects, read_npz
from network.exchange.onnx import read_onnx
from network.exchange.pixels import Pixels
from network.exchange.safetensors import looks_like_safetensors, read_safetensors
from network.files.errors import InputError
from network.model.activations import ACTIVATIONS, OUTPUTS
from network.training.stored import MODEL

FORMATS = "safetensors, .npz, ONNX or JSON"

_TORCH = """\
from safetensors.torch import save_file
              save_file(model.state_dict(), "network.safetensors")"""
_KERAS = """\
import numpy as np
              np.savez("network.npz", *model.get_weights())"""
_SKLEARN = """\
layers = enumerate(zip(model.coefs_, model.intercepts_))
              np.savez("network.npz", **{f"{n}_{k}": a for k, p in layers
                       for n, a in zip(("coefs", "intercepts"), p)})"""

#: What a file is that can't be read here, and the lines that export what is in it.
ELSEWHERE = {
    "torch": ("PyTorch's own file, a pickle: it could run any program and is never opened", _TORCH),
    "keras": ("Keras' own file", _KERAS),
    "joblib": ("a pickle, which could run any program and is never opened", _SKLEARN),
}

#: Which of them a name ends like, where the contents leave it open.
BY_SUFFIX = {
    ".pt": "torch", ".pth": "torch", ".ckpt": "torch", ".bin": "torch",
    ".h5": "keras", ".hdf5": "keras", ".keras": "keras", ".pb": "keras", ".tflite": "keras",
    ".pkl": "joblib", ".pickle": "joblib", ".joblib": "joblib", ".sav": "joblib",
}  # fmt: skip


def open_layers(path: Path, turn: bool = False) -> tuple[Layers, str]:
    """Return the layers in a file, checked, and the name of its format.

    Parameters
    ----------
    path
        The file.
    turn
        Whether square matrices go the other way than it seems, see
        :func:`network.exchange.chaining.layers_of`.

    Raises
    ------
    InputError
        If it isn't there, is of a format that isn't read, is damaged, or holds something else
        than dense layers with 784 inputs and 10 outputs.
    """
    content = _content(path)
    if looks_like_safetensors(content):
        tensors, name = read_safetensors(path, content), "safetensors"
    elif content[:2] == b"PK" and _is_npz(content):
        tensors, name = _not_ours(read_npz(path, content)), "npz"
    elif content.lstrip()[:1] in (b"{", b"["):
        tensors, name = read_json(path, content), "JSON"
    elif path.suffix.lower() == ".onnx" or _may_be_onnx(path, content):
        return _turned(read_onnx(path, content), turn).checked(), "ONNX"
    else:
        raise _not_read(path, content)
    return _with_facts(layers_of(tensors, turn), tensors).checked(), name


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            kind = "keras" if (path / "saved_model.pb").exists() else None
            raise _elsewhere(path, kind) if kind else _problem(path, "a folder")
        if path.stat().st_size > LARGEST:
            raise _problem(path, f"{path.stat().st_size / 1e9:.1f} GB")
        return path.read_bytes()
    except OSError as error:
        raise _problem(path, error.strerror or str(error), "correct the name") from error


def _is_npz(content: bytes) -> bool:
    """Return whether a zip archive holds arrays; one that can't be listed may well do."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except Exception:  # damaged: read_npz tells how
        return True
    return any(name.endswith(".npy") for name in names) or not names


def _not_ours(tensors: Tensors) -> Tensors:
    """Return the arrays of an archive that is no file of this project.

    Raises
    ------
    InputError
        If it is one.
    """
    about = tensors.facts.get("about", "")
    if f'"kind": "{MODEL}"' in about:
        raise InputError(
            tensors.subject,
            expected="a network from elsewhere",
            found="a network of this project already",
            remedy="name it as it is, with --model",
        )
    return tensors


def _may_be_onnx(path: Path, content: bytes) -> bool:
    """Return whether a file of another name begins as a model does: with a small version."""
    return (
        path.suffix.lower() not in BY_SUFFIX and content[:1] == b"\x08" and content[1:2] < b"\x20"
    )


def _not_read(path: Path, content: bytes) -> InputError:
    """Return the error that tells what a file is, and how to export what is in it."""
    start = content[:64].lstrip().lower()
    by_suffix = BY_SUFFIX.get(path.suffix.lower())
    if not content:
        return _problem(path, "an empty file")
    if content[:6] == b"\x93NUMPY":
        try:
            array = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
        except ValueError:
            return holds_objects(path, path.name)
        return _problem(path, f"one array alone, {array.shape}", SAVE_SAFELY)
    if content[:2] == b"PK":
        return _elsewhere(path, "keras" if path.suffix.lower() == ".keras" else "torch")
    if content[:4] == b"\x89HDF" or content[4:8] == b"TFL3":
        return _elsewhere(path, "keras")
    if content[:1] in (b"\x80", b"\x78"):
        return _elsewhere(path, by_suffix or "joblib")
    if start.startswith(b"version https://git-lfs"):
        return _problem(path, "a note of Git LFS where the file should be", "run `git lfs pull`")
    if start.startswith((b"<!doctype", b"<html")):
        return _problem(path, "a web page", "download the file itself, not the page about it")
    return _elsewhere(path, by_suffix) if by_suffix else _problem(path, "something else")


def _elsewhere(path: Path, kind: str) -> InputError:
    found, lines = ELSEWHERE[kind]
    remedy = f"export it where it is at home, then import that file:\n              {lines}"
    return _problem(path, found, remedy)


def _problem(path: Path, found: str, remedy: str = f"export it as {FORMATS}") -> InputError:
    return InputError(
        path, expected=f"a file with a network: {FORMATS}", found=found, remedy=remedy
    )


# --- what the file says beside its numbers -------------------------------------------------


def _turned(layers: Layers, turn: bool) -> Layers:
    if turn:
        raise InputError(
            "--transpose",
            expected="a file that leaves open which way its matrices go",
            found=f"{layers.subject}: ONNX tells it",
            remedy="leave --transpose out",
        )
    return layers


def _with_facts(layers: Layers, tensors: Tensors) -> Layers:
    """Return the layers with what the file says of their functions and pixels."""
    said = {}
    for name, known in (("activation", ACTIVATIONS), ("output", OUTPUTS)):
        value = tensors.facts.get(name, "").strip().lower()
        if value and value not in known:
            raise InputError(
                tensors.subject,
                expected=f"{name}: {' or '.join(known)}",
                found=value,
                remedy="import another network; films draw these functions only",
            )
        said[name] = value or None
    if "pixels" in tensors.facts:
        said["pixels"] = Pixels.parse(tensors.facts["pixels"], tensors.subject).name
    return replace(layers, **said)
