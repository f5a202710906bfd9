from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from films.footage import check_alike, frame_at, frame_length
from films.join import Chapter, Voice, join, reels
from films.pace import Hold, Pace
from films.voices.speech import SOUND_RATE
from scenes.script.languages import SOURCE
from tests.films.toys import heard, is_loud, make_film, tone

#: Frames of two films, of 1/15 s each.
FRAMES = (31, 40)
FRAME = Fraction(1, 15)
COUNT = sum(FRAMES)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("films")
    films = [make_film(folder / f"{k}.mp4", count, shade=100 * k) for k, count in enumerate(FRAMES)]
    return reels(films)


def joined(parts, target, *holds: tuple[int, int], **more):
    """Join films with holds: before which frame, and for how many."""
    pace = Pace(tuple(Hold(at * FRAME, frames * FRAME) for at, frames in holds))
    chapters = [Chapter(part.start, part.end, part.film.stem) for part in parts]
    join(parts, chapters, {}, "toy", target, pace, **more)
    return pace


def packets_of(film) -> list[av.Packet]:
    with av.open(film) as container:
        return [each for each in container.demux(video=0) if each.dts is not None]


def pictures_of(film) -> tuple[list[float], list[np.ndarray]]:
    with av.open(film) as container:
        frames = list(container.decode(video=0))
    return [frame.time for frame in frames], [frame.to_ndarray(format="gray") for frame in frames]


PLACES = st.lists(
    st.tuples(st.integers(1, COUNT), st.integers(1, 40)),
    max_size=8,
    unique_by=lambda hold: hold[0],
).map(sorted)


@pytest.fixture(scope="module")
def plain(parts, tmp_path_factory):
    """The film without holds: its packets, and its pictures."""
    film = tmp_path_factory.mktemp("plain") / "plain.mp4"
    joined(parts, film)
    return packets_of(film), pictures_of(film)[1]


@settings(deadline=None, max_examples=4)
@given(holds=PLACES)
@example(holds=[])
@example(holds=[(COUNT, 1)])
@example(holds=[(1, 9), (31, 15), (COUNT - 1, 7)])
def test_a_hold_moves_pictures_and_encodes_none(parts, plain, tmp_path_factory, holds):
    folder = tmp_path_factory.mktemp("held")
    pace = joined(parts, folder / "held.mp4", *holds)
    held = packets_of(folder / "held.mp4")
    assert [bytes(packet) for packet in held] == [bytes(packet) for packet in plain[0]]
    assert all(before.dts < after.dts for before, after in pairwise(held))
    assert all(packet.dts <= packet.pts for packet in held)
    times, pictures = pictures_of(folder / "held.mp4")
    assert np.array_equal(pictures, plain[1])
    wanted = [float(pace.moved(number * FRAME)) for number in range(COUNT)]
    assert times == pytest.approx(wanted, abs=1e-4)
    end = pace.moved(COUNT * FRAME)
    with av.open(folder / "held.mp4") as container:
        stream = container.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(float(end), abs=1e-3)
        assert container.duration / av.time_base == pytest.approx(float(end), abs=1e-3)


def test_films_have_pictures_that_are_not_sent_in_order(parts):
    packets = packets_of(parts[0].film)
    assert [packet.pts for packet in packets] != sorted(packet.pts for packet in packets)


def test_who_looks_into_a_hold_sees_the_picture_that_is_held(parts, tmp_path):
    joined(parts, tmp_path / "held.mp4", (10, 30), (31, 15), (COUNT, 30))
    _, pictures = pictures_of(tmp_path / "held.mp4")
    for seconds, number in ((0.5, 7), (1.5, 9), (2.6, 9), (2.67, 10), (4.5, 30), (8.0, COUNT - 1)):
        with av.open(tmp_path / "held.mp4") as container:
            stream = container.streams.video[0]
            container.seek(round(seconds / stream.time_base), stream=stream)
            shown = None
            for frame in container.decode(stream):
                if frame.time > seconds + 1e-4:
                    break
                shown = frame.to_ndarray(format="gray")
        assert np.array_equal(shown, pictures[number])
    assert frame_at(tmp_path / "held.mp4", 99)


def test_chapters_wait_with_the_pictures(parts, tmp_path):
    pace = joined(parts, tmp_path / "held.mp4", (10, 30), (31, 15), (COUNT, 30))
    with av.open(tmp_path / "held.mp4") as container:
        entries = [(each["start"] / 1000, each["end"] / 1000) for each in container.chapters()]
    edge, end = (float(pace.moved(each * FRAME)) for each in (31, COUNT))
    assert entries == [pytest.approx((0, edge), abs=1e-3), pytest.approx((edge, end), abs=1e-3)]


def test_what_is_heard_is_where_it_was_laid_to_a_thousandth_of_a_second(parts, tmp_path):
    end = (COUNT + 45) * FRAME
    sound = np.zeros(round(end * SOUND_RATE), np.float32)
    for start in (0.0, 2.0, float(end) - 0.5):
        first = round(start * SOUND_RATE)
        sound[first : first + SOUND_RATE // 5] = tone(0.2)
    held = tmp_path / "held.mp4"
    joined(parts, held, (10, 30), (COUNT, 15), voice=Voice(SOURCE, sound))
    with av.open(held) as container:
        stream = container.streams.audio[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(float(end), abs=1e-3)
        assert stream.start_time == 0
        assert (stream.rate, stream.channels) == (SOUND_RATE, 1)
        assert stream.metadata["language"] == "eng"
    played = heard(held)
    loud = np.flatnonzero(np.abs(played) > 0.1)
    starts = loud[np.diff(loud, prepend=-SOUND_RATE) > SOUND_RATE // 10] / SOUND_RATE
    assert starts == pytest.approx([0, 2, float(end) - 0.5], abs=2e-3)
    assert is_loud(played, 2.0, 2.2)
    assert not is_loud(played, 2.25, 3.0)


def test_held_films_have_the_rate_of_their_films(parts, tmp_path):
    assert frame_length(parts[0].film) == FRAME
    check_alike([part.film for part in parts])
