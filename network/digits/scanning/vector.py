"""Draw SVG and PDF, which describe a picture by its shapes, as pixels."""

import gzip
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from network.files.errors import InputError

SIDE = 800
"""Longer side of the drawn picture in pixels."""

MOST_BYTES = 100_000_000
"""Of a compressed SVG when it is unpacked."""

DRAWN = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {{
  let shown = measure(image("{name}"))
  image("{name}", width: shown.width * ({side}pt / calc.max(shown.width, shown.height)))
}}
"""
"""In Typst's language, which the films' texts are set with."""

BY_HAND = {
    "svg": "rsvg-convert -w 800 -o digit.png digit.svg",
    "pdf": "pdftoppm -r 150 -singlefile -png digit.pdf digit",
}
"""Commands that turn it into a PNG."""


def kind_of_vector(head: bytes) -> str | None:
    """Return 'svg' or 'pdf' if the first bytes of a file are of such a picture."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:2] == b"\x1f\x8b":
        return "svg"  # nothing else that is compressed as a whole is a picture
    marked_up = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return "svg" if marked_up and b"<svg" in head else None


def as_png(path: Path) -> BytesIO:
    """Draw an SVG, or the first page of a PDF.

    Raises
    ------
    InputError
        If it can't be drawn.
    """
    import typst  # takes a moment to load

    content = path.read_bytes()
    kind = str(kind_of_vector(content[:4096]))
    try:
        if content[:2] == b"\x1f\x8b":
            with gzip.open(BytesIO(content)) as unpacked:
                content = unpacked.read(MOST_BYTES)
        with TemporaryDirectory() as folder:
            (Path(folder) / f"picture.{kind}").write_bytes(content)
            text = Path(folder) / "page.typ"
            text.write_text(DRAWN.format(name=f"picture.{kind}", side=SIDE))
            return BytesIO(typst.compile(str(text), root=folder, format="png", ppi=72))
    except Exception as error:  # damaged, locked, or with something in it that can't be drawn
        raise InputError(
            path,
            expected=f"a picture, or one page of {kind.upper()} with a picture on it",
            found=f"something that can't be drawn ({str(error).splitlines()[0][:100]})",
            remedy=f"save it as PNG or JPEG, for instance by: {BY_HAND[kind]}",
        ) from error
