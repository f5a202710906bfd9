"""A page takes the place of an older one, and of nothing else."""

import shutil
from pathlib import Path

import pytest

from network.digits.sources import find_mnist_test
from network.files.errors import InputError
from page import build as building
from page.__main__ import main
from page.script import as_script, later, script


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by their names."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}


def test_the_first_view_is_light_and_asks_for_nothing_elsewhere(built) -> None:
    made = contents(built)
    first = sum(len(made[name]) for name in ("index.html", "lesson.js", "lesson.css"))
    assert first < 1_000_000
    assert set(made) >= {"index.html", "hu.html", "ja.html", "ru.html", "zh-Hant.html"}
    html = made["index.html"].decode()
    assert 'src="http' not in html
    assert 'type="module"' not in html


def test_a_page_is_made_anew_in_its_place(built, tmp_path, alone) -> None:
    place = tmp_path / "my page"
    shutil.copytree(built, place)
    building.build(place, languages=["en"])
    made, before = contents(place), contents(built)
    assert made["lesson.js"] == before["lesson.js"]
    assert {*before} - {*made} == {"hu.html", "ja.html", "ru.html", "zh-Hant.html"}
    assert [each.name for each in tmp_path.iterdir()] == ["my page"]


def test_what_is_no_page_is_left_alone(tmp_path, capsys) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(InputError, match="a folder with other things in it"):
        building.build(tmp_path)
    assert main(["--out", str(tmp_path / "thesis.tex")]) == 1
    assert "found:    a file" in capsys.readouterr().err
    assert (tmp_path / "thesis.tex").read_text() == "years of work"


def test_a_failure_leaves_the_page_that_was_there(tmp_path, monkeypatch) -> None:
    place = tmp_path / "page"
    place.mkdir()
    (place / building.SCRIPT).write_text("old")
    monkeypatch.setattr(building, "AT_ONCE", {})  # it takes its time, and fails behind it
    monkeypatch.setattr(building, "style", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        building.build(place, languages=["en"])
    assert contents(place) == {building.SCRIPT: b"old"}
    assert [each.name for each in tmp_path.iterdir()] == ["page"]


def test_an_unknown_language_is_refused(tmp_path, capsys) -> None:
    assert main(["--out", str(tmp_path / "page"), "--language", "tlh"]) == 1
    assert "tlh" in capsys.readouterr().err
    assert not (tmp_path / "page").exists()


def test_data_cannot_end_the_script_it_is_in() -> None:
    assert "</" not in as_script({"a": "</script>"})
    assert later("x", {"a": 1}) == 'lesson.bring("x", {"a":1});\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_script(float("nan"))


def test_no_mnist_image_is_in_the_page(built) -> None:
    """What is embedded is the same with MNIST on the machine as without it."""
    if not find_mnist_test():
        pytest.skip("MNIST is not on this machine")
    from page.embedded import AT_ONCE, LATER
    from page.subject import Subject

    subject, without = Subject(), contents(built)
    at_once = script({name: make(subject) for name, make in AT_ONCE.items()})
    assert at_once == without["lesson.js"].decode()
    for name, make in LATER.items():
        assert later(name, make(subject)) == without[f"data-{name}.js"].decode()
