"""Command lines take paths and numbers as people write them, and nothing for something."""

from pathlib import Path

import pytest

from films.__main__ import parser as of_films
from network.__main__ import parser
from page.__main__ import parser as of_page


@pytest.mark.parametrize(
    "written",
    [["784", "12", "10"], ["784,12,10"], ["784, 12,", "10"], ["784 12 10"], ["784,12", "10"]],
)
def test_sizes_are_divided_by_spaces_or_commas(written: list[str]) -> None:
    options = parser().parse_args(["train", "--sizes", *written, "--seed", "1,2"])
    assert (options.sizes, options.seed) == ([784, 12, 10], [1, 2])


@pytest.mark.parametrize("written", ["784,x", ",", "", "7.5"])
def test_what_is_no_number_is_told(written: str, capsys) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["train", "--sizes", written])
    assert "--sizes: whole numbers, please" in capsys.readouterr().err


def test_an_empty_place_is_an_error_and_not_here(capsys) -> None:
    for made, words in (
        (parser(), ["train", "--out", ""]),
        (parser(), ["experiments", "--out", " "]),
        (of_page(), ["--out", ""]),
        (of_films(), ["join", "toys", "--films", "x", "--out", ""]),
    ):
        with pytest.raises(SystemExit):
            made.parse_args(words)
        assert "--out: it is empty" in capsys.readouterr().err
    assert parser().parse_args(["train", "--out", "a b"]).out == Path("a b")
