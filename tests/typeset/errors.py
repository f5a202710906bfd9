"""What can be wrong with a formula that is evaluated."""


class UnreadableError(ValueError):
    """A source that means no number, or doesn't look on screen as it would be calculated."""


class ElidedError(ValueError):
    """Dots stand for terms that can't be told from their neighbours."""


class UnknownError(LookupError):
    """A symbol that no number was given for."""
