import inspect
from pathlib import Path

import pytest
from manim import Scene

from network.files.errors import InputError
from scenes.forward import Forward
from scenes.script.contents import SCENES, lectures, section_of
from scenes.stage.lecture import LectureScene
from scenes.stage.opening import CornerTitle, TitleCard
from tests.layout import told, visible_texts


def test_lecture_1_is_complete_and_in_order():
    (structure,) = [lecture for lecture in lectures() if lecture.name == "structure"]
    numbers = [tuple(map(int, section.number.split("."))) for section in structure.sections]
    assert numbers == sorted(numbers)
    assert set(numbers) == {(1, k) for k in range(1, 13)}
    files = {file.stem for file in (SCENES / "structure").glob("[!_]*.py")}
    assert {section.file.stem for section in structure.sections} == files | {"forward"}


@pytest.mark.parametrize(
    "section", [s for lecture in lectures() for s in lecture.sections], ids=lambda s: s.scene
)
def test_a_scene_file_holds_one_scene(section):
    name = f"scenes.{section.scene.replace('/', '.')}"
    module = __import__(name, fromlist=["*"])
    scenes = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Scene)
        # Manim's own rule for what it offers to film.
        and value.__module__.startswith(name)
    ]
    assert len(scenes) == 1
    assert section_of(scenes[0])[0].sections[section_of(scenes[0])[1]] == section


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[lecture", "lectures.toml"),
        ("[[lecture]]\nname = 'a'\ntitle = 'A'", "section"),
        (
            "[[lecture]]\nname='a'\ntitle='A'\n"
            "[[lecture.section]]\nnumber='1'\ntitle='T'\nscene='gone'",
            "gone.py",
        ),
        (
            "[[lecture]]\nname='a'\ntitle='A'\n"
            + 2 * "[[lecture.section]]\nnumber='1'\ntitle='T'\nscene='here'\n",
            "more than once",
        ),
        (
            "[[lecture]]\nname='a'\ntitle='A'\n"
            "[[lecture.section]]\nnumber='1'\ntitle='T'\nscene='here'\ncontinued=true",
            "continued",
        ),
    ],
)
def test_a_faulty_table_of_contents_is_explained(tmp_path, text, says):
    table = tmp_path / "lectures.toml"
    table.write_text(text)
    (tmp_path / "here.py").touch()
    with pytest.raises(InputError, match=says) as raised:
        lectures(table)
    assert raised.value.subject == str(table)


class Opened(Forward):
    def construct(self):
        self.open_section()

    def wait(self, *args, **kwargs):
        self.seen = [told(text) for text in visible_texts(self)]
        (self.title,) = (m for m in self.mobjects if isinstance(m, TitleCard | CornerTitle))
        super().wait(*args, **kwargs)


class Nowhere(LectureScene):
    def construct(self):
        self.open_section()


def test_a_section_opens_with_its_title(stage):
    scene = stage(Opened)
    lecture, index = section_of(Forward)
    section = lecture.sections[index]
    assert any(section.title in text for text in scene.seen)
    assert any(lecture.title in text and section.number in text for text in scene.seen)
    marks = scene.title[2]
    assert len(marks) == len(lecture.sections)
    bright = [mark.get_fill_opacity() for mark in marks]
    assert bright.index(max(bright)) == index
    assert not visible_texts(scene)


def test_a_scene_outside_the_lectures_has_no_title(stage):
    with pytest.raises(SystemExit, match="Nowhere"):
        stage(Nowhere)


def test_every_section_has_a_test_of_its_own():
    tests = {file.stem for file in Path(__file__).parent.parent.rglob("test_*.py")}
    for lecture in lectures():
        for section in lecture.sections:
            assert f"test_{section.file.stem}" in tests
