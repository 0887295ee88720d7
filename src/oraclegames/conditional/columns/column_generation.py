"""Column generation: the largest totally mixed part of an equilibrium, outcomes never listed.

Let Q be a totally mixed distribution whose residual r = K(v) Q is cheap. A totally mixed
equilibrium with values v exists iff −r lies in the cone of the columns K_o of K(v), and then
P = t Q + Σ λ_k δ_{o_k} with t > 0 and few atoms. So solve

    maximise t   subject to   t r + Σ λ_o K_o = 0,   t + Σ λ_o ≤ 1,   t, λ ≥ 0

over a growing list of outcomes. The dual (y, z) satisfies y·r + z ≥ 1, z ≥ 0 and, once no outcome
has y·K_o + z < 0, z = t is the optimum over *all* outcomes. If it is 0, then y·K_o ≥ 0 for every
outcome and y·r ≥ 1: the certificate (Stiemke) that there is no totally mixed equilibrium.

Floats only propose outcomes: HiGHS solves the list with an exact penalty on the equations, which
keeps its multipliers small while the list is poor. The last list is solved exactly, with that same
penalty as long as nothing pays it, and the exact multipliers are priced exactly; that alone
decides. Source of pricing: Gilmore and Gomory (1961).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
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
    sure: Mixture | None = None
    try:
        floats: _FloatProgram | None = None
        while True:
            # The budget that is left is shared with the exact solution.
            part = clock.part(1 / 2)
            if not part.spent:
                floats = floats or _FloatProgram(table)
                _propose(floats, largest, part)
            basis = None if floats is None else floats.basis()
            solved = maximise(table.program(), start=basis, clock=clock)
            if not isinstance(solved, Optimal):
                raise CertificateError("a mixture exists, but none was found")
            if table.misses(solved):
                if floats is None:
                    table.penalty *= 10
                else:
                    floats.press()
                continue
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
    except (OutOfTime, KeyboardInterrupt):
        if sure is None:
            raise
        return sure


class _Table:
    """The outcomes found so far, with their columns, and what missing an equation costs."""

    def __init__(self, columns: Columns, start: Sequence[Hashable]):
        self.columns = columns
        self.base, self.scale = over_common(columns.base())
        self.known: set[Hashable] = set()
        self.outcomes: list[Any] = []
        self.entries: list[dict[int, int]] = []
        self.penalty = 3  # In tenths. Small at first: multipliers stay tame while the list is poor.
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

    @cached_property
    def size(self) -> list[int]:
        """For each row about the largest of its entries."""
        m = len(self.base)
        found = [abs(v) // self.scale for v in self.base]
        first = self.columns.column(self.columns.propose(np.ones(m))[0])
        for entries in (*self.entries, first):
            for i, a in entries.items():
                found[i] = max(found[i], abs(a))
        return [size or 1 for size in found]

    def program(self) -> LinearProgram:
        """The exact program over the outcomes found so far, with t in units of 1/scale of Q.

        Its columns are those of the program of floats, and the slack.
        """
        m = len(self.base)
        first = {i: a for i, a in enumerate(self.base) if a} | {m: self.scale}
        paid = [{i: sign * a} for sign in (1, -1) for i, a in enumerate(self.size)]
        columns = [*paid, first, *(entries | {m: 1} for entries in self.entries), {m: 1}]
        packed = pack([list(column.items()) for column in columns])
        costs = [*([-self.penalty] * len(paid)), 10 * self.scale, *([0] * len(self.entries)), 0]
        objective = whole_array(costs)
        return LinearProgram(*packed, (*([0] * m), 1), objective, (1,) * (m + 1), 10)

    def misses(self, solved: Optimal) -> bool:
        """Whether the equations hold only by paying penalties."""
        return any(j < 2 * len(self.base) for j, _ in solved.x)

    def mixture(self, solved: Optimal) -> Mixture:
        """The mixture that a solution of the program is, not yet known to be the largest."""
        first = 2 * len(self.base) + 1
        atoms = [
            (self.outcomes[j - first], mass)
            for j, mass in solved.x
            if 0 <= j - first < len(self.outcomes) and solved.value
        ]
        return Mixture(solved.value, tuple(atoms), solved.y[:-1], False)


class _FloatProgram:
    """The program over a growing list in HiGHS, with an exact penalty on the equations.

    The columns are the penalties up and down, Q, then the outcomes; rows shrink to size 1.
    """

    def __init__(self, table: _Table):
        import highspy

        m = len(table.base)
        self.table, self.infinity = table, highspy.kHighsInf
        base = np.array([v / table.scale for v in table.base], dtype=np.float64)
        self.size = np.array([float(v) for v in table.size])
        self.solver = new_solver()
        self.solver.setOptionValue("presolve", "off")
        # After new columns the old basis is still feasible: the primal simplex goes on from it.
        self.solver.setOptionValue("simplex_strategy", 4)
        for _ in range(m):
            self.solver.addRow(0.0, 0.0, 0, [], [])
        self.solver.addRow(-self.infinity, 1.0, 0, [], [])
        for sign in (1.0, -1.0):
            for i in range(m):
                self._add(-table.penalty / 10, [i], [sign])
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

    def basis(self) -> list[int] | None:
        """The basis as one of the exact program, whose last column is the slack; None if none."""
        if not self.solver.getBasis().valid:
            return None
        m, slack = len(self.table.base), 2 * len(self.table.base) + 1 + len(self.table.entries)
        _, columns = self.solver.getBasicVariables()
        return [slack if j == -1 - m else int(j) for j in columns]

    def press(self) -> None:
        """Make the penalty ten times as large."""
        self.table.penalty *= 10
        for j in range(2 * len(self.table.base)):
            self.solver.changeColCost(j, -self.table.penalty / 10)


def _propose(program: _FloatProgram, largest: bool, clock: Clock) -> None:
    """Grow the list until floats see no better outcome, or a positive weight suffices."""
    table = program.table
    while not clock.spent and (solved := program.solve(clock)) is not None:
        missed, weight, y, z = solved
        if missed < 1e-9 and weight > 1e-6 and not largest:
            return
        proposals = table.columns.propose(y)
        fresh = [o for o in proposals if _price(table.columns.column(o), y) + z < -1e-9]
        if not table.add(fresh):
            if missed < 1e-9 or table.penalty > 10**9:
                return
            program.press()


def _price(column: Mapping[int, int], y: NDArray[np.float64]) -> float:
    return sum(a * float(y[i]) for i, a in column.items())
