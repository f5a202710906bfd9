"""A small house to try the workflow in: three scenes that a stand-in for Manim films at once."""

import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from network.files.archive import Provenance
from network.handwriting import pen
from network.model.mlp import MLP
from network.training.recipe import Recipe
from network.training.stored import TrainedNetwork, save_network

ROOT = Path(__file__).resolve().parent.parent

COPIED = ["films", "network", "scripts", "profiles", "render.sh", "Snakefile", "manim.cfg"]
COPIED += ["constraints.txt", "pyproject.toml", "scenes/__init__.py", "scenes/script"]
COPIED += ["scenes/look"]

TABLE = """
[[lecture]]
name = "toys"
title = "Toys"

[[lecture.section]]
number = "1.1"
title = "First"
scene = "toys/first"

[[lecture.section]]
number = "1.2"
title = "Second"
scene = "toys/second"
"""

LECTURE_SCENE = """
class LectureScene:
    def network(self): ...
    def history(self): ...
    def digits(self):
        return self.network
    def open_section(self): ...
"""

SCENES = {
    "toys/first": """
from scenes.stage.lecture import LectureScene
from scenes.mobjects.dot import DOT

class First(LectureScene):
    def construct(self):
        self.show(self.network)
        with self.say("Hello."): ...
""",
    "toys/second": """
from scenes.stage.lecture import LectureScene

class Second(LectureScene):
    def construct(self):
        self.open_section()
        self.show(self.history)
""",
    "alone": """
class Alone:
    def construct(self): ...
""",
}

# Films what it is given, without looking at more than a few words in it. Like Manim, it puts
# animations half-written under their final names and believes in the ones it finds.
MANIM = """
import json, os, re, sys, time
from pathlib import Path

import av

scene = Path(sys.argv[-1])
options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
source, name = scene.read_text(), options["--output_file"]
with open("filmed", "a") as told:
    told.write(f"{name}\\n")
Path("settings").write_text(json.dumps(dict(os.environ)))
folder = Path(options["--media_dir"], "videos", scene.stem, sys.argv[2])
animation = folder / "partial" / "0.mp4"
animation.parent.mkdir(parents=True, exist_ok=True)
if not animation.exists():
    animation.write_bytes(b"half of it")
    time.sleep(float((re.findall(r"takes (\\S+)", source) or [0])[0]))
    with av.open(animation, "w") as film:
        stream = film.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(15):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([120 + number]) * plane.buffer_size)
            frame.pts = number
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
if "raise" in source:
    sys.exit("ValueError: this toy is broken")
cues = [{"start": 0, "end": 1, "message": line, "values": {}} for line in
        re.findall(r'say\\("(.*?)"', source)]
(folder / f"{name}.captions.json").write_text(json.dumps({"chapters": [], "cues": cues}))
(folder / f"{name}.mp4").write_bytes(animation.read_bytes())
"""

#: What networks need of SciPy: to load it takes half the time of a command that makes nothing.
SIGMOID = "def expit(z, out): return np.divide(1, 1 + np.exp(-z), out=out)"

PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Hello."\nmsgstr "{}"\n'
)


@cache
def toy_network(seed: int, *sizes: int) -> bytes:
    """Return the file of a network that learned nothing: small, but a sound one."""
    mlp = MLP.random(sizes or (784, 1, 10), seed=seed)
    network = TrainedNetwork(
        mlp=mlp,
        recipe=Recipe(sizes=mlp.sizes),
        epochs=0,
        data=Provenance("our own handwriting", "0" * 64),
        validation_accuracy=0.1,
        test_accuracy=0.1,
        confusion=np.eye(mlp.sizes[-1], dtype=np.int64),
    )
    with tempfile.TemporaryDirectory() as folder:
        save_network(Path(folder, "network.npz"), network)
        return Path(folder, "network.npz").read_bytes()


@cache
def toy_digit() -> bytes:
    """Return the file of a picture of a digit in our own handwriting."""
    images, _ = pen.draw(1, 7)
    picture = Image.fromarray(255 - np.kron(images.reshape(28, 28), np.ones((4, 4), np.uint8)))
    file = io.BytesIO()
    picture.save(file, format="PNG")
    return file.getvalue()


