"""Protocol buffers as they are on the disk: as much of the wire format as ONNX files need.

A message is a row of fields. Each begins with a number, 8 * field + kind, and goes on with a
number of seven bits a byte (kind 0), 8 bytes (1), a length and so many bytes (2) or 4 bytes (5).
What the bytes mean, only the message's definition tells: here the caller does.
"""

import struct
from collections import defaultdict

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5


class Message:
    """The fields of a message, by their numbers.

    Parameters
    ----------
    content
        The message; it isn't copied.

    Raises
    ------
    ValueError
        If it is cut short, or no message.
    """

    def __init__(self, content: memoryview | bytes) -> None:
        self._fields: dict[int, list[int | memoryview]] = defaultdict(list)
        content, at = memoryview(content), 0
        while at < len(content):
            tag, at = _varint(content, at)
            field, kind = tag >> 3, tag & 7
            if kind == VARINT:
                value, at = _varint(content, at)
            elif kind in (EIGHT, FOUR, BYTES):
                length = {EIGHT: 8, FOUR: 4}.get(kind, 0)
                if kind == BYTES:
                    length, at = _varint(content, at)
                value, at = content[at : at + length], at + length
                if at > len(content):
                    raise ValueError("a field that is cut short")
            else:
                raise ValueError(f"a field of kind {kind}")
            self._fields[field].append(value)

    def __contains__(self, field: int) -> bool:
        return field in self._fields

    def messages(self, field: int) -> list["Message"]:
        """Return the messages in a field."""
        return [Message(each) for each in self.chunks(field)]

    def message(self, field: int) -> "Message":
        """Return the message in a field; an empty one, if there is none."""
        return Message(b"".join(self.chunks(field)))

    def texts(self, field: int) -> list[str]:
        """Return the texts in a field."""
        return [str(each, "utf-8") for each in self.chunks(field)]

    def text(self, field: int) -> str:
        """Return the text in a field; the last, if there are several; or an empty one."""
        return next(reversed(self.texts(field)), "")

    def integers(self, field: int) -> list[int]:
        """Return the whole numbers in a field, signed, packed or not."""
        numbers = []
        for each in self._fields.get(field, ()):
            if isinstance(each, int):
                numbers.append(each)
                continue
            at = 0
            while at < len(each):
                number, at = _varint(each, at)
                numbers.append(number)
        return [number - (1 << 64) if number >> 63 else number for number in numbers]

    def integer(self, field: int, default: int = 0) -> int:
        """Return the whole number in a field."""
        return next(reversed(self.integers(field)), default)

    def floats(self, field: int) -> list[float]:
        """Return the numbers in a field of floats, packed or not."""
        raw = b"".join(self.chunks(field))
        return list(struct.unpack(f"<{len(raw) // 4}f", raw[: len(raw) // 4 * 4]))

    def chunks(self, field: int) -> list[memoryview]:
        """Return what a field holds, as bytes.

        Raises
        ------
        ValueError
            If it holds whole numbers.
        """
        found = self._fields.get(field, [])
        if any(isinstance(each, int) for each in found):
            raise ValueError(f"a number in field {field}")
        return found  # type: ignore[return-value]


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    """Return the number that begins at a place, and where it ends."""
    number = shift = 0
    while True:
        if at >= len(content) or shift > 63:
            raise ValueError("a number that is cut short")
        byte = content[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number & (1 << 64) - 1, at
        shift += 7


def varint(number: int) -> bytes:
    """Return a number from 0 as it is written."""
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def number(field: int, value: int) -> bytes:
    """Return a field with a whole number from 0."""
    return varint(field << 3 | VARINT) + varint(value)


def chunk(field: int, content: bytes | str) -> bytes:
    """Return a field with a text, bytes, or a message."""
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | BYTES) + varint(len(content)) + content
