"""The clock of a scene is that of its film, whatever comes out of Manim's cache."""

import av
import pytest
from manim import Circle, FadeIn, FadeOut, Rotate, Wait, tempconfig

from scenes.script.languages import SOURCE
from scenes.script.narration import reading_time, speaking_time, times_for
from scenes.stage.lecture import LectureScene

HOW = {
    "quality": "low_quality",
    "pixel_width": 128,
    "pixel_height": 72,
    "disable_caching": False,
    "max_files_cached": 100,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


class Uneven(LectureScene):
    """Plays that last no whole number of frames."""

    def construct(self):
        circle = Circle()
        for share in (0.31, 0.9, 1.04):
            with self.say("A line of {length:.2f}.", length=share):
                self.play(FadeIn(circle), run_time=share)
                self.wait(share / 2)
                self.play(Rotate(circle), Wait(share * 1.3), run_time=share * 1.3)
            self.play(FadeOut(circle), run_time=0.77)


def film(media, rate: int) -> tuple[LectureScene, int]:
    """Film the scene; return it and how many frames the film has."""
    with tempconfig({**HOW, "frame_rate": rate, "media_dir": str(media)}):
        scene = Uneven()
        scene.render()
        with av.open(scene.renderer.file_writer.movie_file_path) as container:
            return scene, sum(1 for _ in container.decode(video=0))


@pytest.mark.parametrize("rate", [7, 15, 60])
def test_a_film_out_of_the_cache_is_as_long_as_a_new_one(tmp_path, monkeypatch, rate):
    monkeypatch.delenv("LECTURE_NARRATION", raising=False)
    new, frames = film(tmp_path, rate)
    again, frames_again = film(tmp_path, rate)
    assert again.renderer.animations_hashes == new.renderer.animations_hashes
    assert frames_again == frames
    assert again.cues == new.cues
    assert new.frames_made == again.frames_made == frames
    assert max(cue["end"] for cue in new.cues) <= frames / rate + 1e-9


class Told(LectureScene):
    """Two lines with hardly anything to see, and a rest between them."""

    def construct(self):
        for line in ("All 12,960 of them, from 0.00036 to 97.06.", "And that is all."):
            with self.say(line):
                self.wait(0.5)
            self.wait(0.2)


@pytest.mark.parametrize("narrated", [True, False])
def test_a_line_begins_when_the_one_before_can_have_been_spoken(tmp_path, monkeypatch, narrated):
    monkeypatch.setenv("LECTURE_NARRATION", str(int(narrated)))
    with tempconfig({**HOW, "frame_rate": 15, "media_dir": str(tmp_path), "dry_run": True}):
        scene = Told()
        scene.render()
    first, second = scene.cues
    if not narrated:
        assert [cue["end"] - cue["start"] for cue in scene.cues] == pytest.approx(
            [0.5, 0.5], abs=0.1
        )
        return
    for cue, until in ((first, second["start"]), (second, scene.frames_made / 15)):
        stands, lasts = times_for(cue["text"], cue["text"], SOURCE)
        assert cue["end"] - cue["start"] == pytest.approx(stands, abs=1 / 15)
        assert until - cue["start"] == pytest.approx(max(lasts, stands + 0.2), abs=1 / 15)
    assert speaking_time(first["text"]) > reading_time(first["text"])
