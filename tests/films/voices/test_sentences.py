import numpy as np
import pytest

from films.voices.sentences import sayable, sentences, with_marks
from films.voices.shaping import Utterance
from films.voices.speech import SOUND_RATE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 7. It answers 7.", ["A 7. ", "It answers 7."]),
        ("Why? Because 0.5 is more!", ["Why? ", "Because 0.5 is more!"]),
        ("... and well … yes. No", ["... and well … yes. ", "No"]),
        ("A 2. előadásban. Ez 8-as.", ["A 2. előadásban. ", "Ez 8-as."]),
        ("He says “no.” She goes.", ["He says “no.” ", "She goes."]),
        ("これは三です。見てください！", ["これは三です。", "見てください！"]),
        ("看！「這是三。」對。", ["看！", "「這是三。」", "對。"]),
        ("xです。yです。", ["xです。", "yです。"]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences_together_are_the_text(text, expected):
    assert sentences(text) == expected
    assert "".join(sentences(text)) == text


def test_there_is_something_to_say_where_there_are_letters_or_digits():
    assert [sayable(text) for text in ("7", "é", "三", "", " ", "…", "— !")] == [True] * 3 + [
        False
    ] * 4


def test_speech_knows_when_each_sentence_of_the_line_is_said():
    said = Utterance(np.zeros(3 * SOUND_RATE, np.float32), ((0, 1), (1.5, 3)))
    speech = with_marks(said, "A 7. It answers.", "A seven. It answers.")
    assert speech.time_at(0) == 0
    assert speech.time_at(4 / 16) == 1
    assert speech.time_at(5 / 16) == 1.5
    assert speech.time_at(1) == 3
    shares, times = zip(*speech.marks, strict=True)
    assert list(shares) == sorted(set(shares))
    assert list(times) == sorted(times)


def test_where_no_space_is_between_sentences_the_pause_still_is():
    said = Utterance(np.zeros(3 * SOUND_RATE, np.float32), ((0, 1), (1.5, 3)))
    speech = with_marks(said, "三です。見て。", "三です。見て。")
    assert speech.time_at(4 / 7) == 1.5
    assert speech.time_at(3.5 / 7) == 1
    shares = [share for share, _ in speech.marks]
    assert shares == sorted(set(shares))


def test_a_line_that_is_spoken_in_more_sentences_than_written_is_timed_by_these():
    said = Utterance(np.zeros(2 * SOUND_RATE, np.float32), ((0, 0.5), (1, 2)))
    speech = with_marks(said, "One sentence", "One. Sentence")
    assert speech.time_at(1) == 2
    assert speech.time_at(4 / 13) == pytest.approx(0.5)
