"""Goes through the tokens of a formula's source."""

from tests.typeset.errors import UnreadableError
from tests.typeset.tokens import Token, tokens

#: Opening brackets, as Typst pairs them or as signs, and how each closes.
BRACKETS = {"(": ")", "[": "]", r"\(": r"\)", r"\[": r"\]"}


class Reader:
    """Stands at a token of a plain source, and goes on from there."""

    def __init__(self, source: str) -> None:
        self.source, self.tokens, self.at = source, tokens(source), 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    @property
    def after(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def sees(self, *texts: str) -> bool:
        return self.now.kind in ("sign", "name") and self.now.text in texts

    def take(self, *texts: str) -> Token:
        token = self.now
        if texts and not self.sees(*texts):
            raise self.wrong(f"{' or '.join(texts)} is missing before {token.text or 'the end'!r}")
        if token.kind == "end":
            raise self.wrong("something is missing at the end")
        self.at += 1
        return token

    def wrong(self, what: str) -> UnreadableError:
        return UnreadableError(f"{what}, in {self.source!r}")

    def end_of(self, at: int) -> int:
        """Return where the bracket closes that opens at a token."""
        open_ones = []
        for place in range(at, len(self.tokens)):
            text = self.tokens[place].text
            if text in BRACKETS:
                open_ones.append(BRACKETS[text])
            elif open_ones and text == open_ones[-1]:
                open_ones.pop()
                if not open_ones:
                    return place
        raise self.wrong("a bracket isn't closed")

    def follows_at_once(self, text: str) -> bool:
        return self.sees(text) and self.now.start == self.tokens[self.at - 1].end
