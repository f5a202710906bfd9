"""What Manim keeps of a film is used again where nothing changed, and nowhere else."""

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import av
import numpy as np
import pytest
from manim import Mobject, tempconfig
from manim.data_structures import MethodWithArgs
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

from network.training.stored import SHIPPED_NETWORK, load_network, save_network
from scenes.forward import Forward
from scenes.mobjects.edges.canvas import Canvas
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.lines import Lines
from scenes.mobjects.painting.outlines import Outlines
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.painting.play_key import Reader, digest, way_to_read
from scenes.mobjects.writing import number
from scenes.mobjects.writing.number import Figures, Numeral
from scenes.mobjects.writing.words import formula, note, words
from tests.conftest import SETTINGS

#: Small, and few frames: here it only matters which plays are drawn.
HOW = {
    "quality": "low_quality",
    "pixel_width": 428,
    "pixel_height": 240,
    "frame_rate": 2,
    "format": "mp4",
    "disable_caching": False,
    "max_files_cached": 1000,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


class Short(Forward):
    """The film with one digit, which notes what each play shows."""

    labels_that_follow = ()

    def construct(self):
        self.shows_network = []
        super().construct()

    def play(self, *animations, **how):
        super().play(*animations, **how)
        # Edges stay once they are there, so what a play shows is on the stage at its end.
        family = chain.from_iterable(top.get_family() for top in self.mobjects)
        self.shows_network.append(any(isinstance(mobject, EdgeField) for mobject in family))

    def tell_how_often_it_is_right(self):
        self.first_to_tell = self.renderer.num_plays
        super().tell_how_often_it_is_right()


@dataclass
class Film:
    """A rendered film: the scene, the file, and the file of every play."""

    scene: Short
    path: Path
    parts: list[Path]

    @property
    def names(self) -> list[str]:
        return [part.name for part in self.parts]


@pytest.fixture(scope="module")
def render(cache):
    """Return a function that makes the film, with whatever its media folder holds from before.

    ``last`` is the last play that is made, if not all are. It is told at its pace, as films are:
    waiting for the narrator is a play, too.
    """

    def make(media: Path, last: int = -1, **settings: str) -> Film:
        with pytest.MonkeyPatch.context() as patch:
            for name in (*SETTINGS, "NETWORK_DATA"):
                patch.delenv(name, raising=False)
            for name, value in {"NETWORK_CACHE": cache, **settings}.items():
                patch.setenv(name, str(value))
            how = {**HOW, "media_dir": str(media), "upto_animation_number": last}
            with tempconfig(how):
                scene = Short()
                scene.render()
                writer = scene.renderer.file_writer
                parts = [Path(part) for part in writer.partial_movie_files]
                return Film(scene, Path(writer.movie_file_path), parts)

    return make


@pytest.fixture(scope="module")
def first(render, tmp_path_factory) -> Film:
    """The film of the shipped network."""
    return render(tmp_path_factory.mktemp("first"))


@pytest.fixture
def media(first) -> Path:
    """The media folder in which that film was made."""
    return next(folder for folder in first.path.parents if folder.name == "videos").parent


def parts_in(media: Path) -> dict[Path, int]:
    """Return the films of single plays, and when each was written."""
    found = media.rglob("partial_movie_files/**/*.mp4")
    return {part: part.stat().st_mtime_ns for part in found}


def frames(path: Path) -> np.ndarray:
    """Return all frames of a film: shape (n, height, width, 3)."""
    with av.open(str(path)) as film:
        return np.array([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])


def test_with_nothing_changed_nothing_is_drawn_again(render, first, media, monkeypatch):
    # Nor is anything hidden from the cache: what is known by its type alone is like any other of
    # its kind, and films would be stale.
    read_type_alone, unread = Reader.read_type_alone, set()

    def noted(reader, thing):
        unread.add(type(thing))
        read_type_alone(reader, thing)

    monkeypatch.setattr(Reader, "read_type_alone", noted)
    way_to_read.cache_clear()
    drawn = parts_in(media)
    pictures = frames(first.path)
    again = render(media)
    way_to_read.cache_clear()
    assert len(set(first.names)) > 30
    assert again.names == first.names
    assert parts_in(media) == drawn
    assert set(first.parts) <= set(drawn)
    assert np.array_equal(frames(again.path), pictures)
    # Edge fields tell by their ``key`` what the first two draw; what has been set is known by
    # its glyphs, not by its file; what a method leads to is looked at itself; and outlines are kept
    # by the camera, of what is on the stage.
    assert unread == {Canvas, Lines, type(media), MethodWithArgs, Outlines}


def test_after_one_weight_has_changed_no_frame_is_stale(render, first, media, tmp_path):
    network, example = load_network(SHIPPED_NETWORK), first.scene.examples[0]
    mlp = network.mlp
    neuron = int((example.forward.z[0] - mlp.biases[0]).argmax())
    parameters = mlp.parameters.copy()
    parameters[neuron * 784 + int(example.pixels.argmax())] += 3  # the first are weights[0]
    changed = replace(network, mlp=mlp.with_parameters(parameters))
    assert sum(np.sum(a != b) for a, b in zip(mlp.weights, changed.mlp.weights, strict=True)) == 1
    model = tmp_path / "network.npz"
    save_network(model, changed)

    retrained = render(media, LECTURE_MODEL=model)
    from_nothing = render(tmp_path / "media", LECTURE_MODEL=model)

    shows = retrained.scene.shows_network
    assert True in shows
    assert shows.index(True) > 10
    redrawn = [new != old for new, old in zip(retrained.names, first.names, strict=True)]
    assert redrawn == shows
    assert not set(retrained.names[shows.index(True) :]) & set(first.names)
    assert retrained.names == from_nothing.names
    pictures = frames(retrained.path)
    assert np.array_equal(pictures, frames(from_nothing.path))

    # The weight can be seen as soon as edges are drawn, and not before.
    shown = shows.index(True)
    assert not np.array_equal(frames(first.parts[shown]), frames(retrained.parts[shown]))
    before = sum(len(frames(part)) for part in first.parts[:shown])
    assert np.array_equal(frames(first.path)[:before], pictures[:before])


def test_another_accuracy_is_drawn_where_it_is_told(render, first, media, tmp_path):
    network = load_network(SHIPPED_NETWORK)
    confusion = network.confusion.copy()
    confusion[1, [1, 2]] += [-100, 100]
    accuracy = float(np.trace(confusion) / confusion.sum())
    model = tmp_path / "network.npz"
    save_network(model, replace(network, confusion=confusion, test_accuracy=accuracy))
    film = render(media, LECTURE_MODEL=model)
    redrawn = [new != old for new, old in zip(film.names, first.names, strict=True)]
    told = film.scene.first_to_tell
    first_redrawn = redrawn.index(True)
    assert redrawn == [False] * first_redrawn + [True] * (len(film.names) - first_redrawn)
    # The line before may have to be heard out, and what stood there may go first.
    assert told <= first_redrawn <= told + 2


def test_another_theme_draws_everything_again(render, first, media):
    # The theme most like the first one: paper and ink have the same colours in both.
    film = render(media, last=12, LECTURE_THEME="classic")
    assert len(film.names) == 13
    assert not set(film.names) & set(first.names)


def test_the_cache_doesn_t_ask_when_words_were_first_set(tmp_path):
    # Manim keeps the glyphs of what it has set before; words that use them are the same words.
    with tempconfig({**HOW, "media_dir": str(tmp_path)}):
        for build in (lambda: words("set twice"), lambda: formula("w_1 a_1")):
            assert digest(build()) == digest(build())


def forget_glyphs():
    """Let everything be set anew that was set before in this process; Typst's files stay."""
    SVG_HASH_TO_MOB_MAP.clear()
    for kept in (number.outline, number._glyph, number._glyphs):
        kept.cache_clear()


def state(mobject: Mobject) -> list[dict[str, object]]:
    """Return all numbers and arrays of a mobject and its parts, to the last bit."""
    return [
        {
            name: (value.dtype, value.shape, value.tobytes()) if hasattr(value, "dtype") else value
            for name, value in vars(part).items()
            if isinstance(value, int | float | np.ndarray)
        }
        for part in mobject.get_family()
    ]


def drawn(mobject: Mobject) -> np.ndarray:
    """Return the picture of a mobject: shape (height, width, 4)."""
    camera = StageCamera()
    camera.capture_mobjects([mobject])
    return camera.pixel_array.copy()


#: What Typst sets, in places and sizes that no binary number hits: a label, a note made smaller, a
#: formula with a rule and labelled parts, and numbers out of our own table of glyphs.
SET_BY_TYPST = {
    "words": lambda: words("label {label}", label=3).shift([0.37, -2.75, 0]),
    "note": lambda: note("784 pixels").scale(0.66).shift([1 / 3, 0.1, 0]),
    "formula": lambda: formula("{{ w_1 : weight }} a_1 + b / 2", size=37).shift([-0.7, 0.2, 0]),
    "numeral": lambda: Numeral(-1234.5, 2, size=29, commas=True).shift([-0.7, 0.2, 0]).set_value(7),
    "figures": lambda: Figures("{share:.1%}", size=31, share=0.968).shift([0.3, 1 / 3, 0]),
}


@pytest.mark.parametrize("build", SET_BY_TYPST.values(), ids=SET_BY_TYPST)
def test_what_was_set_before_is_the_same_to_the_last_bit(build, tmp_path):
    # Were it a last bit beside, plays would be drawn again for nothing, and a film out of Manim's
    # cache could differ from one made from nothing.
    with tempconfig({**HOW, "media_dir": str(tmp_path)}):
        forget_glyphs()
        afresh, from_memory = build(), build()
        forget_glyphs()
        from_file = build()
        picture = drawn(afresh)
        assert len(np.unique(picture)) > 10
        for again in (from_memory, from_file):
            assert state(again) == state(afresh)
            assert np.array_equal(drawn(again), picture)
