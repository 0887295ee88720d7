"""How the program ends: its exit status, and one line on standard error for every error on purpose.

0 done (``check`` and ``values``: yes; ``reproduce``: all claims hold), 1 if not, 2 bad input or
output that cannot be written; 130 after Ctrl-C, 141 if the reader of standard output went away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

from oraclegames.cli.process import CtrlC, ReaderGoneError
from oraclegames.errors import OracleGamesError
from oraclegames.exact.rational import for_people

_INTERRUPTED = 130
"""The status after Ctrl-C; typer turns the interrupt into it while a command runs."""

_READER_GONE = 141
"""As if by SIGPIPE: 0 and 1 are answers, and this one reached nobody."""


def end_after(command: Callable[[], object]) -> NoReturn:
    """Run a command, which may return a status, and end the process."""
    try:
        status = command()
        sys.stdout.flush()
    except ReaderGoneError:
        sys.exit(_READER_GONE)
    except OracleGamesError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except (RecursionError, MemoryError):
        _fail("the input is too large for this machine")
    if CtrlC.came and status in (None, 1):
        status = _INTERRUPTED  # what was found is printed, and marked partial
    if status == _INTERRUPTED:
        print("interrupted", file=sys.stderr)
    sys.exit(status if isinstance(status, int) else 0)


def _fail(message: str) -> NoReturn:
    print("error: " + for_people(" ".join(message.split())), file=sys.stderr)
    sys.exit(2)
