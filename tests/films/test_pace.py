from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from films.pace import GAP, Beat, Hold, Pace, paced, rooms, stops

FRAME = Fraction(1, 15)
HALF = Fraction(1, 2)


def beat(start, end) -> Beat:
    return Beat(Fraction(start), Fraction(end))


@st.composite
def tellings(draw):
    """Beats in sections, on frames of 1/15 s, and how long each is spoken."""
    beats, limits, now = [], [], 0
    for _ in range(draw(st.integers(1, 4))):
        for _ in range(draw(st.integers(0, 4))):
            start = now + draw(st.integers(0, 20))
            now = start + draw(st.integers(0, 60))
            beats.append(Beat(start * FRAME, now * FRAME))
        now += draw(st.integers(1, 30))
        limits.append(now * FRAME)
    lengths = st.none() | st.fractions(0, 9, max_denominator=48_000)
    return beats, limits, draw(st.lists(lengths, min_size=len(beats), max_size=len(beats)))


@given(tellings())
def test_every_line_has_its_time_and_nothing_is_held_without_need(telling):
    beats, limits, lengths = telling
    pace = paced(beats, limits, lengths, FRAME)
    all_held = 0
    for each, stop, start, end, length in zip(
        beats, stops(beats, limits), pace.starts, pace.stops, lengths, strict=True
    ):
        held = (end - start) - (stop - each.start)
        all_held += held
        if length is None:
            assert held == 0
        else:
            assert start + length + GAP <= end
            assert held == 0 or start + length + GAP > end - FRAME
    assert pace.held == all_held
    assert all(hold.seconds > 0 and hold.seconds % FRAME == 0 for hold in pace.holds)
    assert pace.moved(limits[-1]) == limits[-1] + pace.held


@given(tellings())
def test_a_line_is_over_before_the_next_line_and_the_next_title(telling):
    beats, limits, lengths = telling
    pace = paced(beats, limits, lengths, FRAME)
    for stop, after in zip(pace.stops, pace.starts[1:], strict=False):
        assert stop <= after
    for each, stop in zip(beats, pace.stops, strict=True):
        section_end = next(limit for limit in limits if each.start < limit)
        assert stop <= pace.moved(section_end)


@given(tellings())
def test_a_line_begins_with_its_beat(telling):
    beats, limits, lengths = telling
    pace = paced(beats, limits, lengths, FRAME)
    for each, start in zip(beats, pace.starts, strict=True):
        if each.start < each.end:
            assert start == pace.moved(each.start)
    moments = sorted({0, *(each.start for each in beats), *limits})
    for before, after in pairwise(moments):
        assert pace.moved(after) - pace.moved(before) >= after - before


def test_the_last_picture_of_a_beat_waits_for_the_voice():
    beats = [beat(0, 2), beat(2, 4)]
    pace = paced(beats, [Fraction(5)], [Fraction(3), Fraction(1)], HALF)
    assert pace.holds == (Hold(Fraction(2), Fraction(3, 2)),)
    assert pace.moved(Fraction(199, 100)) == Fraction(199, 100)
    assert (pace.moved(Fraction(2)), pace.held) == (Fraction(7, 2), Fraction(3, 2))
    assert pace.starts == (0, Fraction(7, 2))


def test_what_follows_a_beat_in_silence_is_time_for_the_voice():
    (first, _) = beats = [beat(0, 2), beat(6, 8)]
    assert stops(beats, [Fraction(9)]) == [6, 9]
    assert rooms(beats, [Fraction(9)]) == [Fraction(23, 4), Fraction(11, 4)]
    assert paced(beats, [Fraction(9)], [Fraction(23, 4), None], HALF).held == 0
    late = paced(beats, [Fraction(9)], [Fraction(6), None], HALF)
    assert late.holds == (Hold(first.end, HALF),)
    assert late.starts[1] == Fraction(13, 2)


def test_nobody_talks_over_the_title_of_the_next_section():
    beats, limits = [beat(0, 2), beat(6, 8)], [Fraction(3), Fraction(9)]
    assert stops(beats, limits) == [3, 9]
    pace = paced(beats, limits, [Fraction(4), None], HALF)
    assert pace.holds == (Hold(Fraction(2), Fraction(3, 2)),)
    assert pace.moved(limits[0]) - pace.moved(Fraction(0)) >= 4 + GAP


def test_the_end_of_a_film_waits_for_its_last_line():
    pace = paced([beat(0, 2)], [Fraction(2)], [Fraction(2)], HALF)
    assert pace.holds == (Hold(Fraction(2), HALF),)
    assert pace.stops == (Fraction(5, 2),)


def test_a_line_told_in_no_time_is_told_all_the_same():
    pace = paced([beat(1, 1), beat(1, 3)], [Fraction(4)], [Fraction(1), Fraction(1)], HALF)
    assert pace.starts == (1, Fraction(5, 2))
    assert pace.moved(Fraction(1)) == Fraction(5, 2)


@pytest.mark.parametrize("lengths", [[None, None], [Fraction(0), Fraction(1)]])
def test_a_quick_voice_leaves_the_film_as_it_is(lengths):
    assert paced([beat(0, 2), beat(2, 4)], [Fraction(5)], lengths, HALF).holds == ()
    assert Pace().moved(Fraction(7, 3)) == Fraction(7, 3)


def test_nothing_told_is_no_pace():
    assert paced([], [Fraction(2)], [], HALF) == Pace()
    assert stops([], [Fraction(2)]) == []
