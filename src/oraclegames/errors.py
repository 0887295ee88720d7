"""Every error that the package raises on purpose, grouped by what the caller can do.

::

    OracleGamesError
    ├── InputError (ValueError)    mend the input: it is wrong, and the message says where
    │   ├── ParseError             a file or text: "FILE:LINE:COLUMN: expected …, found …"
    │   └── MachineError           a machine breaks its rules (oraclegames.reflective)
    ├── UnsupportedError           the input is legal, but this question is not answered for it
    ├── MissingDependencyError     install the optional package that the message names
    └── CertificateError           a proof did not check: a defect of the package, please report
"""

from __future__ import annotations

from collections.abc import Iterable


class OracleGamesError(Exception):
    """The root of all errors of this package; what it says is one line."""

    def __init__(self, *said: object) -> None:
        super().__init__(*(one_line(one) if isinstance(one, str) else one for one in said))


def one_line(text: str) -> str:
    """The text with its lines one after the other."""
    lines = text.splitlines()
    return text if len(lines) < 2 else " ".join(map(str.strip, lines))


def told(value: object, length: int = 60) -> str:
    """The beginning of what a value looks like, whoever made it and whatever its ``repr`` does."""
    try:
        return one_line(repr(value)[: 4 * length])[:length]
    except Exception:  # also of numbers with more digits than Python prints
        return f"a {type(value).__name__}"


def raised(error: BaseException) -> str:
    """What somebody's own code raised, in one line, whatever its text does."""
    try:
        what = " ".join(str(error).split())[:80]
    except Exception:
        what = ""
    return type(error).__name__ + (f": {what}" if what else "")


class InputError(OracleGamesError, ValueError):
    """The input is wrong; one line says what, where and how to mend it."""


def no_such(what: str, given: object, known: Iterable[str]) -> InputError:
    """The error that there is no such thing, with the nearest spelling and all that there are.

    >>> str(no_such("theme", "drak", ["light", "dark"]))
    "there is no theme 'drak'; did you mean 'dark'? there are light, dark"
    """
    import difflib  # only here, where an error is made

    names = list(known)
    word = str(given)[:40]
    lower = {name.lower(): name for name in names}
    near = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.5)
    hint = f"did you mean {lower[near[0]]!r}? " if near else ""
    shown = f"{word!r}" if isinstance(given, str) else f"{given!r:.40}"
    return InputError(f"there is no {what} {shown}; {hint}there are {', '.join(names)}")


class ParseError(InputError):
    """A file or a text does not follow its format.

    ``line`` and ``column`` count from 1; ``source`` is the file's name or ``<string>``.
    """

    def __init__(self, message: str, *, source: str = "<string>", line: int = 1, column: int = 1):
        super().__init__(f"{source}:{line}:{column}: {message}")
        self.source = source
        self.line = line
        self.column = column


class UnsupportedError(OracleGamesError):
    """The input is legal, but this function does not answer the question for it."""


class MissingDependencyError(OracleGamesError, ImportError):
    """An optional package is needed; the message names the command that installs it."""


class CertificateError(OracleGamesError):
    """A result failed its own exact check. This is a defect of the package."""
