"""What a log ends with is told whole, and once for all that failed alike."""

from pathlib import Path

import pytest

from films import failures
from films.failures import last_words, tell_failures
from films.order import Order

FOUR = "out/x.npz\n  expected: hidden layers\n  found:    784-10\n  to do:    train one"
BOX = "│ 1653 │ path.format(**all_args)   │\n╰─────────────────────────────╯\n"

LOGS = {
    "four lines": (f"some warning\n{FOUR}\n", FOUR.split("\n")),
    "broken by Manim": (
        f"{BOX}ValueError: LaggedStart(Group) has no\nanimations, and a second line\n",
        ["ValueError: LaggedStart(Group) has no animations, and a second line"],
    ),
    "two boxes": (f"{BOX}KeyError: 'a'\n\nDuring that\n{BOX}OSError: b\n", ["OSError: b"]),
    "Python's own": (
        '  File "a.py", line 3\n    boom()\nav.error.HTTPError: one\n  and two\n',
        ["av.error.HTTPError: one", "  and two"],
    ),
    "one line": ("loading\nKilled\n", ["Killed"]),
    "long after an error": ("OSError: a\n" + "and on\n" * 9, ["and on"]),
    "nothing": ("\n", ["(its log is empty: was it killed, or is memory short?)"]),
}


@pytest.mark.parametrize(("log", "words"), LOGS.values(), ids=LOGS)
def test_the_last_words_of_a_log_are_the_whole_error(tmp_path: Path, log, words) -> None:
    path = tmp_path / "a.log"
    path.write_text(log, encoding="utf-8")
    assert last_words(path) == words


def test_what_fails_in_the_same_way_is_told_once(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(failures, "ROOT", tmp_path)
    order = Order.of({"quality": "l", "digit": "/it's.png"})
    for name, text in (("a", FOUR), ("b", "boom"), ("c", FOUR)):
        log = tmp_path / order.log(name)
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text)
    film = tmp_path / order.film("b")
    film.parent.mkdir(parents=True)
    film.touch()
    lines = tell_failures(["a", "b", "c", "d"], order)
    assert lines[0] == "\n4 failed:"
    assert lines[1:8] == [
        "\n  a, c",
        *(f"    {line}" for line in FOUR.split("\n")),
        f"    log:   {order.log('a')}",
        """    again: ./render.sh a c -q l --digit '/it'"'"'s.png'""",
    ]
    assert f"    still: {order.film('b')}, from before" in lines
    assert "    (it left no log: was it killed, or is the disk full?)" in lines
