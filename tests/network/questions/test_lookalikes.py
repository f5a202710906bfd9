import numpy as np
import pytest

from network.digits.digits import Digits
from network.files.errors import InputError
from network.handwriting import pen
from network.questions.examples import Examples
from network.questions.lookalikes import BOLDNESS, Lookalikes
from network.training.stored import SHIPPED_NETWORK, load_network

LIT = 0.5


@pytest.fixture(scope="module")
def examples() -> Examples:
    digits = Digits(*pen.draw(300, seed=61), "handwriting")
    return Examples(load_network(SHIPPED_NETWORK).mlp, digits)


def disagreeing(one, other) -> int:
    return sum((a >= LIT) != (b >= LIT) for a, b in zip(one, other, strict=True))


def candidates(examples, label, asked=300):
    """Return the digits of a label that are read correctly, by looking at each."""
    digits = (examples[index] for index in range(asked))
    return [each for each in digits if each.label == label and not each.misread]


def test_the_nearest_has_the_fewest_pixels_that_disagree(examples):
    three = examples.clear(3)
    for label in (5, 8):
        counts = [disagreeing(each.pixels, three.pixels) for each in candidates(examples, label)]
        nearest = Lookalikes(examples, LIT).nearest(label, three)
        assert nearest.label == label
        assert disagreeing(nearest.pixels, three.pixels) == min(counts)


def test_the_furthest_is_far_from_all_and_as_bold(examples):
    three, lookalikes = examples.clear(3), Lookalikes(examples, LIT)
    chosen = [three]
    for _ in range(2):
        chosen.append(lookalikes.furthest(3, chosen))
    ink = (three.pixels >= LIT).sum()
    bold = [
        each
        for each in candidates(examples, 3)
        if ink / BOLDNESS <= (each.pixels >= LIT).sum() <= ink * BOLDNESS
    ]
    for place in (1, 2):
        assert any(np.array_equal(chosen[place].pixels, each.pixels) for each in bold)
        distances = [
            min(disagreeing(each.pixels, other.pixels) for other in chosen[:place]) for each in bold
        ]
        own = min(disagreeing(chosen[place].pixels, other.pixels) for other in chosen[:place])
        assert own == max(distances) > 0


def test_only_the_first_digits_are_looked_at(examples):
    three = examples.clear(3)
    counts = [disagreeing(each.pixels, three.pixels) for each in candidates(examples, 5, asked=60)]
    nearest = Lookalikes(examples, LIT, asked=60).nearest(5, three)
    assert disagreeing(nearest.pixels, three.pixels) == min(counts)


def test_where_none_is_read_correctly_any_will_do(examples):
    three = examples.clear(3)
    lookalikes = Lookalikes(examples, LIT)
    lookalikes.right[:] = False
    assert lookalikes.nearest(8, three).label == 8


def test_misread_digits_are_left_out_unless_a_label_would_go(examples):
    three, lookalikes = examples.clear(3), Lookalikes(examples, LIT)
    eights = examples.digits.labels == 8
    counts = np.array([disagreeing(each, three.pixels) for each in examples.digits.pixels])
    nearest = int(np.flatnonzero(eights)[counts[eights].argmin()])
    lookalikes.right[nearest] = False
    assert lookalikes.only_clear
    assert not np.array_equal(lookalikes.nearest(8, three).pixels, examples[nearest].pixels)
    lookalikes.right[examples.digits.labels == 5] = False
    assert not lookalikes.only_clear
    assert np.array_equal(lookalikes.nearest(8, three).pixels, examples[nearest].pixels)


def test_two_equally_near_count_half(examples):
    images = np.zeros((3, 28 * 28), np.uint8)
    images[1:, 5] = 255
    images[2, 9] = 255
    same = Digits(images, np.array([1, 1, 2], np.uint8), "three")
    three = Lookalikes(Examples(examples.mlp, same), LIT)
    assert three.share_read_by_nearest() == pytest.approx((1 + 0.5 + 0) / 3)


def test_where_one_is_read_correctly_the_others_still_differ_from_it(examples):
    three = examples.clear(3)
    lookalikes = Lookalikes(examples, LIT)
    lookalikes.right &= [np.array_equal(row, three.pixels) for row in examples.digits.pixels]
    assert lookalikes.right.sum() == 1
    chosen = [three]
    for _ in range(2):
        chosen.append(lookalikes.furthest(3, chosen))
    assert len({each.pixels.tobytes() for each in chosen}) == 3
    assert [each.label for each in chosen] == [3, 3, 3]


def test_where_there_is_no_other_it_is_shown_again(examples):
    three = examples.clear(3)
    only = [np.array_equal(row, three.pixels) for row in examples.digits.pixels]
    alone = Examples(examples.mlp, examples.digits.subset(np.array(only)))
    lookalikes = Lookalikes(alone, LIT)
    assert np.array_equal(lookalikes.furthest(3, [three]).pixels, three.pixels)
    with pytest.raises(InputError, match="a digit 8 among the first 1 digits"):
        lookalikes.nearest(8, three)


def test_reading_by_the_nearest_is_counted_one_by_one(examples):
    labels, pixels = examples.digits.labels, examples.digits.pixels >= LIT
    right = 0
    for i in range(100):
        apart = [(pixels[i] ^ other).sum() if j != i else 785 for j, other in enumerate(pixels)]
        nearest = [label for label, n in zip(labels, apart, strict=True) if n == min(apart)]
        right += nearest.count(labels[i]) / len(nearest)
    assert Lookalikes(examples, LIT, asked=100).share_read_by_nearest() == pytest.approx(
        right / 100
    )
    assert 0.5 < right / 100 < 1
