"""The scripts at the door: what render.sh answers before any set-up, and what is pinned."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ["render.sh", "scripts/setup.sh", "scripts/preview.sh", "tests/run.sh", ".ci/run"]


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run a command and keep what it prints."""
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the scripts under a folder name with a space, with scenes of its own."""
    house = tmp_path / "my lectures"
    scenes = house / "scenes"
    for script in ("render.sh", "scripts/setup.sh", "scripts/preview.sh"):
        (house / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / script, house / script)
    for name in ("structure", "descent", "mobjects"):
        (scenes / name).mkdir(parents=True)
    for file in ("forward.py", "structure/layers.py", "structure/costs.py", "descent/costs.py"):
        (scenes / file).write_text("class Any:\n    def construct(self):\n        ...\n")
    for file in ("__init__.py", "lecture.py", "theme.py", "mobjects/column.py"):
        (scenes / file).touch()
    names = ["structure", "descent"]
    tables = (f'[[lecture]]\nname = "{name}"\ntitle = "A title"\n' for name in names)
    (scenes / "lectures.toml").write_text("\n".join(tables))
    (house / "profiles" / "slurm").mkdir(parents=True)
    return house


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_valid_bash(script: str) -> None:
    checked = run("bash", "-n", ROOT / script)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("script", [name for name in SCRIPTS if name != "scripts/setup.sh"])
def test_scripts_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_help_names_every_option_there_is() -> None:
    told = run(ROOT / "render.sh", "--help")
    assert told.returncode == 0
    handled = re.findall(
        r"^ +(?:-\w \| )?(--[a-z-]+)\)", (ROOT / "render.sh").read_text(), re.MULTILINE
    )
    assert handled
    for option in handled:
        assert option in told.stdout


def test_list_holds_lectures_and_scenes_and_only_them(house: Path) -> None:
    told = run("bash", house / "render.sh", "--list", cwd=house.parent)
    assert told.returncode == 0
    assert told.stdout.splitlines() == [
        "structure (lecture1)",
        "descent (lecture2)",
        "descent/costs",
        "forward",
        "structure/costs",
        "structure/layers",
    ]


def test_an_unknown_scene_lists_what_there_is(house: Path) -> None:
    told = run(house / "render.sh", "forwards")
    assert told.returncode == 1
    assert told.stdout == ""
    for line in ("scene 'forwards'", "  expected: ", "  found:    ", "  to do:    "):
        assert line in told.stderr
    assert "    structure/layers\n" in told.stderr
    assert not (house / ".venv").exists()


def test_a_name_two_folders_have_needs_its_folder(house: Path) -> None:
    told = run(house / "render.sh", "layers", "costs")
    assert told.returncode == 1
    assert "descent/costs, structure/costs" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "subject"),
    [
        (["--digit", "three.png"], "--digit three.png"),
        (["--digit=three.png"], "--digit three.png"),
        (["--model", "scenes"], "--model scenes"),
        (["--data", "scenes/forward.py"], "--data scenes/forward.py"),
        (["--quality", "x"], "--quality x"),
        (["-qx"], "-q x"),
        (["-q"], "-q"),
        (["--theme="], "--theme"),
        (["-j", "many"], "-j many"),
        (["-j0"], "-j 0"),
        (["--jobs=-1"], "--jobs -1"),
        (["--profile", "nowhere"], "--profile nowhere"),
        (["retrain", "--sizes"], "--sizes"),
        (["retrain", "--sizes", "784", "10", "lecture1", "--slow"], "--slow"),
        (["retrain", "--out", "assets"], "--out"),
        (["--epochs", "3"], "--epochs"),
        (["--voice", "nowhere"], "--voice nowhere"),
        (["--voice=forward"], "--voice forward"),
        (["--voice", "en=nowhere.onnx"], "--voice en=nowhere.onnx"),
        (["--voice", "en=render.sh,xx=render.sh"], "--voice xx"),
        (["--voice", "forwards.onnx"], "--voice forwards.onnx"),
        (["--voice", "layer", "forwards"], "--voice layer"),
        (["--voice", "forward", "--fast"], "--fast"),
        (["--burn", "xx"], "--burn xx"),
        (["--speak", "en xx"], "--speak xx"),
        (["--font", "nowhere.ttf"], "--font nowhere.ttf"),
        (["forward", "--burn", "en"], "--burn with forward"),
        (["page", "forward"], "page with forward"),
        (["page", "--films", "nowhere"], "--films nowhere"),
        (["--films", "scenes"], "--films scenes"),
        (["--fast"], "--fast"),
        (["--fast=1"], "--fast"),
    ],
)
def test_an_unusable_option_is_told_in_four_lines(
    house: Path, arguments: list[str], subject: str
) -> None:
    told = run(house / "render.sh", *arguments, cwd=house)
    lines = told.stderr.splitlines()
    assert told.returncode == 1
    assert lines[0] == subject
    assert [line[:12] for line in lines[1:]] == ["  expected: ", "  found:    ", "  to do:    "]
    assert not (house / ".venv").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="another system always has its opener")
def test_without_a_screen_the_film_is_named_not_opened() -> None:
    shown = run(ROOT / "scripts/preview.sh", "a film.mp4", DISPLAY="", WAYLAND_DISPLAY="")
    assert (shown.returncode, shown.stdout) == (0, "a film.mp4\n")


#: Nothing of the system is changed: these words stand for its commands.
NO_BROWSER = """
. scripts/setup.sh
command() { case "$2" in apt-get | sudo) ;; *) return 1 ;; esac; }
uname() { echo Linux; }
id() { echo "$USER_ID"; }
sudo() { [ "$1" != -n ] && echo "sudo $*" || [ "$SUDO" = free ]; }
env() { echo "env $*"; return "$INSTALLED"; }
provide_browser
echo "went on" >>"$LOG"
"""


@pytest.mark.parametrize(
    ("how", "logged", "told"),
    [
        ({"USER_ID": "0"}, "env ", "installing"),
        ({"SUDO": "free"}, "sudo env ", "installing"),
        ({"SUDO": "asks"}, "", "will be skipped"),
        ({"USER_ID": "0", "INSTALLED": "1"}, "env ", "will be skipped"),
    ],
)
def test_a_browser_is_installed_where_nobody_need_be_asked(
    house: Path, how: dict[str, str], logged: str, told: str
) -> None:
    (house / "out").mkdir()
    usual = {"USER_ID": "1000", "SUDO": "asks", "INSTALLED": "0"}
    done = run("bash", "-euc", NO_BROWSER, cwd=house, **(usual | how))
    assert done.returncode == 0, done.stderr
    assert told in done.stderr
    log = (house / "out" / "setup.log").read_text()
    assert log.endswith("went on\n")
    if logged:
        assert log.startswith(f"{logged}DEBIAN_FRONTEND=noninteractive")
        assert "chromium" in log
    else:
        assert log == "went on\n"


def pinned() -> dict[str, str]:
    """The version of every package in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    return {canonicalize_name(name): version for name, version in (pin.split("==") for pin in pins)}


