import pytest

from network.digits.classes import read_classes
from network.files.errors import InputError
from tests.bars import FASHION

NAMES = list(FASHION)

WRONG = {
    "nine": (NAMES[:9], "9 lines"),
    "eleven": ([*NAMES, "Hat"], "11 lines"),
    "an empty one": ([*NAMES[:4], "  ", *NAMES[5:]], "none in line 5"),
    "twice": ([*NAMES[:9], "COAT"], "line 5 and in line 10"),
    "long": ([*NAMES[:9], "A boot for the ankle"], "line 10: 'A boot"),
    "kana": (["お", *NAMES[1:]], "HIRAGANA LETTER O"),
    "a picture": (["\N{SNOWMAN}", *NAMES[1:]], "SNOWMAN"),
    "a sign of control": (["a\x07", *NAMES[1:]], "line 1"),
}


def test_ten_lines_are_ten_names(tmp_path):
    file = tmp_path / "classes.txt"
    file.write_text("\n".join(["Übermantel", "брюки", *NAMES[2:]]), encoding="utf-8")
    assert read_classes(file) == ("Übermantel", "брюки", *NAMES[2:])


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_names_is_refused(tmp_path, name):
    lines, found = WRONG[name]
    (tmp_path / "classes.txt").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_classes(tmp_path / "classes.txt")
    assert found in caught.value.found
    assert "Ankle boot" in caught.value.remedy


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 20_000, None])
def test_a_file_that_is_no_text_is_refused(tmp_path, content):
    file = tmp_path / "classes.txt"
    if content:
        file.write_bytes(content)
    with pytest.raises(InputError):
        read_classes(file)
