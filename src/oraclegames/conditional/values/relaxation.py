"""Many value vectors at once: a linear program excludes a whole box of them, or bounds over it.

Let v range over a box [l, u]. Every equilibrium P with such values satisfies, for all i and s,

    Σ_{o_i = s} P(o) (U_i(o) − l_i)  ≥  0  ≥  Σ_{o_i = s} P(o) (U_i(o) − u_i),

which is linear in P. Both kinds of answers are certified by multipliers y = (y_{i,s}) alone. Write

    g(o) = min over v in the box of  Σ_i y_{i,o_i} (U_i(o) − v_i)
         = Σ_i [ y_{i,o_i} U_i(o) − max(y_{i,o_i} l_i, y_{i,o_i} u_i) ].

* *Exclusion.* If g ≥ 0 and g ≠ 0, no v in the box belongs to a totally mixed equilibrium (Stiemke).
  If g ≥ 0 and g > 0 wherever player i plays s, no equilibrium in the box plays that move at all.
* *Bound.* For any weights λ: λ·v ≤ max_o [ Σ_i λ_i U_i(o) − g(o) ].

The relaxation becomes exact as the box shrinks, so branch and bound over v decides, in n
dimensions however many outcomes there are. Equilibria may be asked for on a subset M_i of every
player's moves.

A long file: the programs and the certificates that they give share the rows and their scales.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from oraclegames.budget import Clock
from oraclegames.conditional.columns.konstanz import Excess, Multipliers, primitive
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import integer_type, largest, over_common, widened
from oraclegames.exact.linear_program import Infeasible, LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]
Floor = Literal["outcomes", "moves", "none"]


@dataclass(frozen=True)
class Bound:
    """λ·v ≤ value for all equilibria in a box, by the multipliers y.

    Attributes:
        weights: λ.
        value: the bound.
        y: the multipliers that prove it.
    """

    weights: Vector
    value: Fraction
    y: Multipliers


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The outcomes of Π M_i of a game; all of them if ``supports`` has all moves.

    Attributes:
        game: the game.
        supports: M_i for each player, ascending.
        total: whether every outcome of Π M_i must have positive probability, or only every move.
    """

    game: Game
    supports: tuple[tuple[int, ...], ...]
    total: bool = True

    @classmethod
    def whole(cls, game: Game) -> Relaxation:
        """The totally mixed equilibria of the game."""
        return cls(game, tuple(tuple(range(m)) for m in game.shape))

    @property
    def possible(self) -> Box:
        """A box that holds every possible value vector."""
        return box_bound(self.game, self.supports)

    @property
    def floor(self) -> Floor:
        """Whose probabilities are positive in an equilibrium of this kind."""
        return "outcomes" if self.total else "moves"

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of moves in each M_i."""
        return tuple(len(moves) for moves in self.supports)

    @cached_property
    def _grid(self) -> tuple[NDArray[Any], ...]:
        return np.ix_(*self.supports)

    @cached_property
    def _payoffs(self) -> NDArray[Any]:
        """The numerators over Π M_i, of shape (n, outcomes)."""
        n = self.game.n_players
        return np.stack([self.game.numerators[i][self._grid] for i in range(n)]).reshape(n, -1)

    @cached_property
    def _touched(self) -> NDArray[np.int64]:
        """One row for each (i, s), s in M_i: 1 where o_i = s."""
        moves = np.indices(self.shape).reshape(len(self.shape), -1)
        rows = [moves[i] == s for i, m in enumerate(self.shape) for s in range(m)]
        return np.stack(rows).astype(np.int64)

    # -- programs ---------------------------------------------------------------------------------

    def _conditions(self, box: Box) -> tuple[NDArray[Any], list[tuple[int, int, int]]]:
        """The rows over outcomes, with a sign (0: = 0, −1: ≥ 0, 1: ≤ 0), (i, s) and scale of each.

        Returns the matrix and one (sign, position of (i, s), scale) for each row.
        """
        lower, upper = Excess(self.game, box.low), Excess(self.game, box.high)
        tables = [(lower, lower.matrix(self.supports)), (upper, upper.matrix(self.supports))]
        rows, labels = [], []
        position = 0
        for i, count in enumerate(self.shape):
            fixed = box.low[i] == box.high[i]
            for sign, (excess, matrix) in zip((0,) if fixed else (-1, 1), tables):
                rows.append(matrix[position : position + count])
                labels += [(sign, position + s, excess.scales[i]) for s in range(count)]
            position += count
        return np.concatenate(rows), labels

    def _multipliers(
        self, labels: list[tuple[int, int, int]], y: Sequence[Fraction]
    ) -> Multipliers:
        flat = [Fraction(0)] * sum(self.shape)
        for (_, position, scale), v in zip(labels, y):
            flat[position] += v * scale
        rows, start = [], 0
        for i, moves in enumerate(self.supports):
            row = [Fraction(0)] * self.game.shape[i]
            for s in moves:
                row[s] = flat[start]
                start += 1
            rows.append(tuple(row))
        return tuple(rows)

    def mix(self, box: Box, clock: Clock | None = None) -> tuple[Multipliers | None, NDArray[Any]]:
        """The multipliers that exclude the box, or None and the most mixed P that it admits.

        P is a vector of fractions over Π M_i, row-major: with the largest smallest probability, of
        outcomes if ``total``, else of moves.

        Cost: one exact linear program with at most 2 Σ|M_i| + 1 rows (3 Σ|M_i| + 1 if not total).
        """
        matrix, labels = self._conditions(box)
        n, m = matrix.shape[1], len(matrix)
        if self.total:
            demand = np.concatenate([matrix, np.ones((1, n), dtype=np.int64)])
            column = demand.astype(object).sum(axis=1)
            signs = [sign for sign, _, _ in labels] + [1]
        else:
            k = len(self._touched)
            demand = np.concatenate([matrix, self._touched, np.ones((1, n), dtype=np.int64)])
            column = np.array([0] * m + [-1] * k + [0], dtype=object)
            signs = [sign for sign, _, _ in labels] + [-1] * k + [1]
        solved = _solved(demand, column, signs, clock=clock)
        assert isinstance(solved, Optimal)
        weights = np.full(n, Fraction(0), dtype=object)
        if solved.value == 0:
            return primitive(self._multipliers(labels, solved.y)), weights
        spread = Fraction(0)
        for j, mass in solved.x:
            if j < n:
                weights[j] = mass
            elif j == n and self.total:
                spread = mass
        weights = weights + spread
        return None, weights / weights.sum()

    def most(
        self, matrix: NDArray[Any], signs: Sequence[int], weights: Vector, clock: Clock | None
    ) -> tuple[Optimal | Infeasible, int]:
        """Maximise λ·E[U] over P with matrix · P = 0 (sign 0), ≥ 0 (−1) or ≤ 0 (1).

        Returns also the positive integer that the objective was multiplied with.
        """
        costs, scale = self._weighted(weights)
        table = np.concatenate([matrix, np.ones((1, matrix.shape[1]), dtype=np.int64)])
        return _solved(table, None, [*signs, 0], costs, clock), scale

    def most_even(
        self, matrix: NDArray[Any], signs: Sequence[int], floor: Fraction, clock: Clock | None
    ) -> tuple[Optimal | Infeasible, tuple[int, ...]]:
        """Maximise the least E[U_i], which is at least the floor, in the same way.

        Returns also the positive integer that each player's row was multiplied with.
        """
        n = self.game.n_players
        excess = Excess(self.game, (floor,) * n)
        # E[U_i] − floor − z ≥ 0, as Σ P = 1: one row for each player, whole by its own scale.
        own = np.stack([table[self._grid].ravel() for table in excess.tables])
        table = np.concatenate([matrix, own, np.ones((1, matrix.shape[1]), dtype=np.int64)])
        column = np.array([0] * len(matrix) + [-s for s in excess.scales] + [0], dtype=object)
        return _solved(table, column, [*signs, *([-1] * n), 0], clock=clock), excess.scales

    def expected(self, weights: Sequence[Fraction] | NDArray[Any]) -> Vector:
        """E[U] under probabilities over Π M_i, in row-major order."""
        weights = np.asarray(weights, dtype=object)
        used = np.flatnonzero(weights)
        return tuple(
            sum(
                (Fraction(int(u)) * Fraction(w) for u, w in zip(row[used], weights[used])),
                Fraction(0),
            )
            / scale
            for row, scale in zip(self._payoffs, self.game.denominators)
        )

    def _weighted(self, weights: Vector) -> tuple[NDArray[Any], int]:
        """Σ λ_i U_i over Π M_i as whole numbers, and the positive integer under them."""
        known = self._known_weights.get(weights)
        if known is not None:
            return known
        factors = [w / d for w, d in zip(weights, self.game.denominators)]
        scale = math.lcm(*(f.denominator for f in factors))
        total = np.zeros(self._payoffs.shape[1], dtype=object)
        for f, row in zip(factors, self._payoffs):
            if f:
                total = total + int(f * scale) * row.astype(object)
        self._known_weights.clear()
        self._known_weights[weights] = total, scale
        return total, scale

    @cached_property
    def _known_weights(self) -> dict[Vector, tuple[NDArray[Any], int]]:
        """The last sum that was asked for: most searches ask for the same again."""
        return {}

    # -- certificates -----------------------------------------------------------------------------

    def gains(self, box: Box, y: Multipliers) -> NDArray[Any]:
        """g(o) times a positive integer over Π M_i, exactly, of shape ``shape``."""
        return self._gains(box, y)[0]

    def _gains(self, box: Box, y: Multipliers) -> tuple[NDArray[Any], int]:
        played = [row[s] for row, moves in zip(y, self.supports) for s in moves]
        whole, unit = over_common(played)
        ends, fine = over_common([*box.low, *box.high])
        payoffs, under = self._whole_payoffs
        shifts = [
            v * (ends[n] if v < 0 else ends[n + len(self.shape)]) * under
            for v, n in zip(whole, self._owners)
        ]
        top = (1 + max(map(abs, whole))) * fine * (1 + largest(payoffs)) + max(map(abs, shifts))
        dtype = integer_type(len(self.shape) * top)
        slopes: NDArray[Any] = np.array(whole, dtype=dtype) * fine
        down: NDArray[Any] = np.array(shifts, dtype=dtype)
        total: NDArray[Any] = np.zeros(self.shape, dtype=dtype)
        start = 0
        for i, m in enumerate(self.shape):
            axes = self._axes[i]
            slope, shift = (part[start : start + m].reshape(axes) for part in (slopes, down))
            total += slope * payoffs[i] - shift
            start += m
        return total, unit * fine * under

    @cached_property
    def _owners(self) -> list[int]:
        return [i for i, m in enumerate(self.shape) for _ in range(m)]

    @cached_property
    def _axes(self) -> list[list[int]]:
        n = len(self.shape)
        return [[-1 if k == i else 1 for k in range(n)] for i in range(n)]

    @cached_property
    def _whole_payoffs(self) -> tuple[NDArray[Any], int]:
        """All players' payoffs over Π M_i as whole numbers over one denominator."""
        under = math.lcm(*self.game.denominators)
        factors = [under // d for d in self.game.denominators]
        table = widened(self._payoffs, max(factors) * (1 + largest(self._payoffs)))
        rows = [row * f for row, f in zip(table, factors)]
        return np.stack(rows).reshape(-1, *self.shape), under

    def excluded(self, box: Box, y: Multipliers) -> bool:
        """Whether y excludes the box, by arithmetic alone."""
        g = self.gains(box, y)
        if g.min() < 0:
            return False
        if self.total:
            return bool(g.max() > 0)
        positive = g > 0
        return any(
            bool(np.moveaxis(positive, i, 0)[s].all())
            for i, m in enumerate(self.shape)
            for s in range(m)
        )


def bound_value(relaxation: Relaxation, box: Box, weights: Vector, y: Multipliers) -> Fraction:
    """max_o [λ·U(o) − g(o)]: an upper bound of λ·v over the box, whatever y is."""
    gains, scale = relaxation._gains(box, y)
    costs, unit = relaxation._weighted(weights)
    common = math.lcm(scale, unit)
    table = costs * (common // unit) - gains.ravel().astype(object) * (common // scale)
    return Fraction(int(table.max()), common)


def _solved(
    matrix: NDArray[Any],
    column: NDArray[Any] | None,
    signs: Sequence[int],
    costs: NDArray[Any] | None = None,
    clock: Clock | None = None,
) -> Optimal | Infeasible:
    """Maximise costs, or the variable t of ``column``, over rows (=, ≥, ≤) 0, the last one 1."""
    rows, n = matrix.shape
    slack = [(i, sign) for i, sign in enumerate(signs) if sign]
    extra = int(column is not None)
    width = n + extra + len(slack)
    bound = 0 if column is None else max(map(abs, column))
    table = widened(np.zeros((rows, width), dtype=matrix.dtype), bound)
    table[:, :n] = matrix
    if column is not None:
        table[:, n] = column
    for k, (i, sign) in enumerate(slack):
        table[i, n + extra + k] = sign
    objective = np.zeros(width, dtype=object)
    if costs is None:
        objective[n] = 1
    else:
        objective[:n] = costs
    program = LinearProgram.from_matrix(table, [0] * (rows - 1) + [1], objective)
    solved = maximise(program, clock=clock)
    if not isinstance(solved, (Optimal, Infeasible)):
        raise CertificateError("a program over probabilities seems unbounded")
    return solved
