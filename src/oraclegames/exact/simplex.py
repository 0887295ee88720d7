"""Certified linear programming over the rationals: maximise c·x subject to A x = b, x ≥ 0.

HiGHS guesses a basis in floating point. It is then solved exactly, by FLINT as a full matrix or
sparsely, and a revised simplex method in exact arithmetic goes on from there until it holds a
proof: a bad guess costs time, never truth. The simplex takes the steepest reduced cost, and after a
degenerate step the first index (Bland 1977) until a step makes progress, so it is finite. Of large
programs, floats are asked again from each basis that is solved, as long as that helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from flint import fmpq, fmpq_mat, fmpz_mat

from oraclegames.budget import Clock, OutOfTime
from oraclegames.errors import CertificateError
from oraclegames.exact.float_basis import guess, sharpened
from oraclegames.exact.linear_program import Infeasible, LinearProgram, Optimal, Sparse, Unbounded
from oraclegames.exact.pricing import reduced_costs
from oraclegames.exact.rational import pivots, to_fraction
from oraclegames.exact.sparse import Factors, TooDense
from oraclegames.later import np

Answer = Optimal | Infeasible | Unbounded

_LARGE, _SPARSE = 60, 12
"""From so many rows on, and up to so many entries a column, a basis is eliminated sparsely."""

_ROUNDS = 40
"""How often at most a large program goes back to floats."""


@dataclass
class _Tableau:
    """A basis in progress.

    ``basis[r]`` is a column of the program, or −1 − k for the artificial column ``artificial[k]``.
    """

    lp: LinearProgram
    basis: list[int]
    artificial: list[list[tuple[int, int]]]
    kept: tuple[list[int], _Solver] | None = None

    def column(self, j: int) -> list[tuple[int, int]]:
        return self.lp.column(j) if j >= 0 else self.artificial[-1 - j]

    def factors(self, clock: Clock) -> _Solver:
        """The basis matrix, m × m, ready to solve with: sparse ones are eliminated so.

        Kept until the basis is another.
        """
        if self.kept is None or self.kept[0] != self.basis:
            self.kept = list(self.basis), self._factors(clock)
        return self.kept[1]

    def _factors(self, clock: Clock) -> _Solver:
        m, columns = self.lp.n_rows, [self.column(j) for j in self.basis]
        if m >= _LARGE and sum(map(len, columns)) <= _SPARSE * m:
            try:
                return Factors(columns, clock.check)
            except TooDense:
                pass
        _afford(clock, m)
        return _Full(columns)

    def solution(self, values: Sequence[fmpq]) -> Sparse:
        """The primal point with these basic values."""
        pairs = [(j, to_fraction(v)) for j, v in zip(self.basis, values) if j >= 0 and v]
        return tuple(sorted(pairs))


class _Solver(Protocol):
    def solve(self, rhs: Sequence[int]) -> list[fmpq]:
        """x with B x = rhs."""

    def solve_transposed(self, costs: Sequence[int]) -> list[fmpq]:
        """y with y B = costs."""


class _Full:
    """A basis matrix as FLINT solves it: for small ones, and dense ones."""

    def __init__(self, columns: Sequence[Sequence[tuple[int, int]]]):
        self.matrix = fmpz_mat(len(columns), len(columns))
        for r, column in enumerate(columns):
            for i, a in column:
                self.matrix[i, r] = a

    def solve(self, rhs: Sequence[int]) -> list[fmpq]:
        return self._solve(self.matrix, rhs)

    def solve_transposed(self, costs: Sequence[int]) -> list[fmpq]:
        return self._solve(self.matrix.transpose(), costs)

    def _solve(self, matrix: fmpz_mat, rhs: Sequence[int]) -> list[fmpq]:
        if not rhs:
            return []
        return list(matrix.solve(fmpz_mat(len(rhs), 1, list(rhs))).entries())


def _tableau(lp: LinearProgram, start: Sequence[int] | None, clock: Clock) -> tuple[_Tableau, bool]:
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
        values = tableau.factors(clock).solve(lp.rhs)
    except ZeroDivisionError:
        tableau = _Tableau(lp, _independent(lp, tableau.basis), units)
        values = tableau.factors(clock).solve(lp.rhs)
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
    rounds = _ROUNDS if phase == 2 and lp.n_rows >= _LARGE else 0
    before: list[int] | None = None
    while True:
        if before is not None:
            if not _is_feasible(tableau, clock):
                tableau.basis, rounds = before, 0
            before = None
        factors = tableau.factors(clock)
        values = factors.solve(lp.rhs)
        costs = [
            int(lp.objective[j]) * (phase == 2) if j >= 0 else -(phase == 1) for j in tableau.basis
        ]
        y = factors.solve_transposed(costs)
        signs, sizes = reduced_costs(lp, y, objective=phase == 2)
        better = np.flatnonzero(signs > 0)
        if not better.size:
            return values, y, -1, []
        if rounds:
            sharper = sharpened(lp, tableau.basis, y, clock)
            if sharper is not None and set(sharper) != set(tableau.basis):
                before, tableau.basis, rounds = tableau.basis, sharper, rounds - 1
                continue
            rounds = 0
        entering = int(better[0] if careful else better[np.argmax(sizes[better])])
        entries = [0] * lp.n_rows
        for i, a in lp.column(entering):
            entries[i] = a
        step = factors.solve(entries)
        leaving = _leaving(tableau.basis, values, step, phase)
        if leaving is None:
            return values, y, entering, step
        careful = values[leaving] == 0
        tableau.basis[leaving] = entering


def _is_feasible(tableau: _Tableau, clock: Clock) -> bool:
    """Whether the basis is one, and its basic values those of a point of the program."""
    try:
        values = tableau.factors(clock).solve(tableau.lp.rhs)
    except ZeroDivisionError:
        return False
    return all(v == 0 if j < 0 else v >= 0 for j, v in zip(tableau.basis, values))


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
    tableau, needed = _tableau(lp, guess(lp, clock) if start is None else start, clock)
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
