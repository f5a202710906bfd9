"""What is seen while a scene is told: noted beat by beat, to be asked by tests.

A scene that ran on the test's stage has

- ``beats``: one :class:`Beat` for each line that was said, in order, with what can be seen when
  the line ends;
- ``ended``: a :class:`Picture` of what can be seen at the end;
- ``last_frame``: how that looks, pixels of shape (height, width, 4).

``said(scene)`` is all that was said, ``beat(scene, "part of its line")`` the one beat whose line
holds that, ``seen(scene, "text")`` the beats in which such a text is seen, and ``formulas(scene)``
are the sources of all formulas that could be seen: ``tests.typeset`` evaluates them.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Scene

from scenes.mobjects.neurons.layer import Neuron, NeuronLayer
from scenes.mobjects.pixels.grid import PixelGrid
from scenes.mobjects.pixels.weights import WeightGrid
from scenes.mobjects.writing.number import Numeral
from tests.texts import can_be_seen, family, told, visible_texts


@dataclass
class Picture:
    """What can be seen at one moment.

    Attributes
    ----------
    texts
        All texts, formulas, numbers and code, as they were asked for; signs as they are written.
    numbers
        Values of those numbers that know theirs, in full precision.
    neurons
        Activations of all neurons that are drawn, layer by layer.
    layers
        Activations of every layer, those of its neurons that are drawn.
    grids
        Values of every picture of pixels, (rows, columns).
    weights
        Weights of every picture of weights, (rows, columns).
    places
        Where the middle of every text is, (x, y) in scene units, in the order of ``texts``.
    """

    texts: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    neurons: list[float] = field(default_factory=list)
    layers: list[np.ndarray] = field(default_factory=list)
    grids: list[np.ndarray] = field(default_factory=list)
    weights: list[np.ndarray] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)

    def shows(self, text: str) -> bool:
        """Return whether any text that is seen holds this one; minus signs count as hyphens."""
        return any(with_hyphens(text) in with_hyphens(each) for each in self.texts)


@dataclass
class Beat(Picture):
    """One line and what can be seen when it ends.

    Attributes
    ----------
    message, values, text
        What was asked to be said, and the sentence that it made.
    start, end
        Seconds of film.
    passed
        Every text that could be seen at the end of any play of the beat.
    formulas
        Sources of the formulas of which anything could be seen then, in the order they came in.
    """

    message: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    start: float = 0.0
    end: float = 0.0
    passed: set[str] = field(default_factory=set)
    formulas: list[str] = field(default_factory=list)


def picture(scene: Scene) -> dict[str, list]:
    """Return what can be seen on the stage just now, by the names that ``Picture`` has for it."""
    texts = visible_texts(scene)
    neurons, layers, grids, weights = [], [], [], []
    for each in family(scene.mobjects):
        if isinstance(each, NeuronLayer) and any(map(can_be_seen, each.neurons)):
            layers.append(each.activations)
        elif isinstance(each, Neuron) and can_be_seen(each):
            neurons.append(each.activation)
        elif isinstance(each, PixelGrid) and can_be_seen(each):
            grids.append(np.array(each.values))
        elif isinstance(each, WeightGrid) and can_be_seen(each):
            weights.append(np.array(each.weights))
    return {
        "texts": [told(text) for text in texts],
        "places": [tuple(map(float, text.get_center()[:2])) for text in texts],
        "numbers": [text.value for text in texts if isinstance(text, Numeral)],
        "neurons": neurons,
        "layers": layers,
        "grids": grids,
        "weights": weights,
    }


def with_hyphens(text: str) -> str:
    """Return a text with hyphens in place of minus signs."""
    return text.replace("\N{MINUS SIGN}", "-")


def said(scene: Scene) -> str:
    """Return all that was said, one line after the other, hyphens in place of minus signs."""
    return with_hyphens(" ".join(cue["text"] for cue in scene.cues))


def beat(scene: Scene, part: str) -> Beat:
    """Return the one beat whose line, as said or as asked for, holds these words.

    Raises
    ------
    LookupError
        If there is none, or more than one.
    """
    found = [each for each in scene.beats if part in with_hyphens(each.text) + each.message]
    if len(found) != 1:
        lines = "\n".join(f"  {each.text}" for each in found or scene.beats)
        raise LookupError(f"{len(found)} beats say {part!r}:\n{lines}")
    return found[0]


def seen(scene: Scene, text: str) -> list[Beat]:
    """Return the beats at whose end a text can be seen that holds this one."""
    return [each for each in scene.beats if each.shows(text)]


def formulas(scene: Scene) -> list[str]:
    """Return the sources of all formulas that could be seen after a play, in order of coming."""
    return list(scene.watch.all_formulas)
