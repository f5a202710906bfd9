"""What films are ordered: in which quality, with which settings, and what that makes them of."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from films.dependencies import OPENING, PACKAGES, ROOT, STUDIES, imported_by, shown_by, sources_of
from network.files.errors import InputError
from scenes.script.catalogue import catalogue_of
from scenes.script.contents import Lecture, lectures
from scenes.script.languages import SOURCE, language

if TYPE_CHECKING:
    from network.training.stored import TrainedNetwork

OUT = Path("out")
SHIPPED = Path("assets/network.npz")

#: What no import shows, but every film depends on.
ALWAYS = (Path("manim.cfg"), Path("constraints.txt"))

QUALITIES = "lmhpk"

#: What a folder's name may have in it, and how many bytes of a file's name go there: with all
#: settings, a name stays below the 255 that file systems take.
PLAIN, LONGEST_WORD = re.compile(r"[\w.-]+"), 40

#: What stands before a folder of other images than MNIST's, and says how they are read.
HOW = re.compile(r"idx(?:-[a-z]+)*:")

#: The environment variable of each setting, as plain ``manim`` knows them.
VARIABLES = {
    "theme": "LECTURE_THEME",
    "model": "LECTURE_MODEL",
    "digit": "LECTURE_DIGIT",
    "data": "NETWORK_DATA",
    "narration": "LECTURE_NARRATION",
    "master": "LECTURE_MASTER",
    "language": "LECTURE_LANGUAGE",
}

#: What settings are if they aren't given; a film needs no other folder for these.
USUAL = {"theme": "dark", "model": SHIPPED.as_posix(), "narration": "1", "language": SOURCE.code}


@dataclass(frozen=True)
class Order:
    """How films are to be made. Paths are relative to the repository if they are in it.

    Attributes
    ----------
    quality
        One of Manim's letters.
    theme, model, digit, data, narration, language, master
        As the environment variables that a scene reads; empty where there is no such thing.
        ``data`` is a folder with MNIST, or ``idx:`` and a folder with other images.
        ``master`` is 1 for films that are encoded to be kept.
    """

    quality: str = "h"
    theme: str = USUAL["theme"]
    model: str = USUAL["model"]
    digit: str = ""
    data: str = ""
    narration: str = USUAL["narration"]
    language: str = USUAL["language"]
    master: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Order":
        """Return the order that settings describe; what is empty is as usual.

        Raises
        ------
        InputError
            If films can't be made in the language.
        """
        known = {field.name for field in fields(cls)}
        given = {name: str(value) for name, value in settings.items() if name in known and value}
        for name in ("model", "digit", "data"):
            if name in given:
                how, path = split_data(given[name]) if name == "data" else ("", given[name])
                given[name] = how + relative(Path(path)).as_posix()
        # Only "0" turns the narration off.
        given["narration"] = "0" if str(settings.get("narration")) == "0" else "1"
        given["master"] = "1" if str(settings.get("master")) == "1" else ""
        language(given.get("language", SOURCE.code))
        return cls(**given)

    @classmethod
    def from_environment(cls, quality: str) -> "Order":
        """Return the order that the environment describes."""
        given = {name: os.environ.get(variable, "") for name, variable in VARIABLES.items()}
        return cls.of({"quality": quality, **given})

    @classmethod
    def from_token(cls, token: str) -> "Order":
        """Return the order that a token stands for."""
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return cls.of(json.loads(text))

    @property
    def token(self) -> str:
        """What makes the same order again: letters, digits, - and _, whatever files are called.

        Nothing that it goes through on its way can take it for anything but a word: no shell, no
        YAML, none of Snakemake's wildcards.
        """
        text = json.dumps({name: value for name, value in asdict(self).items() if value})
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @property
    def options(self) -> list[str]:
        """What render.sh is to be told, besides the quality, to get this order."""
        usual = {field.name: field.default for field in fields(Order)}
        named = ("theme", "model", "digit", "data", "language")
        words = [
            word
            for name in named
            if (value := getattr(self, name)) != usual[name]
            for word in (f"--{name}", value)
        ]
        words += ["--master"] * bool(self.master)
        return words + ["--no-narration"] * (self.narration == "0")

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables for a scene."""
        how, folder = split_data(self.data)
        paths = {"model": self.model, "digit": self.digit, "data": folder}
        paths = {name: str(ROOT / value) if value else "" for name, value in paths.items()}
        values = {**asdict(self), **paths, "data": how + paths["data"]}
        return {variable: values[name] for name, variable in VARIABLES.items()}

    @property
    def folder(self) -> Path:
        """Where its films go: each combination of settings has a folder of its own."""
        of_language = [self.language] * (self.language != SOURCE.code)
        return self._folder(self.quality, *of_language)

    @property
    def page(self) -> Path:
        """Where the lesson goes that shows its films, in all languages: beside them."""
        return self._folder("page")

    def _folder(self, *first: str) -> Path:
        """Return a folder whose name begins with some words and tells what is unusual.

        Files with the same name have different folders all the same: if there is something in a
        film that comes out of a file, its folder's name ends with a digest of their paths.
        """
        words, base = list(first), OUT
        if self.theme != USUAL["theme"]:
            words.append(_plain(self.theme))
        if self.narration == "0":
            words.append("no-narration")
        if self.master:
            words.append("master")
        model, files = Path(self.model), {}
        if model.parts[:2] == ("out", "models") and len(model.parts) == 4 and _is_plain(model):
            base = model.parent  # a network trained for films has them beside it
        elif model != SHIPPED:
            files["model"] = model.parent.name if model.name == SHIPPED.name else model.stem
        if self.digit:
            files["digit"] = Path(self.digit).stem
        if HOW.match(self.data):
            files["data"] = self.data.rpartition("/")[2]
        if files:
            paths = "\0".join(f"{kind} {getattr(self, kind)}" for kind in files)
            words += [*filter(None, map(_plain, files.values())), _digest(paths)[:8]]
        return base / "-".join(words)

    def film(self, name: str) -> Path:
        """Return where the film of a scene or of a lecture goes."""
        return self.folder / f"{name}.mp4"

    def log(self, name: str) -> Path:
        """Return where it is written down what happens when that film is made."""
        return OUT / ".logs" / self.folder.relative_to(OUT) / f"{name}.log"

    def record(self, name: str) -> Path:
        """Return where it is written down what a film was made from, and how it was then."""
        return OUT / ".made" / self.folder.relative_to(OUT) / f"{name}.json"

    def stamp(self, name: str) -> Path:
        """Return what tells Snakemake that a film was made; it may be lost, a film never."""
        return self.record(name).with_suffix(".stamp")

    def beside_model(self, name: str) -> Path:
        """Return where something about the network lies."""
        return Path(self.model).with_name(name)

    @cached_property
    def findings_to_make(self) -> Path | None:
        """Where findings must still be made: not for the shipped network, not in a closed folder.

        Without them, each scene that needs them measures for itself.
        """
        findings = self.beside_model("findings.npz")
        model = ROOT / self.model
        if Path(self.model) == SHIPPED or (ROOT / findings).exists() or not model.exists():
            return None
        return findings if os.access(model.parent, os.W_OK) else None

    def inputs(self, scene: str) -> list[Path]:
        """Return the files that a section film is made from."""
        shown = shown_by(scene)
        files = [*map(relative, sources_of(scene)), *ALWAYS]
        if self.language != SOURCE.code:
            files.append(relative(catalogue_of(language(self.language))))
        if "network" in shown:
            files.append(Path(self.model))
        if "history" in shown:
            files.append(self.beside_model("history.npz"))
        if "findings" in shown:
            files.append(self.findings_to_make or self.beside_model("findings.npz"))
        if "experiments" in shown:
            beside = self.beside_model("experiments.npz")
            shipped = SHIPPED.with_name("experiments.npz")
            files.append(beside if (ROOT / beside).exists() else shipped)
        for name in sorted(shown & set(STUDIES)):
            beside = self.beside_model("studies") / f"{STUDIES[name]}.npz"
            shipped = SHIPPED.parent / "studies" / beside.name
            files.append(beside if (ROOT / beside).exists() else shipped)
        if "digits" in shown:
            files += self._digits
        if "own_digit" in shown and self.digit:
            files.append(Path(self.digit))
        made = self.findings_to_make
        return [file for file in files if file == made or (ROOT / file).exists()]

    def made_from(self, scene: str) -> list[str]:
        """Return what decides how a section film looks: its files' contents, and settings.

        Findings are left out: they may have to be made first. They follow from the rest.
        """
        told = [f"theme {self.theme}", f"narration {self.narration}"]
        told += [f"language {self.language}"] * (self.language != SOURCE.code)
        told += ["master"] * bool(self.master)
        if OPENING in shown_by(scene):
            told += [f"title {title}" for title in _titles(scene)]
        return told + contents(f for f in self.inputs(scene) if f.name != "findings.npz")

    def joined_from(self, lecture: Lecture) -> list[str]:
        """Return what decides how a lecture is joined: its films, titles, captions, and how."""
        told = [f"title {lecture.title}"]
        told += [f"title {each.number} {each.title} {each.scene}" for each in lecture.sections]
        for each in lecture.sections:
            told.append(f"film {each.scene} {_digest('; '.join(self.made_from(each.scene)))}")
        return told + contents([*catalogues(), *joiners()])

    @cached_property
    def network(self) -> "TrainedNetwork | None":
        """The network that is shown; ``None`` if its file isn't there, or unsound."""
        if not is_zipfile(ROOT / self.model):
            return None
        from network.training.stored import load_network  # takes a moment: only if it is needed

        with suppress(InputError):  # whoever reads the network will report it
            return load_network(ROOT / self.model)
        return None

    @cached_property
    def digits_source(self) -> str | None:
        """Where the digits come from that its network learned from, if they are at hand."""
        if self.network is None:
            return None
        from network.digits.sources import source_of  # takes a second: only if it is needed

        with suppress(InputError):  # whoever reads the digits will report it
            return source_of(self.network.data, self._named)
        return None

    @cached_property
    def _digits(self) -> list[Path]:
        """The files of the digits that are shown, if they come from files."""
        if self.digits_source is None:
            return []
        from network.digits.sources import files_of

        return [relative(file) for file in files_of(self.digits_source, self._named)]

    @property
    def _named(self) -> str | None:
        return self.environment["NETWORK_DATA"] or None


