"""What plain ``manim`` may be asked for on its command line: told in four lines, if it can't be."""

from manim import RendererType, config

from network.files.errors import InputError

#: How far the shape of a frame may be off, as a share: pixels are whole.
TOLERANCE = 0.01


def check_asked() -> None:
    """Make sure that scenes can be drawn as Manim was asked to.

    Raises
    ------
    InputError
        If another renderer is wanted, or a frame of another shape.
    """
    if config.renderer != RendererType.CAIRO:
        raise InputError(
            f"--renderer {config.renderer.value}",
            expected="cairo: networks are painted by it",
            found="another one",
            remedy="leave it out",
        )
    width, height = config.pixel_width, config.pixel_height
    shape = config.frame_width / config.frame_height
    if width % 2 or height % 2 or abs(width / height / shape - 1) > TOLERANCE:
        raise InputError(
            f"-r {width},{height}",
            expected="even numbers, 16 to 9 as the stage: -r 1280,720",
            found=f"{9 * width / height:.2f} to 9",
            remedy="give another resolution, or a quality: -ql, -qm, -qh, -qp, -qk",
        )


def check_seen(plays: int) -> None:
    """Make sure that some of a scene was to be seen.

    Parameters
    ----------
    plays
        How many animations it had, up to where it was to end.

    Raises
    ------
    InputError
        If all of it was skipped.
    """
    first = config.from_animation_number
    if plays and plays <= first:
        raise InputError(
            f"-n {first}",
            expected=f"the number of one of its animations, 0 to {plays - 1}",
            found="none to be shown",
            remedy="give a lower number, or leave it out",
        )
