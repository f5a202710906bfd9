"""What is made, what is made again and what isn't, and what comes out of accidents."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import av
import psutil
import pytest

from films.dependencies import ROOT
from tests.films.test_order import NASTY
from tests.toy_house import PO, House, toy_digit


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


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def half_of(house: House, scene: str) -> Path:
    """Return where the stand-in for Manim puts its only animation, and where it looks for it."""
    name = scene.rpartition("/")[2]
    return house.root / f"out/.media/{scene}/videos/{name}/-ql/partial/0.mp4"


NOTHING = ["nothing to do: everything is as it should be"]

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
    films = FIRST in set().union(*changes.values())
    for file, old, new in changes:
        finished.replace(file, old, new)
    if films:
        finished.put_network("assets/network.npz", 1)
    lines = dict(line.split(": ", 1) for line in plan(finished, "toys"))
    for file, old, new in changes:
        finished.replace(file, new, old)
    finished.put_network("assets/network.npz", 0)
    assert lines.keys() == {JOIN}.union(*changes.values())
    told = {
        "title" if file.endswith(".toml") else file: made for (file, *_), made in changes.items()
    }
    if films:
        told["assets/network.npz"] = {FIRST}
        assert lines[JOIN] == "new: first, second"
    for what, made in told.items():
        for name, why in lines.items():
            assert (f"{what} changed" in why) == (name in made), (name, why)


#: A network and a picture whose names say something to YAML, to a shell and to Snakemake.
MODEL, DIGIT = "-my {x} 'net' #1: $a/network.npz", 'five #1: {scene} "5" \\ %d.png'

THIRD = """
from scenes.stage.lecture import LectureScene

class Third(LectureScene):
    def construct(self):
        self.show(self.findings, self.own_digit)
"""

MEASURE = """
import sys
from pathlib import Path
Path(sys.argv[sys.argv.index("--model") + 1]).with_name("findings.npz").write_text("found")
with open("measured", "a") as file:
    file.write("once ")
"""


def test_another_look_network_and_digit_go_to_another_folder_whatever_they_are_called(
    finished: House,
) -> None:
    """Findings are made once, where the network has none; films know their language's catalogue."""
    model = finished.put_network(MODEL, 5)
    digit = finished.root / DIGIT
    digit.write_bytes(toy_digit())
    finished.write("scenes/toys/third.py", THIRD)
    finished.write("network/__main__.py", MEASURE)
    settings = {"LECTURE_THEME": "light", "LECTURE_NARRATION": "0", "LECTURE_LANGUAGE": "hu"}
    settings |= {"LECTURE_MODEL": str(model), "LECTURE_DIGIT": str(digit)}
    assert plan(finished, "toys/third", **settings) == [
        "film toys/third: there is none yet",
        f"measure findings: none beside {MODEL}",
    ]
    out, _ = finished.make("toys/third", **settings)
    film = Path(out.rstrip("\n"))
    assert film.parent.parent.name.startswith("l-hu-light-no-narration-my-x-net-1-a-five-1-scene-")
    assert is_whole(film)
    seen = finished.settings
    assert {name: seen[name] for name in settings} == settings
    assert (finished.root / "measured").read_text() == "once "
    assert model.with_name("findings.npz").exists()
    assert plan(finished, "toys") == NOTHING
    catalogues = [finished.root / f"assets/locale/{code}.po" for code in ("ja", "hu")]
    texts = [file.read_text("utf-8") for file in catalogues]
    for file in catalogues:
        file.write_text(PO.format("Szervusz."))
    (line,) = plan(finished, "toys/third", **settings)
    for file, text in zip(catalogues, texts, strict=True):
        file.write_text(text, "utf-8")
    assert line == "film toys/third: assets/locale/hu.po changed"


# --- accidents -------------------------------------------------------------------------------


