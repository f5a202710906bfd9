"""What a file is that was given for data and isn't: told by how it starts."""

GZIP = b"\x1f\x8b"
"""How files packed by gzip start, whatever they are called."""

STARTS = {
    GZIP: "a file packed by gzip, and packed a second time",
    b"PK\x03\x04": "a ZIP archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a file packed by bzip2",
    b"\xfd7zXZ": "a file packed by xz",
    b"\x93NUMPY": "an array of NumPy's, .npy",
    b"\x89HDF": "an HDF5 file",
    b"MATLAB": "a file of MATLAB's",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"PAR1": "a Parquet table",
    b"\x80": "a Python pickle, which could run any program and is never opened",
    b"version https://git-lfs": "a note of Git LFS in place of the file",
}
"""What begins so, besides text."""

NUMBERS = {
    0x09: "signed bytes",
    0x0B: "16-bit numbers",
    0x0C: "32-bit numbers",
    0x0D: "32-bit fractions",
    0x0E: "64-bit fractions",
}
"""The other types of numbers that the format knows."""

PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")

LOOKED_AT = 512
"""So many bytes tell what a file is."""

UNPACK = {
    GZIP: "unpack it once: gunzip FILE",
    b"PK\x03\x04": "unpack it, and name the folder with its files",
    b"7z\xbc\xaf": "unpack it, and name the folder with its files",
    b"Rar!": "unpack it, and name the folder with its files",
    b"BZh": "unpack it first",
    b"\xfd7zXZ": "unpack it first",
    b"version https://git-lfs": "fetch the file itself: git lfs pull",
}
"""What helps, where more helps than another file."""


def what_is(start: bytes) -> str:
    """Return what a file is that is no IDX file of bytes, by how it starts."""
    if not start:
        return "an empty file"
    known = next((what for begin, what in STARTS.items() if start.startswith(begin)), None)
    if known:
        return known
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(PAGES):
        return "a web page (HTML): perhaps that of a login, or of an error"
    if start[257:262] == b"ustar":
        return "a tar archive"
    if start[:2] == b"\0\0" and len(start) > 3 and start[2] in NUMBERS:
        return f"one of {NUMBERS[start[2]]}: a file that starts with {start[:4].hex(' ')}"
    if all(32 <= each < 127 or each in b"\t\r\n" for each in start):
        first = start.decode("ascii").splitlines()[0][:30]
        return f'text, "{first}": a file that starts with {start[:4].hex(" ")}'
    return f"a file that starts with {start[:4].hex(' ')}"


def remedy(start: bytes, usual: str) -> str:
    """Return what to do about a file that starts so."""
    return next((todo for begin, todo in UNPACK.items() if start.startswith(begin)), usual)
