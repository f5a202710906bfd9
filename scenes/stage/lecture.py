"""What all lecture scenes have in common: the network, the digits, and a voice."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np
from manim import UP, FadeIn, FadeOut, Mobject, MovingCameraScene, config
from manim.animation.animation import DEFAULT_ANIMATION_RUN_TIME, prepare_animation
from manim.utils.exceptions import EndSceneEarlyException

from network.files.atomic import replacing
from network.files.errors import InputError
from network.questions.examples import Example
from scenes.look.theme import Theme, theme
from scenes.mobjects.painting.filmed import FilmRenderer, as_ordered
from scenes.mobjects.painting.frame_by_frame import FrameByFrame
from scenes.mobjects.painting.painted import StageCamera
from scenes.mobjects.writing.words import Words, note
from scenes.script.catalogue import times_of, written
from scenes.script.classes import name_classes, named
from scenes.script.contents import TABLE, section_of
from scenes.script.languages import film_language
from scenes.script.message import Message, stored
from scenes.stage.asked import check_asked, check_seen
from scenes.stage.depends import key_of
from scenes.stage.opening import CornerTitle, TitleCard
from scenes.stage.studied import Studied


@contextmanager
def told_in_four_lines() -> Iterator[None]:
    """End the program with what is wrong with its input, and without a way there of 100 lines.

    Raises
    ------
    SystemExit
        If something that was given can't be used; its text says what.
    """
    try:
        yield
    except InputError as error:
        raise SystemExit(str(error)) from error


class LectureScene(Studied, MovingCameraScene):
    """A scene that draws a trained network and is told in sentences.

    Settings come from the environment, so that plain ``manim`` knows them too:
    ``LECTURE_MODEL`` names a network.npz, ``LECTURE_DIGIT`` a picture of one's own digit,
    ``LECTURE_THEME`` a theme, ``LECTURE_NARRATION=0`` leaves out the waiting for text to be
    read, ``NETWORK_DATA`` a folder with MNIST, ``LECTURE_LANGUAGE`` the language,
    ``LECTURE_MASTER=1`` asks for a film that is encoded to be kept.
    """

    def __init__(self, renderer: Any = None, **settings: Any) -> None:
        with told_in_four_lines():
            check_asked()
        settings.setdefault("camera_class", StageCamera)
        as_ordered()
        renderer = renderer or FilmRenderer(camera_class=settings["camera_class"])
        super().__init__(renderer=renderer, **settings)
        name_classes(None)  # until the network is read: a scene before may have had another
        self.cues: list[dict[str, Any]] = []
        self.chapters: list[dict[str, Any]] = []
        self.frames_made = 0
        self.told_until = 0.0

    def setup(self) -> None:
        """Set the stage."""
        self.camera.background_color = self.look.stage

    def render(self, preview: bool = False) -> Any:
        """Run the scene; what is wrong with its input is told in four lines, not in a hundred.

        Raises
        ------
        SystemExit
            If something that was given can't be used; its text says what.
        """
        with told_in_four_lines():
            rerun = super().render(preview)
            check_seen(self.renderer.num_plays)
            return rerun

    def tear_down(self) -> None:
        """Write what was said, and when, beside the film, and whose digits it shows."""
        with suppress(EndSceneEarlyException):  # of some plays only, the last one may be among them
            self.stand_until(self.told_until)
        super().tear_down()
        writer = self.renderer.file_writer
        if self.cues and writer.output_spec.is_video:
            beside = writer.output_plan.subcaption_file.with_suffix(".captions.json")
            shown = self.digits.digits.name if "digits" in vars(self) else None
            told = {"language": film_language().code, "digits": shown}
            told |= {"chapters": self.chapters, "cues": self.cues}
            with replacing(beside) as file:
                file.write(json.dumps(told, indent=1, ensure_ascii=False).encode())

    def play(self, *animations: Any, **timing: Any) -> None:
        """Play animations at the normal pace, unless they or ``run_time`` name another one."""
        if "run_time" not in timing:
            animations = tuple(map(prepare_animation, animations))
            if all(each.run_time == DEFAULT_ANIMATION_RUN_TIME for each in animations):
                timing["run_time"] = self.look.normal
        super().play(*animations, **timing)
        step = 1 / config.frame_rate
        if self.is_current_animation_frozen_frame():
            self.frames_made += int(self.duration / step)
        else:
            self.frames_made += len(np.arange(0, self.duration, step))

    def quickly(self, *animations: Any, **timing: Any) -> None:
        """Play what only leads from one thing to the next."""
        self.play(*animations, run_time=self.look.quick, **timing)

    def slowly(self, *animations: Any, **timing: Any) -> None:
        """Play what is to be followed with the eyes."""
        self.play(*animations, run_time=self.look.slow, **timing)

    def rest(self, share: float = 1.0) -> None:
        """Let the picture stand for a moment, as long as a normal animation takes or a share."""
        self.wait(share * self.look.normal)

    def drive(
        self,
        show: Callable[[float], Any],
        parts: Sequence[Mobject],
        run_time: float,
        *depends_on: Any,
        start: float = 0.0,
        end: float = 1.0,
        **timing: Any,
    ) -> None:
        """Let a function bring mobjects to where they are, frame by frame.

        Parameters
        ----------
        show
            Brings the mobjects to a share of the way, 0 to 1.
        parts
            These mobjects.
        run_time
            Seconds.
        depends_on
            What the picture depends on besides the network, the digits and the source of all
            modules in use, which count anyway: numbers, names, arrays.
        start, end
            From which share of the way to which.

        Raises
        ------
        TypeError
            If something that the picture depends on has no digest.
        """

        def show_share(share: float) -> None:
            show(end if share == 1 else start + share * (end - start))

        read = (vars(self).get(name) for name in ("network", "digits", "history", "own_digit"))
        key = key_of([*read, start, end, show.__qualname__, *depends_on])
        self.play(FrameByFrame(show_share, parts, key), run_time=run_time, **timing)

    @property
    def clock(self) -> float:
        """Seconds of film so far, to a frame.

        Manim's own ``time`` is off by up to a frame a play, depending on what it finds in its
        cache: narration would drift.
        """
        return self.frames_made / config.frame_rate

    @property
    def look(self) -> Theme:
        """Colours, sizes and paces."""
        return theme()

    def source_of(self, example: Example | None = None) -> Words:
        """Return the note that says where a digit comes from; where most do, if none is given."""
        own = example is not None and example.label is None
        return note("your own digit") if own else note(self.shown_digits.name)

    def open_section(self, *stage: Mobject) -> None:
        """Say where we are in the lecture, as ``lectures.toml`` has it, before anything else.

        Parameters
        ----------
        stage
            The picture that the section before this one ended with, if it goes on from there.
            The title stands above it, in the corner; otherwise it has the frame to itself.

        Raises
        ------
        InputError
            If ``lectures.toml`` doesn't name the scene.
        """
        found = section_of(type(self))
        if not found:
            raise InputError(
                TABLE,
                expected=f"a section with the scene {type(self).__name__}",
                found="none",
                remedy="add it, or leave out open_section()",
            )
        lecture, index = found
        section = lecture.sections[index]
        self.add(*stage)
        if section.continues:
            title = CornerTitle(section.number, section.title)
        else:
            place = index, len(lecture.sections)
            title = TitleCard(lecture.title, section.number, section.title, *place)
        self.play(FadeIn(title, shift=0.15 * UP), run_time=self.look.quick)
        self.wait(0.75 * self.look.normal)
        self.play(FadeOut(title, shift=0.15 * UP), run_time=self.look.quick)

    def chapter(self, title: str) -> None:
        """Begin a chapter of the film here, which is a section of Manim's too."""
        self.stand_until(self.told_until)
        self.next_section(title)
        self.chapters.append({"start": self.clock, "title": title})

    @contextmanager
    def say(self, text: str, **values: Any) -> Iterator[None]:
        """Say a line while the block plays, and wait until it can have been read.

        It begins when the line before can have been spoken, too.

        Parameters
        ----------
        text
            A sentence or two, with ``{fields}`` in Python's format notation.
        values
            What the fields stand for: numbers, messages, or lists of these.
        """
        self.stand_until(self.told_until)
        start = self.clock
        values = named(text, {**(text.values if isinstance(text, Message) else {}), **values})
        said, times = written(text, **values), times_of(text, values)
        yield
        self.stand_until(start + times.stands)
        end, self.told_until = self.clock, start + times.lasts
        self.add_subcaption(said, duration=end - start, offset=start - self.time)
        told = {"message": str(text), "values": stored(values), "text": said}
        self.cues.append({"start": start, "end": end, **told})

    def stand_until(self, moment: float) -> None:
        """Let the picture stand until a second of the film, unless that is over.

        Without narration it doesn't wait.
        """
        missing = round((moment - self.clock) * config.frame_rate)
        if missing > 0 and os.environ.get("LECTURE_NARRATION") != "0":
            # Manim rounds down: without the quarter, a frame may get lost.
            self.wait((missing + 0.25) / config.frame_rate)
