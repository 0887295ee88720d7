"""Bases of linear programs by floating point: HiGHS guesses where the exact simplex begins.

A bad guess costs time, never truth. The first guess sees reduced costs of size 1e-7 and more; once
a basis is solved exactly, its exact reduced costs, magnified, are an objective that lets HiGHS see
much smaller ones (iterative refinement: Gleixner, Steffy and Wolter 2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.highs import new_solver
from oraclegames.exact.linear_program import LinearProgram
from oraclegames.exact.pricing import whole_costs
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FAR = 10**4

Basis = list[int]
"""m columns; row i's own unit column is −1 − i."""


def guess(lp: LinearProgram, clock: Clock) -> Basis | None:
    """A basis from HiGHS; None if there is no guess.

    If HiGHS finds no feasible point, the guess is a basis that is closest to one.
    """
    import highspy

    if not lp.rows.size:
        return None  # HiGHS crashes without entries, and there is nothing to guess.
    values, b = _shrunk_rows(lp)
    costs = _shrunk(lp.objective)
    status, basis = _highs(lp.starts, lp.rows, values, b, costs, clock)
    if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded):
        return basis
    n, m = lp.n_columns, lp.n_rows
    status, basis = _highs(
        np.concatenate([lp.starts, lp.starts[-1] + np.arange(1, m + 1)]),
        np.concatenate([lp.rows, np.arange(m)]),
        np.concatenate([values, np.where(b < 0, -1.0, 1.0)]),
        b,
        np.concatenate([np.zeros(n), -np.ones(m)]),
        clock,
    )
    return None if basis is None else [j if j < n else n - 1 - j for j in basis]


def sharpened(
    lp: LinearProgram, basis: Sequence[int], y: Sequence[fmpq], clock: Clock
) -> Basis | None:
    """A better basis than one with the exact multipliers ``y``, if HiGHS finds one from there.

    The objective c − y·A differs from c by a constant; it is magnified until the largest reduced
    cost is 1; columns of reduced costs far below −1 then stay out.
    """
    values, b = _shrunk_rows(lp)
    exact = whole_costs(lp, y, objective=True)
    top = max(exact)
    far = np.array([a < -_FAR * top for a in exact])
    costs = np.array([0.0 if out else a / top for a, out in zip(exact, far)])
    return _highs(lp.starts, lp.rows, values, b, costs, clock, basis, far)[1]


def _shrunk_rows(lp: LinearProgram) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Entries and right-hand sides with every row, and these, shrunk into [-1, 1]."""
    size = np.ones(lp.n_rows, dtype=lp.values.dtype)
    np.maximum.at(size, lp.rows, abs(lp.values))
    values = (lp.values / size[lp.rows]).astype(np.float64)
    sides = [Fraction(b, int(s)) for b, s in zip(lp.rhs, size)]
    return values, _shrunk(np.array(sides, dtype=object))


def _shrunk(numbers: NDArray[Any]) -> NDArray[np.float64]:
    largest = max((abs(a) for a in numbers), default=0)
    return (numbers / (largest or 1)).astype(np.float64)


def _highs(
    starts: NDArray[np.int64],
    rows: NDArray[np.int64],
    values: NDArray[np.float64],
    rhs: NDArray[np.float64],
    costs: NDArray[np.float64],
    clock: Clock,
    start: Sequence[int] | None = None,
    out: NDArray[np.bool_] | None = None,
) -> tuple[Any, Basis | None]:
    """How HiGHS ends, and its basis."""
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(rhs)
    program.col_cost_ = costs
    program.col_lower_ = np.zeros(len(costs))
    free = np.full(len(costs), highspy.kHighsInf)
    program.col_upper_ = free if out is None else np.where(out, 0.0, free)
    program.row_lower_ = program.row_upper_ = rhs
    program.sense_ = highspy.ObjSense.kMaximize
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = rows.astype(np.int32)
    program.a_matrix_.value_ = values
    solver = new_solver()
    # Without presolve the basis is one of this program, and rays are not lost.
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("time_limit", clock.left)
    error = highspy.HighsStatus.kError
    if solver.passModel(program) == error:
        return None, None
    if start is not None and out is not None:
        inside = set(start)
        states = (highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kBasic)
        basis = highspy.HighsBasis()
        basis.col_status = [states[j in inside] for j in range(len(costs))]
        basis.row_status = [states[-1 - i in inside] for i in range(len(rhs))]
        basis.valid = True
        solver.setBasis(basis)
    if solver.run() == error:
        return None, None
    clock.check()
    if not solver.getBasis().valid:
        return solver.getModelStatus(), None
    _, columns = solver.getBasicVariables()
    return solver.getModelStatus(), [int(j) for j in columns]
