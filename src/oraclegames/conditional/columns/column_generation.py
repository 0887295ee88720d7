"""Column generation: the largest totally mixed part of an equilibrium, outcomes never listed.

Let Q be a totally mixed distribution whose residual r = K(v) Q is cheap. A totally mixed
equilibrium with values v exists iff −r lies in the cone of the columns K_o of K(v), and then
P = t Q + Σ λ_k δ_{o_k} with t > 0 and few atoms. So solve

    maximise t   subject to   t r + Σ λ_o K_o = 0,   t + Σ λ_o ≤ 1,   t, λ ≥ 0

over a growing list of outcomes. The dual (y, z) satisfies y·r + z ≥ 1, z ≥ 0 and, once no outcome
has y·K_o + z < 0, z = t is the optimum over *all* outcomes. If it is 0, then y·K_o ≥ 0 for every
outcome and y·r ≥ 1: the certificate (Stiemke) that there is no totally mixed equilibrium.

Floats only propose outcomes: HiGHS solves the list with an exact penalty on the equations, which
keeps its multipliers small while the list is poor. The last list is solved exactly, and the exact
multipliers are priced exactly; that alone decides.

Source: Gilmore and Gomory (1961) for pricing; its use on Q plus sparse atoms is derived.
"""

from __future__ import annotations

import math
import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, runtime_checkable

import numpy as np

from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import over_common, whole_array
from oraclegames.exact.simplex import LinearProgram, Optimal, maximise

__all__ = ["Columns", "Mixture", "SearchedColumns", "generate", "undercut"]


class Columns(Protocol):
    """A game at fixed values: its rows, the residual of Q, and the search for an outcome.

    All numbers are whole: every row is multiplied by a positive integer of the implementer's.
    Outcomes are any hashable keys.
    """

    @property
    def n_rows(self) -> int:
        """The number of rows."""

    def base(self) -> Sequence[Fraction]:
        """r = K(v) Q, one number for each row."""

    def column(self, outcome: Any) -> Mapping[int, int]:
        """K_o by its non-zero entries."""

    def propose(self, y: np.ndarray[Any, np.dtype[np.float64]]) -> list[Any]:
        """Some outcomes of small y·K_o, different ones, the smallest among them if possible."""

    def least(self, y: Sequence[int]) -> tuple[int, Any]:
        """The least y·K_o over all outcomes, exactly, and an outcome that has it."""


@runtime_checkable
class SearchedColumns(Columns, Protocol):
    """Columns whose least price is hard to prove, a bound on all prices less so."""

    def below(self, y: Sequence[int], bound: int) -> Any | None:
        """Any outcome with y·K_o < bound; None if there is none, exactly."""


def undercut(columns: Columns, y: Sequence[int], bound: int) -> Any | None:
    """An outcome with y·K_o < bound, or None if there is none, exactly."""
    if isinstance(columns, SearchedColumns):
        return columns.below(y, bound)
    value, outcome = columns.least(y)
    return outcome if value < bound else None


@dataclass(frozen=True)
class Mixture:
    """P = weight · Q + Σ λ_o δ_o, and the multipliers that prove the weight the largest.

    Attributes:
        weight: t; 0 if there is no totally mixed equilibrium (then there are no atoms).
        atoms: (outcome, λ_o > 0); weight and atoms sum to 1 if the weight is positive.
        y: one multiplier for each row: y·K_o + z ≥ 0 for every outcome, y·r + z ≥ 1, with
            z = weight if ``largest``.
        largest: whether the weight is proved to be the largest.
    """

    weight: Fraction
    atoms: tuple[tuple[Any, Fraction], ...]
    y: tuple[Fraction, ...]
    largest: bool


def generate(
    columns: Columns,
    *,
    largest: bool = True,
    start: Sequence[Hashable] = (),
    deadline: float | None = None,
) -> Mixture | None:
    """Solve for the largest weight of Q, exactly.

    Args:
        columns: the game at fixed values.
        largest: if false, stop at any positive weight; a weight of 0 is proved either way.
        start: outcomes to begin with.
        deadline: give up at this ``time.monotonic()``; the answer is then None.

    Cost: one float LP and one proposal for each round, some tens to hundreds of rounds; then a few
    exact solves with n_rows + 1 rows and as many exact searches for an outcome.
    """
    table = _Table(columns, start)
    _propose(table, largest, deadline)
    basis: tuple[int, ...] | None = None
    while deadline is None or time.monotonic() < deadline:
        program = table.program()
        solved = maximise(program, start=basis)
        if not isinstance(solved, Optimal):
            raise CertificateError("the program of a mixture has a solution, but none was found")
        y, z = solved.y[:-1], solved.y[-1]
        proved = solved.value == 0 or largest
        if proved:
            common = math.lcm(*(v.denominator for v in (*y, z)))
            outcome = undercut(columns, [int(v * common) for v in y], int(-z * common))
            if outcome is not None:
                table.add([outcome, *columns.propose(np.array([float(v) for v in y]))])
                basis = solved.basis
                continue
        entries = dict(solved.x)
        atoms = tuple(
            (outcome, entries[2 + k])
            for k, outcome in enumerate(table.outcomes)
            if 2 + k in entries
        )
        return Mixture(solved.value, atoms, y, proved)
    return None