def catalogues() -> list[Path]:
    """Return the translations."""
    return sorted(relative(file) for file in (ROOT / "assets/locale").glob("*.po"))


def joiners() -> list[Path]:
    """Return the source of what joins films."""
    return [
        relative(file) for file in imported_by(ROOT / "films/__main__.py", ("films", *PACKAGES))
    ]


def contents(files: Iterable[Path]) -> list[str]:
    """Return each file with a digest of what is in it."""
    return [f"{file.as_posix()} {_digest_of(ROOT / file)}" for file in files]


def split_data(data: str) -> tuple[str, str]:
    """Return what stands before the folder that data lie in, such as ``idx:``, and the folder."""
    how = HOW.match(data)
    return (how[0], data[how.end() :]) if how else ("", data)


def relative(path: Path) -> Path:
    """Return a path as it is called from the repository, if it is in there."""
    path = ROOT / path
    path = Path(os.path.normpath(path))
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _plain(word: str) -> str:
    """Return a word that can be a part of any folder's name, as much like another as possible."""
    plain = re.sub(r"[^\w.]+", "-", word).strip("-")
    return plain.encode()[:LONGEST_WORD].decode(errors="ignore")


def _is_plain(path: Path) -> bool:
    return all(PLAIN.fullmatch(part) for part in path.parts)


def _titles(scene: str) -> list[str]:
    """Return what the opening of a scene shows of the table of contents."""
    for lecture in lectures():
        for index, each in enumerate(lecture.sections):
            if each.scene == scene:
                corner = f"{each.number} {each.title}"
                card = f"{lecture.title}, {corner}, {index + 1} of {len(lecture.sections)}"
                return [corner if each.continues else card]
    return []


def _digest(text: str) -> str:
    # Names of files needn't be text: what isn't stays as it is.
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]


@cache
def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
