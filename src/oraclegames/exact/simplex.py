"""Certified linear programming over the rationals: maximise c·x subject to A x = b, x ≥ 0.

HiGHS guesses a basis in floating point. FLINT then solves the basis exactly, and a revised simplex
method in exact arithmetic goes on from there until it holds a proof: a bad guess costs time, never
truth. The simplex takes the steepest reduced cost, and after a degenerate step the first index
(Bland 1977) until a step makes progress, so it is finite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_mat, fmpz, fmpz_mat

from oraclegames.budget import Clock, OutOfTime
from oraclegames.errors import CertificateError
from oraclegames.exact.highs import new_solver
from oraclegames.exact.linear_program import Infeasible, LinearProgram, Optimal, Sparse, Unbounded
from oraclegames.exact.pricing import reduced_costs
from oraclegames.exact.rational import pivots, to_fraction
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Answer = Optimal | Infeasible | Unbounded

# -- the guess -------------------------------------------------------------------------------------


def _guess(lp: LinearProgram, clock: Clock) -> list[int] | None:
    """A basis from HiGHS: m columns, row i's own unit column as −1 − i. None if there is no guess.

    If HiGHS finds no feasible point, the guess is a basis that is closest to one.
    """
    import highspy

    if not lp.rows.size:
        return None  # HiGHS crashes without entries, and there is nothing to guess.
    # Rows, right-hand sides and costs shrink into [-1, 1]: nothing overflows.
    size = np.ones(lp.n_rows, dtype=lp.values.dtype)
    np.maximum.at(size, lp.rows, abs(lp.values))
    values = (lp.values / size[lp.rows]).astype(np.float64)
    b = _shrunk(np.array([Fraction(b, int(s)) for b, s in zip(lp.rhs, size)], dtype=object))
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
) -> tuple[Any, list[int] | None]:
    import highspy

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(rhs)
    program.col_cost_ = costs
    program.col_lower_ = np.zeros(len(costs))
    program.col_upper_ = np.full(len(costs), highspy.kHighsInf)
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
    if solver.passModel(program) == error or solver.run() == error:
        return None, None
    clock.check()
    if not solver.getBasis().valid:
        return solver.getModelStatus(), None
    _, basis = solver.getBasicVariables()
    return solver.getModelStatus(), [int(j) for j in basis]


# -- the exact simplex -----------------------------------------------------------------------------


@dataclass
class _Tableau:
    """A basis in progress.

    ``basis[r]`` is a column of the program, or −1 − k for the artificial column ``artificial[k]``.
    """

    lp: LinearProgram
    basis: list[int]
    artificial: list[list[tuple[int, int]]]

    def column(self, j: int) -> list[tuple[int, int]]:
        return self.lp.column(j) if j >= 0 else self.artificial[-1 - j]

    def matrix(self) -> fmpz_mat:
        """The basis matrix, m × m."""
        m = self.lp.n_rows
        matrix = fmpz_mat(m, m)
        for r, j in enumerate(self.basis):
            for i, a in self.column(j):
                matrix[i, r] = a
        return matrix

    def solution(self, values: Sequence[fmpq]) -> Sparse:
        """The primal point with these basic values."""
        pairs = [(j, to_fraction(v)) for j, v in zip(self.basis, values) if j >= 0 and v]
        return tuple(sorted(pairs))


def _solve(matrix: fmpz_mat, rhs: Sequence[int | fmpz]) -> list[fmpq]:
    """The solution of a regular m × m system of whole numbers."""
    if not rhs:
        return []
    return list(matrix.solve(fmpz_mat(len(rhs), 1, list(rhs))).entries())


def _tableau(lp: LinearProgram, start: Sequence[int] | None) -> tuple[_Tableau, bool]:
    """A tableau whose basic values are ≥ 0, near the given basis; and whether it needs phase 1.

    A basic column with a negative value is replaced by its opposite, as an artificial column; rows
    that the start does not reach get a unit column of the right sign.
    """
    m = lp.n_rows
    units = [[(i, 1)] for i in range(m)]
    tableau = _Tableau(lp, list(start if start is not None else range(-1, -1 - m, -1)), units)
    try:
        if len(tableau.basis) != m:
            raise ZeroDivisionError
        values = _solve(tableau.matrix(), lp.rhs)
    except ZeroDivisionError:
        tableau = _Tableau(lp, _independent(lp, tableau.basis), units)
        values = _solve(tableau.matrix(), lp.rhs)
    needed = False
    for r, (j, value) in enumerate(zip(list(tableau.basis), values)):
        if value < 0:
            opposite = [(i, -a) for i, a in tableau.column(j)]
            tableau.artificial.append(opposite)
            tableau.basis[r] = -len(tableau.artificial)
        needed = needed or (value != 0 and tableau.basis[r] < 0)
    return tableau, needed


def _independent(lp: LinearProgram, columns: Sequence[int]) -> list[int]:
    """A basis of columns from the list, first come first served, filled up with unit columns."""
    m = lp.n_rows
    candidates = [*dict.fromkeys(columns), *(j for j in range(-1, -1 - m, -1) if j not in columns)]
    matrix = fmpq_mat(m, len(candidates))
    for k, j in enumerate(candidates):
        for i, a in lp.column(j) if j >= 0 else [(-1 - j, 1)]:
            matrix[i, k] = a
    return [candidates[k] for k in pivots(*matrix.rref())]


def _simplex(
    tableau: _Tableau, phase: int, clock: Clock
) -> tuple[list[fmpq], list[fmpq], int, list[fmpq]]:
    """Pivot until optimal or unbounded; the basic values must be ≥ 0.

    Phase 1 maximises −(sum of the artificial variables), phase 2 the objective; then artificial
    variables are 0 and stay so. Returns the basic values, the dual solution, and, if unbounded,
    the entering column with its coordinates in the basis; −1 and [] if optimal.
    """
    lp = tableau.lp
    careful = False
    while True:
        _afford(clock, lp.n_rows)
        matrix = tableau.matrix()
        values = _solve(matrix, lp.rhs)
        costs = [
            int(lp.objective[j]) * (phase == 2) if j >= 0 else -(phase == 1) for j in tableau.basis
        ]
        y = _solve(matrix.transpose(), costs)
        signs, sizes = reduced_costs(lp, y, objective=phase == 2)
        better = np.flatnonzero(signs > 0)
        if not better.size:
            return values, y, -1, []
        entering = int(better[0] if careful else better[np.argmax(sizes[better])])
        entries = [0] * lp.n_rows
        for i, a in lp.column(entering):
            entries[i] = a
        step = _solve(matrix, entries)
        leaving = _leaving(tableau.basis, values, step, phase)
        if leaving is None:
            return values, y, entering, step
        careful = values[leaving] == 0
        tableau.basis[leaving] = entering


def _afford(clock: Clock, rows: int) -> None:
    """Give up before a step that would overrun the clock: FLINT's m × m solves do not stop early.

    Three of them take about m³ · 7 ns; half a second beyond the end is forgiven.
    """
    clock.check()
    if clock.left + 0.5 < rows**3 * 7e-9:
        raise OutOfTime


def _leaving(basis: list[int], values: list[fmpq], step: list[fmpq], phase: int) -> int | None:
    """The position that leaves: least ratio, ties by the least index; None if nothing bounds."""
    if phase == 2:
        for r, j in enumerate(basis):
            if j < 0 and step[r] != 0:
                return r
    ratios = [(values[r] / step[r], basis[r], r) for r in range(len(basis)) if step[r] > 0]
    return min(ratios)[2] if ratios else None


def maximise(
    program: LinearProgram, *, start: Sequence[int] | None = None, clock: Clock | None = None
) -> Answer:
    """Solve a linear program exactly; the answer carries its proof.

    Args:
        program: the program.
        start: a basis to start from (``Optimal.basis`` of a program with the same rows); HiGHS is
            not asked then. Any list of columns does: it is cut and filled up to a basis.
        clock: when to give up (``OutOfTime``); None for never.

    Cost: HiGHS, then for each exact step three m × m solves over the integers and one pass over
    the non-zero entries. Complete, unless the clock ends it.

    >>> maximise(LinearProgram.of([0], equal=[([1], -1)]))
    Infeasible(y=(Fraction(1, 1),))
    """
    lp, clock = program, clock or Clock(None)
    _afford(clock, lp.n_rows)
    tableau, needed = _tableau(lp, start if start is not None else _guess(lp, clock))
    result: Answer
    if needed:
        values, y, _, _ = _simplex(tableau, 1, clock)
        if any(v != 0 for j, v in zip(tableau.basis, values) if j < 0):
            scaled = (v * s for v, s in zip(y, lp.row_scales))
            return _checked(Infeasible(tuple(to_fraction(v) for v in scaled)), lp)
    values, y, entering, step = _simplex(tableau, 2, clock)
    x = tableau.solution(values)
    if entering >= 0:
        moved = tableau.solution([-v for v in step])
        result = Unbounded(x, tuple(sorted([*moved, (entering, Fraction(1))])))
    else:
        scaled = (v * s / lp.objective_scale for v, s in zip(y, lp.row_scales))
        basis = tuple(_row_of(tableau, j) if j < 0 else j for j in tableau.basis)
        result = Optimal(x, tuple(to_fraction(v) for v in scaled), lp.value(x), basis)
    return _checked(result, lp)


def _row_of(tableau: _Tableau, j: int) -> int:
    """An artificial column's stand-in that makes sense outside: the unit column of its first row.

    The basis may become singular by that; a start is repaired anyway.
    """
    return -1 - tableau.artificial[-1 - j][0][0]


def _checked(result: Answer, program: LinearProgram) -> Answer:
    if not result.verify(program):
        kind = type(result).__name__
        raise CertificateError(f"the linear program's {kind} answer fails its check")
    return result
