"""All scenes of the lectures, by name."""

import importlib
import inspect

from scenes.script.contents import lectures
from scenes.stage.lecture import LectureScene

SCENES = [section.scene for lecture in lectures() for section in lecture.sections]

#: The same by lecture and scene, to be picked by ``-k``: ``structure/forward`` is ``forward``.
NAMED = {
    f"{lecture.name}/{section.scene.rpartition('/')[2]}": section.scene
    for lecture in lectures()
    for section in lecture.sections
}


def scene_called(name: str) -> type[LectureScene]:
    """Return the scene of a file."""
    module = importlib.import_module("scenes." + name.replace("/", "."))
    (found,) = (
        each
        for each in vars(module).values()
        if inspect.isclass(each)
        and each.__module__ == module.__name__
        and issubclass(each, LectureScene)
        and "construct" in vars(each)
    )
    return found