#: Ways in which a film can be harmed.
HARM = {
    "cut": lambda film: film.write_bytes(film.read_bytes()[: film.stat().st_size // 2]),
    "other bytes": lambda film: film.write_bytes(film.read_bytes()[:-9] + b"something"),
    "captions lost": lambda film: film.with_suffix(".captions.json").unlink(),
}


def test_a_film_is_only_ever_replaced_by_a_finished_one(finished: House) -> None:
    """One scene is broken, and the other is killed half-way: both films from before are there.

    Then, what has changed since they were made is made again, and what was damaged; only that.
    """
    films = [finished.film(name) for name in ("toys/first", "toys/second", "toys")]
    told = [film.with_suffix(".captions.json") for film in films[:2]]
    told += [films[2].with_suffix(".hu.srt"), films[2].with_suffix(".beats.json")]
    before = [file.read_bytes() for file in (*films, *told)]

    def unharmed() -> bool:
        return [file.read_bytes() for file in (*films, *told)] == before

    finished.replace("scenes/toys/first.py", "Hello.", "I raise.")
    finished.replace("scenes/alone.py", "class", "# new\nclass")
    out, said = finished.make("toys", "alone", code=1)
    assert out.splitlines() == [str(finished.film("alone"))]
    assert unharmed()
    assert "1 failed:\n\n  toys/first\n    ValueError: this toy is broken" in said
    assert "log:   out/.logs/l/toys/first.log" in said
    assert "again: ./render.sh toys/first -q l\n" in said
    assert "still: out/l/toys/first.mp4, from before" in said
    assert "not made, as they need what failed: toys\n" in said

    finished.replace("scenes/toys/second.py", "class", "# takes 200\nclass")
    finished.replace("scenes/toys/first.py", "I raise.", "Hi.")
    half = half_of(finished, "toys/second")
    half.unlink()
    process = finished.start("toys", "--jobs", "2")
    assert process.stderr.readline().startswith("filmed toys/first")
    wait_for(half.exists)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    films, told, before = films[1:], told[1:], [*before[1:3], *before[4:]]
    assert unharmed()

    finished.replace("scenes/toys/second.py", "# takes 200\n", "")
    finished.replace("scenes/toys/first.py", "Hi.", "Hello.")
    finished.replace("assets/locale/hu.po", '"hu"', '"Szia."')
    made, alone = finished.film("toys").stat(), finished.film("alone")
    content = alone.read_bytes()
    HARM["cut"](alone)
    _, said = finished.make("toys", "alone")
    assert finished.filmed == ["alone", "first"]
    assert alone.read_bytes() == content
    assert "joined toys" in said
    assert "Szia." in finished.film("toys").with_suffix(".hu.srt").read_text()
    assert finished.film("toys").stat().st_mtime_ns != made.st_mtime_ns
    assert is_whole(finished.film("toys"))


def test_damage_is_noticed(finished: House) -> None:
    """Each film is harmed in another way, and a lecture is lost."""
    names = ["toys/first", "toys/second", "alone"]
    films, lecture = [finished.film(name) for name in names], finished.film("toys")
    files = [*films, films[2].with_suffix(".captions.json"), lecture]
    contents = [file.read_bytes() for file in files]
    lecture.unlink()
    assert plan(finished, *names, "toys") == ["join toys: there is none yet"]
    for film, harm in zip(films, HARM.values(), strict=True):
        harm(film)
    assert plan(finished, *names) == [
        "film alone: what is told in it is lost",
        f"{FIRST}: its film was damaged",
        f"{SECOND}: its film was damaged",
    ]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)


def test_stopped_from_outside_nothing_goes_on_but_who_waited(finished: House) -> None:
    finished.replace("scenes/alone.py", "class", "# takes 200\nclass")
    half_of(finished, "alone").unlink()
    (finished.root / "filmed").unlink(missing_ok=True)
    one = finished.start("alone")
    wait_for((finished.root / "filmed").exists)
    other = finished.start("toys/second")
    assert other.stderr.readline() == "waiting for another run to finish ...\n"
    one.terminate()
    _, told = one.communicate(timeout=60)
    assert one.returncode == 130
    assert "the next run goes on from here" in told
    out, told = other.communicate(timeout=60)
    assert (out, told) == (f"{finished.film('toys/second')}\n", "")
    assert not [
        each for each in psutil.process_iter(["cwd"]) if each.info["cwd"] == str(finished.root)
    ]
    finished.replace("scenes/alone.py", "# takes 200\n", "")


def test_wrong_settings_are_errors_though_there_are_films(finished: House) -> None:
    (finished.root / "empty").mkdir()
    _, told = finished.make("alone", code=1, NETWORK_DATA=str(finished.root / "empty"))
    assert_four_lines(told)
    assert finished.film("alone").exists()


def test_scenes_that_refuse_a_network_are_left_out_and_it_is_said_before(finished: House) -> None:
    finished.put_network("flat/network.npz", 0, 784, 10)
    finished.replace(
        "scenes/toys/second.py", "    def con", "    least_hidden_layers = 1\n    def con"
    )
    model = str(finished.root / "flat/network.npz")
    out, _ = finished.make("toys", "alone", "--dry-run", LECTURE_MODEL=model)
    _, told = finished.make("toys/second", code=1, LECTURE_MODEL=model)
    finished.replace("scenes/toys/second.py", "    least_hidden_layers = 1\n", "")
    why = "784-10 (flat/network.npz) has no hidden layers, which these are about"
    assert sorted(out.splitlines()) == [
        "film alone: there is none yet",
        "film toys/first: there is none yet",
        f"left out, as {why}: toys/second",
        "not joined, as sections are left out: toys",
    ]
    assert told == f"left out, as {why}: toys/second\n"


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


def test_the_same_on_a_cluster_with_films_that_moved_there(finished: House, tmp_path: Path) -> None:
    """The same Snakefile, each step a job that a script submits; no home can be written to."""
    shutil.copytree(finished.root, tmp_path / "my lectures")
    house = House(tmp_path, "my lectures")
    assert plan(house, "toys", "alone") == NOTHING
    house.provide_cluster()
    house.film("alone").unlink()
    closed = {"HOME": "/dev/null/nobody", "XDG_CACHE_HOME": ""}
    house.make("alone", "--profile", "profiles/here", "--jobs", "2", **closed)
    assert house.filmed == ["alone"]
    assert len((house.root / "submitted").read_text().splitlines()) == 1
    assert is_whole(house.film("alone"))
    assert house.settings["XDG_CACHE_HOME"] == str(house.root / "out/.cache")
    assert plan(house, "toys", "alone") == NOTHING


def test_a_cluster_whose_scripts_cannot_name_the_repository_is_refused(finished: House) -> None:
    _, told = finished.make("toys", "--profile", "profiles/slurm", code=1)
    assert_four_lines(told)


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
        timeout=120,
    )


