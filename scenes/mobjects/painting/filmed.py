"""The way of a drawn frame into a film: its colours are converted once, where it lies.

Manim copies each frame off the camera, hands the copy to the thread that encodes, copies it again
for the encoder, and converts its colours there: once more for each time that it is repeated. Up to
the encoder this takes four times as long as the conversion alone, and the encoder gets the same
numbers, to the bit.
"""

import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from av import VideoFrame
from av.video.reformatter import VideoReformatter
from manim import Mobject, Scene, config
from manim.renderer import cairo_renderer
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.mobjects.painting.play_key import play_key

#: For films to keep, to be cut or encoded again: four times the time, twice the bytes, and much
#: nearer to what was drawn than those of manim.cfg.
MASTER = {"preset": "slow", "bf": "3", "subq": "8", "crf": "14", "threads": "1"}


def as_ordered() -> None:
    """Let films be encoded as ``LECTURE_MASTER`` says: 1 for films to keep, else as usual.

    Films to keep have one encoder at a time: it holds as much as two others.
    """
    if os.environ.get("LECTURE_MASTER") == "1":
        config.video_encoder_options = MASTER
        config.max_inflight_encoders = 1


class FrameEncoder(VideoSegmentEncoder):
    """Encodes frames that have the encoder's colours already."""

    def write_frame(self, frame: VideoFrame, *, repeat: int = 1) -> None:
        """Encode a frame, as often as it is repeated.

        Raises
        ------
        RuntimeError
            If it can't be encoded or written.
        """
        frame.time_base = Fraction(1, self.spec.frame_rate)
        try:
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error


class FilmWriter(SceneFileWriter):
    """Manim's writer, except that it converts frames before it hands them on.

    It never keeps the pixels that it is given: they are free again as soon as it returns.
    """

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self._converter = VideoReformatter()

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1) -> None:
        """Write a frame: ``pixels`` is (height, width, 4) uint8, red first, without gaps."""
        super().write_frame(
            self._converted(pixels) if self.video_encoder else pixels, repeat=repeat
        )

    def _converted(self, pixels: np.ndarray) -> VideoFrame:
        frame = VideoFrame.from_numpy_buffer(pixels, format="rgba")
        kind = self.video_encoder.pixel_format
        converted = self._converter.reformat(frame, format=kind, threads=1)
        if converted is frame:  # nothing to convert: these still are the camera's pixels
            return VideoFrame.from_ndarray(pixels, format="rgba")
        return converted

    @staticmethod
    def _concat_manifest_bytes(input_files: list[str]) -> bytes:
        """Name files as FFmpeg takes them, also with a quote in a path."""
        quoted = [file.replace("'", "'\\''") for file in input_files]
        return SceneFileWriter._concat_manifest_bytes(quoted)

    def _create_segment_encoder(self, target: Path) -> FrameEncoder:
        return FrameEncoder(target=target, spec=self.video_encoder)


class FilmRenderer(CairoRenderer):
    """Manim's renderer, except that what it has drawn goes into the film without a copy.

    And it knows sooner whether a play was filmed before: see
    :mod:`scenes.mobjects.painting.play_key`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(file_writer_class=FilmWriter, **settings)

    def play(self, scene: Scene, *animations: Any, **timing: Any) -> None:
        """Play animations; their films are named by our digest while it lasts."""
        manims = cairo_renderer.get_hash_from_play_call
        cairo_renderer.get_hash_from_play_call = play_key
        try:
            super().play(scene, *animations, **timing)
        finally:
            cairo_renderer.get_hash_from_play_call = manims

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the next frame, and put it into the film."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)
