"""HiGHS, silent: the one place that makes a solver.

HiGHS 1.16 prints its name on standard output when a solver first has something to say, and with
highspy that is while the solver is being made, before it can be told to be silent. Standard output
belongs to the answer, so the option is set in between, where the solver connects its callbacks.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def new_solver() -> Any:
    """A ``highspy.Highs`` that prints nothing."""
    solver = _silent_class()()
    solver.setOptionValue("output_flag", False)  # should a version connect no callbacks
    return solver


@cache
def _silent_class() -> Any:
    import highspy

    class Silent(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent
