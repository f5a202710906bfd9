"""What is to be made, and why; and what can't be, as it needs another network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from films.dependencies import ROOT, needs_of, shown_by
from films.made import why_again
from films.order import Order
from scenes.script.contents import Lecture, lectures, scenes_of

#: How many times as many connections as the shipped network's a film takes without a word.
MANY_TIMES = 4

#: The shipped network's connections, with which a film takes as long as it says in README.md.
USUAL_CONNECTIONS = 12_960

VERBS = {"film": "film", "lecture": "join", "findings": "measure"}


@dataclass(frozen=True)
class Step:
    """A step of the work.

    Attributes
    ----------
    rule
        What the Snakefile calls it: "film", "lecture" or "findings".
    name
        Of the scene or the lecture.
    reasons
        Why it is to be done, in plain words.
    """

    rule: str
    name: str
    reasons: Sequence[str] = ()

    def __str__(self) -> str:
        """Return it as a line for people."""
        return f"{VERBS[self.rule]} {self.name}: {'; '.join(self.reasons)}"


@dataclass(frozen=True)
class Plan:
    """The work there is.

    Attributes
    ----------
    steps
        In an order in which they can be done.
    kept
        Scenes and lectures that are as they should be.
    refused
        Why scenes can't be filmed with this network, and which.
    blocked
        Lectures that can't be joined, as a section of theirs is refused.
    """

    steps: tuple[Step, ...]
    kept: tuple[str, ...]
    refused: dict[str, list[str]]
    blocked: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """What was asked for and can't be made."""
        return [scene for scenes in self.refused.values() for scene in scenes] + [*self.blocked]

    @property
    def films(self) -> list[str]:
        """The scenes that are to be filmed."""
        return [step.name for step in self.steps if step.rule == "film"]

    @property
    def warnings(self) -> list[str]:
        """What can't be filmed, a line for each reason."""
        lines = [f"left out, as {why}: {', '.join(scenes)}" for why, scenes in self.refused.items()]
        if self.blocked:
            lines.append(f"not joined, as sections are left out: {', '.join(self.blocked)}")
        return lines


def plan(order: Order, names: Sequence[str]) -> Plan:
    """Return the work that makes what is asked for: scenes and lectures, by their names."""
    refused = refusals(order, _scenes(names))
    out = {scene for scenes in refused.values() for scene in scenes}
    scenes = [scene for scene in _scenes(names) if scene not in out]
    joined = [each for each in lectures() if each.name in names]
    blocked = [each for each in joined if out & set(_sections(each))]
    joined = [each for each in joined if each not in blocked]
    films = list(_films(order, scenes))
    steps = [*_findings(order, films), *films, *_lectures(order, joined, films)]
    made = {step.name for step in steps}
    kept = [name for name in (*scenes, *(each.name for each in joined)) if name not in made]
    return Plan(tuple(steps), tuple(kept), refused, tuple(each.name for each in blocked))


def refusals(order: Order, scenes: Iterable[str]) -> dict[str, list[str]]:
    """Return why scenes have nothing to tell of a network, and which."""
    found: dict[str, list[str]] = {}
    for scene in scenes if order.network else ():
        if why := _refused(order, needs_of(scene)):
            found.setdefault(f"{_called(order)} {why}", []).append(scene)
    return found


def _refused(order: Order, needs: Mapping[str, Any]) -> str:
    """Return what a scene misses in the network; nothing if it can be filmed."""
    network = order.network
    assert network
    hidden = len(network.mlp.sizes) - 2
    if hidden < needs.get("least_hidden_layers", 0):
        many = f"{hidden} hidden layers, and these are about more"
        return f"has {many if hidden else 'no hidden layers, which these are about'}"
    if needs.get("only_sigmoid_outputs") and network.mlp.output != "sigmoid":
        return f"ends in {network.mlp.output}, and these are about a sigmoid at each output"
    if needs.get("only_trained_here") and network.recipe is None:
        return "was trained elsewhere, and these are about how"
    if needs.get("plays_back") and not (ROOT / order.beside_model("history.npz")).exists():
        return "has no record of its training beside it, which these play back"
    return ""


def slowness(order: Order) -> str:
    """Return that filming takes many times as long as usual, and why; nothing if it doesn't."""
    if order.network is None:
        return ""
    connections = sum(weights.size for weights in order.network.mlp.weights)
    times = connections / USUAL_CONNECTIONS
    if times < MANY_TIMES:
        return ""
    return (
        f"{_called(order)} has {connections:,} connections, {times:.0f} times as many as the "
        "shipped network: films that draw them all may take as many times as long"
    )


def _called(order: Order) -> str:
    assert order.network
    return f"{'-'.join(map(str, order.network.mlp.sizes))} ({order.model})"


def _findings(order: Order, films: Iterable[Step]) -> Iterator[Step]:
    if order.findings_to_make and any("findings" in shown_by(step.name) for step in films):
        yield Step("findings", "findings", (f"none beside {order.model}",))


def _films(order: Order, scenes: Iterable[str]) -> Iterator[Step]:
    for scene in scenes:
        if why := why_again(scene, order, order.made_from(scene)):
            yield Step("film", scene, tuple(why))


def _lectures(order: Order, joined: Iterable[Lecture], films: Sequence[Step]) -> Iterator[Step]:
    made = {step.name for step in films}
    for lecture in joined:
        new = [scene.rpartition("/")[2] for scene in _sections(lecture) if scene in made]
        why = [f"new: {', '.join(new)}"] * bool(new)
        if not why or not (ROOT / order.film(lecture.name)).exists():
            why = why_again(lecture.name, order, order.joined_from(lecture))
        if why:
            yield Step("lecture", lecture.name, tuple(why))


def _scenes(names: Iterable[str]) -> list[str]:
    """Return the scenes that are meant by names of lectures and scenes."""
    return list(dict.fromkeys(scene for name in names for scene in scenes_of(name)))


def _sections(lecture: Lecture) -> list[str]:
    return [section.scene for section in lecture.sections]
