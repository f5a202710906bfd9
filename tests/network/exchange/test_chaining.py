import numpy as np
import pytest

from network.exchange.chaining import layers_of
from network.exchange.layers import Tensors
from network.files.errors import InputError
from tests.network.exchange.foreign import small

MLP = small(784, 6, 5, 10)


def tensors(names: str, arrays) -> Tensors:
    return Tensors("theirs", dict(zip(names.split(), arrays, strict=True)))


def alternating(turned: bool = False, column: bool = False) -> list[np.ndarray]:
    return [
        array
        for w, b in zip(MLP.weights, MLP.biases, strict=True)
        for array in (w.T if turned else w, b[:, None] if column else b)
    ]


def same(layers, mlp=MLP) -> bool:
    pairs = zip((*layers.weights, *layers.biases), (*mlp.weights, *mlp.biases), strict=True)
    return all(np.array_equal(found, meant) for found, meant in pairs)


@pytest.mark.parametrize(
    "names",
    [
        "0.weight 0.bias 2.weight 2.bias 4.weight 4.bias",
        "fc1.weight fc1.bias fc2.weight fc2.bias fc3.weight fc3.bias",
        "model.net.2.weight model.net.2.bias model.net.10.weight model.net.10.bias "
        "model.net.11.weight model.net.11.bias",
        "_orig_mod.l1.weight _orig_mod.l1.bias _orig_mod.l2.weight _orig_mod.l2.bias "
        "_orig_mod.l3.weight _orig_mod.l3.bias",
        "W1 b1 W2 b2 W3 b3",
        "w0 b0 w1 b1 w2 b2",
        "weights_0 biases_0 weights_1 biases_1 weights_2 biases_2",
        "coefs_0 intercepts_0 coefs_1 intercepts_1 coefs_2 intercepts_2",
        "dense/kernel dense/bias dense_1/kernel dense_1/bias dense_2/kernel dense_2/bias",
        "dense/kernel:0 dense/bias:0 dense_1/kernel:0 dense_1/bias:0 dense_2/kernel:0 "
        "dense_2/bias:0",
        "input.weight input.bias hidden.weight hidden.bias output.weight output.bias",
        "wih b_h whh b_hh who b_o",
        "arr_0 arr_1 arr_2 arr_3 arr_4 arr_5",
        "weights_in_hid bias_hid weights_hid_hid2 bias_hid2 weights_hid2_out bias_out",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_layers_are_found_by_the_names_of_all_tools(names, turned):
    layers = layers_of(tensors(names, alternating(turned)))
    assert same(layers)
    told = " ".join(layers.told)
    assert ("(in, out), as Keras" if turned else "(out, in), as PyTorch") in told


def test_first_all_matrices_then_all_biases_is_an_order_too():
    arrays = (*MLP.weights, *MLP.biases)
    assert same(layers_of(tensors("arr_0 arr_1 arr_2 arr_3 arr_4 arr_5", arrays)))


def test_biases_may_stand_in_columns():
    layers = layers_of(tensors("W1 b1 W2 b2 W3 b3", alternating(column=True)))
    assert same(layers)
    assert "biases are kept as columns or rows" in layers.told


def test_shapes_tell_the_order_that_names_do_not():
    names = "c.weight c.bias a.weight a.bias b.weight b.bias"
    layers = layers_of(tensors(names, alternating()))
    assert same(layers)
    assert any("the order is the one in which shapes chain" in each for each in layers.told)


def test_two_orders_that_chain_are_told():
    mlp = small(784, 4, 6, 4, 4, 10)
    steps = "bcade"
    arrays = [a for pair in zip(mlp.weights, mlp.biases, strict=True) for a in pair]
    named = tensors(" ".join(f"{s}.weight {s}.bias" for s in steps), arrays)
    assert any("another order would chain" in each for each in layers_of(named).told)


def test_a_layer_of_one_neuron_is_a_layer():
    mlp = small(784, 1, 10)
    arrays = [mlp.weights[0].T, mlp.biases[0], mlp.weights[1].T, mlp.biases[1]]
    assert same(layers_of(tensors("arr_0 arr_1 arr_2 arr_3", arrays)), mlp)
    assert same(layers_of(tensors("W1 b1 W2 b2", arrays)), mlp)


def test_missing_biases_are_zero_and_told():
    layers = layers_of(tensors("a.weight b.weight b.bias c.weight c.bias", [
        MLP.weights[0], *alternating()[2:]
    ]))  # fmt: skip
    assert not layers.biases[0].any()
    assert np.array_equal(layers.biases[1], MLP.biases[1])
    assert "no biases belong to a.weight: they are 0" in layers.told


def test_what_is_no_layer_is_left_aside_and_told():
    arrays = [*alternating(), np.arange(3.0), np.array(7), np.arange(4)]
    layers = layers_of(tensors("W1 b1 W2 b2 W3 b3 losses step sizes", arrays))
    assert same(layers)
    assert layers.told[-1] == "left aside, as no part of a layer: losses, step, sizes"


def test_a_square_matrix_is_told_and_can_be_turned():
    mlp = small(784, 5, 5, 10)
    arrays = [a for w, b in zip(mlp.weights, mlp.biases, strict=True) for a in (w, b)]
    named = tensors("W1 b1 W2 b2 W3 b3", arrays)
    layers = layers_of(named)
    assert same(layers, mlp)
    assert layers.square == (1,)
    assert "step 2 (5 x 5)" in layers.told[-1]
    turned = layers_of(named, turn=True)
    assert np.array_equal(turned.weights[1], mlp.weights[1].T)
    assert np.array_equal(turned.weights[0], mlp.weights[0])


def test_nothing_is_turned_whose_shape_tells():
    with pytest.raises(InputError, match="one way only: 784-6-5-10"):
        layers_of(tensors("W1 b1 W2 b2 W3 b3", alternating()), turn=True)


@pytest.mark.parametrize(
    ("name", "shape", "found"),
    [
        ("conv1.weight", (32, 1, 3, 3), "conv1.weight, 32 x 1 x 3 x 3: a convolution"),
        ("bn.running_mean", (6,), "bn.running_mean: a layer that normalises"),
        ("norm.weight", (6,), "norm.weight, 6: weights that are no matrix"),
        ("bn/gamma:0", (6,), "bn/gamma:0: a layer that normalises"),
        ("rnn.cell", (3, 4, 5), "rnn.cell, 3 x 4 x 5: no dense layer"),
    ],
)
def test_other_layers_are_refused_by_name(name, shape, found):
    named = tensors(f"W1 b1 W2 b2 W3 b3 {name}", [*alternating(), np.zeros(shape, np.float32)])
    with pytest.raises(InputError) as error:
        layers_of(named)
    assert found in error.value.found


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ((1024, 5, 10), "1024-5-10; 1024 inputs fit grey pictures of 32 x 32"),
        ((3072, 10), "fit coloured pictures of 32 x 32"),
        ((784, 5, 26), "784-5-26"),
        ((784, 10, 1), "784-10-1"),
    ],
)
def test_a_network_for_something_else_is_named(sizes, found):
    mlp = small(*sizes)
    arrays = [a for w, b in zip(mlp.weights, mlp.biases, strict=True) for a in (w, b)]
    names = " ".join(f"W{k} b{k}" for k in range(len(sizes) - 1))
    with pytest.raises(InputError) as error:
        layers_of(tensors(names, arrays)).checked()
    assert found in error.value.found


@pytest.mark.parametrize("arrays", [[], [MLP.weights[0]], [MLP.weights[0], MLP.weights[2]]])
def test_what_does_not_chain_is_shown(arrays):
    named = tensors(" ".join(f"W{k}" for k in range(len(arrays))), arrays)
    with pytest.raises(InputError) as error:
        layers_of(named).checked()
    assert error.value.found


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e39])
def test_numbers_that_are_none_are_refused(number):
    arrays = [a.astype(np.float64) for a in alternating()]
    arrays[3][0] = number
    with pytest.raises(InputError, match="in step 2"):
        layers_of(tensors("W1 b1 W2 b2 W3 b3", arrays)).checked()
