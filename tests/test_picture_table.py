import json

import pytest

from benchmarks import pictures
from benchmarks.picture_kinds import KINDS


def test_the_table_counts_what_is_read_wrong_and_how(tmp_path, capsys, monkeypatch):
    """One kind is read, one shows other digits, and one is refused, as it should be."""
    monkeypatch.setitem(KINDS, "plain again", lambda pen: KINDS["plain"](pictures.Pen(7, 0)))
    path = tmp_path / "new" / "counts.json"
    arguments = ["--kinds", "plain", "two digits", "--digits", "3", "--json", str(path)]
    assert pictures.main(arguments) == 0
    counts = json.loads(path.read_text())
    assert list(counts) == ["plain", "plain again", "two digits"]
    assert [count["wrong"] for count in counts.values()] == [0, 3, 0]
    assert "3 of 3 wrong  3 without a word" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--kinds", "unheard of"], ["--json", "."]])
def test_what_cannot_be_used_is_told(arguments, capsys):
    assert pictures.main(arguments) == 1
    assert "expected" in capsys.readouterr().err