def declared() -> list[Requirement]:
    """What pyproject.toml asks for, the test tools too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(text) for group in groups for text in group]


def test_pins_are_what_the_project_declares() -> None:
    pins = pinned()
    for requirement in declared():
        name = canonicalize_name(requirement.name)
        assert name in pins
        assert requirement.specifier.contains(pins[name]), name


def is_installed(requirement: Requirement) -> bool:
    """Whether a package is there: not all extras are needed for the tests."""
    try:
        return bool(metadata.version(requirement.name))
    except metadata.PackageNotFoundError:
        return False


def test_everything_that_gets_installed_is_pinned() -> None:
    """Also what the dependencies depend on, as far as this Python and system need it."""
    pins, wanted, seen = pinned(), [each for each in declared() if is_installed(each)], set()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if (name, *sorted(extras)) in seen:
            continue
        seen.add((name, *sorted(extras)))
        assert name in pins, f"{name} is not in constraints.txt"
        wanted += [
            needed
            for needed in map(Requirement, metadata.requires(name) or [])
            if needed.marker is None
            or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras})
        ]


def committed_files() -> list[Path]:
    """What is in the repository or would be with the next commit."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git repository: no telling what belongs to it")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    files = [path for name in listed.split("\0") if (path := ROOT / name).is_file()]
    assert files, "git lists no file"
    return files


def test_no_file_knows_one_machine_or_one_package_server() -> None:
    """The words are built from pieces, so that this file does not hold them itself."""
    folders = ["/".join(["", *path]) + "/" for path in (["work"], ["root"], ["tmp", "house"])]
    servers = ["py" + "pi.org", "python" + "hosted.org", "deb." + "debian.org"]
    lent_data = "shared" + "/mnist"
    for path in committed_files():
        content = path.read_bytes()
        name = path.relative_to(ROOT).as_posix()
        words = [*folders, *servers] + [lent_data] * (name != ".ci/run")
        assert [word for word in words if word.encode() in content] == [], name
