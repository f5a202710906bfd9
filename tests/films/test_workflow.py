"""What is made, what is made again and what isn't, and what comes out of accidents."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import psutil
import pytest

from films.dependencies import ROOT, STUDIES, shown_by, sources_of
from films.order import Order
from films.progress import jobs_in
from network.files.errors import InputError
from network.measured.studies import OF_NETWORK
from scenes.script.contents import lectures
from tests.toy_house import PO, House

SECTIONS = [section.scene for lecture in lectures() for section in lecture.sections]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house where nothing is made yet."""
    return House(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> House:
    """A house with everything made, for the first time; each test leaves it finished again."""
    house = House(tmp_path_factory.mktemp("house"))
    out, told = house.make("toys", "alone")
    assert out.splitlines() == [str(house.film("toys")), str(house.film("alone"))]
    assert "filmed alone" in told
    assert house.filmed == ["alone", "first", "second"]
    return house


def plan(house: House, *names: str, **settings: str) -> list[str]:
    """Return what would be made, a line each."""
    out, _ = house.make(*names, "--dry-run", **settings)
    return sorted(out.splitlines())


def is_whole(film: Path) -> bool:
    """Say whether a film has as many frames as the stand-in films, or twice as many."""
    with av.open(film) as container:
        return sum(1 for _ in container.decode(video=0)) in (15, 30)


# --- what a film is made from ----------------------------------------------------------------


def names_of(scene: str) -> set[str]:
    return {source.relative_to(ROOT).as_posix() for source in sources_of(scene)}


def test_sources_are_the_modules_a_scene_imports_also_by_others() -> None:
    names = names_of("forward")
    assert {"scenes/forward.py", "scenes/stage/lecture.py", "scenes/__init__.py"} <= names
    assert "scenes/mobjects/neurons/diagram.py" in names
    assert "scenes/mobjects/edges/canvas.py" in names  # edge_field imports it
    assert "network/model/mlp.py" in names
    assert not {"films/join.py", "scenes/descent/learning.py"} & names


@pytest.mark.parametrize("scene", ["structure/layers"])
def test_sources_are_what_python_imports(scene: str) -> None:
    """No module is missing, whichever way it is imported."""
    code = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sys.modules)"
    module = f"scenes.{scene.replace('/', '.')}"
    told = subprocess.run(
        [sys.executable, "-c", code, module], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {
        name.replace(".", "/")
        for name in told.stdout.split()
        if name.partition(".")[0] in ("scenes", "network")
    }
    found = {name.removesuffix(".py").removesuffix("/__init__") for name in names_of(scene)}
    assert loaded <= found


def test_what_a_scene_shows_is_what_it_asks_for() -> None:
    assert {"network", "digits", "own_digit"} <= shown_by("forward")
    assert {"history", "network"} <= shown_by("descent/learning")
    assert "experiments" in shown_by("structure/layers")
    assert "findings" in shown_by("structure/squish")
    assert "history" not in shown_by("forward")
    assert "findings" not in shown_by("forward")


@pytest.mark.parametrize("scene", SECTIONS)
def test_the_network_belongs_to_just_the_films_that_show_it(scene: str) -> None:
    inputs = [file.as_posix() for file in Order().inputs(scene)]
    source = (ROOT / f"scenes/{scene}.py").read_text(encoding="utf-8")
    for _ in range(2):  # what some scenes have in common may stand on what more have
        for stage in ("added_up", "first_step", "one_chain", "one_image", "one_slice"):
            text = (ROOT / f"scenes/stage/{stage}.py").read_text(encoding="utf-8")
            if f"scenes.stage.{stage} " in source and text not in source:
                source += text
    studied = {name for name, file in STUDIES.items() if f"self.{name}" in source}
    of_network = {each.name for each in OF_NETWORK}
    past = any(f"self.{name}" in source for name in ("history", "playback"))
    past |= any(STUDIES[name] in of_network for name in studied)
    shows = any(f"self.{name}" in source for name in ("network", "digits", "findings"))
    assert ("assets/network.npz" in inputs) == (shows or past)
    assert ("assets/history.npz" in inputs) == past
    assert {f"assets/studies/{STUDIES[name]}.npz" for name in studied} <= set(inputs)
    assert "assets/locale/ja.po" not in inputs


def test_every_setting_has_films_of_its_own() -> None:
    given = [{}, {"theme": "light"}, {"model": "mine/network.npz"}, {"digit": "five.png"}]
    given += [{"narration": "0"}, {"quality": "l"}, {"model": "out/models/big/network.npz"}]
    given += [{"language": "en"}, {"language": "zh-Hant", "theme": "light"}]
    folders = [Order.of(each).folder.as_posix() for each in given]
    assert folders == [
        "out/h",
        "out/h-light",
        "out/h-mine",
        "out/h-five",
        "out/h-no-narration",
        "out/l",
        "out/models/big/h",
        "out/h",
        "out/h-zh-Hant-light",
    ]
    with pytest.raises(InputError, match="language xx"):
        Order.of({"language": "xx"})


# --- what is made again ----------------------------------------------------------------------


def test_a_lecture_is_made_and_then_left_alone(finished: House) -> None:
    """Dates don't count, nor what was changed back."""
    assert finished.told("toys/first")["cues"][0]["message"] == "Hello."
    with av.open(finished.film("toys")) as film:
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["First", "Second"]
        assert len(film.streams.subtitles) == 5
    finished.replace("scenes/toys/first.py", "Hello", "Hi")
    finished.replace("scenes/toys/first.py", "Hi", "Hello")
    finished.write("scenes/toys/third.py", "another scene")
    for file in finished.root.rglob("*"):
        if file.is_file() and not {"out", ".snakemake"} & set(file.parts):
            file.touch()
    for film in finished.root.glob("out/l/**/*"):
        film.touch()
    _, told = finished.make("toys", "alone")
    assert (finished.filmed, told) == ([], "")


FIRST, SECOND, JOIN = "film toys/first", "film toys/second", "join toys"

#: Changes that belong together: each needs no more than one look at what would be made.
CHANGES = [
    {
        ("scenes/mobjects/dot.py", "1", "2"): {FIRST},
        ("assets/network.npz", "network", "other"): {FIRST},
        ("assets/history.npz", "history", "other"): {SECOND},
        ("scenes/stage/lecture.py", "...", "pass"): {FIRST, SECOND},
        ("scenes/lectures.toml", '"Second"', '"2nd"'): {SECOND},
    },
    {
        ("assets/locale/ja.po", "ja", "ja!"): {JOIN},
        ("scenes/lectures.toml", "First", "1st"): {JOIN},
    },
]


@pytest.mark.parametrize("changes", CHANGES, ids=["films", "what is joined"])
def test_content_decides(finished: House, changes: dict[tuple[str, str, str], set[str]]) -> None:
    """Each change is found, though the file's date stays, for what is made from it."""
    for file, old, new in changes:
        finished.replace(file, old, new)
    lines = dict(line.split(": ", 1) for line in plan(finished, "toys"))
    for file, old, new in changes:
        finished.replace(file, new, old)
    assert lines.keys() == {JOIN}.union(*changes.values())
    for (file, *_), made in changes.items():
        told = "title" if file.endswith(".toml") else file
        for name, why in lines.items():
            assert (told in why) == (name in made), (name, why)


def test_what_changed_is_made_again_and_only_that(finished: House) -> None:
    before = finished.film("toys").stat()
    finished.replace("assets/locale/hu.po", '"hu"', '"Szia."')
    finished.replace("scenes/toys/second.py", "Second", "Other")
    _, told = finished.make("toys")
    assert finished.filmed == ["second"]
    assert "joined toys" in told
    assert "Szia." in finished.film("toys").with_suffix(".hu.srt").read_text()
    assert finished.film("toys").stat().st_mtime_ns != before.st_mtime_ns


def test_another_look_goes_to_another_folder_and_films_in_a_language_know_its_catalogue(
    finished: House,
) -> None:
    settings = {"LECTURE_THEME": "light", "LECTURE_NARRATION": "0", "LECTURE_LANGUAGE": "hu"}
    finished.make("toys/first", **settings)
    assert is_whole(finished.film("toys/first", "l-hu-light-no-narration"))
    assert plan(finished, "toys") == ["nothing to do: everything is as it should be"]
    finished.replace("assets/locale/ja.po", "ja", "ja!")
    finished.write("assets/locale/hu.po", PO.format("Szervusz."))
    (line,) = plan(finished, "toys/first", **settings)
    assert line.startswith("film toys/first: ")
    assert "assets/locale/hu.po" in line
    assert "assets/locale/ja.po" not in line


def test_findings_are_made_once_where_a_network_has_none(house: House) -> None:
    model = house.write("mine/network.npz", "another")
    house.replace(
        "scenes/stage/lecture.py", "def history", "def findings(self): ...\n    def history"
    )
    house.replace("scenes/toys/first.py", "self.network", "self.findings")
    house.write(
        "network/__main__.py",
        "from pathlib import Path\nPath('mine/findings.npz').write_text('found')\n",
    )
    house.make("toys/first", LECTURE_MODEL=str(model))
    assert (house.root / "mine/findings.npz").exists()
    lines = plan(house, "toys/first", LECTURE_MODEL=str(model))
    assert lines == ["nothing to do: everything is as it should be"]
    assert not (house.root / "assets/findings.npz").exists()


# --- accidents -------------------------------------------------------------------------------


def test_a_broken_scene_stops_no_other(house: House) -> None:
    house.replace("scenes/toys/first.py", "Hello.", "I raise.")
    out, told = house.make("toys", "alone", code=1)
    assert out.splitlines() == [str(house.film("alone"))]
    assert house.film("toys/second").exists()
    assert not house.film("toys/first").exists()
    assert "1 failed:\n\n  toys/first\n    ValueError: this toy is broken" in told
    assert "log:   out/.logs/l/toys/first.log" in told
    assert "again: ./render.sh toys/first -q l --data 'no data'" in told
    assert "not made, as they need what failed: toys\n" in told
    house.replace("scenes/toys/first.py", "I raise.", "Hello.")
    house.make("toys", "alone")
    assert house.filmed == ["first"]


#: Ways in which a film can be harmed.
HARM = {
    "cut": lambda film: film.write_bytes(film.read_bytes()[: film.stat().st_size // 2]),
    "other bytes": lambda film: film.write_bytes(film.read_bytes()[:-9] + b"something"),
    "lost": lambda film: film.unlink(),
    "captions lost": lambda film: film.with_suffix(".captions.json").unlink(),
}


@pytest.mark.parametrize("harms", [("cut", "other bytes"), ("lost", "captions lost")])
def test_a_damaged_film_is_filmed_again(finished: House, harms: tuple[str, str]) -> None:
    """Each film of the lecture is harmed in another way; the one beside it isn't filmed again."""
    films = [finished.film(name) for name in ("toys/first", "toys/second")]
    contents = [film.read_bytes() for film in films]
    for film, harm in zip(films, harms, strict=True):
        HARM[harm](film)
    if "cut" in harms:
        assert {f"film toys/{film.stem}: its film was damaged" for film in films} < set(
            plan(finished, "toys", "alone")
        )
    finished.make("toys", "alone")
    assert finished.filmed == ["first", "second"]
    assert [film.read_bytes() for film in films] == contents
    assert is_whole(finished.film("toys"))


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_in_the_middle_of_a_film_the_next_run_goes_on(house: House) -> None:
    house.replace("scenes/toys/second.py", "class", "# takes 20\nclass")
    process = house.start("toys", "--jobs", "2")
    half = house.root / "out/.media/toys/second/videos/second/-ql/partial/0.mp4"
    assert process.stderr.readline().startswith("filmed toys/first")
    wait_for(half.exists)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not house.film("toys/second").exists()
    house.replace("scenes/toys/second.py", "# takes 20\n", "")
    house.make("toys")
    assert house.filmed == ["second"]
    assert is_whole(house.film("toys"))
    assert plan(house, "toys") == ["nothing to do: everything is as it should be"]


def test_stopped_from_outside_nothing_goes_on_behind_the_back(house: House) -> None:
    house.replace("scenes/alone.py", "class", "# takes 20\nclass")
    process = house.start("alone")
    wait_for((house.root / "filmed").exists)
    process.terminate()
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the next run goes on from here" in told
    assert not [
        each for each in psutil.process_iter(["cwd"]) if each.info["cwd"] == str(house.root)
    ]


def test_two_at_once_wait_for_each_other(house: House) -> None:
    house.replace("scenes/alone.py", "class", "# takes 2\nclass")
    one = house.start("alone")
    wait_for((house.root / "filmed").exists)
    _, told = house.make("alone", "toys/first")
    assert "waiting for another run to finish" in told
    assert one.communicate()[0] == f"{house.film('alone')}\n"
    assert house.filmed == ["first"]
    assert is_whole(house.film("alone"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told_in_four_lines(house: House) -> None:
    (house.root / "out").mkdir()
    (house.root / "out").chmod(0o555)
    _, told = house.make("toys", code=1)
    assert_four_lines(told)


def test_a_file_where_the_films_belong_is_told_in_four_lines(house: House) -> None:
    house.write("out", "not a folder")
    _, told = house.make("toys", code=1)
    assert_four_lines(told)


def assert_four_lines(told: str) -> None:
    lines = told.splitlines()
    assert [line[:12] for line in lines[1:]] == ["  expected: ", "  found:    ", "  to do:    "]


# --- elsewhere -------------------------------------------------------------------------------


def test_the_same_on_a_cluster(house: House) -> None:
    """The same Snakefile, each step a job that a script submits."""
    house.provide_cluster()
    house.make("toys", "--profile", "profiles/here", "--jobs", "2")
    assert house.filmed == ["first", "second"]
    assert len((house.root / "submitted").read_text().splitlines()) == 3
    assert is_whole(house.film("toys"))
    assert plan(house, "toys") == ["nothing to do: everything is as it should be"]


@pytest.mark.parametrize("name", ["slurm", "kubernetes"])
def test_a_profile_is_readable(name: str) -> None:
    yaml = pytest.importorskip("yaml")
    profile = yaml.safe_load((ROOT / "profiles" / name / "config.yaml").read_text())
    assert profile["executor"] == name


def render(house: House, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["bash", "render.sh", *arguments],
        cwd=house.root,
        env=house.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_render_sh_makes_lectures_and_scenes(house: House) -> None:
    house.provide_environment()
    told = render(house, "all", "-ql", "--dry-run")
    assert sorted(told.stdout.splitlines()) == [
        "film alone: there is none yet",
        "film toys/first: there is none yet",
        "film toys/second: there is none yet",
        "join toys: there is none yet",
    ]
    assert not (house.root / "out").exists()
    told = render(house, "alone", "-ql", "-j1")
    assert told.stdout == f"{house.film('alone')}\n", told.stderr


def test_retraining_films_with_a_network_of_its_own(house: House) -> None:
    house.provide_environment()
    house.write(
        "network/__main__.py",
        "import sys, pathlib\n"
        "folder = pathlib.Path(sys.argv[sys.argv.index('--out') + 1])\n"
        "for name in ('network', 'history', 'findings'):\n"
        "    (folder / f'{name}.npz').write_text(' '.join(sys.argv[2:-2]))\n",
    )
    order = [
        "retrain",
        "--data",
        "handwriting",
        "--sizes",
        "784",
        "32",
        "10",
        "lecture1",
        "-q",
        "l",
    ]
    told = render(house, *order)
    folder = house.root / "out/models/784-32-10-handwriting"
    assert told.stdout == f"{folder / 'l/toys.mp4'}\n", told.stderr
    assert (folder / "network.npz").read_text() == "--data handwriting --sizes 784 32 10"
    assert (house.root / "assets/network.npz").read_text() == "network"
    told = render(house, *order)
    assert "already trained" in told.stderr
    assert "filmed" not in told.stderr


def test_reasons_are_told_in_plain_words() -> None:
    said = (
        "rule film:\n    jobid: 3\n    reason: Params have changed since last execution: before: "
        "['scenes/a.py 0123456789abcdef', 'theme dark'] now: ['scenes/a.py 1123456789abcdef', "
        "'theme light'] \n    wildcards: scene=a\n\n"
    )
    (job,) = jobs_in(said)
    assert (job.verb, job.name, job.reasons) == (
        "film",
        "a",
        ["scenes/a.py changed", "theme changed"],
    )
