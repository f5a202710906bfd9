"""The page's script as a whole: files share their names, so only together can these be checked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from page.script import FOLDER, script, sources
from tests.page.browsing import none, place

OXLINT = Path(sys.executable).parent / "oxlint"
RULES = FOLDER / "whole.oxlintrc.json"


def complaints(whole: str, folder: Path) -> list[str]:
    """Return what is wrong with the names in a script, each with the file it comes from."""
    (folder / "whole.js").write_text(whole, encoding="utf-8")
    told = subprocess.run(
        [OXLINT, "-c", RULES, "--format", "unix", "whole.js"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    found = re.findall(r"^whole\.js:(\d+):\d+: (.*)$", told.stdout, re.MULTILINE)
    assert found or told.returncode == 0, told.stdout + told.stderr
    return [f"{place(whole, int(line))}: {words}" for line, words in found]


def test_names_are_defined_once_before_use_and_used(tmp_path) -> None:
    none(complaints(script({}), tmp_path))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("begin(missing);", "'missing' is not defined"),
        ("const idle = 1;", "'idle' is declared but never used"),
        ("function once() {}\nfunction once() {}\nonce();", "'once' is already defined"),
        ("begin(late);\nconst late = 1;", "'late' was used before it was defined"),
    ],
)
def test_a_wrong_name_is_noticed(tmp_path, code: str, words: str) -> None:
    found = complaints(f"(() => {{\nconst begin = String;\n{code}\nbegin();\n}})();\n", tmp_path)
    assert len(found) == 1
    assert words in found[0]


def test_a_complaint_names_the_file_it_is_about() -> None:
    source = next(path for path in sources() if path.parent.name == "parts")
    whole = script({})
    first = whole.count("\n", 0, whole.index(source.read_text(encoding="utf-8"))) + 1
    assert place(whole, first + 2) == f"script/parts/{source.name}:3"