#: What the folder of a house is called: what shells, YAML, SQL and ffmpeg make something of.
NASTY = """my "lec'tures" $HOME `%d` #1; [ü] & so: on\\"""


class House:
    """A folder like the repository, if there isn't one yet.

    Parameters
    ----------
    folder, name
        Where it lies, and what it is called there.
    """

    def __init__(self, folder: Path, name: str = NASTY) -> None:
        self.root = folder / name
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("LECTURE_") and name != "NETWORK_DATA"
        } | {"NETWORK_CACHE": str(folder / "no cache"), "PYTHONDONTWRITEBYTECODE": "1"}
        if not self.root.exists():
            self._build()

    def _build(self) -> None:
        for name in COPIED:
            source, target = ROOT / name, self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        activations = "network/model/activations.py"
        self.replace(activations, "from scipy.special import expit", SIGMOID)
        self.write("scenes/lectures.toml", TABLE)
        self.write("scenes/stage/lecture.py", LECTURE_SCENE)
        self.write("scenes/stage/__init__.py", "")
        self.write("scenes/mobjects/__init__.py", "")
        self.write("scenes/mobjects/dot.py", "DOT = 1\n")
        for name, source in SCENES.items():
            self.write(f"scenes/{name}.py", source)
        self.put_network("assets/network.npz", 0)
        self.write("assets/history.npz", "history")
        for code in ("zh-Hant", "ja", "hu", "ru"):
            self.write(f"assets/locale/{code}.po", PO.format(code))
        self.write("manim/__main__.py", MANIM)
        self.write("manim/__init__.py", "")

    def write(self, name: str, text: str) -> Path:
        """Write a file, and its folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def put_network(self, name: str, seed: int, *sizes: int) -> Path:
        """Write a network; another seed, another one."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(toy_network(seed, *sizes))
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file; its date stays, for dates mustn't count."""
        path = self.root / name
        before = path.stat()
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen:
        """Start the workflow, in a process group of its own."""
        command = [sys.executable, "-m", "films.workflow", "--quality", "l", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def make(self, *arguments: str, code: int = 0, **settings: str) -> tuple[str, str]:
        """Run the workflow to its end; return what it prints, and what it tells meanwhile."""
        (self.root / "filmed").unlink(missing_ok=True)
        process = self.start(*arguments, **settings)
        out, told = process.communicate(timeout=120)
        assert process.returncode == code, told
        return out, told

    @property
    def filmed(self) -> list[str]:
        """What was filmed by the last run."""
        path = self.root / "filmed"
        return sorted(path.read_text().split()) if path.exists() else []

    @property
    def settings(self) -> dict[str, str]:
        """What the environment was, the last time that something was filmed."""
        return json.loads((self.root / "settings").read_text())

    def film(self, name: str, folder: str = "l") -> Path:
        """Return where a film belongs."""
        return self.root / "out" / folder / f"{name}.mp4"

    def told(self, name: str) -> dict:
        """Return what is told in a film."""
        return json.loads(self.film(name).with_suffix(".captions.json").read_text())

    def provide_environment(self) -> None:
        """Let render.sh find its set-up done, with this Python."""
        start = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n'
        python = self.write(".venv/bin/python", start)
        python.chmod(0o755)
        stamp = '. scripts/setup.sh; identity=$(identity "$VENV/bin/python")'
        stamp += '; printf "%s\\n" "$identity $ROOT" "$(made_from)" "" >"$STAMP"'
        subprocess.run(["bash", "-c", stamp], cwd=self.root, check=True)

    def provide_cluster(self) -> None:
        """Let there be a cluster of one machine: jobs are scripts, run one after the other."""
        submit = self.write("submit.sh", '#!/bin/sh\n"$1" >>jobs.log 2>&1\necho "$1" >>submitted\n')
        submit.chmod(0o755)
        profile = {
            "executor": "cluster-generic",
            "cluster-generic-submit-cmd": shlex.quote(str(submit)),
            "jobs": 2,
            "seconds-between-status-checks": 1,
        }
        self.write("profiles/here/config.yaml", json.dumps(profile))
