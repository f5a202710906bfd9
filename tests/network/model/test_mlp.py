import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.model.activations import ACTIVATIONS, OUTPUTS
from network.model.mlp import MLP, parameter_count

shapes = st.lists(st.integers(1, 9), min_size=2, max_size=5).map(tuple)


def test_the_lecture_s_network_has_13002_parameters():
    mlp = MLP.random((784, 16, 16, 10))
    assert mlp.parameters.size == parameter_count(mlp.sizes) == 13_002
    assert [w.size for w in mlp.weights] == [12_544, 256, 160]
    assert [b.size for b in mlp.biases] == [16, 16, 10]


@settings(max_examples=50, deadline=None)
@given(
    sizes=shapes,
    activation=st.sampled_from(list(ACTIVATIONS)),
    output=st.sampled_from(list(OUTPUTS)),
    seed=st.integers(0, 99),
)
def test_each_neuron_adds_up_what_it_is_sent(sizes, activation, output, seed):
    mlp = MLP.random(sizes, activation, seed=seed, output=output).astype(np.float64)
    x = np.random.default_rng(seed).random(sizes[0])
    forward = mlp.forward(x)
    assert [len(a) for a in forward.a] == list(sizes)
    for k in range(mlp.steps):
        name = output if k == mlp.steps - 1 else activation
        for j in range(sizes[k + 1]):
            z = sum(w * a for w, a in zip(mlp.weights[k][j], forward.a[k], strict=True))
            z += mlp.biases[k][j]
            squashed = {
                "sigmoid": 1 / (1 + np.exp(-z)),
                "relu": max(0, z),
                "tanh": 2 / (1 + np.exp(-2 * z)) - 1,
                "softmax": np.exp(z) / np.exp(forward.z[k]).sum(),
            }[name]
            assert forward.z[k][j] == pytest.approx(z, abs=1e-12)
            assert forward.a[k + 1][j] == pytest.approx(squashed, abs=1e-12)


def test_a_batch_is_read_like_its_images_one_by_one():
    mlp = MLP.random((20, 8, 5), seed=2)
    x = np.random.default_rng(1).random((7, 20), np.float32)
    together = mlp.forward(x)
    for i, image in enumerate(x):
        alone = mlp.forward(image)
        assert np.allclose(together.output[i], alone.output, atol=1e-6)
        assert together.answer[i] == alone.answer


def test_the_answer_is_the_brightest_output():
    mlp = MLP.random((4, 6), seed=0)
    forward = mlp.forward(np.ones(4))
    assert forward.answer == np.argmax(forward.output)
    assert sorted(forward.output, reverse=True) == pytest.approx(forward.output[forward.ranking])


def test_nothing_can_be_changed_from_outside():
    given_parameters = np.zeros(parameter_count((3, 2)), np.float32)
    mlp = MLP((3, 2), given_parameters)
    before = mlp.fingerprint
    given_parameters[:] = 1
    assert not mlp.parameters.any()
    for array in (mlp.parameters, *mlp.weights, *mlp.biases):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert mlp.fingerprint == before


def test_the_fingerprint_tells_networks_apart():
    mlp = MLP.random((5, 4, 3), seed=1)
    changed = mlp.parameters.copy()
    changed[7] = np.nextafter(changed[7], np.float32(9))
    others = [
        MLP(mlp.sizes, changed),
        MLP(mlp.sizes, mlp.parameters, "relu"),
        MLP(mlp.sizes, mlp.parameters, output="softmax"),
        MLP.random((5, 4, 3), seed=2),
    ]
    assert len({mlp.fingerprint, *(other.fingerprint for other in others)}) == 5
    assert MLP.from_arrays(mlp.weights, mlp.biases).fingerprint == mlp.fingerprint


def test_the_random_start_leaves_room_to_learn():
    mlp = MLP.random((784, 16, 16, 10), seed=3)
    sums = mlp.forward(np.random.default_rng(0).random((500, 784))).z
    assert all(0.2 < z.std() < 2 for z in sums)
    assert not np.concatenate(mlp.biases).any()


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_slopes_are_those_of_the_curve(activation):
    z = np.array([-30.0, -2.0, -0.1, 0.1, 2.0, 30.0])
    by_difference = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
    assert np.allclose(activation.prime(z), by_difference, atol=1e-6)


def test_the_sigmoid_never_overflows():
    with np.errstate(all="raise"):
        assert ACTIVATIONS["sigmoid"](np.array([-1e4, 0, 1e4])).tolist() == [0, 0.5, 1]


def test_softmax_shares_out_1_however_large_the_sums_are():
    z = np.array([[1e4, 1e4, -1e4], [0.0, np.log(3), -1e4]])
    assert np.allclose(OUTPUTS["softmax"](z), [[0.5, 0.5, 0], [0.25, 0.75, 0]])


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: MLP((3,), np.zeros(3)), "two or more layers"),
        (lambda: MLP((3, 0), np.zeros(0)), "none empty"),
        (lambda: MLP((3, 2), np.zeros(7)), "need 8 parameters"),
        (lambda: MLP((3, 2), np.zeros(8), "cosine"), "none of sigmoid, relu, tanh"),
        (lambda: MLP((3, 2), np.zeros(8), output="relu"), "none of sigmoid, softmax"),
        (lambda: MLP((3, 2), np.zeros(8, int)), "floating"),
        (
            lambda: MLP.from_arrays([np.zeros((2, 3)), np.zeros((2, 3))], [np.zeros(2)] * 2),
            "step 1",
        ),
        (lambda: MLP.random((3, 2)).forward(np.zeros(4)), "image of 3 values"),
    ],
)
def test_what_doesn_t_fit_is_refused(build, says):
    with pytest.raises(ValueError, match=says):
        build()
