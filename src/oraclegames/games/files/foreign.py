"""What a file seems to be that is no game: so that the message can name it and say what to do.

The first bytes tell the kind, as the program ``file`` does it; of archives, the names inside.
"""

from __future__ import annotations

_SHEET = "save the sheet as CSV"
_EXTRACT = "extract the game first"
_EXPORT = "export the payoffs as CSV"
_GAME = "a payoff table, .nfg or JSON is needed"

_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "copy its payoff table into a CSV file"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Office program, such as an .xls workbook", _SHEET),
    (b"\x1f\x8b", "a gzip archive", _EXTRACT),
    (b"BZh", "a bzip2 archive", _EXTRACT),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _EXTRACT),
    (b"\xfd7zXZ\x00", "an xz archive", _EXTRACT),
    (b"Rar!", "a RAR archive", _EXTRACT),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _EXTRACT),
    (b"\x89PNG", "a PNG picture", _GAME),
    (b"\xff\xd8\xff", "a JPEG picture", _GAME),
    (b"GIF8", "a GIF picture", _GAME),
    (b"\x7fELF", "a program", _GAME),
    (b"MZ", "a Windows program", _GAME),
    (b"\x89HDF", "an HDF5 file", _EXPORT),
    (b"MATLAB 5.0", "a MATLAB file", _EXPORT),
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"ARROW1", "an Arrow file", _EXPORT),
    (b"SQLite format 3", "an SQLite database", _EXPORT),
    (b"RDX", "an R data file", _EXPORT),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\\documentclass", "a LaTeX document", _GAME),
    (b"\\begin{", "LaTeX", _GAME),
    (b"version https://git-lfs", "a pointer of Git LFS", "fetch the file itself: git lfs pull"),
    (b"#!", "a script", _GAME),
)
_INSIDE: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/", "an Excel workbook", _SHEET),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet", _SHEET),
    (b"word/", "a Word document", "copy its payoff table into a CSV file"),
    (b"opendocument.text", "an OpenDocument text", "copy its payoff table into a CSV file"),
    (b"ppt/", "a PowerPoint presentation", "copy its payoff table into a CSV file"),
)
_HEAD = 1 << 16
_NPY = b"\x93NUMPY"
_ZIP = b"PK\x03\x04"


def foreign_kind(data: bytes) -> str | None:
    """What the data seems to be, with what to do about it; None if it may be a game.

    >>> foreign_kind(b"%PDF-1.7 ...")
    'this seems to be a PDF document: copy its payoff table into a CSV file'
    """
    kind = _kind(data)
    return None if kind is None else f"this seems to be {kind[0]}: {kind[1]}"


def is_numpy(data: bytes) -> bool:
    """Whether this is what NumPy's ``save`` or ``savez`` writes."""
    return data.startswith(_NPY) or (data.startswith(_ZIP) and b".npy" in data[-_HEAD:])


def _kind(data: bytes) -> tuple[str, str] | None:
    # Long: one case for each kind of file.
    head = data[:_HEAD]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind, advice in _KINDS:
        if start.startswith(magic):
            return kind, advice
    if head.startswith(_ZIP):
        for name, kind, advice in _INSIDE:
            if name in head or name in data[-_HEAD:]:
                return kind, advice
        return None if is_numpy(data) else ("a zip archive", _EXTRACT)
    if len(head) > 1 and head[0] == 0x80 and head[1] <= 5:
        return "a Python pickle", "save the arrays with numpy.save, or the game with to_json"
    if head.startswith(_NPY):
        return None
    lower = start[:1000].lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)", "copy its payoff table into a CSV file"
    if lower.startswith(b"<") and b"<svg" in lower:
        return "an SVG picture", _GAME
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a binary file", _GAME
    return None
