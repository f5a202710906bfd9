import numpy as np
import pytest

from network.digits.digits import Digits
from network.questions.half_learned import half_learned
from network.training.playback import Playback
from network.training.stored import SHIPPED_NETWORK, history_beside, load_history, load_network


@pytest.fixture(scope="module")
def playback():
    mlp = load_network(SHIPPED_NETWORK).mlp
    return Playback(load_history(history_beside(SHIPPED_NETWORK)), mlp)


def test_the_digit_is_the_misread_one_whose_own_output_is_nearest_to_a_fifth(playback, own_digits):
    digits = own_digits[0][:300]
    found = half_learned(playback, digits, 2)
    takeoff, arrival = playback.chapters
    assert found.snapshot == (takeoff + arrival) // 2
    mlp = playback.network(found.snapshot).astype(np.float64)
    best = np.inf
    for k in range(len(digits)):
        output = mlp.forward(digits.images[k] / 255).output
        good_at_last = int(playback.mlp.forward(digits.image(k)).answer) == digits.labels[k]
        if digits.labels[k] == 2 and output.argmax() != 2 and good_at_last:
            best = min(best, abs(output[2] - 0.2))
    assert best < np.inf
    assert abs(found.example.forward.output[2] - 0.2) == pytest.approx(best)
    assert found.example.label == 2
    assert found.looked_at == 300


def test_its_wishes_are_what_small_changes_of_the_activations_do(playback, own_digits):
    found = half_learned(playback, own_digits[1][:100], 2)
    matrix, bias = found.mlp.weights[-1], found.mlp.biases[-1]
    a, wanted = found.trace.forward.a[-2], found.trace.wanted

    def cost(activations):
        output = 1 / (1 + np.exp(-(matrix @ activations + bias)))
        return ((output - wanted) ** 2).sum()

    steps = 1e-6 * np.eye(len(a))
    slopes = [(cost(a + step) - cost(a - step)) / 2e-6 for step in steps]
    assert found.trace.wishes[-2] == pytest.approx(-np.array(slopes), abs=1e-8)


def test_where_no_digit_has_the_label_another_will_do(playback, own_digits):
    digits = own_digits[1][:200]
    fives = digits.labels == 5
    only = Digits(digits.images[fives], digits.labels[fives], "fives")
    assert half_learned(playback, only, 2).example.label == 5
