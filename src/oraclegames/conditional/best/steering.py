"""Floats that steer the search for the best equilibrium: they propose, exact numbers decide.

For a box of values [l, u] one linear program, kept in one solver and started from its last basis,
has the variables P ≥ 0 over Π M_i and the masses m_{i,s} = Σ_{o_i = s} P(o), with

    Σ_{o_i = s} P(o) U_i(o)  ≥  l_i m_{i,s},      Σ_{o_i = s} P(o) U_i(o)  ≤  u_i m_{i,s},

so that only the coefficients of m change with the box. It is asked for the largest objective, or
for the most mixed P. Its prices y become multipliers with a power of two under them. Of a bound
these prove λ·v ≤ max_o [λ·U(o) − g(o)] whatever they are
(:func:`oraclegames.conditional.values.relaxation.bound_value`); whether they exclude a box is
decided by arithmetic, and where floats cannot tell, by an exact program.

Inside, payoffs are shifted and scaled for each player: U_i = centre_i + size_i · U'_i.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.columns.konstanz import Multipliers, primitive
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
from oraclegames.exact.highs import new_solver
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]

SURE = 1e-7
"""A probability that floats are believed to tell from 0."""

NEARLY = 1e-9
"""A probability that floats do not tell from 0."""

_SIMPLE = 60
"""Prices near a multiple of 1/60 are taken to be it."""


@dataclass(frozen=True)
class Seen:
    """What floats see of a box.

    Attributes:
        value: the optimum, scaled; of the most mixed P its least probability, and what P lacks to
            be one, as a negative number, if there is none.
        masses: P, row-major.
        prices: y_{i,s}, one after another, scaled.
        shares: the prices of the rows z ≤ E[U_i]; [] unless the objective is egalitarian.
    """

    value: float
    masses: NDArray[np.float64]
    prices: NDArray[np.float64]
    shares: NDArray[np.float64]


class Steering:
    """The program of one relaxation.

    Args:
        relaxation: the moves that are played.
        objective: what is to be large.
        loss: how much of a bound may be lost to short numbers.
    """

    def __init__(self, relaxation: Relaxation, objective: Objective, loss: Fraction):
        self.relaxation, self.objective = relaxation, objective
        self.players, self.moves = len(relaxation.shape), sum(relaxation.shape)
        self.outcomes = math.prod(relaxation.shape)
        self._floor = relaxation.floor
        self._even = objective.kind == "egalitarian"
        self._centre = relaxation.possible.low
        grid = np.ix_(*relaxation.supports)
        numerators, scales = relaxation.game.numerators, relaxation.game.denominators
        tables = [numerators[i][grid].ravel() for i in range(self.players)]
        sizes = []
        for table, scale, c in zip(tables, scales, self._centre):
            low, high = (Fraction(int(u), scale) for u in (table.min(), table.max()))
            sizes.append(max(high - c, c - low) or Fraction(1))
        self._sizes = tuple(sizes)
        self._flint = [(to_fmpq(c), to_fmpq(size)) for c, size in zip(self._centre, sizes)]
        scaled = zip(tables, scales, self._centre, sizes)
        self.payoffs = np.array([_ratios(t.tolist(), s, c, size) for t, s, c, size in scaled])
        own = np.indices(relaxation.shape).reshape(self.players, -1)
        self.rows = own + np.cumsum([0, *relaxation.shape[:-1]])[:, None]
        """Which (i, s) an outcome belongs to, of shape (players, outcomes)."""
        self.owner = np.repeat(np.arange(self.players), relaxation.shape)
        # A price may be off by so much that all together lose no more than ``loss``.
        self._units = [_power_below(loss / (2 * self.players * size)) for size in self._sizes]
        self._solver = self._program()

    # -- scaled values -----------------------------------------------------------------------------

    def scaled(self, v: Vector) -> NDArray[np.float64]:
        """Values as they are inside."""
        places = zip(v, self._centre, self._sizes)
        return np.array([_ratios([x.numerator], x.denominator, c, d)[0] for x, c, d in places])

    def plain(self, v: NDArray[np.float64]) -> Vector:
        """The values that a scaled vector stands for."""
        places = zip(v.tolist(), self._flint)
        return tuple([to_fraction(fmpq(*x.as_integer_ratio()) * d + c) for x, (c, d) in places])

    def slope(self, weights: Vector) -> tuple[NDArray[np.float64], Fraction]:
        """λ for scaled values, shrunk into [−1, 1], and what it was divided by."""
        parts = [w * size for w, size in zip(weights, self._sizes)]
        unit = max(map(abs, parts)) or Fraction(1)
        return np.array([float(part / unit) for part in parts]), unit

    @property
    def evenness(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """a and b such that the least of all v_i is the largest of all z with a_i z + b_i ≤ v'_i.

        z is scaled by the largest size.
        """
        largest, least = max(self._sizes), min(self._centre)
        a = [float(largest / size) for size in self._sizes]
        b = [float((least - c) / size) for c, size in zip(self._centre, self._sizes)]
        return np.array(a), np.array(b)

    def differing(self, masses: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much each player's moves differ in worth: Σ_s |Σ_{o_i = s} P(o) (U'_i − v'_i)|."""
        excess = (self.payoffs - (self.payoffs @ masses)[:, None]) * masses
        total = np.zeros(self.moves)
        np.add.at(total, self.rows, excess)
        found = np.zeros(self.players)
        np.add.at(found, self.owner, abs(total))
        return found

    # -- questions ---------------------------------------------------------------------------------

    def most_mixed(self, box: Box, clock: Clock) -> Seen | None:
        """The P of the box with the largest least probability; None if floats fail."""
        costs = np.zeros(self.outcomes + self.moves + 3)
        costs[-3], costs[-2] = 1, -4 * self.outcomes
        return self._solve(box, costs, 1.0, clock)

    def bound(self, box: Box, weights: Vector, clock: Clock) -> tuple[Bound, Seen] | None:
        """A bound of λ·v over the box, of any box that floats can see something in."""
        slope, unit = self.slope(weights)
        costs = np.zeros(self.outcomes + self.moves + 3)
        costs[: self.outcomes] = slope @ self.payoffs
        costs[-3] = costs[: self.outcomes].sum() if self._floor == "outcomes" else 0
        seen = self._solve(box, costs, 0.0, clock)
        return None if seen is None else (self._proved(box, weights, seen, unit), seen)

    def least(self, box: Box, clock: Clock) -> tuple[Bound, Seen] | None:
        """A bound of the least v_i over the box, as one of λ·v with Σ λ = 1."""
        costs = np.zeros(self.outcomes + self.moves + 3)
        costs[-1] = 1
        seen = self._solve(box, costs, 0.0, clock)
        if seen is None:
            return None
        largest = max(self._sizes)
        shares = [
            round(max(-share, 0.0) * float(largest / size) * 2**20)
            for share, size in zip(seen.shares.tolist(), self._sizes)
        ]
        whole = sum(shares)
        if not whole:
            return None
        weights = tuple(Fraction(share, whole) for share in shares)
        return self._proved(box, weights, seen, largest), seen

    def excluding(self, box: Box, seen: Seen) -> Multipliers | None:
        """Multipliers that exclude the box, from what floats see of the most mixed P."""
        units = [1 / size / (1 << 24) for size in self._sizes]
        y = primitive(self._multipliers(seen.prices, Fraction(1), units))
        return y if self.relaxation.excluded(box, y) else None

    # -- answers -----------------------------------------------------------------------------------

    def _proved(self, box: Box, weights: Vector, seen: Seen, unit: Fraction) -> Bound:
        y = self._multipliers(seen.prices, unit, self._units)
        return Bound(weights, bound_value(self.relaxation, box, weights, y), y)

    def _multipliers(
        self, prices: NDArray[np.float64], unit: Fraction, units: Sequence[Fraction]
    ) -> Multipliers:
        flat, rows = iter(prices.tolist()), []
        for i, moves in enumerate(self.relaxation.supports):
            row = [Fraction(0)] * self.relaxation.game.shape[i]
            for s in moves:
                row[s] = _short(next(flat), unit / self._sizes[i], units[i])
            rows.append(tuple(row))
        return tuple(rows)

    def _solve(
        self, box: Box, costs: NDArray[np.float64], lacking: float, clock: Clock
    ) -> Seen | None:
        """One run of the solver, from where it was left."""
        import highspy

        n, k, solver = self.outcomes, self.moves, self._solver
        low, high = self.scaled(box.low).tolist(), self.scaled(box.high).tolist()
        for r, i in enumerate(self.owner.tolist()):
            solver.changeCoeff(k + r, n + r, -low[i])
            solver.changeCoeff(2 * k + r, n + r, -high[i])
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        solver.changeColBounds(n + k + 1, 0.0, lacking)
        if clock.left < math.inf:
            solver.setOptionValue("time_limit", solver.getRunTime() + clock.left)
        solver.run()
        clock.check()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            return None
        answer = solver.getSolution()
        x, duals = np.array(answer.col_value), np.array(answer.row_dual)
        masses, (mixed, missing, _) = x[:n] - x[n + k + 1], x[n + k :]
        if self._floor == "outcomes":
            masses = masses + mixed
        value = float(costs @ x) if not lacking else float(mixed if missing <= NEARLY else -missing)
        shares = duals[len(duals) - self.players :] if self._even else duals[:0]
        return Seen(value, masses, duals[k : 2 * k] + duals[2 * k : 3 * k], shares)

    def _program(self) -> Any:
        """Columns: P, the masses m, the least probability, what P lacks to be ≥ 0, the least value.

        Rows: m, the two conditions of every move, ΣP = 1, then those of the floor and of the least.
        """
        import highspy

        n, k, infinity = self.outcomes, self.moves, highspy.kHighsInf
        fixed = 3 * k + 1
        floors = k if self._floor == "moves" else 0
        count = fixed + floors + (self.players if self._even else 0)
        matrix = np.zeros((count, n + k + 3))
        touched = np.zeros((k, n))
        touched[self.rows, np.arange(n)] = 1
        worth = touched * self.payoffs[self.owner]
        matrix[:k, :n] = -touched
        matrix[k : 2 * k, :n] = matrix[2 * k : 3 * k, :n] = worth
        matrix[3 * k, :n] = 1
        low, high = np.zeros(count), np.zeros(count)
        high[k : 2 * k] = high[fixed:] = infinity
        low[2 * k : 3 * k] = -infinity
        low[3 * k] = high[3 * k] = 1
        if self._even:
            matrix[fixed + floors :, :n] = self.payoffs
            matrix[fixed + floors :, -1], low[fixed + floors :] = self.evenness
            matrix[fixed + floors :, -1] *= -1
        whole = matrix[:, :n].sum(axis=1)
        matrix[:, -2] = -whole
        if self._floor == "outcomes":
            matrix[:, -3] = whole
        # The ones of both conditions keep their places for what the box says.
        for first in range(0, 3 * k, k):
            matrix[first : first + k, n : n + k] = np.eye(k)
        if floors:
            matrix[fixed : fixed + k, n : n + k], matrix[fixed : fixed + k, -3] = np.eye(k), -1
        columns, rows = np.nonzero(matrix.T)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n + k + 3, count
        lp.col_cost_ = np.zeros(n + k + 3)
        lp.col_lower_ = np.concatenate([np.zeros(n), np.full(k, -infinity), [0, 0, -infinity]])
        lp.col_upper_ = np.concatenate([np.full(n + k, infinity), [1, 1, infinity]])
        lp.row_lower_, lp.row_upper_ = low, high
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.searchsorted(columns, np.arange(n + k + 4)).astype(np.int32)
        lp.a_matrix_.index_ = rows.astype(np.int32)
        lp.a_matrix_.value_ = matrix.T[columns, rows]
        solver = small_solver()
        solver.passModel(lp)
        return solver


def small_solver() -> Any:
    """A solver for many small programs, each near the one before."""
    solver = new_solver()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("solver", "simplex")
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solver.setOptionValue(name, 1e-9)
    return solver


def _ratios(row: list[int], scale: int, centre: Fraction, size: Fraction) -> list[float]:
    """(u / scale − centre) / size for every u, each rounded once; no fraction is reduced."""
    factor = centre.denominator * size.denominator
    shift = centre.numerator * scale * size.denominator
    under = scale * centre.denominator * size.numerator
    return [(u * factor - shift) / under for u in row]


def _short(price: float, unit: Fraction, step: Fraction) -> Fraction:
    """price · unit: a simple fraction of the unit if it is one, else a multiple of the step."""
    simple = round(price * _SIMPLE)
    if abs(simple - price * _SIMPLE) < 1e-8:
        return Fraction(simple, _SIMPLE) * unit
    return round(Fraction(price) * unit / step) * step


def _power_below(number: Fraction) -> Fraction:
    """A power of two that is at most a positive number, and more than a quarter of it."""
    exponent = number.numerator.bit_length() - number.denominator.bit_length() - 1
    return Fraction(2) ** exponent
