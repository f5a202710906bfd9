"""What is filmed without copies is what Manim films, to the byte."""

from configparser import ConfigParser
from pathlib import Path

import pytest
from manim import RIGHT, Scene, Square, config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.mobjects.painting.filmed import MASTER, FilmRenderer, as_ordered

#: Films with colours that are converted, films that keep all four channels, and single pictures.
#: With several threads on a busy machine, x264 may write other bytes for the very same pictures.
KINDS = {
    "mp4": {"format": "mp4", "video_encoder_options": {"threads": "1"}},
    "mov": {"format": "mov", "transparent": True},
    "png": {"format": "mov", "video_codec": "png", "pixel_format": "rgba"},
    "gif": {"format": "gif", "video_encoder_options": {"threads": "1"}},
    "pictures": {"format": "png-sequence"},
}


class Moves(Scene):
    """A square that moves and stands."""

    def construct(self):
        square = Square(color="#40c0f0", fill_opacity=0.7)
        self.play(square.animate.shift(3 * RIGHT).rotate(1))
        self.wait(1)


def filmed(renderer: type[CairoRenderer], folder: Path, how: dict) -> dict[str, bytes]:
    """Return the files of a film, and of its plays."""
    settings = {"media_dir": str(folder), "pixel_width": 64, "pixel_height": 36, "frame_rate": 5}
    settings |= {"disable_caching": True, "progress_bar": "none", "verbosity": "ERROR"}
    with tempconfig({**settings, **how}):
        Moves(renderer=renderer()).render()
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*.*")
        if file.suffix in (".mp4", ".mov", ".gif", ".png")
    }


@pytest.mark.parametrize("how", KINDS.values(), ids=KINDS)
def test_a_film_is_the_same_without_copies(how, tmp_path):
    ours = filmed(FilmRenderer, tmp_path / "ours", how)
    manims = filmed(CairoRenderer, tmp_path / "manims", how)
    assert ours == manims
    assert ours
    assert all(len(film) > 100 for film in ours.values())


def test_plays_are_joined_in_a_folder_of_any_name(tmp_path):
    """Manim ends with an error where there is a quote in a path."""
    films = filmed(FilmRenderer, tmp_path / """it's "here" $HOME #1 %d""", KINDS["mp4"])
    assert len([name for name in films if "partial" not in name]) == 1
    assert len(films) == 3


def test_films_to_keep_are_encoded_in_another_way(monkeypatch):
    folder = ConfigParser(interpolation=None)
    folder.read("manim.cfg")  # as plain Manim does in the repository
    usual = dict(folder["video_encoder.options"])
    assert usual.keys() == MASTER.keys()
    with tempconfig({"video_encoder_options": usual, "max_inflight_encoders": 2}):
        as_ordered()
        assert config.video_encoder_options == usual
        monkeypatch.setenv("LECTURE_MASTER", "1")
        as_ordered()
        assert config.video_encoder_options == MASTER != usual
        assert config.max_inflight_encoders == 1
