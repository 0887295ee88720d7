"""Files that appear whole or not at all.

What is written goes to a temporary name beside the target and is renamed when it is complete, so
nobody sees half a file, and a failure leaves what was there before. It is on the disk before it has
its name, so this holds for a failure of the power too.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oraclegames.errors import InputError

_TEMPORARY = ".tmp-"


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """The temporary name to write to; it becomes ``path`` when the block ends without an error.

    Raises:
        InputError: the file cannot be written; the message says why.
    """
    target = Path(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f"{_TEMPORARY}{target.name}.", suffix=target.suffix, dir=target.parent
        )
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], content: bytes | str) -> None:
    """Write bytes, or text as UTF-8, to a file.

    Raises:
        InputError: the file cannot be written.
    """
    with whole_file(path) as temporary:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)


def remove_leftovers(folder: Path) -> None:
    """Delete what processes that were killed while they wrote into a folder have left there."""
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        leftover.unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
