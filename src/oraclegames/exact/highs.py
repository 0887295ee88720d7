"""HiGHS, silent: the one place that makes a solver.

HiGHS 1.16 prints its name on standard output when a solver first has something to say, and with
highspy that is while the solver is being made, before it can be told to be silent. Standard output
belongs to the answer, so the option is set in between, where the solver connects its callbacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from oraclegames.budget import Clock
from oraclegames.later import np


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


def float_optimum(
    costs: Sequence[float],
    rows: Sequence[Mapping[int, float]],
    upper: Sequence[float],
    *,
    clock: Clock,
    steps: int | None = None,
) -> list[float] | None:
    """A point x ≥ 0 that is largest in c·x among those with rows·x ≤ upper, in floats; or None.

    For searches that weigh what it finds exactly. ``steps`` of the simplex method are enough, or
    it is None: where much is tied, floats may go round for ever.
    """
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(rows)
    program.col_cost_ = np.array(costs)
    program.col_lower_ = np.zeros(len(costs))
    program.col_upper_ = np.full(len(costs), highspy.kHighsInf)
    program.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
    program.row_upper_ = np.array(upper)
    program.sense_ = highspy.ObjSense.kMaximize
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    program.a_matrix_.index_ = np.array([j for row in rows for j in row], dtype=np.int32)
    program.a_matrix_.value_ = np.array([a for row in rows for a in row.values()])
    solver = new_solver()
    solver.setOptionValue("time_limit", clock.left)
    if steps is not None:
        solver.setOptionValue("simplex_iteration_limit", steps)
    solver.passModel(program)
    solver.run()
    clock.check()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return list(solver.getSolution().col_value)
