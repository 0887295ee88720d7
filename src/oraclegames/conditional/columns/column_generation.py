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
multipliers are priced exactly; that alone decides. Source of pricing: Gilmore and Gomory (1961).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import over_common, whole_array
from oraclegames.exact.highs import new_solver
from oraclegames.exact.linear_program import LinearProgram, Optimal, pack
from oraclegames.exact.simplex import maximise
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Columns(Protocol):
    """A game at fixed values, every row multiplied by a positive integer that makes it whole.

    Outcomes are any hashable keys.
    """

    def base(self) -> Sequence[Fraction]:
        """r = K(v) Q, one number for each row."""

    def column(self, outcome: Any) -> Mapping[int, int]:
        """K_o by its non-zero entries."""

    def propose(self, y: NDArray[np.float64]) -> list[Any]:
        """Some outcomes of small y·K_o, different ones, the smallest among them if possible."""

    def least(self, y: Sequence[int]) -> tuple[int, Any]:
        """The least y·K_o over all outcomes, exactly, and an outcome that has it."""


@runtime_checkable
class SearchedColumns(Columns, Protocol):
    """Columns whose least price is hard to prove, a bound on all prices less so."""

    def within(self, clock: Clock) -> SearchedColumns:
        """The same columns, whose searches end with the clock (``OutOfTime``)."""

    def below(self, y: Sequence[int], bound: int) -> Any | None:
        """Any outcome with y·K_o < bound; None if there is none, exactly."""


@runtime_checkable
class StructuredGame(Protocol):
    """A game whose outcomes are never listed, only searched for."""

    @property
    def players(self) -> tuple[str, ...]:
        """A label for each value that is asked for: a player, or a class of equal players."""

    def to_dict(self) -> dict[str, Any]:
        """The game as plain data, ready for JSON."""

    def columns(self, values: tuple[Fraction, ...]) -> Columns:
        """The columns of K(v), one row for each label and move, and the residual of Q."""

    def multipliers(self, values: tuple[Fraction, ...], y: Sequence[Fraction]) -> Multipliers:
        """Multipliers of the rows of :meth:`columns` as y_{i,s} of the rational conditions."""


def undercut(columns: Columns, y: Sequence[int], bound: int) -> Any | None:
    """An outcome with y·K_o < bound, or None if there is none, exactly."""
    if isinstance(columns, SearchedColumns):
        return columns.below(y, bound)
    value, outcome = columns.least(y)
    return outcome if value < bound else None


