import numpy as np
import pytest

from network.questions.any_angle import (
    best_edge,
    compared,
    edge,
    edges_by_hand,
    likeness_at_any_angle,
    shuffled,
    soft_patches,
    spots_by_hand,
)
from network.questions.edge_detector import EdgeDetector, likeness
from network.training.playback import neighbours_agree


def noise(rows, seed=0):
    return np.random.default_rng(seed).normal(size=(rows, 784))


def test_a_level_edge_is_the_hand_made_detector():
    made = EdgeDetector(2, 0).weights.reshape(28, 28)[:7, :8]
    drawn = edge(14, 0)
    assert np.array_equal(drawn[3:10, 3:11], made)
    assert np.abs(drawn).sum() == np.abs(made).sum()
    upright = edge(14, 90)
    assert np.allclose(upright[3:11, 3:10], made.T)


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 165])
def test_an_edge_is_alike_at_its_own_angle_and_found_there(angle):
    picture = np.zeros((28, 28))
    picture[4:18, 9:23] = -2 * edge(14, angle)
    assert likeness_at_any_angle(picture.reshape(1, -1))[0] == pytest.approx(1)
    found, row, column = best_edge(picture.ravel())
    assert found == angle
    middle = (6, 6.5) if angle <= 45 or angle > 135 else (6.5, 6)
    assert (row, column) == (4 + middle[0], 9 + middle[1])


def test_more_angles_never_find_less_than_two():
    weights = noise(5)
    both = [likeness(row) for row in weights]
    assert (likeness_at_any_angle(weights) >= np.array(both) - 1e-6).all()
    assert likeness_at_any_angle(np.zeros((2, 784))).tolist() == [0, 0]


def test_sizes_and_signs_change_nothing():
    weights = noise(3)
    assert np.allclose(likeness_at_any_angle(weights), likeness_at_any_angle(-7 * weights))


def test_shuffled_weights_are_the_same_numbers_row_by_row():
    weights = noise(4)
    mixed = shuffled(weights)
    assert np.array_equal(np.sort(mixed, axis=1), np.sort(weights, axis=1))
    assert not np.array_equal(mixed, weights)
    assert np.array_equal(mixed, shuffled(weights))


def test_soft_patches_are_as_soft_and_as_large():
    weights = edges_by_hand()
    soft = soft_patches(weights)
    assert np.allclose((soft**2).sum(axis=1), (weights**2).sum(axis=1))
    for one, other in zip(soft, weights, strict=True):
        assert neighbours_agree(one[None], 28) == pytest.approx(
            neighbours_agree(other[None], 28), abs=0.1
        )


def test_edges_differ_in_size_and_angle_and_spots_have_none():
    assert len(np.unique(edges_by_hand().round(6), axis=0)) == 16
    for spot in spots_by_hand().reshape(-1, 28, 28):
        assert np.array_equal(spot, spot.T)
        assert np.array_equal(spot, np.rot90(spot))


def test_what_is_compared_ends_with_what_was_trained():
    weights, start = noise(3), noise(3, 1)
    groups = compared(weights, start)
    assert [len(group) for group in groups] == [3, 3, 3, 16, 16, 3]
    assert groups[1] is start
    assert groups[-1] is weights
