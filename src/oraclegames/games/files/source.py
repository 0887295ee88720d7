"""Where a game's text comes from: a path or an open file, decoded strictly.

Every failure to get at a text (missing, a directory, not UTF-8) becomes one line here, so that the
readers of the single formats only ever see a ``str`` and a name to use in their messages.
"""

from __future__ import annotations

import codecs
import difflib
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from oraclegames.errors import InputError, ParseError

_LOOKED_AT = 2000
"""So many names of a folder are compared with that of a file which is missing."""

Source = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A path or an open file, in text or binary mode."""


def read_text(source: Source | None) -> tuple[str, str]:
    """The whole text of a path or of an open file, and its name for messages.

    A byte order mark, as editors on Windows write it, is skipped.
    """
    data, name = read_data(source)
    return decoded(data, name), name


def read_data(source: Source | None) -> tuple[str | bytes, str]:
    """All that a path or an open file holds, and its name for messages."""
    if source is None:  # as sys.stdin is, where it is closed
        raise InputError("cannot read <stdin>: it is closed")
    read: Callable[[], str | bytes]
    if isinstance(source, (str, os.PathLike)):
        name, read = _printable(os.fspath(source)), Path(source).read_bytes
    else:
        label = getattr(source, "name", None)
        name, read = _printable(label) if isinstance(label, str) else "<stream>", source.read
    try:
        data = read()
    except UnicodeDecodeError as error:
        raise _not_text(error, name) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        hint = _nearest(source) if isinstance(error, FileNotFoundError) else ""
        raise InputError(f"cannot read {name}: {reason}{hint}") from None
    return (data if isinstance(data, str) else bytes(data)), name


def _nearest(source: Any) -> str:
    """A file of the same folder with almost this name, as a question."""
    path = Path(source)
    try:
        names = [one.name for one in itertools.islice(path.parent.iterdir(), _LOOKED_AT)]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"; did you mean {_printable(str(path.with_name(near[0])))}?" if near else ""


def decoded(data: str | bytes, name: str) -> str:
    """Data as a text: UTF-8, or UTF-16 with the mark that says so, as Excel's "Unicode Text" is."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_text(error, name) from None


def locate(text: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def found(word: str) -> str:
    """What was found, for a message: quoted, on one line, and not too long."""
    if not word:
        return "the end of the text"
    return repr(word if len(word) <= 40 else word[:37] + "...")


def _printable(name: str | bytes) -> str:
    text = os.fsdecode(name)
    return text if text.isprintable() and text else repr(text)


def _not_text(error: UnicodeDecodeError, name: str) -> ParseError:
    before = error.object[: error.start]
    return ParseError(
        f"expected UTF-8 text, found the byte 0x{error.object[error.start]:02x}",
        source=name,
        line=before.count(b"\n") + 1,
        column=len(before) - before.rfind(b"\n"),
    )