#: Stands in for training: tells how it was asked to.
TRAIN = """
import sys
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--out") + 1])
for name in ("history", "findings"):
    (folder / f"{name}.npz").write_text("")
(folder / "network.npz").write_bytes(Path("assets/network.npz").read_bytes())
(folder / "asked").write_text("|".join(sys.argv[2:-2]))
"""


def test_render_sh_trains_and_films_in_any_folder(finished: House) -> None:
    """With data whose folder's name is odd, and sizes divided by commas or spaces."""
    finished.provide_environment()
    finished.write("network/__main__.py", TRAIN)
    data = "idx:mnist #1, $x"
    (finished.root / "mnist #1, $x").mkdir()
    order = ["retrain", "--data", data, "--sizes", "784,32,10", "toys/first", "-ql", "-j1"]
    told = render(finished, *order)
    film = Path(told.stdout.strip())
    assert film.relative_to(finished.root / "out/models").parts[1:] == ("l", "toys", "first.mp4")
    (folder,) = (finished.root / "out/models").iterdir()
    assert folder.name.startswith("784-32-10-mnist-1-x-")
    assert (folder / "asked").read_text() == f"--data|{data}|--sizes|784|32|10"
    told = render(finished, *order[:3], "--sizes", "784", "32", "10", *order[5:], "--dry-run")
    assert "already trained" in told.stderr
    assert told.stdout == "nothing to do: everything is as it should be\n"
    told = render(finished, "all", "-qm", "--dry-run")
    lines = {"film alone", FIRST, SECOND, JOIN}
    assert {f"{line}: there is none yet" for line in lines} <= set(told.stdout.splitlines())
    assert not (finished.root / "out/m").exists()


def test_render_sh_hands_on_any_name_of_a_file(tmp_path: Path) -> None:
    """As a picture, as a voice, and as part of a folder's name that nothing else has."""
    for name in NASTY:
        (tmp_path / name).touch()
    functions = tmp_path / "functions.sh"
    whole = (ROOT / "render.sh").read_text("utf-8").replace('main "$@"', "")
    functions.write_text(whole.replace("${BASH_SOURCE[0]}", "$RENDER"))
    each = 'existing_file --digit "$each"; voices --voice "$each"; plain_name "$each"'
    told = subprocess.run(
        ["bash", "-c", f'. ./functions.sh; for each in "$@"; do {each}; done', "bash", *NASTY],
        cwd=tmp_path,
        env=os.environ | {"RENDER": str(ROOT / "render.sh")},
        stdout=subprocess.PIPE,
        check=True,
    )
    lines = os.fsdecode(told.stdout).splitlines()
    assert lines[0::3] == lines[1::3] == [str(tmp_path / name) for name in NASTY]
    assert len(set(lines[2::3])) == len(NASTY)
    assert all(re.fullmatch("[A-Za-z0-9._-]+", name) for name in lines[2::3])


WRONG = {
    "no idx folder": ("alone", "--data", "idx:none"),
    "no picture": ("alone", "--digit", "none #1.png"),
    "no number of films": ("alone", "-j", "0"),
    "no sizes": ("retrain", "--sizes", "784,x"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_render_sh_tells_what_is_wrong(finished: House, words) -> None:
    told = render(finished, *words)
    assert told.returncode == 1
    assert_four_lines(told.stderr)
