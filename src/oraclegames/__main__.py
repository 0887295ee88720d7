"""The program ``oraclegames``, which is ``python -m oraclegames`` too.

Little is imported here, and the rest under a guard: Ctrl-C while it loads is no traceback either.
"""

from __future__ import annotations

import os
import signal
import sys


def program() -> None:
    """Run the program in a process of its own."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _end)
    from oraclegames.cli.ending import end_after
    from oraclegames.cli.process import CtrlC, own_streams
    from oraclegames.cli.straight import straight

    quick = straight(sys.argv[1:])
    if quick is None:
        from oraclegames.cli.main import main  # slow to import
    own_streams()
    if signal.getsignal(signal.SIGINT) is _end:
        CtrlC.listen()
    if quick is None:
        main()
    else:
        end_after(quick)


def _end(number: int, frame: object) -> None:
    """While a module is half imported, nothing else is safe."""
    os.write(2, b"interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    program()
