"""The one error that speaks to the person at the keyboard."""

from pathlib import Path


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