@dataclass(frozen=True)
class Mixture:
    """P = weight · Q + Σ λ_o δ_o, and the multipliers that prove the weight ``largest`` (if so).

    The weight is 0 if there is no totally mixed equilibrium; then there are no atoms (o, λ_o > 0).
    For the multipliers y·K_o + z ≥ 0 for every outcome and y·r + z ≥ 1, with z = weight.
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
    clock: Clock | None = None,
) -> Mixture:
    """Solve for the largest weight of Q, exactly.

    Args:
        columns: the game.
        largest: if false, stop at any positive weight; a weight of 0 is proved either way.
        start: outcomes to begin with.
        clock: when to give up (``OutOfTime``); None for never. A positive weight that is known by
            then is returned, without a proof that it is the largest.

    Cost: one float LP and one proposal for each round, some tens to hundreds of rounds; then a few
    exact solves with a row more and as many exact searches for an outcome.
    """
    clock = clock or Clock(None)
    if isinstance(columns, SearchedColumns):
        columns = columns.within(clock)
    table = _Table(columns, start)
    basis: tuple[int, ...] | None = None
    sure: Mixture | None = None
    try:
        _propose(table, largest, clock.part(1 / 2))
        while True:
            solved = maximise(table.program(), start=basis, clock=clock)
            if not isinstance(solved, Optimal):
                raise CertificateError("a mixture exists, but none was found")
            mixture = table.mixture(solved)
            if solved.value:
                sure = mixture
                if not largest:
                    return sure
            (*y, z), _ = over_common(solved.y)
            outcome = undercut(columns, y, -z)
            if outcome is None:
                return replace(mixture, largest=True)
            table.add([outcome, *columns.propose(np.array([float(v) for v in solved.y[:-1]]))])
            basis = solved.basis
    except (OutOfTime, KeyboardInterrupt):
        if sure is None:
            raise
        return sure


class _Table:
    """The outcomes found so far, with their columns; positions 0 and 1 are Q and the slack."""

    def __init__(self, columns: Columns, start: Sequence[Hashable]):
        self.columns = columns
        self.base, self.scale = over_common(columns.base())
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
        m = len(self.base)
        first = {i: a for i, a in enumerate(self.base) if a} | {m: self.scale}
        columns = [first, {m: 1}, *(entries | {m: 1} for entries in self.entries)]
        packed = pack([list(column.items()) for column in columns])
        objective = whole_array([self.scale, *([0] * (len(columns) - 1))])
        return LinearProgram(*packed, (*([0] * m), 1), objective, (1,) * (m + 1), 1)

    def mixture(self, solved: Optimal) -> Mixture:
        """The mixture that a solution of the program is, not yet known to be the largest."""
        atoms = [(self.outcomes[j - 2], mass) for j, mass in solved.x if j >= 2 and solved.value]
        return Mixture(solved.value, tuple(atoms), solved.y[:-1], False)


class _FloatProgram:
    """The program over a growing list in HiGHS, with an exact penalty on the equations.

    The columns are the penalties up and down, Q, then the outcomes; rows shrink to size 1.
    """

    def __init__(self, table: _Table):
        import highspy

        columns, m = table.columns, len(table.base)
        self.table, self.infinity = table, highspy.kHighsInf
        base = np.array([v / table.scale for v in table.base], dtype=np.float64)
        self.size = abs(base)
        for entries in (*table.entries, columns.column(columns.propose(np.ones(m))[0])):
            for i, a in entries.items():
                self.size[i] = max(self.size[i], abs(a))
        self.size[self.size == 0] = 1
        self.solver = new_solver()
        self.solver.setOptionValue("presolve", "off")
        # After new columns the old basis is still feasible: the primal simplex goes on from it.
        self.solver.setOptionValue("simplex_strategy", 4)
        for _ in range(m):
            self.solver.addRow(0.0, 0.0, 0, [], [])
        self.solver.addRow(-self.infinity, 1.0, 0, [], [])
        self.penalty = 0.3  # Small at first: multipliers stay tame while the list is poor.
        for sign in (1.0, -1.0):
            for i in range(m):
                self._add(-self.penalty, [i], [sign])
        self._add(1.0, range(m + 1), [*(base / self.size), 1.0])
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.sent = 0

    def _add(self, cost: float, index: Sequence[int], value: Sequence[float]) -> None:
        rows, entries = np.array(index, dtype=np.int32), np.array(value, dtype=np.float64)
        self.solver.addCol(cost, 0.0, self.infinity, len(index), rows, entries)

    def solve(self, clock: Clock) -> tuple[float, float, NDArray[np.float64], float] | None:
        """What misses the equations, the weight of Q, y and z; None if HiGHS fails."""
        import highspy

        m = len(self.table.base)
        for entries in self.table.entries[self.sent :]:
            shares = [a / self.size[i] for i, a in entries.items()]
            self._add(0.0, [*entries, m], [*shares, 1.0])
        self.sent = len(self.table.entries)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + clock.left)
        if self.solver.run() == highspy.HighsStatus.kError:
            return None
        solution = self.solver.getSolution()
        primal, dual = np.array(solution.col_value), np.array(solution.row_dual)
        return primal[: 2 * m].sum(), primal[2 * m], dual[:m] / self.size, dual[m]

    def press(self) -> None:
        """Make the penalty ten times as large."""
        self.penalty *= 10
        for j in range(2 * len(self.table.base)):
            self.solver.changeColCost(j, -self.penalty)


def _propose(table: _Table, largest: bool, clock: Clock) -> None:
    """Grow the list until floats see no better outcome, or a positive weight suffices."""
    if clock.spent:
        return
    program = _FloatProgram(table)
    while not clock.spent and (solved := program.solve(clock)) is not None:
        missed, weight, y, z = solved
        if missed < 1e-9 and weight > 1e-6 and not largest:
            return
        proposals = table.columns.propose(y)
        fresh = [o for o in proposals if _price(table.columns.column(o), y) + z < -1e-9]
        if not table.add(fresh):
            if missed < 1e-9 or program.penalty > 1e8:
                return
            program.press()


def _price(column: Mapping[int, int], y: NDArray[np.float64]) -> float:
    return sum(a * float(y[i]) for i, a in column.items())