class _Table:
    """The outcomes found so far, with their columns; positions 0 and 1 are Q and the slack."""

    def __init__(self, columns: Columns, start: Sequence[Hashable]):
        self.columns = columns
        base = columns.base()
        self.base, self.scale = over_common(base)
        self.known: set[Hashable] = set()
        self.outcomes: list[Any] = []
        self.entries: list[dict[int, int]] = []
        self.add(start)

    def add(self, outcomes: Sequence[Any]) -> int:
        """Add the outcomes that are new; returns how many."""
        before = len(self.outcomes)
        for outcome in outcomes:
            if outcome not in self.known:
                self.known.add(outcome)
                self.outcomes.append(outcome)
                column = self.columns.column(outcome)
                self.entries.append({i: a for i, a in sorted(column.items()) if a})
        return len(self.outcomes) - before

    def program(self) -> LinearProgram:
        """The exact program over the outcomes found so far, with t in units of 1/scale of Q."""
        m = self.columns.n_rows
        first = {i: a for i, a in enumerate(self.base) if a} | {m: self.scale}
        columns = [first, {m: 1}, *(entries | {m: 1} for entries in self.entries)]
        starts = np.zeros(len(columns) + 1, dtype=np.int64)
        np.cumsum([len(column) for column in columns], out=starts[1:])
        rows = np.array([i for column in columns for i in column], dtype=np.int64)
        values = whole_array([a for column in columns for a in column.values()])
        objective = whole_array([self.scale, *([0] * (len(columns) - 1))])
        ones = (1,) * (m + 1)
        return LinearProgram(starts, rows, values, (*([0] * m), 1), objective, ones, 1)


def _propose(table: _Table, largest: bool, deadline: float | None) -> None:
    """Grow the list until floats see no better outcome, or a positive weight suffices."""
    import highspy

    columns, m = table.columns, table.columns.n_rows
    infinity = highspy.kHighsInf
    base = np.array([v / table.scale for v in table.base], dtype=np.float64)
    sample: list[Mapping[int, int]] = [
        *table.entries,
        columns.column(columns.propose(np.ones(m))[0]),
    ]
    size = abs(base)
    for entries in sample:
        for i, a in entries.items():
            size[i] = max(size[i], abs(a))
    size[size == 0] = 1
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    # After new columns the old basis is still feasible: the primal simplex goes on from it.
    solver.setOptionValue("simplex_strategy", 4)
    for _ in range(m):
        solver.addRow(0.0, 0.0, 0, [], [])
    solver.addRow(-infinity, 1.0, 0, [], [])
    rows = np.arange(m, dtype=np.int32)

    def add(cost: float, index: Any, value: Any) -> None:
        solver.addCol(cost, 0.0, infinity, len(index), index, value)

    penalty = 0.3  # Small at first, so that the multipliers stay tame while the list is poor.
    for sign in (1.0, -1.0):
        for i in range(m):
            add(-penalty, np.array([i], dtype=np.int32), np.array([sign]))
    add(1.0, np.append(rows, m).astype(np.int32), np.append(base / size, 1.0))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    sent = 0
    while deadline is None or time.monotonic() < deadline:
        for entries in table.entries[sent:]:
            index = np.array([*entries, m], dtype=np.int32)
            add(0.0, index, np.array([*(a / size[i] for i, a in entries.items()), 1.0]))
        sent = len(table.entries)
        if solver.run() == highspy.HighsStatus.kError:
            return
        solution = solver.getSolution()
        primal, dual = np.array(solution.col_value), np.array(solution.row_dual)
        missed = primal[: 2 * m].sum()
        if missed < 1e-9 and primal[2 * m] > 1e-6 and not largest:
            return
        y, z = dual[:m] / size, dual[m]
        proposals = columns.propose(y)
        fresh = [o for o in proposals if _price(columns.column(o), y) + z < -1e-9]
        if not table.add(fresh):
            if missed < 1e-9 or penalty > 1e8:
                return
            penalty *= 10
            for j in range(2 * m):
                solver.changeColCost(j, -penalty)


def _price(column: Mapping[int, int], y: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    return sum(a * float(y[i]) for i, a in column.items())
