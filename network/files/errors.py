"""The one error that speaks to the person at the keyboard."""

import sys
from collections.abc import Callable
from pathlib import Path

#: What a command line answers that was stopped by Ctrl-C, as shells have it.
INTERRUPTED = 130


class InputError(Exception):
    """Something given to the project cannot be used.

    It always says four things: which file or setting, what was expected there, what was
    found instead, and what to do about it. Command lines print it and exit with code 1.

    Parameters
    ----------
    subject
        The file, folder, option or variable at fault.
    expected, found, remedy
        One short phrase each, without a full stop.
    """

    def __init__(self, subject: str | Path, *, expected: str, found: str, remedy: str) -> None:
        self.subject = str(subject)
        self.expected = expected
        self.found = found
        self.remedy = remedy
        super().__init__(
            f"{self.subject}\n  expected: {expected}\n  found:    {found}\n  to do:    {remedy}"
        )

    def __reduce__(self) -> tuple[Callable[..., "InputError"], tuple[str, ...]]:
        """Say how it is made again in another process."""
        return _again, (self.subject, self.expected, self.found, self.remedy)


def _again(subject: str, expected: str, found: str, remedy: str) -> InputError:
    return InputError(subject, expected=expected, found=found, remedy=remedy)


def run(work: Callable[[], int | None], stopped: str = "stopped; nothing was stored") -> int:
    """Do the work of a command line; what is wrong with its input is told in four lines.

    Parameters
    ----------
    work
        The work; it returns an exit code, or nothing if all is well.
    stopped
        What is said after Ctrl-C.

    Returns
    -------
    int
        The exit code: 0, or 1 after an error that was explained, or 130 after Ctrl-C.
    """
    try:
        return work() or 0
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(stopped, file=sys.stderr)
        return INTERRUPTED
