import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.exchange.opening import open_layers
from network.exchange.safetensors import read_safetensors
from network.files.errors import InputError
from tests.network.exchange.foreign import bytes_of_tensor, pytorch_like, small

MLP = small(784, 3, 10)


def read(content: bytes, tmp_path):
    return read_safetensors(tmp_path / "theirs.safetensors", content)


def entry(dtype, shape, start, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


@pytest.mark.parametrize(
    ("dtype", "data"),
    [
        ("F32", np.float32([1.5, -2, 0.25])),
        ("F64", np.float64([1.5, -2, 0.25])),
        ("F16", np.float16([1.5, -2, 0.25])),
        ("BF16", (np.float32([1.5, -2, 0.25]).view(np.uint32) >> 16).astype(np.uint16)),
    ],
)
def test_numbers_of_every_width_are_read(dtype, data, tmp_path):
    header = {"b": entry(dtype, [3], 0, data.nbytes), "__metadata__": {"format": "pt"}}
    tensors = read(bytes_of_tensor(header, data.tobytes()), tmp_path)
    assert tensors.arrays["b"].tolist() == [1.5, -2, 0.25]
    assert tensors.arrays["b"].dtype == (np.float64 if dtype == "F64" else np.float32)
    assert tensors.facts == {"format": "pt"}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ({"b": entry("F32", [3], 0, 8)}, "of shape [3] in bytes 0 to 8"),
        ({"b": entry("F32", [4], 0, 16)}, "in bytes 0 to 16 of 12"),
        ({"b": entry("F32", [-3], 0, 12)}, "of shape [-3]"),
        ({"b": entry("F8_E4M3", [12], 0, 12)}, "b: F8_E4M3"),
        ({"b": {"dtype": "F32"}}, "b without type, shape or place"),
        ({"b": 7}, "b without type, shape or place"),
        ({"__metadata__": {"a": 1}}, "metadata that are no texts"),
    ],
)
def test_a_header_that_is_wrong_is_named(header, found, tmp_path):
    with pytest.raises(InputError) as error:
        read(bytes_of_tensor(header, bytes(12)), tmp_path)
    assert found in error.value.found


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 400), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_file_is_refused_or_read_and_nothing_else(tmp_path_factory, at, byte, cut):
    path = tmp_path_factory.mktemp("damaged") / "damaged.safetensors"
    content = bytearray(pytorch_like(path, MLP, ["1", "2"]).read_bytes())
    content[at] = byte
    path.write_bytes(content[:at] if cut else content)
    try:
        layers, _ = open_layers(path)
    except InputError:
        return
    assert layers.sizes == MLP.sizes
